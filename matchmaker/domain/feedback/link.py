"""Which equipment a text speaks of, by name or nickname in either script; proposals for a person to confirm."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from matchmaker.domain.facts import EquipmentFacts
from matchmaker.domain.feedback.abbreviations import with_abbreviations
from matchmaker.domain.feedback.doubts import Surroundings
from matchmaker.domain.feedback.names import Part
from matchmaker.domain.feedback.occurrences import Meaning, Named, NamesInTexts
from matchmaker.domain.feedback.spelling import Nearness, atoms
from matchmaker.domain.findings import Sentence, say

_KEPT = {Part.WHOLE: 1.0, Part.CORE: 0.95, Part.PIECE: 0.75, Part.FAMILY: 0.65}
_SPELLED = {Nearness.SAME: 1.0, Nearness.FORM: 0.9, Nearness.SCRIPT: 0.9, Nearness.SOUND: 0.8, Nearness.TYPO: 0.6}
_OTHER_HYPHENS, _VERSION = 0.97, 0.8
# Where a word near a shared name speaks of the category of one of its bearers, that one counts as three.
_OWN_CATEGORY = 3
LEAST = 0.2


@dataclass(frozen=True, slots=True)
class Candidate:
    """Equipment that may be meant: `score` in 0..1 is shared out among all that bear the same name.

    `matched` is `text[start:end]`, `alias` the recorded name it was held to be. Where `ambiguous`, several types bear
    that name and a person must say which one is meant.
    """

    equipment_id: str
    score: float
    matched: str
    alias: str
    start: int = 0
    end: int = 0
    ambiguous: bool = False
    because: tuple[Sentence, ...] = ()


class NameIndex:
    """The names of a list of equipment, read once, to look for in many texts."""

    def __init__(self, equipment: Iterable[Named]) -> None:
        self._names = NamesInTexts(equipment)

    @classmethod
    def of(cls, equipment: Iterable[EquipmentFacts]) -> NameIndex:
        """Index the names of the register's equipment in both languages, with nicknames and other aliases."""
        return cls(Named(one.id, (one.name, one.name_uk, *one.aliases), one.category) for one in equipment)

    def mentions(self, text: str) -> Iterator[tuple[Candidate, ...]]:
        """Each place in the text where a name stands, from left to right, with all that it may mean, best first."""
        for place in self._places(text):
            candidates = _candidates(place)
            if candidates:
                yield candidates

    def _places(self, text: str) -> Iterator[Surroundings]:
        found = atoms(text)
        places = [Surroundings(text, found, one) for one in self._names.occurrences(found)]
        told = with_abbreviations(text, found)
        if len(told) == len(found):
            return iter(places)
        written_out = (Surroundings(text, told, one) for one in self._names.occurrences(told))
        return _longest([*places, *(place for place in written_out if len(place.told) > 1)])

    def link(self, text: str) -> tuple[Candidate, ...]:
        """Each type once, where it is named most clearly, best first; ties by id."""
        best: dict[str, Candidate] = {}
        for candidates in self.mentions(text):
            for one in candidates:
                held = best.get(one.equipment_id)
                if held is None or round(one.score, 9) > round(held.score, 9):
                    best[one.equipment_id] = one
        return tuple(sorted(best.values(), key=_order))


def link_to_equipment(text: str, equipment: Iterable[EquipmentFacts]) -> tuple[Candidate, ...]:
    """Candidates by whole words, longest name first, best first; a nickname of several types gives them all.

    For many texts make one `NameIndex`; the indexes of the last lists asked for are kept.
    """
    return _index(tuple(equipment)).link(text)


@lru_cache(maxsize=2)
def _index(equipment: tuple[EquipmentFacts, ...]) -> NameIndex:
    return NameIndex.of(equipment)


def _longest(places: Iterable[Surroundings]) -> Iterator[Surroundings]:
    """From left to right, none inside another."""
    end = 0
    for place in sorted(places, key=lambda place: (place.told[0].start, -place.told[-1].end)):
        if place.told[0].start >= end:
            end = place.told[-1].end
            yield place


def _order(one: Candidate) -> tuple[float, str]:
    return -round(one.score, 9), one.equipment_id


def _candidates(where: Surroundings) -> tuple[Candidate, ...]:
    meanings = where.occurrence.meanings
    shares = [_OWN_CATEGORY if one.bearer.category in where.near else 1 for one in meanings]
    pairs = zip(meanings, shares, strict=True)
    found = (_candidate(where, one, share / sum(shares), len(meanings)) for one, share in pairs)
    return tuple(sorted(filter(None, found), key=_order))


def _candidate(where: Surroundings, meaning: Meaning, share: float, count: int) -> Candidate | None:
    first, last = where.told[0], where.told[-1]
    matched = where.text[first.start : last.end]
    version = where.occurrence.version
    sure, doubt = where.certainty(meaning.bearer)
    score = sure * _quality(meaning, matched, version=version)
    if score < LEAST:
        return None
    because = [_how(meaning, matched, version=version), doubt]
    if count > 1:
        because.append(say("%(count)s types bear this name; a person must say which one is meant.", count=count))
    return Candidate(
        equipment_id=meaning.bearer.id,
        score=score * share,
        matched=matched,
        alias=meaning.bearer.alias,
        start=first.start,
        end=last.end,
        ambiguous=count > 1,
        because=tuple(filter(None, because)),
    )


def _quality(meaning: Meaning, matched: str, *, version: bool) -> float:
    quality = _KEPT[meaning.bearer.reading.part] * _SPELLED[meaning.nearness]
    if version:
        return quality * _VERSION
    whole = meaning.bearer.reading.part is Part.WHOLE and meaning.nearness is Nearness.SAME
    return quality * _OTHER_HYPHENS if whole and not _is_as_recorded(meaning, matched) else quality


def _is_as_recorded(meaning: Meaning, matched: str) -> bool:
    return matched.casefold() in meaning.bearer.alias.casefold()


def _how(meaning: Meaning, matched: str, *, version: bool) -> Sentence:
    alias, part = meaning.bearer.alias, meaning.bearer.reading.part
    if version:
        return say("“%(matched)s” reads as a version of “%(alias)s”.", matched=matched, alias=alias)
    if part is Part.WHOLE or meaning.nearness is Nearness.TYPO:
        return _spelled(meaning, matched)
    if part is Part.CORE:
        return say("“%(matched)s” is “%(alias)s” without its general words.", matched=matched, alias=alias)
    if part is Part.PIECE:
        return say("“%(matched)s” is one part of the name “%(alias)s”.", matched=matched, alias=alias)
    return say("“%(matched)s” may be “%(alias)s”; the version is not named.", matched=matched, alias=alias)


def _spelled(meaning: Meaning, matched: str) -> Sentence:
    alias, near = meaning.bearer.alias, meaning.nearness
    if near is Nearness.FORM:
        return say("“%(matched)s” is an inflected form of “%(alias)s”.", matched=matched, alias=alias)
    if near is Nearness.SCRIPT:
        return say("“%(matched)s” is “%(alias)s” in the other script.", matched=matched, alias=alias)
    if near is Nearness.TYPO:
        return say("“%(matched)s” is one letter away from “%(alias)s”.", matched=matched, alias=alias)
    if near is Nearness.SAME and _is_as_recorded(meaning, matched):
        return say("“%(matched)s” is a recorded name.", matched=matched)
    return say("“%(matched)s” is another spelling of “%(alias)s”.", matched=matched, alias=alias)
