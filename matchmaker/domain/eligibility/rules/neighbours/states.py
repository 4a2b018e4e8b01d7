"""How many states stand behind an action: each shows in the case as an authority of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from matchmaker.domain.eligibility.answers import Answer, met, not_met, open_law, unknown
from matchmaker.domain.eligibility.case import Entity
from matchmaker.domain.eligibility.matter import Matter
from matchmaker.domain.eligibility.territory import Territory
from matchmaker.domain.findings import Country, say


@dataclass(frozen=True)
class States:
    """The states of a territory among the entities of a case."""

    entities: tuple[Entity, ...]
    territory: Territory

    @cached_property
    def sure(self) -> frozenset[str]:
        """States with an authority, of those inside the territory."""
        return self._with_authority() & self.territory.inside

    @cached_property
    def unsettled(self) -> frozenset[str]:
        """States with an authority whose status the law leaves open."""
        return self._with_authority() & self.territory.open

    @cached_property
    def unclear(self) -> tuple[Entity, ...]:
        """Entities that would add a state if what is not recorded about them were so."""
        known = self.sure | self.unsettled
        may_count = self.territory.inside | self.territory.open
        return tuple(
            entity
            for entity in self.entities
            if entity.kind in ("authority", None)
            and (entity.seat is None or (entity.kind is None and entity.seat in may_count - known))
        )

    @property
    def most(self) -> int:
        """How many states there are if everything open turns out well."""
        further = {entity.seat or entity.id for entity in self.unclear}
        return len(self.sure) + len(self.unsettled) + len(further)

    def _with_authority(self) -> frozenset[str]:
        return frozenset(entity.seat for entity in self.entities if entity.kind == "authority" and entity.seat)


def enough_states(matter: Matter, least: int, territory: Territory) -> Answer:
    """Whether authorities of at least so many states of the territory take part, in any role."""
    states = States(tuple(map(matter.of_its_state, matter.case.entities)), territory)
    if len(states.sure) >= least:
        return met(
            say(
                "States that take part: %(states)s; at least %(least)s needed.", states=_named(states.sure), least=least
            )
        )
    if states.most < least:
        return not_met(
            say("States that take part: %(count)s; at least %(least)s needed.", count=len(states.sure), least=least)
        )
    if states.unclear:
        return _unrecorded(states)
    return open_law(
        say("The status of a state that takes part is not confirmed: %(states)s.", states=_named(states.unsettled)),
        say("Do these states count on that day: %(states)s?", states=_named(states.unsettled)),
    )


def _unrecorded(states: States) -> Answer:
    missing = tuple(
        f"{entity.id}.{name}"
        for entity in states.unclear
        for name, fact in (("kind", entity.kind), ("seat", entity.seat))
        if fact is None
    )
    return unknown(
        say("Which members are authorities, and of which states, is not recorded to the end."),
        say("What kind of body is each of these, and of which state: %(names)s?", names=_labels(states.unclear)),
        missing=missing,
    )


def _named(states: Iterable[str]) -> tuple[Country, ...]:
    return tuple(Country(state) for state in sorted(states))


def _labels(entities: Iterable[Entity]) -> tuple[str, ...]:
    return tuple(entity.label for entity in entities)
