"""Which equipment an observation speaks of, where the machine is not sure: a person confirms or refuses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matchmaker.domain.feedback.lifecycle import Step, sure_score
from matchmaker.domain.feedback.passages import Passage, passage
from matchmaker.domain.findings import say
from matchmaker.domain.registry.validate import Problem
from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.models import Equipment, EquipmentLink, Observation
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services import screening_notices as tell
from matchmaker.services.errors import Conflict, NotAllowed, NotFound, Rejected
from matchmaker.services.filing import linked_text
from matchmaker.services.firms import commit_once
from matchmaker.services.observations import PAGE_SIZE
from matchmaker.services.occasion import Occasion
from matchmaker.services.screening import keep_step

NONE = "none"
Linked = tuple[EquipmentLink, Equipment]


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text, in its sentence, with the types that may be meant, the surest first."""

    start: int
    passage: Passage
    candidates: tuple[Linked, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """An observation with the places that a person must look at; `own` says that the reader filed it."""

    observation: Observation
    equipment: Equipment | None
    mentions: tuple[Mention, ...]
    own: bool


@dataclass(frozen=True, slots=True)
class Doubts:
    """One page of observations whose links wait."""

    rows: Sequence[Doubt]
    total: int
    number: int
    pages: int


def unsure_links(uow: UnitOfWork, page: int, occasion: Occasion) -> Doubts:
    """Return the links that wait for a person, danger first; a page past the end is the last one."""
    occasion.need_role(Role.ANALYST)
    sure = sure_score(occasion.day)
    total, _ = uow.screening.unsure(sure, offset=0, limit=0)
    pages = max(1, -(-total // PAGE_SIZE))
    number = min(max(page, 1), pages)
    _, found = uow.screening.unsure(sure, offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    return Doubts([_doubt(uow, one, sure, occasion) for one in found], total, number, pages)


def decide_mention(
    uow: UnitOfWork, observation_id: str, start: int, chosen: str, occasion: Occasion, *, token: str = ""
) -> None:
    """Say which type is meant at a place, or NONE of those proposed; no analyst decides on the own observation.

    A confirmed type becomes that of an observation that had none; further confirmed ones stay links.
    """
    occasion.need_role(Role.ANALYST)
    if occasion.taken_before(uow, token):
        return
    observation = uow.observations.get(observation_id)
    if observation is None:
        raise NotFound(observation_id)
    if observation.filed_by == occasion.actor.account_id:
        raise NotAllowed("own observation")
    links = _waiting_at(uow, observation_id, start)
    _check(links, chosen)
    for link in links:
        link.state = "confirmed" if link.equipment_id == chosen else "refused"
        link.decided_by, link.decided_at = occasion.actor.account_id, occasion.now
    if chosen != NONE:
        _adopt(uow, observation, chosen, occasion)
    occasion.take(uow, token, observation.id)
    action = "observation.links_refused" if chosen == NONE else "observation.linked"
    occasion.record(uow, action, "observation", observation.id, "" if chosen == NONE else chosen)
    commit_once(uow, token, observation.id, occasion)


def mentions_in(observation: Observation, links: Sequence[Linked]) -> Iterator[Mention]:
    """Put links together by their place in the text, in the order of the text."""
    places: dict[int, list[Linked]] = defaultdict(list)
    for link, equipment in links:
        places[link.start].append((link, equipment))
    text = linked_text(observation)
    for start, found in sorted(places.items()):
        first = found[0][0]
        yield Mention(start, passage(text, start, first.end, first.matched), tuple(found))


def _doubt(uow: UnitOfWork, observation: Observation, sure: float, occasion: Occasion) -> Doubt:
    waiting = [pair for pair in uow.screening.links(observation.id) if pair[0].state == "proposed"]
    untyped = observation.equipment_id is None
    unsure = {link.start for link, _ in waiting if untyped or link.ambiguous or link.score < sure}
    mentions = mentions_in(observation, [pair for pair in waiting if pair[0].start in unsure])
    equipment = uow.equipment.get(observation.equipment_id or "")
    return Doubt(observation, equipment, tuple(mentions), observation.filed_by == occasion.actor.account_id)


def _waiting_at(uow: UnitOfWork, observation_id: str, start: int) -> list[EquipmentLink]:
    found = [link for link, _ in uow.screening.links(observation_id) if link.start == start]
    return [link for link in found if link.state == "proposed"]


def _check(links: Sequence[EquipmentLink], chosen: str) -> None:
    if not links:
        raise Conflict(Problem("", say("This was decided meanwhile.")))
    if chosen != NONE and chosen not in {link.equipment_id for link in links}:
        raise Rejected(Problem("equipment_id", say("Choose one of the types, or none of them.")))


def _adopt(uow: UnitOfWork, observation: Observation, equipment_id: str, occasion: Occasion) -> None:
    if observation.equipment_id is None:
        observation.equipment_id = equipment_id
        keep_step(uow, observation, Step.SET_TYPE, "", occasion)
        uow.flush()
        tell.of_danger(uow, observation, occasion)
