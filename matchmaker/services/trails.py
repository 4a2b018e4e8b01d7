"""The trail of a thing as far as a reader may see it, and what an author's own observation has become part of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from matchmaker.domain.facts import CatalogueFacts, GapFacts, ObservationFacts
from matchmaker.domain.feedback.trail import Chain, Node, Trail, kind_of
from matchmaker.domain.findings import Bilingual
from matchmaker.domain.graph.schema import NodeKind
from matchmaker.domain.snapshot import KINDS, Snapshot
from matchmaker.services.errors import NotFound
from matchmaker.services.observations import READERS
from matchmaker.services.occasion import Actor

_CHAINS: WeakKeyDictionary[Snapshot, Chain] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Share:
    """A gap that an observation is behind; `people` reported all that is behind it, in `observations`."""

    gap: GapFacts
    people: int
    observations: int


@dataclass(frozen=True, slots=True)
class OpenTrail:
    """A trail with the names of all its stops; `shares` are the gaps that an observation at its start is behind."""

    trail: Trail
    names: dict[Node, Bilingual]
    fictional: frozenset[Node]
    shares: tuple[Share, ...]


def show_trail(snapshot: Snapshot, kind: str, fact_id: str, actor: Actor) -> OpenTrail:
    """Walk both ways from a thing; raises NotFound for one that is on no trail or that the reader may not know of."""
    start, chain, is_open = f"{kind}:{fact_id}", _chain(snapshot), open_on_trails(snapshot, actor)
    if start not in chain or not is_open(start):
        raise NotFound(start)
    trail = chain.trail(start, is_open)
    stops = (start, *(stop.node for stop in (*trail.before, *trail.after)))
    shares = _shares(snapshot, fact_id) if kind == NodeKind.OBSERVATION and actor.role in READERS else ()
    invented = frozenset(node for node in stops if _is_fictional(snapshot, node))
    return OpenTrail(trail, {node: _name(snapshot, node) for node in stops}, invented, shares)


def open_on_trails(snapshot: Snapshot, actor: Actor) -> Callable[[Node], bool]:
    """Whether a reader may know of a node: those who work with observations of all.

    Others see firms and types, screened observations on what they make, and joint projects that they are members of.
    """

    def is_open(node: Node) -> bool:
        kind, fact_id = kind_of(node), node.partition(":")[2]
        if actor.role in READERS or kind in (NodeKind.FIRM, NodeKind.EQUIPMENT):
            return True
        if kind is NodeKind.OBSERVATION:
            return _is_for_its_maker(snapshot, snapshot.observations[fact_id], actor)
        return kind is NodeKind.JOINT_PROJECT and any(map(actor.acts_for, snapshot.joint_projects[fact_id].firms))

    return is_open


def _is_for_its_maker(snapshot: Snapshot, one: ObservationFacts, actor: Actor) -> bool:
    equipment = snapshot.equipment.get(one.equipment_id)
    return one.state == "analysed" and equipment is not None and any(map(actor.acts_for, equipment.makers))


def _chain(snapshot: Snapshot) -> Chain:
    """Made once for a snapshot; two requests at once make it twice, which harms nobody."""
    chain = _CHAINS.get(snapshot)
    if chain is None:
        chain = Chain(CatalogueFacts(**{kind: tuple(getattr(snapshot, kind).values()) for kind in KINDS}))
        _CHAINS[snapshot] = chain
    return chain


def _shares(snapshot: Snapshot, observation_id: str) -> tuple[Share, ...]:
    found = (gap for gap in snapshot.gaps.values() if observation_id in gap.observations)
    return tuple(_share(snapshot, gap) for gap in found)


def _share(snapshot: Snapshot, gap: GapFacts) -> Share:
    behind = [snapshot.observations[one] for one in gap.observations if one in snapshot.observations]
    return Share(gap, sum(one.count for one in behind), len(behind))


def _is_fictional(snapshot: Snapshot, node: Node) -> bool:
    """Types of equipment are real or made by invented firms, which say so themselves."""
    kind, fact_id = kind_of(node), node.partition(":")[2]
    marked = {
        NodeKind.OBSERVATION: snapshot.observations,
        NodeKind.GAP: snapshot.gaps,
        NodeKind.FIRM: snapshot.firms,
        NodeKind.JOINT_PROJECT: snapshot.joint_projects,
        NodeKind.EVENT: snapshot.events,
    }
    return kind in marked and bool(getattr(marked[kind][fact_id], "fictional", False))


def _name(snapshot: Snapshot, node: Node) -> Bilingual:
    kind, fact_id = kind_of(node), node.partition(":")[2]
    if kind is NodeKind.OBSERVATION:
        one = snapshot.observations[fact_id]
        return Bilingual("", one.title) if one.language == "uk" else Bilingual(one.title, "")
    if kind in (NodeKind.FIRM, NodeKind.EQUIPMENT):
        named = snapshot.firms[fact_id] if kind is NodeKind.FIRM else snapshot.equipment[fact_id]
        return Bilingual(named.name, named.name_uk)
    if kind is NodeKind.GAP:
        return Bilingual(snapshot.gaps[fact_id].title_en, snapshot.gaps[fact_id].title_uk)
    joint = snapshot.joint_projects[fact_id] if kind is NodeKind.JOINT_PROJECT else snapshot.events[fact_id]
    return Bilingual(joint.title_en, joint.title_uk)
