"""Names and duplicates: spelling, script and legal form do not hide a firm, other firms are left alone."""

import pytest

from matchmaker.domain.registry.duplicates import KnownFirm, candidates
from matchmaker.domain.registry.normalise import match_key, match_keys, search_key


@pytest.mark.parametrize(
    "spelling",
    [
        "Motor Sich",
        "MOTOR SICH",
        "АТ «Мотор Січ»",
        "Мотор Січ АТ",
        "Акціонерне товариство «Мотор Січ»",
        "Motor-Sich JSC",
    ],
)
def test_one_firm_in_many_spellings_has_one_key(spelling: str) -> None:
    assert match_key(spelling) == "motorsich"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("LEONARDO - SOCIETA PER  AZIONI", "leonardo"),
        ("Zakłady Ørsted Sp. z o.o.", "zaklady orsted"),
        ("Diehl Defence GmbH & Co. KG", "diehl defence"),
        ("TERMA A/S", "terma"),
        ("Згурський і Юрій", "zghurskyi i yurii"),
        ("SAS", "sas"),
        ("SAAB AKTIEBOLAG", "saab"),
        ("UCANDRONE A.E.", "ucandrone"),
        ("NAMLAB gGmbH", "namlab"),
    ],
)
def test_search_keys(name: str, key: str) -> None:
    assert search_key(name) == key


def test_a_composed_and_a_decomposed_name_agree() -> None:
    assert search_key("Київ Їжак") == search_key("Ки\u0438\u0306в І\u0308жак".replace("и\u0438\u0306", "и\u0457"))


def test_a_trade_name_in_brackets_is_a_key_of_its_own() -> None:
    assert {"milrem", "milremrobotics"} <= set(match_keys("Milrem AS (Milrem Robotics)"))


def make_known(name: str, *, id: str = "k", country: str | None = "EE", edrpou: str = "") -> KnownFirm:
    identifiers = frozenset({("EDRPOU", edrpou)} if edrpou else ())
    return KnownFirm(id, (name,), match_keys(name), country, identifiers)


def test_a_shared_identifier_is_certain_whatever_the_name() -> None:
    new = make_known("Foo", id="new", country="UA", edrpou="14360570")
    [found] = candidates(new, [make_known("Completely Different", country="UA", edrpou="14360570")])
    assert found.certain and "14360570" in str(found.because[0])


@pytest.mark.parametrize(
    "written", ["Frankenburg Technologies OÜ", "FRANKENBURG TECHNOLOGIES", "Frankenburg Tehnologies"]
)
def test_a_near_name_in_the_same_country_is_likely(written: str) -> None:
    [found] = candidates(make_known(written, id="new"), [make_known("Frankenburg Technologies")])
    assert not found.certain and found.nearness > 0.9


@pytest.mark.parametrize(
    ("written", "country"),
    [("Frankenburg Technologies", "DE"), ("Frankonia Technologies", "EE"), ("Nordic Technologies", "EE")],
)
def test_other_firms_are_left_alone(written: str, country: str) -> None:
    assert candidates(make_known(written, id="new", country=country), [make_known("Frankenburg Technologies")]) == ()


def test_short_names_must_be_equal() -> None:
    known = [make_known("ERA a.s.", country="CZ")]
    assert candidates(make_known("ERB", id="new", country="CZ"), known) == ()
    assert candidates(make_known("Era", id="new", country="CZ"), known)[0].nearness == 1.0


def test_the_certain_one_stands_first_and_the_firm_is_not_its_own_duplicate() -> None:
    new = make_known("Alfa Systems", id="new", country="UA", edrpou="14360570")
    others = [
        make_known("Alfa Systems", id="a", country="UA"),
        make_known("Other", id="b", country="UA", edrpou="14360570"),
        make_known("Alfa Systems", id="new", country="UA"),
    ]
    assert [found.id for found in candidates(new, others)] == ["b", "a"]
    assert candidates(new, reversed(others)) == candidates(new, others)


def test_an_unknown_country_needs_the_very_same_name() -> None:
    assert candidates(make_known("Alfa Systems", id="new", country=None), [make_known("Alfa Systems")])
    assert not candidates(make_known("Alfa Sistems", id="new", country=None), [make_known("Alfa Systems")])


def test_a_name_of_very_many_legal_forms_keeps_one_word() -> None:
    assert search_key("ab " * 5_000) == "ab"
    assert search_key("GmbH " * 2_000 + "Radar" + " AB" * 2_000) == "radar"
