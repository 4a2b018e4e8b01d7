"""Subcontractors of a common procurement: what the report names, and what learning a fact may change."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.domain.eligibility import Action, Case, Entity, Settings
from matchmaker.domain.eligibility.case import Owner, Subcontract
from matchmaker.domain.findings import Finding, Verdict
from tests.law.judged import judged_by
from tests.law.worlds import DAY, entities, maybe

STEADY = settings(derandomize=True, deadline=None, database=None, max_examples=50)
RULES = ("EDIP-X-S01", "EDIP-P-S02", "EDIP-U-S02", "EDIP-P-E06", "EDIP-U-E07", "EDIP-X-E08")
TERMS = {
    "share": [Decimal("0.1"), Decimal("0.2"), Decimal("0.4")],
    "classified_access": [True, False],
    "own_design": [True, False],
    "contract_date": [date(2024, 5, 1), date(2026, 1, 1)],
}
FACTS = {
    "seat": ["DE", "UA", "NO", "US", "RU"],
    "management": ["DE", "UA", "NO", "US", "RU"],
    "sites": [("DE",), ("UA",), ("US",)],
    "excluded": [True, False],
    "ownership_complete": [True, False],
}
AMERICAN = Subcontract(Decimal("0.2"), True, False, date(2024, 5, 1))


@st.composite
def terms(draw: st.DrawFn) -> Subcontract:
    return Subcontract(*(draw(maybe(st.sampled_from(values))) for values in TERMS.values()))


@st.composite
def firms(draw: st.DrawFn, name: str) -> Entity:
    role = draw(st.sampled_from(["subcontractor"] * 4 + ["contractor", "cooperating", None]))
    return replace(draw(entities(name)), role=role, subcontract=draw(maybe(terms())))


@st.composite
def procurements(draw: st.DrawFn) -> Case:
    members = tuple(draw(firms(f"e{number}")) for number in range(draw(st.integers(1, 3))))
    assumed = draw(st.sampled_from([Settings(frozenset({"RU"})), Settings(frozenset({"RU"}), frozenset({"NO"}))]))
    return Case("procurement", DAY, Action("11"), members, settings=assumed)


def found(case: Case) -> dict[tuple[str, str], Finding]:
    return {(one.rule, one.subject): one for one in judged_by(case, RULES)}


def learnings(entity: Entity) -> list[Entity]:
    given_terms = entity.subcontract or Subcontract()
    return [
        replace(entity, **{name: value})
        for name, values in FACTS.items()
        if getattr(entity, name) is None
        for value in values
    ] + [
        replace(entity, subcontract=replace(given_terms, **{name: value}))
        for name, values in TERMS.items()
        if getattr(given_terms, name) is None
        for value in values
    ]


def is_allowed(before: Finding, after: Finding) -> bool:
    """An open answer may become anything; criteria met whatever the firm is need not apply once it is a supplier."""
    if before.verdict in (Verdict.UNKNOWN, Verdict.CONDITIONAL) or before.verdict is after.verdict:
        return True
    return before.rule.endswith("S02") and (before.verdict, after.verdict) == (Verdict.MET, Verdict.NOT_APPLICABLE)


@STEADY
@given(procurements(), st.integers(0, 10))
def test_the_order_of_firms_never_matters(case, seed):
    members = tuple(random.Random(seed).sample(case.entities, len(case.entities)))
    assert found(replace(case, entities=members)) == found(case)


@STEADY
@given(procurements())
def test_learning_a_fact_about_any_firm_only_resolves_what_was_open(case):
    before = found(case)
    for place, member in enumerate(case.entities):
        for better in learnings(member):
            known = replace(case, entities=(*case.entities[:place], better, *case.entities[place + 1 :]))
            for key, after in found(known).items():
                assert is_allowed(before[key], after), (key, better)


@STEADY
@given(procurements())
def test_an_open_answer_asks_and_names_a_fact_or_the_law(case):
    for one in found(case).values():
        is_open = one.verdict in (Verdict.UNKNOWN, Verdict.CONDITIONAL)
        assert (one.question is not None) == is_open
        assert bool(one.missing) == (is_open and not one.law_unknown)
        assert str(one.because)


@STEADY
@given(procurements())
def test_at_most_one_subcontractor_rests_on_an_earlier_contract(case):
    for rule_id in ("EDIP-P-S02", "EDIP-U-S02"):
        lifted = [
            one
            for one in found(case).values()
            if one.rule == rule_id and one.verdict is Verdict.MET and "direct contract" in str(one.because)
        ]
        assert len(lifted) <= 1


@STEADY
@given(procurements())
def test_each_fact_that_is_named_is_one_that_is_not_recorded(case):
    members = {member.id: member for member in case.entities}
    for one in found(case).values():
        for path in one.missing:
            subject, *names = path.split(".")
            value = members[subject]
            for name in names:
                value = getattr(value, name, None)
            assert value is None or names[0] in ("owners", "decisive_rights", "seat_place", "ownership_complete"), path


def test_the_report_names_the_points_that_fail_and_what_is_missing():
    firm = Entity("us", "contractor", "company", seat="US", management="US", sites=("DE",))
    one = found(Case("named", DAY, Action("11"), (firm,)))["EDIP-P-S02", "us"]
    assert (
        str(one.because) == "us has to meet what recipients meet, and does not: registered seat, executive management."
    )
    partial = Entity("de", "contractor", "company", seat="DE", owners=(Owner("o", country="DE", share=Decimal(1)),))
    one = found(Case("open", DAY, Action("11"), (partial,)))["EDIP-P-S02", "de"]
    assert one.missing == ("de.management", "de.ownership_complete", "de.sites")
    assert str(one.question) == "What is recorded of de on: executive management, control, facilities and assets?"


def test_two_that_rely_on_an_earlier_contract_are_told_of_each_other():
    pair = tuple(
        Entity(name, "subcontractor", "company", name.upper(), seat="US", management="US", subcontract=AMERICAN)
        for name in ("a", "b")
    )
    answers = found(Case("rivals", DAY, Action("11"), pair))
    assert "these would too: B." in str(answers["EDIP-P-S02", "a"].because)
    assert "these would too: A." in str(answers["EDIP-P-S02", "b"].because)


def test_a_rival_whose_terms_are_open_is_asked_about():
    pair = (
        Entity("a", "subcontractor", "company", seat="US", management="US", subcontract=AMERICAN),
        Entity("b", "subcontractor", "company", seat="US", management="US", subcontract=replace(AMERICAN, share=None)),
    )
    one = found(Case("rivals", DAY, Action("11"), pair))["EDIP-P-S02", "a"]
    assert one.missing == ("b.subcontract.share",)


def test_an_undated_contract_is_asked_for_its_day():
    firm = Entity("us", "subcontractor", "company", seat="US", management="US")
    undated = replace(firm, subcontract=replace(AMERICAN, contract_date=None))
    one = found(Case("undated", DAY, Action("11"), (undated,)))["EDIP-P-S02", "us"]
    assert one.missing == ("us.subcontract.contract_date",)
    assert str(one.question) == "What is recorded of us on: day of the direct contract with the contractor?"
