"""Changes of the dated legal configuration, what they turned in stored proposals, and who was told."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.persistence.base import Base, Id, Moment


class LegalChange(Base):
    """One entry of the configuration's history; database triggers refuse to alter or delete it.

    `number` is the order in which entries were recorded. An entry that `withdraws` another has the value `null`
    and takes the other one out as if it had never been made.
    """

    __tablename__ = "legal_change"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    number: Mapped[int] = mapped_column(Integer, unique=True)
    subject: Mapped[str] = mapped_column(String(80), index=True)
    since: Mapped[date]
    value: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    link: Mapped[str] = mapped_column(Text, default="")
    withdraws: Mapped[str | None] = mapped_column(ForeignKey("legal_change.id"), unique=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[datetime] = mapped_column(Moment)


class ProposalFlip(Base):
    """What a change turned in one stored proposal, judged on `day` before and after it; never altered either.

    A finding has its `rule` and `subject`; where both are empty it is the combined verdict of the strand.
    """

    __tablename__ = "proposal_flip"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    change_id: Mapped[str] = mapped_column(ForeignKey("legal_change.id"), index=True)
    proposal_id: Mapped[str] = mapped_column(ForeignKey("proposal.id"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    day: Mapped[date]
    strand: Mapped[str] = mapped_column(String(20))
    rule: Mapped[str] = mapped_column(String(20), default="")
    subject: Mapped[str] = mapped_column(String(80), default="")
    before: Mapped[str] = mapped_column(Text)
    after: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Moment)


class Notice(Base):
    """Something an account should know; `text` is a sentence as template and values, `proposals` are their ids.

    `address` is the page that it is about, empty where the proposals say it.
    """

    __tablename__ = "notice"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    recipient_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    kind: Mapped[str] = mapped_column(String(30))
    text: Mapped[dict[str, Any]] = mapped_column(JSON)
    change_id: Mapped[str | None] = mapped_column(ForeignKey("legal_change.id"))
    proposals: Mapped[list[str]] = mapped_column(JSON, default=list)
    address: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[datetime] = mapped_column(Moment)
    read_at: Mapped[datetime | None] = mapped_column(Moment)
