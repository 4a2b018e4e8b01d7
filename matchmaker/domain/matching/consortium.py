"""The exact choice of consortia: proven optima, one after the other, each different from those before.

Ties: among teams with equal points the one whose members stand first in the order drawn from the seed is taken
(`programme.tie_key`); the order of rows in the register plays no part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp

from matchmaker.domain.findings import Score
from matchmaker.domain.matching.bound import not_excluded, promising, relax
from matchmaker.domain.matching.pool import SealedInputs
from matchmaker.domain.matching.programme import Programme, build
from matchmaker.domain.matching.score import MILLIONTHS, team_score

# The solver stops at an absolute gap of 1e-6, so a millionth of a point must be larger than that.
SCALE = 1_000.0
# Counted in nodes, not seconds, so that a slow machine gives the same answer.
NODE_LIMIT = 50_000
# How many firms are tried first, to have a team to measure the others against.
PROMISING = 60


@dataclass(frozen=True, slots=True)
class Team:
    """A chosen consortium; `bound` is what no other admissible team can exceed, `leads` maps part to firm."""

    members: tuple[str, ...]
    leads: dict[str, str]
    score: Score
    bound: float
    optimal: bool

    @property
    def gap(self) -> float:
        """How far the proof is from the score, in points; 0 for a proven optimum."""
        return round(self.bound - self.score.total, 6)


def choose_teams(sealed: SealedInputs) -> tuple[Team, ...]:
    """Up to `sealed.count` teams, best first; fewer where no further different team satisfies the rules."""
    teams: list[Team] = []
    while len(teams) < sealed.count:
        team = best_team(sealed, [earlier.members for earlier in teams])
        if team is None:
            break
        teams.append(team)
    return tuple(teams)


def best_team(sealed: SealedInputs, earlier: Sequence[tuple[str, ...]] = ()) -> Team | None:
    """The best team that differs from each earlier one by a third; None where the rules admit none."""
    whole = build(sealed, sealed.candidates, earlier)
    ceiling = relax(whole) if whole.firms else None
    if ceiling is None:
        return None
    first = _maximise(build(sealed, promising(whole, ceiling, count=PROMISING), earlier))
    reached = -np.inf if first.x is None else -first.fun * SCALE
    programme = build(sealed, not_excluded(whole, ceiling, reached), earlier)
    result = _maximise(programme)
    if result.x is None:
        return None
    return _team(programme, _first_among_equals(programme, result), result)


def different(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether at least a third of the members of either team are not in the other."""
    shared = 3 * len(set(one) & set(other))
    return shared <= 2 * len(one) and shared <= 2 * len(other)


def _maximise(programme: Programme) -> OptimizeResult:
    return _run(programme, -programme.points / SCALE, [programme.rows.constraint(programme.columns)])


def _first_among_equals(programme: Programme, result: OptimizeResult) -> NDArray[np.float64]:
    """Keep the points and minimise the sum of places in the tie order."""
    reached = programme.points.round() @ result.x.round()
    keep = LinearConstraint(programme.points[np.newaxis, :] / SCALE, (reached - 0.5) / SCALE, np.inf)
    places = np.zeros(programme.columns)
    places[: len(programme.firms)] = np.arange(1, len(programme.firms) + 1)
    again = _run(programme, places, [programme.rows.constraint(programme.columns), keep])
    return np.asarray(result.x if again.x is None else again.x)


def _run(programme: Programme, costs: NDArray[np.float64], constraints: list[LinearConstraint]) -> OptimizeResult:
    whole = np.zeros(programme.columns)
    whole[: len(programme.firms) + len(programme.leads)] = 1
    return milp(
        costs,
        integrality=whole,
        bounds=Bounds(0, 1),
        constraints=constraints,
        options={"mip_rel_gap": 0, "node_limit": NODE_LIMIT},
    )


def _team(programme: Programme, solution: NDArray[np.float64], result: OptimizeResult) -> Team:
    members, leads = programme.members(solution), programme.leaders(solution)
    score = team_score(programme.sealed, members, leads)
    proven = floor(-result.mip_dual_bound * SCALE + 0.5) / MILLIONTHS
    bound = max(score.total, round(proven, 6))
    return Team(members, leads, score, bound, optimal=bound == score.total)
