"""Texts ranked for a query of either language by TF-IDF, each word of the query with all that it could mean.

The alternatives of a word count as one word, its rarity taken over all of them: Pirkola (1998), "The effects of query
structure and dictionary setups in dictionary-based cross-language information retrieval", with the weights of Darwish
and Oard (2003), "Probabilistic structured query methods". So many translations of one word do not outweigh the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import log

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_matrix

from matchmaker.domain.text.alternatives import Vocabulary
from matchmaker.domain.text.lexicon import Lexicon, lexicon

Values = NDArray[np.float64]
Rows = NDArray[np.int64]
# A phrase that can be translated says more than its words one by one.
PHRASE_EMPHASIS = 1.5
# Between 0 (long texts win) and 1 (plain cosine: a label of one word wins).
LENGTH_SLOPE = 0.45


@dataclass(frozen=True, slots=True)
class Meeting:
    """A word of the query and the word of the text that it met, as written, with its part of the score."""

    query_surface: str
    text_surface: str
    weight: float


class BilingualTexts:
    """Texts by id, in order of id; built once, asked often."""

    def __init__(self, texts: Mapping[str, str], words_of: Lexicon | None = None) -> None:
        self._lexicon = words_of or lexicon()
        self.ids = tuple(sorted(texts))
        self._texts = texts
        self._counts = [Counter(token.lemma for token in self._lexicon.units(texts[id])) for id in self.ids]
        self._columns = {key: at for at, key in enumerate(sorted({key for one in self._counts for key in one}))}
        self._vocabulary = Vocabulary(self._columns)
        self._found: dict[str, tuple[Rows, Values]] = {}

    def scores(self, query: str) -> Values:
        """One number for each text in order of `ids`, 0 where no word met."""
        total = np.zeros(len(self.ids))
        for key, times in self._weighed(query).items():
            rows, values = self._matches(key)
            total[rows] += times * values
        return np.asarray(total / self._lengths)

    def meetings(self, query: str, id: str, limit: int | None = 5) -> tuple[Meeting, ...]:
        """Which words of the query met which of one text, strongest first; without a limit they add up to the score."""
        row = self.ids.index(id)
        asked = {token.lemma: token.surface for token in reversed(self._lexicon.units(query))}
        held = {token.lemma: token.surface for token in reversed(self._lexicon.units(self._texts[id]))}
        found = []
        for key, times in self._weighed(query).items():
            rows, values = self._matches(key)
            at = int(np.searchsorted(rows, row))
            if at < len(rows) and rows[at] == row:
                weight = float(times * values[at] / self._lengths[row])
                found.append(Meeting(asked[key], held[self._met(key, row)], weight))
        return _told_once(found)[:limit]

    def _weighed(self, query: str) -> Mapping[str, float]:
        counts = Counter(token.lemma for token in self._lexicon.units(query))
        return {key: _damped(count) * (PHRASE_EMPHASIS if " " in key else 1.0) for key, count in counts.items()}

    def _met(self, key: str, row: int) -> str:
        held = self._counts[row]
        likely = (
            (trust * _damped(held[other]), other) for other, trust in self._alternatives(key).items() if other in held
        )
        return min(likely, key=lambda one: (-one[0], one[1]))[1]

    def _alternatives(self, key: str) -> Mapping[str, float]:
        return self._vocabulary.alternatives(key, self._lexicon)

    def _matches(self, key: str) -> tuple[Rows, Values]:
        """The rows that hold what `key` could mean, with the best of their weights times rarity squared."""
        if key not in self._found:
            best = np.zeros(len(self.ids))
            for other, trust in self._alternatives(key).items():
                column = self._columns[other]
                start, end = self._matrix.indptr[column : column + 2]
                rows = self._matrix.indices[start:end]
                best[rows] = np.maximum(best[rows], trust * self._matrix.data[start:end])
            rows = np.flatnonzero(best)
            rarity = _rarity(float(np.minimum(best, 1.0).sum()), len(self.ids))
            self._found[key] = (rows, best[rows] * rarity**2)
        return self._found[key]

    @cached_property
    def _matrix(self) -> csc_matrix:
        entries = [
            (_damped(count), row, self._columns[key])
            for row, one in enumerate(self._counts)
            for key, count in one.items()
        ]
        values, rows, columns = zip(*entries, strict=True) if entries else ((), (), ())
        shape = (len(self.ids), max(1, len(self._columns)))
        return csc_matrix((np.array(values, dtype=np.float64), (rows, columns)), shape=shape)

    @cached_property
    def _lengths(self) -> Values:
        """Pivoted lengths (Singhal et al. 1996): the mean text has its own."""
        held = np.diff(self._matrix.indptr)
        rarities = np.array([_rarity(float(count), len(self.ids)) for count in held])
        lengths = np.sqrt(np.asarray(self._matrix.power(2) @ rarities**2).ravel())
        pivot = float(lengths.sum()) / max(1, len(lengths)) or 1.0
        return np.asarray(np.maximum((1 - LENGTH_SLOPE) * pivot + LENGTH_SLOPE * lengths, 1e-9))


def _damped(count: int) -> float:
    return 1 + log(count) if count else 0.0


def _rarity(holding: float, among: int) -> float:
    return log((1 + among) / (1 + holding)) + 1


def _told_once(found: Sequence[Meeting]) -> tuple[Meeting, ...]:
    """Words inside a phrase that met are told as that phrase, which takes over their weight."""
    told: list[Meeting] = []
    for one in sorted(found, key=lambda met: -len(met.query_surface.split())):
        home = next((at for at, held in enumerate(told) if _within(one.query_surface, held.query_surface)), None)
        if home is None:
            told.append(one)
        else:
            told[home] = replace(told[home], weight=told[home].weight + one.weight)
    return tuple(sorted(told, key=lambda one: (-round(one.weight, 9), one.query_surface)))


def _within(inner: str, outer: str) -> bool:
    return set(inner.casefold().split()) <= set(outer.casefold().split())
