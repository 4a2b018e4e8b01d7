"""The chain from an observation to the training that followed and to what was observed then, walked either way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from matchmaker.domain.facts import CatalogueFacts
from matchmaker.domain.graph.schema import NodeKind, node_id

Node = str
IsOpen = Callable[[Node], bool]

OBSERVATION, EQUIPMENT, GAP = NodeKind.OBSERVATION, NodeKind.EQUIPMENT, NodeKind.GAP
FIRM, JOINT, EVENT = NodeKind.FIRM, NodeKind.JOINT_PROJECT, NodeKind.EVENT
# A walk that begins here keeps to the time of its start; a gap or a type is there before and after.
DATED = (OBSERVATION, JOINT, EVENT)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing leads to another in a month (YYYY-MM or empty where it has none).

    `how` is an edge kind of the graph's schema; `reverse` says that the graph's edge leads from effect to cause.
    """

    cause: Node
    effect: Node
    how: str
    reverse: bool
    month: str


@dataclass(frozen=True, slots=True)
class Stop:
    """A thing on the trail: how many steps from the start, its month (YYYY-MM or empty), and by which steps."""

    node: Node
    kind: NodeKind
    distance: int
    month: str
    by: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Trail:
    """What led to the start and what followed from it, nearest first.

    `held_back` says that there is more which is not for this reader.
    """

    start: Node
    month: str
    before: tuple[Stop, ...]
    after: tuple[Stop, ...]
    held_back: bool


class Chain:
    """All steps of a register, with the month of each thing; make it once for a snapshot."""

    def __init__(self, facts: CatalogueFacts) -> None:
        self.months = _months(facts)
        self._after: Mapping[Node, list[Step]] = defaultdict(list)
        self._before: Mapping[Node, list[Step]] = defaultdict(list)
        for step in sorted(set(_steps(facts)), key=lambda one: (one.cause, one.effect, one.how)):
            if step.cause in self.months and step.effect in self.months:
                self._after[step.cause].append(step)
                self._before[step.effect].append(step)

    def __contains__(self, node: Node) -> bool:
        return node in self.months

    def trail(self, start: Node, is_open: IsOpen) -> Trail:
        """Walk both ways over what `is_open`. Raises KeyError for what is not in the register."""
        month = self.months[start]
        before, hidden_before = self._walk(start, self._before, forward=False, is_open=is_open)
        after, hidden_after = self._walk(start, self._after, forward=True, is_open=is_open)
        return Trail(start, month, before, after, hidden_before or hidden_after)

    def _walk(
        self, start: Node, steps: Mapping[Node, list[Step]], *, forward: bool, is_open: IsOpen
    ) -> tuple[tuple[Stop, ...], bool]:
        """Breadth first and in the order of time: nothing leads to what was there before it."""
        own = self.months[start] if kind_of(start) in DATED else ""
        found, ring, hidden, distance = dict[Node, Stop](), {start: own}, False, 0
        while ring:
            distance += 1
            reached: dict[Node, list[tuple[Step, str]]] = defaultdict(list)
            for node, limit in ring.items():
                for step, further in _in_time(steps.get(node, ()), limit, forward=forward):
                    reached[step.effect if forward else step.cause].append((step, further))
            new = [node for node in sorted(reached) if node not in found and node != start]
            hidden = hidden or not all(map(is_open, new))
            ring = {node: _loosest((limit for _, limit in reached[node]), forward) for node in new if is_open(node)}
            found |= {node: self._stop(node, distance, [step for step, _ in reached[node]]) for node in ring}
        return tuple(sorted(found.values(), key=_order)), hidden

    def _stop(self, node: Node, distance: int, by: Iterable[Step]) -> Stop:
        return Stop(node, kind_of(node), distance, self.months[node], tuple(by))


def _in_time(steps: Iterable[Step], limit: str, *, forward: bool) -> Iterator[tuple[Step, str]]:
    """Steps that are not on the wrong side of the limit, each with the limit from there on."""
    for step in steps:
        if not step.month or not limit:
            yield step, limit or step.month
        elif (step.month >= limit) if forward else (step.month <= limit):
            yield step, step.month


def _loosest(limits: Iterable[str], forward: bool) -> str:
    known = list(limits)
    return "" if "" in known else (min if forward else max)(known)


def kind_of(node: Node) -> NodeKind:
    """The kind in a node's name.

    >>> kind_of("gap:7")
    <NodeKind.GAP: 'gap'>
    """
    return NodeKind(node.partition(":")[0])


def _order(stop: Stop) -> tuple[int, str, str]:
    return stop.distance, stop.month, stop.node


def _steps(facts: CatalogueFacts) -> Iterator[Step]:
    yield from _to_observations(facts)
    yield from _to_gaps(facts)
    yield from _of_projects(facts)
    for event in facts.events:
        project = node_id(JOINT, event.joint_project_id)
        yield Step(project, node_id(EVENT, event.id), "follows_from", True, event.month)


def _to_observations(facts: CatalogueFacts) -> Iterator[Step]:
    """Equipment in use, and training, lead to what is seen there."""
    for one in facts.observations:
        here = node_id(OBSERVATION, one.id)
        yield Step(node_id(EQUIPMENT, one.equipment_id), here, "speaks_of", True, one.month)
        yield Step(node_id(EVENT, one.event_id), here, "seen_at", True, one.month)


def _to_gaps(facts: CatalogueFacts) -> Iterator[Step]:
    months = {one.id: one.month for one in facts.observations}
    for gap in facts.gaps:
        for one in gap.observations:
            yield Step(node_id(OBSERVATION, one), node_id(GAP, gap.id), "shows", False, months.get(one, ""))


def _of_projects(facts: CatalogueFacts) -> Iterator[Step]:
    for one in facts.joint_projects:
        here = node_id(JOINT, one.id)
        yield Step(node_id(GAP, one.gap_id), here, "answers", True, one.since)
        yield from (Step(node_id(FIRM, firm), here, "joined", False, one.since) for firm in one.firms)
        yield Step(here, node_id(EQUIPMENT, one.equipment_id), "brought", False, one.fielded_month)


def _months(facts: CatalogueFacts) -> dict[Node, str]:
    """Everything that may be on a trail; a firm has no month, a type that of its fielding by a joint project."""
    fielded = {one.equipment_id: one.fielded_month for one in facts.joint_projects if one.equipment_id}
    return {
        **{node_id(OBSERVATION, one.id): one.month for one in facts.observations},
        **{node_id(EQUIPMENT, one.id): fielded.get(one.id, "") for one in facts.equipment},
        **{node_id(GAP, one.id): one.month for one in facts.gaps},
        **{node_id(FIRM, one.id): "" for one in facts.firms},
        **{node_id(JOINT, one.id): one.since for one in facts.joint_projects},
        **{node_id(EVENT, one.id): one.month for one in facts.events},
    }
