"""What share of a product's cost comes from inside or outside a territory, as far as its bill of materials tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from itertools import product

from matchmaker.domain.eligibility.case import Component, Product
from matchmaker.domain.eligibility.territory import Standing, Territory

# Above this many combinations every open fact is named: naming one too many harms nobody, waiting does.
COMBINATIONS = 64


class Counted(StrEnum):
    """Whose cost is the numerator."""

    HOME = "home"
    FOREIGN = "foreign"


class Denominator(StrEnum):
    """What the counted cost is divided by; the acts differ in this."""

    COMPONENTS = "components"
    END_VALUE = "end_value"


class Outcome(StrEnum):
    """Whether a limit is kept: in every completion of what is not recorded or open, in none, or in some."""

    ALWAYS = "always"
    NEVER = "never"
    SOMETIMES = "sometimes"


@dataclass(frozen=True, slots=True)
class Limit:
    """A bound on the share; `at_least` turns it from a cap into a floor. The bound itself is within it."""

    share: Decimal
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class ShareRange:
    """The shares that are still possible; `high` is None without a bound, an end that is not `reached` only neared.

    `undeclared` and `unpriced` name the components without origin and without cost, `open_countries` the origins
    whose status the law leaves open.
    """

    low: Fraction
    high: Fraction | None
    low_reached: bool
    high_reached: bool
    undeclared: tuple[str, ...]
    unpriced: tuple[str, ...]
    open_countries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of values: `point` alone, or with everything above it, below it, or both."""

    point: Fraction
    up: bool = False
    down: bool = False

    def __add__(self, other: _Piece) -> _Piece:
        return _Piece(self.point + other.point, self.up or other.up, self.down or other.down)


@dataclass(frozen=True)
class Bill:
    """A bill of materials seen from a territory; raw material is taken out, a part without that flag stays in.

    A missing cost may be any amount from zero up, a missing origin inside or outside, and a country whose status is
    open is one or the other for all its parts alike. Costs that are all zero tell nothing and count as missing.
    """

    parts: tuple[Component, ...]
    territory: Territory
    counted: Counted = Counted.FOREIGN
    divided_by: Denominator = Denominator.COMPONENTS
    end_value: Decimal | None = None

    def priced(self, part: Component) -> bool:
        """True where the cost tells something."""
        return part.cost_eur is not None and not self._worthless

    def counts(self, part: Component) -> bool | None:
        """Whether the part is in the numerator; None where its origin is not declared or its country is open."""
        standing = None if part.origin is None else self.territory.standing(part.origin)
        if standing is None or standing is Standing.OPEN:
            return None
        return (standing is Standing.INSIDE) == (self.counted is Counted.HOME)

    @cached_property
    def _worthless(self) -> bool:
        return all(part.cost_eur is not None for part in self.parts) and not any(part.cost_eur for part in self.parts)

    @cached_property
    def _weighing(self) -> tuple[Component, ...]:
        return tuple(part for part in self.parts if part.cost_eur or not self.priced(part))

    @property
    def one_sided(self) -> bool:
        """True where the share is none or all of the components, whatever they cost."""
        sides = {self.counts(part) for part in self._weighing}
        return self.divided_by is Denominator.COMPONENTS and len(sides) == 1 and None not in sides

    @property
    def stands_alone(self) -> bool:
        """True where one component is all there is to divide, so that its cost cancels out."""
        return self.divided_by is Denominator.COMPONENTS and len(self._weighing) == 1

    def cost(self, counts: bool | None) -> Fraction:
        """The recorded cost of the parts that count, do not count, or may count."""
        return sum((_cost(part) for part in self.parts if self.counts(part) is counts), Fraction(0))

    def lacks_cost(self, *counts: bool | None) -> bool:
        """True where a part of one of these kinds has no cost."""
        return any(not self.priced(part) and self.counts(part) in counts for part in self.parts)


def bill_of(
    of: Product,
    territory: Territory,
    counted: Counted = Counted.FOREIGN,
    divided_by: Denominator = Denominator.COMPONENTS,
) -> Bill:
    """The bill of a product; empty where no component is recorded or all of them are raw material."""
    parts = tuple(part for part in of.components or () if part.raw_material is not True)
    return Bill(parts, territory, counted, divided_by, of.value_eur)


def share_range(bill: Bill) -> ShareRange:
    """The exact range of the share over all completions; of an empty bill it says nothing worth reading."""
    low, low_reached, high, high_reached = (
        _of_components(bill) if bill.divided_by is Denominator.COMPONENTS else _of_end_value(bill)
    )
    return ShareRange(
        low,
        high,
        low_reached,
        high_reached,
        undeclared=tuple(part.name for part in bill.parts if part.origin is None),
        unpriced=tuple(part.name for part in bill.parts if not bill.priced(part)),
        open_countries=_open_countries(bill),
    )


def outcome(found: ShareRange, limit: Limit) -> Outcome:
    """Compare the range with the limit."""
    bound = Fraction(limit.share)
    if limit.at_least:
        always = found.low >= bound
        never = found.high is not None and (found.high < bound or (found.high == bound and not found.high_reached))
    else:
        always = found.high is not None and found.high <= bound
        never = found.low > bound or (found.low == bound and not found.low_reached)
    return Outcome.ALWAYS if always else Outcome.NEVER if never else Outcome.SOMETIMES


def deciding_facts(bill: Bill, limit: Limit) -> tuple[str, ...]:
    """The facts, as `radio.origin`, `radio.cost_eur` or `value_eur`, of which some value could change the outcome.

    None where only the status of a country decides.
    """
    facts = [name for name, _ in _variables(bill, limit) if name]
    if 2 ** len(_open_countries(bill)) <= COMBINATIONS:
        deciding = {name for reading in _readings(bill) for name in _deciding(reading, limit)}
        facts = [name for name in facts if name in deciding]
    return tuple(dict.fromkeys(fact for name in facts for fact in name))


def _readings(bill: Bill) -> Iterator[Bill]:
    """The bill under every way in which the law may settle the countries that it leaves open."""
    candidates = _open_countries(bill)
    for choice in product((True, False), repeat=len(candidates)):
        yield replace(bill, territory=bill.territory.settled(dict(zip(candidates, choice, strict=True))))


def _deciding(bill: Bill, limit: Limit) -> Iterator[tuple[str, ...]]:
    """The open facts that could decide; whatever is known adds one constant to the excess."""
    if bill.one_sided:
        return
    everything = list(_variables(bill, limit))
    known = [_Piece(sum((pieces[0].point for facts, pieces in everything if not facts), Fraction(0)))]
    variables = [(facts, pieces) for facts, pieces in everything if facts]
    for position, (facts, pieces) in enumerate(variables):
        others = [other for place, (_, other) in enumerate(variables) if place != position]
        if _may_turn(pieces, _reachable([known, *others])):
            yield facts


def _of_components(bill: Bill) -> tuple[Fraction, bool, Fraction, bool]:
    total = sum(map(_cost, bill.parts), Fraction(0))
    sure, never = bill.cost(True), bill.cost(False)
    if bill.lacks_cost(False, None):
        low, low_reached = Fraction(0), not sure
    else:
        low, low_reached = (sure / total if total else Fraction(1)), True
    if bill.lacks_cost(True, None):
        high, high_reached = Fraction(1), not never
    else:
        high, high_reached = (1 - never / total if total else Fraction(0)), True
    return low, low_reached, high, high_reached


def _of_end_value(bill: Bill) -> tuple[Fraction, bool, Fraction | None, bool]:
    sure, possible = bill.cost(True), bill.cost(True) + bill.cost(None)
    unbounded = bill.lacks_cost(True, None)
    if not bill.end_value:
        return Fraction(0), not sure, (None if possible or unbounded else Fraction(0)), True
    value = Fraction(bill.end_value)
    return sure / value, True, (None if unbounded else possible / value), True


def _variables(bill: Bill, limit: Limit) -> Iterator[tuple[tuple[str, ...], list[_Piece]]]:
    """What adds to the excess over the limit, each with its open facts: the limit is kept up to an excess of 0."""
    weights = _weights(bill, limit)
    for part in bill.parts:
        counts = bill.counts(part)
        options = [True, False] if counts is None else [counts]
        yield _open_facts(bill, part), [_piece(bill, part, weights[option]) for option in options]
    if bill.divided_by is Denominator.END_VALUE:
        yield _value(bill, limit)


def _weights(bill: Bill, limit: Limit) -> tuple[Fraction, Fraction]:
    """What a euro outside the numerator, and one in it, adds to the excess."""
    share = Fraction(limit.share) if bill.divided_by is Denominator.COMPONENTS else Fraction(0)
    sign = -1 if limit.at_least else 1
    return -share * sign, (1 - share) * sign


def _value(bill: Bill, limit: Limit) -> tuple[tuple[str, ...], list[_Piece]]:
    if not bill.end_value:
        moves = limit.share > 0
        return ("value_eur",), [_Piece(Fraction(0), up=moves and limit.at_least, down=moves and not limit.at_least)]
    excess = Fraction(limit.share) * Fraction(bill.end_value)
    return (), [_Piece(excess if limit.at_least else -excess)]


def _piece(bill: Bill, part: Component, weight: Fraction) -> _Piece:
    if bill.priced(part):
        return _Piece(_cost(part) * weight)
    return _Piece(Fraction(0), up=weight > 0, down=weight < 0)


def _reachable(variables: Iterable[list[_Piece]]) -> set[_Piece] | None:
    """Every sum of one piece each; None where there are too many."""
    found = {_Piece(Fraction(0))}
    for pieces in variables:
        found = {sofar + piece for sofar in found for piece in pieces}
        if len(found) > COMBINATIONS:
            return None
    return found


def _may_turn(pieces: list[_Piece], others: set[_Piece] | None) -> bool:
    """Whether beside some of the others one value of the variable keeps the limit and another does not."""
    lowest, highest = min(piece.point for piece in pieces), max(piece.point for piece in pieces)
    down, up = any(piece.down for piece in pieces), any(piece.up for piece in pieces)
    if lowest == highest and not (down or up):
        return False
    return others is None or any(
        (down or rest.down or rest.point + lowest <= 0) and (up or rest.up or rest.point + highest > 0)
        for rest in others
    )


def _open_facts(bill: Bill, part: Component) -> tuple[str, ...]:
    lacking = {"origin": part.origin is None, "cost_eur": not bill.priced(part) and not bill.stands_alone}
    return tuple(f"{part.name}.{name}" for name, is_open in lacking.items() if is_open)


def _open_countries(bill: Bill) -> tuple[str, ...]:
    origins = {part.origin for part in bill.parts if part.origin is not None}
    return tuple(sorted(origin for origin in origins if bill.territory.standing(origin) is Standing.OPEN))


def _cost(part: Component) -> Fraction:
    return Fraction(part.cost_eur or 0)
