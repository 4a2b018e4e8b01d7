"""Where a rule or a number comes from: an instrument and a place in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from matchmaker.domain.eligibility.lawtext import law_file

_PINPOINT = re.compile(r"(recital )?\d+[a-z]?(\(\w+\))*")


@dataclass(frozen=True, slots=True)
class Instrument:
    """A legal act, a topic text or a convention of this rule book; `url` is empty for a convention."""

    key: str
    title_en: str
    title_uk: str
    number: str
    url: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in an instrument; raises ValueError where the pinpoint is not written as `9(1)` or `recital 26`."""

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
        key: Instrument(key, entry["title"]["en"], entry["title"]["uk"], entry["number"], entry["url"])
        for key, entry in law_file("instruments.yaml").items()
    }


def cite(act: str, pinpoint: str) -> Citation:
    """Make a citation; KeyError where the instrument is not known."""
    return Citation(act, pinpoint, instruments()[act].url)
