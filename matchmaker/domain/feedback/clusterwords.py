"""What a group of observations has in common, in sentences that say what was counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from matchmaker.domain.facts import ObservationFacts
from matchmaker.domain.feedback.alike import Alike
from matchmaker.domain.feedback.clusterweights import ClusterWeights
from matchmaker.domain.findings import Sentence, say
from matchmaker.domain.text.lemmas import is_cyrillic
from matchmaker.domain.text.tokens import words as words_of

# Of each observation's pairs, so many of the strongest others are read for the words that met.
NEAREST = 5
_Written = tuple[str, str]


@dataclass(frozen=True, slots=True)
class MetWord:
    """A word or phrase by which observations met, as most wrote it; one language is empty where it met in one alone.

    `pairs` is in how many pairs of observations it met.
    """

    english: str
    ukrainian: str
    pairs: int

    def __str__(self) -> str:
        return " / ".join(part for part in (self.english, self.ukrainian) if part)


@dataclass(frozen=True, slots=True)
class Common:
    """Counts over a group: words of the vocabulary with how many observations have them, most frequent first.

    `types` are equipment ids; `people` counts those who joined an observation too; months are YYYY-MM.
    """

    people: int
    first: str
    last: str
    types: tuple[str, ...]
    modules: tuple[str, ...]
    sides: tuple[tuple[str, int], ...]
    languages: tuple[tuple[str, int], ...]
    categories: tuple[tuple[str, int], ...]
    conditions: tuple[tuple[str, int], ...]
    causes: tuple[tuple[str, int], ...]


def common(members: Sequence[ObservationFacts], alike: Alike, weights: ClusterWeights) -> Common:
    """Count what the members have in common; conditions, causes and categories only if most of them share it."""
    least = weights.most_of * len(members)
    months = sorted(one.month for one in members)
    return Common(
        people=sum(one.count for one in members),
        first=months[0],
        last=months[-1],
        types=tuple(sorted({one.equipment_id for one in members if one.equipment_id})),
        modules=tuple(sorted({one.module_id for one in members if one.module_id})),
        sides=_counted(one.side for one in members),
        languages=_counted(one.language for one in members),
        categories=_counted((alike.category(one) for one in members), least),
        conditions=_counted((name for one in members for name in one.conditions), least),
        causes=_counted((one.cause for one in members if one.cause != "unsure"), least),
    )


def met_words(
    some: Sequence[ObservationFacts], others: Sequence[ObservationFacts], alike: Alike
) -> tuple[MetWord, ...]:
    """The words by which each of some met the nearest of the others, in most pairs first."""
    pairs: dict[_Written, set[tuple[str, str]]] = defaultdict(set)
    for one in some:
        for other in _nearest(one, others, alike):
            for met in alike.met(one.id, other.id):
                pairs[_by_language(met.query_surface, met.text_surface)].add(_unordered(one.id, other.id))
    return tuple(_merged(pairs))


def reasons(
    members: Sequence[ObservationFacts],
    words: Sequence[MetWord],
    shared: Common,
    closeness: float,
    weights: ClusterWeights,
) -> tuple[Sentence, ...]:
    """Say what was counted, weightiest first."""
    return tuple(_reasons(members, words, shared, closeness, weights))


def _reasons(
    members: Sequence[ObservationFacts],
    words: Sequence[MetWord],
    shared: Common,
    closeness: float,
    weights: ClusterWeights,
) -> Iterator[Sentence]:
    yield say(
        "%(count)s observations by %(people)s people say something alike (%(closeness)s on average).",
        count=len(members),
        people=shared.people,
        closeness=closeness,
    )
    if words:
        yield say("Words that met: %(words)s.", words=tuple(str(word) for word in words))
    yield _spread(members, shared)
    yield from _named(members, shared, weights)


def _named(members: Sequence[ObservationFacts], shared: Common, weights: ClusterWeights) -> Iterator[Sentence]:
    every = len(members)
    for name, count in shared.conditions:
        yield say("%(count)s of %(all)s name the condition %(word)s.", count=count, all=every, word=weights.said(name))
    for name, count in shared.causes:
        yield say("%(count)s of %(all)s see the cause in %(word)s.", count=count, all=every, word=weights.said(name))
    for name, count in shared.categories:
        yield say("%(count)s of %(all)s are on equipment of the category %(word)s.", count=count, all=every, word=name)


def _spread(members: Sequence[ObservationFacts], shared: Common) -> Sentence:
    sides = dict(shared.sides)
    return say(
        "They are on %(types)s types of equipment, from %(first)s to %(last)s: %(union)s from the EU side,"
        " %(ukraine)s from the Ukrainian side.",
        types=len(shared.types),
        first=shared.first,
        last=shared.last,
        union=sides.get("EU", 0),
        ukraine=sides.get("UA", 0),
    )


def _counted(words: Iterable[str], least: float = 0.0) -> tuple[tuple[str, int], ...]:
    counts = Counter(word for word in words if word)
    return tuple(sorted(((word, n) for word, n in counts.items() if n >= least), key=lambda pair: (-pair[1], pair[0])))


def _nearest(one: ObservationFacts, others: Sequence[ObservationFacts], alike: Alike) -> Iterator[ObservationFacts]:
    row = alike.table[alike.row[one.id]]
    likely = sorted(
        (other for other in others if other.id != one.id),
        key=lambda other: (-round(float(row[alike.row[other.id]]), 9), other.id),
    )
    yield from likely[:NEAREST]


def _by_language(one: str, other: str) -> _Written:
    """English and Ukrainian wording; one of them is empty where both are of one language."""
    english = next((word.casefold().removesuffix("'s") for word in (one, other) if not is_cyrillic(word)), "")
    ukrainian = next((word.casefold() for word in (one, other) if is_cyrillic(word)), "")
    return english, ukrainian


def _unordered(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _merged(pairs: Mapping[_Written, set[tuple[str, str]]]) -> Iterator[MetWord]:
    """Forms of a word are one, told as most wrote it; so are a word and its translation."""
    english = _translations(pairs)
    groups: dict[str, list[_Written]] = defaultdict(list)
    for words in sorted(pairs):
        own = _dictionary_form(words[1])
        groups[_dictionary_form(words[0]) or english.get(own, own)].append(words)
    merged = (
        MetWord(_usual(group, pairs, 0), _usual(group, pairs, 1), len(set().union(*(pairs[words] for words in group))))
        for group in groups.values()
    )
    yield from sorted(merged, key=lambda one: (-one.pairs, one.english, one.ukrainian))


def _translations(pairs: Mapping[_Written, set[tuple[str, str]]]) -> Mapping[str, str]:
    """For a Ukrainian word the English one that it met most often."""
    met: dict[str, Counter[str]] = defaultdict(Counter)
    for (english, ukrainian), found in pairs.items():
        if english and ukrainian:
            met[_dictionary_form(ukrainian)][_dictionary_form(english)] += len(found)
    return {word: min(counts, key=lambda one: (-counts[one], one)) for word, counts in met.items()}


def _usual(group: Iterable[_Written], pairs: Mapping[_Written, set[tuple[str, str]]], language: int) -> str:
    """How most wrote it, of equals the shorter."""
    counts: Counter[str] = Counter()
    for words in group:
        counts[words[language]] += len(pairs[words]) if words[language] else 0
    return min(counts, key=lambda word: (-counts[word], len(word), word))


@lru_cache(maxsize=5_000)
def _dictionary_form(written: str) -> str:
    return " ".join(word.lemma for word in words_of(written))
