"""How well a firm's own words fit a topic."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from matchmaker.domain.facts import TopicFacts
from matchmaker.domain.findings import Bilingual, Sentence, say
from matchmaker.domain.matching.columns import Column, rounded
from matchmaker.domain.matching.coverage import Coverage, PartMatch, Strengths
from matchmaker.domain.matching.scoring import Feature
from matchmaker.domain.matching.weights import Weights


def described_fit(coverage: Coverage, topic: TopicFacts, weights: Weights) -> Feature:
    """Half for the part that its own texts meet best, half for the average over all parts."""

    def because(row: int) -> Sentence:
        matches = coverage.own_matches(coverage.firms.ids[row])
        best = _strongest(matches.values())
        if best is None:
            return say("No text of its own meets the topic.")
        return say(
            "Parts that its own or published description meets: %(count)s of %(parts)s;"
            " best “%(part)s” with %(strength)s.",
            count=sum(match.strength >= weights.team.covers for match in matches.values()),
            parts=len(topic.parts),
            part=_part_text(topic, best.part_id),
            strength=best.strength,
        )

    return Feature("described_fit", half_best_half_breadth(coverage.described), because)


def _strongest(matches: Iterable[PartMatch]) -> PartMatch | None:
    return min(matches, key=lambda match: (-match.strength, match.part_id), default=None)


def half_best_half_breadth(strengths: Strengths) -> Column:
    """Half for the best part, so that a specialist counts, and half for the average over all parts."""
    count = strengths.shape[1]
    if not count:
        return np.zeros(len(strengths), dtype=np.int64)
    return rounded((count * strengths.max(axis=1) + strengths.sum(axis=1)) / (2 * count))


def _part_text(topic: TopicFacts, part_id: str) -> Bilingual:
    part = next(part for part in topic.parts if part.id == part_id)
    return Bilingual(part.text_en, part.text_uk)
