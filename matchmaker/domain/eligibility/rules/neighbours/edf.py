"""The European Defence Fund: who may be paid, who must back an action, and what part of the cost is paid."""

from __future__ import annotations

from enum import StrEnum

from matchmaker.domain.eligibility.answers import Answer, met, not_applicable, open_law, unknown, worth
from matchmaker.domain.eligibility.case import Action, Entity
from matchmaker.domain.eligibility.matter import Matter
from matchmaker.domain.eligibility.parameters import NotInForce
from matchmaker.domain.eligibility.percent import percent
from matchmaker.domain.eligibility.rulebook import book
from matchmaker.domain.eligibility.rules.control import control_answer, guarantee_answer
from matchmaker.domain.eligibility.rules.establishment import management_answer, seat_answer
from matchmaker.domain.eligibility.rules.facilities import outside_assets_answer, sites_answer
from matchmaker.domain.eligibility.rules.neighbours.edf_consortium import consortium
from matchmaker.domain.eligibility.rules.neighbours.shared import (
    BY_THE_FUND,
    as_word,
    asked_of_firms,
    has_access,
    is_asked,
    of_subcontractors,
    reaches,
    standing_as_recipient,
    subcontractor_by_any,
    where_involved,
    worst,
)
from matchmaker.domain.eligibility.rules.neighbours.states import enough_states
from matchmaker.domain.eligibility.rules.size import size_answer
from matchmaker.domain.eligibility.sizes import is_sme_or_mid_cap
from matchmaker.domain.findings import Verdict, say


class Activity(StrEnum):
    """What the word of the case says about the action; the words are parameters."""

    WITHOUT_MINIMUM = "study or disruptive technology"
    DESIGN = "design"
    PROTOTYPE = "prototype"
    PROVING = "testing, qualification or certification"
    OTHER = "other"
    UNCLEAR = "unclear"


def subcontractor_involved(matter: Matter, entity: Entity) -> Answer:
    """Any one of: a share of the cost, access to classified information, a direct contract (no field for it)."""
    share = reaches(matter, entity, "edf_subcontract_share")
    return subcontractor_by_any(entity, share=share, classified_access=has_access(entity))


book.entity_rule("EDF-E04")(of_subcontractors(subcontractor_involved))


@book.entity_rule("EDF-E01")
@asked_of_firms(subcontractor_involved, BY_THE_FUND)
def seat(matter: Matter, entity: Entity) -> Answer:
    """Recipients and subcontractors involved are established in the Union or in an associated country."""
    return seat_answer(matter, entity, "EDF")


@book.entity_rule("EDF-E02")
@asked_of_firms(subcontractor_involved, BY_THE_FUND)
def management_and_facilities(matter: Matter, entity: Entity) -> Answer:
    """Their management and the facilities they use are there too, for the whole action."""
    return _management_and(matter, entity, sites_answer(matter, entity, "EDF"))


@book.exception("EDF-E05")
def outside_assets(matter: Matter, entity: Entity, general: Answer) -> Answer | None:
    """Own assets outside may be used where nothing inside is readily available; their cost is not paid."""
    involved = subcontractor_involved(matter, entity)
    if general.verdict not in (Verdict.NOT_MET, Verdict.UNKNOWN) or not is_asked(entity, involved, BY_THE_FUND):
        return None
    justified = outside_assets_answer(entity, sites_answer(matter, entity, "EDF"))
    if justified is None or management_answer(matter, entity, "EDF").verdict is Verdict.NOT_MET:
        return None
    return where_involved(entity, involved, _management_and(matter, entity, justified))


@book.entity_rule("EDF-E03")
@asked_of_firms(subcontractor_involved, BY_THE_FUND)
def control(matter: Matter, entity: Entity) -> Answer:
    """They are not controlled from outside, or the state they are established in gives guarantees."""
    general = control_answer(matter, entity, matter.territories.controllers["EDF"])
    lifted = guarantee_answer(standing_as_recipient(entity), general, matter.territories.home["EDF"])
    return general if lifted is None else lifted


@book.entity_rule("EDF-Z01")
def small_or_mid_cap(matter: Matter, entity: Entity) -> Answer:
    """Small, medium or mid-cap, by the figures of its group; the thresholds of EDIP are known from its first day."""
    try:
        return size_answer(matter, entity, is_sme_or_mid_cap)
    except NotInForce:
        return open_law(
            say("The thresholds of size of that day are not in the rule book."),
            say("From how many people on was a firm no mid-cap on that day?"),
        )


@book.action_rule("EDF-C01")
def minimum(matter: Matter, action: Action) -> Answer:
    """Entities from three countries, and three independent ones; studies and disruptive technologies need none."""
    activity = activity_of(matter, action)
    if activity is Activity.WITHOUT_MINIMUM:
        return not_applicable(say("Studies and disruptive technologies have no minimum number of entities."))
    answer = consortium(matter)
    return answer if activity is not Activity.UNCLEAR else _unless_met(answer)


@book.action_rule("EDF-C02")
def without_minimum(matter: Matter, action: Action) -> Answer:
    """Says whether the action is one of those that EDF-C01 leaves out."""
    match activity_of(matter, action):
        case Activity.WITHOUT_MINIMUM:
            return met(say("Studies and disruptive technologies have no minimum number of entities."))
        case Activity.UNCLEAR:
            return _activity_open()
        case _:
            return not_applicable(say("This kind of action has a minimum number of entities."))


@book.action_rule("EDF-A01")
def agreed_requirements(matter: Matter, action: Action) -> Answer:
    """Several states agree the requirements of a design; each shows as an authority of its own."""
    return _backed(matter, action, (Activity.DESIGN,), "edf_agreeing_states")


@book.action_rule("EDF-A02")
def intention_to_buy(matter: Matter, action: Action) -> Answer:
    """From prototype to certification several states intend to buy or use; each shows as an authority of its own."""
    return _backed(matter, action, (Activity.PROTOTYPE, Activity.PROVING), "edf_buying_states")


@book.action_rule("EDF-M01")
def ceiling(matter: Matter, action: Action) -> Answer:
    """The part of the eligible cost that the Fund pays at most, before any bonus."""
    match activity_of(matter, action):
        case Activity.UNCLEAR:
            return _activity_open()
        case Activity.PROTOTYPE:
            share = matter.number("edf_prototype_ceiling")
            return worth(
                str(share), say("At most %(share)s of the cost of a prototype, before bonuses.", share=percent(share))
            )
        case Activity.PROVING:
            share = matter.number("edf_proving_ceiling")
            return worth(
                str(share), say("At most %(share)s of the cost of proving, before bonuses.", share=percent(share))
            )
        case _:
            share = matter.number("edf_full_ceiling")
            return worth(str(share), say("At most %(share)s of the eligible cost.", share=percent(share)))


def activity_of(matter: Matter, action: Action) -> Activity:
    """Sort the word that the case gives as its article; a word that no list knows is unclear."""
    word = as_word(action.article)
    lists = {
        Activity.WITHOUT_MINIMUM: matter.words("edf_activities_without_minimum"),
        Activity.DESIGN: matter.words("edf_design_activities"),
        Activity.PROTOTYPE: matter.words("edf_prototype_activities"),
        Activity.PROVING: matter.words("edf_proving_activities"),
        Activity.OTHER: matter.words("edf_other_activities"),
    }
    return next((activity for activity, words in lists.items() if word in words), Activity.UNCLEAR)


def _management_and(matter: Matter, entity: Entity, facilities: Answer) -> Answer:
    return worst(
        say("The executive management is inside the territory, and so are the sites, or their use is justified."),
        management_answer(matter, entity, "EDF"),
        facilities,
    )


def _backed(matter: Matter, action: Action, activities: tuple[Activity, ...], least: str) -> Answer:
    activity = activity_of(matter, action)
    if activity not in (*activities, Activity.UNCLEAR):
        return not_applicable(say("This kind of action needs no states behind it under this rule."))
    answer = enough_states(matter, int(matter.number(least)), matter.territories.home["EDF"])
    return answer if activity is not Activity.UNCLEAR else _unless_met(answer)


def _unless_met(answer: Answer) -> Answer:
    """Where the kind of action is unclear a rule that is met is met or does not apply; else the kind decides."""
    return answer if answer.verdict is Verdict.MET else _activity_open(*answer.missing)


def _activity_open(*further: str) -> Answer:
    return unknown(
        say("The kind of action is not recorded in words that this rule book knows."),
        say("Is it research, a study, design, a prototype, testing, qualification, certification or disruptive?"),
        missing=("action.article", *further),
    )
