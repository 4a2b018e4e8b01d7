"""What nobody has confirmed about the law, in order of harm."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from matchmaker.domain.eligibility.lawtext import law_file
from matchmaker.domain.findings import Bilingual


@dataclass(frozen=True, slots=True)
class Unverified:
    """One open point: which rules it could flip, and what the rule book does until it is known.

    `certainty` is S, R or I as for a rule, or N where nothing was found at all.
    """

    key: str
    what: Bilingual
    meanwhile: Bilingual
    flips: tuple[str, ...]
    certainty: str


@cache
def unverified() -> tuple[Unverified, ...]:
    """Every open point, the most harmful first."""
    return tuple(
        Unverified(
            key=key,
            what=Bilingual(entry["what"]["en"], entry["what"]["uk"]),
            meanwhile=Bilingual(entry["meanwhile"]["en"], entry["meanwhile"]["uk"]),
            flips=tuple(entry["flips"]),
            certainty=entry["certainty"],
        )
        for key, entry in law_file("unverified.yaml").items()
    )


def could_flip(rule_id: str) -> tuple[Unverified, ...]:
    """The open points that could change what the rule answers."""
    return tuple(point for point in unverified() if rule_id in point.flips)
