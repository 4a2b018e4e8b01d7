"""Registers and topics that hold next to nothing, or far too much, still get a clear answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from matchmaker.domain.facts import CatalogueFacts, TopicFacts
from matchmaker.domain.matching.rank import Ranking, moves_for, rank_firms
from matchmaker.domain.matching.weights import current_weights
from matchmaker.services.errors import NotFound, Rejected
from matchmaker.services.gaps import LONGEST_GAP, for_gap
from matchmaker.services.partners import for_firm
from tests.domain.factories import (
    make_capability,
    make_catalogue,
    make_firm,
    make_part,
    make_stake,
)
from tests.ranking.worlds import DAY, TOPIC, snapshot, world

WEIGHTS = current_weights()
MEGABYTE = 1_000_000


def ranked(facts: CatalogueFacts, topic: TopicFacts | None = None) -> Ranking:
    topics = facts.topics if topic is None else (topic,)
    return rank_firms(snapshot(replace(facts, topics=topics)), topics[0].id, WEIGHTS)


def test_an_empty_register_has_an_empty_ranking() -> None:
    empty = replace(world(), firms=(), projects=(), partnerships=(), equipment=(), observations=())
    assert list(ranked(empty)) == [] and ranked(empty)[:50] == ()
    assert moves_for(snapshot(empty), TOPIC, WEIGHTS) == ()


def test_one_firm_is_first_and_has_no_partner() -> None:
    alone = make_catalogue(firms=world().firms[:1], topics=world().topics)
    assert [row.rank for row in ranked(alone)] == [1]
    found = for_firm(snapshot(alone), alone.firms[0].id, day=DAY, count=5)
    assert found.partners == () and "no other firm" in str(found.note)


@pytest.mark.parametrize("parts", [(), (make_part(text_en="", text_uk=""),), (make_part(text_en="...", text_uk="…"),)])
def test_a_topic_without_words_is_ranked_by_what_is_on_record(parts: tuple[object, ...]) -> None:
    silent = replace(world().topics[0], title_en="", title_uk="", aim_en="", aim_uk="", parts=parts)
    rows = list(ranked(world(), silent))
    assert len(rows) == len(world().firms)
    for row in rows:
        counted = {part.feature: part for part in row.score.contributions}
        assert counted["described_fit"].value == 0
        assert str(counted["described_fit"].because) == "No text of its own meets the topic."


def test_partners_are_found_where_no_topic_is_open() -> None:
    found = for_firm(snapshot(replace(world(), topics=())), "ua-storm", day=DAY, count=3)
    assert found.topic is None and found.topics == ()
    assert all(partner.because for partner in found.partners)


@pytest.mark.parametrize("word", ["jamming ", "brouillage de véhicules ", "干扰", "\x00\u200b "])
def test_a_topic_of_a_megabyte_in_any_language_is_ranked(word: str) -> None:
    topic = world().topics[0]
    long = replace(topic, parts=(make_part(text_en=word * (MEGABYTE // len(word)), text_uk=""),))
    rows = ranked(world(), long)
    assert len(rows) == len(world().firms) and 0 <= rows[0].score.total <= 1


def test_a_text_in_neither_language_meets_nothing_and_says_so() -> None:
    found = for_gap(snapshot(), "quelque chose pour manger", day=DAY, count=5)
    assert not any(found.firms.values()) and found.topics == ()
    assert "No firm in the register meets these words" in str(found.note)


@pytest.mark.parametrize(
    ("text", "count", "complaint"),
    [
        ("", 5, "few words"),
        (" \n", 5, "few words"),
        ("x" * (LONGEST_GAP + 1), 5, "characters"),
        ("x" * MEGABYTE, 5, "characters"),
        ("drones", 0, "1 to 100 firms"),
        ("drones", 101, "1 to 100 firms"),
        ("NATO SECRET\njammers", 5, "marking"),
    ],
)
def test_a_gap_that_cannot_be_looked_for_is_refused_with_a_reason(text: str, count: int, complaint: str) -> None:
    with pytest.raises(Rejected, match=complaint):
        for_gap(snapshot(), text, day=DAY, count=count)


def test_a_gap_in_an_empty_register_says_that_it_is_empty() -> None:
    empty = make_catalogue(topics=world().topics)
    assert str(for_gap(snapshot(empty), "drones", day=DAY, count=5).note) == "The register holds no firm yet."


def test_what_the_register_does_not_know_is_not_found() -> None:
    with pytest.raises(NotFound):
        for_gap(snapshot(), "drones", day=DAY, count=5, equipment_id="none")
    with pytest.raises(NotFound):
        for_firm(snapshot(), "none", day=DAY, count=5)
    with pytest.raises(NotFound):
        for_firm(snapshot(), "ua-storm", day=DAY, count=5, topic_id="none")
    with pytest.raises(Rejected, match="1 to 100 partners"):
        for_firm(snapshot(), "ua-storm", day=DAY, count=0)


def test_where_the_law_excludes_everybody_all_are_named_and_none_is_a_partner() -> None:
    owner = make_stake(holder_id="far", holder_name="Far Away", holder_country="CN", majority=True)
    texts = [f"Radar detection and jamming of drones {at}" for at in range(3)]
    firms = [
        make_firm(
            id=f"us-{at}", country="US", capabilities=[make_capability(id=f"cap-{at}", text_en=text)], stakes=[owner]
        )
        for at, text in enumerate(texts)
    ]
    asking = make_firm(
        id="asking", country="UA", capabilities=[make_capability(id="own", text_en="Interceptor drones")]
    )
    facts = make_catalogue(firms=(asking, *firms), topics=world().topics)
    found = for_firm(snapshot(facts), "asking", day=DAY, count=5)
    assert found.partners == () and found.note is not None
    assert {one.firm.id for one in found.set_aside} == {firm.id for firm in firms}
    assert all(one.because for one in found.set_aside)
