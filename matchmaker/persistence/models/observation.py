"""What users of equipment observed, what was done with it, and what its makers said."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Float, ForeignKey, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.persistence.base import Base, Id, Moment


class Observation(Base):
    """A filed observation in the ODCR form; the author is never shown to makers.

    `number` is what its receipt says. Without `equipment_id`, `equipment_words` has what the author called it.
    `owner_id` is the analyst who has it, `due_at` when the author is to hear. `same_as` is the one it repeats.
    Words in `frequency`, `conditions`, `cause`, `wish`, `side`, `setting`, `segment` and `state` are the vocabulary's.
    """

    __tablename__ = "observation"
    feeds_snapshot = True

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    number: Mapped[int] = mapped_column(Integer, unique=True)
    equipment_id: Mapped[str | None] = mapped_column(ForeignKey("equipment.id"), index=True)
    equipment_words: Mapped[str] = mapped_column(String(200), default="")
    configuration: Mapped[str] = mapped_column(String(120), default="")
    title: Mapped[str] = mapped_column(String(200))
    observation: Mapped[str] = mapped_column(Text)
    discussion: Mapped[str] = mapped_column(Text)
    conclusion: Mapped[str] = mapped_column(Text)
    recommendation: Mapped[str] = mapped_column(Text)
    workaround: Mapped[str] = mapped_column(Text, default="")
    effect: Mapped[str] = mapped_column(String(10))
    danger: Mapped[bool | None]
    frequency: Mapped[str] = mapped_column(String(20), default="")
    users: Mapped[int | None] = mapped_column(Integer)
    hours: Mapped[int | None] = mapped_column(Integer)
    conditions: Mapped[list[str]] = mapped_column(JSON, default=list)
    cause: Mapped[str] = mapped_column(String(20), default="")
    wish: Mapped[str] = mapped_column(String(20), default="")
    trained_before: Mapped[bool | None]
    ratings: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    side: Mapped[str] = mapped_column(String(2), default="")
    setting: Mapped[str] = mapped_column(String(20), default="")
    segment: Mapped[str] = mapped_column(String(10), default="")
    module_id: Mapped[str | None] = mapped_column(ForeignKey("training_module.id"), index=True)
    event_id: Mapped[str | None] = mapped_column(ForeignKey("training_event.id"), index=True)
    month: Mapped[str] = mapped_column(String(7))
    language: Mapped[str] = mapped_column(String(2))
    fictional: Mapped[bool] = mapped_column(default=False)
    filed_by: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    filed_at: Mapped[datetime] = mapped_column(Moment)
    state: Mapped[str] = mapped_column(String(20), default="filed")
    outcome: Mapped[str] = mapped_column(String(20), default="")
    owner_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"), index=True)
    due_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    same_as: Mapped[str | None] = mapped_column(ForeignKey("observation.id"))


class ObservationStep(Base):
    """One thing that was done with an observation, with what was said to the author; steps are only added."""

    __tablename__ = "observation_step"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    observation_id: Mapped[str] = mapped_column(ForeignKey("observation.id"), index=True)
    action: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text, default="")
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(Moment)


class ObservationJoin(Base):
    """Somebody saw the same and joined the observation rather than filing another."""

    __tablename__ = "observation_join"
    feeds_snapshot = True

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    observation_id: Mapped[str] = mapped_column(ForeignKey("observation.id"), index=True)
    users: Mapped[int | None] = mapped_column(Integer)
    hours: Mapped[int | None] = mapped_column(Integer)
    side: Mapped[str] = mapped_column(String(2), default="")
    month: Mapped[str] = mapped_column(String(7))
    fictional: Mapped[bool] = mapped_column(default=False)
    joined_by: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    joined_at: Mapped[datetime] = mapped_column(Moment)


class ObservationPhoto(Base):
    """A picture made anew from its pixels, so that nothing of the camera or the place is left in it."""

    __tablename__ = "observation_photo"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    observation_id: Mapped[str] = mapped_column(ForeignKey("observation.id"), index=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    width: Mapped[int] = mapped_column(Integer)
    height: Mapped[int] = mapped_column(Integer)
    added_at: Mapped[datetime] = mapped_column(Moment)


class EquipmentLink(Base):
    """A type that a text seems to speak of; `state` is proposed, confirmed or refused by a person."""

    __tablename__ = "equipment_link"

    observation_id: Mapped[str] = mapped_column(ForeignKey("observation.id"), primary_key=True)
    equipment_id: Mapped[str] = mapped_column(ForeignKey("equipment.id"), primary_key=True)
    score: Mapped[float] = mapped_column(Float)
    matched: Mapped[str] = mapped_column(String(200))
    start: Mapped[int] = mapped_column(Integer)
    end: Mapped[int] = mapped_column(Integer)
    ambiguous: Mapped[bool] = mapped_column(default=False)
    because: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    state: Mapped[str] = mapped_column(String(10), default="proposed")
    decided_by: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)


class MakerAnswer(Base):
    """What a maker answers to an observation on its equipment; answers are only added."""

    __tablename__ = "maker_answer"
    feeds_snapshot = True

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    observation_id: Mapped[str] = mapped_column(ForeignKey("observation.id"), index=True)
    firm_id: Mapped[str] = mapped_column(ForeignKey("firm.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    version: Mapped[str] = mapped_column(String(120), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    fictional: Mapped[bool] = mapped_column(default=False)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(Moment)


class UseClaim(Base):
    """A firm claims that its equipment was tested in use; whether observations bear it out is computed."""

    __tablename__ = "use_claim"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    firm_id: Mapped[str] = mapped_column(ForeignKey("firm.id"), index=True)
    equipment_id: Mapped[str] = mapped_column(ForeignKey("equipment.id"), index=True)
    statement: Mapped[str] = mapped_column(Text)
    fictional: Mapped[bool] = mapped_column(default=False)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    claimed_at: Mapped[datetime] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
