"""Suggested gaps find what was planted, and say nothing that was not computed."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib.resources import files

import pytest

from benchmarks.clusters.measuring import equipment_facts, measured, observation_facts
from matchmaker.domain.facts import EquipmentFacts, GapFacts, ObservationFacts
from matchmaker.domain.feedback.clusters import (
    SuggestedGap,
    near_observations,
    speaks_of_a_lack,
    suggested_gaps,
)
from matchmaker.domain.feedback.clusterweights import cluster_weights
from matchmaker.domain.matching.suggesting import near_gap, suggest_gaps
from matchmaker.domain.registry.records import RegisterRecords
from matchmaker.domain.snapshot import Snapshot
from matchmaker.domain.vocabulary import CAUSES, CONDITIONS
from matchmaker.services.importing.demo import demo_register
from matchmaker.services.importing.generated import planted_gaps, read_bank
from tests.domain.factories import make_catalogue, make_equipment, make_gap, make_observation

# Enough to see that finding is broken; docs/feedback.md has what it does find.
PRECISION, RECALL = 0.85, 0.85


@cache
def register() -> RegisterRecords:
    return demo_register()


@cache
def observations() -> tuple[ObservationFacts, ...]:
    return tuple(observation_facts(one) for one in register().observations)


@cache
def equipment() -> dict[str, EquipmentFacts]:
    return {one.key: equipment_facts(one) for one in register().equipment}


@cache
def suggested() -> tuple[SuggestedGap, ...]:
    return suggested_gaps(observations(), equipment())


@cache
def planted() -> dict[str, str]:
    return dict(planted_gaps(read_bank((files("matchmaker.demo") / "observation_banks.yaml").read_bytes())))


def by_id() -> dict[str, ObservationFacts]:
    return {one.id: one for one in observations()}


def test_the_planted_gaps_of_the_demonstration_are_found() -> None:
    found = measured([gap.observations for gap in suggested()], planted(), observations())
    assert found.precision >= PRECISION and found.recall >= RECALL
    assert found.found == found.planted == 11


def test_the_measure_can_say_that_nothing_was_found() -> None:
    everything = [[one.id for one in observations()]]
    assert measured(everything, planted(), observations()).precision < 0.2
    nothing = measured([], planted(), observations())
    assert (nothing.recall, nothing.found) == (0.0, 0)


def test_what_works_forms_no_gap() -> None:
    works = {one.id for one in observations() if one.effect == "none"}
    assert works and not works & {id for gap in suggested() for id in gap.observations}


@pytest.mark.parametrize(
    ("answers", "lacks"),
    [
        ({"effect": "none"}, False),
        ({"effect": "none", "ratings": (("build", 4),)}, False),
        ({"effect": "none", "ratings": (("build", 2),)}, True),
        ({"effect": "none", "danger": True}, True),
        ({"effect": "slower"}, True),
    ],
)
def test_a_lack_is_an_effect_a_danger_or_a_low_rating(answers: dict[str, object], lacks: bool) -> None:
    assert speaks_of_a_lack(make_observation(**answers)) is lacks


def test_no_observation_is_in_two_suggestions_and_closed_ones_are_in_none() -> None:
    members = [id for gap in suggested() for id in gap.observations]
    assert len(members) == len(set(members))
    assert {by_id()[id].state for id in members} <= {"filed", "analysed"}


def test_the_order_in_which_observations_come_decides_nothing() -> None:
    assert suggested_gaps(reversed(observations()), equipment()) == suggested()


def test_what_is_said_was_counted() -> None:
    for gap in suggested():
        seen = [by_id()[id] for id in gap.observations]
        first, words, spread, *named = gap.because
        people = sum(one.count for one in seen)
        assert (first.values["count"], first.values["people"]) == (len(seen), people)
        assert words.values["words"] == tuple(str(word) for word in gap.words)
        assert spread.values["types"] == len({one.equipment_id for one in seen})
        assert spread.values["union"] == sum(one.side == "EU" for one in seen)
        assert spread.values["ukraine"] == sum(one.side == "UA" for one in seen)
        for name, count in gap.common.conditions:
            assert count == sum(name in one.conditions for one in seen) >= len(seen) / 2
        for name, count in gap.common.causes:
            assert count == sum(one.cause == name for one in seen)
        said = len(gap.common.conditions) + len(gap.common.causes) + len(gap.common.categories)
        assert len(named) == said


def test_words_that_met_stand_in_the_observations() -> None:
    for gap in suggested():
        text = " ".join(f"{by_id()[id].title} {by_id()[id].text}" for id in gap.observations).casefold()
        text = text.replace("’", "'")
        for word in gap.words:
            for written in (word.english, word.ukrainian):
                assert written.replace("’", "'") in text
        assert any(word.english and word.ukrainian for word in gap.words)


def test_suggestions_stand_by_strength_which_people_raise() -> None:
    strengths = [gap.strength for gap in suggested()]
    assert strengths == sorted(strengths, reverse=True) and all(0 < one < 1 for one in strengths)
    more = [replace(one, joined=one.joined + 3) for one in observations()]
    raised = {gap.id: gap.strength for gap in suggested_gaps(more, equipment())}
    assert all(raised[gap.id] > gap.strength for gap in suggested())


def test_every_word_that_may_be_told_has_its_wording() -> None:
    labels = cluster_weights().labels
    assert {*CONDITIONS, *CAUSES} - {"unsure"} == set(labels)
    assert all(label.en and label.uk for label in labels.values())


@pytest.mark.parametrize("few", [0, 1, 2])
def test_few_observations_suggest_nothing(few: int) -> None:
    same = [make_observation(id=f"seen-{n}", title="Video breaks off", text="behind a hill") for n in range(few)]
    assert suggested_gaps(same, {}) == ()


def test_equal_texts_and_texts_without_words_are_borne() -> None:
    same = [make_observation(id=f"seen-{n}", title="Video breaks off", text="behind a hill") for n in range(4)]
    empty = [make_observation(id=f"empty-{n}", title="...", text="") for n in range(4)]
    [gap] = suggested_gaps([*same, *empty], {})
    assert gap.observations == ("seen-0", "seen-1", "seen-2", "seen-3") and gap.closeness == 1.0


def test_the_name_of_the_equipment_puts_nothing_together() -> None:
    kit = make_equipment(id="kit", name="Zorya-7", name_uk="Зоря-7")
    texts = ("strap chafes the shoulder", "manual lies in the rain", "wheel squeaks at night")
    seen = [make_observation(id=f"o{n}", equipment_id="kit", title=f"Zorya-7 {text}") for n, text in enumerate(texts)]
    assert suggested_gaps(seen, {"kit": kit}) == ()


# --- For a snapshot -------------------------------------------------------------------------------------------------


def register_with(gap: GapFacts) -> Snapshot:
    held = make_catalogue(observations=observations(), equipment=tuple(equipment().values()), gaps=(gap,))
    return Snapshot.build(1, held)


def test_observations_behind_an_open_gap_are_not_suggested_again_but_found_near_it() -> None:
    shown = [id for id in by_id() if planted().get(id) == "spare-tracks"]
    gap = make_gap(id="tracks", observations=shown[:5], state="open")
    held = Snapshot.build(
        1, make_catalogue(observations=observations(), equipment=tuple(equipment().values()), gaps=(gap,))
    )
    suggestions = suggest_gaps(held)
    assert not set(gap.observations) & {id for one in suggestions for id in one.observations}
    assert suggest_gaps(held) is suggestions
    near = near_gap(held, "tracks")
    first = [one.observation for one in near[: len(shown) - 5]]
    assert set(first) == set(shown[5:])
    assert all(one.closeness == one.because[0].values["closeness"] for one in near)
    assert [one.closeness for one in near] == sorted((one.closeness for one in near), reverse=True)


def test_a_closed_gap_lets_its_observations_go() -> None:
    shown = [id for id in by_id() if planted().get(id) == "spare-tracks"]
    gap = make_gap(id="tracks", observations=shown, state="closed")
    held = Snapshot.build(
        1, make_catalogue(observations=observations(), equipment=tuple(equipment().values()), gaps=(gap,))
    )
    assert set(shown) <= {id for one in suggest_gaps(held) for id in one.observations}


def test_a_gap_without_observations_has_nothing_near() -> None:
    assert near_observations([], observations(), equipment()) == ()
