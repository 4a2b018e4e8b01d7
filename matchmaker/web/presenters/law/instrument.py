"""One instrument: its days, its numbers and lists, its rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

from matchmaker.domain.eligibility import (
    Instrument,
    TopicNumbers,
    instruments,
    parameters,
    parameters_used,
    rule_texts,
    topics,
)
from matchmaker.web.presenters.law.rows import RuleLine, ValueLine, rule_lines, value_lines
from matchmaker.web.presenters.law.words import SECTIONS, Cited, act_title, cited, strand_words
from matchmaker.web.wording import day, money

NUMBERS: Mapping[str, LazyString] = {
    "max_entities": lazy_gettext("largest number of entities"),
    "min_action_size_eur": lazy_gettext("smallest action"),
    "max_eu_contribution_eur": lazy_gettext("largest EU contribution"),
    "max_optional_work_package_eur": lazy_gettext("largest contribution to the optional part"),
    "not_started_before": lazy_gettext("not started before"),
    "ends_by": lazy_gettext("ends by"),
    "duration_years": lazy_gettext("length in years"),
}


@dataclass(frozen=True, slots=True)
class TopicLine:
    """What a topic's text states since a day; a number that it does not state is not among them."""

    topic: str
    strand: str
    since: date
    numbers: tuple[tuple[str, str], ...]
    places: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class InstrumentPage:
    """The page; `since` is None where no rule of it is written down, `until` where it has no end."""

    slug: str
    key: str
    title: str
    about: str
    act: Instrument | None
    act_title: str
    since: date | None
    until: date | None
    over: bool
    rules: tuple[RuleLine, ...]
    values: tuple[ValueLine, ...]
    assumptions: tuple[ValueLine, ...]
    topics: tuple[TopicLine, ...]


def instrument_page(slug: str, today: date) -> InstrumentPage | None:
    """Build the page; None where no instrument has this address."""
    found = next((section for section in SECTIONS if section[0] == slug), None)
    if found is None:
        return None
    _, key, act = found
    title, about = strand_words(key)
    lines = value_lines(parameters()[name] for name in _parameters_of(key, act))
    since, until = _days(key)
    return InstrumentPage(
        slug=slug,
        key=key,
        title=title,
        about=about,
        act=instruments().get(act),
        act_title=act_title(instruments()[act]) if act in instruments() else "",
        since=since,
        until=until,
        over=until is not None and until < today,
        rules=rule_lines(key),
        values=tuple(line for line in lines if not line.assumed),
        assumptions=tuple(line for line in lines if line.assumed),
        topics=tuple(line for topic in topics().values() for line in _topic_lines(topic)) if key == "TOPIC" else (),
    )


def _days(key: str) -> tuple[date | None, date | None]:
    """The first day of the earliest rule, and the last day of the latest where every rule has one."""
    rules = [text for text in rule_texts().values() if text.strand == key]
    ends = [text.until for text in rules]
    until = max((end for end in ends if end), default=None) if None not in ends else None
    return min((text.since for text in rules), default=None), until


def _parameters_of(key: str, act: str) -> list[str]:
    """What judging the rules' cases asks for, and what is cited from a place that one of the rules cites."""
    rules = [text for text in rule_texts().values() if text.strand == key]
    used = {name for text in rules for name in parameters_used(text.id)}
    places = {(citation.act, citation.pinpoint) for text in rules for citation in text.citations}
    return [
        name
        for name, parameter in parameters().items()
        if name in used
        or any(
            citation.act == act and (citation.act, citation.pinpoint) in places
            for dated in parameter.values
            for citation in dated.citations
        )
    ]


def _topic_lines(topic: TopicNumbers) -> list[TopicLine]:
    places = tuple(map(cited, topic.citations))
    return [TopicLine(topic.topic, topic.strand, since, _numbers(numbers), places) for since, numbers in topic.values]


def _numbers(numbers: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((str(NUMBERS.get(name, name)), _written(name, value)) for name, value in numbers.items())


def _written(name: str, value: str) -> str:
    if name.endswith("_eur"):
        return money(Decimal(value))
    try:
        return day(date.fromisoformat(value))
    except ValueError:
        return value
