"""Paths that explain, surroundings to draw, nearness as networkx has it."""

from __future__ import annotations

import random
from itertools import pairwise
from math import hypot, log

import networkx as nx
import pytest

from matchmaker.domain.facts import Provenance
from matchmaker.domain.graph.build import build_graph
from matchmaker.domain.graph.layout import positions
from matchmaker.domain.graph.nearness import Nearness
from matchmaker.domain.graph.paths import UNREMARKABLE, neighbourhood, shortest_explained_path
from matchmaker.domain.vocabulary import Audience
from tests.domain.factories import (
    make_capability,
    make_catalogue,
    make_equipment,
    make_firm,
    make_joint_project,
    make_observation,
    make_part,
    make_partnership,
    make_project,
    make_stake,
    make_topic,
)


def stations(graph: nx.MultiDiGraph, source: str, target: str, **rest: int) -> list[str]:
    return [step.node for step in shortest_explained_path(graph, source, target, **rest)]


def test_two_firms_meet_in_a_project_and_each_step_says_why() -> None:
    project = make_project(id="p", acronym="ASTRA", participants=[("a", "coordinator"), ("b", "participant")])
    firms = [make_firm(id="a", name="Alder"), make_firm(id="b", name="Birch")]
    path = shortest_explained_path(build_graph(make_catalogue(firms=firms, projects=[project])), "firm:a", "firm:b")
    assert [(step.node, step.edge) for step in path] == [
        ("firm:a", ""),
        ("project:p", "coordinated"),
        ("firm:b", "took_part"),
    ]
    assert [str(step.because) for step in path[1:]] == ["Alder coordinated ASTRA", "Birch took part in ASTRA"]
    assert (path[1].source, path[1].as_of) == ("made up for a test", "2026-11")


def test_a_partnership_is_shorter_than_a_project() -> None:
    facts = make_catalogue(
        firms=[make_firm(id="a"), make_firm(id="b")],
        projects=[make_project(participants=[("a", "participant"), ("b", "participant")])],
        partnerships=[make_partnership(firm_a="b", firm_b="a")],
    )
    assert stations(build_graph(facts), "firm:a", "firm:b") == ["firm:a", "firm:b"]


def test_makers_of_one_equipment_meet_there() -> None:
    facts = make_catalogue(
        firms=[make_firm(id="a"), make_firm(id="b")], equipment=[make_equipment(id="e", makers=["a", "b"])]
    )
    assert stations(build_graph(facts), "firm:a", "firm:b") == ["firm:a", "equipment:e", "firm:b"]


def test_a_ukrainian_offer_reaches_an_english_topic_part_through_their_concept() -> None:
    offer = make_capability(id="c", title_uk="Дрони-перехоплювачі")
    facts = make_catalogue(
        firms=[make_firm(id="a", capabilities=[offer])],
        topics=[make_topic(id="t", parts=[make_part(id="P1", text_en="interceptor variants")])],
    )
    assert stations(build_graph(facts), "topic:t", "firm:a") == [
        "topic:t",
        "part:t/P1",
        "concept:TERM:interceptor",
        "capability:c",
        "firm:a",
    ]


def test_a_common_country_or_owner_is_no_path() -> None:
    firms = [make_firm(id=id, country="EE", stakes=[make_stake(holder_country="EE")]) for id in "ab"]
    graph = build_graph(make_catalogue(firms=firms))
    assert stations(graph, "firm:a", "firm:b") == []
    assert stations(graph, "firm:a", "country:EE") == ["firm:a", "country:EE"]


def test_declared_ownership_never_turns_up_on_a_path_even_where_owners_may() -> None:
    secret = make_stake(provenance=Provenance(source="the firm", as_of="2026", basis="declared"))
    for stake, stations_seen in ((secret, 0), (make_stake(holder_country=None), 3)):
        firms = [make_firm(id=id, country=None, stakes=[stake]) for id in "ab"]
        graph = build_graph(make_catalogue(firms=firms))
        path = shortest_explained_path(graph, "firm:a", "firm:b", avoiding=frozenset())
        assert len(path) == stations_seen


def test_what_users_observed_is_no_station_of_a_path_that_all_members_read() -> None:
    facts = make_catalogue(
        firms=[make_firm(id="a")],
        topics=[make_topic(id="t")],
        joint_projects=[make_joint_project(id="j", firms=("a",), topic_id="t")],
    )
    assert stations(build_graph(facts), "topic:t", "firm:a") == []


def test_a_path_longer_than_the_limit_is_none() -> None:
    firms = [make_firm(id=id, country=None) for id in "abcd"]
    links = [make_partnership(id=one + other, firm_a=one, firm_b=other) for one, other in pairwise("abcd")]
    graph = build_graph(make_catalogue(firms=firms, partnerships=links))
    assert stations(graph, "firm:a", "firm:d", limit=3) == ["firm:a", "firm:b", "firm:c", "firm:d"]
    assert stations(graph, "firm:a", "firm:d", limit=2) == []
    assert stations(graph, "firm:a", "firm:nowhere") == []
    assert stations(graph, "firm:a", "firm:a") == ["firm:a"]


def test_of_equally_short_paths_the_rarer_concept_explains() -> None:
    firms = [
        make_firm(id=str(number), country=None, capabilities=[make_capability(id=f"c{number}", text_en="Production")])
        for number in range(9)
    ]
    offer = make_capability(id="offer", text_en="Production of interceptors")
    facts = make_catalogue(
        firms=[*firms, make_firm(id="a", capabilities=[offer])],
        topics=[make_topic(id="t", parts=[make_part(text_en="production of interceptors")])],
    )
    assert "concept:TERM:interceptor" in stations(build_graph(facts), "topic:t", "firm:a")


def planted_graph(*, firms: int = 60) -> nx.MultiDiGraph:
    chance = random.Random(11)
    ids = [f"{number:03}" for number in range(firms)]
    projects = [
        make_project(id=f"p{number}", participants=[(firm, "participant") for firm in chance.sample(ids, 4)])
        for number in range(firms)
    ]
    equipment = [make_equipment(id=f"e{number}", makers=chance.sample(ids, 2)) for number in range(8)]
    return build_graph(
        make_catalogue(
            firms=[make_firm(id=id, country=chance.choice(["EE", "UA"])) for id in ids],
            projects=projects,
            equipment=equipment,
            observations=[make_observation(id="o", equipment_id="e3")],
        )
    )


def test_paths_are_as_short_as_networkx_finds_them() -> None:
    graph = planted_graph()
    plain = nx.Graph(graph.subgraph(n for n, kind in graph.nodes(data="kind") if kind not in UNREMARKABLE))
    lengths = nx.single_source_shortest_path_length(plain, "firm:000")
    for number in range(1, 60):
        firm = f"firm:{number:03}"
        found = stations(graph, "firm:000", firm, limit=12)
        assert len(found) - 1 == lengths.get(firm, -1)
        assert all(plain.has_edge(one, other) for one, other in pairwise(found))


def test_no_other_shortest_path_goes_over_rarer_stations() -> None:
    graph = planted_graph()
    plain = nx.Graph(graph.subgraph(n for n, kind in graph.nodes(data="kind") if kind not in UNREMARKABLE))
    several = 0
    for number in range(1, 60):
        firm = f"firm:{number:03}"
        ways = list(nx.all_shortest_paths(plain, "firm:000", firm)) if nx.has_path(plain, "firm:000", firm) else []
        common = [sum(log(graph.degree(node)) for node in way[1:-1]) for way in ways]
        several += len({round(cost, 6) for cost in common}) > 1
        found = stations(graph, "firm:000", firm, limit=12)
        if ways:
            assert sum(log(graph.degree(node)) for node in found[1:-1]) == pytest.approx(min(common), abs=1e-6)
    assert several > 20


@pytest.mark.parametrize("seeds", [["equipment:e3"], ["firm:001", "firm:002"], ["project:p5", "observation:o"]])
def test_nearness_is_personalised_pagerank(seeds: list[str]) -> None:
    graph = planted_graph()
    kept = graph.subgraph(node for node, kind in graph.nodes(data="kind") if kind not in UNREMARKABLE)
    oracle = nx.pagerank(nx.MultiGraph(kept), personalization=dict.fromkeys(seeds, 1), tol=1e-12, max_iter=500)
    near = Nearness.of(graph)
    assert near.walk(seeds) == pytest.approx(oracle, abs=1e-8)
    firms = near.to_firms(seeds)
    others = sorted(set(firms) - {seed.partition(":")[2] for seed in seeds})
    ours = sorted(others, key=lambda firm: (-round(firms[firm], 9), firm))
    theirs = sorted(others, key=lambda firm: (-round(oracle[f"firm:{firm}"] / best(oracle, others), 9), firm))
    assert ours == theirs
    assert max(firms[firm] for firm in others) == pytest.approx(1.0)
    assert min(firms.values()) >= 0


def best(oracle: dict[str, float], firms: list[str]) -> float:
    return max(oracle[f"firm:{firm}"] for firm in firms)


def test_a_maker_of_the_observed_equipment_is_nearer_than_its_project_partner() -> None:
    facts = make_catalogue(
        firms=[make_firm(id=id) for id in "abc"],
        projects=[make_project(participants=[("a", "participant"), ("b", "participant")])],
        equipment=[make_equipment(id="e", makers=["a"])],
    )
    firms = Nearness.of(build_graph(facts)).to_firms(["equipment:e"])
    assert firms["a"] == 1.0 > firms["b"] > firms["c"] == 0.0


def test_unknown_seeds_bring_nobody_near() -> None:
    near = Nearness.of(planted_graph())
    assert set(near.to_firms(["equipment:nothing"]).values()) == {0.0}
    assert Nearness.of(build_graph(make_catalogue())).to_firms(["firm:a"]) == {}


def test_surroundings_stop_at_depth_and_limit() -> None:
    graph = planted_graph()
    near = neighbourhood(graph, "equipment:e3", depth=2, limit=12)
    assert near.nodes[0].id == "equipment:e3" and len(near.nodes) == 12 and near.left_out > 0
    assert [node.depth for node in near.nodes] == sorted(node.depth for node in near.nodes)
    kept = {node.id for node in near.nodes}
    assert all(edge.source in kept and edge.target in kept for edge in near.edges)
    assert {node.depth for node in neighbourhood(graph, "equipment:e3").nodes} == {0, 1}
    assert neighbourhood(graph, "equipment:e3", limit=1000).left_out == 0
    with pytest.raises(KeyError):
        neighbourhood(graph, "equipment:nothing")


def test_surroundings_show_declared_owners_only_to_those_who_may_read_them() -> None:
    secret = make_stake(provenance=Provenance(source="the firm", as_of="2026", basis="declared"))
    graph = build_graph(make_catalogue(firms=[make_firm(id="a", stakes=[secret])]))
    may_read = frozenset({Audience.PUBLIC, Audience.OFFICER})
    everybody = neighbourhood(graph, "firm:a", depth=3)
    officer = neighbourhood(graph, "firm:a", depth=3, readable=may_read)
    assert "owner:holder-1" not in {node.id for node in everybody.nodes}
    assert "owner:holder-1" in {node.id for node in officer.nodes}
    assert {edge.kind for edge in officer.edges} - {edge.kind for edge in everybody.edges} == {"owns"}


def test_the_picture_is_the_same_each_time_with_the_centre_in_the_middle_and_no_two_nodes_on_one_spot() -> None:
    around = neighbourhood(planted_graph(), "firm:000", depth=2, limit=60)
    placed = positions(around)
    assert placed == positions(around)
    assert placed["firm:000"] == (0.5, 0.5)
    assert set(placed) == {node.id for node in around.nodes} and len(set(placed.values())) == len(placed)
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in placed.values())
    away = {node.id: hypot(placed[node.id][0] - 0.5, placed[node.id][1] - 0.5) for node in around.nodes}
    nearer = max(away[node.id] for node in around.nodes if node.depth == 1)
    assert nearer < min(away[node.id] for node in around.nodes if node.depth == 2)


def test_a_lonely_node_is_drawn_in_the_middle() -> None:
    graph = build_graph(make_catalogue(firms=[make_firm(id="a", country=None)]))
    assert positions(neighbourhood(graph, "firm:a")) == {"firm:a": (0.5, 0.5)}
