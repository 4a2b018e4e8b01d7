"""European defence projects of common interest: who may be funded, and how many Member States join."""

from __future__ import annotations

from matchmaker.domain.eligibility.answers import Answer, met, not_applicable, not_met, open_law, unknown
from matchmaker.domain.eligibility.case import Action, Entity
from matchmaker.domain.eligibility.matter import Matter
from matchmaker.domain.eligibility.rulebook import book
from matchmaker.domain.eligibility.rules.counting import counted, countries_of
from matchmaker.domain.eligibility.rules.procurement import States, by_number
from matchmaker.domain.eligibility.rules.recipients import of_recipients
from matchmaker.domain.eligibility.territory import Standing
from matchmaker.domain.findings import Country, say

DEPLOYMENT = "35"
ELSEWHERE = say("This condition speaks of projects of common interest only.")


@book.action_rule("EDIP-P-C10")
def joining_states(matter: Matter, action: Action) -> Answer:
    """At least four Member States join; a state is seen by its authority, also where it acts through a SEAP."""
    if action.form != DEPLOYMENT:
        return not_applicable(ELSEWHERE)
    members, linked = matter.territories.member_states, matter.countries("member_state_territories")
    joining = countries_of(counted(matter, "EDIP-P"), "authority", members, linked)
    least = int(matter.number("flagship_member_states"))
    return by_number(States(joining, joining, least, least))


@book.entity_rule("EDIP-P-C11")
def funded_states(matter: Matter, entity: Entity) -> Answer:
    """Member States, associated countries and SEAPs made of them are funded; firms are not."""
    if matter.case.action.form != DEPLOYMENT:
        return not_applicable(ELSEWHERE)
    return _funded(matter, entity)


@of_recipients
def _funded(matter: Matter, entity: Entity) -> Answer:
    if entity.kind == "authority":
        return _state(matter, entity)
    if entity.kind == "seap":
        return met(say("A structure for European armament programmes may be funded."))
    if entity.kind is not None:
        return not_met(
            say("Only states of the territory and their structures are funded, not %(entity)s.", entity=entity.label)
        )
    return unknown(
        say("What kind of body this is, is not recorded."),
        say(
            "Is %(entity)s an authority of a state, or a structure for European armament programmes?",
            entity=entity.label,
        ),
        missing=(f"{entity.id}.kind",),
    )


def _state(matter: Matter, entity: Entity) -> Answer:
    if entity.seat is None:
        return unknown(
            say("The country of the authority is not recorded."),
            say("Of which country is %(entity)s an authority?", entity=entity.label),
            missing=(f"{entity.id}.seat",),
        )
    country = Country(entity.seat)
    match matter.territories.home["EDIP-P"].standing(entity.seat):
        case Standing.INSIDE:
            return met(say("An authority of %(country)s may be funded.", country=country))
        case Standing.OUTSIDE:
            return not_met(say("%(country)s is no Member State and no associated country.", country=country))
        case Standing.OPEN:
            return open_law(
                say("The status of %(country)s is not confirmed.", country=country),
                say("Does %(country)s belong to the territory on that day?", country=country),
            )
