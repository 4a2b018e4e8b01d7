"""Control by third countries or their entities, and the guarantees that may lift the bar."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from matchmaker.domain.eligibility.answers import Answer, conditional, met, not_applicable, not_met, open_law, unknown
from matchmaker.domain.eligibility.case import PUBLIC_BODIES, Entity, Guarantee
from matchmaker.domain.eligibility.control import Holder, Ownership
from matchmaker.domain.eligibility.matter import Matter
from matchmaker.domain.eligibility.rulebook import book
from matchmaker.domain.eligibility.rules.recipients import of_recipients
from matchmaker.domain.eligibility.territory import Standing, Territory
from matchmaker.domain.findings import Bilingual, Country, Sentence, Verdict, say

FIELDS = ("stakes", "ownership_complete")
A_PERSON = Bilingual("a natural person", "фізична особа")


class _Side(StrEnum):
    """Which side of the border a holder is on; `split` is a person whose countries disagree."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    OPEN = "open"
    SPLIT = "split"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class _Doubt:
    """One reason why control stays open; `missing` is empty where the law, not a fact, is open."""

    because: Sentence
    question: Sentence
    missing: tuple[str, ...]


@book.entity_rule("EDIP-P-E03")
@of_recipients
def programme_control(matter: Matter, entity: Entity) -> Answer:
    """Recipients are not controlled by a non-associated third country or by an entity of one."""
    return control_answer(matter, entity, matter.territories.controllers["EDIP-P"])


@book.entity_rule("EDIP-U-E04")
@of_recipients
def ukraine_control(matter: Matter, entity: Entity) -> Answer:
    """Recipients are not controlled by a non-associated third country other than Ukraine or by an entity of one."""
    return control_answer(matter, entity, matter.territories.controllers["EDIP-U"])


@book.exception("EDIP-P-E05")
def programme_public_bodies(matter: Matter, entity: Entity, general: Answer) -> Answer | None:
    """Contracting authorities, international organisations and SEAPs are not asked who controls them."""
    return _public_body(entity)


@book.exception("EDIP-U-E06")
def ukraine_public_bodies(matter: Matter, entity: Entity, general: Answer) -> Answer | None:
    """Contracting authorities, international organisations and SEAPs are not asked who controls them."""
    return _public_body(entity)


@book.exception("EDIP-P-E04")
def programme_guarantee(matter: Matter, entity: Entity, general: Answer) -> Answer | None:
    """A foreign-controlled recipient may take part on guarantees of the state it is established in."""
    return guarantee_answer(entity, general, matter.territories.home["EDIP-P"])


@book.exception("EDIP-U-E05")
def ukraine_guarantee(matter: Matter, entity: Entity, general: Answer) -> Answer | None:
    """Guarantees can lift the bar only for a recipient established in the Union, never for one in Ukraine."""
    home, ukraine = matter.territories.home["EDIP-U"], matter.territories.ukraine
    return guarantee_answer(entity, general, Territory(home.inside - ukraine, home.open))


def control_answer(matter: Matter, entity: Entity, territory: Territory) -> Answer:
    """Whether anybody outside `territory` controls the entity: met, not_met or unknown, for any programme.

    `territory` says whose control is no bar. Neither the role nor the kind of the entity is looked at, and no
    derogation: wrap the rule in `of_recipients` or its like, and put `guarantee_answer` into an exception.
    """
    owners = matter.ownership
    certain = sorted(owners.controllers(entity.id))
    for holder in (owners.holders[name] for name in certain):
        if _side(holder, territory) is _Side.OUTSIDE:
            return not_met(_controlled_by(holder, territory), *FIELDS)
    doubts = [
        *_doubts_about(owners, certain, entity, territory),
        *_doubts_about(owners, sorted(owners.possible_controllers(entity.id) - {*certain}), entity, territory),
        *_doubts_about_the_unnamed(owners, entity),
    ]
    if doubts:
        return _undecided(doubts)
    return met(say("No control from outside is recorded, and the recorded ownership leaves no room for it."), *FIELDS)


def _side(holder: Holder, territory: Territory) -> _Side:
    sides = {territory.standing(place) for place in holder.places if place is not None}
    if holder.kind == "person" and len(sides) > 1:
        return _Side.SPLIT
    if Standing.OUTSIDE in sides:
        return _Side.OUTSIDE
    if None in holder.places:
        return _Side.MISSING
    return _Side.OPEN if Standing.OPEN in sides else _Side.INSIDE


def _controlled_by(holder: Holder, territory: Territory) -> Sentence:
    outside = next(
        place for place in holder.places if place is not None and territory.standing(place) is Standing.OUTSIDE
    )
    return say("Controlled by %(holder)s of %(country)s.", holder=_named(holder), country=Country(outside))


def _named(holder: Holder) -> str | Bilingual:
    """A natural person whose name was kept out of the case is called what it is."""
    return A_PERSON if holder.kind == "person" and holder.name == holder.id else holder.name


def _doubts_about(owners: Ownership, names: list[str], entity: Entity, territory: Territory) -> list[_Doubt]:
    """Doubts that named holders raise; a holder that is surely inside raises none."""
    certain = owners.controllers(entity.id)
    doubts = [_doubt(owners.holders[name], entity, territory, controls=name in certain) for name in names]
    return [doubt for doubt in doubts if doubt is not None]


def _doubt(holder: Holder, entity: Entity, territory: Territory, *, controls: bool) -> _Doubt | None:
    match _side(holder, territory):
        case _Side.INSIDE:
            return None
        case _Side.MISSING:
            return _Doubt(
                say("The country of the holder %(holder)s is not recorded.", holder=_named(holder)),
                say("In which country does %(holder)s have seat and management?", holder=_named(holder)),
                (f"{entity.id}.owners.{holder.id}.country",),
            )
        case _Side.OUTSIDE:
            return _doubt_about_influence(holder, entity)
        case _Side.OPEN | _Side.SPLIT:
            return _doubt_in_law(holder) if controls else _doubt_about_influence(holder, entity)


def _doubt_about_influence(holder: Holder, entity: Entity) -> _Doubt:
    return _Doubt(
        say("Whether %(holder)s has decisive influence cannot be told from what is recorded.", holder=_named(holder)),
        say(
            "Which share, votes and decisive rights does %(holder)s have in %(entity)s?",
            holder=_named(holder),
            entity=entity.label,
        ),
        (f"{entity.id}.owners.{holder.id}.share", f"{entity.id}.decisive_rights"),
    )


def _doubt_in_law(holder: Holder) -> _Doubt:
    places = tuple(Country(place) for place in holder.places if place is not None)
    return _Doubt(
        say(
            "Controlled by %(holder)s, and how its countries count is not settled: %(countries)s.",
            holder=_named(holder),
            countries=places,
        ),
        say(
            "Does control by %(holder)s count as control from outside: %(countries)s?",
            holder=_named(holder),
            countries=places,
        ),
        (),
    )


def _doubts_about_the_unnamed(owners: Ownership, entity: Entity) -> list[_Doubt]:
    return [
        _Doubt(
            say("The ownership of %(holder)s is not recorded to the end.", holder=owners.holders[name].name),
            say("Who owns %(entity)s, up to the ultimate owners, and is that all?", entity=entity.label),
            (f"{entity.id}.ownership_complete",),
        )
        for name in sorted(owners.unclear_layers(entity.id))
    ]


def _undecided(doubts: list[_Doubt]) -> Answer:
    of_facts = [doubt for doubt in doubts if doubt.missing]
    if not of_facts:
        return open_law(doubts[0].because, doubts[0].question, *FIELDS)
    missing = tuple(dict.fromkeys(fact for doubt in of_facts for fact in doubt.missing))
    return unknown(of_facts[0].because, of_facts[0].question, *FIELDS, missing=missing)


def _public_body(entity: Entity) -> Answer | None:
    if entity.role != "recipient" or entity.kind not in PUBLIC_BODIES:
        return None
    return not_applicable(say("Public bodies of this kind are not asked who controls them."))


def guarantee_answer(entity: Entity, general: Answer, home: Territory) -> Answer | None:
    """What guarantees make of `general`, the answer of `control_answer`; None where they change nothing.

    `home` holds the countries that can give guarantees, each for firms established in it. Speaks where foreign
    control stands, or where an accepted guarantee makes the open question idle; of recipients only.
    """
    if entity.role != "recipient" or entity.kind in PUBLIC_BODIES:
        return None
    if general.verdict is Verdict.UNKNOWN:
        return _idle_question(entity, home)
    if general.verdict is not Verdict.NOT_MET:
        return None
    if entity.seat is None:
        return unknown(
            say("Controlled from outside; which state could give guarantees depends on the seat."),
            say("In which country is the registered seat of %(entity)s?", entity=entity.label),
            *FIELDS,
            missing=(f"{entity.id}.seat",),
        )
    match home.standing(entity.seat):
        case Standing.OUTSIDE:
            return None
        case Standing.OPEN:
            return _open_state(general, entity.seat)
        case Standing.INSIDE:
            return _offered(entity, general, entity.seat)


def _idle_question(entity: Entity, home: Territory) -> Answer | None:
    seat, guarantee = entity.seat, entity.guarantee
    if seat is None or guarantee is None or home.standing(seat) is not Standing.INSIDE:
        return None
    if _is_accepted(guarantee) and guarantee.authority == seat:
        return met(_accepted(seat), *FIELDS)
    return None


def _is_accepted(guarantee: Guarantee) -> bool:
    return guarantee.status == "approved" and guarantee.accepted_by_commission is True


def _accepted(seat: str) -> Sentence:
    return say("Guarantees approved by %(country)s are accepted, whoever controls the firm.", country=Country(seat))


def _open_state(general: Answer, seat: str) -> Answer:
    return open_law(
        general.because,
        say("Can %(country)s give the guarantees that lift the bar?", country=Country(seat)),
        *FIELDS,
    )


def _offered(entity: Entity, general: Answer, seat: str) -> Answer:
    guarantee = entity.guarantee or Guarantee()
    if guarantee.authority not in (None, seat):
        guarantee = Guarantee()
    decides = guarantee.status == "refused" or _is_accepted(guarantee)
    if decides and guarantee.authority is None:
        return unknown(
            say("Which state answered the request for guarantees is not recorded."),
            say("Which state approved or refused the guarantees for %(entity)s?", entity=entity.label),
            *FIELDS,
            missing=(f"{entity.id}.guarantee.authority",),
        )
    if guarantee.status == "refused":
        return not_met(
            say("Controlled from outside, and %(country)s refused the guarantees.", country=Country(seat)), *FIELDS
        )
    if _is_accepted(guarantee):
        return met(_accepted(seat), *FIELDS)
    return _awaited(entity, general, seat, approved=guarantee.status == "approved")


def _awaited(entity: Entity, general: Answer, seat: str, *, approved: bool) -> Answer:
    if approved:
        return conditional(
            say("Guarantees approved by %(country)s still need the Commission.", country=Country(seat)),
            say("Has the Commission accepted the guarantees for %(entity)s?", entity=entity.label),
            *FIELDS,
            missing=(f"{entity.id}.guarantee.accepted_by_commission",),
        )
    return conditional(
        general.because,
        say(
            "Has %(country)s approved guarantees for %(entity)s, and has the Commission accepted them?",
            country=Country(seat),
            entity=entity.label,
        ),
        *FIELDS,
        missing=(f"{entity.id}.guarantee",),
    )
