"""Runs of the exact solver over a programme, and what each came to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import LinearConstraint, OptimizeResult, milp

from matchmaker.domain.matching.programme import Programme, tie_key

# The solver stops at an absolute gap of 1e-6, so a millionth of a point must be larger than that.
SCALE = 1_000.0
# What a solver says that came to the end, whether with the best or with none.
FINISHED = (0, 2)


@dataclass(frozen=True, slots=True)
class Found:
    """What one run of the solver came to, in millionths; no members where it found no team."""

    members: tuple[str, ...]
    reached: float
    proven: float
    finished: bool


NOTHING = Found((), -np.inf, np.inf, finished=True)


def best_of(programme: Programme, nodes: int, *, beside: tuple[str, ...] = ()) -> Found:
    """The best team of a programme; with `beside` the best one that is not these very members."""
    constraints = [programme.rows.constraint(programme.columns)]
    if beside:
        constraints.append(_other_than(programme, beside))
    result = _run(programme, -programme.points / SCALE, constraints, nodes)
    proven = np.inf if result.mip_dual_bound is None else float(-result.mip_dual_bound * SCALE)
    if result.x is None:
        return Found((), -np.inf, -np.inf if result.status in FINISHED else proven, result.status in FINISHED)
    return Found(programme.members(result.x), round(-result.fun * SCALE), proven, result.status in FINISHED)


def first_among_equals(programme: Programme, reached: float, nodes: int) -> tuple[str, ...] | None:
    """Keep the points and minimise the sum of the members' draws; a firm's draw does not depend on who else is left."""
    keep = LinearConstraint(programme.points[np.newaxis, :] / SCALE, (reached - 0.5) / SCALE, np.inf)
    draws = np.zeros(programme.columns)
    seed = programme.sealed.seed
    draws[: len(programme.firms)] = [draw_of(seed, row.firm_id) / 2**22 for row in programme.firms]
    again = _run(programme, draws, [programme.rows.constraint(programme.columns), keep], nodes)
    return None if again.x is None else programme.members(again.x)


def draw_of(seed: int, firm_id: str) -> int:
    """A firm's draw among equals; of equal teams the one with the least sum of draws is taken."""
    return int(tie_key(seed, firm_id)[:8], 16)


def drawn(seed: int, members: Iterable[str]) -> int:
    """The sum of the draws of a team."""
    return sum(draw_of(seed, firm_id) for firm_id in members)


def _other_than(programme: Programme, members: tuple[str, ...]) -> LinearConstraint:
    signs = np.zeros((1, programme.columns))
    own = [row.firm_id in members for row in programme.firms]
    signs[0, : len(own)] = np.where(own, 1.0, -1.0)
    return LinearConstraint(signs, -np.inf, len(members) - 1.0)


def _run(
    programme: Programme, costs: NDArray[np.float64], constraints: list[LinearConstraint], nodes: int
) -> OptimizeResult:
    return milp(
        costs,
        integrality=programme.whole,
        bounds=programme.bounds,
        constraints=constraints,
        options={"mip_rel_gap": 0, "node_limit": nodes},
    )
