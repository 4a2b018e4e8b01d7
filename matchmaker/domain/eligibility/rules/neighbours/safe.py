"""SAFE: states borrow and buy together, firms are their contractors and subcontractors."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from matchmaker.domain.eligibility.answers import Answer, met, not_applicable, not_met, unknown
from matchmaker.domain.eligibility.case import Action, Entity, Product
from matchmaker.domain.eligibility.matter import Matter
from matchmaker.domain.eligibility.rulebook import book
from matchmaker.domain.eligibility.rules.neighbours.contractors import (
    Terms,
    facilities_answer,
    foreign_share,
    guaranteed,
    involved,
    outside_control,
    outside_subcontractor,
    place_answer,
)
from matchmaker.domain.eligibility.rules.neighbours.products import design_of_category_two
from matchmaker.domain.eligibility.rules.neighbours.shared import asked_of_firms, of_subcontractors, paid_firms, worst
from matchmaker.domain.eligibility.rules.neighbours.states import enough_states
from matchmaker.domain.eligibility.rules.origin import no_hostile_component
from matchmaker.domain.findings import Verdict, say

TERMS = Terms(
    "SAFE",
    subcontract_share="safe_subcontract_share",
    outside_most="safe_outside_subcontract_most",
    old_contract_before="safe_old_contract_before",
    foreign_components="safe_foreign_components",
)


@book.action_rule("SAFE-C01")
def common_procurement(matter: Matter, action: Action) -> Answer:
    """A Member State buys with another one, a member of the EEA or Ukraine; alone only while that was allowed.

    That the Member State borrows under SAFE has no field; it is taken to.
    """
    together, allowed, alone = _together(matter), _alone_was_allowed(matter), _a_member_state(matter)
    if together.verdict is Verdict.MET or allowed is False or alone.verdict is Verdict.NOT_MET:
        return together
    return _day_of_contract_open(matter) if allowed is None else alone


@book.action_rule("SAFE-C02")
def single_procurement(matter: Matter, action: Action) -> Answer:
    """A single Member State buys on contracts signed up to a day; without a contract the day of the case counts."""
    together, alone, allowed = _together(matter), _a_member_state(matter), _alone_was_allowed(matter)
    if together.verdict is Verdict.MET or alone.verdict is Verdict.NOT_MET:
        return not_applicable(say("This is no procurement by a single Member State."))
    last = matter.day_value("safe_single_state_until")
    if allowed:
        in_time = met(say("A single Member State could sign up to %(last)s.", last=last))
        return worst(in_time.because, in_time, alone)
    too_late = not_met(say("A single Member State could sign up to %(last)s only.", last=last))
    if Verdict.UNKNOWN in (together.verdict, alone.verdict):
        return alone if alone.verdict is Verdict.UNKNOWN else together
    return _day_of_contract_open(matter) if allowed is None else too_late


def subcontractor_involved(matter: Matter, entity: Entity) -> Answer:
    """Share and classified access; that the input is critical, with unique attributes, is read by hand."""
    return involved(matter, entity, TERMS)


book.entity_rule("SAFE-S01")(of_subcontractors(subcontractor_involved))


@book.entity_rule("SAFE-E01")
@asked_of_firms(subcontractor_involved)
def contractor(matter: Matter, entity: Entity) -> Answer:
    """Contractors and subcontractors involved have seat and management at home and are not controlled from outside."""
    return worst(
        say("Seat, management and control are in order."),
        place_answer(matter, entity, "SAFE"),
        outside_control(matter, entity, "SAFE"),
    )


@book.exception("SAFE-E02")
def guarantees(matter: Matter, entity: Entity, general: Answer) -> Answer | None:
    """A firm established in the Union may be controlled from outside after screening or on guarantees."""
    return guaranteed(matter, entity, general, TERMS, place_answer(matter, entity, "SAFE"))


@book.exception("SAFE-S02")
def old_subcontract(matter: Matter, entity: Entity, general: Answer) -> Answer | None:
    """A subcontractor from outside may stay on an old contract, or while a replacement is studied."""
    return outside_subcontractor(matter, entity, general, TERMS)


@book.entity_rule("SAFE-F01")
@asked_of_firms(subcontractor_involved)
def facilities(matter: Matter, entity: Entity) -> Answer:
    """Facilities used for the contract are at home unless there is no ready alternative."""
    return facilities_answer(matter, entity, "SAFE")


@book.product_rule("SAFE-O01")
def components(matter: Matter, product: Product) -> Answer:
    """Components from outside make up a limited part of the cost of the components."""
    return foreign_share(matter, product, TERMS)


@book.product_rule("SAFE-O02")
def hostile_components(matter: Matter, product: Product) -> Answer:
    """No component comes from a country against the security interests of the Union."""
    return no_hostile_component(matter, product)


@book.product_rule("SAFE-D01")
def design_authority(matter: Matter, product: Product) -> Answer:
    """Nobody outside limits the design of a product of category two."""
    return design_of_category_two(matter, product, "SAFE")


def _together(matter: Matter) -> Answer:
    home = matter.territories.home["SAFE"]
    states = replace(home, open=frozenset())
    return worst(
        say("A Member State, taken to borrow, buys together with another state that counts."),
        _a_member_state(matter),
        enough_states(matter, int(matter.number("safe_procuring_states")), states),
    )


def _a_member_state(matter: Matter) -> Answer:
    return enough_states(matter, 1, matter.territories.union)


def _alone_was_allowed(matter: Matter) -> bool | None:
    """Whether every contract was signed in time; None where a contract of an unrecorded day could have been.

    Up to the last day an open contract can still be signed; after it a case without a contract is too late.
    """
    last = matter.day_value("safe_single_state_until")
    days = _days_of_contracts(matter)
    if any(day is not None and day > last for day in days.values()):
        return False
    if matter.day <= last:
        return True
    return None if None in days.values() else bool(days)


def _days_of_contracts(matter: Matter) -> dict[str, date | None]:
    return {firm.id: firm.subcontract.contract_date if firm.subcontract else None for firm in paid_firms(matter)}


def _day_of_contract_open(matter: Matter) -> Answer:
    return unknown(
        say("When the contract is signed is not recorded."),
        say("On which day is the contract with each manufacturer signed?"),
        missing=tuple(
            f"{name}.subcontract.contract_date" for name, day in _days_of_contracts(matter).items() if day is None
        ),
    )
