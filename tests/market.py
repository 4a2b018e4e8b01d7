"""The made-up register of the ranking tests as rows of a database, so that consortia can be searched in it."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from matchmaker.persistence.models import EquipmentMaker, Participation, Partnership, Topic
from tests.ranking.worlds import TOPIC, read
from tests.rows import (
    SOURCE,
    store_capability,
    store_component,
    store_equipment,
    store_firm,
    store_observation,
    store_project,
    store_stake,
    store_statement,
    store_topic,
    store_topic_part,
)

PROCUREMENT = "TOPIC-PROCUREMENT"


def store_market(session: Session, *, filed_by: str) -> Topic:
    """Store all firms, the topic and a topic for which firms cannot apply."""
    content = read("catalogue.yaml")
    for firm_id, entry in content["firms"].items():
        _store_firm(session, firm_id, entry)
    for name, entry in content["projects"].items():
        store_project(session, id=name, objective=entry["objective"])
        session.add_all(Participation(project_id=name, firm_id=firm, role="participant") for firm in entry["firms"])
    for name, entry in content["equipment"].items():
        _store_equipment(session, name, entry)
    for name, entry in content["observations"].items():
        seen = {"equipment_id": entry["equipment"], "title": entry["title"], "effect": entry["effect"]}
        store_observation(session, id=name, filed_by=filed_by, **seen)
    _store_partnerships(session, content["partnerships"])
    return _store_topics(session, content["topic"])


def _store_firm(session: Session, firm_id: str, entry: dict[str, Any]) -> None:
    store_firm(session, id=firm_id, name=f"Firm {firm_id}", country=entry["country"], confidence=entry["confidence"])
    if "en" in entry or "uk" in entry:
        texts = {"title_en": f"Offer of {firm_id}", "text_en": entry.get("en", ""), "text_uk": entry.get("uk", "")}
        store_capability(session, id=f"cap-{firm_id}", firm_id=firm_id, **texts)
    if "component" in entry:
        part = {"id": f"part-{firm_id}", "origin": entry["component"]}
        store_component(session, capability_id=f"cap-{firm_id}", **part)
    if "city" in entry:
        store_statement(session, kind="city", value=entry["city"], firm_id=firm_id)
    if "owner" in entry:
        holder = {"holder_id": f"holder-{firm_id}", "holder_country": entry["owner"]["country"], "majority": True}
        store_stake(session, firm_id=firm_id, **holder)
        store_statement(session, kind="ownership_complete", value="yes", firm_id=firm_id)


def _store_equipment(session: Session, name: str, entry: dict[str, Any]) -> None:
    fielded = {"operated_by_ua": entry.get("ua", ""), "operators_eu": " ".join(entry.get("eu", []))}
    store_equipment(session, id=name, name=name, category=entry["category"], **fielded)
    session.add_all(EquipmentMaker(equipment_id=name, firm_id=maker, name=maker) for maker in entry["makers"])
    session.flush()


def _store_partnerships(session: Session, entries: dict[str, Any]) -> None:
    for name, entry in entries.items():
        ends = {"firm_a_id": entry["a"], "name_a": entry["a"], "firm_b_id": entry["b"], "name_b": entry["b"]}
        session.add(Partnership(id=name, kind="production", subject=entry["subject"], **ends, **SOURCE))
    session.flush()


def _store_topics(session: Session, entry: dict[str, Any]) -> Topic:
    deadline = date(2099, 2, 16)
    topic = store_topic(
        session,
        id=TOPIC,
        title_en="Drones for tests",
        title_uk="Дрони для перевірок",
        strand="EDIP-U",
        action="12(1)",
        form="industrial reinforcement",
        deadline=deadline,
        aim_en="More drones.",
        numbers={"budget_eur": "80000000", "max_entities": "15"},
    )
    for position, (part_id, part) in enumerate(entry["parts"].items()):
        words = {"text_en": part["en"], "text_uk": part["uk"]}
        store_topic_part(session, topic_id=TOPIC, id=part_id, kind=part["kind"], position=position, **words)
    store_topic(session, id=PROCUREMENT, title_en="Bought together", action="11", form="common procurement")
    return topic
