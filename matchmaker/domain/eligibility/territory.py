"""Which countries are inside for a strand on a day, which are outside, and where the law is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from matchmaker.domain.eligibility.case import Settings
from matchmaker.domain.eligibility.parameters import countries


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
    """The country groups of one day, with the case's own settings applied."""

    member_states: frozenset[str]
    ukraine: frozenset[str]
    home: dict[str, Territory]
    controllers: dict[str, Territory]


def territories(day: date, settings: Settings) -> Territories:
    """Build the groups: recipients' home per strand, and whose control is no bar per strand."""
    members, ukraine = countries("member_states", day), countries("ukraine", day)
    linked = countries("member_state_territories", day)
    associated, candidates = _association(day, settings)
    programme = Territory(members | associated, linked | candidates)
    return Territories(
        member_states=members,
        ukraine=ukraine,
        home={"EDIP-P": programme, "EDIP-U": Territory(members | ukraine, linked)},
        controllers={
            "EDIP-P": programme,
            "EDIP-U": Territory(programme.inside | ukraine, programme.open),
        },
    )


def _association(day: date, settings: Settings) -> tuple[frozenset[str], frozenset[str]]:
    if settings.edip_associated is not None:
        return settings.edip_associated, frozenset()
    associated = countries("edip_associated", day)
    return associated, countries("edip_association_candidates", day) - associated
