"""Projects and topics as files have them: what may be missing, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from matchmaker.domain.affinity.evaluation.reading import WrongShape, records_of, topics_of, year_of
from matchmaker.domain.affinity.evaluation.setting import setting_of
from matchmaker.domain.affinity.history import Participation, family_of
from tests.affinity.worlds import DRONE, RADAR, row


def test_only_the_id_is_needed() -> None:
    (only,) = records_of([{"project_id": 7}], {}).projects
    assert (only.id, only.text, only.year, only.family, only.participants) == ("7", "", None, "", ())


def test_the_text_is_all_that_the_project_says() -> None:
    full = {"project_id": "7", "acronym": "A", "title": "B", "objective": "C", "keywords": ["d; e", None, "f"]}
    (only,) = records_of([full], {}).projects
    assert (only.text, only.name) == ("A. B. C. d; e. f", "A")


def test_half_a_character_is_replaced() -> None:
    (only,) = records_of([{"project_id": "7", "title": "\ud800 radar", "keywords": ["\udfff"]}], {}).projects
    assert only.text == "? radar. ?"


def test_organisations_are_known_by_pic_else_by_name() -> None:
    parts = [{"pic": 12, "name": "One"}, {"pic": "12"}, {"name": "Two  Ltd"}, {"name": "TWO ltd"}, {"country": "FR"}]
    records = records_of([{"project_id": "7", "participants": parts}], {})
    assert records.projects[0].participants == (Participation("12"), Participation("two ltd"))
    assert [one.name for one in records.organisations.values()] == ["One", "Two  Ltd"]


def test_a_coordinator_outside_the_list_belongs_to_it() -> None:
    parts = [{"pic": "1", "role": "participant"}]
    records = records_of(
        [{"project_id": "7", "participants": parts, "coordinator": {"pic": "2", "role": "coordinator"}}], {}
    )
    assert records.projects[0].participants == (Participation("1", "participant"), Participation("2", "coordinator"))


def test_a_project_that_stands_there_twice_becomes_one() -> None:
    records = records_of([row("7", RADAR, "AB"), row("8"), row("7", DRONE, "BC")], {})
    assert [project.id for project in records.projects] == ["7", "8"]
    assert (records.projects[0].text, records.repeated) == (RADAR, ("7",))
    assert [part.organisation for part in records.projects[0].participants] == ["A", "B", "C"]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"call_identifier": "EDF-2021-AIR-D-2", "start_date": "2022-12-01"}, 2021),
        ({"call_identifier": "H2020-BES", "start_date": "2017-05-01"}, 2017),
        ({"topic": "SEC-2011.4.2-2"}, 2011),
        ({"year": 2019}, 2019),
        ({"start_date": "soon"}, None),
    ],
)
def test_the_year_is_that_of_the_call(fields: dict[str, Any], expected: int | None) -> None:
    assert records_of([{"project_id": "7", **fields}], {}).projects[0].year == expected


def test_years_and_families() -> None:
    assert year_of("AB20231C", "12023", "x-2023-y") == 2023
    assert family_of("EDF-2022-RA-CYBER-CSIR") == "EDF-RA-CYBER-CSIR"
    assert family_of("SEC-2011.4.2-2") == "SEC"


def test_a_topic_is_found_by_its_identifier_and_for_a_later_edition() -> None:
    topics = topics_of([{"identifier": "T-AIR", "title": "Air", "text": "Fly."}, {"identifier": "T-SEA", "text": ""}])
    assert topics == {"T-AIR": "Air. Fly."}
    rows = [row("1", topic="T-AIR"), row("2", topic="T-AIR-2"), row("3", topic="T-SEA"), row("4")]
    assert [project.topic for project in records_of(rows, topics).projects] == ["Air. Fly.", "Air. Fly.", "", ""]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ({"projects": []}, "holds no list of projects"),
        ("text", "holds no list of projects"),
        (None, "holds no list of projects"),
        ([], "the list of projects is empty"),
        ([row("1"), 3], "entry 2 is no object"),
        ([{"title": "B"}], "entry 1: project_id is missing"),
        ([{"project_id": True}], "entry 1: project_id is missing"),
        ([row("1", participants="ABC")], "entry 1: participants is no list of objects"),
        ([row("1", participants=["A"])], "entry 1: participants is no list of objects"),
        ([{"project_id": "1", "objective": ["a"]}], "entry 1: objective is no text"),
    ],
)
def test_what_is_not_of_the_shape_is_refused(content: Any, fault: str) -> None:
    with pytest.raises(WrongShape) as wrong:
        records_of(content, {})
    assert wrong.value.faults == (fault,)


def test_many_faults_are_cut_short() -> None:
    with pytest.raises(WrongShape) as wrong:
        records_of([{} for _ in range(40)], {})
    assert len(wrong.value.faults) == 11
    assert wrong.value.faults[-1] == "and 30 more faults"


def test_a_topic_without_identifier_is_refused() -> None:
    with pytest.raises(WrongShape, match="topic 2: identifier is missing"):
        topics_of([{"identifier": "a"}, {"text": "b"}])


def test_what_is_asked_for_is_taken_out_of_the_history() -> None:
    past, asked = records_of([row("1"), row("2", partners="AC")], {}), records_of([row("2", partners="AC")], {})
    setting = setting_of(past, asked)
    assert [project.id for project in setting.history.projects] == ["1"]
    assert "C" not in setting.history.columns
    assert setting.notes[0] == "history: 1 projects are asked for and were taken out of the history: 2"


def test_a_history_later_than_the_queries_is_said() -> None:
    setting = setting_of(records_of([row("1", year=2024)], {}), records_of([row("2", year=2023)], {}))
    assert setting.notes == ("history: holds projects of 2024, while projects of 2023 are asked for",)


@pytest.mark.parametrize(
    ("past", "asked", "fault"),
    [
        ([row("1")], [row("1")], "every project of the history is asked for as well, so nothing is left to learn from"),
        ([row("1", partners="")], [row("2")], "no project of the history has participants"),
        ([row("1")], [row("2", partners="")], "no project of the queries has participants"),
    ],
)
def test_nothing_left_to_do_is_refused(past: list[Any], asked: list[Any], fault: str) -> None:
    with pytest.raises(WrongShape) as wrong:
        setting_of(records_of(past, {}), records_of(asked, {}))
    assert wrong.value.faults == (fault,)
