"""Training that a new joint product calls for: which types of it, who could teach whom, with what."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from matchmaker.domain.facts import EquipmentFacts, JointProjectFacts, ModuleFacts, ObservationFacts
from matchmaker.domain.feedback.convergence import JOINT, UKRAINE, fielded_by_ukraine
from matchmaker.domain.findings import Bilingual, Sentence, say

_WAYS = {(False, True): "ua_trains_eu", (True, False): "eu_trains_ua"}


@dataclass(frozen=True, slots=True)
class Fielded:
    """A joint project's product, the types that its gap was seen on, and what is observed on both.

    `maker_countries` are the seats of the project's members as ISO codes.
    """

    project: JointProjectFacts
    product: EquipmentFacts
    before: tuple[EquipmentFacts, ...]
    observations: tuple[ObservationFacts, ...]
    maker_countries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProposedTraining:
    """One type of training that fits: who could teach and who would learn, as ISO codes, and what it needs.

    `direction` is a word of vocabulary.DIRECTIONS_OF_TRAINING; `because` has the strongest reason first.
    """

    module: ModuleFacts
    direction: str
    teachers: tuple[str, ...]
    learners: tuple[str, ...]
    skills: tuple[str, ...]
    kit: tuple[str, ...]
    because: tuple[Sentence, ...]


def propose_training(fielded: Fielded, modules: Iterable[ModuleFacts]) -> tuple[ProposedTraining, ...]:
    """Types of training whose equipment is of the product's category, joint ones first, then by name.

    Those whose forces field the product, or whose firms make it, can teach; those who field what it is to replace
    would learn. Where a state is both, and where nobody fields it yet, both sides learn together.
    """
    fitting = [one for one in modules if fielded.product.category in one.categories]
    ordered = sorted(fitting, key=lambda one: (one.direction != JOINT, one.status != "observed", one.id))
    return tuple(_proposed(fielded, one) for one in ordered)


def fielding_states(one: EquipmentFacts) -> tuple[str, ...]:
    """The states whose forces are recorded to field a type, Ukraine included."""
    return tuple(sorted({*one.operators_eu, *((UKRAINE,) if fielded_by_ukraine(one) else ())}))


def _proposed(fielded: Fielded, module: ModuleFacts) -> ProposedTraining:
    teachers = _teachers(fielded)
    learners = tuple(sorted(_wanting(fielded) - set(teachers))) or teachers
    return ProposedTraining(
        module=module,
        direction=_direction(teachers, learners),
        teachers=teachers,
        learners=learners,
        skills=module.skills,
        kit=(fielded.product.id, *(one.id for one in fielded.before if one.id != fielded.product.id)),
        because=tuple(_reasons(fielded, module)),
    )


def _teachers(fielded: Fielded) -> tuple[str, ...]:
    return fielding_states(fielded.product) or tuple(sorted(set(fielded.maker_countries)))


def _wanting(fielded: Fielded) -> set[str]:
    """Who fields the types on which the gap was seen, and who made the product."""
    return {*fielded.maker_countries, *(state for one in fielded.before for state in fielding_states(one))}


def _direction(teachers: Collection[str], learners: Collection[str]) -> str:
    sides = [{state == UKRAINE for state in states} for states in (teachers, learners)]
    if sides[0] == {True} and sides[1] == {False}:
        return _WAYS[False, True]
    if sides[0] == {False} and sides[1] == {True}:
        return _WAYS[True, False]
    return JOINT


def _reasons(fielded: Fielded, module: ModuleFacts) -> Iterable[Sentence]:
    yield say(
        "The type of training concerns %(category)s, and so does the product %(product)s.",
        category=fielded.product.category,
        product=Bilingual(fielded.product.name, fielded.product.name_uk),
    )
    if people := sum(one.count for one in fielded.observations):
        yield say("People whose observations are behind the gap: %(people)s.", people=people)
    if skills := _touched(fielded.observations, module.skills):
        yield say("Skills that the observations mention: %(skills)s.", skills=", ".join(skills))
    if module.direction == JOINT:
        yield say("It is joint training already.")
    elif module.status == "observed":
        yield say("A published example of such training exists.")
    else:
        yield say("No published example of such training is known; it was proposed.")


def _touched(observations: Sequence[ObservationFacts], skills: Iterable[str]) -> list[str]:
    """The skills whose every word stands in some observation; whole words, as written."""
    spoken = [set(f"{one.title} {one.text}".casefold().split()) for one in observations]
    return [skill for skill in skills if any(set(skill.casefold().split()) <= words for words in spoken)]
