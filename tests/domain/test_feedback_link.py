"""Equipment by name and nickname, in either script, whole words, longest first."""

from __future__ import annotations

import pytest

from matchmaker.domain.feedback.link import link_to_equipment
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
    assert [(one.equipment_id, one.score, one.alias) for one in found] == [
        ("fury-a", 0.5, "Fury"),
        ("fury-b", 0.5, "Fury"),
    ]


def test_a_clearer_mention_settles_the_order_of_an_ambiguous_one() -> None:
    assert ids("Fury fell silent; the Fury launcher too") == ["fury-b", "fury-a"]


def test_the_words_that_matched_are_shown_as_written() -> None:
    (candidate,) = link_to_equipment("Втратили «Лелеку» вночі", EQUIPMENT)
    assert (candidate.matched, candidate.alias) == ("Лелеку", "Лелека")
    (as_written,) = link_to_equipment("Лелека", EQUIPMENT)
    assert as_written.score > candidate.score


def test_a_name_does_not_run_across_a_full_stop() -> None:
    assert ids("We flew Bayraktar. TB2 followed.") == ["tb2"]
    assert ids("They had no A1. CM Furia") == []


def test_the_order_of_equipment_does_not_matter() -> None:
    text = "Fury, Лелека and a Shark"
    assert link_to_equipment(text, tuple(reversed(EQUIPMENT))) == link_to_equipment(text, EQUIPMENT)


def test_evidence_grows_with_each_observation_and_ever_less() -> None:
    weights = [evidence_weight(count, 2) for count in range(50)]
    gains = [after - before for before, after in zip(weights, weights[1:], strict=False)]
    assert weights[0] == 0 and weights[2] == 0.5 and max(weights) < 1
    assert all(gain > 0 for gain in gains) and gains == sorted(gains, reverse=True)


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        evidence_weight(-1, 2)
