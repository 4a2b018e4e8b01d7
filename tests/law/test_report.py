"""What a report says beyond single verdicts, and what the machinery refuses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from matchmaker.domain.eligibility import (
    Action,
    Case,
    Change,
    Component,
    DesignAuthority,
    Entity,
    Owner,
    Product,
    Settings,
    configured_settings,
    judge,
    judge_entity,
    rules,
    strand_of,
    topics,
)
from matchmaker.domain.eligibility import rulebook as machinery
from matchmaker.domain.eligibility.answers import not_applicable
from matchmaker.domain.eligibility.money import euros
from matchmaker.domain.eligibility.parameters import as_day, number
from matchmaker.domain.eligibility.rulebook import JUDGED_KINDS, Conflict, RuleBook, book, rule_texts
from matchmaker.domain.findings import Bilingual, Verdict, say

DAY = date(2026, 11, 23)
AGREED = configured_settings(DAY, [Change("ukraine_financing_agreement", DAY, DAY)])
ACTION = Action("12(1)(a)", total_cost_eur=Decimal(2_000_000), started=DAY, ends=date(2028, 1, 1))


def sound(name: str, seat: str) -> Entity:
    return Entity(
        name,
        "recipient",
        "company",
        seat=seat,
        seat_place="Kyiv",
        management=seat,
        sites=(seat,),
        owners=(),
        ownership_complete=True,
        excluded=False,
        headcount=Decimal(100),
        turnover_eur=Decimal(10_000_000),
        balance_sheet_eur=Decimal(10_000_000),
    )


def case(*entities: Entity, products: tuple[Product, ...] = (), topic: str | None = None) -> Case:
    action = replace(ACTION, topic=topic)
    return Case("report", DAY, action, entities, products)


def findings_of(report, rule_id):
    return [finding for finding in report.findings if finding.rule == rule_id]


def test_a_sound_consortium_is_met_under_one_strand_and_not_under_the_other():
    firms = sound("ua", "UA"), sound("pl", "PL")
    report = judge(replace(case(*firms, topic="EDF-EDIP-USI-2027-LS-IRA-CUXS"), settings=AGREED))
    assert report.verdict("EDIP-U") is Verdict.MET
    assert report.verdict("EDIP-P") is Verdict.NOT_MET
    assert report.questions("EDIP-U") == ()
    assert report.missing() == ()


def test_differences_name_both_sides_and_rules_without_a_twin():
    report = judge(replace(case(sound("ua", "UA"), replace(sound("pl", "PL"), sites=None)), settings=AGREED))
    sides = {
        (one.subject, one.programme and one.programme.rule, one.ukraine and one.ukraine.rule)
        for one in report.differences()
    }
    assert sides == {
        ("ua", "EDIP-P-E01", "EDIP-U-E01"),
        ("ua", "EDIP-P-E02", "EDIP-U-E02"),
        ("ua", "EDIP-P-F01", "EDIP-U-F01"),
    }
    alone = judge(replace(case(sound("pl", "PL")), settings=AGREED)).differences()
    assert [(one.subject, one.programme, one.ukraine.rule) for one in alone] == [("action", None, "EDIP-U-A07")]


def test_questions_name_the_missing_fact_once_and_belong_to_their_strand():
    report = judge(case(replace(sound("ee", "EE"), management=None), sound("ua", "UA")))
    asked = [(one.rule, one.subject, one.missing) for one in report.questions("EDIP-U") if one.subject == "ee"]
    assert asked == [("EDIP-U-E02", "ee", ("ee.management",))]
    assert report.missing() == ("ee.management",)
    assert "EDIP-P-E02" in {one.rule for one in report.questions("EDIP-P")}


def test_a_conditional_answer_asks_for_the_guarantee():
    owned = replace(sound("ee", "EE"), owners=(Owner("g", "Group", "US", majority=True),))
    finding = findings_of(judge(case(owned)), "EDIP-P-E03")[0]
    assert finding.verdict is Verdict.CONDITIONAL
    assert finding.missing == ("ee.guarantee",)
    assert str(finding.because) == "Controlled by Group of US: Group holds the majority of ee."
    assert str(finding.question) == "Has EE approved guarantees for ee, and has the Commission accepted them?"


def test_results_have_the_shape_of_the_case_format():
    product = Product("p1", (Component("bolt", "RU"),))
    results = judge(case(sound("pl", "PL"), products=(product,))).results()
    assert results["EDIP-X-A05"] == "met"
    assert results["EDIP-P-E01"] == {"pl": "met"}
    assert results["EDIP-X-O03"] == {"p1": "not_met"}
    assert "EDIP-P-E04" not in results


def test_rules_of_both_strands_are_reported_once_and_count_in_each():
    report = judge(case(sound("pl", "PL")))
    assert len(findings_of(report, "EDIP-X-C07")) == 1
    for strand in ("EDIP-P", "EDIP-U"):
        assert findings_of(report, "EDIP-X-C07")[0] in report.of(strand)
    assert not [finding for finding in report.of("EDIP-P") if finding.rule.startswith("EDIP-U")]


def test_the_law_is_told_apart_from_the_facts():
    report = judge(case(replace(sound("no", "NO"), sites=None)))
    assert findings_of(report, "EDIP-P-E01")[0].law_unknown
    assert not findings_of(report, "EDIP-P-F01")[0].law_unknown
    assert findings_of(report, "EDIP-X-C08")[0].law_unknown


def test_a_doubt_about_facts_comes_before_a_doubt_about_the_law():
    owned = replace(sound("ee", "EE"), owners=(Owner("g", "Group", "NO", majority=True),), ownership_complete=None)
    finding = findings_of(judge(case(owned)), "EDIP-P-E03")[0]
    assert not finding.law_unknown
    assert finding.missing == ("ee.ownership_complete",)


@pytest.mark.parametrize(
    ("rule_id", "fields"),
    [
        ("EDIP-P-E01", ()),
        ("EDIP-U-E02", ("management_country",)),
        ("EDIP-U-F01", ("site_country",)),
        ("EDIP-P-E03", ("stakes", "ownership_complete")),
        ("EDIP-U-E04", ("stakes", "ownership_complete")),
        ("EDIP-X-O03", ("components",)),
        ("EDIP-U-A07", ("management_country",)),
    ],
)
@pytest.mark.parametrize("entity", [sound("pl", "PL"), sound("us", "US"), Entity("x", "recipient")], ids=lambda e: e.id)
def test_a_finding_names_the_restricted_fields_that_decided(rule_id, fields, entity):
    report = judge(case(entity, products=(Product("p1"),)))
    assert {finding.restricted_fields for finding in findings_of(report, rule_id)} == {fields}


def test_without_settings_the_configuration_of_the_day_is_used_and_shown():
    report = judge(case(sound("pl", "PL")))
    assert report.settings == configured_settings(DAY)
    assert report.settings.hostile_origins == {"RU", "BY"}
    assert configured_settings(date(2025, 12, 29)) == Settings()


def test_a_candidate_is_judged_with_its_products_and_without_the_rules_on_the_action():
    product = Product("p1", (Component("bolt", "BY"),))
    found = judge_entity(sound("ua", "UA"), ACTION, DAY, "EDIP-U", (product,))
    quiet = (Verdict.MET, Verdict.NOT_APPLICABLE)
    failed = {(one.rule, one.verdict) for one in found if one.verdict not in quiet}
    assert ("EDIP-X-O03", Verdict.NOT_MET) in failed
    assert not {rule_id for rule_id, _ in failed} & {
        one.id for one in rules() if one.subject == "entity" and one.kind == "test"
    }
    assert {one.rule for one in found} == {
        one.id
        for one in rules()
        if one.kind in JUDGED_KINDS
        and one.kind != "exception"
        and one.strand in ("EDIP-U", "EDIP-X")
        and one.subject != "action"
    }


def test_another_programme_is_judged_by_its_own_rules_only():
    report = judge(replace(case(sound("pl", "PL")), programme="SAFE"))
    assert {strand_of(finding.rule) for finding in report.findings} == {"SAFE"} == {*report.strands}


def test_two_exceptions_that_speak_about_one_subject_are_a_conflict(monkeypatch):
    monkeypatch.setitem(book.exceptions, "EDIP-P-E05", lambda matter, entity, general: not_applicable(say("Never.")))
    owned = replace(sound("ee", "EE"), owners=(Owner("g", country="US", majority=True),))
    with pytest.raises(Conflict, match="EDIP-P-E04 and EDIP-P-E05 both speak about ee"):
        judge(case(owned))


def test_one_exception_may_lift_rules_of_both_strands_on_a_product():
    product = Product("p1", design_authority=DesignAuthority(restricted_by="US", commitment_by=date(2030, 1, 1)))
    missile = replace(case(sound("pl", "PL"), products=(product,)), action=replace(ACTION, product_kind="missile"))
    assert rule_texts()["EDIP-X-D02"].lifts == ("EDIP-P-D01", "EDIP-U-D01")
    results = judge(missile).results()
    assert (results["EDIP-P-D01"], results["EDIP-U-D01"]) == ({"p1": "conditional"}, {"p1": "conditional"})
    assert "EDIP-X-D02" not in results


def test_two_exceptions_that_speak_about_one_product_are_a_conflict(monkeypatch):
    texts = dict(rule_texts())
    texts["EDIP-P-E05"] = replace(texts["EDIP-P-E05"], lifts=("EDIP-P-D01",))
    monkeypatch.setattr(machinery, "rule_texts", lambda: texts)
    monkeypatch.setattr(machinery, "_exceptions_to", machinery._exceptions_to.__wrapped__)
    monkeypatch.setitem(book.exceptions, "EDIP-P-E05", lambda matter, product, general: not_applicable(say("Never.")))
    product = Product("p1", design_authority=DesignAuthority(restricted_by="US", commitment_by=date(2030, 1, 1)))
    missile = replace(case(products=(product,)), action=replace(ACTION, product_kind="missile"))
    with pytest.raises(Conflict, match="both speak about p1"):
        judge(missile)


def test_a_rule_that_has_ended_does_not_apply(monkeypatch):
    ended = dict(rule_texts())
    ended["EDIP-P-E01"] = replace(ended["EDIP-P-E01"], until=DAY)
    monkeypatch.setattr(machinery, "rule_texts", lambda: ended)
    assert findings_of(judge(case(sound("us", "US"))), "EDIP-P-E01")[0].verdict is Verdict.NOT_MET
    later = replace(case(sound("us", "US")), as_of=date(2026, 11, 24))
    assert findings_of(judge(later), "EDIP-P-E01")[0].verdict is Verdict.NOT_APPLICABLE


def test_a_rule_cannot_be_registered_twice():
    shelf = RuleBook()
    shelf.entity_rule("EDIP-P-E01")(lambda matter, entity: not_applicable(say("Never.")))
    with pytest.raises(ValueError, match="registered twice"):
        shelf.entity_rule("EDIP-P-E01")(lambda matter, entity: not_applicable(say("Never.")))


def test_a_parameter_of_another_kind_is_refused():
    with pytest.raises(TypeError, match="not a number"):
        number("member_states", DAY)
    with pytest.raises(TypeError, match="not a day"):
        as_day("trio_size", number("trio_size", DAY))


def test_a_topic_says_nothing_before_its_text_was_published():
    topic = topics()["EDF-EDIP-USI-2027-LS-IRA-CUXS"]
    assert topic.on(date(2026, 4, 14)) == {}
    assert topic.on(date(2026, 4, 15))["max_eu_contribution_eur"] == "10000000"


@pytest.mark.parametrize(
    ("amount", "english", "ukrainian"),
    [
        ("2000000", "2,000,000\N{NO-BREAK SPACE}€", "2\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}€"),
        ("1999.90", "1,999.9\N{NO-BREAK SPACE}€", "1\N{NO-BREAK SPACE}999,9\N{NO-BREAK SPACE}€"),
        ("2E+2", "200\N{NO-BREAK SPACE}€", "200\N{NO-BREAK SPACE}€"),
    ],
)
def test_amounts_are_written_as_each_language_writes_them(amount, english, ukrainian):
    assert euros(Decimal(amount)) == Bilingual(english, ukrainian)


def test_sentences_with_numbers_read_well():
    report = judge(case(sound("ua", "UA"), topic="EDF-EDIP-USI-2027-LS-IRA-CUXS"))
    said = {rule_id: str(findings_of(report, rule_id)[0].because) for rule_id in ("EDIP-X-C07", "EDIP-X-C08")}
    assert said["EDIP-X-C07"] == "Paid members: 1; at most 15 are allowed."
    assert said["EDIP-X-C08"].replace("\N{NO-BREAK SPACE}", " ") == "2,000,000 € reaches the minimum of 2,000,000 €."


@pytest.mark.parametrize("place", ["Kramatorsk", "Kramatorsk, Donetsk Oblast"])
def test_a_place_off_the_list_is_met_with_a_note_on_the_list(place):
    report = judge(case(replace(sound("ua", "UA"), seat_place=place)))
    note = str(findings_of(report, "EDIP-U-E03")[0].because)
    assert note.startswith(place)
    assert "the list is general knowledge" in note
    assert ("other places of its region are" in note) is ("Oblast" in place)
