"""Baselines that read: an organisation is what its past projects say."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from matchmaker.domain.affinity.evaluation.bm25 import Bm25
from matchmaker.domain.affinity.evaluation.ranker import Embed, Scores, profiles, whole_text
from matchmaker.domain.affinity.history import History, Question

_WIDEST_CACHE = 4
_VOTERS = 10
_WARMTH = 0.1


class Bm25Profiles:
    """BM25 over one text for each organisation: what a search engine would do."""

    def __init__(self, history: History) -> None:
        self._scores = lru_cache(_WIDEST_CACHE)(Bm25.of(profiles(history)).scores)

    def rank(self, question: Question) -> Scores:
        return self._scores(whole_text(question))


class TfidfProfiles:
    """Cosine of plain TF-IDF vectors (scikit-learn as it comes) over one text for each organisation."""

    def __init__(self, history: History) -> None:
        texts = profiles(history)
        self._vectorizer = TfidfVectorizer().fit(texts) if _any_word(texts) else None
        self._matrix = None if self._vectorizer is None else self._vectorizer.transform(texts)
        self._count = len(texts)
        self._scores = lru_cache(_WIDEST_CACHE)(self._cosines)

    def rank(self, question: Question) -> Scores:
        return self._scores(whole_text(question))

    def _cosines(self, text: str) -> Scores:
        if self._vectorizer is None or self._matrix is None:
            return np.zeros(self._count)
        return np.asarray((self._matrix @ self._vectorizer.transform([text]).T).toarray(), dtype=np.float64).ravel()


class ProjectVotes:
    """The nearest past projects by BM25 vote for their partners, each with its score.

    CombSUM over the best ten, from expert search: Macdonald and Ounis, "Voting for candidates", CIKM 2006.
    """

    def __init__(self, history: History) -> None:
        self._bm25 = Bm25.of([project.text for project in history.projects])
        self._incidence = history.incidence
        self._scores = lru_cache(_WIDEST_CACHE)(self._votes)

    def rank(self, question: Question) -> Scores:
        return self._scores(whole_text(question))

    def _votes(self, text: str) -> Scores:
        return np.asarray(nearest(self._bm25.scores(text), _VOTERS) @ self._incidence, dtype=np.float64)


class EmbeddedProjects:
    """Past projects vote for their partners by the nearness of their sentence embeddings to the question's.

    A vote is exp(cosine / 0.1), since the cosines of such a model differ little; all vectors are taken from the middle
    of the history first. A mean vector for each organisation does worse: those of many projects all end in the middle.
    """

    def __init__(self, history: History, embed: Embed) -> None:
        self._embed = embed
        vectors = np.asarray(embed([project.text for project in history.projects]), dtype=np.float64)
        self._middle = vectors.mean(axis=0)
        self._projects = _unit(vectors - self._middle)
        self._incidence = history.incidence
        self._scores = lru_cache(_WIDEST_CACHE)(self._votes)

    def rank(self, question: Question) -> Scores:
        return self._scores(question.text or question.topic)

    def _votes(self, text: str) -> Scores:
        vectors = np.asarray(self._embed([text]), dtype=np.float64)
        cosines = self._projects @ _unit(vectors - self._middle)[0]
        return np.asarray(np.exp((cosines - cosines.max()) / _WARMTH) @ self._incidence, dtype=np.float64)


def nearest(scores: Scores, count: int) -> Scores:
    """The scores of the best `count`, all else 0; equals of the last one are kept."""
    if count >= len(scores):
        return scores
    least = np.partition(scores, -count)[-count]
    return np.where(scores >= least, scores, 0.0)


def _unit(rows: Scores) -> Scores:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0), dtype=np.float64)


def _any_word(texts: list[str]) -> bool:
    analyse = TfidfVectorizer().build_analyzer()
    return any(analyse(text) for text in texts)
