"""Lines that several Law pages share: a rule in a table, a number or list of the law."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from flask_babel import gettext, ngettext

from matchmaker.domain.eligibility import (
    Area,
    Coverage,
    Parameter,
    ParameterValue,
    RuleText,
    coverage,
    rule_texts,
    strand_of,
)
from matchmaker.domain.findings import Bilingual
from matchmaker.web.presenters.law.words import CERTAINTY, KINDS, STATUS, Cited, cited, word
from matchmaker.web.presenters.rule_titles import TITLES
from matchmaker.web.wording import country, day, money, number, share

CONVENTION = "CONVENTION"
MOST_IN_CELL = 6


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule of the register; `text` is None where only its state is known."""

    id: str
    title: str
    text: RuleText | None
    places: tuple[Cited, ...]
    kind: str
    certainty: str
    status: str
    status_word: str
    note: Bilingual


@dataclass(frozen=True, slots=True)
class ValueLine:
    """What a parameter is from a day on; `items` is a list too long for a cell, `assumed` marks what is not law."""

    name: str
    description: Bilingual
    value: str
    items: tuple[str, ...]
    since: date
    places: tuple[Cited, ...]
    assumed: bool
    configurable: bool
    checked_on: date


def rule_lines(strand: str) -> tuple[RuleLine, ...]:
    """Every known rule of a strand, in the order of the law."""
    return tuple(rule_line(known) for known in coverage().values() if strand_of(known.rule) == strand)


def rule_line(known: Coverage) -> RuleLine:
    """One line of the register."""
    text = rule_texts().get(known.rule)
    return RuleLine(
        id=known.rule,
        title=str(TITLES.get(known.rule, "")),
        text=text,
        places=tuple(map(cited, text.citations)) if text else (),
        kind=word(KINDS, text.kind) if text else "",
        certainty=word(CERTAINTY, text.certainty) if text else "",
        status=known.status,
        status_word=word(STATUS, known.status),
        note=known.note,
    )


def value_lines(found: Iterable[Parameter]) -> tuple[ValueLine, ...]:
    """Each value that a parameter has had, the latest first; nothing for one without any value yet."""
    return tuple(
        ValueLine(
            name=parameter.name,
            description=parameter.description,
            value=value_words(parameter.unit, dated.value),
            items=_items(dated.value),
            since=dated.since,
            places=tuple(map(cited, dated.citations)),
            assumed=any(citation.act == CONVENTION for citation in dated.citations),
            configurable=parameter.configurable,
            checked_on=parameter.checked_on,
        )
        for parameter in found
        for dated in reversed(parameter.values)
    )


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
    return ", ".join(sorted(word.replace("_", " ") for word in value))


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
