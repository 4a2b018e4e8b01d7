"""The analysts' desk, one's own observations, and one observation with all that this reader may know of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from matchmaker.domain.feedback.gapevidence import COUNTED
from matchmaker.domain.feedback.lifecycle import Step, allowed, days_to_reopen, overdue, reopen_until
from matchmaker.domain.feedback.stages import Stage, stages
from matchmaker.domain.vocabulary import LESSON_STATES, Role
from matchmaker.persistence.models import (
    Equipment,
    EquipmentLink,
    EquipmentMaker,
    Firm,
    Gap,
    Lesson,
    LessonStep,
    MakerAnswer,
    Observation,
    ObservationPhoto,
    ObservationStep,
    TrainingEvent,
    TrainingModule,
)
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services.errors import NotFound
from matchmaker.services.observations import FILERS, PAGE_SIZE, READERS
from matchmaker.services.occasion import Actor, Occasion
from matchmaker.services.screening import standing_of

QUEUES = ("waiting", "new", "mine", "asked", "overdue", "danger", "untyped", "analysed", "all")
OVERSEERS = (Role.ANALYST, Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class Listed:
    """One observation in a list: `people` reported it, `last` is what its author was told last."""

    observation: Observation
    equipment: Equipment | None
    people: int
    late: bool
    owned: bool
    owned_by_reader: bool
    last: ObservationStep | None


@dataclass(frozen=True, slots=True)
class Desk:
    """One page of a queue, or of one's own observations; `sizes` has the number of observations by queue."""

    rows: Sequence[Listed]
    sizes: Mapping[str, int]
    queue: str
    total: int
    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class Done:
    """A step with the role of who took it."""

    step: ObservationStep
    role: Role
    own: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """One observation as far as this reader may know.

    `inside` says that the reader works with observations: to makers, who do not, nothing is said of the author, of
    what was said between author and analyst, or of gaps. `may` are the steps that the reader may take now.
    """

    observation: Observation
    equipment: Equipment | None
    makers: Sequence[EquipmentMaker]
    inside: bool
    own: bool
    filed_as: Role | None
    owned: bool
    owned_by_reader: bool
    late: bool
    people: int
    stages: tuple[Stage, ...]
    done: Sequence[Done]
    same_as: Observation | None
    duplicates: Sequence[Observation]
    photos: Sequence[tuple[str, int, int]]
    answers: Sequence[tuple[MakerAnswer, Firm]]
    gaps: Sequence[Gap]
    lesson: Lesson | None
    links: Sequence[tuple[EquipmentLink, Equipment]]
    module: TrainingModule | None
    event: TrainingEvent | None
    may: frozenset[Step]
    reopen_until: date | None
    days_to_reopen: int


def show_desk(uow: UnitOfWork, queue: str, page: int, occasion: Occasion) -> Desk:
    """Return a page of one of QUEUES, danger first and then what is due first; a page past the end is the last one."""
    occasion.need_role(*OVERSEERS)
    who, now = occasion.actor.account_id, occasion.now
    sizes = uow.screening.sizes(account_id=who, now=now)
    pages = _pages(sizes[queue])
    number = min(max(page, 1), pages)
    total, found = uow.screening.queue(queue, account_id=who, now=now, offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    return Desk(_listed(uow, found, occasion), sizes, queue, total, number, pages)


def own_observations(uow: UnitOfWork, page: int, occasion: Occasion) -> Desk:
    """Return a page of what this account filed: what asks it something first, then the newest."""
    occasion.need_role(*FILERS)
    who = occasion.actor.account_id
    total, _ = uow.screening.filed_by(who, offset=0, limit=0)
    number = min(max(page, 1), _pages(total))
    total, found = uow.screening.filed_by(who, offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    return Desk(_listed(uow, found, occasion), {}, "", total, number, _pages(total))


def open_observation(uow: UnitOfWork, observation_id: str, occasion: Occasion) -> Opened:
    """Return an observation for those who work with it, or a maker's part of it; NotFound for everybody else."""
    observation = readable(uow, observation_id, occasion.actor)
    inside, standing = occasion.actor.role in READERS, standing_of(observation)
    who, now = occasion.actor.account_id, occasion.now
    done = _done(uow, observation_id, who)
    gaps = uow.screening.gaps(observation_id)
    lesson, moved = _furthest(uow, [gap.id for gap, _ in gaps])
    module, event = uow.screening.training_of(observation)
    return Opened(
        observation=observation,
        equipment=uow.equipment.get(observation.equipment_id or ""),
        makers=uow.equipment.makers(observation.equipment_id or ""),
        inside=inside,
        own=observation.filed_by == who,
        filed_as=_role(uow, observation.filed_by) if inside else None,
        owned=observation.owner_id is not None,
        owned_by_reader=observation.owner_id == who,
        late=overdue(standing, now),
        people=1 + len(uow.observations.joins(observation_id)),
        stages=_stages(observation, done, [at for _, at in gaps], moved),
        done=done if inside else (),
        same_as=uow.observations.get(observation.same_as or "") if inside else None,
        duplicates=uow.screening.duplicates(observation_id) if inside else (),
        photos=uow.screening.photos(observation_id),
        answers=uow.screening.answers(observation_id),
        gaps=[gap for gap, _ in gaps] if inside else (),
        lesson=lesson if inside else None,
        links=uow.screening.links(observation_id) if inside else (),
        module=module,
        event=event if inside else None,
        may=allowed(standing, role=occasion.actor.role, account_id=who, now=now),
        reopen_until=reopen_until(observation.closed_at) if observation.closed_at else None,
        days_to_reopen=days_to_reopen(occasion.day),
    )


def open_photo(uow: UnitOfWork, observation_id: str, photo_id: str, occasion: Occasion) -> ObservationPhoto:
    """Return a picture of an observation; to its makers only once an analyst has looked at it."""
    readable(uow, observation_id, occasion.actor)
    photo = uow.screening.photo(observation_id, photo_id)
    if photo is None:
        raise NotFound(photo_id)
    return photo


def readable(uow: UnitOfWork, observation_id: str, actor: Actor) -> Observation:
    """Return an observation that this account may read; raises NotFound for the same reasons as for an unknown id.

    Its makers read it once an analyst has accepted it, and while it stands.
    """
    observation = uow.observations.get(observation_id)
    if observation is None or not (actor.role in READERS or _is_for_its_maker(uow, observation, actor)):
        raise NotFound(observation_id)
    return observation


def _is_for_its_maker(uow: UnitOfWork, observation: Observation, actor: Actor) -> bool:
    makers = uow.equipment.makers(observation.equipment_id or "")
    return observation.state == COUNTED and any(one.firm_id and actor.acts_for(one.firm_id) for one in makers)


def _pages(total: int) -> int:
    return max(1, -(-total // PAGE_SIZE))


def _listed(
    uow: UnitOfWork, found: Sequence[tuple[Observation, Equipment | None]], occasion: Occasion
) -> Sequence[Listed]:
    ids = [observation.id for observation, _ in found]
    people, last = uow.screening.people(ids), uow.screening.last_words(ids)
    return [
        Listed(
            observation=one,
            equipment=equipment,
            people=1 + people.get(one.id, 0),
            late=overdue(standing_of(one), occasion.now),
            owned=one.owner_id is not None,
            owned_by_reader=one.owner_id == occasion.actor.account_id,
            last=last.get(one.id),
        )
        for one, equipment in found
    ]


def _done(uow: UnitOfWork, observation_id: str, who: str) -> Sequence[Done]:
    steps = uow.observations.steps(observation_id)
    return [Done(step, _role(uow, step.account_id), step.account_id == who) for step in steps]


def _role(uow: UnitOfWork, account_id: str) -> Role:
    account = uow.accounts.get(account_id)
    return Role(account.role) if account else Role.TRAINING_OFFICER


def _stages(
    observation: Observation, done: Sequence[Done], gaps: Sequence[datetime], moved: Sequence[LessonStep]
) -> tuple[Stage, ...]:
    return stages(
        observation.state,
        filed_at=observation.filed_at,
        closed_at=observation.closed_at,
        done=[(one.step.action, one.step.at) for one in done],
        gaps=gaps,
        lesson=[(step.state, step.at) for step in moved],
    )


def _furthest(uow: UnitOfWork, gap_ids: Sequence[str]) -> tuple[Lesson | None, Sequence[LessonStep]]:
    """The lesson that came furthest, the older one of two, with its steps."""
    lessons = uow.screening.lessons(gap_ids)
    order = LESSON_STATES.index
    return max(lessons, key=lambda one: (order(one[0].state), -one[0].number), default=(None, ()))
