"""Who has worked with whom on record: funded projects and published partnerships between candidates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from matchmaker.domain.facts import PartnershipFacts
from matchmaker.domain.matching.pool import JOINT_PROJECT, SIDE_UKRAINE, SIDE_UNION, Link, SealedInputs, Tie
from matchmaker.domain.snapshot import Snapshot

BOTH_SIDES = (SIDE_UKRAINE, SIDE_UNION)
# Control is no partnership, and what somebody calls unverified is not known to be one.
CONTROL = ("acquisition", "stake")


@dataclass(frozen=True, slots=True)
class Neighbours:
    """By firm: its partners across the border between Ukraine and the Union (Ukrainian firms only), and all others."""

    bridges: Mapping[str, frozenset[str]]
    friends: Mapping[str, frozenset[str]]


def neighbours_of(sealed: SealedInputs) -> Neighbours:
    """Who is tied to whom among the sealed candidates."""
    bridges = _sets((link.ukrainian, link.partner) for link in sealed.links)
    both = (pair for tie in sealed.ties for pair in ((tie.one, tie.other), (tie.other, tie.one)))
    return Neighbours(bridges, _sets(both))


def neighbours_in(snapshot: Snapshot, sides: Mapping[str, str]) -> Neighbours:
    """The same among all firms whose side is given, without the words that tell it."""
    bridges: list[tuple[str, str]] = []
    friends: list[tuple[str, str]] = []
    for one, other, _, _ in _records(snapshot, sides):
        if (sides[one], sides[other]) == BOTH_SIDES:
            bridges.append((one, other))
        elif (sides[other], sides[one]) != BOTH_SIDES:
            friends += [(one, other), (other, one)]
        else:
            bridges.append((other, one))
    return Neighbours(_sets(bridges), _sets(friends))


def links_between(snapshot: Snapshot, sides: Mapping[str, str]) -> tuple[tuple[Link, ...], tuple[Tie, ...]]:
    """What is on record between firms whose side is given: bridges first, then ties; one record for each pair."""
    links: dict[tuple[str, str], Link] = {}
    ties: dict[tuple[str, str], Tie] = {}
    for one, other, subject, kind in _records(snapshot, sides):
        pair = (one, other) if sides[one] == SIDE_UKRAINE else (other, one)
        if tuple(sides[firm] for firm in pair) == BOTH_SIDES:
            links[pair] = Link(*pair, subject, kind)
        else:
            first, second = sorted((one, other))
            ties[first, second] = Tie(first, second, subject, kind)
    return tuple(links[pair] for pair in sorted(links)), tuple(ties[pair] for pair in sorted(ties))


def _records(snapshot: Snapshot, firms: Collection[str]) -> Iterator[tuple[str, str, str, str]]:
    """One firm, another, subject and kind; partnerships come last, for they are told rather than a project."""
    for project in snapshot.projects.values():
        present = sorted({firm for firm, _ in project.participants if firm in firms})
        subject = project.acronym or project.title
        yield from ((one, other, subject, JOINT_PROJECT) for one, other in combinations(present, 2))
    for partnership in filter(stands_on_record, snapshot.partnerships.values()):
        one, other = partnership.firm_a, partnership.firm_b
        if one in firms and other in firms and one != other:
            assert one is not None and other is not None
            yield one, other, partnership.subject or partnership.kind, partnership.kind


def stands_on_record(partnership: PartnershipFacts) -> bool:
    """Whether a published partnership counts: neither control of one by the other nor a doubtful source."""
    source = partnership.provenance
    doubtful = source.confidence == "low" or "unverified" in source.source
    return not doubtful and not partnership.kind.startswith(CONTROL)


def _sets(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        found[one].add(other)
    return {one: frozenset(others) for one, others in found.items()}
