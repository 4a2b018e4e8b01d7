"""The graph says what the facts say, and nothing the schema does not know."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.domain.facts import CatalogueFacts, Provenance
from matchmaker.domain.findings import Bilingual, Country
from matchmaker.domain.graph.build import build_graph
from matchmaker.domain.graph.pieces import Link, concept_ids
from matchmaker.domain.graph.schema import EDGES, NodeKind, UndeclaredEdge, declared
from matchmaker.domain.vocabulary import Audience
from tests.domain.factories import (
    make_capability,
    make_catalogue,
    make_concept,
    make_equipment,
    make_event,
    make_firm,
    make_gap,
    make_joint_project,
    make_module,
    make_observation,
    make_part,
    make_partnership,
    make_project,
    make_stake,
    make_topic,
)

DRONES = "CPV:35613000-4"


def catalogue() -> CatalogueFacts:
    offer = make_capability(id="offer", title_en="Interceptor drones", concepts=[DRONES])
    need = make_capability(id="need", direction="need", title_en="Batteries")
    return make_catalogue(
        firms=[
            make_firm(id="a", name="Alder", country="UA", capabilities=[offer, need]),
            make_firm(id="b", country="EE", stakes=[make_stake(holder_id="h", holder_country="NO")]),
            make_firm(id="c", country=None, stakes=[make_stake(holder_id="a", holder_country="UA")]),
        ],
        projects=[make_project(id="p", objective="Radar", participants=[("a", "coordinator"), ("b", "participant")])],
        partnerships=[make_partnership(firm_a="a", firm_b="b"), make_partnership(id="x", firm_b=None)],
        equipment=[
            make_equipment(
                id="e",
                makers=["a", "gone"],
                operators_eu=["EE"],
                operated_by_ua="yes",
                military_list="ML10; ML4",
            )
        ],
        observations=[
            make_observation(id="o", equipment_id="e", title="Lost to jamming", module_id="m", event_id="v"),
            make_observation(id="unsorted", equipment_id=""),
        ],
        topics=[make_topic(id="t", parts=[make_part(id="P1", text_en="interceptors")])],
        concepts=[make_concept(id=DRONES), make_concept(id="CPV:unused")],
        gaps=[make_gap(id="g", observations=["o", "gone"], concepts=[DRONES])],
        modules=[make_module(id="m")],
        events=[make_event(id="v", module_id="m", equipment=["e"], joint_project_id="j")],
        joint_projects=[
            make_joint_project(
                id="j", firms=["a", "b"], gap_id="g", topic_id="t", equipment_id="e", fielded_month="2026-11"
            )
        ],
    )


def edges(graph: nx.MultiDiGraph) -> set[tuple[str, str, str]]:
    return {(start, kind, end) for start, end, kind in graph.edges(data="kind")}


@pytest.mark.parametrize(
    "edge",
    [
        ("firm:a", "based_in", "country:UA"),
        ("firm:a", "offers", "capability:offer"),
        ("firm:a", "seeks", "capability:need"),
        ("capability:offer", "tagged", f"concept:{DRONES}"),
        ("capability:offer", "mentions", "concept:TERM:interceptor"),
        ("firm:a", "makes", "equipment:e"),
        ("country:EE", "fields", "equipment:e"),
        ("country:UA", "fields", "equipment:e"),
        ("equipment:e", "tagged", "concept:ML:ML10"),
        ("equipment:e", "tagged", "concept:ML:ML4"),
        ("equipment:e", "mentions", "concept:TERM:uav"),
        ("observation:o", "speaks_of", "equipment:e"),
        ("observation:o", "mentions", "concept:TERM:jamming"),
        ("firm:a", "coordinated", "project:p"),
        ("firm:b", "took_part", "project:p"),
        ("project:p", "mentions", "concept:TERM:radar"),
        ("firm:a", "partner_of", "firm:b"),
        ("owner:h", "owns", "firm:b"),
        ("owner:h", "based_in", "country:NO"),
        ("firm:a", "owns", "firm:c"),
        ("topic:t", "has_part", "part:t/P1"),
        ("part:t/P1", "asks_for", "concept:TERM:interceptor"),
        ("observation:o", "shows", "gap:g"),
        ("observation:o", "seen_at", "event:v"),
        ("observation:o", "seen_in", "module:m"),
        ("gap:g", "tagged", f"concept:{DRONES}"),
        ("firm:b", "joined", "joint_project:j"),
        ("joint_project:j", "answers", "gap:g"),
        ("joint_project:j", "applies_for", "topic:t"),
        ("joint_project:j", "brought", "equipment:e"),
        ("event:v", "follows_from", "joint_project:j"),
        ("event:v", "teaches", "module:m"),
        ("event:v", "trains_with", "equipment:e"),
    ],
)
def test_facts_become_edges(edge: tuple[str, str, str]) -> None:
    assert edge in edges(build_graph(catalogue()))


def test_every_edge_is_declared_and_carries_source_and_day() -> None:
    graph = build_graph(catalogue())
    kinds = nx.get_node_attributes(graph, "kind")
    for start, end, drawn in graph.edges(data=True):
        declared(drawn["kind"], kinds[start], kinds[end])
        assert drawn["source"] and drawn["as_of"]
    assert {drawn["kind"] for _, _, drawn in graph.edges(data=True)} == set(EDGES)
    assert set(kinds.values()) == set(NodeKind)


def test_only_referenced_concepts_and_registered_firms_have_nodes() -> None:
    graph = build_graph(catalogue())
    assert "concept:CPV:unused" not in graph
    assert "firm:gone" not in graph and "firm:None" not in graph
    assert "owner:a" not in graph


def test_labels_can_be_printed_in_both_languages() -> None:
    nodes = build_graph(catalogue()).nodes
    assert nodes["concept:TERM:interceptor"]["label"] == Bilingual("interceptor", "перехоплювач")
    assert nodes[f"concept:{DRONES}"]["label"].uk == "Безпілотні літальні апарати"
    assert nodes["country:UA"]["label"] == Country("UA")


def test_an_undeclared_edge_is_refused() -> None:
    with pytest.raises(UndeclaredEdge, match="admires"):
        build_graph(catalogue(), [Link("firm:a", "admires", "firm:b", "x", "2026")])
    with pytest.raises(UndeclaredEdge, match="makes"):
        build_graph(catalogue(), [Link("equipment:e", "makes", "firm:a", "x", "2026")])


def test_the_graph_is_frozen() -> None:
    with pytest.raises(nx.NetworkXError):
        build_graph(catalogue()).add_node("firm:new")


def test_declared_ownership_is_for_officers_and_published_ownership_for_everybody() -> None:
    declared_stake = make_stake(provenance=Provenance(source="the firm", as_of="2026", basis="declared"))
    for stake, audience in ((declared_stake, Audience.OFFICER), (make_stake(), Audience.PUBLIC)):
        graph = build_graph(make_catalogue(firms=[make_firm(stakes=[stake])]))
        assert {seen for _, _, seen in graph.out_edges("owner:holder-1", data="audience")} == {audience}


def test_a_chain_of_owners_hangs_on_the_holder_between() -> None:
    stakes = [make_stake(holder_id="near"), make_stake(holder_id="far", via="near")]
    graph = build_graph(make_catalogue(firms=[make_firm(id="a", stakes=stakes)]))
    assert {("owner:near", "owns", "firm:a"), ("owner:far", "owns", "owner:near")} <= edges(graph)
    assert ("owner:far", "owns", "firm:a") not in edges(graph)


@settings(derandomize=True, max_examples=10)
@given(st.randoms(use_true_random=False))
def test_rows_in_any_order_give_the_same_graph(chance: object) -> None:
    facts = catalogue()
    shuffled = make_catalogue(
        **{
            name: chance.sample(rows, len(rows))  # type: ignore[attr-defined]
            for name in facts.__slots__
            for rows in [getattr(facts, name)]
        }
    )
    one, other = build_graph(facts), build_graph(shuffled)
    assert list(one.nodes(data=True)) == list(other.nodes(data=True))
    assert list(one.edges(data=True, keys=True)) == list(other.edges(data=True, keys=True))


def test_concepts_of_a_text() -> None:
    assert concept_ids("глушники") == ("TERM:ew", "TERM:jamming")
    assert concept_ids("brew") == ()
