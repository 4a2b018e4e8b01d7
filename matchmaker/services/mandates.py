"""How long missions may train, from a dated file with its source; nothing here is computed from the clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from matchmaker.domain.eligibility.strict_yaml import read_text

FILE = Path(__file__).with_name("mandates.yaml")


@dataclass(frozen=True, slots=True)
class Mandate:
    """The last mandate known: its last day, the day on which a renewal was looked for, and the act."""

    ended: date
    looked_on: date
    act: str
    address: str


@cache
def mandate(mission: str) -> Mandate:
    """Return the last known mandate of a mission; raises KeyError for one that is not recorded."""
    record = read_text(FILE.read_text(encoding="utf-8"))[mission]
    return Mandate(
        ended=date.fromisoformat(record["ended"]),
        looked_on=date.fromisoformat(record["looked_on"]),
        act=record["act"],
        address=record["address"],
    )
