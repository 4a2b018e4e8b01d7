"""Every baseline finds what it is there to find; BM25 and the walk equal public packages."""

from __future__ import annotations

from collections.abc import Sequence

import bm25s
import networkx as nx
import numpy as np
import pytest
from numpy.typing import NDArray

from matchmaker.domain.affinity.evaluation.baselines import MOST_FOR_EASE, Fusion, baselines
from matchmaker.domain.affinity.evaluation.bm25 import Bm25, words
from matchmaker.domain.affinity.evaluation.relational import (
    AdamicAdar,
    CommonNeighbours,
    CoParticipation,
    Ease,
    ItemNeighbours,
    PersonalisedPageRank,
    Popularity,
)
from matchmaker.domain.affinity.history import History, Question
from tests.affinity.worlds import DRONE, RADAR, SHIP, Fixed, past, project

HISTORY = past(
    project("1", RADAR, "ABC"),
    project("2", DRONE, "CDE"),
    project("3", SHIP, "FGC"),
    project("4", f"{RADAR} {RADAR} {SHIP}", "AB"),
)
TEXTS = (
    "A radar for ships, and a second radar for the coast",
    "Drones that find ships at sea",
    "The hull of a ship in salt water: corrosion of the hull",
    "An antenna",
    "radar radar radar antenna signal of drones and of ships in the sea, found by the coast guard with a signal",
    "",
)


def letters(embedding: Sequence[str]) -> NDArray[np.float32]:
    """Stands in for an embedding: how often each of three words occurs."""
    rows = [[text.count(word) + 0.01 for word in ("radar", "drone", "ship")] for text in embedding]
    return np.array([np.array(row) / np.linalg.norm(row) for row in rows], dtype=np.float32)


@pytest.mark.parametrize(
    "query", ["radar", "radar of the ships", "radar radar antenna sea", "hull corrosion", "nothing"]
)
def test_bm25_equals_the_public_package(query: str) -> None:
    public = bm25s.BM25(method="lucene", k1=1.5, b=0.75)
    public.index([words(text) for text in TEXTS], show_progress=False)
    known = [word for word in words(query) if any(word in words(text) for text in TEXTS)]
    theirs = public.get_scores(known) if known else np.zeros(len(TEXTS))
    assert Bm25.of(TEXTS).scores(query) == pytest.approx(theirs, abs=1e-5)


def test_bm25_without_any_word_scores_nothing() -> None:
    assert Bm25.of(["", "of the"]).scores("radar").tolist() == [0, 0]


@pytest.mark.parametrize("name", ["bm25", "tfidf", "project_votes", "embedding", "pagerank"])
@pytest.mark.parametrize(("text", "found"), [(DRONE, "DE"), (SHIP, "FG")])
def test_readers_find_those_who_did_the_like(name: str, text: str, found: str) -> None:
    assert best(HISTORY, name, Question(text), but="C", count=2) == set(found)


@pytest.mark.parametrize("name", ["bm25", "tfidf", "project_votes", "pagerank"])
def test_readers_read_the_topic_as_well(name: str) -> None:
    assert best(HISTORY, name, Question("", topic=DRONE), but="C", count=2) == {"D", "E"}


@pytest.mark.parametrize(
    "name",
    ["common_neighbours", "co_participation", "adamic_adar", "item_knn", "ease", "pagerank", "fusion"],
)
def test_the_others_find_whom_the_members_know(name: str) -> None:
    assert best(HISTORY, name, Question("", members=("D",)), but="D", count=2) == {"C", "E"}


@pytest.mark.parametrize("ranker", [CommonNeighbours, CoParticipation, AdamicAdar, ItemNeighbours, Ease])
def test_without_members_they_know_popularity_only(ranker: type) -> None:
    found = ranker(HISTORY).rank(Question(RADAR))
    assert found.tolist() == Popularity(HISTORY).rank(Question("")).tolist() == [2, 2, 3, 1, 1, 1, 1]


def test_strengths_by_hand() -> None:
    asked = Question("", members=("A",))
    at = HISTORY.columns
    assert CommonNeighbours(HISTORY).rank(asked)[at["B"]] == 1
    assert CoParticipation(HISTORY).rank(asked)[at["B"]] == pytest.approx(1 / 2 + 1)
    assert AdamicAdar(HISTORY).rank(asked)[at["B"]] == pytest.approx(1 / np.log(3) + 1 / np.log(2))
    assert ItemNeighbours(HISTORY).rank(asked)[at["C"]] == pytest.approx(1 / np.sqrt(2 * 3))


def test_ease_solves_what_its_paper_asks() -> None:
    """Each column is the ridge regression of one organisation on all others (equation 4 of the paper)."""
    incidence = HISTORY.incidence.toarray()
    wanted = HISTORY.columns["B"]
    others = [column for column in range(incidence.shape[1]) if column != wanted]
    table = incidence[:, others]
    ridge = np.linalg.solve(table.T @ table + 10 * np.eye(len(others)), table.T @ incidence[:, wanted])
    scores = Ease(HISTORY).rank(Question("", members=("A", "C")))
    given = [others.index(HISTORY.columns[member]) for member in "AC"]
    assert scores[wanted] == pytest.approx(ridge[given].sum())


def test_the_walk_equals_networkx() -> None:
    graph = nx.Graph((part.organisation, project.id) for project in HISTORY.projects for part in project.participants)
    expected = nx.pagerank(graph, alpha=0.5, personalization={"A": 1.0}, tol=1e-12)
    found = PersonalisedPageRank(HISTORY).rank(Question("", members=("A",)))
    shares = found / found.sum()
    total = sum(expected[organisation.id] for organisation in HISTORY.organisations)
    assert shares == pytest.approx(
        [expected[organisation.id] / total for organisation in HISTORY.organisations], abs=1e-6
    )


def test_fusion_adds_places_not_scores() -> None:
    small, large = Fixed([3, 2, 1]), Fixed([1000, 0, 500])
    assert Fusion([small, large]).rank(Question("")).tolist() == pytest.approx(
        [1 / 61 + 1 / 61, 1 / 62 + 1 / 63, 1 / 63 + 1 / 62]
    )


def test_what_is_left_out_says_why() -> None:
    assert baselines(HISTORY, None, "no package")["embedding"] == "no package"
    crowd = past(*(project(str(number), RADAR, chr(0x4E00 + number)) for number in range(MOST_FOR_EASE + 1)))
    assert f"left out above {MOST_FOR_EASE}" in str(baselines(crowd, None)["ease"])


def best(history: History, name: str, question: Question, *, but: str, count: int) -> set[str]:
    maker = baselines(history, letters)[name]
    assert not isinstance(maker, str)
    scores = maker().rank(question)
    ids = [organisation.id for organisation in history.organisations if organisation.id not in but]
    return set(sorted(ids, key=lambda id: -scores[history.columns[id]])[:count])
