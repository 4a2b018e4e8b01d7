"""Equipment in service and what its users observed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.persistence.base import Base, Id, Moment, Sourced


class Equipment(Sourced, Base):
    """A type of equipment; country lists are space-separated ISO codes and may be incomplete."""

    __tablename__ = "equipment"
    feeds_snapshot = True

    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    name: Mapped[str] = mapped_column(String(300))
    name_uk: Mapped[str] = mapped_column(String(300), default="")
    search_key: Mapped[str] = mapped_column(Text, default="")
    category: Mapped[str] = mapped_column(String(60), index=True)
    military_list: Mapped[str] = mapped_column(String(40), default="")
    made_in: Mapped[str] = mapped_column(String(200), default="")
    operators_eu: Mapped[str] = mapped_column(String(200), default="")
    operated_by_ua: Mapped[str] = mapped_column(String(10), default="unknown")


class EquipmentAlias(Base):
    """Another name, in either script; the same alias may belong to several types."""

    __tablename__ = "equipment_alias"
    feeds_snapshot = True

    equipment_id: Mapped[str] = mapped_column(ForeignKey("equipment.id"), primary_key=True)
    alias: Mapped[str] = mapped_column(String(200), primary_key=True)


class EquipmentMaker(Base):
    """A maker as published; `firm_id` where the register knows the firm."""

    __tablename__ = "equipment_maker"
    feeds_snapshot = True

    equipment_id: Mapped[str] = mapped_column(ForeignKey("equipment.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(200), primary_key=True)
    country: Mapped[str | None] = mapped_column(String(2))
    firm_id: Mapped[str | None] = mapped_column(ForeignKey("firm.id"), index=True)


class Observation(Base):
    """A filed observation in the ODCR form; the author is never shown to makers."""

    __tablename__ = "observation"
    feeds_snapshot = True

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    equipment_id: Mapped[str] = mapped_column(ForeignKey("equipment.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    observation: Mapped[str] = mapped_column(Text)
    discussion: Mapped[str] = mapped_column(Text)
    conclusion: Mapped[str] = mapped_column(Text)
    recommendation: Mapped[str] = mapped_column(Text)
    effect: Mapped[str] = mapped_column(String(10))
    month: Mapped[str] = mapped_column(String(7))
    language: Mapped[str] = mapped_column(String(2))
    fictional: Mapped[bool] = mapped_column(default=False)
    filed_by: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    filed_at: Mapped[datetime] = mapped_column(Moment)
