"""Gaps as they are read: evidence in counts, who could close them, what was proposed and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from matchmaker.domain.eligibility import Settings
from matchmaker.domain.facts import EquipmentFacts, ObservationFacts
from matchmaker.domain.feedback.clusters import NearObservation, near_observations
from matchmaker.domain.feedback.gapevidence import (
    GapEvidence,
    Spell,
    before_and_after,
    concept_label,
    gap_evidence,
    proposed_concepts,
)
from matchmaker.domain.findings import Bilingual, say
from matchmaker.domain.matching.pool import SIDE_UKRAINE, SIDE_UNION
from matchmaker.domain.matching.suggesting import near_gap, suggest_gaps
from matchmaker.domain.registry.validate import Problem
from matchmaker.domain.snapshot import Snapshot
from matchmaker.domain.text.documents import joined
from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.models import (
    AuditLine,
    Equipment,
    EquipmentMaker,
    Gap,
    GapObservation,
    JointProject,
    Lesson,
    Observation,
    Proposal,
    Search,
    Topic,
)
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services.commands import ProposeConsortia
from matchmaker.services.configuration.standing import settings_on
from matchmaker.services.errors import NotFound, Rejected
from matchmaker.services.gap_forming import gap_to_read
from matchmaker.services.gaps import LONGEST_GAP, GapAnswer, for_gap
from matchmaker.services.observations import READERS
from matchmaker.services.occasion import Actor, Occasion
from matchmaker.services.proposals.documents import ARCHIVE
from matchmaker.services.proposals.reading import OFFICERS
from matchmaker.services.proposals.search import propose_consortia

FIRMS_SHOWN = 3
MOST_NEAR = 30


@dataclass(frozen=True, slots=True)
class GapLine:
    """A gap in a list; `joint` is its newest joint project."""

    gap: Gap
    evidence: GapEvidence
    joint: JointProject | None


@dataclass(frozen=True, slots=True)
class Fielded:
    """A joint project's product in use, with what was observed before it and since."""

    project: JointProject
    product: Bilingual
    before: Spell
    after: Spell


@dataclass(frozen=True, slots=True)
class Proposed:
    """A search that was to close the gap, its proposals with their members' names and how many are interested."""

    search: Search
    topic: Topic
    proposals: tuple[tuple[Proposal, tuple[str, ...], int], ...]


@dataclass(frozen=True, slots=True)
class GapView:
    """A gap as one reader may see it; `types` are known ones with their people and makers, most people first.

    `proposed` is for officers, empty for others.
    """

    gap: Gap
    evidence: GapEvidence
    behind: Sequence[tuple[GapObservation, Observation, Equipment | None]]
    types: tuple[tuple[EquipmentFacts, int, Sequence[EquipmentMaker]], ...]
    concepts: tuple[tuple[str, Bilingual], ...]
    joint_projects: Sequence[JointProject]
    fielded: tuple[Fielded, ...]
    lessons: Sequence[Lesson]
    proposed: tuple[Proposed, ...]
    history: Sequence[AuditLine]


def list_gaps(uow: UnitOfWork, snapshot: Snapshot, state: str, occasion: Occasion) -> tuple[GapLine, ...]:
    """Return the gaps in a state, or all for an empty one: most people first, ties by number."""
    occasion.need_role(*READERS)
    found = (one for one in uow.gaps.all() if state in ("", one.state))
    lines = [GapLine(one, gap_evidence(behind_gap(snapshot, one.id)), _newest(uow, one.id)) for one in found]
    return tuple(sorted(lines, key=lambda line: (-line.evidence.people, line.gap.number)))


def show_gap(uow: UnitOfWork, snapshot: Snapshot, gap_id: str, occasion: Occasion) -> GapView:
    """Return a gap with all that stands behind it and all that came of it."""
    gap = gap_to_read(uow, gap_id, occasion)
    observations = behind_gap(snapshot, gap.id)
    evidence, projects = gap_evidence(observations), uow.gaps.joint_projects(gap.id)
    return GapView(
        gap=gap,
        evidence=evidence,
        behind=uow.gaps.behind(gap.id),
        types=_types(uow, snapshot, evidence),
        concepts=labelled((one.concept_id for one in uow.gaps.concepts(gap.id)), snapshot),
        joint_projects=projects,
        fielded=tuple(_fielded(snapshot, one, observations, occasion.day) for one in projects if one.fielded_month),
        lessons=uow.gaps.lessons(gap.id),
        proposed=_proposed(uow, gap.id) if occasion.actor.role in OFFICERS else (),
        history=uow.trail.audit_of("gap", gap.id),
    )


def firms_for(uow: UnitOfWork, snapshot: Snapshot, gap_id: str, occasion: Occasion) -> GapAnswer:
    """Return who could close a gap and which open topics meet it; ranks all firms, so it may take a second."""
    gap = gap_to_read(uow, gap_id, occasion)
    settings = settings_on(uow, occasion.day)
    return _answer(snapshot, gap, occasion.day, settings, FIRMS_SHOWN, actor=occasion.actor)


def propose_for_gap(
    uow: UnitOfWork,
    snapshot: Snapshot,
    gap_id: str,
    topic_id: str,
    count: int,
    occasion: Occasion,
    *,
    token: str = "",
) -> str:
    """Search consortia for a topic with the best firm of each side for the gap; return the id of the stored search.

    The search remembers the gap. A firm that a rule keeps out is left out like any other.
    """
    gap = gap_to_read(uow, gap_id, occasion)
    occasion.need_role(*OFFICERS)
    if topic_id not in snapshot.topics:
        raise Rejected(Problem("topic", say("Choose a topic.")))
    settings = settings_on(uow, occasion.day)
    uow.pause()
    answer = _answer(snapshot, gap, occasion.day, settings, 1)
    best = tuple(found[0].firm.id for side in (SIDE_UKRAINE, SIDE_UNION) if (found := answer.firms[side]))
    command = ProposeConsortia(topic_id, count, None, best, gap_id=gap.id)
    return propose_consortia(uow, snapshot, command, occasion, token=token)


def gap_of(uow: UnitOfWork, search: Search) -> Gap | None:
    """Return the gap that a search was to answer, None where it was made without one."""
    return uow.gaps.get(search.outcome.get("gap_id", ""))


def chosen_observations(
    uow: UnitOfWork, snapshot: Snapshot, ids: Iterable[str], occasion: Occasion
) -> tuple[ObservationFacts, ...]:
    """Return the observations that an analyst wants to form a gap of, in the order given; NotFound for a strange id."""
    occasion.need_role(Role.ANALYST)
    wanted = tuple(dict.fromkeys(ids))
    if strange := [one for one in wanted if one not in snapshot.observations]:
        raise NotFound(strange[0])
    return tuple(snapshot.observations[one] for one in wanted)


def near_chosen(snapshot: Snapshot, chosen: Sequence[ObservationFacts]) -> tuple[NearObservation, ...]:
    """Return observations like the chosen ones that stand behind no open gap, nearest first."""
    taken = {one for gap in snapshot.gaps.values() if gap.state == "open" for one in gap.observations}
    others = [one for one in snapshot.observations.values() if one.id not in taken]
    return near_observations(chosen, others, snapshot.equipment)[:MOST_NEAR]


def near_gap_of(uow: UnitOfWork, snapshot: Snapshot, gap_id: str, occasion: Occasion) -> tuple[NearObservation, ...]:
    """Return observations that are like those behind a gap and stand behind no open one, nearest first."""
    gap = gap_to_read(uow, gap_id, occasion)
    occasion.need_role(Role.ANALYST)
    return near_gap(snapshot, gap.id)[:MOST_NEAR] if gap.id in snapshot.gaps else ()


def concepts_for(
    snapshot: Snapshot, observations: Sequence[ObservationFacts], also: Iterable[str] = ()
) -> tuple[tuple[str, Bilingual], ...]:
    """Return what the observations speak of, most named first, then what else is asked for, each with its name."""
    types = {one.equipment_id for one in observations} & set(snapshot.equipment)
    found = proposed_concepts(observations, [snapshot.equipment[one] for one in sorted(types)], snapshot.concepts)
    return labelled(dict.fromkeys((*(one for one, _ in found), *also)), snapshot)


def labelled(ids: Iterable[str], snapshot: Snapshot) -> tuple[tuple[str, Bilingual], ...]:
    """Return concepts with their names."""
    return tuple((one, concept_label(one, snapshot.concepts)) for one in ids)


def suggestion_count(snapshot: Snapshot) -> int:
    """Return how many gaps the observations suggest."""
    return len(suggest_gaps(snapshot))


def behind_gap(snapshot: Snapshot, gap_id: str) -> tuple[ObservationFacts, ...]:
    """Return the observations behind a gap that still say something, in id order."""
    held = snapshot.gaps.get(gap_id)
    known = snapshot.observations
    return tuple(known[one] for one in held.observations if one in known) if held else ()


def _types(
    uow: UnitOfWork, snapshot: Snapshot, evidence: GapEvidence
) -> tuple[tuple[EquipmentFacts, int, Sequence[EquipmentMaker]], ...]:
    known = ((snapshot.equipment[one], people) for one, people in evidence.types if one in snapshot.equipment)
    return tuple((one, people, uow.equipment.makers(one.id)) for one, people in known)


def _newest(uow: UnitOfWork, gap_id: str) -> JointProject | None:
    return next(reversed(uow.gaps.joint_projects(gap_id)), None)


def _answer(
    snapshot: Snapshot,
    gap: Gap,
    day: date,
    settings: Settings | None,
    count: int,
    *,
    actor: Actor | None = None,
) -> GapAnswer:
    """The words are asked in English where there are any; the type that most people speak of goes with them."""
    words = joined(gap.title_en, gap.text_en) or joined(gap.title_uk, gap.text_uk)
    known = (one for one, _ in gap_evidence(behind_gap(snapshot, gap.id)).types if one in snapshot.equipment)
    return for_gap(
        snapshot,
        words[:LONGEST_GAP],
        day=day,
        count=count,
        actor=actor,
        equipment_id=next(known, None),
        settings=settings,
    )


def _fielded(snapshot: Snapshot, project: JointProject, behind: Sequence[ObservationFacts], day: date) -> Fielded:
    """What was observed on the product counts beside what stands behind the gap, each once."""
    product = snapshot.equipment.get(project.product_id or "")
    on_product = snapshot.observations_on(product.id) if product else ()
    observations = {one.id: one for one in (*behind, *on_product)}
    before, after = before_and_after(observations.values(), project.fielded_month, f"{day:%Y-%m}")
    return Fielded(project, Bilingual(product.name, product.name_uk) if product else Bilingual("", ""), before, after)


def _proposed(uow: UnitOfWork, gap_id: str) -> tuple[Proposed, ...]:
    found = uow.gaps.searches(gap_id)
    interested = uow.gaps.answers([row.id for _, _, rows in found for row in rows])
    return tuple(Proposed(search, topic, tuple(_outlined(rows, interested))) for search, topic, rows in found)


def _outlined(
    rows: Iterable[Proposal], interested: Mapping[str, int]
) -> Iterable[tuple[Proposal, tuple[str, ...], int]]:
    for row in rows:
        members = ARCHIVE.from_json(row.document["proposal"]["members"])
        yield row, tuple(one.name for one in members), interested.get(row.id, 0)
