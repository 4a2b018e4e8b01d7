"""The search for independent entities: a property of a set, so whole sets are tried, never pairs alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from matchmaker.domain.eligibility.case import Entity
from matchmaker.domain.eligibility.control import Independence, Ownership

Pairs = tuple[tuple[str, str], ...]
Spread = Callable[[Sequence[Entity]], bool | None]


@dataclass(frozen=True, slots=True)
class Trio:
    """A set of candidates with the doubts that remain about it."""

    members: tuple[Entity, ...]
    unclear_pairs: Pairs
    spread_is_certain: bool
    roles_are_certain: bool

    @property
    def doubts(self) -> int:
        """How many things would have to be learnt before the set is certain."""
        return len(self.unclear_pairs) + (not self.spread_is_certain) + (not self.roles_are_certain)


@dataclass(frozen=True, slots=True)
class Independences:
    """Whether two entities are independent, each pair worked out once and only when it is asked for."""

    ownership: Ownership
    known: dict[tuple[str, str], Independence] = field(default_factory=dict)

    def of(self, one: str, other: str) -> Independence:
        """The answer for a pair, whichever of the two comes first."""
        pair = (one, other) if one < other else (other, one)
        if pair not in self.known:
            self.known[pair] = self.ownership.independence(*pair)
        return self.known[pair]


def best_trio(candidates: Sequence[Entity], independences: Independences, size: int, spread: Spread) -> Trio | None:
    """Return the set with the fewest doubts, or None where no set can be independent and spread wide enough.

    `spread` says whether a set's countries suffice, None where that is not known yet; more members must never
    spoil it. Branches that cannot beat the best set so far are cut, so the answer is that of trying every set.
    """
    ordered = tuple(sorted(candidates, key=lambda entity: entity.id))
    widest = spread(ordered)
    search = _Search(ordered, independences, size, spread, spread_in_doubt=widest is None)
    if widest is not False:
        search.extend((), (), 0)
    return search.best


@dataclass(slots=True)
class _Search:
    candidates: tuple[Entity, ...]
    independences: Independences
    size: int
    spread: Spread
    spread_in_doubt: bool
    best: Trio | None = None
    _loners: frozenset[str] | None = None

    def extend(self, members: tuple[Entity, ...], unclear: Pairs, start: int) -> None:
        """Try every set that begins with these members and goes on with candidates from `start` on."""
        if len(members) == self.size:
            self._take(members, unclear)
            return
        for position in range(start, len(self.candidates)):
            if self.best is not None and self.best.doubts <= len(unclear):
                return
            candidate = self.candidates[position]
            added = self._unclear_with(candidate, members)
            if added is not None and self._may_win((*members, candidate), len(unclear) + len(added)):
                self.extend((*members, candidate), (*unclear, *added), position + 1)

    def _take(self, members: tuple[Entity, ...], unclear: Pairs) -> None:
        wide_enough = self.spread(members)
        trio = Trio(members, unclear, wide_enough is True, _roles_are_certain(members))
        if wide_enough is not False and (self.best is None or trio.doubts < self.best.doubts):
            self.best = trio

    def _may_win(self, members: tuple[Entity, ...], unclear: int) -> bool:
        """Whether some set that begins with these members could have fewer doubts than the best so far."""
        if self.best is None:
            return True
        wanting = self.size - len(members)
        still_unclear = wanting * sum(member.id in self.loners for member in members)
        in_doubt = self.spread_in_doubt + (not _roles_are_certain(members))
        return unclear + still_unclear + in_doubt < self.best.doubts

    @property
    def loners(self) -> frozenset[str]:
        """Candidates surely independent of nobody: each further member costs a set with one of them a doubt."""
        if self._loners is None:
            befriended = {
                name
                for one, other in combinations(self.candidates, 2)
                if self.independences.of(one.id, other.id) is Independence.INDEPENDENT
                for name in (one.id, other.id)
            }
            self._loners = frozenset(candidate.id for candidate in self.candidates) - befriended
        return self._loners

    def _unclear_with(self, candidate: Entity, members: tuple[Entity, ...]) -> Pairs | None:
        """The pairs that stay unclear where the candidate joins; None where it depends on a member."""
        unclear = []
        for member in members:
            match self.independences.of(member.id, candidate.id):
                case Independence.DEPENDENT:
                    return None
                case Independence.UNKNOWN:
                    unclear.append((member.id, candidate.id))
        return tuple(unclear)


def _roles_are_certain(members: tuple[Entity, ...]) -> bool:
    return all(member.role == "recipient" for member in members)
