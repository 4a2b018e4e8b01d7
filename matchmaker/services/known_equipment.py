"""What is known about a type of equipment, as far as a reader may know it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matchmaker.domain.facts import GapFacts, JointProjectFacts, ObservationFacts, TrainingEventFacts
from matchmaker.domain.feedback.gapevidence import Counts
from matchmaker.domain.feedback.known import Known, what_is_known
from matchmaker.domain.snapshot import Snapshot
from matchmaker.domain.text.glossary import Entry, spoken_of
from matchmaker.persistence.models import ComponentSupply, Equipment, EquipmentMaker, Fielding
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services.errors import NotFound
from matchmaker.services.makers import CheckedClaim, claims_on, makers_among
from matchmaker.services.observations import FILERS, READERS
from matchmaker.services.occasion import Actor, Occasion

# Types made of the sorts of components of which is published how far Ukraine makes them.
WITH_COMPONENTS = ("UAV", "UGV", "loitering munition")


@dataclass(frozen=True, slots=True)
class WorkAround:
    """How users helped themselves, with the observation that tells it."""

    observation: ObservationFacts
    text: str


@dataclass(frozen=True, slots=True)
class KnownEquipment:
    """A type with what this reader may know.

    `effects`, `people` and `invented`, a number of observations, are open to everybody who is signed in. `known` and
    what is taken from texts is for those who work with observations (`inside`) and for the makers, None or empty for
    others; `waiting`, `events`, `gaps` and what `known` tells of sides and settings is for `inside` only.
    """

    equipment: Equipment
    aliases: Sequence[str]
    makers: Sequence[EquipmentMaker]
    fieldings: Sequence[Fielding]
    effects: Counts
    people: int
    observations: int
    invented: int
    inside: bool
    known: Known | None
    worked: Sequence[ObservationFacts]
    workarounds: Sequence[WorkAround]
    glossary: Sequence[Entry]
    waiting: int
    events: Sequence[TrainingEventFacts]
    gaps: Sequence[GapFacts]
    joint_projects: Sequence[JointProjectFacts]
    claims: Sequence[CheckedClaim]
    makes_it: bool
    may_file: bool
    has_components: bool


def show_known(uow: UnitOfWork, snapshot: Snapshot, equipment_id: str, occasion: Occasion) -> KnownEquipment:
    """Return one type with all that this reader may know; raises NotFound."""
    equipment = uow.equipment.get(equipment_id)
    if equipment is None:
        raise NotFound(equipment_id)
    observations = snapshot.observations_on(equipment_id)
    known = what_is_known(observations)
    inside, makes_it = occasion.actor.role in READERS, bool(makers_among(uow, equipment_id, occasion))
    reads = inside or makes_it
    counted = [one for one in observations if one.state == "analysed"] if reads else []
    return KnownEquipment(
        equipment=equipment,
        aliases=uow.equipment.aliases(equipment_id),
        makers=uow.equipment.makers(equipment_id),
        fieldings=uow.training.fieldings(equipment_id),
        effects=known.evidence.effects,
        people=known.evidence.people,
        observations=known.evidence.observations,
        invented=known.evidence.fictional,
        inside=inside,
        known=known if reads else None,
        worked=_worked(counted, known),
        workarounds=_workarounds(uow, equipment_id, counted),
        glossary=spoken_of(f"{one.title}. {one.text}" for one in counted),
        waiting=sum(one.state in ("filed", "asked") for one in observations) if inside else 0,
        events=_events(snapshot, equipment_id) if inside else (),
        gaps=_gaps(snapshot, observations) if inside else (),
        joint_projects=_joint_projects(snapshot, equipment_id, occasion.actor),
        claims=claims_on(uow, snapshot, equipment_id, occasion),
        makes_it=makes_it,
        may_file=occasion.actor.role in FILERS,
        has_components=equipment.category in WITH_COMPONENTS,
    )


def components(uow: UnitOfWork, _occasion: Occasion) -> Sequence[ComponentSupply]:
    """Return the sorts of components of unmanned equipment, published, so open to everybody who is signed in."""
    return uow.training.components()


def _worked(counted: Iterable[ObservationFacts], known: Known) -> list[ObservationFacts]:
    faults = {fault.observation.id for fault in known.faults}
    rest = (one for one in counted if one.id not in faults)
    return sorted(rest, key=lambda one: (one.month, one.number), reverse=True)


def _workarounds(uow: UnitOfWork, equipment_id: str, counted: Iterable[ObservationFacts]) -> list[WorkAround]:
    open_here = {one.id: one for one in counted}
    rows = uow.observations.on_type(equipment_id) if open_here else ()
    return [WorkAround(open_here[one.id], one.workaround) for one in rows if one.id in open_here and one.workaround]


def _events(snapshot: Snapshot, equipment_id: str) -> list[TrainingEventFacts]:
    used = (one for one in snapshot.events.values() if equipment_id in one.equipment and one.state != "dropped")
    return sorted(used, key=lambda one: (one.month, one.id), reverse=True)


def _gaps(snapshot: Snapshot, observations: Iterable[ObservationFacts]) -> list[GapFacts]:
    ids = {one.id for one in observations}
    found = (gap for gap in snapshot.gaps.values() if not ids.isdisjoint(gap.observations))
    return sorted(found, key=lambda one: one.number)


def _joint_projects(snapshot: Snapshot, equipment_id: str, actor: Actor) -> list[JointProjectFacts]:
    """Those that brought the type; a company hears of its own only."""
    brought = (one for one in snapshot.joint_projects.values() if one.equipment_id == equipment_id)
    return [one for one in brought if actor.role in READERS or any(map(actor.acts_for, one.firms))]
