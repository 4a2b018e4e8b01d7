"""Whatever has a day is tried on its first day and the day before: rules of every judged kind, and dated values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache

import pytest

from matchmaker.domain.eligibility import FiledCase, parameters, rules, topics
from matchmaker.domain.eligibility.matter import Matter, configured_settings
from matchmaker.domain.eligibility.parameters import DatedValue, ParameterValue
from matchmaker.domain.eligibility.rulebook import RuleText, book
from matchmaker.domain.findings import Finding
from tests.law.casebook import GOLDEN

ORIGINS = "hostile_origins"
DAY = timedelta(days=1)
TEXTS = {rule.id: rule for rule in rules()}
JUDGED = [rule for rule in rules() if rule.kind in ("test", "ceiling", "value", "definition")]
ENDING = [rule for rule in JUDGED if rule.until]
LIFTED = [(rule, lifted) for rule in rules() if rule.kind == "exception" for lifted in rule.lifts]
DATED = [(name, dated) for name, one in parameters().items() for dated in one.values if name != ORIGINS]
LATER = [
    (name, before, after)
    for name, one in parameters().items()
    for before, after in zip(one.values, one.values[1:], strict=False)
]
FIRST_DAYS = {rule.since for rule in JUDGED} | {dated.since for _, dated in DATED}
TOPICS = [(name, since) for name, topic in topics().items() for since, _ in topic.values]


@dataclass(frozen=True)
class WatchedMatter(Matter):
    """A matter that remembers which parameters were asked for."""

    asked: set[str] = field(default_factory=set, compare=False)

    def value(self, name: str) -> ParameterValue:
        self.asked.add(name)
        return super().value(name)


def of_day(rule_id: str, day: date) -> Iterator[FiledCase]:
    return (filed for filed in GOLDEN if filed.case.as_of == day and rule_id in filed.expect)


def expected(rule_id: str, day: date) -> set[str]:
    wanted = [filed.expect[rule_id] for filed in of_day(rule_id, day)]
    return {verdict for one in wanted for verdict in ([one] if isinstance(one, str) else one.values())}


def judged(matter: Matter, rule_id: str) -> list[Finding]:
    return list(book.findings(matter, [TEXTS[rule_id]]))


def told(matter: Matter, rule_id: str) -> list[tuple[str, str]]:
    return [(finding.verdict, finding.value) for finding in judged(matter, rule_id)]


@cache
def asking() -> dict[str, dict[date, set[str]]]:
    """By parameter and first day the rules that ask for it in a golden case that expects something of them."""
    found: dict[str, dict[date, set[str]]] = defaultdict(lambda: defaultdict(set))
    for filed in (filed for filed in GOLDEN if filed.case.as_of in FIRST_DAYS):
        for rule_id in filed.expect:
            matter = WatchedMatter(filed.case)
            judged(matter, rule_id)
            for name in matter.asked:
                found[name][filed.case.as_of].add(rule_id)
    return found


def first_day_of_use(name: str, since: date) -> date:
    """A value may be older than every rule that asks for it."""
    using = {rule_id for on_a_day in asking()[name].values() for rule_id in on_a_day}
    return max(since, min(TEXTS[rule_id].since for rule_id in using))


def with_value(case_matter: Matter, name: str, dated: DatedValue) -> Matter:
    settings = case_matter.settings
    changed = replace(settings, configured={**settings.configured, name: dated.value})
    return Matter(replace(case_matter.case, settings=changed))


@pytest.mark.parametrize("rule", JUDGED, ids=lambda rule: rule.id)
def test_each_rule_is_tried_on_its_first_day_and_the_day_before(rule: RuleText):
    assert expected(rule.id, rule.since - DAY) == {"not_applicable"}
    assert expected(rule.id, rule.since) - {"not_applicable"}


@pytest.mark.parametrize("rule", ENDING, ids=lambda rule: rule.id)
def test_each_rule_that_ends_is_tried_on_its_last_day_and_the_day_after(rule: RuleText):
    assert rule.until
    assert expected(rule.id, rule.until) - {"not_applicable"}
    assert expected(rule.id, rule.until + DAY) == {"not_applicable"}


@pytest.mark.parametrize(("exception", "lifted"), LIFTED, ids=lambda part: getattr(part, "id", part))
def test_each_exception_decides_a_case_on_its_first_day(exception: RuleText, lifted: str, monkeypatch):
    """Before that day the rule it lifts is not in force either, so that nothing is left to decide."""
    cases = list(of_day(lifted, exception.since))
    with_it = [told(Matter(filed.case), lifted) for filed in cases]
    monkeypatch.setitem(book.exceptions, exception.id, lambda *_: None)
    assert with_it != [told(Matter(filed.case), lifted) for filed in cases]
    assert TEXTS[lifted].since == exception.since


@pytest.mark.parametrize(("name", "dated"), DATED, ids=lambda part: part if isinstance(part, str) else str(part.since))
def test_each_dated_value_is_used_on_its_first_day_and_its_rule_tried_the_day_before(name: str, dated: DatedValue):
    first = first_day_of_use(name, dated.since)
    using = asking()[name][first]
    assert using
    assert any(expected(rule_id, first - DAY) for rule_id in using)


def test_the_list_of_origins_holds_from_its_first_day_for_cases_that_set_none():
    """A golden case sets its own list, so that the register's is tried here."""
    (dated,) = parameters()[ORIGINS].values
    assert configured_settings(dated.since).hostile_origins == dated.value
    assert configured_settings(dated.since - DAY).hostile_origins is None


@pytest.mark.parametrize(("name", "before", "after"), LATER, ids=lambda part: part if isinstance(part, str) else "")
def test_each_later_value_decides_a_case_on_its_first_day_and_the_day_before(
    name: str, before: DatedValue, after: DatedValue
):
    for day, other in ((after.since, before), (after.since - DAY, after)):
        assert any(
            told(Matter(filed.case), rule_id) != told(with_value(Matter(filed.case), name, other), rule_id)
            for filed in GOLDEN
            for rule_id in filed.expect
            if filed.case.as_of == day
        )


@pytest.mark.parametrize(("topic", "since"), TOPICS)
def test_each_topic_is_judged_on_the_first_day_of_its_text_and_the_day_before(topic: str, since: date):
    for day, is_known in ((since, True), (since - DAY, False)):
        found = [filed for filed in of_day("TOPIC-A01", day) if filed.case.action.topic == topic]
        assert {wanted != "not_applicable" for filed in found for wanted in [filed.expect["TOPIC-A01"]]} == {is_known}
