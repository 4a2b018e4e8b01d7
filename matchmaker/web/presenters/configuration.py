"""The law's configuration as an administrator sees it, and what changes turned, as anybody concerned sees it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_babel.speaklater import LazyString

from matchmaker.domain.eligibility import parameters
from matchmaker.domain.eligibility.administration import TOPIC, Written, day_of, topic_number_kind, unit_of
from matchmaker.domain.eligibility.placetext import place_lines
from matchmaker.domain.findings import Bilingual
from matchmaker.services.configuration.flips import Outcome
from matchmaker.services.configuration.standing import Entry, Present, Subject
from matchmaker.web.forms.configuration import LABELS, LawForm, WithdrawForm
from matchmaker.web.presenters.law.values import word_of_list
from matchmaker.web.presenters.turned import TurnedCard, cards_of, title_of
from matchmaker.web.wording import country, day, money, number, share

HINTS: Mapping[str, LazyString] = {
    "countries": lazy_gettext("One country on each line, by name or two-letter code. An empty list means none."),
    "words": lazy_gettext("One entry on each line. An empty list means none."),
    "places": lazy_gettext(
        "A region stands in square brackets with all its spellings, separated by commas; “whole” behind it means all "
        "of it. Below it each place has its own line with its spellings; “~” before a place marks a name that a place "
        "elsewhere bears too."
    ),
    "share": lazy_gettext("In per cent, for example 35."),
    "eur": lazy_gettext("In euros, without cents."),
}
FEW_LINES = 12


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """One line of the list; `own` says that the rule book's own value holds."""

    name: str
    title: str
    value: str
    since: date | None
    own: bool
    source: str
    changes: int


@dataclass(frozen=True, slots=True)
class SubjectsPage:
    """Everything that can be changed: lists and numbers of the law, then topics."""

    parameters: tuple[SubjectRow, ...]
    topics: tuple[SubjectRow, ...]


@dataclass(frozen=True, slots=True)
class Swap:
    """A value and what replaces it, line by line; `removed` and `added` are what differs."""

    removed: tuple[str, ...]
    added: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry of the history."""

    entry: Entry
    swap: Swap


@dataclass(frozen=True, slots=True)
class SubjectPage:
    """One subject: what holds, the form to change it, what was changed."""

    row: SubjectRow
    description: Bilingual
    lines: tuple[str, ...]
    link: str
    hint: str
    topic: bool
    long: bool
    form: LawForm
    history: tuple[EntryRow, ...]


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """What a change would do, with everything typed so that it can be sent again."""

    name: str
    title: str
    since: date
    swap: Swap
    reason: str
    source: str
    link: str
    judged: int
    affected: int
    cards: tuple[TurnedCard, ...]
    form: LawForm
    sent: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ChangePage:
    """A recorded entry and what it turned; `form` is there while it can be withdrawn."""

    outcome: Outcome
    title: str
    swap: Swap
    affected: int
    cards: tuple[TurnedCard, ...]
    form: WithdrawForm | None


def subjects_page(found: Iterable[Subject]) -> SubjectsPage:
    """Build the list."""
    rows = [_row(one) for one in found]
    split = [(row, unit_of(row.name) == TOPIC) for row in rows]
    return SubjectsPage(tuple(row for row, topic in split if not topic), tuple(row for row, topic in split if topic))


def subject_page(one: Subject, history: Sequence[Entry], form: LawForm) -> SubjectPage:
    """Build the page of one subject."""
    known, unit = parameters().get(one.name), unit_of(one.name)
    change, lines = one.present.change, lines_of(one.name, one.present.value)
    return SubjectPage(
        row=_row(one),
        description=known.description if known else Bilingual("", ""),
        lines=lines,
        link=change.link if change else "",
        hint=str(HINTS.get(unit, "")),
        topic=unit == TOPIC,
        long=len(lines) > FEW_LINES,
        form=form,
        history=tuple(EntryRow(entry, _swap(one.name, entry.before, entry.value)) for entry in history),
    )


def preview_page(
    subject: Subject, value: Written, form: LawForm, sent: Sequence[tuple[str, str]], **found: Any
) -> PreviewPage:
    """Build the page that asks whether a change should be recorded; `found` is since, before, judged, proposals."""
    return PreviewPage(
        name=subject.name,
        title=title_of(subject.name),
        since=found["since"],
        swap=_swap(subject.name, found["before"], value),
        reason=form.reason.data or "",
        source=form.source.data or "",
        link=form.link.data or "",
        judged=found["judged"],
        affected=len(found["proposals"]),
        cards=cards_of(found["proposals"]),
        form=form,
        sent=tuple(sent),
    )


def change_page(outcome: Outcome, entry: Entry, form: WithdrawForm) -> ChangePage:
    """Build the page of a recorded entry."""
    final = outcome.change.withdraws is not None or outcome.withdrawn_by is not None
    return ChangePage(
        outcome=outcome,
        title=title_of(outcome.change.subject),
        swap=_swap(outcome.change.subject, entry.before, entry.value),
        affected=len(outcome.proposals),
        cards=cards_of(outcome.proposals),
        form=None if final else form,
    )


def lines_of(subject: str, written: Written | None) -> tuple[str, ...]:
    """Write a value line by line in the reader's language; no line where nothing is known."""
    unit = unit_of(subject)
    if written is None:
        return ()
    if isinstance(written, Mapping):
        return tuple(
            f"{LABELS.get(name, name)}: {_in_words(topic_number_kind(name), written[name])}" for name in written
        )
    if isinstance(written, list):
        if unit == "countries":
            return tuple(sorted(map(country, written)))
        return tuple(place_lines(written)) if unit == "places" else tuple(map(word_of_list, written))
    return (_in_words(unit, written),)


def _row(one: Subject) -> SubjectRow:
    return SubjectRow(
        name=one.name,
        title=one.name if unit_of(one.name) == TOPIC else title_of(one.name),
        value=_brief(one.name, one.present),
        since=one.present.since,
        own=one.present.change is None,
        source=one.present.change.source if one.present.change else "",
        changes=one.changes,
    )


def _brief(subject: str, held: Present) -> str:
    """The value in a line: a long list is counted."""
    if held.value is None:
        return str(gettext("not known"))
    lines = lines_of(subject, held.value)
    if len(lines) > FEW_LINES:
        return str(gettext("%(count)s entries", count=len(lines)))
    return "; ".join(lines) or str(gettext("none"))


def _swap(subject: str, before: Written | None, after: Written | None) -> Swap:
    was, becomes = lines_of(subject, before), lines_of(subject, after)
    return Swap(tuple(line for line in was if line not in becomes), tuple(line for line in becomes if line not in was))


def _in_words(unit: str, value: str) -> str:
    if unit == "day":
        known = day_of(value)
        return day(known) if known else value
    if unit == "eur":
        return money(Decimal(value))
    if unit == "share":
        return share(Decimal(value))
    return value.replace("-", "–") if unit == "years" else number(Decimal(value))
