"""How observations add up."""

from __future__ import annotations

HALF_WEIGHT_AT = 3


def evidence_weight(count: int, half_at: int = HALF_WEIGHT_AT) -> float:
    """Evidence in 0..1 from a number of observations: counts, not opinion; the tenth says less than the first.

    Half the weight is reached at `half_at` observations, all of it never. Raises ValueError below zero.

    >>> [evidence_weight(count) for count in (0, 3, 9)]
    [0.0, 0.5, 0.75]
    """
    if count < 0 or half_at < 1:
        raise ValueError("counts of observations cannot be negative, nor half reached before the first")
    return count / (count + half_at)
