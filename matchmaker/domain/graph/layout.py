"""Where to draw each node of a neighbourhood: rings around the centre, the same picture every time."""

from __future__ import annotations

from collections.abc import Mapping
from math import cos, pi, sin

from matchmaker.domain.graph.paths import Neighbourhood

_OUTERMOST = 0.46

Position = tuple[float, float]


def positions(around: Neighbourhood) -> Mapping[str, Position]:
    """Node id to (x, y) in 0..1 with the centre in the middle.

    Each node has the sector of its first neighbour nearer to the centre, as wide as what hangs on it.
    """
    children = _children(around)
    rings = max((node.depth for node in around.nodes), default=0)
    placed: dict[str, Position] = {}
    _place(around.centre, (0.0, 1.0), children=children, ring=0, step=_OUTERMOST / max(rings, 1), placed=placed)
    return placed


def _children(around: Neighbourhood) -> Mapping[str, tuple[str, ...]]:
    joined: dict[str, set[str]] = {node.id: set() for node in around.nodes}
    for edge in around.edges:
        joined[edge.source].add(edge.target)
        joined[edge.target].add(edge.source)
    place = {node.id: order for order, node in enumerate(around.nodes)}
    depth = {node.id: node.depth for node in around.nodes}
    children: dict[str, list[str]] = {node.id: [] for node in around.nodes}
    for node in around.nodes[1:]:
        nearer = [near for near in joined[node.id] if depth[near] == node.depth - 1]
        children[min(nearer, key=place.__getitem__, default=around.centre)].append(node.id)
    return {node: tuple(hanging) for node, hanging in children.items()}


def _place(
    node: str,
    sector: tuple[float, float],
    *,
    children: Mapping[str, tuple[str, ...]],
    ring: int,
    step: float,
    placed: dict[str, Position],
) -> None:
    start, width = sector
    angle = 2 * pi * (start + width / 2) - pi / 2
    placed[node] = (round(0.5 + ring * step * cos(angle), 4), round(0.5 + ring * step * sin(angle), 4))
    weights = {child: _leaves(child, children) for child in children[node]}
    for child, weight in weights.items():
        share = width * weight / sum(weights.values())
        _place(child, (start, share), children=children, ring=ring + 1, step=step, placed=placed)
        start += share


def _leaves(node: str, children: Mapping[str, tuple[str, ...]]) -> int:
    return max(sum(_leaves(child, children) for child in children[node]), 1)
