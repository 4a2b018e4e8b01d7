"""What is on record of a firm beside its words: equipment in service, observations, projects, a good entry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from matchmaker.domain.facts import EquipmentFacts, ObservationFacts, TopicPartFacts
from matchmaker.domain.feedback.weigh import (
    FAILURES,
    FIX_SEEN,
    FIX_STATED,
    evidence_weight,
    newest_month,
    outcome,
    screened,
    worked_evidence,
)
from matchmaker.domain.findings import Bilingual, Sentence, say
from matchmaker.domain.graph.pieces import concept_ids
from matchmaker.domain.matching.columns import WHOLE, FirmColumns, firm_columns
from matchmaker.domain.matching.coverage import wordings
from matchmaker.domain.matching.demand import numbers_of
from matchmaker.domain.matching.scoring import Feature
from matchmaker.domain.matching.weights import Weights
from matchmaker.domain.snapshot import Snapshot

NAMED = 3
Evidence = Mapping[str, tuple[ObservationFacts, ...]]
Parts = Sequence[TopicPartFacts]


def fielded_equipment(snapshot: Snapshot, firms: FirmColumns, parts: Parts, weights: Weights) -> Feature:
    """Equipment it makes that is in service and whose category is a concept that the topic asks for."""
    fielded, half = _fielded(snapshot, parts), weights.half["fielded_equipment"]
    values = firms.column({firm_id: saturating(len(made), half) for firm_id, made in fielded.items()})

    def because(row: int) -> Sentence:
        made = fielded.get(firms.ids[row], ())
        if not made:
            return say("No equipment of its own in service is recorded in a category that the topic concerns.")
        names = tuple(Bilingual(equipment.name, equipment.name_uk) for equipment in made[:NAMED])
        return say(
            "Makes types in service that the topic concerns: %(count)s in all, such as %(names)s.",
            count=len(made),
            names=names,
        )

    return Feature("fielded_equipment", values, because)


def field_evidence(snapshot: Snapshot, firms: FirmColumns, evidence: Evidence, weights: Weights) -> Feature:
    """What worked counts for the firm; what failed is told, and counts in part once its maker has mended it."""
    newest = newest_month(screened(snapshot.observations.values()))
    beside = _by_equipment(snapshot) if evidence else {}
    half = weights.half["field_evidence"]
    values = {
        firm_id: worked_evidence(seen, _on_same(seen, beside), newest, half, weights.evidence)
        for firm_id, seen in evidence.items()
    }
    column = firms.column({firm_id: round(value * WHOLE) for firm_id, value in values.items()})

    def because(row: int) -> Sentence:
        seen = evidence.get(firms.ids[row], ())
        return _observed(seen, _on_same(seen, beside))

    return Feature("field_evidence", column, because)


def _by_equipment(snapshot: Snapshot) -> Mapping[str, list[ObservationFacts]]:
    found: dict[str, list[ObservationFacts]] = defaultdict(list)
    for one in screened(snapshot.observations.values()):
        found[one.equipment_id].append(one)
    return found


def _on_same(
    seen: Sequence[ObservationFacts], beside: Mapping[str, list[ObservationFacts]]
) -> tuple[ObservationFacts, ...]:
    return tuple(one for equipment in sorted({one.equipment_id for one in seen}) for one in beside[equipment])


def _observed(seen: tuple[ObservationFacts, ...], beside: tuple[ObservationFacts, ...]) -> Sentence:
    """Counts of people, and the numbers of the observations, so that each can be looked up."""
    if not seen:
        return say("No observation on its equipment touches the topic.")
    came_to = [(one.count, outcome(one, (each for each in beside if each is not one))) for one in seen]
    return say(
        "Observations on its equipment that touch the topic: %(numbers)s, reported by %(people)s people; a failure or a"
        " danger, which earns no points: %(failures)s; mended as its maker says: %(stated)s; seen mended since:"
        " %(mended)s; in invented observations: %(fictional)s.",
        numbers=numbers_of(seen),
        people=sum(one.count for one in seen),
        failures=sum(one.count for one in seen if one.effect in FAILURES),
        stated=sum(count for count, what in came_to if what == FIX_STATED),
        mended=sum(count for count, what in came_to if what == FIX_SEEN),
        fictional=sum(one.count for one in seen if one.fictional),
    )


def record_quality(firms: FirmColumns, weights: Weights) -> Feature:
    """How sure the source of its entry is."""
    values = np.zeros(len(firms.ids), dtype=np.int64)
    for confidence, worth in weights.record_quality.items():
        values[firms.confidence == confidence] = round(worth * WHOLE)

    def because(row: int) -> Sentence:
        return QUALITY[str(firms.confidence[row])]

    return Feature("record_quality", values, because)


QUALITY = {
    "high": say("The record of this firm has high confidence."),
    "medium": say("The record of this firm has medium confidence."),
    "low": say("The record of this firm has low confidence."),
    "unknown": say("The confidence of this firm's record is not known."),
}


def saturating(count: int, half: float) -> int:
    """In ten-thousandths: grows with every further one, by less and less; one half at `half`."""
    return round(evidence_weight(count, half) * WHOLE)


def _fielded(snapshot: Snapshot, parts: Parts) -> dict[str, tuple[EquipmentFacts, ...]]:
    asked = {concept for part in parts for text in wordings(part) for concept in concept_ids(text)}
    wanted = {
        category
        for category in {equipment.category for equipment in snapshot.equipment.values()}
        if asked.intersection(concept_ids(category))
    }
    found: dict[str, list[EquipmentFacts]] = defaultdict(list)
    for equipment in snapshot.equipment.values():
        if equipment.category in wanted and _in_service(equipment):
            for maker in equipment.makers:
                found[maker].append(equipment)
    return {maker: tuple(made) for maker, made in found.items()}


def _in_service(equipment: EquipmentFacts) -> bool:
    return bool(equipment.operators_eu) or equipment.operated_by_ua.casefold() == "yes"


def evidence_on(snapshot: Snapshot, parts: Parts, weights: Weights) -> dict[str, tuple[ObservationFacts, ...]]:
    """By firm: observations on equipment it makes whose words touch a part of the topic."""
    touching = _touching(snapshot, parts, weights)
    makers = {equipment.id: equipment.makers for equipment in snapshot.equipment.values()}
    found: dict[str, list[ObservationFacts]] = defaultdict(list)
    for observation in screened(snapshot.observations.values()):
        if observation.id in touching:
            for maker in makers.get(observation.equipment_id, ()):
                found[maker].append(observation)
    return {maker: tuple(made) for maker, made in found.items()}


def _touching(snapshot: Snapshot, parts: Parts, weights: Weights) -> set[str]:
    rows = firm_columns(snapshot).observations
    asked = snapshot.index.vectors([text for part in parts for text in wordings(part)])
    near = (snapshot.index.matrix[rows] @ asked.T).tocoo()
    touching = rows[np.unique(near.row[near.data >= weights.touches])]
    return {snapshot.index.documents[row].fact for row in touching.tolist()}
