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
from matchmaker.domain.eligibility.lawtext import law_files
from matchmaker.domain.findings import Bilingual


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
    """A named value of the law over time; `checked_on` is the day a person last compared it with its source.

    `configurable` values are assumptions or lists that an administrator may replace from a day on. Without
    `values` nothing is known yet, on any day.
    """

    name: str
    description: Bilingual
    unit: str
    checked_on: date
    values: tuple[DatedValue, ...]
    configurable: bool = False

    def at(self, day: date) -> DatedValue:
        """Return the value in force on that day, or raise `NotInForce`."""
        position = bisect_right([dated.since for dated in self.values], day)
        if position == 0:
            raise NotInForce(f"{self.name} has no value on {day}")
        return self.values[position - 1]


@cache
def parameters() -> dict[str, Parameter]:
    """Every parameter by name, over all files."""
    return {name: _parameter(name, entry) for name, entry in law_files("parameters").items()}


def number(name: str, day: date) -> Decimal:
    """The rule book's number in force on that day; TypeError where the parameter is not a number."""
    return as_number(name, parameters()[name].at(day).value)


def countries(name: str, day: date) -> frozenset[str]:
    """The rule book's country group in force on that day."""
    return as_words(name, parameters()[name].at(day).value)


def as_number(name: str, value: ParameterValue) -> Decimal:
    """The value as a number; TypeError where it is something else."""
    if not isinstance(value, Decimal):
        raise TypeError(f"{name} is not a number")
    return value


def as_day(name: str, value: ParameterValue) -> date:
    """The value as a day; TypeError where it is something else."""
    if not isinstance(value, date):
        raise TypeError(f"{name} is not a day")
    return value


def as_words(name: str, value: ParameterValue) -> frozenset[str]:
    """The value as a set of words or country codes; TypeError where it is something else."""
    if not isinstance(value, frozenset):
        raise TypeError(f"{name} is not a list of words")
    return value


def as_areas(name: str, value: ParameterValue) -> tuple[Area, ...]:
    """The value as areas; TypeError where it is something else."""
    if not isinstance(value, tuple):
        raise TypeError(f"{name} is not a list of areas")
    return value


def fold_place(name: str) -> str:
    """Fold case, apostrophes and spacing, so that spellings of one place name compare equal."""
    plain = unicodedata.normalize("NFKC", name).casefold().replace("-", " ")
    return " ".join("".join(sign for sign in plain if sign not in "'’‘ʼʹ′´`.").split())


def _parameter(name: str, entry: dict[str, Any]) -> Parameter:
    values = tuple(
        DatedValue(date.fromisoformat(day), read_value(entry["unit"], dated["value"]), cite_all(dated["references"]))
        for day, dated in sorted(entry["values"].items())
    )
    description = Bilingual(entry["description"]["en"], entry["description"]["uk"])
    checked_on, configurable = date.fromisoformat(entry["checked_on"]), entry.get("configurable") == "yes"
    return Parameter(name, description, entry["unit"], checked_on, values, configurable)


def read_value(unit: str, value: Any) -> ParameterValue:
    """Turn a value as written in YAML or JSON, all scalars as text, into what the rules use."""
    if unit == "day":
        return date.fromisoformat(value)
    if unit in ("countries", "words"):
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
