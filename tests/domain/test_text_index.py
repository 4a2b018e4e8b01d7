"""The index: what it finds, what must not change it, and that its reasons add up."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.domain.text.index import Document, TextIndex

TEXTS = {
    "airframe": "Series production of composite airframes for unmanned aerial vehicles.",
    "airframe-uk": "Серійне виробництво композитних планерів для безпілотних літальних апаратів.",
    "jammer": "Jammers and spoofers: electronic-warfare systems against drones.",
    "jammer-uk": "Засоби радіоелектронної боротьби: глушники та спуфінг проти дронів.",
    "bread": "We brew coffee and bake new bread.",
    "radar": "Radar stations; radar antennas; a fire control radar for air defence.",
}
QUERIES = (
    "unmanned aerial vehicle",
    "глушіння БпЛА",
    "radar",
    "composite airframe, series production",
    "хліб",
)


def make_index(texts: dict[str, str] | None = None) -> TextIndex:
    chosen = TEXTS if texts is None else texts
    return TextIndex.of([Document(id, f"owner-{id}", text, "capability") for id, text in chosen.items()])


def test_a_ukrainian_capability_meets_an_english_query_and_names_the_pair_of_words() -> None:
    index = make_index()
    assert "airframe-uk" in index.rank("unmanned aerial vehicle")
    shared = index.shared_terms("airframe-uk", "unmanned aerial vehicle")[0]
    assert (shared.doc_surface, shared.query_surface) == (
        "безпілотних літальних апаратів",
        "unmanned aerial vehicle",
    )
    assert shared.term == "term:uav"


def test_an_english_capability_meets_a_ukrainian_query() -> None:
    ranking = list(make_index().rank("глушіння і спуфінг"))
    assert set(ranking[:2]) == {"jammer", "jammer-uk"}


def test_whole_words_only() -> None:
    assert set(make_index().rank("EW")) == {"jammer", "jammer-uk"}


def test_documents_that_share_nothing_are_left_out() -> None:
    assert make_index().rank("submarine") == {}


@pytest.mark.parametrize("query", QUERIES)
def test_the_weights_of_shared_terms_add_up_to_the_cosine(query: str) -> None:
    index = make_index()
    for document_id, cosine in index.rank(query).items():
        weights = [shared.weight for shared in index.shared_terms(document_id, query, limit=None)]
        assert sum(weights) == pytest.approx(cosine)


def test_words_inside_a_concept_that_met_are_told_once() -> None:
    shared = make_index().shared_terms("airframe", "unmanned aerial vehicles", limit=None)
    assert [(one.term, one.doc_surface) for one in shared] == [("term:uav", "unmanned aerial vehicles")]


def test_two_sorts_of_drone_are_no_reason_for_each_other() -> None:
    index = make_index({"fpv": "FPV for harbours", "other": "bread"})
    told = index.shared_terms("fpv", "loitering munitions for harbours")
    assert [(one.term, one.doc_surface) for one in told] == [("harbour", "harbours")]
    assert index.concepts_in_common(["loitering munitions"])[0, 0] == 0
    assert index.concepts_in_common(["drones", "FPV"])[0].tolist() == [1, 1]


def test_documents_without_weight_do_not_change_how_rare_a_word_is() -> None:
    plain = [Document(id, id, text, "capability") for id, text in TEXTS.items()]
    seen = [Document(f"seen-{number}", "e", "radar bread", "observation") for number in range(20)]
    with_seen = TextIndex.of([*plain, *seen], weightless={"observation"})
    for query in QUERIES:
        found = {id: cosine for id, cosine in with_seen.rank(query).items() if id in TEXTS}
        assert found == pytest.approx(TextIndex.of(plain).rank(query))
    assert "seen-3" in with_seen.rank("radar")


def test_the_limit_keeps_the_strongest() -> None:
    index, query = make_index(), "jammers, electronic warfare, drones"
    everything = index.shared_terms("jammer", query, limit=99)
    assert len(everything) > 2
    assert index.shared_terms("jammer", query, limit=2) == everything[:2]
    assert [one.weight for one in everything] == sorted((one.weight for one in everything), reverse=True)


@settings(derandomize=True, max_examples=20)
@given(st.permutations(list(TEXTS)))
def test_the_order_of_documents_does_not_matter(order: list[str]) -> None:
    plain, shuffled = make_index(), make_index({id: TEXTS[id] for id in order})
    for query in QUERIES:
        assert list(shuffled.rank(query).items()) == list(plain.rank(query).items())


@pytest.mark.parametrize("query", QUERIES)
def test_a_need_written_twice_or_in_capitals_ranks_the_same(query: str) -> None:
    index = make_index()
    assert index.rank(f"{query}. {query}.") == index.rank(query)
    assert index.rank(query.upper()) == index.rank(query)


@pytest.mark.parametrize("document_id", list(TEXTS))
def test_a_document_that_copies_the_query_comes_first(document_id: str) -> None:
    ranking = make_index().rank(TEXTS[document_id])
    assert next(iter(ranking)) == document_id
    assert ranking[document_id] == pytest.approx(1.0)


def test_similarities_have_a_row_for_each_document_and_a_column_for_each_query() -> None:
    index = make_index()
    table = index.similarities(QUERIES)
    assert table.shape == (len(TEXTS), len(QUERIES))
    for column, query in enumerate(QUERIES):
        ranked = index.rank(query)
        expected = [ranked.get(document.id, 0.0) for document in index.documents]
        assert table[:, column] == pytest.approx(np.array(expected))
    assert index.documents[index.rows["radar"]].id == "radar"


def test_twins_stand_in_id_order() -> None:
    index = make_index({"b": "a drone", "a": "a drone", "c": "a drone"})
    assert list(index.rank("drone")) == ["a", "b", "c"]


@pytest.mark.parametrize("texts", [{}, {"empty": ""}, {"stop": "it is the"}])
def test_nothing_to_weigh_is_no_error(texts: dict[str, str]) -> None:
    index = make_index(texts)
    assert index.rank("drone") == {}
    assert index.similarities(["drone"]).shape == (len(texts), 1)
    assert all(index.shared_terms(id, "drone") == () for id in texts)


def test_a_document_id_may_not_come_twice() -> None:
    twice = [Document("a", "x", "drone", "capability"), Document("a", "y", "radar", "capability")]
    with pytest.raises(ValueError, match="share an id"):
        TextIndex.of(twice)


def test_an_index_of_hundreds_of_documents_ranks_the_planted_one_first() -> None:
    chance = random.Random(7)
    vocabulary = [f"word{number}" for number in range(400)]
    texts = {f"d{number:04}": " ".join(chance.choices(vocabulary, k=40)) for number in range(400)}
    texts["planted"] = "fibre-optic guided interceptor drones"
    assert next(iter(make_index(texts).rank("перехоплювачі на оптоволокні"))) == "planted"
