"""Who may do what with an observation, in every state, and how far it has come."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from matchmaker.domain.feedback.lifecycle import (
    FROM,
    LEADS_TO,
    OPEN_STATES,
    Standing,
    Step,
    allowed,
    is_dangerous,
    overdue,
    problems_of_closing,
    problems_of_words,
    reopen_until,
)
from matchmaker.domain.feedback.passages import LONGEST_SIDE, passage
from matchmaker.domain.feedback.stages import stages
from matchmaker.domain.vocabulary import OBSERVATION_STATES, OUTCOMES, Role

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
CLOSED_AT = NOW - timedelta(days=3)
TAKE, ASK, ANSWER, ANALYSE, CLOSE, REOPEN, SET_TYPE = Step
SCREENING = {TAKE, ASK, ANALYSE, CLOSE, SET_TYPE}


def steps_of(state: str, *, role: Role, account_id: str = "reader", owner_id: str | None = None) -> set[Step]:
    closed_at = CLOSED_AT if state == "closed" else None
    standing = Standing(state, filed_by="author", owner_id=owner_id, closed_at=closed_at)
    return set(allowed(standing, role=role, account_id=account_id, now=NOW))


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("filed", SCREENING),
        ("asked", {TAKE, ANALYSE, CLOSE, SET_TYPE}),
        ("analysed", {TAKE, CLOSE, SET_TYPE}),
        ("closed", set()),
    ],
)
def test_what_an_analyst_may_do_with_what_nobody_has(state: str, expected: set[Step]) -> None:
    assert steps_of(state, role=Role.ANALYST) == expected


@pytest.mark.parametrize("state", OBSERVATION_STATES)
def test_its_owner_need_not_take_it_again_and_another_analyst_must(state: str) -> None:
    free = steps_of(state, role=Role.ANALYST)
    assert steps_of(state, role=Role.ANALYST, owner_id="reader") == free - {TAKE}
    assert steps_of(state, role=Role.ANALYST, owner_id="another") == free & {TAKE}


@pytest.mark.parametrize("role", [Role.TRAINING_OFFICER, Role.ANALYST])
@pytest.mark.parametrize(
    ("state", "expected"), [("filed", set()), ("asked", {ANSWER}), ("analysed", set()), ("closed", {REOPEN})]
)
def test_an_author_answers_and_reopens_and_never_screens_the_own_one(
    state: str, role: Role, expected: set[Step]
) -> None:
    assert steps_of(state, role=role, account_id="author") == expected


@pytest.mark.parametrize("state", OBSERVATION_STATES)
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ANALYST])
def test_everybody_else_only_reads(state: str, role: Role) -> None:
    assert steps_of(state, role=role) == set()
    if role is not Role.TRAINING_OFFICER:
        assert steps_of(state, role=role, account_id="author") == set()


def test_every_step_leads_to_a_state_from_one() -> None:
    assert set(FROM) == set(Step)
    assert {state for states in FROM.values() for state in states} == set(OBSERVATION_STATES)
    assert set(LEADS_TO.values()) == set(OBSERVATION_STATES)
    assert set(OPEN_STATES) == set(OBSERVATION_STATES) - {"closed"}


@pytest.mark.parametrize(("days", "open_again"), [(0, True), (30, True), (31, False)])
def test_thirty_days_to_reopen(days: int, open_again: bool) -> None:
    standing = Standing("closed", filed_by="author", closed_at=NOW - timedelta(days=days))
    may = allowed(standing, role=Role.TRAINING_OFFICER, account_id="author", now=NOW)
    assert (REOPEN in may) == open_again


def test_the_last_day_to_reopen_is_a_day() -> None:
    assert reopen_until(datetime(2026, 11, 24, 23, 59, tzinfo=UTC)) == date(2026, 12, 24)
    assert reopen_until(datetime(2020, 1, 1, tzinfo=UTC)) == date(2020, 1, 31)


@pytest.mark.parametrize(
    ("state", "due", "late"),
    [
        ("filed", NOW - timedelta(seconds=1), True),
        ("filed", NOW, False),
        ("filed", None, False),
        ("asked", NOW - timedelta(days=9), False),
        ("analysed", NOW - timedelta(days=9), False),
    ],
)
def test_late_is_what_waits_for_us_beyond_its_time(state: str, due: datetime | None, late: bool) -> None:
    assert overdue(Standing(state, filed_by="author", due_at=due), NOW) == late


@pytest.mark.parametrize(
    ("danger", "effect", "expected"),
    [(True, "none", True), (None, "danger", True), (False, "danger", True), (False, "failed", False)],
)
def test_danger_is_what_either_question_says(danger: bool | None, effect: str, expected: bool) -> None:
    assert is_dangerous(danger, effect) == expected


@pytest.mark.parametrize(
    ("outcome", "reason", "names_another", "fields"),
    [
        ("fixed", "The maker has mended it.", False, []),
        ("duplicate", "Number 3 says the same.", True, []),
        ("duplicate", "Number 3 says the same.", False, ["same_as"]),
        ("mended", "The maker has mended it.", False, ["outcome"]),
        ("not_taken_up", " … ", False, ["reason"]),
        ("fixed", "NATO SECRET mended", False, ["reason"]),
        ("fixed", "x" * 8001, False, ["reason"]),
    ],
)
def test_an_outcome_needs_its_reason(outcome: str, reason: str, names_another: bool, fields: list[str]) -> None:
    found = problems_of_closing(outcome, reason, names_another=names_another)
    assert [problem.field for problem in found] == fields


@pytest.mark.parametrize("outcome", [one for one in OUTCOMES if one != "duplicate"])
def test_every_outcome_may_be_given(outcome: str) -> None:
    assert not list(problems_of_closing(outcome, "Said plainly.", names_another=False))


def test_words_are_needed() -> None:
    assert [problem.field for problem in problems_of_words("question", "??")] == ["question"]


# --- How far it has come --------------------------------------------------------------------------------------


def reached(state: str, **given: object) -> list[str]:
    values = {"filed_at": NOW, "closed_at": None, "done": (), "gaps": (), "lesson": (), **given}
    found = stages(state, **values)  # type: ignore[arg-type]
    assert [one.here for one in found].count(True) == 1
    return [f"{one.name}*" if one.here else one.name for one in found if one.reached]


def test_an_observation_alone_comes_as_far_as_its_analysis() -> None:
    assert reached("filed") == ["filed*"]
    assert reached("asked") == ["filed*"]
    assert reached("analysed") == ["filed", "analysed*"]
    assert len(stages("filed", filed_at=NOW, closed_at=None, done=(), gaps=(), lesson=())) == 8


def test_one_that_was_reopened_is_filed_again() -> None:
    done = [("analysed", NOW), ("closed", NOW), ("reopened", NOW)]
    assert reached("filed", done=done) == ["filed*"]


def test_behind_a_gap_the_lesson_counts() -> None:
    moved = [("endorsed", NOW), ("lesson_identified", NOW - timedelta(days=2))]
    assert reached("analysed", gaps=[NOW]) == ["filed", "analysed", "gap*"]
    assert reached("analysed", gaps=[NOW], lesson=moved) == [
        "filed",
        "analysed",
        "gap",
        "lesson_identified",
        "endorsed*",
    ]


def test_no_lesson_without_a_gap() -> None:
    assert reached("analysed", lesson=[("lesson_learned", NOW)]) == ["filed", "analysed*"]


def test_a_closed_one_shows_what_it_reached_and_that_it_is_closed() -> None:
    assert reached("closed", closed_at=NOW) == ["filed", "closed*"]
    assert reached("closed", closed_at=NOW, done=[("analysed", NOW)]) == ["filed", "analysed", "closed*"]
    found = stages("closed", filed_at=NOW, closed_at=NOW, done=(), gaps=(), lesson=())
    assert [(one.name, one.at) for one in found] == [("filed", NOW), ("closed", NOW)]


# --- A place in its sentence ----------------------------------------------------------------------------------

TEXT = "The link broke. Then Testbird fell (v1.2 it was)! Nobody saw why"


@pytest.mark.parametrize(
    ("words", "before", "after"),
    [
        ("Testbird", "Then ", " fell (v1.2 it was)!"),
        ("The", "", " link broke."),
        ("why", "Nobody saw ", ""),
        ("v1.2", "Then Testbird fell (", " it was)!"),
    ],
)
def test_the_sentence_around_a_place(words: str, before: str, after: str) -> None:
    start = TEXT.index(words)
    found = passage(TEXT, start, start + len(words))
    assert (found.before, found.marked, found.after) == (before, words, after)


def test_a_long_sentence_is_cut_at_words() -> None:
    text = "word " * 200 + "Testbird" + " word" * 200
    found = passage(text, 1000, 1008)
    assert found.marked == "Testbird"
    assert found.before.startswith("… word") and len(found.before) <= LONGEST_SIDE + 2
    assert found.after.endswith("word …") and len(found.after) <= LONGEST_SIDE + 2


@pytest.mark.parametrize(("start", "end"), [(0, 3), (500, 508), (-4, 2), (9, 9)])
def test_a_wrong_place_is_looked_up_by_its_words(start: int, end: int) -> None:
    assert passage(TEXT, start, end, "Testbird").before == "Then "
    assert passage(TEXT, start, end, "Kolibri") == passage("", 0, 0, "Kolibri")


def test_a_text_of_dots_is_read_at_once() -> None:
    assert passage("." * 8000 + "Testbird", 8000, 8008).marked == "Testbird"
