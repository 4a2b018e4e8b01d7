"""How far equipment, skills and makers of the EU's and Ukraine's forces overlap, and of the flank's two segments.

Nothing is weighed: sets are counted, and each says what it was counted from. What EU forces field is known
incompletely, so a small overlap may be a small record.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from matchmaker.domain.facts import (
    EquipmentFacts,
    JointProjectFacts,
    ModuleFacts,
    ObservationFacts,
    TrainingEventFacts,
)

# Training that was held or is fixed; what is only proposed is none yet.
TAKES_PLACE = ("planned", "held")
JOINT = "joint"
TWO_WAY = {"eu_trains_ua", "ua_trains_eu"}
UKRAINE = "UA"
SideOf = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Overlap:
    """How much two sets share: `one` and `other` are counts of each, `shared` what is in both, in order."""

    name: str
    one: int
    other: int
    shared: tuple[str, ...]

    @property
    def either(self) -> int:
        """How many are in the one or the other."""
        return self.one + self.other - len(self.shared)

    @property
    def share(self) -> float | None:
        """The shared ones among all of both, in 0..1; None where there is nothing (Jaccard, 1901)."""
        return len(self.shared) / self.either if self.either else None


@dataclass(frozen=True, slots=True)
class Moment:
    """What had come together by the end of a month (YYYY-MM): counts that only grow.

    Types that users of both sides observed, types of training that were held both ways or jointly, joint projects
    under way or done.
    """

    month: str
    types_seen_by_both: int
    modules_both_ways: int
    joint_projects: int


@dataclass(frozen=True, slots=True)
class Convergence:
    """All figures at once.

    `by_category` has the shared types of each category with equipment, `without_training` the shared types with
    which no joint training takes place, `without_industry` the types of joint training by whose equipment no
    joint project and no maker on both sides is known.
    """

    forces: tuple[Overlap, ...]
    segments: tuple[Overlap, ...]
    by_category: tuple[Overlap, ...]
    over_time: tuple[Moment, ...]
    without_training: tuple[str, ...]
    without_industry: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Practice:
    """What convergence is counted from; `side_of` gives "EU", "UA" or "" for the id of a firm."""

    equipment: tuple[EquipmentFacts, ...]
    modules: tuple[ModuleFacts, ...]
    events: tuple[TrainingEventFacts, ...]
    observations: tuple[ObservationFacts, ...]
    joint_projects: tuple[JointProjectFacts, ...]
    side_of: SideOf


def convergence(practice: Practice, *, north: Collection[str]) -> Convergence:
    """Count all overlaps; `north` has the states of the northern segment as ISO codes."""
    return Convergence(
        forces=_forces(practice),
        segments=_segments(practice, north),
        by_category=_by_category(practice.equipment),
        over_time=_over_time(practice),
        without_training=_without_training(practice),
        without_industry=_without_industry(practice),
    )


def fielded_by_ukraine(one: EquipmentFacts) -> bool:
    """Say whether the record says that Ukraine's forces field it; unknown is no."""
    return one.operated_by_ua.casefold() == "yes"


def _forces(practice: Practice) -> tuple[Overlap, ...]:
    used_in_union = {one.id for one in practice.equipment if one.operators_eu}
    used_in_ukraine = {one.id for one in practice.equipment if fielded_by_ukraine(one)}
    taught = {way: _skills(practice.modules, way) for way in (*TWO_WAY, JOINT)}
    return (
        _overlap("equipment", used_in_union, used_in_ukraine),
        _overlap("makers", _makers(practice.equipment, used_in_union), _makers(practice.equipment, used_in_ukraine)),
        _overlap("skills", taught["ua_trains_eu"] | taught[JOINT], taught["eu_trains_ua"] | taught[JOINT]),
        _overlap("modules", _held(practice.events, "ua_trains_eu"), _held(practice.events, "eu_trains_ua")),
        _overlap("observed", _observed(practice.observations, "EU"), _observed(practice.observations, "UA")),
    )


def _segments(practice: Practice, north: Collection[str]) -> tuple[Overlap, ...]:
    used_in_north = {one.id for one in practice.equipment if not set(one.operators_eu).isdisjoint(north)}
    used_in_south = {one.id for one in practice.equipment if fielded_by_ukraine(one)}
    held = {
        segment: {one.module_id for one in _taking_place(practice.events) if one.segment == segment and one.module_id}
        for segment in ("north", "south")
    }
    return (
        _overlap("equipment", used_in_north, used_in_south),
        _overlap("makers", _makers(practice.equipment, used_in_north), _makers(practice.equipment, used_in_south)),
        _overlap("modules", held["north"], held["south"]),
    )


def _by_category(equipment: Iterable[EquipmentFacts]) -> tuple[Overlap, ...]:
    """Most shared types first, ties by name."""
    types = list(equipment)
    found = (
        _overlap(
            category,
            {one.id for one in types if one.category == category and one.operators_eu},
            {one.id for one in types if one.category == category and fielded_by_ukraine(one)},
        )
        for category in sorted({one.category for one in types})
    )
    return tuple(sorted(found, key=lambda one: (-len(one.shared), one.name)))


def _over_time(practice: Practice) -> tuple[Moment, ...]:
    """One moment for each month in which something came together."""
    types = _months_of_both((one.month, one.equipment_id, one.side) for one in _screened(practice.observations))
    modules = _months_of_training(practice.events)
    projects = [one.since for one in practice.joint_projects if one.state != "interest"]
    months = sorted({*types, *modules, *projects})
    return tuple(Moment(month, *(_until(month, one) for one in (types, modules, projects))) for month in months)


def _until(month: str, months: Iterable[str]) -> int:
    return sum(one <= month for one in months)


def _months_of_both(seen: Iterable[tuple[str, str, str]]) -> list[str]:
    """The months in which a thing that one side had met was first met by the other."""
    first: dict[str, dict[str, str]] = {}
    for month, what, side in seen:
        if what and side:
            sides = first.setdefault(what, {})
            sides[side] = min(month, sides.get(side, month))
    return [max(sides.values()) for sides in first.values() if len(sides) > 1]


def _months_of_training(events: Iterable[TrainingEventFacts]) -> list[str]:
    """The months in which a type of training had first been held jointly, or in both directions."""
    joint: dict[str, str] = {}
    ways = []
    for one in events:
        if one.state == "held" and one.module_id:
            if one.direction == JOINT:
                joint[one.module_id] = min(one.month, joint.get(one.module_id, one.month))
            else:
                ways.append((one.month, one.module_id, one.direction))
    both = dict(_second_ways(ways))
    return [min(filter(None, (joint.get(one), both.get(one)))) for one in {*joint, *both}]


def _second_ways(seen: Iterable[tuple[str, str, str]]) -> Iterable[tuple[str, str]]:
    """Each thing that was met in two ways, with the month in which the second of them was first."""
    by_thing: dict[str, list[tuple[str, str, str]]] = {}
    for one in seen:
        by_thing.setdefault(one[1], []).append(one)
    for thing, found in by_thing.items():
        yield from ((thing, month) for month in _months_of_both(found))


def _without_training(practice: Practice) -> tuple[str, ...]:
    trained = {one for event in _taking_place(practice.events) if event.direction == JOINT for one in event.equipment}
    shared = (one for one in practice.equipment if one.operators_eu and fielded_by_ukraine(one))
    return tuple(one.id for one in sorted(shared, key=lambda one: one.id) if one.id not in trained)


def _without_industry(practice: Practice) -> tuple[str, ...]:
    """Types of joint training, as modules, that concern no category in which both sides make something together."""
    products = {one.equipment_id for one in practice.joint_projects if one.equipment_id}
    made_together = {one.category for one in practice.equipment if one.id in products or _both_make(one, practice)}
    joint = (one for one in practice.modules if one.direction == JOINT and one.categories)
    return tuple(one.id for one in sorted(joint, key=lambda one: one.id) if made_together.isdisjoint(one.categories))


def _both_make(one: EquipmentFacts, practice: Practice) -> bool:
    return {"EU", UKRAINE} <= {practice.side_of(firm) for firm in one.makers}


def _overlap(name: str, one: Collection[str], other: Collection[str]) -> Overlap:
    return Overlap(name, len(set(one)), len(set(other)), tuple(sorted({*one} & {*other})))


def _makers(equipment: Iterable[EquipmentFacts], ids: Collection[str]) -> set[str]:
    """By name as published, whether the register knows the firm or not."""
    return {name for one in equipment if one.id in ids for name in one.maker_names}


def _skills(modules: Iterable[ModuleFacts], direction: str) -> set[str]:
    return {skill for one in modules if one.direction == direction for skill in one.skills}


def _held(events: Iterable[TrainingEventFacts], direction: str) -> set[str]:
    """Types of training that took place in a direction; joint training counts for both."""
    return {one.module_id for one in _taking_place(events) if one.direction in (direction, JOINT) and one.module_id}


def _taking_place(events: Iterable[TrainingEventFacts]) -> list[TrainingEventFacts]:
    return [one for one in events if one.state in TAKES_PLACE]


def _observed(observations: Iterable[ObservationFacts], side: str) -> set[str]:
    return {one.equipment_id for one in _screened(observations) if one.side == side and one.equipment_id}


def _screened(observations: Iterable[ObservationFacts]) -> list[ObservationFacts]:
    return [one for one in observations if one.state == "analysed"]


def people_by_side(observations: Iterable[ObservationFacts]) -> Mapping[str, int]:
    """How many people of each side reported; "" where the side is not stated."""
    counted = Counter[str]()
    for one in _screened(observations):
        counted[one.side] += one.count
    return dict(sorted(counted.items()))
