"""What the rule book does about each rule of the two strands, and what it leaves to people."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from matchmaker.domain.eligibility.lawtext import law_file
from matchmaker.domain.findings import Bilingual

STATUSES = ("encoded", "partly", "by_hand", "out_of_scope", "planned")


@dataclass(frozen=True, slots=True)
class Coverage:
    """The state of one rule; `status` is one of `STATUSES`."""

    rule: str
    status: str
    note: Bilingual


@cache
def coverage() -> dict[str, Coverage]:
    """Every known rule id, encoded or not, in the order of the law."""
    return {
        rule_id: Coverage(rule_id, entry["status"], Bilingual(entry["note"]["en"], entry["note"]["uk"]))
        for rule_id, entry in law_file("coverage.yaml").items()
    }
