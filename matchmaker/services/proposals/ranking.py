"""What observations from training moved in the rankings of the open topics."""

from __future__ import annotations

from dataclasses import dataclass

from matchmaker.domain.facts import TopicFacts
from matchmaker.domain.matching.rank import EvidenceMove, moves_for
from matchmaker.domain.matching.weights import current_weights
from matchmaker.domain.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class TopicMoves:
    """The firms whose place for a topic changed because of observations on their own equipment."""

    topic: TopicFacts
    moves: tuple[EvidenceMove, ...]


def moved_by_evidence(snapshot: Snapshot, equipment_id: str) -> tuple[TopicMoves, ...]:
    """Return, topic by topic, the makers of this equipment that observations moved; topics without any are left out."""
    makers = set(snapshot.equipment[equipment_id].makers) if equipment_id in snapshot.equipment else set()
    found = []
    for topic in sorted(snapshot.topics.values(), key=lambda one: (one.deadline, one.id)):
        moves = moves_for(snapshot, topic.id, current_weights()) if makers else ()
        mine = tuple(move for move in moves if move.firm_id in makers)
        found += [TopicMoves(topic, mine)] if mine else []
    return tuple(found)
