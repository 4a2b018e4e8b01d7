"""What changes of the law's configuration turned in stored proposals, for everybody whom it concerns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_babel.speaklater import LazyString

from matchmaker.domain.eligibility import parameters
from matchmaker.domain.findings import Bilingual, Verdict
from matchmaker.persistence.models import LegalChange, Proposal, Topic
from matchmaker.services.configuration.flips import TurnedProposal, TurnedSince
from matchmaker.services.configuration.rejudging import Turned
from matchmaker.web.presenters.rule_titles import matter
from matchmaker.web.wording import text

TITLES: Mapping[str, LazyString] = {
    "areas_not_under_government_control": lazy_gettext("Areas of Ukraine not under government control"),
    "crisis_relevant_products": lazy_gettext("Crisis-relevant products"),
    "edf_associated": lazy_gettext("Countries associated with the European Defence Fund"),
    "edf_association_candidates": lazy_gettext("Countries that may become associated with the European Defence Fund"),
    "edip_associated": lazy_gettext("Countries associated with the Programme"),
    "edip_association_candidates": lazy_gettext("Countries that may become associated with the Programme"),
    "hostile_origins": lazy_gettext("Hostile origins"),
    "origin_method": lazy_gettext("How the origin of a component is found"),
    "safe_agreement_countries": lazy_gettext("Countries with an agreement under SAFE"),
    "ukraine_financing_agreement": lazy_gettext("Day of the financing agreement with Ukraine"),
}
VERDICT_WORDS = {verdict.value for verdict in Verdict}
MOST_SHOWN = 50


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
class SinceCard:
    """What differs in a proposal from a day on, and which changes did it; `hidden` says that there is more."""

    day: date
    rows: tuple[TurnedRow, ...]
    changes: tuple[tuple[str, LegalChange], ...]
    hidden: bool


def title_of(subject: str) -> str:
    """Return what a subject is called; a topic is called by its identifier."""
    known = parameters().get(subject)
    otherwise = text(known.description) if known else gettext("Numbers of %(topic)s", topic=subject)
    return str(TITLES.get(subject, otherwise))


def since_cards(row: Proposal, found: Iterable[TurnedSince]) -> tuple[SinceCard, ...]:
    """Build what a proposal's own page shows of changes since."""
    about = Names(row.document)
    return tuple(
        SinceCard(
            one.day,
            _turned_rows(one.turned, about),
            tuple((title_of(change.subject), change) for change in one.changes),
            one.hidden,
        )
        for one in found
    )


class Names:
    """Names for the subjects of a stored proposal's findings."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        stored = document["proposal"]
        self.firms: dict[str, str] = {member["firm_id"]: member["name"] for member in stored["members"]}
        self._holders: dict[str, str] = stored["holders"]

    def of(self, subject: str) -> str:
        """Return the firm that a finding is about, or the consortium."""
        holder = self._holders.get(subject, subject)
        return self.firms.get(holder) or str(gettext("The consortium as a whole"))


def cards_of(found: Sequence[TurnedProposal]) -> tuple[TurnedCard, ...]:
    """Build a card for each of the first proposals."""
    return tuple(_card(one) for one in found[:MOST_SHOWN])


def _card(one: TurnedProposal) -> TurnedCard:
    about = Names(one.row.document)
    return TurnedCard(
        id=one.row.id,
        number=one.row.position,
        topic_id=one.topic.id,
        topic=topic_title(one.topic),
        members=tuple(about.firms.values()),
        day=one.day,
        rows=_turned_rows(one.turned, about),
    )


def _turned_rows(turned: Iterable[Turned], about: Names) -> tuple[TurnedRow, ...]:
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


def topic_title(topic: Topic) -> Bilingual:
    """Return the title of a topic in both languages."""
    return Bilingual(topic.title_en, topic.title_uk)
