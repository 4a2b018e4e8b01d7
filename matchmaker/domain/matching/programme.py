"""The choice of a consortium as an integer programme in a form that HiGHS reads.

Columns: x (a firm is a member), y (a member leads a part), z (a Ukrainian member has a partner in the team), t (a
member is tied to another one), then what is counted for the team as a whole (`teamrows`). Columns stand in tie
order, so equal inputs give equal matrices.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds

from matchmaker.domain.matching.pool import Candidate, SealedInputs
from matchmaker.domain.matching.rows import Rows, Term
from matchmaker.domain.matching.score import millionths, part_weight, risk_of
from matchmaker.domain.matching.teamrows import TeamColumns, add_team_rows
from matchmaker.domain.matching.ties import Neighbours

Neighbourhoods = tuple[tuple[int, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What one team has to satisfy beside the rules: the parts to lead, and the teams it must differ from by a third.

    `musts` each need a lead; of `counted` at least `least` do, where not all of them can be had together. `inside` are
    firms that have a seat in every team asked for, which does not spare them from leading something.
    """

    earlier: tuple[tuple[str, ...], ...] = ()
    musts: frozenset[str] = frozenset()
    counted: frozenset[str] = frozenset()
    least: int = 0
    inside: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Programme:
    """Columns, their points in millionths, and the rows that every team must satisfy."""

    sealed: SealedInputs
    asked: Asked
    firms: tuple[Candidate, ...]
    leads: tuple[tuple[int, str], ...]
    bridges: Neighbourhoods
    friends: Neighbourhoods
    team: TeamColumns
    points: NDArray[np.float64]
    rows: Rows

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return len(self.points)

    @property
    def bounds(self) -> Bounds:
        """The smallest and the largest value of each column."""
        least, most = np.zeros(self.columns), np.ones(self.columns)
        least[: len(self.firms)] = [row.firm_id in self.asked.inside for row in self.firms]
        most[self.columns - len(self.team.most) :] = self.team.most
        return Bounds(least, most)

    @property
    def whole(self) -> NDArray[np.float64]:
        """Which columns must be whole numbers; the others are whole wherever these are."""
        marks = np.zeros(self.columns)
        marks[: len(self.firms) + len(self.leads)] = 1
        marks[self.columns - len(self.team.most) :] = self.team.whole
        return marks

    def members(self, solution: NDArray[np.float64]) -> tuple[str, ...]:
        """The firms chosen, by id."""
        return tuple(sorted(row.firm_id for column, row in enumerate(self.firms) if solution[column] > 0.5))


def tie_key(seed: int, firm_id: str) -> str:
    """Order among equals: by seed, so that nobody's name or number favours it in every draw."""
    return sha256(f"{seed}:{firm_id}".encode()).hexdigest()


def build(
    sealed: SealedInputs,
    firms: Iterable[Candidate],
    asked: Asked,
    near: Neighbours,
    only: Collection[tuple[str, str]] | None = None,
) -> Programme:
    """The programme over the given firms; what `sealed` has for candidates plays no part.

    `only` are the leads (firm, part) to choose from, None for all.
    """
    ordered = tuple(sorted(firms, key=lambda row: tie_key(sealed.seed, row.firm_id)))
    leads = tuple(
        (i, part.id)
        for i, row in enumerate(ordered)
        for part in sealed.parts
        if leads_part(sealed, row, part.id) and (only is None or (row.firm_id, part.id) in only)
    )
    bridges, friends = _among(ordered, near.bridges), _among(ordered, near.friends)
    rows, first = Rows(), len(ordered) + len(leads)
    _lead_rows(rows, sealed, ordered, leads, asked)
    _neighbour_rows(rows, "bridge", bridges, first=first)
    _neighbour_rows(rows, "tie", friends, first=first + len(bridges))
    _difference_rows(rows, sealed, ordered, asked.earlier)
    own = [*_points(sealed, ordered, leads), *[bridge_points(sealed)] * len(bridges), *[0] * len(friends)]
    tied = range(first + len(bridges), len(own))
    team = add_team_rows(rows, sealed, ordered, tied, first=len(own))
    points = np.array([*own, *team.points], float)
    return Programme(sealed, asked, ordered, leads, bridges, friends, team, points, rows)


def leads_part(sealed: SealedInputs, row: Candidate, part_id: str) -> bool:
    """Whether the firm's strength is enough to lead the part."""
    return row.strengths.get(part_id, 0.0) >= sealed.weights.covers


def leads_any_part(sealed: SealedInputs, row: Candidate) -> bool:
    """Whether the firm can take a seat at all without being required."""
    return any(leads_part(sealed, row, part.id) for part in sealed.parts)


def seat_points(sealed: SealedInputs, row: Candidate) -> int:
    """What a member brings by being there, before it leads anything, in millionths."""
    weights = sealed.weights
    risk = millionths(risk_of(row, sealed.strand), weights.risk)
    return millionths(row.fit, weights.member_fit) - millionths(1.0, weights.seat) - risk


def bridge_points(sealed: SealedInputs) -> int:
    """What a Ukrainian member with a partner in the team brings, in millionths."""
    return millionths(1.0, sealed.weights.bridge)


def _points(sealed: SealedInputs, firms: Sequence[Candidate], leads: Sequence[tuple[int, str]]) -> list[int]:
    weights = {part.id: part_weight(sealed, part) for part in sealed.parts}
    return [
        *(seat_points(sealed, row) for row in firms),
        *(millionths(firms[firm].strengths[part], weights[part]) for firm, part in leads),
    ]


def _among(firms: Sequence[Candidate], near: Mapping[str, frozenset[str]]) -> Neighbourhoods:
    """Each firm that has neighbours, with those that are here: where none is, the row still needs its price."""
    column = {row.firm_id: i for i, row in enumerate(firms)}
    found = ((i, near[row.firm_id]) for i, row in enumerate(firms) if row.firm_id in near)
    return tuple((i, tuple(sorted(column[other] for other in others if other in column))) for i, others in found)


def _lead_rows(
    rows: Rows, sealed: SealedInputs, firms: Sequence[Candidate], leads: Sequence[tuple[int, str]], asked: Asked
) -> None:
    by_part: dict[str, list[Term]] = defaultdict(list)
    by_firm: dict[int, list[Term]] = defaultdict(list)
    for offset, (firm, part) in enumerate(leads):
        column = len(firms) + offset
        by_part[part].append((column, 1.0))
        by_firm[firm].append((column, -1.0))
        rows.add(None, [(column, 1.0), (firm, -1.0)], most=0.0)
    for part, terms in by_part.items():
        rows.add(("part", part), terms, least=1.0 if part in asked.musts else -np.inf, most=1.0)
    for missing in asked.musts - set(by_part):
        rows.add(("part", missing), [(0, 0.0)], least=1.0)
    if asked.least:
        counted = [term for part in sorted(asked.counted) for term in by_part[part]]
        rows.add(("counted",), counted or [(0, 0.0)], least=asked.least)
    for firm, row in enumerate(firms):
        if row.firm_id in sealed.required:
            rows.add(None, [(firm, 1.0)], least=1.0)
        else:
            rows.add(None, [(firm, 1.0), *by_firm[firm]], most=0.0)


def _neighbour_rows(rows: Rows, name: str, found: Neighbourhoods, *, first: int) -> None:
    for offset, (firm, others) in enumerate(found):
        rows.add(None, [(first + offset, 1.0), (firm, -1.0)], most=0.0)
        rows.add((name, firm), [(first + offset, 1.0), *((other, -1.0) for other in others)], most=0.0)


def _difference_rows(
    rows: Rows, sealed: SealedInputs, firms: Sequence[Candidate], earlier: Sequence[tuple[str, ...]]
) -> None:
    for place, team in enumerate(earlier):
        shared = {i for i, row in enumerate(firms) if row.firm_id in team}
        if shared:
            rows.add(("kept", place), [(i, 3.0) for i in shared], most=2.0 * len(team))
        rows.add(("new", place), [(i, 1.0 if i in shared else -2.0) for i in range(len(firms))], most=0.0)
    for place, team in enumerate(sealed.refused):
        shared = {i for i, row in enumerate(firms) if row.firm_id in team}
        if len(shared) == len(team):
            terms = [(i, 1.0 if i in shared else -1.0) for i in range(len(firms))]
            rows.add(("refused", place), terms, most=len(team) - 1.0)
