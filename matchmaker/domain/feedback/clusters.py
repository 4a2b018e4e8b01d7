"""Observations that may show one gap: put together by what they say, with the reasons for it.

Nothing here knows a snapshot; `domain.matching.suggesting` has the questions that pages ask.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from matchmaker.domain.facts import EquipmentFacts, ObservationFacts
from matchmaker.domain.feedback.alike import Alike
from matchmaker.domain.feedback.clusterweights import ClusterWeights, cluster_weights
from matchmaker.domain.feedback.clusterwords import Common, MetWord, common, met_words, reasons
from matchmaker.domain.feedback.weigh import evidence_weight
from matchmaker.domain.findings import Sentence, say

# Observations of these states may show a gap; a closed one has had its answer.
OPEN_STATES = ("filed", "analysed")


@dataclass(frozen=True, slots=True)
class SuggestedGap:
    """Observations that may show one gap; a person decides whether they do.

    `id` is the same for the same observations. `observations` are ids, those most like the rest first. `closeness` is
    how alike they are on average, in 0..1; `strength` grows with that and with the number of people, never to 1.
    `words` are those by which they met, `because` says what was computed, weightiest first.
    """

    id: str
    observations: tuple[str, ...]
    closeness: float
    strength: float
    words: tuple[MetWord, ...]
    common: Common
    because: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class NearObservation:
    """An observation that may belong to a gap: how much it is like those behind the gap, on average, and why."""

    observation: str
    closeness: float
    words: tuple[MetWord, ...]
    because: tuple[Sentence, ...]


def speaks_of_a_lack(observation: ObservationFacts, weights: ClusterWeights | None = None) -> bool:
    """Say whether something was wrong: the task suffered, somebody could have been hurt, or a rating is low."""
    low = (weights or cluster_weights()).low_rating
    return (
        observation.effect != "none"
        or observation.danger is True
        or any(rating <= low for _, rating in observation.ratings)
    )


def suggested_gaps(
    observations: Iterable[ObservationFacts],
    equipment: Mapping[str, EquipmentFacts],
    weights: ClusterWeights | None = None,
) -> tuple[SuggestedGap, ...]:
    """Return groups of observations that may show one gap, strongest first, ties by id; no observation is in two.

    Only the newest open observations that speak of a lack are looked at; the caller leaves out those behind a gap.
    """
    weights = weights or cluster_weights()
    asked = _newest((one for one in observations if _may_show_a_gap(one, weights)), weights)
    if len(asked) < 2:
        return ()
    alike = Alike(asked, equipment, weights)
    groups = (_kept(rows, alike, weights) for rows in _groups(alike, weights))
    found = (_suggestion(rows, alike, weights) for rows in groups if len(rows) >= weights.fewest)
    return tuple(sorted(found, key=lambda one: (-one.strength, one.id)))


def near_observations(
    members: Sequence[ObservationFacts],
    others: Iterable[ObservationFacts],
    equipment: Mapping[str, EquipmentFacts],
    weights: ClusterWeights | None = None,
) -> tuple[NearObservation, ...]:
    """Return which of the others are like the members of a gap, nearest first, ties by id.

    How alike two texts are depends on how rare their words are among all that are compared, so give all others.
    """
    weights = weights or cluster_weights()
    held = {one.id for one in members}
    asked = _newest((one for one in others if one.id not in held and _may_show_a_gap(one, weights)), weights)
    if not members or not asked:
        return ()
    alike = Alike([*members, *asked], equipment, weights)
    rows = [alike.row[one.id] for one in members]
    found = (_near(alike.row[one.id], rows, alike, weights) for one in asked)
    return tuple(sorted((one for one in found if one), key=lambda one: (-one.closeness, one.observation)))


def _may_show_a_gap(observation: ObservationFacts, weights: ClusterWeights) -> bool:
    return observation.state in OPEN_STATES and speaks_of_a_lack(observation, weights)


def _newest(observations: Iterable[ObservationFacts], weights: ClusterWeights) -> list[ObservationFacts]:
    return sorted(observations, key=lambda one: (one.month, one.id), reverse=True)[: weights.most]


def _groups(alike: Alike, weights: ClusterWeights) -> Iterator[list[int]]:
    """Rows by group: average linkage, so that one chance likeness does not join two groups."""
    apart = 1.0 - np.round(alike.table, 9)
    tree = linkage(squareform(apart, checks=False), method="average")
    numbers = fcluster(tree, 1.0 - weights.together, criterion="distance")
    for number in sorted(set(numbers.tolist())):
        yield np.flatnonzero(numbers == number).tolist()


def _kept(rows: list[int], alike: Alike, weights: ClusterWeights) -> list[int]:
    """The rows without those that are too little like the rest; the least alike goes first."""
    while len(rows) > 1:
        means = _means(rows, alike)
        least = min(range(len(rows)), key=lambda at: (round(means[at], 9), rows[at]))
        if means[least] >= weights.belongs:
            break
        rows = [row for at, row in enumerate(rows) if at != least]
    return rows


def _means(rows: Sequence[int], alike: Alike) -> list[float]:
    """For each row how much it is like the other rows, on average."""
    part = alike.table[np.ix_(rows, rows)]
    return [float(value) for value in (part.sum(axis=1) - 1.0) / max(1, len(rows) - 1)]


def _people(rows: Iterable[int], alike: Alike) -> int:
    return sum(alike.observations[row].count for row in rows)


def _suggestion(rows: list[int], alike: Alike, weights: ClusterWeights) -> SuggestedGap:
    means = _means(rows, alike)
    order = sorted(range(len(rows)), key=lambda at: (-round(means[at], 9), rows[at]))
    members = [alike.observations[rows[at]] for at in order]
    closeness = round(sum(means) / len(means), 4)
    words, shared = met_words(members, members, alike)[: weights.words], common(members, alike, weights)
    return SuggestedGap(
        id=sha256(" ".join(sorted(one.id for one in members)).encode()).hexdigest()[:20],
        observations=tuple(one.id for one in members),
        closeness=closeness,
        strength=round(closeness * evidence_weight(_people(rows, alike), weights.half_at), 4),
        words=words,
        common=shared,
        because=reasons(members, words, shared, closeness, weights),
    )


def _near(row: int, rows: Sequence[int], alike: Alike, weights: ClusterWeights) -> NearObservation | None:
    closeness = round(float(alike.table[row, rows].mean()), 4)
    if closeness < weights.joins:
        return None
    one, members = alike.observations[row], [alike.observations[at] for at in rows]
    words = met_words([one], members, alike)[: weights.words]
    told = say(
        "It is like the %(count)s observations behind the gap by %(closeness)s on average; words that met: %(words)s.",
        count=len(members),
        closeness=closeness,
        words=tuple(str(word) for word in words),
    )
    return NearObservation(one.id, closeness, words, (told,))
