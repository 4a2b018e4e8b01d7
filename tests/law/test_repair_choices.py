"""Of all changes only those are offered that an adviser could mean: who may join, who must leave, what comes first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from matchmaker.domain.eligibility import (
    Action,
    Component,
    DesignAuthority,
    Entity,
    OutsideAssets,
    Product,
    Settings,
    Subcontract,
    judge,
)
from matchmaker.domain.eligibility.casefile import POINTS
from matchmaker.domain.eligibility.points import points
from matchmaker.domain.eligibility.repairs import mendings
from matchmaker.domain.findings import Verdict
from tests.law.plights import ACTION, TRIO, case, mending, offered, sound

PROCUREMENT = replace(ACTION, article="11")
BUYING = Action("procurement", product_kind="vehicle")
OUTSIDE_ASSETS = OutsideAssets(no_ready_alternative=True, against_security_interests=False)


def authority(name: str, seat: str, **facts: object) -> Entity:
    return replace(sound(name, seat), kind="authority", **facts)


def of_programme(programme: str, *entities: Entity, action: Action = BUYING, products: tuple[Product, ...] = ()):
    settings = Settings(hostile_origins=frozenset({"RU", "BY"}))
    return replace(case(*entities, products=products, action=action), programme=programme, settings=settings)


def kinds_in_order(judged, strand: str, rule_id: str) -> list[str]:
    return [one.kind for one in mending(judged, strand, rule_id).repairs]


# --- Who joins and who leaves ---------------------------------------------------------------------------------


@pytest.mark.parametrize("rule_id", ["EDIP-U-A07", "EDIP-U-C01"])
def test_no_firm_joins_a_procurement_as_a_paid_member(rule_id):
    judged = case(authority("de", "DE"), authority("pl", "PL"), action=PROCUREMENT)
    (repair,) = mending(judged, "EDIP-U", rule_id).repairs
    assert [(one.kind, one.seat) for one in repair.case.entities[2:]] == [("authority", "UA")]
    assert str(repair.sentence) == "More contracting authorities join: 1, for example of UA."


def test_no_firm_joins_a_project_of_common_interest():
    states = [authority(seat.lower(), seat) for seat in ("DE", "FR", "PL")]
    judged = case(*states, action=replace(ACTION, article="35"))
    repair = offered(judged, "EDIP-P", "EDIP-P-C10")["more_members"]
    assert {one.kind for one in repair.case.entities} == {"authority"}


def test_a_repair_gives_a_failing_rule_no_new_fault():
    occupied = replace(sound("ua", "UA"), seat_place="Donetsk")
    judged = case(authority("de", "DE"), authority("pl", "PL"), sound("x", "DE"), occupied, action=PROCUREMENT)
    offers = [repair for one in mendings(judged, judge(judged), "EDIP-U") for repair in one.repairs]
    assert offers
    for repair in offers:
        blamed = [str(found.because) for found in judge(repair.case).findings if found.verdict is Verdict.NOT_MET]
        assert not [because for because in blamed for name in repair.added if name in because]


def test_a_firm_becomes_a_contractor_and_an_authority_joins():
    judged = case(authority("de", "DE"), authority("pl", "PL"), sound("x", "DE"), action=PROCUREMENT)
    repair = offered(judged, "EDIP-P", "EDIP-P-C01")["as_contractors"]
    assert repair.after is Verdict.MET
    assert repair.changes == ("x.role", "hypothetical-1")
    assert str(repair.sentence) == (
        "These firms take part as contractors and do not apply: x; "
        "more contracting authorities join: 1, for example of AT."
    )
    assert kinds_in_order(judged, "EDIP-U", "EDIP-U-A07") == ["more_members"]


def test_an_excluded_firm_leaves_and_does_not_cooperate_unpaid():
    firm = replace(sound("fr", "FR"), excluded=True)
    (repair,) = mending(case(*TRIO, firm), "EDIP-P", "EDIP-X-E08").repairs
    assert (repair.kind, repair.changes, str(repair.sentence)) == (
        "leave_out",
        ("fr",),
        "The action goes on without fr.",
    )


def test_where_an_excluded_member_was_counted_another_takes_its_place():
    bodies = authority("de", "DE"), authority("pl", "PL"), authority("fr", "FR", excluded=True)
    (repair,) = mending(case(*bodies, action=PROCUREMENT), "EDIP-P", "EDIP-X-E08").repairs
    assert repair.changes == ("fr", "hypothetical-1")
    assert repair.case.entities[-1].kind == "authority"
    assert "others take its place: 1" in str(repair.sentence)
    excluded = replace(TRIO[2], excluded=True)
    (repair,) = mending(case(*TRIO[:2], excluded), "EDIP-P", "EDIP-X-E08").repairs
    assert [one.id for one in repair.case.entities] == ["de", "pl", "hypothetical-1"]


def test_an_excluded_member_is_not_made_unpaid_to_keep_the_number():
    many = [sound(f"e{number:02}", ("DE", "UA", "PL")[number % 3]) for number in range(17)]
    many[0] = replace(many[0], excluded=True)
    judged = case(*many, action=replace(ACTION, topic="EDF-EDIP-USI-2027-LS-IRA-CUXS"))
    repair = offered(judged, "EDIP-U", "EDIP-X-C07")["fewer_paid"]
    assert repair.case.entities[0].role == "recipient"


def test_one_more_firm_is_offered_where_it_settles_what_the_fewest_leave_open():
    judged = case(sound("de", "DE"), sound("no", "NO"), sound("ua", "UA"))
    joining = [one for one in mending(judged, "EDIP-P", "EDIP-P-C03").repairs if one.kind == "more_members"]
    assert [(len(one.added), one.after) for one in joining] == [(1, Verdict.UNKNOWN), (2, Verdict.MET)]


# --- What comes first -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("article", "rule_id", "kind"),
    [
        ("12(1)(d)", "EDIP-P-C03", "Article 12(1)(a) instead of 12(1)(d); it must really be of that kind: more, newer"),
        ("13(1)(a)", "EDIP-P-C05", "Article 13(1)(b) instead of 13(1)(a); it must really be of that kind: access of"),
    ],
)
def test_another_point_comes_after_firms_that_join_and_says_what_it_asks(article, rule_id, kind):
    judged = case(sound("de", "DE"), action=replace(ACTION, article=article))
    assert kinds_in_order(judged, "EDIP-P", rule_id) == ["more_members", "other_point"]
    assert kind in str(offered(judged, "EDIP-P", rule_id)["other_point"].sentence)


def test_every_point_is_told_in_both_languages():
    assert set(points()) == {f"{article}(1)({letter})" for article, letters in POINTS.items() for letter in letters}
    assert all(text.en and text.uk for text in points().values())


def test_a_commitment_comes_before_a_changed_licence():
    product = Product("p", (Component("home", "DE"),), design_authority=DesignAuthority("de", "US", date(2034, 6, 30)))
    judged = case(*TRIO, products=(product,), action=replace(ACTION, product_kind="missile"))
    assert kinds_in_order(judged, "EDIP-P", "EDIP-P-D01") == ["commit", "free_design"]
    said = str(offered(judged, "EDIP-P", "EDIP-P-D01", "p")["commit"].sentence)
    assert said.endswith("within a reasonable time for the product's complexity, by 2033-12-31 at the latest.")


def test_an_authority_of_ukraine_goes_to_the_other_strand_first():
    bodies = authority("de", "DE"), authority("pl", "PL"), authority("fr", "FR"), authority("ua", "UA")
    judged = case(*bodies, action=PROCUREMENT)
    assert kinds_in_order(judged, "EDIP-P", "EDIP-P-F01")[0] == "other_strand"
    assert kinds_in_order(judged, "EDIP-P", "EDIP-P-E01") == ["other_strand", "cooperate"]


# --- Sites ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("strand", ["EDIP-P", "EDIP-U"])
def test_sites_in_a_hostile_country_are_never_justified(strand):
    judged = case(*TRIO, replace(sound("fr", "FR"), sites=("FR", "US", "RU")))
    assert "justify_assets" not in offered(judged, strand, f"{strand}-F01", "fr")
    assert "move_sites" in offered(judged, strand, f"{strand}-F01", "fr")


@pytest.mark.parametrize(("programme", "rule_id"), [("SAFE", "SAFE-F01"), ("USL", "USL-E01")])
def test_buyers_are_asked_for_no_objectives_and_no_cost(programme, rule_id):
    contract = Subcontract(contract_date=date(2026, 5, 1))
    firm = replace(sound("x", "UA"), role="contractor", sites=("UA", "US"), subcontract=contract)
    repair = offered(of_programme(programme, firm), programme, rule_id, "x")["justify_assets"]
    assert repair.case.entities[0].outside_assets == OUTSIDE_ASSETS
    assert str(repair.sentence) == (
        "If x can show that there is no ready alternative inside and no conflict with security interests, "
        "it may use its sites in US."
    )


def test_the_programme_asks_for_its_objectives_and_claims_no_cost_and_asserts_nothing():
    judged = case(*TRIO, replace(sound("fr", "FR"), sites=("FR", "US")))
    repair = offered(judged, "EDIP-P", "EDIP-P-F01", "fr")["justify_assets"]
    assert repair.case.entities[-1].outside_assets == replace(
        OUTSIDE_ASSETS, serves_objectives=True, cost_claimed=False
    )
    assert str(repair.sentence) == (
        "If fr can show that there is no ready alternative inside, no conflict with security interests and a use for "
        "the objectives, it may use its sites in US; their cost is not claimed."
    )


@pytest.mark.parametrize(
    ("firm", "country"),
    [
        (replace(sound("fr", "FR"), sites=("US",)), "FR"),
        (replace(sound("us", "US"), management="FR"), "FR"),
        (sound("us", "US"), "CZ"),
    ],
    ids=["seat", "management", "members"],
)
def test_sites_move_to_where_somebody_sits(firm, country):
    repair = offered(case(*TRIO, firm), "EDIP-P", "EDIP-P-F01", firm.id)["move_sites"]
    assert repair.case.entities[-1].sites == (country,)


# --- Parts, contracts, reasons --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("strand", "rule_id", "home"),
    [
        ("EDIP-P", "EDIP-P-O02", "a Member State or an associated country"),
        ("EDIP-U", "EDIP-U-O02", "a Member State or Ukraine"),
        ("SAFE", "SAFE-O01", "the Union, an EFTA country of the EEA or Ukraine"),
        ("USL", "USL-O01", "the Union, an EFTA country of the EEA or Ukraine"),
    ],
)
def test_parts_come_from_the_territory_of_the_strand(strand, rule_id, home):
    product = Product("p", (Component("radio", "US", Decimal(40)), Component("frame", "DE", Decimal(60))))
    edip = strand.startswith("EDIP")
    judged = case(*TRIO, products=(product,)) if edip else of_programme(strand, *TRIO, products=(product,))
    assert f"come from {home} instead of US: radio." in str(
        offered(judged, strand, rule_id, "p")["swap_components"].sentence
    )


def test_under_the_fund_a_smaller_share_helps_without_a_direct_contract_only():
    firm = replace(sound("x", "US"), role="subcontractor", subcontract=Subcontract(Decimal("0.12"), False))
    judged = of_programme("EDF", *TRIO, firm, action=replace(BUYING, article="design"))
    said = str(offered(judged, "EDF", "EDF-E01", "x")["smaller_share"].sentence)
    assert said == (
        "The share of x in the contract is lowered from 12 % to 9 %; "
        "this helps only if x has no direct contract with a recipient."
    )


def test_where_nothing_helps_alone_the_reason_promises_no_more():
    judged = case(*TRIO, action=replace(ACTION, article="35"))
    reason = mending(judged, "EDIP-U", "EDIP-U-A01").no_repair_reason
    assert str(reason) == "No single change mends this; the recorded facts themselves would have to be others."
