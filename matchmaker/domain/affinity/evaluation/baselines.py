"""The rankers that a model has to beat, each in its best simple form.

Their few settings (EASE's penalty, the walk's returns, how many projects vote) were chosen once, on EDF 2021-22 asked
for 2023, and stay as they are whatever the history.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from matchmaker.domain.affinity.evaluation.metrics import middle_ranks
from matchmaker.domain.affinity.evaluation.ranker import Embed, Ranker, Scores
from matchmaker.domain.affinity.evaluation.relational import (
    AdamicAdar,
    CommonNeighbours,
    CoParticipation,
    Ease,
    ItemNeighbours,
    PersonalisedPageRank,
    Popularity,
)
from matchmaker.domain.affinity.evaluation.textual import Bm25Profiles, EmbeddedProjects, ProjectVotes, TfidfProfiles
from matchmaker.domain.affinity.history import History, Question

EMBEDDING = "embedding"
MOST_FOR_EASE = 8_000
_FLATTENING = 60
Maker = Callable[[], Ranker]


class Fusion:
    """Several rankings made one by the sum of 1 / (60 + rank): Cormack, Clarke and Büttcher, SIGIR 2009."""

    def __init__(self, rankers: Sequence[Ranker]) -> None:
        self._rankers = tuple(rankers)

    def rank(self, question: Question) -> Scores:
        found = [ranker.rank(question) for ranker in self._rankers]
        everybody = np.ones(len(found[0]), dtype=np.bool_)
        return np.asarray(sum(1 / (_FLATTENING + middle_ranks(scores, everybody)) for scores in found))


def baselines(history: History, embed: Embed | None, embed_missing: str = "") -> Mapping[str, Maker | str]:
    """How to make each baseline from the history, by name, or why it is left out.

    `embed_missing` says why there is no `embed`.
    """
    count = len(history.organisations)
    too_many = f"{count} organisations; its time grows with their cube, so it is left out above {MOST_FOR_EASE}"
    return {
        "popularity": lambda: Popularity(history),
        "bm25": lambda: Bm25Profiles(history),
        "tfidf": lambda: TfidfProfiles(history),
        "pagerank": lambda: PersonalisedPageRank(history),
        EMBEDDING: embed_missing if embed is None else lambda: EmbeddedProjects(history, embed),
        "project_votes": lambda: ProjectVotes(history),
        "common_neighbours": lambda: CommonNeighbours(history),
        "co_participation": lambda: CoParticipation(history),
        "adamic_adar": lambda: AdamicAdar(history),
        "item_knn": lambda: ItemNeighbours(history),
        "ease": (lambda: Ease(history)) if count <= MOST_FOR_EASE else too_many,
        "fusion": (lambda: Fusion((ProjectVotes(history), Ease(history)))) if count <= MOST_FOR_EASE else too_many,
    }
