"""Learning finds what was planted, is the same each time, and knows the past only."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from matchmaker.domain.affinity.choice import Choice, fitted
from matchmaker.domain.affinity.features import FEATURES, TEAM_FEATURES, TOPIC_FEATURES
from matchmaker.domain.affinity.history import History, Question
from matchmaker.domain.affinity.learning import Matcher, lessons_of, train
from matchmaker.domain.affinity.weights import (
    BadWeights,
    LearnedWeights,
    current_learned,
    read_learned,
    rounded,
    write_learned,
)
from tests.affinity.market import SUBJECTS, history, organisations, past, project

DAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def learned() -> LearnedWeights:
    return train(history(), 0, "test", DAY)


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher.of(history())


def planted(weights: list[float], questions: int = 400) -> list[Choice]:
    """Choices among 30, made by chance with the odds that the weights give."""
    random = np.random.default_rng(3)
    made = []
    for _ in range(questions):
        rows = random.random((30, len(weights)))
        chosen = int(np.argmax(rows @ weights + random.gumbel(size=30)))
        made.append(Choice(np.roll(rows, -chosen, axis=0).astype(np.float32)))
    return made


def test_planted_weights_are_found():
    found = fitted(planted([6.0, 3.0, 0.0]), 3, ridge=0.1)
    assert found == pytest.approx([6.0, 3.0, 0.0], abs=0.6)


def test_no_weight_is_negative_even_where_less_is_better():
    assert fitted(planted([6.0, -4.0]), 2)[1] == 0


def test_a_strong_ridge_makes_weights_equal_and_nothing_to_learn_leaves_them_so():
    few = fitted(planted([6.0, 0.0], questions=30), 2, ridge=1e6)
    assert few[0] == pytest.approx(few[1], rel=1e-2)
    assert fitted([], 3).tolist() == [1.0, 1.0, 1.0]


def test_learning_is_the_same_each_time_whatever_the_order(learned: LearnedWeights):
    again = train(History.of(tuple(reversed(past())), organisations()), 0, "test", DAY)
    assert again == learned


def test_weights_add_up_to_1_and_read_back_as_written(learned: LearnedWeights):
    for held, names in ((learned.team, TEAM_FEATURES), (learned.topic, TOPIC_FEATURES)):
        assert tuple(held) == names
        assert sum(round(weight * 10_000) for weight in held.values()) == 10_000
    assert read_learned(write_learned(learned)) == learned


def test_each_year_is_asked_with_earlier_years_only():
    lessons, note = lessons_of(history(), 0)
    for lesson in lessons:
        years = {one.year for one in lesson.asked}
        assert len(years) == 1
        assert max(one.year or 0 for one in lesson.past.projects) < min(year or 0 for year in years)
    assert "2020 to 2022" in note


def test_a_later_project_changes_no_earlier_lesson():
    later = project("late", "sea", 2023, ("s0", "a0", "n0"))
    before, after = (
        {lesson.asked[0].year: lesson for lesson in lessons_of(History.of(told, organisations()), 0)[0]}
        for told in (past(), (*past(), later))
    )
    for year, lesson in before.items():
        assert after[year].past.projects == lesson.past.projects
        assert after[year].asked == lesson.asked


def test_a_small_past_leaves_weights_equal_and_says_so():
    little = train(History.of(past()[:4], organisations()), 0, "test", DAY)
    assert "all weights are equal" in little.note
    assert max(little.team.values()) - min(little.team.values()) <= 0.0001


def test_one_year_is_learned_in_fifths():
    many = History.of([replace(one, year=None) for one in past()], organisations())
    folds, note = lessons_of(many, 1)
    assert "one year only" in note and len(folds) == 5
    for fold in folds:
        assert not {one.id for one in fold.asked} & {one.id for one in fold.past.projects}


def test_projects_without_a_year_are_in_no_past_and_are_counted():
    undated = [replace(one, year=None) if one.id.endswith("-0") else one for one in past()]
    lessons, note = lessons_of(History.of(undated, organisations()), 0)
    assert lessons and all(one.year for lesson in lessons for one in (*lesson.past.projects, *lesson.asked))
    assert note.endswith("; 12 projects without a year were left out")
    assert "without a year" not in lessons_of(history(), 0)[1]


def test_the_note_says_how_many_projects_taught_and_whole_numbers_are_written_whole(learned: LearnedWeights):
    assert learned.note.startswith("24 projects: 2020 to 2022")
    told = write_learned(replace(learned, metrics={"year": 2024.0, "n": 639.0, "mrr": 0.5}))
    assert "year: '2024'" in told and "n: '639'" in told and "mrr: '0.5000'" in told


def test_the_matcher_ranks_partners_of_the_subject_first(matcher: Matcher):
    ids = [held.id for held in matcher.affinity.history.organisations]
    for members in ((), ("s1", "s2")):
        scores = matcher.rank(Question(SUBJECTS["sea"], members, "X-SEA", 2023))
        first = [ids[row] for row in np.argsort(-scores, kind="stable") if ids[row] not in members][:3]
        assert all(id.startswith("s") for id in first)
        assert scores.min() >= 0 and scores.max() <= 1


def test_the_score_is_the_sum_of_contributions(matcher: Matcher):
    columns = matcher.affinity.columns(Question(SUBJECTS["sea"], ("s1",)))
    row = matcher.affinity.history.columns["s3"]
    parts = [columns.values[row, FEATURES.index(name)] * weight for name, weight in matcher.weights.team.items()]
    assert columns.scores(matcher.weights.team)[row] == pytest.approx(sum(parts), abs=1e-12)


def test_the_packaged_weights_are_readable_and_say_how_good_they_are():
    held = current_learned()
    assert held.day == DAY and held.metrics["hit@10"] > 0.3


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("version:", "edition:", "expected the parts"),
        ("joint_projects:", "charm:", "expected the features"),
        ("day: '2026-11-23'", "day: '2026-13-45'", "month"),
        ("seed: '0'", "seed: none", "invalid literal"),
    ],
)
def test_bad_files_are_refused(learned: LearnedWeights, old: str, new: str, said: str):
    text = write_learned(learned)
    assert old in text
    with pytest.raises(BadWeights, match=said):
        read_learned(text.replace(old, new))


@pytest.mark.parametrize("change", [{"team": 0.1}, {"team": -1.0}])
def test_weights_that_do_not_add_up_or_are_negative_are_refused(learned: LearnedWeights, change: dict[str, float]):
    first = TEAM_FEATURES[0]
    with pytest.raises(BadWeights):
        read_learned(
            write_learned(replace(learned, team={**learned.team, first: learned.team[first] + change["team"]}))
        )


@pytest.mark.parametrize("text", ["", "[]", "just words", "version: '1'"])
def test_what_is_no_file_of_weights_is_refused(text: str):
    with pytest.raises(BadWeights):
        read_learned(text)


def test_rounding_keeps_the_sum():
    assert sum(round(weight * 10_000) for weight in rounded({str(at): 1.0 for at in range(7)}).values()) == 10_000
