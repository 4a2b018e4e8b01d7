"""Documents by what stands in them: for each column its documents, so that a query touches nobody else."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csc_matrix, csr_matrix

from matchmaker.domain.text.readings import Concepts
from matchmaker.domain.text.tokens import term_base

NAMED = 2
Rows = NDArray[np.integer]


def products(by_column: csc_matrix, queries: Sequence[csr_matrix]) -> csc_array:
    """Documents by queries: the sums of products of weights, only those above zero, each in document order.

    Each query is a table of one row.
    """
    return _columns_of([_product(by_column, query) for query in queries], by_column.shape[0])


def _product(by_column: csc_matrix, query: csr_matrix) -> tuple[Rows, NDArray[np.float64]]:
    sums = by_column[:, query.indices] @ query.data
    rows = np.flatnonzero(sums > 0)  # five times as fast on truth values as on numbers
    return rows.astype(np.int32), sums[rows]


def shared_concepts(trade: csc_matrix, names: Sequence[str], queries: Sequence[Concepts]) -> csc_array:
    """Documents by queries: how many different terms both have, of which at least one of both names each itself.

    A broader term that both have anyway, since they share a narrower one, is not counted.
    """
    columns = {name: column for column, name in enumerate(names)}
    held_by = {column: _posting(trade, column) for query in queries for column in _of(query, columns)}
    found = [_shared(trade.shape[0], held_by, columns, query) for query in queries]
    return _columns_of(found, trade.shape[0])


def _of(query: Concepts, columns: dict[str, int]) -> list[int]:
    return sorted(columns[name] for name in query.held)


def _posting(trade: csc_matrix, column: int) -> tuple[Rows, Rows]:
    """The documents that have a concept, and those that name it."""
    cells = slice(trade.indptr[column], trade.indptr[column + 1])
    rows = trade.indices[cells]
    return rows, rows[trade.data[cells] == NAMED]


def _shared(
    height: int, held_by: dict[int, tuple[Rows, Rows]], columns: dict[str, int], query: Concepts
) -> tuple[Rows, NDArray[np.int64]]:
    meeting = {name: held_by[columns[name]][0 if name in query.named else 1] for name in query.held}
    counted: list[Rows] = [np.empty(0, dtype=np.int32)]
    for name, rows in meeting.items():
        narrower = [meeting[other] for other in meeting if name in _broader(other)]
        counted.append(rows[~_among(narrower, height)[rows]] if narrower else rows)
    counts = np.bincount(np.concatenate(counted), minlength=height)
    rows = np.flatnonzero(counts > 0)
    return rows.astype(np.int32), counts[rows]


def _among(several: Sequence[Rows], height: int) -> NDArray[np.bool_]:
    told = np.zeros(height, dtype=bool)
    for rows in several:
        told[rows] = True
    return told


@lru_cache(maxsize=20_000)
def _broader(name: str) -> frozenset[str]:
    return term_base().broader(name)


def _columns_of(cells: Sequence[tuple[Rows, NDArray[np.generic]]], height: int) -> csc_array:
    ends = np.cumsum([0, *(len(rows) for rows, _ in cells)])
    none = (np.empty(0, dtype=np.int32), np.empty(0))
    rows = np.concatenate([rows for rows, _ in cells or [none]])
    values = np.concatenate([values for _, values in cells or [none]])
    fitting = ends.astype(np.int32) if ends[-1] < np.iinfo(np.int32).max else ends
    return csc_array((values, rows, fitting), shape=(height, len(cells)))
