"""The choice of a consortium as an integer programme in a form that HiGHS reads.

Columns: x (a firm is a member), y (a member leads a part), z (a Ukrainian member has a partner in the team),
k (a control group or a Member State is present). Columns stand in tie order, so equal inputs give equal matrices.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import LinearConstraint
from scipy.sparse import csr_array

from matchmaker.domain.matching.pool import SIDE_UNION, Candidate, SealedInputs
from matchmaker.domain.matching.score import millionths, part_weight

Term = tuple[int, float]


@dataclass
class Rows:
    """Linear rows under construction: lower <= terms <= upper.

    A row marked `own` ties the columns of one firm to each other; the others are shared between firms.
    """

    terms: list[list[Term]] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    own: list[bool] = field(default_factory=list)

    def add(self, terms: Iterable[Term], *, least: float = -np.inf, most: float = np.inf, own: bool = False) -> None:
        """Append one row."""
        self.terms.append(list(terms))
        self.lower.append(least)
        self.upper.append(most)
        self.own.append(own)

    def matrix(self, columns: int) -> csr_array:
        """The coefficients of all rows."""
        entries = [(row, column, value) for row, terms in enumerate(self.terms) for column, value in terms]
        rows, cols, values = zip(*entries, strict=True)
        return csr_array((values, (rows, cols)), shape=(len(self.terms), columns))

    def constraint(self, columns: int) -> LinearConstraint:
        """All rows as one sparse constraint."""
        return LinearConstraint(self.matrix(columns), np.array(self.lower), np.array(self.upper))


@dataclass(frozen=True)
class Programme:
    """Columns, their points in millionths, and the rows that every team must satisfy."""

    sealed: SealedInputs
    firms: tuple[Candidate, ...]
    leads: tuple[tuple[int, str], ...]
    bridges: tuple[tuple[int, tuple[int, ...]], ...]
    classes: int
    points: NDArray[np.float64]
    rows: Rows

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return len(self.points)

    def members(self, solution: NDArray[np.float64]) -> tuple[str, ...]:
        """The firms chosen, by id."""
        return tuple(sorted(row.firm_id for column, row in enumerate(self.firms) if solution[column] > 0.5))

    def leaders(self, solution: NDArray[np.float64]) -> dict[str, str]:
        """The leading firm of each covered part."""
        start = len(self.firms)
        chosen = [lead for column, lead in enumerate(self.leads) if solution[start + column] > 0.5]
        return {part: self.firms[firm].firm_id for firm, part in sorted(chosen, key=lambda lead: lead[1])}


def tie_key(seed: int, firm_id: str) -> str:
    """Order among equals: by seed, so that nobody's name or number favours it in every draw."""
    return sha256(f"{seed}:{firm_id}".encode()).hexdigest()


def build(sealed: SealedInputs, firms: Iterable[Candidate], earlier: Sequence[tuple[str, ...]]) -> Programme:
    """The programme over the given firms; `earlier` are teams from which a new one must differ by a third."""
    able = (row for row in firms if row.firm_id in sealed.required or leads_any_part(sealed, row))
    ordered = tuple(sorted(able, key=lambda row: tie_key(sealed.seed, row.firm_id)))
    leads = tuple(
        (i, part.id) for i, row in enumerate(ordered) for part in sealed.parts if leads_part(sealed, row, part.id)
    )
    bridges = _bridges(sealed, ordered)
    rows = Rows()
    _lead_rows(rows, sealed, ordered, leads)
    _bridge_rows(rows, bridges, first=len(ordered) + len(leads))
    next_column = _gate_rows(rows, sealed, ordered, first=len(ordered) + len(leads) + len(bridges))
    _difference_rows(rows, sealed, ordered, earlier)
    points = np.zeros(next_column)
    points[: len(ordered) + len(leads) + len(bridges)] = _points(sealed, ordered, leads, len(bridges))
    classes = next_column - len(ordered) - len(leads) - len(bridges)
    return Programme(sealed, ordered, leads, bridges, classes, points, rows)


def leads_part(sealed: SealedInputs, row: Candidate, part_id: str) -> bool:
    """Whether the firm's strength is enough to lead the part."""
    return row.strengths.get(part_id, 0.0) >= sealed.weights.covers


def leads_any_part(sealed: SealedInputs, row: Candidate) -> bool:
    """Whether the firm can take a seat at all without being required."""
    return any(leads_part(sealed, row, part.id) for part in sealed.parts)


def seat_points(sealed: SealedInputs, row: Candidate) -> int:
    """What a member brings by being there, before it leads anything, in millionths."""
    return millionths(row.fit, sealed.weights.member_fit) - millionths(1.0, sealed.weights.seat)


def lead_points(sealed: SealedInputs) -> dict[str, float]:
    """The weight of each part."""
    return {part.id: part_weight(sealed, part) for part in sealed.parts}


def _points(
    sealed: SealedInputs, firms: Sequence[Candidate], leads: Sequence[tuple[int, str]], bridges: int
) -> list[int]:
    weights = lead_points(sealed)
    return [
        *(seat_points(sealed, row) for row in firms),
        *(millionths(firms[firm].strengths[part], weights[part]) for firm, part in leads),
        *[millionths(1.0, sealed.weights.bridge)] * bridges,
    ]


def _bridges(sealed: SealedInputs, firms: Sequence[Candidate]) -> tuple[tuple[int, tuple[int, ...]], ...]:
    column = {row.firm_id: i for i, row in enumerate(firms)}
    partners: dict[int, set[int]] = defaultdict(set)
    for link in sealed.links:
        if link.ukrainian in column and link.partner in column:
            partners[column[link.ukrainian]].add(column[link.partner])
    return tuple((firm, tuple(sorted(found))) for firm, found in sorted(partners.items()))


def _lead_rows(rows: Rows, sealed: SealedInputs, firms: Sequence[Candidate], leads: Sequence[tuple[int, str]]) -> None:
    by_part: dict[str, list[Term]] = defaultdict(list)
    by_firm: dict[int, list[Term]] = defaultdict(list)
    for offset, (firm, part) in enumerate(leads):
        column = len(firms) + offset
        by_part[part].append((column, 1.0))
        by_firm[firm].append((column, -1.0))
        rows.add([(column, 1.0), (firm, -1.0)], most=0.0, own=True)
    for terms in by_part.values():
        rows.add(terms, most=1.0)
    for firm, row in enumerate(firms):
        if row.firm_id in sealed.required:
            rows.add([(firm, 1.0)], least=1.0, own=True)
        else:
            rows.add([(firm, 1.0), *by_firm[firm]], most=0.0, own=True)


def _bridge_rows(rows: Rows, bridges: Sequence[tuple[int, tuple[int, ...]]], *, first: int) -> None:
    for offset, (firm, partners) in enumerate(bridges):
        rows.add([(first + offset, 1.0), (firm, -1.0)], most=0.0)
        rows.add([(first + offset, 1.0), *((partner, -1.0) for partner in partners)], most=0.0)


def _gate_rows(rows: Rows, sealed: SealedInputs, firms: Sequence[Candidate], *, first: int) -> int:
    gates = sealed.gates
    rows.add([(i, 1.0) for i in range(len(firms))], least=gates.least_members, most=gates.most_members)
    for side in gates.sides:
        rows.add([(i, 1.0) for i, row in enumerate(firms) if row.side == side], least=1.0)
    groups = _by_class((row.group, i) for i, row in enumerate(firms))
    first = _class_rows(rows, groups, least=gates.least_groups, first=first)
    states = _by_class((row.country or "", i) for i, row in enumerate(firms) if row.side == SIDE_UNION)
    return _class_rows(rows, states, least=gates.least_states, first=first)


def _by_class(pairs: Iterable[tuple[str, int]]) -> Mapping[str, list[int]]:
    classes: dict[str, list[int]] = defaultdict(list)
    for name, column in pairs:
        classes[name].append(column)
    return classes


def _class_rows(rows: Rows, classes: Mapping[str, list[int]], *, least: int, first: int) -> int:
    """At least `least` classes are present; a class of one needs no column of its own."""
    if least <= 1:
        return first
    present: list[Term] = []
    for name in sorted(classes):
        if len(classes[name]) == 1:
            present.append((classes[name][0], 1.0))
        else:
            rows.add([(first, 1.0), *((column, -1.0) for column in classes[name])], most=0.0)
            present.append((first, 1.0))
            first += 1
    rows.add(present, least=least)
    return first


def _difference_rows(
    rows: Rows, sealed: SealedInputs, firms: Sequence[Candidate], earlier: Sequence[tuple[str, ...]]
) -> None:
    for team in earlier:
        shared = {i for i, row in enumerate(firms) if row.firm_id in team}
        rows.add([(i, 3.0) for i in shared], most=2.0 * len(team))
        rows.add([(i, 1.0 if i in shared else -2.0) for i in range(len(firms))], most=0.0)
    for team in sealed.refused:
        shared = {i for i, row in enumerate(firms) if row.firm_id in team}
        if len(shared) == len(team):
            terms = [(i, 1.0 if i in shared else -1.0) for i in range(len(firms))]
            rows.add(terms, most=len(team) - 1.0)
