"""The examples in docstrings of the core are true."""

from __future__ import annotations

import doctest
from types import ModuleType

import pytest

from matchmaker.domain.feedback import weigh
from matchmaker.domain.graph import pieces, schema
from matchmaker.domain.text import lemmas, readings, tokens


@pytest.mark.parametrize("module", [pieces, lemmas, readings, schema, tokens, weigh], ids=lambda one: one.__name__)
def test_docstring_examples_hold(module: ModuleType) -> None:
    results = doctest.testmod(module)
    assert results.attempted > 0 and results.failed == 0
