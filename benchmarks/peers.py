"""What others take for the same work: BM25, scikit-learn's linear kernel, networkx."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from time import process_time
from typing import Any

import bm25s
import networkx as nx
import numpy as np
from scipy.sparse import csr_array
from sklearn.metrics.pairwise import linear_kernel

from matchmaker.domain.graph.nearness import Nearness
from matchmaker.domain.text.index import TextIndex

Work = Callable[[], object]


def median(work: Work, runs: int = 5) -> float:
    """Seconds of processor: the median of some runs after one that does not count."""
    work()
    return sorted(timed(work) for _ in range(runs))[runs // 2]


def timed(work: Work) -> float:
    """Seconds of processor of one run, all threads together: other work on the machine counts as little as it can."""
    start = process_time()
    work()
    return process_time() - start


@dataclass(frozen=True)
class Bm25:
    """BM25 over the documents of an index; words are split beforehand, those of the queries too."""

    retriever: bm25s.BM25

    @classmethod
    @lru_cache(1)
    def of(cls, index: TextIndex) -> Bm25:
        """Made once for an index."""
        texts = [document.text for document in index.documents]
        retriever = bm25s.BM25()
        retriever.index(bm25s.tokenize(texts, stopwords="en", show_progress=False), show_progress=False)
        return cls(retriever)

    def scores(self, queries: Sequence[str]) -> Work:
        """The score of each document for each query, in no order."""
        asked = _split(queries)
        return lambda: [self.retriever.get_scores(words) for words in asked]

    def first(self, queries: Sequence[str], count: int) -> Work:
        """The first documents for each query, as its own documentation searches."""
        asked = _split(queries)
        most = min(count, int(self.retriever.scores["num_docs"]))
        return lambda: self.retriever.retrieve(asked, k=most, show_progress=False)


def _split(queries: Sequence[str]) -> Any:
    return bm25s.tokenize(list(queries), stopwords="en", show_progress=False, return_ids=False)


def kernel_by_query(index: TextIndex, queries: Sequence[str]) -> Work:
    """The cosines of all documents, one query at a time as in a search."""
    vectors = index.vectors(queries)
    return lambda: [linear_kernel(index.matrix, vectors[at]) for at in range(vectors.shape[0])]


def kernel_at_once(index: TextIndex, queries: Sequence[str]) -> Work:
    """The cosines of all documents and all queries in one product."""
    vectors = index.vectors(queries)
    return lambda: linear_kernel(index.matrix, vectors)


class Networkx:
    """The graph of the walk as networkx holds it, each edge with how often it is there."""

    def __init__(self, nodes: Sequence[str], edges: Any) -> None:
        size = len(nodes)
        once = csr_array((np.ones(len(edges)), (edges.min(axis=1), edges.max(axis=1))), shape=(size, size)).tocoo()
        self.graph = nx.Graph()
        self.graph.add_nodes_from(range(size))
        self.graph.add_weighted_edges_from(
            zip(once.coords[0].tolist(), once.coords[1].tolist(), once.data.tolist(), strict=True)
        )

    def visits(self, seeds: Sequence[int], tolerance: float = 1e-6) -> dict[int, float]:
        """Personalised PageRank; networkx stops when all nodes together move less than nodes times `tolerance`."""
        start = dict.fromkeys(seeds, 1.0)
        return dict(nx.pagerank(self.graph, personalization=start, tol=tolerance, max_iter=500))


def out_of_order(ours: Nearness, seeds: Sequence[str], theirs: dict[int, float], within: float) -> int:
    """How many firms stand elsewhere than in the other's order, once values nearer than `within` count as equal."""
    values, rows = ours.of_firms(seeds), ours.firm_rows
    others = np.array([theirs[row] for row in rows.tolist()])
    free = ~np.isin(rows, [ours.rows[seed] for seed in seeds if seed in ours.rows])
    values, others = values[free], others[free] / others[free].max()
    highest = np.maximum.accumulate(others[np.argsort(-values, kind="stable")][::-1])[::-1]
    return int((highest - others[np.argsort(-values, kind="stable")] > within).sum())
