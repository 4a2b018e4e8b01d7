"""Lessons, their steps, and whose observations they rest on."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.persistence.models import (
    Account,
    Gap,
    GapObservation,
    Lesson,
    LessonStep,
    Observation,
    ObservationJoin,
)


class LessonStore:
    """Reads and writes of lessons; steps are only added."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, *rows: Lesson | LessonStep) -> None:
        """Add lessons and steps; flush a lesson before its steps."""
        self._session.add_all(rows)

    def get(self, lesson_id: str) -> Lesson | None:
        """Return one lesson."""
        return self._session.get(Lesson, lesson_id)

    def all(self) -> Sequence[tuple[Lesson, Gap]]:
        """Return all lessons with the gap that each was drawn from, by number."""
        query = select(Lesson, Gap).join(Gap, Gap.id == Lesson.gap_id).order_by(Lesson.number)
        return [(lesson, gap) for lesson, gap in self._session.execute(query)]

    def next_number(self) -> int:
        """Return the number of the next lesson; ask for it in a unit of work that writes."""
        return (self._session.scalar(select(func.max(Lesson.number))) or 0) + 1

    def steps(self, lesson_id: str) -> Sequence[tuple[LessonStep, Account]]:
        """Return the steps of a lesson with who took them, oldest first."""
        query = select(LessonStep, Account).join(Account, Account.id == LessonStep.account_id)
        query = query.where(LessonStep.lesson_id == lesson_id).order_by(LessonStep.at, LessonStep.id)
        return [(step, account) for step, account in self._session.execute(query)]

    def observers(self, gap_id: str) -> frozenset[str]:
        """Return the accounts that filed or joined an observation behind a gap."""
        filed = select(Observation.filed_by).join(GapObservation, GapObservation.observation_id == Observation.id)
        joined = select(ObservationJoin.joined_by).join(
            GapObservation, GapObservation.observation_id == ObservationJoin.observation_id
        )
        found = [self._session.scalars(query.where(GapObservation.gap_id == gap_id)) for query in (filed, joined)]
        return frozenset(account_id for accounts in found for account_id in accounts)

    def behind(self, gap_id: str) -> Sequence[tuple[Observation, Account]]:
        """Return the observations behind a gap with who filed each, by number."""
        query = select(Observation, Account).join(Account, Account.id == Observation.filed_by)
        query = query.join(GapObservation, GapObservation.observation_id == Observation.id)
        query = query.where(GapObservation.gap_id == gap_id).order_by(Observation.number)
        return [(observation, account) for observation, account in self._session.execute(query)]
