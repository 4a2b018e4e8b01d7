"""Missions, types of training, and what was or is to be trained where, by month and country only."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.persistence.base import Base, Id, Moment, Sourced


class Mission(Sourced, Base):
    """A training mission; `status` is established or proposed, `ended` the last day of its last known mandate."""

    __tablename__ = "mission"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    name_en: Mapped[str] = mapped_column(String(200))
    name_uk: Mapped[str] = mapped_column(String(200))
    status: Mapped[str] = mapped_column(String(20))
    command: Mapped[str] = mapped_column(String(200), default="")
    ended: Mapped[date | None]


class MissionFact(Base):
    """Something published about a mission on a day; values that differ stand side by side, each with its source."""

    __tablename__ = "mission_fact"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    mission_id: Mapped[str] = mapped_column(ForeignKey("mission.id"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    fact: Mapped[str] = mapped_column(String(200))
    value: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(String(60), default="")
    as_of: Mapped[str] = mapped_column(String(20), default="")
    source: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")


class TrainingModule(Sourced, Base):
    """A type of training, not a course on offer; lists are separated by `; `, `status` is observed or proposed."""

    __tablename__ = "training_module"
    feeds_snapshot = True

    id: Mapped[str] = mapped_column(String(60), primary_key=True)
    name_en: Mapped[str] = mapped_column(String(200))
    name_uk: Mapped[str] = mapped_column(String(200), default="")
    direction: Mapped[str] = mapped_column(String(20))
    skills: Mapped[str] = mapped_column(Text, default="")
    equipment_categories: Mapped[str] = mapped_column(Text, default="")
    providers: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[str] = mapped_column(String(20))


class TrainingEvent(Base):
    """A rotation, course or exercise; `states` are contributing states, space-separated ISO codes.

    One that a joint project proposed names it; `month` is YYYY-MM, `segment` north, south or empty.
    """

    __tablename__ = "training_event"
    feeds_snapshot = True

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    mission_id: Mapped[str | None] = mapped_column(ForeignKey("mission.id"), index=True)
    module_id: Mapped[str | None] = mapped_column(ForeignKey("training_module.id"), index=True)
    joint_project_id: Mapped[str | None] = mapped_column(ForeignKey("joint_project.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    direction: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20))
    title_en: Mapped[str] = mapped_column(String(200))
    title_uk: Mapped[str] = mapped_column(String(200), default="")
    month: Mapped[str] = mapped_column(String(7))
    country: Mapped[str] = mapped_column(String(2), default="")
    segment: Mapped[str] = mapped_column(String(10), default="")
    states: Mapped[str] = mapped_column(Text, default="")
    seats: Mapped[int | None] = mapped_column(Integer)
    fictional: Mapped[bool] = mapped_column(default=False)
    made_by: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)


class TrainingEquipment(Base):
    """A type of equipment that a rotation, course or exercise uses."""

    __tablename__ = "training_equipment"
    feeds_snapshot = True

    event_id: Mapped[str] = mapped_column(ForeignKey("training_event.id"), primary_key=True)
    equipment_id: Mapped[str] = mapped_column(ForeignKey("equipment.id"), primary_key=True)


class Fielding(Sourced, Base):
    """A training officer says, with a source, that a state's forces field a type of equipment."""

    __tablename__ = "fielding"
    feeds_snapshot = True

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    equipment_id: Mapped[str] = mapped_column(ForeignKey("equipment.id"), index=True)
    country: Mapped[str] = mapped_column(String(2))
    fictional: Mapped[bool] = mapped_column(default=False)
    stated_by: Mapped[str] = mapped_column(ForeignKey("account.id"))
    stated_at: Mapped[datetime] = mapped_column(Moment)
