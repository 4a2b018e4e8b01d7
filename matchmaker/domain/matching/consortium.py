"""The exact choice of consortia: proven optima, one after the other, each different from those before.

Must-haves come first: of the teams that the rules admit, one that leads more must-haves is better whatever its
score. Ties: among teams with equal points the one whose members come first in the draw of the seed is taken
(`programme.tie_key`); the order of rows in the register plays no part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import floor

from matchmaker.domain.findings import Score
from matchmaker.domain.matching.bound import Ceiling, relax
from matchmaker.domain.matching.bycore import best_by_core
from matchmaker.domain.matching.field import Field
from matchmaker.domain.matching.leads import best_leads
from matchmaker.domain.matching.pool import SealedInputs
from matchmaker.domain.matching.programme import Asked, build
from matchmaker.domain.matching.runs import NOTHING, Found, best_of, first_among_equals
from matchmaker.domain.matching.score import MILLIONTHS, team_score

# Counted in nodes, not seconds, so that a slow machine gives the same answer.
NODE_LIMIT = 50_000
# How many firms are tried first, to have a team to measure the others against, and how many are judged at once.
PROMISING, AT_ONCE = 60, 150
# So few firms are left to the solver at once, even where better prices could discard some more of them.
FEW = 100


@dataclass(frozen=True, slots=True)
class Team:
    """A chosen consortium; `bound` is what no other admissible team can exceed, `leads` maps part to firm.

    The bound speaks of teams that lead as many must-haves as this one; none leads more.
    """

    members: tuple[str, ...]
    leads: dict[str, str]
    score: Score
    bound: float
    optimal: bool

    @property
    def gap(self) -> float:
        """How far the proof is from the score, in points; 0 for a proven optimum."""
        return round(self.bound - self.score.total, 6)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a search came to; without a team and not `finished` the solver stopped at its limit of nodes.

    `tried` counts the firms that were left for the solver.
    """

    team: Team | None
    finished: bool
    tried: int


def choose_teams(sealed: SealedInputs, *, nodes: int = NODE_LIMIT) -> tuple[Team, ...]:
    """Up to `sealed.count` teams, best first; fewer where no further different team satisfies the rules."""
    field, teams = Field.of(sealed), list[Team]()
    while len(teams) < sealed.count:
        team = search(field, [earlier.members for earlier in teams], nodes=nodes).team
        if team is None:
            break
        teams.append(team)
    return tuple(teams)


def best_team(sealed: SealedInputs, earlier: Sequence[tuple[str, ...]] = (), *, nodes: int = NODE_LIMIT) -> Team | None:
    """The best team that differs from each earlier one by a third; None where the rules admit none.

    `nodes` limits the solver; a team that it found until then comes with the bound that it reached.
    """
    return search(Field.of(sealed), earlier, nodes=nodes).team


def search(field: Field, earlier: Sequence[tuple[str, ...]] = (), *, nodes: int = NODE_LIMIT) -> Outcome:
    """The best team of the field, with as many must-haves led as any team can; judges firms as far as it must."""
    musts = frozenset(part for part in field.sealed.must or () if field.coverable(part))
    everything = Asked(tuple(earlier), musts=musts)
    outcome = _search(field, everything, nodes)
    if outcome.team is not None or not musts:
        return outcome
    return _with_most_musts(field, replace(everything, musts=frozenset(), counted=musts), nodes, outcome)


def _with_most_musts(field: Field, asked: Asked, nodes: int, failed: Outcome) -> Outcome:
    """Where not all must-haves can be had together: with as many as there can be, found by halving."""
    least, most, best = 0, len(asked.counted) - 1, None
    finished = failed.finished
    while least <= most:
        middle = (least + most + 1) // 2
        outcome = _search(field, replace(asked, least=middle), nodes)
        finished &= outcome.finished
        if outcome.team is None:
            most = middle - 1
        else:
            best, least = outcome, middle + 1
    found = best or failed
    return replace(found, finished=finished)


def different(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether at least a third of the members of either team are not in the other."""
    shared = 3 * len(set(one) & set(other))
    return shared <= 2 * len(one) and shared <= 2 * len(other)


def _search(field: Field, asked: Asked, nodes: int) -> Outcome:
    by_core = best_by_core(field, asked, nodes)
    if by_core is None:
        return _over_all(field, asked, nodes)
    found = by_core.found
    return Outcome(_team(field, found.members, found.proven), True, by_core.tried)


def _over_all(field: Field, asked: Asked, nodes: int) -> Outcome:
    """Prices, a first team, proof, judgement of those left; again where that left too many; then the optimum.

    Judging only ever takes away from what the prices were worked out for, so they stay a proof afterwards.
    """
    count, first = PROMISING, NOTHING
    while True:
        ceiling = relax(field, asked)
        if ceiling is None:
            return Outcome(None, True, int(field.alive.sum()))
        best = ceiling.promising(field, count)
        dropped = field.judge(best)
        found = _best_among(field, asked, [place for place in best if field.alive[place]], nodes)
        if not found.members and not found.finished:
            return Outcome(None, False, len(best))
        first = max(first, found, key=lambda one: one.reached)
        if not first.members and (dropped or len(best) < field.alive.sum()):
            count *= 2
            continue
        left = ceiling.leaves(field, first.reached)
        waiting = sorted((place for place in left if not field.judged[place]), key=lambda place: -ceiling.earns[place])
        dropped |= field.judge(waiting[:AT_ONCE])
        if len(waiting) > AT_ONCE or (dropped and len(left) > FEW):
            continue
        return _optimum(field, asked, ceiling, ceiling.leaves(field, first.reached), first, nodes)


def _optimum(field: Field, asked: Asked, ceiling: Ceiling, left: list[int], first: Found, nodes: int) -> Outcome:
    """Whether any other team among those left has as many points: most often none, and the first one is proven."""
    best, equals, proven, finished = first, False, first.reached, True
    while True:
        other = _best_among(field, asked, left, nodes, beside=best, ceiling=ceiling)
        proven, finished = max(other.proven, best.reached), other.finished
        if not other.members or other.reached < best.reached:
            break
        equals, best = other.reached == best.reached, other
        if equals or not finished:
            break
    if not best.members:
        return Outcome(None, finished, len(left))
    members = best.members
    if finished and equals:
        programme = build(field.sealed, field.chosen(ceiling.leaves(field, best.reached)), asked, field.near)
        members = first_among_equals(programme, best.reached, nodes) or members
    return Outcome(_team(field, members, min(proven, ceiling.most)), finished, len(left))


def _best_among(
    field: Field,
    asked: Asked,
    places: list[int],
    nodes: int,
    *,
    beside: Found = NOTHING,
    ceiling: Ceiling | None = None,
) -> Found:
    """The best team of these firms; with `beside` the best other one whose leads the ceiling lets reach as much."""
    only = None if ceiling is None else ceiling.leads(field, places, beside.reached)
    programme = build(field.sealed, field.chosen(places), asked, field.near, only)
    return best_of(programme, nodes, beside=beside.members)


def _team(field: Field, members: tuple[str, ...], proven: float) -> Team:
    own = field.sealed_with(field.rows[field.place[firm_id]] for firm_id in members)
    leads = best_leads(own, members) or {}
    score = team_score(own, members, leads)
    bound = max(score.total, round(floor(proven + 0.5) / MILLIONTHS, 6))
    return Team(members, leads, score, bound, optimal=bound == score.total)
