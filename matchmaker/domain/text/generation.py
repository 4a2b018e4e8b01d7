"""The weights of words, frozen between refits, so that one new text moves no other."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from matchmaker.domain.text.readings import Reading, concepts, read
from matchmaker.domain.text.tokens import term_base

Progress = Callable[[int, int], None]
_EVERY = 2_000


@dataclass(frozen=True, eq=False)
class Generation:
    """The words that count, in order, and how rare each is; `number` is the revision they were read at.

    A word that nobody used then counts nothing until the next refit.
    """

    number: int
    terms: tuple[str, ...]
    idf: NDArray[np.float64]

    @cached_property
    def columns(self) -> Mapping[str, int]:
        """The column of each term."""
        return {term: column for column, term in enumerate(self.terms)}

    def vectors(self, texts: Sequence[str]) -> csr_matrix:
        """One row of unit length for each text; all zero for words that nobody used."""
        return self.weighed(tally(texts, self.columns).counts)

    def weighed(self, counts: csr_matrix) -> csr_matrix:
        """Counts to rows of unit length: (1 + ln count) times rareness, as scikit-learn weighs sublinear TF-IDF."""
        data = (np.log(counts.data) + 1.0) * self.idf[counts.indices]
        rows = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
        length = np.sqrt(np.bincount(rows, weights=data * data, minlength=counts.shape[0]))
        return csr_matrix((data / length[rows], counts.indices, counts.indptr), shape=counts.shape)


@dataclass(frozen=True, eq=False)
class Tally:
    """Texts counted: a column for each term, and for each concept of the trade 2 where it is named, 1 where held."""

    counts: csr_matrix
    concepts: csr_matrix


@cache
def concept_columns() -> Mapping[str, int]:
    """The column of each concept in a `Tally`, by its lemma."""
    return {f"term:{key}": column for column, key in enumerate(sorted(term_base().terms))}


def tally(texts: Sequence[str], columns: Mapping[str, int], progress: Progress | None = None) -> Tally:
    """Count the terms that have a column, and the concepts."""
    terms, trade, names = _Rows(), _Rows(), concept_columns()
    for done, text in enumerate(texts, start=1):
        reading = read(text)
        concepts(text)
        known = [(columns[lemma], count) for lemma, count in _pairs(reading) if lemma in columns]
        terms.add(sorted(known))
        held, named = reading.concepts
        trade.add(sorted((names[concept], 1 + (concept in named)) for concept in held))
        if progress is not None and (done % _EVERY == 0 or done == len(texts)):
            progress(done, len(texts))
    return Tally(terms.matrix(len(columns), np.float64), trade.matrix(len(names), np.int8))


def fit(
    number: int, texts: Sequence[str], weighing: Sequence[bool], progress: Progress | None = None
) -> tuple[Generation, Tally]:
    """The generation of some texts and their counts, read once; only `weighing` texts say which words there are."""
    found = _Found()
    counted = tally(texts, found, progress)
    counts = counted.counts
    rows = counts[np.flatnonzero(np.asarray(weighing, dtype=bool))]
    used = np.bincount(rows.indices, minlength=counts.shape[1])
    order = [column for _, column in sorted((term, column) for term, column in found.items() if used[column])]
    terms = list(found)
    idf = np.log((1 + rows.shape[0]) / (1 + used[order].astype(np.float64))) + 1.0
    kept = csr_matrix(counts[:, order])
    kept.sort_indices()
    return Generation(number, tuple(terms[column] for column in order), idf), Tally(kept, counted.concepts)


class _Found(dict[str, int]):
    """Columns in the order in which terms turn up; asking for a new one makes it."""

    def __contains__(self, term: object) -> bool:
        return True

    def __missing__(self, term: str) -> int:
        self[term] = len(self)
        return self[term]


class _Rows:
    """A sparse table that grows row by row, as plain arrays."""

    def __init__(self) -> None:
        self._columns, self._values, self._ends = array("i"), array("i"), array("q", [0])

    def add(self, cells: Sequence[tuple[int, int]]) -> None:
        """Append a row."""
        self._columns.extend(column for column, _ in cells)
        self._values.extend(value for _, value in cells)
        self._ends.append(len(self._columns))

    def matrix(self, width: int, dtype: type[np.generic]) -> csr_matrix:
        """The table as a matrix."""
        values = np.frombuffer(self._values, dtype=np.intc).astype(dtype)
        columns = np.frombuffer(self._columns, dtype=np.intc).copy()
        ends = np.frombuffer(self._ends, dtype=np.int64)
        index = np.int32 if len(columns) < np.iinfo(np.int32).max else np.int64
        return csr_matrix((values, columns, ends.astype(index)), shape=(len(ends) - 1, width))


def _pairs(reading: Reading) -> zip[tuple[str, int]]:
    return zip(reading.lemmas, reading.counts, strict=True)
