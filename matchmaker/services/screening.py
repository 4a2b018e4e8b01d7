"""Analysts screen observations, authors answer and reopen; each step is kept, and the other side hears of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from matchmaker.domain.feedback.deadlines import due_at
from matchmaker.domain.feedback.filed import unsettled
from matchmaker.domain.feedback.lifecycle import (
    DUPLICATE,
    LEADS_TO,
    OF_THE_AUTHOR,
    Standing,
    Step,
    allowed,
    is_dangerous,
    problems_of_closing,
    problems_of_words,
)
from matchmaker.domain.findings import say
from matchmaker.domain.registry.validate import Problem
from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.models import Observation, ObservationJoin, ObservationStep
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services import screening_notices as tell
from matchmaker.services.errors import Conflict, NotAllowed, NotFound, Rejected
from matchmaker.services.firms import commit_once, refuse
from matchmaker.services.observations import FILERS
from matchmaker.services.occasion import Occasion


@dataclass(frozen=True, slots=True)
class Closing:
    """How an observation ends: `outcome` is one of vocabulary.OUTCOMES, `same_as` the number that it repeats.

    `harmless` are the keys of what was looked at again in the reason and confirmed, here as in all steps with words.
    """

    outcome: str
    reason: str
    same_as: int | None = None
    harmless: frozenset[str] = frozenset()


def standing_of(observation: Observation) -> Standing:
    """Return where an observation stands, for the rules of its life cycle."""
    return Standing(
        state=observation.state,
        filed_by=observation.filed_by,
        owner_id=observation.owner_id,
        due_at=observation.due_at,
        closed_at=observation.closed_at,
    )


def take(uow: UnitOfWork, observation_id: str, occasion: Occasion, *, token: str = "") -> None:
    """Make the analyst the owner, also of what another one had; that one is told."""
    if occasion.taken_before(uow, token):
        return
    observation = _begin(uow, observation_id, Step.TAKE, occasion)
    before, observation.owner_id = observation.owner_id, occasion.actor.account_id
    tell.of_taking(uow, observation, before, occasion)
    _finish(uow, observation, Step.TAKE, "", occasion, token)


def ask(
    uow: UnitOfWork,
    observation_id: str,
    question: str,
    occasion: Occasion,
    *,
    harmless: frozenset[str] = frozenset(),
    token: str = "",
) -> None:
    """Ask the author; until the answer nothing is due."""
    if occasion.taken_before(uow, token):
        return
    observation = _begin(uow, observation_id, Step.ASK, occasion)
    refuse((*problems_of_words("question", question), *unsettled({"question": question}, harmless)))
    observation.due_at = None
    tell.of_question(uow, observation, question.strip(), occasion)
    _finish(uow, observation, Step.ASK, question, occasion, token)


def answer(
    uow: UnitOfWork,
    observation_id: str,
    words: str,
    occasion: Occasion,
    *,
    harmless: frozenset[str] = frozenset(),
    token: str = "",
) -> None:
    """Answer the analyst's question as its author; the time until the author hears begins anew."""
    if occasion.taken_before(uow, token):
        return
    observation = _begin(uow, observation_id, Step.ANSWER, occasion)
    refuse((*problems_of_words("answer", words), *unsettled({"answer": words}, harmless)))
    _due_again(observation, occasion)
    tell.of_answer(uow, observation, words.strip(), occasion)
    _finish(uow, observation, Step.ANSWER, words, occasion, token)


def analyse(
    uow: UnitOfWork,
    observation_id: str,
    note: str,
    occasion: Occasion,
    *,
    harmless: frozenset[str] = frozenset(),
    token: str = "",
) -> None:
    """Accept an observation with a note to its author; it counts as evidence from now on.

    Where it is about danger to life, all who hold that equipment and its makers are alerted at once.
    """
    if occasion.taken_before(uow, token):
        return
    observation = _begin(uow, observation_id, Step.ANALYSE, occasion)
    refuse((*problems_of_words("note", note), *unsettled({"note": note}, harmless)))
    observation.due_at = None
    tell.of_analysis(uow, observation, note.strip(), occasion)
    _finish(uow, observation, Step.ANALYSE, note, occasion, token)


def close(uow: UnitOfWork, observation_id: str, closing: Closing, occasion: Occasion, *, token: str = "") -> None:
    """End an observation with an outcome and a reason that its author reads.

    A duplicate's author and those who joined it are counted with the other observation, each person once. Raises
    Rejected where that one is not there, is itself a duplicate, or is on other equipment.
    """
    if occasion.taken_before(uow, token):
        return
    observation = _begin(uow, observation_id, Step.CLOSE, occasion)
    refuse(problems_of_closing(closing.outcome, closing.reason, names_another=closing.same_as is not None))
    refuse(unsettled({"reason": closing.reason}, closing.harmless))
    if closing.outcome == DUPLICATE:
        _merge(uow, observation, _other(uow, observation, closing.same_as or 0), occasion)
    observation.outcome, observation.closed_at, observation.due_at = closing.outcome, occasion.now, None
    tell.of_closing(uow, observation, closing.reason.strip(), occasion)
    _finish(uow, observation, Step.CLOSE, closing.reason, occasion, token, closing.outcome)


def reopen(
    uow: UnitOfWork,
    observation_id: str,
    line: str,
    occasion: Occasion,
    *,
    harmless: frozenset[str] = frozenset(),
    token: str = "",
) -> None:
    """Reopen a closed observation as its author, with one line; a duplicate is counted for itself again."""
    if occasion.taken_before(uow, token):
        return
    observation = _begin(uow, observation_id, Step.REOPEN, occasion)
    refuse((*problems_of_words("line", line), *unsettled({"line": line}, harmless)))
    _part(uow, observation)
    observation.outcome, observation.closed_at, observation.same_as = "", None, None
    _due_again(observation, occasion)
    tell.of_reopening(uow, observation, line.strip(), occasion)
    _finish(uow, observation, Step.REOPEN, line, occasion, token)


def set_type(uow: UnitOfWork, observation_id: str, equipment_id: str, occasion: Occasion, *, token: str = "") -> None:
    """Say which type of equipment an observation is on; a proposed link to that type counts as confirmed."""
    if occasion.taken_before(uow, token):
        return
    observation = _begin(uow, observation_id, Step.SET_TYPE, occasion)
    if uow.equipment.get(equipment_id) is None:
        raise Rejected(Problem("equipment_id", say("Choose a type of equipment from the list.")))
    link = uow.screening.link(observation_id, equipment_id)
    if link is not None:
        link.state, link.decided_by, link.decided_at = "confirmed", occasion.actor.account_id, occasion.now
    observation.equipment_id = equipment_id
    uow.flush()
    tell.of_danger(uow, observation, occasion)
    _finish(uow, observation, Step.SET_TYPE, "", occasion, token, equipment_id)


def keep_step(uow: UnitOfWork, observation: Observation, step: Step, words: str, occasion: Occasion) -> None:
    """Keep what was done with an observation and what was said."""
    uow.observations.add(
        ObservationStep(
            id=occasion.new_id(),
            observation_id=observation.id,
            action=step,
            reason=words.strip(),
            account_id=occasion.actor.account_id,
            at=occasion.now,
        )
    )


def _begin(uow: UnitOfWork, observation_id: str, step: Step, occasion: Occasion) -> Observation:
    """The observation, if this account may take the step; NotFound, NotAllowed or Conflict otherwise."""
    occasion.need_role(*(FILERS if step in OF_THE_AUTHOR else (Role.ANALYST,)))
    observation = uow.observations.get(observation_id)
    if observation is None:
        raise NotFound(observation_id)
    actor, standing = occasion.actor, standing_of(observation)
    if step in allowed(standing, role=actor.role, account_id=actor.account_id, now=occasion.now):
        return observation
    if (standing.filed_by == actor.account_id) != (step in OF_THE_AUTHOR):
        raise NotAllowed(f"{step} is not for this account")
    raise Conflict(*_why_not(standing, step, occasion))


def _why_not(standing: Standing, step: Step, occasion: Occasion) -> Iterator[Problem]:
    another = standing.owner_id not in (None, occasion.actor.account_id)
    if standing.state == "closed" and step is Step.REOPEN:
        yield Problem("", say("The days in which it could be reopened are over. File a new observation."))
    elif another and step not in OF_THE_AUTHOR and standing.state != "closed":
        yield Problem("", say("Another analyst has this observation. Take it over first."))
    else:
        yield Problem("", say("Something else was done with this observation meanwhile. Please read it again."))


def _finish(
    uow: UnitOfWork,
    observation: Observation,
    step: Step,
    words: str,
    occasion: Occasion,
    token: str,
    detail: str = "",
) -> None:
    observation.state = LEADS_TO.get(step, observation.state)
    if step not in OF_THE_AUTHOR and observation.owner_id is None:
        observation.owner_id = occasion.actor.account_id
    keep_step(uow, observation, step, words, occasion)
    if step is Step.ANALYSE:
        tell.of_danger(uow, observation, occasion)
    occasion.take(uow, token, observation.id)
    occasion.record(uow, f"observation.{step}", "observation", observation.id, detail)
    commit_once(uow, token, observation.id, occasion)


def _due_again(observation: Observation, occasion: Occasion) -> None:
    observation.due_at = due_at(occasion.now, is_dangerous(observation.danger, observation.effect))


# --- Duplicates -----------------------------------------------------------------------------------------------


def _other(uow: UnitOfWork, observation: Observation, number: int) -> Observation:
    other = uow.screening.numbered(number)
    if other is None:
        raise Rejected(Problem("same_as", say("There is no observation with this number.")))
    if other.id == observation.id:
        raise Rejected(Problem("same_as", say("An observation cannot repeat itself.")))
    if other.outcome == DUPLICATE:
        raise Rejected(Problem("same_as", say("That one was closed as a repetition too. Name the one it repeats.")))
    if None not in (types := {other.equipment_id, observation.equipment_id}) and len(types) > 1:
        raise Rejected(Problem("same_as", say("That one is on other equipment.")))
    return other


def _merge(uow: UnitOfWork, observation: Observation, other: Observation, occasion: Occasion) -> None:
    """Count the people of one observation with the other; who is counted there already is not counted twice."""
    counted = {other.filed_by, *(join.joined_by for join in uow.observations.joins(other.id))}
    for join_id, one, person in _people(uow, observation):
        if person not in counted:
            counted.add(person)
            uow.observations.add(_join(join_id, one, person, other, occasion))
    observation.same_as = other.id


def _part(uow: UnitOfWork, observation: Observation) -> None:
    """Take the people of an observation out of the count of the one that it was said to repeat, and further on."""
    names = [join_id for join_id, _, _ in _people(uow, observation)]
    other = uow.observations.get(observation.same_as or "")
    while other is not None:
        for join_id in names:
            uow.screening.leave(join_id)
        names = [_name(other, join_id) for join_id in names]
        other = uow.observations.get(other.same_as or "")


def _people(uow: UnitOfWork, observation: Observation) -> Iterator[tuple[str, Observation | ObservationJoin, str]]:
    """Who reported an observation: a name for the row that counts them elsewhere, what they stated, who they are."""
    yield observation.id, observation, observation.filed_by
    for join in uow.observations.joins(observation.id):
        yield _name(observation, join.id), join, join.joined_by


def _name(observation: Observation, join_id: str) -> str:
    return f"{observation.number}.{join_id}"


def _join(
    join_id: str, one: Observation | ObservationJoin, person: str, other: Observation, occasion: Occasion
) -> ObservationJoin:
    return ObservationJoin(
        id=join_id,
        observation_id=other.id,
        users=one.users,
        hours=one.hours,
        side=one.side,
        month=one.month,
        fictional=one.fictional,
        joined_by=person,
        joined_at=occasion.now,
    )
