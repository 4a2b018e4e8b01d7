"""Values of the configuration as an administrator writes them: plain lists, texts and mappings that JSON can keep."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from matchmaker.domain.eligibility.case import Settings
from matchmaker.domain.eligibility.configuration import Change
from matchmaker.domain.eligibility.lawtext import law_files
from matchmaker.domain.eligibility.parameters import Area, NotInForce, ParameterValue, parameters, read_value
from matchmaker.domain.eligibility.topics import topics
from matchmaker.domain.findings import Sentence, say
from matchmaker.domain.registry.countries import iso_code

Written = str | list[Any] | Mapping[str, Any]
Fault = tuple[str, Sentence]
TOPIC = "topic"
YEARS = re.compile(r"([0-9]{1,2})(?:-([0-9]{1,2}))?")
NUMBER = re.compile(r"[0-9]{1,15}(\.[0-9]{1,10})?")


def configurable_parameters() -> tuple[str, ...]:
    """The parameters that an administrator may replace, in the order of the files."""
    return tuple(name for name, parameter in parameters().items() if parameter.configurable)


def unit_of(subject: str) -> str:
    """The unit of a configurable parameter; everything else is taken to be a topic."""
    parameter = parameters().get(subject)
    return parameter.unit if parameter is not None else TOPIC


def topic_number_names() -> tuple[str, ...]:
    """Every name under which some topic states a number, in alphabetical order."""
    return tuple(sorted({name for topic in topics().values() for _, numbers in topic.values for name in numbers}))


def topic_number_kind(name: str) -> str:
    """What stands under such a name: `eur`, `day`, `years` (3-5) or `count`."""
    if name.endswith("_eur"):
        return "eur"
    if name.endswith(("_by", "_before")):
        return "day"
    return "years" if name.endswith("_years") else "count"


def own_value(subject: str, day: date) -> tuple[date, Written] | None:
    """What the rule book itself says on that day and since when; None where it says nothing yet."""
    if unit_of(subject) == TOPIC:
        layer = topics().get(subject)
        stated = [(since, numbers) for since, numbers in (layer.values if layer else ()) if since <= day]
        return stated[-1] if stated else None
    try:
        since = parameters()[subject].at(day).since
    except NotInForce:
        return None
    return since, law_files("parameters")[subject]["values"][since.isoformat()]["value"]


def own_days(subject: str) -> tuple[date, ...]:
    """The days from which the rule book itself says something new about the subject, the earliest first."""
    if unit_of(subject) == TOPIC:
        layer = topics().get(subject)
        return tuple(since for since, _ in layer.values) if layer else ()
    return tuple(dated.since for dated in parameters()[subject].values)


def first_day(subject: str) -> date | None:
    """The first day of which the rule book says anything about the subject; None where it says nothing."""
    return next(iter(own_days(subject)), None)


def read_change(subject: str, since: date, written: Written) -> Change:
    """The change as the rules use it; the value must be without faults."""
    return Change(subject, since, read_written(subject, written))


def read_written(subject: str, written: Written) -> ParameterValue | Mapping[str, str]:
    """A value without faults as the rules use it."""
    if isinstance(written, Mapping):
        return dict(written)
    unit = unit_of(subject)
    return read_value(unit, [iso_code(code) for code in written] if unit == "countries" else written)


def faults_of(subject: str, written: Written) -> tuple[Fault, ...]:
    """What is wrong with a value: where (empty for the whole, a topic's number by its name) and what."""
    if unit_of(subject) == TOPIC:
        return tuple(_topic_faults(written)) if isinstance(written, Mapping) else (("", _malformed()),)
    check = CHECKS.get(unit_of(subject), _number_faults)
    return tuple(("", because) for because in check(written))


def written_settings(settings: Settings) -> dict[str, Any]:
    """Settings in plain JSON values, always in one order, to be sealed and shown."""
    return {
        "hostile_origins": _written(settings.hostile_origins),
        "edip_associated": _written(settings.edip_associated),
        "configured": {name: _written(value) for name, value in sorted(settings.configured.items())},
        "topics": {name: dict(sorted(numbers.items())) for name, numbers in sorted(settings.topics.items())},
    }


def _written(value: ParameterValue | None) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return sorted((_written_area(area) for area in value), key=lambda area: str(area["region"]))
    return None if value is None else str(value)


def _written_area(area: Area) -> dict[str, Any]:
    names = {"region": sorted(area.region), "places": sorted(area.places), "shared": sorted(area.shared)}
    return {**names, "whole": "yes" if area.whole else "no"}


def _country_faults(written: Written) -> Iterator[Sentence]:
    if not isinstance(written, list):
        yield _malformed()
        return
    for code in written:
        if not isinstance(code, str) or iso_code(code) is None:
            yield say("%(name)s is not a country.", name=str(code))


def _word_faults(written: Written) -> Iterator[Sentence]:
    if not isinstance(written, list):
        yield _malformed()
        return
    if not all(isinstance(word, str) and word.strip() for word in written):
        yield say("Write one entry on each line.")


def _day_faults(written: Written) -> Iterator[Sentence]:
    if not isinstance(written, str) or day_of(written) is None:
        yield say("Write the day as year, month and day, for example 2026-12-01.")


def _place_faults(written: Written) -> Iterator[Sentence]:
    if not isinstance(written, list) or not written:
        yield say("Name at least one region.")
        return
    for entry in written:
        if not _is_area(entry):
            yield say("Each region needs a name, and each place a spelling.")


def _is_area(entry: Any) -> bool:
    if not isinstance(entry, Mapping) or entry.get("whole") not in ("yes", "no"):
        return False
    lists = [entry.get("region"), *entry.get("places", [[]]), *entry.get("shared", [])]
    return bool(entry.get("region")) and all(
        isinstance(names, list) and all(isinstance(name, str) and name.strip() for name in names) for names in lists
    )


def _share_faults(written: Written) -> Iterator[Sentence]:
    number = _number(written)
    if number is None or number > 1:
        yield say("A share lies between 0 and 100 %%.")


def _count_faults(written: Written) -> Iterator[Sentence]:
    number = _number(written)
    if number is None or number != number.to_integral_value():
        yield say("Write a whole number of zero or more.")


def _number_faults(written: Written) -> Iterator[Sentence]:
    if _number(written) is None:
        yield say("Write a number of zero or more, without spaces.")


def _years_faults(written: Written) -> Iterator[Sentence]:
    found = YEARS.fullmatch(written) if isinstance(written, str) else None
    if found is None or (found[2] and int(found[1]) > int(found[2])):
        yield say("Write the shortest and the longest duration in years, for example 3-5.")


CHECKS: Mapping[str, Callable[[Written], Iterator[Sentence]]] = {
    "countries": _country_faults,
    "words": _word_faults,
    "day": _day_faults,
    "places": _place_faults,
    "share": _share_faults,
    "count": _count_faults,
    "years": _years_faults,
}


def _topic_faults(written: Mapping[str, Any]) -> Iterator[Fault]:
    for name, value in written.items():
        if name not in topic_number_names():
            yield name, say("No topic states a number of this name.")
            continue
        check = CHECKS.get(topic_number_kind(name), _number_faults)
        yield from ((name, because) for because in check(value))


def _number(written: Written) -> Decimal | None:
    """A plain number of zero or more; None for anything else."""
    if not isinstance(written, str) or not NUMBER.fullmatch(written):
        return None
    try:
        return Decimal(written)
    except InvalidOperation:
        return None


def day_of(text: str) -> date | None:
    """A day written as 2026-12-01; None for anything else."""
    try:
        read = date.fromisoformat(text)
    except ValueError:
        return None
    return read if read.isoformat() == text else None


def _malformed() -> Sentence:
    return say("This value has not the form that the rules can read.")
