"""Equipment by name and nickname, in either script, whole words, longest first."""

from __future__ import annotations

import pytest

from matchmaker.domain.feedback.link import NameIndex, link_to_equipment
from matchmaker.domain.feedback.weigh import evidence_weight
from tests.domain.factories import make_equipment

EQUIPMENT = (
    make_equipment(id="leleka", name="Leleka-100", name_uk="Лелека-100", aliases=["Leleka", "Лелека", "Stork"]),
    make_equipment(id="leleka-lr", name="Leleka-LR", aliases=["Leleka LR"]),
    make_equipment(id="tb2", name="Bayraktar TB2", aliases=["TB2", "Байрактар", "ТБ2"]),
    make_equipment(id="shark", name="Shark", aliases=["Шарк", "акула"]),
    make_equipment(id="fury-a", name="A1-CM Furia", aliases=["Фурія", "Fury"]),
    make_equipment(id="fury-b", name="Fury launcher", aliases=["Fury"]),
    make_equipment(id="kab", name="EW-1", aliases=["EW"]),
)

VARIANTS = (
    make_equipment(id="orlan", name="Orlan-10"),
    make_equipment(id="m113", name="M113"),
    make_equipment(id="tb2", name="Bayraktar TB2", aliases=["TB2"]),
    make_equipment(id="leo-a4", name="Leopard 2A4"),
    make_equipment(id="mavic", name="DJI Mavic 3", aliases=["Mavic"]),
    make_equipment(id="himars", name="M142 HIMARS", aliases=["HIMARS"]),
    make_equipment(id="leleka", name="Лелека-100", aliases=["Лелека"]),
    make_equipment(id="shark", name="Shark / Shark-M"),
    make_equipment(id="pd", name="PD-1 / PD-2"),
)


def ids(text: str) -> list[str]:
    return [candidate.equipment_id for candidate in link_to_equipment(text, EQUIPMENT)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Leleka-100 lost its link.", "leleka"),
        ("the LELEKA 100 lost its link", "leleka"),
        ("Втратили «Лелеку» через РЕБ.", "leleka"),
        ("Працювали Лелекою-100 над лінією", "leleka"),
        ("байрактаром не літали", "tb2"),
        ("Фурією коригували вогонь", "fury-a"),
        ("the bayraktar tb2", "tb2"),
    ],
)
def test_a_name_is_found_in_either_script_and_inflected(text: str, expected: str) -> None:
    assert ids(text) == [expected]


@pytest.mark.parametrize("text", ["a brew of new stew", "sharkskin", "TB20", "нічого не згадано", ""])
def test_whole_words_only(text: str) -> None:
    assert ids(text) == []


def test_the_longest_name_wins() -> None:
    assert ids("Leleka LR flew") == ["leleka-lr"]
    assert ids("Leleka flew, Leleka LR did not") == ["leleka", "leleka-lr"]


def test_an_ambiguous_nickname_gives_all_that_bear_it_and_shares_the_score() -> None:
    found = link_to_equipment("Fury fell silent", EQUIPMENT)
    assert [(one.equipment_id, one.alias, one.ambiguous) for one in found] == [
        ("fury-a", "Fury", True),
        ("fury-b", "Fury", True),
    ]
    assert found[0].score == found[1].score < 0.5
    assert "2 types bear this name" in str(found[0].because[-1])


def test_a_clearer_mention_settles_the_order_of_an_ambiguous_one() -> None:
    assert ids("Fury fell silent; the Fury launcher too") == ["fury-b", "fury-a"]


def test_the_words_that_matched_are_shown_as_written() -> None:
    (candidate,) = link_to_equipment("Втратили «Лелеку» вночі", EQUIPMENT)
    assert (candidate.matched, candidate.alias) == ("Лелеку", "Лелека")
    (as_written,) = link_to_equipment("Лелека", EQUIPMENT)
    assert as_written.score > candidate.score


def test_a_name_does_not_run_across_a_full_stop() -> None:
    assert ids("We flew Bayraktar. TB2 followed.") == ["tb2"]
    (alone,) = link_to_equipment("They had no A1. CM Furia", EQUIPMENT)
    assert (alone.equipment_id, alone.matched) == ("fury-a", "Furia")


def test_the_order_of_equipment_does_not_matter() -> None:
    text = "Fury, Лелека and a Shark"
    assert link_to_equipment(text, tuple(reversed(EQUIPMENT))) == link_to_equipment(text, EQUIPMENT)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Orlan 10", "orlan"),
        ("Orlan10", "orlan"),
        ("Орланом-10", "orlan"),
        ("an M-113 burned", "m113"),
        ("М113А3 стоїть у ремонті", "m113"),
        ("two TB-2s", "tb2"),
        ("ТБ2 у повітрі", "tb2"),
        ("the Leopard-2A4", "leo-a4"),
        ("леопардом 2А4", "leo-a4"),
        ("with a Mavik", "mavic"),
        ("мавіком", "mavic"),
        ("Mavic'ом", "mavic"),
        ("HIMARSом", "himars"),
        ("HIMRAS", ""),
        ("Bayrkatar drones", "tb2"),
        ("The Leleka’s link", "leleka"),
        ("ТB2", "tb2"),
        ("TB2 UCAV", "tb2"),
        ("Shark-M drones", "shark"),
        ("PD-1/2 at the fair", "pd"),
    ],
)
def test_spelling_variants_find_their_name(text: str, expected: str) -> None:
    found = [one.equipment_id for one in link_to_equipment(text, VARIANTS)]
    assert found == ([expected] if expected else [])


def test_a_version_is_held_to_be_a_configuration_of_its_base_and_never_of_another_model() -> None:
    (base,) = link_to_equipment("Our Leopard 2A4V broke down", VARIANTS)
    assert base.equipment_id == "leo-a4" and "version" in str(base.because[0]) and base.score < 0.9
    assert link_to_equipment("Our Leopard 2A7 broke down", VARIANTS) == ()
    assert link_to_equipment("A Shahed-131 fell", (make_equipment(id="s", name="Shahed-136"),)) == ()
    (family,) = link_to_equipment("A Shahed fell", (make_equipment(id="s", name="Shahed-136"),))
    assert family.score < 0.7


@pytest.mark.parametrize(
    ("surer", "less_sure"),
    [
        ("the Shark came back", "the shark came back"),
        ("our shark drone came back", "the shark came back"),
        ('the "shark" came back', "the shark came back"),
        ("We flew a Shark.", "Shark came back."),
        ("Втратили дрон «акула»", "Дітям показали, де живе акула в морі"),
        ("with the Leleka-100", "with the Leleca-10O"),
    ],
)
def test_an_everyday_word_needs_evidence(surer: str, less_sure: str) -> None:
    def score(text: str) -> float:
        return max((one.score for one in link_to_equipment(text, EQUIPMENT)), default=0.0)

    assert score(surer) >= 0.6 > score(less_sure) or score(surer) > score(less_sure) + 0.3


def test_a_word_near_a_shared_name_speaks_for_its_category_and_leaves_it_to_a_person() -> None:
    atlases = (
        make_equipment(id="drone", name="Atlas Pro", aliases=["Atlas"], category="UAV"),
        make_equipment(id="jammer", name="Kvertus Atlas", aliases=["Atlas"], category="EW"),
    )
    found = link_to_equipment("The Atlas jammer was switched on too late", atlases)
    assert [(one.equipment_id, one.ambiguous) for one in found] == [("jammer", True), ("drone", True)]
    assert found[0].score == pytest.approx(3 * found[1].score)


@pytest.mark.parametrize(
    "text", ["Лелекою", "A\u00adB: втратили «Ле\u0301леку» вночі", "ﬁne: the Leleka-100", "e\u0301te\u0301, Leleka!"]
)
def test_the_span_points_into_the_text_as_it_was_given(text: str) -> None:
    (found,) = link_to_equipment(text, EQUIPMENT)
    assert text[found.start : found.end] == found.matched and "л" in found.matched.casefold().replace("l", "л")


def test_of_two_names_of_one_system_the_shorter_stands_for_both() -> None:
    listed = (make_equipment(id="long", name="Fowler F4 UCAV"), make_equipment(id="short", name="Fowler F4"))
    assert [one.equipment_id for one in link_to_equipment("A Fowler F4 landed", listed)] == ["short"]
    assert [one.equipment_id for one in link_to_equipment("A Fowler F4 UCAV landed", listed)] == ["long"]
    assert [one.equipment_id for one in link_to_equipment("A Fowler F4 landed", listed[:1])] == ["long"]


@pytest.mark.parametrize("text", ["Sea-Baby hulls", "the SeaBaby", "the Sky Eye", "SKYEYE", "a skyeye radar"])
def test_a_name_in_two_words_is_found_in_one_and_the_other_way_round(text: str) -> None:
    listed = (make_equipment(id="baby", name="Sea Baby"), make_equipment(id="eye", name="SkyEye"))
    assert len(link_to_equipment(text, listed)) == 1


def test_an_abbreviation_that_the_text_explains_stands_for_its_words() -> None:
    listed = (make_equipment(id="ew", name="Northern EW"), make_equipment(id="any", name="electronic warfare"))
    (found,) = link_to_equipment("Lost to northern electronic warfare (EW) in May", listed)
    assert (found.equipment_id, found.matched) == ("ew", "northern electronic warfare (EW)")
    (plain,) = link_to_equipment("Lost to northern electronic warfare (in May)", listed)
    assert plain.equipment_id == "any"


def test_a_capital_inside_another_proper_name_says_little() -> None:
    listed = (make_equipment(id="v", name="Viking"),)
    (alone,), (inside,) = (link_to_equipment(t, listed) for t in ("with a Viking today", "with a Viking Lander today"))
    assert alone.score > 0.9 > 0.5 > inside.score


def test_general_words_alone_are_no_name() -> None:
    listed = (make_equipment(id="a", name="Unknown UAV"), make_equipment(id="b", name="Radio relay station for TB2"))
    assert link_to_equipment("The UAV lost the radio relay station; the TB2 did not.", listed) == ()


def test_a_name_is_found_wherever_it_stands_and_each_type_once() -> None:
    found = NameIndex.of(EQUIPMENT)
    places = [one[0].start for one in found.mentions("TB2, Лелека, TB2")]
    assert places == [0, 5, 13]
    assert sorted(one.equipment_id for one in found.link("TB2, Лелека, TB2")) == ["leleka", "tb2"]


@pytest.mark.parametrize("text", ["", " ", "...", "1" * 5000, "-" * 5000, "TB" * 3000, "\x00", "\ud800 TB2"])
def test_odd_texts_are_read_without_a_fault(text: str) -> None:
    assert len(link_to_equipment(text, EQUIPMENT)) <= 1


def test_evidence_grows_with_each_observation_and_ever_less() -> None:
    weights = [evidence_weight(count, 2) for count in range(50)]
    gains = [after - before for before, after in zip(weights, weights[1:], strict=False)]
    assert weights[0] == 0 and weights[2] == 0.5 and max(weights) < 1
    assert all(gain > 0 for gain in gains) and gains == sorted(gains, reverse=True)


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        evidence_weight(-1, 2)
