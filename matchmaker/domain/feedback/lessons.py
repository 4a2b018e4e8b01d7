"""The life cycle of a lesson: what each step needs, who may do it, and what the remedial action changed.

A lesson is *identified* once a remedial action and a body to act are named. It is called *learned* only after the
action was carried out and what was observed since bears it out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from matchmaker.domain.facts import EquipmentFacts, GapFacts, JointProjectFacts, ObservationFacts
from matchmaker.domain.feedback.comparing import Comparison, compare
from matchmaker.domain.feedback.gapevidence import COUNTED, Counts, GapEvidence, gap_evidence
from matchmaker.domain.findings import Sentence, say
from matchmaker.domain.registry import validate
from matchmaker.domain.registry.validate import ODCR_PARTS, Problem
from matchmaker.domain.vocabulary import CAUSES, LESSON_STATES, SEGMENTS, SETTINGS, Role

IDENTIFIED, ENDORSED, IMPLEMENTED, VALIDATED, LEARNED = LESSON_STATES
LANGUAGES = ("en", "uk")
# Everything that is typed when a lesson is identified; all of it goes into the exported document.
WRITTEN = (*ODCR_PARTS, "action", "action_body", "releasability")
ON_ONE_LINE = ("title", "action_body", "releasability")
DECIDERS = (Role.PROGRAMME_OFFICER, Role.ANALYST)


class Move(StrEnum):
    """What may be done with a lesson that is identified."""

    AMEND = "amend"
    ENDORSE = "endorse"
    REFUSE = "refuse"
    IMPLEMENT = "implement"
    VALIDATE = "validate"
    LEARN = "learn"


# From which state a step may be taken, and the state after it.
FROM: Mapping[Move, str] = {
    Move.AMEND: IDENTIFIED,
    Move.ENDORSE: IDENTIFIED,
    Move.REFUSE: IDENTIFIED,
    Move.IMPLEMENT: ENDORSED,
    Move.VALIDATE: IMPLEMENTED,
    Move.LEARN: VALIDATED,
}
LEADS_TO: Mapping[Move, str] = {
    Move.AMEND: IDENTIFIED,
    Move.ENDORSE: ENDORSED,
    Move.REFUSE: IDENTIFIED,
    Move.IMPLEMENT: IMPLEMENTED,
    Move.VALIDATE: VALIDATED,
    Move.LEARN: LEARNED,
}
# Never by the one who formed the lesson, and by nobody else.
FOUR_EYES = (Move.ENDORSE, Move.REFUSE)
NEEDS_WORDS = (Move.REFUSE, Move.IMPLEMENT, Move.VALIDATE)


@dataclass(frozen=True, slots=True)
class Basis:
    """What a lesson rests on, never who, where or on which day; counts are people, "not stated" is in none of them.

    `military_list` has the codes of the types (ML10), `numbers` the observations that count.
    """

    evidence: GapEvidence
    settings: Counts
    segments: Counts
    causes: Counts
    military_list: tuple[str, ...]
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """What was observed before a remedial action and since, and the joint project whose product is the action.

    `project_id` is empty where the action is known only from the day on which somebody noted that it was done.
    Observations of the month in which it began count as since.
    """

    comparison: Comparison
    project_id: str

    @property
    def can_be_judged(self) -> bool:
        """Say whether there is anything on both sides of the action."""
        return not self.comparison.is_open


def allowed(state: str, formed_by: str, *, role: Role, account_id: str) -> frozenset[Move]:
    """Return what this account may do with a lesson in its state: officers and analysts only."""
    if role not in DECIDERS:
        return frozenset()
    return frozenset(move for move, start in FROM.items() if start == state and _may(move, formed_by == account_id))


def is_endorsed(state: str) -> bool:
    """Say whether a lesson may be exported: endorsed, or further."""
    return LESSON_STATES.index(state) >= LESSON_STATES.index(ENDORSED)


def problems_of_words(texts: Mapping[str, str], language: str) -> Iterator[Problem]:
    """Check what is typed when a lesson is identified; `texts` has the fields of WRITTEN, all of them needed."""
    for field in WRITTEN:
        words = texts.get(field, "")
        if not any(map(str.isalnum, words)):
            yield Problem(field, _needed(field))
        yield from validate.paragraph(field, words)
        if field in ON_ONE_LINE and len(words.strip()) > validate.LONGEST_NAME:
            yield Problem(field, say("This is longer than %(longest)s characters.", longest=validate.LONGEST_NAME))
    if language not in LANGUAGES:
        yield Problem("language", say("Choose English or Ukrainian."))


def problems_of_move(move: Move, note: str, effect: Effect | None) -> Iterator[Problem]:
    """Check what a step needs: words for most, and observations on both sides of the action to validate it."""
    if move in NEEDS_WORDS and not any(map(str.isalnum, note)):
        yield Problem("note", _asked(move))
    yield from validate.paragraph("note", note)
    if move is Move.VALIDATE and (effect is None or not effect.can_be_judged):
        yield Problem("", _not_yet(effect))


def effect_of(
    gap: GapFacts,
    observations: Iterable[ObservationFacts],
    projects: Iterable[JointProjectFacts],
    implemented: str,
) -> Effect | None:
    """Compare what was observed before the action and since: behind the gap and on the joint project's product.

    `implemented` is the month (YYYY-MM) in which the action was noted as done; None while that is empty. Where a
    joint project that answers the gap fielded a product, the first such month counts instead.
    """
    if not implemented:
        return None
    answering = [one for one in projects if one.gap_id == gap.id and one.fielded_month]
    since, project_id = min(((one.fielded_month, one.id) for one in answering), default=(implemented, ""))
    products, behind = {one.equipment_id for one in answering} - {""}, frozenset(gap.observations)
    concerned = (one for one in observations if one.id in behind or one.equipment_id in products)
    return Effect(compare(concerned, since), project_id)


def basis_of(observations: Iterable[ObservationFacts], types: Mapping[str, EquipmentFacts]) -> Basis:
    """Count what a lesson rests on; only observations that were screened and still stand count."""
    held = tuple(observations)
    counted = [one for one in held if one.state == COUNTED]
    known = [types[one.equipment_id] for one in counted if one.equipment_id in types]
    codes = {code.strip() for one in known for code in one.military_list.split(";")}
    return Basis(
        evidence=gap_evidence(held),
        settings=_people(counted, "setting", SETTINGS),
        segments=_people(counted, "segment", SEGMENTS),
        causes=_people(counted, "cause", CAUSES),
        military_list=tuple(sorted(codes - {""}, key=_in_list_order)),
        numbers=tuple(sorted(one.number for one in counted)),
    )


def said_of(state: str, number: int, title: str) -> Sentence:
    """Tell an author what the gap that the observation is behind has become."""
    match state:
        case "lesson_identified":
            return say(
                "From the gap that your observation is behind, lesson No %(number)s was identified: %(title)s.",
                number=number,
                title=title,
            )
        case "endorsed":
            return say(
                "The gap that your observation is behind has become lesson No %(number)s, endorsed: %(title)s.",
                number=number,
                title=title,
            )
        case "implemented":
            return say(
                "Lesson No %(number)s, which your observation is behind, is implemented: %(title)s.",
                number=number,
                title=title,
            )
        case "validated":
            return say(
                "Lesson No %(number)s, which your observation is behind, is validated: %(title)s.",
                number=number,
                title=title,
            )
        case _:
            return say(
                "Lesson No %(number)s, which your observation is behind, is a lesson learned now: %(title)s.",
                number=number,
                title=title,
            )


def _may(move: Move, own: bool) -> bool:
    return own if move is Move.AMEND else not (own and move in FOUR_EYES)


def _people(observations: Iterable[ObservationFacts], field: str, order: Iterable[str]) -> Counts:
    found = Counter[str]()
    for one in observations:
        found[getattr(one, field)] += one.count
    return tuple((key, found[key]) for key in order if found[key])


def _in_list_order(code: str) -> tuple[int, str]:
    number = re.search(r"\d+", code)
    return int(number[0]) if number else 0, code


def _needed(field: str) -> Sentence:
    match field:
        case "action":
            return say("Name the remedial action; without one nothing is identified yet.")
        case "action_body":
            return say("Name the body that is to act; without one nothing is identified yet.")
        case "releasability":
            return say("Say to whom it may be released.")
        case _:
            return say("This is needed.")


def _asked(move: Move) -> Sentence:
    if move is Move.REFUSE:
        return say("Say why it is not endorsed.")
    if move is Move.IMPLEMENT:
        return say("Say what was done.")
    return say("Say what the observations since the action show.")


def _not_yet(effect: Effect | None) -> Sentence:
    if effect is None or effect.comparison.people_before:
        return say("Nothing was observed since the action, so nothing can be validated yet.")
    return say("Nothing was observed before the action, so there is nothing to compare with.")
