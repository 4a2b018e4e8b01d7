"""One named number in 0..1 per reason for a firm, four decimals, each with its sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from matchmaker.domain.facts import EquipmentFacts, FirmFacts, ObservationFacts, TopicFacts
from matchmaker.domain.feedback.weigh import evidence_weight
from matchmaker.domain.findings import Bilingual, Contribution, Score, Sentence, say
from matchmaker.domain.graph.build import concept_ids
from matchmaker.domain.graph.schema import NodeKind, node_id
from matchmaker.domain.matching.coverage import Coverage, PartMatch, topic_coverage, wordings
from matchmaker.domain.matching.weights import FIRM_FEATURES, Weights
from matchmaker.domain.snapshot import Snapshot
from matchmaker.domain.text.documents import OBSERVATION

Feature = tuple[float, Sentence]
FAILURES = ("failed", "danger")


@dataclass(frozen=True, slots=True)
class TopicView:
    """Everything about a topic that the features of all firms need, worked out once."""

    topic: TopicFacts
    weights: Weights
    coverage: Coverage
    nearness: Mapping[str, float]
    fielded: Mapping[str, tuple[EquipmentFacts, ...]]
    evidence: Mapping[str, tuple[ObservationFacts, ...]]
    projects: Mapping[str, int]


def view_topic(snapshot: Snapshot, topic: TopicFacts, weights: Weights) -> TopicView:
    """Prepare the features of all firms for one topic."""
    return TopicView(
        topic=topic,
        weights=weights,
        coverage=topic_coverage(snapshot, topic, weights),
        nearness=snapshot.nearness.to_firms(_seeds(topic)),
        fielded=_fielded(snapshot, topic),
        evidence=_evidence(snapshot, topic, weights),
        projects={firm: len(projects) for firm, projects in snapshot.participations.items()},
    )


def firm_score(view: TopicView, firm: FirmFacts) -> Score:
    """The firm's features weighed; the total is in 0..1."""
    features = {name: FEATURES[name](view, firm) for name in FIRM_FEATURES}
    return Score(
        tuple(
            Contribution(name, firm.id, round(value, 4), view.weights.firm[name], because)
            for name, (value, because) in features.items()
        )
    )


def _seeds(topic: TopicFacts) -> list[str]:
    parts = [node_id(NodeKind.PART, f"{topic.id}/{part.id}") for part in topic.parts]
    return [node_id(NodeKind.TOPIC, topic.id), *parts]


def _fielded(snapshot: Snapshot, topic: TopicFacts) -> dict[str, tuple[EquipmentFacts, ...]]:
    """By firm: equipment it makes that is in service and whose category is a concept that the topic asks for."""
    asked = {concept for part in topic.parts for text in wordings(part) for concept in concept_ids(text)}
    found: dict[str, list[EquipmentFacts]] = defaultdict(list)
    for equipment in snapshot.equipment.values():
        if _in_service(equipment) and asked.intersection(concept_ids(equipment.category)):
            for maker in equipment.makers:
                found[maker].append(equipment)
    return {maker: tuple(made) for maker, made in found.items()}


def _in_service(equipment: EquipmentFacts) -> bool:
    return bool(equipment.operators_eu) or equipment.operated_by_ua.casefold() == "yes"


def _evidence(snapshot: Snapshot, topic: TopicFacts, weights: Weights) -> dict[str, tuple[ObservationFacts, ...]]:
    """By firm: observations on equipment it makes whose words touch a part of the topic."""
    touching = _touching(snapshot, topic, weights)
    makers = {equipment.id: equipment.makers for equipment in snapshot.equipment.values()}
    found: dict[str, list[ObservationFacts]] = defaultdict(list)
    for observation in snapshot.observations.values():
        if observation.id in touching:
            for maker in makers.get(observation.equipment_id, ()):
                found[maker].append(observation)
    return {maker: tuple(made) for maker, made in found.items()}


def _touching(snapshot: Snapshot, topic: TopicFacts, weights: Weights) -> set[str]:
    queries = [text for part in topic.parts for text in wordings(part)]
    cosines = snapshot.index.similarities(queries)
    return {
        document.fact
        for row, document in enumerate(snapshot.index.documents)
        if document.kind == OBSERVATION and cosines[row].max(initial=0.0) >= weights.touches
    }


def _described_fit(view: TopicView, firm: FirmFacts) -> Feature:
    matches = view.coverage.described.get(firm.id, {})
    best = _strongest(matches.values())
    if best is None:
        return 0.0, say("No text of its own meets the topic.")
    return _half_best_half_breadth(view, matches), say(
        "Parts that its own or published description meets: %(count)s of %(parts)s; best “%(part)s” with %(strength)s.",
        count=_count_covered(view, matches),
        parts=len(view.topic.parts),
        part=_part_text(view.topic, best.part_id),
        strength=best.strength,
    )


def _project_fit(view: TopicView, firm: FirmFacts) -> Feature:
    matches = view.coverage.by_project.get(firm.id, {})
    best = _strongest(matches.values())
    if best is None:
        return 0.0, say("No text of a funded project it took part in meets the topic.")
    return _half_best_half_breadth(view, matches), say(
        "A funded project it took part in meets “%(part)s” with %(strength)s; this is evidence, not its own words.",
        part=_part_text(view.topic, best.part_id),
        strength=best.strength,
    )


def _graph_nearness(view: TopicView, firm: FirmFacts) -> Feature:
    value = round(view.nearness.get(firm.id, 0.0), 4)
    return value, say(
        "In the graph of concepts, projects, equipment and partners it stands at %(value)s of the nearest firm.",
        value=value,
    )


def _fielded_equipment(view: TopicView, firm: FirmFacts) -> Feature:
    made = view.fielded.get(firm.id, ())
    if not made:
        return 0.0, say("No equipment of its own in service is recorded in a category that the topic concerns.")
    names = tuple(Bilingual(equipment.name, equipment.name_uk) for equipment in made[:3])
    return _saturating(len(made), view.weights.half["fielded_equipment"]), say(
        "Makes types in service that the topic concerns: %(count)s in all, such as %(names)s.",
        count=len(made),
        names=names,
    )


def _field_evidence(view: TopicView, firm: FirmFacts) -> Feature:
    """What worked counts for the firm; what failed is told and counts neither for nor against it."""
    seen = view.evidence.get(firm.id, ())
    if not seen:
        return 0.0, say("No training observation on its equipment touches the topic.")
    failures, fictional = sum(one.effect in FAILURES for one in seen), sum(one.fictional for one in seen)
    value = _saturating(len(seen) - failures, view.weights.half["field_evidence"])
    if not fictional:
        return value, say(
            "Training observations on its equipment that touch the topic: %(count)s;"
            " reporting a failure or a danger, which earns no points: %(failures)s.",
            count=len(seen),
            failures=failures,
        )
    return value, say(
        "Training observations on its equipment that touch the topic: %(count)s;"
        " reporting a failure or a danger, which earns no points: %(failures)s; fictional: %(fictional)s.",
        count=len(seen),
        failures=failures,
        fictional=fictional,
    )


def _experience(view: TopicView, firm: FirmFacts) -> Feature:
    count = view.projects.get(firm.id, 0)
    if not count:
        return 0.0, say("No funded project is recorded.")
    return _saturating(count, view.weights.half["experience"]), say(
        "Funded projects that it took part in: %(count)s.", count=count
    )


def _record_quality(view: TopicView, firm: FirmFacts) -> Feature:
    confidence = firm.provenance.confidence
    return view.weights.record_quality.get(confidence, 0.0), QUALITY[confidence]


QUALITY = {
    "high": say("The record of this firm has high confidence."),
    "medium": say("The record of this firm has medium confidence."),
    "low": say("The record of this firm has low confidence."),
    "unknown": say("The confidence of this firm's record is not known."),
}

FEATURES: Mapping[str, Callable[[TopicView, FirmFacts], Feature]] = {
    "described_fit": _described_fit,
    "project_fit": _project_fit,
    "graph_nearness": _graph_nearness,
    "fielded_equipment": _fielded_equipment,
    "field_evidence": _field_evidence,
    "experience": _experience,
    "record_quality": _record_quality,
}


def _strongest(matches: Iterable[PartMatch]) -> PartMatch | None:
    return min(matches, key=lambda match: (-match.strength, match.part_id), default=None)


def _half_best_half_breadth(view: TopicView, matches: Mapping[str, PartMatch]) -> float:
    """Half for the best part, so that a specialist counts, and half for the average over all parts."""
    strengths = [match.strength for match in matches.values()]
    return round((max(strengths) + sum(strengths) / len(view.topic.parts)) / 2, 4)


def _count_covered(view: TopicView, matches: Mapping[str, PartMatch]) -> int:
    return sum(match.strength >= view.weights.team.covers for match in matches.values())


def _saturating(count: int, half: float) -> float:
    """Grows with every further one, by less and less; one half at `half`."""
    return round(evidence_weight(count, half), 4)


def _part_text(topic: TopicFacts, part_id: str) -> Bilingual:
    part = next(part for part in topic.parts if part.id == part_id)
    return Bilingual(part.text_en, part.text_uk)
