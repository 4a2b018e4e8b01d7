"""Rows to facts for a snapshot: plain selects, one consistent moment, one label that is read before the rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from matchmaker.domain import facts
from matchmaker.domain.vocabulary import FirmState
from matchmaker.persistence import models as tables
from matchmaker.persistence.engine import Sessions
from matchmaker.persistence.loop import feedback_facts

IN_SNAPSHOT = (FirmState.LISTED, FirmState.VERIFIED)


class Catalogue:
    """Reads the revision and the facts of the register in sessions of its own."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def revision(self) -> int:
        """Return the number that database triggers move with every write that matters."""
        with self._sessions() as session:
            return session.scalars(select(tables.CatalogueRevision.number)).one()

    def labelled_facts(self) -> tuple[int, facts.CatalogueFacts]:
        """Return the revision, read first, and the facts, all from one moment."""
        with self._sessions() as session:
            if session.get_bind().dialect.name == "postgresql":
                session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            revision = session.scalars(select(tables.CatalogueRevision.number)).one()
            return revision, _Reading(session).everything()


class _Reading:
    def __init__(self, session: Session) -> None:
        self._session = session

    def everything(self) -> facts.CatalogueFacts:
        return facts.CatalogueFacts(
            firms=self._firms(),
            projects=self._projects(),
            partnerships=self._partnerships(),
            equipment=self._equipment(),
            topics=self._topics(),
            concepts=self._concepts(),
            **feedback_facts(self._session),
        )

    def _rows(self, query: Select[Any]) -> Iterable[Row[Any]]:
        return self._session.execute(query)

    def _all(self, table: type[Any]) -> Iterable[Row[Any]]:
        return self._rows(select(*table.__table__.columns))

    def _firms(self) -> tuple[facts.FirmFacts, ...]:
        statements = _grouped(self._all(tables.Statement), "firm_id", statement_facts)
        stakes = _grouped(self._all(tables.Stake), "firm_id", stake_facts)
        capabilities = self._capabilities()
        query = select(*tables.Firm.__table__.columns).where(tables.Firm.state.in_(IN_SNAPSHOT))
        return tuple(
            facts.FirmFacts(
                id=row.id,
                name=row.name,
                name_uk=row.name_uk,
                country=row.country,
                kind=row.kind,
                origin=row.origin,
                fictional=row.fictional,
                statements=statements.get(row.id, ()),
                stakes=stakes.get(row.id, ()),
                capabilities=capabilities.get(row.id, ()),
                provenance=provenance(row),
            )
            for row in self._rows(query)
        )

    def _capabilities(self) -> dict[str, tuple[facts.CapabilityFacts, ...]]:
        tags = _grouped(self._all(tables.CapabilityConcept), "capability_id", lambda row: str(row.concept_id))
        components = _grouped(self._all(tables.Component), "capability_id", _component)

        def capability(row: Row[Any]) -> facts.CapabilityFacts:
            return facts.CapabilityFacts(
                id=row.id,
                direction=row.direction,
                title_en=row.title_en,
                title_uk=row.title_uk,
                text_en=row.text_en,
                text_uk=row.text_uk,
                concepts=tuple(sorted(tags.get(row.id, ()))),
                components=components.get(row.id, ()),
                provenance=provenance(row),
            )

        return _grouped(self._all(tables.Capability), "firm_id", capability)

    def _projects(self) -> tuple[facts.ProjectFacts, ...]:
        seats = _grouped(self._all(tables.Participation), "project_id", lambda row: (str(row.firm_id), str(row.role)))
        return tuple(
            facts.ProjectFacts(
                id=row.id,
                acronym=row.acronym,
                title=row.title,
                objective=row.objective,
                programme=row.programme,
                call=row.call,
                start=row.start,
                end=row.end,
                participants=tuple(sorted(seats.get(row.id, ()))),
                provenance=provenance(row),
            )
            for row in self._all(tables.Project)
        )

    def _partnerships(self) -> tuple[facts.PartnershipFacts, ...]:
        return tuple(
            facts.PartnershipFacts(
                id=row.id,
                firm_a=row.firm_a_id,
                name_a=row.name_a,
                firm_b=row.firm_b_id,
                name_b=row.name_b,
                kind=row.kind,
                subject=row.subject,
                provenance=provenance(row),
            )
            for row in self._all(tables.Partnership)
        )

    def _equipment(self) -> tuple[facts.EquipmentFacts, ...]:
        aliases = _grouped(self._all(tables.EquipmentAlias), "equipment_id", lambda row: str(row.alias))
        makers = _grouped(self._all(tables.EquipmentMaker), "equipment_id", lambda row: (row.firm_id, row.name))
        stated = _grouped(self._all(tables.Fielding), "equipment_id", lambda row: str(row.country))
        return tuple(
            facts.EquipmentFacts(
                id=row.id,
                name=row.name,
                name_uk=row.name_uk,
                aliases=tuple(sorted(aliases.get(row.id, ()))),
                category=row.category,
                military_list=row.military_list,
                makers=tuple(sorted(firm_id for firm_id, _ in makers.get(row.id, ()) if firm_id)),
                maker_names=tuple(sorted(name for _, name in makers.get(row.id, ()))),
                operators_eu=tuple(dict.fromkeys((*row.operators_eu.split(), *sorted(stated.get(row.id, ()))))),
                operated_by_ua=row.operated_by_ua,
                provenance=provenance(row),
            )
            for row in self._all(tables.Equipment)
        )

    def _topics(self) -> tuple[facts.TopicFacts, ...]:
        ordered = select(*tables.TopicPart.__table__.columns).order_by(tables.TopicPart.position)
        parts = _grouped(self._rows(ordered), "topic_id", _part)
        return tuple(
            facts.TopicFacts(
                id=row.id,
                title_en=row.title_en,
                title_uk=row.title_uk,
                programme=row.programme,
                strand=row.strand,
                action=row.action,
                form=row.form,
                deadline=row.deadline,
                aim_en=row.aim_en,
                aim_uk=row.aim_uk,
                parts=parts.get(row.id, ()),
                provenance=provenance(row),
                numbers=row.numbers,
            )
            for row in self._all(tables.Topic)
        )

    def _concepts(self) -> tuple[facts.ConceptFacts, ...]:
        rows = self._all(tables.Concept)
        return tuple(facts.ConceptFacts(row.id, row.scheme, row.code, row.label_en, row.label_uk) for row in rows)


def provenance(row: Any) -> facts.Provenance:
    """Return the provenance columns of a row."""
    return facts.Provenance(row.source, row.as_of, row.confidence, row.basis)


def statement_facts(row: Any) -> facts.StatementFacts:
    """Return one row as the domain reads it."""
    return facts.StatementFacts(row.kind, row.value, provenance(row))


def stake_facts(row: Any) -> facts.StakeFacts:
    """Return one row as the domain reads it."""
    return facts.StakeFacts(
        holder_id=row.holder_id,
        holder_name=row.holder_name,
        holder_country=row.holder_country,
        holder_kind=row.holder_kind,
        share=row.share,
        votes=row.votes,
        majority=row.majority,
        right=row.right,
        via=row.via,
        provenance=provenance(row),
    )


def _component(row: Any) -> facts.ComponentFacts:
    return facts.ComponentFacts(row.name, row.origin, row.cost_eur, row.raw_material)


def _part(row: Any) -> facts.TopicPartFacts:
    return facts.TopicPartFacts(row.id, row.kind, row.text_en, row.text_uk)


def _grouped(rows: Iterable[Row[Any]], key: str, make: Any) -> dict[str, Any]:
    groups: Mapping[str, list[Any]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, key)].append(make(row))
    return {name: tuple(group) for name, group in groups.items()}
