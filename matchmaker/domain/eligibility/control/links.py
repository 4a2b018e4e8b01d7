"""Which holder controls which held entity: surely, or under some completion of what is not recorded.

What several holders have is added up where one controller stands above them; shares are never multiplied.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal

from matchmaker.domain.eligibility.control.interests import NOTHING, Interest, Layer

Links = Mapping[str, frozenset[str]]
Joined = Callable[[Layer, Links], frozenset[str]]

# How many controllers above each holder are looked at when holdings are added up, the nearest first. Beyond it a sure
# sum is not found and a possible one is taken as given, so that a cut can only leave an answer open.
CLIMBED = 40


def certain_links(layers: Mapping[str, Layer]) -> dict[str, frozenset[str]]:
    """By held entity those who surely control it, alone or together with others whom they surely control."""
    links = {
        layer.held: frozenset(
            interest.holder for interest in layer.interests.values() if interest.is_control(layer.thresholds)
        )
        for layer in layers.values()
    }
    _add_up(layers, links, _surely_joined)
    return links


def possible_links(layers: Mapping[str, Layer], certain: Links) -> dict[str, frozenset[str]]:
    """By held entity those who control it under some completion, everybody in `certain` included."""
    links = {
        layer.held: certain[layer.held]
        | frozenset(interest.holder for interest in layer.interests.values() if layer.may_be_control(interest))
        for layer in layers.values()
    }
    _add_up(layers, links, _possibly_joined)
    return links


def climb(links: Links, start: str, limit: int | None = None) -> dict[str, str]:
    """Everybody above `start`, nearest first, with the one held on the shortest way down; the start itself only
    where it stands in a circle. At most `limit` are returned.
    """
    below: dict[str, str] = {}
    waiting = deque([start])
    while waiting:
        held = waiting.popleft()
        for holder in sorted(links.get(held, frozenset())):
            if holder not in below:
                if limit is not None and len(below) >= limit:
                    return below
                below[holder] = held
                waiting.append(holder)
    return below


def _add_up(layers: Mapping[str, Layer], links: dict[str, frozenset[str]], joined: Joined) -> None:
    """Let `joined` add links until none is new; owners come before what they own, so only circles take more rounds."""
    everything = list(_owners_first(layers))
    order = [layers[held] for held in everything if len(layers[held].interests) > 1]
    again = True
    while again:
        found = [_add(layer, links, joined) for layer in order]
        again = any(found) and _has_circle(layers, everything)


def _add(layer: Layer, links: dict[str, frozenset[str]], joined: Joined) -> bool:
    new = joined(layer, links) - links[layer.held] - {layer.held}
    links[layer.held] |= new
    return bool(new)


def _has_circle(layers: Mapping[str, Layer], order: list[str]) -> bool:
    place = {held: position for position, held in enumerate(order)}
    return any(place[holder] >= place[layer.held] for layer in layers.values() for holder in layer.interests)


def _surely_joined(layer: Layer, links: Links) -> frozenset[str]:
    """Those who command a majority of the shares, or of the votes, through holders of which none has one."""
    others = _unlinked(layer, links)
    shares = {interest.holder: layer.least(interest) for interest in others}
    votes = {interest.holder: interest.votes or NOTHING for interest in others}
    majority = layer.thresholds.majority
    return frozenset(
        chosen
        for weights in (shares, votes)
        if sum(weights.values(), NOTHING) > majority
        for chosen in _Above(links, weights).lowest(weights, majority)
    )


def _possibly_joined(layer: Layer, links: Links) -> frozenset[str]:
    """Those who may command more than a small holding through small holdings."""
    others = _unlinked(layer, links)
    most = {interest.holder: layer.most(interest) for interest in others}
    votes = {interest.holder: interest.votes or NOTHING for interest in others}
    small = layer.thresholds.small
    if max(sum(most.values(), NOTHING), sum(votes.values(), NOTHING)) <= small:
        return frozenset()
    above = _Above(links, most)
    least = above.sums({interest.holder: layer.least(interest) for interest in others})
    shares = {holder: min(total, layer.room + least[holder]) for holder, total in above.sums(most).items()}
    return frozenset(above.over(shares, small) | above.over(above.sums(votes), small) | above.cut)


def _unlinked(layer: Layer, links: Links) -> list[Interest]:
    linked = links[layer.held]
    return [interest for interest in layer.interests.values() if interest.holder not in linked]


class _Above:
    """The controllers above each of some holders, the holder itself first, up to `CLIMBED`."""

    def __init__(self, links: Links, holders: Iterable[str]) -> None:
        self._links = links
        self._above = {holder: dict.fromkeys((holder, *climb(links, holder, CLIMBED))) for holder in holders}

    @property
    def cut(self) -> set[str]:
        """Holders with more controllers above them than were looked at."""
        return {holder for holder, above in self._above.items() if len(above) >= CLIMBED}

    def sums(self, weights: Mapping[str, Decimal]) -> dict[str, Decimal]:
        """What each controller commands: its own weight and that of every holder below it."""
        total: dict[str, Decimal] = {}
        for holder, weight in weights.items():
            for controller in self._above[holder]:
                total[controller] = total.get(controller, NOTHING) + weight
        return total

    def lowest(self, weights: Mapping[str, Decimal], threshold: Decimal) -> set[str]:
        """Who commands more than the threshold, see `over`."""
        return self.over(self.sums(weights), threshold)

    def over(self, sums: Mapping[str, Decimal], threshold: Decimal) -> set[str]:
        """Of those above the threshold as few as are needed to reach all of them by climbing."""
        kept: set[str] = set()
        covered: set[str] = set()
        for holder, total in sums.items():
            if total > threshold and holder not in covered:
                kept.add(holder)
                covered.update(climb(self._links, holder, CLIMBED))
        return kept


def _owners_first(layers: Mapping[str, Layer]) -> Iterator[str]:
    """Every layer after those of its holders; a circle is cut where it is entered. Without recursion."""
    seen: set[str] = set()
    for start in layers:
        waiting = [(start, iter(layers[start].interests))] if start not in seen else []
        seen.add(start)
        while waiting:
            held, rest = waiting[-1]
            following = next((holder for holder in rest if holder not in seen), None)
            if following is None:
                waiting.pop()
                yield held
            else:
                seen.add(following)
                waiting.append((following, iter(layers[following].interests)))
