"""The picture of a neighbourhood: everything in it can be read, and the table says the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import combinations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from matchmaker.domain.graph.build import build_graph
from matchmaker.domain.graph.schema import EDGES, NodeKind
from matchmaker.domain.vocabulary import Role
from matchmaker.services.neighbourhoods import show_neighbourhood
from matchmaker.services.occasion import Actor
from matchmaker.web.presenters.graph import KINDS, RELATIONS, SHAPES, GraphPage, graph_page
from matchmaker.web.presenters.graph_places import ROW
from tests.domain.factories import make_catalogue, make_equipment, make_firm, make_project
from tests.rows import store_firm, store_stake
from tests.site import Door, make_app

Store = Callable[..., str]
READER = Actor("account-1", "Reader", Role.PROGRAMME_OFFICER, frozenset())


def test_every_kind_and_relation_has_its_word_and_shape() -> None:
    assert set(KINDS) == set(SHAPES) == set(NodeKind)
    assert set(RELATIONS) == set(EDGES)
    assert len(set(SHAPES.values())) == len(NodeKind)


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application for its words alone; it never opens a database."""
    yield make_app(f"sqlite:///{tmp_path_factory.mktemp('words')}/none.sqlite")


def _page(app: Flask, *, types: int, projects: int, depth: int) -> GraphPage:
    firms = [make_firm(id=f"firm-{number}", name=f"Firm number {number}") for number in range(8)]
    made = [make_equipment(id=f"type-{number}", makers=["firm-0"]) for number in range(types)]
    done = [
        make_project(id=f"project-{number}", participants=[(f"firm-{number % 8}", "participant"), ("firm-0", "x")])
        for number in range(projects)
    ]
    graph = build_graph(make_catalogue(firms=firms, equipment=made, projects=done))
    with app.test_request_context():
        return graph_page(show_neighbourhood(graph, "firm", "firm-0", depth=depth, actor=READER), depth)


@pytest.mark.parametrize("depth", [1, 2])
@pytest.mark.parametrize(("types", "projects"), [(0, 0), (1, 0), (3, 2), (20, 12), (40, 60)])
def test_no_two_things_stand_on_one_row_of_a_column(words: Flask, types: int, projects: int, depth: int) -> None:
    for drawing in _page(words, types=types, projects=projects, depth=depth).drawings:
        for one, other in combinations(drawing.nodes, 2):
            assert (one.x != other.x and not drawing.narrow) or abs(one.y - other.y) >= ROW - 0.2
        assert all(0 < node.x < drawing.width and 0 < node.y < drawing.height - ROW / 2 for node in drawing.nodes)
        assert len(drawing.nodes) <= 60


def test_every_line_of_the_picture_is_a_row_of_the_table(words: Flask) -> None:
    page = _page(words, types=5, projects=5, depth=2)
    wide, narrow = page.drawings
    assert len(wide.edges) == len(page.rows) > 0
    addresses = {row.source_address for row in page.rows} | {row.target_address for row in page.rows}
    assert {node.address for node in wide.nodes} == {node.address for node in narrow.nodes} == addresses


def test_each_thing_hangs_on_one_strong_line(words: Flask) -> None:
    wide, narrow = _page(words, types=4, projects=6, depth=2).drawings
    assert sum(not edge.cross for edge in wide.edges) >= len(wide.nodes) - 1
    assert any(edge.cross for edge in wide.edges)
    assert not any(edge.cross for edge in narrow.edges)


def test_a_long_name_is_cut_in_the_picture_and_whole_in_the_table(words: Flask) -> None:
    name = "ПУБЛІЧНЕ АКЦІОНЕРНЕ ТОВАРИСТВО НАУКОВО-ВИРОБНИЧЕ ОБʼЄДНАННЯ БЕЗПІЛОТНИХ СИСТЕМ"
    made = make_equipment(id="type", name=name, makers=["firm-0"])
    graph = build_graph(make_catalogue(firms=[make_firm(id="firm-0")], equipment=[made]))
    with words.test_request_context():
        page = graph_page(show_neighbourhood(graph, "firm", "firm-0", depth=1, actor=READER), 1)
    drawn = [node for drawing in page.drawings for node in drawing.nodes if node.name == name]
    assert len(drawn) == 2 and all(node.lines[0].endswith("…") and len(node.lines[0]) < 36 for node in drawn)
    assert name in {row.target for row in page.rows}


def test_the_page_has_picture_links_legend_and_table(client: FlaskClient, sign_in: Door, store: Store) -> None:
    store(store_firm, id="firm-1", name="Baltic Airframes", country="EE")
    sign_in(client)
    page = client.get("/graph/firm/firm-1").text
    assert 'href="#table"' in page and 'id="table"' in page
    assert re.search(r'<a class="node country" href="/graph/country/EE"', page)
    assert "<title>Baltic Airframes is based in Estonia</title>" in page
    assert "made up for a test" in page


def test_a_declared_owner_is_not_shown_to_another_company(client: FlaskClient, sign_in: Door, store: Store) -> None:
    store(store_firm, id="firm-1")
    store(store_stake, holder_id="quiet", holder_name="Quiet Holding", basis="declared")
    sign_in(client)
    page = client.get("/graph/firm/firm-1?depth=2").text
    assert "Quiet Holding" not in page and "not open to you" in page
    assert client.get("/graph/owner/quiet").status_code == 404
    sign_in(client, firm_ids=("firm-1",))
    assert "Quiet Holding" in client.get("/graph/firm/firm-1").text


@pytest.mark.parametrize("address", ["/graph/firm/none", "/graph/nonsense/firm-1", "/graph/firm/firm:1/x"])
def test_unknown_things_are_not_found(client: FlaskClient, sign_in: Door, address: str) -> None:
    sign_in(client)
    assert client.get(address).status_code == 404


def test_nobody_enters_without_signing_in(client: FlaskClient) -> None:
    assert "/sign-in" in client.get("/graph/firm/firm-1").location
