"""The rule book is whole: cited, used, tested on both sides, and honest about what it leaves out."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

import pytest

from matchmaker.domain import eligibility
from matchmaker.domain.eligibility import coverage, instruments, parameters, rulebook_version, rules, topics
from matchmaker.domain.eligibility.citations import cite, cite_all
from matchmaker.domain.eligibility.coverage import STATUSES
from matchmaker.domain.eligibility.rulebook import book
from tests.law.casebook import GOLDEN

HOUSE = Path(eligibility.__file__).parent
SOURCES = {path: path.read_text(encoding="utf-8") for path in HOUSE.rglob("*.py")}
TESTS = [rule for rule in rules() if rule.kind == "test"]
JUDGED = [rule for rule in rules() if rule.kind in ("test", "ceiling", "value", "definition")]
KNOWN_VALUES = [parameter for parameter in parameters().values() if parameter.values]
EXCEPTIONS = [rule for rule in rules() if rule.kind == "exception"]

REGISTER = {
    "EDIP-P": "E01-E06 F01-F02 S02-S03 O01-O02 D01 D03 A01 A11 C01-C06 C09-C11 M01-M07 W01-W03 T01-T02",
    "EDIP-U": "E01-E07 F01-F02 S02-S03 O01-O02 D01 A01 A07-A08 C01 M01-M02 W01 T03",
    "EDIP-X": "E08-E11 S01 S04-S05 O03-O06 D02 A02-A06 A09-A10 C07-C08 C12-C13 M03 W02 Z01-Z05 T04-T06 I01-I09",
    "TOPIC": "A01-A02 M01-M02",
    "EDF": "E01-E05 C01-C02 A01-A03 M01-M06 Z01",
    "SAFE": "C01-C02 E01-E02 S01-S02 F01 O01-O02 D01 X01-X02 M01",
    "USL": "E01-E02 S01 O01 D01 X01-X04 M01",
    "EDIRPA": "C01 O01 S01 D01 M01",
    "ASAP": "M01 X01",
}


# Verdicts that a rule cannot give: its only fact is always recorded, or it speaks of one form that always fails.
NEVER = {
    "EDIP-P-A01": {"unknown"},
    "EDIP-U-A01": {"unknown"},
    "EDIP-U-T03": {"met", "unknown"},
}


def expected_verdicts() -> dict[str, set[str]]:
    found = defaultdict(set)
    for filed in GOLDEN:
        for rule_id, wanted in filed.expect.items():
            found[rule_id] |= {wanted} if isinstance(wanted, str) else set(wanted.values())
    return found


def listed_ids() -> set[str]:
    return {
        f"{strand}-{span[0]}{number:02}"
        for strand, spans in REGISTER.items()
        for span in spans.split()
        for number in range(int(span[1:3]), int(span[-2:]) + 1)
    }


def test_there_are_enough_cases_and_each_name_is_used_once():
    names = [filed.case.name for filed in GOLDEN]
    assert len(names) == len(set(names)) >= 110


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_each_rule_is_cited_and_worded_in_both_languages(rule):
    assert rule.citations
    assert all(citation.act in instruments() and citation.url for citation in rule.citations)
    assert rule.sentence.en and rule.sentence.uk and rule.asks_for.en and rule.asks_for.uk
    assert rule.certainty in ("F", "S", "R", "I")


def test_each_rule_has_exactly_one_function_and_each_function_a_text():
    functions = [*book.entity_rules, *book.product_rules, *book.action_rules]
    assert sorted(functions) == sorted(rule.id for rule in JUDGED)
    assert sorted(book.exceptions) == sorted(rule.id for rule in EXCEPTIONS)
    assert {rule.subject for rule in JUDGED if rule.id in book.entity_rules} == {"entity"}
    assert {rule.subject for rule in JUDGED if rule.id in book.product_rules} == {"product"}
    assert {rule.subject for rule in JUDGED if rule.id in book.action_rules} == {"action"}


@pytest.mark.parametrize("rule", EXCEPTIONS, ids=lambda rule: rule.id)
def test_each_exception_lifts_rules_on_its_own_subject_and_strand(rule):
    own = [other for other in TESTS if other.subject == rule.subject and rule.strand in (other.strand, "EDIP-X")]
    assert rule.lifts
    assert {*rule.lifts} <= {other.id for other in own}


def test_twins_point_at_each_other_across_the_strands():
    by_id = {rule.id: rule for rule in rules()}
    twins = [rule for rule in rules() if rule.twin]
    assert len(twins) >= 16
    for rule in twins:
        assert by_id[rule.twin].twin == rule.id
        assert by_id[rule.twin].strand != rule.strand


@pytest.mark.parametrize("rule", TESTS, ids=lambda rule: rule.id)
def test_each_rule_has_cases_for_met_not_met_and_unknown(rule):
    assert {"met", "not_met", "unknown"} - NEVER.get(rule.id, set()) <= expected_verdicts()[rule.id]


@pytest.mark.parametrize("rule_id", ["EDIP-P-E03", "EDIP-U-E04"])
def test_rules_that_an_authority_may_lift_have_conditional_cases(rule_id):
    assert "conditional" in expected_verdicts()[rule_id]


@pytest.mark.parametrize("parameter", parameters().values(), ids=lambda parameter: parameter.name)
def test_each_parameter_is_cited_checked_and_used(parameter):
    assert parameter.description.en and parameter.description.uk
    assert all(dated.citations for dated in parameter.values)
    assert all(citation.act in instruments() for dated in parameter.values for citation in dated.citations)
    assert all(parameter.checked_on >= dated.since for dated in parameter.values)
    assert parameter.values or parameter.configurable
    assert any(f'"{parameter.name}"' in source for source in SOURCES.values())


@pytest.mark.parametrize("parameter", KNOWN_VALUES, ids=lambda parameter: parameter.name)
def test_no_parameter_has_a_value_before_its_first_day(parameter):
    first = parameter.values[0]
    assert parameter.at(first.since) is first
    with pytest.raises(eligibility.NotInForce):
        parameter.at(first.since - timedelta(days=1))


def test_the_numbers_are_those_of_the_law():
    numbers = {name: parameter.values[-1].value for name, parameter in parameters().items() if parameter.values}
    assert len(numbers["member_states"]) == 27
    assert {"EL", "GB", "NO", "CH", "UA"}.isdisjoint(numbers["member_states"])
    assert numbers["edip_association_candidates"] == {"NO", "IS", "LI"}
    assert numbers["edip_associated"] == frozenset()
    assert numbers["hostile_origins"] == {"RU", "BY"}
    assert numbers["earliest_start"] == date(2024, 3, 5)
    assert numbers["largest_consortium"] == 15


@pytest.mark.parametrize("topic", topics().values(), ids=lambda topic: topic.topic)
def test_each_topic_cites_its_own_text_and_the_articles_that_let_it_set_numbers(topic):
    own, *articles = topic.citations
    assert (own.act, own.pinpoint) == ("TOPIC-TEXT", topic.topic)
    assert own.url.startswith("https://") and own.url.endswith(topic.topic)
    assert articles and {citation.act for citation in articles} == {"EDIP"}
    assert topic.checked_on >= max(since for since, _ in topic.values)


def test_a_value_that_both_strands_share_cites_both():
    cited = {
        name: {citation.pinpoint for citation in parameter.values[-1].citations}
        for name, parameter in parameters().items()
        if parameter.values
    }
    assert cited["largest_consortium"] == {"21(3)(c)", "34(3)(c)"}
    assert cited["earliest_start"] == {"7(4)", "25(4)"}
    assert cited["trio_size"] == cited["trio_countries"] == {"12(2)", "13(2)", "27(8)"}


def test_a_value_without_a_reference_is_refused():
    with pytest.raises(ValueError, match="needs a reference"):
        cite_all([])
    with pytest.raises(ValueError, match="not a pinpoint"):
        cite("EDIP", "somewhere")


def test_each_stated_topic_number_is_judged_on_its_first_day_and_the_day_before():
    judged = {(filed.case.action.topic, filed.case.as_of) for filed in GOLDEN}
    first = next(iter(topics()["EDF-EDIP-USI-2027-LS-IRA-CUXS"].values))[0]
    for day in (first, first - timedelta(days=1)):
        assert ("EDF-EDIP-USI-2027-LS-IRA-CUXS", day) in judged
    with_minimum = {name for name, topic in topics().items() if "min_action_size_eur" in topic.values[-1][1]}
    assert with_minimum == {filed.case.action.topic for filed in GOLDEN if "EDIP-X-C08" in filed.expect} - {None}


def test_the_coverage_register_lists_every_rule_of_both_strands():
    assert set(coverage()) == listed_ids()


@pytest.mark.parametrize("entry", coverage().values(), ids=lambda entry: entry.rule)
def test_each_coverage_entry_says_what_is_done_and_keeps_its_word(entry):
    assert entry.status in STATUSES
    assert entry.note.en and entry.note.uk
    is_judged = entry.rule in {rule.id for rule in rules() if rule.kind != "note"}
    assert not (is_judged and entry.status not in ("encoded", "partly"))
    assert not (entry.status == "encoded" and not is_judged)


def test_no_legal_number_is_written_in_a_rule():
    for path, source in SOURCES.items():
        if "rules" in path.relative_to(HOUSE).parts:
            assert not re.search(r"Decimal\(|(?<![\w\"(])(?:0\.\d+|[3-9]|\d{2,})(?![\w\"%])", source), path.name


def test_the_version_is_a_short_digest():
    assert re.fullmatch(r"[0-9a-f]{12}", rulebook_version())
