"""Observations on equipment: file, read; and what an equipment page shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matchmaker.domain.findings import say
from matchmaker.domain.registry import validate
from matchmaker.domain.registry.normalise import folded
from matchmaker.domain.registry.validate import ODCR_PARTS, Problem
from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.models import Equipment, EquipmentMaker, Observation
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services.commands import FileObservation
from matchmaker.services.errors import NotFound
from matchmaker.services.firms import commit, refuse
from matchmaker.services.occasion import Actor, Occasion

FILERS = (Role.TRAINING_OFFICER, Role.ANALYST)
READERS = (*FILERS, Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR)
LANGUAGES = ("en", "uk")
PAGE_SIZE = 25


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


def file_observation(uow: UnitOfWork, command: FileObservation, occasion: Occasion, *, token: str = "") -> str:
    """File an observation on a piece of equipment and return its id; the same token twice files one."""
    occasion.need_role(*FILERS)
    if before := occasion.taken_before(uow, token):
        return before
    refuse(_problems(uow, command, occasion))
    observation = _observation(command, occasion, uow.observations.next_number())
    uow.observations.add(observation)
    occasion.take(uow, token, observation.id)
    occasion.record(uow, "observation.filed", "observation", observation.id)
    commit(uow)
    return observation.id


def show_observation(uow: UnitOfWork, observation_id: str, occasion: Occasion) -> tuple[Observation, Equipment]:
    """Return an observation and its equipment; a company reads those on equipment that it makes."""
    observation = uow.observations.get(observation_id)
    if observation is None or not _may_read(uow, observation, occasion.actor):
        raise NotFound(observation_id)
    equipment = uow.equipment.get(observation.equipment_id or "")
    if equipment is None:
        raise NotFound(observation_id)
    return observation, equipment


def my_observations(uow: UnitOfWork, occasion: Occasion) -> Sequence[tuple[Observation, Equipment | None]]:
    """Return what this account filed, with its type where one is known; an analyst, who screens them, gets all."""
    occasion.need_role(*FILERS)
    filed_by = occasion.actor.account_id if occasion.actor.role == Role.TRAINING_OFFICER else None
    return uow.observations.filed(filed_by=filed_by)


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


def _problems(uow: UnitOfWork, command: FileObservation, occasion: Occasion) -> list[Problem]:
    texts = {part: getattr(command, part) for part in ODCR_PARTS}
    problems = list(validate.observation(texts=texts, effect=command.effect, month=command.month, today=occasion.day))
    if command.language not in LANGUAGES:
        problems.append(Problem("language", say("Choose English or Ukrainian.")))
    if uow.equipment.get(command.equipment_id) is None:
        problems.append(Problem("equipment_id", say("Choose a type of equipment from the list.")))
    return problems


def _observation(command: FileObservation, occasion: Occasion, number: int) -> Observation:
    return Observation(
        id=occasion.new_id(),
        number=number,
        equipment_id=command.equipment_id,
        effect=command.effect,
        month=command.month,
        language=command.language,
        fictional=False,
        filed_by=occasion.actor.account_id,
        filed_at=occasion.now,
        **{part: getattr(command, part).strip() for part in ODCR_PARTS},
    )


def _may_read(uow: UnitOfWork, observation: Observation, actor: Actor) -> bool:
    return _reads_observations(actor, uow.equipment.makers(observation.equipment_id or ""))


def _reads_observations(actor: Actor, makers: Sequence[EquipmentMaker]) -> bool:
    return actor.role in READERS or any(maker.firm_id and actor.acts_for(maker.firm_id) for maker in makers)
