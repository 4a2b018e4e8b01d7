"""A made-up register written to a database file, so that reading it back can be measured."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, insert

from matchmaker.domain.facts import (
    CapabilityFacts,
    CatalogueFacts,
    EquipmentFacts,
    ObservationFacts,
    Provenance,
    TopicFacts,
)
from matchmaker.domain.vocabulary import FirmState, Role
from matchmaker.persistence import models as tables
from matchmaker.persistence.base import Base

MOMENT = datetime(2026, 11, 23, tzinfo=UTC)
FILED_BY = "somebody"


def store(engine: Engine, facts: CatalogueFacts) -> None:
    """Make all tables and write the facts, with no trigger at work: the revision stays at 1."""
    Base.metadata.create_all(engine)
    with engine.begin() as connection:
        for table, rows in _tables(facts):
            found = list(rows)
            if found:
                connection.execute(insert(table), found)


def _tables(facts: CatalogueFacts) -> Iterator[tuple[type[Any], Iterable[dict[str, Any]]]]:
    offers = [(firm.id, own) for firm in facts.firms for own in firm.capabilities]
    yield tables.CatalogueRevision, [{"id": 1, "number": 1}]
    yield tables.Account, [_account()]
    yield tables.Concept, ({name: getattr(one, name) for name in one.__slots__} for one in facts.concepts)
    yield tables.Firm, (_firm(one) for one in facts.firms)
    yield (
        tables.Statement,
        _numbered(
            {"firm_id": firm.id, "kind": one.kind, "value": one.value, **_sourced(one.provenance)}
            for firm in facts.firms
            for one in firm.statements
        ),
    )
    yield (
        tables.Stake,
        _numbered(
            {"firm_id": firm.id, **_plain(one, "provenance"), **_sourced(one.provenance)}
            for firm in facts.firms
            for one in firm.stakes
        ),
    )
    yield tables.Capability, (_capability(firm_id, one) for firm_id, one in offers)
    yield (
        tables.CapabilityConcept,
        ({"capability_id": one.id, "concept_id": concept} for _, one in offers for concept in one.concepts),
    )
    yield (
        tables.Project,
        (_plain(one, "participants", "provenance") | _sourced(one.provenance) for one in facts.projects),
    )
    yield (
        tables.Participation,
        (
            {"project_id": one.id, "firm_id": firm, "role": role}
            for one in facts.projects
            for firm, role in one.participants
        ),
    )
    yield (
        tables.Partnership,
        (
            {"firm_a_id": one.firm_a, "firm_b_id": one.firm_b, **_plain(one, "firm_a", "firm_b", "provenance")}
            | _sourced(one.provenance)
            for one in facts.partnerships
        ),
    )
    yield tables.Equipment, (_equipment(one) for one in facts.equipment)
    yield (
        tables.EquipmentMaker,
        ({"equipment_id": one.id, "name": maker, "firm_id": maker} for one in facts.equipment for maker in one.makers),
    )
    yield tables.Observation, (_observation(number, one) for number, one in enumerate(facts.observations, start=1))
    yield tables.Topic, (_topic(one) for one in facts.topics)
    yield (
        tables.TopicPart,
        (
            {"topic_id": topic.id, "position": at, **_plain(part)}
            for topic in facts.topics
            for at, part in enumerate(topic.parts)
        ),
    )


def _observation(number: int, one: ObservationFacts) -> dict[str, Any]:
    """One that was screened; what the made-up register does not say stays empty."""
    said = ("id", "equipment_id", "title", "language", "effect", "month", "fictional", "state")
    return {
        **{name: getattr(one, name) for name in said},
        **dict.fromkeys(("discussion", "conclusion", "recommendation"), ""),
        "number": number,
        "observation": one.text,
        "filed_by": FILED_BY,
        "filed_at": MOMENT,
    }


def _account() -> dict[str, Any]:
    return {
        "id": FILED_BY,
        "email": "somebody@example.org",
        "name": "Made up",
        "password_hash": "none",
        "role": Role.TRAINING_OFFICER,
        "language": "en",
        "created_at": MOMENT,
    }


def _firm(firm: Any) -> dict[str, Any]:
    written = _plain(firm, "statements", "stakes", "capabilities", "provenance")
    return {
        **written,
        "search_key": firm.name.casefold(),
        "match_key": firm.name.casefold(),
        "state": FirmState.LISTED,
        "created_at": MOMENT,
        "changed_at": MOMENT,
        **_sourced(firm.provenance),
    }


def _capability(firm_id: str, one: CapabilityFacts) -> dict[str, Any]:
    return {"firm_id": firm_id, **_plain(one, "concepts", "components", "provenance"), **_sourced(one.provenance)}


def _equipment(one: EquipmentFacts) -> dict[str, Any]:
    written = _plain(one, "aliases", "makers", "maker_names", "operators_eu", "provenance")
    return {**written, "operators_eu": " ".join(one.operators_eu), **_sourced(one.provenance)}


def _topic(one: TopicFacts) -> dict[str, Any]:
    return {**_plain(one, "parts", "provenance"), "numbers": dict(one.numbers), **_sourced(one.provenance)}


def _plain(fact: Any, *without: str) -> dict[str, Any]:
    return {name: getattr(fact, name) for name in fact.__slots__ if name not in without}


def _sourced(known: Provenance) -> dict[str, Any]:
    return _plain(known)


def _numbered(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for number, row in enumerate(rows):
        yield {"id": f"row-{number:07}", **row}
