"""One proposal as its page shows it, and lists of proposals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from babel.lists import format_list
from flask_babel import get_locale, gettext, lazy_gettext
from flask_babel.speaklater import LazyString

from matchmaker.domain.findings import Bilingual, Sentence, Verdict
from matchmaker.domain.matching.pool import SealedInputs
from matchmaker.domain.matching.propose import Proposal
from matchmaker.persistence import models as tables
from matchmaker.services.proposals.reading import ProposalView, Summary
from matchmaker.web.forms.proposals import ANSWERS, AnswerForm, NoteForm
from matchmaker.web.presenters.proposal_members import MemberRow, PartColumn, member_rows, part_columns
from matchmaker.web.presenters.proposal_reasons import (
    DepartureRow,
    NewcomerNote,
    VoiceRow,
    departure_rows,
    newcomer_note,
    voice_rows,
)
from matchmaker.web.presenters.proposal_rules import (
    Asked,
    RuleTable,
    SharedQuestion,
    Subjects,
    questions_by_firm,
    rule_table,
    shared_questions,
)
from matchmaker.web.presenters.proposal_score import ScoreCard, exact, score_card
from matchmaker.web.presenters.topics import strand_words
from matchmaker.web.wording import country, text

STRAND_PHRASES: Mapping[str, LazyString] = {
    "EDIP-P": lazy_gettext("under the Programme (EDIP-P)"),
    "EDIP-U": lazy_gettext("under the Ukraine Support Instrument (EDIP-U)"),
}
OTHER_STRAND = {"EDIP-P": "EDIP-U", "EDIP-U": "EDIP-P"}


@dataclass(frozen=True, slots=True)
class Seat:
    """A member's answer; `form` is there for those who may answer for the firm."""

    firm_id: str
    name: str
    answer: str
    answer_word: str
    reason: str
    answered_at: datetime | None
    form: AnswerForm | None


@dataclass(frozen=True, slots=True)
class Sealed:
    """What the proposal was made from."""

    revision: int
    rulebook: str
    weights: str
    day: date
    seed: int
    hash: str
    point: str


@dataclass(frozen=True, slots=True)
class Sibling:
    """Another proposal of the same search."""

    id: str
    number: int
    here: bool


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """A stored proposal for one reader."""

    id: str
    number: int
    topic_id: str
    topic: Bilingual
    search_id: str
    deadline: date
    today: date
    sentence: str
    invented: str
    strand: str
    strand_words: str
    verdict: Verdict
    other_strand: str
    other_verdict: Verdict
    open_questions: int
    officer: bool
    shortlisted_since: datetime | None
    speaks_for: tuple[Sentence, ...]
    speaks_against: tuple[Sentence, ...]
    asked_of_several: tuple[SharedQuestion, ...]
    asked: tuple[Asked, ...]
    parts: tuple[PartColumn, ...]
    members: tuple[MemberRow, ...]
    uncovered: tuple[PartColumn, ...]
    musts_missing: tuple[PartColumn, ...]
    newcomers: NewcomerNote
    voices: tuple[VoiceRow, ...]
    departures: tuple[DepartureRow, ...]
    rules: RuleTable
    score: ScoreCard
    bound: str
    gap: str
    optimal: bool
    sealed: Sealed
    seats: tuple[Seat, ...]
    notes: Sequence[tuple[tables.ProposalNote, tables.Account]]
    note_form: NoteForm | None
    siblings: tuple[Sibling, ...]


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """A proposal in a list."""

    id: str
    topic: Bilingual
    deadline: date
    members: tuple[tuple[str, str | None], ...]
    leads: tuple[str, ...]
    verdict: Verdict
    open_questions: int
    score: float
    since: datetime
    answer_word: str


@dataclass(frozen=True, slots=True)
class ProposalsPage:
    """Proposals by firm; on a shortlist there is one group without a firm."""

    today: date
    groups: tuple[tuple[tables.Firm | None, tuple[ProposalLine, ...]], ...]


def proposal_page(
    view: ProposalView, today: date, note_form: NoteForm | None, answer_forms: Mapping[str, AnswerForm]
) -> ProposalPage:
    """Build the page from what this reader may see."""
    proposal, columns = view.proposal, part_columns(view.sealed.parts)
    members = member_rows(proposal, columns, view.own, view.unread)
    covered = {cell.part.id for member in members for cell in member.covers}
    subjects, other = Subjects(proposal), OTHER_STRAND[proposal.strand]
    gap = exact(proposal.bound) - exact(proposal.score)
    return ProposalPage(
        id=view.row.id,
        number=view.row.position,
        topic_id=view.topic.id,
        topic=Bilingual(view.topic.title_en, view.topic.title_uk),
        search_id=view.search.id,
        deadline=view.topic.deadline,
        today=today,
        sentence=opening(proposal, columns, Bilingual(view.topic.title_en, view.topic.title_uk)),
        invented=_listed([member.name for member in proposal.members if member.fictional]),
        strand=proposal.strand,
        strand_words=strand_words(proposal.strand),
        verdict=proposal.verdicts[proposal.strand],
        other_strand=other,
        other_verdict=proposal.verdicts[other],
        open_questions=len(proposal.questions),
        officer=view.officer,
        shortlisted_since=view.shortlisted.since if view.shortlisted else None,
        speaks_for=proposal.speaks_for,
        speaks_against=proposal.speaks_against,
        asked_of_several=shared_questions(proposal, subjects),
        asked=questions_by_firm(proposal, subjects),
        parts=columns,
        members=members,
        uncovered=tuple(column for column in columns if column.id not in covered),
        musts_missing=tuple(
            column for column in columns if column.id in (view.sealed.must or ()) and column.id not in proposal.leads
        ),
        newcomers=newcomer_note(view.sealed, {member.firm_id: member.name for member in proposal.members}),
        voices=voice_rows(view),
        departures=departure_rows(view, columns),
        rules=rule_table(proposal, subjects),
        score=score_card(proposal.contributions),
        bound=f"{exact(proposal.bound).normalize():f}",
        gap=f"{gap.normalize():f}",
        optimal=proposal.optimal,
        sealed=sealed_line(view.search, view.sealed),
        seats=tuple(_seat(seat, firm, answer_forms.get(firm.id)) for seat, firm in view.seats),
        notes=view.notes,
        note_form=note_form if view.officer else None,
        siblings=tuple(Sibling(row.id, row.position, row.id == view.row.id) for row in view.siblings),
    )


def opening(proposal: Proposal, columns: Sequence[PartColumn], topic: Bilingual) -> str:
    """Say in one sentence who could do which part of the topic, under which strand."""
    names = [f"{member.name} ({country(member.country)})" for member in proposal.members]
    products = [column.id for column in columns if column.product]
    activities = [column.id for column in columns if not column.product]
    said = gettext(
        "%(members)s could together do %(products)s of %(all_products)s products and %(activities)s of "
        "%(all_activities)s activities of “%(topic)s” %(strand)s.",
        members=_listed(names),
        products=sum(one in proposal.leads for one in products),
        all_products=len(products),
        activities=sum(one in proposal.leads for one in activities),
        all_activities=len(activities),
        topic=text(topic),
        strand=str(STRAND_PHRASES.get(proposal.strand, proposal.strand)),
    )
    return str(said)


def proposal_line(summary: Summary, firm_id: str = "") -> ProposalLine:
    """One line of a list; with a firm the parts are those that it leads."""
    proposal = summary.proposal
    return ProposalLine(
        id=summary.row.id,
        topic=Bilingual(summary.topic.title_en, summary.topic.title_uk),
        deadline=summary.topic.deadline,
        members=tuple((member.name, member.country) for member in proposal.members),
        leads=tuple(sorted((part for part, lead in proposal.leads.items() if lead == firm_id), key=_products_first)),
        verdict=proposal.verdicts[proposal.strand],
        open_questions=len(proposal.questions),
        score=proposal.score,
        since=summary.since,
        answer_word=str(ANSWERS.get(summary.seat.answer or "", "")) if summary.seat else "",
    )


def own_proposals_page(found: Iterable[tuple[tables.Firm, Sequence[Summary]]], today: date) -> ProposalsPage:
    """Build the list of a company."""
    groups = ((firm, tuple(proposal_line(one, firm.id) for one in held)) for firm, held in found)
    return ProposalsPage(today, tuple(groups))


def shortlist_page(found: Iterable[Summary], today: date) -> ProposalsPage:
    """Build an officer's shortlist."""
    return ProposalsPage(today, ((None, tuple(proposal_line(one) for one in found)),))


def _products_first(part_id: str) -> tuple[bool, str]:
    return not part_id.startswith("P"), part_id


def _listed(names: Sequence[str]) -> str:
    return str(format_list(names, locale=get_locale())) if names else ""


def _seat(seat: tables.ProposalMember, firm: tables.Firm, form: AnswerForm | None) -> Seat:
    word = str(ANSWERS.get(seat.answer or "", ""))
    return Seat(firm.id, firm.name, seat.answer or "", word, seat.reason, seat.answered_at, form)


def sealed_line(search: tables.Search, sealed: SealedInputs) -> Sealed:
    """Say what a search was made from."""
    return Sealed(
        revision=search.catalogue_revision,
        rulebook=search.rulebook_version,
        weights=search.weights_version,
        day=search.day,
        seed=sealed.seed,
        hash=search.sealed_hash,
        point=sealed.point or "",
    )
