"""Names made comparable: case, accents, script, punctuation and legal form no longer matter."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import uklatn

from matchmaker.domain.legal_forms import legal_forms

SINGLE_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i"})


def search_key(name: str) -> str:
    """Return the words of a name, folded, romanised and without legal form; empty only if it has no word."""
    return " ".join(_without_legal_form(tuple(folded(name).split())))


def match_key(name: str) -> str:
    """Return the search key without spaces, so that "Quantum-Systems" and "Quantum Systems" agree."""
    return search_key(name).replace(" ", "")


def match_keys(*names: str) -> tuple[str, ...]:
    """Return all keys under which a firm may be met; a trade name in brackets gives a key of its own."""
    spellings = [spelling for name in names for spelling in _spellings(name)]
    return tuple(sorted({key for key in map(match_key, spellings) if len(key) > 1}))


def folded(text: str) -> str:
    """Return lower-case Latin words without accents; Ukrainian is romanised by the passport rule (KMU 55)."""
    romanised = str(uklatn.encode(unicodedata.normalize("NFKC", text), uklatn.KMU_55)).casefold()
    decomposed = unicodedata.normalize("NFKD", romanised)
    plain = "".join(mark for mark in decomposed if not unicodedata.combining(mark))
    joined = re.sub(r"[.'’ʼ`/]", "", plain.translate(SINGLE_LETTERS))
    return " ".join(re.sub(r"[\W_]+", " ", joined).split())


def _spellings(name: str) -> tuple[str, ...]:
    outside = re.sub(r"\([^)]*\)", " ", name)
    return (name, outside, *re.findall(r"\(([^)]*)\)", name))


def _without_legal_form(words: tuple[str, ...]) -> tuple[str, ...]:
    left: tuple[str, ...] | None = words
    while left is not None:
        words, left = left, _less_one_form(left)
    return words


def _less_one_form(words: tuple[str, ...]) -> tuple[str, ...] | None:
    for form in _legal_forms():
        size = len(form)
        if size < len(words) and words[-size:] == form:
            return words[:-size]
        if size < len(words) and words[:size] == form:
            return words[size:]
    return None


@cache
def _legal_forms() -> tuple[tuple[str, ...], ...]:
    forms = {tuple(folded(form).split()) for form in legal_forms().all()}
    return tuple(sorted(forms, key=lambda form: (-len(form), form)))
