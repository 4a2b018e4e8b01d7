"""Where names of equipment occur in a text: an index made once, each text read once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from matchmaker.domain.feedback.names import Part, Reading, core, endings_after_latin, readings
from matchmaker.domain.feedback.spelling import (
    SHORTEST_WITH_A_TYPO,
    Atom,
    Nearness,
    is_everyday,
    nearness,
    skeleton,
    without_one_letter,
)
from matchmaker.domain.text.lemmas import is_cyrillic

_JOINS = re.compile(r"[ \t\u00a0]?\n?[ \t\u00a0]?[\-\u2010-\u2015/&@+\"'«»“”„‘’]{0,2}[ \t\u00a0]?")
_LONGEST_VERSION_WORD, _SHORTEST_BASE, _MOST_VERSION_ATOMS = 3, 3, 3
_MOST_ENUMERATED = 12
_MAY_BE_A_SLIP = range(SHORTEST_WITH_A_TYPO - 1, 31)
_WORDS_KEPT = 50_000
_CLEAR = (Nearness.SAME, Nearness.FORM)

_Key = tuple[str, ...]


class Named(NamedTuple):
    """Something with names; `category` may be empty."""

    id: str
    names: tuple[str, ...]
    category: str = ""


class Bearer(NamedTuple):
    """One reading of one name. `plain` says that the name has no word too many; names of one `core` are one system."""

    id: str
    alias: str
    category: str
    reading: Reading
    core: _Key
    plain: bool


class Meaning(NamedTuple):
    """What an occurrence may mean, and how near its spelling is."""

    bearer: Bearer
    nearness: Nearness


class Occurrence(NamedTuple):
    """A name in a text: atoms from `first` to before `last`; a `version` has more of a designation than the name."""

    first: int
    last: int
    meanings: tuple[Meaning, ...]
    version: bool


class NamesInTexts:
    """Names by the bare bones of their spelling."""

    def __init__(self, equipment: Iterable[Named]) -> None:
        keys: dict[_Key, list[Bearer]] = defaultdict(list)
        for bearer in _bearers(equipment):
            keys[tuple(map(skeleton, bearer.reading.key))].append(bearer)
        lengths: dict[str, set[int]] = defaultdict(set)
        for key in keys:
            lengths[key[0]].add(len(key))
        self._keys = {key: tuple(bearers) for key, bearers in keys.items()}
        self._lengths = {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}
        self._bones = frozenset(bone for key in keys for bone in key)
        self._bone = lru_cache(maxsize=_WORDS_KEPT)(self._bone_of)
        self._slips = _slips(bearer.reading for bearers in keys.values() for bearer in bearers)

    def occurrences(self, found: Sequence[Atom]) -> Iterator[Occurrence]:
        """Names from left to right, the longest first, none inside another."""
        bones = [self._bone(atom.folded) for atom in found]
        at = 0
        while at < len(found):
            one = self._at(found, bones, at) if bones[at] in self._lengths else None
            if one is None:
                at += 1
                continue
            yield one
            at = one.last
            for more in self._enumerated(found, bones, one):
                yield more
                at = more.last

    def _bone_of(self, folded: str) -> str:
        bone = skeleton(folded)
        if bone in self._bones or len(folded) not in _MAY_BE_A_SLIP or is_everyday(folded):
            return bone
        meant = {self._slips[slip] for slip in without_one_letter(folded) if slip in self._slips}
        return meant.pop() if len(meant) == 1 else bone

    def _at(self, found: Sequence[Atom], bones: Sequence[str], at: int) -> Occurrence | None:
        if not found[at].gap:
            return None
        for length in self._lengths[bones[at]]:
            bearers = self._keys.get(tuple(bones[at : at + length]))
            if bearers is not None and at + length <= len(found) and _hang_together(found[at : at + length]):
                one = _occurrence(found, at, at + length, bearers)
                if one is not None:
                    return one
        return None

    def _enumerated(self, found: Sequence[Atom], bones: Sequence[str], one: Occurrence) -> Iterator[Occurrence]:
        """`FP-1/2` and `M109A3/A4`: the second takes the place of a like ending of the first."""
        kept, at = one.last, one.last
        while at < min(len(found), one.last + _MOST_ENUMERATED) and found[at].gap == "/":
            for length in (2, 1):
                key = (*bones[one.first : kept - length], *bones[at : at + length])
                bearers = self._keys.get(key) if _alike(found, kept - length, at, length) else None
                if bearers is not None:
                    told = [*found[one.first : kept - length], *found[at : at + length]]
                    yield Occurrence(one.first, at + length, _meanings(told, bearers, version=False), version=False)
                    at += length
                    break
            else:
                return


def _bearers(equipment: Iterable[Named]) -> Iterator[Bearer]:
    for one in sorted(equipment, key=lambda one: one.id):
        for alias in dict.fromkeys(filter(None, one.names)):
            bare = core(alias)
            for reading in readings(alias):
                yield Bearer(
                    one.id, alias, one.category.casefold(), reading, bare, plain=readings(alias)[0].key == bare
                )


def _slips(found: Iterable[Reading]) -> dict[str, str]:
    """Long words without one letter, where it is clear which word that was."""
    words = {word for reading in found for word in reading.key if len(word) >= SHORTEST_WITH_A_TYPO and word.isalpha()}
    slips: dict[str, set[str]] = defaultdict(set)
    for word in words:
        for slip in without_one_letter(word):
            slips[slip].add(skeleton(word))
    return {slip: bones.pop() for slip, bones in slips.items() if len(bones) == 1}


def _hang_together(found: Sequence[Atom]) -> bool:
    pairs = zip(found, found[1:], strict=False)
    return all(_joins(after.gap) or _is_decimal(one, after) for one, after in pairs)


@lru_cache(maxsize=10_000)
def _joins(gap: str) -> bool:
    return _JOINS.fullmatch(gap) is not None


def _is_decimal(one: Atom, after: Atom) -> bool:
    return after.gap in (".", ",") and one.folded.isdigit() and after.folded.isdigit()


def _alike(found: Sequence[Atom], one: int, other: int, length: int) -> bool:
    first, second = found[one : one + length], found[other : other + length]
    return len(first) == len(second) == length and all(
        a.folded.isdigit() == b.folded.isdigit() for a, b in zip(first, second, strict=True)
    )


def _occurrence(found: Sequence[Atom], first: int, last: int, bearers: Sequence[Bearer]) -> Occurrence | None:
    end = _end(found, first, last)
    if end is None:
        return None
    version = end[1]
    meanings = _meanings(found[first:last], bearers, version=version)
    if not version and end[0] < len(found) and _is_number_after(found[end[0]]):
        meanings = tuple(one for one in meanings if one.bearer.reading.part >= Part.CORE)
    return Occurrence(first, end[0], meanings, version) if meanings else None


def _end(found: Sequence[Atom], first: int, last: int) -> tuple[int, bool] | None:
    """Where the name ends and whether a version follows it; None inside a word."""
    if last == len(found):
        return last, False
    after, before = found[last], found[last - 1]
    if after.surface == "+":
        return last, False
    if after.gap:
        return _after_hyphen(found, last)
    closed = last + 1 == len(found) or bool(found[last + 1].gap)
    if closed and (after.surface == "s" or _is_ending(before, after)):
        return last + 1, False
    letters = sum(len(atom.folded) for atom in found[first:last])
    if before.folded.isdigit() and after.surface[0].isupper() and letters >= _SHORTEST_BASE:
        return _whole_designation(found, last)
    return None


def _after_hyphen(found: Sequence[Atom], last: int) -> tuple[int, bool]:
    after = found[last]
    short = after.surface.isupper() and len(after.surface) <= _LONGEST_VERSION_WORD
    if after.gap in ("-", "\u2010", "\u2011") and (after.folded.isdigit() or short):
        return _whole_designation(found, last) or (last, False)
    return last, False


def _whole_designation(found: Sequence[Atom], at: int) -> tuple[int, bool] | None:
    end = at + 1
    while end < len(found) and not found[end].gap:
        end += 1
    return (end, True) if end - at <= _MOST_VERSION_ATOMS else None


def _is_ending(before: Atom, after: Atom) -> bool:
    return not is_cyrillic(before.folded) and before.folded.isalpha() and after.folded in endings_after_latin()


def _is_number_after(after: Atom) -> bool:
    return after.gap == " " and after.folded.isdigit()


def _meanings(told: Sequence[Atom], bearers: Sequence[Bearer], *, version: bool) -> tuple[Meaning, ...]:
    """The nearest and fullest names; a version speaks for whole names only, as its piece may be another type's."""
    found: dict[str, Meaning] = {}
    for bearer in bearers:
        near = _nearness(told, bearer.reading.key)
        if near and not (version and bearer.reading.part < Part.CORE):
            meaning = Meaning(bearer, near)
            if bearer.id not in found or _rank(meaning) > _rank(found[bearer.id]):
                found[bearer.id] = meaning
    best = max(map(_rank, found.values()), default=None)
    return _one_for_each_system([one for one in found.values() if _rank(one) == best])


def _nearness(told: Sequence[Atom], key: _Key) -> Nearness:
    near = [nearness(name, atom.folded) for name, atom in zip(key, told, strict=True)]
    return Nearness.NONE if near.count(Nearness.TYPO) > 1 else min(near)


def _rank(one: Meaning) -> tuple[bool, Part, bool]:
    return one.nearness > Nearness.TYPO, one.bearer.reading.part, one.nearness in _CLEAR


def _one_for_each_system(found: Sequence[Meaning]) -> tuple[Meaning, ...]:
    """Where a list has both `TB2` and `TB2 UCAV`, the name without a word too many stands for both."""
    plain = {one.bearer.core for one in found if one.bearer.plain}
    return tuple(one for one in found if one.bearer.plain or one.bearer.core not in plain)
