"""Invented firms that would join: sound on every fact, from the countries that are not there yet."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle, islice

from matchmaker.domain.eligibility.case import Entity
from matchmaker.domain.eligibility.repairs.attempts import Plight
from matchmaker.domain.findings import Country, Sentence, say

MOST_NEWCOMERS = 3
PREFIX = "hypothetical-"
GOVERNED_PLACE = "Kyiv"
FORMS_OF_STATES = ("11", "35")


def newcomers(plight: Plight) -> Iterator[tuple[Entity, ...]]:
    """Groups of invented members, the smallest first; firms before authorities."""
    for count in range(1, MOST_NEWCOMERS + 1):
        for kind in _kinds(plight):
            for seats in _seats(plight, count):
                yield tuple(_sound(name, kind, seat) for name, seat in zip(_names(plight, count), seats, strict=True))


def _kinds(plight: Plight) -> tuple[str, ...]:
    """Only public bodies apply for procurement, and only states are funded for projects of common interest."""
    of_states = plight.case.programme == "EDIP" and plight.case.action.form in FORMS_OF_STATES
    return ("authority",) if of_states else ("company", "authority")


def joining(invented: tuple[Entity, ...]) -> Sentence:
    """Say who joins."""
    count, countries = len(invented), countries_of(invented)
    if invented[0].kind == "authority":
        return say(
            "More contracting authorities join: %(count)s, for example of %(countries)s.",
            count=count,
            countries=countries,
        )
    return say(
        "More firms join as paid members: %(count)s, each meeting every condition and independent of all others, "
        "for example from %(countries)s.",
        count=count,
        countries=countries,
    )


def countries_of(invented: tuple[Entity, ...]) -> tuple[Country, ...]:
    """The countries to be named as an example."""
    return tuple(Country(entity.seat) for entity in invented if entity.seat is not None)


def _seats(plight: Plight, count: int) -> Iterator[tuple[str, ...]]:
    """Where Ukraine is home and has no member yet it comes first; else Member States without a member do."""
    territories = plight.matter.territories
    taken = {plight.matter.of_its_state(entity).seat for entity in plight.case.entities}
    fresh = sorted(territories.member_states - taken) or sorted(territories.member_states)
    unionwide = tuple(islice(cycle(fresh), count))
    with_ukraine = [(country, *unionwide[1:]) for country in sorted(territories.ukraine) if plight.is_inside(country)]
    ordered = [unionwide, *with_ukraine] if taken & territories.ukraine else [*with_ukraine, unionwide]
    yield from ordered


def _names(plight: Plight, count: int) -> Iterator[str]:
    """Ids that nobody in the case bears, neither as a member nor as an owner."""
    owners = (owner for entity in plight.case.entities for owner in entity.owners or ())
    subjects = (*(one.id for one in plight.case.entities), *(one.id for one in plight.case.products))
    taken = {*subjects, *(owner.id for owner in owners)}
    numbers = (f"{PREFIX}{number}" for number in range(1, len(taken) + count + 1))
    return islice((name for name in numbers if name not in taken), count)


def _sound(name: str, kind: str, seat: str) -> Entity:
    """A member that meets every condition; its size stays open, because a ceiling must not rest on an invention."""
    return Entity(
        id=name,
        role="recipient",
        kind=kind,
        seat=seat,
        seat_place=GOVERNED_PLACE,
        management=seat,
        sites=(seat,),
        owners=(),
        ownership_complete=True,
        decisive_rights=(),
        excluded=False,
    )
