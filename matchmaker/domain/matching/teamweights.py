"""The weights of a consortium as the weights file states them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Any

from matchmaker.domain.matching.pool import TeamWeights

# How many of something reach the whole weight; the shares of one must have four decimals at the most.
COUNTS = ("cohesion_most", "countries_most")
NAMES = tuple(one.name for one in fields(TeamWeights) if one.name != "covers")
WHOLE = 10_000
HUNDREDTH = Decimal("0.01")


def team_weights(entries: Mapping[str, Any], covers: float) -> TeamWeights:
    """Read the `team` block; ValueError says what is not as it must be."""
    if set(entries) != set(NAMES):
        raise ValueError(f"expected {', '.join(NAMES)}; found {', '.join(entries)}")
    numbers = {name: number_of(f"the team's {name}", entries[name]) for name in NAMES}
    if any(number < 0 or number != number.quantize(HUNDREDTH) for number in numbers.values()):
        raise ValueError("a weight of the team is negative or has more than two decimals")
    counts = {name: numbers.pop(name) for name in COUNTS}
    if any(count < 1 or count != int(count) or WHOLE % count for count in counts.values()):
        raise ValueError("a count of the team is not a divisor of ten thousand")
    shares: dict[str, Any] = {name: float(number) for name, number in numbers.items()}
    whole: dict[str, Any] = {name: int(count) for name, count in counts.items()}
    return TeamWeights(**shares, **whole, covers=covers)


def number_of(name: str, written: object) -> Decimal:
    """Read a number of a weights file; ValueError with its name for what is none, for no end and for huge ones."""
    try:
        number = Decimal(str(written))
    except ArithmeticError:
        raise ValueError(f"{name} is no number") from None
    if not number.is_finite() or abs(number) > WHOLE:
        raise ValueError(f"{name} is no number of a reasonable size")
    return number
