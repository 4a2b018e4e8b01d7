"""A text of one language is found with its meaning in the other, and the reason is a pair of words."""

from __future__ import annotations

from functools import cache

import pytest

from matchmaker.domain.text.bilingual import BilingualTexts
from matchmaker.domain.text.embedding import embedding, language_of
from matchmaker.domain.text.lexicon import Lexicon, Translation, learned, lexicon, written
from matchmaker.domain.text.ranked import RankedTexts
from matchmaker.domain.text.stems import sound, stem
from matchmaker.domain.text.terms import read_terms
from matchmaker.domain.text.tokens import MOST_CHARACTERS, tokenise
from matchmaker.domain.text.wordlists import HERE, read_list
from tests.text.collections import among_noise, pairs, side

OTHER = {"en": "uk", "uk": "en"}


@cache
def ranked(language: str) -> RankedTexts:
    return RankedTexts(among_noise(language))


def first_places(found: RankedTexts, queries: dict[str, str]) -> float:
    orders = found.orders(list(queries.values()))
    return sum(order.ids[0] == id for id, order in zip(queries, orders, strict=True)) / len(queries)


def test_the_pairs_are_marked_as_made_up_and_half_of_them_are_held_out() -> None:
    assert len(pairs()) >= 40 and all(pair["made_up"] is True for pair in pairs())
    halves = [pair["half"] for pair in pairs()]
    assert halves.count("held_out") == halves.count("tuned") == len(pairs()) / 2


@pytest.mark.parametrize("language", ["en", "uk"])
def test_the_right_text_comes_first_among_noise_by_words_alone(language: str) -> None:
    assert first_places(ranked(language), side(OTHER[language])) >= 0.95


def test_learned_words_and_terms_alone_already_find_most() -> None:
    found = RankedTexts(among_noise("en"), words_of=Lexicon.of(learned()))
    assert first_places(found, side("uk")) >= 0.85


def test_without_any_translation_fewer_are_found_so_that_the_lexicon_is_what_helps() -> None:
    bare = RankedTexts(among_noise("en"), words_of=Lexicon.of(()))
    full = ranked("en")
    asked = side("uk")
    right = [
        (sum(one.weight for one in found.meetings(asked[id], id)) > 0, id) for found in (bare, full) for id in asked
    ]
    assert sum(met for met, _ in right[: len(asked)]) < sum(met for met, _ in right[len(asked) :]) == len(asked)


@pytest.mark.skipif(embedding() is None, reason="the embedding is not installed")
def test_with_the_embedding_the_right_text_comes_first_as_well() -> None:
    some = [pair["id"] for pair in pairs() if pair["half"] == "held_out"][:12]
    noisy = [id for id in among_noise("en") if id not in side("en")][:24]
    model = RankedTexts({id: among_noise("en")[id] for id in (*some, *noisy)}, embedding())
    assert first_places(model, {id: side("uk")[id] for id in some}) >= 0.9


@pytest.mark.skipif(embedding() is None, reason="the embedding is not installed")
def test_the_embedding_alone_knows_an_unmanned_aircraft_from_a_shell() -> None:
    texts = {"shell": "artillery shell", "uav": "unmanned aerial vehicle", "helmet": "ballistic helmet"}
    model = embedding()
    assert model is not None
    near = model.passages(list(texts.values())) @ model.queries(["безпілотний літальний апарат"])[0]
    assert near[1] - max(near[0], near[2]) > 0.1


def test_the_reason_names_the_words_of_both_texts_as_they_were_written() -> None:
    found = RankedTexts({"a": "Overhaul of Helicopter engines", "b": "Bread and sausages"})
    met = {(one.query_surface, one.text_surface) for one in found.meetings("Ремонтуємо двигуни ВЕРТОЛЬОТІВ", "a")}
    assert {("двигуни", "engines"), ("ВЕРТОЛЬОТІВ", "Helicopter")} <= met
    assert found.meetings("Ремонтуємо двигуни вертольотів", "b") == ()


def test_the_parts_of_the_reason_add_up_to_the_score() -> None:
    found = BilingualTexts({"a": "Strike drones with thermal camera, a small camera", "b": "bread"})
    query = "Ударні безпілотники з тепловізійними камерами"
    met = found.meetings(query, "a", limit=None)
    assert len(met) >= 2 and sum(one.weight for one in met) == pytest.approx(found.scores(query)[0])
    assert list(met) == sorted(met, key=lambda one: -one.weight)


@pytest.mark.parametrize(
    ("ukrainian", "english"), [("лазер", "laser"), ("технологія", "technology"), ("гіроскоп", "gyroscope")]
)
def test_loanwords_meet_by_sound(ukrainian: str, english: str) -> None:
    assert sound(ukrainian) == sound(english) != ""


def test_a_name_that_no_list_has_is_found_in_the_other_script() -> None:
    found = RankedTexts({"right": "Made by Zabrotek in series", "wrong": "Made by Kremnos in series"})
    assert found.order("Забротек").ids[0] == "right" and found.order("Кремнос").ids[0] == "wrong"


@pytest.mark.parametrize("query", ["рій", "РЕБ", "міна", "ніж"])
def test_short_words_do_not_meet_others_that_hold_them(query: str) -> None:
    found = RankedTexts({"a": "brew review several heroine Minsk niche prebook"})
    assert not found.order(query).met


def test_a_compound_that_no_list_has_is_read_in_halves() -> None:
    assert "identification" in lexicon().of_key("відеоідентифікація")


def test_words_of_one_family_share_a_stem() -> None:
    assert stem("ремонтувати") == stem("ремонт") and stem("navigation") == stem("navigate")
    assert stem("танк") != stem("танкер")


def test_a_translation_given_twice_keeps_the_higher_trust() -> None:
    both = Lexicon.of((Translation("net", "сітка", 0.4), Translation("net", "сітка", 0.9)))
    assert both.of_key("net") == {"сітка": 0.9} and both.of_key("сітка") == {"net": 0.9}


def test_the_lexicon_leaves_no_trace_in_the_tokens_of_the_index() -> None:
    known = {"term:" + term.key for term in read_terms()}
    text = " ".join(pair["uk"] for pair in pairs())
    assert {token.lemma for token in tokenise(text) if token.lemma.startswith("term:")} <= known


def test_every_list_is_named_with_origin_and_licence() -> None:
    files = {path.name for path in HERE.iterdir() if path.suffix in {".csv", ".yaml"}} - {"SOURCES.yaml"}
    named = read_list("SOURCES")["files"]
    assert files == set(named)
    assert all(entry["origin"] and entry["licence"] for entry in named.values())
    assert "Apache License" in (HERE / "Apache-2.0.txt").read_text(encoding="utf-8")


def test_the_lexicon_is_large_and_of_two_languages() -> None:
    assert len(list(written())) >= 2_000 and len(list(learned())) >= 4_000
    assert all(
        language_of(one.ukrainian) == "uk" for one in learned() if one.ukrainian.isalpha() and len(one.ukrainian) > 4
    )


def test_of_a_very_long_text_the_beginning_is_read_up_to_a_whole_word() -> None:
    text = "radar " * (MOST_CHARACTERS // 6) + "submarine " * 100
    assert {token.lemma for token in tokenise(text)} == {"radar", "term:radar"}
    assert tokenise(" " * (MOST_CHARACTERS + 1)) == []
