"""What analysts screen: observations with their steps, those who joined, pictures, answers, and links to equipment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from matchmaker.domain.feedback.lifecycle import OPEN_STATES, WAITING_STATES
from matchmaker.persistence.models import (
    Equipment,
    EquipmentLink,
    Firm,
    Gap,
    GapObservation,
    Lesson,
    LessonStep,
    MakerAnswer,
    Observation,
    ObservationJoin,
    ObservationPhoto,
    ObservationStep,
    TrainingEvent,
    TrainingModule,
)

DANGER = or_(Observation.danger.is_(True), Observation.effect == "danger")
Filed = tuple[Observation, Equipment | None]


def queues(account_id: str, now: datetime) -> Mapping[str, ColumnElement[bool]]:
    """Return what belongs to each queue of the desk, by the queue's name."""
    state, owner = Observation.state, Observation.owner_id
    return {
        "waiting": state.in_(WAITING_STATES),
        "new": and_(state == "filed", owner.is_(None)),
        "mine": and_(state.in_(OPEN_STATES), owner == account_id),
        "asked": state == "asked",
        "overdue": and_(state == "filed", Observation.due_at < now),
        "danger": and_(state.in_(WAITING_STATES), DANGER),
        "untyped": and_(state.in_(OPEN_STATES), Observation.equipment_id.is_(None)),
        "analysed": state == "analysed",
        "all": Observation.id.is_not(None),
    }


class ScreeningStore:
    """Reads and writes of the analyst's desk."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def numbered(self, number: int) -> Observation | None:
        """Return the observation with this number."""
        return self._session.scalars(select(Observation).where(Observation.number == number)).first()

    # --- Lists ------------------------------------------------------------------------------------------------

    def queue(
        self, name: str, *, account_id: str, now: datetime, offset: int, limit: int
    ) -> tuple[int, Sequence[Filed]]:
        """Return how many observations a queue has and one page of it: danger first, then what is due first.

        The queue of all has the newest first.
        """
        query = select(Observation, Equipment).outerjoin(Equipment, Equipment.id == Observation.equipment_id)
        wanted = queues(account_id, now)[name]
        page = query.where(wanted).order_by(*_order(name)).offset(offset).limit(limit)
        return self._number(wanted), self._pairs(page)

    def sizes(self, *, account_id: str, now: datetime) -> dict[str, int]:
        """Return how many observations each queue has."""
        wanted = queues(account_id, now)
        columns = [func.count(case((condition, 1))).label(name) for name, condition in wanted.items()]
        row = self._session.execute(select(*columns).select_from(Observation)).one()
        return {name: int(row[index]) for index, name in enumerate(wanted)}

    def filed_by(self, account_id: str, *, offset: int, limit: int) -> tuple[int, Sequence[Filed]]:
        """Return how many observations an account filed and one page of them, those that ask it something first."""
        query = select(Observation, Equipment).outerjoin(Equipment, Equipment.id == Observation.equipment_id)
        own = Observation.filed_by == account_id
        order = (Observation.state != "asked", Observation.filed_at.desc(), Observation.id)
        return self._number(own), self._pairs(query.where(own).order_by(*order).offset(offset).limit(limit))

    def _number(self, condition: ColumnElement[bool]) -> int:
        return self._session.scalar(select(func.count(Observation.id)).where(condition)) or 0

    def _pairs(self, query: Select[Observation, Equipment]) -> list[Filed]:
        return [(observation, equipment) for observation, equipment in self._session.execute(query)]

    def people(self, observation_ids: Iterable[str]) -> dict[str, int]:
        """Return how many joined each of the observations; those that nobody joined are absent."""
        query = select(ObservationJoin.observation_id, func.count()).group_by(ObservationJoin.observation_id)
        rows = self._session.execute(query.where(ObservationJoin.observation_id.in_(list(observation_ids))))
        return {str(observation_id): int(number) for observation_id, number in rows}

    def last_words(self, observation_ids: Iterable[str]) -> dict[str, ObservationStep]:
        """Return the newest step that said something to the author, by observation."""
        told = ObservationStep.action.in_(("asked", "analysed", "closed"))
        query = select(ObservationStep).where(told, ObservationStep.observation_id.in_(list(observation_ids)))
        rows = self._session.scalars(query.order_by(ObservationStep.at, ObservationStep.id))
        return {step.observation_id: step for step in rows}

    # --- One observation --------------------------------------------------------------------------------------

    def leave(self, join_id: str) -> None:
        """Take somebody out of the count again; nothing where nobody is counted under this id."""
        row = self._session.get(ObservationJoin, join_id)
        if row is not None:
            self._session.delete(row)

    def duplicates(self, observation_id: str) -> Sequence[Observation]:
        """Return what was closed as a repetition of an observation, by number."""
        query = select(Observation).where(Observation.same_as == observation_id)
        return self._session.scalars(query.order_by(Observation.number)).all()

    def photos(self, observation_id: str) -> Sequence[tuple[str, int, int]]:
        """Return id, width and height of each picture, without its content."""
        photo = ObservationPhoto
        query = select(photo.id, photo.width, photo.height).where(photo.observation_id == observation_id)
        rows = self._session.execute(query.order_by(photo.added_at, photo.id))
        return [(photo_id, width, height) for photo_id, width, height in rows]

    def photo(self, observation_id: str, photo_id: str) -> ObservationPhoto | None:
        """Return a picture of this observation."""
        found = self._session.get(ObservationPhoto, photo_id)
        return found if found is not None and found.observation_id == observation_id else None

    def answers(self, observation_id: str) -> Sequence[tuple[MakerAnswer, Firm]]:
        """Return what makers answered, in order."""
        query = select(MakerAnswer, Firm).join(Firm, Firm.id == MakerAnswer.firm_id)
        query = query.where(MakerAnswer.observation_id == observation_id)
        return [
            (answer, firm) for answer, firm in self._session.execute(query.order_by(MakerAnswer.at, MakerAnswer.id))
        ]

    def gaps(self, observation_id: str) -> Sequence[tuple[Gap, datetime]]:
        """Return the gaps that an observation is behind, with the moment in which it was put there."""
        query = select(Gap, GapObservation.joined_at).join(GapObservation, GapObservation.gap_id == Gap.id)
        query = query.where(GapObservation.observation_id == observation_id).order_by(Gap.number)
        return [(gap, joined_at) for gap, joined_at in self._session.execute(query)]

    def lessons(self, gap_ids: Iterable[str]) -> Sequence[tuple[Lesson, Sequence[LessonStep]]]:
        """Return the lessons drawn from gaps, each with its steps in order."""
        query = select(Lesson).where(Lesson.gap_id.in_(list(gap_ids))).order_by(Lesson.number)
        return [(lesson, self._lesson_steps(lesson.id)) for lesson in self._session.scalars(query)]

    def _lesson_steps(self, lesson_id: str) -> Sequence[LessonStep]:
        query = select(LessonStep).where(LessonStep.lesson_id == lesson_id)
        return self._session.scalars(query.order_by(LessonStep.at, LessonStep.id)).all()

    def training_of(self, observation: Observation) -> tuple[TrainingModule | None, TrainingEvent | None]:
        """Return the type of training and the training at which it was seen, as far as they are stated."""
        module = self._session.get(TrainingModule, observation.module_id) if observation.module_id else None
        event = self._session.get(TrainingEvent, observation.event_id) if observation.event_id else None
        return module, event

    # --- Links to equipment -----------------------------------------------------------------------------------

    def link(self, observation_id: str, equipment_id: str) -> EquipmentLink | None:
        """Return what was found about one type in one observation."""
        return self._session.get(EquipmentLink, (observation_id, equipment_id))

    def links(self, observation_id: str) -> Sequence[tuple[EquipmentLink, Equipment]]:
        """Return the types that an observation seems to speak of, the surest first."""
        query = select(EquipmentLink, Equipment).join(Equipment, Equipment.id == EquipmentLink.equipment_id)
        query = query.where(EquipmentLink.observation_id == observation_id)
        rows = self._session.execute(query.order_by(EquipmentLink.score.desc(), EquipmentLink.equipment_id))
        return [(link, equipment) for link, equipment in rows]

    def unsure(self, sure: float, *, offset: int, limit: int) -> tuple[int, Sequence[Observation]]:
        """Return how many observations have links that a person must look at, and one page of them.

        Those are ambiguous ones, those below the score, and all of observations without a type; danger comes first.
        """
        doubtful = or_(EquipmentLink.ambiguous, EquipmentLink.score < sure, Observation.equipment_id.is_(None))
        query = select(EquipmentLink.observation_id).where(
            EquipmentLink.state == "proposed", EquipmentLink.observation_id == Observation.id, doubtful
        )
        wanted = and_(Observation.state.in_(OPEN_STATES), query.exists())
        page = select(Observation).where(wanted).order_by(*_order("waiting")).offset(offset).limit(limit)
        return self._number(wanted), self._session.scalars(page).all()


def _order(name: str) -> Sequence[ColumnElement[Any] | InstrumentedAttribute[Any]]:
    if name == "all":
        return [Observation.filed_at.desc(), Observation.number.desc()]
    due = Observation.due_at
    return [case((DANGER, 0), else_=1), due.is_(None), due, Observation.number]
