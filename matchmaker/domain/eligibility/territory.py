"""Which countries are inside for a strand on a day, which are outside, and where the law is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
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
    """Countries known to be inside, and countries whose status is open; all others are outside."""

    inside: frozenset[str]
    open: frozenset[str]

    def standing(self, country: str) -> Standing:
        """Say where a country stands; the code is ISO alpha-2."""
        if country in self.inside:
            return Standing.INSIDE
        return Standing.OPEN if country in self.open else Standing.OUTSIDE


@dataclass(frozen=True, slots=True)
class Territories:
    """The country groups of one day, with the case's own settings applied.

    `home` and `controllers` go by strand or programme; asking for one that has no list on that day raises `NotInForce`.
    """

    member_states: frozenset[str]
    linked: frozenset[str]
    ukraine: frozenset[str]
    home: Mapping[str, Territory]
    controllers: Mapping[str, Territory]


class _ByStrand(dict[str, Territory]):
    """Territories worked out when asked for: the lists of one programme may not exist on a day of another."""

    def __init__(self, build: Callable[[str], Territory]) -> None:
        super().__init__()
        self._build = build

    def __missing__(self, strand: str) -> Territory:
        self[strand] = self._build(strand)
        return self[strand]


def territories(group: Groups, settings: Settings) -> Territories:
    """Build the home of firms and whose control is no bar, per strand; `group` gives a named group of the day."""
    members, linked, ukraine = group("member_states"), group("member_state_territories"), group("ukraine")

    def home(strand: str) -> Territory:
        beside, unsettled = BESIDE_THE_UNION[strand](group, settings)
        return Territory(members | beside, linked | unsettled)

    def controllers(strand: str) -> Territory:
        if strand != "EDIP-U":
            return home(strand)
        programme = home("EDIP-P")
        return Territory(programme.inside | ukraine, programme.open)

    return Territories(members, linked, ukraine, _ByStrand(home), _ByStrand(controllers))


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
