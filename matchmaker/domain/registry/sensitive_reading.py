"""A text as the finder of sensitive words reads it: one form for all that looks alike, with the way back."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

_UNSEEN = "\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff"
_MARKS = f"\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f{_UNSEEN}"
_PLAIN = "\t\n\r -~А-яЄєІіЇїҐґЁё№°À-ÖØ-öø-ľŁ-ňŊ-ž"
_CHANGED = re.compile(f"[^{_PLAIN}][{_MARKS}]*")
_MARK = re.compile(f"[{_MARKS}]")
_DROPPED = re.compile(f"[{_UNSEEN}]|(?<=[А-яЄєІіЇїҐґ])[\u0300\u0301]")
_MOST_MARKS = 3
_LONGEST_CLUSTER = 30
_SAME = str.maketrans(
    {
        **dict.fromkeys("’‘ʼ´`ʹ′ˊ", "'"),
        **dict.fromkeys("″“”„‟«»〃＂", '"'),
        **dict.fromkeys("‐‑‒–—−﹘﹣－", "-"),
        **dict.fromkeys("º˚⁰", "°"),
        **dict.fromkeys(
            "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "
        ),
        "…": ".",
        **dict.fromkeys("\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", "\n"),
    }
)
_CYRILLIC, _LATIN = "АВЕКМНОРСТУХІЅЈаеорсухіѕј", "ABEKMHOPCTYXISJaeopcyxisj"
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_MIXED = re.compile(r"\b(?=[^\W\d_А-яЄєІіЇїҐґ]*[А-яЄєІіЇїҐґ])(?=[^\WA-Za-z]*[A-Za-z])[^\W_]{2,}")
_SCRIPTS_MEET = re.compile(r"[A-Za-z](?=[А-яЄєІіЇїҐґ])|[А-яЄєІіЇїҐґ](?=[A-Za-z])")
_OWN_CYRILLIC = re.compile(f"[А-яЄєЇїҐґ](?<![{_CYRILLIC}])")
_OWN_LATIN = re.compile(f"[A-Za-z](?<![{_LATIN}])")


@dataclass(frozen=True, slots=True)
class Reading:
    """A text made plain: `text` to match on, `latin` the same with Latin for look-alike letters, of equal length."""

    original: str
    text: str
    latin: str
    _starts: tuple[int, ...]
    _blocks: tuple[tuple[int, int, bool], ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a piece of `text` stands in the original; characters that were made plain stay whole."""
        first, last = self._block(start), self._block(end - 1)
        begin = self._blocks[first][0] + (start - self._starts[first] if self._blocks[first][2] else 0)
        if self._blocks[last][2]:
            return begin, self._blocks[last][0] + end - self._starts[last]
        return begin, self._blocks[last][1]

    def _block(self, position: int) -> int:
        return bisect_right(self._starts, position) - 1


def read(text: str) -> Reading:
    """Make a text plain: NFKC, one kind of quote, dash, space and digit, nothing invisible, no mixed scripts."""
    pieces, starts, blocks, length = [], [], [], 0
    for begin, end, plain, piece in _pieces(text.translate(_SAME)):
        starts.append(length)
        blocks.append((begin, end, plain))
        pieces.append(piece)
        length += len(piece)
    made_plain = "".join(pieces)
    if _SCRIPTS_MEET.search(made_plain):
        made_plain = _MIXED.sub(_one_script, made_plain)
    return Reading(text, made_plain, made_plain.translate(_TO_LATIN), tuple(starts), tuple(blocks))


def _pieces(text: str) -> Iterator[tuple[int, int, bool, str]]:
    known: dict[str, str] = {}
    done = 0
    for match in _CHANGED.finditer(text):
        begin = match.start()
        if begin > done and _MARK.match(match[0]):
            begin -= 1  # the letter that the mark stands on
        if begin > done:
            yield done, begin, True, text[done:begin]
        cluster = text[begin : min(match.end(), begin + _LONGEST_CLUSTER)]
        if cluster not in known:
            known[cluster] = _plain(cluster)
        yield begin, match.end(), False, known[cluster]
        done = match.end()
    yield done, len(text), True, text[done:]


def _plain(cluster: str) -> str:
    """Only so many accents are put in order, for sorting thousands of them is slow."""
    seen = _DROPPED.sub("", cluster)[: _MOST_MARKS + 1]
    folded = unicodedata.normalize("NFKC", seen).translate(_SAME)
    return "".join(map(_plain_character, folded))


def _plain_character(character: str) -> str:
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    return " " if character.isspace() and character != "\n" else character


def _one_script(word: re.Match[str]) -> str:
    """Letters of the other script that look alike are brought home; a word of nothing but look-alikes stays."""
    if _OWN_CYRILLIC.search(word[0]):
        return word[0].translate(_TO_CYRILLIC)
    return word[0].translate(_TO_LATIN) if _OWN_LATIN.search(word[0]) else word[0]
