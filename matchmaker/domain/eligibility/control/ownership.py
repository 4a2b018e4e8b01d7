"""Who controls whom: holdings, decisive rights and group links over all entities of a case.

Control passes along controlling links at any depth; percentages are never multiplied. Parts that one controller
commands through several holders are added up. Controllers nobody named are taken as different for each firm.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from matchmaker.domain.eligibility.case import Entity
from matchmaker.domain.eligibility.control.holders import Holder, all_holders
from matchmaker.domain.eligibility.control.interests import Layer, Thresholds, layers
from matchmaker.domain.eligibility.control.links import Links, certain_links, climb, possible_links
from matchmaker.domain.eligibility.control.paths import Extent, Path, Reach, Ways


class Independence(StrEnum):
    """How two entities stand to each other."""

    INDEPENDENT = "independent"
    DEPENDENT = "dependent"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Ownership:
    """Certain and possible control over all holders of a case; `hidden` may have a controller nobody named.

    `certain` and `possible` hold, by held entity, who controls it in one step: in every completion of what is not
    recorded, and in some. What is worked out once is kept, so ask one `Ownership` as often as needed.
    """

    holders: Mapping[str, Holder]
    layers: Mapping[str, Layer]
    certain: Links
    possible: Links
    hidden: frozenset[str]
    groups: Links
    _decided: dict[str, dict[str, str | None]] = field(default_factory=dict, compare=False, repr=False)
    _climbed: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict, compare=False, repr=False)

    def controllers(self, entity: str) -> frozenset[str]:
        """Ids of all who certainly control the entity, directly or through others, without itself."""
        return frozenset(self._above("certain", entity)) - {entity}

    def possible_controllers(self, entity: str) -> frozenset[str]:
        """Ids of all who control the entity or cannot be ruled out, without itself."""
        return frozenset(self._above("possible", entity)) - {entity}

    def may_have_unnamed_controller(self, entity: str) -> bool:
        """True where the recorded ownership leaves room for a controller that nobody named."""
        return entity in self.hidden or not self.hidden.isdisjoint(self._above("possible", entity))

    def unclear_layers(self, entity: str) -> frozenset[str]:
        """Ids in the entity's chain, itself included, whose ownership leaves room for somebody unnamed."""
        return self.hidden & {entity, *self._above("possible", entity)}

    def standings(self, entity: str) -> dict[str, Extent]:
        """Of everybody recorded above the entity, nearest first: in which completions it controls the entity."""
        certain, possible = self._above("certain", entity), self._above("possible", entity)
        named = self._above("recorded", entity)
        return {
            holder: Extent.EVERY if holder in certain else Extent.SOME if holder in possible else Extent.NONE
            for holder in (*possible, *(one for one in named if one not in possible))
            if holder != entity
        }

    def witness(self, holder: str, entity: str) -> Path:
        """One shortest path on which the holder controls the entity, a certain one where there is one."""
        kind = "certain" if holder in self._above("certain", entity) else "possible"
        return self._ways.shortest(self._above(kind, entity), holder, entity)

    def deciding(self, entity: str) -> dict[str, str | None]:
        """Of everybody who may control the entity: the dotted path of the fact nearest to the entity that would settle
        it on the shortest way; None where all facts are recorded.
        """
        if entity in self._decided:
            return self._decided[entity]
        found = self._decided[entity] = dict[str, str | None]()
        for holder, held in self._above("possible", entity).items():
            found[holder] = found.get(held) or self._ways.link(holder, held).decides
        return found

    def reach(self, entity: str, holder: str) -> Reach:
        """How the holder stands above the entity, with its paths and with the facts that would settle it."""
        extent = self.standings(entity).get(holder, Extent.NONE)
        paths, cut = self._ways.every(holder, entity)
        open_links = (link for path in paths for link in path if link.extent is Extent.SOME)
        decides = dict.fromkeys(link.decides for link in open_links if link.decides)
        return Reach(self.holders[holder], extent, paths, cut, tuple(decides) if extent is Extent.SOME else ())

    def reaches(self, entity: str) -> Iterator[Reach]:
        """`reach` for everybody recorded above the entity, nearest first, each worked out when it is asked for."""
        return (self.reach(entity, holder) for holder in self.standings(entity))

    def independence(self, one: str, other: str) -> Independence:
        """Whether two entities share no controller, neither controls the other, and no declared group joins them."""
        if not self._circle("certain", one).isdisjoint(self._circle("certain", other)):
            return Independence.DEPENDENT
        if self.may_have_unnamed_controller(one) or self.may_have_unnamed_controller(other):
            return Independence.UNKNOWN
        if not self._circle("possible", one).isdisjoint(self._circle("possible", other)):
            return Independence.UNKNOWN
        return Independence.INDEPENDENT

    def _circle(self, kind: str, entity: str) -> frozenset[str]:
        """The entity, its controllers, the declared groups of each of these, and whoever controls those in turn."""
        return frozenset({entity, *self._above(f"{kind} or group", entity)})

    def _above(self, kind: str, entity: str) -> dict[str, str]:
        found = self._climbed.get((kind, entity))
        if found is None:
            found = self._climbed[kind, entity] = climb(self._ties[kind], entity)
        return found

    @cached_property
    def _ties(self) -> dict[str, Links]:
        grouped = {f"{kind} or group": _joined(links, self.groups) for kind, links in self._links.items()}
        return {**self._links, **grouped, "recorded": self._recorded}

    @property
    def _links(self) -> dict[str, Links]:
        return {"certain": self.certain, "possible": self.possible}

    @cached_property
    def _recorded(self) -> Links:
        return {held: frozenset(layer.interests) for held, layer in self.layers.items()}

    @cached_property
    def _ways(self) -> Ways:
        return Ways(self.layers, self.certain, self.possible)


def ownership(entities: Iterable[Entity], thresholds: Thresholds) -> Ownership:
    """Join the ownership of all entities: the same owner id is the same owner everywhere."""
    members = {entity.id: entity for entity in sorted(entities, key=lambda entity: entity.id)}
    found = layers(members, thresholds)
    holders = all_holders(members, found)
    certain = certain_links(found)
    return Ownership(
        holders=holders,
        layers=found,
        certain=certain,
        possible=possible_links(found, certain),
        hidden=frozenset(
            name for name, layer in found.items() if not holders[name].is_ultimate and layer.leaves_room()
        ),
        groups=_groups(members.values()),
    )


def _joined(links: Links, groups: Links) -> Links:
    nobody = frozenset[str]()
    return {name: links.get(name, nobody) | groups.get(name, nobody) for name in (*links, *groups)}


def _groups(entities: Iterable[Entity]) -> dict[str, frozenset[str]]:
    """Entity id -> ids declared to be of the same group."""
    neighbours: dict[str, set[str]] = defaultdict(set)
    for entity in entities:
        for other in entity.same_group_as:
            neighbours[entity.id].add(other)
            neighbours[other].add(entity.id)
    return {name: frozenset(others) for name, others in neighbours.items()}
