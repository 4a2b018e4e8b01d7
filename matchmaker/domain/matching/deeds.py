"""What is on record of a firm beside its words: equipment in service, observations, projects, a good entry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from matchmaker.domain.facts import EquipmentFacts, ObservationFacts, TopicPartFacts
from matchmaker.domain.feedback.weigh import evidence_weight
from matchmaker.domain.findings import Bilingual, Sentence, say
from matchmaker.domain.graph.pieces import concept_ids
from matchmaker.domain.matching.columns import WHOLE, FirmColumns, firm_columns
from matchmaker.domain.matching.coverage import wordings
from matchmaker.domain.matching.scoring import Feature
from matchmaker.domain.matching.weights import Weights
from matchmaker.domain.snapshot import Snapshot

FAILURES = ("failed", "danger")
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


def field_evidence(firms: FirmColumns, evidence: Evidence, weights: Weights) -> Feature:
    """What worked counts for the firm; what failed is told and counts neither for nor against it."""
    half = weights.half["field_evidence"]
    values = firms.column({firm_id: saturating(_worked(seen), half) for firm_id, seen in evidence.items()})

    def because(row: int) -> Sentence:
        return _observed(evidence.get(firms.ids[row], ()))

    return Feature("field_evidence", values, because)


def _worked(seen: tuple[ObservationFacts, ...]) -> int:
    return sum(one.effect not in FAILURES for one in seen)


def _observed(seen: tuple[ObservationFacts, ...]) -> Sentence:
    if not seen:
        return say("No training observation on its equipment touches the topic.")
    failures, fictional = len(seen) - _worked(seen), sum(one.fictional for one in seen)
    if not fictional:
        return say(
            "Training observations on its equipment that touch the topic: %(count)s;"
            " reporting a failure or a danger, which earns no points: %(failures)s.",
            count=len(seen),
            failures=failures,
        )
    return say(
        "Training observations on its equipment that touch the topic: %(count)s;"
        " reporting a failure or a danger, which earns no points: %(failures)s; fictional: %(fictional)s.",
        count=len(seen),
        failures=failures,
        fictional=fictional,
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
    for observation in snapshot.observations.values():
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
