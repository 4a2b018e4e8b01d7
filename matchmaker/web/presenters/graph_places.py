"""Where the things of a neighbourhood stand in a picture, wide or narrow.

The domain's rings give each thing its side and its order. In the wide picture the rings become columns to the
left and right of the centre; in the narrow one, for phones, the same tree runs down the page. Either way every
label is level, has a row of its own and can be read at its full size.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import atan2, pi

from matchmaker.domain.graph.layout import Position, positions
from matchmaker.domain.graph.paths import DrawnNode, Neighbourhood

ROW, LEAST_HEIGHT, MARGIN, INWARDS = 36, 260, 24, 60
NARROW_WIDTH, INDENT, LETTER = 356, 34, 7.4
LABEL_GAP = 16


@dataclass(frozen=True, slots=True)
class Places:
    """Places in units of the picture; `side` is where a label stands, `letters` how many small letters it may have.

    `hangs_on` names for each thing the nearer one that gives it its place.
    """

    narrow: bool
    width: int
    height: int
    at: Mapping[str, Position]
    side: Mapping[str, str]
    letters: Mapping[str, int]
    hangs_on: Mapping[str, str]

    def line(self, source: str, target: str) -> str:
        """Return the path of the line between two things."""
        return self._corner(source, target) if self.narrow else self._curve(source, target)

    def _corner(self, source: str, target: str) -> str:
        (x1, y1), (x2, y2) = sorted((self.at[source], self.at[target]), key=lambda place: place[1])
        return f"M{x1} {y1}V{y2}H{x2}"

    def _curve(self, source: str, target: str) -> str:
        """Within a column a line bends inwards, away from the labels."""
        (x1, y1), (x2, y2) = self.at[source], self.at[target]
        inwards = INWARDS if x1 < self.width / 2 else -INWARDS
        bend = (x1 + x2) / 2 if x1 != x2 else x1 + inwards
        return f"M{x1} {y1}C{bend} {y1} {bend} {y2} {x2} {y2}"


@dataclass(frozen=True, slots=True)
class _Columns:
    """Distance of each column from the centre, letters in its labels, half the width of the picture."""

    distances: tuple[int, ...]
    letters: tuple[int, ...]
    half: int


_COLUMNS = {
    1: _Columns(distances=(0, 215), letters=(22, 44), half=560),
    2: _Columns(distances=(0, 120, 345), letters=(16, 25, 27), half=572),
}


def wide_places(around: Neighbourhood) -> Places:
    """Columns to the left and right of the centre; both halves read downwards."""
    columns = _COLUMNS[max(1, *(node.depth for node in around.nodes))]
    turns = {node: _turn(place) for node, place in positions(around).items()}
    rows, height = _rows(around.nodes[1:], turns)
    centre, *others = around.nodes
    right = {node.id: _is_right(turns[node.id]) for node in others}
    across = {node.id: columns.distances[node.depth] * (1 if right[node.id] else -1) for node in others}
    return Places(
        narrow=False,
        width=2 * columns.half,
        height=round(height),
        at={centre.id: (columns.half, round(height / 2, 1))}
        | {node.id: (columns.half + across[node.id], round(rows[node.id] + MARGIN, 1)) for node in others},
        side={centre.id: "under"} | {node.id: "right" if right[node.id] else "left" for node in others},
        letters={node.id: columns.letters[node.depth] for node in around.nodes},
        hangs_on=hangs_on(around),
    )


def narrow_places(around: Neighbourhood) -> Places:
    """One thing a row, each below and to the right of what it hangs on."""
    tree, depth = hangs_on(around), {node.id: node.depth for node in around.nodes}
    order = list(_downwards(around.centre, around.nodes, tree))
    at = {node: (MARGIN + INDENT * depth[node], MARGIN + ROW * row) for row, node in enumerate(order)}
    return Places(
        narrow=True,
        width=NARROW_WIDTH,
        height=ROW * len(order) + MARGIN,
        at=at,
        side=dict.fromkeys(order, "right"),
        letters={node: int((NARROW_WIDTH - at[node][0] - LABEL_GAP) / LETTER) for node in order},
        hangs_on=tree,
    )


def hangs_on(around: Neighbourhood) -> dict[str, str]:
    """Return for each thing but the centre the first of its neighbours that is nearer to the centre."""
    order = {node.id: number for number, node in enumerate(around.nodes)}
    depth = {node.id: node.depth for node in around.nodes}
    nearest: dict[str, str] = {}
    for edge in around.edges:
        inner, outer = sorted((edge.source, edge.target), key=order.__getitem__)
        if depth[inner] < depth[outer]:
            nearest[outer] = min(nearest.get(outer, inner), inner, key=order.__getitem__)
    return nearest


def _downwards(node: str, nodes: Sequence[DrawnNode], tree: Mapping[str, str]) -> Iterator[str]:
    yield node
    for each in nodes:
        if tree.get(each.id) == node:
            yield from _downwards(each.id, nodes, tree)


def _rows(nodes: Sequence[DrawnNode], turns: Mapping[str, float]) -> tuple[dict[str, float], float]:
    columns: dict[tuple[bool, int], list[str]] = defaultdict(list)
    for node in sorted(nodes, key=lambda node: (_down(turns[node.id]), node.id)):
        columns[_is_right(turns[node.id]), node.depth].append(node.id)
    inner = max(LEAST_HEIGHT, ROW * max(map(len, columns.values()), default=0))
    rows = {node: row for column in columns.values() for node, row in _column(column, turns, inner)}
    return rows, max([inner, *(row + ROW / 2 for row in rows.values())]) + 2 * MARGIN


def _column(column: Sequence[str], turns: Mapping[str, float], inner: float) -> Iterator[tuple[str, float]]:
    """Evenly where there are few, else near the angle, but never closer than a row."""
    step, last = inner / len(column), -float(ROW)
    for number, node in enumerate(column):
        even = step * (number + 0.5)
        wanted = even if len(column) < 3 else (even + _down(turns[node]) * inner) / 2
        last = max(wanted, last + ROW, ROW / 2)
        yield node, last


def _turn(place: Position) -> float:
    """The share of a full turn from the top, clockwise."""
    return ((atan2(place[1] - 0.5, place[0] - 0.5) + pi / 2) / (2 * pi)) % 1


def _is_right(turn: float) -> bool:
    return turn <= 0.5001


def _down(turn: float) -> float:
    return turn * 2 if _is_right(turn) else (1 - turn) * 2
