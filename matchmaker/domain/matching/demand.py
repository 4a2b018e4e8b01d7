"""What users of equipment lack, as a reason for the firms whose own texts meet it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from matchmaker.domain.facts import GapFacts, ObservationFacts, TopicPartFacts
from matchmaker.domain.feedback.weigh import newest_month, screened, wanting_evidence
from matchmaker.domain.findings import Bilingual, Sentence, say
from matchmaker.domain.matching.columns import WHOLE, Column, FirmColumns
from matchmaker.domain.matching.coverage import Strengths, coverage_of, wordings
from matchmaker.domain.matching.scoring import Feature
from matchmaker.domain.matching.weights import Weights
from matchmaker.domain.snapshot import Snapshot
from matchmaker.domain.text.rendering import wordings_of

NAME = "gap_evidence"
NUMBERS_TOLD = 5
NO_GAP = say("No gap that the topic concerns is met by a text of its own.")


@dataclass(frozen=True, eq=False)
class Demand:
    """Open gaps that a topic concerns, with what is behind them.

    `evidence` is by gap in ten-thousandths, `met` has for each firm how strongly its own texts meet each gap.
    """

    gaps: tuple[GapFacts, ...]
    behind: Mapping[str, tuple[ObservationFacts, ...]]
    evidence: Column
    met: Strengths

    @property
    def points(self) -> Strengths:
        """By firm and gap, evidence times how strongly it is met, in ten-thousandths."""
        return self.met * self.evidence // WHOLE

    def lifting(self, row: int) -> tuple[ObservationFacts, ...]:
        """The observations behind the gap that counts for the firm in this row."""
        return self.behind[self.gaps[int(self.points[row].argmax())].id] if self.gaps else ()


def demand_on(snapshot: Snapshot, firms: FirmColumns, parts: Sequence[TopicPartFacts], weights: Weights) -> Demand:
    """Collect the open gaps whose words touch a part, with evidence from the observations that were screened."""
    newest = newest_month(screened(snapshot.observations.values()))
    gaps = _touching(snapshot, parts, weights)
    behind = {gap.id: _behind(snapshot, gap) for gap in gaps}
    half = weights.half[NAME]
    evidence = [wanting_evidence(behind[gap.id], newest, half, weights.evidence) for gap in gaps]
    wanted = [TopicPartFacts(gap.id, "product", _english(gap), _ukrainian(gap)) for gap in gaps]
    met = coverage_of(snapshot, wanted, weights).described if gaps else firms.own.nothing()
    return Demand(gaps, behind, np.rint(np.array(evidence) * WHOLE).astype(np.int64), met)


def gap_evidence(firms: FirmColumns, demand: Demand) -> Feature:
    """The gap that a firm's own texts meet best, weighed by how many people reported it, how lately and how widely."""
    points = demand.points
    values = points.max(axis=1, initial=0).astype(np.int64) if demand.gaps else np.zeros(len(firms.ids), np.int64)

    def because(row: int) -> Sentence:
        return _told(demand, row) if values[row] else NO_GAP

    return Feature(NAME, values, because)


def _told(demand: Demand, row: int) -> Sentence:
    at = int(demand.points[row].argmax())
    gap = demand.gaps[at]
    seen = demand.behind[gap.id]
    return say(
        "A text of its own meets gap No %(gap)s (%(title)s) with %(strength)s. Behind it: observations %(numbers)s;"
        " people who reported it: %(people)s; of them in invented observations: %(fictional)s.",
        gap=gap.number,
        title=Bilingual(gap.title_en, gap.title_uk),
        strength=int(demand.met[row, at]) / WHOLE,
        numbers=numbers_of(seen),
        people=sum(one.count for one in seen),
        fictional=sum(one.count for one in seen if one.fictional),
    )


def numbers_of(seen: Sequence[ObservationFacts]) -> str:
    """The numbers of the first observations by number, and an ellipsis where there are more.

    >>> numbers_of([])
    ''
    """
    ordered = sorted(one.number for one in seen)
    told = ", ".join(f"No {number}" for number in ordered[:NUMBERS_TOLD])
    return f"{told}, …" if len(ordered) > NUMBERS_TOLD else told


def _touching(snapshot: Snapshot, parts: Sequence[TopicPartFacts], weights: Weights) -> tuple[GapFacts, ...]:
    """Open gaps, in id order, that have observations and are near enough to some part."""
    gaps = [gap for gap in snapshot.gaps.values() if gap.state == "open" and _behind(snapshot, gap)]
    asked = [text for part in parts for text in wordings(part)]
    if not gaps or not asked:
        return ()
    parts_asked = snapshot.index.vectors(asked)
    return tuple(gap for gap in gaps if _nearest(snapshot, gap, parts_asked) >= weights.touches)


def _nearest(snapshot: Snapshot, gap: GapFacts, asked: csr_matrix) -> float:
    texts = [wording.text for wording in wordings_of(_english(gap), _ukrainian(gap))]
    return float((snapshot.index.vectors(texts) @ asked.T).max()) if texts else 0.0


def _behind(snapshot: Snapshot, gap: GapFacts) -> tuple[ObservationFacts, ...]:
    return screened(snapshot.observations[one] for one in gap.observations if one in snapshot.observations)


def _english(gap: GapFacts) -> str:
    return f"{gap.title_en}. {gap.text_en}".strip(". ")


def _ukrainian(gap: GapFacts) -> str:
    return f"{gap.title_uk}. {gap.text_uk}".strip(". ")
