"""Missions, types of training and training events as their pages show them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from flask_babel import lazy_gettext

from matchmaker.domain.facts import ObservationFacts
from matchmaker.domain.feedback.proposing_training import ProposedTraining
from matchmaker.domain.findings import Bilingual
from matchmaker.domain.snapshot import Snapshot
from matchmaker.persistence.models import Mission, MissionFact, TrainingEvent, TrainingModule
from matchmaker.services.training import EventView, JointTraining, MissionView, ModuleView
from matchmaker.web.forms.training import DIRECTIONS, KINDS, SEGMENTS, STATES, EventStateForm, TrainingForm
from matchmaker.web.presenters.equipment import category_word, month_words, name_of
from matchmaker.web.presenters.sources import SourceLine, source_lines
from matchmaker.web.wording import as_of, country, say_aloud, text

BESIDE = ("NSATU", "JATEC", "Operation Legio", "Interflex", "cooperation with NATO")
STATUSES = {
    "observed": lazy_gettext("a published example exists"),
    "proposed": lazy_gettext("proposed"),
    "established": lazy_gettext("established"),
}
SECTIONS = {
    "mission": lazy_gettext("The mission"),
    "state": lazy_gettext("By state"),
    "two_way": lazy_gettext("Ukrainians who train forces of the EU, and joint training"),
    "beside": lazy_gettext("Beside it: NATO and others"),
}
OF_STATE = re.compile(r"^[A-Z]{2}: ")


@dataclass(frozen=True, slots=True)
class Line:
    """A thing with its own page."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class ModuleLine:
    """A type of training in a list."""

    name: str
    address: str
    direction: str
    status: str
    skills: str
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TrainingPage:
    """Missions and types of training; `direction` is the one that is filtered for."""

    missions: tuple[tuple[Line, str, str], ...]
    modules: tuple[ModuleLine, ...]
    directions: tuple[tuple[str, str], ...]
    direction: str


@dataclass(frozen=True, slots=True)
class FactLine:
    """One published value; `conflicting` says that its note names others."""

    fact: str
    value: str
    as_of: str
    sources: tuple[SourceLine, ...]
    note: str
    conflicting: bool


@dataclass(frozen=True, slots=True)
class EventLine:
    """A rotation, course or exercise in a list."""

    name: str
    address: str
    kind: str
    direction: str
    state: str
    month: str
    country: str
    segment: str
    fictional: bool


@dataclass(frozen=True, slots=True)
class MissionPage:
    """A mission; `over` is the last day of its last known mandate where that has passed."""

    name: str
    status: str
    proposed: bool
    command: str
    over: date | None
    sources: tuple[SourceLine, ...]
    facts: tuple[tuple[str, tuple[FactLine, ...]], ...]
    events: tuple[EventLine, ...]


@dataclass(frozen=True, slots=True)
class ModulePage:
    """A type of training with what was observed in it."""

    name: str
    other_name: str
    direction: str
    status: str
    skills: tuple[str, ...]
    categories: tuple[str, ...]
    providers: str
    sources: tuple[SourceLine, ...]
    as_of: str
    events: tuple[EventLine, ...]
    observations: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class EventPage:
    """A training event; `form` is None for readers who may not change it."""

    id: str
    line: EventLine
    states: tuple[str, ...]
    seats: int | None
    mission: Line | None
    module: Line | None
    joint_project: str
    equipment: tuple[Line, ...]
    observations: tuple[Line, ...]
    form: EventStateForm | None


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """Training that a product calls for; `address` fills the form with it."""

    name: str
    module: str
    direction: str
    teachers: str
    learners: str
    skills: str
    kit: str
    because: tuple[str, ...]
    address: str


@dataclass(frozen=True, slots=True)
class JointTrainingPage:
    """What a joint project's product calls for; `product` is empty before it is in use."""

    project_id: str
    name: str
    product: str
    product_id: str
    fictional: bool
    proposals: tuple[ProposalLine, ...]
    events: tuple[EventLine, ...]
    form: TrainingForm | None


def training_page(missions: Sequence[Mission], modules: Sequence[TrainingModule], direction: str) -> TrainingPage:
    """Present missions and types of training, those of one direction where it is a known one."""
    wanted = direction if direction in DIRECTIONS else ""
    return TrainingPage(
        missions=tuple((_mission_line(one), str(STATUSES[one.status]), one.command) for one in missions),
        modules=tuple(_module_line(one) for one in modules if wanted in ("", one.direction)),
        directions=tuple((key, str(word)) for key, word in DIRECTIONS.items()),
        direction=wanted,
    )


def mission_page(view: MissionView, today: date) -> MissionPage:
    """Present a mission."""
    one = view.mission
    ordered = sorted(view.facts, key=lambda fact: list(SECTIONS).index(_section(fact)))
    return MissionPage(
        name=text(Bilingual(one.name_en, one.name_uk)),
        status=str(STATUSES[one.status]),
        proposed=one.status == "proposed",
        command=one.command,
        over=one.ended if one.ended and one.ended < today else None,
        sources=source_lines(one.source),
        facts=tuple(
            (str(SECTIONS[section]), tuple(map(_fact_line, found))) for section, found in groupby(ordered, key=_section)
        ),
        events=tuple(map(event_line, view.events)),
    )


def module_page(view: ModuleView, snapshot: Snapshot) -> ModulePage:
    """Present a type of training."""
    one, names = view.module, (view.module.name_en, view.module.name_uk)
    name = text(Bilingual(*names))
    return ModulePage(
        name=name,
        other_name=next((other for other in names if other and other != name), ""),
        direction=str(DIRECTIONS[one.direction]),
        status=str(STATUSES[one.status]),
        skills=snapshot.modules[one.id].skills,
        categories=tuple(map(category_word, snapshot.modules[one.id].categories)),
        providers=one.providers,
        sources=source_lines(one.source),
        as_of=as_of(one.as_of),
        events=tuple(map(event_line, view.events)),
        observations=_observations(view.observations),
    )


def event_page(view: EventView, form: EventStateForm) -> EventPage:
    """Present a training event."""
    one = view.event
    return EventPage(
        id=one.id,
        line=event_line(one),
        states=tuple(map(country, one.states.split())),
        seats=one.seats,
        mission=_mission_line(view.mission) if view.mission else None,
        module=Line(_module_line(view.module).name, f"/modules/{view.module.id}") if view.module else None,
        joint_project=f"/joint-projects/{one.joint_project_id}" if one.joint_project_id else "",
        equipment=tuple(Line(name_of(kit), f"/equipment/{kit.id}") for kit in view.equipment),
        observations=_observations(view.observations),
        form=form if view.may_change and one.state in ("proposed", "planned") else None,
    )


def joint_training_page(shown: JointTraining, snapshot: Snapshot, form: TrainingForm) -> JointTrainingPage:
    """Present what a product calls for."""
    return JointTrainingPage(
        project_id=shown.project.id,
        name=text(Bilingual(shown.project.title_en, shown.project.title_uk)),
        product=name_of(shown.product) if shown.product else "",
        product_id=shown.product.id if shown.product else "",
        fictional=shown.project.fictional,
        proposals=tuple(_proposal_line(one, shown.project.id, snapshot) for one in shown.proposed),
        events=tuple(map(event_line, shown.events)),
        form=form if shown.may_plan and shown.product else None,
    )


def event_line(one: TrainingEvent) -> EventLine:
    """Present a training event in a list."""
    return EventLine(
        name=text(Bilingual(one.title_en, one.title_uk)),
        address=f"/training/{one.id}",
        kind=str(KINDS[one.kind]),
        direction=str(DIRECTIONS[one.direction]),
        state=str(STATES[one.state]),
        month=month_words(one.month),
        country=country(one.country) if one.country else "",
        segment=str(SEGMENTS[one.segment]) if one.segment else "",
        fictional=one.fictional,
    )


def _proposal_line(one: ProposedTraining, project_id: str, snapshot: Snapshot) -> ProposalLine:
    states = "%20".join((*one.teachers, *(state for state in one.learners if state not in one.teachers)))
    asked = f"module_id={one.module.id}&direction={one.direction}&states={states}"
    return ProposalLine(
        name=text(Bilingual(one.module.name_en, one.module.name_uk)),
        module=f"/modules/{one.module.id}",
        direction=str(DIRECTIONS[one.direction]),
        teachers=", ".join(map(country, one.teachers)),
        learners=", ".join(map(country, one.learners)),
        skills=", ".join(one.skills),
        kit=", ".join(name_of(snapshot.equipment[kit]) for kit in one.kit),
        because=tuple(map(say_aloud, one.because)),
        address=f"/joint-projects/{project_id}/training?{asked}#plan",
    )


def _section(fact: MissionFact) -> str:
    if fact.fact.startswith(BESIDE):
        return "beside"
    if fact.fact.startswith(("UA trains EU", "joint:")):
        return "two_way"
    return "state" if OF_STATE.match(fact.fact) else "mission"


def _fact_line(one: MissionFact) -> FactLine:
    value = f"{one.value} {one.unit}".strip() if one.unit not in ("ISO", "date") else one.value
    return FactLine(
        fact=one.fact,
        value=value,
        as_of=one.as_of,
        sources=source_lines(one.source),
        note=one.note,
        conflicting="CONFLICT" in one.note,
    )


def _mission_line(one: Mission) -> Line:
    return Line(text(Bilingual(one.name_en, one.name_uk)), f"/missions/{one.id}")


def _module_line(one: TrainingModule) -> ModuleLine:
    return ModuleLine(
        name=text(Bilingual(one.name_en, one.name_uk)),
        address=f"/modules/{one.id}",
        direction=str(DIRECTIONS[one.direction]),
        status=str(STATUSES[one.status]),
        skills=one.skills,
        categories=tuple(category_word(part.strip()) for part in one.equipment_categories.split(";") if part.strip()),
    )


def _observations(seen: Iterable[ObservationFacts]) -> tuple[Line, ...]:
    newest = sorted(seen, key=lambda one: (one.month, one.number), reverse=True)
    return tuple(Line(one.title, f"/observations/{one.id}") for one in newest)
