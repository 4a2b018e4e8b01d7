"""The topic layer: numbers that a call topic sets above the Regulation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from matchmaker.domain.eligibility.citations import Citation, cite_all
from matchmaker.domain.eligibility.lawtext import law_file


@dataclass(frozen=True, slots=True)
class TopicNumbers:
    """What a topic's text states, dated, and where; a name that is missing is not stated in the text."""

    topic: str
    strand: str
    article: str
    checked_on: date
    citations: tuple[Citation, ...]
    values: tuple[tuple[date, dict[str, str]], ...]

    def on(self, day: date) -> dict[str, str]:
        """The numbers as published by that day; empty before the text was published."""
        return next((numbers for since, numbers in reversed(self.values) if since <= day), {})


@cache
def topics() -> dict[str, TopicNumbers]:
    """Every topic with numbers of its own, by identifier."""
    return {
        name: TopicNumbers(
            topic=name,
            strand=entry["strand"],
            article=entry["article"],
            checked_on=date.fromisoformat(entry["checked_on"]),
            citations=cite_all(entry["references"]),
            values=_dated(entry["values"]),
        )
        for name, entry in law_file("topics.yaml").items()
    }


def stated_numbers(topic: str, day: date) -> dict[str, str]:
    """What the rule book knows of the topic's text on that day; empty where topic or text is not known then."""
    return topics()[topic].on(day) if topic in topics() else {}


def _dated(values: dict[str, dict[str, str]]) -> tuple[tuple[date, dict[str, str]], ...]:
    return tuple((date.fromisoformat(day), numbers) for day, numbers in sorted(values.items()))
