"""People's accounts, their memberships in firms, their open sign-ins."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.persistence.base import Base, Id, Moment


class Account(Base):
    """One person; the address is kept in lower case."""

    __tablename__ = "account"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    password_hash: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(30))
    language: Mapped[str] = mapped_column(String(2), default="en")
    demonstration: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(Moment)


class Membership(Base):
    """An account acts for a firm from a day on."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("account_id", "firm_id"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    firm_id: Mapped[str] = mapped_column(ForeignKey("firm.id"), index=True)
    since: Mapped[date]
    until: Mapped[date | None]


class SignIn(Base):
    """An open session; `id` is the hash of the token in the cookie, so a stolen database opens no session."""

    __tablename__ = "sign_in"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    started_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
