"""Named features of all firms as columns, their weighted sum, and for a firm that is looked at its score in words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from matchmaker.domain.findings import Contribution, Score, Sentence
from matchmaker.domain.matching.columns import WHOLE, Column


@dataclass(frozen=True, eq=False)
class Feature:
    """One reason for a firm: `values` in ten-thousandths, and `because` says in words what row r stands on."""

    name: str
    values: Column
    because: Callable[[int], Sentence]


@dataclass(frozen=True, eq=False)
class Scored:
    """Features with their weights, each weight in 0..1 with at most four decimals.

    A firm's points are whole hundred-millionths (value times weight), so that they add up exactly.
    """

    features: Sequence[Feature]
    weights: Mapping[str, float]

    def points(self, feature: Feature) -> Column:
        """What a feature earns each firm."""
        return feature.values * round(self.weights[feature.name] * WHOLE)

    def totals(self, without: Collection[str] = ()) -> Column:
        """The points of each firm, leaving out the features that are named."""
        counted = [self.points(one) for one in self.features if one.name not in without]
        return np.asarray(np.sum(counted, axis=0, dtype=np.int64))

    def score(self, row: int, subject: str, without: Collection[str] = ()) -> Score:
        """The score of the firm in a row, with the sentence of each feature."""
        return Score(
            tuple(
                Contribution(one.name, subject, int(one.values[row]) / WHOLE, self.weights[one.name], one.because(row))
                for one in self.features
                if one.name not in without
            )
        )

    def worth(self, row: int) -> float:
        """What the score of a row adds up to, without its sentences."""
        return sum(int(self.points(one)[row]) for one in self.features) / WHOLE**2
