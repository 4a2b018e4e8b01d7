"""Reading the place of a seat as people write it, against the dated list of areas of Ukraine."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from matchmaker.domain.eligibility.parameters import Area, fold_place

BETWEEN_PARTS = re.compile(r"[,;()/\n]")
POSTCODE_OR_COUNTRY = re.compile(r"\b(?:\d{5}|ukraine|ukraina|ukrayina|україна|україни|ua)\b")
BEFORE_NAME = re.compile(
    r"^(?:(?:(?:city|town|village|settlement)(?: of)?|m|misto|smt|м|місто|міста|г|город|смт|с|село|селище"
    r"|temporarily|occupied|under occupation|тимчасово|окупован\w+) )+"
)
AFTER_NAME = re.compile(r" (?:city|town|occupied|місто)$")


class PlaceStanding(StrEnum):
    """What the list says about a place; only `listed` and the two unlisted ones decide anything."""

    LISTED = "listed"
    UNLISTED = "unlisted"
    UNLISTED_BESIDE_LISTED = "unlisted_beside_listed"
    SHARED_NAME = "shared_name"
    NO_TOWN = "no_town"


def place_standing(place: str, listed: tuple[Area, ...]) -> PlaceStanding:
    """Look the place up; a country or a region that is listed in part names no town."""
    parts = _parts(place)
    regions = frozenset[str]().union(*(area.region for area in listed))
    if any(_lists(area, parts) for area in listed):
        return PlaceStanding.LISTED
    if all(part in regions for part in parts):
        return PlaceStanding.NO_TOWN
    if len(parts) == 1 and any(parts[0] in area.shared for area in listed):
        return PlaceStanding.SHARED_NAME
    if any(part in regions for part in parts):
        return PlaceStanding.UNLISTED_BESIDE_LISTED
    return PlaceStanding.UNLISTED


def _lists(area: Area, parts: tuple[str, ...]) -> bool:
    in_region = not area.region.isdisjoint(parts)
    if in_region and (area.whole or not area.shared.isdisjoint(parts)):
        return True
    return not area.places.isdisjoint(parts)


def _parts(place: str) -> tuple[str, ...]:
    """The place as written, part by part, without postcode, country and the words for city or town."""
    return tuple(_names(BETWEEN_PARTS.split(place.replace(".", ". "))))


def _names(parts: Iterable[str]) -> Iterable[str]:
    for part in parts:
        spaced = " ".join(POSTCODE_OR_COUNTRY.sub(" ", fold_place(part)).split()) + " "
        name = AFTER_NAME.sub("", BEFORE_NAME.sub("", spaced).strip())
        if name:
            yield name
