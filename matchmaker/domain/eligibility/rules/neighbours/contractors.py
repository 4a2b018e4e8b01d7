"""Contractors and their subcontractors under SAFE and the Ukraine Support Loan, which word their conditions alike."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from matchmaker.domain.eligibility.answers import Answer, met, not_met, open_law, unknown
from matchmaker.domain.eligibility.billofmaterials import Limit, bill_of
from matchmaker.domain.eligibility.case import Entity, OutsideAssets, Product, Subcontract
from matchmaker.domain.eligibility.matter import Matter
from matchmaker.domain.eligibility.rules.control import control_answer, guarantee_answer
from matchmaker.domain.eligibility.rules.establishment import management_answer, seat_answer
from matchmaker.domain.eligibility.rules.facilities import sites_answer
from matchmaker.domain.eligibility.rules.foreign_share import Measure, judged_share
from matchmaker.domain.eligibility.rules.neighbours.shared import (
    has_access,
    is_asked,
    reaches,
    standing_as_recipient,
    subcontractor_by_all,
    where_involved,
    worst,
)
from matchmaker.domain.findings import Bilingual, Verdict, say

CONTRACT = "subcontract"
HOME = Bilingual("the Union, the EEA and Ukraine", "Союзу, країн ЄАВТ у ЄЕП та України")


@dataclass(frozen=True, slots=True)
class Terms:
    """The names under which an instrument keeps its own numbers and days."""

    strand: str
    subcontract_share: str
    outside_most: str
    old_contract_before: str
    foreign_components: str


def involved(matter: Matter, entity: Entity, terms: Terms) -> Answer:
    """Whether a subcontractor is involved: share and access; that its input is critical is read by hand."""
    share = reaches(matter, entity, terms.subcontract_share)
    return subcontractor_by_all(entity, share=share, classified_access=has_access(entity))


def place_answer(matter: Matter, entity: Entity, strand: str) -> Answer:
    """Seat and executive management together."""
    return worst(
        say("The registered seat and the executive management are inside the territory."),
        seat_answer(matter, entity, strand),
        management_answer(matter, entity, strand),
    )


def outside_control(matter: Matter, entity: Entity, strand: str) -> Answer:
    """Control from outside the home territory, before any guarantee."""
    return control_answer(matter, entity, matter.territories.controllers[strand])


def facilities_answer(matter: Matter, entity: Entity, strand: str) -> Answer:
    """Facilities at home, or outside where nothing inside is readily available and no security interest is against."""
    general, assets = sites_answer(matter, entity, strand), entity.outside_assets
    if general.verdict is not Verdict.NOT_MET or assets is None:
        return general
    if assets.no_ready_alternative is False or assets.against_security_interests is True:
        return general
    missing = _open_justification(entity, assets)
    if missing:
        return unknown(
            say("The justification for the sites outside the territory is not complete."),
            say("Is there no ready alternative inside, and no conflict with security interests?"),
            "site_country",
            missing=missing,
        )
    return met(say("No ready alternative to the sites outside the territory exists."), "site_country")


def _open_justification(entity: Entity, assets: OutsideAssets) -> tuple[str, ...]:
    wanted = {
        "no_ready_alternative": assets.no_ready_alternative,
        "against_security_interests": assets.against_security_interests,
    }
    return tuple(f"{entity.id}.outside_assets.{name}" for name, given in wanted.items() if given is None)


def guaranteed(matter: Matter, entity: Entity, general: Answer, terms: Terms, others: Answer) -> Answer | None:
    """What guarantees make of control from outside; they help firms established in the Union only.

    `others` is the answer on the other parts of the rule, which no guarantee lifts.
    """
    asked = involved(matter, entity, terms)
    if general.verdict not in (Verdict.NOT_MET, Verdict.UNKNOWN) or others.verdict is Verdict.NOT_MET:
        return None
    if not is_asked(entity, asked) or _old_contract(matter, entity, terms) is not None:
        return None
    lifted = _lifted_control(matter, entity, terms)
    if lifted is None:
        return None
    answer = worst(
        say("Guarantees lift the bar of control, and the other parts of the condition are met."), others, lifted
    )
    return where_involved(entity, asked, answer)


def _lifted_control(matter: Matter, entity: Entity, terms: Terms) -> Answer | None:
    union = replace(matter.territories.union, open=matter.territories.linked)
    control = outside_control(matter, entity, terms.strand)
    return guarantee_answer(standing_as_recipient(entity), control, union)


def outside_subcontractor(
    matter: Matter, entity: Entity, general: Answer, terms: Terms, *facilities: Answer
) -> Answer | None:
    """A subcontractor from outside may stay on an old contract up to a share of the value.

    One that may be outside is judged both ways; the `facilities` count only where it is at home.
    """
    asked = involved(matter, entity, terms)
    if general.verdict not in (Verdict.NOT_MET, Verdict.UNKNOWN) or not is_asked(entity, asked):
        return None
    contract = _old_contract(matter, entity, terms)
    if contract is None:
        return None
    place = place_answer(matter, entity, terms.strand)
    if place.verdict is Verdict.NOT_MET:
        return where_involved(entity, asked, contract)
    control = _lifted_control(matter, entity, terms) or outside_control(matter, entity, terms.strand)
    at_home = worst(say("Everything but the place is in order."), control, *facilities)
    return where_involved(entity, asked, _either_way(place, at_home, contract))


def _either_way(place: Answer, at_home: Answer, outside: Answer) -> Answer:
    """The answer where the place is open: met if both answers are, else what decides between them is asked for."""
    if at_home.verdict is Verdict.MET and outside.verdict is Verdict.MET:
        fields = dict.fromkeys((CONTRACT, *at_home.restricted_fields))
        return met(say("In order at home as well as from outside on an old contract."), *fields)
    parts = (place, at_home, outside)
    asking = next((part for part in parts if part.missing), place)
    question = asking.question or asking.because
    missing = tuple(dict.fromkeys(fact for part in parts for fact in part.missing))
    if not missing:
        return open_law(asking.because, question, CONTRACT)
    return unknown(asking.because, question, CONTRACT, missing=missing)


def _old_contract(matter: Matter, entity: Entity, terms: Terms) -> Answer | None:
    """What an old contract makes of a subcontractor outside; None where it is no way for this one.

    Of one that is only possibly outside it speaks unless the contract is too new.
    """
    contract, place = entity.subcontract or Subcontract(), place_answer(matter, entity, terms.strand)
    if entity.role != "subcontractor" or contract.share is None or place.verdict is Verdict.MET:
        return None
    if contract.share > matter.number(terms.outside_most):
        return None
    answer = _dated_contract(matter, entity, contract.contract_date, terms)
    return None if place.verdict is Verdict.UNKNOWN and answer.verdict is Verdict.NOT_MET else answer


def _dated_contract(matter: Matter, entity: Entity, signed_on: date | None, terms: Terms) -> Answer:
    before = matter.day_value(terms.old_contract_before)
    if signed_on is None:
        return unknown(
            say("From outside; the day of the contract with the contractor is not recorded."),
            say("When was the contract with %(entity)s made?", entity=entity.label),
            CONTRACT,
            missing=(f"{entity.id}.subcontract.contract_date",),
        )
    if signed_on < before:
        return met(say("From outside, on a contract of %(day)s with a share that is allowed.", day=signed_on), CONTRACT)
    return not_met(
        say(
            "From outside, on a contract of %(day)s, not before %(before)s; that the contractor commits to study a "
            "replacement within two years would lift this and is read by hand.",
            day=signed_on,
            before=before,
        ),
        CONTRACT,
    )


def foreign_share(matter: Matter, product: Product, terms: Terms) -> Answer:
    """The part of the cost of the components that comes from outside."""
    bill = bill_of(product, matter.territories.home[terms.strand])
    return judged_share(matter, product, bill, Measure(Limit(matter.number(terms.foreign_components)), HOME))
