"""The bilingual term base: phrases of either language that stand for one concept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from matchmaker.domain.text.wordlists import read_list

PREFIX = "term:"


@dataclass(frozen=True, slots=True)
class Term:
    """A concept of the trade; the first phrase of each language is its label."""

    key: str
    english: tuple[str, ...]
    ukrainian: tuple[str, ...]
    broader: tuple[str, ...]


@dataclass(frozen=True)
class TermBase:
    """Phrases as lemma sequences, each with its concept first and the broader concepts after it.

    `lengths` has by first lemma how many lemmas its phrases have, the most first.
    """

    terms: Mapping[str, Term]
    phrases: Mapping[tuple[str, ...], tuple[str, ...]]
    lengths: Mapping[str, tuple[int, ...]]

    @classmethod
    def of(cls, terms: tuple[Term, ...], lemmas: Callable[[str], tuple[str, ...]]) -> TermBase:
        """Build from terms; raises ValueError where two claim one phrase or a broader one is missing."""
        by_key = {term.key: term for term in terms}
        phrases: dict[tuple[str, ...], tuple[str, ...]] = {}
        for term in terms:
            concepts = tuple(PREFIX + key for key in _with_broader(term.key, by_key))
            for phrase in (*term.english, *term.ukrainian):
                if phrases.setdefault(lemmas(phrase), concepts) != concepts:
                    raise ValueError(f"two terms claim the phrase {phrase!r}: {term.key} is one of them")
        return cls(by_key, phrases, phrase_lengths(phrases))

    def broader(self, concept: str) -> frozenset[str]:
        """All concepts broader than one, itself left out; empty for what is no concept of the list."""
        key = concept.removeprefix(PREFIX)
        wider = _with_broader(key, self.terms)[1:] if key in self.terms else ()
        return frozenset(PREFIX + one for one in wider)

    def matches(self, lemmas: tuple[str, ...]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """First and last position and concepts of each phrase found, longest first, none overlapping."""
        free = 0
        for at, lemma in enumerate(lemmas):
            if at >= free and lemma in self.lengths:
                length = self._length_at(lemmas, at)
                if length:
                    yield at, at + length - 1, self.phrases[lemmas[at : at + length]]
                    free = at + length

    def _length_at(self, lemmas: tuple[str, ...], at: int) -> int:
        reach = len(lemmas) - at
        possible = (length for length in self.lengths[lemmas[at]] if length <= reach)
        return next((length for length in possible if lemmas[at : at + length] in self.phrases), 0)


def read_terms() -> tuple[Term, ...]:
    """The curated list."""
    return tuple(
        Term(key, tuple(entry["en"]), tuple(entry["uk"]), tuple(entry.get("broader", ())))
        for key, entry in read_list("terms").items()
    )


def phrase_lengths(phrases: Collection[tuple[str, ...]]) -> Mapping[str, tuple[int, ...]]:
    """By first lemma how many lemmas its phrases have, the most first."""
    found: dict[str, set[int]] = defaultdict(set)
    for phrase in phrases:
        if phrase:
            found[phrase[0]].add(len(phrase))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}


def _with_broader(key: str, terms: Mapping[str, Term]) -> tuple[str, ...]:
    """The key and all that is broader, nearest first; a circle ends where it began."""
    found = [key]
    for known in found:
        if known not in terms:
            raise ValueError(f"broader term {known!r} is not in the list")
        found.extend(wider for wider in terms[known].broader if wider not in found)
    return tuple(found)
