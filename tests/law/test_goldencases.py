"""Golden cases as examples, what they use of the law, and the list of what is not verified."""

from __future__ import annotations

import pytest

from matchmaker.domain.eligibility import (
    cases_for,
    could_flip,
    coverage,
    golden_cases,
    parameters,
    parameters_used,
    read_case_file,
    unverified,
)
from tests.law.casebook import GOLDEN


def test_every_golden_case_is_an_example_with_its_own_lines():
    assert list(golden_cases()) == [filed.case.name for filed in GOLDEN]
    for filed in GOLDEN[::20]:
        example = golden_cases()[filed.case.name]
        again = read_case_file(example.text, "again")
        assert again.faults == ()
        assert again.cases == (filed,)
        assert example.why == filed.why


def test_the_cases_of_a_rule_are_those_that_expect_something_of_it():
    for rule_id in ("EDIP-P-E03", "EDIP-X-A05"):
        wanted = {filed.case.name for filed in GOLDEN if rule_id in filed.expect}
        assert {case.name for case in cases_for(rule_id)} == wanted
    assert all(case.verdicts("EDIP-X-A05").keys() == {"action"} for case in cases_for("EDIP-X-A05"))
    assert cases_for("EDIP-X-I05") == ()


@pytest.mark.parametrize(
    ("rule_id", "name"),
    [
        ("EDIP-P-E03", "majority_share"),
        ("EDIP-P-E01", "member_states"),
        ("EDIP-X-A05", "earliest_start"),
        ("EDIP-X-O03", "hostile_origins"),
        ("EDIP-P-E04", "majority_share"),
    ],
)
def test_judging_a_rule_shows_which_numbers_it_uses(rule_id, name):
    assert name in parameters_used(rule_id)
    assert set(parameters_used(rule_id)) <= parameters().keys()


def test_what_is_not_verified_is_told_in_both_languages_and_names_known_rules():
    points = unverified()
    assert points[0].key == "edip_call_texts"
    assert len({point.key for point in points}) == len(points) == 12
    for point in points:
        assert all((point.what.en, point.what.uk, point.meanwhile.en, point.meanwhile.uk)), point.key
        assert point.certainty in "SRIN"
        assert set(point.flips) <= coverage().keys(), point.key


def test_a_rule_knows_what_could_change_it():
    assert [point.key for point in could_flip("EDIP-U-A08")] == ["financing_agreement"]
    assert could_flip("EDIP-X-A05") == ()
