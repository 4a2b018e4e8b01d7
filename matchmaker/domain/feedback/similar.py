"""Which filed observations say nearly the same as one that is being written, in either language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt
from pathlib import Path

from matchmaker.domain.facts import ObservationFacts
from matchmaker.domain.strict_yaml import read_own
from matchmaker.domain.text.bilingual import BilingualTexts
from matchmaker.domain.text.documents import joined

FILE = Path(__file__).with_name("similar.yaml")
NEW = ""


@dataclass(frozen=True, slots=True)
class SimilarObservation:
    """An observation with `nearness` in 0..1 to the new one and the words of both by which they met."""

    observation: ObservationFacts
    nearness: float
    words: tuple[str, ...]


def similar_observations(
    text: str, candidates: Sequence[ObservationFacts], others: Iterable[ObservationFacts] = ()
) -> tuple[SimilarObservation, ...]:
    """Return the candidates that say nearly what the text says, nearest first, ties by id.

    `others` only tell how rare a word is; without them few candidates give rough answers.
    """
    if not candidates or not text.strip():
        return ()
    texts = BilingualTexts({**{one.id: _words(one) for one in (*others, *candidates)}, NEW: text})
    scores = dict(zip(texts.ids, texts.scores(text).tolist(), strict=True))
    found = (_similar(text, one, texts, scores) for one in candidates if scores[one.id] > 0)
    near = [one for one in found if one.nearness >= float(_rule()["least"])]
    return tuple(sorted(near, key=lambda one: (-one.nearness, one.observation.id))[: int(_rule()["most"])])


def _similar(
    text: str, one: ObservationFacts, texts: BilingualTexts, scores: Mapping[str, float]
) -> SimilarObservation:
    """The two shares of what could meet, multiplied and rooted, so that a long text is not near to everything."""
    back = dict(zip(texts.ids, texts.scores(_words(one)).tolist(), strict=True))
    there = scores[one.id] / max(scores[NEW], 1e-9)
    here = back[NEW] / max(back[one.id], 1e-9)
    met = texts.meetings(text, one.id, limit=int(_rule()["words"]))
    return SimilarObservation(one, round(min(1.0, sqrt(there * here)), 4), tuple(word.text_surface for word in met))


def _words(one: ObservationFacts) -> str:
    return joined(one.title, one.text)


@cache
def _rule() -> Mapping[str, str]:
    rule: Mapping[str, str] = read_own(FILE.read_bytes())
    return rule
