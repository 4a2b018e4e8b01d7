"""Ceilings: what is asked for while they are open, and what the vocabulary of grounds holds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from matchmaker.domain.eligibility import Action, Case, Entity, Settings, judge
from matchmaker.domain.eligibility.citations import instruments
from matchmaker.domain.eligibility.grounds import grounds, recognised
from matchmaker.domain.findings import Finding

DAY = date(2026, 11, 23)
CRISIS = ("crisis_relevant_capacity",)
NEW = ("new_cross_border_cooperation",)


def firm(name: str, headcount: int | None, seat: str | None = "DE", role: str | None = "recipient") -> Entity:
    return Entity(name, role, "company", seat=seat, headcount=None if headcount is None else Decimal(headcount))


def ceiling(*entities: Entity, grounds=NEW, kind="ammunition", listed=None) -> Finding:
    configured = {} if listed is None else {"crisis_relevant_products": frozenset(listed)}
    action = Action("12(1)(a)", product_kind=kind, grounds=grounds)
    case = Case("money", DAY, action, entities, settings=Settings(configured=configured))
    return next(finding for finding in judge(case).findings if finding.rule == "EDIP-P-M04")


@pytest.mark.parametrize(
    ("entities", "missing"),
    [
        ([firm("a", None)], ("a.headcount",)),
        ([firm("a", None, None)], ("a.headcount", "a.seat")),
        ([firm("a", 10), firm("b", None)], ("b.headcount",)),
        ([firm("a", 10), firm("b", 10), firm("c", 5000), firm("d", None)], ("d.headcount",)),
        ([firm("a", 5000), firm("b", 10), firm("c", 10, role=None)], ("c.role",)),
    ],
)
def test_only_facts_that_could_make_the_majority_are_asked_for(entities, missing):
    found = ceiling(*entities)
    assert (found.value, found.missing, found.law_unknown) == (None, missing, False)
    assert "35" in str(found.because)


def test_a_member_whose_country_may_become_associated_is_a_question_of_law():
    found = ceiling(firm("a", 10, "NO"))
    assert (found.value, found.law_unknown) == (None, True)


def test_the_list_of_crisis_relevant_products_is_configuration():
    small = firm("a", 10)
    assert ceiling(small, grounds=CRISIS).law_unknown
    assert ceiling(small, grounds=CRISIS, listed=["ammunition"]).value == "0.50"
    assert ceiling(small, grounds=CRISIS, listed=["missile"]).value == "0.35"
    assert ceiling(small, grounds=CRISIS, kind=None, listed=["missile"]).missing == ("action.product_kind",)


def test_a_strange_word_is_asked_about_and_not_ignored():
    found = ceiling(firm("a", 10), grounds=("novelty",))
    assert found.missing == ("action.grounds",)
    assert str(found.question) == "Which ground of the act is meant by novelty?"


def test_each_ground_has_a_place_in_an_act_and_spellings_of_its_own():
    spellings = [spelling for one in grounds().values() for spelling in (one.name, *one.spellings)]
    assert len(spellings) == len(set(spellings))
    for one in grounds().values():
        assert one.citations and all(citation.act in instruments() for citation in one.citations)
        assert one.text.en and one.text.uk
        assert recognised((one.name.upper().replace("_", "-"), *one.spellings)) == (frozenset({one.name}), ())
    assert {name for name, one in grounds().items() if one.serves("20(7)")} == {
        "seap",
        "new_cross_border_cooperation",
        "new_site_or_line",
        "crisis_relevant_capacity",
    }
    assert sum(one.serves("20(5)") for one in grounds().values()) == 5
