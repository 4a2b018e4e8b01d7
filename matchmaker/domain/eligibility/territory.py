"""Which countries are inside for a strand on a day, which are outside, and where the law is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from matchmaker.domain.eligibility.case import Settings

Groups = Callable[[str], frozenset[str]]
Bounds = tuple[frozenset[str], frozenset[str]]


class Standing(StrEnum):
    """Where a country stands; `open` means that the law or its list does not say yet."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Territory:
    """Countries known to be inside, and countries whose status is open; all others are outside.

    `regions` are parts of a Member State with a code of their own, each with its Member State.
    """

    inside: frozenset[str]
    open: frozenset[str]
    regions: Mapping[str, str] = field(default_factory=dict, hash=False)

    def standing(self, country: str) -> Standing:
        """Say where a country stands; the code is ISO alpha-2."""
        state = self.state_of(country)
        if state in self.inside:
            return Standing.INSIDE
        return Standing.OPEN if state in self.open else Standing.OUTSIDE

    def state_of(self, country: str) -> str:
        """The Member State that a region with a code of its own belongs to; any other code is its own state."""
        return self.regions.get(country, country)

    def settled(self, readings: Mapping[str, bool]) -> Territory:
        """The same with the status of open countries settled: True reads a country as inside, False as outside."""
        inside = {country for country, is_inside in readings.items() if is_inside and country in self.open}
        return Territory(self.inside | inside, self.open - readings.keys(), self.regions)


@dataclass(frozen=True, slots=True)
class Territories:
    """The country groups of one day, with the case's own settings applied.

    `home` and `controllers` go by strand or programme; asking for one that has no list on that day raises `NotInForce`.
    """

    member_states: frozenset[str]
    linked: frozenset[str]
    ukraine: frozenset[str]
    regions: Mapping[str, str]
    home: Mapping[str, Territory]
    controllers: Mapping[str, Territory]

    @property
    def union(self) -> Territory:
        """The Member States alone, with nothing open."""
        return Territory(self.member_states, frozenset(), self.regions)

    def state_of(self, country: str) -> str:
        """The Member State that a region with a code of its own belongs to; any other code is its own state."""
        return self.regions.get(country, country)


class _ByStrand(dict[str, Territory]):
    """Territories worked out when asked for: the lists of one programme may not exist on a day of another."""

    def __init__(self, build: Callable[[str], Territory]) -> None:
        super().__init__()
        self._build = build

    def __missing__(self, strand: str) -> Territory:
        self[strand] = self._build(strand)
        return self[strand]


def territories(group: Groups, settings: Settings, readings: Mapping[str, bool]) -> Territories:
    """Build the home of firms and whose control is no bar, per strand; `group` gives a named group of the day.

    `readings` settles open countries for the sake of argument.
    """
    members, linked, ukraine = group("member_states"), group("member_state_territories"), group("ukraine")
    regions = dict(region.split(": ") for region in group("regions_of_member_states"))

    def home(strand: str) -> Territory:
        beside, unsettled = BESIDE_THE_UNION[strand](group, settings)
        return Territory(members | beside, linked | unsettled, regions).settled(readings)

    def controllers(strand: str) -> Territory:
        if strand != "EDIP-U":
            return home(strand)
        programme = home("EDIP-P")
        return replace(programme, inside=programme.inside | ukraine)

    return Territories(members, linked, ukraine, regions, _ByStrand(home), _ByStrand(controllers))


def _edip_association(group: Groups, settings: Settings) -> Bounds:
    if settings.edip_associated is not None:
        return settings.edip_associated, frozenset()
    associated = group("edip_associated")
    return associated, group("edip_association_candidates") - associated


def _edf_association(group: Groups, _: Settings) -> Bounds:
    associated = group("edf_associated")
    return associated, group("edf_association_candidates") - associated


def _safe_partners(group: Groups, _: Settings) -> Bounds:
    partners = group("safe_partners")
    return partners, group("safe_agreement_countries") - partners


# What counts as home beside the Member States, and what may count.
BESIDE_THE_UNION: dict[str, Callable[[Groups, Settings], Bounds]] = {
    "EDIP-P": _edip_association,
    "EDIP-U": lambda group, _: (group("ukraine"), frozenset()),
    "EDF": _edf_association,
    "SAFE": _safe_partners,
    "USL": lambda group, _: (group("usl_partners"), frozenset()),
    "EDIRPA": lambda group, _: (group("edirpa_associated"), frozenset()),
}
