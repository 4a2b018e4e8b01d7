"""The Law page: instruments with counts, what EDIP is, what is not verified."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext, lazy_gettext
from flask_babel.speaklater import LazyString

from matchmaker.domain.eligibility import (
    Instrument,
    coverage,
    instruments,
    rule_texts,
    strand_of,
    unverified,
)
from matchmaker.domain.eligibility.parameters import as_words
from matchmaker.domain.findings import Bilingual
from matchmaker.persistence.models import LegalChange
from matchmaker.services.configuration.standing import present
from matchmaker.web.presenters.law.values import Changed, changed_by, value_on
from matchmaker.web.presenters.law.words import CERTAINTY, SECTIONS, STATUS, strand_words, word
from matchmaker.web.presenters.rule_titles import articles
from matchmaker.web.wording import country, text

# What is compared, and the rules of the two strands that say it.
COMPARED: tuple[tuple[LazyString, str, str], ...] = (
    (lazy_gettext("Who is paid: seat"), "EDIP-P-E01", "EDIP-U-E01"),
    (lazy_gettext("Who may control them"), "EDIP-P-E03", "EDIP-U-E04"),
    (lazy_gettext("Guarantees that lift the bar on control"), "EDIP-P-E04", "EDIP-U-E05"),
    (lazy_gettext("Unpaid cooperation"), "EDIP-P-E06", "EDIP-U-E07"),
    (lazy_gettext("Whose parts count as home"), "EDIP-P-O02", "EDIP-U-O02"),
    (lazy_gettext("Limits on the design"), "EDIP-P-D01", "EDIP-U-D01"),
    (lazy_gettext("Presence of Ukraine"), "", "EDIP-U-A07"),
    (lazy_gettext("Condition before any money"), "", "EDIP-U-A08"),
    (lazy_gettext("Forms of action"), "EDIP-P-A01", "EDIP-U-A01"),
    (lazy_gettext("Ceiling, industrial reinforcement"), "EDIP-P-M04", "EDIP-U-M01"),
    (lazy_gettext("Ceiling, common procurement"), "EDIP-P-M02", "EDIP-U-M02"),
    (lazy_gettext("Equity fund FAST"), "EDIP-P-T01", "EDIP-U-T03"),
)
HOME, OPEN, ABROAD = lazy_gettext("home"), lazy_gettext("open"), lazy_gettext("abroad")
ASSOCIATED, CANDIDATES = "edip_associated", "edip_association_candidates"
TERRITORIES: tuple[tuple[LazyString, str, LazyString, LazyString], ...] = (
    (lazy_gettext("Member States"), "member_states", HOME, HOME),
    (lazy_gettext("Associated with the Programme"), ASSOCIATED, HOME, ABROAD),
    (lazy_gettext("Candidates for association"), CANDIDATES, OPEN, ABROAD),
    (lazy_gettext("Ukraine, without areas outside government control"), "ukraine", ABROAD, HOME),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """An instrument as a way in; `counts` holds how many rules stand in each state, `bar` the same as a picture."""

    slug: str
    title: str
    about: str
    number: str
    counts: Mapping[str, int]
    bar: tuple[tuple[str, str, int], ...]
    total: int
    ended: date | None


@dataclass(frozen=True, slots=True)
class Saying:
    """What one strand's rule says; without a rule both are empty."""

    rule: str
    sentence: Bilingual | None
    articles: str


@dataclass(frozen=True, slots=True)
class Territory:
    """A group of countries and what it is to each strand."""

    title: str
    names: tuple[str, ...]
    programme: str
    ukraine: str
    since: date | None
    changed: Changed | None


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """What nobody has confirmed; `flips` are the rules with a page, in the order of the list."""

    what: Bilingual
    meanwhile: Bilingual
    flips: tuple[str, ...]
    certainty: str


@dataclass(frozen=True, slots=True)
class LawPage:
    """The whole section at a glance."""

    entries: tuple[Entry, ...]
    states: tuple[tuple[str, str], ...]
    judged: int
    known: int
    territories: tuple[Territory, ...]
    compared: tuple[tuple[str, Saying, Saying], ...]
    open_points: tuple[OpenPoint, ...]
    certainty: tuple[tuple[str, str], ...]
    sources: tuple[Instrument, ...]


def law_page(today: date, rows: Sequence[LegalChange]) -> LawPage:
    """Build the page for a day; `rows` are all entries of the configuration's history."""
    entries = tuple(_entry(slug, key, act, today) for slug, key, act in SECTIONS)
    states = tuple((key, str(label)) for key, label in STATUS.items() if any(entry.counts[key] for entry in entries))
    return LawPage(
        entries=entries,
        states=states,
        judged=sum(entry.counts["encoded"] + entry.counts["partly"] for entry in entries),
        known=len(coverage()),
        territories=tuple(_territory(*row, today, rows) for row in TERRITORIES),
        compared=tuple((str(title), _saying(one), _saying(two)) for title, one, two in _known_pairs()),
        open_points=_open_points(),
        certainty=tuple((key, str(label)) for key, label in CERTAINTY.items()),
        sources=tuple(instruments().values()),
    )


def _entry(slug: str, key: str, act: str, today: date) -> Entry:
    counts = Counter(known.status for known in coverage().values() if strand_of(known.rule) == key)
    title, about = strand_words(key)
    ends = [text.until for text in rule_texts().values() if text.strand == key]
    last = max((until for until in ends if until), default=None)
    return Entry(
        slug=slug,
        title=title,
        about=about,
        number=text(instruments()[act].number) if act in instruments() else "",
        counts=counts,
        bar=tuple((status, word(STATUS, status), counts[status]) for status in STATUS),
        total=sum(counts.values()),
        ended=last if last and None not in ends and last < today else None,
    )


def _territory(
    title: LazyString, name: str, programme: LazyString, ukraine: LazyString, today: date, rows: Sequence[LegalChange]
) -> Territory:
    told, codes = present(rows, name, today), _codes(name, today, rows)
    if name == CANDIDATES:
        codes -= _codes(ASSOCIATED, today, rows)
    names = tuple(sorted(map(country, codes))) or (str(gettext("none confirmed")),)
    return Territory(str(title), names, str(programme), str(ukraine), told.since, changed_by(told.change))


def _codes(name: str, today: date, rows: Sequence[LegalChange]) -> frozenset[str]:
    value = value_on(name, today, rows)
    return frozenset() if value is None else as_words(name, value)


def _known_pairs() -> list[tuple[LazyString, str, str]]:
    known = rule_texts()
    return [row for row in COMPARED if row[1] in known or row[2] in known]


def _saying(rule_id: str) -> Saying:
    text = rule_texts().get(rule_id)
    return Saying(rule_id if text else "", text.sentence if text else None, articles(rule_id))


def _open_points() -> tuple[OpenPoint, ...]:
    return tuple(
        OpenPoint(
            what=point.what,
            meanwhile=point.meanwhile,
            flips=tuple(rule_id for rule_id in point.flips if rule_id in coverage()),
            certainty=word(CERTAINTY, point.certainty),
        )
        for point in unverified()
    )
