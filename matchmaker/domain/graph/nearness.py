"""How near each firm is to some nodes: a walk that keeps returning to them, as personalised PageRank."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import sqrt

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from matchmaker.domain.graph.paths import UNREMARKABLE
from matchmaker.domain.graph.schema import NodeKind
from matchmaker.domain.graph.ties import Edges

_DAMPING = 0.85
_TOLERANCE = 1e-10
_MOST_ROUNDS = 200
_FIRM = f"{NodeKind.FIRM}:"
# Things that stand between others: hardly any two of them touch, so most of the graph can be worked out exactly.
_BETWEEN = tuple(f"{kind}:" for kind in (NodeKind.CAPABILITY, NodeKind.PROJECT, NodeKind.EQUIPMENT, NodeKind.PART))
Values = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Nearness:
    """The graph read in both directions, ready for walks; make it with `of` or `between`.

    Where a walk with return probability 1 - a settles, x = a A D^-1 x + (1 - a) s, is for a graph without directions
    the symmetric system (I - a S) y = (1 - a) D^-1/2 s with S = D^-1/2 A D^-1/2 and x = D^1/2 y, so conjugate
    gradients solve it in far fewer rounds than the power method (Hestenes and Stiefel 1952; Saad, Iterative Methods
    for Sparse Linear Systems, 2003, 6.7). Nodes that no edge joins (`inner`) are eliminated exactly, which squares
    the spectrum (Saad, 3.3.3): what is solved is the system of the `outer` ones.
    """

    nodes: tuple[str, ...]
    degree: Values
    outer: NDArray[np.intp]
    inner: NDArray[np.intp]
    among_outer: csr_matrix
    to_outer: csr_matrix
    to_inner: csr_matrix

    @classmethod
    def of(cls, graph: nx.MultiDiGraph, avoiding: frozenset[NodeKind] = UNREMARKABLE) -> Nearness:
        """Prepare for a graph without nodes of some kinds; parallel edges count as often as they are there."""
        nodes = tuple(sorted(node for node, kind in graph.nodes(data="kind") if kind not in avoiding))
        place = {node: row for row, node in enumerate(nodes)}
        ends = sorted((place[one], place[other]) for one, other in graph.edges() if one in place and other in place)
        return cls.between(nodes, np.array(ends, dtype=np.int32).reshape(-1, 2))

    @classmethod
    def between(cls, nodes: tuple[str, ...], edges: Edges) -> Nearness:
        """Prepare for nodes and edges between their places."""
        one, other = edges[:, 0], edges[:, 1]
        degree = np.bincount(edges.ravel(), minlength=len(nodes)).astype(np.float64)
        share = 1.0 / np.sqrt(np.maximum(degree, 1.0))
        is_inner = _inner(nodes, edges)
        inner, outer = np.flatnonzero(is_inner), np.flatnonzero(~is_inner)
        place = np.empty(len(nodes), dtype=np.int32)
        place[inner], place[outer] = np.arange(len(inner)), np.arange(len(outer))
        into = np.concatenate([one, other]), np.concatenate([other, one])
        weight = share[into[0]] * share[into[1]]

        def table(rows: NDArray[np.bool_], columns: NDArray[np.bool_]) -> csr_matrix:
            chosen = rows[into[0]] & columns[into[1]]
            cells = (place[into[0][chosen]], place[into[1][chosen]])
            return csr_matrix((weight[chosen], cells), shape=(int(rows.sum()), int(columns.sum())))

        to_outer = table(~is_inner, is_inner)
        return cls(nodes, degree, outer, inner, table(~is_inner, ~is_inner), to_outer, to_outer.T.tocsr())

    @cached_property
    def rows(self) -> Mapping[str, int]:
        """The place of each node."""
        return {node: row for row, node in enumerate(self.nodes)}

    @cached_property
    def firms(self) -> Mapping[str, int]:
        """The place of each firm by its id, in id order."""
        return {node.removeprefix(_FIRM): row for row, node in enumerate(self.nodes) if node.startswith(_FIRM)}

    @cached_property
    def firm_rows(self) -> NDArray[np.intp]:
        """The places of all firms, in id order."""
        return np.fromiter(self.firms.values(), dtype=np.intp, count=len(self.firms))

    def walk(self, seeds: Collection[str]) -> Mapping[str, float]:
        """The share of a long walk spent at each node; all zero where no seed is in the graph."""
        visits = self._settled(self._start(seeds))
        return dict(zip(self.nodes, (visits / (visits.sum() or 1.0)).tolist(), strict=True))

    def to_firms(self, seeds: Collection[str]) -> Mapping[str, float]:
        """Firm id to nearness in 0..1: the nearest firm that is not itself a seed has 1, a seed has 1 as well."""
        return dict(zip(self.firms, self.of_firms(seeds).tolist(), strict=True))

    def of_firms(self, seeds: Collection[str]) -> Values:
        """What `to_firms` says, in the order of `firms`."""
        visits = self._settled(self._start(seeds))[self.firm_rows]
        seeded = np.isin(self.firm_rows, [self.rows[seed] for seed in seeds if seed in self.rows])
        most = float(visits[~seeded].max(initial=0.0))
        near = visits / most if most > 0 else np.zeros(len(visits))
        near[seeded] = 1.0
        return near

    def _start(self, seeds: Collection[str]) -> Values:
        known = sorted({self.rows[seed] for seed in seeds if seed in self.rows})
        start = np.zeros(len(self.nodes))
        start[known] = 1.0 / max(len(known), 1)
        return start

    def _settled(self, start: Values) -> Values:
        """Visits up to a common factor: what strands at a lone seed returns to all seeds and scales all alike."""
        root = np.sqrt(np.maximum(self.degree, 1.0))
        asked = start / root
        inner = asked[self.inner]
        outer = self._solved(asked[self.outer] + _DAMPING * (self.to_outer @ inner))
        found = np.empty(len(start))
        found[self.outer], found[self.inner] = outer, inner + _DAMPING * (self.to_inner @ outer)
        return np.maximum(found * root, 0.0)

    def _solved(self, asked: Values) -> Values:
        """Conjugate gradients; the error's length is at most that of what is left, divided by 1 - a."""
        found, left = np.zeros(len(asked)), asked.copy()
        towards, size = left.copy(), float(left @ left)
        enough = _TOLERANCE * sqrt(size)
        for _ in range(_MOST_ROUNDS):
            if sqrt(size) <= enough:
                break
            image = self._applied(towards)
            step = size / float(towards @ image)
            found += step * towards
            left -= step * image
            size, before = float(left @ left), size
            towards = left + (size / before) * towards
        return found

    def _applied(self, values: Values) -> Values:
        through = self.to_outer @ (self.to_inner @ values)
        return np.asarray(values - _DAMPING * (self.among_outer @ values) - _DAMPING**2 * through)


def _inner(nodes: tuple[str, ...], edges: Edges) -> NDArray[np.bool_]:
    """Nodes of the kinds between others, but for those that touch each other."""
    chosen = np.fromiter((node.startswith(_BETWEEN) for node in nodes), dtype=bool, count=len(nodes))
    touching = edges[chosen[edges].all(axis=1)]
    chosen[touching.ravel()] = False
    return chosen
