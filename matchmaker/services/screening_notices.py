"""What authors, those who joined them, analysts, holders and makers are told about an observation."""

from __future__ import annotations

from matchmaker.domain.feedback.lifecycle import is_dangerous
from matchmaker.domain.findings import Bilingual, Sentence, say
from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.models import Observation
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services.notices import tell, tell_once
from matchmaker.services.occasion import Occasion

ASKED, ANSWERED, TAKEN = "observation.asked", "observation.answered", "observation.taken"
ANALYSED, CLOSED, REOPENED = "observation.analysed", "observation.closed", "observation.reopened"
DANGER = "equipment.danger"


def address_of(observation: Observation) -> str:
    """Return the page of an observation."""
    return f"/observations/{observation.id}"


def of_taking(uow: UnitOfWork, observation: Observation, before: str | None, occasion: Occasion) -> None:
    """Tell the analyst who had it that another one has it now."""
    if before:
        sentence = say("Another analyst took over observation No %(number)s.", number=observation.number)
        tell(uow, [before], TAKEN, sentence, address_of(observation), occasion)


def of_question(uow: UnitOfWork, observation: Observation, words: str, occasion: Occasion) -> None:
    """Tell the author what the analyst asks."""
    sentence = say(
        "An analyst asks about your observation No %(number)s: %(words)s", number=observation.number, words=words
    )
    tell(uow, [observation.filed_by], ASKED, sentence, address_of(observation), occasion)


def of_answer(uow: UnitOfWork, observation: Observation, words: str, occasion: Occasion) -> None:
    """Tell the analyst who has it what the author answered."""
    sentence = say("The author of observation No %(number)s answers: %(words)s", number=observation.number, words=words)
    tell(uow, filter(None, [observation.owner_id]), ANSWERED, sentence, address_of(observation), occasion)


def of_analysis(uow: UnitOfWork, observation: Observation, words: str, occasion: Occasion) -> None:
    """Tell the author and whoever joined that it was accepted."""
    sentence = say(
        "Observation No %(number)s, which you filed or joined, was analysed and counts as evidence: %(words)s",
        number=observation.number,
        words=words,
    )
    tell(uow, _people(uow, observation), ANALYSED, sentence, address_of(observation), occasion)


def of_closing(uow: UnitOfWork, observation: Observation, words: str, occasion: Occasion) -> None:
    """Tell the author and whoever joined how it ended, and why."""
    sentence = _closed(observation, words)
    tell(uow, _people(uow, observation), CLOSED, sentence, address_of(observation), occasion)


def of_reopening(uow: UnitOfWork, observation: Observation, words: str, occasion: Occasion) -> None:
    """Tell the analyst who had it why the author reopens it."""
    sentence = say("The author reopened observation No %(number)s: %(words)s", number=observation.number, words=words)
    tell(uow, filter(None, [observation.owner_id]), REOPENED, sentence, address_of(observation), occasion)


def of_danger(uow: UnitOfWork, observation: Observation, occasion: Occasion) -> None:
    """Alert all who may hold the equipment, and its makers, to an analysed danger to life; nobody hears it twice.

    The author knows, and is told nothing. Nothing happens while nobody has said which type it is.
    """
    equipment = uow.equipment.get(observation.equipment_id or "")
    dangerous = is_dangerous(observation.danger, observation.effect)
    if equipment is None or not dangerous or observation.state != "analysed":
        return
    name, address = Bilingual(equipment.name, equipment.name_uk), address_of(observation)
    holders = say(
        "Danger to life with %(equipment)s: read observation No %(number)s before it is used again.",
        equipment=name,
        number=observation.number,
    )
    makers = say(
        "A user met danger to life with %(equipment)s, which your firm makes: observation No %(number)s.",
        equipment=name,
        number=observation.number,
    )
    tell_once(uow, _holders(uow) - {observation.filed_by}, DANGER, holders, address, occasion)
    tell_once(uow, _makers(uow, equipment.id, occasion), DANGER, makers, address, occasion)


def _closed(observation: Observation, words: str) -> Sentence:
    number = observation.number
    match observation.outcome:
        case "fixed":
            return say("Observation No %(number)s is closed, the fault is fixed: %(words)s", number=number, words=words)
        case "not_fixed":
            return say("Observation No %(number)s is closed without a fix: %(words)s", number=number, words=words)
        case "accepted_risk":
            return say(
                "Observation No %(number)s is closed, the risk is accepted: %(words)s", number=number, words=words
            )
        case "duplicate":
            return say(
                "Observation No %(number)s is closed, an earlier one says the same and counts you: %(words)s",
                number=number,
                words=words,
            )
        case _:
            return say(
                "Observation No %(number)s is closed and was not taken up: %(words)s", number=number, words=words
            )


def _people(uow: UnitOfWork, observation: Observation) -> set[str]:
    return {observation.filed_by, *(join.joined_by for join in uow.observations.joins(observation.id))}


def _holders(uow: UnitOfWork) -> set[str]:
    """Nobody records who holds which type, so all who train and analyse are told."""
    return {account.id for role in (Role.TRAINING_OFFICER, Role.ANALYST) for account in uow.accounts.with_role(role)}


def _makers(uow: UnitOfWork, equipment_id: str, occasion: Occasion) -> set[str]:
    firms = [maker.firm_id for maker in uow.equipment.makers(equipment_id) if maker.firm_id]
    return {account.id for firm_id in firms for account in uow.accounts.members(firm_id, occasion.day)}
