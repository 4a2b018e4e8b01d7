"""What an administrator may write, how it reads as text, and from which day it decides."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.domain.eligibility import (
    Action,
    Case,
    Change,
    Entity,
    configured_settings,
    judge,
    parameters,
    written_settings,
)
from matchmaker.domain.eligibility.administration import (
    configurable_parameters,
    faults_of,
    first_day,
    own_value,
    read_change,
    read_written,
    topic_number_names,
)
from matchmaker.domain.eligibility.parameters import fold_place
from matchmaker.domain.eligibility.placetext import place_lines, read_places, write_places
from matchmaker.domain.eligibility.topics import topics
from matchmaker.domain.findings import Finding, Verdict

FROM = date(2027, 1, 1)
AREAS = "areas_not_under_government_control"
TOPIC = "EDF-EDIP-USI-2027-LS-IRA-CUXS"


def finding(rule: str, entity: Entity, day: date, *changes: Change) -> Finding:
    """Judge one recipient on a day under the rule book with these changes."""
    settings = configured_settings(day, changes)
    case = Case("one firm", day, Action("12(1)(b)", TOPIC), (entity,), settings=settings)
    return next(one for one in judge(case).findings if (one.rule, one.subject) == (rule, entity.id))


def test_norway_is_home_from_the_day_of_its_association_and_not_the_day_before() -> None:
    fjord = Entity("no-fjord", role="recipient", kind="company", seat="NO")
    associated = read_change("edip_associated", FROM, ["NO"])
    before = finding("EDIP-P-E01", fjord, FROM - timedelta(days=1), associated)
    assert (before.verdict, before.law_unknown) == (Verdict.UNKNOWN, True)
    assert finding("EDIP-P-E01", fjord, FROM, associated).verdict is Verdict.MET


def test_a_place_counts_as_listed_from_the_day_on_which_it_is_listed() -> None:
    maker = Entity("maker", role="recipient", kind="company", seat="UA", seat_place="Testhrad, Test Oblast")
    listed = read_change(AREAS, FROM, read_places("[Test Oblast]\nTesthrad, Тестград")[0])
    assert finding("EDIP-U-E03", maker, FROM - timedelta(days=1), listed).verdict is not Verdict.NOT_MET
    assert finding("EDIP-U-E03", maker, FROM, listed).verdict is Verdict.NOT_MET


def test_the_rule_books_own_values_have_no_faults() -> None:
    for subject in (*configurable_parameters(), *topics()):
        own = own_value(subject, FROM)
        if own is not None:
            assert faults_of(subject, own[1]) == ()
            assert (first_day(subject) or FROM) <= own[0]


def test_the_rule_books_own_value_reads_as_the_rule_book_reads_it() -> None:
    for subject in configurable_parameters():
        if parameters()[subject].values:
            own = own_value(subject, FROM)
            assert own is not None
            assert read_written(subject, own[1]) == parameters()[subject].at(FROM).value


def test_nothing_is_known_before_the_first_day() -> None:
    assert own_value("hostile_origins", date(2020, 1, 1)) is None
    assert own_value(TOPIC, date(2020, 1, 1)) is None
    assert first_day("TOPIC-THAT-NOBODY-KNOWS") is None


@pytest.mark.parametrize(
    ("subject", "written"),
    [
        ("hostile_origins", "RU"),
        ("hostile_origins", ["Mordor"]),
        ("hostile_origins", [7]),
        (AREAS, []),
        (AREAS, "Bakhmut"),
        (AREAS, [{"region": ["X"], "whole": "perhaps", "places": []}]),
        (AREAS, [{"region": ["X"], "whole": "no", "places": ["Bakhmut"]}]),
        (TOPIC, ["max_entities"]),
        (TOPIC, {"max_entities": "1.5"}),
        (TOPIC, {"max_entities": "-1"}),
        (TOPIC, {"max_eu_contribution_eur": "NaN"}),
        (TOPIC, {"not_started_before": "20260101"}),
        (TOPIC, {"duration_years": "five"}),
    ],
)
def test_what_rules_could_not_read_is_named(subject: str, written: Any) -> None:
    assert faults_of(subject, written)


def test_every_name_of_a_topic_is_known() -> None:
    assert {"max_entities", "ends_by", "min_action_size_eur"} <= set(topic_number_names())


def test_settings_are_sealed_in_one_order_and_in_plain_values() -> None:
    changes = (
        read_change("hostile_origins", FROM, ["RU", "BY", "CN"]),
        read_change(AREAS, FROM, read_places("[B Oblast]\nOne\n~ Two\n\n[A Oblast] whole")[0]),
        read_change(TOPIC, FROM, {"max_entities": "9"}),
    )
    written = written_settings(configured_settings(FROM, changes))
    assert written["hostile_origins"] == ["BY", "CN", "RU"]
    assert [area["region"] for area in written["configured"][AREAS]] == [["a oblast"], ["b oblast"]]
    assert written["configured"][AREAS][1]["shared"] == ["two"]
    assert written["topics"] == {TOPIC: {"max_entities": "9"}}


# --- Areas as text ------------------------------------------------------------------------------------------------


def test_the_rule_books_areas_come_back_from_their_text() -> None:
    own = own_value(AREAS, FROM)
    assert own is not None and isinstance(own[1], list)
    areas, faults = read_places(write_places(own[1]))
    assert faults == ()
    assert read_written(AREAS, areas) == read_written(AREAS, own[1])


NAMES = st.lists(
    st.text(alphabet="абвгдеabcdef'’ -", min_size=1, max_size=12).filter(lambda name: bool(fold_place(name))),
    min_size=1,
    max_size=3,
    unique_by=fold_place,
)


@given(st.lists(NAMES, max_size=4), st.booleans())
def test_any_areas_come_back_from_their_text(places: list[list[str]], whole: bool) -> None:
    apart = [[f"{number} {name}" for name in names] for number, names in enumerate(places)]
    area = {"region": ["Some Oblast"], "whole": "yes" if whole else "no", "places": apart, "shared": []}
    read, faults = read_places(write_places([area]))
    assert faults == ()
    assert read_written(AREAS, read) == read_written(AREAS, [area])


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Bakhmut", "Line 1: put the region in square brackets before its places."),
        ("[A]\n\n[B", "Line 3: a region stands in square brackets, with its name inside."),
        ("[]", "Line 1: a region stands in square brackets, with its name inside."),
        ("[A] perhaps", "Line 1: a region stands in square brackets, with its name inside."),
        ("[A]\n, '", "Line 2 has no name of a place."),
        ("[A]\nOne\none", "The place one stands twice in its region."),
        ("[A]\nOne\n[a]", "The region a stands here twice."),
    ],
)
def test_a_text_that_is_no_list_of_areas_says_where(text: str, fault: str) -> None:
    assert [str(one) for one in read_places(text)[1]] == [fault]


def test_each_place_stands_on_a_line_with_its_region() -> None:
    areas, _ = read_places("[A, А] повністю\nOne, Один\n~ Two")
    assert list(place_lines(areas)) == ["A: *", "A: One, Один", "A: ~ Two"]


def test_an_empty_list_of_hostile_origins_is_a_list():
    change = Change("hostile_origins", FROM, frozenset())
    assert configured_settings(FROM, [change]).hostile_origins == frozenset()


def test_a_later_start_that_a_topic_states_counts_and_an_earlier_one_does_not() -> None:
    def verdict(stated: str, started: str) -> Verdict:
        settings = configured_settings(FROM, [Change(TOPIC, FROM, {"not_started_before": stated})])
        action = Action("12(1)(b)", TOPIC, started=date.fromisoformat(started), ends=date(2030, 1, 1))
        report = judge(Case("start", FROM, action, (), settings=settings))
        return next(one.verdict for one in report.findings if one.rule == "EDIP-X-A05")

    assert verdict("2026-02-01", "2026-02-01") is Verdict.MET
    assert verdict("2026-02-01", "2026-01-31") is Verdict.NOT_MET
    assert verdict("2020-01-01", "2024-03-05") is Verdict.MET
    assert verdict("2020-01-01", "2024-03-04") is Verdict.NOT_MET
