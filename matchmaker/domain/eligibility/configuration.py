"""What an administrator changed of the dated configuration, and which change holds on a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from matchmaker.domain.eligibility.case import Settings
from matchmaker.domain.eligibility.parameters import ParameterValue, parameters
from matchmaker.domain.eligibility.topics import topics


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the configuration's history: `subject` is a parameter's name or a topic's identifier.

    `value` is the parameter's new value, or all numbers that the topic states from `since` on.
    """

    subject: str
    since: date
    value: ParameterValue | Mapping[str, str]


def configured(day: date, changes: Sequence[Change]) -> dict[str, ParameterValue]:
    """By parameter the change that holds on that day; one that the rule book has overtaken since is left out."""
    return {
        change.subject: change.value
        for change in _holding(day, changes)
        if not isinstance(change.value, Mapping) and not _overtaken(change, day)
    }


def topic_numbers(day: date, changes: Sequence[Change]) -> dict[str, Mapping[str, str]]:
    """By topic the numbers that hold on that day, for the topics that were changed."""
    return {
        change.subject: change.value
        for change in _holding(day, changes)
        if isinstance(change.value, Mapping) and not _topic_overtaken(change, day)
    }


def completed_settings(own: Settings, day: date, changes: Sequence[Change]) -> Settings:
    """A case's own settings with the configuration of the day for everything that they leave out.

    Hostile origins stay unset where the case sets none: a case file must name them itself.
    """
    values = {name: value for name, value in configured(day, changes).items() if name != "hostile_origins"}
    return replace(own, configured={**values, **own.configured}, topics={**topic_numbers(day, changes), **own.topics})


def _holding(day: date, changes: Sequence[Change]) -> list[Change]:
    """Of each subject the change with the latest first day up to `day`; of two for one day the one recorded last."""
    found: dict[str, Change] = {}
    for change in changes:
        if change.since <= day and (change.subject not in found or found[change.subject].since <= change.since):
            found[change.subject] = change
    return list(found.values())


def _overtaken(change: Change, day: date) -> bool:
    return any(change.since < dated.since <= day for dated in parameters()[change.subject].values)


def _topic_overtaken(change: Change, day: date) -> bool:
    own = topics().get(change.subject)
    return own is not None and any(change.since < since <= day for since, _ in own.values)
