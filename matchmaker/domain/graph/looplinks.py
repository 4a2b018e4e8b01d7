"""Nodes and edges of the feedback loop: observations, gaps, joint projects, training."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from matchmaker.domain.facts import (
    CatalogueFacts,
    GapFacts,
    JointProjectFacts,
    ObservationFacts,
    Provenance,
    TrainingEventFacts,
)
from matchmaker.domain.findings import Bilingual
from matchmaker.domain.graph.pieces import Link, Node, concept_links, known_link
from matchmaker.domain.graph.schema import NodeKind, node_id
from matchmaker.domain.text.documents import observation_document
from matchmaker.domain.vocabulary import Audience


def loop_nodes(facts: CatalogueFacts) -> Iterator[Node]:
    """Gaps, modules, training events and joint projects; observations are declared with the register."""
    yield from (Node(NodeKind.GAP, one.id, Bilingual(one.title_en, one.title_uk)) for one in facts.gaps)
    yield from (Node(NodeKind.MODULE, one.id, Bilingual(one.name_en, one.name_uk)) for one in facts.modules)
    yield from (Node(NodeKind.EVENT, one.id, Bilingual(one.title_en, one.title_uk)) for one in facts.events)
    for one in facts.joint_projects:
        yield Node(NodeKind.JOINT_PROJECT, one.id, Bilingual(one.title_en, one.title_uk))


def loop_links(facts: CatalogueFacts) -> Iterator[tuple[str, Iterator[Link]]]:
    """What each gap, joint project and training event tells, under its node; a module only gets edges."""
    yield from ((node_id(NodeKind.GAP, one.id), _gap_links(one)) for one in facts.gaps)
    yield from ((node_id(NodeKind.MODULE, one.id), iter(())) for one in facts.modules)
    yield from ((node_id(NodeKind.EVENT, one.id), _event_links(one)) for one in facts.events)
    yield from ((node_id(NodeKind.JOINT_PROJECT, one.id), _joint_project_links(one)) for one in facts.joint_projects)


def observation_links(observation: ObservationFacts) -> Iterator[Link]:
    """What an observation speaks of, and where in training it was made.

    What nobody has screened is not for all, and in which training it was seen is never for its makers.
    """
    here = node_id(NodeKind.OBSERVATION, observation.id)
    known = Provenance(source="observation", as_of=observation.month)
    audience = Audience.PUBLIC if observation.state == "analysed" else Audience.OFFICER
    spoken_of = (("speaks_of", NodeKind.EQUIPMENT, observation.equipment_id),)
    seen = (("seen_at", NodeKind.EVENT, observation.event_id), ("seen_in", NodeKind.MODULE, observation.module_id))
    yield from (replace(link, audience=audience) for link in _to(here, spoken_of, known))
    yield from (replace(link, audience=Audience.OFFICER) for link in _to(here, seen, known))
    yield from concept_links(here, "mentions", (observation_document(observation).text,), known)


def _gap_links(gap: GapFacts) -> Iterator[Link]:
    here = node_id(NodeKind.GAP, gap.id)
    known = Provenance(source="gap", as_of=gap.month)
    for observation in gap.observations:
        yield known_link(node_id(NodeKind.OBSERVATION, observation), "shows", here, known)
    for concept in gap.concepts:
        yield known_link(here, "tagged", node_id(NodeKind.CONCEPT, concept), known)


def _event_links(event: TrainingEventFacts) -> Iterator[Link]:
    here = node_id(NodeKind.EVENT, event.id)
    known = Provenance(source="training", as_of=event.month)
    ends = (
        ("teaches", NodeKind.MODULE, event.module_id),
        ("follows_from", NodeKind.JOINT_PROJECT, event.joint_project_id),
        *(("trains_with", NodeKind.EQUIPMENT, one) for one in event.equipment),
    )
    yield from _to(here, ends, known)


def _joint_project_links(project: JointProjectFacts) -> Iterator[Link]:
    here = node_id(NodeKind.JOINT_PROJECT, project.id)
    known = Provenance(source="joint project", as_of=project.since)
    for firm in project.firms:
        yield known_link(node_id(NodeKind.FIRM, firm), "joined", here, known)
    ends = (("answers", NodeKind.GAP, project.gap_id), ("applies_for", NodeKind.TOPIC, project.topic_id))
    yield from _to(here, ends, known)
    fielded = Provenance(source="joint project", as_of=project.fielded_month)
    yield from _to(here, (("brought", NodeKind.EQUIPMENT, project.equipment_id),), fielded)


def _to(here: str, ends: Iterable[tuple[str, NodeKind, str]], known: Provenance) -> Iterator[Link]:
    """Edges to what is named; an empty name is nothing."""
    return (known_link(here, kind, node_id(end, fact_id), known) for kind, end, fact_id in ends if fact_id)
