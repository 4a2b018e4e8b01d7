"""How observations add up to evidence: by counts, recency, spread and outcome, never by an average of opinions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from matchmaker.domain.facts import ObservationFacts

FAILURES = ("failed", "danger")
FIXED, DISPUTE = "fixed", "dispute"
WORKED, FAILED, DISPUTED, ANSWERED, FIX_STATED, FIX_SEEN = (
    "worked",
    "failed",
    "disputed",
    "answered",
    "fix_stated",
    "fix_seen",
)
OUTCOMES = (WORKED, FAILED, DISPUTED, ANSWERED, FIX_STATED, FIX_SEEN)


@dataclass(frozen=True, slots=True)
class EvidenceWeights:
    """What an observation is worth by its outcome, and how recency and spread bound it.

    `worth` has a number in 0..1 for each of OUTCOMES. An observation loses half of its weight in `half_months` after
    `fresh_months`, but never more than down to `oldest`; evidence from one month and one side has `narrowest` of its
    weight, that from `broad` of them all.
    """

    worth: Mapping[str, float]
    fresh_months: float
    half_months: float
    oldest: float
    narrowest: float
    broad: float


def evidence_weight(count: float, half_at: float) -> float:
    """Evidence in 0..1 from how often something was seen: counts, not opinion; the tenth says less than the first.

    Half the weight is reached at `half_at`, all of it never. Raises ValueError for a count below zero.

    >>> [evidence_weight(count, half_at=3) for count in (0, 3, 9)]
    [0.0, 0.5, 0.75]
    """
    if count < 0 or half_at <= 0:
        raise ValueError("a count cannot be negative, nor half of the weight reached before the first")
    return count / (count + half_at)


def outcome(one: ObservationFacts, beside: Iterable[ObservationFacts]) -> str:
    """What an observation has come to, given the others on the same equipment.

    A fault that its maker says is mended counts as seen mended only when somebody later saw that version work.
    """
    if one.effect not in FAILURES:
        return WORKED
    fixes = [answer for answer in one.answers if answer.kind == FIXED]
    if any(_seen_working(fix.version, fix.month, beside) for fix in fixes):
        return FIX_SEEN
    if fixes:
        return FIX_STATED
    if any(answer.kind == DISPUTE for answer in one.answers):
        return DISPUTED
    return ANSWERED if one.answers else FAILED


def _seen_working(version: str, month: str, beside: Iterable[ObservationFacts]) -> bool:
    named = version.strip().casefold()
    return any(
        bool(named) and named in one.configuration.casefold() and one.month >= month and one.effect not in FAILURES
        for one in beside
    )


def screened(observations: Iterable[ObservationFacts]) -> tuple[ObservationFacts, ...]:
    """Those that an analyst has accepted; others are no evidence yet."""
    return tuple(one for one in observations if one.state == "analysed")


def newest_month(observations: Collection[ObservationFacts]) -> str:
    """The month (YYYY-MM) that recency is counted from: that of the newest observation, so no clock decides a rank."""
    return max((one.month for one in observations), default="")


def worked_evidence(
    seen: Collection[ObservationFacts],
    beside: Collection[ObservationFacts],
    newest: str,
    half: float,
    weights: EvidenceWeights,
) -> float:
    """Evidence in 0..1 that equipment works; `beside` are all observations on the same types."""
    worth = {one.id: weights.worth[outcome(one, (each for each in beside if each is not one))] for one in seen}
    counted = [one for one in seen if worth[one.id]]
    total = sum(one.count * worth[one.id] * recency(one.month, newest, weights) for one in counted)
    return evidence_weight(total, half) * spread(counted, weights)


def wanting_evidence(seen: Collection[ObservationFacts], newest: str, half: float, weights: EvidenceWeights) -> float:
    """Evidence in 0..1 that something is lacking: each person who reported it counts, whatever the effect."""
    total = sum(one.count * recency(one.month, newest, weights) for one in seen)
    return evidence_weight(total, half) * spread(seen, weights)


def recency(month: str, newest: str, weights: EvidenceWeights) -> float:
    """The share of its weight that an observation still has, by its distance in months from the newest one.

    >>> rules = EvidenceWeights({}, 12, 24, 0.5, 0.75, 4)
    >>> [recency(month, "2026-11", rules) for month in ("2026-11", "2025-11", "2010-01")]
    [1.0, 1.0, 0.5]
    """
    over = _number(newest) - _number(month) - weights.fresh_months
    return float(max(weights.oldest, 0.5 ** (over / weights.half_months))) if over > 0 else 1.0


def spread(seen: Iterable[ObservationFacts], weights: EvidenceWeights) -> float:
    """Evidence from several months and sides has all of its weight, from one month and side the least."""
    kinds = len({(one.month, one.side) for one in seen})
    broad = min(max(kinds - 1, 0) / (weights.broad - 1), 1.0)
    return weights.narrowest + (1 - weights.narrowest) * broad


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7])
