"""Text to tokens: whole words by lemma, and concept tokens where a word of the trade meets its twin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from matchmaker.domain.legal_forms import legal_forms
from matchmaker.domain.text.lemmas import fold, is_cyrillic, lemma, normalise
from matchmaker.domain.text.terms import PREFIX, TermBase, read_terms
from matchmaker.domain.text.wordlists import stop_words

_PART = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:'[^\W_]+)*")
_PLAIN_GAPS = ("", " ", "-")
_INSIDE_A_PHRASE = re.compile(r"[\s\-'\"«»“”„]*")
# Some forty pages. Who sends more has sent a file by mistake, and nobody should wait for it to be read.
MOST_CHARACTERS = 100_000


class Word(NamedTuple):
    """One word of a text; parts of a hyphenated word share `compound`, and no phrase leaves its `run`."""

    surface: str
    folded: str
    lemma: str
    start: int
    end: int
    compound: int
    run: int


class Token(NamedTuple):
    """What the index counts: `surface` as written, `lemma` a lemma or a concept such as `term:uav`."""

    surface: str
    lemma: str


def words(text: str, *, language: str | None = None) -> tuple[Word, ...]:
    """All words in order, stop words included; offsets point into `normalise(text)`."""
    return tuple(_words(normalise(text), language or "en"))


def without_legal_forms(text: str) -> str:
    """The normalised text with ТОВ, GmbH, Sp. z o.o. and their like blanked out.

    >>> without_legal_forms("ТОВ Фурія").strip()
    'Фурія'
    """
    plain = normalise(text)
    if not _may_have_a_legal_form(plain):
        return plain
    return _legal_form_pattern().sub(lambda form: " " * len(form.group()), plain)


def tokenise(text: str, language: str | None = None) -> list[Token]:
    """The tokens of a text: lemmas, hyphenated words both whole and in parts, and concepts of the trade.

    >>> [token.lemma for token in tokenise("БпЛА")]
    ['бпла', 'term:uav', 'term:unmanned-system']
    """
    return tokens_of(*read(text, language))


def read(text: str, language: str | None = None) -> tuple[str, tuple[Word, ...]]:
    """The text without legal forms, and its words with their offsets in it; 100,000 characters at most are read."""
    plain = without_legal_forms(_beginning(text))
    return plain, words(plain, language=language)


def tokens_of(plain: str, found: tuple[Word, ...]) -> list[Token]:
    """The tokens of what `read` gave."""
    return [*_plain_tokens(found), *_concept_tokens(plain, found)]


def stated(tokens: Iterable[Token]) -> frozenset[str]:
    """The concepts that a text names itself, without those that it only has as broader ones.

    >>> sorted(stated(tokenise("FPV")))
    ['term:fpv']
    """
    named: dict[str, str] = {}
    for token in tokens:
        if token.lemma.startswith(PREFIX):
            named.setdefault(token.surface, token.lemma)
    return frozenset(named.values())


@cache
def term_base() -> TermBase:
    """The curated bilingual terms, their phrases read with the same tokeniser as every text."""
    return TermBase.of(read_terms(), lambda phrase: tuple(word.lemma for word in words(phrase)))


def _beginning(text: str) -> str:
    """Cut between two words, so that no piece of a word counts as one."""
    if len(text) <= MOST_CHARACTERS:
        return text
    cut = text[:MOST_CHARACTERS].rsplit(maxsplit=1)
    return cut[0] if cut else ""


def _words(plain: str, language: str) -> Iterator[Word]:
    compound, run, last_end = 0, 0, 0
    for part in _PART.finditer(plain):
        start, end = part.span()
        gap, surface = plain[last_end:start], plain[start:end]
        compound += gap != "-"
        run += gap not in _PLAIN_GAPS and _INSIDE_A_PHRASE.fullmatch(gap) is None
        last_end = end
        folded, found = _folded_and_lemma(surface, language)
        # Hundreds of thousands of texts are read: the generated constructor takes three times as long.
        yield tuple.__new__(Word, (surface, folded, found, start, end, compound, run))


@lru_cache(maxsize=200_000)
def _folded_and_lemma(surface: str, language: str) -> tuple[str, str]:
    folded = fold(surface)
    if not is_cyrillic(folded):
        folded = folded.removesuffix("'s")
    return folded, lemma(folded, language)


def _plain_tokens(found: tuple[Word, ...]) -> Iterator[Token]:
    for parts in _groups(found, [word.compound for word in found]):
        if len(parts) > 1:
            surface = "-".join([part.surface for part in parts])
            yield Token(surface, "-".join([part.lemma for part in parts]))
        for part in parts:
            if _says_something(part.folded):
                yield tuple.__new__(Token, (part.surface, part.lemma))


def _groups(found: tuple[Word, ...], numbers: list[int]) -> Iterator[tuple[Word, ...]]:
    """Neighbours with one number."""
    first, last = 0, len(found)
    while first < last:
        end = first + 1
        while end < last and numbers[end] == numbers[first]:
            end += 1
        yield found[first:end]
        first = end


@lru_cache(maxsize=200_000)
def _says_something(folded: str) -> bool:
    return len(folded) > 1 and folded not in stop_words()


def _concept_tokens(plain: str, found: tuple[Word, ...]) -> Iterator[Token]:
    known = term_base()
    for run in _groups(found, [word.run for word in found]):
        lemmas = tuple([word.lemma for word in run])
        if known.lengths.keys().isdisjoint(lemmas):
            continue
        for first, last, concepts in known.matches(lemmas):
            surface = plain[run[first].start : run[last].end]
            yield from [Token(surface, concept) for concept in concepts]


_RUN = re.compile(r"[^\W_]+")
# Both are taken for "i" where case does not matter.
_DOTS = str.maketrans({"\u0130": "i", "\u0131": "i", "\u0307": None})


def _may_have_a_legal_form(plain: str) -> bool:
    """Whether the first word of any form is there: most texts have none, and the pattern is slow to find that out."""
    begun = _beginnings()
    if not begun.as_written.isdisjoint(_RUN.findall(plain)):
        return True
    folded = plain.translate(_DOTS).casefold()
    return not begun.words.isdisjoint(_RUN.findall(folded)) or any(form in folded for form in begun.initials)


class _Beginnings(NamedTuple):
    """First words of legal forms; `initials` are whole folded forms that begin with a single letter."""

    as_written: frozenset[str]
    words: frozenset[str]
    initials: tuple[str, ...]


@cache
def _beginnings() -> _Beginnings:
    known = legal_forms()
    first = {form.casefold(): _RUN.findall(form.casefold())[0] for form in known.in_any_case}
    return _Beginnings(
        frozenset(_RUN.findall(form)[0] for form in known.as_written),
        frozenset(word for word in first.values() if len(word) > 1),
        tuple(form for form, word in first.items() if len(word) == 1),
    )


@cache
def _legal_form_pattern() -> re.Pattern[str]:
    known = legal_forms()
    longest_first = (sorted(forms, key=len, reverse=True) for forms in (known.in_any_case, known.as_written))
    folded, exact = ("|".join(map(re.escape, forms)) for forms in longest_first)
    return re.compile(rf"(?<![^\W_])(?:(?i:{folded})|{exact})(?![^\W_])")
