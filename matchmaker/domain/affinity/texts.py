"""What organisations have to show in words: their own texts and those of their projects, by words and by themes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_matrix, csr_matrix, vstack
from sklearn.utils.extmath import randomized_svd

from matchmaker.domain.affinity.history import History
from matchmaker.domain.affinity.sums import Values, indicator, maxima, unit_rows, unit_sparse
from matchmaker.domain.text.documents import CAPABILITY, PROJECT
from matchmaker.domain.text.index import Document, TextIndex

MOST_THEMES = 60
# Themes are found in all projects and at most so many texts of organisations.
READ_FOR_THEMES = 5_000


@dataclass(frozen=True, eq=False)
class Themes:
    """The directions in which texts differ most (latent semantic analysis), terms by themes.

    They belong to a text generation: a new text is placed among them and does not move them.
    """

    directions: Values

    @classmethod
    def of(cls, index: TextIndex) -> Themes:
        """Find them in an index, always the same for the same index."""
        matrix = index.matrix[_telling(index)]
        count = min(MOST_THEMES, min(matrix.shape) - 1)
        if count < 1 or matrix.nnz == 0:
            return cls(np.zeros((index.matrix.shape[1], 1)))
        _, _, directions = randomized_svd(matrix, count, random_state=0)
        return cls(np.ascontiguousarray(directions.T))

    def place(self, vectors: csr_matrix) -> Values:
        """Rows of words to rows of themes, of unit length; words that nobody used lie nowhere."""
        return unit_rows(np.asarray(vectors @ self.directions))


@dataclass(frozen=True, eq=False)
class Texts:
    """The evidence in words: a row for each document of the index, a row for each organisation.

    `projects` is the row of the document of each project, `held` tells which documents speak for which organisation.
    """

    index: TextIndex
    themes: Themes
    projects: NDArray[np.intp]
    held: csr_matrix
    document_themes: Values
    record_words: csr_matrix
    record_themes: Values

    @classmethod
    def of(cls, history: History, index: TextIndex, themes: Themes | None = None) -> Texts:
        """Read a history; without `themes` those of the index are found."""
        themes = Themes.of(index) if themes is None else themes
        projects = _project_rows(history, index)
        held = _held(history, index, projects)
        record = csr_matrix(held @ index.matrix)
        return cls(index, themes, projects, held, themes.place(index.matrix), unit_sparse(record), themes.place(record))

    def renewed(self, history: History, index: TextIndex) -> Texts:
        """As `of(history, index, self.themes)` for an index that has grown out of this one under its generation.

        Only documents that are new objects are read, and the records of the organisations that they speak for.
        The organisations are the same, in the same order.
        """
        projects = _project_rows(history, index)
        held = _held(history, index, projects)
        before = np.array([self._row_of(document) for document in index.documents], dtype=np.intp)
        fresh = np.flatnonzero(before < 0)
        themes = self.document_themes[before]
        themes[fresh] = self.themes.place(index.matrix[fresh])
        moved = np.flatnonzero((held @ (before < 0) > 0) | (np.diff(held.indptr) != np.diff(self.held.indptr)))
        record = csr_matrix(held[moved] @ index.matrix)
        record_themes = self.record_themes.copy()
        record_themes[moved] = self.themes.place(record)
        words = _with_rows(self.record_words, moved, unit_sparse(record))
        return Texts(index, self.themes, projects, held, themes, words, record_themes)

    def _row_of(self, document: Document) -> int:
        row = self.index.rows.get(document.id, -1)
        return row if row >= 0 and self.index.documents[row] is document else -1

    @cached_property
    def record_by_word(self) -> csc_matrix:
        """The words of the organisations, by word."""
        return csc_matrix(self.record_words)

    def reading(self, text: str) -> Reading:
        """How near a text lies to everything here."""
        words = self.index.vectors([text])
        themes = self.themes.place(words)[0]
        return Reading(
            words=words,
            documents_words=self.index.cosines(text),
            documents_themes=np.maximum(self.document_themes @ themes, 0.0),
            record_words=_product(self.record_by_word, words),
            record_themes=np.maximum(self.record_themes @ themes, 0.0),
        )

    def nearest(self, by_document: Values) -> Values:
        """For each organisation the nearness of its nearest document."""
        return maxima(self.held, by_document)


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """Cosines of one text: with each document and with each organisation's whole record, by words and by themes.

    `words` is the text itself, a row of unit length.
    """

    words: csr_matrix
    documents_words: Values
    documents_themes: Values
    record_words: Values
    record_themes: Values


def documents_of(history: History) -> Iterator[Document]:
    """The documents of a history as the index of the product has them."""
    for project in history.projects:
        yield Document(f"{PROJECT}:{project.id}", project.id, project.text, PROJECT, project.id)
    for organisation in history.organisations:
        for place, text in enumerate(organisation.texts):
            yield Document(f"{CAPABILITY}:{organisation.id}/{place}", organisation.id, text, CAPABILITY)


def _with_rows(table: csr_matrix, rows: NDArray[np.intp], new: csr_matrix) -> csr_matrix:
    """The table with some rows replaced."""
    order = np.arange(table.shape[0])
    order[rows] = table.shape[0] + np.arange(len(rows))
    return csr_matrix(vstack([table, new], format="csr")[order]) if len(rows) else table


def _product(by_word: csc_matrix, words: csr_matrix) -> Values:
    return np.asarray(by_word[:, words.indices] @ words.data, dtype=np.float64)


def _telling(index: TextIndex) -> NDArray[np.intp]:
    projects = np.flatnonzero(index.kinds == PROJECT)
    others = np.flatnonzero(index.kinds == CAPABILITY)
    step = max(1, -(-len(others) // READ_FOR_THEMES))
    return np.sort(np.concatenate([projects, others[::step]]))


def _project_rows(history: History, index: TextIndex) -> NDArray[np.intp]:
    row_of = {document.owner: row for row, document in enumerate(index.documents) if document.kind == PROJECT}
    return np.array([row_of[project.id] for project in history.projects], dtype=np.intp)


def _held(history: History, index: TextIndex, projects: NDArray[np.intp]) -> csr_matrix:
    """Organisations by documents: those of their projects, and their own."""
    parts = history.incidence.tocoo()
    own = [
        (history.columns[document.owner], row)
        for row, document in enumerate(index.documents)
        if document.kind == CAPABILITY and document.owner in history.columns
    ]
    owners, documents = np.array(own, dtype=np.intp).reshape(-1, 2).T
    rows = np.concatenate([parts.col.astype(np.intp), owners])
    columns = np.concatenate([projects[parts.row], documents])
    return indicator(rows, columns, (len(history.organisations), len(index.documents)))
