"""Seat, executive management and, in Ukraine, control of the place by its Government."""

from __future__ import annotations

from matchmaker.domain.eligibility.answers import Answer, met, not_met, open_law, unknown
from matchmaker.domain.eligibility.case import Entity
from matchmaker.domain.eligibility.matter import Matter
from matchmaker.domain.eligibility.places import PlaceStanding, place_standing
from matchmaker.domain.eligibility.rulebook import book
from matchmaker.domain.eligibility.rules.recipients import of_recipients
from matchmaker.domain.eligibility.territory import Standing
from matchmaker.domain.findings import Country, say


@book.entity_rule("EDIP-P-E01")
@of_recipients
def programme_seat(matter: Matter, entity: Entity) -> Answer:
    """Recipients are established in the Union or in an associated country."""
    return seat_answer(matter, entity, "EDIP-P")


@book.entity_rule("EDIP-U-E01")
@of_recipients
def ukraine_seat(matter: Matter, entity: Entity) -> Answer:
    """Recipients are established in the Union or in Ukraine."""
    return seat_answer(matter, entity, "EDIP-U")


@book.entity_rule("EDIP-P-E02")
@of_recipients
def programme_management(matter: Matter, entity: Entity) -> Answer:
    """Recipients have their executive management structures in the Union or in an associated country."""
    return management_answer(matter, entity, "EDIP-P")


@book.entity_rule("EDIP-U-E02")
@of_recipients
def ukraine_management(matter: Matter, entity: Entity) -> Answer:
    """Recipients have their executive management structures in the Union or in Ukraine."""
    return management_answer(matter, entity, "EDIP-U")


@book.entity_rule("EDIP-U-E03")
@of_recipients
def governed_area(matter: Matter, entity: Entity) -> Answer:
    """Recipients are not established in an area of Ukraine that its Government does not control."""
    if entity.seat is not None and entity.seat not in matter.territories.ukraine:
        return met(say("The registered seat is not in Ukraine."))
    if entity.seat_place is None:
        return _place_open(entity)
    place = entity.seat_place
    match place_standing(place, matter.areas("areas_not_under_government_control")):
        case PlaceStanding.LISTED:
            return _listed(entity, place)
        case PlaceStanding.UNLISTED:
            return _not_listed(place)
        case PlaceStanding.UNLISTED_BESIDE_LISTED:
            return _beside_listed(place)
        case PlaceStanding.SHARED_NAME:
            return _shared_name(entity, place)
        case PlaceStanding.NO_TOWN:
            return _place_open(entity)


def in_listed_area(matter: Matter, entity: Entity) -> bool:
    """Whether the seat lies in a listed area of Ukraine, whatever the role of the entity."""
    if entity.seat_place is None or entity.seat not in (None, *matter.territories.ukraine):
        return False
    listed = matter.areas("areas_not_under_government_control")
    return place_standing(entity.seat_place, listed) is PlaceStanding.LISTED


def seat_answer(matter: Matter, entity: Entity, strand: str) -> Answer:
    """Whether the seat is at home under `strand`, which may be another programme; the role is not looked at."""
    if entity.seat is None:
        return _seat_open(entity)
    country = Country(entity.seat)
    match matter.territories.home[strand].standing(entity.seat):
        case Standing.INSIDE:
            return met(say("The registered seat is in %(country)s, inside the territory.", country=country))
        case Standing.OUTSIDE:
            return not_met(say("The registered seat is in %(country)s, outside the territory.", country=country))
        case Standing.OPEN:
            return open_law(
                say("The registered seat is in %(country)s, whose status is not confirmed.", country=country),
                say("Does %(country)s belong to the territory on that day?", country=country),
            )


def _seat_open(entity: Entity) -> Answer:
    return unknown(
        say("The country of the registered seat is not recorded."),
        say("In which country is the registered seat of %(entity)s?", entity=entity.label),
        missing=(f"{entity.id}.seat",),
    )


def management_answer(matter: Matter, entity: Entity, strand: str) -> Answer:
    """The same of the executive management."""
    field = "management_country"
    if entity.management is None:
        return unknown(
            say("The country of the executive management is not recorded."),
            say("In which country does the executive management of %(entity)s sit?", entity=entity.label),
            field,
            missing=(f"{entity.id}.management",),
        )
    country = Country(entity.management)
    match matter.territories.home[strand].standing(entity.management):
        case Standing.INSIDE:
            return met(
                say("The executive management sits in %(country)s, inside the territory.", country=country),
                field,
            )
        case Standing.OUTSIDE:
            return not_met(
                say("The executive management sits in %(country)s, outside the territory.", country=country),
                field,
            )
        case Standing.OPEN:
            return open_law(
                say(
                    "The executive management sits in %(country)s, whose status is not confirmed.",
                    country=country,
                ),
                say("Does %(country)s belong to the territory on that day?", country=country),
                field,
            )


def _place_open(entity: Entity) -> Answer:
    return unknown(
        say("The place of the registered seat in Ukraine is not recorded."),
        say("In which town is the registered seat of %(entity)s?", entity=entity.label),
        missing=(f"{entity.id}.seat_place",),
    )


def _shared_name(entity: Entity, place: str) -> Answer:
    return unknown(
        say("More than one place is called %(place)s, and one of them is listed.", place=place),
        say("In which region of Ukraine is the registered seat of %(entity)s?", entity=entity.label),
        missing=(f"{entity.id}.seat_place",),
    )


def _not_listed(place: str) -> Answer:
    return met(
        say(
            "%(place)s is not on the list of areas outside government control; the list is general knowledge.",
            place=place,
        )
    )


def _beside_listed(place: str) -> Answer:
    return met(
        say(
            "%(place)s is not on the list of areas outside government control, but other places of its region are; "
            "the list is general knowledge.",
            place=place,
        )
    )


def _listed(entity: Entity, place: str) -> Answer:
    if entity.seat is None:
        return _seat_open(entity)
    return not_met(say("%(place)s is listed as not under the control of the Government.", place=place))
