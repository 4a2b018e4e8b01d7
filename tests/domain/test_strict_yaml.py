"""Both readers of YAML keep words as words and refuse what plain YAML would silently overwrite."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from matchmaker.domain.strict_yaml import UnreadableYaml, read_own, read_text


def of_this_package(text: str) -> Any:
    return read_own(text.encode())


READERS = pytest.mark.parametrize("read", [read_text, of_this_package])


@READERS
def test_every_value_stays_a_word(read: Callable[[str], Any]) -> None:
    assert read("NO: no\nshare: 1.0\nday: 2026-11-23\nnone:\n") == {
        "NO": "no",
        "share": "1.0",
        "day": "2026-11-23",
        "none": "",
    }


@READERS
@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("no: text\nno: again\n", "line 2: key 'no' appears twice"),
        ("outer:\n  a: 1\n  a: 2\n", "line 3: key 'a' appears twice"),
        ("? [a]\n: b", "line 1: a key must be a word"),
        ("a: [1", "line"),
    ],
)
def test_what_cannot_be_meant_is_refused(read: Callable[[str], Any], text: str, fault: str) -> None:
    with pytest.raises(UnreadableYaml, match=fault):
        read(text)


def test_deep_nesting_from_outside_is_a_fault_and_no_crash() -> None:
    with pytest.raises(UnreadableYaml, match="nested too deeply"):
        read_text("[" * 100_000)
