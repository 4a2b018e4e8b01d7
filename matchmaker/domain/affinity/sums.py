"""Sums and maxima along sparse tables of zeros and ones."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

Values = NDArray[np.float64]


def maxima(table: csr_matrix, values: Values) -> Values:
    """For each row the highest value among its columns, 0 for a row without any and where all are below 0."""
    filled = np.flatnonzero(np.diff(table.indptr))
    highest = np.zeros(table.shape[0])
    if len(filled):
        highest[filled] = np.maximum.reduceat(values[table.indices], table.indptr[filled])
    return np.maximum(highest, 0.0)


def indicator(rows: NDArray[np.intp], columns: NDArray[np.intp], shape: tuple[int, int]) -> csr_matrix:
    """A table with 1 in each cell named, in canonical order."""
    table = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=shape)
    table.data[:] = 1.0
    table.sort_indices()
    return table


def unit_rows(rows: Values) -> Values:
    """Rows of length 1; rows of zeros stay."""
    lengths = np.sqrt((rows * rows).sum(axis=1, keepdims=True))
    return np.asarray(np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > _NOTHING))


def unit_sparse(rows: csr_matrix) -> csr_matrix:
    """As `unit_rows`, for a sparse table."""
    row_of = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
    lengths = np.sqrt(np.bincount(row_of, weights=rows.data**2, minlength=rows.shape[0]))
    data = np.divide(rows.data, lengths[row_of], out=np.zeros_like(rows.data), where=lengths[row_of] > _NOTHING)
    return csr_matrix((data, rows.indices, rows.indptr), shape=rows.shape)


_NOTHING = 1e-12
