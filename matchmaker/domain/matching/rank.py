"""All firms of the register in the order in which they fit a topic, and what field evidence changed in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from matchmaker.domain.facts import FirmFacts, ObservationFacts
from matchmaker.domain.findings import Score
from matchmaker.domain.matching.features import TopicView, firm_score, view_topic
from matchmaker.domain.matching.weights import Weights
from matchmaker.domain.snapshot import Snapshot

EVIDENCE = "field_evidence"
Evidence = Mapping[str, Sequence[ObservationFacts]]


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
    """A firm whose place changed because of observations on its own equipment.

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


def rank_firms(
    snapshot: Snapshot, topic_id: str, weights: Weights, *, with_evidence: bool = True
) -> tuple[RankedFirm, ...]:
    """All firms, best first, ties by id; KeyError for an unknown topic."""
    view = view_topic(snapshot, snapshot.topics[topic_id], weights)
    ranking = rank_in_view(view, snapshot.firms.values())
    return ranking if with_evidence else without_evidence(ranking)


def rank_in_view(view: TopicView, firms: Iterable[FirmFacts]) -> tuple[RankedFirm, ...]:
    """Rank firms whose topic has been prepared already."""
    return _placed([(firm, firm_score(view, firm)) for firm in firms])


def without_evidence(ranking: Sequence[RankedFirm]) -> tuple[RankedFirm, ...]:
    """The ranking as it would be if no observation had been filed."""
    return _placed([(row.firm, _without(row.score)) for row in ranking])


def evidence_moves(ranking: Sequence[RankedFirm], evidence: Evidence) -> tuple[EvidenceMove, ...]:
    """The firms that their own field evidence moved, by place; `evidence` has the observations that count."""
    before = {row.firm.id: row.rank for row in without_evidence(ranking)}
    return tuple(
        _move(row, before[row.firm.id], evidence[row.firm.id])
        for row in ranking
        if row.rank != before[row.firm.id] and _evidence(row.score) > 0
    )


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


def moves_for(snapshot: Snapshot, topic_id: str, weights: Weights) -> tuple[EvidenceMove, ...]:
    """What field evidence moved in a topic's ranking; KeyError for an unknown topic."""
    view = view_topic(snapshot, snapshot.topics[topic_id], weights)
    return evidence_moves(rank_in_view(view, snapshot.firms.values()), view.evidence)


def _placed(scored: Iterable[tuple[FirmFacts, Score]]) -> tuple[RankedFirm, ...]:
    ordered = sorted(scored, key=lambda pair: (-pair[1].total, pair[0].id))
    return tuple(RankedFirm(place, firm, score) for place, (firm, score) in enumerate(ordered, start=1))


def _without(score: Score) -> Score:
    return Score(tuple(part for part in score.contributions if part.feature != EVIDENCE))


def _evidence(score: Score) -> float:
    return sum(part.points for part in score.contributions if part.feature == EVIDENCE)
