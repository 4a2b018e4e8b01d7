"""Finds classification markings, so that marked text is refused before it is stored, logged or shown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from matchmaker.domain.registry.wordlists import yaml_list

INVISIBLE_LETTERS = "\u115f\u1160\u3164\uffa0\u2800"
NEAR = 100
BRACKETED = re.compile(r"[(\[{<]([^()\[\]{}<>]{2,60})[)\]}>]")
SENTENCE_END = re.compile(r"[.;!?|\t]|//")
LABEL_END = re.compile(r"[:=]|[ -][-–—]+ ")
SPACED_OUT = re.compile(r"(?<!\w)\w(?:[\W_]{1,3}\w(?!\w)){4,}")
WITH_DIGITS = re.compile(r"\b(?=\w*\d)(?=\w*[^\W\d])\w{3,30}\b")
MOST_SHAPES = 20_000
DIGITS_AS_LETTERS = str.maketrans("0135", "OIES")


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
        found = _marked_line(line) or _in_a_part(line) or _upper_case_phrase(line) or _spaced_out(line)
        if found:
            return Marking(*found, number)
    broken_over_lines = _upper_case_phrase("\n".join(lines), several_words=True)
    return Marking(*broken_over_lines, 1) if broken_over_lines else None


Phrase = tuple[str, str]


class _Shapes(dict[int, str]):
    """Letter by letter, so that no pile of accents, which sorts slowly, is ever put in order."""

    def __missing__(self, code: int) -> str:
        look_alikes = _look_alikes()
        parts = (part for part in _unfolded(look_alikes.get(chr(code), chr(code))) if part not in INVISIBLE_LETTERS)
        seen = (part for part in parts if unicodedata.category(part) not in ("Mn", "Me", "Cf"))
        shape = "".join(look_alikes.get(part, part) for part in seen)
        if len(self) < MOST_SHAPES:
            self[code] = shape
        return shape


_SHAPES = _Shapes()


def _unfolded(letter: str) -> str:
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", letter))


def _skeleton(text: str) -> str:
    """One shape for all that looks alike: no accents, nothing invisible, Latin for look-alike letters."""
    return WITH_DIGITS.sub(lambda word: word[0].translate(DIGITS_AS_LETTERS), text.translate(_SHAPES))


def _key(skeleton: str) -> str:
    """What is compared regardless of case: look-alikes are folded again, for capitals have more of them."""
    return "".join(character for character in skeleton.upper().translate(_SHAPES) if character.isalnum())


def _marked_line(line: str) -> Phrase | None:
    label, *rest = LABEL_END.split(line, maxsplit=1)
    if rest and _key(label) in _labels():
        first = SENTENCE_END.split(rest[0])[0]
        return _all_phrases().get(_key(rest[0])) or _all_phrases().get(_key(first))
    return _alone(line)


def _alone(text: str) -> Phrase | None:
    """A phrase with nothing around it; a single word in small letters is taken for a broken sentence."""
    phrase = _all_phrases().get(_key(text))
    if phrase is None or (text.islower() and _one_word(phrase)):
        return None
    return phrase


def _in_a_part(line: str) -> Phrase | None:
    """A marking that fills a pair of brackets, a cell or a sentence; `STG. GEHEIM` has a full stop of its own."""
    sentences = SENTENCE_END.split(line)
    parts = (*BRACKETED.findall(line), *sentences, *map("".join, pairwise(sentences)))
    return next(filter(None, map(_alone, parts)), None)


def _spaced_out(line: str) -> Phrase | None:
    """A marking in spaced capitals inside a line; what is spaced out and small is no writing habit."""
    runs = (match[0] for match in SPACED_OUT.finditer(line))
    return next(filter(None, (_all_phrases().get(_key(run)) for run in runs if not run.islower())), None)


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
    return any(word.isupper() and len(word) > 1 and _key(word) not in _beside() for word in before + after)


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
def _beside() -> frozenset[str]:
    return frozenset(_key(_skeleton(word)) for word in yaml_list("markings")["beside"])


@cache
def _look_alikes() -> Mapping[str, str]:
    listed = yaml_list("look_alikes").items()
    return {look_alike: letter for letter, look_alikes in listed for look_alike in look_alikes}


@cache
def _in_line_pattern() -> re.Pattern[str]:
    written = {_skeleton(form) for phrase, _ in _listed("markings") for form in (phrase, phrase.upper())}
    longest_first = sorted(written, key=lambda form: (-len(form), form))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(_loose, longest_first)) + r")(?!\w)")


def _loose(phrase: str) -> str:
    return r"[\W_]*".join(re.findall(r"\w+", phrase))
