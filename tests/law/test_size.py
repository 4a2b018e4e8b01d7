"""Size classes: exact over what is not recorded, and steady under growth."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.domain.eligibility import Action, Case, Enterprise, Entity
from matchmaker.domain.findings import Finding, Verdict
from tests.law.judged import judged_by

STEADY = settings(derandomize=True, deadline=None, database=None, max_examples=120)
DAY = date(2026, 11, 23)
CLASSES = ("EDIP-X-Z01", "EDIP-X-Z03", "EDIP-X-Z04")
HEADS = [Decimal(number) for number in ("0", "249", "250", "749", "750", "3000", "3001")]
TURNOVERS = [Decimal(number) * 10**6 for number in ("0", "50", "50.1", "150", "150.1")]
BALANCES = [Decimal(number) * 10**6 for number in ("0", "43", "43.1", "129", "129.1")]
FIGURES = {"headcount": HEADS, "turnover_eur": TURNOVERS, "balance_sheet_eur": BALANCES}


def maybe(values: list[Decimal]) -> st.SearchStrategy[Decimal | None]:
    return st.one_of(st.none(), st.sampled_from(values), st.sampled_from(values))


def firms() -> st.SearchStrategy[Entity]:
    return st.builds(
        lambda head, turnover, balance: Entity(
            "e", "recipient", "company", headcount=head, turnover_eur=turnover, balance_sheet_eur=balance
        ),
        *map(maybe, FIGURES.values()),
    )


@cache
def classes(firm: Entity) -> dict[str, Finding]:
    """The findings by rule; kept, since completions of one firm are completions of others as well."""
    case = Case("size", DAY, Action("13(1)(b)"), (firm,))
    return {finding.rule: finding for finding in judged_by(case, CLASSES)}


def completed(firm: Entity) -> list[Entity]:
    open_ones = [name for name in FIGURES if getattr(firm, name) is None]
    return [
        replace(firm, **dict(zip(open_ones, values, strict=True)))
        for values in product(*(FIGURES[name] for name in open_ones))
    ]


@STEADY
@given(firms())
def test_a_class_is_unknown_exactly_when_its_completions_disagree(firm):
    every = [classes(one) for one in completed(firm)]
    for rule_id, found in classes(firm).items():
        verdicts = {one[rule_id].verdict for one in every}
        assert found.verdict is (verdicts.pop() if len(verdicts) == 1 else Verdict.UNKNOWN)


@STEADY
@given(firms())
def test_a_figure_is_asked_for_exactly_when_it_could_decide(firm):
    for rule_id, found in classes(firm).items():
        open_ones = [name for name in FIGURES if getattr(firm, name) is None]
        deciding = {
            f"e.{name}"
            for name in open_ones
            if any(
                len({classes(replace(one, **{name: value}))[rule_id].verdict for value in FIGURES[name]}) > 1
                for one in completed(replace(firm, **{name: FIGURES[name][0]}))
            )
        }
        assert {*found.missing} == (deciding if found.verdict is Verdict.UNKNOWN else set())


@STEADY
@given(firms(), st.sampled_from([*FIGURES]), st.sampled_from([Decimal(1), Decimal(500), Decimal(10) ** 8]))
def test_growing_never_makes_an_sme(firm, name, added):
    if getattr(firm, name) is None:
        return
    grown = replace(firm, **{name: getattr(firm, name) + added})
    before, after = classes(firm)["EDIP-X-Z01"].verdict, classes(grown)["EDIP-X-Z01"].verdict
    order = (Verdict.MET, Verdict.UNKNOWN, Verdict.NOT_MET)
    assert order.index(after) >= order.index(before)


@STEADY
@given(firms(), st.sampled_from([Decimal(part) for part in ("0.1", "0.25", "0.4", "0.5", "0.6", "1")]))
def test_an_enterprise_in_the_group_never_makes_an_sme(firm, share):
    other = Enterprise("x", share=share, headcount=Decimal(100), turnover_eur=Decimal(10) ** 7)
    before = classes(firm)["EDIP-X-Z01"].verdict
    after = classes(replace(firm, enterprises=(other,)))["EDIP-X-Z01"].verdict
    assert not (before is Verdict.NOT_MET and after is not Verdict.NOT_MET)
    assert share >= Decimal("0.25") or after is before


@STEADY
@given(firms())
def test_nobody_is_in_two_classes_that_exclude_each_other(firm):
    found = {rule_id: finding.verdict for rule_id, finding in classes(firm).items()}
    assert [found["EDIP-X-Z01"], found["EDIP-X-Z03"]].count(Verdict.MET) < 2
    assert found["EDIP-X-Z04"] is not Verdict.MET or found["EDIP-X-Z03"] is Verdict.MET


@pytest.mark.parametrize(
    ("enterprise", "missing"),
    [
        (Enterprise("x", "linked"), ("e.enterprises.x.headcount", "e.enterprises.x.turnover_eur")),
        (Enterprise("x", "partner", headcount=Decimal(400), turnover_eur=Decimal(0)), ("e.enterprises.x.share",)),
        (Enterprise("x", None, headcount=Decimal(400), turnover_eur=Decimal(0)), ("e.enterprises.x.share",)),
    ],
)
def test_facts_of_the_group_are_named_where_they_decide(enterprise, missing):
    own = {"headcount": Decimal(100), "turnover_eur": Decimal(10**7), "balance_sheet_eur": Decimal(10**8)}
    firm = Entity("e", "recipient", "company", **own, enterprises=(replace(enterprise, balance_sheet_eur=Decimal(0)),))
    found = classes(firm)["EDIP-X-Z01"]
    assert (found.verdict, found.missing) == (Verdict.UNKNOWN, missing)


def test_the_sentence_gives_the_figures_of_the_group():
    linked = Enterprise("x", "linked", headcount=Decimal(50))
    firm = Entity("e", "recipient", headcount=Decimal(100), turnover_eur=Decimal(10**6), enterprises=(linked,))
    said = str(classes(firm)["EDIP-X-Z03"].because).replace("\N{NO-BREAK SPACE}", " ")
    assert said == "With its group: headcount 150, turnover 1,000,000 € or more, balance sheet not recorded."
