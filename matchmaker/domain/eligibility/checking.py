"""Comparing what the author of a case expects with what the rule book says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from matchmaker.domain.eligibility.casefile import Expectation, FiledCase
from matchmaker.domain.eligibility.judging import judge
from matchmaker.domain.eligibility.rulebook import rule_texts

NO_ANSWER = "no answer"
NOT_JUDGED = "no answer: this rule is not judged"
REPORTED_UNDER = "no answer: this exception is reported under {rules}"


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
        for subject, expected, got in _compared(wanted, results.get(rule_id, _unanswered(rule_id)))
        if not _same(expected, got)
    )


def _unanswered(rule_id: str) -> str:
    """Why a rule gives no answer of its own: a note never does, an exception answers through the rules it lifts."""
    text = rule_texts().get(rule_id)
    if text is not None and text.kind == "note":
        return NOT_JUDGED
    if text is not None and text.kind == "exception":
        return REPORTED_UNDER.format(rules=", ".join(text.lifts))
    return NO_ANSWER


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
