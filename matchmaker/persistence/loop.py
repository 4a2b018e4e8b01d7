"""Rows of the feedback loop to facts for a snapshot: observations, gaps, modules, training, joint projects."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from matchmaker.domain import facts
from matchmaker.persistence import models as tables

TEXTS = ("observation", "discussion", "conclusion", "recommendation")
# Outcomes with which an observation says nothing any more, or nothing of its own.
WITHOUT_WORD = ("not_taken_up", "duplicate")


def feedback_facts(session: Session) -> dict[str, Any]:
    """Return the fields of CatalogueFacts that belong to the feedback loop.

    An observation that was closed as not taken up, or as a duplicate, is left out.
    """
    return {
        "observations": tuple(_observations(session)),
        "gaps": tuple(_gaps(session)),
        "modules": tuple(_modules(session)),
        "events": tuple(_events(session)),
        "joint_projects": tuple(_joint_projects(session)),
    }


def _observations(session: Session) -> Iterable[facts.ObservationFacts]:
    joined = Counter(session.scalars(select(tables.ObservationJoin.observation_id)))
    answers = _grouped(session, tables.MakerAnswer, "observation_id", order="at")
    left_out = tables.Observation.outcome.in_(WITHOUT_WORD)
    for row in session.execute(select(*tables.Observation.__table__.columns).where(~left_out)):
        yield facts.ObservationFacts(
            id=row.id,
            equipment_id=row.equipment_id or "",
            title=row.title,
            text="\n".join(getattr(row, part) for part in TEXTS),
            language=row.language,
            effect=row.effect,
            month=row.month,
            fictional=row.fictional,
            number=row.number,
            state=row.state,
            danger=row.danger,
            side=row.side,
            setting=row.setting,
            segment=row.segment,
            cause=row.cause,
            configuration=row.configuration,
            conditions=tuple(row.conditions),
            ratings=tuple(sorted(row.ratings.items())),
            users=row.users,
            module_id=row.module_id or "",
            event_id=row.event_id or "",
            joined=joined[row.id],
            answers=tuple(_answer(one) for one in answers.get(row.id, ())),
        )


def _answer(row: Row[Any]) -> facts.MakerAnswerFacts:
    return facts.MakerAnswerFacts(row.firm_id, row.kind, row.version, f"{row.at:%Y-%m}")


def _gaps(session: Session) -> Iterable[facts.GapFacts]:
    observations = _grouped(session, tables.GapObservation, "gap_id", order="observation_id")
    concepts = _grouped(session, tables.GapConcept, "gap_id", order="concept_id")
    for row in _all(session, tables.Gap):
        yield facts.GapFacts(
            id=row.id,
            number=row.number,
            title_en=row.title_en,
            title_uk=row.title_uk,
            text_en=row.text_en,
            text_uk=row.text_uk,
            kind=row.kind,
            state=row.state,
            concepts=tuple(one.concept_id for one in concepts.get(row.id, ())),
            observations=tuple(one.observation_id for one in observations.get(row.id, ())),
            month=f"{row.formed_at:%Y-%m}",
            fictional=row.fictional,
        )


def _modules(session: Session) -> Iterable[facts.ModuleFacts]:
    for row in _all(session, tables.TrainingModule):
        yield facts.ModuleFacts(
            id=row.id,
            name_en=row.name_en,
            name_uk=row.name_uk,
            direction=row.direction,
            skills=_parts(row.skills),
            categories=_parts(row.equipment_categories),
            providers=row.providers,
            status=row.status,
            provenance=facts.Provenance(row.source, row.as_of, row.confidence, row.basis),
        )


def _events(session: Session) -> Iterable[facts.TrainingEventFacts]:
    equipment = _grouped(session, tables.TrainingEquipment, "event_id", order="equipment_id")
    for row in _all(session, tables.TrainingEvent):
        yield facts.TrainingEventFacts(
            id=row.id,
            mission_id=row.mission_id or "",
            module_id=row.module_id or "",
            kind=row.kind,
            direction=row.direction,
            state=row.state,
            month=row.month,
            country=row.country,
            segment=row.segment,
            states=tuple(row.states.split()),
            equipment=tuple(one.equipment_id for one in equipment.get(row.id, ())),
            joint_project_id=row.joint_project_id or "",
            title_en=row.title_en,
            title_uk=row.title_uk,
            fictional=row.fictional,
        )


def _joint_projects(session: Session) -> Iterable[facts.JointProjectFacts]:
    members = _grouped(session, tables.ProposalMember, "proposal_id", order="firm_id")
    for row in _all(session, tables.JointProject):
        yield facts.JointProjectFacts(
            id=row.id,
            title_en=row.title_en,
            title_uk=row.title_uk,
            gap_id=row.gap_id or "",
            topic_id=row.topic_id,
            state=row.state,
            firms=tuple(one.firm_id for one in members.get(row.proposal_id, ())),
            equipment_id=row.product_id or "",
            since=f"{row.started_at:%Y-%m}",
            fielded_month=row.fielded_month,
            fictional=row.fictional,
        )


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _all(session: Session, table: type[Any]) -> Iterable[Row[Any]]:
    return session.execute(select(*table.__table__.columns))


def _grouped(session: Session, table: type[Any], key: str, *, order: str) -> Mapping[str, list[Row[Any]]]:
    columns = table.__table__.columns
    groups: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in session.execute(select(*columns).order_by(columns[order])):
        groups[getattr(row, key)].append(row)
    return groups
