"""Gaps, the observations and concepts behind them, and the searches that were to close them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.persistence.base import Base
from matchmaker.persistence.models import (
    Concept,
    Equipment,
    Gap,
    GapConcept,
    GapObservation,
    JointProject,
    Lesson,
    Observation,
    Proposal,
    ProposalMember,
    Search,
    Topic,
)


class GapStore:
    """Reads and writes of what forces lack."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, *rows: Base) -> None:
        """Add gaps and what hangs on them."""
        self._session.add_all(rows)

    def remove(self, row: GapObservation | GapConcept) -> None:
        """Take an observation or a concept away from a gap."""
        self._session.delete(row)

    def get(self, gap_id: str) -> Gap | None:
        """Return one gap."""
        return self._session.get(Gap, gap_id)

    def all(self) -> Sequence[Gap]:
        """Return all gaps, the newest first."""
        return self._session.scalars(select(Gap).order_by(Gap.number.desc())).all()

    def next_number(self) -> int:
        """Return the number of the next gap; ask for it in a unit of work that writes."""
        return (self._session.scalar(select(func.max(Gap.number))) or 0) + 1

    def link(self, gap_id: str, observation_id: str) -> GapObservation | None:
        """Return how an observation came to stand behind a gap, None where it does not."""
        return self._session.get(GapObservation, (gap_id, observation_id))

    def behind(self, gap_id: str) -> Sequence[tuple[GapObservation, Observation, Equipment | None]]:
        """Return the observations behind a gap with their type where one is known, newest month first."""
        query = (
            select(GapObservation, Observation, Equipment)
            .join(Observation, Observation.id == GapObservation.observation_id)
            .outerjoin(Equipment, Equipment.id == Observation.equipment_id)
            .where(GapObservation.gap_id == gap_id)
            .order_by(Observation.month.desc(), Observation.number.desc())
        )
        return [(link, observation, equipment) for link, observation, equipment in self._session.execute(query)]

    def observations(self, ids: Collection[str]) -> Mapping[str, Observation]:
        """Return those of these observations that there are, by id."""
        found = self._session.scalars(select(Observation).where(Observation.id.in_(sorted(ids))))
        return {one.id: one for one in found}

    def of_observation(self, observation_id: str) -> Sequence[Gap]:
        """Return the gaps that an observation is behind, by number."""
        query = select(Gap).join(GapObservation, GapObservation.gap_id == Gap.id)
        return self._session.scalars(
            query.where(GapObservation.observation_id == observation_id).order_by(Gap.number)
        ).all()

    def concepts(self, gap_id: str) -> Sequence[GapConcept]:
        """Return what a gap is about, by concept id."""
        query = select(GapConcept).where(GapConcept.gap_id == gap_id).order_by(GapConcept.concept_id)
        return self._session.scalars(query).all()

    def known_concepts(self, ids: Collection[str]) -> frozenset[str]:
        """Return those of these concepts that the taxonomies have."""
        return frozenset(self._session.scalars(select(Concept.id).where(Concept.id.in_(sorted(ids)))))

    def lessons(self, gap_id: str) -> Sequence[Lesson]:
        """Return the lessons drawn from a gap, by number."""
        return self._session.scalars(select(Lesson).where(Lesson.gap_id == gap_id).order_by(Lesson.number)).all()

    def joint_projects(self, gap_id: str) -> Sequence[JointProject]:
        """Return the joint projects that answer a gap, by number."""
        query = select(JointProject).where(JointProject.gap_id == gap_id).order_by(JointProject.number)
        return self._session.scalars(query).all()

    def searches(self, gap_id: str) -> Sequence[tuple[Search, Topic, Sequence[Proposal]]]:
        """Return the searches for consortia that were to close a gap, newest first, with what they proposed."""
        query = select(Search, Topic).join(Topic, Topic.id == Search.topic_id)
        query = query.where(Search.outcome["gap_id"].as_string() == gap_id)
        rows = self._session.execute(query.order_by(Search.asked_at.desc(), Search.id)).all()
        return [(search, topic, self._proposals(search.id)) for search, topic in rows]

    def answers(self, proposal_ids: Collection[str]) -> Mapping[str, int]:
        """Return how many firms are interested in each of these proposals; those without any are absent."""
        query = select(ProposalMember.proposal_id, func.count()).group_by(ProposalMember.proposal_id)
        query = query.where(ProposalMember.proposal_id.in_(sorted(proposal_ids)), ProposalMember.answer == "interested")
        return {str(proposal_id): int(number) for proposal_id, number in self._session.execute(query)}

    def _proposals(self, search_id: str) -> Sequence[Proposal]:
        query = select(Proposal).where(Proposal.search_id == search_id).order_by(Proposal.position)
        return self._session.scalars(query).all()
