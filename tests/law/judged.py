"""Judging by some rules of the book, for properties that try thousands of cases and look at a few rules."""

from __future__ import annotations

from collections.abc import Iterable

from matchmaker.domain.eligibility import Case, Matter
from matchmaker.domain.eligibility.rulebook import book, rule_texts
from matchmaker.domain.findings import Finding


def judged_by(case: Case, rule_ids: Iterable[str]) -> list[Finding]:
    """What `judge` finds under these rules and in its order, exceptions included, without judging the others."""
    chosen = frozenset(rule_ids)
    wanted = [text for text in rule_texts().values() if text.id in chosen and text.programme == case.programme]
    return list(book.findings(Matter(case), wanted))
