"""Three entities independent of each other, from countries enough."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from matchmaker.domain.eligibility.answers import Answer, met, not_met, open_law, unknown
from matchmaker.domain.eligibility.case import Action, Entity
from matchmaker.domain.eligibility.matter import Matter
from matchmaker.domain.eligibility.rulebook import book
from matchmaker.domain.eligibility.rules.counting import (
    Countries,
    counted,
    countries_of,
    named,
    open_facts,
    unless_seap_alone,
    where_asked,
    with_open_conditions,
)
from matchmaker.domain.eligibility.trio import Independences, Spread, Trio, best_trio
from matchmaker.domain.findings import Country, say

FIELDS = ("stakes", "ownership_complete")
UKRAINE = "EDIP-U"
PROGRAMME = "EDIP-P"
Search = Callable[[Sequence[Entity], Spread], Trio | None]
Look = Callable[[Sequence[Entity]], Trio | None]


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
    able, home = counted(matter, UKRAINE), matter.territories.member_states | matter.territories.ukraine
    linked, search = matter.territories.linked, _search(matter)

    def look(ones: Sequence[Entity]) -> Trio | None:
        return search(ones, _spread(matter, home))

    def judge() -> Answer:
        sure = look(able)
        if sure is not None:
            return _settled(matter, UKRAINE, able, sure, look)
        wider = search(able, _spread(matter, home | linked))
        return _not_enough_with_ukraine(matter, len(able)) if wider is None else _beyond(wider, home)

    return unless_seap_alone(matter, UKRAINE, able, judge)


def _industrialising(matter: Matter) -> Answer:
    """A member from elsewhere than the Member States leaves it to the law whether the three are enough."""
    able, members = counted(matter, PROGRAMME), matter.territories.member_states
    linked, search = matter.territories.linked, _search(matter)

    def look(ones: Sequence[Entity]) -> Trio | None:
        return search([one for one in ones if one.seat is None or one.seat in members], _spread(matter, members))

    def judge() -> Answer:
        sure = look(able)
        if sure is not None:
            return _settled(matter, PROGRAMME, able, sure, look)
        wider = search(able, _spread(matter, members | linked))
        return _not_enough(matter, len(able)) if wider is None else _beyond(wider, members)

    return unless_seap_alone(matter, PROGRAMME, able, judge)


def _cooperating(matter: Matter) -> Answer:
    """The two Member States are asked of all who count; the independent three may come from anywhere."""
    able = counted(matter, PROGRAMME)
    return unless_seap_alone(matter, PROGRAMME, able, lambda: _cooperating_together(matter, able))


def _cooperating_together(matter: Matter, able: Sequence[Entity]) -> Answer:
    trio, countries = _search(matter)(able, _anywhere), _states_among(matter, able)
    reached = countries.reach(int(matter.number("trio_countries")))
    if trio is None or reached is False:
        return _not_enough(matter, len(able))
    of_countries = () if reached else tuple(fact for one in countries.pending for fact in open_facts(one))
    missing = tuple(dict.fromkeys((*_missing(trio), *of_countries)))
    if missing:
        return _doubtful((*trio.members, *(() if reached else countries.pending)), missing)
    return _certain_of_both(matter, able, trio) if reached else _open(trio, countries.open)


def _anywhere(members: Sequence[Entity]) -> bool:
    return True


def _states_among(matter: Matter, able: Sequence[Entity]) -> Countries:
    return countries_of(able, None, matter.territories.member_states, matter.countries("member_state_territories"))


def _certain_of_both(matter: Matter, able: Sequence[Entity], trio: Trio) -> Answer:
    """The three, and where their own countries are not enough all who bring one, decide together."""
    in_doubt = with_open_conditions(matter, PROGRAMME, [one for one in able if one.role == "recipient"])
    firm, least = [one for one in able if one.id not in in_doubt], int(matter.number("trio_countries"))
    other = _search(matter)(firm, _anywhere)
    if other is not None and other.doubts == 0 and _states_among(matter, firm).reach(least):
        return _certain(other.members, ())
    of_the_three = _states_among(matter, trio.members).reach(least)
    countries = _states_among(matter, able).sure
    deciding = [*trio.members, *(() if of_the_three else (one for one in able if one.seat in countries))]
    return _certain(trio.members, named(deciding, in_doubt))


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


def _settled(matter: Matter, strand: str, able: Sequence[Entity], trio: Trio, look: Look) -> Answer:
    """Three without open conditions are preferred; where there are none, those with open ones are named."""
    if trio.doubts:
        return _doubtful(trio.members, _missing(trio))
    if not with_open_conditions(matter, strand, trio.members):
        return _certain(trio.members, ())
    in_doubt = with_open_conditions(matter, strand, able)
    firm = look([one for one in able if one.id not in in_doubt])
    if firm is not None and firm.doubts == 0:
        return _certain(firm.members, ())
    return _certain(trio.members, named(trio.members, in_doubt))


def _beyond(trio: Trio, counting: Collection[str]) -> Answer:
    """The answer where the countries that count for certain are not enough: the law is open at best."""
    if trio.doubts:
        return _doubtful(trio.members, _missing(trio))
    return _open(trio, {one.seat for one in trio.members if one.seat is not None} - set(counting))


def _certain(members: Sequence[Entity], in_doubt: tuple[str, ...]) -> Answer:
    if in_doubt:
        because = say(
            "Independent of each other, in countries enough: %(members)s. "
            "Counted although conditions on them are open: %(names)s.",
            members=_names(members),
            names=in_doubt,
        )
        return met(because, *FIELDS)
    return met(say("Independent of each other, in countries enough: %(names)s.", names=_names(members)), *FIELDS)


def _open(trio: Trio, countries: Collection[str]) -> Answer:
    named_countries = tuple(Country(code) for code in sorted(countries))
    return open_law(
        say(
            "There are independent members enough only if those from %(countries)s count: %(names)s.",
            countries=named_countries,
            names=_names(trio.members),
        ),
        say("Does an independent member from %(countries)s count under this point?", countries=named_countries),
        *FIELDS,
    )


def _not_enough_with_ukraine(matter: Matter, able: int) -> Answer:
    return not_met(
        say(
            "Needed: %(size)s independent members from %(countries)s different countries among the Member States and "
            "Ukraine; the members that count (%(count)s) do not provide them.",
            size=matter.number("trio_size"),
            countries=matter.number("trio_countries"),
            count=able,
        ),
        *FIELDS,
    )


def _not_enough(matter: Matter, able: int) -> Answer:
    return not_met(
        say(
            "Needed: %(size)s independent members from %(countries)s different Member States; "
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
