"""Types of equipment in service, their names and makers, and the parts that such equipment is made of."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.persistence.base import Base, Sourced


class Equipment(Sourced, Base):
    """A type of equipment; country lists are space-separated ISO codes and may be incomplete.

    `stock_number` is its NATO stock number, empty where none is published.
    """

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
    stock_number: Mapped[str] = mapped_column(String(20), default="")


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


class ComponentSupply(Sourced, Base):
    """A sort of component of unmanned equipment as published; shares made in Ukraine are in per cent.

    `status` is 0 (from elsewhere), 1 (partly local) or 2 (local) as the source grades it.
    """

    __tablename__ = "component_supply"

    name: Mapped[str] = mapped_column(String(200), primary_key=True)
    position: Mapped[int] = mapped_column(Integer)
    parent: Mapped[str] = mapped_column(String(200), default="")
    status: Mapped[str] = mapped_column(String(10), default="")
    ukraine_now: Mapped[int | None] = mapped_column(Integer)
    ukraine_possible: Mapped[int | None] = mapped_column(Integer)
    europe: Mapped[str] = mapped_column(String(20), default="")
    ukrainian_makers: Mapped[str] = mapped_column(Text, default="")
    other_makers: Mapped[str] = mapped_column(Text, default="")
