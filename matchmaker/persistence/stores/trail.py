"""Audit lines, the reading ledger, forms already taken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.persistence.models import Account, AuditLine, FormReceipt, LedgerLine


class TrailStore:
    """What happened, written in the same transaction as what it is about."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def record(self, line: AuditLine) -> None:
        """Add an audit line."""
        self._session.add(line)

    def audit_of(self, subject_kind: str, subject_id: str) -> Sequence[AuditLine]:
        """Return the lines of one subject, oldest first."""
        query = select(AuditLine).where(AuditLine.subject_kind == subject_kind, AuditLine.subject_id == subject_id)
        return self._session.scalars(query.order_by(AuditLine.at, AuditLine.id)).all()

    def note_read(self, line: LedgerLine) -> None:
        """Add a line to a firm's ledger."""
        self._session.add(line)

    def read_since(self, firm_id: str, account_id: str, where: str, since: datetime) -> set[str]:
        """Return which restricted fields of this firm the account has read at this place since a moment."""
        query = select(LedgerLine.fields).where(
            LedgerLine.firm_id == firm_id,
            LedgerLine.account_id == account_id,
            LedgerLine.where == where,
            LedgerLine.read_at > since,
        )
        return {name for fields in self._session.scalars(query) for name in fields.split()}

    def ledger_of(self, firm_id: str, *, limit: int = 100) -> Sequence[tuple[LedgerLine, Account]]:
        """Return who read what of a firm, newest first."""
        query = select(LedgerLine, Account).join(Account, Account.id == LedgerLine.account_id)
        query = query.where(LedgerLine.firm_id == firm_id).order_by(LedgerLine.read_at.desc(), LedgerLine.id)
        return [(line, account) for line, account in self._session.execute(query.limit(limit))]

    def receipt(self, token: str) -> FormReceipt | None:
        """Return the receipt of a form that was taken before."""
        return self._session.get(FormReceipt, token)

    def take(self, receipt: FormReceipt) -> None:
        """Mark a form as taken; a second one with the same token breaks the primary key."""
        self._session.add(receipt)
