"""Why the strands differ is told from the facts and the territories, never written for a case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings

from matchmaker.domain.eligibility import Action, Case, Entity, Owner, Settings, judge, rules
from matchmaker.domain.eligibility.contrast import counterparts, why_they_differ
from matchmaker.domain.findings import Finding, Verdict, say
from tests.law.worlds import cases

DAY = date(2026, 11, 23)
STEADY = settings(derandomize=True, deadline=None, database=None, max_examples=60)


def firm(name: str, seat: str, **facts: object) -> Entity:
    sound = Entity(
        name,
        "recipient",
        "company",
        seat=seat,
        seat_place="Kyiv",
        management=seat,
        sites=(seat,),
        owners=(),
        ownership_complete=True,
    )
    return replace(sound, **facts)


def told(*entities: Entity, article: str = "12(1)(a)", associated: frozenset[str] | None = None) -> dict[str, str]:
    action = Action(article, total_cost_eur=Decimal(2_000_000), started=DAY, ends=date(2028, 1, 1))
    report = judge(Case("two maps", DAY, action, entities, settings=Settings(frozenset({"RU"}), associated)))
    found: dict[str, str] = {}
    for one in report.differences():
        sides = (one.programme, one.ukraine)
        found |= {side.rule: str(one.why) for side in sides if side is not None}
    return found


def owned_by(country: str) -> tuple[Owner, ...]:
    return (Owner("o", "Group", country, Decimal(1)),)


UKRAINE = firm("ua", "UA")
THIRD = "A non-associated third country for the Programme, and home under the Ukraine Support Instrument: UA."


@pytest.mark.parametrize(
    ("changed", "rule_id"),
    [({"seat": "UA"}, "EDIP-P-E01"), ({"management": "UA"}, "EDIP-P-E02"), ({"sites": ("PL", "UA")}, "EDIP-P-F01")],
)
def test_ukraine_is_a_third_country_in_one_strand_and_home_in_the_other(
    changed: dict[str, object], rule_id: str
) -> None:
    assert told(replace(firm("pl", "PL"), **changed))[rule_id] == THIRD


@pytest.mark.parametrize(
    ("associated", "why"),
    [
        (
            frozenset({"NO"}),
            "Associated with the Programme, and outside the territory of the Ukraine Support Instrument: NO.",
        ),
        (
            None,
            "Outside the territory of the Ukraine Support Instrument, and perhaps associated with the Programme: NO.",
        ),
    ],
)
def test_norway_is_the_other_way_round(associated: frozenset[str] | None, why: str) -> None:
    assert told(firm("no", "NO"), associated=associated)["EDIP-U-E01"] == why


def test_control_from_ukraine_is_foreign_in_one_strand_only() -> None:
    why = told(firm("ee", "EE", owners=owned_by("UA")))["EDIP-P-E03"]
    assert why.startswith("Control from there is control by a third country for the Programme")
    assert why.endswith(": UA.")


def test_the_strands_part_over_the_guarantee_of_a_state() -> None:
    why = told(firm("no", "NO", owners=owned_by("US")), UKRAINE, associated=frozenset({"NO"}))["EDIP-U-E04"]
    assert why == "The Ukraine Support Instrument has no guarantee route for a firm established in NO."


def test_members_that_count_in_one_strand_only_are_named() -> None:
    members = (firm("pl", "PL"), UKRAINE, firm("ua2", "UA"))
    assert (
        told(*members, article="12(1)(d)")["EDIP-P-C03"] == "These members do not count under the Programme: ua, ua2."
    )


def test_a_rule_of_one_strand_says_so() -> None:
    assert told(firm("pl", "PL"))["EDIP-U-A07"] == "Only the Ukraine Support Instrument asks this."


def test_one_article_of_the_ukrainian_strand_answers_to_three_of_the_programme() -> None:
    assert "EDIP-P-C03" in counterparts("EDIP-U-C01")
    assert counterparts("EDIP-P-C03") == ("EDIP-U-C01",)
    assert all(rule.twin in counterparts(rule.id) for rule in rules() if rule.twin)


def test_ceilings_differ_by_their_values_and_without_a_case_the_articles_are_named() -> None:
    one = Finding("EDIP-P-E01", "a", Verdict.MET, say("So."), value="0.35")
    other = replace(one, rule="EDIP-U-E01", value="1.00")
    assert str(why_they_differ(one, other, None, ())).startswith("The Programme gives 0.35, the Ukraine Support")
    failing = replace(other, verdict=Verdict.NOT_MET, value=None)
    assert "Article 9(1)" in str(why_they_differ(one, failing, None, ()))


@STEADY
@given(cases())
def test_every_difference_has_a_reason_and_two_sides_that_differ(judged: Case) -> None:
    for one in judge(judged).differences():
        assert str(one.why)
        if one.programme is not None and one.ukraine is not None:
            assert (one.programme.verdict, one.programme.value) != (one.ukraine.verdict, one.ukraine.value)
