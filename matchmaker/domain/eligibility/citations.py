"""Where a rule or a number comes from: an instrument and a place in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from matchmaker.domain.eligibility.lawtext import law_file
from matchmaker.domain.findings import Bilingual

_PINPOINT = re.compile(r"(recital )?\d+[a-z]?(\(\w+\))*|EDF-[A-Z0-9-]+")


@dataclass(frozen=True, slots=True)
class Instrument:
    """A legal act, a topic text or a convention of this rule book; `url` is empty for a convention.

    `number` is how the act is called for short, such as Regulation (EU) 2025/2643.
    """

    key: str
    title_en: str
    title_uk: str
    number: Bilingual
    url: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in an instrument; raises ValueError where the pinpoint is not written as `9(1)`, `recital 26`
    or the identifier of a topic.
    """

    act: str
    pinpoint: str
    url: str

    def __post_init__(self) -> None:
        if self.url and not _PINPOINT.fullmatch(self.pinpoint):
            raise ValueError(f"not a pinpoint: {self.pinpoint!r}")


@cache
def instruments() -> dict[str, Instrument]:
    """Every instrument the rule book cites, by key."""
    return {
        key: Instrument(key, entry["title"]["en"], entry["title"]["uk"], Bilingual(**entry["number"]), entry["url"])
        for key, entry in law_file("instruments.yaml").items()
    }


def cite(act: str, pinpoint: str, url: str = "") -> Citation:
    """Make a citation; `url` where the place has an address of its own; KeyError where the instrument is not known."""
    return Citation(act, pinpoint, url or instruments()[act].url)


def cite_all(references: Sequence[Mapping[str, str]]) -> tuple[Citation, ...]:
    """Make the citations of one value; ValueError where there is none."""
    if not references:
        raise ValueError("a value of the law needs a reference")
    return tuple(cite(**reference) for reference in references)
