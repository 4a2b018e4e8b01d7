"""Statements of the standard as the ownership of one entity: what is not understood is said, never guessed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from matchmaker.domain.eligibility.bods.interests import Figures, figures, right_of
from matchmaker.domain.eligibility.bods.records import Records, current_records, described
from matchmaker.domain.eligibility.bods.vocabulary import (
    COMPLETE,
    INCOMPLETE,
    OWNERS_RECORDED,
    RIGHTS_RECORDED,
)
from matchmaker.domain.eligibility.case import Owner, Right
from matchmaker.domain.findings import Sentence, say

COMPLETENESS = {COMPLETE: True, INCOMPLETE: False}


@dataclass(frozen=True, slots=True)
class BodsOwnership:
    """What the statements say of one entity; None means not recorded.

    `faults` break the standard or contradict each other, so that something was left out; `notes` tell what was
    understood only in part. With any of them a person should look before the ownership is called complete.
    """

    owners: tuple[Owner, ...] | None
    decisive_rights: tuple[Right, ...] | None
    ownership_complete: bool | None
    faults: tuple[Sentence, ...]
    notes: tuple[Sentence, ...]


@dataclass(slots=True)
class _Reading:
    """One import under way; `here` is the id under which the subject is known in the case."""

    records: Records
    subject: str
    here: str
    day: date
    faults: list[Sentence]
    notes: list[Sentence]
    owners: list[Owner] = field(default_factory=list)
    rights: list[Right] = field(default_factory=list)
    complete: bool | None = None

    def name(self, record: str) -> str:
        """The id of a record in the case."""
        return self.here if record == self.subject else record


def read_statements(statements: object, subject: str, day: date, entity_id: str | None = None) -> BodsOwnership:
    """Read the ownership of the entity with record id `subject`, up to the last layer, as it stands on `day`.

    `entity_id` is its id in the case where that is another one. Ids of owners are the record ids. An indirect
    interest that is told by its components counts through them only; one without components becomes an owner
    without a figure. Strict bounds are read as inclusive ones, except more than half, which is a majority.
    """
    faults: list[Sentence] = []
    notes: list[Sentence] = []
    records = current_records(statements, day, faults, notes)
    reading = _Reading(records, subject, entity_id or subject, day, faults, notes)
    remarks = _remarks(records.by_id.get(subject))
    if subject not in records.by_id or records.by_id[subject].get("recordType") != "entity":
        faults.append(say("No entity with the record id %(record)s is described.", record=subject))
    else:
        _read_layers(reading)
    owners = tuple(sorted(set(reading.owners), key=str))
    rights = tuple(sorted(set(reading.rights), key=str))
    said = [COMPLETENESS[remark] for remark in remarks if remark in COMPLETENESS]
    return BodsOwnership(
        owners=owners if owners or OWNERS_RECORDED in remarks else None,
        decisive_rights=rights if rights or RIGHTS_RECORDED in remarks else None,
        ownership_complete=reading.complete if reading.complete is not None else said[0] if said else None,
        faults=tuple(faults),
        notes=tuple(notes),
    )


def _remarks(statement: Mapping[str, Any] | None) -> tuple[str, ...]:
    annotations = (statement or {}).get("annotations")
    if not isinstance(annotations, list):
        return ()
    return tuple(str(one.get("description")) for one in annotations if isinstance(one, dict))


def _read_layers(reading: _Reading) -> None:
    """Climb from the subject to the last owners; a circle ends where it closes."""
    by_subject: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for statement in reading.records.relationships:
        held = statement["recordDetails"].get("subject")
        by_subject[held if isinstance(held, str) else ""].append(statement)
    seen, waiting = {reading.subject}, [reading.subject]
    while waiting:
        for statement in by_subject.pop(waiting.pop(), ()):
            for party in _read_relationship(reading, statement):
                if party not in seen:
                    seen.add(party)
                    waiting.append(party)
    apart = sum(map(len, by_subject.values()))
    if apart:
        reading.notes.append(
            say("Relationships of others than %(record)s: %(count)s, left out.", record=reading.subject, count=apart)
        )


def _read_relationship(reading: _Reading, statement: Mapping[str, Any]) -> Iterator[str]:
    """Record what one relationship says, and give the party to climb on from."""
    details = statement["recordDetails"]
    held, party, record = details["subject"], details.get("interestedParty"), str(statement.get("recordId"))
    if isinstance(party, dict):
        _read_unspecified(reading, held, party)
        return
    if not isinstance(party, str) or not party:
        reading.faults.append(say("Relationship %(record)s names no interested party.", record=record))
        return
    if not _told_by_components(reading, details, record):
        _record(reading, held, party, record, details.get("interests"))
    yield party


def _read_unspecified(reading: _Reading, held: str, party: Mapping[str, Any]) -> None:
    """A party that is not specified leaves the ownership open, except where nobody is said to be there."""
    reason = str(party.get("reason"))
    if reason == "noBeneficialOwners":
        reading.notes.append(say("%(held)s is said to have no beneficial owners.", held=held))
        return
    reading.complete = False
    reading.notes.append(
        say("An owner of %(held)s is not specified, for this reason: %(reason)s.", held=held, reason=reason)
    )


def _told_by_components(reading: _Reading, details: Mapping[str, Any], record: str) -> bool:
    components = details.get("componentRecords") or details.get("componentStatementIDs")
    if not isinstance(components, list) or not components:
        return False
    absent = [str(one) for one in components if not reading.records.has(str(one))]
    if absent:
        reading.faults.append(
            say("Components of %(record)s are missing: %(absent)s.", record=record, absent=tuple(absent))
        )
        return False
    reading.notes.append(say("Relationship %(record)s is told by its components.", record=record))
    return True


def _record(reading: _Reading, held: str, party: str, record: str, interests: object) -> None:
    if not isinstance(interests, list):
        reading.notes.append(say("Relationship %(record)s states no interests.", record=record))
    stated: list[object] = interests if isinstance(interests, list) else [{}]
    found = figures(stated, record, reading.day, reading.faults, reading.notes)
    rights = [right for interest in stated if (right := right_of(interest)) is not None]
    if held == reading.subject:
        reading.rights += [Right(reading.name(party), right) for right in rights]
    elif rights:
        reading.notes.append(
            say("Decisive rights in %(held)s, which is not the entity itself, are not read.", held=held)
        )
    if found is not None:
        reading.owners.append(_owner(reading, held, party, found))


def _owner(reading: _Reading, held: str, party: str, found: Figures) -> Owner:
    who = described(reading.records.by_id.get(party), party, reading.notes)
    return Owner(
        id=reading.name(party),
        name=who.name,
        country=who.country,
        share=found.share,
        votes=found.votes,
        majority=found.majority,
        via=None if held == reading.subject else held,
        kind=who.kind,
        residence=who.residence,
        share_min=found.least,
        share_max=found.most,
    )
