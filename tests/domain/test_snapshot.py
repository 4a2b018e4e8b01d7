"""A snapshot answers the same for the same facts in any order."""

from __future__ import annotations

import random
from dataclasses import FrozenInstanceError

import pytest

from matchmaker.domain.facts import CatalogueFacts
from matchmaker.domain.snapshot import Snapshot
from tests.domain.factories import (
    make_capability,
    make_catalogue,
    make_equipment,
    make_firm,
    make_observation,
    make_part,
    make_project,
    make_stake,
    make_statement,
    make_topic,
)

QUERIES = ("interceptor drones", "дрони-перехоплювачі", "radar", "electronic warfare")


def catalogue() -> CatalogueFacts:
    firms = [
        make_firm(
            id="ua",
            country="UA",
            capabilities=[
                make_capability(id="c1", title_en="Interceptor drones", title_uk="Дрони-перехоплювачі"),
                make_capability(id="c2", direction="need", title_en="Radar"),
            ],
        ),
        make_firm(id="ee", capabilities=[make_capability(id="c3", text_en="Electronic warfare and drones")]),
        make_firm(id="lv"),
    ]
    return make_catalogue(
        firms=firms,
        projects=[
            make_project(id="p1", objective="A radar.", participants=[("ee", "coordinator"), ("lv", "participant")]),
            make_project(id="p2", objective="A second radar.", participants=[("lv", "participant")]),
        ],
        equipment=[make_equipment(id="e1", makers=["ua"]), make_equipment(id="e2", makers=["ee", "ua"])],
        observations=[make_observation(id="o2"), make_observation(id="o1", equipment_id="e1", title="Jammed drone")],
        topics=[make_topic(id="t", parts=[make_part(text_en="interceptor variants")])],
    )


def shuffled(facts: CatalogueFacts, seed: int) -> CatalogueFacts:
    chance = random.Random(seed)
    return make_catalogue(
        **{name: chance.sample(getattr(facts, name), len(getattr(facts, name))) for name in facts.__slots__}
    )


@pytest.mark.parametrize("seed", range(5))
def test_rows_in_any_order_give_equal_answers(seed: int) -> None:
    plain, other = Snapshot.build(1, catalogue()), Snapshot.build(1, shuffled(catalogue(), seed))
    for query in QUERIES:
        assert list(other.index.rank(query).items()) == list(plain.index.rank(query).items())
    assert other.firms == plain.firms and list(other.firms) == sorted(plain.firms)
    assert other.nearness.to_firms(["topic:t"]) == plain.nearness.to_firms(["topic:t"])
    assert other.documents == plain.documents and other.participations == plain.participations


def test_a_firm_is_spoken_for_by_its_offers_and_by_its_projects() -> None:
    snapshot = Snapshot.build(1, catalogue())
    told = {
        firm: [(document.id, document.kind, document.owner) for document in snapshot.documents_of(firm)]
        for firm in ("ua", "lv", "nobody")
    }
    assert told == {
        "ua": [("capability:c1/en", "capability", "ua"), ("capability:c1/uk", "capability", "ua")],
        "lv": [("project:p1", "project", "p1"), ("project:p2", "project", "p2")],
        "nobody": [],
    }


def test_what_a_firm_seeks_is_not_what_it_can_do() -> None:
    ranking = Snapshot.build(1, catalogue()).index.rank("radar")
    assert set(ranking) == {"project:p1", "project:p2"}


def test_writing_in_both_languages_dilutes_neither() -> None:
    ranking = Snapshot.build(1, catalogue()).index.rank("interceptor drones")
    assert ranking["capability:c1/en"] == pytest.approx(1.0)


def test_observations_and_makers_are_looked_up_by_equipment_and_firm() -> None:
    snapshot = Snapshot.build(1, catalogue())
    assert [one.id for one in snapshot.observations_on("e1")] == ["o1"]
    assert [one.id for one in snapshot.equipment_made_by("ua")] == ["e1", "e2"]
    assert snapshot.documents["e1"][0].kind == "observation"


def test_a_snapshot_is_never_changed_and_is_only_equal_to_itself() -> None:
    snapshot, twin = Snapshot.build(1, catalogue()), Snapshot.build(1, catalogue())
    assert snapshot != twin and len({snapshot, twin}) == 2
    with pytest.raises(FrozenInstanceError):
        snapshot.revision = 2  # type: ignore[misc]


def test_an_empty_register_is_a_snapshot_too() -> None:
    snapshot = Snapshot.build(0, make_catalogue())
    assert snapshot.index.rank("drone") == {} and len(snapshot.graph) == 0


def test_two_facts_may_not_share_an_id() -> None:
    with pytest.raises(ValueError, match="FirmFacts"):
        Snapshot.build(1, make_catalogue(firms=[make_firm(id="a"), make_firm(id="a", name="Other")]))


def test_the_order_of_what_hangs_on_a_firm_decides_nothing() -> None:
    stakes = [make_stake(holder_id=holder, holder_name=holder) for holder in ("b", "a")]
    said = [make_statement(kind="city", value=value) for value in ("Riga", "Liepaja")]
    offers = [make_capability(id=id, text_en="drones") for id in ("c2", "c1")]
    one, other = (
        Snapshot.build(
            1,
            make_catalogue(
                firms=[make_firm(id="f", stakes=stakes[::step], statements=said[::step], capabilities=offers[::step])]
            ),
        )
        for step in (1, -1)
    )
    assert one.firms == other.firms and one.index.documents == other.index.documents
