"""A claim of use is worth what screened observations from use say, and nothing more."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from matchmaker.domain.facts import MakerAnswerFacts
from matchmaker.domain.feedback.known import Version, what_is_known
from matchmaker.domain.feedback.useclaims import Standing, check_claim
from matchmaker.domain.vocabulary import EFFECTS, OBSERVATION_STATES
from tests.domain.factories import make_observation


def test_without_an_observation_a_claim_is_only_a_claim() -> None:
    check = check_claim([])
    assert check.standing is Standing.CLAIMED_ONLY
    assert (check.use.observations, check.use.people, check.use.first) == (0, 0, "")


@given(
    st.lists(
        st.builds(
            make_observation,
            id=st.uuids().map(str),
            effect=st.sampled_from(EFFECTS),
            setting=st.sampled_from(("", "training", "operations")),
            state=st.sampled_from(OBSERVATION_STATES),
            joined=st.integers(0, 50),
        ),
        max_size=6,
    )
)
def test_only_screened_observations_from_use_ever_give_the_mark(observations: list[object]) -> None:
    check = check_claim(observations)  # type: ignore[arg-type]
    bearing = [one for one in observations if one.setting == "operations" and one.state == "analysed"]  # type: ignore[attr-defined]
    assert (check.standing is Standing.CLAIMED_ONLY) == (not bearing)
    assert check.use.failed <= check.use.people


def test_people_period_conditions_sides_and_failures_are_counted() -> None:
    rest = {"setting": "operations"}
    check = check_claim(
        [
            make_observation(id="a", effect="none", month="2026-03", joined=2, conditions=("rain", "jamming"), **rest),
            make_observation(id="b", effect="danger", month="2026-08", side="UA", conditions=("jamming",), **rest),
            make_observation(id="c", effect="none", month="2026-09", setting="training", fictional=False),
            make_observation(id="d", effect="none", month="2020-01", state="filed", **rest),
        ]
    )
    assert check.standing is Standing.OBSERVED
    use = check.use
    assert (use.observations, use.people, use.failed, use.invented) == (2, 4, 1, 2)
    assert (use.first, use.last) == ("2026-03", "2026-08")
    assert use.conditions == (("rain", 3), ("jamming", 4)) and use.sides == (("UA", 1),)
    assert (check.training.observations, check.training.invented) == (1, 0)


def test_what_failed_whenever_it_was_seen_is_not_shown_as_proven() -> None:
    assert check_claim([make_observation(setting="operations", effect="failed")]).standing is Standing.ONLY_FAILED


# --- What is known of a kit -----------------------------------------------------------------------------------


def test_a_fault_says_what_became_of_it_and_later_sight_of_the_fix_counts() -> None:
    fixed = MakerAnswerFacts("firm-1", "fixed", "2.1", "2026-06")
    broken = make_observation(id="a", effect="failed", month="2026-05", answers=(fixed,), configuration="2.0")
    assert [(one.outcome, one.fixed_in) for one in what_is_known([broken]).faults] == [("fix_stated", ("2.1",))]
    seen = make_observation(id="b", effect="none", month="2026-07", configuration="Version 2.1")
    known = what_is_known([broken, seen])
    assert [(one.observation.id, one.outcome) for one in known.faults] == [("a", "fix_seen")]


def test_ratings_stay_five_counts_and_versions_are_told_apart() -> None:
    known = what_is_known(
        [
            make_observation(id="a", ratings=(("build", 1),), configuration="v2 ", joined=3),
            make_observation(id="b", ratings=(("build", 5), ("spares", 5)), configuration="V2", effect="none"),
            make_observation(id="c", ratings=(("build", 5),), configuration="v9", state="filed"),
        ]
    )
    ratings = dict(known.ratings)
    assert ratings["build"] == (1, 0, 0, 0, 1) and ratings["spares"] == (0, 0, 0, 0, 1)
    assert ratings["ease_of_use"] == (0, 0, 0, 0, 0)
    assert known.versions == (Version("v2", 5, 4),)
