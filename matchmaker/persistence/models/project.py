"""Funded projects, who took part, and published links between firms."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.persistence.base import Base, ExactDecimal, Id, Sourced


class Project(Sourced, Base):
    """A funded project as its public page has it."""

    __tablename__ = "project"
    feeds_snapshot = True

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    acronym: Mapped[str] = mapped_column(String(120))
    title: Mapped[str] = mapped_column(Text)
    objective: Mapped[str] = mapped_column(Text, default="")
    programme: Mapped[str] = mapped_column(String(20))
    call: Mapped[str] = mapped_column(String(120), default="")
    start: Mapped[date | None]
    end: Mapped[date | None]


class Participation(Base):
    """A firm's part in a project."""

    __tablename__ = "participation"
    feeds_snapshot = True

    project_id: Mapped[str] = mapped_column(ForeignKey("project.id"), primary_key=True)
    firm_id: Mapped[str] = mapped_column(ForeignKey("firm.id"), primary_key=True, index=True)
    role: Mapped[str] = mapped_column(String(30))
    eu_contribution_eur: Mapped[Decimal | None] = mapped_column(ExactDecimal)


class Partnership(Sourced, Base):
    """A published joint venture, supply or partnership; a party outside the register has only its name."""

    __tablename__ = "partnership"
    feeds_snapshot = True

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    firm_a_id: Mapped[str | None] = mapped_column(ForeignKey("firm.id"), index=True)
    name_a: Mapped[str] = mapped_column(String(300))
    firm_b_id: Mapped[str | None] = mapped_column(ForeignKey("firm.id"), index=True)
    name_b: Mapped[str] = mapped_column(String(300))
    kind: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(Text, default="")
