"""All named reasons for a firm at a topic: columns in 0..1 with four decimals, each value with its sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matchmaker.domain.facts import FirmFacts, ObservationFacts, TopicFacts
from matchmaker.domain.findings import Score
from matchmaker.domain.matching.columns import FirmColumns, firm_columns
from matchmaker.domain.matching.coverage import Coverage, topic_coverage
from matchmaker.domain.matching.deeds import evidence_on, field_evidence, fielded_equipment, record_quality
from matchmaker.domain.matching.demand import Demand, demand_on, gap_evidence
from matchmaker.domain.matching.fits import described_fit
from matchmaker.domain.matching.learned import learned_features, topic_question
from matchmaker.domain.matching.scoring import Scored
from matchmaker.domain.matching.weights import Weights
from matchmaker.domain.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class TopicView:
    """Everything about a topic that the score of any firm needs, worked out once; `facts` are in id order."""

    topic: TopicFacts
    weights: Weights
    firms: FirmColumns
    facts: Sequence[FirmFacts]
    coverage: Coverage
    evidence: Mapping[str, tuple[ObservationFacts, ...]]
    demand: Demand
    scored: Scored


def view_topic(snapshot: Snapshot, topic: TopicFacts, weights: Weights, *, gaps_counted: bool = True) -> TopicView:
    """Work out the features of all firms for one topic.

    Where the topic is a gap itself, `gaps_counted` is False: its observations are the question, not a reason.
    """
    firms = firm_columns(snapshot)
    coverage = topic_coverage(snapshot, topic, weights)
    evidence = evidence_on(snapshot, topic.parts, weights)
    demand = demand_on(snapshot, firms, topic.parts if gaps_counted else (), weights)
    features = (
        described_fit(coverage, topic, weights),
        fielded_equipment(snapshot, firms, topic.parts, weights),
        field_evidence(snapshot, firms, evidence, weights),
        gap_evidence(firms, demand),
        record_quality(firms, weights),
        *learned_features(snapshot, firms, topic_question(topic), weights.firm),
    )
    facts = tuple(snapshot.firms.values())
    return TopicView(topic, weights, firms, facts, coverage, evidence, demand, Scored(features, weights.firm))


def firm_score(view: TopicView, firm: FirmFacts) -> Score:
    """The firm's features weighed; the total is in 0..1."""
    return view.scored.score(view.firms.rows[firm.id], firm.id)
