"""An immutable TF-IDF index whose similarities come apart into the words that made them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from math import gcd
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from matchmaker.domain.text.lemmas import fold
from matchmaker.domain.text.tokens import Token, stated, term_base, tokenise

Similarities = NDArray[np.float64]
Counts = NDArray[np.int64]
CONCEPT = "term:"
# A term of the trade is counted as if it stood so often: "jamming" tells more than a rare everyday word.
CONCEPT_EMPHASIS = 3


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

    def __init__(self, documents: tuple[Document, ...], vectorizer: TfidfVectorizer | None, matrix: csr_matrix) -> None:
        self.documents = documents
        self._vectorizer = vectorizer
        self._matrix = matrix

    @classmethod
    def of(cls, documents: Sequence[Document], weightless: Collection[str] = ()) -> TextIndex:
        """Weigh all documents; raises ValueError where two share an id.

        Documents of a `weightless` kind are found like others and have no say in how rare a word is.
        """
        ordered = tuple(sorted(documents, key=lambda document: document.id))
        for one, other in pairwise(ordered):
            if one.id == other.id:
                raise ValueError(f"two documents share an id: {one.id}")
        counted = [weighed_lemmas(document.text) for document in ordered]
        weighing = [row for document, row in zip(ordered, counted, strict=True) if document.kind not in weightless]
        if not any(weighing):
            return cls(ordered, None, csr_matrix((len(ordered), 0)))
        vectorizer = TfidfVectorizer(analyzer=_as_counted, sublinear_tf=True).fit(weighing)
        return cls(ordered, vectorizer, vectorizer.transform(counted))

    @cached_property
    def rows(self) -> Mapping[str, int]:
        """The row of each document id in `similarities`."""
        return {document.id: row for row, document in enumerate(self.documents)}

    @property
    def matrix(self) -> csr_matrix:
        """One row of unit length for each document, one column for each term."""
        return self._matrix

    def vectors(self, queries: Sequence[str]) -> csr_matrix:
        """One row of unit length for each query over the columns of `matrix`; all zero for words that nobody uses."""
        if self._vectorizer is None:
            return csr_matrix((len(queries), self._matrix.shape[1]))
        return csr_matrix(self._vectorizer.transform([weighed_lemmas(query) for query in queries]))

    def similarities(self, queries: Sequence[str]) -> Similarities:
        """Cosines, one row for each document and one column for each query."""
        if self._vectorizer is None or not queries:
            return np.zeros((len(self.documents), len(queries)))
        return np.asarray((self._matrix @ self.vectors(queries).T).toarray(), dtype=np.float64)

    def concepts_in_common(self, queries: Sequence[str]) -> Counts:
        """How many different terms of the trade a document and a query share, shaped as `similarities`.

        At least one of both must name the term itself: two sorts of drone do not share "drone". A broader term
        that both have anyway, since they share a narrower one, is not counted.
        """
        documents = [concepts(document.text) for document in self.documents]
        table = [[_own_count(_shared(held, concepts(query))) for query in queries] for held in documents]
        return np.array(table, dtype=np.int64).reshape(len(documents), len(queries))

    def rank(self, query: str) -> Mapping[str, float]:
        """Document ids with their cosines, best first, ties by id; documents that share no word are left out."""
        cosines = self.similarities([query])[:, 0]
        found = [(document.id, float(cosines[row])) for row, document in enumerate(self.documents)]
        return dict(sorted((pair for pair in found if pair[1] > 0), key=_best_first))

    def shared_terms(self, document_id: str, query: str, limit: int | None = 5) -> tuple[SharedTerm, ...]:
        """What met, strongest first; with `limit=None` the weights add up to the cosine.

        Words inside a phrase that met as a concept are told once, as that phrase. With a limit, two phrases
        that met in a broader concept only, which neither text names, are not told: they are no reason.
        """
        if self._vectorizer is None:
            return ()
        document = self.documents[self.rows[document_id]]
        doc_surfaces, query_surfaces = _surfaces(tokenise(document.text)), _surfaces(tokenise(query))
        named = concepts(document.text).named | concepts(query).named
        shared = tuple(
            SharedTerm(term, doc_surfaces[term], query_surfaces[term], weight)
            for term, weight in self._shared_weights(document_id, query)
            if limit is None or term in named or not term.startswith(CONCEPT)
        )
        return tuple(sorted(_told_once(shared), key=_strongest_first))[:limit]

    @cached_property
    def _terms(self) -> Sequence[str]:
        """The term of each column of the matrix."""
        vectorizer: Any = self._vectorizer
        return tuple(map(str, vectorizer.get_feature_names_out()))

    def _shared_weights(self, document_id: str, query: str) -> list[tuple[str, float]]:
        vectorizer: Any = self._vectorizer
        row = self._matrix[self.rows[document_id]]
        product = row.multiply(vectorizer.transform([weighed_lemmas(query)])).tocoo()
        return [(self._terms[column], float(value)) for column, value in zip(product.col, product.data, strict=True)]


class Concepts(NamedTuple):
    """The terms of the trade in a text: all, and those that it names itself."""

    held: frozenset[str]
    named: frozenset[str]


@lru_cache(maxsize=20_000)
def concepts(text: str) -> Concepts:
    """Which terms of the trade a text has."""
    tokens = tokenise(text)
    return Concepts(frozenset(token.lemma for token in tokens if token.lemma.startswith(CONCEPT)), stated(tokens))


def concepts_in(text: str) -> int:
    """How many different terms of the trade a text has, broader ones beside a narrower one left out.

    >>> concepts_in("jamming"), concepts_in("jamming and spoofing of GPS")
    (1, 3)
    """
    return _own_count(concepts(text).held)


def _shared(one: Concepts, other: Concepts) -> frozenset[str]:
    return one.held & other.held & (one.named | other.named)


@lru_cache(maxsize=20_000)
def _own_count(names: frozenset[str]) -> int:
    wider = frozenset[str]().union(*(term_base().broader(name) for name in names))
    return len(names - wider)


@lru_cache(maxsize=20_000)
def weighed_lemmas(text: str) -> tuple[str, ...]:
    """The lemmas to count; a text written twice counts as written once.

    >>> weighed_lemmas("radar radar") == weighed_lemmas("radar")
    True
    """
    counts = Counter(token.lemma for token in tokenise(text))
    written = gcd(*counts.values()) or 1
    return tuple(
        lemma
        for lemma, count in counts.items()
        for _ in range(count // written * (CONCEPT_EMPHASIS if lemma.startswith(CONCEPT) else 1))
    )


def _as_counted(lemmas: tuple[str, ...]) -> tuple[str, ...]:
    return lemmas


def _best_first(pair: tuple[str, float]) -> tuple[float, str]:
    return -round(pair[1], 9), pair[0]


def _strongest_first(shared: SharedTerm) -> tuple[float, str]:
    return -round(shared.weight, 9), shared.term


def _surfaces(tokens: Sequence[Token]) -> Mapping[str, str]:
    """For each lemma its first and, for a concept, its most telling (longest) wording."""
    surfaces: dict[str, str] = {}
    for token in tokens:
        held = surfaces.setdefault(token.lemma, token.surface)
        if token.lemma.startswith("term:") and len(token.surface.split()) > len(held.split()):
            surfaces[token.lemma] = token.surface
    return surfaces


def _told_once(shared: Sequence[SharedTerm]) -> list[SharedTerm]:
    told: list[SharedTerm] = []
    for one in sorted(shared, key=_widest_first):
        home = next((at for at, held in enumerate(told) if _lies_within(one, held)), None)
        if home is None:
            told.append(one)
        else:
            held = told[home]
            told[home] = SharedTerm(held.term, held.doc_surface, held.query_surface, held.weight + one.weight)
    return told


def _widest_first(shared: SharedTerm) -> tuple[int, bool, float, str]:
    width = len(_parts(shared.doc_surface)) + len(_parts(shared.query_surface))
    return -width, not shared.term.startswith("term:"), -round(shared.weight, 9), shared.term


def _lies_within(inner: SharedTerm, outer: SharedTerm) -> bool:
    within_document = _parts(inner.doc_surface) <= _parts(outer.doc_surface)
    return within_document and _parts(inner.query_surface) <= _parts(outer.query_surface)


def _parts(surface: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", fold(surface)))
