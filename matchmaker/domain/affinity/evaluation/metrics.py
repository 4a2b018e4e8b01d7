"""From scores to ranks, and from ranks to rates."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, isinf

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
Values = NDArray[np.float64]
CUTS = (1, 10, 50)
# Scores that differ by less than this share of the largest one are equal: the rest is noise of the arithmetic.
_NOISE = 1e-9


def middle_ranks(scores: Scores, candidates: NDArray[np.bool_]) -> Values:
    """The rank of every candidate among the candidates, 1 best; others have infinity.

    Equals share the middle of their places, which is what a random order among them gives on average, so that a
    ranker that scores all alike gains nothing. Raises ValueError for a score that is no number.
    """
    if not np.isfinite(scores[candidates]).all():
        raise ValueError("a ranker gave a score that is not a finite number")
    ranks = np.full(len(scores), inf)
    held = _without_noise(scores[candidates])
    ordered = np.sort(held)
    above = len(held) - np.searchsorted(ordered, held, side="right")
    alike = np.searchsorted(ordered, held, side="right") - np.searchsorted(ordered, held, side="left")
    ranks[candidates] = above + (alike + 1) / 2
    return ranks


def hits(ranks: Values, cut: int) -> Values:
    """1 where the rank is `cut` or better."""
    return (ranks <= cut).astype(np.float64)


def reciprocal(ranks: Values) -> Values:
    """One divided by the rank, 0 for infinity."""
    return 1.0 / ranks


def median_rank(ranks: Sequence[float] | Values) -> float | None:
    """The median, None where half of the cases or more were never ranked or there is none."""
    if not len(ranks):
        return None
    middle = float(np.median(np.asarray(ranks)))
    return None if isinf(middle) or np.isnan(middle) else middle


def _without_noise(scores: Scores) -> Scores:
    largest = float(np.abs(scores).max(initial=0.0))
    return np.round(scores / largest / _NOISE) if largest > 0 else np.zeros_like(scores)
