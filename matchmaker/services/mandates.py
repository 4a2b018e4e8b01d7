"""How long missions may train, from a dated file with its source; nothing here is computed from the clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from matchmaker.domain.strict_yaml import read_own

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
    record = read_own(FILE.read_bytes())[mission]
    return Mandate(
        ended=date.fromisoformat(record["ended"]),
        looked_on=date.fromisoformat(record["looked_on"]),
        act=record["act"],
        address=record["address"],
    )
