"""A neighbourhood as a picture with words and as the table that says the same.

The domain's rings give each thing its side and its order; here the rings become columns to the left and
right of the centre, so that every label is level, has a row of its own and can be read at its full size.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import atan2, pi
from textwrap import wrap

from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

from matchmaker.domain.graph.layout import Position, positions
from matchmaker.domain.graph.paths import DrawnEdge, DrawnNode
from matchmaker.domain.graph.schema import NodeKind
from matchmaker.services.neighbourhoods import FURTHEST, OpenSurroundings
from matchmaker.web.presenters.sources import SourceLine, source_lines
from matchmaker.web.wording import say_aloud, written

KINDS: dict[NodeKind, LazyString] = {
    NodeKind.FIRM: lazy_gettext("firm"),
    NodeKind.CAPABILITY: lazy_gettext("capability"),
    NodeKind.CONCEPT: lazy_gettext("concept"),
    NodeKind.EQUIPMENT: lazy_gettext("equipment"),
    NodeKind.OBSERVATION: lazy_gettext("observation"),
    NodeKind.PROJECT: lazy_gettext("project"),
    NodeKind.TOPIC: lazy_gettext("topic"),
    NodeKind.PART: lazy_gettext("part of a topic"),
    NodeKind.OWNER: lazy_gettext("owner"),
    NodeKind.COUNTRY: lazy_gettext("country"),
}
RELATIONS: dict[str, LazyString] = {
    "based_in": lazy_gettext("is based in"),
    "offers": lazy_gettext("offers"),
    "seeks": lazy_gettext("seeks"),
    "tagged": lazy_gettext("is classified as"),
    "mentions": lazy_gettext("is about"),
    "asks_for": lazy_gettext("asks for"),
    "makes": lazy_gettext("makes"),
    "fields": lazy_gettext("fields"),
    "speaks_of": lazy_gettext("speaks of"),
    "took_part": lazy_gettext("took part in"),
    "coordinated": lazy_gettext("coordinated"),
    "partner_of": lazy_gettext("is a partner of"),
    "owns": lazy_gettext("owns an interest in"),
    "has_part": lazy_gettext("includes"),
}
SHAPES: dict[NodeKind, str] = {
    NodeKind.FIRM: "M-8 -8H8V8H-8Z",
    NodeKind.CAPABILITY: "M-8 0A8 8 0 1 1 8 0A8 8 0 1 1 -8 0Z",
    NodeKind.CONCEPT: "M0 -9L9 0L0 9L-9 0Z",
    NodeKind.EQUIPMENT: "M-9 0L-4.5 -8H4.5L9 0L4.5 8H-4.5Z",
    NodeKind.OBSERVATION: "M-9 -7H9V5H0L-5 10V5H-9Z",
    NodeKind.PROJECT: "M0 -9L9 8H-9Z",
    NodeKind.TOPIC: "M0 -10L3 -3H10L4.5 1.5L6.5 9L0 4.5L-6.5 9L-4.5 1.5L-10 -3H-3Z",
    NodeKind.PART: "M-5 -7H5L9 7H-9Z",
    NodeKind.OWNER: "M-3 -9H3V-3H9V3H3V9H-3V3H-9V-3H-3Z",
    NodeKind.COUNTRY: "M-8 -9H8V1L0 9L-8 1Z",
}
ENTRIES = {
    NodeKind.FIRM: "/firms/",
    NodeKind.EQUIPMENT: "/equipment/",
    NodeKind.OBSERVATION: "/observations/",
    NodeKind.TOPIC: "/topics/",
}
CODED = ("CPV", "ML")


@dataclass(frozen=True, slots=True)
class Measures:
    """How the columns stand, in units of the picture: distance of each from the centre, letters in its labels."""

    columns: tuple[int, ...]
    letters: tuple[int, ...]
    half: int


ROW, LEAST_HEIGHT, MARGIN, BESIDE, INWARDS = 36, 260, 24, 16, 60
MEASURES = {
    1: Measures(columns=(0, 215), letters=(22, 46), half=560),
    2: Measures(columns=(0, 120, 345), letters=(16, 26, 28), half=572),
}


@dataclass(frozen=True, slots=True)
class NodeView:
    """A thing in the picture; `beside` is where its label starts, `says` how it is tied to what is nearer."""

    kind: NodeKind
    kind_word: str
    address: str
    name: str
    lines: tuple[str, ...]
    shape: str
    x: float
    y: float
    side: str
    beside: int
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EdgeView:
    """A line in the picture and its sentence; a cross link is not the one by which a thing has its place."""

    path: str
    says: str
    cross: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; a name and address for both ends."""

    source: str
    source_address: str
    relation: str
    target: str
    target_address: str
    sources: tuple[SourceLine, ...]
    as_of: str


@dataclass(frozen=True, slots=True)
class GraphPage:
    """The page about one thing's surroundings; `entry` is the thing's own page, if it has one."""

    name: str
    kind_word: str
    address: str
    entry: str
    depth: int
    furthest: int
    width: int
    height: int
    nodes: tuple[NodeView, ...]
    edges: tuple[EdgeView, ...]
    rows: tuple[Row, ...]
    legend: tuple[tuple[NodeKind, str, str], ...]
    left_out: int
    held_back: bool


def graph_page(shown: OpenSurroundings, depth: int) -> GraphPage:
    """Lay the picture out and write its table."""
    around = shown.around
    centre, rings = around.nodes[0], max(node.depth for node in around.nodes)
    places, height = _places(around.nodes, positions(around), MEASURES[max(rings, 1)])
    names = {node.id: name_of(node) for node in around.nodes}
    kinds = {node.kind for node in around.nodes}
    return GraphPage(
        name=names[centre.id],
        kind_word=str(KINDS[centre.kind]),
        address=address_of(centre.id),
        entry=_entry(centre),
        depth=depth,
        furthest=FURTHEST,
        width=2 * MEASURES[max(rings, 1)].half,
        height=round(height),
        nodes=tuple(_node_view(node, around.edges, around.nodes, places, names) for node in around.nodes),
        edges=_edge_views(around.nodes, around.edges, places),
        rows=tuple(_row(edge, names) for edge in around.edges),
        legend=tuple((kind, str(KINDS[kind]), SHAPES[kind]) for kind in NodeKind if kind in kinds),
        left_out=around.left_out,
        held_back=shown.held_back,
    )


def address_of(node: str) -> str:
    """Return the address of a node's own graph page."""
    kind, _, fact_id = node.partition(":")
    return f"/graph/{kind}/{fact_id}"


def name_of(node: DrawnNode) -> str:
    """Return the name in the reader's language; a code of a published taxonomy stands before its heading."""
    name = written(node.label)
    _, scheme, *code = node.id.split(":", 2)
    if node.kind is NodeKind.CONCEPT and scheme in CODED and code and name != code[0]:
        return f"{code[0]} {name}"
    return name


def _entry(node: DrawnNode) -> str:
    kind, _, fact_id = node.id.partition(":")
    if node.kind is NodeKind.PART:
        return f"{ENTRIES[NodeKind.TOPIC]}{fact_id.rpartition('/')[0]}"
    return f"{ENTRIES[node.kind]}{fact_id}" if node.kind in ENTRIES else ""


def _places(
    nodes: Sequence[DrawnNode], rings: Mapping[str, Position], measures: Measures
) -> tuple[dict[str, Position], float]:
    """Turn angles into rows: the right half reads downwards, the left half too."""
    turns = {node.id: _turn(rings[node.id]) for node in nodes[1:]}
    columns: dict[tuple[bool, int], list[str]] = defaultdict(list)
    for node in sorted(nodes[1:], key=lambda node: (_down(turns[node.id]), node.id)):
        columns[_is_right(turns[node.id]), node.depth].append(node.id)
    inner = max(LEAST_HEIGHT, ROW * max(map(len, columns.values()), default=0))
    rows = {node: row for column in columns.values() for node, row in _rows(column, turns, inner)}
    height = max([inner, *(row + ROW / 2 for row in rows.values())]) + 2 * MARGIN
    across = {
        node: measures.half + (1 if right else -1) * measures.columns[depth]
        for (right, depth), column in columns.items()
        for node in column
    }
    places = {node: (float(across[node]), round(rows[node] + MARGIN, 1)) for node in rows}
    return {nodes[0].id: (float(measures.half), round(height / 2, 1)), **places}, height


def _turn(place: Position) -> float:
    """The share of a full turn from the top, clockwise."""
    return ((atan2(place[1] - 0.5, place[0] - 0.5) + pi / 2) / (2 * pi)) % 1


def _is_right(turn: float) -> bool:
    return turn <= 0.5001


def _down(turn: float) -> float:
    return turn * 2 if _is_right(turn) else (1 - turn) * 2


def _rows(column: Sequence[str], turns: Mapping[str, float], inner: float) -> Iterable[tuple[str, float]]:
    """Evenly where the column is full or stands alone, else near the angle, but never closer than a row."""
    step, last = inner / len(column), -float(ROW)
    for number, node in enumerate(column):
        even = step * (number + 0.5)
        wanted = even if len(column) < 3 else (even + _down(turns[node]) * inner) / 2
        last = max(wanted, last + ROW, ROW / 2)
        yield node, last


def _node_view(
    node: DrawnNode,
    edges: Iterable[DrawnEdge],
    nodes: Iterable[DrawnNode],
    places: Mapping[str, Position],
    names: Mapping[str, str],
) -> NodeView:
    depth = {each.id: each.depth for each in nodes}
    x, y = places[node.id]
    middle, rings = places[next(iter(places))][0], max(depth.values())
    letters = MEASURES[max(rings, 1)].letters[node.depth]
    tied = [edge for edge in edges if node.id in (edge.source, edge.target)]
    nearer = [edge for edge in tied if min(depth[edge.source], depth[edge.target]) < node.depth]
    side = "centre" if not node.depth else "right" if x > middle else "left"
    return NodeView(
        kind=node.kind,
        kind_word=str(KINDS[node.kind]),
        address=address_of(node.id),
        name=names[node.id],
        lines=_lines(names[node.id], letters, 3 if side == "centre" else 1),
        shape=SHAPES[node.kind],
        x=x,
        y=y,
        side=side,
        beside=BESIDE if side == "right" else -BESIDE,
        says=tuple(dict.fromkeys(say_aloud(edge.because) for edge in nearer)),
    )


def _lines(name: str, letters: int, most: int) -> tuple[str, ...]:
    if most == 1:
        return (_cut(name, letters),)
    return tuple(wrap(name, letters, max_lines=most, placeholder=" …")) or (name,)


def _cut(name: str, letters: int) -> str:
    """Shorten to what `letters` small letters take; capitals are wider by a third."""
    widths = accumulate(1.35 if letter.isupper() else 1.0 for letter in name)
    fitting = sum(width <= letters for width in widths)
    return name if fitting == len(name) else f"{name[: fitting - 1].rstrip(' ,;/-')}…"


def _edge_views(
    nodes: Sequence[DrawnNode], edges: Sequence[DrawnEdge], places: Mapping[str, Position]
) -> tuple[EdgeView, ...]:
    """Cross links first, so that they lie below."""
    order = {node.id: number for number, node in enumerate(nodes)}
    depth = {node.id: node.depth for node in nodes}
    nearest: dict[str, str] = {}
    for edge in edges:
        inner, outer = sorted((edge.source, edge.target), key=order.__getitem__)
        if depth[inner] < depth[outer]:
            nearest[outer] = min(nearest.get(outer, inner), inner, key=order.__getitem__)
    views = (_edge_view(edge, places, nearest) for edge in edges)
    return tuple(sorted(views, key=lambda view: not view.cross))


def _edge_view(edge: DrawnEdge, places: Mapping[str, Position], nearest: Mapping[str, str]) -> EdgeView:
    """Within a column a line bends inwards, away from the labels."""
    (x1, y1), (x2, y2) = places[edge.source], places[edge.target]
    middle = places[next(iter(places))][0]
    bend = (x1 + x2) / 2 if x1 != x2 else x1 + (INWARDS if x1 < middle else -INWARDS)
    cross = nearest.get(edge.source) != edge.target and nearest.get(edge.target) != edge.source
    return EdgeView(f"M{x1} {y1}C{bend} {y1} {bend} {y2} {x2} {y2}", say_aloud(edge.because), cross)


def _row(edge: DrawnEdge, names: Mapping[str, str]) -> Row:
    return Row(
        source=names[edge.source],
        source_address=address_of(edge.source),
        relation=str(RELATIONS[edge.kind]),
        target=names[edge.target],
        target_address=address_of(edge.target),
        sources=source_lines(edge.known_from),
        as_of=edge.as_of,
    )
