"""Reading observations and types of equipment; and which types a name may mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matchmaker.domain.facts import EquipmentFacts
from matchmaker.domain.feedback.link import Candidate, link_to_equipment
from matchmaker.domain.registry.normalise import folded
from matchmaker.domain.snapshot import Snapshot
from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.models import Equipment, EquipmentMaker, Observation
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services.errors import NotFound
from matchmaker.services.occasion import Actor, Occasion

FILERS = (Role.TRAINING_OFFICER, Role.ANALYST)
READERS = (*FILERS, Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR)
PAGE_SIZE = 25
MOST_CALLED = 8
# Below this a name is not so near that its type is taken without asking.
SURE = 0.75


@dataclass(frozen=True, slots=True)
class EquipmentView:
    """A type with what this reader may know: companies see the observations on what they make, not who filed."""

    equipment: Equipment
    aliases: Sequence[str]
    makers: Sequence[EquipmentMaker]
    observations: Sequence[Observation]
    count: int
    may_file: bool


@dataclass(frozen=True, slots=True)
class EquipmentPage:
    """One page of equipment types; `counts` has the number of observations by type."""

    types: Sequence[Equipment]
    counts: dict[str, int]
    categories: Sequence[str]
    total: int
    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class CalledType:
    """A type that a name may mean; `alias` is the recorded name that was met, empty where only words of it were."""

    equipment: EquipmentFacts
    alias: str


@dataclass(frozen=True, slots=True)
class Called:
    """What a name may mean, likeliest first; `settled` is the one type that bears this very name, if one alone does."""

    types: tuple[CalledType, ...]
    settled: str


def types_called(uow: UnitOfWork, snapshot: Snapshot, words: str) -> Called:
    """Return the types that a name or nickname may mean, then those whose names have all its words; a few at most."""
    if not folded(words):
        return Called((), "")
    bearers = link_to_equipment(words, snapshot.equipment.values())
    found = {one.equipment_id: CalledType(snapshot.equipment[one.equipment_id], one.alias) for one in bearers}
    for row in find_equipment(uow, words, category="", page=1).types:
        if row.id in snapshot.equipment:
            found.setdefault(row.id, CalledType(snapshot.equipment[row.id], ""))
    return Called(tuple(found.values())[:MOST_CALLED], _settled(bearers, words))


def _settled(bearers: Sequence[Candidate], words: str) -> str:
    """The only type that bears the whole of the words as a name."""
    whole = [one for one in bearers if folded(one.matched) == folded(words)]
    sure = len(whole) == 1 and not whole[0].ambiguous and whole[0].score >= SURE
    return whole[0].equipment_id if sure else ""


def find_equipment(uow: UnitOfWork, words: str, *, category: str, page: int) -> EquipmentPage:
    """Return a page of types; every word must occur in a name or alias, in either script.

    A page past the end is the last one.
    """
    number = max(page, 1)
    total, types = _found(uow, words, category, number)
    pages = max(1, -(-total // PAGE_SIZE))
    if number > pages:
        number = pages
        _, types = _found(uow, words, category, number)
    counts = uow.observations.counts()
    return EquipmentPage(types, counts, uow.equipment.categories(), total, number, pages)


def _found(uow: UnitOfWork, words: str, category: str, number: int) -> tuple[int, Sequence[Equipment]]:
    offset = (number - 1) * PAGE_SIZE
    return uow.equipment.found(folded(words).split(), category=category, offset=offset, limit=PAGE_SIZE)


def show_equipment(uow: UnitOfWork, equipment_id: str, occasion: Occasion) -> EquipmentView:
    """Return one type with its makers and the observations that this reader may see."""
    equipment = uow.equipment.get(equipment_id)
    if equipment is None:
        raise NotFound(equipment_id)
    makers = uow.equipment.makers(equipment_id)
    observations = uow.observations.on_type(equipment_id)
    return EquipmentView(
        equipment=equipment,
        aliases=uow.equipment.aliases(equipment_id),
        makers=makers,
        observations=observations if _reads_observations(occasion.actor, makers) else (),
        count=len(observations),
        may_file=occasion.actor.role in FILERS,
    )


def _reads_observations(actor: Actor, makers: Sequence[EquipmentMaker]) -> bool:
    return actor.role in READERS or any(maker.firm_id and actor.acts_for(maker.firm_id) for maker in makers)
