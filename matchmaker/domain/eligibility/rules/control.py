"""Control by third countries or their entities, and the guarantees that may lift the bar."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from matchmaker.domain.eligibility.answers import Answer, conditional, met, not_applicable, not_met, open_law, unknown
from matchmaker.domain.eligibility.case import PUBLIC_BODIES, Entity, Guarantee
from matchmaker.domain.eligibility.control import Extent, Holder, Link, Ownership
from matchmaker.domain.eligibility.control.wording import A_PERSON as A_PERSON
from matchmaker.domain.eligibility.control.wording import named, path_words
from matchmaker.domain.eligibility.matter import Matter
from matchmaker.domain.eligibility.rulebook import book
from matchmaker.domain.eligibility.rules.recipients import of_recipients
from matchmaker.domain.eligibility.rules.tools import FAST
from matchmaker.domain.eligibility.territory import Standing, Territory
from matchmaker.domain.findings import Bilingual, Country, Sentence, Verdict, say

FIELDS = ("stakes", "ownership_complete")


class _Side(StrEnum):
    """Which side of the border a holder is on; `split` is a person whose countries disagree."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    OPEN = "open"
    SPLIT = "split"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class _Doubt:
    """One reason why control stays open; `missing` is empty where the law, not a fact, is open.

    `tell` words the reason and the question: of thousands of doubts only the first is told.
    """

    missing: tuple[str, ...]
    tell: Callable[[], tuple[Sentence, Sentence]]


@book.entity_rule("EDIP-P-E03")
def programme_control(matter: Matter, entity: Entity) -> Answer:
    """Recipients are not controlled by a non-associated third country or by an entity of one; FAST does not ask."""
    if matter.case.action.form == FAST:
        return not_applicable(say("FAST does not ask who controls the firm."))
    return _programme_control(matter, entity)


@of_recipients
def _programme_control(matter: Matter, entity: Entity) -> Answer:
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
    return guarantee_answer(entity, general, replace(home, inside=home.inside - ukraine))


def control_answer(matter: Matter, entity: Entity, territory: Territory) -> Answer:
    """Whether anybody outside `territory` controls the entity: met, not_met or unknown, for any programme.

    `territory` says whose control is no bar. Neither the role nor the kind of the entity is looked at, and no
    derogation: wrap the rule in `of_recipients` or its like, and put `guarantee_answer` into an exception.
    """
    owners = matter.ownership
    standings = owners.standings(entity.id)
    for name, extent in standings.items():
        if extent is Extent.EVERY and _side(owners.holders[name], territory) is _Side.OUTSIDE:
            return not_met(_controlled_by(owners, name, entity, territory), *FIELDS)
    doubts = [
        *_doubts_about_the_named(owners, standings, entity, territory),
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


def _controlled_by(owners: Ownership, name: str, entity: Entity, territory: Territory) -> Sentence:
    holder = owners.holders[name]
    outside = next(
        place for place in holder.places if place is not None and territory.standing(place) is Standing.OUTSIDE
    )
    return say(
        "Controlled by %(holder)s of %(country)s: %(path)s.",
        holder=named(holder),
        country=Country(outside),
        path=path_words(owners.witness(name, entity.id), owners.holders),
    )


def _doubts_about_the_named(
    owners: Ownership, standings: Mapping[str, Extent], entity: Entity, territory: Territory
) -> Iterator[_Doubt]:
    """Those who surely control come first; a holder that is surely inside raises no doubt."""
    for extent in (Extent.EVERY, Extent.SOME):
        for name in (name for name, found in standings.items() if found is extent):
            match _side(owners.holders[name], territory):
                case _Side.INSIDE:
                    continue
                case _Side.MISSING:
                    yield _doubt_about_place(owners.holders[name], entity)
                case _Side.OPEN | _Side.SPLIT if extent is Extent.EVERY:
                    yield _doubt_in_law(owners.holders[name])
                case _:
                    yield _doubt_about_influence(owners, name, entity)


def _doubt_about_place(holder: Holder, entity: Entity) -> _Doubt:
    return _Doubt(
        _missing_places(holder, entity),
        lambda: (
            say("The country of the holder %(holder)s is not recorded.", holder=named(holder)),
            say("In which country does %(holder)s have seat and management?", holder=named(holder)),
        ),
    )


def _missing_places(holder: Holder, entity: Entity) -> tuple[str, ...]:
    if holder.recorded_by == holder.id:
        fields = zip(("seat", "management"), holder.places, strict=False)
        return tuple(f"{holder.id}.{name}" for name, place in fields if place is None)
    return (f"{holder.recorded_by or entity.id}.owners.{holder.id}.country",)


def _doubt_about_influence(owners: Ownership, name: str, entity: Entity) -> _Doubt:
    fact = owners.deciding(entity.id)[name]
    return _Doubt(() if fact is None else (fact,), lambda: _told_influence(owners, name, entity))


def _told_influence(owners: Ownership, name: str, entity: Entity) -> tuple[Sentence, Sentence]:
    path = owners.witness(name, entity.id)
    open_links = [link for link in reversed(path) if link.extent is Extent.SOME]
    link = next((link for link in open_links if link.decides), open_links[0])
    told = path_words(path, owners.holders)
    asked = _question(link, named(owners.holders[link.holder]), named(owners.holders[link.held]))
    if link.share == owners.layers[link.held].thresholds.majority and not link.through:
        return say(
            "Exactly half can block every decision, which may be decisive influence: %(path)s.", path=told
        ), asked
    return (
        say(
            "Whether %(holder)s controls %(entity)s cannot be told from what is recorded: %(path)s.",
            holder=named(owners.holders[name]),
            entity=entity.label,
            path=told,
        ),
        asked,
    )


def _question(link: Link, holder: Bilingual, held: Bilingual) -> Sentence:
    match (link.decides or "").rpartition(".")[-1]:
        case "share":
            return say("Which share of %(held)s does %(holder)s hold?", held=held, holder=holder)
        case "votes":
            return say("Which part of the votes in %(held)s does %(holder)s have?", held=held, holder=holder)
        case "decisive_rights":
            return say(
                "Which decisive rights does %(holder)s have in %(held)s: a veto over strategy, the appointment of "
                "a majority, an agreement?",
                held=held,
                holder=holder,
            )
        case "ownership_complete":
            return say("Is everything that %(holder)s has in %(held)s recorded?", held=held, holder=holder)
    return say(
        "Does what is recorded give %(holder)s decisive influence over %(held)s? The act names no percentage.",
        held=held,
        holder=holder,
    )


def _doubt_in_law(holder: Holder) -> _Doubt:
    places = tuple(Country(place) for place in holder.places if place is not None)
    return _Doubt(
        (),
        lambda: (
            say(
                "Controlled by %(holder)s, and how its countries count is not settled: %(countries)s.",
                holder=named(holder),
                countries=places,
            ),
            say(
                "Does control by %(holder)s count as control from outside: %(countries)s?",
                holder=named(holder),
                countries=places,
            ),
        ),
    )


def _doubts_about_the_unnamed(owners: Ownership, entity: Entity) -> Iterator[_Doubt]:
    for name in sorted(owners.unclear_layers(entity.id), key=lambda one: (one != entity.id, one)):
        yield _doubt_about_the_unnamed(owners.holders[name], entity)


def _doubt_about_the_unnamed(holder: Holder, entity: Entity) -> _Doubt:
    return _Doubt(
        (f"{holder.recorded_by or entity.id}.ownership_complete",),
        lambda: (
            say("The ownership of %(holder)s is not recorded to the end.", holder=named(holder)),
            say("Who owns %(entity)s, up to the ultimate owners, and is that all?", entity=entity.label),
        ),
    )


def _undecided(doubts: list[_Doubt]) -> Answer:
    of_facts = [doubt for doubt in doubts if doubt.missing]
    because, question = (of_facts or doubts)[0].tell()
    if not of_facts:
        return open_law(because, question, *FIELDS)
    missing = tuple(dict.fromkeys(fact for doubt in of_facts for fact in doubt.missing))
    return unknown(because, question, *FIELDS, missing=missing)


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
            return _open_state(entity, general, entity.seat)
        case Standing.INSIDE:
            return _offered(entity, general, home.state_of(entity.seat), home)


def _idle_question(entity: Entity, home: Territory) -> Answer | None:
    seat, guarantee = entity.seat, entity.guarantee
    if seat is None or guarantee is None or home.standing(seat) is not Standing.INSIDE:
        return None
    if _is_accepted(guarantee) and _is_of(guarantee, home.state_of(seat), home):
        return met(_accepted(home.state_of(seat)), *FIELDS)
    return None


def _is_of(guarantee: Guarantee, state: str, home: Territory) -> bool:
    return guarantee.authority is not None and home.state_of(guarantee.authority) == state


def _is_accepted(guarantee: Guarantee) -> bool:
    return guarantee.status == "approved" and guarantee.accepted_by_commission is True


def _accepted(seat: str) -> Sentence:
    return say("Guarantees approved by %(country)s are accepted, whoever controls the firm.", country=Country(seat))


def _open_state(entity: Entity, general: Answer, seat: str) -> Answer:
    """A refusal settles it: whether the state counts as inside or not, nothing lifts the bar."""
    guarantee = entity.guarantee or Guarantee()
    if guarantee.status == "refused" and guarantee.authority == seat:
        return not_met(_refused(seat), *FIELDS)
    return open_law(
        general.because,
        say("Can %(country)s give the guarantees that lift the bar?", country=Country(seat)),
        *FIELDS,
    )


def _refused(seat: str) -> Sentence:
    return say("Controlled from outside, and %(country)s refused the guarantees.", country=Country(seat))


def _offered(entity: Entity, general: Answer, seat: str, home: Territory) -> Answer:
    """`seat` is the state of establishment, which alone can give the guarantees."""
    guarantee = entity.guarantee or Guarantee()
    if guarantee.authority is not None and not _is_of(guarantee, seat, home):
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
        return not_met(_refused(seat), *FIELDS)
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
