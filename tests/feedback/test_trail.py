"""The chain is walked both ways, in the order of time, over what the reader may see."""

from __future__ import annotations

import pytest

from matchmaker.domain.feedback.trail import Chain, Trail
from tests.domain.factories import (
    make_catalogue,
    make_equipment,
    make_event,
    make_firm,
    make_gap,
    make_joint_project,
    make_observation,
)


def chain() -> Chain:
    """Two observations show a gap, a project answers it and brings a product, training follows, and is observed."""
    return Chain(
        make_catalogue(
            firms=[make_firm(id="ua", country="UA"), make_firm(id="ee")],
            equipment=[make_equipment(id="old"), make_equipment(id="new")],
            observations=[
                make_observation(id="first", equipment_id="old", month="2026-01"),
                make_observation(id="second", equipment_id="old", month="2026-02", event_id="course"),
                make_observation(id="late", equipment_id="old", month="2026-12"),
                make_observation(id="next", equipment_id="new", month="2026-11", event_id="joint-course"),
                make_observation(id="unsorted", equipment_id="", month="2026-02"),
            ],
            gaps=[make_gap(id="g", observations=["first", "second", "late", "next", "gone"], month="2026-03")],
            events=[
                make_event(id="course", month="2026-02"),
                make_event(id="joint-course", month="2026-10", joint_project_id="j"),
            ],
            joint_projects=[
                make_joint_project(
                    id="j", firms=["ua", "ee"], gap_id="g", since="2026-04", equipment_id="new", fielded_month="2026-09"
                )
            ],
        )
    )


def walked(start: str, *, hidden: frozenset[str] = frozenset()) -> Trail:
    return chain().trail(start, lambda node: node not in hidden)


def before(start: str) -> list[str]:
    return [stop.node for stop in walked(start).before]


def after(start: str) -> list[str]:
    return [stop.node for stop in walked(start).after]


def test_from_the_first_observation_to_what_was_observed_of_the_product() -> None:
    assert after("observation:first") == [
        "gap:g",
        "joint_project:j",
        "equipment:new",
        "event:joint-course",
        "observation:next",
    ]
    assert before("observation:first") == ["equipment:old"]


def test_from_the_last_observation_back_to_the_first_ones_and_to_no_later_one() -> None:
    found = before("observation:next")
    assert found[:2] == ["equipment:new", "event:joint-course"]
    assert {"joint_project:j", "gap:g", "observation:first", "observation:second", "event:course"} <= set(found)
    assert "observation:late" not in found and "observation:next" not in found


def test_an_observation_after_the_project_began_did_not_lead_to_it() -> None:
    assert after("observation:late") == ["gap:g"]


@pytest.mark.parametrize(
    ("start", "causes", "effects"),
    [
        ("equipment:old", [], {"observation:first", "gap:g", "joint_project:j", "observation:next"}),
        ("gap:g", {"observation:late", "observation:first", "equipment:old"}, {"joint_project:j", "observation:next"}),
        ("firm:ua", [], {"joint_project:j", "equipment:new", "event:joint-course"}),
        ("event:joint-course", {"joint_project:j", "gap:g", "observation:first", "firm:ee"}, {"observation:next"}),
        ("event:course", [], {"observation:second", "gap:g"}),
    ],
)
def test_any_thing_can_be_the_start(start: str, causes: set[str], effects: set[str]) -> None:
    assert set(causes) <= set(before(start)) and effects <= set(after(start))


def test_what_has_no_type_yet_has_no_trail_and_strangers_are_not_there() -> None:
    assert before("observation:unsorted") == after("observation:unsorted") == []
    assert "observation:gone" not in chain()
    with pytest.raises(KeyError):
        walked("gap:gone")


def test_what_is_not_for_a_reader_ends_the_walk_and_that_is_said() -> None:
    found = walked("observation:first", hidden=frozenset({"gap:g"}))
    assert found.after == () and found.held_back
    assert not walked("observation:first").held_back


def test_a_stop_has_its_month_its_distance_and_how_it_came() -> None:
    gap, project = walked("observation:first").after[:2]
    assert (gap.month, gap.distance, gap.by[0].how) == ("2026-03", 1, "shows")
    assert (project.month, project.distance, project.by[0].reverse) == ("2026-04", 2, True)
