"""Golden cases: one expected verdict for each rule a case is about, readable by a lawyer."""

from __future__ import annotations

import pytest

from matchmaker.domain.eligibility import FiledCase, mismatches
from tests.law.casebook import FILES, GOLDEN, read


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_case_files_are_without_fault(path):
    assert read(path).faults == ()


@pytest.mark.parametrize("filed", GOLDEN, ids=lambda filed: filed.case.name)
def test_rules_answer_as_the_case_expects(filed: FiledCase):
    assert filed.expect
    assert mismatches(filed) == ()
