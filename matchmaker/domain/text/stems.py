"""Families of words: stems that join ремонт with ремонтувати, and sounds that join лазер with laser."""

from __future__ import annotations

import re
from functools import cache, lru_cache

import uklatn

from matchmaker.domain.text.lemmas import is_cyrillic
from matchmaker.domain.text.wordlists import family_endings

_SHORTEST_STEM = 4
_SHORTEST_SOUND = 4
# Letters that the two languages write differently for one sound; the order of the list matters.
_SOUNDS = (
    (r"atsiia$|ation$", "ation"),
    (r"(?:ychnyi|ichnyi|ical|ic)$", "ik"),
    (r"(?:nyi|skyi|yi|ii)$", ""),
    (r"ts(?=[eiy])|c(?=[eiy])", "s"),
    (r"shch|sch|sh|ch|kh|ck|qu|q|c|x", lambda found: {"sh": "s", "x": "ks", "qu": "kv"}.get(found[0], "k")),
    (r"ph", "f"),
    (r"th", "t"),
    (r"w", "v"),
    (r"z", "s"),
    (r"h", "g"),
    (r"[yj]", "i"),
    (r"ou|oo", "u"),
    (r"iia$|ii$", "i"),
    (r"e$|a$", ""),
    (r"(.)\1+", r"\1"),
)


@lru_cache(maxsize=200_000)
def stem(lemma: str) -> str:
    """What is left of a lemma without the endings that make one word out of another.

    >>> stem("ремонтувати") == stem("ремонт"), stem("navigation") == stem("navigate")
    (True, True)
    """
    language = "uk" if is_cyrillic(lemma) else "en"
    for ending in _endings(language):
        if lemma.endswith(ending) and len(lemma) - len(ending) >= _SHORTEST_STEM:
            return lemma[: -len(ending)]
    return lemma


@lru_cache(maxsize=200_000)
def sound(lemma: str) -> str:
    """How a word sounds, in rough Latin letters; empty for words too short to tell apart by sound.

    >>> sound("лазер") == sound("laser"), sound("технологія") == sound("technology"), sound("рій")
    (True, True, '')
    """
    heard = uklatn.encode(lemma, uklatn.KMU_55).casefold() if is_cyrillic(lemma) else lemma
    for written, spoken in _SOUNDS:
        heard = re.sub(written, spoken, heard)
    return heard if len(heard) >= _SHORTEST_SOUND and heard.isalpha() else ""


@cache
def _endings(language: str) -> tuple[str, ...]:
    return tuple(sorted(set(family_endings()[language].split()), key=lambda ending: (-len(ending), ending)))
