"""What tells who, where and when is found in planted texts of both languages, and equipment is no alarm."""

from __future__ import annotations

import csv
import time
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.opsec import PLANTED, found_of
from matchmaker.domain.registry.markings import find_marking
from matchmaker.domain.registry.sensitive import KINDS, ONLY_ASKED, find_sensitive, redacted
from matchmaker.domain.registry.sensitive_wording import neutral, sentence
from matchmaker.domain.strict_yaml import read_own

HERE = Path(__file__).parent
DEMO = HERE.parent.parent / "matchmaker" / "demo"
LONG = 15_000


def planted(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = read_own((HERE / name).read_bytes())
    return loaded


SETS = {name: planted(name) for name in ("planted.yaml", "held_out.yaml", "held_out_again.yaml")}
TEXTS = [text for one in SETS.values() for text in one["texts"]]
CLEAN = [text["text"] for one in SETS.values() for text in one["clean"]]


def kinds(text: str) -> set[str]:
    return {found.kind for found in find_sensitive(text)}


def covers(text: str, span: str) -> bool:
    start = text.index(span)
    return any(one.start <= start and one.end >= start + len(span) for one in find_sensitive(text))


def test_there_are_enough_planted_texts_of_both_languages_and_they_say_that_they_are_made_up() -> None:
    first = SETS["planted.yaml"]
    assert len(first["marked"]) + len(first["texts"]) >= 60
    assert all(one["fictional"] == "true" for one in SETS.values())
    assert {text["language"] for text in first["texts"]} == {"en", "uk"}
    assert {path.name for path in PLANTED} == set(SETS)


@pytest.mark.parametrize("name", SETS)
def test_all_marked_texts_are_refused_and_nearly_all_the_rest_is_found(name: str) -> None:
    counts = found_of(HERE / name)
    assert counts["refused"] == counts["marked"] > 0
    assert counts["covered"] >= 0.95 * counts["spans"] > 0
    assert counts["kind"] >= 0.95 * counts["spans"]


@pytest.mark.parametrize("text", CLEAN)
def test_nothing_in_a_clean_text_holds_it_up(text: str) -> None:
    assert [one for one in find_sensitive(text) if not one.question] == [] and find_marking(text) is None


def test_no_equipment_type_of_the_register_is_an_alarm() -> None:
    texts = (f"We had two {name} in the field. Екіпаж {name} просить запас." for name in names())
    alarms = [(text, one.span) for text in texts for one in find_sensitive(text)]
    assert len(names()) > 2000 and alarms == []


def names() -> list[str]:
    with (DEMO / "equipment_types.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    columns = ("aliases", "oryx_names")
    listed = {name.strip() for row in rows for column in columns for name in row[column].split(";")}
    return sorted({*listed, *(row["name"] for row in rows), *(row["name_uk"] for row in rows)} - {""})


@pytest.mark.parametrize("text", [text["text"] for text in TEXTS])
def test_findings_point_into_the_text_and_do_not_overlap(text: str) -> None:
    found = find_sensitive(text)
    assert all(text[one.start : one.end] == one.span for one in found)
    assert all(one.end <= other.start for one, other in zip(found, found[1:], strict=False))
    assert all(one.span in str(one.because) and one.question == (one.kind in ONLY_ASKED) for one in found)


@pytest.mark.parametrize("text", [text["text"] for text in TEXTS])
def test_a_redacted_text_has_nothing_left_and_is_otherwise_the_same(text: str) -> None:
    found = find_sensitive(text)
    after = redacted(text, found)
    assert find_sensitive(after) == () and find_marking(after) is None
    assert after != text and redacted(text, ()) == text


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text["id"])
def test_other_unicode_forms_hide_nothing(text: dict[str, Any]) -> None:
    for form in ("NFD", "NFKD"):
        written = unicodedata.normalize(form, text["text"])
        assert all(covers(written, unicodedata.normalize(form, span["text"])) for span in text["spans"])


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text["id"])
def test_other_spaces_hide_nothing(text: dict[str, Any]) -> None:
    written = text["text"].replace(" ", "\u00a0")
    assert all(covers(written, span["text"].replace(" ", "\u00a0")) for span in text["spans"])


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.sampled_from(TEXTS), st.sampled_from("\u200b\u2060\u00ad\ufeff"), st.data())
def test_an_invisible_character_hides_nothing(text: dict[str, Any], invisible: str, data: st.DataObject) -> None:
    span = data.draw(st.sampled_from([span["text"] for span in text["spans"]]))
    place = data.draw(st.integers(1, len(span) - 1))
    hidden = span[:place] + invisible + span[place:]
    assert covers(text["text"].replace(span, hidden), hidden)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("It broke on 14 October 2026.", "It broke on [October 2026]."),
        ("It broke on October 14, 2026.", "It broke on [October 2026]."),
        ("Зламалося 14 жовтня.", "Зламалося [жовтня]."),
        ("Зламалося 14.10.2026.", "Зламалося [10.2026]."),
        ("See 2026-10-14", "See [2026-10]"),
        ("Ask Sgt. Müller of 2nd Battalion", "Ask [a person] of [a unit]"),
        ("Питайте сержанта Коваленка", "Питайте [особа]"),
        ("Ми стояли на 48.51234, 37.99821.", "Ми стояли на [місце]."),
    ],
)
def test_a_neutral_word_in_the_language_of_the_text_takes_the_place(text: str, after: str) -> None:
    assert redacted(text, find_sensitive(text)) == after


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("the plan is no secret to us", "marking_word"),
        ("Це не таємно, а відкрито.", "marking_word"),
        ("the fuse has lot number 24-118", "serial_number"),
        ("NSN 1005-12-345-6789 is wrong on the plate", "serial_number"),
        ("серійний номер АК-0045", "serial_number"),
        ("see https://example.org/manual", "url"),
    ],
)
def test_what_may_stay_is_only_asked_about(text: str, kind: str) -> None:
    found = find_sensitive(text)
    assert [one.kind for one in found] == [kind] and found[0].question and find_marking(text) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("lat 48.1 lon 37.5", "coordinates"),
        ("483044N0375953E", "coordinates"),
        ("48-30-44N 037-59-53E", "coordinates"),
        ("https://maps.example/@48.5123,37.9982,15z", "coordinates"),
        ("48,1234; 37,5678", "coordinates"),
        ("37U ДQ 12345 67890".replace("Д", "D"), "grid_reference"),
        ("37u dq 1234 5678", "grid_reference"),
        ("the 1st Armoured Division", "unit"),
        ("B Company", "unit"),
        ("2-га рота", "unit"),
        ("В/Ч 1234", "unit"),
        ("позивний: лис", "call_sign"),
        ("I. Petrenko", "person"),
        ("ПЕТРЕНКО Іван", "person"),
        ("0049 170 1234567", "phone"),
        ("@fox_repair", "handle"),
        ("from 3 to 5 October", "exact_day"),
        ("біля с. Веселе", "place"),
    ],
)
def test_other_ways_to_write_it(text: str, kind: str) -> None:
    assert kinds(text) == {kind}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_sentence_and_a_neutral_word_that_is_no_alarm(kind: str) -> None:
    assert "word" in str(sentence(kind, "word"))
    for language in ("en", "uk"):
        assert find_sensitive(f"then {neutral(kind, 'word', language)} came") == ()


@pytest.mark.parametrize(
    "unit",
    [
        "The rotor cracked after forty hours and the crew had no spare, so the mast was bent. ",
        "Ротор тріснув, бо «щогла» погнута, а запасної немає: екіпаж чекав усю ніч. ",
        "Captain Petrenko of the 47th Brigade saw it on 14 October 2026. ",
        "1", "1 ", "48.1234, ", "48.12 ", "A. ", "Aa ", "Ivan ", "позивний ", "сержант ", "бригада ", "окрема ",
        "1 окрема ", "@", "a@", "a@a.", "(", '"a ', 'бригада " ', "+1", "0-", "1° 1' ", "grid 1", "37U DQ ", "1 to 1 ",
        "///a.a.", "a", "A", "Б", "a.", "www.a", "a\u0301\u0316", "\u0301\u0316", "４", "\u200b", "Іванович ", "aа",
        "A.A.", "October ", "van ", "Sgt de ", "x=12345 ", "9G8F", "\n", "secret ", "№1 ", "I ", "M M ",
    ],
    ids=lambda unit: ascii(unit[:12]),
)  # fmt: skip
def test_time_is_linear_for_whatever_is_repeated(unit: str) -> None:
    find_sensitive("the word lists are read")
    started = time.process_time()
    find_sensitive((unit * LONG)[:LONG])
    assert time.process_time() - started < 1


def test_a_long_plain_text_is_read_at_once() -> None:
    sentences = (
        "The rotor cracked after 40 hours and the crew of the vehicle had no spare, so the mast was bent again. "
    )
    find_sensitive(sentences)
    started = time.process_time()
    assert find_sensitive((sentences * 10_000)[:1_000_000]) == ()
    assert time.process_time() - started < 2
