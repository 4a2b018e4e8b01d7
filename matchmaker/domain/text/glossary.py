"""The interpreter's glossary: the term base and the words of the front line, found from either language and script."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from matchmaker.domain.text.lemmas import fold
from matchmaker.domain.text.terms import PREFIX, Term, TermBase, phrase_lengths
from matchmaker.domain.text.tokens import stated, term_base, tokenise, words
from matchmaker.domain.text.wordlists import read_table

TERMS, FRONT_LINE = "terms", "front_line"
_ARTICLE = re.compile(r"^(an?|any|the) ")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the glossary; the first word of each language is the usual one.

    `written` is the Ukrainian in Latin letters and `meaning` an explanation in English, where the source has them.
    `source` is TERMS (own compilation) or FRONT_LINE (the bavovniatko knowledge base, CC BY 4.0).
    """

    key: str
    english: tuple[str, ...]
    ukrainian: tuple[str, ...]
    written: str
    meaning: str
    source: str

    @property
    def said(self) -> str:
        """All that a search looks through, folded."""
        return fold("\n".join((*self.english, *self.ukrainian, self.written, self.meaning)))


@cache
def glossary() -> tuple[Entry, ...]:
    """All entries, in the order of what they are looked up by in English."""
    entries = (*map(_of_term, term_base().terms.values()), *_of_front_line())
    return tuple(sorted(entries, key=lambda one: (_heading(one), one.key)))


def found(question: str) -> tuple[Entry, ...]:
    """Entries that have every word asked for, in either language or script; all of them where nothing is asked.

    Those where a word of the entry begins with the question come first.

    >>> found("кілзона")[0].written
    'kilzona'
    """
    asked = fold(question).split()
    hits = [one for one in glossary() if all(word in one.said for word in asked)]
    return tuple(sorted(hits, key=lambda one: not _begins(one, " ".join(asked)))) if asked else tuple(hits)


def spoken_of(texts: Iterable[str]) -> tuple[Entry, ...]:
    """Entries whose words occur in the texts, in whatever form, in the order of the glossary."""
    keys = frozenset().union(*map(_keys_in, texts))
    return tuple(one for one in glossary() if one.key in keys)


@lru_cache(maxsize=4096)
def _keys_in(text: str) -> frozenset[str]:
    lemmas = tuple(word.lemma for word in words(text))
    slang = (key for _, _, keys in _phrases().matches(lemmas) for key in keys)
    terms = (one.removeprefix(PREFIX) for one in stated(tokenise(text)))
    return frozenset((*terms, *slang))


@cache
def _phrases() -> TermBase:
    """The front line's own Ukrainian words; its explanations are English and common, so they are not looked for."""
    known: dict[tuple[str, ...], tuple[str, ...]] = {}
    for entry in _of_front_line():
        for phrase in entry.ukrainian:
            lemmas = tuple(word.lemma for word in words(phrase))
            known[lemmas] = (*known.get(lemmas, ()), entry.key)
    return TermBase({}, known, phrase_lengths(known))


def _heading(entry: Entry) -> str:
    """What an entry is looked up by in English: a word, or the explanation without its article."""
    return _ARTICLE.sub("", (entry.english[0] if entry.english else entry.meaning).casefold())


def _begins(entry: Entry, question: str) -> bool:
    return any(line.startswith(question) for line in entry.said.split("\n"))


def _of_term(term: Term) -> Entry:
    return Entry(term.key, term.english, term.ukrainian, "", "", TERMS)


def _of_front_line() -> Iterator[Entry]:
    for row in read_table("glossary"):
        ukrainian = tuple(one.strip() for one in row["uk"].split("/"))
        yield Entry(f"front-line:{row['translit']}", (), ukrainian, row["translit"], row["meaning_en"], FRONT_LINE)
