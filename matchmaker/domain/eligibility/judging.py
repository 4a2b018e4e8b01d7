"""Judging a whole case, or one candidate before any case exists."""

from __future__ import annotations

from datetime import date
from functools import cache

from matchmaker.domain.eligibility import rules as _rules  # noqa: F401  fills the rule book
from matchmaker.domain.eligibility.case import Action, Case, Entity, Product, Settings
from matchmaker.domain.eligibility.matter import Matter
from matchmaker.domain.eligibility.report import Report
from matchmaker.domain.eligibility.rulebook import RuleText, book, rule_texts
from matchmaker.domain.findings import Finding

BOTH = "EDIP-X"


def judge(case: Case) -> Report:
    """Judge a case under every strand of its programme, whatever it asks for."""
    matter = Matter(case)
    return Report(
        case=case.name,
        as_of=case.as_of,
        settings=matter.settings,
        findings=tuple(book.findings(matter, _rules_of(case.programme))),
        programme=case.programme,
        matter=matter,
    )


def judge_entity(
    entity: Entity,
    action: Action,
    as_of: date,
    strand: str,
    products: tuple[Product, ...] = (),
    settings: Settings | None = None,
) -> tuple[Finding, ...]:
    """Judge one candidate and its products alone under one strand; rules on the whole action are left out."""
    case = Case("candidate", as_of, action, (entity,), products, settings=settings)
    return tuple(book.findings(Matter(case), _candidate_rules(strand)))


@cache
def _rules_of(programme: str) -> tuple[RuleText, ...]:
    return tuple(text for text in rule_texts().values() if text.programme == programme)


@cache
def _candidate_rules(strand: str) -> tuple[RuleText, ...]:
    return tuple(
        text
        for text in rule_texts().values()
        if text.strand in (strand, BOTH) and text.subject in ("entity", "product")
    )
