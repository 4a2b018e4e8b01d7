"""One instrument: its days, its numbers and lists, its rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from matchmaker.domain.eligibility import (
    Instrument,
    instruments,
    parameters,
    parameters_used,
    rule_texts,
)
from matchmaker.persistence.models import LegalChange
from matchmaker.web.presenters.law.rows import RuleLine, rule_lines
from matchmaker.web.presenters.law.topiclines import TopicLine, topic_lines
from matchmaker.web.presenters.law.values import ValueLine, value_lines
from matchmaker.web.presenters.law.words import SECTIONS, act_title, strand_words


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


def instrument_page(slug: str, today: date, rows: Sequence[LegalChange]) -> InstrumentPage | None:
    """Build the page with what holds today; None where no instrument has this address."""
    found = next((section for section in SECTIONS if section[0] == slug), None)
    if found is None:
        return None
    _, key, act = found
    title, about = strand_words(key)
    lines = value_lines((parameters()[name] for name in _parameters_of(key, act)), today, rows)
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
        topics=topic_lines(today, rows) if key == "TOPIC" else (),
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
