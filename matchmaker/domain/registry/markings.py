"""Finds classification markings, so that marked text is refused before it is stored, logged or shown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from matchmaker.domain.registry.wordlists import yaml_list

LOOK_ALIKES = str.maketrans(
    "АВЕКМНОРСТУХІЅЈԚԜаеорсухіѕјԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧοѴ",
    "ABEKMHOPCTYXISJQWaeopcyxisjqwABEZHIKMNOPTYXoV",
)
INVISIBLE_LETTERS = "\u115f\u1160\u3164\uffa0\u2800"
NEAR = 100
BRACKETED = re.compile(r"[(\[{<]([^()\[\]{}<>]{2,60})[)\]}>]")


@dataclass(frozen=True, slots=True)
class Marking:
    """A marking that was found: as listed, whose it is, and the line (from 1); never the text itself."""

    phrase: str
    owner: str
    line: int


def find_marking(text: str) -> Marking | None:
    """Return the first marking of a text, or None; a plain word inside a sentence is not a marking."""
    lines = [_skeleton(line) for line in re.split(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]", text)]
    for number, line in enumerate(lines, start=1):
        found = _marked_line(line) or _bracketed(line) or _upper_case_phrase(line)
        if found:
            return Marking(*found, number)
    broken_over_lines = _upper_case_phrase("\n".join(lines), several_words=True)
    return Marking(*broken_over_lines, 1) if broken_over_lines else None


Phrase = tuple[str, str]


def _skeleton(text: str) -> str:
    """One shape for all that looks alike: no accents, nothing invisible, Latin for look-alike letters."""
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text))
    seen = (part for part in parts if unicodedata.category(part) not in ("Mn", "Me", "Cf"))
    return "".join(part for part in seen if part not in INVISIBLE_LETTERS).translate(LOOK_ALIKES)


def _key(skeleton: str) -> str:
    """What is compared regardless of case: look-alikes are folded again, for capitals have more of them."""
    capitals = skeleton.upper().translate(LOOK_ALIKES)
    return "".join(character for character in capitals if character.isalnum())


def _marked_line(line: str) -> Phrase | None:
    label, _, rest = line.partition(":")
    if _key(label) in _labels():
        return _all_phrases().get(_key(rest))
    return _alone(line)


def _alone(text: str) -> Phrase | None:
    """A phrase with nothing around it; a single word in small letters is taken for a broken sentence."""
    phrase = _all_phrases().get(_key(text))
    if phrase is None or (text.islower() and _one_word(phrase)):
        return None
    return phrase


def _bracketed(line: str) -> Phrase | None:
    return next(filter(None, map(_alone, BRACKETED.findall(line))), None)


def _upper_case_phrase(text: str, several_words: bool = False) -> Phrase | None:
    for match in _in_line_pattern().finditer(text):
        phrase = _all_phrases()[_key(match[0])]
        if _one_word(phrase) and (several_words or _shouted_around(text, match)):
            continue
        return phrase
    return None


def _one_word(phrase: Phrase) -> bool:
    return len(re.findall(r"\w+", phrase[0])) == 1


def _shouted_around(text: str, match: re.Match[str]) -> bool:
    """A single capital word among other capital words is part of a name or a title in capitals."""
    before = re.findall(r"[^\W\d_]+", text[max(match.start() - NEAR, 0) : match.start()])[-1:]
    after = re.findall(r"[^\W\d_]+", text[match.end() : match.end() + NEAR])[:1]
    return any(word.isupper() and len(word) > 1 for word in before + after)


def _listed(section: str) -> Iterator[Phrase]:
    for owner, phrases in yaml_list("markings")[section].items():
        yield from ((phrase, owner) for phrase in phrases)


@cache
def _all_phrases() -> dict[str, Phrase]:
    listed = [*_listed("portion_marks"), *_listed("markings")]
    return {_key(_skeleton(phrase)): (phrase, owner) for phrase, owner in reversed(listed)}


@cache
def _labels() -> frozenset[str]:
    return frozenset(_key(_skeleton(label)) for label in yaml_list("markings")["labels"])


@cache
def _in_line_pattern() -> re.Pattern[str]:
    written = {_skeleton(form) for phrase, _ in _listed("markings") for form in (phrase, phrase.upper())}
    longest_first = sorted(written, key=lambda form: (-len(form), form))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(_loose, longest_first)) + r")(?!\w)")


def _loose(phrase: str) -> str:
    return r"[\W_]*".join(re.findall(r"\w+", phrase))
