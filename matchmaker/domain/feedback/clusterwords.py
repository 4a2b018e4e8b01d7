"""What a group of observations has in common, in sentences that say what was counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from matchmaker.domain.facts import ObservationFacts
from matchmaker.domain.feedback.alike import Alike
from matchmaker.domain.feedback.clusterweights import ClusterWeights
from matchmaker.domain.findings import Sentence, say
from matchmaker.domain.text.lemmas import is_cyrillic

# Of each observation's pairs, so many of the strongest others are read for the words that met.
NEAREST = 5


@dataclass(frozen=True, slots=True)
class MetWord:
    """A word or phrase by which observations met, as it was written first, in the languages in which it was."""

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
    pairs: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
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


def _by_language(one: str, other: str) -> tuple[str, str]:
    """English and Ukrainian wording in dictionary-like writing; one of them is empty where both are of one language."""
    english = next((word.casefold() for word in (one, other) if not is_cyrillic(word)), "")
    ukrainian = next((word.casefold() for word in (one, other) if is_cyrillic(word)), "")
    return english, ukrainian


def _unordered(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _merged(pairs: dict[tuple[str, str], set[tuple[str, str]]]) -> Iterator[MetWord]:
    """A word that met in one language joins the pair of languages in which it met too."""
    both = {words: found for words, found in pairs.items() if all(words)}
    joined: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for words, found in sorted(pairs.items(), key=lambda item: (-len(item[1]), item[0])):
        joined.setdefault(_home(words, both), set()).update(found)
    merged = [MetWord(*words, len(found)) for words, found in joined.items()]
    yield from sorted(merged, key=lambda one: (-one.pairs, one.english, one.ukrainian))


def _home(words: tuple[str, str], both: dict[tuple[str, str], set[tuple[str, str]]]) -> tuple[str, str]:
    likely = [pair for pair in both if (words[0] and pair[0] == words[0]) or (words[1] and pair[1] == words[1])]
    return words if not likely or all(words) else min(likely, key=lambda pair: (-len(both[pair]), pair))
