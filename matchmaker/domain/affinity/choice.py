"""Weights that make the organisation chosen the likely one: conditional logit without negative weights.

McFadden, "Conditional logit analysis of qualitative choice behavior", 1974. A ridge draws the weights towards each
other: with little to learn from they stay equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from matchmaker.domain.affinity.features import Values

RIDGE = 5.0
_MOST_ROUNDS = 200


@dataclass(frozen=True, eq=False)
class Choice:
    """One question answered: `rows` are the values of some candidates, the first row is the one chosen."""

    rows: NDArray[np.float32]


def fitted(choices: Sequence[Choice], width: int, ridge: float = RIDGE) -> Values:
    """The likeliest weights, at least 0; all equal where there is nothing to learn from."""
    if not choices:
        return np.full(width, 1.0)
    table = np.concatenate([choice.rows for choice in choices]).astype(np.float64)
    starts = np.cumsum([0, *(len(choice.rows) for choice in choices[:-1])])
    lengths = np.array([len(choice.rows) for choice in choices])
    chosen = table[starts].sum(axis=0)

    def loss(weights: Values) -> tuple[float, Values]:
        scores = table @ weights
        highest = np.maximum.reduceat(scores, starts)
        odds = np.exp(scores - np.repeat(highest, lengths))
        totals = np.add.reduceat(odds, starts)
        shares = odds / np.repeat(totals, lengths)
        apart = weights - weights.mean()
        value = float((highest + np.log(totals)).sum() - chosen @ weights + ridge * apart @ apart)
        return value / len(choices), (shares @ table - chosen + 2 * ridge * apart) / len(choices)

    found = minimize(
        loss,
        np.ones(width),
        jac=True,
        method="L-BFGS-B",
        bounds=[(0.0, None)] * width,
        options={"maxiter": _MOST_ROUNDS},
    )
    return np.asarray(found.x if found.x.sum() > 0 else np.ones(width), dtype=np.float64)
