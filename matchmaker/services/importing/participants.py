"""Reads the register of European Defence Fund participants and their projects (JSON, by PIC)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from matchmaker.domain.facts import Provenance
from matchmaker.domain.findings import say
from matchmaker.domain.registry.countries import iso_code
from matchmaker.domain.registry.identifiers import Fault, check
from matchmaker.domain.registry.records import (
    FirmRecord,
    IdentifierRecord,
    ParticipationRecord,
    ProjectRecord,
)
from matchmaker.services.importing.entries import firm_record, statements
from matchmaker.services.importing.tables import Notes, json_entries

REGISTER = Provenance("EU Funding and Tenders Portal, by EDF-Explorer 63a1cb28", "2026-04-27", "high", "public_record")
PROJECT_TEXT = Provenance(
    "EU Funding and Tenders Portal, by EDF-Explorer 63a1cb28", "2026-04-27", "high", "project_text"
)
Corrections = Mapping[tuple[str, str], str]
KINDS = {
    "Private for profit organisation": "company",
    "Small or medium-size enterprise": "company",
    "Higher or secondary education establishment": "research",
    "Research Organisation": "research",
}
ROLES = ("coordinator", "participant", "associatedPartner", "thirdParty")


def participants(content: bytes, corrections: Corrections, notes: Notes) -> Iterator[FirmRecord]:
    """Read organisations; a broken PIC or country keeps a row out.

    The register of participants does not tell a ministry from a hospital, so the kind of a contracting authority
    comes from `corrections`, by PIC; any other public body is "other", which the rules treat like a company.
    """
    for row, entry in json_entries(content, notes):
        pic = check("PIC", _text(entry, "pic"))
        country = iso_code(_text(entry, "country"))
        if isinstance(pic, Fault):
            notes.error(row, "pic", pic.because)
        elif country is None:
            notes.error(row, "country", say("This is not a country code of ISO 3166 (two letters)."))
        elif not _text(entry, "legal_name"):
            notes.error(row, "legal_name", say("This is needed."))
        else:
            yield _participant(row, entry, pic, country, corrections)


def projects(content: bytes, known_firms: frozenset[str], notes: Notes) -> Iterator[ProjectRecord]:
    """Read projects, each once; a participant that the register does not have is left out with a warning."""
    given: set[str] = set()
    for row, entry in json_entries(content, notes):
        key = _text(entry, "project_id")
        if not key:
            notes.error(row, "project_id", say("This is needed."))
            continue
        if key in given:
            notes.note(row, "project_id", say("The file has this project before; only its first entry is read."))
            continue
        given.add(key)
        yield ProjectRecord(
            row=row,
            key=key,
            acronym=_text(entry, "acronym"),
            title=_text(entry, "title"),
            objective=_text(entry, "objective"),
            programme=_programme(_text(entry, "call_identifier")),
            call=_text(entry, "topic") or _text(entry, "call_identifier"),
            start=_day(entry, "start_date", row, notes),
            end=_day(entry, "end_date", row, notes),
            participations=_participations(row, entry, known_firms, notes),
            provenance=PROJECT_TEXT,
        )


def _participant(row: int, entry: Mapping[str, Any], pic: str, country: str, corrections: Corrections) -> FirmRecord:
    classification = _text(entry, "classification_type")
    return firm_record(
        row,
        f"pic:{pic}",
        " ".join(_text(entry, "legal_name").split()),
        country,
        REGISTER,
        aliases=(_text(entry, "name"), _text(entry, "display_name"), _text(entry, "business_name")),
        kind=corrections.get((pic, "kind"), KINDS.get(classification, "other")),
        identifiers=(IdentifierRecord("PIC", pic),),
        statements=statements(
            REGISTER,
            city=_text(entry, "city"),
            activity_type=classification,
            size="SME" if classification == "Small or medium-size enterprise" else "",
        ),
    )


def _participations(
    row: int, entry: Mapping[str, Any], known_firms: frozenset[str], notes: Notes
) -> tuple[ParticipationRecord, ...]:
    """One part for each firm, the weightiest of its roles; the source lists some firms twice."""
    roles: dict[str, set[str]] = {}
    listing = entry.get("participants")
    for listed in filter(_is_object, listing if isinstance(listing, list) else ()):
        roles.setdefault(f"pic:{_text(listed, 'pic')}", set()).add(_text(listed, "role"))
    for key in sorted(roles.keys() - known_firms):
        notes.warning(row, "participants", say("The register has no organisation %(key)s.", key=key))
    return tuple(
        ParticipationRecord(key, min(found, key=_weight)) for key, found in roles.items() if key in known_firms
    )


def _weight(role: str) -> int:
    return ROLES.index(role) if role in ROLES else len(ROLES)


def _programme(call: str) -> str:
    if call.startswith("EDF-ASAP"):
        return "ASAP"
    return "EDIRPA" if call.startswith("EDF-EDIR") else "EDF"


def _day(entry: Mapping[str, Any], field: str, row: int, notes: Notes) -> date | None:
    try:
        return date.fromisoformat(_text(entry, field)) if _text(entry, field) else None
    except ValueError:
        notes.warning(row, field, say("This is not a day written as 2026-11-23; it was left out."))
        return None


def _is_object(value: object) -> bool:
    return isinstance(value, dict)


def _text(entry: Mapping[str, Any], field: str) -> str:
    value = entry.get(field)
    return value.strip() if isinstance(value, str) else ""
