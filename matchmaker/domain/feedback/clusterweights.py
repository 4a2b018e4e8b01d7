"""The thresholds with which gaps are suggested, read from their file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from matchmaker.domain.findings import Bilingual
from matchmaker.domain.strict_yaml import read_own


@dataclass(frozen=True, slots=True)
class ClusterWeights:
    """See clusters.yaml for what each is; whole numbers count, the others are shares or factors."""

    across: float
    cause: float
    conditions: float
    category: float
    together: float
    belongs: float
    joins: float
    fewest: int
    most: int
    words: int
    low_rating: int
    half_at: float
    most_of: float
    labels: dict[str, Bilingual]

    def said(self, word: str) -> Bilingual:
        """A word of the vocabulary as it is written in a sentence."""
        return self.labels[word]


@cache
def cluster_weights() -> ClusterWeights:
    """The thresholds of this package."""
    content = read_own((Path(__file__).with_name("clusters.yaml")).read_bytes())
    numbers = {name: float(content[name]) for name in ClusterWeights.__slots__ if name != "labels"}
    whole = {name: int(numbers[name]) for name in ("fewest", "most", "words", "low_rating")}
    labels = {word: Bilingual(said["en"], said["uk"]) for word, said in content["labels"].items()}
    return ClusterWeights(**{**numbers, **whole}, labels=labels)  # type: ignore[arg-type]
