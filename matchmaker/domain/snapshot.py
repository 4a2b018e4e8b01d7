"""One state of the register, with its graph and its text index: built once, never changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Protocol, TypeVar

import networkx as nx

from matchmaker.domain.facts import (
    CatalogueFacts,
    ConceptFacts,
    EquipmentFacts,
    FirmFacts,
    GapFacts,
    JointProjectFacts,
    ModuleFacts,
    ObservationFacts,
    PartnershipFacts,
    ProjectFacts,
    TopicFacts,
    TrainingEventFacts,
)
from matchmaker.domain.graph.build import build_graph
from matchmaker.domain.graph.nearness import Nearness
from matchmaker.domain.graph.paths import UNREMARKABLE
from matchmaker.domain.graph.pieces import Link
from matchmaker.domain.graph.schema import NodeKind
from matchmaker.domain.graph.ties import Ties
from matchmaker.domain.text.documents import OBSERVATION, catalogue_documents
from matchmaker.domain.text.generation import Generation, Progress
from matchmaker.domain.text.index import Document, TextIndex

# What users observed and what followed weighs in one place only, as evidence, so it moves no word and no walk.
UNWALKED = UNREMARKABLE | {
    NodeKind.OBSERVATION,
    NodeKind.GAP,
    NodeKind.MODULE,
    NodeKind.EVENT,
    NodeKind.JOINT_PROJECT,
}
KINDS = tuple(CatalogueFacts.__slots__)


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
    gaps: Mapping[str, GapFacts]
    modules: Mapping[str, ModuleFacts]
    events: Mapping[str, TrainingEventFacts]
    joint_projects: Mapping[str, JointProjectFacts]
    links: tuple[Link, ...]
    ties: Ties
    nearness: Nearness
    index: TextIndex
    documents: Mapping[str, tuple[Document, ...]]
    participations: Mapping[str, tuple[str, ...]]
    changes: int = 0

    @classmethod
    def build(
        cls,
        revision: int,
        facts: CatalogueFacts,
        links: Iterable[Link] = (),
        *,
        generation: Generation | None = None,
        progress: Progress | None = None,
    ) -> Snapshot:
        """Build index and graph from facts in any order; raises ValueError where two facts share an id.

        Words are weighed anew, unless the weights of an earlier `generation` are given.
        """
        facts, links = _settled(facts), tuple(links)
        index = TextIndex.of(
            catalogue_documents(facts), {OBSERVATION}, generation=generation, number=revision, progress=progress
        )
        ties = Ties.of(facts, links, avoiding=UNWALKED)
        return cls(
            revision=revision,
            **_mappings(facts),
            links=links,
            ties=ties,
            nearness=Nearness.between(*ties.walked),
            index=index,
            documents=_by_owner(index.documents),
            participations=_participations(facts.projects),
        )

    def updated(self, revision: int, facts: CatalogueFacts) -> Snapshot:
        """The snapshot of other facts under the same generation of text, at the cost of what differs.

        It answers as `build(revision, facts, generation=self.index.generation)` does. `changes` counts the facts
        that changed since the words were weighed.
        """
        now: dict[str, Any] = {kind: _renewed(getattr(self, kind), getattr(facts, kind)) for kind in KINDS}
        gone, new = (CatalogueFacts(**part) for part in _difference({kind: getattr(self, kind) for kind in KINDS}, now))
        if gone == new:
            return replace(self, revision=revision)
        index = self.index.changed({one.id for one in catalogue_documents(gone)}, catalogue_documents(new))
        ties = self.ties.renewed(gone, new, tuple(now["firms"].values()))
        return Snapshot(
            revision=revision,
            **now,
            links=self.links,
            ties=ties,
            nearness=Nearness.between(*ties.walked),
            index=index,
            documents=_by_owner(index.documents),
            participations=_participations(now["projects"].values()),
            changes=self.changes + sum(len(getattr(new, kind)) or len(getattr(gone, kind)) for kind in KINDS),
        )

    @cached_property
    def graph(self) -> nx.MultiDiGraph:
        """The frozen graph that people see, made when it is first asked for."""
        return build_graph(CatalogueFacts(**{kind: tuple(getattr(self, kind).values()) for kind in KINDS}), self.links)

    @property
    def generation(self) -> int:
        """The revision at which the words were weighed."""
        return self.index.generation.number

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
        firms=tuple(map(_settled_fact, facts.firms)),
        projects=tuple(map(_settled_fact, facts.projects)),
        equipment=tuple(map(_settled_fact, facts.equipment)),
    )


def _mappings(facts: CatalogueFacts) -> dict[str, Any]:
    return {kind: _by_id(getattr(facts, kind)) for kind in KINDS}


def _settled_fact(fact: Any) -> Any:
    if isinstance(fact, FirmFacts):
        return _settled_firm(fact)
    if isinstance(fact, ProjectFacts):
        return replace(fact, participants=tuple(sorted(fact.participants)))
    if isinstance(fact, EquipmentFacts):
        return replace(fact, makers=tuple(sorted(fact.makers)))
    return fact


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
    return tuple(sorted(facts, key=repr)) if len(facts) > 1 else facts


def _renewed(held: Mapping[str, _Fact], facts: Iterable[_Fact]) -> Mapping[str, _Fact]:
    """The facts by id, and those that say what is held as the very objects that are held."""
    found = _by_id(facts)
    return {id: held[id] if id in held and _same(held[id], fact) else _settled_fact(fact) for id, fact in found.items()}


def _same(held: _Fact, fact: _Fact) -> bool:
    return held is fact or held == fact or held == _settled_fact(fact)


def _difference(
    held: Mapping[str, Mapping[str, _Fact]], now: Mapping[str, Mapping[str, _Fact]]
) -> Iterator[dict[str, tuple[_Fact, ...]]]:
    """By kind, the facts that are no more as they were, and those that were not so before."""
    for one, other in ((held, now), (now, held)):
        yield {
            kind: tuple(fact for id, fact in facts.items() if other[kind].get(id) is not fact)
            for kind, facts in one.items()
        }


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
