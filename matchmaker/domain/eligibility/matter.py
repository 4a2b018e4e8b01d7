"""One case on its day: the facts with everything that the rules derive from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from matchmaker.domain.eligibility.case import Case, Settings
from matchmaker.domain.eligibility.control import Ownership, Thresholds, ownership
from matchmaker.domain.eligibility.parameters import NotInForce, countries, number
from matchmaker.domain.eligibility.territory import Territories, territories


def configured_settings(day: date) -> Settings:
    """The dated configuration of that day, as used where a case brings no settings of its own."""
    try:
        return Settings(hostile_origins=countries("hostile_origins", day))
    except NotInForce:
        return Settings()


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
        return territories(self.day, self.settings)

    @cached_property
    def ownership(self) -> Ownership:
        """Who controls whom among all entities and owners of the case."""
        thresholds = Thresholds(number("majority_share", self.day), number("small_holding_share", self.day))
        return ownership(self.case.entities, thresholds)
