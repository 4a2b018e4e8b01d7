"""What a file says about missions, training, components and gaps, ready to be stored; `key` joins files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from matchmaker.domain.facts import Provenance


@dataclass(frozen=True, slots=True)
class MissionFactRecord:
    """Something published about a mission; `as_of` as published."""

    fact: str
    value: str
    unit: str
    as_of: str
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class MissionRecord:
    """A mission with its facts in the order of the file; `ended` is the last day of its last known mandate."""

    row: int
    key: str
    name_en: str
    name_uk: str
    status: str
    command: str
    ended: date | None
    facts: tuple[MissionFactRecord, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class TrainingEventRecord:
    """A rotation, course or exercise; `states` are ISO codes, `equipment` keys of types."""

    row: int
    key: str
    kind: str
    mission_key: str
    module_key: str
    direction: str
    state: str
    month: str
    country: str
    segment: str
    states: tuple[str, ...]
    seats: int | None
    equipment: tuple[str, ...]
    title_en: str
    title_uk: str
    fictional: bool


@dataclass(frozen=True, slots=True)
class ComponentSupplyRecord:
    """A sort of component; shares made in Ukraine in per cent, None where none is published."""

    row: int
    name: str
    parent: str
    status: str
    ukraine_now: int | None
    ukraine_possible: int | None
    europe: str
    ukrainian_makers: str
    other_makers: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class GapRecord:
    """An invented gap with the keys of the observations behind it."""

    row: int
    key: str
    title_en: str
    title_uk: str
    text_en: str
    text_uk: str
    kind: str
    observations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TrainingRecords:
    """All that one import brings on training, components and gaps."""

    missions: tuple[MissionRecord, ...] = ()
    events: tuple[TrainingEventRecord, ...] = ()
    components: tuple[ComponentSupplyRecord, ...] = ()
    gaps: tuple[GapRecord, ...] = ()
