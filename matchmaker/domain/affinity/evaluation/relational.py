"""Baselines that look at who worked with whom. Where no member is known they fall back on popularity."""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import lru_cache

import numpy as np
from scipy.sparse import bmat, csr_matrix, diags_array

from matchmaker.domain.affinity.evaluation.bm25 import Bm25
from matchmaker.domain.affinity.evaluation.ranker import Scores, seats, whole_text
from matchmaker.domain.affinity.evaluation.textual import nearest
from matchmaker.domain.affinity.history import History, Question

_EASE_PENALTY = 10.0
_WALK_STARTS, _WALK_ON, _FROM_MEMBERS = 20, 0.5, 0.7
_MOST_STEPS, _SETTLED = 100, 1e-10


class Popularity:
    """In how many past projects an organisation took part, whatever is asked."""

    def __init__(self, history: History) -> None:
        self._counts = np.asarray(history.incidence.sum(axis=0), dtype=np.float64).ravel()

    def rank(self, question: Question) -> Scores:
        return self._counts


class _Company(ABC):
    """Adds up, over the members, how strongly each organisation is tied to them; a member's own score means nothing."""

    def __init__(self, history: History) -> None:
        self._history = history
        self._popularity = Popularity(history)
        self._incidence = history.incidence

    def rank(self, question: Question) -> Scores:
        members = seats(self._history, question)
        return self.tied_to(members) if members.any() else self._popularity.rank(question)

    @abstractmethod
    def tied_to(self, members: Scores) -> Scores:
        """One strength an organisation, given 1 for each member."""


class CommonNeighbours(_Company):
    """With how many of the members an organisation has worked before."""

    def __init__(self, history: History) -> None:
        super().__init__(history)
        self._together = (self._incidence.T @ self._incidence).astype(np.bool_).astype(np.float64)

    def tied_to(self, members: Scores) -> Scores:
        return np.asarray(self._together @ members, dtype=np.float64)


class CoParticipation(_Company):
    """Past projects together, a small one counting more: 1 / (partners - 1), Newman, Phys. Rev. E 64, 2001."""

    def tied_to(self, members: Scores) -> Scores:
        others = np.maximum(_sizes(self._incidence) - 1, 1)
        return np.asarray(((self._incidence @ members) / others) @ self._incidence, dtype=np.float64)


class AdamicAdar(_Company):
    """Past projects together, weighed 1 / log(partners): Adamic and Adar, "Friends and neighbors", 2003.

    On the graph of organisations and projects two organisations have their projects as common neighbours.
    """

    def tied_to(self, members: Scores) -> Scores:
        weights = 1 / np.log(np.maximum(_sizes(self._incidence), 2))
        return np.asarray(((self._incidence @ members) * weights) @ self._incidence, dtype=np.float64)


class ItemNeighbours(_Company):
    """Cosine of two organisations' lists of projects: item-based collaborative filtering, Sarwar et al., WWW 2001."""

    def tied_to(self, members: Scores) -> Scores:
        lengths = np.sqrt(_sizes(self._incidence.T))
        return np.asarray(((self._incidence @ (members / lengths)) @ self._incidence) / lengths, dtype=np.float64)


class Ease(_Company):
    """The linear model that best restores each past consortium from its other members, solved in closed form.

    EASE, Steck, "Embarrassingly shallow autoencoders for sparse data", WWW 2019 (arXiv 1905.03375). Time grows with
    the cube of the organisations, memory with the square.
    """

    def __init__(self, history: History) -> None:
        super().__init__(history)
        gram = np.asarray((self._incidence.T @ self._incidence).toarray(), dtype=np.float64)
        inverse = np.linalg.inv(gram + _EASE_PENALTY * np.eye(len(gram)))
        self._ties = -inverse / np.diag(inverse)

    def tied_to(self, members: Scores) -> Scores:
        return np.asarray(members @ self._ties, dtype=np.float64)


class PersonalisedPageRank:
    """A walk over organisations and projects that returns to the members and to the projects nearest by BM25."""

    def __init__(self, history: History) -> None:
        self._history = history
        incidence = history.incidence
        graph = csr_matrix(bmat([[None, incidence], [incidence.T, None]]))
        degrees = np.maximum(np.asarray(graph.sum(axis=0)).ravel(), 1.0)
        self._steps = csr_matrix(graph @ diags_array(1 / degrees))
        self._near = lru_cache(4)(Bm25.of([project.text for project in history.projects]).scores)

    def rank(self, question: Question) -> Scores:
        start = self._start(question)
        visits = start
        for _ in range(_MOST_STEPS):
            onward = _WALK_ON * (self._steps @ visits) + (1 - _WALK_ON) * start
            moved = float(np.abs(onward - visits).sum())
            visits = onward
            if moved < _SETTLED:
                break
        return np.asarray(visits[len(self._history.projects) :], dtype=np.float64)

    def _start(self, question: Question) -> Scores:
        projects = _shares(nearest(self._near(whole_text(question)), _WALK_STARTS))
        members = _shares(seats(self._history, question))
        from_members = _FROM_MEMBERS if members.any() else 0.0
        return np.concatenate([(1 - from_members) * projects, from_members * members])


def _shares(values: Scores) -> Scores:
    total = float(values.sum())
    return values / total if total > 0 else values


def _sizes(incidence: csr_matrix) -> Scores:
    return np.asarray(incidence.sum(axis=1), dtype=np.float64).ravel()
