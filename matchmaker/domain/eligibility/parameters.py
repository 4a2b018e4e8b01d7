"""Numbers, days and lists of the law, each dated and cited; never a number in Python."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from matchmaker.domain.eligibility.citations import Citation, cite_all
from matchmaker.domain.eligibility.lawtext import LAW, law_file
from matchmaker.domain.findings import Bilingual

PARAMETER_FILES = tuple(sorted(path.name for path in (LAW / "parameters").glob("*.yaml")))


class NotInForce(LookupError):
    """No value was in force on that day; no answer is better than a made-up one."""


@dataclass(frozen=True, slots=True)
class Area:
    """A region with places not under government control; `whole` when all of it is.

    `shared` are places whose name a place elsewhere bears too, so that it counts only beside its region.
    """

    region: frozenset[str]
    whole: bool
    places: frozenset[str]
    shared: frozenset[str]


ParameterValue = Decimal | date | frozenset[str] | tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class DatedValue:
    """A value, the first day it holds, and every place that sets it."""

    since: date
    value: ParameterValue
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A named value of the law over time; `checked_on` is the day a person last compared it with its source."""

    name: str
    description: Bilingual
    unit: str
    checked_on: date
    values: tuple[DatedValue, ...]

    def at(self, day: date) -> DatedValue:
        """Return the value in force on that day, or raise `NotInForce`."""
        position = bisect_right([dated.since for dated in self.values], day)
        if position == 0:
            raise NotInForce(f"{self.name} has no value on {day}")
        return self.values[position - 1]


@cache
def parameters() -> dict[str, Parameter]:
    """Every parameter by name, over all files."""
    return {
        name: _parameter(name, entry)
        for file in PARAMETER_FILES
        for name, entry in law_file(f"parameters/{file}").items()
    }


def number(name: str, day: date) -> Decimal:
    """The number in force on that day; TypeError where the parameter is not a number."""
    value = parameters()[name].at(day).value
    if not isinstance(value, Decimal):
        raise TypeError(f"{name} is not a number")
    return value


def day_value(name: str, day: date) -> date:
    """The day that the parameter states, in force on `day`."""
    value = parameters()[name].at(day).value
    if not isinstance(value, date):
        raise TypeError(f"{name} is not a day")
    return value


def countries(name: str, day: date) -> frozenset[str]:
    """The country group in force on that day."""
    value = parameters()[name].at(day).value
    if not isinstance(value, frozenset):
        raise TypeError(f"{name} is not a list of countries")
    return value


def areas(name: str, day: date) -> tuple[Area, ...]:
    """The areas in force on that day, place names folded with `fold_place`."""
    value = parameters()[name].at(day).value
    if not isinstance(value, tuple):
        raise TypeError(f"{name} is not a list of areas")
    return value


def fold_place(name: str) -> str:
    """Fold case, apostrophes and spacing, so that spellings of one place name compare equal."""
    plain = unicodedata.normalize("NFKC", name).casefold().replace("-", " ")
    return " ".join("".join(sign for sign in plain if sign not in "'’‘ʼʹ′´`.").split())


def _parameter(name: str, entry: dict[str, Any]) -> Parameter:
    values = tuple(
        DatedValue(date.fromisoformat(day), _value(entry["unit"], dated["value"]), cite_all(dated["references"]))
        for day, dated in sorted(entry["values"].items())
    )
    description = Bilingual(entry["description"]["en"], entry["description"]["uk"])
    return Parameter(name, description, entry["unit"], date.fromisoformat(entry["checked_on"]), values)


def _value(unit: str, value: Any) -> ParameterValue:
    if unit == "day":
        return date.fromisoformat(value)
    if unit == "countries":
        return frozenset(value)
    if unit == "places":
        return tuple(_area(entry) for entry in value)
    return Decimal(value)


def _area(entry: dict[str, Any]) -> Area:
    return Area(
        frozenset(map(fold_place, entry["region"])),
        entry["whole"] == "yes",
        _spellings(entry["places"]),
        _spellings(entry.get("shared", [])),
    )


def _spellings(places: list[list[str]]) -> frozenset[str]:
    return frozenset(fold_place(spelling) for place in places for spelling in place)
