"""Which firms cannot be in any best team: a proof by prices, so that the exact search has few firms left.

Every row shared between firms (one lead for each part, size, sides, groups, differences, what is counted for the
team) is given a price, taken from the relaxed programme over a few firms. For any prices of the right sign, the
priced rows plus what each firm earns after paying is more than any admissible team can reach (weak duality). Firms
outside the few are priced too, and those that would earn join them until none does (column generation), so the
relaxed programme never has to be solved over the whole register. A firm that would push the sum below a team
already found cannot be in a better or an equal one. Nothing is ever discarded without that proof.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import vstack

from matchmaker.domain.matching.field import Field
from matchmaker.domain.matching.pool import SIDE_UNION, Candidate
from matchmaker.domain.matching.programme import Asked, Programme, build
from matchmaker.domain.matching.rows import Name
from matchmaker.domain.matching.teamrows import EXPERIENCE

Numbers = NDArray[np.float64]
Prices = Mapping[Name, float]
# Points are whole millionths: what stays more than half of one below a known team is worse than it.
ROUNDING = 0.5
# How many firms begin for each part and side, how many may join at once, and how often.
SEEDS, JOINING, ROUNDS = 8, 150, 25
# How many firms of one proof the next one begins with.
PROMISED = 200


@dataclass(frozen=True, slots=True)
class Tariff:
    """A price for leading each part, and what the limits of the rows on parts come to at these prices."""

    paid: Numbers
    worth: float


@dataclass(frozen=True, slots=True)
class Ceiling:
    """`most` is at least the points of every admissible team; `earns` is what each firm adds to it if chosen.

    `loses` has a column for each part: what a firm gives away of that by leading it, never above zero. `tariff` are
    the prices of parts that it was worked out with.
    """

    most: float
    earns: Numbers
    loses: Numbers
    tariff: Tariff

    def leaves(self, field: Field, reached: float) -> list[int]:
        """The places of firms that may be in a team with at least `reached` millionths."""
        possible = self.most + np.minimum(self.earns, 0) >= reached - ROUNDING
        return np.flatnonzero(field.alive & (possible | field.required)).tolist()

    def leads(self, field: Field, places: Iterable[int], reached: float) -> frozenset[tuple[str, str]]:
        """Firm and part for each lead that a team of at least `reached` millionths may have."""
        chosen = np.array(sorted(places), int)
        possible = (self.most + np.minimum(self.earns, 0) * ~field.required)[:, np.newaxis] + self.loses
        parts = [part.id for part in field.sealed.parts]
        found = np.argwhere(possible[chosen] >= reached - ROUNDING)
        return frozenset((field.rows[chosen[row]].firm_id, parts[column]) for row, column in found.tolist())

    def promising(self, field: Field, count: int) -> list[int]:
        """The places of the firms that earn most at these prices, and of those that are required."""
        earns = np.where(field.required, np.inf, self.earns)
        best = np.argsort(-np.where(field.alive, earns, -np.inf), kind="stable")[: max(count, field.required.sum())]
        return sorted(int(place) for place in best if field.alive[place])


def relax(field: Field, asked: Asked) -> Ceiling | None:
    """The ceiling in millionths; None where even the relaxed programme over all firms has no solution."""
    near_them = (*field.promised, *(firm for team in asked.earlier for firm in team))
    chosen, count, best = field.seeds(SEEDS, near_them), SEEDS, None
    for _ in range(ROUNDS):
        programme = build(field.sealed, field.chosen(sorted(chosen)), asked, field.near)
        relaxed = relaxed_programme(programme) if chosen else None
        if relaxed is None:
            if len(chosen) == field.alive.sum():
                return best
            count *= 4
            chosen |= field.seeds(count, ()) if count < len(field.rows) else set(np.flatnonzero(field.alive).tolist())
            continue
        ceiling = priced(field, programme, relaxed.prices)
        best = ceiling if best is None or ceiling.most < best.most else best
        joining = _joining(field, ceiling, chosen)
        if not joining:
            break
        chosen |= joining
    if best is not None:
        field.promised = tuple(row.firm_id for row in field.chosen(best.promising(field, PROMISED)))
    return best


def _joining(field: Field, ceiling: Ceiling, chosen: set[int]) -> set[int]:
    outside = field.alive.copy()
    outside[sorted(chosen)] = False
    earning = np.flatnonzero(outside & (ceiling.earns > ROUNDING))
    order = np.argsort(-ceiling.earns[earning], kind="stable")[:JOINING]
    return {int(place) for place in earning[order]}


@dataclass(frozen=True, slots=True)
class Relaxed:
    """A programme without the demand for whole firms: its optimum and a price for each row.

    A price is not negative for an upper limit, not positive for a lower one and 0 for the rows of a firm's own.
    """

    most: float
    prices: Numbers


def relaxed_programme(programme: Programme) -> Relaxed | None:
    """None where even that has no solution."""
    rows, matrix = programme.rows, programme.rows.matrix(programme.columns)
    lower, upper = np.array(rows.lower), np.array(rows.upper)
    capped, floored = np.isfinite(upper), np.isfinite(lower)
    limits = vstack([matrix[capped], -matrix[floored]])
    result = linprog(
        -programme.points,
        A_ub=limits,
        b_ub=np.concatenate([upper[capped], -lower[floored]]),
        bounds=np.column_stack([programme.bounds.lb, programme.bounds.ub]),
    )
    if result.x is None:
        return None
    marginals = np.maximum(-result.ineqlin.marginals, 0)
    prices = np.zeros(len(rows.terms))
    prices[capped] += marginals[: capped.sum()]
    prices[floored] -= marginals[capped.sum() :]
    prices[[name is None for name in rows.names]] = 0
    return Relaxed(float(-result.fun), prices)


def tariff_of(programme: Programme, prices: Numbers) -> Tariff:
    """What leading each part costs at the prices of a programme's rows."""
    named = {name: float(price) for name, price in zip(programme.rows.names, prices, strict=True) if name is not None}
    parts = [named.get(("part", part.id), 0.0) for part in programme.sealed.parts]
    counted = named.get(("counted",), 0.0)
    among = [part.id in programme.asked.counted for part in programme.sealed.parts]
    return Tariff(np.array(parts) + counted * np.array(among, float), sum(parts) + counted * programme.asked.least)


def priced(field: Field, programme: Programme, prices: Numbers) -> Ceiling:
    """The ceiling for the whole field at the prices of the rows of a programme over some of its firms."""
    named = {name: float(price) for name, price in zip(programme.rows.names, prices, strict=True) if name is not None}
    tariff = tariff_of(programme, prices)
    gains = np.asarray(field.gains - tariff.paid)
    earns = _beside_leads(field, programme, named) + _leads(field, gains)
    team = programme.team
    left = (programme.points - programme.rows.matrix(programme.columns).T @ prices)[team.first :]
    others = np.maximum(left, 0) @ np.array(team.most)
    firms = np.where(field.required, earns, np.maximum(earns, 0))[field.alive].sum()
    return Ceiling(programme.rows.worth(prices) + firms + others, earns, _loses(field, gains), tariff)


def _leads(field: Field, gains: Numbers) -> Numbers:
    """What each firm gains by leading its best parts, and at least one unless it is required."""
    best = np.maximum(gains, 0).sum(axis=1)
    return np.asarray(np.where((best == 0) & ~field.required, gains.max(axis=1, initial=-np.inf), best))


def _loses(field: Field, gains: Numbers) -> Numbers:
    """What each firm loses of its best by leading a part; where it gains by none it leads the one that costs least."""
    least = np.where(field.required, 0, np.minimum(gains.max(axis=1, initial=-np.inf), 0))
    with np.errstate(invalid="ignore"):
        return np.asarray(np.where(gains > -np.inf, np.minimum(gains, 0) - least[:, np.newaxis], -np.inf))


def _beside_leads(field: Field, programme: Programme, prices: Prices) -> Numbers:
    """What a seat brings beside leads: its own points, less its share in the rows about the whole team."""
    shares = np.array([_share(row, prices) for row in field.kinds])
    earns = field.seats + shares[field.kind] - prices.get(("groups",), 0.0)
    for place, group in _grouped(field, prices):
        earns[place] += prices["group", group] + prices.get(("groups",), 0.0)
    return np.asarray(earns + _differences(field, programme, prices) + _near(field, programme, prices))


def _grouped(field: Field, prices: Prices) -> list[tuple[int, str]]:
    """The firms whose group has a row of its own."""
    groups = [str(name[1]) for name in prices if name[0] == "group"]
    return [(place, group) for group in groups for place in field.grouped[group]]


def _share(row: Candidate, prices: Prices) -> float:
    """What a member of this side, country and experience is paid through the rows on the team.

    A class that no firm of the programme is in counts as one of its own for each firm, which is never too little.
    """
    share = -prices.get(("size",), 0.0) - prices.get(("side", row.side), 0.0) + prices.get(("twice", row.side), 0.0)
    if row.side == SIDE_UNION:
        share += prices.get(("state", row.country or ""), -prices.get(("states",), 0.0))
    if row.country:
        share += prices.get(("country", row.country), prices.get(("countries",), 0.0))
    return share - sum(prices.get((name,), 0.0) for name, counts in EXPERIENCE.items() if counts(row))


def _differences(field: Field, programme: Programme, prices: Prices) -> Numbers:
    earned = np.zeros(len(field.rows))
    for place, team in enumerate(programme.asked.earlier):
        members = [field.place[firm] for firm in team if firm in field.place]
        kept, new = prices.get(("kept", place), 0.0), prices.get(("new", place), 0.0)
        earned += 2 * new
        earned[members] -= 3 * (kept + new)
    for place, team in enumerate(field.sealed.refused):
        members = [field.place[firm] for firm in team if firm in field.place]
        price = prices.get(("refused", place), 0.0)
        earned += price
        earned[members] -= 2 * price
    return earned


def _near(field: Field, programme: Programme, prices: Prices) -> Numbers:
    """Bridges and ties: what a firm's own ones bring after paying, and what its neighbours pay it for being there."""
    tie = prices.get(("cohesion",), 0.0)
    own, paid = field.bridge.copy(), np.zeros(len(field.rows))
    tied = field.tied * tie
    kinds = (("bridge", field.near.bridges, own), ("tie", field.near.friends, tied))
    for name, near, gain in kinds:
        for column, row in enumerate(programme.firms):
            price = prices.get((name, column), 0.0)
            if price > 0:
                gain[field.place[row.firm_id]] -= price
                paid[[field.place[other] for other in near[row.firm_id] if other in field.place]] += price
    return np.asarray(np.maximum(own, 0) + np.maximum(tied, 0) + paid)
