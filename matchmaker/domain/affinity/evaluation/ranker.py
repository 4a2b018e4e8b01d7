"""What is compared: anything that scores every organisation of a history for a question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from matchmaker.domain.affinity.history import History, Question

Scores = NDArray[np.float64]
# Texts to rows of unit length, one a text.
Embed = Callable[[Sequence[str]], NDArray[np.float32]]


class Ranker(Protocol):
    """Knows one history and nothing of the queries but the question that it is asked."""

    def rank(self, question: Question) -> Scores:
        """A score for each of the history's organisations in their order, higher is nearer; members may have any."""
        ...


def whole_text(question: Question) -> str:
    """All that is said of what is sought: the text, and the topic's text where it is known."""
    return " ".join(text for text in (question.text, question.topic) if text)


def seats(history: History, question: Question) -> Scores:
    """1 for each member of the question that the history knows, 0 for all others."""
    given = np.zeros(len(history.organisations))
    given[[history.columns[id] for id in question.members if id in history.columns]] = 1.0
    return given


def profiles(history: History) -> list[str]:
    """For each organisation what it says of itself and the texts of its projects, as one text."""
    texts = [[*organisation.texts] for organisation in history.organisations]
    for project in history.projects:
        for part in project.participants:
            texts[history.columns[part.organisation]].append(project.text)
    return [" ".join(held) for held in texts]
