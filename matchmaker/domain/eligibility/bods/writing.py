"""The ownership of one entity as statements of the standard, deterministic for one entity and day."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from matchmaker.domain.eligibility.bods.vocabulary import (
    COMPLETE,
    ENTITY_OF_KIND,
    HALF,
    INCOMPLETE,
    INTEREST_OF_RIGHT,
    OWNERS_RECORDED,
    RIGHT_IN_DETAILS,
    RIGHTS_RECORDED,
    SHARES,
    UNKNOWN_INTEREST,
    VERSION,
    VOTES,
    WHOLE,
)
from matchmaker.domain.eligibility.case import Entity, Owner

Statement = dict[str, Any]


def write_statements(entity: Entity, day: date, publisher: str) -> list[Statement]:
    """Statements that `read_statements` turns back into the same owners, rights and completeness.

    Of persons only name, nationality and residence are written. What the standard has no field for stands in
    annotations: whether the record is complete, and whether rights were asked for.
    """
    owners = {owner.id: owner for owner in sorted(entity.owners or (), key=_saying)}
    holders = {*owners, *(right.holder for right in entity.decisive_rights or ())} - {entity.id}
    held = {owner.via for owner in entity.owners or () if owner.via} - holders - {entity.id}
    records = [_entity_record(entity.id, entity.name, entity.seat, "company" if entity.kind else None)]
    records += [_holder_record(owners.get(name, Owner(name))) for name in sorted(holders | held)]
    records += _relationships(entity)
    statements = [_statement(entity.id, day, publisher, *record) for record in records]
    statements[0]["annotations"] = [_annotation(text) for text in _remarks(entity)]
    return statements


Record = tuple[str, str, dict[str, Any]]


def _saying(owner: Owner) -> tuple[int, str]:
    """Records that say more come later and win."""
    return sum(map(bool, (owner.name, owner.country, owner.residence, owner.kind))), str(owner)


def _statement(subject: str, day: date, publisher: str, kind: str, record: str, details: dict[str, Any]) -> Statement:
    identity = sha256("\n".join((subject, day.isoformat(), kind, record)).encode()).hexdigest()
    return {
        "statementId": identity,
        "declarationSubject": subject,
        "statementDate": day.isoformat(),
        "publicationDetails": {
            "publicationDate": day.isoformat(),
            "bodsVersion": VERSION,
            "publisher": {"name": publisher},
        },
        "source": {"type": ["selfDeclaration"]},
        "recordId": record,
        "recordStatus": "new",
        "recordType": kind,
        "recordDetails": {"isComponent": False, **details},
    }


def _annotation(description: str) -> dict[str, str]:
    return {"statementPointerTarget": "/recordDetails", "motivation": "commenting", "description": description}


def _remarks(entity: Entity) -> list[str]:
    remarks = [] if entity.owners is None else [OWNERS_RECORDED]
    remarks += [] if entity.decisive_rights is None else [RIGHTS_RECORDED]
    return remarks + {None: [], True: [COMPLETE], False: [INCOMPLETE]}[entity.ownership_complete]


def _holder_record(owner: Owner) -> Record:
    if owner.kind != "person":
        return _entity_record(owner.id, owner.name, owner.country, owner.kind)
    person: dict[str, Any] = {"personType": "knownPerson" if owner.name else "anonymousPerson"}
    if owner.name:
        person["names"] = [{"type": "legal", "fullName": owner.name}]
    if owner.country:
        person["nationalities"] = [_country(owner.country)]
    if owner.residence:
        person["addresses"] = [{"type": "residence", "country": _country(owner.residence)}]
    return "person", owner.id, person


def _entity_record(name_of_record: str, name: str, country: str | None, kind: str | None) -> Record:
    details: dict[str, Any] = {"entityType": {"type": ENTITY_OF_KIND[kind]}}
    if kind is not None:
        details["entityType"]["details"] = kind
    if name:
        details["name"] = name
    if country:
        details["jurisdiction"] = _country(country)
    return "entity", name_of_record, details


def _country(code: str) -> dict[str, str]:
    return {"name": code, "code": code}


def _relationships(entity: Entity) -> list[Record]:
    interests: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for owner in entity.owners or ():
        interests[owner.via or entity.id, owner.id] += _of_owner(owner)
    for right in entity.decisive_rights or ():
        interests[entity.id, right.holder].append(
            _interest(INTEREST_OF_RIGHT[right.right], details=RIGHT_IN_DETAILS + right.right)
        )
    return [
        (
            "relationship",
            f"{holder} in {held}",
            {"subject": held, "interestedParty": holder, "interests": sorted(found, key=str)},
        )
        for (held, holder), found in sorted(interests.items())
    ]


def _of_owner(owner: Owner) -> list[dict[str, Any]]:
    share: dict[str, int | float] = {}
    for key, part in (("exact", owner.share), ("minimum", owner.share_min), ("maximum", owner.share_max)):
        if part is not None:
            share[key] = _per_cent(part)
    if owner.majority:
        share["exclusiveMinimum"] = HALF
    found = [_interest(SHARES, share=share)] if share else []
    if owner.votes is not None:
        found.append(_interest(VOTES, share={"exact": _per_cent(owner.votes)}))
    return found or [_interest(UNKNOWN_INTEREST)]


def _interest(kind: str, **more: Any) -> dict[str, Any]:
    return {"type": kind, "directOrIndirect": "direct", "beneficialOwnershipOrControl": False, **more}


def _per_cent(part: Decimal) -> int | float:
    figure = part * WHOLE
    return int(figure) if figure == figure.to_integral_value() else float(figure)
