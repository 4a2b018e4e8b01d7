"""Texts in order for a query of either language: TF-IDF first, an embedding beside it where there is one.

The two orders are joined by reciprocal ranks (Cormack, Clarke and Büttcher 2009, "Reciprocal rank fusion outperforms
Condorcet and individual rank learning methods"), since the cosines of the embedding mean nothing by themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import rankdata

from matchmaker.domain.text.bilingual import BilingualTexts, Meeting, Values
from matchmaker.domain.text.embedding import Embedding, Vectors
from matchmaker.domain.text.lexicon import Lexicon

# How far the second place stands behind the first; 60 in the paper, for lists of thousands.
FUSION = 10
# Words are the first stage and can be shown; the embedding is asked beside them.
EMBEDDING_WEIGHT = 1.0


@dataclass(frozen=True, slots=True)
class Ranked:
    """Ids, best first, ties by id; `met` is false where nothing spoke for any order, so that it is the order of ids."""

    ids: tuple[str, ...]
    met: bool


class RankedTexts:
    """Texts by id that can be asked in either language."""

    def __init__(
        self, texts: Mapping[str, str], embedding: Embedding | None = None, words_of: Lexicon | None = None
    ) -> None:
        """Read all texts; `words_of` left out is the lexicon of this package."""
        self._bilingual = BilingualTexts(texts, words_of)
        self._embedding = embedding
        self._speaking = np.array([_speaks(texts[id]) for id in self._bilingual.ids], dtype=bool)
        self._vectors: Vectors | None = None
        if embedding is not None and texts:
            self._vectors = embedding.passages([texts[id] for id in self._bilingual.ids])

    def order(self, query: str) -> Ranked:
        """All ids for one query; it depends on this query and the texts alone."""
        return self.orders([query])[0]

    def orders(self, queries: Sequence[str]) -> list[Ranked]:
        """One order for each query; the embedding reads many at once far faster than one by one."""
        near = self._nearness(queries)
        return [
            self._ranked(self._bilingual.scores(query), near[:, at] if near is not None and _speaks(query) else None)
            for at, query in enumerate(queries)
        ]

    def meetings(self, query: str, id: str, limit: int | None = 5) -> tuple[Meeting, ...]:
        """The words of the query and of one text that met, strongest first; the embedding has none to show."""
        return self._bilingual.meetings(query, id, limit)

    def _nearness(self, queries: Sequence[str]) -> Values | None:
        if self._embedding is None or self._vectors is None or not queries:
            return None
        return np.asarray(self._vectors @ self._embedding.queries(queries).T, dtype=np.float64)

    def _ranked(self, words: Values, near: Values | None) -> Ranked:
        scores = words if near is None else self._fused(words, near)
        ids = self._bilingual.ids
        best_first = np.lexsort((np.arange(len(ids)), -np.round(scores, 9)))
        return Ranked(tuple(ids[at] for at in best_first), bool(np.any(scores > 0)))

    def _fused(self, words: Values, near: Values) -> Values:
        """Both orders as one; a text without a letter has no place in either."""
        joined = np.where(words > 0, _places(words), 0.0) + EMBEDDING_WEIGHT * _places(near)
        return np.asarray(np.where(self._speaking, joined, 0.0))


def _speaks(text: str) -> bool:
    return any(map(str.isalnum, text))


def _places(scores: Values) -> Values:
    """1 / (FUSION + rank), equal scores sharing their mean rank."""
    return np.asarray(1.0 / (FUSION + rankdata(-np.round(scores, 9), method="average")))
