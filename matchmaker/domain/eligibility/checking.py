"""Comparing what the author of a case expects with what the rule book says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from matchmaker.domain.eligibility.casefile import Expectation, FiledCase
from matchmaker.domain.eligibility.judging import judge

NO_ANSWER = "no answer"


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One expectation that the rule book does not share; `subject` is empty for a rule on the whole action."""

    case: str
    rule: str
    subject: str
    expected: str
    got: str


def mismatches(filed: FiledCase) -> tuple[Mismatch, ...]:
    """Judge a filed case and return each expectation that differs."""
    results: dict[str, str | dict[str, str]] = judge(filed.case).results()
    return tuple(
        Mismatch(filed.case.name, rule_id, subject, expected, got)
        for rule_id, wanted in filed.expect.items()
        for subject, expected, got in _compared(wanted, results.get(rule_id, NO_ANSWER))
        if not _same(expected, got)
    )


def _same(expected: str, got: str) -> bool:
    """Words compare as words, numbers as decimals: 1.00 is 1."""
    try:
        return expected == got or Decimal(expected) == Decimal(got)
    except InvalidOperation:
        return False


def _compared(wanted: Expectation, given: str | dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Subject, expectation and answer; a single expectation holds for every subject."""
    if isinstance(wanted, str):
        if isinstance(given, str):
            yield "", wanted, given
            return
        for subject, verdict in given.items():
            yield subject, wanted, verdict
        return
    for subject, expected in wanted.items():
        yield subject, expected, given if isinstance(given, str) else given.get(subject, NO_ANSWER)
