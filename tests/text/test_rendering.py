"""A text in words of the other language, for a live search of what only one language has."""

from __future__ import annotations

import doctest

import pytest

from matchmaker.domain.text import rendering as module
from matchmaker.domain.text import stems
from matchmaker.domain.text.index import Document, TextIndex
from matchmaker.domain.text.rendering import rendering
from tests.text.collections import pairs, side


@pytest.mark.parametrize("one", [module, stems], ids=lambda one: one.__name__)
def test_docstring_examples_hold(one: object) -> None:
    results = doctest.testmod(one)  # type: ignore[arg-type]
    assert results.attempted > 0 and results.failed == 0


def test_terms_come_as_labels_and_origins_as_written() -> None:
    found = rendering("БАРАЖУВАЛЬНІ боєприпаси для піхоти")
    assert found.text == "loitering munition. infantry"
    assert found.origins == {"loitering munition": "БАРАЖУВАЛЬНІ боєприпаси", "infantry": "піхоти"}


def test_what_nobody_translated_is_left_out_and_a_guess_too() -> None:
    assert rendering("Кракозябрик").text == "" and rendering("").text == ""


def test_forward_positions_are_no_navigation() -> None:
    assert "навігація" not in rendering("forward positions").text
    assert "навігація" in rendering("satellite positioning").text


def test_the_live_index_finds_english_offers_for_a_ukrainian_wording() -> None:
    """Over the index of the product, without the ranking of `match rank`."""
    index = TextIndex.of([Document(id, id, text, "capability") for id, text in side("en").items()])
    plain, rendered = (
        sum(next(iter(index.rank(asked)), "") == id for id, asked in queries)
        for queries in (
            [(pair["id"], pair["uk"]) for pair in pairs()],
            [(pair["id"], rendering(pair["uk"]).text) for pair in pairs()],
        )
    )
    assert rendered >= 0.95 * len(pairs()) and rendered > plain
