"""The weights of the score, read from a versioned file; bad files are refused, never repaired."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from matchmaker.domain.affinity.weights import LearnedWeights, current_learned
from matchmaker.domain.feedback.weigh import OUTCOMES, EvidenceWeights
from matchmaker.domain.matching.columns import WHOLE
from matchmaker.domain.matching.pool import TeamWeights
from matchmaker.domain.matching.teamweights import number_of, team_weights
from matchmaker.domain.strict_yaml import read_text
from matchmaker.domain.vocabulary import CONFIDENCES

# Set by hand, since public consortia cannot teach them; the features of the learned model come beside them.
FIRM_FEATURES = ("described_fit", "fielded_equipment", "field_evidence", "gap_evidence", "record_quality")
PARTNER_FEATURES = (
    "meets_needs",
    "completes",
    "other_side",
    "recorded_together",
    "fielded_equipment",
    "field_evidence",
    "record_quality",
)
COUNTED_FEATURES = ("fielded_equipment", "field_evidence", "gap_evidence")
EVIDENCE_BOUNDS = ("fresh_months", "half_months", "oldest", "narrowest", "broad")
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Weights:
    """One version of all weights; `firm` and `partner` add up to 1 each, so that these scores are in 0..1.

    Both hold weights set by hand and learned ones; `learned` names those. `version` tells both versions.
    """

    version: str
    day: date
    note: str
    firm: Mapping[str, float]
    partner: Mapping[str, float]
    learned: frozenset[str]
    team: TeamWeights
    strong_match: float
    project_discount: float
    breadth: tuple[float, ...]
    one_of_several: float
    touches: float
    half: Mapping[str, float]
    evidence: EvidenceWeights
    record_quality: Mapping[str, float]
    watched: int


@cache
def current_weights() -> Weights:
    """The weights that this version of the product uses."""
    return read_weights((Path(__file__).parent / "weights.yaml").read_text(encoding="utf-8"))


def read_weights(text: str, learned: LearnedWeights | None = None) -> Weights:
    """Read a weights file; ValueError says which part is not as it must be. `learned` None are the current ones."""
    content, learned = read_text(text), learned or current_learned()
    firm = _shares(content["firm"], FIRM_FEATURES, content["learned"]["firm"], learned.topic)
    partner = _shares(content["partner"], PARTNER_FEATURES, content["learned"]["partner"], learned.team)
    words = _numbers(content["text"], ("strong_match", "project_discount", "covers", "one_of_several", "touches"))
    return Weights(
        version=f"{content['version']}, learned {learned.version}",
        day=date.fromisoformat(content["day"]),
        note=content["note"],
        firm=firm,
        partner=partner,
        learned=frozenset({*firm, *partner} - {*FIRM_FEATURES, *PARTNER_FEATURES}),
        team=team_weights(content["team"], float(words["covers"])),
        strong_match=float(words["strong_match"]),
        project_discount=float(words["project_discount"]),
        breadth=tuple(float(number_of("breadth", share)) for share in content["breadth"]),
        one_of_several=float(words["one_of_several"]),
        touches=float(words["touches"]),
        half=_floats(_numbers(content["half"], COUNTED_FEATURES)),
        evidence=_evidence(content["evidence"]),
        record_quality=_floats(_numbers(content["record_quality"], CONFIDENCES)),
        watched=int(content["watched"]),
    )


def _shares(
    by_hand: dict[str, Any], names: tuple[str, ...], share: dict[str, Any], learned: Mapping[str, float]
) -> dict[str, float]:
    """Weights by hand and, for the share left to them, the learned ones that do not keep silent here."""
    shares = _numbers(by_hand, names, exact=True)
    left = number_of("the learned share", share["share"])
    if sum(shares.values()) + left != 1 or left < 0:
        raise ValueError(f"the weights of {', '.join(names)} and the learned share do not add up to 1")
    if unknown := set(share["silent"]) - set(learned):
        raise ValueError(f"the learned model has no feature {', '.join(sorted(unknown))}")
    relative = {name: weight for name, weight in learned.items() if name not in share["silent"]}
    steps = portioned(relative, int(left * WHOLE))
    return {**_floats(shares), **{name: step / WHOLE for name, step in steps.items() if step}}


def _evidence(content: dict[str, Any]) -> EvidenceWeights:
    bounds = _floats(_numbers(content["bounds"], EVIDENCE_BOUNDS))
    if bounds["broad"] <= 1 or bounds["half_months"] <= 0 or max(bounds["oldest"], bounds["narrowest"]) > 1:
        raise ValueError("the bounds of evidence are shares up to 1, some months, and more than one kind")
    return EvidenceWeights(worth=_floats(_numbers(content["worth"], OUTCOMES)), **bounds)


def portioned(relative: Mapping[str, float], share: int) -> dict[str, int]:
    """Split a share in ten-thousandths as the weights say; what rounding leaves goes to the largest rests.

    >>> portioned({"a": 0.5, "b": 0.25, "c": 0.25}, 10)
    {'a': 5, 'b': 3, 'c': 2}
    """
    total = sum(relative.values())
    if total <= 0:
        raise ValueError("the learned model has nothing to say here")
    exact = {name: weight * share / total for name, weight in relative.items()}
    steps = {name: int(value) for name, value in exact.items()}
    by_rest = sorted(exact, key=lambda name: (-round(exact[name] - steps[name], 9), name))
    for name in by_rest[: share - sum(steps.values())]:
        steps[name] += 1
    return steps


def _numbers(entries: dict[str, Any], names: tuple[str, ...], *, exact: bool = False) -> dict[str, Decimal]:
    if set(entries) != set(names):
        raise ValueError(f"expected {', '.join(names)}; found {', '.join(entries)}")
    numbers = {name: number_of(name, entries[name]) for name in names}
    if any(number < 0 for number in numbers.values()):
        raise ValueError("a weight is negative")
    if exact and any(number != number.quantize(HUNDREDTH) for number in numbers.values()):
        raise ValueError("a weight has more than two decimals")
    return numbers


def _floats(numbers: dict[str, Decimal]) -> dict[str, float]:
    return {name: float(number) for name, number in numbers.items()}
