"""What each feature says about a firm, in numbers and in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from matchmaker.domain.facts import CatalogueFacts
from matchmaker.domain.findings import Contribution
from matchmaker.domain.matching.rank import rank_firms
from matchmaker.domain.matching.weights import current_weights
from tests.ranking.worlds import TOPIC, snapshot, world


def feature(firm_id: str, name: str, facts: CatalogueFacts | None = None) -> Contribution:
    rows = rank_firms(snapshot(facts), TOPIC, current_weights())
    row = next(row for row in rows if row.firm.id == firm_id)
    return next(part for part in row.score.contributions if part.feature == name)


def test_field_evidence_counts_observations_and_says_how_many_report_failure() -> None:
    found = feature("ua-hawk", "field_evidence")
    assert found.value == 0.25
    assert found.because.values["people"] == 2 and found.because.values["failures"] == 1


@pytest.mark.parametrize(("effect", "value"), [("none", 0.375), ("slower", 0.375), ("failed", 0.0), ("danger", 0.0)])
def test_a_failure_is_told_and_earns_nothing(effect: str, value: float) -> None:
    facts = world()
    seen = tuple(replace(one, effect=effect) for one in facts.observations)
    assert feature("ua-hawk", "field_evidence", replace(facts, observations=seen)).value == value


def test_an_observation_on_something_else_is_no_evidence() -> None:
    facts = world()
    aside = tuple(replace(one, title="Coffee was cold", text="") for one in facts.observations)
    assert feature("ua-hawk", "field_evidence", replace(facts, observations=aside)).value == 0


def test_equipment_counts_only_in_service() -> None:
    assert feature("ua-storm", "fielded_equipment").value == 0.5
    assert feature("es-swarm", "fielded_equipment").value == 0


def test_equipment_of_a_category_the_topic_does_not_ask_for_does_not_count() -> None:
    facts = world()
    trucks = tuple(replace(one, category="truck") for one in facts.equipment)
    assert feature("ua-storm", "fielded_equipment", replace(facts, equipment=trucks)).value == 0


def test_record_quality_is_the_confidence_of_the_record() -> None:
    values = [feature(firm, "record_quality").value for firm in ("ua-storm", "ua-kite", "ua-line", "ua-mute")]
    assert values == [1.0, 0.6, 0.3, 0.0]


def test_values_have_four_decimals() -> None:
    for row in rank_firms(snapshot(), TOPIC, current_weights()):
        assert all(part.value == round(part.value, 4) for part in row.score.contributions)
