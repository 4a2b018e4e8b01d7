"""The interpreter's glossary: both languages, both scripts, and where each word comes from."""

from __future__ import annotations

import pytest

from matchmaker.domain.text.glossary import FRONT_LINE, TERMS, found, glossary, spoken_of
from matchmaker.domain.text.terms import read_terms


def test_it_has_the_whole_term_base_and_the_front_line() -> None:
    assert sum(one.source == FRONT_LINE for one in glossary()) == 42
    assert sum(one.source == TERMS for one in glossary()) == len(read_terms())
    assert len({one.key for one in glossary()}) == len(glossary())


@pytest.mark.parametrize(
    ("asked", "word"),
    [
        ("shelterbelt", "лісосмуга"),
        ("лісосмуга", "лісосмуга"),
        ("LISOSMUHA", "лісосмуга"),
        ("electronic warfare", "радіоелектронна боротьба"),
        ("радіоелектронна", "радіоелектронна боротьба"),
    ],
)
def test_either_language_and_script_finds_a_word(asked: str, word: str) -> None:
    assert word in [one.ukrainian[0] for one in found(asked)]


def test_what_begins_with_the_question_comes_first_and_nonsense_finds_nothing() -> None:
    first = found("drone")[0]
    assert any(word.casefold().startswith("drone") for word in first.english)
    assert found("") == glossary() and found("qqqq") == ()


def test_words_in_a_text_are_found_in_any_form_and_no_others() -> None:
    entries = spoken_of(["Пташку збили біля лісосмуги. The quadcopter lost its video link."])
    words = {one.ukrainian[0] for one in entries}
    assert {"пташки", "лісосмуга", "мультиротор"} <= words and "бліндаж" not in words
    assert spoken_of([]) == ()
