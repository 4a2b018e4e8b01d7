"""What may be stored: each complaint stands at its field, and correct entries draw none."""

from datetime import date
from decimal import Decimal

import pytest

from matchmaker.domain.registry import validate
from matchmaker.domain.registry.validate import ComponentClaim, IdentifierClaim, Problem, StakeClaim

TODAY = date(2026, 11, 23)


def fields(problems: tuple[Problem, ...]) -> list[str]:
    for problem in problems:
        assert str(problem.because)
    return [problem.field for problem in problems]


def test_a_correct_firm_has_no_problem() -> None:
    identifiers = [IdentifierClaim("EDRPOU", "14360570"), IdentifierClaim("PIC", "999959130")]
    statements = [("management_country", "UA"), ("ownership_complete", "yes"), ("city", "Київ")]
    assert validate.firm(name="Firm", country="UA", identifiers=identifiers, statements=statements) == ()
    assert validate.firm(name="Фірма", country=None) == ()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " - "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"name": "SECRET"}, "name"),
        ({"name_uk": "ТАЄМНО"}, "name_uk"),
        ({"country": "XX"}, "country"),
        ({"country": ""}, "country"),
        (
            {"identifiers": [IdentifierClaim("PIC", "999959130"), IdentifierClaim("LEI", "x")]},
            "identifiers[1].value",
        ),
        ({"identifiers": [IdentifierClaim("DUNS", "1")]}, "identifiers[0].scheme"),
        ({"identifiers": [IdentifierClaim("PIC", "999959130")] * 2}, "identifiers[1].value"),
        ({"identifiers": [IdentifierClaim("EDRPOU", "14360570")], "country": "EE"}, "identifiers[0].value"),
        ({"statements": [("site_country", "XX")]}, "statements[0].value"),
        ({"statements": [("city", "Kyiv"), ("ownership_complete", "perhaps")]}, "statements[1].value"),
        ({"statements": [("shoe_size", "9")]}, "statements[0].kind"),
        ({"statements": [("city", "NATO SECRET")]}, "statements[0].value"),
    ],
)
def test_one_fault_of_a_firm_is_one_problem(change: dict[str, object], field: str) -> None:
    command: dict[str, object] = {"name": "Firm", "country": "UA"} | change
    assert fields(validate.firm(**command)) == [field]  # type: ignore[arg-type]


def stake(share: str | None, **rest: str) -> StakeClaim:
    return StakeClaim("Holder", share=None if share is None else Decimal(share), **rest)  # type: ignore[arg-type]


def test_shares_add_up_to_one_for_each_held_entity() -> None:
    assert (
        validate.ownership([stake("0.5"), stake("0.5"), stake("1", via="Other"), StakeClaim("Other")]) == ()
    )
    assert fields(validate.ownership([stake("0.5"), stake("0.5"), stake("0.01")])) == ["stakes[2].share"]
    assert fields(validate.ownership([stake("0.6"), stake("0.6"), stake("0.6")])) == ["stakes[1].share"]
    assert fields(
        validate.ownership([stake("0.6", via="Other"), stake("0.6", via="Other"), StakeClaim("Other")])
    ) == ["stakes[1].share"]


@pytest.mark.parametrize("share", ["-0.01", "1.01", "NaN", "Infinity"])
def test_a_share_lies_between_nothing_and_all(share: str) -> None:
    assert fields(validate.ownership([stake(share)])) == ["stakes[0].share"]


@pytest.mark.parametrize(
    ("claim", "field"),
    [
        (StakeClaim(""), "stakes[0].holder_name"),
        (StakeClaim("A", holder_country="ZZ"), "stakes[0].holder_country"),
        (StakeClaim("A", holder_kind="ghost"), "stakes[0].holder_kind"),
        (StakeClaim("A", right="golden"), "stakes[0].right"),
        (StakeClaim("A", votes=Decimal(2)), "stakes[0].votes"),
        (StakeClaim("A", via="B"), "stakes[0].via"),
        (StakeClaim("A", via="A"), "stakes[0].via"),
    ],
)
def test_one_fault_of_a_stake_is_one_problem(claim: StakeClaim, field: str) -> None:
    assert fields(validate.ownership([claim])) == [field]


def test_one_language_is_enough_for_a_capability() -> None:
    known = {"ML:ML10"}
    assert validate.capability(direction="offer", title_uk="Дрони", text_uk="Робимо.") == ()
    assert (
        validate.capability(
            direction="need",
            title_en="Drones",
            text_en="We make.",
            concepts=["ML:ML10"],
            known_concepts=known,
        )
        == ()
    )


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"direction": "wish"}, "capability.direction"),
        ({"title_en": ""}, "capability.title"),
        ({"text_en": " "}, "capability.text"),
        ({"text_en": "x" * 8001}, "capability.text_en"),
        ({"title_uk": "x" * 301}, "capability.title_uk"),
        ({"text_uk": "Опис\nТАЄМНО\nкінець"}, "capability.text_uk"),
        ({"concepts": ["ML:ML10", "ML:ML99"], "known_concepts": {"ML:ML10"}}, "capability.concepts[1]"),
        ({"components": [ComponentClaim("radio", "QQ")]}, "capability.components[0].origin"),
        ({"components": [ComponentClaim("")]}, "capability.components[0].name"),
        ({"components": [ComponentClaim("a", cost_eur=Decimal(-1))]}, "capability.components[0].cost_eur"),
        ({"text_en": "a\x00b"}, "capability.text_en"),
        ({"title_en": "Drones\u202egpj.exe"}, "capability.title_en"),
        ({"title_uk": "\u2067Дрони\u2069"}, "capability.title_uk"),
    ],
)
def test_one_fault_of_a_capability_is_one_problem(change: dict[str, object], field: str) -> None:
    command: dict[str, object] = {"direction": "offer", "title_en": "Drones", "text_en": "We make."} | change
    assert fields(validate.capability(**command)) == [field]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"texts": {"title": "", "observation": "x"}}, "title"),
        ({"texts": {"title": "x", "observation": ""}}, "observation"),
        ({"texts": {"title": "x", "observation": "x", "discussion": "NATO SECRET"}}, "discussion"),
        ({"effect": "worse"}, "effect"),
        ({"month": "2026-12"}, "month"),
        ({"month": "2026-11-03"}, "month"),
        ({"month": "2026-13"}, "month"),
    ],
)
def test_one_fault_of_an_observation_is_one_problem(change: dict[str, object], field: str) -> None:
    command: dict[str, object] = {
        "texts": {"title": "Link lost", "observation": "The link was lost."},
        "effect": "slower",
        "month": "2026-11",
    }
    assert validate.observation(**command, today=TODAY) == ()  # type: ignore[arg-type]
    assert fields(validate.observation(**(command | change), today=TODAY)) == [field]  # type: ignore[arg-type]


def test_a_refusal_never_repeats_the_text() -> None:
    problems = validate.firm(name="NATO SECRET plan alpha", country="NATO SECRET")
    assert problems and not any("SECRET" in str(problem.because) for problem in problems)
