"""Past projects like the one asked for, and what they say together of who takes part: kernel ridge regression.

A project speaks for its participants the more it is like the question, and the less other projects say the same. In
teams alone this is the item model of Steck, "Embarrassingly shallow autoencoders for sparse data", WWW 2019, read
from the side of the projects.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from matchmaker.domain.affinity.sums import Values, unit_sparse

# How much of a new project the past does not tell.
RIDGE = 2.0
# The nearest projects that are solved for; fewer are solved for all.
MOST_PROJECTS = 600


@dataclass(frozen=True, slots=True)
class Blend:
    """How much likeness in team, words and field counts."""

    team: float
    words: float
    field: float


@dataclass(frozen=True, eq=False)
class Asked:
    """A question in the terms of the past: one row each, of unit length or all zero."""

    team: csr_matrix
    words: csr_matrix
    field: csr_matrix


@dataclass(frozen=True, eq=False)
class Kinship:
    """Projects by organisations (frequent ones weigh less), by words and by the words of their field."""

    team: csr_matrix
    words: csr_matrix
    field: csr_matrix
    importance: Values

    @classmethod
    def of(cls, incidence: csr_matrix, words: csr_matrix, field: csr_matrix) -> Kinship:
        """From tables with a row for each project; `words` and `field` have rows of unit length."""
        counts = np.asarray(incidence.sum(axis=0), dtype=np.float64).ravel()
        importance = np.maximum(counts, 1.0) ** -0.25
        return cls(unit_sparse(csr_matrix(incidence.multiply(importance[None, :]))), words, field, importance)

    def seated(self, seats: Values) -> csr_matrix:
        """Members as a row of `Asked.team`."""
        return unit_sparse(csr_matrix((seats * self.importance)[None, :]))

    def likeness(self, asked: Asked, blend: Blend) -> Values:
        """Of each project to the question."""
        parts = ((blend.team, self.team, asked.team), (blend.words, self.words, asked.words))
        sums = sum(share * (table @ row.T).toarray().ravel() for share, table, row in parts)
        return np.asarray(sums + blend.field * (self.field @ asked.field.T).toarray().ravel(), dtype=np.float64)

    def says(self, asked: Asked, blend: Blend) -> Values:
        """How much each project speaks for its participants; below 0 where others say more than enough."""
        likeness = self.likeness(asked, blend)
        said = np.zeros(len(likeness))
        if len(likeness) <= MOST_PROJECTS:
            said[:] = self._inverse(blend) @ likeness
            return said
        near = np.sort(np.argsort(-likeness, kind="stable")[:MOST_PROJECTS])
        said[near] = np.linalg.solve(self._kernel(near, blend), likeness[near])
        return said

    def _inverse(self, blend: Blend) -> Values:
        if blend not in self._solved:
            kernel = self._kernel(np.arange(self.words.shape[0]), blend)
            self._solved[blend] = np.asarray(np.linalg.inv(kernel), dtype=np.float64)
        return self._solved[blend]

    @cached_property
    def _solved(self) -> dict[Blend, Values]:
        return {}

    def _kernel(self, rows: NDArray[np.intp], blend: Blend) -> Values:
        kernel = RIDGE * np.eye(len(rows))
        for share, table in ((blend.team, self.team), (blend.words, self.words), (blend.field, self.field)):
            if share:
                kernel += share * (table[rows] @ table[rows].T).toarray()
        return kernel
