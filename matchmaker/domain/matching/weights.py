"""The weights of the score, read from a versioned file; bad files are refused, never repaired."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from matchmaker.domain.matching.pool import TeamWeights
from matchmaker.domain.matching.teamweights import team_weights
from matchmaker.domain.strict_yaml import read_text
from matchmaker.domain.vocabulary import CONFIDENCES

FIRM_FEATURES = (
    "described_fit",
    "project_fit",
    "graph_nearness",
    "fielded_equipment",
    "field_evidence",
    "experience",
    "record_quality",
)
PARTNER_FEATURES = (
    "meets_needs",
    "completes",
    "other_side",
    "recorded_together",
    "fielded_equipment",
    "field_evidence",
    "record_quality",
)
COUNTED_FEATURES = ("fielded_equipment", "field_evidence", "experience")
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Weights:
    """One version of all weights; `firm` and `partner` add up to 1 each, so that these scores are in 0..1."""

    version: str
    day: date
    note: str
    firm: Mapping[str, float]
    partner: Mapping[str, float]
    team: TeamWeights
    strong_match: float
    project_discount: float
    breadth: tuple[float, ...]
    one_of_several: float
    touches: float
    half: Mapping[str, float]
    record_quality: Mapping[str, float]
    watched: int


@cache
def current_weights() -> Weights:
    """The weights that this version of the product uses."""
    return read_weights((Path(__file__).parent / "weights.yaml").read_text(encoding="utf-8"))


def read_weights(text: str) -> Weights:
    """Read a weights file; ValueError says which part is not as it must be."""
    content = read_text(text)
    firm, partner = _shares(content["firm"], FIRM_FEATURES), _shares(content["partner"], PARTNER_FEATURES)
    words = _numbers(content["text"], ("strong_match", "project_discount", "covers", "one_of_several", "touches"))
    return Weights(
        version=content["version"],
        day=date.fromisoformat(content["day"]),
        note=content["note"],
        firm=_floats(firm),
        partner=_floats(partner),
        team=team_weights(content["team"], float(words["covers"])),
        strong_match=float(words["strong_match"]),
        project_discount=float(words["project_discount"]),
        breadth=tuple(float(share) for share in content["breadth"]),
        one_of_several=float(words["one_of_several"]),
        touches=float(words["touches"]),
        half=_floats(_numbers(content["half"], COUNTED_FEATURES)),
        record_quality=_floats(_numbers(content["record_quality"], CONFIDENCES)),
        watched=int(content["watched"]),
    )


def _shares(entries: dict[str, Any], names: tuple[str, ...]) -> dict[str, Decimal]:
    shares = _numbers(entries, names, exact=True)
    if sum(shares.values()) != 1:
        raise ValueError(f"the weights of {', '.join(names)} do not add up to 1")
    return shares


def _numbers(entries: dict[str, Any], names: tuple[str, ...], *, exact: bool = False) -> dict[str, Decimal]:
    if set(entries) != set(names):
        raise ValueError(f"expected {', '.join(names)}; found {', '.join(entries)}")
    numbers = {name: Decimal(entries[name]) for name in names}
    if any(number < 0 for number in numbers.values()):
        raise ValueError("a weight is negative")
    if exact and any(number != number.quantize(HUNDREDTH) for number in numbers.values()):
        raise ValueError("a weight has more than two decimals")
    return numbers


def _floats(numbers: dict[str, Decimal]) -> dict[str, float]:
    return {name: float(number) for name, number in numbers.items()}
