"""A text word by word in the other language, to be looked for as a wording of its own where nobody translated it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from matchmaker.domain.text.index import SharedTerm
from matchmaker.domain.text.lemmas import is_cyrillic
from matchmaker.domain.text.lexicon import Lexicon, lexicon
from matchmaker.domain.text.terms import PREFIX
from matchmaker.domain.text.tokens import Word, read, term_base, words
from matchmaker.domain.text.wordlists import stop_words

# Below this a translation is a guess: it may help to rank, but a reason shown to a reader must hold.
LEAST_TRUST = 0.6


@dataclass(frozen=True, slots=True)
class Rendering:
    """Words of the other language, no sentence; `origins` has for each the words it stands for, as written.

    Without `origins` the text stands as somebody wrote it.
    """

    text: str
    origins: Mapping[str, str]


def wordings_of(english: str, ukrainian: str) -> tuple[Rendering, ...]:
    """What to look for: each language as written, and where one is missing the other one's rendering."""
    written = tuple(Rendering(text, {}) for text in (english, ukrainian) if text)
    rendered = _rendering(written[0].text) if len(written) == 1 else None
    return (*written, rendered) if rendered and rendered.text else written


def as_written(met: Iterable[SharedTerm], origins: Mapping[str, str]) -> tuple[SharedTerm, ...]:
    """What met with a rendering, told with the words that somebody wrote; words that stand for the same are one."""
    told: dict[tuple[str, str], SharedTerm] = {}
    for one in (one for one in met if _origin(one.query_surface, origins)):
        named = replace(one, query_surface=_origin(one.query_surface, origins))
        held = told.setdefault((named.doc_surface, named.query_surface), named)
        if held is not named:
            told[held.doc_surface, held.query_surface] = replace(held, weight=held.weight + named.weight)
    return tuple(sorted(told.values(), key=lambda one: (-round(one.weight, 9), one.term)))


def rendering(text: str, held: Lexicon | None = None) -> Rendering:
    """Terms of the trade as their labels, then phrases and words by their best translation; the unknown is left out.

    >>> rendering("Ремонт вертольотів").text
    'repair. helicopter'
    """
    plain, found = read(text)
    origins: dict[str, str] = {}
    for first, last, other in sorted(_rendered(found, held or lexicon())):
        origins.setdefault(other, plain[found[first].start : found[last].end])
    return Rendering(". ".join(origins), origins)


@lru_cache(maxsize=2_000)
def _rendering(text: str) -> Rendering:
    return rendering(text)


def _origin(surface: str, origins: Mapping[str, str]) -> str:
    """The words that the first rendered word or phrase with this surface in it stands for; empty for none."""
    sought = f" {_plain(surface)} "
    return next((written for other, written in origins.items() if sought in f" {_plain(other)} "), "")


def _plain(text: str) -> str:
    return " ".join(word.folded for word in words(text))


def _rendered(found: tuple[Word, ...], held: Lexicon) -> Iterator[tuple[int, int, str]]:
    taken: set[int] = set()
    for first, last, other in (*_terms(found), *_phrases(found, held), *_words(found, held)):
        if other and taken.isdisjoint(range(first, last + 1)):
            taken.update(range(first, last + 1))
            yield first, last, other


def _terms(found: tuple[Word, ...]) -> Iterator[tuple[int, int, str]]:
    at = 0
    for _, group in groupby(found, key=lambda word: word.run):
        run = tuple(group)
        for first, last, concepts in term_base().matches(tuple(word.lemma for word in run)):
            term = term_base().terms[concepts[0].removeprefix(PREFIX)]
            labels = term.english if is_cyrillic(run[first].folded) else term.ukrainian
            yield at + first, at + last, labels[0]
        at += len(run)


def _phrases(found: tuple[Word, ...], held: Lexicon) -> Iterator[tuple[int, int, str]]:
    for first, last, keys in held.phrases.matches(tuple(word.lemma for word in found)):
        if found[first].run == found[last].run:
            yield first, last, _best(keys[0], held)


def _words(found: tuple[Word, ...], held: Lexicon) -> Iterator[tuple[int, int, str]]:
    for at, word in enumerate(found):
        if word.folded not in stop_words():
            yield at, at, _best(word.lemma, held)


def _best(key: str, held: Lexicon) -> str:
    likely = [(trust, other) for other, trust in held.of_key(key).items() if trust >= LEAST_TRUST]
    return max(likely, key=lambda one: one[0])[1] if likely else ""
