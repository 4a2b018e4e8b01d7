"""Missions, types of training, training events, what forces field."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.persistence.base import Base
from matchmaker.persistence.models import (
    ComponentSupply,
    Equipment,
    Fielding,
    Mission,
    MissionFact,
    TrainingEquipment,
    TrainingEvent,
    TrainingModule,
)


class TrainingStore:
    """Reads and writes of what is trained, by whom and with what."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, *rows: Base) -> None:
        """Add rows."""
        self._session.add_all(rows)

    def missions(self) -> Sequence[Mission]:
        """Return all missions, established ones first."""
        return self._session.scalars(select(Mission).order_by(Mission.status, Mission.id)).all()

    def mission(self, mission_id: str) -> Mission | None:
        """Return one mission."""
        return self._session.get(Mission, mission_id)

    def facts(self, mission_id: str) -> Sequence[MissionFact]:
        """Return what was published about a mission, in the order of its table."""
        query = select(MissionFact).where(MissionFact.mission_id == mission_id)
        return self._session.scalars(query.order_by(MissionFact.position)).all()

    def modules(self) -> Sequence[TrainingModule]:
        """Return all types of training by name."""
        return self._session.scalars(select(TrainingModule).order_by(TrainingModule.name_en, TrainingModule.id)).all()

    def module(self, module_id: str) -> TrainingModule | None:
        """Return one type of training."""
        return self._session.get(TrainingModule, module_id)

    def event(self, event_id: str) -> TrainingEvent | None:
        """Return one rotation, course or exercise."""
        return self._session.get(TrainingEvent, event_id)

    def events(
        self, *, mission_id: str | None = None, module_id: str | None = None, joint_project_id: str | None = None
    ) -> Sequence[TrainingEvent]:
        """Return training events by month, newest first; of a mission, a type of training or a joint project."""
        wanted = {"mission_id": mission_id, "module_id": module_id, "joint_project_id": joint_project_id}
        columns = TrainingEvent.__table__.columns
        query = select(TrainingEvent).where(*(columns[name] == value for name, value in wanted.items() if value))
        return self._session.scalars(query.order_by(TrainingEvent.month.desc(), TrainingEvent.id)).all()

    def equipment_of(self, event_ids: Collection[str]) -> Mapping[str, Sequence[Equipment]]:
        """Return the types that events use, by event."""
        query = (
            select(TrainingEquipment.event_id, Equipment)
            .join(Equipment, Equipment.id == TrainingEquipment.equipment_id)
            .where(TrainingEquipment.event_id.in_(event_ids))
            .order_by(Equipment.name)
        )
        found: dict[str, list[Equipment]] = {event_id: [] for event_id in event_ids}
        for event_id, equipment in self._session.execute(query):
            found[event_id].append(equipment)
        return found

    def fieldings(self, equipment_id: str) -> Sequence[Fielding]:
        """Return who was stated to field a type, by state."""
        query = select(Fielding).where(Fielding.equipment_id == equipment_id)
        return self._session.scalars(query.order_by(Fielding.country, Fielding.id)).all()

    def components(self) -> Sequence[ComponentSupply]:
        """Return the sorts of components in the order of their table."""
        return self._session.scalars(select(ComponentSupply).order_by(ComponentSupply.position)).all()
