"""Intervals by drawing projects anew; the cases of one project hang together and are drawn together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
ROUNDS = 2000
LEVEL = 0.95


@dataclass(frozen=True, eq=False)
class Resampling:
    """How often each project is drawn in each round; one for all rankers, so that their differences are paired."""

    projects: tuple[str, ...]
    draws: Values

    @classmethod
    def of(cls, projects: Sequence[str], seed: int, rounds: int = ROUNDS) -> Resampling:
        """Draw as many projects as there are, with repetition, in each round."""
        distinct = tuple(sorted(set(projects)))
        if not distinct:
            return cls((), np.zeros((rounds, 0)))
        even = np.full(len(distinct), 1 / len(distinct))
        return cls(distinct, np.random.default_rng(seed).multinomial(len(distinct), even, size=rounds).astype(float))

    def means(self, values: Values, projects: Sequence[str]) -> Values:
        """The mean over all cases in each round, given a value and a project for each case.

        A round that draws no case has no mean and is left out.
        """
        rows = {project: row for row, project in enumerate(self.projects)}
        places = np.array([rows[project] for project in projects], dtype=np.int64)
        sums = np.bincount(places, weights=values, minlength=len(rows))
        counts = np.bincount(places, minlength=len(rows)).astype(float)
        drawn = self.draws @ counts
        return np.asarray((self.draws @ sums)[drawn > 0] / drawn[drawn > 0], dtype=np.float64)


def interval(means: Values) -> tuple[float, float] | None:
    """The middle 95 per cent of the means of the rounds; None where there is none."""
    if not len(means):
        return None
    low, high = np.quantile(means, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)
