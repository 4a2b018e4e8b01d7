"""The made-up register of `catalogue.yaml` as facts."""

from __future__ import annotations

from collections import deque
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from matchmaker.domain.facts import CatalogueFacts, ComponentFacts, FirmFacts, Provenance, TopicFacts
from matchmaker.domain.snapshot import Snapshot
from matchmaker.domain.strict_yaml import read_own
from tests.domain.factories import (
    make_capability,
    make_catalogue,
    make_equipment,
    make_firm,
    make_gap,
    make_observation,
    make_part,
    make_partnership,
    make_project,
    make_stake,
    make_statement,
    make_topic,
)

DAY = date(2026, 11, 23)
HERE = Path(__file__).parent
TOPIC = "TOPIC-DRONES"


def read(name: str) -> Any:
    return read_own((HERE / name).read_bytes())


@cache
def world() -> CatalogueFacts:
    content = read("catalogue.yaml")
    return make_catalogue(
        firms=[firm_in(name, entry) for name, entry in content["firms"].items()],
        projects=[
            make_project(
                id=name, objective=entry["objective"], participants=[(firm, "participant") for firm in entry["firms"]]
            )
            for name, entry in content["projects"].items()
        ],
        partnerships=[
            make_partnership(id=name, firm_a=entry["a"], firm_b=entry["b"], subject=entry["subject"])
            for name, entry in content["partnerships"].items()
        ],
        equipment=[equipment_in(name, entry) for name, entry in content["equipment"].items()],
        observations=[
            make_observation(id=name, equipment_id=entry["equipment"], title=entry["title"], effect=entry["effect"])
            for name, entry in content["observations"].items()
        ],
        gaps=[
            make_gap(id=name, number=int(entry["number"]), title_en=entry["title"], observations=entry["observations"])
            for name, entry in content["gaps"].items()
        ],
        topics=[topic_in(content["topic"])],
    )


def firm_in(name: str, entry: dict[str, Any]) -> FirmFacts:
    parts = [ComponentFacts("radio", entry["component"], None, False)] if "component" in entry else []
    texts = make_capability(
        id=f"cap-{name}", text_en=entry.get("en", ""), text_uk=entry.get("uk", ""), components=parts
    )
    owned = "owner" in entry
    statements = {"city": entry.get("city"), "ownership_complete": "yes" if owned else None}
    return make_firm(
        id=name,
        country=entry["country"],
        capabilities=[texts] if "en" in entry or "uk" in entry else [],
        provenance=Provenance("made up for a test", "2026-11", entry["confidence"]),
        stakes=[make_stake(holder_country=entry["owner"]["country"], majority=True)] if owned else [],
        statements=[make_statement(kind=kind, value=value) for kind, value in statements.items() if value],
    )


def equipment_in(name: str, entry: dict[str, Any]) -> Any:
    return make_equipment(
        id=name,
        category=entry["category"],
        makers=entry["makers"],
        operated_by_ua=entry.get("ua", ""),
        operators_eu=entry.get("eu", []),
    )


def topic_in(entry: dict[str, Any]) -> TopicFacts:
    parts = [
        make_part(id=id, kind=part["kind"], text_en=part["en"], text_uk=part["uk"])
        for id, part in entry["parts"].items()
    ]
    return make_topic(id=entry["id"], parts=parts)


def snapshot(facts: CatalogueFacts | None = None) -> Snapshot:
    """A snapshot of the register; the same facts as before make no new one, whoever asks."""
    wanted = facts or world()
    for held, made in _MADE:
        if held == wanted:
            return made
    _MADE.appendleft((wanted, Snapshot.build(1, wanted)))
    return _MADE[0][1]


_MADE: deque[tuple[CatalogueFacts, Snapshot]] = deque(maxlen=6)
