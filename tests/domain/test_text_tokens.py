"""Whole words of two languages, and the concepts that join them."""

from __future__ import annotations

import pytest

from matchmaker.domain.registry.normalise import search_key
from matchmaker.domain.text.lemmas import fold
from matchmaker.domain.text.terms import Term, TermBase, read_terms
from matchmaker.domain.text.tokens import term_base, tokenise, without_legal_forms, words
from matchmaker.domain.text.wordlists import stop_words


def lemmas(text: str) -> set[str]:
    return {token.lemma for token in tokenise(text)}


def concepts(text: str) -> set[str]:
    return {lemma for lemma in lemmas(text) if lemma.startswith("term:")}


@pytest.mark.parametrize(
    ("english", "ukrainian", "concept"),
    [
        ("unmanned aerial vehicle", "безпілотний літальний апарат", "term:uav"),
        ("drones", "безпілотників", "term:uav"),
        ("UAVs", "БпЛА", "term:uav"),
        ("an electronic-warfare suite", "засоби радіоелектронної боротьби", "term:ew"),
        ("EW", "РЕБ", "term:ew"),
        ("unmanned ground vehicles", "наземні роботизовані комплекси", "term:ugv"),
        ("counter-UAS radar", "виявлення та боротьба з БпЛА", "term:c-uas"),
        ("drone interceptors", "дрони-перехоплювачі", "term:interceptor"),
        ("fibre-optic guided", "керування на оптоволокні", "term:fibre-optic"),
        ("fiber optic spool", "волоконно-оптичні котушки", "term:fibre-optic"),
        ("loitering munitions", "баражувальні боєприпаси", "term:loitering-munition"),
        ("loitering munition", "баражуючих боєприпасів", "term:loitering-munition"),
        ("signal repeaters", "ретрансляторів", "term:relay"),
        ("jammers", "глушники", "term:jamming"),
        ("spoofing", "спуфінгу", "term:spoofing"),
        ("thermal cameras", "тепловізійними камерами", "term:thermal-camera"),
        ("machine vision", "машинного зору", "term:machine-vision"),
        ("inertial navigation", "інерціальної навігаційної системи", "term:inertial"),
        ("batteries", "акумуляторні", "term:battery"),
        ("series production", "серійному виробництві", "term:series-production"),
        ("proving ground", "на полігоні", "term:test-range"),
        ("artificial intelligence", "штучним інтелектом", "term:ai"),
        ("a swarm of drones", "рої дронів", "term:swarm"),
    ],
)
def test_words_of_both_languages_meet_in_one_concept(english: str, ukrainian: str, concept: str) -> None:
    assert concept in concepts(english)
    assert concept in concepts(ukrainian)


@pytest.mark.parametrize("text", ["brew", "new", "we brew anew", "view"])
def test_a_short_word_is_never_found_inside_another(text: str) -> None:
    assert not lemmas(text) & {"ew", "term:ew"}


def test_a_narrow_concept_carries_its_broader_ones() -> None:
    assert {"term:fpv", "term:uav", "term:unmanned-system"} <= concepts("FPV")
    assert "term:fpv" not in concepts("drone")


def test_the_longest_phrase_wins_so_that_defence_against_drones_is_not_a_drone() -> None:
    assert concepts("counter-unmanned systems") == {"term:c-uas"}


def test_a_phrase_does_not_cross_a_full_stop() -> None:
    assert "term:ew" in concepts("electronic warfare")
    assert "term:ew" not in concepts("Made electronic. Warfare of old.")


def test_a_hyphenated_word_counts_whole_and_in_parts() -> None:
    assert {"fibre-optic", "fibre", "optic"} <= lemmas("fibre-optic")
    assert {"c-uas", "uas"} <= lemmas("C-UAS")


def test_calibres_stay_in_one_piece() -> None:
    assert "12.7" in lemmas("12.7 mm machine gun.")


@pytest.mark.parametrize("apostrophe", ["'", "\u2019", "\u02bc", "`"])
def test_all_apostrophes_are_one(apostrophe: str) -> None:
    assert lemmas(f"м{apostrophe}ячі") == lemmas("м'яч")
    assert fold(f"ЗВ{apostrophe}ЯЗОК") == "зв'язок"


def test_full_width_letters_soft_hyphens_and_stress_marks_fold_away() -> None:
    assert fold("ＦＰＶ") == "fpv"
    assert fold("дро\u00adн") == "дрон"
    assert fold("дро\u0301н") == "дрон"


def test_words_that_no_list_knows_still_meet_their_inflected_forms() -> None:
    assert lemmas("Фурією") == lemmas("Фурія")
    assert lemmas("ретрансляторами") & lemmas("ретранслятор")


@pytest.mark.parametrize(
    "name",
    [
        "ТОВ «Ясень»",
        "ПрАТ Ясень",
        "АТ «Ясень»",
        "Ясень GmbH & Co. KG",
        "Ясень AG",
        "Ясень S.A.",
        "Ясень SA",
        "Ясень Sp. z o.o.",
        "Ясень a.s.",
        "Ясень Ltd.",
        "Ясень, LLC",
        "Ясень Oy",
        "Ясень AB",
        "Ясень d.o.o.",
        "ясень gmbh",
    ],
)
def test_legal_forms_are_stripped(name: str) -> None:
    assert lemmas(name) == lemmas("Ясень")


def test_a_legal_form_inside_a_word_stays() -> None:
    assert without_legal_forms("Товариш SAAB Oyster").split() == ["Товариш", "SAAB", "Oyster"]
    assert without_legal_forms("as good as sand").split() == ["as", "good", "as", "sand"]


def test_a_form_that_could_mean_something_else_goes_from_names_alone() -> None:
    text, name = "SOE of the state", "Ясень SOE"
    assert "SOE" in without_legal_forms(text)
    assert search_key(name) == search_key("Ясень")


def test_stop_words_of_both_languages_go() -> None:
    assert lemmas("it is based on the radar") == lemmas("radar")
    assert lemmas("та її радар") == lemmas("радар")


def test_capitals_do_not_matter() -> None:
    text = "AI for drones and РЕБ, Ins and outs"
    assert lemmas(text.upper()) == lemmas(text.lower()) == lemmas(text)


def test_no_single_word_of_the_term_base_is_a_stop_word() -> None:
    single = {phrase[0] for phrase in term_base().phrases if len(phrase) == 1}
    stopped = {word.lemma for text in stop_words() for word in words(text)}
    assert single and not single & stopped


def test_the_term_base_has_both_languages_for_each_concept() -> None:
    terms = read_terms()
    assert len(terms) >= 120
    assert all(term.english and term.ukrainian for term in terms)


def test_two_terms_may_not_claim_one_phrase() -> None:
    terms = (Term("a", ("drone",), ("дрон",), ()), Term("b", ("drone",), ("бджола",), ()))
    with pytest.raises(ValueError, match="drone"):
        TermBase.of(terms, lambda phrase: tuple(phrase.split()))


def test_a_broader_term_must_exist() -> None:
    with pytest.raises(ValueError, match="nowhere"):
        TermBase.of((Term("a", ("drone",), (), ("nowhere",)),), lambda phrase: (phrase,))
