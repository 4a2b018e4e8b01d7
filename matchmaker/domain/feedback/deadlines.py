"""By when the author of an observation hears: a day for a danger to life, else three working days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from matchmaker.domain.strict_yaml import read_own

FILE = Path(__file__).with_name("deadlines.yaml")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The rule as the file has it; `days_off` are weekdays counted from Monday as 0."""

    source: str
    danger_hours: int
    working_days: int
    days_off: frozenset[int]


@cache
def current_deadlines() -> Deadlines:
    """Return the rule in force; raises KeyError or ValueError where the file is not as described."""
    record = read_own(FILE.read_bytes())
    return Deadlines(
        source=record["source"],
        danger_hours=int(record["danger_hours"]),
        working_days=int(record["working_days"]),
        days_off=frozenset(WEEKDAYS.index(day) for day in record["days_off"]),
    )


def due_at(filed_at: datetime, danger: bool | None) -> datetime:
    """Return by when the author is to hear; `danger` None, where nobody said, counts as no danger."""
    rule = current_deadlines()
    if danger:
        return filed_at + timedelta(hours=rule.danger_hours)
    working = _working_days_after(filed_at, rule.days_off)
    return [next(working) for _ in range(rule.working_days)][-1]


def _working_days_after(moment: datetime, days_off: frozenset[int]) -> Iterator[datetime]:
    while True:
        moment += DAY
        if moment.weekday() not in days_off:
            yield moment
