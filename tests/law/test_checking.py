"""What an author expects is compared word by word, numbers as decimals, and never by default."""

from __future__ import annotations

import pytest

from matchmaker.domain.eligibility import checking, mismatches, read_case_file
from matchmaker.domain.eligibility.report import Report

CASE = """
- name: small
  as_of: "2026-11-23"
  action: {article: "12(1)(d)"}
  entities: [{id: a, role: recipient, seat: DE}, {id: b, role: recipient, seat: US}]
  expect: {EDIP-P-E01: {a: met}}
"""
UNDER_E03 = "no answer: this exception is reported under EDIP-P-E03"


def differing(expected: str) -> list[tuple[str, str, str, str]]:
    file = read_case_file(CASE.replace("{EDIP-P-E01: {a: met}}", expected), "small.yaml")
    assert file.faults == ()
    return [(one.rule, one.subject, one.expected, one.got) for one in mismatches(file.cases[0])]


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        ("{EDIP-P-E01: {a: met, b: not_met}}", []),
        ("{EDIP-P-E01: {a: not_met}}", [("EDIP-P-E01", "a", "not_met", "met")]),
        ("{EDIP-P-E01: met}", [("EDIP-P-E01", "b", "met", "not_met")]),
        ("{EDIP-X-A05: met}", [("EDIP-X-A05", "", "met", "unknown")]),
        ("{EDIP-X-O03: met}", [("EDIP-X-O03", "", "met", "no answer")]),
        ("{EDIP-P-E04: {a: met}}", [("EDIP-P-E04", "a", "met", UNDER_E03)]),
        ("{EDIP-P-C04: met}", [("EDIP-P-C04", "", "met", "no answer: this rule is not judged")]),
        ("{EDIP-X-Z02: met}", [("EDIP-X-Z02", "", "met", "no answer: this rule is not judged")]),
        ("{EDF-E01: {a: met}}", [("EDF-E01", "a", "met", "no answer")]),
    ],
    ids=[
        "as expected",
        "one subject",
        "all subjects",
        "the action",
        "nobody to ask",
        "an exception answers elsewhere",
        "a note on the action",
        "a note on entities",
        "another programme",
    ],
)
def test_each_expectation_is_compared_with_its_answer(expected: str, found: list[tuple[str, str, str, str]]) -> None:
    assert differing(expected) == found


@pytest.mark.parametrize(("given", "differs"), [("0.350", False), ("0.35", False), ("0.5", True), ("unknown", True)])
def test_numbers_compare_as_decimals(monkeypatch: pytest.MonkeyPatch, given: str, differs: bool) -> None:
    monkeypatch.setattr(Report, "results", lambda report: {"EDIP-P-M04": given})
    assert bool(differing('{EDIP-P-M04: "0.35"}')) is differs


def test_a_mismatch_names_its_case() -> None:
    filed = read_case_file(CASE.replace("{a: met}", "{a: unknown}"), "small.yaml").cases[0]
    assert mismatches(filed) == (checking.Mismatch("small", "EDIP-P-E01", "a", "unknown", "met"),)
