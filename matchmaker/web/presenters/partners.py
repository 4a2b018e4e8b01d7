"""Partners, topics and teams for a firm; firms on both sides and topics for a gap."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

from matchmaker.domain.facts import FirmFacts, TopicFacts
from matchmaker.domain.findings import EXACT, Bilingual, Contribution, Sentence
from matchmaker.domain.matching.pool import SIDE_ELSEWHERE, SIDE_UKRAINE, SIDE_UNION
from matchmaker.domain.matching.propose import PROCUREMENT
from matchmaker.services.gaps import GapAnswer, GapFirm
from matchmaker.services.partners import Outlook, Partner, SetAside, TopicFit
from matchmaker.web.forms.gaps import GapForm
from matchmaker.web.presenters.proposal_reasons import strength
from matchmaker.web.presenters.proposal_score import figure
from matchmaker.web.presenters.searches import Named
from matchmaker.web.wording import text

SIDES: Mapping[str, LazyString] = {
    SIDE_UKRAINE: lazy_gettext("Firms from Ukraine"),
    SIDE_UNION: lazy_gettext("Firms from the Union"),
    SIDE_ELSEWHERE: lazy_gettext("Firms from elsewhere"),
}
REASONS_SHOWN = 3
# True of nearly every firm, so it says nothing about the order: told only on opening a row.
SAID_OF_ALL = frozenset({"record_quality", "other_side"})


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """Why a firm stands where it stands, with the points that it brings."""

    because: Sentence
    points: str


@dataclass(frozen=True, slots=True)
class FirmRow:
    """A firm at its place; `more` are the weaker reasons."""

    place: int
    firm: Named
    score: str
    reasons: tuple[ReasonRow, ...]
    more: tuple[ReasonRow, ...]


@dataclass(frozen=True, slots=True)
class AsideRow:
    """A firm that would stand here and is left out."""

    place: int
    firm: Named
    because: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic with the firm's place among all; `chosen` if partners are shown for it; no `teams` for procurement."""

    id: str
    title: Bilingual
    place: int
    of: int
    score: str
    chosen: bool
    teams: bool
    reasons: tuple[ReasonRow, ...]


@dataclass(frozen=True, slots=True)
class PartnersPage:
    """Everything that the page of a firm's partners shows."""

    firm: Named
    officer: bool
    topic: Bilingual | None
    topic_id: str
    partners: tuple[FirmRow, ...]
    set_aside: tuple[AsideRow, ...]
    topics: tuple[TopicRow, ...]
    note: Sentence | None


@dataclass(frozen=True, slots=True)
class SideRows:
    """The firms of one side."""

    label: str
    rows: tuple[FirmRow, ...]


@dataclass(frozen=True, slots=True)
class GapTopicRow:
    """A topic with the part that is nearest to the gap."""

    id: str
    title: Bilingual
    part: Bilingual
    nearness: str
    teams: bool


@dataclass(frozen=True, slots=True)
class GapPage:
    """The question and, once asked, the answer; `best` is the firm that a search for teams starts with."""

    form: GapForm
    officer: bool
    asked: bool
    sides: tuple[SideRows, ...]
    topics: tuple[GapTopicRow, ...]
    best: str
    note: Sentence | None


def partners_page(found: Outlook, *, officer: bool) -> PartnersPage:
    """Build the page of one firm."""
    chosen = found.topic.id if found.topic else ""
    return PartnersPage(
        firm=_named(found.firm),
        officer=officer,
        topic=_title(found.topic) if found.topic else None,
        topic_id=chosen,
        partners=tuple(_firm_row(one) for one in found.partners),
        set_aside=tuple(_aside(one) for one in found.set_aside),
        topics=tuple(_topic_row(one, chosen) for one in found.topics),
        note=found.note,
    )


def gap_page(form: GapForm, answer: GapAnswer | None, *, officer: bool) -> GapPage:
    """Build the page before and after a question."""
    if answer is None:
        return GapPage(form, officer, False, (), (), "", None)
    firsts = [rows[0] for side in (SIDE_UKRAINE, SIDE_UNION) if (rows := answer.firms.get(side))]
    best = min(firsts, key=lambda one: one.rank).firm.id if firsts else ""
    return GapPage(
        form=form,
        officer=officer,
        asked=True,
        sides=tuple(_side(side, answer.firms.get(side, ())) for side in SIDES),
        topics=tuple(
            GapTopicRow(
                one.topic.id, _title(one.topic), one.part, strength(one.nearness), one.topic.action != PROCUREMENT
            )
            for one in answer.topics
        ),
        best=best,
        note=answer.note,
    )


def _side(side: str, firms: Iterable[GapFirm]) -> SideRows:
    return SideRows(str(SIDES[side]), tuple(_firm_row(one) for one in firms))


def _firm_row(one: Partner | GapFirm) -> FirmRow:
    first = [each for each in one.because if each.feature not in SAID_OF_ALL][:REASONS_SHOWN] or one.because[:1]
    more = [each for each in one.because if each not in first]
    digits = _digits(one.because)
    return FirmRow(
        place=one.rank,
        firm=_named(one.firm),
        score=figure(_exact(one.score), digits),
        reasons=tuple(_reasons(first, digits)),
        more=tuple(_reasons(more, digits)),
    )


def _aside(one: SetAside) -> AsideRow:
    told = tuple(each for i, each in enumerate(one.because) if each not in one.because[:i])
    return AsideRow(one.place, _named(one.firm), told)


def _topic_row(one: TopicFit, chosen: str) -> TopicRow:
    digits = _digits(one.because)
    return TopicRow(
        id=one.topic.id,
        title=_title(one.topic),
        place=one.place,
        of=one.of,
        score=figure(_exact(one.score), digits),
        chosen=one.topic.id == chosen,
        teams=one.topic.action != PROCUREMENT,
        reasons=tuple(_reasons((each for each in one.because if each.feature not in SAID_OF_ALL), digits))[:2],
    )


def _reasons(because: Iterable[Contribution], digits: int) -> Iterable[ReasonRow]:
    return (ReasonRow(one.because, figure(_exact(one.points), digits)) for one in because)


def _digits(because: Iterable[Contribution]) -> int:
    """As many as the longest number needs, so that what is shown adds up to the score that is shown."""
    return max([2, *(-int(_exact(one.points).normalize().as_tuple().exponent) for one in because)])


def _exact(points: float) -> Decimal:
    return Decimal(str(points)).quantize(Decimal(1).scaleb(-EXACT))


def _named(firm: FirmFacts) -> Named:
    return Named(firm.id, text(Bilingual(firm.name, firm.name_uk)), firm.country, firm.fictional)


def _title(topic: TopicFacts) -> Bilingual:
    return Bilingual(topic.title_en, topic.title_uk)
