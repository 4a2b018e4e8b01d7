"""Which countries are inside for a strand on a day, which are outside, and where the law is open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from matchmaker.domain.eligibility.case import Settings

Groups = Callable[[str], frozenset[str]]


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


def territories(group: Groups, settings: Settings) -> Territories:
    """Build recipients' home and whose control is no bar, per strand; `group` gives a named group of the day."""
    members, ukraine = group("member_states"), group("ukraine")
    linked = group("member_state_territories")
    associated, candidates = _association(group, settings)
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


def _association(group: Groups, settings: Settings) -> tuple[frozenset[str], frozenset[str]]:
    if settings.edip_associated is not None:
        return settings.edip_associated, frozenset()
    associated = group("edip_associated")
    return associated, group("edip_association_candidates") - associated
