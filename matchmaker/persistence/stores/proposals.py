"""Searches, proposals, answers, notes."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.persistence.base import Base
from matchmaker.persistence.models import (
    Account,
    Firm,
    Proposal,
    ProposalMember,
    ProposalNote,
    Search,
    Shortlisting,
    Topic,
)


class ProposalStore:
    """Reads and writes of what was proposed and what people said about it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, *rows: Base) -> None:
        """Add a search, proposals, members, notes or shortlistings."""
        self._session.add_all(rows)

    def search(self, search_id: str) -> Search | None:
        """Return one search."""
        return self._session.get(Search, search_id)

    def searches(self, topic_id: str, *, limit: int = 20) -> Sequence[tuple[Search, Account, int]]:
        """Return the searches for a topic, newest first, with who asked and the number of proposals."""
        number = select(func.count()).where(Proposal.search_id == Search.id).scalar_subquery()
        query = select(Search, Account, number).join(Account, Account.id == Search.asked_by)
        query = query.where(Search.topic_id == topic_id).order_by(Search.asked_at.desc(), Search.id).limit(limit)
        return [(search, account, count) for search, account, count in self._session.execute(query)]

    def of_search(self, search_id: str) -> Sequence[Proposal]:
        """Return the proposals of a search in their order."""
        return self._session.scalars(
            select(Proposal).where(Proposal.search_id == search_id).order_by(Proposal.position)
        ).all()

    def get(self, proposal_id: str) -> Proposal | None:
        """Return one proposal."""
        return self._session.get(Proposal, proposal_id)

    def member(self, proposal_id: str, firm_id: str) -> ProposalMember | None:
        """Return a firm's seat in a proposal."""
        return self._session.get(ProposalMember, (proposal_id, firm_id))

    def members(self, proposal_id: str) -> Sequence[tuple[ProposalMember, Firm]]:
        """Return the seats of a proposal with their firms."""
        query = select(ProposalMember, Firm).join(Firm, Firm.id == ProposalMember.firm_id)
        query = query.where(ProposalMember.proposal_id == proposal_id).order_by(Firm.name, Firm.id)
        return [(member, firm) for member, firm in self._session.execute(query)]

    def of_firm(self, firm_id: str) -> Sequence[tuple[Proposal, ProposalMember, Topic, Search]]:
        """Return the proposals that a firm is in, newest first, with its own seat."""
        query = (
            select(Proposal, ProposalMember, Topic, Search)
            .join(ProposalMember, ProposalMember.proposal_id == Proposal.id)
            .join(Topic, Topic.id == Proposal.topic_id)
            .join(Search, Search.id == Proposal.search_id)
            .where(ProposalMember.firm_id == firm_id)
            .order_by(Search.asked_at.desc(), Proposal.position)
        )
        return [(one, seat, topic, search) for one, seat, topic, search in self._session.execute(query)]

    def notes(self, proposal_id: str) -> Sequence[tuple[ProposalNote, Account]]:
        """Return the officers' notes, oldest first."""
        query = select(ProposalNote, Account).join(Account, Account.id == ProposalNote.account_id)
        query = query.where(ProposalNote.proposal_id == proposal_id).order_by(ProposalNote.written_at)
        return [(note, account) for note, account in self._session.execute(query)]

    def shortlisting(self, proposal_id: str, account_id: str) -> Shortlisting | None:
        """Return whether and since when an officer keeps a proposal in view."""
        return self._session.get(Shortlisting, (proposal_id, account_id))

    def shortlisted(self, account_id: str) -> Sequence[tuple[Shortlisting, Proposal, Topic]]:
        """Return what an officer keeps in view, newest first."""
        query = select(Shortlisting, Proposal, Topic).join(Proposal, Proposal.id == Shortlisting.proposal_id)
        query = query.join(Topic, Topic.id == Proposal.topic_id).where(Shortlisting.account_id == account_id)
        rows = self._session.execute(query.order_by(Shortlisting.since.desc()))
        return [(kept, proposal, topic) for kept, proposal, topic in rows]

    def forget(self, row: Shortlisting) -> None:
        """Take a proposal off a shortlist."""
        self._session.delete(row)
