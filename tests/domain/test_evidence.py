"""Evidence: counts, recency, spread and outcome; what nobody has screened is none."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.domain.facts import CatalogueFacts, MakerAnswerFacts, ObservationFacts
from matchmaker.domain.feedback.weigh import FIX_SEEN, outcome, wanting_evidence, worked_evidence
from matchmaker.domain.findings import Contribution
from matchmaker.domain.matching.rank import rank_firms
from matchmaker.domain.matching.weights import current_weights
from tests.domain.factories import make_gap, make_observation
from tests.ranking.worlds import TOPIC, snapshot, world

WEIGHTS = current_weights()
RULES, HALF = WEIGHTS.evidence, WEIGHTS.half["field_evidence"]
NEWEST = "2026-11"
FIX = MakerAnswerFacts("firm-1", "fixed", "2.1", "2026-10")
MONTHS = st.sampled_from(["2016-01", "2024-05", "2025-12", "2026-03", "2026-11"])
SIDES = st.sampled_from(["", "EU", "UA"])


def seen(number: int, **rest: Any) -> list[ObservationFacts]:
    return [make_observation(id=str(one), **{"effect": "none", "month": NEWEST, **rest}) for one in range(number)]


def worked(*found: ObservationFacts) -> float:
    return worked_evidence(found, found, NEWEST, HALF, RULES)


def feature(firm_id: str, name: str, facts: CatalogueFacts) -> Contribution:
    row = next(row for row in rank_firms(snapshot(facts), TOPIC, WEIGHTS) if row.firm.id == firm_id)
    return next(part for part in row.score.contributions if part.feature == name)


@given(two=st.lists(st.tuples(MONTHS, SIDES), min_size=2, max_size=2), month=MONTHS, side=SIDES)
def test_two_reports_never_outrank_forty(two: list[tuple[str, str]], month: str, side: str) -> None:
    few = [make_observation(id=f"few-{at}", effect="none", month=one, side=of) for at, (one, of) in enumerate(two)]
    many = seen(40, month=month, side=side)
    assert worked(*few) < worked(*many)
    assert worked(*few) < worked(replace(many[0], joined=39))
    halves = (NEWEST, WEIGHTS.half["gap_evidence"], RULES)
    assert wanting_evidence(few, *halves) < wanting_evidence(many, *halves)


@given(st.lists(st.tuples(MONTHS, SIDES), max_size=8), MONTHS, SIDES)
def test_one_more_that_worked_never_counts_against(found: list[tuple[str, str]], month: str, side: str) -> None:
    before = [make_observation(id=str(at), effect="none", month=m, side=s) for at, (m, s) in enumerate(found)]
    assert worked(*before) <= worked(*before, make_observation(id="more", effect="slower", month=month, side=side))


def test_older_evidence_weighs_less_and_never_less_than_its_floor() -> None:
    values = [worked(*seen(3, month=month)) for month in ("2026-11", "2025-11", "2024-11", "2010-01", "2000-01")]
    assert values[0] == values[1] > values[2] > values[3] == values[4] > 0


def test_evidence_from_more_months_and_sides_weighs_more() -> None:
    narrow = seen(4)
    broad = [replace(one, side=side) for one, side in zip(narrow, ("EU", "UA", "EU", "UA"), strict=True)]
    assert worked(*narrow) < worked(*broad)


@pytest.mark.parametrize(
    ("answers", "later", "told"),
    [
        ((), (), "failed"),
        ((MakerAnswerFacts("firm-1", "answer", "", "2026-10"),), (), "answered"),
        ((MakerAnswerFacts("firm-1", "dispute", "", "2026-10"),), (), "disputed"),
        ((FIX,), (), "fix_stated"),
        ((FIX,), (("v2.1", "failed", "2026-11"),), "fix_stated"),
        ((FIX,), (("v2.0", "none", "2026-11"),), "fix_stated"),
        ((FIX,), (("v2.1", "none", "2026-09"),), "fix_stated"),
        ((FIX,), (("V2.1", "none", "2026-11"),), "fix_seen"),
        ((replace(FIX, version=""),), (("", "none", "2026-11"),), "fix_stated"),
    ],
)
def test_what_a_failure_has_come_to(
    answers: tuple[MakerAnswerFacts, ...], later: tuple[tuple[str, str, str], ...], told: str
) -> None:
    failure = make_observation(effect="failed", answers=answers)
    beside = [
        make_observation(id=f"later-{at}", configuration=version, effect=effect, month=month)
        for at, (version, effect, month) in enumerate(later)
    ]
    assert outcome(failure, beside) == told


def test_a_makers_answer_and_a_fix_change_the_evidence_and_a_dispute_does_not() -> None:
    failure = make_observation(id="failure", effect="failed")
    later = make_observation(id="later", effect="none", configuration="2.1", month="2026-11")
    failed, disputed, stated = (
        worked(replace(failure, answers=answers)) for answers in ((), (replace(FIX, kind="dispute"),), (FIX,))
    )
    assert failed == disputed == 0 < stated
    mended = replace(failure, answers=(FIX,))
    assert outcome(mended, [later]) == FIX_SEEN
    assert worked(mended, later) > worked(failure, later)


def test_what_nobody_has_screened_moves_nothing() -> None:
    facts = world()
    waiting = tuple(replace(one, state="filed") for one in facts.observations)
    for name in ("field_evidence", "gap_evidence"):
        assert feature("ua-hawk", name, replace(facts, observations=waiting)).value == 0


def test_a_gap_lifts_the_firms_whose_texts_meet_it() -> None:
    found = feature("se-jam", "gap_evidence", world())
    assert found.value > feature("fr-glass", "gap_evidence", world()).value == 0
    assert found.because.values["gap"] == 4 and found.because.values["people"] == 2


def test_more_people_behind_a_gap_lift_more_and_a_closed_gap_lifts_nobody() -> None:
    facts = world()
    joined = tuple(replace(one, joined=20) for one in facts.observations)
    assert (
        feature("se-jam", "gap_evidence", replace(facts, observations=joined)).value
        > feature("se-jam", "gap_evidence", facts).value
    )
    closed = replace(facts, gaps=tuple(replace(gap, state="closed") for gap in facts.gaps))
    assert feature("se-jam", "gap_evidence", closed).value == 0


def test_a_gap_that_the_topic_does_not_concern_lifts_nobody() -> None:
    facts = world()
    aside = make_gap(id="boots", title_en="Boots let water in", observations=[facts.observations[0].id])
    assert feature("se-jam", "gap_evidence", replace(facts, gaps=(aside,))).value == 0
