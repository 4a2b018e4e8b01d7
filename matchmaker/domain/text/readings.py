"""What is counted of a text: its weighed lemmas and the terms of the trade that it has and names."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from math import gcd
from typing import NamedTuple

from matchmaker.domain.text.tokens import stated, term_base, tokenise

CONCEPT = "term:"
# A term of the trade is counted as if it stood so often: "jamming" tells more than a rare everyday word.
CONCEPT_EMPHASIS = 3


class Concepts(NamedTuple):
    """The terms of the trade in a text: all, and those that it names itself."""

    held: frozenset[str]
    named: frozenset[str]


class Reading(NamedTuple):
    """A text as the index counts it: each lemma with how often it weighs, and its terms of the trade."""

    lemmas: tuple[str, ...]
    counts: tuple[int, ...]
    concepts: Concepts


@lru_cache(maxsize=20_000)
def read(text: str) -> Reading:
    """Read a text once; one written twice counts as written once.

    >>> read("radar radar") == read("radar")
    True
    """
    tokens = tokenise(text)
    counts = Counter(token.lemma for token in tokens)
    written = gcd(*counts.values()) or 1
    held = frozenset(lemma for lemma in counts if lemma.startswith(CONCEPT))
    weighed = tuple(count // written * (CONCEPT_EMPHASIS if lemma in held else 1) for lemma, count in counts.items())
    return Reading(tuple(counts), weighed, Concepts(_one(held), _one(stated(tokens))))


@lru_cache(maxsize=400_000)
def concepts(text: str) -> Concepts:
    """Which terms of the trade a text has; kept for longer than all its words, since the graph asks again."""
    return read(text).concepts


def concepts_in(text: str) -> int:
    """How many different terms of the trade a text has, broader ones beside a narrower one left out.

    >>> concepts_in("jamming"), concepts_in("jamming and spoofing of GPS")
    (1, 3)
    """
    return own_count(concepts(text).held)


@lru_cache(maxsize=20_000)
def own_count(names: frozenset[str]) -> int:
    """How many of some terms are not there merely as a broader one of another."""
    wider = frozenset[str]().union(*(term_base().broader(name) for name in names))
    return len(names - wider)


def weighed_lemmas(text: str) -> tuple[str, ...]:
    """The lemmas, each as often as it counts."""
    reading = read(text)
    return tuple(lemma for lemma, count in zip(reading.lemmas, reading.counts, strict=True) for _ in range(count))


@lru_cache(maxsize=50_000)
def _one(names: frozenset[str]) -> frozenset[str]:
    """The same object for equal sets: hundreds of thousands of texts have a few thousand different ones."""
    return names
