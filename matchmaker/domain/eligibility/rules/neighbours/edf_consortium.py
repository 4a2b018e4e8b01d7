"""The minimum of a consortium under the European Defence Fund: countries, and entities independent of each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matchmaker.domain.eligibility.answers import Answer, met, not_met, open_law, unknown
from matchmaker.domain.eligibility.case import PUBLIC_BODIES, Entity
from matchmaker.domain.eligibility.matter import Matter
from matchmaker.domain.eligibility.rulebook import book, counting_gates
from matchmaker.domain.eligibility.trio import Independences, Trio, best_trio
from matchmaker.domain.findings import Verdict, say

FIELDS = ("stakes", "ownership_complete")


@dataclass(frozen=True, slots=True)
class _Reading:
    """The consortium if exactly these countries belong to the territory."""

    members: tuple[Entity, ...]
    countries: frozenset[str]
    wanted_countries: int
    trio: Trio | None

    @property
    def verdict(self) -> Verdict:
        if self.trio is None or len(self.countries) + len(self.unplaced) < self.wanted_countries:
            return Verdict.NOT_MET
        is_certain = self.trio.doubts == 0 and len(self.countries) >= self.wanted_countries
        return Verdict.MET if is_certain else Verdict.UNKNOWN

    @property
    def unplaced(self) -> tuple[Entity, ...]:
        """Members of which a missing fact may add a country."""
        return tuple(
            member
            for member in self.members
            if member.seat is None or (member.role is None and member.seat not in self.countries)
        )

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts that could settle the reading: those of the best three, and of members that may add a country."""
        trio = self.trio.members if self.trio else ()
        pairs = self.trio.unclear_pairs if self.trio else ()
        unclear = dict.fromkeys(entity_id for pair in pairs for entity_id in pair)
        asked = dict.fromkeys((*trio, *(self.unplaced if len(self.countries) < self.wanted_countries else ())))
        return (
            *(f"{entity_id}.owners" for entity_id in unclear),
            *(f"{member.id}.seat" for member in asked if member.seat is None),
            *(f"{member.id}.role" for member in asked if member.role is None),
        )


def consortium(matter: Matter) -> Answer:
    """Whether the entities that count come from countries enough and enough of them are independent.

    Where a country's status is open both readings are tried; the answer is open only if they differ.
    """
    home = matter.territories.home["EDF"]
    strict, wide = _read(matter, home.inside), _read(matter, home.inside | home.open)
    if strict.verdict is Verdict.MET or wide.verdict is Verdict.NOT_MET:
        return _settled(matter, wide if wide.verdict is Verdict.NOT_MET else strict)
    if wide.verdict is Verdict.MET and strict.verdict is Verdict.NOT_MET:
        return open_law(
            say("The minimum is reached only with a country whose association is not confirmed."),
            say("Is every country of the consortium associated on that day?"),
            *FIELDS,
        )
    return unknown(
        say("Whether there are countries and independent entities enough is not recorded."),
        say("Who controls each member, where is its seat, and is it paid?"),
        *FIELDS,
        missing=(strict if strict.missing else wide).missing,
    )


def _settled(matter: Matter, reading: _Reading) -> Answer:
    found = len(reading.countries)
    if reading.verdict is Verdict.MET:
        return met(say("There are countries (%(found)s) and independent entities enough.", found=found), *FIELDS)
    return not_met(
        say(
            "Needed: entities in %(countries)s countries, and %(entities)s independent ones from %(least)s; "
            "the countries of those that count are %(found)s.",
            countries=reading.wanted_countries,
            entities=matter.number("edf_independent_entities"),
            least=matter.number("edf_independent_countries"),
            found=found,
        ),
        *FIELDS,
    )


def _read(matter: Matter, territory: frozenset[str]) -> _Reading:
    members = tuple(entity for entity in _counted(matter) if entity.seat is None or entity.seat in territory)
    return _Reading(
        members,
        frozenset(member.seat for member in members if member.seat and member.role == "recipient"),
        int(matter.number("edf_consortium_countries")),
        _independent(matter, members),
    )


def _counted(matter: Matter) -> list[Entity]:
    """Those who are paid, or may be, and fail none of the conditions on recipients; states only if they are paid."""
    return [
        matter.of_its_state(entity)
        for entity in matter.case.entities
        if (entity.role == "recipient" or (entity.role is None and entity.kind not in PUBLIC_BODIES))
        and all(
            book.about_entity(matter, rule_id, entity).verdict is not Verdict.NOT_MET
            for rule_id in counting_gates("EDF")
        )
    ]


def _independent(matter: Matter, members: Sequence[Entity]) -> Trio | None:
    size, least = int(matter.number("edf_independent_entities")), int(matter.number("edf_independent_countries"))

    def spread(chosen: Sequence[Entity]) -> bool | None:
        known = {member.seat for member in chosen if member.seat is not None}
        if len(known) >= least:
            return True
        unrecorded = sum(member.seat is None for member in chosen)
        return None if len(known) + unrecorded >= least else False

    return best_trio(members, Independences(matter.ownership), size, spread)
