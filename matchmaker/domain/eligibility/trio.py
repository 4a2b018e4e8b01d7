"""The search for independent entities: a property of a set, so whole sets are tried, never pairs alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from matchmaker.domain.eligibility.case import Entity
from matchmaker.domain.eligibility.control import Independence, Ownership


@dataclass(frozen=True, slots=True)
class Trio:
    """A set of candidates with the doubts that remain about it."""

    members: tuple[Entity, ...]
    unclear_pairs: tuple[tuple[str, str], ...]
    spread_is_certain: bool
    roles_are_certain: bool

    @property
    def doubts(self) -> int:
        """How many things would have to be learnt before the set is certain."""
        return len(self.unclear_pairs) + (not self.spread_is_certain) + (not self.roles_are_certain)


def best_trio(
    candidates: Sequence[Entity],
    ownership: Ownership,
    size: int,
    spread: Callable[[Sequence[Entity]], bool | None],
) -> Trio | None:
    """Return the set with the fewest doubts, or None where no set can be independent and spread wide enough.

    `spread` says whether a set's countries suffice, None where that is not known yet.
    """
    best: Trio | None = None
    for trio in _trios(sorted(candidates, key=lambda entity: entity.id), ownership, size, spread):
        if best is None or trio.doubts < best.doubts:
            best = trio
        if best.doubts == 0:
            return best
    return best


def _trios(
    candidates: Sequence[Entity],
    ownership: Ownership,
    size: int,
    spread: Callable[[Sequence[Entity]], bool | None],
) -> Iterator[Trio]:
    independence = {
        (one.id, other.id): ownership.independence(one.id, other.id) for one, other in combinations(candidates, 2)
    }
    for members in combinations(candidates, size):
        wide_enough = spread(members)
        pairs = [(one.id, other.id) for one, other in combinations(members, 2)]
        if wide_enough is False or any(independence[pair] is Independence.DEPENDENT for pair in pairs):
            continue
        yield Trio(
            members,
            tuple(pair for pair in pairs if independence[pair] is Independence.UNKNOWN),
            wide_enough is True,
            all(member.role == "recipient" for member in members),
        )
