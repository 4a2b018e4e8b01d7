"""Gaps that the observations of a snapshot suggest, and observations that a gap may be joined by."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from matchmaker.domain.facts import GapFacts
from matchmaker.domain.feedback.clusters import (
    NearObservation,
    SuggestedGap,
    near_observations,
    suggested_gaps,
)
from matchmaker.domain.snapshot import Snapshot

_held: WeakKeyDictionary[Snapshot, tuple[SuggestedGap, ...]] = WeakKeyDictionary()


def suggest_gaps(snapshot: Snapshot) -> tuple[SuggestedGap, ...]:
    """Return groups of observations that may show one gap, strongest first; see SuggestedGap.

    Looked at are filed and analysed observations that speak of a lack and stand behind no open gap. The answer for
    a snapshot is kept as long as the snapshot is.
    """
    if snapshot not in _held:
        behind = _behind_open_gaps(snapshot)
        free = (one for one in snapshot.observations.values() if one.id not in behind)
        _held[snapshot] = suggested_gaps(free, snapshot.equipment)
    return _held[snapshot]


def near_gap(snapshot: Snapshot, gap_id: str) -> tuple[NearObservation, ...]:
    """Return observations that are like those behind a gap and stand behind no open gap yet, nearest first.

    Raises KeyError for a gap that the snapshot does not have.
    """
    gap: GapFacts = snapshot.gaps[gap_id]
    behind = _behind_open_gaps(snapshot) - set(gap.observations)
    members = [snapshot.observations[id] for id in gap.observations if id in snapshot.observations]
    others = (one for one in snapshot.observations.values() if one.id not in behind)
    return near_observations(members, others, snapshot.equipment)


def _behind_open_gaps(snapshot: Snapshot) -> set[str]:
    return {id for gap in snapshot.gaps.values() if gap.state == "open" for id in gap.observations}
