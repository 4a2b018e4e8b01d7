"""Which firm of the register does a row mean? By number, or by the very same name key in the same country."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from matchmaker.domain.registry.normalise import match_keys
from matchmaker.domain.registry.records import FirmRecord, JoinCount


@dataclass(frozen=True, slots=True)
class Match:
    """The firm that was found, or how many came into question."""

    key: str | None
    candidates: int


@dataclass(slots=True)
class FirmIndex:
    """The firms read so far, by key and by name within a country."""

    _by_key: dict[str, FirmRecord] = field(default_factory=dict)
    _by_name: dict[tuple[str | None, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    _counts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, record: FirmRecord, *, found_by_alias: bool = True) -> None:
        """Add a firm, or what one more file says about it; the first record gives the country."""
        known = self._by_key.get(record.key)
        self._by_key[record.key] = record if known is None else _joined(known, record)
        country = self._by_key[record.key].country
        names = (record.name, record.name_uk, *(record.aliases if found_by_alias else ()))
        for name_key in match_keys(*names):
            self._by_name[(country, name_key)].add(record.key)

    def add_all(self, records: Iterable[FirmRecord], *, found_by_alias: bool = True) -> None:
        """Add records one by one, so that a reader may look up what it has just given.

        Where aliases may be the name of a whole group, rows must not be joined by them.
        """
        for record in records:
            self.add(record, found_by_alias=found_by_alias)

    def has(self, key: str) -> bool:
        """Say whether a firm with this key was read."""
        return key in self._by_key

    def country(self, key: str) -> str | None:
        """Return the country of a firm that was read."""
        return self._by_key[key].country

    def find(self, name: str, countries: Iterable[str | None]) -> Match:
        """Find the one firm of that name in one of the countries; no key where none or several fit."""
        keys = match_keys(name)
        found = {key for country in countries for one in keys for key in self._by_name.get((country, one), ())}
        return Match(next(iter(found)) if len(found) == 1 else None, len(found))

    def count(self, file: str, match: Match) -> None:
        """Remember how a row of a file fared."""
        self._counts[file]["joined" if match.key else "ambiguous" if match.candidates else "new"] += 1

    def joins(self) -> tuple[JoinCount, ...]:
        """Return how many rows of each file found their firm."""
        return tuple(
            JoinCount(file, counts["joined"], counts["ambiguous"], counts["new"])
            for file, counts in self._counts.items()
        )

    def firms(self) -> tuple[FirmRecord, ...]:
        """Return one record for each firm, in the order in which they were first read."""
        return tuple(self._by_key.values())


def _joined(known: FirmRecord, added: FirmRecord) -> FirmRecord:
    """One record out of two; a name in capitals throughout gives way to one that is written normally."""
    name = added.name if known.name.isupper() and not added.name.isupper() else known.name
    names = dict.fromkeys((known.name, *known.aliases, added.name, *added.aliases))
    return replace(
        known,
        name=name,
        name_uk=known.name_uk or added.name_uk,
        aliases=tuple(other for other in names if other != name),
        country=known.country or added.country,
        identifiers=tuple(dict.fromkeys((*known.identifiers, *added.identifiers))),
        statements=tuple(dict.fromkeys((*known.statements, *added.statements))),
        stakes=tuple(dict.fromkeys((*known.stakes, *added.stakes))),
        capabilities=tuple(dict.fromkeys((*known.capabilities, *added.capabilities))),
    )
