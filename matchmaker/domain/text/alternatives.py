"""Which words of a vocabulary a word of a query could mean: itself, its family, its translations, its sound."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from matchmaker.domain.text.lemmas import is_cyrillic
from matchmaker.domain.text.lexicon import FAMILY, Lexicon
from matchmaker.domain.text.stems import sound, stem
from matchmaker.domain.text.terms import PREFIX

# A word that only sounds alike (лазер, laser) says less than a translation, one that nearly does still less.
_SAME_SOUND = 0.8
_NEAR_SOUND = 0.5
_NEAR_ENOUGH = 0.8
_LONG_ENOUGH = 6
_MOST_NEAR = 3


class Vocabulary:
    """The keys of a collection of texts, found by family and by sound."""

    def __init__(self, keys: Iterable[str]) -> None:
        self.keys = frozenset(keys)
        single = sorted(key for key in self.keys if _is_word(key))
        self._families = _grouped((stem(key), key) for key in single)
        self._sounds = {
            cyrillic: _grouped((sound(key), key) for key in single if is_cyrillic(key) is cyrillic and sound(key))
            for cyrillic in (True, False)
        }
        self._initials = {
            script: _grouped((one[0], one) for one in sounds if len(one) >= _LONG_ENOUGH)
            for script, sounds in self._sounds.items()
        }

    def alternatives(self, key: str, lexicon: Lexicon) -> Mapping[str, float]:
        """Keys of the vocabulary that `key` could mean, with trust from 0 to 1; sound counts between scripts only."""
        found: dict[str, float] = {}
        for other, trust in self._witnesses(key, lexicon):
            found[other] = max(found.get(other, 0.0), trust)
        return found

    def _witnesses(self, key: str, lexicon: Lexicon) -> Iterator[tuple[str, float]]:
        yield from self._written(key, 1.0)
        if not key.startswith(PREFIX):
            for other, trust in lexicon.of_key(key).items():
                yield from self._written(other, trust)
            yield from self._heard(key)

    def _written(self, key: str, trust: float) -> Iterator[tuple[str, float]]:
        if key in self.keys:
            yield key, trust
        if _is_word(key):
            yield from ((other, trust * FAMILY) for other in self._families.get(stem(key), ()) if other != key)

    def _heard(self, key: str) -> Iterator[tuple[str, float]]:
        heard = sound(key) if _is_word(key) else ""
        if heard:
            script = not is_cyrillic(key)
            others = self._sounds[script]
            for near, trust in _sounding_like(heard, others, self._initials[script]):
                yield from ((other, trust) for other in others[near])


def _sounding_like(
    heard: str, others: Mapping[str, tuple[str, ...]], initials: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, float]]:
    if heard in others:
        yield heard, _SAME_SOUND
    elif len(heard) >= _LONG_ENOUGH:
        likely = initials.get(heard[0], ())
        near = process.extract(
            heard, likely, scorer=Levenshtein.normalized_similarity, score_cutoff=_NEAR_ENOUGH, limit=_MOST_NEAR
        )
        yield from ((other, _NEAR_SOUND) for other, _, _ in near)


def _is_word(key: str) -> bool:
    return key.isalpha()


def _grouped(pairs: Iterable[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for group, key in pairs:
        found[group].append(key)
    return {group: tuple(keys) for group, keys in found.items()}
