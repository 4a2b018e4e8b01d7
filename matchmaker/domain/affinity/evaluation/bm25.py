"""Okapi BM25 over plain words, small enough to read, equal to the public packages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, CountVectorizer

Scores = NDArray[np.float64]
_SATURATION, _LENGTH = 1.5, 0.75
_WORD = re.compile(r"\b\w\w+\b")


def words(text: str) -> list[str]:
    """Lower-case words of two letters or more without English stop words, no stemming.

    >>> words("The radar of a ship")
    ['radar', 'ship']
    """
    return [word for word in _WORD.findall(text.lower()) if word not in ENGLISH_STOP_WORDS]


@dataclass(frozen=True, eq=False)
class Bm25:
    """One row of weights for each document; make it with `of`.

    The form of Lucene (no negative weights), see Kamphuis et al., "Which BM25 do you mean?", ECIR 2020.
    """

    counter: CountVectorizer | None
    weights: csr_matrix

    @classmethod
    def of(cls, texts: Sequence[str]) -> Bm25:
        """Weigh the words of the texts; how rare a word is and how long a text usually is come from these alone."""
        if not any(words(text) for text in texts):
            return cls(None, csr_matrix((len(texts), 0)))
        counter = CountVectorizer(analyzer=words)
        return cls(counter, _weighed(csr_matrix(counter.fit_transform(texts), dtype=np.float64)))

    def scores(self, query: str) -> Scores:
        """One score a document, 0 where no word is shared; a word counts as often as the query has it."""
        if self.counter is None:
            return np.zeros(self.weights.shape[0])
        return np.asarray(self.weights @ self.counter.transform([query]).toarray().ravel(), dtype=np.float64)


def _weighed(counts: csr_matrix) -> csr_matrix:
    documents, vocabulary = counts.shape
    holding = np.bincount(counts.indices, minlength=vocabulary)
    rarity = np.log1p((documents - holding + 0.5) / (holding + 0.5))
    lengths = np.asarray(counts.sum(axis=1)).ravel()
    relative = _SATURATION * (1 - _LENGTH + _LENGTH * lengths / lengths.mean())
    table = counts.tocoo()
    values = rarity[table.col] * table.data / (relative[table.row] + table.data)
    return csr_matrix((values, (table.row, table.col)), counts.shape)
