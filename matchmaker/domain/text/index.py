"""An immutable TF-IDF index whose similarities come apart into the words that made them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csc_matrix, csr_matrix, vstack

from matchmaker.domain.text.generation import Generation, Progress, Tally, concept_columns, fit, tally
from matchmaker.domain.text.lemmas import fold
from matchmaker.domain.text.postings import products, shared_concepts
from matchmaker.domain.text.readings import CONCEPT, Concepts, concepts, concepts_in, own_count, weighed_lemmas
from matchmaker.domain.text.tokens import tokenise

__all__ = ["Concepts", "Document", "SharedTerm", "TextIndex", "concepts", "concepts_in", "own_count", "weighed_lemmas"]

# More than a topic has parts in two languages.
KEPT_QUERIES = 100
Similarities = NDArray[np.float64]
Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Document:
    """A text that speaks for its owner; `kind` says whose words they are, `fact` names the fact they come from."""

    id: str
    owner: str
    text: str
    kind: str
    fact: str = ""


@dataclass(frozen=True, slots=True)
class SharedTerm:
    """Words of a document and of a query that met as `term`, and their part of the cosine."""

    term: str
    doc_surface: str
    query_surface: str
    weight: float


class TextIndex:
    """Documents in id order with their weighted terms; make it with `of`, nothing changes it afterwards."""

    def __init__(self, documents: tuple[Document, ...], generation: Generation, matrix: csr_matrix, trade: csr_matrix):
        self.documents = documents
        self.generation = generation
        self._matrix = matrix
        self._trade = trade

    @classmethod
    def of(
        cls,
        documents: Sequence[Document],
        weightless: Collection[str] = (),
        *,
        generation: Generation | None = None,
        number: int = 0,
        progress: Progress | None = None,
    ) -> TextIndex:
        """Weigh all documents; raises ValueError where two share an id.

        Documents of a `weightless` kind are found like others and have no say in how rare a word is. Without a
        `generation` the documents make a new one, called `number`. `progress` hears how many of how many are read.
        """
        ordered = _in_order(documents)
        texts = [document.text for document in ordered]
        if generation is not None:
            return cls._weighed(ordered, generation, tally(texts, generation.columns, progress))
        weighing = [document.kind not in weightless for document in ordered]
        return cls._weighed(ordered, *fit(number, texts, weighing, progress))

    @classmethod
    def _weighed(cls, documents: tuple[Document, ...], generation: Generation, counted: Tally) -> TextIndex:
        return cls(documents, generation, generation.weighed(counted.counts), counted.concepts)

    def changed(self, gone: Collection[str], new: Sequence[Document]) -> TextIndex:
        """The index without the documents whose ids are `gone` and with `new` ones, under the same generation.

        Equal to `of(the remaining and the new, generation=self.generation)`. A changed document is both gone and
        new; raises ValueError where an id would come twice.
        """
        added = TextIndex.of(new, generation=self.generation)
        stay = np.array([document.id not in gone for document in self.documents], dtype=bool)
        pool = [*(document for document, stays in zip(self.documents, stay, strict=True) if stays), *added.documents]
        ordered = _in_order(pool)
        place = {document.id: row for row, document in enumerate(pool)}
        order = np.array([place[document.id] for document in ordered], dtype=np.intp)
        tables = ((self._matrix, added._matrix), (self._trade, added._trade))
        matrix, trade = (vstack([held[stay], more], format="csr")[order] for held, more in tables)
        return TextIndex(ordered, self.generation, matrix, trade)

    @cached_property
    def rows(self) -> Mapping[str, int]:
        """The row of each document id in `matches`."""
        return {document.id: row for row, document in enumerate(self.documents)}

    @cached_property
    def kinds(self) -> NDArray[np.str_]:
        """The kind of each document, by row."""
        return np.array([document.kind for document in self.documents], dtype=np.str_)

    @property
    def matrix(self) -> csr_matrix:
        """One row of unit length for each document, one column for each term."""
        return self._matrix

    @property
    def trade(self) -> csr_matrix:
        """One row for each document, one column for each concept of the term base: 1 where held, 2 where named."""
        return self._trade

    def vectors(self, queries: Sequence[str]) -> csr_matrix:
        """One row of unit length for each query over the columns of `matrix`; all zero for words that nobody uses."""
        return self.generation.vectors(queries)

    def matches(self, queries: Sequence[str]) -> csc_array:
        """Cosines above zero, one row for each document and one column for each query."""
        return products(self._by_term, [self._vector(query) for query in queries])

    def cosines(self, query: str) -> Similarities:
        """The cosine of each document with one query, by row; `matches` with its zeros."""
        vector = self._vector(query)
        return np.asarray(self._by_term[:, vector.indices] @ vector.data, dtype=np.float64)

    @cached_property
    def _vector(self) -> Callable[[str], csr_matrix]:
        """The row of a query; the last few are kept, since one query is explained for many documents."""
        return lru_cache(KEPT_QUERIES)(lambda query: self.vectors([query]))

    def common(self, queries: Sequence[str]) -> csc_array:
        """How many different terms of the trade a document and a query share, shaped as `matches`.

        At least one of both must name the term itself: two sorts of drone do not share "drone". A broader term
        that both have anyway, since they share a narrower one, is not counted.
        """
        return shared_concepts(self._by_concept, list(concept_columns()), [concepts(query) for query in queries])

    def similarities(self, queries: Sequence[str]) -> Similarities:
        """`matches` with its zeros: too large a table for a large register."""
        return np.asarray(self.matches(queries).toarray(), dtype=np.float64)

    def concepts_in_common(self, queries: Sequence[str]) -> Counts:
        """`common` with its zeros: too large a table for a large register."""
        return np.asarray(self.common(queries).toarray(), dtype=np.int64)

    @cached_property
    def _by_term(self) -> csc_matrix:
        return self._matrix.tocsc()

    @cached_property
    def _by_concept(self) -> csc_matrix:
        return self._trade.tocsc()

    def rank(self, query: str) -> Mapping[str, float]:
        """Document ids with their cosines, best first, ties by id; documents that share no word are left out."""
        cosines = self.matches([query])
        found = [
            (self.documents[row].id, float(value)) for row, value in zip(cosines.indices, cosines.data, strict=True)
        ]
        return dict(sorted(found, key=_best_first))

    def shared_terms(self, document_id: str, query: str, limit: int | None = 5) -> tuple[SharedTerm, ...]:
        """What met, strongest first; with `limit=None` the weights add up to the cosine.

        Words inside a phrase that met as a concept are told once, as that phrase. With a limit, two phrases
        that met in a broader concept only, which neither text names, are not told: they are no reason.
        """
        document = self.documents[self.rows[document_id]]
        doc_surfaces, query_surfaces = _surfaces(document.text), _surfaces(query)
        named = concepts(document.text).named | concepts(query).named
        shared = tuple(
            SharedTerm(term, doc_surfaces[term], query_surfaces[term], weight)
            for term, weight in self._shared_weights(document_id, query)
            if limit is None or term in named or not term.startswith(CONCEPT)
        )
        return tuple(sorted(_told_once(shared), key=_strongest_first))[:limit]

    def _shared_weights(self, document_id: str, query: str) -> list[tuple[str, float]]:
        row, terms, asked = self.rows[document_id], self.generation.terms, self._vector(query)
        cells = slice(self._matrix.indptr[row], self._matrix.indptr[row + 1])
        shared, own, its = np.intersect1d(self._matrix.indices[cells], asked.indices, True, return_indices=True)
        weights = self._matrix.data[cells][own] * asked.data[its]
        return [(terms[column], weight) for column, weight in zip(shared.tolist(), weights.tolist(), strict=True)]


def _in_order(documents: Sequence[Document]) -> tuple[Document, ...]:
    ordered = tuple(sorted(documents, key=lambda document: document.id))
    for one, other in pairwise(ordered):
        if one.id == other.id:
            raise ValueError(f"two documents share an id: {one.id}")
    return ordered


def _best_first(pair: tuple[str, float]) -> tuple[float, str]:
    return -round(pair[1], 9), pair[0]


def _strongest_first(shared: SharedTerm) -> tuple[float, str]:
    return -round(shared.weight, 9), shared.term


@lru_cache(maxsize=2_000)
def _surfaces(text: str) -> Mapping[str, str]:
    """For each lemma its first and, for a concept, its most telling (longest) wording."""
    surfaces: dict[str, str] = {}
    for token in tokenise(text):
        held = surfaces.setdefault(token.lemma, token.surface)
        if token.lemma.startswith(CONCEPT) and len(token.surface.split()) > len(held.split()):
            surfaces[token.lemma] = token.surface
    return surfaces


def _told_once(shared: Sequence[SharedTerm]) -> list[SharedTerm]:
    told: list[SharedTerm] = []
    spans: list[tuple[frozenset[str], frozenset[str]]] = []
    for one in sorted(shared, key=_widest_first):
        here, there = _parts(one.doc_surface), _parts(one.query_surface)
        home = next((at for at, span in enumerate(spans) if here <= span[0] and there <= span[1]), None)
        if home is None:
            told.append(one)
            spans.append((here, there))
        else:
            held = told[home]
            told[home] = SharedTerm(held.term, held.doc_surface, held.query_surface, held.weight + one.weight)
    return told


def _widest_first(shared: SharedTerm) -> tuple[int, bool, float, str]:
    width = len(_parts(shared.doc_surface)) + len(_parts(shared.query_surface))
    return -width, not shared.term.startswith(CONCEPT), -round(shared.weight, 9), shared.term


@lru_cache(maxsize=50_000)
def _parts(surface: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", fold(surface)))
