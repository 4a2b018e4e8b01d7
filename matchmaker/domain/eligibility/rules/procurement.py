"""Common procurement: who may apply, and authorities of how many countries must take part."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matchmaker.domain.eligibility.answers import Answer, met, not_applicable, not_met, open_law, unknown
from matchmaker.domain.eligibility.case import PUBLIC_BODIES, Action, Entity
from matchmaker.domain.eligibility.matter import Matter
from matchmaker.domain.eligibility.rulebook import book
from matchmaker.domain.eligibility.rules.counting import (
    Countries,
    counted,
    countries_of,
    named,
    open_facts,
    unless_seap_alone,
    with_open_conditions,
)
from matchmaker.domain.findings import Country, Sentence, Verdict, say

PROCUREMENT = "11"


@dataclass(frozen=True, slots=True)
class States:
    """The states behind the paid authorities: all that count, the Member States among them, and the least of each."""

    all: Countries
    members: Countries
    least: int
    least_members: int

    @property
    def suffice(self) -> bool | None:
        """Whether both numbers are reached; None where that is open."""
        reached = self.all.reach(self.least), self.members.reach(self.least_members)
        if False in reached:
            return False
        return None if None in reached else True

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts that could add a country where one is wanting."""
        wanting = [
            *(() if self.all.reach(self.least) else self.all.pending),
            *(() if self.members.reach(self.least_members) else self.members.pending),
        ]
        return tuple(dict.fromkeys(fact for entity in wanting for fact in open_facts(entity)))


@dataclass(frozen=True, slots=True)
class Count:
    """How the states behind authorities are counted under a strand, and how the number is told.

    `told` is given the names of those who count although conditions on them are open.
    """

    strand: str
    of: Callable[[Sequence[Entity]], States]
    told: Callable[[States, tuple[str, ...]], Sentence]


@book.action_rule("EDIP-P-C01")
def programme_procurers(matter: Matter, action: Action) -> Answer:
    """Public bodies alone apply: authorities of three countries, two of them Member States, or a SEAP alone."""
    if action.form != PROCUREMENT:
        return not_applicable(say("This minimum speaks of common procurement only."))
    members, linked = matter.territories.member_states, matter.territories.linked
    home = matter.territories.home["EDIP-P"]

    def states(able: Sequence[Entity]) -> States:
        return States(
            countries_of(able, "authority", home.inside, home.open),
            countries_of(able, "authority", members, linked),
            int(matter.number("procurement_countries")),
            int(matter.number("procurement_member_states")),
        )

    return _procurers(matter, Count("EDIP-P", states, _told_of_countries))


def ukraine_procurers(matter: Matter) -> Answer:
    """The same with Ukraine read as a Member State and without associated countries."""
    home = matter.territories.home["EDIP-U"]
    least_members = int(matter.number("procurement_member_states"))
    least = max(int(matter.number("procurement_countries")), least_members)

    def states(able: Sequence[Entity]) -> States:
        countries = countries_of(able, "authority", home.inside, home.open)
        return States(countries, countries, least, least_members)

    return _procurers(matter, Count("EDIP-U", states, _told_with_ukraine))


def by_number(matter: Matter, able: Sequence[Entity], count: Count) -> Answer:
    """Whether authorities of countries enough take part, with the least numbers in the sentence."""
    states = count.of(able)
    if states.suffice is None and states.missing:
        return unknown(
            say("Which public bodies of which countries take part is not recorded to the end."),
            say("What kind of body is each applicant, of which country, and is it funded?"),
            missing=states.missing,
        )
    if states.suffice is None:
        return open_law(
            say(
                "Whether countries enough take part depends on those whose status is not confirmed: %(countries)s.",
                countries=tuple(Country(code) for code in sorted(states.all.open | states.members.open)),
            ),
            say("Do these countries count on that day?"),
        )
    if states.suffice is False:
        return not_met(count.told(states, ()))
    return _enough(matter, able, count, states)


def _enough(matter: Matter, able: Sequence[Entity], count: Count, states: States) -> Answer:
    """Those with open conditions are named only where the number is not reached without them."""
    counting = [one for one in able if one.kind == "authority" and one.role == "recipient"]
    in_doubt = with_open_conditions(matter, count.strand, (one for one in counting if one.seat in states.all.sure))
    without = count.of([one for one in able if one.id not in in_doubt])
    return met(count.told(states, () if without.suffice else named(counting, in_doubt)))


def _told_of_countries(states: States, in_doubt: tuple[str, ...]) -> Sentence:
    numbers = {
        "count": len(states.all.sure),
        "members": len(states.members.sure),
        "least": states.least,
        "least_members": states.least_members,
    }
    if in_doubt:
        return say(
            "Countries whose authorities take part: %(count)s, Member States among them: %(members)s; "
            "at least %(least)s and %(least_members)s are needed. "
            "Counted although conditions on them are open: %(names)s.",
            names=in_doubt,
            **numbers,
        )
    return say(
        "Countries whose authorities take part: %(count)s, Member States among them: %(members)s; "
        "at least %(least)s and %(least_members)s are needed.",
        **numbers,
    )


def _told_with_ukraine(states: States, in_doubt: tuple[str, ...]) -> Sentence:
    if in_doubt:
        return say(
            "Member States and Ukraine, by the authorities that take part: %(count)s; at least %(least)s are needed. "
            "Counted although conditions on them are open: %(names)s.",
            count=len(states.all.sure),
            least=states.least,
            names=in_doubt,
        )
    return say(
        "Member States and Ukraine, by the authorities that take part: %(count)s; at least %(least)s are needed.",
        count=len(states.all.sure),
        least=states.least,
    )


def _procurers(matter: Matter, count: Count) -> Answer:
    firms = [entity for entity in matter.case.entities if entity.kind not in (*PUBLIC_BODIES, None)]
    paid = tuple(firm.label for firm in firms if firm.role == "recipient")
    if paid:
        return not_met(say("Only public bodies may apply for common procurement, not %(names)s.", names=paid))
    able = counted(matter, count.strand)
    answer = unless_seap_alone(matter, count.strand, able, lambda: by_number(matter, able, count))
    may_be_firms = _may_be_paid_firms(matter)
    if not may_be_firms or answer.verdict is Verdict.NOT_MET:
        return answer
    return unknown(
        say("Whether public bodies alone apply is not recorded to the end."),
        say("What kind of body is each applicant, of which country, and is it funded?"),
        missing=tuple(dict.fromkeys((*answer.missing, *may_be_firms))),
    )


def _may_be_paid_firms(matter: Matter) -> tuple[str, ...]:
    """The facts that could still show a firm among the applicants."""
    unclear = [
        entity
        for entity in matter.case.entities
        if entity.role in ("recipient", None) and entity.kind not in PUBLIC_BODIES
    ]
    return tuple(fact for entity in unclear for fact in open_facts(entity) if not fact.endswith(".seat"))
