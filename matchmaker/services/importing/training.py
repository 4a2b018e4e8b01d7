"""Reads what is known of training: the types of it that exist or are proposed."""

from __future__ import annotations

from collections.abc import Iterator

from matchmaker.domain.facts import Provenance
from matchmaker.domain.findings import say
from matchmaker.domain.registry.records import ModuleRecord
from matchmaker.services.importing.entries import readable_sources
from matchmaker.services.importing.tables import Notes, Row, csv_rows

AS_OF = "2026-11"
DIRECTIONS = {"EU trains UA": "eu_trains_ua", "UA trains EU": "ua_trains_eu", "joint": "joint"}
STATUSES = ("observed", "proposed")
MODULE_COLUMNS = ("id", "name_en", "name_uk", "direction", "skills", "equipment_categories", "provider_states")


def modules(content: bytes, notes: Notes) -> Iterator[ModuleRecord]:
    """Read training_modules.csv; a row of unknown direction or status stays out."""
    for row, cells in csv_rows(content, (*MODULE_COLUMNS, "source", "status"), notes):
        if not cells["id"] or not cells["name_en"]:
            notes.error(row, "id", say("This is needed."))
        elif cells["direction"] not in DIRECTIONS:
            notes.error(row, "direction", say("This is not one of %(words)s.", words=tuple(DIRECTIONS)))
        elif cells["status"] not in STATUSES:
            notes.error(row, "status", say("This is not one of %(words)s.", words=STATUSES))
        else:
            yield _module(row, cells)


def _module(row: int, cells: Row) -> ModuleRecord:
    return ModuleRecord(
        row=row,
        key=cells["id"],
        name_en=cells["name_en"],
        name_uk=cells["name_uk"],
        direction=DIRECTIONS[cells["direction"]],
        skills=cells["skills"],
        equipment_categories=cells["equipment_categories"],
        providers=cells["provider_states"],
        status=cells["status"],
        provenance=_provenance(cells),
    )


def _provenance(cells: Row) -> Provenance:
    """What is proposed here rests on no publication."""
    if cells["source"].startswith("proposed by this project"):
        return Provenance(cells["source"], AS_OF, "low", "general_knowledge")
    return Provenance(readable_sources(cells["source"]), AS_OF, "medium", "public_record")
