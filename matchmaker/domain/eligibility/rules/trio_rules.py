"""Three entities independent of each other, from countries enough."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from matchmaker.domain.eligibility.answers import Answer, met, not_met, open_law, unknown
from matchmaker.domain.eligibility.case import Action, Entity
from matchmaker.domain.eligibility.matter import Matter
from matchmaker.domain.eligibility.rulebook import book
from matchmaker.domain.eligibility.rules.counting import (
    counted,
    countries_of,
    open_facts,
    unless_seap_alone,
    where_asked,
)
from matchmaker.domain.eligibility.trio import Independences, Spread, Trio, best_trio
from matchmaker.domain.findings import say

FIELDS = ("stakes", "ownership_complete")
Search = Callable[[Sequence[Entity], Spread], Trio | None]


@book.action_rule("EDIP-P-C03")
def industrialising_trio(matter: Matter, action: Action) -> Answer:
    """Under point (d): three that count, independent of each other, from two Member States, or a SEAP alone."""
    return where_asked(action, {"12": "d"}, lambda: _industrialising(matter))


@book.action_rule("EDIP-P-C05")
def cooperating_trio(matter: Matter, action: Action) -> Answer:
    """Under point (a): three that count, two of them in two Member States, three independent, or a SEAP alone."""
    return where_asked(action, {"13": "a"}, lambda: _cooperating(matter))


def ukraine_trio(matter: Matter) -> Answer:
    """Both points with Ukraine read as a Member State: three independent entities spread over two such countries."""
    able, home = counted(matter, "EDIP-U"), matter.territories.member_states | matter.territories.ukraine
    linked, search = matter.countries("member_state_territories"), _search(matter)

    def judge() -> Answer:
        sure = search(able, _spread(matter, home))
        if sure is not None:
            return _settled(sure)
        return _beyond(matter, search(able, _spread(matter, home | linked)), len(able))

    return unless_seap_alone(matter, able, judge)


def _industrialising(matter: Matter) -> Answer:
    """A member from elsewhere than the Member States leaves it to the law whether the three are enough."""
    able, members = counted(matter, "EDIP-P"), matter.territories.member_states
    linked, search = matter.countries("member_state_territories"), _search(matter)

    def judge() -> Answer:
        sure = search([one for one in able if one.seat is None or one.seat in members], _spread(matter, members))
        if sure is not None:
            return _settled(sure)
        return _beyond(matter, search(able, _spread(matter, members | linked)), len(able))

    return unless_seap_alone(matter, able, judge)


def _cooperating(matter: Matter) -> Answer:
    """The two Member States are asked of all who count; the independent three may come from anywhere."""
    able = counted(matter, "EDIP-P")
    return unless_seap_alone(matter, able, lambda: _cooperating_together(matter, able))


def _cooperating_together(matter: Matter, able: Sequence[Entity]) -> Answer:
    trio = _search(matter)(able, lambda members: True)
    linked, least = matter.countries("member_state_territories"), int(matter.number("trio_countries"))
    countries = countries_of(able, None, matter.territories.member_states, linked)
    reached = countries.reach(least)
    if trio is None or reached is False:
        return _not_enough(matter, len(able))
    of_countries = () if reached else tuple(fact for one in countries.pending for fact in open_facts(one))
    missing = tuple(dict.fromkeys((*_missing(trio), *of_countries)))
    if missing:
        return _doubtful((*trio.members, *(() if reached else countries.pending)), missing)
    return _certain(trio) if reached else _open(trio)


def _search(matter: Matter) -> Search:
    independences, size = Independences(matter.ownership), int(matter.number("trio_size"))
    return lambda candidates, spread: best_trio(candidates, independences, size, spread)


def _spread(matter: Matter, counting: Collection[str]) -> Spread:
    least = int(matter.number("trio_countries"))

    def spread(members: Sequence[Entity]) -> bool | None:
        known = {member.seat for member in members if member.seat in counting}
        if len(known) >= least:
            return True
        unrecorded = sum(member.seat is None for member in members)
        return None if len(known) + unrecorded >= least else False

    return spread


def _settled(trio: Trio) -> Answer:
    return _certain(trio) if trio.doubts == 0 else _doubtful(trio.members, _missing(trio))


def _beyond(matter: Matter, trio: Trio | None, able: int) -> Answer:
    """The answer where the countries that count for certain are not enough: the law is open at best."""
    if trio is None:
        return _not_enough(matter, able)
    return _open(trio) if trio.doubts == 0 else _doubtful(trio.members, _missing(trio))


def _certain(trio: Trio) -> Answer:
    return met(say("Independent of each other, in countries enough: %(names)s.", names=_names(trio.members)), *FIELDS)


def _open(trio: Trio) -> Answer:
    return open_law(
        say("The independent members include one from outside the Union: %(names)s.", names=_names(trio.members)),
        say("Does an independent member from outside the Member States count under this point?"),
        *FIELDS,
    )


def _not_enough(matter: Matter, able: int) -> Answer:
    return not_met(
        say(
            "Needed: %(size)s independent members from %(countries)s countries; "
            "the members that count (%(count)s) do not provide them.",
            size=matter.number("trio_size"),
            countries=matter.number("trio_countries"),
            count=able,
        ),
        *FIELDS,
    )


def _doubtful(members: Sequence[Entity], missing: tuple[str, ...]) -> Answer:
    return unknown(
        say("Whether enough members are independent of each other is not recorded."),
        say("Who controls each of these, and where is its seat: %(names)s?", names=_names(members)),
        *FIELDS,
        missing=missing,
    )


def _missing(trio: Trio) -> tuple[str, ...]:
    unclear = dict.fromkeys(entity_id for pair in trio.unclear_pairs for entity_id in pair)
    return (
        *(f"{entity_id}.owners" for entity_id in unclear),
        *(f"{one.id}.seat" for one in trio.members if one.seat is None and not trio.spread_is_certain),
        *(f"{one.id}.role" for one in trio.members if one.role is None),
    )


def _names(members: Sequence[Entity]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(member.label for member in members))
