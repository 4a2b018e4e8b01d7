"""How alike observations are, in either language: the words that met, then what their authors ticked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, cached_property, lru_cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from matchmaker.domain.facts import EquipmentFacts, ObservationFacts
from matchmaker.domain.feedback.clusterweights import ClusterWeights
from matchmaker.domain.text.bilingual import BilingualTexts, Meeting
from matchmaker.domain.text.documents import joined
from matchmaker.domain.text.lexicon import Lexicon, lexicon
from matchmaker.domain.text.tokens import Token

Table = NDArray[np.float64]


class Alike:
    """Observations in id order with a table of how alike each two are; built once.

    What they are about is compared, so the names of an observation's own equipment are left out of its words.
    """

    def __init__(
        self,
        observations: Sequence[ObservationFacts],
        equipment: Mapping[str, EquipmentFacts],
        weights: ClusterWeights,
    ) -> None:
        self.observations = tuple(sorted(observations, key=lambda one: one.id))
        self._equipment = equipment
        self._weights = weights
        self.row = {one.id: row for row, one in enumerate(self.observations)}

    @cached_property
    def table(self) -> Table:
        """One row and one column for each observation, 1 for itself; symmetric, never below 0."""
        found = np.minimum(self.words * (1 + self._ticked), 1.0)
        np.fill_diagonal(found, 1.0)
        return found

    @cached_property
    def words(self) -> Table:
        """How strongly their words meet: the two shares of what could meet, multiplied and rooted.

        Two texts of different languages meet in what the lexicon knows only, so theirs is multiplied.
        """
        scores = np.array([self._texts.scores(text) for text in self._words_of.values()]).reshape(self._shape)
        own = np.maximum(scores.diagonal(), 1e-9)
        shares = scores / own[:, None]
        language = np.array([one.language for one in self.observations])
        across = np.where(language[:, None] == language[None, :], 1.0, self._weights.across)
        return np.asarray(np.minimum(np.sqrt(shares * shares.T) * across, 1.0))

    def met(self, one: str, other: str) -> tuple[Meeting, ...]:
        """The words of one observation that met those of another, strongest first."""
        return self._texts.meetings(self._words_of[one], other, limit=None)

    def category(self, observation: ObservationFacts) -> str:
        """The category of its equipment, empty where nobody has said which type it is."""
        found = self._equipment.get(observation.equipment_id)
        return found.category if found else ""

    @property
    def _shape(self) -> tuple[int, int]:
        return len(self.observations), len(self.observations)

    @cached_property
    def _words_of(self) -> Mapping[str, str]:
        return {one.id: _about(one, self._equipment.get(one.equipment_id)) for one in self.observations}

    @cached_property
    def _texts(self) -> BilingualTexts:
        return BilingualTexts(self._words_of, _remembering())

    @cached_property
    def _ticked(self) -> Table:
        """What is added for the same cause, conditions and category, of which none is needed."""
        weights = self._weights
        cause = _same([one.cause if one.cause != "unsure" else "" for one in self.observations])
        category = _same([self.category(one) for one in self.observations])
        return weights.cause * cause + weights.category * category + weights.conditions * self._conditions

    @cached_property
    def _conditions(self) -> Table:
        """The share of shared conditions, of which rare ones count more than those that many tick."""
        named = sorted({name for one in self.observations for name in one.conditions})
        ticked = np.array([[name in one.conditions for name in named] for one in self.observations], dtype=float)
        ticked = ticked.reshape(len(self.observations), len(named))
        rarity = np.log((1 + len(self.observations)) / (1 + ticked.sum(axis=0)))
        both = (ticked * rarity) @ ticked.T
        alone = both.diagonal()
        either = alone[:, None] + alone[None, :] - both
        return np.asarray(np.divide(both, either, out=np.zeros_like(both), where=either > 0))


class _Remembering(Lexicon):
    """The lexicon, which reads each text once however often the text is asked about."""

    def units(self, text: str) -> list[Token]:
        return _units(text)


@cache
def _remembering() -> Lexicon:
    held = lexicon()
    return _Remembering(held.translations, held.families, held.phrases)


@lru_cache(maxsize=1_000)
def _units(text: str) -> list[Token]:
    return lexicon().units(text)


def _same(words: Sequence[str]) -> Table:
    column = np.array(words, dtype=np.str_)
    return np.asarray((column[:, None] == column[None, :]) & (column != "")[:, None], dtype=np.float64)


def _about(observation: ObservationFacts, equipment: EquipmentFacts | None) -> str:
    text = joined(observation.title, observation.text)
    names = () if equipment is None else (equipment.name, equipment.name_uk, *equipment.aliases)
    pattern = _names(names)
    return pattern.sub(" ", text) if pattern else text


@lru_cache(maxsize=2_000)
def _names(names: tuple[str, ...]) -> re.Pattern[str] | None:
    """Whole names and the parts of those that hold several."""
    parts = chain.from_iterable((name, *re.split(r"[/(),«»]", name)) for name in names)
    known = sorted({part.strip() for part in parts if len(part.strip()) > 2}, key=lambda part: (-len(part), part))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, known))})\b", re.IGNORECASE) if known else None
