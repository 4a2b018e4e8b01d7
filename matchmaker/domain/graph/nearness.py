"""How near each firm is to some nodes: a walk that keeps returning to them, as personalised PageRank."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags_array

from matchmaker.domain.graph.paths import UNREMARKABLE
from matchmaker.domain.graph.schema import NodeKind

_DAMPING = 0.85
_TOLERANCE = 1e-12
_MOST_ROUNDS = 200


@dataclass(frozen=True, eq=False)
class Nearness:
    """Transition table of the graph read in both directions, without countries and owners."""

    nodes: tuple[str, ...]
    rows: Mapping[str, int]
    transitions: csr_matrix
    dangling: NDArray[np.bool_]
    firms: Mapping[str, int]

    @classmethod
    def of(cls, graph: nx.MultiDiGraph, avoiding: frozenset[NodeKind] = UNREMARKABLE) -> Nearness:
        """Prepare once per graph; parallel edges count as often as they are there."""
        nodes = tuple(sorted(node for node, kind in graph.nodes(data="kind") if kind not in avoiding))
        rows = {node: row for row, node in enumerate(nodes)}
        one_way = _adjacency(graph, rows)
        both_ways = one_way + one_way.T
        degree = np.asarray(both_ways.sum(axis=1)).ravel()
        shares = np.divide(1.0, degree, out=np.zeros_like(degree), where=degree > 0)
        firms = {node.partition(":")[2]: rows[node] for node in nodes if graph.nodes[node]["kind"] is NodeKind.FIRM}
        return cls(nodes, rows, csr_matrix(both_ways @ diags_array(shares)), degree == 0, firms)

    def walk(self, seeds: Collection[str]) -> Mapping[str, float]:
        """The share of a long walk spent at each node; all zero where no seed is in the graph."""
        start = self._start(seeds)
        return dict(zip(self.nodes, self._settled(start).tolist(), strict=True))

    def to_firms(self, seeds: Collection[str]) -> Mapping[str, float]:
        """Firm id to nearness in 0..1: the nearest firm that is not itself a seed has 1, a seed has 1 as well."""
        visits = self._settled(self._start(seeds))
        seeded = {self.rows[seed] for seed in seeds if seed in self.rows}
        most = max((float(visits[row]) for row in self.firms.values() if row not in seeded), default=0.0)
        return {
            firm: 1.0 if row in seeded else float(visits[row]) / most if most > 0 else 0.0
            for firm, row in self.firms.items()
        }

    def _start(self, seeds: Collection[str]) -> NDArray[np.float64]:
        known = sorted({self.rows[seed] for seed in seeds if seed in self.rows})
        start = np.zeros(len(self.nodes))
        start[known] = 1.0 / max(len(known), 1)
        return start

    def _settled(self, start: NDArray[np.float64]) -> NDArray[np.float64]:
        visits = start
        for _ in range(_MOST_ROUNDS):
            stranded = float(visits[self.dangling].sum())
            onward = _DAMPING * (self.transitions @ visits + stranded * start) + (1 - _DAMPING) * start
            moved = float(np.abs(onward - visits).sum())
            visits = onward
            if moved < _TOLERANCE:
                break
        return visits


def _adjacency(graph: nx.MultiDiGraph, rows: Mapping[str, int]) -> csr_matrix:
    ends: Sequence[tuple[int, int]] = sorted(
        (rows[start], rows[end]) for start, end in graph.edges() if start in rows and end in rows
    )
    table = np.array(ends, dtype=np.int64).reshape(-1, 2)
    return csr_matrix((np.ones(len(table)), (table[:, 0], table[:, 1])), shape=(len(rows), len(rows)))
