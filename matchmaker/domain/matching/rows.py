"""Linear rows under construction, each known by a name so that its price can be found again."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import LinearConstraint
from scipy.sparse import csr_array

Term = tuple[int, float]
Name = tuple[Hashable, ...]


@dataclass
class Rows:
    """Rows: lower <= terms <= upper.

    A row without a name ties the columns of one firm to each other; the named ones are shared between firms.
    """

    terms: list[list[Term]] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    names: list[Name | None] = field(default_factory=list)

    def add(self, name: Name | None, terms: Iterable[Term], *, least: float = -np.inf, most: float = np.inf) -> None:
        """Append one row."""
        self.names.append(name)
        self.terms.append(list(terms))
        self.lower.append(least)
        self.upper.append(most)

    def matrix(self, columns: int) -> csr_array:
        """The coefficients of all rows."""
        entries = [(row, column, value) for row, terms in enumerate(self.terms) for column, value in terms]
        rows, cols, values = zip(*entries, strict=True)
        return csr_array((values, (rows, cols)), shape=(len(self.terms), columns))

    def constraint(self, columns: int) -> LinearConstraint:
        """All rows as one sparse constraint."""
        return LinearConstraint(self.matrix(columns), np.array(self.lower), np.array(self.upper))

    def worth(self, prices: NDArray[np.float64]) -> float:
        """What the limits of the rows come to at these prices."""
        upper, lower = np.array(self.upper), np.array(self.lower)
        paid = np.where(prices > 0, np.where(np.isfinite(upper), upper, 0), np.where(np.isfinite(lower), lower, 0))
        return float(prices @ paid)
