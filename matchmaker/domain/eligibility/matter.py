"""One case on its day: the facts with everything that the rules derive from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from matchmaker.domain.eligibility.case import Case, Settings
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
from matchmaker.domain.eligibility.topics import stated_numbers


def configured_settings(day: date, changes: Sequence[Change] = ()) -> Settings:
    """The dated configuration of that day, as used where a case brings no settings of its own.

    `changes` are an administrator's, in the order in which they were recorded.
    """
    values = configured(day, changes)
    hostile = values.get("hostile_origins") or _own_value("hostile_origins", day)
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
    """A case and, worked out once, its territories and its ownership."""

    case: Case

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
        return territories(self.countries, self.settings)

    @cached_property
    def ownership(self) -> Ownership:
        """Who controls whom among all entities and owners of the case."""
        return ownership(
            self.case.entities, Thresholds(self.number("majority_share"), self.number("small_holding_share"))
        )

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

    def topic_value(self, name: str) -> str | None:
        """What the topic of the action states under that name; None without a topic or a statement."""
        topic = self.case.action.topic
        if topic is None:
            return None
        stated = self.settings.topics.get(topic)
        return (stated if stated is not None else stated_numbers(topic, self.day)).get(name)

    def topic_number(self, name: str) -> Decimal | None:
        """The same as a number."""
        value = self.topic_value(name)
        return None if value is None else Decimal(value)
