"""Which firm somebody means by a name: the one that bears it, or the nearest names."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher
from heapq import nlargest

from matchmaker.domain.facts import FirmFacts
from matchmaker.domain.registry.normalise import match_keys, search_key
from matchmaker.domain.snapshot import Snapshot

SUGGESTED = 5
# Below this likeness a suggestion would puzzle rather than help.
ALIKE = 0.5


class UnknownName(Exception):
    """No firm of the register bears the name; `near` are those whose names are most like it, best first."""

    def __init__(self, near: tuple[FirmFacts, ...]) -> None:
        super().__init__(", ".join(firm.name for firm in near))
        self.near = near


class AmbiguousName(Exception):
    """Several firms bear the name; `firms` are all of them, by id."""

    def __init__(self, firms: tuple[FirmFacts, ...]) -> None:
        super().__init__(", ".join(firm.id for firm in firms))
        self.firms = firms


def firm_named(snapshot: Snapshot, name: str) -> FirmFacts:
    """Return the firm with this id or name; raises UnknownName or AmbiguousName.

    Case, accents, script, spaces and legal form don't matter; a trade name in brackets is a name as well. A name
    as it is written comes before one that only agrees in this loose way.
    """
    if name in snapshot.firms:
        return snapshot.firms[name]
    exact = [firm for firm in snapshot.firms.values() if name.strip() and name.strip() in (firm.name, firm.name_uk)]
    keys = set(match_keys(name))
    found = exact or [firm for firm in snapshot.firms.values() if keys.intersection(match_keys(*_names(firm)))]
    if len(found) > 1:
        raise AmbiguousName(tuple(found))
    if not found:
        raise UnknownName(_near(snapshot.firms.values(), search_key(name)))
    return found[0]


def _near(firms: Iterable[FirmFacts], key: str) -> tuple[FirmFacts, ...]:
    if not key:
        return ()
    found = nlargest(SUGGESTED, ((_likeness(firm, key), firm.name, firm) for firm in firms), key=lambda one: one[:2])
    return tuple(firm for likeness, _, firm in found if likeness >= ALIKE)


def _likeness(firm: FirmFacts, key: str) -> float:
    """A word of the name that begins like the one asked for counts as near, however long the whole name is."""
    return max(_alike(search_key(name), key) for name in _names(firm))


def _alike(name: str, key: str) -> float:
    if f" {name}".find(f" {key}") >= 0:
        return 1.0
    matcher = SequenceMatcher(None, name, key, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE else 0.0


def _names(firm: FirmFacts) -> tuple[str, ...]:
    return tuple(name for name in (firm.name, firm.name_uk) if name)
