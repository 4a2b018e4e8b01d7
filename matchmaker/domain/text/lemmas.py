"""Folding and lemmas: what makes two forms of a word the same word."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import simplemma

from matchmaker.domain.text.wordlists import corrected_lemmas, ukrainian_endings

_CYRILLIC = re.compile("[\u0400-\u04ff]")
_SAME = str.maketrans(
    {
        **dict.fromkeys("\u2019\u02bc\u2018\u02b9\u00b4`\u2032", "'"),
        **dict.fromkeys("\u2010\u2011", "-"),
        **dict.fromkeys("\u00ad\u200b\u0301"),
    }
)
_SHORTEST_STEM = 4
_LONGEST_BARE_LATIN = 3


def normalise(text: str) -> str:
    """NFKC with one apostrophe and one hyphen, without soft hyphens and stress marks; case is kept.

    >>> normalise("м’яч")
    "м'яч"
    """
    return unicodedata.normalize("NFKC", text).translate(_SAME)


def fold(text: str) -> str:
    """Normalise and casefold: two spellings with the same fold are the same word."""
    return normalise(text).casefold()


def is_cyrillic(word: str) -> bool:
    """Whether any letter is Cyrillic; such words are read as Ukrainian."""
    return _CYRILLIC.search(word) is not None


@lru_cache(maxsize=200_000)
def lemma(word: str, language: str = "en") -> str:
    """The lemma of a folded word; `language` counts for Latin words only. Unknown words lose their ending.

    >>> lemma("безпілотників"), lemma("drones")
    ('безпілотник', 'drone')
    """
    if not word.replace("'", "").isalpha() or _is_short_latin(word):
        return word
    spoken = "uk" if is_cyrillic(word) else language
    found = simplemma.lemmatize(word, lang=spoken).casefold()
    if word in corrected_lemmas() or found in corrected_lemmas():
        return corrected_lemmas().get(word) or corrected_lemmas()[found]
    return found if simplemma.is_known(word, lang=spoken) else _without_ending(found)


def _is_short_latin(word: str) -> bool:
    # The general list reads AI as "be" and INS as "in"; capitals must not matter, so length decides.
    return len(word) <= _LONGEST_BARE_LATIN and not is_cyrillic(word)


def _without_ending(word: str) -> str:
    if is_cyrillic(word):
        return next((stem for ending in ukrainian_endings() if (stem := _cut(word, ending))), word)
    plural = word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return word[:-1] if plural and len(word) >= _SHORTEST_STEM else word


def _cut(word: str, ending: str) -> str:
    stem = word.removesuffix(ending)
    return stem if stem != word and len(stem) >= _SHORTEST_STEM else ""
