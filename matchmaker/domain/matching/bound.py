"""Which firms cannot be in any best team: a proof by prices, so that the exact search has few firms left.

Every row shared between firms (one lead for each part, size, sides, groups, differences) is given a price, taken
from the relaxed programme. For any prices of the right sign, the priced rows plus what each firm earns after
paying is more than any admissible team can reach (weak duality). A firm that would push this below a team already
found cannot be in a better or an equal one. Nothing is ever discarded without that proof.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import vstack

from matchmaker.domain.matching.pool import Candidate
from matchmaker.domain.matching.programme import Programme

# Points are whole millionths: what stays more than half of one below a known team is worse than it.
ROUNDING = 0.5


@dataclass(frozen=True, slots=True)
class Ceiling:
    """`most` is at least the points of every admissible team; `earns` is what each firm adds to it if chosen."""

    most: float
    earns: NDArray[np.float64]


def relax(programme: Programme) -> Ceiling | None:
    """The ceiling in millionths from the relaxed programme; None where even that has no solution."""
    prices = _prices(programme)
    if prices is None:
        return None
    matrix = programme.rows.matrix(programme.columns)
    left = programme.points - matrix.T @ prices
    earns = _earnings(programme, left)
    others = left[len(programme.firms) + len(programme.leads) :]
    most = _worth(programme, prices) + np.maximum(earns, 0).sum() + np.maximum(others, 0).sum()
    return Ceiling(float(most), earns)


def promising(programme: Programme, ceiling: Ceiling, *, count: int) -> list[Candidate]:
    """The firms that earn most at these prices, and those that are required."""
    best = set(np.argsort(-ceiling.earns, kind="stable")[:count].tolist())
    required = set(programme.sealed.required)
    return [row for i, row in enumerate(programme.firms) if i in best or row.firm_id in required]


def not_excluded(programme: Programme, ceiling: Ceiling, reached: float) -> list[Candidate]:
    """The firms that may be in a team with at least `reached` millionths."""
    required = set(programme.sealed.required)
    possible = ceiling.most + np.minimum(ceiling.earns, 0) >= reached - ROUNDING
    return [row for i, row in enumerate(programme.firms) if possible[i] or row.firm_id in required]


def _prices(programme: Programme) -> NDArray[np.float64] | None:
    """One price for each row: not negative for an upper limit, not positive for a lower; 0 for a firm's own rows."""
    rows, matrix = programme.rows, programme.rows.matrix(programme.columns)
    lower, upper = np.array(rows.lower), np.array(rows.upper)
    capped, floored = np.isfinite(upper), np.isfinite(lower)
    limits = vstack([matrix[capped], -matrix[floored]])
    result = linprog(
        -programme.points, A_ub=limits, b_ub=np.concatenate([upper[capped], -lower[floored]]), bounds=(0, 1)
    )
    if result.x is None:
        return None
    marginals = np.maximum(-result.ineqlin.marginals, 0)
    prices = np.zeros(len(rows.terms))
    prices[capped] += marginals[: capped.sum()]
    prices[floored] -= marginals[capped.sum() :]
    prices[np.array(rows.own)] = 0
    return prices


def _worth(programme: Programme, prices: NDArray[np.float64]) -> float:
    upper, lower = np.array(programme.rows.upper), np.array(programme.rows.lower)
    paid = np.where(prices > 0, np.where(np.isfinite(upper), upper, 0), np.where(np.isfinite(lower), lower, 0))
    return float(prices @ paid)


def _earnings(programme: Programme, left: NDArray[np.float64]) -> NDArray[np.float64]:
    """What each firm adds when it leads its best parts at these prices, and at least one unless it is required."""
    leads: dict[int, list[float]] = defaultdict(list)
    for offset, (firm, _) in enumerate(programme.leads):
        leads[firm].append(left[len(programme.firms) + offset])
    required = set(programme.sealed.required)
    return np.array(
        [
            left[i] + _best_leads(leads[i], at_least_one=row.firm_id not in required)
            for i, row in enumerate(programme.firms)
        ]
    )


def _best_leads(values: list[float], *, at_least_one: bool) -> float:
    gains = sum(value for value in values if value > 0)
    return max(values) if at_least_one and gains == 0 else gains
