"""One state of the register, with its graph and its text index: built once, never changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

import networkx as nx

from matchmaker.domain.facts import (
    CatalogueFacts,
    ConceptFacts,
    EquipmentFacts,
    FirmFacts,
    ObservationFacts,
    PartnershipFacts,
    ProjectFacts,
    TopicFacts,
)
from matchmaker.domain.graph.build import Link, build_graph
from matchmaker.domain.graph.nearness import Nearness
from matchmaker.domain.graph.paths import UNREMARKABLE
from matchmaker.domain.graph.schema import NodeKind
from matchmaker.domain.text.documents import OBSERVATION, catalogue_documents
from matchmaker.domain.text.index import Document, TextIndex


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


_Fact = TypeVar("_Fact", bound=_Identified)
_Nested = TypeVar("_Nested")


@dataclass(frozen=True, eq=False)
class Snapshot:
    """Everything a question about the register needs; two snapshots are equal only if they are the same object.

    All mappings are by fact id, in id order. `revision` is the number the register had when it was read.
    """

    revision: int
    firms: Mapping[str, FirmFacts]
    projects: Mapping[str, ProjectFacts]
    partnerships: Mapping[str, PartnershipFacts]
    equipment: Mapping[str, EquipmentFacts]
    observations: Mapping[str, ObservationFacts]
    topics: Mapping[str, TopicFacts]
    concepts: Mapping[str, ConceptFacts]
    graph: nx.MultiDiGraph
    nearness: Nearness
    index: TextIndex
    documents: Mapping[str, tuple[Document, ...]]
    participations: Mapping[str, tuple[str, ...]]

    @classmethod
    def build(cls, revision: int, facts: CatalogueFacts, links: Iterable[Link] = ()) -> Snapshot:
        """Build graph and index from facts in any order; raises ValueError where two facts share an id."""
        facts = _settled(facts)
        graph = build_graph(facts, links)
        # What users observed weighs in one place only, as field evidence, so it moves no word and no walk.
        index = TextIndex.of(catalogue_documents(facts), weightless={OBSERVATION})
        return cls(
            revision=revision,
            firms=_by_id(facts.firms),
            projects=_by_id(facts.projects),
            partnerships=_by_id(facts.partnerships),
            equipment=_by_id(facts.equipment),
            observations=_by_id(facts.observations),
            topics=_by_id(facts.topics),
            concepts=_by_id(facts.concepts),
            graph=graph,
            nearness=Nearness.of(graph, avoiding=UNREMARKABLE | {NodeKind.OBSERVATION}),
            index=index,
            documents=_by_owner(index.documents),
            participations=_participations(facts.projects),
        )

    def documents_of(self, firm_id: str) -> tuple[Document, ...]:
        """What speaks for a firm: its own offers, then the projects it took part in; each says by its `kind` which."""
        projects = (
            document for project in self.participations.get(firm_id, ()) for document in self._owned(project, "project")
        )
        return (*self._owned(firm_id, "capability"), *projects)

    def observations_on(self, equipment_id: str) -> tuple[ObservationFacts, ...]:
        """The observations on one equipment, in id order."""
        return tuple(one for one in self.observations.values() if one.equipment_id == equipment_id)

    def equipment_made_by(self, firm_id: str) -> tuple[EquipmentFacts, ...]:
        """The equipment of which a firm is a known maker, in id order."""
        return tuple(one for one in self.equipment.values() if firm_id in one.makers)

    def _owned(self, owner: str, kind: str) -> tuple[Document, ...]:
        return tuple(document for document in self.documents.get(owner, ()) if document.kind == kind)


def _settled(facts: CatalogueFacts) -> CatalogueFacts:
    """The same facts with what hangs on them in one order, so that the order of rows decides nothing.

    Parts of a topic and names of equipment keep theirs, which its source chose.
    """
    return replace(
        facts,
        firms=tuple(_settled_firm(firm) for firm in facts.firms),
        projects=tuple(replace(one, participants=tuple(sorted(one.participants))) for one in facts.projects),
        equipment=tuple(replace(one, makers=tuple(sorted(one.makers))) for one in facts.equipment),
    )


def _settled_firm(firm: FirmFacts) -> FirmFacts:
    capabilities = (
        replace(one, concepts=tuple(sorted(one.concepts)), components=_in_order(one.components))
        for one in firm.capabilities
    )
    return replace(
        firm,
        statements=_in_order(firm.statements),
        stakes=_in_order(firm.stakes),
        capabilities=tuple(sorted(capabilities, key=lambda one: one.id)),
    )


def _in_order(facts: tuple[_Nested, ...]) -> tuple[_Nested, ...]:
    """By all that they say; they have no id, and equal ones may change places unseen."""
    return tuple(sorted(facts, key=repr))


def _by_id(facts: Iterable[_Fact]) -> Mapping[str, _Fact]:
    ordered = sorted(facts, key=lambda fact: fact.id)
    found = {fact.id: fact for fact in ordered}
    if len(found) != len(ordered):
        raise ValueError(f"two facts share an id: {type(ordered[0]).__name__}")
    return found


def _by_owner(documents: Iterable[Document]) -> Mapping[str, tuple[Document, ...]]:
    owned: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        owned[document.owner].append(document)
    return {owner: tuple(found) for owner, found in owned.items()}


def _participations(projects: Iterable[ProjectFacts]) -> Mapping[str, tuple[str, ...]]:
    """Firm id to ids of its projects, in order."""
    taken: dict[str, set[str]] = defaultdict(set)
    for project in projects:
        for firm, _ in project.participants:
            taken[firm].add(project.id)
    return {firm: tuple(sorted(found)) for firm, found in sorted(taken.items())}
