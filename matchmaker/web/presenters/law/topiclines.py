"""What each topic's text states, as it holds today, with what an administrator changed of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

from matchmaker.domain.eligibility import topics
from matchmaker.domain.eligibility.administration import TOPIC, unit_of
from matchmaker.persistence.models import LegalChange
from matchmaker.services.configuration.standing import Span, standing, timeline
from matchmaker.web.presenters.law.values import Changed, changed_by
from matchmaker.web.presenters.law.words import Cited, cited
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
class Stated:
    """The numbers of a text with their first day and, where others follow, their last; a missing one is not stated."""

    numbers: tuple[tuple[str, str], ...]
    since: date
    until: date | None
    changed: Changed | None


@dataclass(frozen=True, slots=True)
class TopicLine:
    """A topic: what is stated today (None: nothing yet), before and later; `places` is where the text stands."""

    topic: str
    strand: str
    held: Stated | None
    earlier: tuple[Stated, ...]
    later: tuple[Stated, ...]
    places: tuple[Cited, ...]


def topic_lines(today: date, rows: Sequence[LegalChange]) -> tuple[TopicLine, ...]:
    """Every topic with numbers, the rule book's first."""
    changed = (row.subject for row in standing(rows) if unit_of(row.subject) == TOPIC)
    return tuple(_line(topic, today, rows) for topic in dict.fromkeys((*topics(), *changed)))


def _line(topic: str, today: date, rows: Sequence[LegalChange]) -> TopicLine:
    known, spans = topics().get(topic), [_stated(span) for span in timeline(rows, topic)]
    begun = [span for span in spans if span.since <= today]
    return TopicLine(
        topic=topic,
        strand=known.strand if known else "",
        held=begun[-1] if begun else None,
        earlier=tuple(reversed(begun[:-1])),
        later=tuple(span for span in spans if span.since > today),
        places=tuple(map(cited, known.citations)) if known else (),
    )


def _stated(span: Span) -> Stated:
    value = span.present.value
    assert isinstance(value, Mapping)
    return Stated(_numbers(value), span.since, span.until, changed_by(span.present.change))


def _numbers(numbers: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((str(NUMBERS.get(name, name)), _written(name, value)) for name, value in numbers.items())


def _written(name: str, value: str) -> str:
    if name.endswith("_eur"):
        return money(Decimal(value))
    try:
        return day(date.fromisoformat(value))
    except ValueError:
        return value
