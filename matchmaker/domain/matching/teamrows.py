"""Rows and columns about a team as a whole: its gates, and what is counted once for all members.

Columns: k (a control group, a Member State or a country is present), u (tied members, up to the most that count),
v (countries, likewise), q (each side has a second seat), n (nobody took part in a project, nobody coordinated one).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from matchmaker.domain.matching.pool import SIDE_UNION, Candidate, SealedInputs
from matchmaker.domain.matching.rows import Rows
from matchmaker.domain.matching.score import HALF, millionths

# By the name of its row: what makes a member count as experienced in it.
EXPERIENCE: Mapping[str, Callable[[Candidate], bool]] = {
    "took part": lambda row: bool(row.projects),
    "coordinated": lambda row: bool(row.coordinated),
}


@dataclass
class TeamColumns:
    """The team's own columns in order: name, points in millionths, largest value, and whether it must be forced whole.

    Each column stands in the row of its name with `paid`, and k columns in the row of what is counted.
    """

    first: int
    points: list[int] = field(default_factory=list)
    most: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)

    def add(self, *, points: int = 0, most: float = 1.0, whole: bool = False) -> int:
        """Append a column and return its place."""
        self.points.append(points)
        self.most.append(most)
        self.whole.append(float(whole))
        return self.first + len(self.points) - 1


def add_team_rows(
    rows: Rows, sealed: SealedInputs, firms: Sequence[Candidate], tied: Iterable[int], *, first: int
) -> TeamColumns:
    """Add all rows on the whole team; `tied` are the places of the t columns, `first` the place of the next one."""
    columns = TeamColumns(first)
    _gate_rows(rows, columns, sealed, firms)
    if share := cohesion_share(sealed):
        counted = columns.add(points=share, most=sealed.weights.cohesion_most)
        rows.add(("cohesion",), [(counted, 1.0), *((place, -1.0) for place in tied)], most=0.0)
    _country_rows(rows, columns, sealed, firms)
    _side_rows(rows, columns, sealed, firms)
    _experience_rows(rows, columns, sealed, firms)
    return columns


def cohesion_share(sealed: SealedInputs) -> int:
    """Millionths for each tied member that counts."""
    return millionths(1 / sealed.weights.cohesion_most, sealed.weights.cohesion)


def country_share(sealed: SealedInputs) -> int:
    """Millionths for each country that counts."""
    return millionths(1 / sealed.weights.countries_most, sealed.weights.countries)


def _gate_rows(rows: Rows, columns: TeamColumns, sealed: SealedInputs, firms: Sequence[Candidate]) -> None:
    gates = sealed.gates
    rows.add(("size",), [(i, 1.0) for i in range(len(firms))], least=gates.least_members, most=gates.most_members)
    for side in gates.sides:
        rows.add(("side", side), [(i, 1.0) for i, row in enumerate(firms) if row.side == side] or NOBODY, least=1.0)
    if gates.least_groups > 1:
        groups = _by_class((row.group, i) for i, row in enumerate(firms))
        present = _class_rows(rows, columns, "group", groups)
        rows.add(("groups",), [(column, 1.0) for column in present] or NOBODY, least=gates.least_groups)
    if gates.least_states > 1:
        states = _by_class((row.country or "", i) for i, row in enumerate(firms) if row.side == SIDE_UNION)
        present = _class_rows(rows, columns, "state", states)
        rows.add(("states",), [(column, 1.0) for column in present] or NOBODY, least=gates.least_states)


NOBODY = [(0, 0.0)]


def _country_rows(rows: Rows, columns: TeamColumns, sealed: SealedInputs, firms: Sequence[Candidate]) -> None:
    if share := country_share(sealed):
        counted = columns.add(points=share, most=sealed.weights.countries_most)
        found = _by_class((row.country, i) for i, row in enumerate(firms) if row.country)
        present = _class_rows(rows, columns, "country", found)
        rows.add(("countries",), [(counted, 1.0), *((column, -1.0) for column in present)], most=0.0)


def _side_rows(rows: Rows, columns: TeamColumns, sealed: SealedInputs, firms: Sequence[Candidate]) -> None:
    points = millionths(1.0, sealed.weights.sides)
    if points and sealed.gates.sides:
        twice = columns.add(points=points, whole=True)
        for side in sealed.gates.sides:
            seats = [(i, -1.0) for i, row in enumerate(firms) if row.side == side]
            rows.add(("twice", side), [(twice, 2.0), *seats], most=0.0)


def _experience_rows(rows: Rows, columns: TeamColumns, sealed: SealedInputs, firms: Sequence[Candidate]) -> None:
    points = millionths(HALF, sealed.weights.coordinator)
    for name, counts in EXPERIENCE.items() if points else ():
        nobody = columns.add(points=-points)
        rows.add((name,), [(nobody, 1.0), *((i, 1.0) for i, row in enumerate(firms) if counts(row))], least=1.0)


def _by_class(pairs: Iterable[tuple[str, int]]) -> Mapping[str, list[int]]:
    classes: dict[str, list[int]] = defaultdict(list)
    for name, column in pairs:
        classes[name].append(column)
    return classes


def _class_rows(rows: Rows, columns: TeamColumns, name: str, classes: Mapping[str, list[int]]) -> list[int]:
    """The columns that say which classes are present; a group of one needs no column of its own."""
    present = []
    for each in sorted(classes):
        if len(classes[each]) == 1 and name == "group":
            present.append(classes[each][0])
        else:
            column = columns.add()
            rows.add((name, each), [(column, 1.0), *((member, -1.0) for member in classes[each])], most=0.0)
            present.append(column)
    return present
