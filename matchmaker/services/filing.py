"""Filing an observation exactly once, or joining one that says the same; and what its receipt tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from matchmaker.domain.feedback.deadlines import current_deadlines, due_at
from matchmaker.domain.feedback.filed import (
    LANGUAGES,
    Doubt,
    choice_problems,
    configuration_problems,
    count_problems,
    doubts,
    list_problems,
)
from matchmaker.domain.feedback.lifecycle import is_dangerous
from matchmaker.domain.feedback.link import link_to_equipment
from matchmaker.domain.feedback.similar import SimilarObservation, similar_observations
from matchmaker.domain.findings import Bilingual, Value, say
from matchmaker.domain.registry import validate
from matchmaker.domain.registry.validate import ODCR_PARTS, Problem
from matchmaker.domain.snapshot import Snapshot
from matchmaker.domain.text.documents import joined
from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.models import (
    Equipment,
    EquipmentLink,
    Observation,
    ObservationJoin,
    ObservationPhoto,
    ObservationStep,
)
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services.commands import FileObservation, JoinObservation
from matchmaker.services.errors import NotFound
from matchmaker.services.firms import commit_once, refuse
from matchmaker.services.notices import tell
from matchmaker.services.observations import FILERS
from matchmaker.services.occasion import Occasion
from matchmaker.services.photos import Photo, cleaned
from matchmaker.services.proposals.archive import to_json

DANGER = "observation.danger"
FILED = "filed"
# Everything that an author types; all of it is looked through for markings and for who, where and when.
WRITTEN = ("title", *ODCR_PARTS[1:], "workaround", "equipment_words", "configuration")
# So many other observations tell how rare a word is.
MOST_COMPARED = 300


@dataclass(frozen=True, slots=True)
class LookedOver:
    """What an author is shown before an observation is filed: what to look at again, and who saw the same.

    `counted` are the ids of those similar ones that count this author already. `photo` is the picture as it would be
    kept.
    """

    doubts: tuple[Doubt, ...]
    similar: tuple[SimilarObservation, ...]
    counted: frozenset[str]
    photo: Photo | None

    @property
    def must_settle(self) -> bool:
        """Say whether something must be removed or confirmed before it can be filed."""
        return any(not one.question for one in self.doubts)


@dataclass(frozen=True, slots=True)
class Receipt:
    """An observation as its receipt tells it; `count` is how many people reported it.

    `equipment` is None where nobody has said yet which type it is; `taken` says that an analyst has it.
    """

    observation: Observation
    equipment: Equipment | None
    count: int
    taken: bool
    own: bool
    joined: bool


def look_over(uow: UnitOfWork, snapshot: Snapshot, command: FileObservation, occasion: Occasion) -> LookedOver:
    """Return what is still open before the observation can be filed; raises Rejected for faults and markings."""
    occasion.need_role(*FILERS)
    refuse(_problems(uow, snapshot, command, occasion))
    found = tuple(one for one in doubts(texts_of(command)) if one.key not in command.harmless)
    similar = _similar(snapshot, command)
    rows = filter(None, (uow.observations.get(one.observation.id) for one in similar))
    counted = frozenset(row.id for row in rows if _counts_already(uow, row, occasion))
    return LookedOver(found, similar, counted, _photo(command))


def file_observation(
    uow: UnitOfWork, snapshot: Snapshot, command: FileObservation, occasion: Occasion, *, token: str = ""
) -> str:
    """File an observation and return its id; the same token twice files one.

    Raises Rejected for faults, for markings, and for what may tell who, where or when and is not confirmed.
    """
    occasion.need_role(*FILERS)
    if before := occasion.taken_before(uow, token):
        return before
    looked = look_over(uow, snapshot, command, occasion)
    refuse(Problem(one.field, one.because) for one in looked.doubts if not one.question)
    row = _row(command, occasion, uow.observations.next_number())
    uow.observations.add(row)
    uow.flush()
    uow.observations.add(_step(row, occasion), *_links(row, snapshot), *_pictures(row, looked.photo, occasion))
    _alert(uow, row, snapshot, occasion)
    occasion.take(uow, token, row.id)
    occasion.record(uow, "observation.filed", "observation", row.id)
    return commit_once(uow, token, row.id, occasion)


def join_observation(uow: UnitOfWork, command: JoinObservation, occasion: Occasion, *, token: str = "") -> str:
    """Say that one saw the same and return the observation's id; the same token twice joins once.

    Raises NotFound for an unknown one, Rejected for a closed one and for whoever filed or joined it already.
    """
    occasion.need_role(*FILERS)
    if before := occasion.taken_before(uow, token):
        return before
    observation = uow.observations.get(command.observation_id)
    if observation is None:
        raise NotFound(command.observation_id)
    refuse(_join_problems(uow, observation, command, occasion))
    uow.observations.add(_join(command, occasion))
    occasion.take(uow, token, observation.id)
    occasion.record(uow, "observation.joined", "observation", observation.id)
    return commit_once(uow, token, observation.id, occasion)


def receipt(uow: UnitOfWork, observation_id: str, occasion: Occasion) -> Receipt:
    """Return what the author, or who joined, is told; raises NotFound for an unknown observation."""
    occasion.need_role(*FILERS)
    observation = uow.observations.get(observation_id)
    if observation is None:
        raise NotFound(observation_id)
    joins = uow.observations.joins(observation_id)
    return Receipt(
        observation=observation,
        equipment=uow.equipment.get(observation.equipment_id or ""),
        count=1 + len(joins),
        taken=observation.owner_id is not None,
        own=observation.filed_by == occasion.actor.account_id,
        joined=any(one.joined_by == occasion.actor.account_id for one in joins),
    )


def texts_of(command: FileObservation) -> dict[str, str]:
    """Return all that was typed, by field."""
    return {field: getattr(command, field) for field in WRITTEN}


def linked_text(observation: Observation) -> str:
    """Return the text that the spans of an observation's equipment links point into."""
    return "\n".join(getattr(observation, part) for part in (*ODCR_PARTS, "workaround", "equipment_words"))


def _problems(uow: UnitOfWork, snapshot: Snapshot, command: FileObservation, occasion: Occasion) -> Iterator[Problem]:
    odcr = {part: getattr(command, part) for part in ODCR_PARTS}
    yield from validate.observation(texts=odcr, effect=command.effect, month=command.month, today=occasion.day)
    yield from validate.paragraph("workaround", command.workaround)
    yield from validate.line("equipment_words", command.equipment_words)
    yield from configuration_problems(command.configuration)
    yield from choice_problems(_chosen(command))
    yield from list_problems(command.conditions, dict(command.ratings))
    yield from count_problems(command.users, command.hours)
    if command.language not in LANGUAGES:
        yield Problem("language", say("Choose English or Ukrainian."))
    if command.module_id and command.module_id not in snapshot.modules:
        yield Problem("module_id", say("Choose a type of training from the list, or leave it out."))
    yield from _equipment_problems(uow, command)


def _equipment_problems(uow: UnitOfWork, command: FileObservation) -> Iterator[Problem]:
    if command.equipment_id and uow.equipment.get(command.equipment_id) is None:
        yield Problem("equipment_words", say("Choose a type of equipment from the list."))
    elif not command.equipment_id and not any(map(str.isalnum, command.equipment_words)):
        yield Problem("equipment_words", say("Say which equipment it is; what you call it is enough."))
    elif not command.equipment_id and len(command.equipment_words.strip()) > validate.LONGEST_NAME:
        longest = validate.LONGEST_NAME
        yield Problem("equipment_words", say("This is longer than %(longest)s characters.", longest=longest))


def _chosen(command: FileObservation | JoinObservation) -> Mapping[str, str]:
    fields = ("frequency", "cause", "wish", "side", "setting", "segment")
    return {field: getattr(command, field) for field in fields if hasattr(command, field)}


def _similar(snapshot: Snapshot, command: FileObservation) -> tuple[SimilarObservation, ...]:
    """What is open on the same type; all that nobody has given a type is one heap."""
    observations = snapshot.observations.values()
    same = [one for one in observations if one.equipment_id == command.equipment_id and one.state != "closed"]
    others = [one for one in observations if one.equipment_id != command.equipment_id][:MOST_COMPARED]
    texts = (command.title, command.observation, command.discussion, command.conclusion, command.recommendation)
    return similar_observations(joined(*texts), same, others)


def _photo(command: FileObservation) -> Photo | None:
    return cleaned(command.photo) if command.photo else None


def _row(command: FileObservation, occasion: Occasion, number: int) -> Observation:
    typed = {field: words.strip() for field, words in texts_of(command).items()}
    if command.equipment_id:
        typed["equipment_words"] = ""
    as_given = ("effect", "danger", "frequency", "users", "hours", "cause", "wish", "trained_before")
    context = ("side", "setting", "segment", "month", "language")
    return Observation(
        id=occasion.new_id(),
        number=number,
        equipment_id=command.equipment_id or None,
        module_id=command.module_id or None,
        conditions=list(command.conditions),
        ratings=dict(command.ratings),
        fictional=False,
        filed_by=occasion.actor.account_id,
        filed_at=occasion.now,
        state=FILED,
        due_at=due_at(occasion.now, is_dangerous(command.danger, command.effect)),
        **typed,
        **{field: getattr(command, field) for field in (*as_given, *context)},
    )


def _step(row: Observation, occasion: Occasion) -> ObservationStep:
    return ObservationStep(
        id=occasion.new_id(),
        observation_id=row.id,
        action=FILED,
        account_id=occasion.actor.account_id,
        at=occasion.now,
    )


def _links(row: Observation, snapshot: Snapshot) -> Iterator[EquipmentLink]:
    """What the text speaks of beside the type that was chosen; without one all that its name may mean."""
    for found in link_to_equipment(linked_text(row), snapshot.equipment.values()):
        if found.equipment_id != row.equipment_id:
            yield EquipmentLink(
                observation_id=row.id,
                equipment_id=found.equipment_id,
                score=found.score,
                matched=found.matched[:200],
                start=found.start,
                end=found.end,
                ambiguous=found.ambiguous,
                because={"sentences": to_json(found.because)},
            )


def _pictures(row: Observation, photo: Photo | None, occasion: Occasion) -> Iterator[ObservationPhoto]:
    if photo is not None:
        yield ObservationPhoto(
            id=occasion.new_id(),
            observation_id=row.id,
            content=photo.content,
            width=photo.width,
            height=photo.height,
            added_at=occasion.now,
        )


def _alert(uow: UnitOfWork, row: Observation, snapshot: Snapshot, occasion: Occasion) -> None:
    if not is_dangerous(row.danger, row.effect):
        return
    sentence = say(
        "Observation No %(number)s on %(equipment)s: its author says that this could kill or injure somebody. "
        "The author is to hear within %(hours)s hours.",
        number=row.number,
        equipment=_called(row, snapshot),
        hours=current_deadlines().danger_hours,
    )
    analysts = (one.id for one in uow.accounts.with_role(Role.ANALYST))
    tell(uow, analysts, DANGER, sentence, f"/observations/{row.id}", occasion)


def _called(row: Observation, snapshot: Snapshot) -> Value:
    found = snapshot.equipment.get(row.equipment_id or "")
    return Bilingual(found.name, found.name_uk) if found else row.equipment_words


def _join_problems(
    uow: UnitOfWork, observation: Observation, command: JoinObservation, occasion: Occasion
) -> Iterable[Problem]:
    yield from validate.month("month", command.month, occasion.day)
    yield from count_problems(command.users, command.hours)
    yield from choice_problems(_chosen(command))
    if observation.state == "closed":
        yield Problem("", say("This observation is closed. File a new one; it says that it happens still."))
    if _counts_already(uow, observation, occasion):
        yield Problem("", say("You filed or joined this observation already; it counts you once."))


def _counts_already(uow: UnitOfWork, observation: Observation, occasion: Occasion) -> bool:
    """What is invented was seen by nobody: the account that carries it in the demo may still join."""
    account_id = occasion.actor.account_id
    if observation.filed_by == account_id and not observation.fictional:
        return True
    joins = uow.observations.joins(observation.id)
    return any(one.joined_by == account_id and not one.fictional for one in joins)


def _join(command: JoinObservation, occasion: Occasion) -> ObservationJoin:
    return ObservationJoin(
        id=occasion.new_id(),
        observation_id=command.observation_id,
        users=command.users,
        hours=command.hours,
        side=command.side,
        month=command.month,
        fictional=False,
        joined_by=occasion.actor.account_id,
        joined_at=occasion.now,
    )
