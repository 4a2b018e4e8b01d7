"""Which statement of each record counts, and what is taken over of a holder: name, country, kind, residence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from matchmaker.domain.eligibility.bods.vocabulary import KIND_OF_ENTITY, VERSION
from matchmaker.domain.eligibility.case import OWNER_KINDS
from matchmaker.domain.eligibility.lawtext import country_codes
from matchmaker.domain.findings import Sentence, say

RECORD_TYPES = ("entity", "person", "relationship")
NOT_IDENTIFIED = ("anonymousEntity", "unknownEntity", "anonymousPerson", "unknownPerson")


@dataclass(frozen=True, slots=True)
class Records:
    """The last statement of each record that is not closed; `relationships` are those among them."""

    by_id: Mapping[str, Mapping[str, Any]]
    relationships: tuple[Mapping[str, Any], ...]
    statement_ids: frozenset[str]

    def has(self, name: str) -> bool:
        """Whether a record, or the statement with that id, counts."""
        return name in self.by_id or name in self.statement_ids


@dataclass(frozen=True, slots=True)
class Described:
    """What a case keeps of a holder."""

    name: str = ""
    country: str | None = None
    kind: str | None = None
    residence: str | None = None


def current_records(statements: object, day: date, faults: list[Sentence], notes: list[Sentence]) -> Records:
    """The state of each record on that day; what cannot be read at all is a fault."""
    last: dict[str, Mapping[str, Any]] = {}
    if not isinstance(statements, list):
        faults.append(say("The file must be a list of statements."))
        return Records({}, (), frozenset())
    for position, statement in enumerate(statements, start=1):
        if not _is_statement(statement):
            faults.append(say("Statement %(number)s is not a statement of version 0.4.", number=position))
            continue
        record, stated = statement["recordId"], str(statement.get("statementDate") or "")
        if stated[:10] > day.isoformat():
            notes.append(say("A statement on %(record)s is of a later day and was left out.", record=record))
        elif record not in last or stated >= str(last[record].get("statementDate") or ""):
            last[record] = statement
    current = {record: one for record, one in last.items() if one.get("recordStatus") != "closed"}
    return Records(
        current,
        tuple(current[record] for record in sorted(current) if current[record]["recordType"] == "relationship"),
        frozenset(str(one.get("statementId")) for one in current.values()),
    )


def _is_statement(statement: object) -> bool:
    if not isinstance(statement, dict) or not isinstance(statement.get("recordDetails"), dict):
        return False
    published = statement.get("publicationDetails")
    version = published.get("bodsVersion") if isinstance(published, dict) else None
    named = isinstance(statement.get("recordId"), str) and bool(statement["recordId"])
    return named and statement.get("recordType") in RECORD_TYPES and version == VERSION


def described(statement: Mapping[str, Any] | None, record: str, notes: list[Sentence]) -> Described:
    """A person or an entity as an owner; without a statement nothing is known of it."""
    if statement is None or statement["recordType"] == "relationship":
        _note(notes, say("Nothing is stated about the holder %(record)s.", record=record))
        return Described()
    details = statement["recordDetails"]
    if statement["recordType"] == "person":
        return _person(details, record, notes)
    return _entity(details, record, notes)


def _person(details: Mapping[str, Any], record: str, notes: list[Sentence]) -> Described:
    if details.get("personType") in NOT_IDENTIFIED:
        _note(notes, say("The holder %(record)s is not identified.", record=record))
    names = _mappings(details.get("names"))
    legal = sorted(names, key=lambda name: name.get("type") != "legal")
    nationalities = _mappings(details.get("nationalities"))
    if len(nationalities) > 1:
        _note(notes, say("The person %(record)s has several nationalities; none was taken over.", record=record))
    homes = [place.get("country") for place in _mappings(details.get("addresses")) if place.get("type") == "residence"]
    return Described(
        name=str(legal[0].get("fullName") or "") if legal else "",
        country=_country(nationalities[0], record, notes) if len(nationalities) == 1 else None,
        kind="person",
        residence=_country(homes[0], record, notes) if len(homes) == 1 else None,
    )


def _entity(details: Mapping[str, Any], record: str, notes: list[Sentence]) -> Described:
    kind = details.get("entityType")
    kind = kind if isinstance(kind, dict) else {}
    if kind.get("type") in NOT_IDENTIFIED and not details.get("name"):
        _note(notes, say("The holder %(record)s is not identified.", record=record))
    own = kind.get("details")
    return Described(
        name=str(details.get("name") or ""),
        country=_country(details.get("jurisdiction"), record, notes),
        kind=own if own in OWNER_KINDS else KIND_OF_ENTITY.get(str(kind.get("type"))),
    )


def _country(place: object, record: str, notes: list[Sentence]) -> str | None:
    """The ISO code of a place; a part of a country counts as the country."""
    code = place.get("code") if isinstance(place, dict) else None
    if not isinstance(code, str):
        return None
    whole = code.split("-")[0]
    if whole in country_codes():
        return whole
    _note(notes, say("The country %(code)s of %(record)s is not known.", code=code, record=record))
    return None


def _mappings(entries: object) -> list[Mapping[str, Any]]:
    return [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []


def _note(notes: list[Sentence], note: Sentence) -> None:
    if note not in notes:
        notes.append(note)
