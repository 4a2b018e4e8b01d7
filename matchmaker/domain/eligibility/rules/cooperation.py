"""Unpaid cooperation with entities that are not recipients, and what the assumed list of hostile origins says of it."""

from __future__ import annotations

from collections.abc import Iterable

from matchmaker.domain.eligibility.answers import Answer, met, not_applicable, not_met, open_law, unknown
from matchmaker.domain.eligibility.case import Entity
from matchmaker.domain.eligibility.control import Holder
from matchmaker.domain.eligibility.matter import Matter
from matchmaker.domain.eligibility.rulebook import book
from matchmaker.domain.eligibility.rules.control import A_PERSON
from matchmaker.domain.eligibility.rules.recipients import role_open
from matchmaker.domain.findings import Bilingual, Country, say

FIELDS = ("management_country", "stakes")


@book.entity_rule("EDIP-P-E06")
def programme_cooperation(matter: Matter, entity: Entity) -> Answer:
    """Others may cooperate unpaid where that does not go against the security interests of the Union."""
    return _cooperation(matter, entity)


@book.entity_rule("EDIP-U-E07")
def ukraine_cooperation(matter: Matter, entity: Entity) -> Answer:
    """Others may cooperate unpaid where that does not go against the security interests of the Union."""
    return _cooperation(matter, entity)


def _cooperation(matter: Matter, entity: Entity) -> Answer:
    """The law allows cooperation; the list is our reading of one of its limits and can only take away.

    Without a list, or with an empty one, no fact of the case could change the answer, so none is asked for.
    """
    if entity.role is None:
        return role_open(entity)
    if entity.role != "cooperating":
        return not_applicable(say("This condition speaks of unpaid cooperation only."))
    hostile = matter.settings.hostile_origins
    if not hostile:
        return met(
            say(
                "Takes part unpaid, and its costs are not funded. No list of hostile origins is set, "
                "so the limits of such cooperation are all read by hand."
            )
        )
    return _hostile(matter, entity, hostile) or _open(matter, entity, hostile) or _allowed(hostile)


def _allowed(hostile: frozenset[str]) -> Answer:
    return met(
        say(
            "Takes part unpaid, and its costs are not funded. Nothing recorded ties it to the assumed list of hostile "
            "origins: %(countries)s. The other limits, and owners whom nobody named, are read by hand.",
            countries=_named(hostile),
        ),
        *FIELDS,
    )


def _hostile(matter: Matter, entity: Entity, hostile: frozenset[str]) -> Answer | None:
    """Not met for a seat, a management or a certain controller on the list."""
    own = {entity.seat, entity.management} & hostile
    if own:
        return not_met(
            say("Seat or management is in a country on the assumed list: %(countries)s.", countries=_named(own)),
            "management_country",
        )
    for holder in _holders(matter, entity, certain=True):
        if _listed(holder, hostile) and not _is_split(holder, hostile):
            return not_met(
                say(
                    "Controlled by a holder from a country on the assumed list: %(countries)s.",
                    countries=_named(_listed(holder, hostile)),
                ),
                *FIELDS,
            )
    return None


def _open(matter: Matter, entity: Entity, hostile: frozenset[str]) -> Answer | None:
    """Open where a fact that is missing about the entity, or about a holder with a name, could be on the list."""
    missing = tuple(f"{entity.id}.{name}" for name in ("seat", "management") if getattr(entity, name) is None)
    if missing:
        return unknown(
            say("The seat or the executive management is not recorded, and a list of hostile origins is set."),
            say("In which countries are the seat and the executive management of %(entity)s?", entity=entity.label),
            "management_country",
            missing=missing,
        )
    certain = _holders(matter, entity, certain=True)
    possible = [holder for holder in _holders(matter, entity, certain=False) if holder not in certain]
    return (
        _without_country(entity, [*certain, *possible], hostile)
        or _perhaps_controlled(entity, possible, hostile)
        or _of_two_countries(entity, certain, hostile)
    )


def _without_country(entity: Entity, holders: list[Holder], hostile: frozenset[str]) -> Answer | None:
    nameless = [holder for holder in holders if None in holder.places and not _listed(holder, hostile)]
    if not nameless:
        return None
    names = tuple(_called(holder) for holder in nameless)
    return unknown(
        say("The country of holders who control or may control the firm is not recorded: %(holders)s.", holders=names),
        say("In which countries do these holders have seat and management: %(holders)s?", holders=names),
        *FIELDS,
        missing=tuple(f"{entity.id}.owners.{holder.id}.country" for holder in nameless),
    )


def _perhaps_controlled(entity: Entity, possible: list[Holder], hostile: frozenset[str]) -> Answer | None:
    listed = [holder for holder in possible if _listed(holder, hostile)]
    if not listed:
        return None
    return unknown(
        say(
            "Whether a holder from a country on the assumed list has decisive influence cannot be told: %(countries)s.",
            countries=_named(frozenset().union(*(_listed(holder, hostile) for holder in listed))),
        ),
        say("Which share, votes and decisive rights do its holders have in %(entity)s?", entity=entity.label),
        *FIELDS,
        missing=(*(f"{entity.id}.owners.{holder.id}.share" for holder in listed), f"{entity.id}.decisive_rights"),
    )


def _of_two_countries(entity: Entity, certain: list[Holder], hostile: frozenset[str]) -> Answer | None:
    for holder in certain:
        if _is_split(holder, hostile):
            countries = _named({place for place in holder.places if place is not None})
            return open_law(
                say(
                    "Controlled by a person of these countries, one of them listed: %(countries)s.", countries=countries
                ),
                say("Does control by a person of these countries count: %(countries)s?", countries=countries),
                *FIELDS,
            )
    return None


def _holders(matter: Matter, entity: Entity, *, certain: bool) -> list[Holder]:
    owners = matter.ownership
    names = owners.controllers(entity.id) if certain else owners.possible_controllers(entity.id)
    return [owners.holders[name] for name in sorted(names)]


def _listed(holder: Holder, hostile: frozenset[str]) -> frozenset[str]:
    return frozenset(place for place in holder.places if place is not None and place in hostile)


def _is_split(holder: Holder, hostile: frozenset[str]) -> bool:
    """A person whose nationality and residence disagree; how these count is not settled."""
    elsewhere = any(place is not None and place not in hostile for place in holder.places)
    return holder.kind == "person" and elsewhere and bool(_listed(holder, hostile))


def _called(holder: Holder) -> str | Bilingual:
    """A natural person whose name was kept out of the case is called what it is."""
    return A_PERSON if holder.kind == "person" and holder.name == holder.id else holder.name


def _named(countries: Iterable[str | None]) -> tuple[Country, ...]:
    return tuple(Country(code) for code in sorted({code for code in countries if code is not None}))
