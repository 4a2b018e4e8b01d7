"""The action as a whole: its form, its days, its size, the number of its members, and Ukraine's part in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from matchmaker.domain.eligibility.answers import Answer, met, not_applicable, not_met, open_law, unknown
from matchmaker.domain.eligibility.case import Action, Entity
from matchmaker.domain.eligibility.matter import Matter
from matchmaker.domain.eligibility.money import euros
from matchmaker.domain.eligibility.parameters import NotInForce
from matchmaker.domain.eligibility.rulebook import book
from matchmaker.domain.eligibility.rules.establishment import in_listed_area
from matchmaker.domain.eligibility.rules.topic import other_topic
from matchmaker.domain.findings import Sentence, say

PROCUREMENT, REINFORCEMENT = "11", "12"


@book.action_rule("EDIP-P-A01")
def programme_form(matter: Matter, action: Action) -> Answer:
    """The Programme funds procurement, industrial reinforcement, supporting actions and projects of common interest."""
    return _form(matter, action, "programme_forms")


@book.action_rule("EDIP-U-A01")
def ukraine_form(matter: Matter, action: Action) -> Answer:
    """The instrument funds procurement, industrial reinforcement and supporting actions."""
    return _form(matter, action, "ukraine_forms")


def _form(matter: Matter, action: Action, allowed: str) -> Answer:
    if action.form in matter.words("tool_forms"):
        return not_applicable(say("Article %(article)s is a tool, not a form of action.", article=action.form))
    if action.form in matter.words(allowed):
        return met(say("Article %(article)s is a form of action that is funded.", article=action.form))
    return not_met(say("Article %(article)s is no form of action that is funded here.", article=action.form))


@book.action_rule("EDIP-X-A05")
def timing(matter: Matter, action: Action) -> Answer:
    """Work has not started before the day the act names, and is not finished when the grant is signed."""
    stated = matter.topic_value("not_started_before")
    earliest = max(matter.day_value("earliest_start"), date.fromisoformat(stated) if stated else date.min)
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
    """Ukraine, or at least one entity established and managed in Ukraine, carries the action out or is involved.

    Ukraine here is Ukraine without the areas that its Government does not control. A seat whose place is not
    recorded counts, and EDIP-U-E03 asks for the place.
    """
    governed = [entity for entity in matter.case.entities if not in_listed_area(matter, entity)]
    present = [entity for entity in governed if _is_ukrainian(matter, entity)]
    if present:
        return _present(present)
    missing = tuple(fact for entity in governed for fact in _missing_facts(matter, entity))
    if missing:
        return unknown(
            say("Whether a member is established and managed in Ukraine, or is an authority of it, is not recorded."),
            say("Which member has both its seat and its executive management in Ukraine, or is an authority of it?"),
            "management_country",
            missing=missing,
        )
    return _absent(tuple(entity.label for entity in matter.case.entities if entity not in governed))


def _present(members: Sequence[Entity]) -> Answer:
    names = tuple(sorted(member.label for member in members))
    kinds = {member.kind == "authority" for member in members}
    if kinds == {True}:
        because = say("Authorities of Ukraine take part: %(names)s.", names=names)
    elif kinds == {False}:
        because = say("Established and managed in Ukraine: %(names)s.", names=names)
    else:
        because = say("Established and managed in Ukraine, or an authority of it: %(names)s.", names=names)
    return met(because, "management_country")


def _absent(left_out: tuple[str, ...]) -> Answer:
    if left_out:
        return not_met(
            say("A seat in an area outside government control does not count: %(names)s.", names=left_out),
            "management_country",
        )
    return not_met(say("Neither Ukraine nor an entity established and managed there takes part."), "management_country")


def _is_ukrainian(matter: Matter, entity: Entity) -> bool:
    ukraine = matter.territories.ukraine
    return entity.seat in ukraine and (entity.kind == "authority" or entity.management in ukraine)


def _missing_facts(matter: Matter, entity: Entity) -> tuple[str, ...]:
    """The facts that could still show the entity to be Ukrainian; none where a known fact rules it out."""
    ukraine = matter.territories.ukraine
    if entity.seat is not None and entity.seat not in ukraine:
        return ()
    managed_elsewhere = entity.management is not None and entity.management not in ukraine
    if managed_elsewhere and entity.kind not in ("authority", None):
        return ()
    open_facts = {
        "seat": entity.seat is None,
        "kind": entity.kind is None and entity.management not in ukraine,
        "management": entity.management is None and entity.kind != "authority",
    }
    return tuple(f"{entity.id}.{name}" for name, is_open in open_facts.items() if is_open)


@book.action_rule("EDIP-U-A08")
def financing_agreement(matter: Matter, action: Action) -> Answer:
    """The financing agreement between the Union and Ukraine is in force."""
    try:
        agreed = matter.day_value("ukraine_financing_agreement")
    except NotInForce:
        return open_law(
            say("Whether the financing agreement between the Union and Ukraine is in force is not confirmed."),
            say("Since when is the financing agreement between the Union and Ukraine in force?"),
        )
    if agreed > matter.day:
        return not_met(say("The financing agreement with Ukraine is in force only from %(day)s.", day=agreed))
    return met(say("The financing agreement with Ukraine is in force since %(day)s.", day=agreed))


@book.action_rule("EDIP-X-C07")
def number_of_entities(matter: Matter, action: Action) -> Answer:
    """A consortium for industrial reinforcement has no more paid members than the work programme allows."""
    if action.form != REINFORCEMENT:
        return not_applicable(say("The ceiling on members speaks of industrial reinforcement only."))
    paid = sum(entity.role == "recipient" for entity in matter.case.entities)
    open_roles = tuple(f"{entity.id}.role" for entity in matter.case.entities if entity.role is None)
    highest = matter.number("largest_consortium")
    stated = matter.topic_number("max_entities")
    ceiling = highest if stated is None else min(highest, stated)
    if paid > ceiling:
        return not_met(say("Paid members: %(count)s; at most %(ceiling)s are allowed.", count=paid, ceiling=ceiling))
    if paid + len(open_roles) > ceiling:
        return unknown(
            say("Whether there are more than %(ceiling)s paid members depends on open roles.", ceiling=ceiling),
            say("Which members would receive funding?"),
            missing=open_roles,
        )
    if stated is None:
        return open_law(_unknown_ceiling(matter, paid, int(ceiling)), say("How many members does the call allow?"))
    return met(say("Paid members: %(count)s; at most %(ceiling)s are allowed.", count=paid, ceiling=ceiling))


def _unknown_ceiling(matter: Matter, paid: int, ceiling: int) -> Sentence:
    article = matter.article_of_other_topic
    if article is not None:
        return say(
            "Paid members: %(count)s; the topic funds Article %(article)s and not this action, so that its ceiling "
            "does not apply. At most %(ceiling)s are allowed in any call.",
            count=paid,
            article=article,
            ceiling=ceiling,
        )
    return say(
        "Paid members: %(count)s; the ceiling of this call is not known, at most %(ceiling)s.",
        count=paid,
        ceiling=ceiling,
    )


@book.action_rule("EDIP-X-C08")
def size_of_action(matter: Matter, action: Action) -> Answer:
    """Common procurement and industrial reinforcement are not smaller than the work programme's minimum."""
    if action.form not in (PROCUREMENT, REINFORCEMENT):
        return not_applicable(say("The minimum size speaks of procurement and industrial reinforcement only."))
    least = matter.topic_number("min_action_size_eur")
    if least is None:
        article = matter.article_of_other_topic
        because = say("The minimum size of this call is not known.") if article is None else other_topic(article)
        return open_law(because, say("What is the smallest action the call accepts?"))
    if action.total_cost_eur is None:
        return unknown(
            say("The total cost is not recorded; the call asks for at least %(least)s.", least=euros(least)),
            say("What is the total cost of the action?"),
            missing=("action.total_cost_eur",),
        )
    return _compared(action.total_cost_eur, least)


def _compared(cost: Decimal, least: Decimal) -> Answer:
    if cost < least:
        return not_met(
            say("%(cost)s is below the minimum of %(least)s.", cost=euros(cost), least=euros(least)),
        )
    return met(say("%(cost)s reaches the minimum of %(least)s.", cost=euros(cost), least=euros(least)))
