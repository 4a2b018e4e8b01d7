"""Rows of an observation, with what was done with it, who joined it and what its maker answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from hashlib import sha256
from typing import Any

from matchmaker.domain.feedback.deadlines import due_at
from matchmaker.domain.feedback.lifecycle import WAITING_STATES, is_dangerous
from matchmaker.domain.registry.records import AnswerRecord, JoinRecord, ObservationRecord
from matchmaker.persistence import models as tables
from matchmaker.persistence.base import Base

Written = tuple[type[Base], dict[str, Any]]
SCREENING = timedelta(days=2)
JOINING = timedelta(days=9)
ANSWERING = timedelta(days=20)


@dataclass(frozen=True, slots=True)
class People:
    """Account ids: who files, who screens (nobody where there is no analyst), and who speaks for a firm by its key."""

    filed_by: str
    analyst: str | None = None
    makers: Mapping[str, str] = field(default_factory=dict)


def opaque_id(kind: str, key: str) -> str:
    """Return an id that stays the same from import to import and says nothing."""
    return sha256(f"{kind}\x00{key}".encode()).hexdigest()[:20]


def observation_rows(
    record: ObservationRecord, people: People, firm_ids: Mapping[str, str], now: datetime
) -> Iterator[Written]:
    """The rows of an observation; nothing in them is later than `now`.

    What waits for an analyst was filed in the hours before, so that some of it is due and some is not.
    """
    filed_at = _filed_at(record, now)
    screened_at = min(filed_at + SCREENING, now)
    yield _observation(record, people, filed_at, screened_at)
    if people.analyst and record.state != "filed":
        yield _step(record, people.analyst, screened_at)
    for number, join in enumerate(record.joins):
        yield _join(record, number, join, people, min(filed_at + JOINING, now))
    for number, answer in enumerate(record.answers):
        if answer.firm_key in people.makers:
            yield _answer(record, number, answer, people, firm_ids, min(filed_at + ANSWERING, now))


def _observation(record: ObservationRecord, people: People, filed_at: datetime, screened_at: datetime) -> Written:
    waits = record.state == "filed"
    return tables.Observation, {
        "id": opaque_id("observation", record.key),
        "number": record.row,
        "equipment_id": record.equipment_key,
        **{name: getattr(record, name) for name in _SAME},
        "conditions": list(record.conditions),
        "ratings": dict(record.ratings),
        "module_id": record.module_key or None,
        "filed_by": people.filed_by,
        "filed_at": filed_at,
        "owner_id": None if waits else people.analyst,
        "due_at": due_at(filed_at, is_dangerous(record.danger, record.effect)) if waits else None,
        "closed_at": screened_at if record.state == "closed" else None,
    }


# Columns that a record has under the same name.
_SAME = (
    "title",
    "observation",
    "discussion",
    "conclusion",
    "recommendation",
    "workaround",
    "configuration",
    "effect",
    "danger",
    "frequency",
    "users",
    "hours",
    "cause",
    "wish",
    "trained_before",
    "side",
    "setting",
    "segment",
    "month",
    "language",
    "fictional",
    "state",
    "outcome",
)


def _step(record: ObservationRecord, analyst: str, at: datetime) -> Written:
    return tables.ObservationStep, {
        "id": opaque_id("observation step", record.key),
        "observation_id": opaque_id("observation", record.key),
        "action": record.state,
        "reason": record.note,
        "account_id": analyst,
        "at": at,
    }


def _join(record: ObservationRecord, number: int, join: JoinRecord, people: People, at: datetime) -> Written:
    return tables.ObservationJoin, {
        "id": opaque_id("observation join", f"{record.key} {number}"),
        "observation_id": opaque_id("observation", record.key),
        "users": join.users,
        "hours": join.hours,
        "side": join.side,
        "month": join.month,
        "fictional": record.fictional,
        "joined_by": people.filed_by,
        "joined_at": at,
    }


def _answer(
    record: ObservationRecord,
    number: int,
    answer: AnswerRecord,
    people: People,
    firm_ids: Mapping[str, str],
    at: datetime,
) -> Written:
    return tables.MakerAnswer, {
        "id": opaque_id("maker answer", f"{record.key} {number}"),
        "observation_id": opaque_id("observation", record.key),
        "firm_id": firm_ids[answer.firm_key],
        "kind": answer.kind,
        "version": answer.version,
        "text": answer.text,
        "fictional": record.fictional,
        "account_id": people.makers[answer.firm_key],
        "at": at,
    }


def _filed_at(record: ObservationRecord, now: datetime) -> datetime:
    if record.state in WAITING_STATES or record.filed_on is None:
        return now - timedelta(hours=9 * (record.row % 20))
    return min(datetime.combine(record.filed_on, time(12), UTC), now)
