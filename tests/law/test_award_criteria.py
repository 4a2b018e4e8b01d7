"""Award criteria are notes that name the ranking features they feed."""

from __future__ import annotations

from pathlib import Path

import pytest

from matchmaker.domain import matching
from matchmaker.domain.eligibility import rules
from matchmaker.domain.strict_yaml import read_own

WEIGHTS = read_own((Path(matching.__file__).parent / "weights.yaml").read_bytes())
CRITERIA = [rule for rule in rules() if rule.id.rsplit("-", 1)[1].startswith("W") and rule.programme == "EDIP"]


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_each_named_feature_is_one_of_the_ranking(rule):
    assert {*rule.features} <= {*WEIGHTS["firm"], *WEIGHTS["team"]}


def test_each_criterion_feeds_the_ranking_and_judges_nobody():
    assert {rule.id for rule in CRITERIA if rule.features} == {"EDIP-P-W01", "EDIP-P-W02", "EDIP-P-W03", "EDIP-U-W01"}
    assert {rule.kind for rule in CRITERIA} == {"note"}


def test_nothing_but_a_note_names_features():
    assert {rule.kind for rule in rules() if rule.features} == {"note"}
