"""Open topics."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.persistence.models import Topic, TopicPart


class TopicStore:
    """Reads and writes of topics."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, topic_id: str) -> Topic | None:
        """Return one topic."""
        return self._session.get(Topic, topic_id)

    def all(self) -> Sequence[Topic]:
        """Return the topics, the nearest deadline first."""
        return self._session.scalars(select(Topic).order_by(Topic.deadline, Topic.id)).all()

    def parts(self, topic_id: str) -> Sequence[TopicPart]:
        """Return the parts of a topic in the order of its text."""
        query = select(TopicPart).where(TopicPart.topic_id == topic_id).order_by(TopicPart.position)
        return self._session.scalars(query).all()
