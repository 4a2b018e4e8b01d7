"""Records to rows, all in the caller's transaction; importing the same records twice changes nothing more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from matchmaker.domain.facts import ConceptFacts, Provenance, TopicFacts
from matchmaker.domain.registry.normalise import folded, match_key, search_key
from matchmaker.domain.registry.records import (
    CapabilityRecord,
    EquipmentRecord,
    FirmRecord,
    ModuleRecord,
    ObservationRecord,
    PartnershipRecord,
    ProjectRecord,
    RegisterRecords,
)
from matchmaker.domain.registry.training_records import (
    ComponentSupplyRecord,
    GapRecord,
    MissionRecord,
    TrainingEventRecord,
)
from matchmaker.domain.vocabulary import FirmState
from matchmaker.persistence import models as tables
from matchmaker.persistence.base import Base
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services.importing.observationrows import People, observation_rows, opaque_id

__all__ = ["People", "Progress", "Store", "opaque_id"]
from matchmaker.services.importing.gaps import gap_rows
from matchmaker.services.importing.missions import Rows, component_rows, event_rows, mission_rows

Progress = Callable[[str, int], None]
PORTION = 1000


@dataclass
class Store:
    """Writes records; `people` are the accounts under which imported observations stand."""

    uow: UnitOfWork
    now: datetime
    people: People
    progress: Progress
    firm_ids: dict[str, str] = field(default_factory=dict)
    _known: dict[str, tables.Firm] = field(default_factory=dict)
    _numbers: dict[tuple[str, str], str] = field(default_factory=dict)
    _rows: dict[type[Base], list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))

    def write(self, records: RegisterRecords) -> dict[str, int]:
        """Write everything without committing, say so after each portion, and return the number of records by kind."""
        self._known = {firm.id: firm for firm in self.uow.imports.known_firms()}
        self.firm_ids = {firm.import_key: firm.id for firm in self._known.values() if firm.import_key}
        self._numbers = self.uow.imports.identifier_owners()
        return {
            "concepts": self._each("concepts", records.concepts, self._concept),
            "firms": self._each("firms", records.firms, self._firm),
            "holdings": self._each("holdings", [one for one in records.firms if one.stakes], self._stakes),
            "projects": self._each("projects", records.projects, self._project),
            "partnerships": self._each("partnerships", records.partnerships, self._partnership),
            "equipment": self._each("equipment", records.equipment, self._equipment),
            "components": self._each("components", records.training.components, self._component_supply),
            "modules": self._each("modules", records.modules, self._module),
            "missions": self._each("missions", records.training.missions, self._mission),
            "events": self._each("events", records.training.events, self._event),
            "observations": self._each("observations", records.observations, self._observation),
            "gaps": self._each("gaps", records.training.gaps, self._gap),
            "topics": self._each("topics", records.topics, self._topic),
        }

    def _each(self, kind: str, records: Iterable[Any], write: Callable[[Any], None]) -> int:
        written = 0
        for written, record in enumerate(records, start=1):
            write(record)
            if written % PORTION == 0:
                self._send(kind, written)
        if written % PORTION or not written:
            self._send(kind, written)
        return written

    def _send(self, kind: str, written: int) -> None:
        for table, rows in self._rows.items():
            self.uow.imports.put(table, rows)
        self._rows.clear()
        self.progress(kind, written)

    def _put(self, table: type[Base], **values: Any) -> None:
        self._rows[table].append(values)

    def _concept(self, concept: ConceptFacts) -> None:
        self._put(
            tables.Concept,
            id=concept.id,
            scheme=concept.scheme,
            code=concept.code,
            label_en=concept.label_en,
            label_uk=concept.label_uk,
        )

    def _firm(self, record: FirmRecord) -> None:
        firm_id = self.firm_ids.setdefault(record.key, opaque_id("firm", record.key))
        known = self._known.get(firm_id)
        if known is None or known.state == FirmState.LISTED:
            self._put(tables.Firm, **self._listed(firm_id, known, record))
        if known is not None:
            self.uow.imports.clear_published(firm_id)
        for claimed in record.identifiers:
            self._identifier(firm_id, claimed.scheme, claimed.value, record.provenance)
        for number, statement in enumerate(record.statements):
            self._statement(firm_id, f"{record.key} {number}", statement.kind, statement.value, statement.provenance)
        for capability in record.capabilities:
            self._capability(firm_id, capability)

    def _listed(self, firm_id: str, known: tables.Firm | None, record: FirmRecord) -> dict[str, Any]:
        return {
            "id": firm_id,
            "import_key": record.key,
            "name": record.name,
            "name_uk": record.name_uk,
            "search_key": search_key(" ".join((record.name, record.name_uk, *record.aliases)))[:700],
            "match_key": match_key(record.name),
            "country": record.country,
            "kind": record.kind,
            "origin": record.origin,
            "fictional": record.fictional,
            "state": FirmState.LISTED,
            "created_at": known.created_at if known else self.now,
            "changed_at": self.now,
            **_provenance(record.provenance),
        }

    def _identifier(self, firm_id: str, scheme: str, value: str, provenance: Provenance) -> None:
        if self._numbers.setdefault((scheme, value), firm_id) != firm_id:
            return
        row_id = opaque_id("identifier", f"{scheme} {value}")
        self._put(tables.Identifier, id=row_id, firm_id=firm_id, scheme=scheme, value=value, **_provenance(provenance))

    def _statement(self, firm_id: str, key: str, kind: str, value: str, provenance: Provenance) -> None:
        row_id = opaque_id("statement", f"{firm_id} {key}")
        self._put(tables.Statement, id=row_id, firm_id=firm_id, kind=kind, value=value, **_provenance(provenance))

    def _capability(self, firm_id: str, record: CapabilityRecord) -> None:
        capability_id = opaque_id("capability", record.key)
        self._put(
            tables.Capability,
            id=capability_id,
            firm_id=firm_id,
            direction=record.direction,
            title_en=record.title_en,
            title_uk=record.title_uk,
            text_en=record.text_en,
            text_uk=record.text_uk,
            **_provenance(record.provenance),
        )
        for concept_id in sorted(set(record.concepts)):
            self._put(tables.CapabilityConcept, capability_id=capability_id, concept_id=concept_id)
        for number, component in enumerate(record.components):
            self._put(
                tables.Component,
                id=opaque_id("component", f"{record.key} {number}"),
                capability_id=capability_id,
                name=component.name,
                origin=component.origin,
                cost_eur=component.cost_eur,
                raw_material=component.raw_material,
            )

    def _stakes(self, record: FirmRecord) -> None:
        for number, stake in enumerate(record.stakes):
            holder = self.firm_ids.get(stake.holder_key, stake.holder_key) if stake.holder_is_firm else stake.holder_key
            self._put(
                tables.Stake,
                id=opaque_id("stake", f"{record.key} {number}"),
                firm_id=self.firm_ids[record.key],
                holder_id=holder,
                holder_name=stake.holder_name,
                holder_country=stake.holder_country,
                holder_kind=stake.holder_kind,
                share=stake.share,
                votes=stake.votes,
                majority=stake.majority,
                right=stake.right,
                via=stake.via,
                **_provenance(stake.provenance),
            )

    def _project(self, record: ProjectRecord) -> None:
        project_id = opaque_id("project", record.key)
        self._put(
            tables.Project,
            id=project_id,
            acronym=record.acronym,
            title=record.title,
            objective=record.objective,
            programme=record.programme,
            call=record.call,
            start=record.start,
            end=record.end,
            **_provenance(record.provenance),
        )
        for seat in record.participations:
            firm_id = self.firm_ids[seat.firm_key]
            self._put(tables.Participation, project_id=project_id, firm_id=firm_id, role=seat.role)

    def _partnership(self, record: PartnershipRecord) -> None:
        self._put(
            tables.Partnership,
            id=opaque_id("partnership", record.key),
            firm_a_id=self.firm_ids.get(record.firm_a or ""),
            name_a=record.name_a,
            firm_b_id=self.firm_ids.get(record.firm_b or ""),
            name_b=record.name_b,
            kind=record.kind,
            subject=record.subject,
            **_provenance(record.provenance),
        )

    def _equipment(self, record: EquipmentRecord) -> None:
        self._put(
            tables.Equipment,
            id=record.key,
            name=record.name,
            name_uk=record.name_uk,
            search_key=folded(" ".join((record.name, record.name_uk, *record.aliases))),
            category=record.category,
            military_list=record.military_list,
            made_in=" ".join(record.made_in),
            operators_eu=" ".join(record.operators_eu),
            operated_by_ua=record.operated_by_ua,
            **_provenance(record.provenance),
        )
        for alias in sorted(set(record.aliases)):
            self._put(tables.EquipmentAlias, equipment_id=record.key, alias=alias)
        for maker in {one.name: one for one in record.makers}.values():
            self._put(
                tables.EquipmentMaker,
                equipment_id=record.key,
                name=maker.name,
                country=maker.countries[0] if len(maker.countries) == 1 else None,
                firm_id=self.firm_ids.get(maker.firm_key or ""),
            )

    def _component_supply(self, record: ComponentSupplyRecord) -> None:
        self._put_all(component_rows(record))

    def _mission(self, record: MissionRecord) -> None:
        self._put_all(mission_rows(record, opaque_id))

    def _event(self, record: TrainingEventRecord) -> None:
        self._put_all(event_rows(record, opaque_id, self.now))

    def _gap(self, record: GapRecord) -> None:
        if self.people.analyst:
            self._put_all(gap_rows(record, self.people.analyst, opaque_id, self.now))

    def _put_all(self, rows: Rows) -> None:
        for table, values in rows:
            self._put(table, **values)

    def _module(self, record: ModuleRecord) -> None:
        self._put(
            tables.TrainingModule,
            id=record.key,
            name_en=record.name_en,
            name_uk=record.name_uk,
            direction=record.direction,
            skills=record.skills,
            equipment_categories=record.equipment_categories,
            providers=record.providers,
            status=record.status,
            **_provenance(record.provenance),
        )

    def _observation(self, record: ObservationRecord) -> None:
        for table, values in observation_rows(record, self.people, self.firm_ids, self.now):
            self._put(table, **values)

    def _topic(self, topic: TopicFacts) -> None:
        self._put(
            tables.Topic,
            id=topic.id,
            title_en=topic.title_en,
            title_uk=topic.title_uk,
            programme=topic.programme,
            strand=topic.strand,
            action=topic.action,
            form=topic.form,
            deadline=topic.deadline,
            aim_en=topic.aim_en,
            aim_uk=topic.aim_uk,
            numbers=dict(topic.numbers),
            **_provenance(topic.provenance),
        )
        for position, part in enumerate(topic.parts):
            self._put(
                tables.TopicPart,
                topic_id=topic.id,
                id=part.id,
                position=position,
                kind=part.kind,
                text_en=part.text_en,
                text_uk=part.text_uk,
            )


def _provenance(provenance: Provenance) -> dict[str, str]:
    return {
        "source": provenance.source,
        "as_of": provenance.as_of,
        "confidence": provenance.confidence,
        "basis": provenance.basis,
    }
