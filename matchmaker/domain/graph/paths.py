"""What ties two nodes together, told step by step; and the surroundings of one node, for drawing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log

import networkx as nx

from matchmaker.domain.findings import Sentence, Value
from matchmaker.domain.graph.schema import EDGES, NodeKind
from matchmaker.domain.vocabulary import Audience

# What users observed and what follows from it is not for everybody who reads a path.
WITHIN_THE_LOOP = frozenset({NodeKind.OBSERVATION, NodeKind.GAP, NodeKind.EVENT, NodeKind.JOINT_PROJECT})
UNREMARKABLE = frozenset({NodeKind.COUNTRY, NodeKind.OWNER}) | WITHIN_THE_LOOP
EVERYBODY = frozenset({Audience.PUBLIC})


@dataclass(frozen=True, slots=True)
class Step:
    """One node on a path and the edge that led to it; the first step has no edge and no sentence."""

    node: str
    kind: NodeKind
    label: Value
    edge: str = ""
    because: Sentence | None = None
    source: str = ""
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class DrawnNode:
    """A node to draw, `depth` edges away from the centre."""

    id: str
    kind: NodeKind
    label: Value
    depth: int


@dataclass(frozen=True, slots=True)
class DrawnEdge:
    """An edge to draw, with the sentence for its row in the table."""

    source: str
    target: str
    kind: str
    because: Sentence
    known_from: str
    as_of: str


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The nodes around `centre`, nearest first, and the edges among them; `left_out` nodes did not fit."""

    centre: str
    nodes: tuple[DrawnNode, ...]
    edges: tuple[DrawnEdge, ...]
    left_out: int


def shortest_explained_path(
    graph: nx.MultiDiGraph,
    source: str,
    target: str,
    limit: int = 6,
    avoiding: frozenset[NodeKind] = UNREMARKABLE,
) -> tuple[Step, ...]:
    """The shortest path of at most `limit` edges in either direction of a frozen graph, or nothing.

    Kinds in `avoiding` may be ends but not stations: one country ties everybody, owners may be hidden, and so may
    observations, gaps, training and joint projects.
    Of equally short paths the one over the rarest stations is taken, as it says most; ties by node ids.
    """
    if source not in graph or target not in graph:
        return ()
    came_from = _layer_by_layer(_ways(graph), source, target, limit=limit, avoiding=avoiding)
    if target not in came_from:
        return ()
    return _steps(graph, _backwards(came_from, target))


def neighbourhood(
    graph: nx.MultiDiGraph,
    node: str,
    depth: int = 1,
    limit: int = 60,
    readable: frozenset[Audience] = EVERYBODY,
) -> Neighbourhood:
    """Up to `limit` nodes within `depth` edges that the reader may see; raises KeyError for an unknown node."""
    if node not in graph:
        raise KeyError(node)
    depths = _depths(graph, node, depth=depth, readable=readable)
    order = sorted(depths, key=lambda found: (depths[found], _KIND_ORDER[graph.nodes[found]["kind"]], found))
    kept = order[:limit]
    return Neighbourhood(
        centre=node,
        nodes=tuple(_drawn_node(graph, found, depths[found]) for found in kept),
        edges=tuple(_drawn_edges(graph, frozenset(kept), readable)),
        left_out=len(order) - len(kept),
    )


_KIND_ORDER = {kind: position for position, kind in enumerate(NodeKind)}


def _neighbours(graph: nx.MultiDiGraph, node: str, readable: frozenset[Audience]) -> set[str]:
    around = (*graph.succ[node].items(), *graph.pred[node].items())
    return {near for near, drawn in around if any(edge["audience"] in readable for edge in drawn.values())} - {node}


@dataclass(frozen=True, slots=True)
class _Ways:
    """What everybody may see of a graph as plain tables: the search asks for them a hundred thousand times."""

    neighbours: Mapping[str, frozenset[str]]
    kinds: Mapping[str, NodeKind]
    commonness: Mapping[str, float]


@lru_cache(maxsize=2)
def _ways(graph: nx.MultiDiGraph) -> _Ways:
    around: dict[str, set[str]] = {node: set() for node in graph}
    for start, end, audience in graph.edges(data="audience"):
        if audience in EVERYBODY and start != end:
            around[start].add(end)
            around[end].add(start)
    return _Ways(
        neighbours={node: frozenset(near) for node, near in around.items()},
        kinds=dict(graph.nodes(data="kind")),
        commonness={node: log(degree) for node, degree in graph.degree() if degree},
    )


def _layer_by_layer(
    ways: _Ways, source: str, target: str, *, limit: int, avoiding: frozenset[NodeKind]
) -> Mapping[str, str]:
    """Each node on a shortest way and the node before it, on the rarest; without the target where no way is.

    All nodes before one on a shortest way are on a shortest way themselves, so nothing else is looked at.
    """
    came_from, commonness, ring = {source: ""}, {source: 0.0}, {source}
    for layer in _layers(ways, source, target, limit=limit, avoiding=avoiding):
        for near in layer:
            cost, before = min((commonness[node], node) for node in ways.neighbours[near] & ring)
            came_from[near] = before
            commonness[near] = round(cost + ways.commonness[near], 9)
        ring = layer
    return came_from


def _layers(ways: _Ways, source: str, target: str, *, limit: int, avoiding: frozenset[NodeKind]) -> Iterator[set[str]]:
    """The nodes on shortest ways, one step away from the source, two steps and so on to the target; none if too far.

    Both ends look for each other, the one with fewer nodes to go on from first.
    """
    rings, seen = ([{source}], [{target}]), ({source}, {target})
    while not rings[0][-1] & rings[1][-1]:
        side = 0 if len(rings[0][-1]) <= len(rings[1][-1]) else 1
        far = seen[1 - side]
        ring = _onward(ways, rings[side][-1], seen[side], far, avoiding)
        if not ring or len(rings[0]) + len(rings[1]) - 2 >= limit:
            return
        rings[side].append(ring)
        seen[side].update(ring)
    met = [rings[0][-1] & rings[1][-1]]
    for ring in reversed(rings[0][:-1]):
        met.insert(0, {node for node in ring if ways.neighbours[node] & met[0]})
    for ring in reversed(rings[1][:-1]):
        met.append({node for node in ring if ways.neighbours[node] & met[-1]})
    yield from met[1:]


def _onward(ways: _Ways, ring: set[str], seen: set[str], far: set[str], avoiding: frozenset[NodeKind]) -> set[str]:
    """The nodes one step on that were not seen; of an avoided kind only what the other end has reached."""
    found = {near for node in ring for near in ways.neighbours[node] if near not in seen}
    return {near for near in found if near in far or ways.kinds[near] not in avoiding}


def _backwards(came_from: Mapping[str, str], target: str) -> tuple[str, ...]:
    found = [target]
    while came_from[found[-1]]:
        found.append(came_from[found[-1]])
    return tuple(reversed(found))


def _steps(graph: nx.MultiDiGraph, nodes: tuple[str, ...]) -> tuple[Step, ...]:
    first = Step(nodes[0], graph.nodes[nodes[0]]["kind"], graph.nodes[nodes[0]]["label"])
    return (first, *(_step(graph, before, node) for before, node in zip(nodes, nodes[1:], strict=False)))


def _step(graph: nx.MultiDiGraph, before: str, node: str) -> Step:
    edge = next(_edges_between(graph, before, node))
    return Step(
        node=node,
        kind=graph.nodes[node]["kind"],
        label=graph.nodes[node]["label"],
        edge=edge.kind,
        because=edge.because,
        source=edge.known_from,
        as_of=edge.as_of,
    )


def _edges_between(graph: nx.MultiDiGraph, one: str, other: str) -> Iterator[DrawnEdge]:
    for start, end in ((one, other), (other, one)):
        for key in sorted(graph.get_edge_data(start, end, default={})):
            drawn = graph.edges[start, end, key]
            if drawn["audience"] in EVERYBODY:
                yield _drawn_edge(graph, start, end, drawn)


def _depths(graph: nx.MultiDiGraph, centre: str, *, depth: int, readable: frozenset[Audience]) -> Mapping[str, int]:
    depths, ring = {centre: 0}, [centre]
    for away in range(1, depth + 1):
        ring = sorted({near for node in ring for near in _neighbours(graph, node, readable)} - depths.keys())
        depths.update(dict.fromkeys(ring, away))
    return depths


def _drawn_node(graph: nx.MultiDiGraph, node: str, depth: int) -> DrawnNode:
    return DrawnNode(node, graph.nodes[node]["kind"], graph.nodes[node]["label"], depth)


def _drawn_edges(graph: nx.MultiDiGraph, kept: frozenset[str], readable: frozenset[Audience]) -> Iterator[DrawnEdge]:
    for start, end, _, drawn in sorted(graph.subgraph(kept).edges(keys=True, data=True), key=lambda edge: edge[:3]):
        if drawn["audience"] in readable:
            yield _drawn_edge(graph, start, end, drawn)


def _drawn_edge(graph: nx.MultiDiGraph, start: str, end: str, drawn: Mapping[str, str]) -> DrawnEdge:
    because = EDGES[drawn["kind"]].says(graph.nodes[start]["label"], graph.nodes[end]["label"])
    return DrawnEdge(start, end, drawn["kind"], because, drawn["source"], drawn["as_of"])
