"""What each reader may see around a thing in the graph."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import networkx as nx
import pytest

from matchmaker.domain.facts import CatalogueFacts
from matchmaker.domain.graph.build import build_graph
from matchmaker.domain.vocabulary import Role
from matchmaker.services.errors import NotFound
from matchmaker.services.neighbourhoods import MOST_BRANCHES, MOST_NODES, show_neighbourhood
from tests.domain.factories import (
    DECLARED,
    PUBLISHED,
    make_catalogue,
    make_equipment,
    make_firm,
    make_observation,
    make_stake,
)

MakeOccasion = Callable[..., Any]


def _graph(**parts: Any) -> nx.MultiDiGraph:
    facts: CatalogueFacts = make_catalogue(**parts)
    return build_graph(facts)


def _held_firm() -> nx.MultiDiGraph:
    declared = make_stake(holder_id="secret", holder_name="Secret Holding", provenance=DECLARED)
    published = make_stake(holder_id="known", holder_name="Known Holding", provenance=PUBLISHED)
    return _graph(firms=[make_firm(id="firm-1", stakes=[declared, published])])


def _nodes(graph: nx.MultiDiGraph, kind: str, fact_id: str, occasion: Any, depth: int = 1) -> set[str]:
    shown = show_neighbourhood(graph, kind, fact_id, depth=depth, actor=occasion.actor)
    return {node.id for node in shown.around.nodes}


def test_a_declared_owner_is_shown_to_officers_and_the_firm_itself(occasion: MakeOccasion) -> None:
    graph = _held_firm()
    for reader in (occasion(role=Role.PROGRAMME_OFFICER), occasion(firm_ids=("firm-1",))):
        assert "owner:secret" in _nodes(graph, "firm", "firm-1", reader)


@pytest.mark.parametrize("role", [Role.COMPANY, Role.TRAINING_OFFICER, Role.ANALYST])
def test_a_declared_owner_is_hidden_from_others_who_learn_that_something_is(
    occasion: MakeOccasion, role: Role
) -> None:
    reader = occasion(role=role, firm_ids=("firm-2",))
    shown = show_neighbourhood(_held_firm(), "firm", "firm-1", depth=2, actor=reader.actor)
    found = {node.id for node in shown.around.nodes}
    assert "owner:known" in found and "owner:secret" not in found and shown.held_back


def test_a_declared_owner_has_no_page_for_others(occasion: MakeOccasion) -> None:
    with pytest.raises(NotFound):
        show_neighbourhood(_held_firm(), "owner", "secret", depth=1, actor=occasion(firm_ids=("firm-2",)).actor)


def test_what_an_officer_saw_is_named_for_the_ledger(occasion: MakeOccasion) -> None:
    officer = occasion(role=Role.PROGRAMME_OFFICER).actor
    assert show_neighbourhood(_held_firm(), "firm", "firm-1", depth=1, actor=officer).reads == {"firm-1": ("stakes",)}
    published_only = show_neighbourhood(_held_firm(), "owner", "known", depth=1, actor=officer)
    assert published_only.reads == {}


def test_an_observation_is_drawn_for_the_maker_and_not_for_another_company(occasion: MakeOccasion) -> None:
    graph = _graph(
        firms=[make_firm(id="firm-1"), make_firm(id="firm-2")],
        equipment=[make_equipment(id="bird", makers=["firm-1"])],
        observations=[make_observation(id="seen", equipment_id="bird")],
    )
    assert "observation:seen" in _nodes(graph, "equipment", "bird", occasion(firm_ids=("firm-1",)))
    assert "observation:seen" not in _nodes(graph, "equipment", "bird", occasion(firm_ids=("firm-2",)))
    assert "observation:seen" in _nodes(graph, "equipment", "bird", occasion(role=Role.TRAINING_OFFICER))
    with pytest.raises(NotFound):
        _nodes(graph, "observation", "seen", occasion(firm_ids=("firm-2",)))


def test_unknown_things_are_not_found(occasion: MakeOccasion) -> None:
    for kind, fact_id in (("firm", "none"), ("nonsense", "firm-1")):
        with pytest.raises(NotFound):
            show_neighbourhood(_held_firm(), kind, fact_id, depth=1, actor=occasion().actor)


def test_a_country_ties_nobody_together(occasion: MakeOccasion) -> None:
    graph = _graph(firms=[make_firm(id="firm-1", country="EE"), make_firm(id="firm-2", country="EE")])
    assert _nodes(graph, "firm", "firm-1", occasion(), depth=2) == {"firm:firm-1", "country:EE"}
    assert "firm:firm-2" in _nodes(graph, "country", "EE", occasion())


def test_a_full_picture_says_how_much_did_not_fit(occasion: MakeOccasion) -> None:
    graph = _graph(firms=[make_firm(id=f"firm-{number}", country="EE") for number in range(100)])
    shown = show_neighbourhood(graph, "country", "EE", depth=1, actor=occasion().actor)
    assert len(shown.around.nodes) == MOST_NODES
    assert shown.around.left_out == 101 - MOST_NODES


def test_one_busy_neighbour_does_not_fill_the_second_step(occasion: MakeOccasion) -> None:
    types = [make_equipment(id=f"type-{number:02}", makers=["firm-1"], operators_eu=[]) for number in range(30)]
    graph = _graph(firms=[make_firm(id="firm-1", country=None)], equipment=types)
    shown = show_neighbourhood(graph, "equipment", "type-00", depth=2, actor=occasion().actor)
    assert sum(node.depth == 2 for node in shown.around.nodes) <= MOST_BRANCHES * 2
    assert shown.around.left_out > 0
