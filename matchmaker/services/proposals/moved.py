"""What one observation moved: the rankings of the open topics with it and without it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from weakref import WeakKeyDictionary

import numpy as np

from matchmaker.domain.facts import CatalogueFacts, FirmFacts, TopicFacts
from matchmaker.domain.matching.rank import Ranking, rank_firms
from matchmaker.domain.matching.weights import current_weights
from matchmaker.domain.snapshot import KINDS, Snapshot

MOST_TOLD = 5
_HELD: WeakKeyDictionary[Snapshot, dict[str, tuple[ObservationMoves, ...]]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Moved:
    """A firm's place for a topic without an observation and with it."""

    firm: FirmFacts
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class ObservationMoves:
    """What an observation moved for one topic: those that moved up the furthest, and how many moved up in all."""

    topic: TopicFacts
    moved: tuple[Moved, ...]
    number: int


def moved_by_observation(snapshot: Snapshot, observation_id: str, *, day: date) -> tuple[ObservationMoves, ...]:
    """Rank all firms for each topic open on `day` in a copy of the register without the observation, and compare.

    Only firms that stand higher because of it are told; those that they passed stand lower. Topics in which nothing
    moved are left out, and so is an observation that nobody has screened.
    """
    one = snapshot.observations.get(observation_id)
    if one is None or one.state != "analysed":
        return ()
    held = _HELD.setdefault(snapshot, {})
    if observation_id not in held:
        held[observation_id] = _moves(snapshot, without(snapshot, observation_id))
    return tuple(one for one in held[observation_id] if one.topic.deadline >= day)


def without(snapshot: Snapshot, observation_id: str) -> Snapshot:
    """The register as it would be if the observation had never been filed; gaps lose it too."""
    facts = CatalogueFacts(**{kind: tuple(getattr(snapshot, kind).values()) for kind in KINDS})
    return snapshot.updated(
        snapshot.revision,
        replace(
            facts,
            observations=tuple(one for one in facts.observations if one.id != observation_id),
            gaps=tuple(
                replace(gap, observations=tuple(one for one in gap.observations if one != observation_id))
                for gap in facts.gaps
            ),
        ),
    )


def _moves(snapshot: Snapshot, before: Snapshot) -> tuple[ObservationMoves, ...]:
    found = []
    for topic in sorted(snapshot.topics.values(), key=lambda one: (one.deadline, one.id)):
        weights = current_weights()
        now = rank_firms(snapshot, topic.id, weights)
        moved = _higher(now, rank_firms(before, topic.id, weights))
        found += [ObservationMoves(topic, moved[:MOST_TOLD], len(moved))] if moved else []
    return tuple(found)


def _higher(now: Ranking, before: Ranking) -> tuple[Moved, ...]:
    """Firms whose points the observation raised and that stand higher for it, those that moved furthest first."""
    rows: list[int] = np.flatnonzero((now.totals > before.totals) & (now.places < before.places)).tolist()
    moved = [Moved(now.firms[row], int(before.places[row]), int(now.places[row])) for row in rows]
    return tuple(sorted(moved, key=lambda one: (one.after - one.before, one.after)))
