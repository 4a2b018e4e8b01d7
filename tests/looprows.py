"""Rows of the feedback loop with dull, valid defaults; each is flushed at once."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from matchmaker.persistence.models import (
    Gap,
    GapObservation,
    JointProject,
    MakerAnswer,
    Mission,
    MissionFact,
    Proposal,
    ProposalMember,
    Search,
    TrainingEvent,
    TrainingModule,
)
from tests.rows import NOW, SOURCE, flushed


def store_gap(
    session: Session, *, id: str = "gap-1", number: int = 1, observations: tuple[str, ...] = (), **rest: Any
) -> Gap:
    """A gap with the observations behind it."""
    started = {"title_en": "Video is lost", "kind": "falls_short", "formed_by": "account-1", "formed_at": NOW}
    gap = flushed(session, Gap(id=id, number=number, **{**started, **rest}))
    for one in observations:
        flushed(
            session, GapObservation(gap_id=id, observation_id=one, joined_by=gap.formed_by, joined_at=gap.formed_at)
        )
    return gap


def store_mission(
    session: Session, *, id: str = "eumam", facts: tuple[tuple[str, str], ...] = (), **rest: Any
) -> Mission:
    """A mission whose mandate is over, with published facts as pairs of what and value."""
    started = {"name_en": "A mission", "name_uk": "", "status": "established", "ended": date(2026, 11, 15)}
    mission = flushed(session, Mission(id=id, **{**started, **SOURCE, **rest}))
    for position, (fact, value) in enumerate(facts):
        flushed(session, MissionFact(id=f"{id}-{position}", mission_id=id, position=position, fact=fact, value=value))
    return mission


def store_module(session: Session, *, id: str = "module-1", **rest: Any) -> TrainingModule:
    """A type of training."""
    started = {"name_en": "Drone pilots", "direction": "joint", "status": "observed", "equipment_categories": "uav"}
    return flushed(session, TrainingModule(id=id, **{**started, **SOURCE, **rest}))


def store_event(session: Session, *, id: str = "event-1", **rest: Any) -> TrainingEvent:
    """A course that was held."""
    started = {"kind": "course", "direction": "joint", "state": "held", "title_en": "A course", "month": "2026-09"}
    return flushed(session, TrainingEvent(id=id, made_at=NOW, **{**started, **rest}))


def store_proposal(
    session: Session, *, id: str = "proposal-1", topic_id: str = "TOPIC-1", firms: tuple[str, ...] = (), **rest: Any
) -> Proposal:
    """A stored proposal with its search and members, without what a replay would need."""
    flushed(
        session,
        Search(
            id=f"search-of-{id}",
            topic_id=topic_id,
            day=NOW.date(),
            catalogue_revision=1,
            rulebook_version="1",
            weights_version="1",
            sealed_inputs="{}",
            sealed_hash="0",
            outcome={},
            asked_by=rest.pop("asked_by", "account-1"),
            asked_at=NOW,
        ),
    )
    made = {"position": 1, "score": 1.0, "bound": 1.0, "optimal": True, "document": {}}
    proposal = flushed(session, Proposal(id=id, search_id=f"search-of-{id}", topic_id=topic_id, **{**made, **rest}))
    for firm in firms:
        flushed(session, ProposalMember(proposal_id=id, firm_id=firm))
    return proposal


def store_joint_project(
    session: Session, *, id: str = "joint-1", number: int = 1, proposal_id: str = "proposal-1", **rest: Any
) -> JointProject:
    """A joint project of a proposal that is stored already."""
    started = {"title_en": "A robot that sees", "state": "agreed", "topic_id": "TOPIC-1", "started_by": "account-1"}
    project = JointProject(id=id, number=number, proposal_id=proposal_id, started_at=NOW, **{**started, **rest})
    return flushed(session, project)


def store_answer(session: Session, *, id: str = "answer-1", **rest: Any) -> MakerAnswer:
    """What a maker said to an observation."""
    started = {"observation_id": "observation-1", "firm_id": "firm-1", "kind": "answer", "account_id": "account-1"}
    return flushed(session, MakerAnswer(id=id, at=NOW, **{**started, **rest}))
