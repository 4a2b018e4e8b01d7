"""The share of foreign components: its range is exact, and only facts that could decide are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.domain.eligibility import Action, Case, Component, Matter, Product, Settings
from matchmaker.domain.eligibility.billofmaterials import (
    Bill,
    Counted,
    Denominator,
    Limit,
    Outcome,
    bill_of,
    deciding_facts,
    outcome,
    share_range,
)
from matchmaker.domain.eligibility.rules.foreign_share import PROGRAMME, Measure, judged_share
from matchmaker.domain.eligibility.territory import Territory
from matchmaker.domain.findings import Finding, Verdict
from tests.law.judged import judged_by

STEADY = settings(derandomize=True, deadline=None, database=None, max_examples=250)
HOME = Territory(frozenset({"DE", "FR"}), frozenset({"NO", "IS"}))
PRICES = (None, Decimal(0), Decimal(1), Decimal(7), Decimal("12.5"), Decimal(20))
GRID = (Decimal(0), Decimal("0.0001"), Decimal(11), Decimal(10**6))
DAY = date(2026, 11, 23)
ACTION = Action("12(1)(a)", product_kind="drone")
RULES = ("EDIP-P-O02", "EDIP-U-O02")
WORSE = {Verdict.MET: 0, Verdict.UNKNOWN: 1, Verdict.NOT_MET: 2}
CAP, FLOOR = Limit(Decimal("0.35")), Limit(Decimal("0.65"), at_least=True)
LIMITS = st.sampled_from([CAP, FLOOR, Limit(Decimal(0)), Limit(Decimal(1), at_least=True)])


def parts() -> st.SearchStrategy[tuple[Component, ...]]:
    origins = st.sampled_from(["DE", "DE", "US", "US", "NO", "IS", None])
    one = st.tuples(origins, st.sampled_from(PRICES))
    return st.lists(one, min_size=1, max_size=4).map(
        lambda drawn: tuple(Component(f"c{at}", origin, cost) for at, (origin, cost) in enumerate(drawn))
    )


def bills() -> st.SearchStrategy[Bill]:
    return st.builds(
        Bill,
        parts(),
        st.just(HOME),
        st.sampled_from(Counted),
        st.sampled_from(Denominator),
        st.sampled_from([None, Decimal(10), Decimal(30)]),
    )


def completions(bill: Bill) -> Iterator[tuple[dict[str, object], Fraction]]:
    """Every way to fill the gaps on a grid, with the share that it gives."""
    names = [
        *(("law", country) for country in sorted({part.origin for part in bill.parts} & HOME.open)),
        *((f"{part.name}.origin", None) for part in bill.parts if part.origin is None),
        *((f"{part.name}.cost_eur", None) for part in bill.parts if not bill.priced(part)),
    ]
    by_value = bill.divided_by is Denominator.END_VALUE
    if by_value and bill.end_value is None:
        names.append(("value_eur", None))
    choices = [
        GRID if name.endswith("cost_eur") else GRID[1:] if name == "value_eur" else (True, False) for name, _ in names
    ]
    for values in product(*choices):
        filled = {country or name: value for (name, country), value in zip(names, values, strict=True)}
        share = _share(bill, filled)
        if share is not None:
            yield filled, share


def _share(bill: Bill, filled: dict[str, object]) -> Fraction | None:
    total = counted = Fraction(0)
    for part in bill.parts:
        cost = Fraction(filled.get(f"{part.name}.cost_eur", part.cost_eur))
        inside = filled.get(f"{part.name}.origin", filled.get(part.origin, part.origin in HOME.inside))
        total += cost
        counted += cost if inside == (bill.counted is Counted.HOME) else 0
    if bill.divided_by is Denominator.END_VALUE:
        return counted / Fraction(filled.get("value_eur", bill.end_value))
    return counted / total if total else None


def keeps(share: Fraction, limit: Limit) -> bool:
    return share >= Fraction(limit.share) if limit.at_least else share <= Fraction(limit.share)


@STEADY
@given(bills())
def test_the_range_holds_every_completion_and_its_ends_are_reached_or_neared(bill):
    found = share_range(bill)
    shares = [share for _, share in completions(bill)]
    assert all(found.low <= share and (found.high is None or share <= found.high) for share in shares)
    assert found.low_reached is (found.low in shares)
    assert found.high is None or found.high_reached is (found.high in shares)
    assert min(shares) - found.low < Fraction(1, 1000)
    assert max(shares) > 1000 if found.high is None else found.high - max(shares) < Fraction(1, 1000)


@STEADY
@given(bills(), LIMITS)
def test_the_outcome_is_what_all_completions_agree_on(bill, limit):
    kept = {keeps(share, limit) for _, share in completions(bill)}
    expected = {frozenset({True}): Outcome.ALWAYS, frozenset({False}): Outcome.NEVER}
    assert outcome(share_range(bill), limit) is expected.get(frozenset(kept), Outcome.SOMETIMES)


@STEADY
@given(bills(), LIMITS)
def test_a_fact_is_asked_for_exactly_when_one_of_its_values_turns_the_outcome(bill, limit):
    if outcome(share_range(bill), limit) is not Outcome.SOMETIMES:
        return
    turned = {}
    for filled, share in completions(bill):
        for name in filled:
            others = (name, *sorted((key, value) for key, value in filled.items() if key != name))
            turned.setdefault(others, set()).add(keeps(share, limit))
    deciding = {others[0] for others, kept in turned.items() if len(kept) > 1}
    facts, wanted = set(deciding_facts(bill, limit)), {name for name in deciding if name not in HOME.open}
    # The grid is coarse for amounts, so that it may miss a fact that decides at an amount between its own.
    assert wanted <= facts
    assert facts == wanted or any(name.endswith("_eur") for name in facts)


@STEADY
@given(parts(), st.integers(0, 3), st.sampled_from([Decimal("0.5"), Decimal(5), Decimal(500)]))
def test_more_foreign_cost_never_turns_not_met_into_met(components, at, added):
    dearer = tuple(
        replace(part, cost_eur=part.cost_eur + added)
        if position == at and part.origin == "US" and part.cost_eur is not None
        else part
        for position, part in enumerate(components)
    )
    for rule_id in RULES:
        assert WORSE[verdict(dearer, rule_id)] >= WORSE[verdict(components, rule_id)]


@STEADY
@given(parts(), st.randoms(use_true_random=False))
def test_the_order_of_components_never_matters(components, chance):
    shuffled = tuple(chance.sample(components, len(components)))
    for rule_id in RULES:
        one, other = answer(components, rule_id), answer(shuffled, rule_id)
        assert one.because == other.because
        assert (one.verdict, one.law_unknown, {*one.missing}) == (other.verdict, other.law_unknown, {*other.missing})


@pytest.mark.parametrize(
    ("components", "missing"),
    [
        ([("frame", "DE", "100"), ("radio", "US", None)], ("p.components.radio.cost_eur",)),
        ([("frame", "DE", "60"), ("radio", None, "40")], ("p.components.radio.origin",)),
        ([("frame", "DE", "60"), ("radio", None, "37"), ("bolt", None, "1")], ("p.components.radio.origin",)),
        (
            [("frame", "DE", "60"), ("radio", None, None)],
            ("p.components.radio.origin", "p.components.radio.cost_eur"),
        ),
        ([("radio", None, None)], ("p.components.radio.origin",)),
        ([], ("p.components",)),
    ],
)
def test_exactly_the_deciding_facts_are_named(components, missing):
    parts = tuple(Component(name, origin, cost and Decimal(cost)) for name, origin, cost in components)
    found = answer(parts, "EDIP-U-O02")
    assert found.verdict is Verdict.UNKNOWN
    assert (found.missing, found.law_unknown) == (missing, False)


def test_an_open_country_is_a_question_of_law_and_a_fact_that_could_decide_beside_it_comes_first():
    law = answer((Component("frame", "DE", Decimal(50)), Component("radio", "NO", Decimal(50))), "EDIP-P-O02")
    assert (law.law_unknown, law.missing, str(law.question)) == (True, (), "Do these countries count as inside: NO?")
    fact = answer((Component("frame", "DE"), Component("radio", "NO", Decimal(50))), "EDIP-P-O02")
    assert (fact.law_unknown, fact.missing) == (False, ("p.components.frame.cost_eur",))


def test_the_sentence_gives_the_figure_the_cap_and_the_assumption():
    sure = answer((Component("frame", "DE", Decimal(4)), Component("radio", "US", Decimal(3))), "EDIP-U-O02")
    assert str(sure.because).replace("\N{NO-BREAK SPACE}", " ") == (
        "42.86 % of the cost of all components comes from outside the Union and Ukraine; at most 35 % may. "
        "Labour, assembly and overhead are not components. "
        "Origin: as declared for each listed component, without a look at its own parts."
    )
    open_one = answer((Component("frame", "DE", Decimal(60)), Component("radio", None, Decimal(40))), "EDIP-U-O02")
    assert str(open_one.because).replace("\N{NO-BREAK SPACE}", " ").startswith("0 % to 40 % of the cost")


def test_a_share_just_above_the_cap_is_not_rounded_onto_it():
    parts = (Component("frame", "DE", Decimal(65)), Component("radio", "US", Decimal("35.0001")))
    assert str(answer(parts, "EDIP-U-O02").because).startswith("35.01")


@pytest.mark.parametrize(
    ("components", "value", "expected"),
    [
        ([("frame", "DE", "65")], "100", Verdict.MET),
        ([("frame", "DE", "64.99")], "100", Verdict.NOT_MET),
        ([("frame", "DE", "60"), ("radio", None, "5")], "100", Verdict.UNKNOWN),
        ([("frame", "DE", None)], "100", Verdict.UNKNOWN),
        ([("frame", "DE", "65")], None, Verdict.UNKNOWN),
        ([("radio", "US", "65")], None, Verdict.NOT_MET),
    ],
)
def test_a_floor_of_home_components_in_the_end_value_is_judged_by_the_same_function(components, value, expected):
    parts = tuple(Component(name, origin, cost and Decimal(cost)) for name, origin, cost in components)
    product = Product("p", parts, value and Decimal(value))
    bill = bill_of(product, HOME, Counted.HOME, Denominator.END_VALUE)
    found = judged_share(Matter(Case("floor", DAY, ACTION, ())), product, bill, Measure(FLOOR, PROGRAMME))
    assert found.verdict is expected
    assert "of the value of the end product" in str(found.because)
    assert bool(found.missing) is (expected is Verdict.UNKNOWN)


def test_very_many_undeclared_components_are_judged_without_trying_them_all():
    parts = tuple(Component(f"c{at}", None, Decimal(at + 1) / 7) for at in range(300))
    found = answer(parts, "EDIP-U-O02")
    assert found.verdict is Verdict.UNKNOWN
    assert len(found.missing) == 300


def answer(components: tuple[Component, ...], rule_id: str) -> Finding:
    case = Case("share", DAY, ACTION, (), (Product("p", components),), settings=Settings(frozenset()))
    return next(iter(judged_by(case, [rule_id])))


def verdict(components: tuple[Component, ...], rule_id: str) -> Verdict:
    return answer(components, rule_id).verdict
