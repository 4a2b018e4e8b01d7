"""Reads missions with their dated facts, invented training events and sorts of components, and makes rows of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from matchmaker.domain.facts import Provenance
from matchmaker.domain.registry.training_records import (
    ComponentSupplyRecord,
    MissionFactRecord,
    MissionRecord,
    TrainingEventRecord,
)
from matchmaker.domain.strict_yaml import read_own
from matchmaker.persistence import models as tables
from matchmaker.persistence.base import Base
from matchmaker.services.importing.tables import Notes, csv_rows

Content = Callable[[str], bytes]
Rows = Iterator[tuple[type[Base], dict[str, Any]]]
FACT_COLUMNS = ("fact", "value", "unit", "as_of", "source", "note")
COMPONENTS = Provenance("table drone_component_supply.csv", "2026", "medium", "public_record")
COMPONENT_COLUMNS = ("component", "parent", "status_0cn_1partial_2local", "ua_now_pct", "ua_potential_pct")
MAKER_COLUMNS = ("europe_resources", "named_ukrainian_firms", "named_european_or_allied_firms")


def missions(content: bytes, read: Content, notes: Notes) -> Iterator[MissionRecord]:
    """Read missions.yaml; a mission names the table of its facts, which `read` returns."""
    document = read_own(content)
    for row, entry in enumerate(document["missions"], start=1):
        yield MissionRecord(
            row=row,
            key=entry["key"],
            name_en=entry["name_en"],
            name_uk=entry["name_uk"],
            status=entry["status"],
            command=entry["command"],
            ended=date.fromisoformat(entry["ended"]) if entry["ended"] else None,
            facts=tuple(_facts(read(entry["facts"]), notes)) if entry["facts"] else (),
            provenance=Provenance(entry["source"], document["as_of"], entry["confidence"], entry["basis"]),
        )


def invented_events(content: bytes) -> Iterator[TrainingEventRecord]:
    """Read training_events.yaml, all of which is invented."""
    for row, entry in enumerate(read_own(content)["events"], start=1):
        yield TrainingEventRecord(
            row=row,
            key=entry["key"],
            kind=entry["kind"],
            mission_key=entry["mission"],
            module_key=entry["module"],
            direction=entry["direction"],
            state=entry["state"],
            month=entry["month"],
            country=entry["country"],
            segment=entry["segment"],
            states=tuple(entry["states"].split()),
            seats=int(entry["seats"]),
            equipment=tuple(entry["equipment"]),
            title_en=entry["title_en"],
            title_uk=entry["title_uk"],
            fictional=True,
        )


def component_supply(content: bytes, notes: Notes) -> Iterator[ComponentSupplyRecord]:
    """Read drone_component_supply.csv."""
    for row, cells in csv_rows(content, (*COMPONENT_COLUMNS, *MAKER_COLUMNS), notes):
        yield ComponentSupplyRecord(
            row=row,
            name=cells["component"],
            parent=cells["parent"],
            status=cells["status_0cn_1partial_2local"],
            ukraine_now=_per_cent(cells["ua_now_pct"]),
            ukraine_possible=_per_cent(cells["ua_potential_pct"]),
            europe=cells["europe_resources"],
            ukrainian_makers=cells["named_ukrainian_firms"],
            other_makers=cells["named_european_or_allied_firms"],
            provenance=COMPONENTS,
        )


def mission_rows(record: MissionRecord, identify: Callable[[str, str], str]) -> Rows:
    """The rows of a mission and its facts; `identify` makes an id of a kind and a key."""
    yield (
        tables.Mission,
        {
            "id": record.key,
            "name_en": record.name_en,
            "name_uk": record.name_uk,
            "status": record.status,
            "command": record.command,
            "ended": record.ended,
            **_known(record.provenance),
        },
    )
    for position, one in enumerate(record.facts, start=1):
        values = {name: getattr(one, name) for name in FACT_COLUMNS}
        id = identify("mission fact", f"{record.key}:{position}")
        yield tables.MissionFact, {"id": id, "mission_id": record.key, "position": position, **values}


def event_rows(record: TrainingEventRecord, identify: Callable[[str, str], str], now: datetime) -> Rows:
    """The rows of a training event and the equipment that it uses."""
    id = identify("training event", record.key)
    same = ("kind", "direction", "state", "month", "country", "segment", "seats", "title_en", "title_uk", "fictional")
    yield (
        tables.TrainingEvent,
        {
            "id": id,
            "mission_id": record.mission_key or None,
            "module_id": record.module_key or None,
            "states": " ".join(record.states),
            "made_at": now,
            **{name: getattr(record, name) for name in same},
        },
    )
    for equipment in record.equipment:
        yield tables.TrainingEquipment, {"event_id": id, "equipment_id": equipment}


def component_rows(record: ComponentSupplyRecord) -> Rows:
    """The row of a sort of component."""
    same = ("name", "parent", "status", "ukraine_now", "ukraine_possible", "europe", "ukrainian_makers", "other_makers")
    values = {name: getattr(record, name) for name in same}
    yield tables.ComponentSupply, {"position": record.row, **values, **_known(record.provenance)}


def _facts(content: bytes, notes: Notes) -> Iterator[MissionFactRecord]:
    for _, cells in csv_rows(content, FACT_COLUMNS, notes):
        yield MissionFactRecord(**{name: cells[name] for name in FACT_COLUMNS})


def _per_cent(cell: str) -> int | None:
    return int(cell) if cell else None


def _known(provenance: Provenance) -> dict[str, str]:
    return {name: getattr(provenance, name) for name in ("source", "as_of", "confidence", "basis")}
