"""The largest share of the cost that the Union may pay: a ceiling that a call may undercut, never a rate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from matchmaker.domain.eligibility.answers import Answer, not_applicable, open_law, unknown, worth
from matchmaker.domain.eligibility.case import Action, Entity
from matchmaker.domain.eligibility.grounds import grounds, recognised
from matchmaker.domain.eligibility.matter import Matter
from matchmaker.domain.eligibility.parameters import NotInForce
from matchmaker.domain.eligibility.percent import percent
from matchmaker.domain.eligibility.rulebook import book
from matchmaker.domain.eligibility.rules.size import small_enough
from matchmaker.domain.eligibility.territory import Standing
from matchmaker.domain.findings import Sentence, say

PROCUREMENT, REINFORCEMENT, SUPPORTING, FLAGSHIP = "11", "12", "13", "35"
CRISIS = "crisis_relevant_capacity"
SEAP = "seap"


@dataclass(frozen=True, slots=True)
class Condition:
    """Whether a condition for the higher ceiling holds; None while open, with the facts that could decide.

    An open condition without such facts is open in law.
    """

    holds: bool | None
    missing: tuple[str, ...] = ()
    question: Sentence | None = None


HOLDS, FAILS = Condition(True), Condition(False)


@book.action_rule("EDIP-P-M02")
def procurement_ceiling(matter: Matter, action: Action) -> Answer:
    """The share of the contract value that common procurement may get; any one ground raises it."""
    if action.form != PROCUREMENT:
        return _another_form()
    raising = HOLDS if _paid_seap(matter) else _ground(matter, action, "20(5)")
    return _ceiling(matter, "procurement_ceiling", "raised_procurement_ceiling", [raising])


@book.action_rule("EDIP-P-M04")
def reinforcement_ceiling(matter: Matter, action: Action) -> Answer:
    """The share of cost that industrial reinforcement may get; small members, or a SEAP, and a ground raise it."""
    if action.form != REINFORCEMENT:
        return _another_form()
    stated, _ = recognised(action.grounds or ())
    members = HOLDS if _paid_seap(matter) or SEAP in stated else _mostly_small(matter)
    raising = [members, _ground(matter, action, "20(7)")]
    return _ceiling(matter, "reinforcement_ceiling", "raised_reinforcement_ceiling", raising)


@book.action_rule("EDIP-P-M05")
def full_ceiling(matter: Matter, action: Action) -> Answer:
    """Supporting actions and the deployment of projects of common interest may be paid in full."""
    return _in_full(matter, action, (SUPPORTING, FLAGSHIP))


@book.action_rule("EDIP-U-M01")
def ukraine_ceiling(matter: Matter, action: Action) -> Answer:
    """Under the Ukraine instrument industrial reinforcement and supporting actions may be paid in full."""
    return _in_full(matter, action, (REINFORCEMENT, SUPPORTING))


@book.action_rule("EDIP-U-M02")
def ukraine_procurement_ceiling(matter: Matter, action: Action) -> Answer:
    """The share of the contract value that common procurement may get under the Ukraine instrument."""
    return _ceiling(matter, "ukraine_procurement_ceiling") if action.form == PROCUREMENT else _another_form()


def _another_form() -> Answer:
    return not_applicable(say("This ceiling does not speak of this kind of action."))


def _in_full(matter: Matter, action: Action, forms: tuple[str, ...]) -> Answer:
    return _ceiling(matter, "full_ceiling") if action.form in forms else _another_form()


def _ceiling(matter: Matter, base: str, raised: str | None = None, conditions: Iterable[Condition] = ()) -> Answer:
    """The raised ceiling where all conditions hold, the base where one fails; else open, with the base as sure."""
    asked = tuple(conditions)
    if raised is None or any(condition.holds is False for condition in asked):
        return _at_most(matter, base)
    if all(condition.holds for condition in asked):
        return _at_most(matter, raised)
    because = say(
        "At most %(base)s is sure; whether %(raised)s may be paid is open.",
        base=percent(matter.number(base)),
        raised=percent(matter.number(raised)),
    )
    missing = tuple(dict.fromkeys(fact for condition in asked for fact in condition.missing))
    question = next(one.question for one in asked if one.question and (one.missing or not missing))
    return unknown(because, question, missing=missing) if missing else open_law(because, question)


def _at_most(matter: Matter, name: str) -> Answer:
    ceiling = matter.number(name)
    return worth(str(ceiling), say("At most %(ceiling)s may be paid; the call may set less.", ceiling=percent(ceiling)))


def _paid_seap(matter: Matter) -> bool:
    return any(entity.kind == SEAP and entity.role == "recipient" for entity in matter.case.entities)


def _ground(matter: Matter, action: Action, paragraph: str) -> Condition:
    """Whether a ground of the paragraph is stated; a word that is no known ground may mean one of them."""
    if action.grounds is None:
        return Condition(None, ("action.grounds",), say("Which grounds for a higher ceiling does the action have?"))
    stated, strange = recognised(action.grounds)
    sure = {name for name in stated - {CRISIS} if grounds()[name].serves(paragraph) and name != SEAP}
    if sure or (paragraph == "20(5)" and SEAP in stated):
        return HOLDS
    crisis = _crisis(matter, action) if CRISIS in stated and grounds()[CRISIS].serves(paragraph) else FAILS
    if crisis.holds or not strange:
        return crisis
    question = say("Which ground of the act is meant by %(words)s?", words=strange)
    return Condition(None, ("action.grounds", *crisis.missing), question)


def _crisis(matter: Matter, action: Action) -> Condition:
    """Capacity counts for products that the Commission lists as crisis-relevant; no list was found."""
    try:
        listed = matter.words("crisis_relevant_products")
    except NotInForce:
        return Condition(None, question=say("Which products does the Commission list as crisis-relevant?"))
    if action.product_kind is None:
        return Condition(None, ("action.product_kind",), say("What kind of product is it?"))
    return HOLDS if action.product_kind in listed else FAILS


@dataclass(frozen=True, slots=True)
class _Vote:
    """What one entity may add to the small members over the others: 1, -1, or nothing where it is not paid."""

    adds: frozenset[int]
    missing: tuple[str, ...]


def _mostly_small(matter: Matter) -> Condition:
    """Whether more paid members are small, medium or mid-cap with a seat in the Union or an associate than not."""
    votes = [_vote(matter, entity) for entity in matter.case.entities if entity.role in ("recipient", None)]
    totals = _totals(votes)
    if min(totals) > 0 or max(totals) <= 0:
        return HOLDS if min(totals) > 0 else FAILS
    deciding = [vote for vote in votes if _decides(vote, [other for other in votes if other is not vote])]
    missing = tuple(fact for vote in deciding for fact in vote.missing)
    if not missing:
        return Condition(None, question=say("Which countries are associated with the Programme?"))
    return Condition(None, missing, say("How large is each paid member with its group, and where is its seat?"))


def _totals(votes: Iterable[_Vote]) -> set[int]:
    totals = {0}
    for vote in votes:
        totals = {total + added for total in totals for added in vote.adds}
    return totals


def _decides(vote: _Vote, others: list[_Vote]) -> bool:
    return any(len({rest + added > 0 for added in vote.adds}) > 1 for rest in _totals(others))


def _vote(matter: Matter, entity: Entity) -> _Vote:
    small, seat = small_enough(matter, entity), _seat(matter, entity)
    unpaid = {0} if entity.role is None else set()
    role = (f"{entity.id}.role",) if entity.role is None else ()
    if small.answer is False or seat.holds is False:
        return _Vote(frozenset({-1} | unpaid), role)
    if small.answer and seat.holds:
        return _Vote(frozenset({1} | unpaid), role)
    return _Vote(frozenset({1, -1} | unpaid), (*role, *small.missing, *seat.missing))


def _seat(matter: Matter, entity: Entity) -> Condition:
    if entity.seat is None:
        return Condition(None, (f"{entity.id}.seat",))
    standing = matter.territories.home["EDIP-P"].standing(entity.seat)
    return Condition(None) if standing is Standing.OPEN else Condition(standing is Standing.INSIDE)
