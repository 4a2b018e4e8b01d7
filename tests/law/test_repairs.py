"""Repairs are the least changes that the law offers; each does what it says and breaks nothing else."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings

from matchmaker.domain.eligibility import (
    Case,
    Component,
    DesignAuthority,
    Guarantee,
    OutsideAssets,
    Product,
    judge,
    rule,
)
from matchmaker.domain.eligibility.repairs import mendings
from matchmaker.domain.findings import Verdict
from tests.law.casebook import GOLDEN
from tests.law.plights import ACTION, CUXS, TRIO, american, case, mending, offered, sound
from tests.law.worlds import cases

STEADY = settings(derandomize=True, deadline=None, database=None, max_examples=60)


# --- Members --------------------------------------------------------------------------------------------------


def test_a_firm_outside_may_cooperate_unpaid_and_the_consortium_is_counted_again():
    judged = case(*TRIO, sound("us", "US"))
    repair = offered(judged, "EDIP-P", "EDIP-P-E01", "us")["cooperate"]
    assert repair.after is Verdict.NOT_APPLICABLE
    assert repair.changes == ("us.role",)
    assert (
        str(repair.sentence)
        == "us cooperates unpaid and its own costs are not funded; the members that remain are enough."
    )
    assert {(one.rule, one.after) for one in repair.also} >= {("EDIP-P-E02", Verdict.NOT_APPLICABLE)}


def test_where_the_consortium_is_too_small_anyway_the_repair_says_so():
    repair = offered(case(*TRIO[:2], sound("us", "US")), "EDIP-P", "EDIP-P-E01", "us")["cooperate"]
    assert str(repair.sentence).endswith("the members that count are still too few.")


def test_where_the_firm_was_counted_another_joins_in_its_place():
    repair = offered(case(*TRIO[:2], american("ee", "EE")), "EDIP-P", "EDIP-P-E03", "ee")["cooperate"]
    assert repair.added == ("hypothetical-1",)
    assert repair.changes == ("ee.role", "hypothetical-1")
    assert judge(repair.case).verdict("EDIP-P") is repair.strand_after


def test_the_only_paid_member_is_not_made_unpaid_without_another():
    action = replace(ACTION, article="12(1)(a)")
    repair = offered(case(sound("us", "US"), action=action), "EDIP-P", "EDIP-P-E01", "us")["cooperate"]
    assert repair.added == ("hypothetical-1",)


def test_a_guarantee_names_who_must_do_what():
    judged = case(*TRIO, american("ee", "EE"))
    repair = offered(judged, "EDIP-P", "EDIP-P-E03", "ee")["guarantee"]
    assert (repair.before, repair.after) == (Verdict.CONDITIONAL, Verdict.MET)
    assert str(repair.sentence) == "EE approves guarantees for ee, and the Commission accepts them."
    approved = replace(judged.entities[-1], guarantee=Guarantee("EE", "approved"))
    repair = offered(case(*TRIO, approved), "EDIP-P", "EDIP-P-E03", "ee")["guarantee"]
    assert str(repair.sentence) == "The Commission accepts the guarantees that EE approved for ee."


@pytest.mark.parametrize(
    ("strand", "rule_id", "firm"),
    [
        ("EDIP-U", "EDIP-U-E04", american("ua", "UA")),
        ("EDIP-P", "EDIP-P-E03", replace(american("ee", "EE"), guarantee=Guarantee("EE", "refused"))),
    ],
)
def test_no_guarantee_is_offered_without_a_route_or_after_a_refusal(strand, rule_id, firm):
    kinds = offered(case(*TRIO, sound("ua2", "UA"), firm), strand, rule_id, firm.id)
    assert "guarantee" not in kinds
    assert "cooperate" in kinds


def test_sites_outside_are_justified_or_moved():
    firm = replace(sound("fr", "FR"), sites=("FR", "US"))
    kinds = offered(case(*TRIO, firm), "EDIP-P", "EDIP-P-F01", "fr")
    assert {"justify_assets", "move_sites", "cooperate"} <= set(kinds)
    assert kinds["move_sites"].case.entities[-1].sites == ("FR",)
    against = replace(firm, outside_assets=OutsideAssets(no_ready_alternative=False))
    assert "justify_assets" not in offered(case(*TRIO, against), "EDIP-P", "EDIP-P-F01", "fr")


def test_management_moves_to_the_seat_and_never_the_seat_itself():
    firm = replace(sound("fr", "FR"), management="US")
    assert offered(case(*TRIO, firm), "EDIP-P", "EDIP-P-E02", "fr")["move_management"].after is Verdict.MET
    assert "move_management" not in offered(case(*TRIO, sound("us", "US")), "EDIP-P", "EDIP-P-E02", "us")


# --- Consortia ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("missing", [1, 2])
def test_as_few_firms_join_as_are_needed(missing):
    repair = offered(case(*TRIO[missing:]), "EDIP-P", "EDIP-P-C03")["more_members"]
    assert repair.added == tuple(f"hypothetical-{number}" for number in range(1, missing + 1))
    assert repair.after is Verdict.MET
    assert {one.seat for one in repair.case.entities[3 - missing :]}.isdisjoint({"DE", "PL", "CZ"})


def test_a_firm_from_ukraine_joins_where_ukraine_is_missing():
    repair = offered(case(*TRIO), "EDIP-U", "EDIP-U-A07")["more_members"]
    assert [one.seat for one in repair.case.entities][3:] == ["UA"]


def test_invented_firms_take_no_name_that_is_in_use():
    judged = case(*TRIO[:1], replace(TRIO[1], id="hypothetical-1"))
    assert offered(judged, "EDIP-P", "EDIP-P-C03")["more_members"].added == ("hypothetical-2",)


def test_another_point_of_the_article_asks_for_no_number():
    repair = offered(case(*TRIO[:1]), "EDIP-P", "EDIP-P-C03")["other_point"]
    assert repair.case.action.article == "12(1)(a)"
    assert repair.after is Verdict.NOT_APPLICABLE


def test_as_many_members_as_the_ceiling_asks_for_stay_paid():
    many = tuple(sound(f"e{number:02}", ("DE", "UA", "PL")[number % 3]) for number in range(17))
    repair = offered(case(*many, action=replace(ACTION, topic=CUXS)), "EDIP-U", "EDIP-X-C07")["fewer_paid"]
    assert sum(one.role == "recipient" for one in repair.case.entities) == 15


def test_the_action_grows_to_the_minimum_of_the_call():
    small = replace(ACTION, topic=CUXS, total_cost_eur=Decimal(1_999_999))
    repair = offered(case(*TRIO, action=small), "EDIP-U", "EDIP-X-C08")["larger_action"]
    assert repair.case.action.total_cost_eur == Decimal(2_000_000)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"started": date(2024, 3, 4)}, "a later start is not possible"),
        ({"started": date(2025, 1, 1), "ends": date(2026, 1, 1)}, "finished"),
    ],
)
def test_time_that_has_passed_is_not_mended(change, reason):
    found = mending(case(*TRIO, action=replace(ACTION, **change)), "EDIP-P", "EDIP-X-A05")
    assert found.repairs == ()
    assert reason in str(found.no_repair_reason)


# --- Products -------------------------------------------------------------------------------------------------


def test_only_the_hostile_parts_are_swapped():
    parts = (Component("a", "RU", Decimal(5)), Component("b", "US", Decimal(1)), Component("c", "BY", Decimal(2)))
    judged = case(*TRIO, products=(Product("p", parts),))
    repair = offered(judged, "EDIP-P", "EDIP-X-O03", "p")["swap_components"]
    assert repair.changes == ("p.components.a.origin", "p.components.c.origin")
    text = str(repair.sentence).replace("\N{NO-BREAK SPACE}", " ")
    assert text == "These parts, worth 7 €, come from a Member State or an associated country instead of BY, RU: a, c."


def test_of_the_parts_that_would_do_the_cheapest_one_is_swapped():
    parts = (
        Component("home", "DE", Decimal(60)),
        Component("dear", "US", Decimal(25)),
        Component("enough", "US", Decimal(10)),
        Component("little", "US", Decimal(5)),
    )
    repair = offered(case(*TRIO, products=(Product("p", parts),)), "EDIP-P", "EDIP-P-O02", "p")["swap_components"]
    assert repair.changes == ("p.components.little.origin",)


def test_many_parts_are_swapped_one_after_the_other():
    parts = tuple(Component(f"part {number:02}", "RU", Decimal(number)) for number in range(20))
    repair = offered(case(*TRIO, products=(Product("p", parts),)), "EDIP-P", "EDIP-X-O03", "p")["swap_components"]
    assert len(repair.changes) == 20


def test_among_many_parts_only_those_of_hostile_origin_are_swapped():
    parts = tuple(Component(f"part {number:02}", ("RU", "US")[number % 2], Decimal(number)) for number in range(30))
    repair = offered(case(*TRIO, products=(Product("p", parts),)), "EDIP-P", "EDIP-X-O03", "p")["swap_components"]
    assert len(repair.changes) == 15


MISSILE = replace(ACTION, article="12(1)(a)", product_kind="missile")


@pytest.mark.parametrize(
    ("action", "commitment", "kinds"),
    [
        (MISSILE, date(2034, 1, 1), {"commit": Verdict.CONDITIONAL, "free_design": Verdict.MET}),
        (MISSILE, date(2032, 12, 31), {"free_design": Verdict.MET}),
        (replace(MISSILE, product_kind="drone"), date(2034, 1, 1), {"free_design": Verdict.MET}),
    ],
    ids=["too late", "in time", "no derogation"],
)
def test_a_limit_on_the_design_ends_or_is_handed_over_in_time(action, commitment, kinds):
    product = Product("p", (Component("home", "DE"),), design_authority=DesignAuthority("de", "US", commitment))
    found = offered(case(*TRIO, products=(product,), action=action), "EDIP-P", "EDIP-P-D01", "p")
    assert {kind: repair.after for kind, repair in found.items()} == kinds
    if "commit" in found:
        assert "by 2033-12-31" in str(found["commit"].sentence)


# --- Strands --------------------------------------------------------------------------------------------------


def test_the_other_strand_is_a_repair_where_nothing_speaks_against_it():
    judged = case(*TRIO, sound("ua", "UA"))
    repair = offered(judged, "EDIP-P", "EDIP-P-E01", "ua")["other_strand"]
    assert (repair.strand, repair.after, repair.case) == ("EDIP-U", Verdict.MET, judged)
    assert "other_strand" not in offered(case(*TRIO, sound("us", "US")), "EDIP-P", "EDIP-P-E01", "us")


def test_a_topic_belongs_to_its_strand():
    judged = case(*TRIO, action=replace(ACTION, topic=CUXS))
    assert judge(judged).verdict("EDIP-P") is not Verdict.NOT_MET
    assert "other_strand" not in offered(judged, "EDIP-U", "EDIP-U-A07")


# --- Properties -----------------------------------------------------------------------------------------------


def differing(before: Case, after: Case, added: tuple[str, ...]) -> set[str]:
    """The paths of all facts that differ, as deep as `changes` names them."""
    found = {f"action.{name}" for name in facts(before.action, after.action)}
    old = {one.id: one for one in (*before.entities, *before.products)}
    new = {one.id: one for one in (*after.entities, *after.products)}
    found |= {*(new.keys() - old.keys()), *(old.keys() - new.keys())}
    for name in old.keys() & new.keys():
        found |= {f"{name}.{fact}" for fact in facts(old[name], new[name])}
    return found


def facts(one: object, other: object) -> set[str]:
    names = {field.name for field in fields(one)}
    return {name for name in names if getattr(one, name) != getattr(other, name)}


def shallow(path: str) -> str:
    return ".".join(path.split(".")[:2])


def check(judged: Case) -> None:
    report = judge(judged)
    for strand in report.strands:
        for one in mendings(judged, report, strand):
            assert one.finding.verdict in (Verdict.NOT_MET, Verdict.CONDITIONAL)
            assert (one.no_repair_reason is None) == bool(one.repairs)
            assert all(len(earlier.rank) and earlier.rank <= later.rank for earlier, later in pairwise(one.repairs))
            for repair in one.repairs:
                keeps_its_word(judged, report, strand, repair)


def flat(values):
    return [part for value in values for part in (value if isinstance(value, tuple) else (value,))]


def keeps_its_word(judged, report, strand, repair):
    before = {(one.rule, one.subject): one.verdict for one in report.of(strand) if rule(one.rule).kind == "test"}
    after_report = judge(repair.case)
    after = {
        (one.rule, one.subject): one.verdict for one in after_report.of(repair.strand) if rule(one.rule).kind == "test"
    }
    assert repair.before is before[repair.rule, repair.subject]
    assert repair.strand_after is after_report.verdict(repair.strand)
    assert repair.after is not Verdict.NOT_MET
    assert repair.before is not Verdict.CONDITIONAL or repair.after in (Verdict.MET, Verdict.NOT_APPLICABLE)
    assert replace(repair.case, entities=(), products=(), action=ACTION) == replace(
        judged, entities=(), products=(), action=ACTION
    )
    assert differing(judged, repair.case, repair.added) == {shallow(path) for path in repair.changes}
    assert str(repair.sentence)
    if repair.strand != strand:
        assert Verdict.NOT_MET not in after.values()
        return
    assert after.get((repair.rule, repair.subject), Verdict.NOT_APPLICABLE) is repair.after
    assert not [key for key, verdict in after.items() if verdict is Verdict.NOT_MET and before.get(key) is not verdict]
    for finding in after_report.of(strand):
        if finding.verdict is Verdict.NOT_MET and rule(finding.rule).kind == "test":
            assert not {*repair.added} & {str(part) for part in flat(finding.because.values.values())}, finding
    for shift in repair.also:
        assert after[shift.rule, shift.subject] is shift.after is not shift.before


@STEADY
@given(cases())
def test_a_repair_does_what_it_says_and_changes_nothing_else(judged):
    check(judged)


@pytest.mark.parametrize("filed", GOLDEN[::4], ids=lambda filed: filed.case.name)
def test_repairs_of_golden_cases_keep_their_word(filed):
    check(filed.case)
