"""Nobody knows the right ranking; everybody knows what must not change it, and what must."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from matchmaker.domain.facts import CatalogueFacts, FirmFacts, Provenance, TopicPartFacts
from matchmaker.domain.matching.learned import topic_question
from matchmaker.domain.matching.rank import RankedFirm, moves_for, rank_firms
from matchmaker.domain.matching.weights import Weights, current_weights
from tests.domain.factories import make_capability, make_equipment, make_firm, make_observation, make_project
from tests.ranking.worlds import TOPIC, snapshot, world

WEIGHTS = current_weights()
FEATURES = tuple(WEIGHTS.firm)
LEARNED = tuple(name for name in FEATURES if name in WEIGHTS.learned)
# Values of these go by the words that meet, so that nobody can be nearer than a copy.
BY_WORDS = tuple(name for name in LEARNED if name.endswith("_words"))


def ranking(facts: CatalogueFacts, weights: Weights = WEIGHTS, *, with_evidence: bool = True) -> list[RankedFirm]:
    return list(rank_firms(snapshot(facts), TOPIC, weights, with_evidence=with_evidence))


def places(rows: list[RankedFirm]) -> list[tuple[str, float]]:
    return [(row.firm.id, row.score.total) for row in rows]


def only(feature: str) -> Weights:
    return replace(WEIGHTS, firm={name: float(name == feature) for name in FEATURES})


def value_of(rows: list[RankedFirm], firm_id: str, feature: str) -> float:
    row = next(row for row in rows if row.firm.id == firm_id)
    return next(part.value for part in row.score.contributions if part.feature == feature)


@pytest.mark.parametrize("feature", FEATURES)
def test_order_of_rows_plays_no_part(feature: str) -> None:
    facts = world()
    mixed = Random(5)
    shuffled = replace(
        facts,
        **{
            name: tuple(mixed.sample(getattr(facts, name), len(getattr(facts, name))))
            for name in ("firms", "projects", "partnerships", "equipment", "observations")
        },
    )
    assert places(ranking(shuffled, only(feature))) == places(ranking(facts, only(feature)))


@pytest.mark.parametrize("feature", FEATURES)
def test_every_feature_tells_firms_apart_and_stays_within_its_limits(feature: str) -> None:
    values = {row.score.total for row in ranking(world(), only(feature))}
    assert len(values) > 1
    assert all(0 <= value <= 1 for value in values)


@pytest.mark.parametrize("feature", FEATURES)
def test_a_topic_in_capitals_is_the_same_topic(feature: str) -> None:
    facts = world()
    loud = replace(facts.topics[0], parts=tuple(shouted(part) for part in facts.topics[0].parts))
    assert places(ranking(replace(facts, topics=(loud,)), only(feature))) == places(ranking(facts, only(feature)))


@pytest.mark.parametrize("feature", FEATURES)
def test_a_topic_written_twice_is_the_same_topic(feature: str) -> None:
    facts = world()
    topic = facts.topics[0]
    twice = replace(
        topic,
        **{name: f"{(text := getattr(topic, name))}. {text}" for name in ("title_en", "aim_en", "title_uk", "aim_uk")},
        parts=tuple(doubled(part) for part in topic.parts),
    )
    assert places(ranking(replace(facts, topics=(twice,)), only(feature))) == places(ranking(facts, only(feature)))


def doubled(part: TopicPartFacts) -> TopicPartFacts:
    return replace(part, text_en=f"{part.text_en}. {part.text_en}", text_uk=f"{part.text_uk}. {part.text_uk}")


@pytest.mark.parametrize("feature", FEATURES)
def test_a_firm_without_words_deeds_or_projects_changes_no_place(feature: str) -> None:
    """Any text would: how rare a word is depends on the whole register. Silence doesn't.

    Values that go by places fall off more slowly among more firms, so it is the order that stays.
    """
    facts = world()
    silent = make_firm(id="aa-silent", country="FR", provenance=Provenance("made up for a test", "2026", "unknown"))
    after = places(ranking(replace(facts, firms=(silent, *facts.firms)), only(feature)))
    order = [firm_id for firm_id, _ in places(ranking(facts, only(feature)))]
    assert [firm_id for firm_id, _ in after if firm_id != "aa-silent"] == order
    assert dict(after)["aa-silent"] == 0


@pytest.mark.parametrize("feature", FEATURES)
def test_twins_in_everything_are_neighbours_in_id_order(feature: str) -> None:
    """In deeds as well: both took part in the same project and make the same type."""
    facts = world()
    texts = [make_capability(id=f"twin-{one}", text_en="Radar detection and jamming of drones") for one in "ab"]
    twins = [
        make_firm(id=f"twin-{one}", country="FR", capabilities=[text]) for one, text in zip("ab", texts, strict=True)
    ]
    both = [twin.id for twin in twins]
    joint = make_project(id="joint", objective="Jamming of drones", participants=[(one, "participant") for one in both])
    made = make_equipment(id="made", category="UAV", makers=both, operated_by_ua="yes")
    rows = ranking(
        replace(
            facts,
            firms=(*facts.firms, *twins),
            projects=(*facts.projects, joint),
            equipment=(*facts.equipment, made),
        ),
        only(feature),
    )
    order = [row.firm.id for row in rows]
    scores = [row.score.total for row in rows if row.firm.id in both]
    assert scores[0] == scores[1]
    assert order.index("twin-b") > order.index("twin-a")
    between = rows[order.index("twin-a") : order.index("twin-b")]
    assert all(row.score.total == scores[0] for row in between)


@pytest.mark.parametrize("feature", FEATURES)
def test_one_project_more_on_the_matter_never_lowers_a_firm(feature: str) -> None:
    facts = world()
    text = topic_question(facts.topics[0]).text
    more = make_project(id="more", objective=text, participants=[("se-jam", "participant")])
    before, after = (
        value_of(ranking(one, WEIGHTS), "se-jam", feature)
        for one in (facts, replace(facts, projects=(*facts.projects, more)))
    )
    assert after >= before


@pytest.mark.parametrize("feature", BY_WORDS)
def test_a_firm_that_copies_the_topic_is_nearest_by_words(feature: str) -> None:
    facts = world()
    copy = make_capability(id="copy", text_en=topic_question(facts.topics[0]).text)
    copier = make_firm(id="copier", country="FR", capabilities=[copy])
    rows = ranking(replace(facts, firms=(*facts.firms, copier)), only(feature))
    assert rows[0].firm.id == "copier" and rows[0].score.total == 1


@pytest.mark.parametrize("part", range(7))
def test_one_part_more_never_lowers_the_described_fit(part: int) -> None:
    facts = world()
    copied = make_capability(id="more", text_en=facts.topics[0].parts[part].text_en)
    firms = tuple(
        replace(firm, capabilities=(*firm.capabilities, copied)) if firm.id == "fr-lines" else firm
        for firm in facts.firms
    )
    before, after = (
        value_of(ranking(one), "fr-lines", "described_fit") for one in (facts, replace(facts, firms=firms))
    )
    assert after >= before


@pytest.mark.parametrize("first", [0, 1, 7, 31])
def test_the_first_ones_are_the_beginning_of_the_list(first: int) -> None:
    rows = rank_firms(snapshot(), TOPIC, WEIGHTS)
    assert list(rows[:first]) == list(rows)[:first]
    assert rows[-1] == list(rows)[-1]
    with pytest.raises(IndexError):
        rows[len(rows)]


def shouted(part: TopicPartFacts) -> TopicPartFacts:
    return replace(part, text_en=part.text_en.upper(), text_uk=part.text_uk.upper())


@pytest.mark.parametrize("language", ["text_en", "text_uk"])
def test_a_firm_that_copies_the_topic_is_first_by_its_description(language: str) -> None:
    facts = world()
    copied = [
        make_capability(id=f"copy-{part.id}", **{language: getattr(part, language)}) for part in facts.topics[0].parts
    ]
    copier = make_firm(id="copier", country="FR", capabilities=copied)
    rows = ranking(replace(facts, firms=(*facts.firms, copier)), only("described_fit"))
    assert rows[0].firm.id == "copier" and rows[0].score.total == 1


@pytest.mark.parametrize("firm_id", ["ua-hawk", "fi-cold", "es-swarm", "de-vans", "ua-mute"])
def test_a_link_to_observed_equipment_never_lowers_a_firm(firm_id: str) -> None:
    facts = world()
    made = make_equipment(id="new", category="UAV", makers=[firm_id], operated_by_ua="yes")
    seen = make_observation(id="seen", equipment_id="new", title="Drone lost under jamming")
    before = {row.firm.id: row.rank for row in ranking(facts)}
    after = {
        row.firm.id: row.rank
        for row in ranking(replace(facts, equipment=(*facts.equipment, made), observations=(*facts.observations, seen)))
    }
    assert after[firm_id] <= before[firm_id]


@pytest.mark.parametrize("effect", ["failed", "danger"])
@pytest.mark.parametrize("equipment", ["storm-1", "kite-2", "hawk-3", "lake-4"])
def test_a_failure_moves_nobody_up_or_down(effect: str, equipment: str) -> None:
    facts = world()
    seen = make_observation(
        id="seen", equipment_id=equipment, title="Interceptor drone lost under jamming of radar", effect=effect
    )
    assert places(ranking(replace(facts, observations=(*facts.observations, seen)))) == places(ranking(facts))


TWINS = [
    ("We test and assemble sensor modules.", "Випробовуємо та складаємо сенсорні модулі."),
    ("Detection of small drones by radar.", "Виявлення малих дронів радаром."),
    ("We jam drones and integrate navigation.", "Глушимо дрони та інтегруємо навігацію."),
    ("We repair and modernise interceptor drones.", "Ремонтуємо та модернізуємо дрони-перехоплювачі."),
    ("We develop fibre-optic guided FPV drones.", "Розробляємо FPV-дрони на оптоволокні."),
    ("We manufacture small batches under contract manufacturing.", "Виготовляємо малі партії: контрактне виробництво."),
]


@pytest.mark.parametrize(("english", "ukrainian"), TWINS)
def test_twins_of_two_languages_stand_close_for_an_english_topic(english: str, ukrainian: str) -> None:
    facts = world()
    topic = replace(facts.topics[0], parts=tuple(replace(part, text_uk="") for part in facts.topics[0].parts))
    twins = [
        make_firm(id="twin-en", country="FR", capabilities=[make_capability(id="en", text_en=english, title_en="")]),
        make_firm(
            id="twin-uk",
            country="FR",
            capabilities=[make_capability(id="uk", text_en="", text_uk=ukrainian, title_en="")],
        ),
    ]
    rows = ranking(replace(facts, topics=(topic,), firms=(*facts.firms, *twins)))
    place = {row.firm.id: row.rank for row in rows}
    assert abs(place["twin-en"] - place["twin-uk"]) <= 5
    assert value_of(rows, "twin-uk", "described_fit") > 0


def test_contributions_add_up_to_the_score_exactly() -> None:
    for row in ranking(world()):
        assert [part.feature for part in row.score.contributions] == list(FEATURES)
        steps = sum(round(part.value * 10_000) * round(part.weight * 10_000) for part in row.score.contributions)
        assert round(row.score.total * 100_000_000) == steps
        assert row.score.total == steps / 100_000_000


def test_twins_are_neighbours_in_id_order() -> None:
    rows = [row.firm.id for row in ranking(world())]
    assert rows.index("ee-twin-b") == rows.index("ee-twin-a") + 1


def test_places_count_from_one_and_scores_never_rise() -> None:
    rows = ranking(world())
    assert [row.rank for row in rows] == list(range(1, len(world().firms) + 1))
    assert all(one.score.total >= other.score.total for one, other in zip(rows, rows[1:], strict=False))


def test_evidence_says_whom_it_moved_and_from_where() -> None:
    rows = ranking(world())
    before = {row.firm.id: row.rank for row in ranking(world(), with_evidence=False)}
    moves = moves_for(snapshot(world()), TOPIC, WEIGHTS)
    assert moves
    for move in moves:
        assert move.observations >= move.fictional and move.equipment
        assert move.before == before[move.firm_id] != move.after
        assert value_of(rows, move.firm_id, "field_evidence") + value_of(rows, move.firm_id, "gap_evidence") > 0
    assert any(move.before > move.after for move in moves)


def test_without_observations_nothing_has_moved() -> None:
    silent = snapshot(replace(world(), observations=()))
    assert moves_for(silent, TOPIC, WEIGHTS) == ()


def test_invented_observations_are_counted_as_such() -> None:
    facts = world()
    invented = tuple(replace(one, fictional=True) for one in facts.observations)
    moves = moves_for(snapshot(replace(facts, observations=invented)), TOPIC, WEIGHTS)
    assert moves and all(move.fictional == move.observations > 0 for move in moves)


def test_a_firm_without_the_words_of_the_trade_stays_below_the_specialists() -> None:
    """However many projects it was in: what it took part in is evidence, and not its own offer."""
    facts = world()
    many = [
        make_project(
            id=f"many-{at}",
            objective="Radar detection and jamming of drones",
            participants=[("fr-glass", "participant")],
        )
        for at in range(20)
    ]
    rows = ranking(replace(facts, projects=(*facts.projects, *many)))
    place = {row.firm.id: row.rank for row in rows}
    assert value_of(rows, "fr-glass", "described_fit") == 0
    assert all(place["fr-glass"] > place[one] for one in ("pl-radar", "se-jam", "ua-hush", "no-fjord"))


def test_a_need_is_no_offer() -> None:
    facts = world()
    text = facts.topics[0].parts[0].text_en
    seeker: FirmFacts = make_firm(
        id="seeker", capabilities=[make_capability(id="need", direction="need", text_en=text)]
    )
    assert value_of(ranking(replace(facts, firms=(*facts.firms, seeker))), "seeker", "described_fit") == 0
