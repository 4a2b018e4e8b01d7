"""How observations, like all that is counted, add up."""

from __future__ import annotations


def evidence_weight(count: int, half_at: float) -> float:
    """Evidence in 0..1 from how often something was seen: counts, not opinion; the tenth says less than the first.

    Half the weight is reached at `half_at`, all of it never. Raises ValueError for a count below zero.

    >>> [evidence_weight(count, half_at=3) for count in (0, 3, 9)]
    [0.0, 0.5, 0.75]
    """
    if count < 0 or half_at <= 0:
        raise ValueError("a count cannot be negative, nor half of the weight reached before the first")
    return count / (count + half_at)
