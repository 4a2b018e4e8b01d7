"""One case on its day: the facts with everything that the rules derive from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from matchmaker.domain.eligibility.case import Action, Case, Entity, Settings
from matchmaker.domain.eligibility.configuration import Change, configured, topic_numbers
from matchmaker.domain.eligibility.control import Ownership, Thresholds, ownership
from matchmaker.domain.eligibility.parameters import (
    Area,
    NotInForce,
    ParameterValue,
    as_areas,
    as_day,
    as_number,
    as_words,
    parameters,
)
from matchmaker.domain.eligibility.territory import Territories, territories
from matchmaker.domain.eligibility.topics import stated_numbers, topics


def configured_settings(day: date, changes: Sequence[Change] = ()) -> Settings:
    """The dated configuration of that day, as used where a case brings no settings of its own.

    `changes` are an administrator's, in the order in which they were recorded.
    """
    values = configured(day, changes)
    hostile = values.get("hostile_origins", _own_value("hostile_origins", day))
    return Settings(
        hostile_origins=None if hostile is None else as_words("hostile_origins", hostile),
        configured=values,
        topics=topic_numbers(day, changes),
    )


def _own_value(name: str, day: date) -> ParameterValue | None:
    try:
        return parameters()[name].at(day).value
    except NotInForce:
        return None


@dataclass(frozen=True)
class Matter:
    """A case and, worked out once, its territories and its ownership.

    `readings` settles countries whose status is open, True as inside, for the sake of argument.
    """

    case: Case
    readings: Mapping[str, bool] = field(default_factory=dict, hash=False)

    @property
    def day(self) -> date:
        """The day the case is judged on."""
        return self.case.as_of

    @cached_property
    def settings(self) -> Settings:
        """The case's own settings, else the configuration of the day."""
        return self.case.settings if self.case.settings is not None else configured_settings(self.day)

    @cached_property
    def territories(self) -> Territories:
        """The country groups of the day."""
        return territories(self.countries, self.settings, self.readings)

    @cached_property
    def ownership(self) -> Ownership:
        """Who controls whom among all entities and owners of the case."""
        return ownership(
            self.case.entities, Thresholds(self.number("majority_share"), self.number("small_holding_share"))
        )

    def read_with(self, readings: Mapping[str, bool]) -> Matter:
        """The same matter with open countries settled, so that both readings of the law can be compared."""
        return replace(self, readings={**self.readings, **readings})

    def of_its_state(self, entity: Entity) -> Entity:
        """The entity with the seat in the Member State that the region of its seat belongs to, to count states."""
        state = entity.seat and self.territories.state_of(entity.seat)
        return entity if state == entity.seat else replace(entity, seat=state)

    def value(self, name: str) -> ParameterValue:
        """The parameter as configured for this case, else the rule book's own; raise `NotInForce` without either."""
        if name in self.settings.configured:
            return self.settings.configured[name]
        return parameters()[name].at(self.day).value

    def number(self, name: str) -> Decimal:
        """The number of that day."""
        return as_number(name, self.value(name))

    def day_value(self, name: str) -> date:
        """The day that the parameter states."""
        return as_day(name, self.value(name))

    def countries(self, name: str) -> frozenset[str]:
        """The group of countries of that day."""
        return as_words(name, self.value(name))

    def words(self, name: str) -> frozenset[str]:
        """The closed list of words of that day."""
        return as_words(name, self.value(name))

    def areas(self, name: str) -> tuple[Area, ...]:
        """The areas of that day, place names folded with `fold_place`."""
        return as_areas(name, self.value(name))

    @property
    def article_of_other_topic(self) -> str | None:
        """The article that the topic funds, where the action is under another one; None where the two fit."""
        known = topics().get(self.case.action.topic or "")
        form = None if known is None else Action(known.article).form
        return None if form == self.case.action.form else form

    def topic_value(self, name: str) -> str | None:
        """What the topic of the action states under that name; None without a topic or a statement.

        The numbers of a topic do not apply to an action under an article that the topic does not fund.
        """
        topic = self.case.action.topic
        if topic is None or self.article_of_other_topic is not None:
            return None
        stated = self.settings.topics.get(topic)
        return (stated if stated is not None else stated_numbers(topic, self.day)).get(name)

    def topic_number(self, name: str) -> Decimal | None:
        """The same as a number."""
        value = self.topic_value(name)
        return None if value is None else Decimal(value)
