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
from matchmaker.domain.findings import Bilingual, Verdict
from matchmaker.persistence.models import LegalChange, Proposal, Topic
from matchmaker.services.configuration.flips import Outcome, TurnedProposal, TurnedSince
from matchmaker.services.configuration.rejudging import Turned
from matchmaker.services.configuration.standing import Entry, Present, Subject
from matchmaker.services.notices import Told
from matchmaker.web.forms.configuration import LABELS, LawForm, WithdrawForm
from matchmaker.web.presenters.rule_titles import matter
from matchmaker.web.wording import country, day, money, number, share, text

TITLES: Mapping[str, LazyString] = {
    "areas_not_under_government_control": lazy_gettext("Areas of Ukraine not under government control"),
    "crisis_relevant_products": lazy_gettext("Crisis-relevant products"),
    "edf_associated": lazy_gettext("Countries associated with the European Defence Fund"),
    "edf_association_candidates": lazy_gettext("Countries that may become associated with the European Defence Fund"),
    "edip_associated": lazy_gettext("Countries associated with the Programme"),
    "edip_association_candidates": lazy_gettext("Countries that may become associated with the Programme"),
    "hostile_origins": lazy_gettext("Hostile origins"),
    "safe_agreement_countries": lazy_gettext("Countries with an agreement under SAFE"),
    "ukraine_financing_agreement": lazy_gettext("Day of the financing agreement with Ukraine"),
}
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
VERDICT_WORDS = {verdict.value for verdict in Verdict}
MOST_SHOWN = 50
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
    form: LawForm
    history: tuple[EntryRow, ...]


@dataclass(frozen=True, slots=True)
class TurnedRow:
    """One line of what differs; `rule` is empty for the combined verdict. Verdicts are verdicts, else plain text."""

    matter: str
    rule: str
    strand: str
    about: str
    before: Verdict | str
    after: Verdict | str


@dataclass(frozen=True, slots=True)
class TurnedCard:
    """A stored proposal with what differs in it."""

    id: str
    number: int
    topic_id: str
    topic: Bilingual
    members: tuple[str, ...]
    day: date
    rows: tuple[TurnedRow, ...]


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


@dataclass(frozen=True, slots=True)
class SinceCard:
    """What differs in a proposal from a day on, and which changes did it."""

    day: date
    rows: tuple[TurnedRow, ...]
    changes: tuple[tuple[str, LegalChange], ...]


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice with links to the proposals that it is about."""

    told: Told
    what: str
    proposals: tuple[tuple[str, Bilingual], ...]


@dataclass(frozen=True, slots=True)
class NoticesPage:
    """All notices of one account."""

    rows: tuple[NoticeRow, ...]
    unread: int


def title_of(subject: str) -> str:
    """Return what a subject is called; a topic is called by its identifier."""
    known = parameters().get(subject)
    otherwise = text(known.description) if known else gettext("Numbers of %(topic)s", topic=subject)
    return str(TITLES.get(subject, otherwise))


def subjects_page(found: Iterable[Subject]) -> SubjectsPage:
    """Build the list."""
    rows = [_row(one) for one in found]
    split = [(row, unit_of(row.name) == TOPIC) for row in rows]
    return SubjectsPage(tuple(row for row, topic in split if not topic), tuple(row for row, topic in split if topic))


def subject_page(one: Subject, history: Sequence[Entry], form: LawForm) -> SubjectPage:
    """Build the page of one subject."""
    known, unit = parameters().get(one.name), unit_of(one.name)
    change = one.present.change
    return SubjectPage(
        row=_row(one),
        description=known.description if known else Bilingual("", ""),
        lines=lines_of(one.name, one.present.value),
        link=change.link if change else "",
        hint=str(HINTS.get(unit, "")),
        topic=unit == TOPIC,
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
        cards=_cards(found["proposals"]),
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
        cards=_cards(outcome.proposals),
        form=None if final else form,
    )


def since_cards(row: Proposal, found: Iterable[TurnedSince]) -> tuple[SinceCard, ...]:
    """Build what a proposal's own page shows of changes since."""
    about = _Names(row.document)
    return tuple(
        SinceCard(
            one.day,
            _turned_rows(one.turned, about),
            tuple((title_of(change.subject), change) for change in one.changes),
        )
        for one in found
    )


def notices_page(told: Sequence[Told]) -> NoticesPage:
    """Build the list of notices."""
    rows = tuple(
        NoticeRow(
            told=one,
            what=title_of(one.change.subject) if one.change else "",
            proposals=tuple((key, _topic_title(topic)) for key, _, topic in one.proposals),
        )
        for one in told
    )
    return NoticesPage(rows, sum(one.notice.read_at is None for one in told))


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
        return tuple(place_lines(written)) if unit == "places" else tuple(written)
    return (_in_words(unit, written),)


def _row(one: Subject) -> SubjectRow:
    return SubjectRow(
        name=one.name,
        title=title_of(one.name),
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


class _Names:
    """Names for the subjects of a stored proposal's findings."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        stored = document["proposal"]
        self.firms: dict[str, str] = {member["firm_id"]: member["name"] for member in stored["members"]}
        self._holders: dict[str, str] = stored["holders"]

    def of(self, subject: str) -> str:
        holder = self._holders.get(subject, subject)
        return self.firms.get(holder) or str(gettext("The consortium as a whole"))


def _cards(found: Sequence[TurnedProposal]) -> tuple[TurnedCard, ...]:
    return tuple(_card(one) for one in found[:MOST_SHOWN])


def _card(one: TurnedProposal) -> TurnedCard:
    about = _Names(one.row.document)
    return TurnedCard(
        id=one.row.id,
        number=one.row.position,
        topic_id=one.topic.id,
        topic=_topic_title(one.topic),
        members=tuple(about.firms.values()),
        day=one.day,
        rows=_turned_rows(one.turned, about),
    )


def _turned_rows(turned: Iterable[Turned], about: _Names) -> tuple[TurnedRow, ...]:
    return tuple(
        TurnedRow(
            matter=matter(one.rule) if one.rule else str(gettext("All rules together")),
            rule=one.rule,
            strand=one.strand,
            about=about.of(one.subject),
            before=_verdict(one.before),
            after=_verdict(one.after),
        )
        for one in turned
    )


def _verdict(told: str) -> Verdict | str:
    return Verdict(told) if told in VERDICT_WORDS else told


def _topic_title(topic: Topic) -> Bilingual:
    return Bilingual(topic.title_en, topic.title_uk)
