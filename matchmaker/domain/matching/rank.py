"""All firms of the register in the order in which they fit a topic, and what field evidence changed in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import overload

import numpy as np

from matchmaker.domain.facts import FirmFacts, ObservationFacts
from matchmaker.domain.findings import Score
from matchmaker.domain.matching.columns import Column, Rows
from matchmaker.domain.matching.features import TopicView, view_topic
from matchmaker.domain.matching.scoring import Scored
from matchmaker.domain.matching.weights import Weights
from matchmaker.domain.snapshot import Snapshot

EVIDENCE = ("field_evidence", "gap_evidence")


@dataclass(frozen=True, slots=True)
class RankedFirm:
    """A firm at its place; `rank` counts from 1."""

    rank: int
    firm: FirmFacts
    score: Score

    @property
    def fit(self) -> float:
        """The score with the four decimals that the table of candidates keeps."""
        return round(self.score.total, 4)


@dataclass(frozen=True, slots=True)
class EvidenceMove:
    """A firm whose place changed because of observations on its own equipment, or behind a gap that its texts meet.

    `observations` counts those that touch the topic, `fictional` the invented ones among them; `equipment`
    names the types that they speak of.
    """

    firm_id: str
    name: str
    before: int
    after: int
    observations: int = 0
    fictional: int = 0
    equipment: tuple[str, ...] = ()


class Ranking(Sequence[RankedFirm]):
    """All firms, best first, ties by id. A row is put into words when somebody looks at it, and only then."""

    def __init__(self, scored: Scored, firms: Sequence[FirmFacts], *, without: Collection[str] = ()) -> None:
        self.scored, self.firms, self._without = scored, firms, frozenset(without)

    def __len__(self) -> int:
        """How many firms there are."""
        return len(self.firms)

    @overload
    def __getitem__(self, at: int) -> RankedFirm: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[RankedFirm, ...]: ...

    def __getitem__(self, at: int | slice) -> RankedFirm | tuple[RankedFirm, ...]:
        """The firm at a place counted from 0, or some of them."""
        if isinstance(at, slice):
            return tuple(self._row(place) for place in range(*at.indices(len(self))))
        return self._row(range(len(self))[at])

    @cached_property
    def totals(self) -> Rows:
        """Points in hundred-millionths by row, that is by firm in id order."""
        return self.scored.totals(self._without)

    @cached_property
    def order(self) -> Rows:
        """The rows of the firms, best first."""
        return np.argsort(-self.totals, kind="stable")

    @cached_property
    def places(self) -> Rows:
        """By row the place, counted from 1."""
        found = np.empty(len(self), dtype=np.int64)
        found[self.order] = np.arange(1, len(self) + 1)
        return found

    def at_rows(self, rows: Iterable[int]) -> tuple[RankedFirm, ...]:
        """The firms in these rows, best first."""
        return tuple(self._row(place) for place in sorted(int(self.places[row]) - 1 for row in rows))

    def place_of(self, firm_id: str) -> int:
        """The place of a firm, counted from 1; KeyError for a firm that is not ranked."""
        return int(self.places[self._rows[firm_id]])

    def without(self, *features: str) -> Ranking:
        """The ranking as it would be if some features counted for nobody."""
        return Ranking(self.scored, self.firms, without=self._without.union(features))

    @cached_property
    def _rows(self) -> Mapping[str, int]:
        return {firm.id: row for row, firm in enumerate(self.firms)}

    def _row(self, place: int) -> RankedFirm:
        row = int(self.order[place])
        firm = self.firms[row]
        return RankedFirm(place + 1, firm, self.scored.score(row, firm.id, self._without))


def rank_firms(snapshot: Snapshot, topic_id: str, weights: Weights, *, with_evidence: bool = True) -> Ranking:
    """All firms, best first, ties by id; KeyError for an unknown topic."""
    ranking = rank_in_view(view_topic(snapshot, snapshot.topics[topic_id], weights))
    return ranking if with_evidence else without_evidence(ranking)


def rank_in_view(view: TopicView) -> Ranking:
    """Rank all firms for a topic that has been prepared already."""
    return Ranking(view.scored, view.facts)


def without_evidence(ranking: Ranking) -> Ranking:
    """The ranking as it would be if no observation had been filed."""
    return ranking.without(*EVIDENCE)


def evidence_moves(ranking: Ranking, view: TopicView) -> tuple[EvidenceMove, ...]:
    """The firms that evidence moved, by place: observations on what they make, or behind a gap that they meet."""
    before = without_evidence(ranking).places
    own, wanted = (_earned(ranking, name) for name in EVIDENCE)
    rows: list[int] = np.flatnonzero((own + wanted > 0) & (before != ranking.places)).tolist()
    earlier = {ranking.firms[row].id: int(before[row]) for row in rows}
    counted = {ranking.firms[row].id: _counted(view, row, bool(wanted[row])) for row in rows}
    moved = ranking.at_rows(rows)
    return tuple(_move(row, earlier[row.firm.id], counted[row.firm.id]) for row in moved)


def _earned(ranking: Ranking, name: str) -> Column:
    return next(ranking.scored.points(one) for one in ranking.scored.features if one.name == name)


def _counted(view: TopicView, row: int, wanted: bool) -> tuple[ObservationFacts, ...]:
    """The observations that earned a firm points, each once."""
    seen = (*view.evidence.get(view.firms.ids[row], ()), *(view.demand.lifting(row) if wanted else ()))
    return tuple({one.id: one for one in seen}.values())


def moves_for(snapshot: Snapshot, topic_id: str, weights: Weights) -> tuple[EvidenceMove, ...]:
    """What field evidence moved in a topic's ranking; KeyError for an unknown topic."""
    view = view_topic(snapshot, snapshot.topics[topic_id], weights)
    return evidence_moves(rank_in_view(view), view)


def _move(row: RankedFirm, before: int, seen: Sequence[ObservationFacts]) -> EvidenceMove:
    return EvidenceMove(
        firm_id=row.firm.id,
        name=row.firm.name,
        before=before,
        after=row.rank,
        observations=len(seen),
        fictional=sum(observation.fictional for observation in seen),
        equipment=tuple(sorted({observation.equipment_id for observation in seen})),
    )
