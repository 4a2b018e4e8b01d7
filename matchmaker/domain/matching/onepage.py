"""A draft concept for closing a gap with a proposed consortium: computed from what is stored, nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from matchmaker.domain.facts import EquipmentFacts, ModuleFacts, ObservationFacts
from matchmaker.domain.feedback.gapevidence import COUNTED, GapEvidence
from matchmaker.domain.findings import Bilingual, Sentence, Verdict, say
from matchmaker.domain.matching.pool import SealedInputs, SealedPart
from matchmaker.domain.matching.proposal import Cover, Proposal
from matchmaker.domain.vocabulary import SIDES


@dataclass(frozen=True, slots=True)
class Task:
    """What a member would do: the parts that it leads, strongest first, each with the words that met.

    `asked_for` says that it is in the team because the search named it.
    """

    firm_id: str
    name: str
    country: str | None
    fictional: bool
    leads: tuple[Cover, ...]
    asked_for: bool


@dataclass(frozen=True, slots=True)
class Teaching:
    """A type of training that uses such equipment; `people` reported the lack in it."""

    module: ModuleFacts
    people: int


@dataclass(frozen=True, slots=True)
class OnePage:
    """The draft; `standing` says how the rules stand, never that anybody may have money."""

    tasks: tuple[Task, ...]
    nobody_leads: tuple[SealedPart, ...]
    reasons: tuple[Sentence, ...]
    standing: Sentence
    risks: tuple[Sentence, ...]
    training: tuple[Teaching, ...]


def draft(
    evidence: GapEvidence,
    proposal: Proposal,
    sealed: SealedInputs,
    types: Iterable[EquipmentFacts],
    observations: Iterable[ObservationFacts],
    modules: Mapping[str, ModuleFacts],
) -> OnePage:
    """Draft one page; `sealed` is what the proposal was made from, `types` and `observations` those behind the gap."""
    open_parts = tuple(one for one in sealed.parts if one.kind == "product" and one.id not in proposal.leads)
    return OnePage(
        tasks=tuple(_tasks(proposal, sealed.required)),
        nobody_leads=open_parts,
        reasons=proposal.speaks_for,
        standing=_standing(proposal),
        risks=(*proposal.speaks_against, *_weak_evidence(evidence), *_unled(open_parts)),
        training=_training(types, observations, modules),
    )


def _tasks(proposal: Proposal, required: Collection[str]) -> Iterator[Task]:
    for one in proposal.members:
        led = sorted((cover for cover in one.covers if cover.leads), key=lambda each: (-each.strength, each.part_id))
        yield Task(one.firm_id, one.name, one.country, one.fictional, tuple(led), one.firm_id in required)


def _standing(proposal: Proposal) -> Sentence:
    if proposal.verdicts[proposal.strand] is Verdict.NOT_MET:
        return say("A rule is not met; see the proposal for which.")
    if proposal.questions:
        return say(
            "No blocking rule was found on the evidence given; open questions: %(number)s.",
            number=len(proposal.questions),
        )
    return say("No blocking rule was found on the evidence given, and no question is open.")


def _weak_evidence(evidence: GapEvidence) -> Iterator[Sentence]:
    if not evidence.observations:
        yield say("No observation behind the gap counts now.")
        return
    if evidence.fictional == evidence.observations:
        yield say("All observations behind the gap are invented for the demonstration.")
    if len(evidence.types) == 1:
        yield say("All observations are on one type of equipment; what is lacking may lie in that type alone.")
    sides = {side for side, _ in evidence.sides} & set(SIDES)
    if len(sides) == 1:
        yield say("Only forces of one side reported it; the other side may not share the need.")


def _unled(parts: Sequence[SealedPart]) -> Iterator[Sentence]:
    if parts:
        told = tuple(Bilingual(f"{one.id} {one.text_en}", f"{one.id} {one.text_uk}") for one in parts)
        yield say("Nobody in the team leads these products of the topic: %(parts)s.", parts=told)


def _training(
    types: Iterable[EquipmentFacts], observations: Iterable[ObservationFacts], modules: Mapping[str, ModuleFacts]
) -> tuple[Teaching, ...]:
    """Modules in which the lack was seen, most people first, then those that use such equipment, by id."""
    seen, categories = Counter[str](), {one.category for one in types}
    for one in observations:
        if one.state == COUNTED and one.module_id in modules:
            seen[one.module_id] += one.count
    fitting = {one.id for one in modules.values() if categories & set(one.categories)}
    ordered = sorted(fitting | set(seen), key=lambda one: (-seen[one], one))
    return tuple(Teaching(modules[one], seen[one]) for one in ordered)
