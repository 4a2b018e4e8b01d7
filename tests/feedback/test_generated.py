"""Made-up observations: many, in both languages, the same for the same seed, with lacks planted in them."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache
from importlib.resources import files

from matchmaker.domain.registry import validate
from matchmaker.domain.registry.records import ObservationRecord, RegisterRecords
from matchmaker.domain.registry.sensitive import find_sensitive
from matchmaker.domain.registry.validate import ODCR_PARTS
from matchmaker.domain.vocabulary import (
    CAUSES,
    CONDITIONS,
    DIMENSIONS,
    EFFECTS,
    FREQUENCIES,
    MAKER_ANSWERS,
    OBSERVATION_STATES,
    OUTCOMES,
    SEGMENTS,
    SETTINGS,
    SIDES,
    WISHES,
)
from matchmaker.services.importing.demo import demo_register
from matchmaker.services.importing.generated import Bank, Draw, generated_observations, planted_gaps, read_bank


@cache
def bank() -> Bank:
    return read_bank((files("matchmaker.demo") / "observation_banks.yaml").read_bytes())


@cache
def register() -> RegisterRecords:
    return demo_register()


def demo() -> tuple[ObservationRecord, ...]:
    return register().observations


def test_there_are_enough_of_them_over_enough_equipment_and_modules() -> None:
    assert len(demo()) >= 150 and all(one.fictional for one in demo())
    languages = Counter(one.language for one in demo())
    assert min(languages.values()) >= 0.4 * len(demo()) and set(languages) == {"en", "uk"}
    real = {one.key for one in register().equipment if one.provenance.basis != "invented"}
    assert len({one.equipment_key for one in demo()} & real) >= 20
    assert len({one.module_key for one in demo() if one.module_key}) >= 6
    assert [one.row for one in demo()] == list(range(1, len(demo()) + 1))


def test_equipment_modules_and_firms_that_are_named_exist() -> None:
    assert {one.equipment_key for one in demo()} <= {one.key for one in register().equipment}
    assert {one.module_key for one in demo()} <= {one.key for one in register().modules} | {""}
    answering = {answer.firm_key for one in demo() for answer in one.answers}
    assert answering and answering <= {firm.key for firm in register().firms if firm.fictional}


def test_each_is_one_that_the_form_would_take() -> None:
    for one in demo():
        texts = {part: getattr(one, part) for part in ODCR_PARTS}
        problems = validate.observation(texts=texts, effect=one.effect, month=one.month, today=date(2026, 11, 24))
        assert not list(problems), one.key
        assert not any(find_sensitive(text) for text in texts.values()), one.key
        assert all("{" not in text and text[-1] not in " ," for text in texts.values()), one.key


def test_every_word_is_one_of_the_vocabulary() -> None:
    for one in demo():
        assert one.effect in EFFECTS and one.state in OBSERVATION_STATES
        assert one.frequency in (*FREQUENCIES, "") and one.cause in (*CAUSES, "") and one.wish in (*WISHES, "")
        assert set(one.conditions) <= set(CONDITIONS) and {name for name, _ in one.ratings} <= set(DIMENSIONS)
        assert one.side in SIDES and one.setting in SETTINGS and one.segment in SEGMENTS
        assert (one.outcome in OUTCOMES) is (one.state == "closed")
        assert all(answer.kind in MAKER_ANSWERS for answer in one.answers)
        assert all(1 <= rating <= 5 for _, rating in one.ratings)


def test_analysts_have_work_and_have_done_some() -> None:
    states = Counter(one.state for one in demo())
    assert states["filed"] == int(bank()["unscreened"]) and states["asked"] and states["closed"]
    assert any(one.effect == "danger" for one in demo() if one.state == "filed")
    assert all(one.note for one in demo() if one.state in ("asked", "closed"))
    assert sum(len(one.joins) for one in demo()) >= 20


def test_each_planted_gap_is_seen_on_both_sides_in_both_languages_and_on_several_types() -> None:
    planted = planted_gaps(bank())
    assert len(set(planted.values())) >= 8
    for gap in set(planted.values()):
        seen = [one for one in demo() if planted.get(one.key) == gap]
        assert 6 <= len(seen) <= 16
        assert {one.language for one in seen} == {"en", "uk"} and {one.side for one in seen} == {"EU", "UA"}
        assert len({one.equipment_key for one in seen}) >= 3 and len({one.month for one in seen}) >= 3


def test_no_sentence_is_read_twice() -> None:
    written = Counter(getattr(one, part) for one in demo() for part in ODCR_PARTS)
    assert [text for text, times in written.items() if times > 1] == []


def test_some_say_what_works_and_some_look_like_a_gap_that_they_do_not_show() -> None:
    assert sum(one.effect == "none" for one in demo()) >= 10
    near = [f"fictional:alone-{entry['key']}" for entry in bank()["alone"] if "near" in entry]
    assert len(near) >= 10 and not set(near) & planted_gaps(bank()).keys()


def test_frost_is_told_in_winter_and_heat_in_summer() -> None:
    told = {name: {one.month[-2:] for one in demo() if name in one.conditions} for name in ("cold", "heat")}
    assert told["cold"] <= set(bank()["winter"]) and told["heat"] <= set(bank()["summer"])


def test_operations_are_told_only_where_the_words_do_not_speak_of_training() -> None:
    for one in demo():
        if one.setting == "operations":
            text = " ".join(getattr(one, part) for part in ODCR_PARTS).casefold()
            assert one.side == "UA" and not any(word in text for word in bank()["training_words"])


def test_the_same_seed_gives_the_same_and_another_one_others_under_the_same_keys() -> None:
    first, again, other = (generated_observations(bank(), seed=seed) for seed in ("2026", "2026", "7"))
    assert first == again and [one.key for one in first] == [one.key for one in other]
    assert sum(one != another for one, another in zip(first, other, strict=True)) > len(first) / 2


def test_what_is_drawn_at_one_place_does_not_depend_on_other_places() -> None:
    draw = Draw("seed")
    assert draw.of("here", 1) == Draw("seed").of("here", 1) != draw.of("here", 2)
    assert sorted(draw.order("abcdef", "here")) == list("abcdef")
    drawn = Counter(draw.word({"often": "9", "rarely": "1"}, number) for number in range(500))
    assert 400 < drawn["often"] < 490
    assert {draw.number(1, 3, number) for number in range(50)} == {1, 2, 3}
