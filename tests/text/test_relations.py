"""What must not change an order across languages."""

from __future__ import annotations

from functools import cache

import pytest

from matchmaker.domain.text.ranked import RankedTexts
from tests.text.collections import noise, pairs, side

SOME = [pair["id"] for pair in pairs()[::8]]


@cache
def own() -> RankedTexts:
    return RankedTexts(side("en"))


@pytest.mark.parametrize("id", SOME)
def test_capitals_do_not_matter(id: str) -> None:
    text = side("uk")[id]
    assert own().order(text.upper()).ids == own().order(text.lower()).ids == own().order(text).ids


@pytest.mark.parametrize("id", SOME)
def test_a_query_written_twice_is_the_same_query(id: str) -> None:
    text = side("uk")[id]
    assert own().order(f"{text}\n{text}").ids[0] == own().order(text).ids[0]


@pytest.mark.parametrize("id", SOME)
def test_a_query_is_ranked_alike_alone_and_among_others(id: str) -> None:
    queries = list(side("uk").values())
    assert own().orders(queries)[queries.index(side("uk")[id])] == own().order(side("uk")[id])


@pytest.mark.parametrize("id", SOME)
def test_noise_does_not_push_the_right_text_from_first_place(id: str) -> None:
    bread = {one.code: one.english for one in noise() if one.code.startswith(("03", "15", "22", "39"))}
    assert len(bread) > 50
    found = RankedTexts({**side("en"), **bread})
    assert found.order(side("uk")[id]).ids[0] == own().order(side("uk")[id]).ids[0] == id


def test_the_order_of_the_lines_does_not_matter() -> None:
    turned = RankedTexts(dict(reversed(side("en").items())))
    assert turned.order(side("uk")["made-up-05"]) == own().order(side("uk")["made-up-05"])


def test_equal_texts_stand_in_order_of_id() -> None:
    found = RankedTexts({"b": "sea mine", "a": "sea mine", "c": "bread"})
    assert found.order("морська міна").ids == ("a", "b", "c")


def test_english_finds_english_and_ukrainian_finds_ukrainian() -> None:
    for language in ("en", "uk"):
        texts = side(language)
        found = RankedTexts(texts)
        assert all(found.order(text).ids[0] == id for id, text in texts.items())
