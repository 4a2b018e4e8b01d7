"""Reading stored proposals: officers see all and leave ledger lines, members see what they may."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from matchmaker.domain.findings import Finding, Sentence, say
from matchmaker.domain.matching.pool import SealedInputs, from_json
from matchmaker.domain.matching.propose import LeftOut, Proposal
from matchmaker.domain.matching.rank import EvidenceMove
from matchmaker.domain.vocabulary import Role
from matchmaker.persistence import models as tables
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services.errors import NotFound
from matchmaker.services.occasion import Actor, Occasion
from matchmaker.services.profiles import may_read_restricted, note_reads
from matchmaker.services.proposals.documents import ARCHIVE

OFFICERS = (Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR)
HIDDEN = say("This answer rests on a field you may not see.")


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A stored proposal as one reader may see it; `own` are the member firms that the reader acts for.

    `unread` are verified members that changed their entry after an officer last looked at it, as of now.
    """

    row: tables.Proposal
    search: tables.Search
    sealed: SealedInputs
    topic: tables.Topic
    proposal: Proposal
    seats: Sequence[tuple[tables.ProposalMember, tables.Firm]]
    own: tuple[str, ...]
    officer: bool
    shortlisted: tables.Shortlisting | None
    notes: Sequence[tuple[tables.ProposalNote, tables.Account]]
    siblings: Sequence[tables.Proposal]
    unread: frozenset[str]


@dataclass(frozen=True, slots=True)
class RankedRow:
    """A place in the ranking of a search, as stored."""

    rank: int
    firm_id: str
    name: Any
    country: str | None
    fictional: bool
    score: Any


@dataclass(frozen=True, slots=True)
class Required:
    """A firm that the officer wanted in every team; not `present` means that a rule keeps it out."""

    firm_id: str
    name: str
    present: bool


@dataclass(frozen=True, slots=True)
class SearchView:
    """A stored search with its proposals, whom rules left out, and what evidence from training moved.

    `missing` says what stands in the way of a team, or of must-haves that the first one does not lead.
    """

    search: tables.Search
    sealed: SealedInputs
    asked_by: tables.Account | None
    required: tuple[Required, ...]
    topic: tables.Topic
    proposals: Sequence[tuple[tables.Proposal, Proposal]]
    shortlisted: frozenset[str]
    left_out: tuple[LeftOut, ...]
    evidence_moves: tuple[EvidenceMove, ...]
    ranking: tuple[RankedRow, ...]
    note: Sentence | None
    missing: tuple[Sentence, ...]


def show_proposal(uow: UnitOfWork, proposal_id: str, occasion: Occasion) -> ProposalView:
    """Return a proposal for an officer or a member; for anybody else it does not exist."""
    row = uow.proposals.get(proposal_id)
    seats = uow.proposals.members(proposal_id)
    own = tuple(firm.id for _, firm in seats if occasion.actor.acts_for(firm.id))
    officer = occasion.actor.role in OFFICERS
    if row is None or not (own or officer):
        raise NotFound(proposal_id)
    view = _view(uow, row, seats, own, officer=officer, actor=occasion.actor)
    if officer:
        report = view.proposal.report
        used = used_fields(report.findings, view.proposal.holders, row.document["declared"])
        note_reads(uow, used, "proposal", occasion)
    return view


def show_search(uow: UnitOfWork, search_id: str, occasion: Occasion) -> SearchView:
    """Return a search with all its proposals; officers only, firms see the proposals that they are in."""
    search = uow.proposals.search(search_id)
    if search is None or occasion.actor.role not in OFFICERS:
        raise NotFound(search_id)
    rows = uow.proposals.of_search(search_id)
    kept = {row.id for row in rows if uow.proposals.shortlisting(row.id, occasion.actor.account_id)}
    view = _search_view(uow, search, rows, frozenset(kept))
    note_reads(uow, _shown_fields(view, search.outcome["declared"]), "search", occasion)
    return view


def _shown_fields(view: SearchView, declared: Mapping[str, Sequence[str]]) -> dict[str, set[str]]:
    """By firm the declared fields behind the findings of a search; `declared` has only firms with any."""
    shown: dict[str, set[str]] = {
        one.firm_id: fields_of(one.findings) & set(declared.get(one.firm_id, ())) for one in view.left_out
    }
    for _, one in view.proposals:
        members = {member.firm_id: declared.get(member.firm_id, ()) for member in one.members}
        for firm_id, fields in used_fields(one.report.findings, one.holders, members).items():
            shown[firm_id] = shown.get(firm_id, set()) | fields
    return shown


def _search_view(
    uow: UnitOfWork, search: tables.Search, rows: Sequence[tables.Proposal], kept: frozenset[str]
) -> SearchView:
    return SearchView(
        search=search,
        sealed=from_json(search.sealed_inputs),
        asked_by=uow.accounts.get(search.asked_by),
        required=tuple(Required(**entry) for entry in search.outcome.get("required", ())),
        topic=_topic(uow, search.topic_id),
        proposals=[(row, _stored(row)) for row in rows],
        shortlisted=kept,
        left_out=ARCHIVE.from_json(search.outcome["left_out"]),
        evidence_moves=ARCHIVE.from_json(search.outcome["evidence_moves"]),
        ranking=tuple(RankedRow(**ARCHIVE.from_json(entry)) for entry in search.outcome["ranking"]),
        note=ARCHIVE.from_json(search.outcome["note"]),
        missing=ARCHIVE.from_json(search.outcome.get("missing", [])),
    )


@dataclass(frozen=True, slots=True)
class Summary:
    """A stored proposal in a list; `seat` is there where the list is one firm's."""

    row: tables.Proposal
    topic: tables.Topic
    proposal: Proposal
    since: datetime
    seat: tables.ProposalMember | None = None


def searches_for(
    uow: UnitOfWork, topic_id: str, occasion: Occasion
) -> Sequence[tuple[tables.Search, tables.Account, int]]:
    """Return the searches for a topic, newest first, with who asked and how many proposals came out."""
    occasion.need_role(*OFFICERS)
    return uow.proposals.searches(topic_id)


def own_proposals(uow: UnitOfWork, occasion: Occasion) -> Sequence[tuple[tables.Firm, Sequence[Summary]]]:
    """Return the firms that the actor acts for, each with the proposals that it is in, newest first."""
    firms = uow.firms.of_account(occasion.actor.account_id)
    return [(firm, summaries_of_firm(uow, firm.id, occasion)) for firm in firms]


def summaries_of_firm(uow: UnitOfWork, firm_id: str, occasion: Occasion) -> Sequence[Summary]:
    """Return the proposals that a firm is in, for the firm itself and for officers; nobody else sees any.

    For each topic these are the ones of the newest search that has the firm, and those it has answered.
    """
    found = proposals_of_firm(uow, firm_id, occasion)
    newest = {topic.id: search.id for _, _, topic, search in reversed(found)}
    return [
        Summary(row, topic, _stored(row), search.asked_at, seat)
        for row, seat, topic, search in found
        if seat.answer or search.id == newest[topic.id]
    ]


def proposals_of_firm(
    uow: UnitOfWork, firm_id: str, occasion: Occasion
) -> Sequence[tuple[tables.Proposal, tables.ProposalMember, tables.Topic, tables.Search]]:
    """Return the proposals that a firm is in, for the firm itself and for officers; nobody else sees any."""
    if not may_read_restricted(occasion.actor, firm_id):
        return ()
    return uow.proposals.of_firm(firm_id)


def shortlist(uow: UnitOfWork, occasion: Occasion) -> Sequence[Summary]:
    """Return what this officer keeps in view, newest first; `since` says since when."""
    occasion.need_role(*OFFICERS)
    kept = uow.proposals.shortlisted(occasion.actor.account_id)
    return [Summary(row, topic, _stored(row), held.since) for held, row, topic in kept]


def _view(
    uow: UnitOfWork,
    row: tables.Proposal,
    seats: Sequence[tuple[tables.ProposalMember, tables.Firm]],
    own: tuple[str, ...],
    *,
    officer: bool,
    actor: Actor,
) -> ProposalView:
    search = uow.proposals.search(row.search_id)
    if search is None:
        raise NotFound(row.search_id)
    return ProposalView(
        row=row,
        search=search,
        sealed=from_json(search.sealed_inputs),
        topic=_topic(uow, row.topic_id),
        proposal=as_seen_by(actor, _stored(row), row.document["declared"]),
        seats=seats,
        own=own,
        officer=officer,
        shortlisted=uow.proposals.shortlisting(row.id, actor.account_id) if officer else None,
        notes=uow.proposals.notes(row.id) if officer else (),
        siblings=uow.proposals.of_search(row.search_id) if officer else (),
        unread=frozenset(firm.id for firm in uow.firms.changed_since_decision()) & {firm.id for _, firm in seats},
    )


def as_seen_by(actor: Actor, proposal: Proposal, declared: Mapping[str, Sequence[str]]) -> Proposal:
    """Blank what rests on fields of other firms that this reader may not see: sentence, question and facts."""
    closed = _closed(actor, declared)
    if not any(closed.values()):
        return proposal
    findings = tuple(
        replace(finding, because=HIDDEN, question=None, missing=())
        if _rests_on(finding, proposal.holders, closed)
        else finding
        for finding in proposal.report.findings
    )
    report = replace(proposal.report, findings=findings)
    bare = replace(proposal.case, entities=(), products=())
    return replace(proposal, report=report, questions=report.questions(proposal.strand), case=bare)


def open_findings(actor: Actor, document: Mapping[str, Any]) -> frozenset[tuple[str, str]] | None:
    """By rule and subject the stored findings that rest on no field closed to this reader; None where all is open."""
    closed = _closed(actor, document["declared"])
    if not any(closed.values()):
        return None
    holders = document["proposal"]["holders"]
    return frozenset(
        (finding.rule, finding.subject)
        for finding in stored_findings(document)
        if not _rests_on(finding, holders, closed)
    )


def stored_findings(document: Mapping[str, Any]) -> tuple[Finding, ...]:
    """The findings of a stored proposal, without the rest of it."""
    findings: tuple[Finding, ...] = ARCHIVE.from_json(document["proposal"]["report"]["findings"])
    return findings


def _closed(actor: Actor, declared: Mapping[str, Sequence[str]]) -> dict[str, set[str]]:
    return {firm_id: set(fields) for firm_id, fields in declared.items() if not may_read_restricted(actor, firm_id)}


def _rests_on(finding: Finding, holders: Mapping[str, str], closed: Mapping[str, set[str]]) -> bool:
    firm_id = holders.get(finding.subject, finding.subject)
    about_all = set[str]().union(*closed.values())
    fields = closed.get(firm_id, set()) if firm_id in holders.values() or firm_id in closed else about_all
    return not fields.isdisjoint(finding.restricted_fields)


def used_fields(
    findings: Iterable[Finding], holders: Mapping[str, str], declared: Mapping[str, Sequence[str]]
) -> dict[str, set[str]]:
    """Return which declared fields of which firms the findings rest on; `holders` names the firm of a product.

    `declared` has every firm of the team, for what is about none of them rests on all.
    """
    used: dict[str, set[str]] = {firm_id: set() for firm_id in declared}
    for finding in findings:
        about = holders.get(finding.subject, finding.subject)
        for firm_id in (about,) if about in declared else declared:
            used[firm_id] |= set(finding.restricted_fields) & set(declared[firm_id])
    return used


def fields_of(findings: Iterable[Finding]) -> set[str]:
    """Return the restricted fields that the findings rest on."""
    return {name for finding in findings for name in finding.restricted_fields}


def _stored(row: tables.Proposal) -> Proposal:
    proposal: Proposal = ARCHIVE.from_json(row.document["proposal"])
    return proposal


def _topic(uow: UnitOfWork, topic_id: str) -> tables.Topic:
    topic = uow.topics.get(topic_id)
    if topic is None:
        raise NotFound(topic_id)
    return topic
