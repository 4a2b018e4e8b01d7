"""The life cycle of a lesson: who may do which step, what it needs, what it rests on, and what the action changed."""

from __future__ import annotations

import pytest

from matchmaker.domain.feedback.lessons import (
    FROM,
    LEADS_TO,
    WRITTEN,
    Effect,
    Move,
    allowed,
    basis_of,
    effect_of,
    is_endorsed,
    problems_of_move,
    problems_of_words,
)
from matchmaker.domain.vocabulary import LESSON_STATES, Role
from tests.domain.factories import make_equipment, make_gap, make_joint_project, make_observation

WORDS = dict.fromkeys(WRITTEN, "Plain words.")


def effect(*months: str, since: str = "2026-06") -> Effect | None:
    seen = [make_observation(id=f"o{index}", month=month) for index, month in enumerate(months)]
    return effect_of(make_gap(observations=[one.id for one in seen]), seen, [], since)


def test_each_state_is_reached_from_the_one_before_and_only_so() -> None:
    steps = [(FROM[move], LEADS_TO[move]) for move in Move if FROM[move] != LEADS_TO[move]]
    assert steps == list(zip(LESSON_STATES, LESSON_STATES[1:], strict=False))


@pytest.mark.parametrize(
    ("role", "account", "may"),
    [
        (Role.ANALYST, "former", {Move.AMEND}),
        (Role.ANALYST, "another", {Move.ENDORSE, Move.REFUSE}),
        (Role.PROGRAMME_OFFICER, "officer", {Move.ENDORSE, Move.REFUSE}),
        (Role.TRAINING_OFFICER, "trainer", set()),
        (Role.ADMINISTRATOR, "administrator", set()),
        (Role.COMPANY, "company", set()),
    ],
)
def test_four_eyes_endorse(role: Role, account: str, may: set[Move]) -> None:
    assert allowed("lesson_identified", "former", role=role, account_id=account) == may


def test_after_that_whoever_formed_it_may_go_on_and_nothing_is_left_at_the_end() -> None:
    may = [allowed(state, "former", role=Role.ANALYST, account_id="former") for state in LESSON_STATES[1:]]
    assert may == [{Move.IMPLEMENT}, {Move.VALIDATE}, {Move.LEARN}, set()]


def test_only_what_is_endorsed_leaves() -> None:
    assert [is_endorsed(state) for state in LESSON_STATES] == [False, True, True, True, True]


@pytest.mark.parametrize("field", WRITTEN)
def test_without_every_part_nothing_is_identified(field: str) -> None:
    assert [one.field for one in problems_of_words(WORDS | {field: " – "}, "en")] == [field]
    assert not list(problems_of_words(WORDS, "en"))


def test_marked_long_and_strange_words_are_refused() -> None:
    wrong = WORDS | {"action": "NATO SECRET\nReplace the link.", "action_body": "x" * 201}
    assert [one.field for one in problems_of_words(wrong, "de")] == ["action", "action_body", "language"]


@pytest.mark.parametrize("move", [Move.REFUSE, Move.IMPLEMENT])
def test_a_refusal_and_what_was_done_need_words(move: Move) -> None:
    assert [one.field for one in problems_of_move(move, " ", None)] == ["note"]
    assert not list(problems_of_move(move, "In plain words.", None))


def test_it_is_validated_only_by_what_was_seen_on_both_sides_of_the_action() -> None:
    for found in (None, effect("2026-05"), effect("2026-06")):
        assert [one.field for one in problems_of_move(Move.VALIDATE, "It helped.", found)] == [""]
    both = effect("2026-05", "2026-06")
    assert not list(problems_of_move(Move.VALIDATE, "It helped.", both))
    assert [one.field for one in problems_of_move(Move.VALIDATE, "", both)] == ["note"]


def test_since_is_the_month_of_the_note_or_of_the_first_product_with_what_was_seen_on_it() -> None:
    behind = [make_observation(id="a", month="2026-03"), make_observation(id="b", month="2026-07", joined=2)]
    on_product = make_observation(id="c", month="2026-08", equipment_id="new")
    elsewhere = make_observation(id="d", month="2026-08", equipment_id="other")
    seen, gap = (*behind, on_product, elsewhere), make_gap(observations=["a", "b"])
    noted = effect_of(gap, seen, [], "2026-07")
    assert noted is not None and noted.project_id == ""
    assert (noted.comparison.people_before, noted.comparison.people_after) == (1, 3)
    fielding = {"gap_id": "gap-1", "state": "fielded", "equipment_id": "new"}
    projects = [
        make_joint_project(id="later", fielded_month="2026-10", **fielding),
        make_joint_project(id="first", fielded_month="2026-08", **fielding),
        make_joint_project(id="of another gap", fielded_month="2026-01", **(fielding | {"gap_id": "gap-2"})),
    ]
    fielded = effect_of(gap, seen, projects, "2026-11")
    assert fielded is not None and (fielded.project_id, fielded.comparison.since) == ("first", "2026-08")
    assert (fielded.comparison.people_before, fielded.comparison.people_after) == (4, 1)
    assert effect_of(gap, seen, projects, "") is None


def test_it_rests_on_people_who_were_heard_and_nothing_else() -> None:
    seen = [
        make_observation(
            id="a", number=7, equipment_id="e", setting="training", segment="north", cause="kit", joined=2
        ),
        make_observation(id="b", number=3, equipment_id="f", setting="operations", cause=""),
        make_observation(id="c", number=9, equipment_id="e", setting="training", state="filed"),
    ]
    types = {
        "e": make_equipment(id="e", military_list="ML10; ML5"),
        "f": make_equipment(id="f", military_list="ML5"),
    }
    basis = basis_of(seen, types)
    assert basis.settings == (("training", 3), ("operations", 1))
    assert (basis.segments, basis.causes) == ((("north", 3),), (("kit", 3),))
    assert (basis.military_list, basis.numbers) == (("ML5", "ML10"), (3, 7))
    assert (basis.evidence.people, basis.evidence.uncounted) == (4, 1)
