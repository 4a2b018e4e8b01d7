"""The action as a whole: its days, its size, the number of its members, and Ukraine's part in it."""

from __future__ import annotations

from decimal import Decimal

from matchmaker.domain.eligibility.answers import Answer, met, not_applicable, not_met, open_law, unknown
from matchmaker.domain.eligibility.case import Action, Entity
from matchmaker.domain.eligibility.matter import Matter
from matchmaker.domain.eligibility.parameters import day_value, number
from matchmaker.domain.eligibility.rulebook import book
from matchmaker.domain.eligibility.topics import topic_number
from matchmaker.domain.findings import say

PROCUREMENT, REINFORCEMENT = "11", "12"


@book.action_rule("EDIP-X-A05")
def timing(matter: Matter, action: Action) -> Answer:
    """Work has not started before the day the act names, and is not finished when the grant is signed."""
    earliest = day_value("earliest_start", matter.day)
    if action.started is not None and action.started < earliest:
        return not_met(say("Work started on %(day)s, before %(earliest)s.", day=action.started, earliest=earliest))
    if action.ends is not None and action.ends <= matter.day:
        return not_met(say("Work ended on %(day)s, so it is finished.", day=action.ends))
    if action.started is None:
        return unknown(
            say("The day on which work starts is not recorded."),
            say("When does work start, or when did it?"),
            missing=("action.started",),
        )
    if action.ends is None and action.started <= matter.day:
        return unknown(
            say("The day on which work ends is not recorded."),
            say("When does work end?"),
            missing=("action.ends",),
        )
    return met(say("Work starts on %(day)s and is not finished.", day=action.started))


@book.action_rule("EDIP-U-A07")
def ukraine_takes_part(matter: Matter, action: Action) -> Answer:
    """Ukraine, or at least one entity established and managed in Ukraine, carries the action out or is involved."""
    entities = matter.case.entities
    present = next((entity for entity in entities if _is_ukrainian(matter, entity)), None)
    if present is not None:
        return met(say("%(entity)s is established and managed in Ukraine.", entity=present.label), "management_country")
    missing = tuple(fact for entity in entities for fact in _missing_places(matter, entity))
    if missing:
        return unknown(
            say("Whether a member is established and managed in Ukraine is not recorded."),
            say("Which member has both its seat and its executive management in Ukraine?"),
            "management_country",
            missing=missing,
        )
    return not_met(say("Neither Ukraine nor an entity established and managed there takes part."), "management_country")


def _is_ukrainian(matter: Matter, entity: Entity) -> bool:
    ukraine = matter.territories.ukraine
    return entity.seat in ukraine and (entity.kind == "authority" or entity.management in ukraine)


def _missing_places(matter: Matter, entity: Entity) -> tuple[str, ...]:
    """The facts that could still show the entity to be Ukrainian; none where a known country rules it out."""
    places = {"seat": entity.seat, "management": entity.management}
    if any(place is not None and place not in matter.territories.ukraine for place in places.values()):
        return ()
    return tuple(f"{entity.id}.{name}" for name, place in places.items() if place is None)


@book.action_rule("EDIP-X-C07")
def number_of_entities(matter: Matter, action: Action) -> Answer:
    """A consortium for industrial reinforcement has no more paid members than the work programme allows."""
    if action.form != REINFORCEMENT:
        return not_applicable(say("The ceiling on members speaks of industrial reinforcement only."))
    paid = sum(entity.role == "recipient" for entity in matter.case.entities)
    open_roles = tuple(f"{entity.id}.role" for entity in matter.case.entities if entity.role is None)
    highest = number("largest_consortium", matter.day)
    stated = topic_number(action.topic, "max_entities", matter.day)
    ceiling = highest if stated is None else min(highest, stated)
    if paid > ceiling:
        return not_met(say("%(count)s paid members; at most %(ceiling)s are allowed.", count=paid, ceiling=ceiling))
    if paid + len(open_roles) > ceiling:
        return unknown(
            say("Whether there are more than %(ceiling)s paid members depends on open roles.", ceiling=ceiling),
            say("Which members would receive funding?"),
            missing=open_roles,
        )
    if stated is None:
        return open_law(
            say(
                "%(count)s paid members; the ceiling of this call is not known, at most %(ceiling)s.",
                count=paid,
                ceiling=ceiling,
            ),
            say("How many members does the call allow?"),
        )
    return met(say("%(count)s paid members; at most %(ceiling)s are allowed.", count=paid, ceiling=ceiling))


@book.action_rule("EDIP-X-C08")
def size_of_action(matter: Matter, action: Action) -> Answer:
    """Common procurement and industrial reinforcement are not smaller than the work programme's minimum."""
    if action.form not in (PROCUREMENT, REINFORCEMENT):
        return not_applicable(say("The minimum size speaks of procurement and industrial reinforcement only."))
    least = topic_number(action.topic, "min_action_size_eur", matter.day)
    if least is None:
        return open_law(
            say("The minimum size of this call is not known."), say("What is the smallest action the call accepts?")
        )
    if action.total_cost_eur is None:
        return unknown(
            say("The total cost is not recorded; the call asks for at least EUR %(least)s.", least=least),
            say("What is the total cost of the action?"),
            missing=("action.total_cost_eur",),
        )
    return _compared(action.total_cost_eur, least)


def _compared(cost: Decimal, least: Decimal) -> Answer:
    if cost < least:
        return not_met(say("EUR %(cost)s is below the minimum of EUR %(least)s.", cost=cost, least=least))
    return met(say("EUR %(cost)s reaches the minimum of EUR %(least)s.", cost=cost, least=least))
