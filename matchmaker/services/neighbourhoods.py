"""What surrounds one thing in the graph, as far as this reader may see it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import chain, zip_longest

import networkx as nx

from matchmaker.domain.graph.paths import WITHIN_THE_LOOP, Neighbourhood, neighbourhood
from matchmaker.domain.graph.schema import NodeKind, node_id
from matchmaker.domain.vocabulary import Audience
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services.errors import NotFound
from matchmaker.services.observations import READERS
from matchmaker.services.occasion import Actor, Occasion
from matchmaker.services.profiles import may_read_restricted, note_reads

FURTHEST = 2
MOST_NODES = 60
MOST_BRANCHES = 8
ALL_AUDIENCES = frozenset(Audience)


@dataclass(frozen=True, slots=True)
class OpenSurroundings:
    """The part of the surroundings that is open to the reader.

    `held_back` says that some links of the centre are not; `reads` has the restricted fields shown, by firm.
    """

    around: Neighbourhood
    held_back: bool
    reads: Mapping[str, tuple[str, ...]]


def show_neighbourhood(
    graph: nx.MultiDiGraph, kind: str, fact_id: str, *, depth: int, actor: Actor
) -> OpenSurroundings:
    """Return at most MOST_NODES things within `depth` links; raises NotFound for what the reader may not know of."""
    centre, links = f"{kind}:{fact_id}", _open_links(graph, actor)
    view = nx.subgraph_view(graph, filter_node=_open_nodes(graph, actor), filter_edge=links)
    if centre not in view or (kind == NodeKind.OWNER and not view.degree(centre)):
        raise NotFound(centre)
    chosen, left_out = _chosen(view, centre, depth=min(max(depth, 1), FURTHEST))
    around = neighbourhood(view.subgraph(chosen), centre, FURTHEST, MOST_NODES, readable=ALL_AUDIENCES)
    held_back = view.degree(centre) < graph.degree(centre)
    return OpenSurroundings(replace(around, left_out=left_out), held_back, _restricted(view, around))


def note_neighbourhood(uow: UnitOfWork, shown: OpenSurroundings, occasion: Occasion) -> None:
    """Leave a line in the ledger of each firm whose restricted links were shown."""
    note_reads(uow, shown.reads, "graph", occasion)


def _chosen(graph: nx.MultiDiGraph, centre: str, *, depth: int) -> tuple[frozenset[str], int]:
    """What fits around the centre and how much does not.

    Further out each thing in turn brings its next neighbour, at most MOST_BRANCHES of them, so that one busy
    thing doesn't fill the picture; nothing is reached by way of a country, which ties everybody.
    """
    found, kept = {centre}, [centre]
    ring, most = [centre], MOST_NODES
    for _ in range(depth):
        passable = [node for node in ring if node == centre or graph.nodes[node]["kind"] is not NodeKind.COUNTRY]
        branches = [[near for near in _neighbours(graph, node) if near not in found] for node in passable]
        found.update(chain.from_iterable(branches))
        turns = chain.from_iterable(zip_longest(*(branch[:most] for branch in branches)))
        ring, most = [node for node in dict.fromkeys(turns) if node], MOST_BRANCHES
        kept.extend(ring)
    chosen = frozenset(kept[:MOST_NODES])
    return chosen, len(found) - len(chosen)


def _neighbours(graph: nx.MultiDiGraph, node: str) -> list[str]:
    order = list(NodeKind)
    near = set(nx.all_neighbors(graph, node))
    return sorted(near, key=lambda node: (order.index(graph.nodes[node]["kind"]), node))


def _open_nodes(graph: nx.MultiDiGraph, actor: Actor) -> Callable[[str], bool]:
    """What users observed and what follows is open to those who work with it.

    Beside them an observation is open to the makers of what it speaks of, a joint project to its members.
    """
    own = {node_id(NodeKind.FIRM, firm_id) for firm_id in actor.firm_ids}

    def is_open(node: str) -> bool:
        kind = graph.nodes[node]["kind"]
        if kind not in WITHIN_THE_LOOP or actor.role in READERS:
            return True
        if kind is NodeKind.OBSERVATION:
            spoken_of = (
                end for _, end, audience in graph.out_edges(node, data="audience") if audience is Audience.PUBLIC
            )
            return any(not own.isdisjoint(_makers(graph, end)) for end in spoken_of)
        return kind is NodeKind.JOINT_PROJECT and not own.isdisjoint(graph.predecessors(node))

    return is_open


def _makers(graph: nx.MultiDiGraph, equipment: str) -> set[str]:
    return {firm for firm, _, kind in graph.in_edges(equipment, data="kind") if kind == "makes"}


def _open_links(graph: nx.MultiDiGraph, actor: Actor) -> Callable[[str, str, tuple[str, ...]], bool]:
    """A link that is not public is open to officers, and to a firm where it says who holds that firm itself."""

    def is_open(source: str, target: str, key: tuple[str, ...]) -> bool:
        if graph.edges[source, target, key]["audience"] is Audience.PUBLIC:
            return True
        if graph.nodes[source]["kind"] is NodeKind.OBSERVATION:
            return actor.role in READERS
        kind, _, firm_id = target.partition(":")
        return may_read_restricted(actor, firm_id if kind == NodeKind.FIRM else "")

    return is_open


def _restricted(graph: nx.MultiDiGraph, around: Neighbourhood) -> dict[str, tuple[str, ...]]:
    firms = {
        firm
        for edge in around.edges
        if any(each["audience"] is not Audience.PUBLIC for each in graph[edge.source][edge.target].values())
        for firm in _held_firms(graph, edge.source)
    }
    return dict.fromkeys(sorted(firms), ("stakes",))


def _held_firms(graph: nx.MultiDiGraph, holder: str) -> set[str]:
    """The firms at the lower end of a holder's chains."""
    seen, waiting = set[str](), [holder]
    while waiting:
        node = waiting.pop()
        held = {end for _, end, kind in graph.out_edges(node, data="kind") if kind == "owns"} - seen
        seen |= held
        waiting.extend(held)
    return {node.partition(":")[2] for node in seen if graph.nodes[node]["kind"] is NodeKind.FIRM}
