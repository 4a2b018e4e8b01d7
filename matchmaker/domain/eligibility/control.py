"""Who controls whom: holdings, decisive rights and group links over all entities of a case.

Control passes along controlling links at any depth; percentages are never multiplied.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import chain

from matchmaker.domain.eligibility.case import CONTROLLING_RIGHTS, Entity, Owner

ULTIMATE_KINDS = frozenset({"person", "state", "authority", "international_organisation"})
WHOLE = Decimal(1)


class Independence(StrEnum):
    """How two entities stand to each other."""

    INDEPENDENT = "independent"
    DEPENDENT = "dependent"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Shares in 0..1: above `majority` is control; up to `small` with nothing else is not."""

    majority: Decimal
    small: Decimal


@dataclass(frozen=True, slots=True)
class Holder:
    """An entity or an owner as the seat of control; `places` are its countries, None where one is not recorded."""

    id: str
    name: str
    kind: str | None
    places: tuple[str | None, ...]

    @property
    def is_ultimate(self) -> bool:
        """Persons, states and their authorities are controlled by nobody."""
        return self.kind in ULTIMATE_KINDS


@dataclass(frozen=True, slots=True)
class Ownership:
    """Certain and possible control over all holders of a case; `hidden` may have a controller nobody named."""

    holders: Mapping[str, Holder]
    certain: Mapping[str, frozenset[str]]
    possible: Mapping[str, frozenset[str]]
    hidden: frozenset[str]
    groups: Mapping[str, frozenset[str]]

    def controllers(self, entity: str) -> frozenset[str]:
        """Ids of all who certainly control the entity, directly or through others, without itself."""
        return _reach(self.certain, entity) - {entity}

    def possible_controllers(self, entity: str) -> frozenset[str]:
        """Ids of all who control the entity or cannot be ruled out, without itself."""
        return _reach(self.possible, entity) - {entity}

    def may_have_unnamed_controller(self, entity: str) -> bool:
        """True where the recorded ownership leaves room for a controller that nobody named."""
        return not self.hidden.isdisjoint(self.unclear_layers(entity))

    def unclear_layers(self, entity: str) -> frozenset[str]:
        """Ids in the entity's chain, itself included, whose ownership leaves room for somebody unnamed."""
        return (_reach(self.possible, entity) | {entity}) & self.hidden

    def independence(self, one: str, other: str) -> Independence:
        """Whether two entities share no controller, neither controls the other, and no declared group joins them."""
        if self._circle(self.certain, one) & self._circle(self.certain, other):
            return Independence.DEPENDENT
        if self.may_have_unnamed_controller(one) or self.may_have_unnamed_controller(other):
            return Independence.UNKNOWN
        if self._circle(self.possible, one) & self._circle(self.possible, other):
            return Independence.UNKNOWN
        return Independence.INDEPENDENT

    def _circle(self, links: Mapping[str, frozenset[str]], entity: str) -> frozenset[str]:
        """The entity, its controllers, the declared groups of each of these, and whoever controls those in turn."""
        nobody = frozenset[str]()
        ties = (
            {name: links.get(name, nobody) | self.groups.get(name, nobody) for name in (*links, *self.groups)}
            if self.groups
            else links
        )
        return _reach(ties, entity) | {entity}


@dataclass(frozen=True, slots=True)
class _Holding:
    """Everything recorded about one holder's interest in one held entity."""

    share: Decimal | None
    votes: Decimal | None
    majority: bool
    rights: frozenset[str]

    def is_control(self, thresholds: Thresholds) -> bool:
        recorded = [part for part in (self.share, self.votes) if part is not None]
        return (
            self.majority
            or any(part > thresholds.majority for part in recorded)
            or not self.rights.isdisjoint(CONTROLLING_RIGHTS)
        )

    def may_be_control(self, thresholds: Thresholds, room: Decimal) -> bool:
        """`room` is the part of the shares that no holder is known to have."""
        share = room if self.share is None else self.share
        return (
            self.is_control(thresholds)
            or bool(self.rights)
            or share > thresholds.small
            or (self.votes is not None and self.votes > thresholds.small)
        )


def ownership(entities: Iterable[Entity], thresholds: Thresholds) -> Ownership:
    """Join the ownership of all entities: the same owner id is the same owner everywhere."""
    members = {entity.id: entity for entity in sorted(entities, key=lambda entity: entity.id)}
    holdings = _holdings(members.values())
    holders = _holders(members, holdings)
    return Ownership(
        holders=holders,
        certain=_links(holdings, thresholds, certain=True),
        possible=_links(holdings, thresholds, certain=False),
        hidden=frozenset(
            holder.id
            for holder in holders.values()
            if not holder.is_ultimate and _leaves_room(holder.id, members, holdings, thresholds)
        ),
        groups=_groups(members.values()),
    )


def _holdings(entities: Iterable[Entity]) -> dict[str, dict[str, _Holding]]:
    """Held id -> holder id -> holding; a repeated record of one interest is merged, the larger figure kept."""
    found: dict[str, dict[str, _Holding]] = defaultdict(dict)
    for entity in entities:
        for owner in entity.owners or ():
            held = found[owner.via or entity.id]
            held[owner.id] = _merged(held.get(owner.id), owner)
        for right in entity.decisive_rights or ():
            held = found[entity.id]
            before = held.get(right.holder, _Holding(Decimal(0), None, False, frozenset()))
            held[right.holder] = _Holding(before.share, before.votes, before.majority, before.rights | {right.right})
    return dict(found)


def _merged(before: _Holding | None, owner: Owner) -> _Holding:
    if before is None:
        return _Holding(owner.share, owner.votes, owner.majority, frozenset())
    return _Holding(
        _larger(before.share, owner.share),
        _larger(before.votes, owner.votes),
        before.majority or owner.majority,
        before.rights,
    )


def _larger(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    recorded = [part for part in (one, other) if part is not None]
    return max(recorded, default=None)


def _holders(members: Mapping[str, Entity], holdings: Mapping[str, Mapping[str, _Holding]]) -> dict[str, Holder]:
    holders = {
        right.holder: Holder(right.holder, right.holder, None, (None,))
        for entity in members.values()
        for right in entity.decisive_rights or ()
    }
    holders |= {held: Holder(held, held, None, (None,)) for held in holdings}
    for owner in chain.from_iterable(entity.owners or () for entity in members.values()):
        holders[owner.id] = _better(holders.get(owner.id), _owner_as_holder(owner))
    for entity in members.values():
        holders[entity.id] = _entity_as_holder(entity)
    return holders


def _entity_as_holder(entity: Entity) -> Holder:
    places = (entity.seat,) if entity.kind in ULTIMATE_KINDS else (entity.seat, entity.management)
    return Holder(entity.id, entity.label, entity.kind, places)


def _owner_as_holder(owner: Owner) -> Holder:
    lives = (owner.residence,) if owner.kind == "person" and owner.residence else ()
    return Holder(owner.id, owner.name or owner.id, owner.kind, (owner.country, *lives))


def _better(before: Holder | None, new: Holder) -> Holder:
    """Of two records of one owner keep the one that says more, whatever the order."""
    if before is None:
        return new
    return max(before, new, key=_saying)


def _saying(holder: Holder) -> tuple[int, int, bool, str]:
    places = [place or "" for place in holder.places]
    return sum(map(bool, places)), len(places), holder.kind is not None, f"{holder.name} {places}"


def _links(
    holdings: Mapping[str, Mapping[str, _Holding]], thresholds: Thresholds, *, certain: bool
) -> dict[str, frozenset[str]]:
    return {
        held: frozenset(
            holder
            for holder, holding in interests.items()
            if (holding.is_control(thresholds) if certain else holding.may_be_control(thresholds, _room(interests)))
        )
        for held, interests in holdings.items()
    }


def _room(interests: Mapping[str, _Holding]) -> Decimal:
    """The part of the shares that the recorded figures leave over."""
    return WHOLE - sum((holding.share or Decimal(0) for holding in interests.values()), Decimal(0))


def _leaves_room(
    held: str,
    members: Mapping[str, Entity],
    holdings: Mapping[str, Mapping[str, _Holding]],
    thresholds: Thresholds,
) -> bool:
    """Whether an unnamed controller of `held` cannot be ruled out."""
    entity = members.get(held)
    if entity is None:
        return not any(member.ownership_complete and _names(member, held) for member in members.values())
    if entity.ownership_complete:
        return False
    return entity.decisive_rights is None or _room(holdings.get(held, {})) > thresholds.small


def _names(member: Entity, holder: str) -> bool:
    return any(holder in (owner.id, owner.via) for owner in member.owners or ()) or any(
        right.holder == holder for right in member.decisive_rights or ()
    )


def _groups(entities: Iterable[Entity]) -> dict[str, frozenset[str]]:
    """Entity id -> ids declared to be of the same group, joined through third members."""
    neighbours: dict[str, set[str]] = defaultdict(set)
    for entity in entities:
        for other in entity.same_group_as:
            neighbours[entity.id].add(other)
            neighbours[other].add(entity.id)
    links = {name: frozenset(others) for name, others in neighbours.items()}
    return {name: _reach(links, name) for name in links}


def _reach(links: Mapping[str, frozenset[str]], start: str) -> frozenset[str]:
    """All ids that can be reached from `start`; the start itself only through a cycle."""
    reached: set[str] = set()
    waiting = [start]
    while waiting:
        for following in links.get(waiting.pop(), frozenset()) - reached:
            reached.add(following)
            waiting.append(following)
    return frozenset(reached)
