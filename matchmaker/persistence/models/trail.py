"""What happened: audit lines, reads of restricted fields, imports, forms already taken, the revision."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.persistence.base import Base, Id, Moment


class CatalogueRevision(Base):
    """One row that database triggers count up with every write that a snapshot would notice."""

    __tablename__ = "catalogue_revision"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    number: Mapped[int] = mapped_column(Integer)


class AuditLine(Base):
    """Who did what to which thing."""

    __tablename__ = "audit_line"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    action: Mapped[str] = mapped_column(String(60))
    subject_kind: Mapped[str] = mapped_column(String(30))
    subject_id: Mapped[str] = mapped_column(String(80))
    detail: Mapped[str] = mapped_column(Text, default="")


class LedgerLine(Base):
    """Somebody outside the firm read restricted fields of its entry; the firm sees the line."""

    __tablename__ = "ledger_line"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    firm_id: Mapped[str] = mapped_column(ForeignKey("firm.id"), index=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    role: Mapped[str] = mapped_column(String(30))
    fields: Mapped[str] = mapped_column(Text)
    where: Mapped[str] = mapped_column(String(120))
    read_at: Mapped[datetime] = mapped_column(Moment)


class FormReceipt(Base):
    """A form that was taken; sending it again leads to the same place and writes nothing."""

    __tablename__ = "form_receipt"

    token: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    subject_id: Mapped[str] = mapped_column(String(80))
    taken_at: Mapped[datetime] = mapped_column(Moment)


class ImportRun(Base):
    """An uploaded file: previewed, then applied once or discarded."""

    __tablename__ = "import_run"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    file_name: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    state: Mapped[str] = mapped_column(String(20))
    outcome: Mapped[dict[str, Any]] = mapped_column(JSON)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)
    applied_at: Mapped[datetime | None] = mapped_column(Moment)
