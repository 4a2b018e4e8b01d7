"""Numbers and lists of the law as they hold today, with what an administrator changed and what held before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from flask_babel import gettext, ngettext

from matchmaker.domain.eligibility import ORIGIN_METHODS, Area, Parameter, ParameterValue, parameters
from matchmaker.domain.eligibility.administration import read_written
from matchmaker.persistence.models import LegalChange
from matchmaker.services.configuration.standing import Present, Span, present, read, timeline
from matchmaker.web.presenters.law.words import Cited, cited
from matchmaker.web.presenters.turned import title_of
from matchmaker.web.wording import country, day, money, number, share, text

CONVENTION = "CONVENTION"
MOST_IN_CELL = 6
_PART = re.compile("[A-Z]{2}: [A-Z]{2}")


@dataclass(frozen=True, slots=True)
class Changed:
    """Why an administrator set a value, and by which source; who it was stays inside."""

    reason: str
    source: str
    link: str


@dataclass(frozen=True, slots=True)
class Held:
    """A value with its first day and, where another follows, its last; `places` are empty for a changed one.

    `items` is a list too long for a cell.
    """

    value: str
    items: tuple[str, ...]
    since: date
    until: date | None
    places: tuple[Cited, ...]
    changed: Changed | None


@dataclass(frozen=True, slots=True)
class ValueLine:
    """A parameter: what holds today (None: nothing yet), before and later; `assumed` marks what is not law.

    `description` speaks of the rule book's own value, so that a changed one is called by its name alone.
    """

    name: str
    description: str
    held: Held | None
    earlier: tuple[Held, ...]
    later: tuple[Held, ...]
    assumed: bool
    configurable: bool
    checked_on: date


def value_lines(found: Iterable[Parameter], today: date, rows: Sequence[LegalChange] = ()) -> tuple[ValueLine, ...]:
    """One line for each parameter; `rows` are all entries of the configuration's history."""
    lines = (_line(parameter, today, rows) for parameter in found)
    return tuple(line for line in lines if line.configurable or line.held or line.later)


def value_on(name: str, day: date, rows: Sequence[LegalChange]) -> ParameterValue | None:
    """The value of that day as the rules use it; None where there is none yet."""
    told = present(rows, name, day)
    return None if told.since is None else _value(parameters()[name], told, told.since)


def changed_by(change: LegalChange | None) -> Changed | None:
    """What everybody may read of an administrator's change."""
    return None if change is None else Changed(change.reason, change.source, change.link)


def _line(parameter: Parameter, today: date, rows: Sequence[LegalChange]) -> ValueLine:
    spans = [_held(parameter, span) for span in timeline(rows, parameter.name)]
    begun = [span for span in spans if span.since <= today]
    changed = bool(begun) and begun[-1].changed is not None
    return ValueLine(
        name=parameter.name,
        description=title_of(parameter.name) if changed else text(parameter.description),
        held=begun[-1] if begun else None,
        earlier=tuple(reversed(begun[:-1])),
        later=tuple(span for span in spans if span.since > today),
        assumed=any(citation.act == CONVENTION for dated in parameter.values for citation in dated.citations),
        configurable=parameter.configurable,
        checked_on=parameter.checked_on,
    )


def _held(parameter: Parameter, span: Span) -> Held:
    value, change = _value(parameter, span.present, span.since), span.present.change
    return Held(
        value=value_words(parameter.unit, value),
        items=_items(value),
        since=span.since,
        until=span.until,
        places=tuple(map(cited, parameter.at(span.since).citations)) if change is None else (),
        changed=changed_by(change),
    )


def _value(parameter: Parameter, told: Present, since: date) -> ParameterValue:
    if told.change is None:
        return parameter.at(since).value
    value = read_written(parameter.name, read(told.change))
    assert not isinstance(value, Mapping)
    return value


def value_words(unit: str, value: ParameterValue) -> str:
    """Write a value of the law with its unit."""
    match value:
        case date():
            return day(value)
        case Decimal():
            return _number(unit, value)
        case frozenset():
            return _list(unit, value)
        case tuple():
            return str(ngettext("%(num)s region with its places", "%(num)s regions with their places", len(value)))


def _number(unit: str, value: Decimal) -> str:
    if unit == "share":
        return share(value)
    return money(value) if unit == "eur" else number(value)


def _list(unit: str, value: frozenset[str]) -> str:
    if not value:
        return str(gettext("none"))
    if unit == "countries":
        counted = str(ngettext("%(num)s country", "%(num)s countries", len(value)))
        return counted if len(value) > MOST_IN_CELL else _countries(value)
    return ", ".join(sorted(map(word_of_list, value)))


def word_of_list(word: str) -> str:
    """A word of a list: in the reader's language, a country's part with the country, else as it stands."""
    if _PART.fullmatch(word):
        return f"{country(word[:2])} ({country(word[4:])})"
    return text(ORIGIN_METHODS[word]) if word in ORIGIN_METHODS else word.replace("_", " ")


def _countries(codes: Iterable[str]) -> str:
    return ", ".join(sorted(map(country, codes)))


def _items(value: ParameterValue) -> tuple[str, ...]:
    """The countries or the regions of a list that is too long to stand in a sentence."""
    if isinstance(value, frozenset) and len(value) > MOST_IN_CELL and all(len(one) == 2 for one in value):
        return tuple(sorted(map(country, value)))
    if isinstance(value, tuple):
        return tuple(_region(area) for area in value)
    return ()


def _region(area: Area) -> str:
    name = max(area.region, key=lambda spelling: (spelling.isascii(), len(spelling)))
    return f"{name.title()}: {gettext('all of it') if area.whole else gettext('named places')}"
