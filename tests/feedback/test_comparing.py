"""Before and after are counted by people, on the same questions."""

from __future__ import annotations

from matchmaker.domain.feedback.comparing import compare
from tests.domain.factories import make_observation

SEEN = [
    make_observation(id="1", month="2026-01", effect="failed", joined=3, danger=True, ratings=(("build", 2),)),
    make_observation(id="2", month="2026-02", effect="slower", danger=False),
    make_observation(id="3", month="2026-06", effect="none", ratings=(("build", 4),)),
    make_observation(id="4", month="2026-07", effect="failed", state="filed"),
]


def test_people_are_counted_on_both_sides_of_the_month() -> None:
    found = compare(SEEN, "2026-06")
    assert (found.people_before, found.people_after) == (5, 1)
    assert (found.months_before, found.months_after) == (2, 1)
    assert not found.is_open


def test_the_same_questions_are_asked_of_both_sides() -> None:
    effect, danger, build = compare(SEEN, "2026-06").questions
    assert (effect.before, effect.after) == ({"failed": 4, "slower": 1}, {"none": 1})
    assert (danger.before, danger.after) == ({"no": 1, "yes": 4}, {})
    assert (build.name, build.before, build.after) == ("build", {"2": 4}, {"4": 1})


def test_what_nobody_has_screened_and_what_nobody_answered_is_not_counted() -> None:
    found = compare(SEEN, "2026-07")
    assert found.people_after == 0 and found.is_open
    assert compare([], "2026-07").questions == ()
