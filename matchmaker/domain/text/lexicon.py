"""Translations of words and phrases between English and Ukrainian, looked up for a query only.

Unlike the terms of the trade they leave no trace in a text: a wrong translation cannot become a reason between
two texts of one language.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from matchmaker.domain.text.stems import stem
from matchmaker.domain.text.terms import TermBase, phrase_lengths
from matchmaker.domain.text.tokens import Token, Word, read, tokens_of, words
from matchmaker.domain.text.wordlists import read_table, word_beginnings

# Nobody checked what was learned by counting: at its best it weighs a little less than what somebody wrote down.
LEARNED = 0.9
# A word of the same family (ремонт, ремонтувати) is a weaker witness than the word itself.
FAMILY = 0.7
_HALF = 0.5
_SHORTEST_REST = 5


class Translation(NamedTuple):
    """Two lemmas or phrases (lemmas joined by blanks) that mean the same, `trust` from 0 to 1."""

    english: str
    ukrainian: str
    trust: float


@dataclass(frozen=True)
class Lexicon:
    """Translations both ways by lemma or phrase; no key of one language is one of the other, so one table does."""

    translations: Mapping[str, Mapping[str, float]]
    families: Mapping[str, tuple[str, ...]]
    phrases: TermBase

    @classmethod
    def of(cls, pairs: Iterable[Translation]) -> Lexicon:
        """Build from pairs; of the same pair twice the higher trust counts."""
        table: dict[str, dict[str, float]] = defaultdict(dict)
        for english, ukrainian, trust in pairs:
            table[english][ukrainian] = max(trust, table[english].get(ukrainian, 0.0))
            table[ukrainian][english] = max(trust, table[ukrainian].get(english, 0.0))
        return cls(table, _families(table), _phrases(table))

    def of_key(self, key: str) -> Mapping[str, float]:
        """What a lemma or phrase is in the other language, with trust; through its family if it is not known itself."""
        if key in self.translations or " " in key:
            return self.translations.get(key, {})
        return self._of_family(key) or self._of_compound(key)

    def _of_family(self, key: str) -> Mapping[str, float]:
        found: dict[str, float] = {}
        for relative in self.families.get(stem(key), ()):
            for other, trust in self.translations[relative].items():
                found[other] = max(found.get(other, 0.0), trust * FAMILY)
        return found

    def _of_compound(self, key: str) -> Mapping[str, float]:
        """What the second half of a word such as відеоідентифікація is, and what the first is."""
        for first in word_beginnings():
            rest = key.removeprefix(first)
            if rest != key and len(rest) >= _SHORTEST_REST:
                halves = {**self.translations.get(rest, {}), **self._of_family(rest)}
                known = {other: trust * _HALF for other, trust in halves.items() if " " not in other}
                if known:
                    return known | dict.fromkeys(word_beginnings()[first], _HALF)
        return {}

    def units(self, text: str) -> list[Token]:
        """The tokens of a text and after them the phrases that this lexicon can translate."""
        plain, found = read(text)
        return [*tokens_of(plain, found), *self._phrase_tokens(plain, found)]

    def _phrase_tokens(self, plain: str, found: tuple[Word, ...]) -> Iterator[Token]:
        for first, last, keys in self.phrases.matches(tuple(word.lemma for word in found)):
            if found[first].run == found[last].run:
                yield Token(plain[found[first].start : found[last].end], keys[0])


@cache
def lexicon() -> Lexicon:
    """The lexicon of this package: written by hand, from the front line, and learned from procurement labels."""
    return Lexicon.of((*written(), *learned()))


def written() -> Iterator[Translation]:
    """What was written down by hand: own compilation and the words of the front line."""
    for name in ("lexicon", "front_line"):
        for row in read_table(name):
            for ukrainian in row["ukrainian"].split(";"):
                yield Translation(_key(row["english"]), _key(ukrainian), 1.0)


def learned() -> Iterator[Translation]:
    """What was learned from labels that exist in both languages; the file says how."""
    for row in read_table("learned"):
        yield Translation(row["english"], row["ukrainian"], LEARNED * float(row["trust"]))


def _key(phrase: str) -> str:
    return " ".join(word.lemma for word in words(phrase))


def _families(table: Mapping[str, Mapping[str, float]]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for key in sorted(table):
        if " " not in key:
            found[stem(key)].append(key)
    return {family: tuple(keys) for family, keys in found.items()}


def _phrases(table: Mapping[str, Mapping[str, float]]) -> TermBase:
    known = {tuple(key.split()): (key,) for key in table if " " in key}
    return TermBase({}, known, phrase_lengths(known))
