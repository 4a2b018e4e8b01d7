"""Missions and training as people read them, training that a joint product calls for, who fields what."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from matchmaker.domain.facts import EquipmentFacts, ObservationFacts
from matchmaker.domain.feedback.filed import doubts
from matchmaker.domain.feedback.proposing_training import Fielded, ProposedTraining, propose_training
from matchmaker.domain.findings import Bilingual, say
from matchmaker.domain.registry.countries import iso_code
from matchmaker.domain.registry.markings import find_marking
from matchmaker.domain.registry.validate import LONGEST_LINE, Problem
from matchmaker.domain.snapshot import Snapshot
from matchmaker.domain.vocabulary import (
    DIRECTIONS_OF_TRAINING,
    SEGMENTS,
    TRAINING_KINDS,
    TRAINING_STATES,
    Role,
)
from matchmaker.persistence.models import (
    Equipment,
    Fielding,
    JointProject,
    Mission,
    MissionFact,
    TrainingEquipment,
    TrainingEvent,
    TrainingModule,
)
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services.commands import PlanTraining, StateFielding
from matchmaker.services.errors import NotFound
from matchmaker.services.firms import commit, commit_once, refuse
from matchmaker.services.observations import READERS
from matchmaker.services.occasion import Occasion

PLANNERS = (Role.TRAINING_OFFICER, Role.ANALYST)
MONTH = re.compile("20[0-9]{2}-(0[1-9]|1[0-2])")
MOST_SEATS = 5000


@dataclass(frozen=True, slots=True)
class EventView:
    """A rotation, course or exercise with what it uses and teaches."""

    event: TrainingEvent
    equipment: Sequence[Equipment]
    module: TrainingModule | None
    mission: Mission | None
    observations: tuple[ObservationFacts, ...]
    may_change: bool


@dataclass(frozen=True, slots=True)
class MissionView:
    """A mission with all that was published about it and its training."""

    mission: Mission
    facts: Sequence[MissionFact]
    events: Sequence[TrainingEvent]


@dataclass(frozen=True, slots=True)
class ModuleView:
    """A type of training, when it took place, and what was observed in it."""

    module: TrainingModule
    events: Sequence[TrainingEvent]
    observations: tuple[ObservationFacts, ...]


@dataclass(frozen=True, slots=True)
class JointTraining:
    """What a joint project's product calls for; `proposed` is empty until it is fielded."""

    project: JointProject
    product: EquipmentFacts | None
    proposed: tuple[ProposedTraining, ...]
    events: Sequence[TrainingEvent]
    may_plan: bool


def missions(uow: UnitOfWork, occasion: Occasion) -> Sequence[Mission]:
    """Return all missions."""
    occasion.need_role(*READERS)
    return uow.training.missions()


def modules(uow: UnitOfWork, occasion: Occasion) -> Sequence[TrainingModule]:
    """Return all types of training."""
    occasion.need_role(*READERS)
    return uow.training.modules()


def show_mission(uow: UnitOfWork, mission_id: str, occasion: Occasion) -> MissionView:
    """Return one mission; raises NotFound."""
    occasion.need_role(*READERS)
    mission = uow.training.mission(mission_id)
    if mission is None:
        raise NotFound(mission_id)
    return MissionView(mission, uow.training.facts(mission_id), uow.training.events(mission_id=mission_id))


def show_module(uow: UnitOfWork, snapshot: Snapshot, module_id: str, occasion: Occasion) -> ModuleView:
    """Return one type of training; raises NotFound."""
    occasion.need_role(*READERS)
    module = uow.training.module(module_id)
    if module is None:
        raise NotFound(module_id)
    seen = tuple(one for one in snapshot.observations.values() if one.module_id == module_id)
    return ModuleView(module, uow.training.events(module_id=module_id), seen)


def show_event(uow: UnitOfWork, snapshot: Snapshot, event_id: str, occasion: Occasion) -> EventView:
    """Return one training event; raises NotFound."""
    occasion.need_role(*READERS)
    event = uow.training.event(event_id)
    if event is None:
        raise NotFound(event_id)
    return EventView(
        event=event,
        equipment=uow.training.equipment_of([event_id])[event_id],
        module=uow.training.module(event.module_id) if event.module_id else None,
        mission=uow.training.mission(event.mission_id) if event.mission_id else None,
        observations=tuple(one for one in snapshot.observations.values() if one.event_id == event_id),
        may_change=occasion.actor.role in PLANNERS,
    )


def show_joint_training(uow: UnitOfWork, snapshot: Snapshot, project_id: str, occasion: Occasion) -> JointTraining:
    """Return the training that a joint project's product calls for and what was planned of it; raises NotFound."""
    occasion.need_role(*READERS)
    project = _project(uow, project_id)
    fielded = _fielded(snapshot, project_id)
    return JointTraining(
        project=project,
        product=fielded.product if fielded else None,
        proposed=propose_training(fielded, snapshot.modules.values()) if fielded else (),
        events=uow.training.events(joint_project_id=project_id),
        may_plan=occasion.actor.role in PLANNERS,
    )


def plan_training(
    uow: UnitOfWork, snapshot: Snapshot, command: PlanTraining, occasion: Occasion, *, token: str = ""
) -> str:
    """Put down training with a joint project's product and return its id; the same token twice makes one."""
    occasion.need_role(*PLANNERS)
    if before := occasion.taken_before(uow, token):
        return before
    project = _project(uow, command.joint_project_id)
    fielded = _fielded(snapshot, project.id)
    refuse(_problems(uow, command, fielded is not None, occasion.day))
    event = _event(uow, command, project, occasion)
    uow.training.add(event)
    uow.flush()
    if fielded:
        uow.training.add(TrainingEquipment(event_id=event.id, equipment_id=fielded.product.id))
    occasion.take(uow, token, event.id)
    occasion.record(uow, "training.planned", "training_event", event.id)
    return commit_once(uow, token, event.id, occasion)


def move_event(uow: UnitOfWork, event_id: str, state: str, occasion: Occasion) -> None:
    """Say that training is planned, was held or was dropped. Raises NotFound, Rejected for any other state."""
    occasion.need_role(*PLANNERS)
    event = uow.training.event(event_id)
    if event is None:
        raise NotFound(event_id)
    if state not in TRAINING_STATES[1:]:
        refuse([Problem("state", say("Choose one."))])
    if state == "held" and event.month > f"{occasion.day:%Y-%m}":
        refuse([Problem("state", say("Its month has not come yet."))])
    event.state = state
    occasion.record(uow, f"training.{state}", "training_event", event_id)
    commit(uow)


def state_fielding(uow: UnitOfWork, command: StateFielding, occasion: Occasion) -> None:
    """Record, with its source, that a state's forces field a type. Raises NotFound for an unknown type."""
    occasion.need_role(*PLANNERS)
    if uow.equipment.get(command.equipment_id) is None:
        raise NotFound(command.equipment_id)
    refuse(_fielding_problems(uow, command))
    fielding = Fielding(
        id=occasion.new_id(),
        equipment_id=command.equipment_id,
        country=iso_code(command.country),
        stated_by=occasion.actor.account_id,
        stated_at=occasion.now,
        source=command.source.strip(),
        as_of=f"{occasion.day:%Y-%m}",
        confidence="medium",
        basis="declared",
    )
    uow.training.add(fielding)
    occasion.record(uow, "fielding.stated", "equipment", command.equipment_id, detail=fielding.country)
    commit(uow)


def _project(uow: UnitOfWork, project_id: str) -> JointProject:
    project = uow.joint_projects.get(project_id)
    if project is None:
        raise NotFound(project_id)
    return project


def _fielded(snapshot: Snapshot, project_id: str) -> Fielded | None:
    """The facts behind a joint project's product; None before it is fielded."""
    project = snapshot.joint_projects.get(project_id)
    product = snapshot.equipment.get(project.equipment_id) if project else None
    if project is None or product is None:
        return None
    gap = snapshot.gaps.get(project.gap_id)
    seen = [snapshot.observations[one] for one in gap.observations if one in snapshot.observations] if gap else []
    types = sorted({one.equipment_id for one in seen if one.equipment_id in snapshot.equipment})
    countries = {snapshot.firms[firm].country for firm in project.firms if firm in snapshot.firms}
    return Fielded(
        project=project,
        product=product,
        before=tuple(snapshot.equipment[one] for one in types),
        observations=tuple(seen),
        maker_countries=tuple(sorted(filter(None, countries))),
    )


def _problems(uow: UnitOfWork, command: PlanTraining, is_fielded: bool, today: date) -> list[Problem]:
    problems = []
    if not is_fielded:
        problems.append(Problem("", say("Training can be planned when the product is in use.")))
    if uow.training.module(command.module_id) is None:
        problems.append(Problem("module_id", say("Choose one.")))
    if not MONTH.fullmatch(command.month) or command.month < f"{today:%Y-%m}":
        problems.append(Problem("month", say("Give a month from this one on.")))
    if command.country and iso_code(command.country) is None:
        problems.append(Problem("country", say("Choose a country.")))
    if command.seats is not None and not 0 < command.seats <= MOST_SEATS:
        problems.append(Problem("seats", say("Give a number from 1 to %(most)s.", most=MOST_SEATS)))
    closed = {"kind": TRAINING_KINDS, "direction": DIRECTIONS_OF_TRAINING, "segment": ("", *SEGMENTS)}
    problems += [
        Problem(field, say("Choose one.")) for field, words in closed.items() if getattr(command, field) not in words
    ]
    return problems


def _event(uow: UnitOfWork, command: PlanTraining, project: JointProject, occasion: Occasion) -> TrainingEvent:
    module = uow.training.module(command.module_id)
    named = Bilingual(module.name_en, module.name_uk) if module else Bilingual("", "")
    return TrainingEvent(
        id=occasion.new_id(),
        mission_id=command.mission_id if command.mission_id and uow.training.mission(command.mission_id) else None,
        module_id=command.module_id,
        joint_project_id=project.id,
        kind=command.kind,
        direction=command.direction,
        state="proposed",
        title_en=named.en,
        title_uk=named.uk,
        month=command.month,
        country=iso_code(command.country) or "" if command.country else "",
        segment=command.segment,
        states=" ".join(sorted(filter(None, map(iso_code, command.states)))),
        seats=command.seats,
        fictional=project.fictional,
        made_by=occasion.actor.account_id,
        made_at=occasion.now,
    )


def _fielding_problems(uow: UnitOfWork, command: StateFielding) -> list[Problem]:
    problems = []
    code = iso_code(command.country) if command.country else None
    if code is None:
        problems.append(Problem("country", say("Choose a country.")))
    if not command.source.strip():
        problems.append(Problem("source", say("Say where this is known from.")))
    elif len(command.source) > LONGEST_LINE or find_marking(command.source):
        problems.append(Problem("source", say("Name the source in one line, without anything classified.")))
    else:
        found = doubts({"source": command.source})
        problems += [Problem("source", one.because) for one in found if not one.question]
    if code in {one.country for one in uow.training.fieldings(command.equipment_id)}:
        problems.append(Problem("country", say("This was stated already.")))
    return problems


def countries_of_events(events: Sequence[TrainingEvent]) -> Mapping[str, int]:
    """How many training events each country hosts or hosted, by ISO code."""
    counted: dict[str, int] = {}
    for event in events:
        if event.country:
            counted[event.country] = counted.get(event.country, 0) + 1
    return dict(sorted(counted.items()))
