"""Node and edge kinds of the graph, declared once; the builder refuses what is not here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from matchmaker.domain.findings import Sentence, Value, say


class NodeKind(StrEnum):
    """What a node stands for; a node id is the kind, a colon and the fact's id."""

    FIRM = "firm"
    CAPABILITY = "capability"
    CONCEPT = "concept"
    EQUIPMENT = "equipment"
    OBSERVATION = "observation"
    PROJECT = "project"
    TOPIC = "topic"
    PART = "part"
    OWNER = "owner"
    COUNTRY = "country"
    GAP = "gap"
    MODULE = "module"
    EVENT = "event"
    JOINT_PROJECT = "joint_project"


class UndeclaredEdge(ValueError):
    """An edge kind, or a pair of node kinds for it, that the schema does not know."""


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge kind: what it may join, and the sentence that says it."""

    source: frozenset[NodeKind]
    target: frozenset[NodeKind]
    label: Sentence

    def says(self, source: Value, target: Value) -> Sentence:
        """The sentence with the two ends named."""
        return Sentence(self.label.template, {"source": source, "target": target})


def _edge(source: NodeKind | set[NodeKind], target: NodeKind | set[NodeKind], label: Sentence) -> Edge:
    return Edge(_kinds(source), _kinds(target), label)


def _kinds(given: NodeKind | set[NodeKind]) -> frozenset[NodeKind]:
    return frozenset({given} if isinstance(given, NodeKind) else given)


_FIRM, _OWNER, _COUNTRY = NodeKind.FIRM, NodeKind.OWNER, NodeKind.COUNTRY
_CAPABILITY, _CONCEPT, _EQUIPMENT = NodeKind.CAPABILITY, NodeKind.CONCEPT, NodeKind.EQUIPMENT
_OBSERVATION, _PROJECT, _TOPIC, _PART = (
    NodeKind.OBSERVATION,
    NodeKind.PROJECT,
    NodeKind.TOPIC,
    NodeKind.PART,
)
_GAP, _MODULE, _EVENT, _JOINT = NodeKind.GAP, NodeKind.MODULE, NodeKind.EVENT, NodeKind.JOINT_PROJECT

EDGES: dict[str, Edge] = {
    "based_in": _edge({_FIRM, _OWNER}, _COUNTRY, say("%(source)s is based in %(target)s")),
    "offers": _edge(_FIRM, _CAPABILITY, say("%(source)s offers %(target)s")),
    "seeks": _edge(_FIRM, _CAPABILITY, say("%(source)s seeks %(target)s")),
    "tagged": _edge({_CAPABILITY, _EQUIPMENT, _GAP}, _CONCEPT, say("%(source)s is classified as %(target)s")),
    "mentions": _edge(
        {_CAPABILITY, _EQUIPMENT, _PROJECT, _OBSERVATION},
        _CONCEPT,
        say("%(source)s is about %(target)s"),
    ),
    "asks_for": _edge(_PART, _CONCEPT, say("%(source)s asks for %(target)s")),
    "makes": _edge(_FIRM, _EQUIPMENT, say("%(source)s makes %(target)s")),
    "fields": _edge(_COUNTRY, _EQUIPMENT, say("%(source)s fields %(target)s")),
    "speaks_of": _edge(_OBSERVATION, _EQUIPMENT, say("%(source)s speaks of %(target)s")),
    "took_part": _edge(_FIRM, _PROJECT, say("%(source)s took part in %(target)s")),
    "coordinated": _edge(_FIRM, _PROJECT, say("%(source)s coordinated %(target)s")),
    "partner_of": _edge(_FIRM, _FIRM, say("%(source)s and %(target)s are partners")),
    "owns": _edge({_OWNER, _FIRM}, {_FIRM, _OWNER}, say("%(source)s owns an interest in %(target)s")),
    "has_part": _edge(_TOPIC, _PART, say("%(source)s includes %(target)s")),
    "shows": _edge(_OBSERVATION, _GAP, say("%(source)s is behind %(target)s")),
    "seen_at": _edge(_OBSERVATION, _EVENT, say("%(source)s was made at %(target)s")),
    "seen_in": _edge(_OBSERVATION, _MODULE, say("%(source)s was made in training of the type %(target)s")),
    "answers": _edge(_JOINT, _GAP, say("%(source)s answers %(target)s")),
    "joined": _edge(_FIRM, _JOINT, say("%(source)s is a member of %(target)s")),
    "applies_for": _edge(_JOINT, _TOPIC, say("%(source)s was formed for %(target)s")),
    "brought": _edge(_JOINT, _EQUIPMENT, say("%(source)s brought %(target)s into use")),
    "follows_from": _edge(_EVENT, _JOINT, say("%(source)s follows from %(target)s")),
    "teaches": _edge(_EVENT, _MODULE, say("%(source)s is training of the type %(target)s")),
    "trains_with": _edge(_EVENT, _EQUIPMENT, say("%(source)s trains with %(target)s")),
}


def declared(kind: str, source: NodeKind, target: NodeKind) -> Edge:
    """The edge kind; raises UndeclaredEdge where it is unknown or may not join these two."""
    edge = EDGES.get(kind)
    if edge is None:
        raise UndeclaredEdge(f"no edge kind {kind!r}")
    if source not in edge.source or target not in edge.target:
        raise UndeclaredEdge(f"{kind!r} may not lead from {source} to {target}")
    return edge


def node_id(kind: NodeKind, fact_id: str) -> str:
    """The node of a fact.

    >>> node_id(NodeKind.FIRM, "7")
    'firm:7'
    """
    return f"{kind.value}:{fact_id}"
