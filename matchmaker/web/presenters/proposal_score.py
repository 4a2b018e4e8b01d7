"""A score taken apart: one stacked bar, and a table whose rows add up to it to the last digit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from flask_babel import format_decimal

from matchmaker.domain.findings import Contribution, Sentence
from matchmaker.web.presenters.feature_words import label_of

MILLIONTH = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of the bar."""

    label: str
    points: float


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One contribution; all figures are written with the digits that make the sum exact."""

    because: Sentence
    value: str
    weight: str
    points: str


@dataclass(frozen=True, slots=True)
class ScoreGroup:
    """The contributions of one kind; `colour` is its place in the bar, None where it takes points away."""

    label: str
    colour: int | None
    rows: tuple[ScoreRow, ...]
    points: str


@dataclass(frozen=True, slots=True)
class ScoreCard:
    """A score as bar and table; `taken` is what the seats cost, as a positive number."""

    segments: tuple[Segment, ...]
    scale: float
    groups: tuple[ScoreGroup, ...]
    gained: str
    taken: str
    total: str


def score_card(contributions: Iterable[Contribution]) -> ScoreCard:
    """Group contributions by kind, in the order in which they are told."""
    by_kind: dict[str, list[Contribution]] = {}
    for one in contributions:
        by_kind.setdefault(one.feature, []).append(one)
    every = [exact(one.points) for kind in by_kind.values() for one in kind]
    digits = _digits(every)
    segments = {kind: Segment(label_of(kind), float(_sum(rows))) for kind, rows in by_kind.items() if _sum(rows) > 0}
    gained, taken = sum(n for n in every if n > 0), -sum(n for n in every if n < 0)
    return ScoreCard(
        segments=tuple(segments.values()),
        scale=float(gained) or 1.0,
        groups=tuple(_group(kind, rows, list(segments), digits) for kind, rows in by_kind.items()),
        gained=figure(Decimal(gained), digits),
        taken=figure(Decimal(taken), digits),
        total=figure(Decimal(sum(every)), digits),
    )


def exact(points: float) -> Decimal:
    """Return points as the whole number of millionths that they are.

    >>> exact(0.1 + 0.2)
    Decimal('0.300000')
    """
    return Decimal(str(points)).quantize(MILLIONTH)


def figure(value: Decimal, digits: int) -> str:
    """Write a number with so many digits after the point, and a true minus sign."""
    return str(format_decimal(value, "0." + "0" * digits)).replace("-", "−")


def _group(kind: str, rows: Sequence[Contribution], coloured: list[str], digits: int) -> ScoreGroup:
    return ScoreGroup(
        label=label_of(kind),
        colour=coloured.index(kind) if kind in coloured else None,
        rows=tuple(_row(one, digits) for one in rows),
        points=figure(_sum(rows), digits),
    )


def _row(one: Contribution, digits: int) -> ScoreRow:
    value, weight = Decimal(str(one.value)), Decimal(str(one.weight))
    return ScoreRow(one.because, figure(value, 4), figure(weight, 2), figure(exact(one.points), digits))


def _sum(rows: Iterable[Contribution]) -> Decimal:
    return sum((exact(one.points) for one in rows), Decimal(0))


def _digits(numbers: Iterable[Decimal]) -> int:
    """Two digits at least, and as many as the longest number needs."""
    needed = [-int(number.normalize().as_tuple().exponent) for number in numbers]
    return max([2, *needed])
