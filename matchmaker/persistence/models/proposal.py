"""Searches for consortia, what they proposed, and what people said about it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.persistence.base import Base, Id, Moment


class Search(Base):
    """One search for consortia with its sealed inputs: all that a replay needs."""

    __tablename__ = "search"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    topic_id: Mapped[str] = mapped_column(ForeignKey("topic.id"), index=True)
    day: Mapped[date]
    catalogue_revision: Mapped[int]
    rulebook_version: Mapped[str] = mapped_column(String(80))
    weights_version: Mapped[str] = mapped_column(String(80))
    sealed_inputs: Mapped[str] = mapped_column(Text)
    sealed_hash: Mapped[str] = mapped_column(String(64))
    outcome: Mapped[dict[str, Any]] = mapped_column(JSON)
    asked_by: Mapped[str] = mapped_column(ForeignKey("account.id"))
    asked_at: Mapped[datetime] = mapped_column(Moment)


class Proposal(Base):
    """A suggested consortium as it was computed; `document` is what the page shows."""

    __tablename__ = "proposal"
    __table_args__ = (UniqueConstraint("search_id", "position"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    search_id: Mapped[str] = mapped_column(ForeignKey("search.id"), index=True)
    topic_id: Mapped[str] = mapped_column(ForeignKey("topic.id"), index=True)
    position: Mapped[int]
    score: Mapped[float]
    bound: Mapped[float]
    optimal: Mapped[bool]
    document: Mapped[dict[str, Any]] = mapped_column(JSON)


class ProposalMember(Base):
    """A firm's seat in a proposal and its answer; the reason is private to officers and the firm."""

    __tablename__ = "proposal_member"

    proposal_id: Mapped[str] = mapped_column(ForeignKey("proposal.id"), primary_key=True)
    firm_id: Mapped[str] = mapped_column(ForeignKey("firm.id"), primary_key=True, index=True)
    answer: Mapped[str | None] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text, default="")
    answered_by: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    answered_at: Mapped[datetime | None] = mapped_column(Moment)


class Shortlisting(Base):
    """An officer keeps a proposal in view."""

    __tablename__ = "shortlisting"

    proposal_id: Mapped[str] = mapped_column(ForeignKey("proposal.id"), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), primary_key=True)
    since: Mapped[datetime] = mapped_column(Moment)


class ProposalNote(Base):
    """An officer's note on a proposal; officers read it, firms do not."""

    __tablename__ = "proposal_note"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    proposal_id: Mapped[str] = mapped_column(ForeignKey("proposal.id"), index=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime] = mapped_column(Moment)
