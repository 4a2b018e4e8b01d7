"""Which equipment a text speaks of, by name or nickname in either script; proposals for a person to confirm."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from matchmaker.domain.facts import EquipmentFacts
from matchmaker.domain.text.lemmas import normalise
from matchmaker.domain.text.tokens import Word, words

_AS_WRITTEN, _INFLECTED = 1.0, 0.9

_Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Equipment that may be meant: `score` in 0..1 is shared out among all that bear the same name."""

    equipment_id: str
    score: float
    matched: str
    alias: str


@dataclass(frozen=True, slots=True)
class _Name:
    equipment_id: str
    alias: str


def link_to_equipment(text: str, equipment: Iterable[EquipmentFacts]) -> tuple[Candidate, ...]:
    """Candidates by whole words, longest name first, best first; a nickname of several types gives them all."""
    names = _names(equipment)
    plain, found = normalise(text), words(text)
    best: dict[str, Candidate] = {}
    for candidate in _candidates(plain, found, names):
        held = best.get(candidate.equipment_id)
        if held is None or candidate.score > held.score:
            best[candidate.equipment_id] = candidate
    return tuple(sorted(best.values(), key=lambda one: (-round(one.score, 9), one.equipment_id)))


def _names(equipment: Iterable[EquipmentFacts]) -> Mapping[_Key, tuple[_Name, ...]]:
    """Names by lemmas, so that `Лелекою` finds `Лелека`."""
    names: dict[_Key, dict[str, _Name]] = defaultdict(dict)
    for one in sorted(equipment, key=lambda one: one.id):
        for alias in filter(None, (one.name, one.name_uk, *one.aliases)):
            key = tuple(word.lemma for word in words(alias))
            if key:
                names[key].setdefault(one.id, _Name(one.id, alias))
    return {key: tuple(bearers.values()) for key, bearers in names.items()}


def _candidates(plain: str, found: tuple[Word, ...], names: Mapping[_Key, tuple[_Name, ...]]) -> Iterator[Candidate]:
    longest = max(map(len, names), default=0)
    at = 0
    while at < len(found):
        length = _length_at(found, at, names=names, longest=longest)
        if length:
            span = found[at : at + length]
            yield from _bearers(plain[span[0].start : span[-1].end], span, names)
        at += max(length, 1)


def _length_at(found: tuple[Word, ...], at: int, *, names: Mapping[_Key, tuple[_Name, ...]], longest: int) -> int:
    reach = min(longest, len(found) - at)
    lengths = (length for length in range(reach, 0, -1) if _is_name(found[at : at + length], names))
    return next(lengths, 0)


def _is_name(span: tuple[Word, ...], names: Mapping[_Key, tuple[_Name, ...]]) -> bool:
    return span[0].run == span[-1].run and tuple(word.lemma for word in span) in names


def _bearers(matched: str, span: tuple[Word, ...], names: Mapping[_Key, tuple[_Name, ...]]) -> Iterator[Candidate]:
    bearers = names[tuple(word.lemma for word in span)]
    written = tuple(word.folded for word in span)
    for name in bearers:
        as_written = written == tuple(word.folded for word in words(name.alias))
        score = (_AS_WRITTEN if as_written else _INFLECTED) / len(bearers)
        yield Candidate(name.equipment_id, score, matched, name.alias)
