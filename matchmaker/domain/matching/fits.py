"""How well a firm's words and place in the graph fit a topic: features from texts and from nearness."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from matchmaker.domain.facts import TopicFacts
from matchmaker.domain.findings import Bilingual, Sentence, say
from matchmaker.domain.matching.columns import WHOLE, Column, FirmColumns, rounded
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


def project_fit(coverage: Coverage, topic: TopicFacts) -> Feature:
    """The same over the texts of funded projects that the firm took part in."""

    def because(row: int) -> Sentence:
        best = _strongest(coverage.project_matches(coverage.firms.ids[row]).values())
        if best is None:
            return say("No text of a funded project it took part in meets the topic.")
        return say(
            "A funded project it took part in meets “%(part)s” with %(strength)s; this is evidence, not its own words.",
            part=_part_text(topic, best.part_id),
            strength=best.strength,
        )

    return Feature("project_fit", half_best_half_breadth(coverage.by_project), because)


def graph_nearness(firms: FirmColumns, nearness: Mapping[str, float]) -> Feature:
    """How near it is to the topic and its parts in the graph; the nearest firm has 1."""
    near = np.fromiter((nearness.get(firm_id, 0.0) for firm_id in firms.ids), np.float64, len(firms.ids))
    values = rounded(near * WHOLE)

    def because(row: int) -> Sentence:
        return say(
            "In the graph of concepts, projects, equipment and partners it stands at %(value)s of the nearest firm.",
            value=int(values[row]) / WHOLE,
        )

    return Feature("graph_nearness", values, because)


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
