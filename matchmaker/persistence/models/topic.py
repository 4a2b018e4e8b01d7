"""Open call topics and their parts."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import JSON, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.persistence.base import Base, Sourced


class Topic(Sourced, Base):
    """A topic of a call; `numbers` holds what its text states, as text."""

    __tablename__ = "topic"
    feeds_snapshot = True

    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    title_en: Mapped[str] = mapped_column(Text)
    title_uk: Mapped[str] = mapped_column(Text, default="")
    programme: Mapped[str] = mapped_column(String(20))
    strand: Mapped[str] = mapped_column(String(20))
    action: Mapped[str] = mapped_column(String(20))
    form: Mapped[str] = mapped_column(String(60))
    deadline: Mapped[date]
    aim_en: Mapped[str] = mapped_column(Text, default="")
    aim_uk: Mapped[str] = mapped_column(Text, default="")
    numbers: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class TopicPart(Base):
    """A product (must-have) or an activity (nice-to-have) of a topic."""

    __tablename__ = "topic_part"
    feeds_snapshot = True

    topic_id: Mapped[str] = mapped_column(ForeignKey("topic.id"), primary_key=True)
    id: Mapped[str] = mapped_column(String(10), primary_key=True)
    position: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(String(20))
    text_en: Mapped[str] = mapped_column(Text)
    text_uk: Mapped[str] = mapped_column(Text, default="")
