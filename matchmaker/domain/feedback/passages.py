"""The sentence around a place in a text, cut so that the place can be marked."""

from __future__ import annotations

import re
from dataclasses import dataclass

SENTENCE_END = re.compile(r"(?<=[.!?…])[\s»”\"')]+|\n+")
LONGEST_SIDE = 160


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence in three pieces: what stands before the place, the place, and what follows."""

    before: str
    marked: str
    after: str


def passage(text: str, start: int, end: int, marked: str = "") -> Passage:
    """Return the sentence that has `text[start:end]`, at most LONGEST_SIDE characters on either side.

    Where the place does not read `marked`, its first occurrence is taken; where there is none, the words stand alone.
    """
    if marked and text[start:end] != marked:
        start = text.find(marked)
        end = start + len(marked)
    if not 0 <= start < end <= len(text):
        return Passage("", marked, "")
    first = max((found.end() for found in SENTENCE_END.finditer(text, 0, start)), default=0)
    found = SENTENCE_END.search(text, end)
    last = len(text) if found is None else found.end()
    return Passage(_tail(text[first:start].lstrip()), text[start:end], _head(text[end:last].rstrip()))


def _tail(words: str) -> str:
    return words if len(words) <= LONGEST_SIDE else "… " + words[-LONGEST_SIDE:].partition(" ")[2]


def _head(words: str) -> str:
    return words if len(words) <= LONGEST_SIDE else words[:LONGEST_SIDE].rpartition(" ")[0] + " …"
