"""Firms, what is recorded about them, who decides about their entries."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.persistence.base import Base, ExactDecimal, Id, Moment, Sourced


class Firm(Sourced, Base):
    """An organisation in the register; `import_key` ties it to the public record that it came from."""

    __tablename__ = "firm"
    feeds_snapshot = True

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    import_key: Mapped[str | None] = mapped_column(String(200), unique=True)
    name: Mapped[str] = mapped_column(String(300), default="")
    name_uk: Mapped[str] = mapped_column(String(300), default="")
    search_key: Mapped[str] = mapped_column(String(700), index=True, default="")
    match_key: Mapped[str] = mapped_column(String(300), index=True, default="")
    country: Mapped[str | None] = mapped_column(String(2), index=True)
    kind: Mapped[str] = mapped_column(String(30), default="company")
    origin: Mapped[str] = mapped_column(String(20))
    fictional: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(20), index=True)
    created_by: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[datetime] = mapped_column(Moment)
    changed_at: Mapped[datetime] = mapped_column(Moment)


class Identifier(Sourced, Base):
    """A register number; one number belongs to one firm."""

    __tablename__ = "identifier"
    __table_args__ = (UniqueConstraint("scheme", "value"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    firm_id: Mapped[str] = mapped_column(ForeignKey("firm.id"), index=True)
    scheme: Mapped[str] = mapped_column(String(10))
    value: Mapped[str] = mapped_column(String(40))


class Statement(Sourced, Base):
    """One recorded fact of a kind in vocabulary.STATEMENT_KINDS; several of a kind may stand side by side."""

    __tablename__ = "statement"
    feeds_snapshot = True

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    firm_id: Mapped[str] = mapped_column(ForeignKey("firm.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    value: Mapped[str] = mapped_column(Text)


class Stake(Sourced, Base):
    """An interest in a firm, or with `via` in another holder of that firm."""

    __tablename__ = "stake"
    feeds_snapshot = True

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    firm_id: Mapped[str] = mapped_column(ForeignKey("firm.id"), index=True)
    holder_id: Mapped[str] = mapped_column(String(200))
    holder_name: Mapped[str] = mapped_column(String(300))
    holder_country: Mapped[str | None] = mapped_column(String(2))
    holder_kind: Mapped[str | None] = mapped_column(String(20))
    share: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    votes: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    majority: Mapped[bool] = mapped_column(default=False)
    right: Mapped[str | None] = mapped_column(String(40))
    via: Mapped[str | None] = mapped_column(String(200))


class Claim(Base):
    """Somebody says that an entry from public records is their firm; an officer decides."""

    __tablename__ = "claim"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    firm_id: Mapped[str] = mapped_column(ForeignKey("firm.id"), index=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    scheme: Mapped[str] = mapped_column(String(10))
    value: Mapped[str] = mapped_column(String(40))
    statement: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(20), default="open")
    reason: Mapped[str] = mapped_column(Text, default="")
    decided_by: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    made_at: Mapped[datetime] = mapped_column(Moment)


class FirmDecision(Base):
    """An officer verified a firm or sent it back, with the reason that the firm reads."""

    __tablename__ = "firm_decision"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    firm_id: Mapped[str] = mapped_column(ForeignKey("firm.id"), index=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    decision: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text, default="")
    decided_at: Mapped[datetime] = mapped_column(Moment)
