"""Overlaps are counted from the record: what is in neither set is in no figure."""

from __future__ import annotations

from typing import Any

from matchmaker.domain.feedback.convergence import Convergence, Overlap, Practice, convergence
from tests.domain.factories import make_equipment, make_event, make_joint_project, make_module, make_observation

SIDES = {"kyiv": "UA", "tallinn": "EU"}


def practice(**rest: Any) -> Practice:
    given = {
        "equipment": (
            make_equipment(
                id="both", category="UGV", operators_eu=["EE"], operated_by_ua="yes", maker_names=["Tallinn"]
            ),
            make_equipment(id="union", category="UGV", operators_eu=["FR"], operated_by_ua="no"),
            make_equipment(id="ukraine", category="UAV", operated_by_ua="yes", maker_names=["Kyiv"]),
            make_equipment(id="nobody", category="UAV", operated_by_ua="unknown"),
        ),
        "modules": (),
        "events": (),
        "observations": (),
        "joint_projects": (),
        "side_of": lambda firm: SIDES.get(firm, ""),
    }
    return Practice(**{**given, **rest})


def counted(**rest: Any) -> Convergence:
    return convergence(practice(**rest), north=["FI", "EE", "LV", "LT", "PL"])


def named(overlaps: tuple[Overlap, ...], name: str) -> Overlap:
    return next(one for one in overlaps if one.name == name)


def test_types_and_makers_of_both_forces_and_both_segments() -> None:
    found = counted()
    equipment, makers = named(found.forces, "equipment"), named(found.forces, "makers")
    assert (equipment.one, equipment.other, equipment.shared, equipment.share) == (2, 2, ("both",), 1 / 3)
    assert (makers.one, makers.other, makers.shared) == (1, 2, ("Tallinn",))
    assert named(found.segments, "equipment").one == 1
    assert [(one.name, one.shared) for one in found.by_category] == [("UGV", ("both",)), ("UAV", ())]


def test_nothing_recorded_is_no_share_rather_than_none() -> None:
    found = counted(equipment=())
    assert named(found.forces, "equipment").share is None and found.over_time == ()


def test_joint_training_counts_for_both_sides_and_proposed_training_for_none() -> None:
    events = (
        make_event(id="1", module_id="m", direction="joint", state="held"),
        make_event(id="2", module_id="n", direction="eu_trains_ua", state="planned"),
        make_event(id="3", module_id="o", direction="ua_trains_eu", state="proposed"),
    )
    modules = named(counted(events=events).forces, "modules")
    assert (modules.one, modules.other, modules.shared) == (1, 2, ("m",))


def test_skills_meet_where_each_side_teaches_them() -> None:
    modules = (
        make_module(id="1", direction="eu_trains_ua", skills=["first aid", "piloting"]),
        make_module(id="2", direction="ua_trains_eu", skills=["piloting"]),
    )
    assert named(counted(modules=modules).forces, "skills").shared == ("piloting",)


def test_what_comes_together_over_time_only_grows() -> None:
    observations = (
        make_observation(id="1", equipment_id="both", side="EU", month="2026-02"),
        make_observation(id="2", equipment_id="both", side="UA", month="2026-04"),
        make_observation(id="3", equipment_id="both", side="UA", month="2026-03", state="filed"),
        make_observation(id="4", equipment_id="union", side="EU", month="2026-01"),
    )
    events = (
        make_event(id="1", module_id="m", direction="eu_trains_ua", month="2026-01"),
        make_event(id="2", module_id="m", direction="ua_trains_eu", month="2026-05"),
        make_event(id="3", module_id="n", direction="joint", month="2026-03"),
    )
    projects = (make_joint_project(since="2026-05"), make_joint_project(id="2", state="interest", since="2026-01"))
    moments = counted(observations=observations, events=events, joint_projects=projects).over_time
    assert [(one.month, one.types_seen_by_both, one.modules_both_ways, one.joint_projects) for one in moments] == [
        ("2026-03", 0, 1, 0),
        ("2026-04", 1, 1, 0),
        ("2026-05", 1, 2, 1),
    ]


def test_shared_equipment_without_joint_training() -> None:
    assert counted().without_training == ("both",)
    assert counted(events=(make_event(direction="joint", equipment=["both"]),)).without_training == ()
    assert counted(events=(make_event(direction="eu_trains_ua", equipment=["both"]),)).without_training == ("both",)
    assert counted(events=(make_event(state="proposed", equipment=["both"]),)).without_training == ("both",)


def test_joint_training_without_joint_industry() -> None:
    modules = (make_module(id="m", direction="joint", categories=["UGV"]), make_module(id="n", categories=["radar"]))
    assert counted(modules=modules).without_industry == ("m", "n")
    products = (make_joint_project(equipment_id="union"),)
    assert counted(modules=modules, joint_projects=products).without_industry == ("n",)
    made_by_both = (make_equipment(id="e", category="UGV", makers=["kyiv", "tallinn"]),)
    assert counted(modules=modules, equipment=made_by_both).without_industry == ("n",)
