"""Rows with dull, valid defaults, so that a test names only what it is about; each is flushed at once."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.domain.vocabulary import FirmOrigin, FirmState, Role
from matchmaker.persistence.models import (
    Account,
    Capability,
    Component,
    Equipment,
    EquipmentMaker,
    Firm,
    Identifier,
    Membership,
    Observation,
    Project,
    Stake,
    Statement,
    Topic,
    TopicPart,
)

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
Row = TypeVar("Row")
SOURCE = {"source": "made up for a test", "as_of": "2026-11", "confidence": "medium", "basis": "public_record"}


def flushed(session: Session, row: Row) -> Row:
    session.add(row)
    session.flush()
    return row


def store_account(
    session: Session,
    *,
    id: str = "account-1",
    role: Role = Role.COMPANY,
    email: str = "",
    name: str = "Oksana Test",
    password_hash: str = "no password opens this",
    **rest: Any,
) -> Account:
    rest = {"created_at": NOW, **rest}
    address = email or f"{id}@example.eu"
    return flushed(session, Account(id=id, role=role, email=address, name=name, password_hash=password_hash, **rest))


def store_membership(session: Session, *, account_id: str = "account-1", firm_id: str = "firm-1") -> Membership:
    row = Membership(id=f"{account_id}-{firm_id}", account_id=account_id, firm_id=firm_id, since=date(2026, 1, 1))
    return flushed(session, row)


def store_firm(
    session: Session,
    *,
    id: str = "firm-1",
    name: str = "Baltic Airframes",
    country: str | None = "EE",
    origin: FirmOrigin = FirmOrigin.PUBLIC_RECORD,
    state: FirmState = FirmState.LISTED,
    **rest: Any,
) -> Firm:
    key = name.casefold()
    rest = {"search_key": key, "match_key": key, "created_at": NOW, "changed_at": NOW, **SOURCE, **rest}
    return flushed(session, Firm(id=id, name=name, country=country, origin=origin, state=state, **rest))


def store_identifier(
    session: Session, *, firm_id: str = "firm-1", scheme: str = "PIC", value: str = "999999999", **rest: Any
) -> Identifier:
    rest = {"id": f"{firm_id}-{scheme}", **SOURCE, **rest}
    return flushed(session, Identifier(firm_id=firm_id, scheme=scheme, value=value, **rest))


def store_statement(session: Session, *, kind: str, value: str, firm_id: str = "firm-1", **rest: Any) -> Statement:
    rest = {"id": f"{firm_id}-{kind}-{value}"[:40], **SOURCE, **rest}
    return flushed(session, Statement(firm_id=firm_id, kind=kind, value=value, **rest))


def store_stake(session: Session, *, firm_id: str = "firm-1", holder_id: str = "holder-1", **rest: Any) -> Stake:
    rest = {"id": f"{firm_id}-{holder_id}", "holder_name": "Holder One", **SOURCE, **rest}
    return flushed(session, Stake(firm_id=firm_id, holder_id=holder_id, **rest))


def store_capability(
    session: Session, *, id: str = "capability-1", firm_id: str = "firm-1", title_en: str = "Airframes", **rest: Any
) -> Capability:
    return flushed(session, Capability(id=id, firm_id=firm_id, title_en=title_en, **{**SOURCE, **rest}))


def store_component(
    session: Session, *, id: str = "component-1", capability_id: str = "capability-1", **rest: Any
) -> Component:
    return flushed(session, Component(id=id, capability_id=capability_id, **{"name": "Motor", **rest}))


def store_equipment(session: Session, *, id: str = "equipment-1", name: str = "Testbird", **rest: Any) -> Equipment:
    rest = {"search_key": name.casefold(), "category": "uav", **SOURCE, **rest}
    return flushed(session, Equipment(id=id, name=name, **rest))


def store_maker(
    session: Session, *, equipment_id: str = "equipment-1", name: str = "Firm", **rest: Any
) -> EquipmentMaker:
    return flushed(session, EquipmentMaker(equipment_id=equipment_id, name=name, **rest))


def store_observation(
    session: Session,
    *,
    id: str = "observation-1",
    equipment_id: str = "equipment-1",
    filed_by: str = "account-1",
    **rest: Any,
) -> Observation:
    number = (session.scalar(select(func.max(Observation.number))) or 0) + 1
    words = dict.fromkeys(("observation", "discussion", "conclusion", "recommendation"), "The link broke at 8 km.")
    started = {"title": "Link", "effect": "failed", "month": "2026-10", "language": "en", "filed_at": NOW, **words}
    rest = {"number": number, "state": "analysed", **started, **rest}
    return flushed(session, Observation(id=id, equipment_id=equipment_id, filed_by=filed_by, **rest))


def store_project(session: Session, *, id: str = "project-1", acronym: str = "TESTWING", **rest: Any) -> Project:
    rest = {"title": "A project for tests", "programme": "EDF", **SOURCE, **rest}
    return flushed(session, Project(id=id, acronym=acronym, **rest))


def store_topic(session: Session, *, id: str = "TOPIC-1", deadline: date = date(2027, 3, 1), **rest: Any) -> Topic:
    kind = {"programme": "EDIP", "strand": "EDIP-P", "action": "ca", "form": "grant"}
    return flushed(session, Topic(id=id, deadline=deadline, **{"title_en": "Drones", **kind, **SOURCE, **rest}))


def store_topic_part(
    session: Session, *, topic_id: str = "TOPIC-1", id: str = "P1", kind: str = "product", **rest: Any
) -> TopicPart:
    rest = {"position": 1, "text_en": "Airframes", **rest}
    return flushed(session, TopicPart(topic_id=topic_id, id=id, kind=kind, **rest))
