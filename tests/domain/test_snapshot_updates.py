"""A snapshot brought up to date answers as one built anew under the same weights of words."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.domain.facts import CatalogueFacts, FirmFacts
from matchmaker.domain.matching.rank import rank_firms
from matchmaker.domain.matching.weights import current_weights
from matchmaker.domain.snapshot import KINDS, Snapshot
from tests.domain.factories import (
    make_capability,
    make_catalogue,
    make_equipment,
    make_firm,
    make_observation,
    make_part,
    make_partnership,
    make_project,
    make_stake,
    make_topic,
)

TEXTS = (
    "Interceptor drones and ground stations",
    "Дрони-перехоплювачі та глушники",
    "Radar for air defence; jamming of FPV drones",
    "Composite airframes",
)
FIRMS = ("a", "b", "c", "d", "e")
TOPIC = make_topic(
    id="t",
    parts=[
        make_part(id="P1", text_en="interceptor variants, counter-drone radar", text_uk="дрони-перехоплювачі"),
        make_part(id="A1", kind="activity", text_en="testing of airframes and jammers"),
    ],
)
some_firms = st.lists(st.sampled_from(FIRMS), min_size=1, max_size=3, unique=True)


@st.composite
def firms(draw: Any) -> list[FirmFacts]:
    return [draw(_firm(id)) for id in draw(st.lists(st.sampled_from(FIRMS), unique=True))]


@st.composite
def _firm(draw: Any, id: str) -> FirmFacts:
    texts = draw(st.lists(st.sampled_from(TEXTS), max_size=2))
    holders = draw(st.lists(st.sampled_from(("a", "c", "stranger")), max_size=1))
    return make_firm(
        id=id,
        country=draw(st.sampled_from(("EE", "UA", None))),
        capabilities=[
            make_capability(id=f"{id}{at}", direction=draw(st.sampled_from(("offer", "offer", "need"))), text_en=text)
            for at, text in enumerate(texts)
        ],
        stakes=[make_stake(holder_id=holder, via=draw(st.sampled_from((None, "b")))) for holder in holders],
    )


@st.composite
def catalogues(draw: Any) -> CatalogueFacts:
    pairs = draw(st.lists(st.tuples(st.sampled_from(FIRMS), st.sampled_from(FIRMS)), max_size=3))
    projects = draw(st.lists(st.tuples(st.sampled_from(TEXTS), some_firms), max_size=3))
    equipment = draw(st.lists(some_firms, max_size=2))
    return make_catalogue(
        firms=draw(firms()),
        projects=[
            make_project(id=f"p{at}", objective=text, participants=[(firm, "participant") for firm in members])
            for at, (text, members) in enumerate(projects)
        ],
        partnerships=[make_partnership(id=f"l{at}", firm_a=one, firm_b=other) for at, (one, other) in enumerate(pairs)],
        equipment=[make_equipment(id=f"e{at}", category="UAV", makers=makers) for at, makers in enumerate(equipment)],
        observations=[make_observation(id="o", equipment_id="e0", text=draw(st.sampled_from(TEXTS)))],
        topics=[TOPIC] if draw(st.booleans()) else [],
    )


def answers(snapshot: Snapshot) -> dict[str, Any]:
    queries = [text for part in TOPIC.parts for text in (part.text_en, part.text_uk) if text]
    seeds = ["topic:t", "part:t/P1", "part:t/A1", "firm:a"]
    ranking = rank_firms(snapshot, "t", current_weights()) if snapshot.topics else ()
    return {
        **{kind: dict(getattr(snapshot, kind)) for kind in KINDS},
        "orders": [list(getattr(snapshot, kind)) for kind in KINDS],
        "documents": (snapshot.index.documents, snapshot.documents, snapshot.participations),
        "matches": snapshot.index.matches(queries).toarray().tolist(),
        "common": snapshot.index.common(queries).toarray().tolist(),
        "nearness": snapshot.nearness.to_firms(seeds),
        "walked": [part.tolist() if hasattr(part, "tolist") else part for part in snapshot.ties.walked],
        "nodes": dict(snapshot.graph.nodes(data="label")),
        "edges": sorted(map(repr, snapshot.graph.edges(keys=True, data=True))),
        "ranking": [(row.firm.id, row.score) for row in ranking],
    }


@settings(derandomize=True, max_examples=25, deadline=None)
@given(catalogues(), catalogues(), catalogues())
def test_an_update_equals_a_rebuild_under_the_same_generation(
    first: CatalogueFacts, second: CatalogueFacts, third: CatalogueFacts
) -> None:
    held = Snapshot.build(7, first)
    once = held.updated(8, second)
    twice = once.updated(9, third)
    for updated, facts in ((once, second), (twice, third)):
        rebuilt = Snapshot.build(updated.revision, facts, generation=held.index.generation)
        assert answers(updated) == answers(rebuilt)
        assert updated.generation == 7
    assert answers(held) == answers(Snapshot.build(7, first))


def test_a_holder_that_joins_the_register_becomes_a_firm_in_the_walk() -> None:
    held_by_b = make_firm(id="a", stakes=[make_stake(holder_id="b")])
    before = Snapshot.build(1, make_catalogue(firms=[held_by_b]))
    joined = before.updated(2, make_catalogue(firms=[held_by_b, make_firm(id="b")]))
    assert joined.nearness.to_firms(["firm:b"]) == {"a": 1.0, "b": 1.0}
    left = joined.updated(3, make_catalogue(firms=[held_by_b]))
    assert answers(left) == answers(Snapshot.build(3, make_catalogue(firms=[held_by_b])))


def test_a_partnership_told_twice_is_one_edge_until_both_tellings_are_gone() -> None:
    firms = [make_firm(id=id) for id in "ab"]
    links = [make_partnership(id=id, firm_a="a", firm_b="b") for id in ("l1", "l2")]
    snapshot = Snapshot.build(1, make_catalogue(firms=firms, partnerships=links))
    for revision, left, edges in ((2, links, 1), (3, links[:1], 1), (4, [], 0)):
        snapshot = snapshot.updated(revision, make_catalogue(firms=firms, partnerships=left))
        assert len(snapshot.ties.walked[1]) == edges


def test_the_walk_is_the_one_of_the_graph() -> None:
    snapshot = Snapshot.build(1, _small())
    graph = snapshot.graph
    assert len(graph) > 10
    nodes, edges = snapshot.ties.walked
    between = {tuple(sorted((one, other))) for one, other in graph.edges() if {one, other} <= set(nodes)}
    assert {tuple(sorted((nodes[one], nodes[other]))) for one, other in edges} == between


def test_only_facts_that_differ_count_as_changes() -> None:
    held = Snapshot.build(1, _small())
    same = held.updated(2, _small())
    assert (same.revision, same.changes, same.index) == (2, 0, held.index)
    more = held.updated(3, make_catalogue(firms=[make_firm(id="z"), *_small().firms], projects=_small().projects))
    assert more.changes == 1 and more.firms["a"] is held.firms["a"]


def _small() -> CatalogueFacts:
    return make_catalogue(
        firms=[make_firm(id=id, capabilities=[make_capability(id=f"c{id}", text_en=TEXTS[0])]) for id in "ab"],
        projects=[make_project(id="p", objective=TEXTS[2], participants=[("a", "participant"), ("b", "participant")])],
    )
