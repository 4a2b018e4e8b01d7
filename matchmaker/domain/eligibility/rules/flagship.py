"""European defence projects of common interest: who may be funded, and how many Member States join."""

from __future__ import annotations

from collections.abc import Sequence

from matchmaker.domain.eligibility.answers import Answer, met, not_applicable, not_met, open_law, unknown
from matchmaker.domain.eligibility.case import Action, Entity
from matchmaker.domain.eligibility.matter import Matter
from matchmaker.domain.eligibility.rulebook import book
from matchmaker.domain.eligibility.rules.counting import counted, countries_of, open_facts
from matchmaker.domain.eligibility.rules.procurement import Count, States, by_number
from matchmaker.domain.eligibility.rules.recipients import of_recipients
from matchmaker.domain.eligibility.territory import Standing
from matchmaker.domain.findings import Country, Sentence, Verdict, say

DEPLOYMENT = "35"
ELSEWHERE = say("This condition speaks of projects of common interest only.")


@book.action_rule("EDIP-P-C10")
def joining_states(matter: Matter, action: Action) -> Answer:
    """At least four Member States join; a state is seen by its authority, and the members of a SEAP are asked for."""
    if action.form != DEPLOYMENT:
        return not_applicable(ELSEWHERE)
    able, least = counted(matter, "EDIP-P"), int(matter.number("flagship_member_states"))

    def states(able: Sequence[Entity]) -> States:
        joining = countries_of(
            able, "authority", matter.territories.member_states, matter.countries("member_state_territories")
        )
        return States(joining, joining, least, least)

    answer = by_number(matter, able, Count("EDIP-P", states, _told))
    seaps = [entity for entity in able if entity.kind in ("seap", None)]
    return _through_a_seap(seaps) if seaps and answer.verdict is Verdict.NOT_MET else answer


def _through_a_seap(seaps: Sequence[Entity]) -> Answer:
    """The members of a SEAP have no field of their own: they are recorded as authorities beside it."""
    names = tuple(seap.label for seap in seaps)
    missing = tuple(fact for seap in seaps for fact in open_facts(seap) if not fact.endswith(".seat"))
    if all(seap.kind == "seap" for seap in seaps):
        because = say("The Member States that are members of a structure are not recorded: %(names)s.", names=names)
        question = say("Which Member States are members of %(names)s? Record an authority of each.", names=names)
        return unknown(because, question, missing=missing or ("entities",))
    return unknown(
        say("Whether these are structures, and of which Member States, is not recorded: %(names)s.", names=names),
        say("What kind of body is each of these, and which Member States does it stand for: %(names)s?", names=names),
        missing=missing,
    )


def _told(states: States, in_doubt: tuple[str, ...]) -> Sentence:
    if in_doubt:
        return say(
            "Member States whose authorities take part: %(count)s; at least %(least)s are needed. "
            "Counted although conditions on them are open: %(names)s.",
            count=len(states.all.sure),
            least=states.least,
            names=in_doubt,
        )
    return say(
        "Member States whose authorities take part: %(count)s; at least %(least)s are needed.",
        count=len(states.all.sure),
        least=states.least,
    )


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
