"""Facts with dull, valid defaults, so that a test names only what it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from matchmaker.domain.facts import (
    CapabilityFacts,
    CatalogueFacts,
    ComponentFacts,
    ConceptFacts,
    EquipmentFacts,
    FirmFacts,
    GapFacts,
    JointProjectFacts,
    ModuleFacts,
    ObservationFacts,
    PartnershipFacts,
    ProjectFacts,
    Provenance,
    StakeFacts,
    StatementFacts,
    TopicFacts,
    TopicPartFacts,
    TrainingEventFacts,
)

PUBLISHED = Provenance(source="made up for a test", as_of="2026-11", confidence="medium")
DECLARED = Provenance(source="made up for a test", as_of="2026-11-01", confidence="high", basis="declared")


def make_capability(
    *,
    id: str = "cap-1",
    direction: str = "offer",
    title_en: str = "",
    title_uk: str = "",
    text_en: str = "",
    text_uk: str = "",
    concepts: Sequence[str] = (),
    components: Sequence[ComponentFacts] = (),
    provenance: Provenance = DECLARED,
) -> CapabilityFacts:
    return CapabilityFacts(
        id=id,
        direction=direction,
        title_en=title_en,
        title_uk=title_uk,
        text_en=text_en,
        text_uk=text_uk,
        concepts=tuple(concepts),
        components=tuple(components),
        provenance=provenance,
    )


def make_firm(
    *,
    id: str = "firm-1",
    name: str = "",
    name_uk: str = "",
    country: str | None = "EE",
    kind: str = "company",
    origin: str = "public_record",
    fictional: bool = True,
    statements: Sequence[StatementFacts] = (),
    stakes: Sequence[StakeFacts] = (),
    capabilities: Sequence[CapabilityFacts] = (),
    provenance: Provenance = PUBLISHED,
) -> FirmFacts:
    return FirmFacts(
        id=id,
        name=name or f"Firm {id}",
        name_uk=name_uk,
        country=country,
        kind=kind,
        origin=origin,
        fictional=fictional,
        statements=tuple(statements),
        stakes=tuple(stakes),
        capabilities=tuple(capabilities),
        provenance=provenance,
    )


def make_statement(*, kind: str, value: str, provenance: Provenance = PUBLISHED) -> StatementFacts:
    return StatementFacts(kind=kind, value=value, provenance=provenance)


def make_stake(
    *,
    holder_id: str = "holder-1",
    holder_name: str = "Holder One",
    holder_country: str | None = "EE",
    holder_kind: str | None = "company",
    provenance: Provenance = PUBLISHED,
    majority: bool = False,
    right: str | None = None,
    via: str | None = None,
) -> StakeFacts:
    return StakeFacts(
        holder_id=holder_id,
        holder_name=holder_name,
        holder_country=holder_country,
        holder_kind=holder_kind,
        share=None,
        votes=None,
        majority=majority,
        right=right,
        via=via,
        provenance=provenance,
    )


def make_project(
    *,
    id: str = "project-1",
    acronym: str = "",
    title: str = "",
    objective: str = "",
    programme: str = "EDF",
    call: str = "EDF-2023-DA",
    start: date | None = date(2024, 1, 1),
    end: date | None = date(2026, 12, 31),
    participants: Sequence[tuple[str, str]] = (),
    provenance: Provenance = PUBLISHED,
) -> ProjectFacts:
    """`participants` are (firm id, role) where the role is coordinator or participant."""
    return ProjectFacts(
        id=id,
        acronym=acronym or id.upper(),
        title=title,
        objective=objective,
        programme=programme,
        call=call,
        start=start,
        end=end,
        participants=tuple(participants),
        provenance=provenance,
    )


def make_partnership(
    *,
    id: str = "partnership-1",
    firm_a: str | None = "firm-1",
    name_a: str = "",
    firm_b: str | None = "firm-2",
    name_b: str = "",
    kind: str = "joint_production",
    subject: str = "",
    provenance: Provenance = PUBLISHED,
) -> PartnershipFacts:
    return PartnershipFacts(
        id=id,
        firm_a=firm_a,
        name_a=name_a or f"Firm {firm_a}",
        firm_b=firm_b,
        name_b=name_b or f"Firm {firm_b}",
        kind=kind,
        subject=subject,
        provenance=provenance,
    )


def make_equipment(
    *,
    id: str = "equipment-1",
    name: str = "",
    name_uk: str = "",
    aliases: Sequence[str] = (),
    category: str = "uav",
    military_list: str = "ML10",
    makers: Sequence[str] = (),
    maker_names: Sequence[str] = (),
    operators_eu: Sequence[str] = (),
    operated_by_ua: str = "",
    provenance: Provenance = PUBLISHED,
) -> EquipmentFacts:
    return EquipmentFacts(
        id=id,
        name=name or f"Equipment {id}",
        name_uk=name_uk,
        aliases=tuple(aliases),
        category=category,
        military_list=military_list,
        makers=tuple(makers),
        maker_names=tuple(maker_names),
        operators_eu=tuple(operators_eu),
        operated_by_ua=operated_by_ua,
        provenance=provenance,
    )


def make_observation(
    *,
    id: str = "observation-1",
    equipment_id: str = "equipment-1",
    title: str = "",
    text: str = "",
    language: str = "en",
    effect: str = "failed",
    month: str = "2026-10",
    fictional: bool = True,
    **rest: Any,
) -> ObservationFacts:
    return ObservationFacts(
        id=id,
        equipment_id=equipment_id,
        title=title,
        text=text,
        language=language,
        effect=effect,
        month=month,
        fictional=fictional,
        **rest,
    )


def make_gap(*, id: str = "gap-1", observations: Sequence[str] = (), **rest: Any) -> GapFacts:
    dull = {
        "number": 1,
        "title_en": "A gap",
        "title_uk": "",
        "text_en": "",
        "text_uk": "",
        "kind": "falls_short",
        "state": "open",
        "concepts": (),
        "month": "2026-10",
        "fictional": True,
    }
    return GapFacts(id=id, observations=tuple(observations), **{**dull, **rest})


def make_module(*, id: str = "module-1", categories: Sequence[str] = ("UAV",), **rest: Any) -> ModuleFacts:
    dull = {
        "name_en": "A type of training",
        "name_uk": "",
        "direction": "joint",
        "skills": (),
        "providers": "EE",
        "status": "observed",
        "provenance": PUBLISHED,
    }
    return ModuleFacts(id=id, categories=tuple(categories), **{**dull, **rest})


def make_event(*, id: str = "event-1", equipment: Sequence[str] = (), **rest: Any) -> TrainingEventFacts:
    dull = {
        "mission_id": "",
        "module_id": "",
        "kind": "course",
        "direction": "joint",
        "state": "held",
        "month": "2026-09",
        "country": "EE",
        "segment": "north",
        "states": ("EE", "UA"),
        "joint_project_id": "",
        "title_en": "A course",
        "title_uk": "",
        "fictional": True,
    }
    return TrainingEventFacts(id=id, equipment=tuple(equipment), **{**dull, **rest})


def make_joint_project(*, id: str = "joint-1", firms: Sequence[str] = (), **rest: Any) -> JointProjectFacts:
    dull = {
        "title_en": "A joint project",
        "title_uk": "",
        "gap_id": "",
        "topic_id": "TOPIC-1",
        "state": "agreed",
        "equipment_id": "",
        "since": "2026-10",
        "fielded_month": "",
        "fictional": True,
    }
    return JointProjectFacts(id=id, firms=tuple(firms), **{**dull, **rest})


def make_part(*, id: str = "P1", kind: str = "product", text_en: str = "", text_uk: str = "") -> TopicPartFacts:
    return TopicPartFacts(id=id, kind=kind, text_en=text_en, text_uk=text_uk)


def make_topic(
    *,
    id: str = "TOPIC-1",
    title_en: str = "",
    title_uk: str = "",
    programme: str = "EDIP",
    strand: str = "EDIP-U",
    action: str = "12(1)",
    form: str = "grant",
    deadline: date = date(2027, 2, 16),
    aim_en: str = "",
    aim_uk: str = "",
    parts: Sequence[TopicPartFacts] = (),
    provenance: Provenance = PUBLISHED,
    numbers: Mapping[str, str] | None = None,
) -> TopicFacts:
    return TopicFacts(
        id=id,
        title_en=title_en or f"Topic {id}",
        title_uk=title_uk,
        programme=programme,
        strand=strand,
        action=action,
        form=form,
        deadline=deadline,
        aim_en=aim_en,
        aim_uk=aim_uk,
        parts=tuple(parts),
        provenance=provenance,
        numbers=dict(numbers or {}),
    )


def make_concept(
    *,
    id: str = "CPV:35613000-4",
    scheme: str = "CPV",
    code: str = "35613000-4",
    label_en: str = "Unmanned aerial vehicles",
    label_uk: str = "Безпілотні літальні апарати",
) -> ConceptFacts:
    return ConceptFacts(id=id, scheme=scheme, code=code, label_en=label_en, label_uk=label_uk)


def make_catalogue(
    *,
    firms: Sequence[FirmFacts] = (),
    projects: Sequence[ProjectFacts] = (),
    partnerships: Sequence[PartnershipFacts] = (),
    equipment: Sequence[EquipmentFacts] = (),
    observations: Sequence[ObservationFacts] = (),
    topics: Sequence[TopicFacts] = (),
    concepts: Sequence[ConceptFacts] = (),
    gaps: Sequence[GapFacts] = (),
    modules: Sequence[ModuleFacts] = (),
    events: Sequence[TrainingEventFacts] = (),
    joint_projects: Sequence[JointProjectFacts] = (),
) -> CatalogueFacts:
    return CatalogueFacts(
        firms=tuple(firms),
        projects=tuple(projects),
        partnerships=tuple(partnerships),
        equipment=tuple(equipment),
        observations=tuple(observations),
        topics=tuple(topics),
        concepts=tuple(concepts),
        gaps=tuple(gaps),
        modules=tuple(modules),
        events=tuple(events),
        joint_projects=tuple(joint_projects),
    )
