"""Judging by some rules finds what judging by all of them finds."""

from __future__ import annotations

import pytest

from matchmaker.domain.eligibility import judge, rules
from tests.law.casebook import GOLDEN
from tests.law.judged import judged_by

IDS = [rule.id for rule in rules()]


@pytest.mark.parametrize("chosen", [IDS[:20], IDS[::7], ["EDIP-P-E03"], []], ids=["first", "seventh", "one", "none"])
def test_some_rules_find_what_all_of_them_find(chosen: list[str]) -> None:
    for filed in GOLDEN[::25]:
        expected = [finding for finding in judge(filed.case).findings if finding.rule in chosen]
        assert judged_by(filed.case, chosen) == expected
