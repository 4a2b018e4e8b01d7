"""The configuration's history, and stored proposals in the portions in which they are judged again."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.persistence.base import Base
from matchmaker.persistence.models import (
    Account,
    LegalChange,
    Membership,
    Proposal,
    ProposalFlip,
    ProposalMember,
    Search,
    Topic,
)

# How many ids one query names at most.
PORTION = 500


@dataclass(frozen=True, slots=True)
class StoredProposal:
    """What judging a stored proposal again needs."""

    id: str
    search_id: str
    topic_id: str
    position: int
    document: dict[str, Any]


class LawStore:
    """Entries are added and read, never altered."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, *rows: Base) -> None:
        """Add an entry or flips."""
        self._session.add_all(rows)

    def get(self, change_id: str) -> LegalChange | None:
        """Return one entry."""
        return self._session.get(LegalChange, change_id)

    def changes(self) -> Sequence[LegalChange]:
        """Return all entries in the order in which they were recorded."""
        return self._session.scalars(select(LegalChange).order_by(LegalChange.number)).all()

    def history(self, subject: str) -> Sequence[tuple[LegalChange, Account]]:
        """Return the entries of a subject with who made them, in the order in which they were recorded."""
        query = select(LegalChange, Account).join(Account, Account.id == LegalChange.account_id)
        rows = self._session.execute(query.where(LegalChange.subject == subject).order_by(LegalChange.number))
        return [(change, account) for change, account in rows]

    def next_number(self) -> int:
        """Return the number of the next entry; only a writing unit of work may rely on it."""
        return (self._session.scalars(select(func.max(LegalChange.number))).one() or 0) + 1

    def count_open(self, day: date, topic_id: str | None) -> int:
        """Return how many stored proposals belong to topics, or to one topic, whose deadline has not passed."""
        return self._session.scalars(
            select(func.count(Proposal.id)).join(Topic, Topic.id == Proposal.topic_id).where(*_open(day, topic_id))
        ).one()

    def open_proposals(
        self, day: date, topic_id: str | None, *, after: str = "", limit: int = 50
    ) -> Sequence[StoredProposal]:
        """Return the next portion of these proposals by id, starting behind `after`."""
        query = select(Proposal.id, Proposal.search_id, Proposal.topic_id, Proposal.position, Proposal.document)
        query = query.join(Topic, Topic.id == Proposal.topic_id).where(*_open(day, topic_id), Proposal.id > after)
        return [StoredProposal(*row) for row in self._session.execute(query.order_by(Proposal.id).limit(limit))]

    def open_ids(self, day: date, topic_id: str | None) -> Sequence[str]:
        """Return the ids of all these proposals."""
        query = select(Proposal.id).join(Topic, Topic.id == Proposal.topic_id).where(*_open(day, topic_id))
        return self._session.scalars(query.order_by(Proposal.id)).all()

    def stored(self, ids: Sequence[str]) -> Iterator[StoredProposal]:
        """Return proposals with these ids, in their order."""
        query = select(Proposal.id, Proposal.search_id, Proposal.topic_id, Proposal.position, Proposal.document)
        for portion in (ids[first : first + PORTION] for first in range(0, len(ids), PORTION)):
            rows = self._session.execute(query.where(Proposal.id.in_(portion)).order_by(Proposal.id))
            yield from (StoredProposal(*row) for row in rows)

    def proposals(self, ids: Collection[str]) -> dict[str, tuple[Proposal, Topic]]:
        """Return proposals with their topics, by id."""
        query, wanted = select(Proposal, Topic).join(Topic, Topic.id == Proposal.topic_id), sorted(ids)
        portions = (wanted[first : first + PORTION] for first in range(0, len(wanted), PORTION))
        rows = (self._session.execute(query.where(Proposal.id.in_(portion))) for portion in portions)
        return {proposal.id: (proposal, topic) for found in rows for proposal, topic in found}

    def flips_of_change(self, change_id: str) -> Sequence[ProposalFlip]:
        """Return what a change turned, proposal by proposal in the order of the law."""
        query = select(ProposalFlip).where(ProposalFlip.change_id == change_id)
        return self._session.scalars(query.order_by(ProposalFlip.proposal_id, ProposalFlip.position)).all()

    def flips_of_proposal(self, proposal_id: str) -> Sequence[tuple[ProposalFlip, LegalChange]]:
        """Return what changes turned in a proposal, in the order in which they take effect."""
        query = select(ProposalFlip, LegalChange).join(LegalChange, LegalChange.id == ProposalFlip.change_id)
        query = query.where(ProposalFlip.proposal_id == proposal_id)
        rows = self._session.execute(query.order_by(ProposalFlip.day, LegalChange.number, ProposalFlip.position))
        return [(flip, change) for flip, change in rows]

    def askers(self, change_id: str) -> Sequence[tuple[str, str]]:
        """Return (account, proposal) for who asked for each proposal that a change turned."""
        query = select(Search.asked_by, Proposal.id).join(Proposal, Proposal.search_id == Search.id)
        return _pairs(self._session, query.where(Proposal.id.in_(_turned(change_id))).order_by(Proposal.id))

    def member_accounts(self, change_id: str, day: date) -> Sequence[tuple[str, str]]:
        """Return (account, proposal) for the accounts that act on the day for a firm in a proposal that it turned."""
        query = select(Membership.account_id, ProposalMember.proposal_id).distinct()
        query = query.join(ProposalMember, ProposalMember.firm_id == Membership.firm_id)
        running = (Membership.since <= day, (Membership.until.is_(None)) | (Membership.until >= day))
        query = query.where(ProposalMember.proposal_id.in_(_turned(change_id)), *running)
        return _pairs(self._session, query.order_by(ProposalMember.proposal_id, Membership.account_id))


def _turned(change_id: str) -> Any:
    return select(ProposalFlip.proposal_id).where(ProposalFlip.change_id == change_id)


def _open(day: date, topic_id: str | None) -> tuple[Any, ...]:
    running = (Topic.deadline >= day,)
    return running if topic_id is None else (*running, Topic.id == topic_id)


def _pairs(session: Session, query: Any) -> Sequence[tuple[str, str]]:
    return [(account_id, proposal_id) for account_id, proposal_id in session.execute(query)]
