"""The ways on which control passes down from a holder to an entity, link by link."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

from matchmaker.domain.eligibility.control.holders import Holder
from matchmaker.domain.eligibility.control.interests import NOTHING, WHOLE, Interest, Layer
from matchmaker.domain.eligibility.control.links import CLIMBED, Links, climb

# How many paths are listed between one holder and one entity, and how many steps the search for them may take.
PATHS_SHOWN = 20
STEPS = 20_000


class Extent(StrEnum):
    """In how many completions of what is not recorded something holds."""

    EVERY = "every"
    SOME = "some"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Link:
    """One step of a path. `share` to `rights` are as recorded; `through` are the holders whose parts are added up.

    `decides` is the dotted path of the fact that would settle an open link, None where everything is recorded.
    """

    holder: str
    held: str
    extent: Extent
    share: Decimal | None = None
    share_min: Decimal | None = None
    share_max: Decimal | None = None
    votes: Decimal | None = None
    majority: bool = False
    rights: tuple[str, ...] = ()
    through: tuple[str, ...] = ()
    decides: str | None = None


Path = tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a holder's control of an entity is known, and every path, the shortest first.

    `cut` says that there are more paths than are listed. `decides` names the facts that would settle it.
    """

    holder: Holder
    extent: Extent
    paths: tuple[Path, ...]
    cut: bool
    decides: tuple[str, ...]


@dataclass(frozen=True)
class Ways:
    """Finds and words paths in the links of one case."""

    layers: Mapping[str, Layer]
    certain: Links
    possible: Links

    def shortest(self, below: Mapping[str, str], holder: str, entity: str) -> Path:
        """The path from the holder down to the entity; `below` is what `climb` gave for the entity."""
        stops = [holder]
        while not (stops[-1] == entity and len(stops) > 1):
            stops.append(below[stops[-1]])
        return tuple(self.link(*step) for step in pairwise(stops))

    def every(self, holder: str, entity: str) -> tuple[tuple[Path, ...], bool]:
        """All paths that visit nobody twice, the shortest first, and whether some were left out."""
        found, cut = _simple_paths(self._recorded, holder, entity)
        return tuple(tuple(self.link(*step) for step in pairwise(stops)) for stops in found), cut

    @cached_property
    def _recorded(self) -> Links:
        return {held: self.possible[held] | frozenset(layer.interests) for held, layer in self.layers.items()}

    def link(self, holder: str, held: str) -> Link:
        """The link between two, with what is recorded about it."""
        layer = self.layers[held]
        interest = layer.interests.get(holder)
        if interest is None or not self._alone(layer, interest):
            return self._joint(holder, held)
        return Link(
            holder,
            held,
            self.extent(holder, held),
            interest.share if interest.owner else None,
            interest.share_min,
            interest.share_max,
            interest.votes,
            interest.majority,
            tuple(sorted(interest.rights)),
            decides=self._decides(layer, interest),
        )

    def _alone(self, layer: Layer, interest: Interest) -> bool:
        """Whether the holder's own interest gives the link its extent, without the parts of others."""
        match self.extent(interest.holder, layer.held):
            case Extent.EVERY:
                return interest.is_control(layer.thresholds)
            case Extent.SOME:
                return layer.may_be_control(interest)
            case Extent.NONE:
                return True

    def extent(self, holder: str, held: str) -> Extent:
        """How far the one link is known to be control."""
        if holder in self.certain[held]:
            return Extent.EVERY
        return Extent.SOME if holder in self.possible[held] else Extent.NONE

    def _joint(self, holder: str, held: str) -> Link:
        extent, layer = self.extent(holder, held), self.layers[held]
        links = self.certain if extent is Extent.EVERY else self.possible
        through = [part for part in layer.interests if part == holder or holder in climb(links, part, CLIMBED)]
        shares = sum((layer.least(layer.interests[part]) for part in through), NOTHING)
        votes = sum((layer.interests[part].votes or NOTHING for part in through), NOTHING)
        open_parts = [layer.interests[part] for part in through]
        decides = next((fact for part in open_parts if (fact := self._decides(layer, part))), None)
        return Link(
            holder,
            held,
            extent,
            share=shares or None,
            votes=votes or None,
            through=tuple(through),
            decides=decides,
        )

    def _decides(self, layer: Layer, interest: Interest) -> str | None:
        if self.extent(interest.holder, layer.held) is Extent.EVERY:
            return None
        fact = f"{interest.recorded_by}.owners.{interest.holder}"
        if interest.owner and interest.share is None and layer.most(interest) > layer.thresholds.small:
            return f"{fact}.share"
        if layer.rights_open or layer.rights_unrecorded:
            return f"{layer.member}.decisive_rights" if layer.member else f"{interest.recorded_by}.ownership_complete"
        if interest.votes is None and interest.owner and WHOLE - layer.votes_taken > layer.thresholds.majority:
            return f"{fact}.votes"
        return None


def _simple_paths(links: Links, holder: str, entity: str) -> tuple[list[tuple[str, ...]], bool]:
    """Depth first from the entity upwards, inside what lies below the holder; without recursion."""
    inside = _between(links, holder, entity)
    found: list[tuple[str, ...]] = []
    trail, visited, steps = [entity], {entity}, 0
    waiting = [iter(sorted(links[entity] & inside))]
    while waiting and len(found) <= PATHS_SHOWN and steps < STEPS:
        steps += 1
        following = next(waiting[-1], None)
        if following is None:
            waiting.pop()
            visited.discard(trail.pop())
        elif following == holder:
            found.append((holder, *reversed(trail)))
        elif following not in visited:
            trail.append(following)
            visited.add(following)
            waiting.append(iter(sorted(links[following] & inside)))
    cut = bool(waiting)
    return sorted(found[:PATHS_SHOWN], key=lambda stops: (len(stops), stops)), cut


def _between(links: Links, holder: str, entity: str) -> frozenset[str]:
    """Those above the entity and below the holder, both included."""
    above = {entity, *climb(links, entity)}
    downwards: dict[str, set[str]] = {}
    for held in above:
        for owner in links[held] & above:
            downwards.setdefault(owner, set()).add(held)
    below = climb({name: frozenset(held) for name, held in downwards.items()}, holder)
    return frozenset({holder, *below}) & above
