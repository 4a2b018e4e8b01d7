"""The neighbouring instruments side by side: one firm or part, a different answer under each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.domain.eligibility import (
    Action,
    Case,
    Component,
    DesignAuthority,
    Entity,
    Owner,
    Product,
    Settings,
    Subcontract,
    judge,
    rules,
    strand_of,
)
from matchmaker.domain.findings import Finding, Verdict
from tests.law.worlds import cases, entities, maybe

STEADY = settings(derandomize=True, deadline=None, database=None, max_examples=60)
DAY = date(2026, 11, 23)
NEIGHBOURS = ("EDF", "SAFE", "USL", "EDIRPA")
MET, NOT_MET, CONDITIONAL, UNKNOWN = Verdict.MET, Verdict.NOT_MET, Verdict.CONDITIONAL, Verdict.UNKNOWN
NOT_APPLICABLE = Verdict.NOT_APPLICABLE
UNION = st.sampled_from(["DE", "PL", "EE", "FR", "GR"])
OUTSIDE = st.sampled_from(["US", "GB", "TR", "CH", "KR"])
SOME_PERCENT = st.integers(1, 99).map(Decimal)
ASSUMED = Settings(hostile_origins=frozenset({"RU", "BY"}))


def firm(seat: str, owner: str) -> Entity:
    """Everything in one country, wholly owned from another or the same."""
    owners = (Owner("o", "Group", owner, Decimal(1)),)
    return Entity("firm", "recipient", "company", "", seat, "Kyiv", seat, (seat,), owners, True, decisive_rights=())


def finding(programme: str, rule_id: str, *members: Entity, product: Product | None = None, **action: str) -> Finding:
    facts = Action(**{"article": "12(1)(a)" if programme == "EDIP" else "procurement", **action})
    products = (product,) if product else ()
    report = judge(Case("side by side", DAY, facts, members, products, programme, ASSUMED))
    return next(one for one in report.findings if one.rule == rule_id)


def told(entity: Entity, columns: dict[str, str]) -> dict[str, Verdict]:
    """The verdicts of one row of the table, by the rule that answers in each column."""
    return {name: finding(name.split("-")[0], rule_id, entity).verdict for name, rule_id in columns.items()}


SEAT = {"EDIP-P": "EDIP-P-E01", "EDIP-U": "EDIP-U-E01", "EDF": "EDF-E01", "SAFE": "SAFE-E01", "USL": "USL-E01"}
CONTROL = {"EDIP-P": "EDIP-P-E03", "EDIP-U": "EDIP-U-E04", "EDF": "EDF-E03", "SAFE": "SAFE-E01", "USL": "USL-E01"}


def test_a_ukrainian_firm_can_be_paid_everywhere_but_under_the_programme():
    row = told(firm("UA", "UA"), SEAT)
    assert row == {"EDIP-P": NOT_MET, "EDIP-U": MET, "EDF": UNKNOWN, "SAFE": MET, "USL": MET}
    assert finding("EDF", "EDF-E01", firm("UA", "UA")).law_unknown


def test_a_norwegian_firm_can_be_paid_everywhere_but_for_ukraine():
    row = told(firm("NO", "NO"), SEAT)
    assert row == {"EDIP-P": UNKNOWN, "EDIP-U": NOT_MET, "EDF": MET, "SAFE": MET, "USL": MET}
    assert finding("EDIP", "EDIP-P-E01", firm("NO", "NO")).law_unknown


@STEADY
@given(UNION)
def test_a_ukrainian_parent_is_foreign_control_under_the_programme_only(seat):
    row = told(firm(seat, "UA"), CONTROL)
    assert row == {"EDIP-P": CONDITIONAL, "EDIP-U": MET, "EDF": UNKNOWN, "SAFE": MET, "USL": MET}
    assert finding("EDF", "EDF-E03", firm(seat, "UA")).law_unknown


@STEADY
@given(OUTSIDE)
def test_a_foreign_controlled_ukrainian_firm_has_a_derogation_at_most_under_the_fund(owner):
    row = told(firm("UA", owner), CONTROL)
    assert row == {"EDIP-P": NOT_MET, "EDIP-U": NOT_MET, "EDF": UNKNOWN, "SAFE": NOT_MET, "USL": NOT_MET}
    assert finding("EDF", "EDF-E03", firm("UA", owner)).law_unknown


@STEADY
@given(UNION, OUTSIDE)
def test_a_foreign_controlled_firm_of_the_union_needs_guarantees_everywhere(seat, owner):
    assert set(told(firm(seat, owner), CONTROL).values()) == {CONDITIONAL}


def bill(origin: str, percent: Decimal, value: Decimal | None = None) -> Product:
    parts = (Component("frame", "DE", 100 - percent), Component("radio", origin, percent))
    return Product("p", parts, value)


@STEADY
@given(st.sampled_from(["UA", "NO"]), SOME_PERCENT)
def test_parts_of_ukraine_and_norway_are_at_home_for_buyers(origin, percent):
    for programme in ("SAFE", "USL"):
        assert finding(programme, f"{programme}-O01", product=bill(origin, percent)).verdict is MET


@STEADY
@given(OUTSIDE, SOME_PERCENT)
def test_the_cap_on_foreign_parts_is_the_same_for_buyers_and_the_fund_has_none(origin, percent):
    wanted = MET if percent <= 35 else NOT_MET
    for programme in ("SAFE", "USL"):
        assert finding(programme, f"{programme}-O01", product=bill(origin, percent)).verdict is wanted
    assert not [rule for rule in rules() if rule.programme == "EDF" and rule.subject == "product"]


@STEADY
@given(SOME_PERCENT, st.integers(100, 200).map(Decimal))
def test_value_of_the_product_and_cost_of_the_parts_are_two_denominators(percent, value):
    product, day = bill("US", percent, value), date(2024, 6, 1)
    report = judge(Case("old", day, Action("procurement"), (), (product,), "EDIRPA", ASSUMED))
    verdict = next(one.verdict for one in report.findings if one.rule == "EDIRPA-O01")
    assert verdict is (MET if (100 - percent) / value >= Decimal("0.65") else NOT_MET)


@STEADY
@given(OUTSIDE)
def test_design_authority_is_asked_for_category_two_only(country):
    limited = Product("p", design_authority=DesignAuthority(restricted_by=country))
    for programme in ("SAFE", "USL"):
        kinds = {"naval": NOT_MET, "ammunition": NOT_APPLICABLE, "drone": UNKNOWN}
        for kind, wanted in kinds.items():
            found = finding(programme, f"{programme}-D01", product=limited, product_kind=kind)
            assert found.verdict is wanted, (programme, kind)
    assert "EDF-D01" not in {rule.id for rule in rules()}


@pytest.mark.parametrize("programme", ["SAFE", "USL"])
@pytest.mark.parametrize(
    ("terms", "missing"),
    [
        (Subcontract(Decimal("0.2"), True), ("firm.seat", "firm.subcontract.contract_date")),
        (Subcontract(Decimal("0.2"), True, None, date(2026, 2, 1)), ("firm.seat",)),
        (
            Subcontract(Decimal("0.2"), None),
            ("firm.subcontract.classified_access", "firm.seat", "firm.subcontract.contract_date"),
        ),
    ],
)
def test_a_subcontractor_that_may_be_outside_is_asked_for_seat_and_contract(programme, terms, missing):
    unplaced = replace(firm("DE", "DE"), role="subcontractor", seat=None, subcontract=terms)
    assert finding(programme, f"{programme}-E01", unplaced).missing == missing


def test_a_ground_that_no_list_knows_is_asked_about_under_edirpa():
    action = Action("procurement", grounds=("no_quantities_for_ukraine",))
    report = judge(Case("old", date(2024, 6, 1), action, (), (), "EDIRPA", ASSUMED))
    found = next(one for one in report.findings if one.rule == "EDIRPA-M01")
    assert (found.verdict, found.missing) == (UNKNOWN, ("action.grounds",))
    assert str(found.because) == "No ground of the act is recognised in what is stated: no_quantities_for_ukraine."


@STEADY
@given(st.lists(UNION, min_size=1, max_size=5))
def test_the_fund_asks_for_three_countries_and_buyers_for_states(seats):
    members = [replace(firm(seat, seat), id=f"e{place}", owners=()) for place, seat in enumerate(seats)]
    wanted = MET if len(set(seats)) >= 3 else NOT_MET
    assert finding("EDF", "EDF-C01", *members, article="design").verdict is wanted
    states = [Entity(f"s{place}", "cooperating", "authority", seat=seat) for place, seat in enumerate(seats)]
    members = [replace(member, subcontract=Subcontract(contract_date=date(2026, 6, 1))) for member in members]
    assert finding("SAFE", "SAFE-C01", *members, *states).verdict is (MET if len(set(seats)) >= 2 else NOT_MET)
    assert finding("SAFE", "SAFE-C01", *members).verdict is NOT_MET


def test_only_grants_have_a_ceiling():
    assert {rule.id for rule in rules() if rule.kind == "ceiling" and rule.programme in NEIGHBOURS} == {
        "EDF-M01",
        "EDIRPA-M01",
    }
    assert finding("EDF", "EDF-M01", article="design").value == "1.00"
    assert finding("EDIP", "EDIP-U-E01", firm("UA", "UA")).value is None


SUBCONTRACTS = st.builds(
    Subcontract,
    maybe(st.sampled_from([Decimal(share) for share in ("0.05", "0.1", "0.15", "0.35", "0.4")])),
    maybe(st.booleans()),
    st.none(),
    maybe(st.sampled_from([date(2024, 1, 1), date(2026, 2, 1)])),
)
ROLES = st.sampled_from(["recipient", "contractor", "subcontractor", "supplier", None])
KINDS = st.sampled_from(["company", "company", "authority", None])


@st.composite
def neighbouring_cases(draw: st.DrawFn) -> Case:
    world = draw(cases())
    members = tuple(
        replace(one, role=draw(ROLES), kind=draw(KINDS), subcontract=draw(maybe(SUBCONTRACTS)))
        for one in world.entities
    )
    article = draw(st.sampled_from(["design", "study", "prototype", "development"]))
    kind = draw(st.sampled_from([None, "naval", "drone", "missile"]))
    day = draw(st.sampled_from([DAY, date(2026, 5, 30), date(2025, 12, 22), date(2024, 6, 1)]))
    return replace(
        world,
        as_of=day,
        action=replace(world.action, article=article, topic=None, product_kind=kind),
        entities=members,
        programme=draw(st.sampled_from(NEIGHBOURS)),
    )


@STEADY
@given(neighbouring_cases())
def test_every_answer_of_a_neighbour_is_complete(case):
    report = judge(case)
    assert report.strands == (case.programme,)
    for one in report.findings:
        assert strand_of(one.rule) == case.programme
        is_open = one.verdict in (UNKNOWN, CONDITIONAL)
        assert (one.question is not None) == is_open
        assert bool(one.missing) == (is_open and not one.law_unknown), one
        assert str(one.because)


def learnings(entity: Entity) -> list[Entity]:
    """The entity with one more fact each, wherever something is not recorded."""
    learnt = []
    if entity.role is None:
        learnt += [replace(entity, role=role) for role in ("recipient", "contractor", "subcontractor", "supplier")]
    for name in ("seat", "management"):
        if getattr(entity, name) is None:
            learnt += [replace(entity, **{name: country}) for country in ("DE", "UA", "NO", "US")]
    if entity.sites is None:
        learnt += [replace(entity, sites=(country,)) for country in ("DE", "UA", "US")]
    terms = entity.subcontract or Subcontract()
    if terms.share is None:
        learnt += [replace(entity, subcontract=replace(terms, share=Decimal(part))) for part in ("0.1", "0.2", "0.4")]
    if terms.classified_access is None:
        learnt += [replace(entity, subcontract=replace(terms, classified_access=said)) for said in (True, False)]
    if terms.contract_date is None:
        days = (date(2024, 1, 1), date(2026, 2, 1))
        learnt += [replace(entity, subcontract=replace(terms, contract_date=day)) for day in days]
    return learnt


# A part that is left open may turn out not to ask the firm at all.
SETTLED = (MET, NOT_APPLICABLE)


@STEADY
@given(entities(), ROLES, maybe(SUBCONTRACTS), st.sampled_from(NEIGHBOURS))
def test_learning_a_fact_about_a_firm_only_resolves_what_was_open(entity, role, terms, programme):
    firm_as_known = replace(entity, role=role, kind="company", subcontract=terms)
    day = date(2024, 6, 1) if programme == "EDIRPA" else DAY
    case = Case("world", day, Action("design"), (firm_as_known,), programme=programme, settings=ASSUMED)
    before = {one.rule: one.verdict for one in judge(case).findings if one.subject == entity.id}
    for better in learnings(firm_as_known):
        for one in judge(replace(case, entities=(better,))).findings:
            if one.subject != entity.id:
                continue
            was = before[one.rule]
            assert was in (UNKNOWN, CONDITIONAL, one.verdict) or {was, one.verdict} <= {*SETTLED}, (one, better)


@pytest.mark.parametrize("programme", NEIGHBOURS)
def test_a_rule_of_a_neighbour_stands_still_before_its_first_day_and_after_its_last(programme):
    texts = [rule for rule in rules() if rule.programme == programme and rule.kind == "test"]
    first = min(rule.since for rule in texts)
    product = Product("p", (Component("frame", "DE", Decimal(1)),), Decimal(1), DesignAuthority(restricted_by="none"))
    days = [first - timedelta(days=1), *(rule.until + timedelta(days=1) for rule in texts if rule.until)]
    for day in days:
        found = judge(Case("day", day, Action("design"), (firm("DE", "DE"),), (product,), programme, ASSUMED)).findings
        assert {one.verdict for one in found} == {NOT_APPLICABLE}
