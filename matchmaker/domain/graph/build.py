"""Facts to one frozen multigraph; the same facts in any order give the same graph."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain

import networkx as nx

from matchmaker.domain.facts import (
    CapabilityFacts,
    CatalogueFacts,
    EquipmentFacts,
    FirmFacts,
    ObservationFacts,
    PartnershipFacts,
    ProjectFacts,
    StakeFacts,
    TopicFacts,
)
from matchmaker.domain.findings import Bilingual, Country
from matchmaker.domain.graph.looplinks import loop_links, loop_nodes, observation_links
from matchmaker.domain.graph.pieces import TERM_SCHEME, Link, Node, concept_links, known_link
from matchmaker.domain.graph.schema import NodeKind, declared, node_id
from matchmaker.domain.text.documents import (
    capability_texts,
    part_query,
    project_document,
)
from matchmaker.domain.text.tokens import term_base
from matchmaker.domain.vocabulary import Audience

_MILITARY_LIST = "ML"
_COORDINATOR = "coordinator"


def build_graph(facts: CatalogueFacts, links: Iterable[Link] = ()) -> nx.MultiDiGraph:
    """The frozen graph of all facts and of extra `links`; raises UndeclaredEdge for a link unknown to the schema.

    A link to something that is not in the catalogue, such as a firm that may not be proposed, is left out.
    Node attributes are `kind` and `label`; edge attributes `kind`, `source`, `as_of` and `audience`.
    """
    graph = nx.MultiDiGraph()
    wanted = sorted({*_links(facts), *links}, key=_link_order)
    for node in sorted(_nodes(facts, wanted), key=lambda node: (node.id, str(node.label))):
        graph.add_node(node.id, kind=node.kind, label=node.label)
    for link in wanted:
        if link.source in graph and link.target in graph:
            _add(graph, link)
    return nx.freeze(graph)


def _add(graph: nx.MultiDiGraph, link: Link) -> None:
    declared(link.kind, graph.nodes[link.source]["kind"], graph.nodes[link.target]["kind"])
    graph.add_edge(
        link.source,
        link.target,
        key=(link.kind, link.known_from, link.as_of),
        kind=link.kind,
        source=link.known_from,
        as_of=link.as_of,
        audience=link.audience,
    )


def _link_order(link: Link) -> tuple[str, ...]:
    return link.source, link.target, link.kind, link.known_from, link.as_of, link.audience.value


def _nodes(facts: CatalogueFacts, links: Sequence[Link]) -> Iterator[Node]:
    firms = {firm.id for firm in facts.firms}
    yield from (Node(NodeKind.FIRM, firm.id, Bilingual(firm.name, firm.name_uk)) for firm in facts.firms)
    for firm in facts.firms:
        yield from (Node(NodeKind.CAPABILITY, own.id, _capability_label(own)) for own in firm.capabilities)
        yield from (_owner_node(stake) for stake in firm.stakes if stake.holder_id not in firms)
    yield from (Node(NodeKind.PROJECT, p.id, Bilingual(p.acronym or p.title, "")) for p in facts.projects)
    yield from (Node(NodeKind.EQUIPMENT, e.id, Bilingual(e.name, e.name_uk)) for e in facts.equipment)
    yield from (Node(NodeKind.OBSERVATION, o.id, _observation_label(o)) for o in facts.observations)
    for topic in facts.topics:
        yield Node(NodeKind.TOPIC, topic.id, Bilingual(topic.title_en, topic.title_uk))
        for part in topic.parts:
            yield Node(NodeKind.PART, f"{topic.id}/{part.id}", Bilingual(part.text_en, part.text_uk))
    yield from loop_nodes(facts)
    yield from _referenced_nodes(facts, links)


def _owner_node(stake: StakeFacts) -> Node:
    return Node(NodeKind.OWNER, stake.holder_id, Bilingual(stake.holder_name, ""))


def _referenced_nodes(facts: CatalogueFacts, links: Sequence[Link]) -> Iterator[Node]:
    """Countries and concepts, only those that something points to."""
    labels = {concept.id: Bilingual(concept.label_en, concept.label_uk) for concept in facts.concepts}
    for end in {end for link in links for end in (link.source, link.target)}:
        kind, _, fact_id = end.partition(":")
        if kind == NodeKind.COUNTRY:
            yield Node(NodeKind.COUNTRY, fact_id, Country(fact_id))
        elif kind == NodeKind.CONCEPT:
            yield Node(NodeKind.CONCEPT, fact_id, labels.get(fact_id) or _term_label(fact_id))


def _term_label(concept_id: str) -> Bilingual:
    scheme, _, code = concept_id.partition(":")
    term = term_base().terms.get(code) if scheme == TERM_SCHEME else None
    return Bilingual(term.english[0], term.ukrainian[0]) if term else Bilingual(code, code)


def _capability_label(capability: CapabilityFacts) -> Bilingual:
    return Bilingual(
        capability.title_en or capability.text_en or capability.title_uk,
        capability.title_uk or capability.text_uk,
    )


def _observation_label(observation: ObservationFacts) -> Bilingual:
    ukrainian = observation.language == "uk"
    return Bilingual("" if ukrainian else observation.title, observation.title if ukrainian else "")


def _links(facts: CatalogueFacts) -> Iterator[Link]:
    return chain.from_iterable(links for _, links in links_by_fact(facts, {firm.id for firm in facts.firms}))


def links_by_fact(facts: CatalogueFacts, firms: Collection[str]) -> Iterator[tuple[str, Iterator[Link]]]:
    """What each fact tells, under its node; `firms` has the ids of all firms of the register."""
    yield from ((node_id(NodeKind.FIRM, one.id), _firm_links(one, firms)) for one in facts.firms)
    yield from ((node_id(NodeKind.PROJECT, one.id), _project_links(one)) for one in facts.projects)
    yield from ((partnership_key(one), _partnership_links(one)) for one in facts.partnerships)
    yield from ((node_id(NodeKind.EQUIPMENT, one.id), _equipment_links(one)) for one in facts.equipment)
    yield from ((node_id(NodeKind.OBSERVATION, one.id), observation_links(one)) for one in facts.observations)
    yield from ((node_id(NodeKind.TOPIC, one.id), _topic_links(one)) for one in facts.topics)
    yield from loop_links(facts)


def partnership_key(partnership: PartnershipFacts) -> str:
    """Under what its link is kept; a partnership is an edge and has no node."""
    return f"partnership:{partnership.id}"


def nodes_by_fact(facts: CatalogueFacts) -> dict[str, tuple[str, ...]]:
    """The nodes that are in the graph because a fact is in the register, by the fact's own node."""
    told = {
        node_id(NodeKind.FIRM, firm.id): [node_id(NodeKind.CAPABILITY, own.id) for own in firm.capabilities]
        for firm in facts.firms
    }
    told |= {node_id(NodeKind.PROJECT, one.id): [] for one in facts.projects}
    told |= {node_id(NodeKind.EQUIPMENT, one.id): [] for one in facts.equipment}
    told |= {node_id(NodeKind.OBSERVATION, one.id): [] for one in facts.observations}
    told |= {node.id: [] for node in loop_nodes(facts)}
    told |= {
        node_id(NodeKind.TOPIC, topic.id): [node_id(NodeKind.PART, f"{topic.id}/{part.id}") for part in topic.parts]
        for topic in facts.topics
    }
    return {fact: (fact, *nodes) for fact, nodes in told.items()}


def _firm_links(firm: FirmFacts, firms: Collection[str]) -> Iterator[Link]:
    here = node_id(NodeKind.FIRM, firm.id)
    if firm.country:
        yield known_link(here, "based_in", node_id(NodeKind.COUNTRY, firm.country), firm.provenance)
    for capability in firm.capabilities:
        yield from _capability_links(here, capability)
    for stake in firm.stakes:
        yield from _stake_links(here, stake, firms)


def _capability_links(firm: str, capability: CapabilityFacts) -> Iterator[Link]:
    here, known = node_id(NodeKind.CAPABILITY, capability.id), capability.provenance
    yield known_link(firm, "offers" if capability.direction == "offer" else "seeks", here, known)
    for concept in capability.concepts:
        yield known_link(here, "tagged", node_id(NodeKind.CONCEPT, concept), known)
    yield from concept_links(here, "mentions", capability_texts(capability).values(), known)


def _stake_links(firm: str, stake: StakeFacts, firms: Collection[str]) -> Iterator[Link]:
    """Ownership that a firm declared itself is not for everybody; what was published is."""
    audience = Audience.OFFICER if stake.provenance.basis == "declared" else Audience.PUBLIC
    holder = _holder(stake.holder_id, firms)
    held = _holder(stake.via, firms) if stake.via else firm
    yield known_link(holder, "owns", held, stake.provenance, audience)
    if stake.holder_country and stake.holder_id not in firms:
        country = node_id(NodeKind.COUNTRY, stake.holder_country)
        yield known_link(holder, "based_in", country, stake.provenance, audience)


def _holder(holder_id: str, firms: Collection[str]) -> str:
    """A holder that is in the register is that firm; any other is an owner."""
    return node_id(NodeKind.FIRM if holder_id in firms else NodeKind.OWNER, holder_id)


def _project_links(project: ProjectFacts) -> Iterator[Link]:
    here = node_id(NodeKind.PROJECT, project.id)
    for firm, role in project.participants:
        kind = "coordinated" if role == _COORDINATOR else "took_part"
        yield known_link(node_id(NodeKind.FIRM, firm), kind, here, project.provenance)
    yield from concept_links(here, "mentions", (project_document(project).text,), project.provenance)


def _partnership_links(partnership: PartnershipFacts) -> Iterator[Link]:
    if partnership.firm_a and partnership.firm_b:
        ends = (node_id(NodeKind.FIRM, partnership.firm_a), node_id(NodeKind.FIRM, partnership.firm_b))
        yield known_link(ends[0], "partner_of", ends[1], partnership.provenance)


def _equipment_links(equipment: EquipmentFacts) -> Iterator[Link]:
    here, known = node_id(NodeKind.EQUIPMENT, equipment.id), equipment.provenance
    for maker in equipment.makers:
        yield known_link(node_id(NodeKind.FIRM, maker), "makes", here, known)
    for country in equipment.operators_eu:
        yield known_link(node_id(NodeKind.COUNTRY, country), "fields", here, known)
    if equipment.operated_by_ua.casefold() == "yes":
        yield known_link(node_id(NodeKind.COUNTRY, "UA"), "fields", here, known)
    for code in (code.strip() for code in equipment.military_list.split(";")):
        if code.startswith(_MILITARY_LIST):
            yield known_link(here, "tagged", node_id(NodeKind.CONCEPT, f"{_MILITARY_LIST}:{code}"), known)
    yield from concept_links(here, "mentions", (equipment.category,), known)


def _topic_links(topic: TopicFacts) -> Iterator[Link]:
    for part in topic.parts:
        here = node_id(NodeKind.PART, f"{topic.id}/{part.id}")
        yield known_link(node_id(NodeKind.TOPIC, topic.id), "has_part", here, topic.provenance)
        yield from concept_links(here, "asks_for", (part_query(part),), topic.provenance)
