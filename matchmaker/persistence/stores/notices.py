"""What accounts were told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from matchmaker.persistence.models import LegalChange, Notice


class NoticeStore:
    """Reads and writes of notices, each for one account."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, *notices: Notice) -> None:
        """Add notices."""
        self._session.add_all(notices)

    def get(self, notice_id: str) -> Notice | None:
        """Return one notice."""
        return self._session.get(Notice, notice_id)

    def of_account(self, account_id: str, *, limit: int = 100) -> Sequence[tuple[Notice, LegalChange | None]]:
        """Return an account's notices with the change that they are about, unread ones and newest first."""
        query = select(Notice, LegalChange).outerjoin(LegalChange, LegalChange.id == Notice.change_id)
        query = query.where(Notice.recipient_id == account_id)
        query = query.order_by(Notice.read_at.is_not(None), Notice.created_at.desc(), Notice.id).limit(limit)
        return [(notice, change) for notice, change in self._session.execute(query)]

    def told(self, kind: str, address: str) -> Sequence[tuple[str, dict[str, Any]]]:
        """Return who was told what of this kind about a page."""
        query = select(Notice.recipient_id, Notice.text).where(Notice.kind == kind, Notice.address == address)
        return [(recipient, text) for recipient, text in self._session.execute(query)]

    def unread(self, account_id: str) -> int:
        """Return how many notices an account has not read."""
        query = select(func.count(Notice.id)).where(Notice.recipient_id == account_id, Notice.read_at.is_(None))
        return self._session.scalars(query).one()

    def mark_all(self, account_id: str, moment: datetime) -> None:
        """Mark everything that an account has not read as read."""
        unread = (Notice.recipient_id == account_id, Notice.read_at.is_(None))
        self._session.execute(update(Notice).where(*unread).values(read_at=moment))
