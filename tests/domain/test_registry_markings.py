"""Markings are found in any shape; plain words are left alone."""

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.domain.registry.markings import find_marking
from matchmaker.domain.registry.wordlists import yaml_list

LISTED = [(owner, phrase) for owner, phrases in yaml_list("markings")["markings"].items() for phrase in phrases]
CYRILLIC_SHAPES = str.maketrans("ABCEHIKMOPTXYaceiopxy", "АВСЕНІКМОРТХУасеіорху")
LATIN_SHAPES = {code: chr(letter) for letter, code in CYRILLIC_SHAPES.items()}


@pytest.mark.parametrize(("owner", "phrase"), LISTED)
def test_every_listed_marking_is_found_as_a_line_in_any_unicode_form(owner: str, phrase: str) -> None:
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        found = find_marking(f"Звіт\n{unicodedata.normalize(form, phrase)}\nfurther text")
        assert found is not None and found.line == 2


@pytest.mark.parametrize(("owner", "phrase"), LISTED)
def test_every_listed_marking_is_found_in_capitals_inside_a_line(owner: str, phrase: str) -> None:
    assert find_marking(f"this copy is {phrase.upper()} and numbered") is not None


@pytest.mark.parametrize(("owner", "phrase"), LISTED)
def test_small_letters_inside_a_sentence_are_a_question_not_a_refusal(owner: str, phrase: str) -> None:
    assert find_marking(f"they said that {phrase.lower()} is what it was called") is None


@pytest.mark.parametrize(
    "text",
    [
        "(S-UE/EU-S) The range is as follows.",
        "[R-UE/EU-R]",
        "(ДСК)",
        "# SECRET",
        "**Tajne**",
        "- NATO SECRET -",
        "S E C R E T",
        "ＮＡＴＯ ＳＥＣＲＥＴ",
        "𝐒𝐄𝐂𝐑𝐄𝐓",
        "N\u200bA\u2060TO\ufeff SEC\u00adRET",
        "NАТО SЕСRЕТ",
        "TAЄMHO",
        "NATO_RESTRICTED",
        "NATO\nRESTRICTED",
        "one\u2028NATO SECRET\u2028two",
        "Classification: secret",
        "Гриф: таємно",
        "Для службового користування",
        "VS-NfD",
        "Handle as VS-NfD please",
        "cosmic top secret",
        "Secret",
        "Таємно. Прим. єдиний",
        "T0P SECRET",
        "SECR\u0415\u0422",
        "ᏚECRET//NOFORN",
        "🇸🇪🇨🇷🇪🇹",
        "ᴛᴏᴘ ꜱᴇᴄʀᴇᴛ",
        "the copy is n a t o, no, N A T O  S E C R E T",
        "ТАЄМНО ПРИМ. № 2",
    ],
)
def test_disguised_markings_are_found(text: str) -> None:
    assert find_marking(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The firm keeps its trade secrets and confidential data safe.",
        "Це не таємно, а відкрито.",
        "to je tajno i ovo nije",
        "SECRET NETWORKS GMBH",
        "ТОВ ДСК Київ",
        "RESTRICTEDNESS",
        "a line that breaks before\nsecret\nand goes on",
        "EU and NATO members",
        "Commercial in confidence",
        "Topic: secret",
        "unrestricted",
        "Is the range secret or not? We do not know.",
        "Restricted field of view; the mast is short.",
        "M113, T-72, 3S, S3",
        "Тут нічого таємного, прим. автора.",
    ],
)
def test_plain_words_are_left_alone(text: str) -> None:
    assert find_marking(text) is None


def test_the_answer_never_carries_the_text() -> None:
    found = find_marking("NATO SECRET: the hidden thing")
    assert found is not None and "hidden" not in repr(found)
    assert (found.phrase, found.owner, found.line) == ("NATO SECRET", "NATO", 1)


@pytest.mark.parametrize(("owner", "phrase"), LISTED)
def test_every_listed_marking_is_found_in_each_place_and_dress(owner: str, phrase: str) -> None:
    written = (
        f"## {phrase.capitalize()}",
        f"first ({phrase.title()}) then",
        f"| {phrase} | 3 |",
        f"{phrase.capitalize()}. Copy 1 of 3",
        f"{phrase.upper()} ПРИМ. № 1",
        f"{phrase} // REL TO UKR",
        f"{phrase.upper()} - 1 -",
        " ".join(phrase),
        ".".join(phrase),
        f"then {' '.join(phrase.upper().replace(' ', ''))} again",
        phrase.translate(CYRILLIC_SHAPES),
        phrase.translate(LATIN_SHAPES),
        "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in phrase),
        phrase.replace("O", "0").replace("О", "0"),
        f"Classification: {phrase.lower()}",
    )
    assert [text for text in written if find_marking(text) is None] == []


@settings(derandomize=True, max_examples=60)
@given(st.sampled_from(LISTED), st.text(alphabet="\u200b\u200c\u200d\u2060\u00ad\ufeff", max_size=3), st.data())
def test_invisible_characters_anywhere_change_nothing(
    listed: tuple[str, str], invisible: str, data: st.DataObject
) -> None:
    phrase = listed[1]
    place = data.draw(st.integers(0, len(phrase)))
    assert find_marking(phrase[:place] + invisible + phrase[place:]) is not None


@pytest.mark.parametrize(
    "text", ["SECRET ABC " * 20_000, "a" + "\u0301\u0316" * 100_000, "S " * 100_000, "(" * 200_000]
)
def test_a_long_text_of_near_misses_is_judged_at_once(text: str) -> None:
    started = time.process_time()
    assert find_marking(text) is None
    assert time.process_time() - started < 5
