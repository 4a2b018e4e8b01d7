"""Groups among lessons that strangers wrote: do those in one group stand under a common heading more than others do?"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import TextIOWrapper
from itertools import chain, combinations
from pathlib import Path

from matchmaker.domain.facts import ObservationFacts
from matchmaker.domain.feedback.clusters import suggested_gaps

LONGEST = 800


@dataclass(frozen=True, slots=True)
class Shared:
    """Shares of pairs with a common heading: those in one group, and all."""

    lessons: int
    groups: int
    pairs: int
    grouped: float
    chance: float


def read_lessons(path: Path) -> tuple[tuple[ObservationFacts, ...], Mapping[str, frozenset[str]]]:
    """Read the lessons that have headings and an abstract, as observations, and the headings by id."""
    with gzip.open(path) as raw:
        rows = [row for row in csv.DictReader(TextIOWrapper(raw, "utf-8")) if row["Categories"] and row["Abstract"]]
    headings = {row["LessonId"]: _headings(row["Categories"]) for row in rows}
    lessons = (
        ObservationFacts(row["LessonId"], "", row["Title"], row["Abstract"][:LONGEST], "en", "slower", "2026-01", False)
        for row in rows
    )
    return tuple(lessons), headings


def _headings(cell: str) -> frozenset[str]:
    return frozenset(part.strip() for part in cell.split(",") if part.strip())


def shared_headings(lessons: Iterable[ObservationFacts], headings: Mapping[str, frozenset[str]]) -> Shared:
    """Group the lessons as observations are grouped and count."""
    lessons = tuple(lessons)
    groups = suggested_gaps(lessons, {})
    grouped = list(chain.from_iterable(combinations(group.observations, 2) for group in groups))
    every = list(combinations([one.id for one in lessons], 2))
    return Shared(len(lessons), len(groups), len(grouped), _share(grouped, headings), _share(every, headings))


def _share(pairs: Iterable[tuple[str, str]], headings: Mapping[str, frozenset[str]]) -> float:
    common = [bool(headings[one] & headings[other]) for one, other in pairs]
    return sum(common) / len(common) if common else 0.0
