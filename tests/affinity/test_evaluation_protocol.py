"""What is asked, what is counted, and that no query reaches the answer to another."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from math import inf
from typing import Any

import numpy as np
import pytest

from matchmaker.domain.affinity.evaluation.baselines import baselines
from matchmaker.domain.affinity.evaluation.bootstrap import Resampling
from matchmaker.domain.affinity.evaluation.cases import hidden_partners, team_by_text, team_by_topic
from matchmaker.domain.affinity.evaluation.protocol import Answers, Questions, answers, figures, lead, summary
from matchmaker.domain.affinity.history import PastProject, Question
from tests.affinity.worlds import DRONE, RADAR, SHIP, Fixed, past, project

HISTORY = past(project("1", RADAR, "ABC"), project("2", DRONE, "CDE"), project("3", SHIP, "FG"))
QUERIES = (project("8", RADAR, "ABX", 2022), project("9", DRONE, "DE", 2022, topic="swarms"))


def test_each_partner_is_hidden_once_and_the_known_others_are_given() -> None:
    cases = list(hidden_partners(QUERIES[0], HISTORY.columns))
    assert [(case.hidden, case.question.members, case.warm) for case in cases] == [
        ("A", ("B",), True),
        ("B", ("A",), True),
        ("X", ("A", "B"), False),
    ]
    assert {case.question.text for case in cases} == {RADAR}


def test_a_team_is_asked_for_by_the_topic_alone_where_it_is_known() -> None:
    told = [(team.question.text, team.question.members, team.by_topic) for team in map(team_by_topic, QUERIES)]
    assert told == [(RADAR, (), False), ("swarms", (), True)]
    assert team_by_text(QUERIES[1]).question == Question(DRONE, (), "F", 2022)


def test_members_take_no_place_and_cold_partners_are_never_ranked() -> None:
    scores = Fixed([9, 8, 7, 6, 5, 4, 3])
    found = answers(scores, HISTORY, Questions.of(QUERIES, HISTORY.columns))
    # Of A to G: A beside member B; B beside member A; X; then D beside E and E beside D.
    assert found.cases.tolist() == [1, 1, inf, 4, 4]
    assert [ranks.tolist() for ranks in found.texts] == [[1, 2, inf], [4, 5]]


def test_figures_by_hand() -> None:
    questions = Questions.of(QUERIES, HISTORY.columns)
    ranks = Answers(
        np.array([1, 20, inf, 4, 60]),
        (np.array([1, 60, inf]), np.array([4, 11])),
        (np.array([1, 2, inf]), np.array([4, 5])),
    )
    told = figures(ranks, questions, Resampling.of(["8", "9"], 1))
    assert {key: value for key, value in told["warm"].items() if not key.endswith("_ci")} == {
        "n": 4,
        "hit@1": 0.25,
        "hit@10": 0.5,
        "hit@50": 0.75,
        "mrr": round((1 + 1 / 20 + 1 / 4 + 1 / 60) / 4, 4),
        "median_rank": 12.0,
    }
    assert (told["all"]["n"], told["all"]["hit@10"], told["all"]["median_rank"]) == (5, 0.4, 20.0)
    topic = {key: value for key, value in told["topic"].items() if not key.endswith("_ci")}
    assert topic == {
        "n": 2,
        "partners": 4,
        "recall@10": 0.5,
        "recall@10_all": round((1 / 3 + 1 / 2) / 2, 4),
        "recall@50": 0.75,
        "recall@50_all": round((1 / 3 + 1) / 2, 4),
        "by_topic_text": 1,
        "by_project_text": 1,
    }
    assert told["text"]["recall@50"] == 1


def test_every_rate_has_an_interval_around_it() -> None:
    told = told_of(HISTORY_OF_MANY, MANY)
    parts = [told["model"][part] for part in ("warm", "all", "topic", "text")]
    rates = [
        (part, key) for part in parts for key in part if key.startswith(("hit", "mrr", "recall")) and "_ci" not in key
    ]
    assert len(rates) == 16
    for part, key in rates:
        low, high = part[f"{key}_ci"]
        assert 0 <= low <= part[key] <= high <= 1


def test_the_lead_is_a_paired_difference() -> None:
    questions = Questions.of(QUERIES, HISTORY.columns)
    ahead = Answers(np.array([1, 1, inf, 1, 1]), (), ())
    behind = Answers(np.array([1, 11, inf, 1, 11]), (), ())
    found = lead(ahead, behind, questions, Resampling.of(["8", "9"], 1))
    # Each project gains in one case of two, so whichever is drawn the lead is one half.
    assert (found["hit@10"], found["hit@10_ci"]) == (0.5, [0.5, 0.5])


def test_the_shape_is_json_without_surprises() -> None:
    told = told_of(HISTORY_OF_MANY, MANY)
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    assert set(told) == {"model", "baselines", "lead"}
    assert {"popularity", "bm25", "tfidf", "pagerank", "embedding"} <= set(told["baselines"])
    assert told["baselines"]["embedding"] == {"skipped": "no package"}
    assert "embedding" not in told["lead"]


def test_no_warm_case_gives_none_and_no_fault() -> None:
    told = told_of([project("1", RADAR, "AB")], [project("9", RADAR, "XY", 2022)])
    assert told["model"]["warm"]["n"] == 0
    assert (
        told["model"]["warm"]["hit@10"]
        is told["model"]["warm"]["hit@10_ci"]
        is told["model"]["warm"]["median_rank"]
        is None
    )
    assert (told["model"]["all"]["n"], told["model"]["all"]["hit@10"], told["model"]["topic"]["n"]) == (2, 0.0, 0)


# --- Nothing leaks ----------------------------------------------------------------------------------------------

HISTORY_OF_MANY = [
    project(f"{year}{place}", f"{text} {year}", partners, year)
    for year in (2019, 2020, 2021)
    for place, (text, partners) in enumerate(((RADAR, "ABCJ"), (DRONE, "DEFJ"), (SHIP, "GHIJ")))
]
MANY = [project("91", RADAR, "ABZ", 2022), project("92", DRONE, "DEFG", 2022), project("93", SHIP, "GHJ", 2022)]
NAMES = tuple(name for name, maker in baselines(past(*HISTORY_OF_MANY), None).items() if not isinstance(maker, str))


@pytest.mark.parametrize("name", NAMES)
def test_another_query_changes_nothing_in_the_answers(name: str) -> None:
    alone = ranks_of(name, MANY[:1])
    changed = project("92", "antenna swarm of quite other words", "CFX", 2022)
    assert ranks_of(name, [changed, *MANY[:1]])["91"] == ranks_of(name, MANY)["91"] == alone["91"]


@pytest.mark.parametrize("name", NAMES)
def test_the_order_of_the_queries_changes_nothing(name: str) -> None:
    assert ranks_of(name, MANY) == ranks_of(name, MANY[::-1])


def test_the_order_of_both_files_changes_no_figure() -> None:
    assert told_of(HISTORY_OF_MANY, MANY) == told_of(HISTORY_OF_MANY[::-1], MANY[::-1])


def test_an_asked_question_leaves_nothing_behind() -> None:
    history = past(*HISTORY_OF_MANY)
    for name in NAMES:
        maker = baselines(history, None)[name]
        assert not isinstance(maker, str)
        ranker = maker()
        first = Question(RADAR, ("A",))
        before = ranker.rank(first).tolist()
        for text in (DRONE, SHIP, "", "unheard of", "x", "y"):
            ranker.rank(Question(text, ("G",)))
        assert ranker.rank(first).tolist() == before


def ranks_of(name: str, queries: Collection[PastProject]) -> dict[str, list[float]]:
    history = past(*HISTORY_OF_MANY)
    questions = Questions.of(queries, history.columns)
    maker = baselines(history, None)[name]
    assert not isinstance(maker, str)
    found = answers(maker(), history, questions)
    by_project: dict[str, list[float]] = {}
    for case, rank in zip(questions.cases, found.cases.tolist(), strict=True):
        by_project.setdefault(case.project, []).append(rank)
    for team, ranks in zip(questions.texts, found.texts, strict=True):
        by_project[team.project] += ranks.tolist()
    return by_project


def told_of(past_projects: Sequence[PastProject], queries: Collection[PastProject], seed: int = 3) -> dict[str, Any]:
    history = past(*past_projects)
    questions = Questions.of(queries, history.columns)
    makers = baselines(history, None, "no package")
    found = {
        name: maker if isinstance(maker, str) else answers(maker(), history, questions)
        for name, maker in makers.items()
    }
    return summary({"model": of_fusion(found), **found}, questions, seed)


def of_fusion(found: dict[str, Answers | str]) -> Answers:
    held = found["fusion"]
    assert isinstance(held, Answers)
    return held
