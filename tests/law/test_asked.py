"""What an open answer asks for, in all golden cases: a missing fact, or the law, and nothing that is known."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from matchmaker.domain.eligibility import judge
from matchmaker.domain.eligibility.case import Case
from matchmaker.domain.findings import Finding, Verdict
from tests.law.casebook import GOLDEN

# Facts of which one record does not say that there is no more to know.
OPEN_ENDED = {"article", "grounds", "owners", "ownership_complete", "decisive_rights", "enterprises", "components"}
# Rules that ask again for what is recorded: words may be too coarse, such as a region in place of a town, and of a
# holder of perhaps decisive influence the rules on cooperation ask for the share, recorded or not.
ASKED_AGAIN = {
    ("EDIP-U-E03", "seat_place"),
    ("SAFE-D01", "product_kind"),
    ("USL-D01", "product_kind"),
    ("EDIP-P-E06", "share"),
    ("EDIP-U-E07", "share"),
}


@cache
def open_findings() -> tuple[tuple[Case, Finding], ...]:
    found = ((filed.case, finding) for filed in GOLDEN for finding in judge(filed.case).findings)
    return tuple((case, finding) for case, finding in found if finding.verdict is Verdict.UNKNOWN)


def recorded(case: Case, path: str) -> Any:
    """What the case records under a dotted path; None where it is nothing or where the path ends in an open list."""
    subject, *names = path.split(".")
    if not names:
        return None
    subjects = {one.id: one for one in (*case.entities, *case.products)} | {"action": case.action}
    value: Any = subjects.get(subject)
    for name in names:
        if value is None or (name in OPEN_ENDED and name == names[-1]):
            return None
        value = _part(value, name)
    return value


def _part(value: Any, name: str) -> Any:
    if isinstance(value, tuple):
        return next((one for one in value if name in (getattr(one, "id", None), getattr(one, "name", None))), None)
    return getattr(value, name)


def asked() -> Iterator[tuple[Case, str, str]]:
    return ((case, finding.rule, path) for case, finding in open_findings() for path in finding.missing)


def test_an_open_answer_names_missing_facts_or_says_that_the_law_is_open_and_never_both():
    wrong = [
        (case.name, finding.rule, finding.missing)
        for case, finding in open_findings()
        if bool(finding.missing) is finding.law_unknown or finding.question is None
    ]
    assert wrong == []


def test_no_fact_is_asked_for_that_is_recorded():
    """A cost of zero for every part tells nothing, so that it counts as missing."""
    wrong = [
        (case.name, rule, path)
        for case, rule, path in asked()
        if recorded(case, path) and (rule, path.rpartition(".")[-1]) not in ASKED_AGAIN
    ]
    assert wrong == []


def test_all_open_parts_of_one_rule_are_asked_for_together():
    filed = next(filed for filed in GOLDEN if filed.case.name == "SAFE, neither seat nor owners recorded")
    missing = {path for case, rule, path in asked() if case.name == filed.case.name and rule == "SAFE-E01"}
    assert missing == {"c.seat", "c.ownership_complete"}
