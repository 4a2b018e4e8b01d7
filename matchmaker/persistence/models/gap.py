"""What forces lack, the lessons drawn from it, and the joint projects that answer it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.persistence.base import Base, Id, Moment


class Gap(Base):
    """A capability that is missing or falls short, formed by an analyst from observations."""

    __tablename__ = "gap"
    feeds_snapshot = True

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    number: Mapped[int] = mapped_column(Integer, unique=True)
    title_en: Mapped[str] = mapped_column(String(200))
    title_uk: Mapped[str] = mapped_column(String(200), default="")
    text_en: Mapped[str] = mapped_column(Text, default="")
    text_uk: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20), default="open")
    fictional: Mapped[bool] = mapped_column(default=False)
    formed_by: Mapped[str] = mapped_column(ForeignKey("account.id"))
    formed_at: Mapped[datetime] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)


class GapObservation(Base):
    """An observation behind a gap; `suggested` says that the machine proposed it before a person joined it."""

    __tablename__ = "gap_observation"
    feeds_snapshot = True

    gap_id: Mapped[str] = mapped_column(ForeignKey("gap.id"), primary_key=True)
    observation_id: Mapped[str] = mapped_column(ForeignKey("observation.id"), primary_key=True, index=True)
    suggested: Mapped[bool] = mapped_column(default=False)
    joined_by: Mapped[str] = mapped_column(ForeignKey("account.id"))
    joined_at: Mapped[datetime] = mapped_column(Moment)


class GapConcept(Base):
    """A concept of a taxonomy or of the term base that a gap is about."""

    __tablename__ = "gap_concept"
    feeds_snapshot = True

    gap_id: Mapped[str] = mapped_column(ForeignKey("gap.id"), primary_key=True)
    concept_id: Mapped[str] = mapped_column(String(80), primary_key=True)


class Lesson(Base):
    """A lesson drawn from a gap in the ODCR form, with its remedial action and the body that is to act.

    `state` is one of vocabulary.LESSON_STATES; it is called a lesson learned only in the last one.
    """

    __tablename__ = "lesson"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    number: Mapped[int] = mapped_column(Integer, unique=True)
    gap_id: Mapped[str] = mapped_column(ForeignKey("gap.id"), index=True)
    language: Mapped[str] = mapped_column(String(2))
    title: Mapped[str] = mapped_column(String(200))
    observation: Mapped[str] = mapped_column(Text)
    discussion: Mapped[str] = mapped_column(Text)
    conclusion: Mapped[str] = mapped_column(Text)
    recommendation: Mapped[str] = mapped_column(Text)
    action: Mapped[str] = mapped_column(Text)
    action_body: Mapped[str] = mapped_column(String(200))
    releasability: Mapped[str] = mapped_column(String(200), default="")
    state: Mapped[str] = mapped_column(String(20))
    fictional: Mapped[bool] = mapped_column(default=False)
    formed_by: Mapped[str] = mapped_column(ForeignKey("account.id"))
    formed_at: Mapped[datetime] = mapped_column(Moment)


class LessonStep(Base):
    """A lesson moved to a state; steps are only added."""

    __tablename__ = "lesson_step"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    lesson_id: Mapped[str] = mapped_column(ForeignKey("lesson.id"), index=True)
    state: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(Text, default="")
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(Moment)


class JointProject(Base):
    """A project that firms of a proposal take up to answer a gap; its members are the proposal's.

    `product_id` is the equipment that came of it, `fielded_month` (YYYY-MM) since when forces have it.
    """

    __tablename__ = "joint_project"
    feeds_snapshot = True

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    number: Mapped[int] = mapped_column(Integer, unique=True)
    gap_id: Mapped[str | None] = mapped_column(ForeignKey("gap.id"), index=True)
    proposal_id: Mapped[str] = mapped_column(ForeignKey("proposal.id"), unique=True)
    topic_id: Mapped[str] = mapped_column(ForeignKey("topic.id"), index=True)
    title_en: Mapped[str] = mapped_column(String(200))
    title_uk: Mapped[str] = mapped_column(String(200), default="")
    state: Mapped[str] = mapped_column(String(20))
    product_id: Mapped[str | None] = mapped_column(ForeignKey("equipment.id"))
    fielded_month: Mapped[str] = mapped_column(String(7), default="")
    fictional: Mapped[bool] = mapped_column(default=False)
    started_by: Mapped[str] = mapped_column(ForeignKey("account.id"))
    started_at: Mapped[datetime] = mapped_column(Moment)


class JointProjectStep(Base):
    """A joint project moved to a state; steps are only added."""

    __tablename__ = "joint_project_step"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    joint_project_id: Mapped[str] = mapped_column(ForeignKey("joint_project.id"), index=True)
    state: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(Text, default="")
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(Moment)
