"""A neighbourhood as a picture with words and as the table that says the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from textwrap import wrap

from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

from matchmaker.domain.graph.paths import DrawnEdge, DrawnNode, Neighbourhood
from matchmaker.domain.graph.schema import NodeKind
from matchmaker.services.neighbourhoods import FURTHEST, OpenSurroundings
from matchmaker.web.presenters.graph_places import Places, narrow_places, wide_places
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
    NodeKind.GAP: lazy_gettext("gap"),
    NodeKind.MODULE: lazy_gettext("type of training"),
    NodeKind.EVENT: lazy_gettext("training"),
    NodeKind.JOINT_PROJECT: lazy_gettext("joint project"),
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
    "shows": lazy_gettext("is behind"),
    "seen_at": lazy_gettext("was made at"),
    "seen_in": lazy_gettext("was made in training of the type"),
    "answers": lazy_gettext("answers"),
    "joined": lazy_gettext("is a member of"),
    "applies_for": lazy_gettext("was formed for"),
    "brought": lazy_gettext("brought into use"),
    "follows_from": lazy_gettext("follows from"),
    "teaches": lazy_gettext("is training of the type"),
    "trains_with": lazy_gettext("trains with"),
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
    NodeKind.GAP: "M-9 -8H-2V-3H2V-8H9V8H-9Z",
    NodeKind.MODULE: "M-9 -6L0 -10L9 -6V6L0 10L-9 6Z",
    NodeKind.EVENT: "M-9 -5H9V8H-9ZM-5 -9H-2V-5H-5ZM2 -9H5V-5H2Z",
    NodeKind.JOINT_PROJECT: "M-4 -9H4V-4H9V4H4V9H-4V4H-9V-4H-4Z",
}
ENTRIES = {
    NodeKind.FIRM: "/firms/",
    NodeKind.EQUIPMENT: "/equipment/",
    NodeKind.OBSERVATION: "/observations/",
    NodeKind.TOPIC: "/topics/",
    NodeKind.GAP: "/gaps/",
    NodeKind.MODULE: "/modules/",
    NodeKind.EVENT: "/training/",
    NodeKind.JOINT_PROJECT: "/joint-projects/",
}
CODED = ("CPV", "ML")


@dataclass(frozen=True, slots=True)
class NodeView:
    """A thing in the picture; `side` is where its label stands, `says` how it is tied to what is nearer."""

    kind: NodeKind
    kind_word: str
    address: str
    name: str
    lines: tuple[str, ...]
    shape: str
    x: float
    y: float
    side: str
    is_centre: bool
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EdgeView:
    """A line in the picture and its sentence; a cross link is not the one by which a thing has its place."""

    path: str
    says: str
    cross: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """One picture; the narrow one is for phones and leaves cross links to the table."""

    narrow: bool
    width: int
    height: int
    nodes: tuple[NodeView, ...]
    edges: tuple[EdgeView, ...]


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
    drawings: tuple[Drawing, ...]
    rows: tuple[Row, ...]
    legend: tuple[tuple[NodeKind, str, str], ...]
    left_out: int
    held_back: bool


def graph_page(shown: OpenSurroundings, depth: int) -> GraphPage:
    """Draw the pictures and write their table."""
    around = shown.around
    centre, kinds = around.nodes[0], {node.kind for node in around.nodes}
    names = {node.id: name_of(node) for node in around.nodes}
    return GraphPage(
        name=names[centre.id],
        kind_word=str(KINDS[centre.kind]),
        address=address_of(centre.id),
        entry=_entry(centre),
        depth=depth,
        furthest=FURTHEST,
        drawings=tuple(_drawing(around, places(around), names) for places in (wide_places, narrow_places)),
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


def _drawing(around: Neighbourhood, places: Places, names: Mapping[str, str]) -> Drawing:
    """Cross links come first, so that they lie below."""
    edges = (_edge_view(edge, places) for edge in around.edges)
    drawn = (edge for edge in edges if not (places.narrow and edge.cross))
    return Drawing(
        narrow=places.narrow,
        width=places.width,
        height=places.height,
        nodes=tuple(_node_view(node, around, places, names) for node in around.nodes),
        edges=tuple(sorted(drawn, key=lambda edge: not edge.cross)),
    )


def _node_view(node: DrawnNode, around: Neighbourhood, places: Places, names: Mapping[str, str]) -> NodeView:
    side, (x, y) = places.side[node.id], places.at[node.id]
    return NodeView(
        kind=node.kind,
        kind_word=str(KINDS[node.kind]),
        address=address_of(node.id),
        name=names[node.id],
        lines=_lines(names[node.id], places.letters[node.id], 3 if side == "under" else 1),
        shape=SHAPES[node.kind],
        x=x,
        y=y,
        side=side,
        is_centre=node.depth == 0,
        says=tuple(dict.fromkeys(_ties(node, around))),
    )


def _ties(node: DrawnNode, around: Neighbourhood) -> Iterator[str]:
    """How a thing is linked with those that are nearer to the centre."""
    depth = {each.id: each.depth for each in around.nodes}
    for edge in around.edges:
        if node.id in (edge.source, edge.target) and min(depth[edge.source], depth[edge.target]) < node.depth:
            yield say_aloud(edge.because)


def _lines(name: str, letters: int, most: int) -> tuple[str, ...]:
    if most == 1:
        return (_cut(name, letters),)
    return tuple(wrap(name, letters, max_lines=most, placeholder=" …")) or (name,)


def _cut(name: str, letters: int) -> str:
    """Shorten to what `letters` small letters take; capitals are wider by a third."""
    widths = accumulate(1.35 if letter.isupper() else 1.0 for letter in name)
    fitting = sum(width <= letters for width in widths)
    return name if fitting == len(name) else f"{name[: fitting - 1].rstrip(' ,;/-')}…"


def _edge_view(edge: DrawnEdge, places: Places) -> EdgeView:
    tree = places.hangs_on
    cross = tree.get(edge.source) != edge.target and tree.get(edge.target) != edge.source
    return EdgeView(places.line(edge.source, edge.target), say_aloud(edge.because), cross)


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
