"""Observations, who joined them, what they were linked with and what was done with them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.persistence.models import (
    Equipment,
    EquipmentLink,
    Observation,
    ObservationJoin,
    ObservationPhoto,
    ObservationStep,
)

COUNTED = "analysed"
Row = Observation | ObservationJoin | ObservationPhoto | ObservationStep | EquipmentLink


class ObservationStore:
    """Reads and writes of what users observed on equipment."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, *rows: Row) -> None:
        """Add an observation or what belongs to one; flush an observation before what refers to it."""
        self._session.add_all(rows)

    def get(self, observation_id: str) -> Observation | None:
        """Return one observation."""
        return self._session.get(Observation, observation_id)

    def next_number(self) -> int:
        """Return the number of the next observation; ask for it in a unit of work that writes."""
        return (self._session.scalar(select(func.max(Observation.number))) or 0) + 1

    def counts(self) -> dict[str, int]:
        """Return how many observations that were screened and stand each type has; types without any are absent."""
        query = select(Observation.equipment_id, func.count()).group_by(Observation.equipment_id)
        rows = self._session.execute(query.where(Observation.equipment_id.is_not(None), Observation.state == COUNTED))
        return {str(equipment_id): int(number) for equipment_id, number in rows}

    def on_type(self, equipment_id: str) -> Sequence[Observation]:
        """Return the observations on a type that were screened and stand, newest first."""
        query = select(Observation).where(Observation.equipment_id == equipment_id, Observation.state == COUNTED)
        return self._session.scalars(query.order_by(Observation.filed_at.desc(), Observation.id)).all()

    def filed(self, *, filed_by: str | None = None) -> Sequence[tuple[Observation, Equipment | None]]:
        """Return all observations, or those of one account, newest first; None where no type is known yet."""
        query = select(Observation, Equipment).outerjoin(Equipment, Equipment.id == Observation.equipment_id)
        if filed_by:
            query = query.where(Observation.filed_by == filed_by)
        rows = self._session.execute(query.order_by(Observation.filed_at.desc(), Observation.id))
        return [(observation, equipment) for observation, equipment in rows]

    def steps(self, observation_id: str) -> Sequence[ObservationStep]:
        """Return what was done with an observation, oldest first."""
        query = select(ObservationStep).where(ObservationStep.observation_id == observation_id)
        return self._session.scalars(query.order_by(ObservationStep.at, ObservationStep.id)).all()

    def joins(self, observation_id: str) -> Sequence[ObservationJoin]:
        """Return those who saw the same, oldest first."""
        query = select(ObservationJoin).where(ObservationJoin.observation_id == observation_id)
        return self._session.scalars(query.order_by(ObservationJoin.joined_at, ObservationJoin.id)).all()

    def photos(self, observation_id: str) -> Sequence[ObservationPhoto]:
        """Return the pictures of an observation, oldest first."""
        query = select(ObservationPhoto).where(ObservationPhoto.observation_id == observation_id)
        return self._session.scalars(query.order_by(ObservationPhoto.added_at, ObservationPhoto.id)).all()

    def links(self, observation_id: str) -> Sequence[EquipmentLink]:
        """Return the types that an observation seems to speak of, in the order of its words."""
        query = select(EquipmentLink).where(EquipmentLink.observation_id == observation_id)
        return self._session.scalars(query.order_by(EquipmentLink.start, EquipmentLink.equipment_id)).all()
