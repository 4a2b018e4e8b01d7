"""How large an enterprise is with its partner and linked enterprises, as far as the figures tell."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import product

from matchmaker.domain.eligibility.case import Enterprise, Entity

FIGURES = ("headcount", "turnover_eur", "balance_sheet_eur")
NOTHING, WHOLE = Decimal(0), Decimal(1)
# Smaller than the last digit of any figure, to look just beside a threshold.
STEP = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Bounds:
    """The thresholds of the classes of a day; only headcounts are to stay below theirs, the rest may reach them."""

    sme_headcount: Decimal
    sme_turnover: Decimal
    sme_balance: Decimal
    small_headcount: Decimal
    small_turnover: Decimal
    small_balance: Decimal
    mid_headcount: Decimal
    partner_share: Decimal
    linked_share: Decimal


@dataclass(frozen=True, slots=True)
class Span:
    """A figure that lies anywhere from `low` to `high`, without a bound where `high` is None."""

    low: Decimal
    high: Decimal | None

    def __add__(self, other: Span) -> Span:
        high = None if self.high is None or other.high is None else self.high + other.high
        return Span(self.low + other.low, high)


@dataclass(frozen=True, slots=True)
class Size:
    """One possible enterprise: its group-adjusted figures."""

    headcount: Decimal
    turnover: Decimal
    balance: Decimal


Test = Callable[[Size, Bounds], bool]
Spans = tuple[Span, Span, Span]


def is_sme(size: Size, bounds: Bounds) -> bool:
    """Small or medium: few enough people, and turnover or balance sheet low enough."""
    return size.headcount < bounds.sme_headcount and (
        size.turnover <= bounds.sme_turnover or size.balance <= bounds.sme_balance
    )


def is_mid_cap(size: Size, bounds: Bounds) -> bool:
    """Not small or medium, and no more people than the law names; money does not matter."""
    return not is_sme(size, bounds) and size.headcount <= bounds.mid_headcount


def is_small_mid_cap(size: Size, bounds: Bounds) -> bool:
    """Not small or medium, but fewer people than the second threshold, and turnover or balance sheet low enough."""
    return (
        not is_sme(size, bounds)
        and size.headcount < bounds.small_headcount
        and (size.turnover <= bounds.small_turnover or size.balance <= bounds.small_balance)
    )


def is_sme_or_mid_cap(size: Size, bounds: Bounds) -> bool:
    """Either of the two."""
    return is_sme(size, bounds) or is_mid_cap(size, bounds)


@dataclass(frozen=True, slots=True)
class Classing:
    """Whether an entity is in a class: None while it may be either; `missing` names what could decide."""

    answer: bool | None
    missing: tuple[str, ...]


def classed(entity: Entity, bounds: Bounds, test: Test) -> Classing:
    """Put the entity in or out of a class, over every completion of its figures.

    The figures are bounds taken one by one: where the share in another enterprise is not recorded, they do not
    remember that it is the same share for each of them.
    """
    answer, deciding = _answered(figures(entity, bounds), bounds, test)
    return Classing(
        answer, tuple(dict.fromkeys(fact for name in deciding for fact in _open_facts(entity, name, bounds)))
    )


@lru_cache(maxsize=2048)
def _answered(spans: Spans, bounds: Bounds, test: Test) -> tuple[bool | None, tuple[str, ...]]:
    """The class, or the figures that decide it; most entities record no figure, so that the answer is kept."""
    every = _representatives(spans, bounds)
    found = {test(Size(*values), bounds) for values in product(*every)}
    if len(found) == 1:
        return found.pop(), ()
    return None, tuple(name for position, name in enumerate(FIGURES) if _turns(every, position, bounds, test))


def figures(entity: Entity, bounds: Bounds) -> Spans:
    """Headcount, turnover and balance sheet with those of partners, pro rata, and of linked enterprises, in full."""
    headcount, turnover, balance = (_total(entity, name, bounds) for name in FIGURES)
    return headcount, turnover, balance


def _total(entity: Entity, name: str, bounds: Bounds) -> Span:
    total = _span(getattr(entity, name))
    for enterprise in entity.enterprises or ():
        total += _added(enterprise, name, bounds)
    return total


def _added(enterprise: Enterprise, name: str, bounds: Bounds) -> Span:
    figure, weight = _span(getattr(enterprise, name)), _weight(enterprise, bounds)
    assert weight.high is not None
    if weight.high == 0:
        return Span(NOTHING, NOTHING)
    return Span(figure.low * weight.low, None if figure.high is None else figure.high * weight.high)


def _weight(enterprise: Enterprise, bounds: Bounds) -> Span:
    """How much of an enterprise's figures is added; without a relation the share tells it."""
    share = enterprise.share
    if enterprise.relation == "linked":
        return Span(WHOLE, WHOLE)
    if enterprise.relation == "partner":
        return Span(bounds.partner_share, bounds.linked_share) if share is None else Span(share, share)
    if share is None:
        return Span(NOTHING, WHOLE)
    if share < bounds.partner_share:
        return Span(NOTHING, NOTHING)
    return Span(share, share) if share <= bounds.linked_share else Span(WHOLE, WHOLE)


def _span(figure: Decimal | None) -> Span:
    return Span(NOTHING, None) if figure is None else Span(figure, figure)


def _representatives(spans: Spans, bounds: Bounds) -> list[list[Decimal]]:
    """Values of each figure, one on either side of every threshold that it may cross."""
    last_below = (
        (bounds.sme_headcount - STEP, bounds.small_headcount - STEP, bounds.mid_headcount),
        (bounds.sme_turnover, bounds.small_turnover),
        (bounds.sme_balance, bounds.small_balance),
    )
    return [_beside(span, last) for span, last in zip(spans, last_below, strict=True)]


def _beside(span: Span, last_below: tuple[Decimal, ...]) -> list[Decimal]:
    around = [value for last in last_below for value in (last, last + STEP)]
    ends = [span.low] if span.high is None else [span.low, span.high]
    inside = [value for value in around if span.low <= value and (span.high is None or value <= span.high)]
    stretches = {sum(value > last for last in last_below): value for value in [*ends, *inside]}
    return [*stretches.values()]


def _turns(every: list[list[Decimal]], position: int, bounds: Bounds, test: Test) -> bool:
    """Whether beside some value of the other figures this one decides."""
    others = [values if place != position else [NOTHING] for place, values in enumerate(every)]
    return any(
        len({test(_with(rest, position, value), bounds) for value in every[position]}) > 1 for rest in product(*others)
    )


def _with(values: tuple[Decimal, ...], position: int, value: Decimal) -> Size:
    return Size(*(value if place == position else kept for place, kept in enumerate(values)))


def _open_facts(entity: Entity, name: str, bounds: Bounds) -> Iterator[str]:
    if getattr(entity, name) is None:
        yield f"{entity.id}.{name}"
    for enterprise in entity.enterprises or ():
        weight, figure = _weight(enterprise, bounds), getattr(enterprise, name)
        if figure is None and weight.high != 0:
            yield f"{entity.id}.enterprises.{enterprise.id}.{name}"
        if weight.low != weight.high and figure != 0:
            yield f"{entity.id}.enterprises.{enterprise.id}.share"
