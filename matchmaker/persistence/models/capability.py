"""What firms offer or need, in whose words, and the taxonomies it is tagged with."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.persistence.base import Base, ExactDecimal, Id, Sourced


class Concept(Base):
    """A taxonomy entry; `id` is scheme and code, for example CPV:35613000-4 or ML:ML10."""

    __tablename__ = "concept"
    feeds_snapshot = True

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    scheme: Mapped[str] = mapped_column(String(10), index=True)
    code: Mapped[str] = mapped_column(String(20))
    label_en: Mapped[str] = mapped_column(Text)
    label_uk: Mapped[str] = mapped_column(Text, default="")


class Capability(Sourced, Base):
    """An offer or a need; texts may exist in one language only."""

    __tablename__ = "capability"
    feeds_snapshot = True

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    firm_id: Mapped[str] = mapped_column(ForeignKey("firm.id"), index=True)
    direction: Mapped[str] = mapped_column(String(10), default="offer")
    title_en: Mapped[str] = mapped_column(String(300), default="")
    title_uk: Mapped[str] = mapped_column(String(300), default="")
    text_en: Mapped[str] = mapped_column(Text, default="")
    text_uk: Mapped[str] = mapped_column(Text, default="")


class CapabilityConcept(Base):
    """A tag on a capability."""

    __tablename__ = "capability_concept"
    feeds_snapshot = True

    capability_id: Mapped[str] = mapped_column(ForeignKey("capability.id", ondelete="CASCADE"), primary_key=True)
    concept_id: Mapped[str] = mapped_column(ForeignKey("concept.id"), primary_key=True, index=True)


class Component(Base):
    """A component of what a capability delivers; `origin` empty means undeclared."""

    __tablename__ = "component"
    feeds_snapshot = True

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    capability_id: Mapped[str] = mapped_column(ForeignKey("capability.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(300))
    origin: Mapped[str | None] = mapped_column(String(2))
    cost_eur: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    raw_material: Mapped[bool | None]
