"""What changes in the rule book between two days: rules that begin or end, values, and the numbers of topics."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from matchmaker.domain.eligibility.citations import Citation
from matchmaker.domain.eligibility.parameters import DatedValue, Parameter, ParameterValue, parameters
from matchmaker.domain.eligibility.rulebook import RuleText, rule_texts
from matchmaker.domain.eligibility.topics import TopicNumbers, topics

Plain = str | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class ValueChange:
    """A value that is another on the later day; None where there is none on that day.

    Of areas the regions are named with the number of their places that are listed.
    """

    name: str
    since: date
    before: Plain
    after: Plain
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class LawChanges:
    """Everything that changes from `earlier` to `later`; a rule that begins and ends in between is in both lists."""

    earlier: date
    later: date
    begun: tuple[RuleText, ...]
    ended: tuple[RuleText, ...]
    values: tuple[ValueChange, ...]
    topics: tuple[ValueChange, ...]


def law_changes(one: date, other: date) -> LawChanges:
    """Compare two days, in whatever order they are given."""
    earlier, later = min(one, other), max(one, other)
    texts = rule_texts().values()
    return LawChanges(
        earlier,
        later,
        begun=tuple(text for text in texts if earlier < text.since <= later),
        ended=tuple(text for text in texts if text.until is not None and earlier <= text.until < later),
        values=tuple(
            change for parameter in parameters().values() for change in _value_changes(parameter, earlier, later)
        ),
        topics=tuple(change for topic in topics().values() for change in _topic_changes(topic, earlier, later)),
    )


def _value_changes(parameter: Parameter, earlier: date, later: date) -> list[ValueChange]:
    before, after = _on(parameter, earlier), _on(parameter, later)
    if after is None or (before is not None and before.value == after.value):
        return []
    old = None if before is None else _plain(before.value)
    return [ValueChange(parameter.name, after.since, old, _plain(after.value), after.citations)]


def _on(parameter: Parameter, day: date) -> DatedValue | None:
    return next((dated for dated in reversed(parameter.values) if dated.since <= day), None)


def _plain(value: ParameterValue) -> Plain:
    if isinstance(value, frozenset):
        return tuple(sorted(value))
    if isinstance(value, tuple):
        return tuple(f"{min(area.region)} ({'whole' if area.whole else len(area.places)})" for area in value)
    return str(value)


def _topic_changes(topic: TopicNumbers, earlier: date, later: date) -> list[ValueChange]:
    before: Mapping[str, str] = topic.on(earlier)
    after: Mapping[str, str] = topic.on(later)
    since = max((day for day, _ in topic.values if day <= later), default=later)
    return [
        ValueChange(f"{topic.topic}.{name}", since, before.get(name), after.get(name), topic.citations)
        for name in dict.fromkeys((*before, *after))
        if before.get(name) != after.get(name)
    ]
