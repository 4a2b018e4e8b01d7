"""A list of areas as a text that a person can edit, and back.

A line in square brackets opens a region; `whole` (or `повністю`) behind it says that all of it is meant. Under it
each place has a line of its own with its spellings, separated by commas; `~` before a place marks a name that
another place elsewhere bears too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from matchmaker.domain.eligibility.parameters import fold_place
from matchmaker.domain.findings import Sentence, say

REGION = re.compile(r"\[(?P<names>[^\[\]]*)\]\s*(?P<whole>whole|повністю)?", re.IGNORECASE)
SHARED_SIGN = "~"


def write_places(areas: Sequence[dict[str, Any]]) -> str:
    """Write areas as text, regions and places in the order in which they stand."""
    return "\n\n".join("\n".join(_lines_of(area)) for area in areas)


def read_places(text: str) -> tuple[list[dict[str, Any]], tuple[Sentence, ...]]:
    """Read the text; each fault names its line. Where there are faults the areas must not be used."""
    areas: list[dict[str, Any]] = []
    faults: list[Sentence] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            faults += _take(areas, number, line.strip())
    return areas, (*faults, *_repeated(areas))


def place_lines(areas: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Each region and place on a line of its own with its region, for comparing two lists."""
    for area in areas:
        region = area["region"][0]
        yield f"{region}: *" if area["whole"] == "yes" else region
        yield from (f"{region}: {', '.join(names)}" for names in area["places"])
        yield from (f"{region}: {SHARED_SIGN} {', '.join(names)}" for names in area.get("shared", []))


def _lines_of(area: dict[str, Any]) -> Iterator[str]:
    yield f"[{', '.join(area['region'])}]" + (" whole" if area["whole"] == "yes" else "")
    yield from (", ".join(names) for names in area["places"])
    yield from (f"{SHARED_SIGN} {', '.join(names)}" for names in area.get("shared", []))


def _take(areas: list[dict[str, Any]], number: int, line: str) -> Iterator[Sentence]:
    found = REGION.fullmatch(line)
    names = _names(found["names"] if found else line.removeprefix(SHARED_SIGN))
    if found and names:
        areas.append({"region": names, "whole": "yes" if found["whole"] else "no", "places": [], "shared": []})
    elif "[" in line or "]" in line:
        yield say("Line %(number)s: a region stands in square brackets, with its name inside.", number=number)
    elif not names:
        yield say("Line %(number)s has no name of a place.", number=number)
    elif not areas:
        yield say("Line %(number)s: put the region in square brackets before its places.", number=number)
    else:
        areas[-1]["shared" if line.startswith(SHARED_SIGN) else "places"].append(names)


def _names(text: str) -> list[str]:
    return [" ".join(name.split()) for name in text.split(",") if fold_place(name)]


def _repeated(areas: Sequence[dict[str, Any]]) -> Iterator[Sentence]:
    """A place that stands twice in one region, or a region that is opened twice, is a slip."""
    regions: set[str] = set()
    for area in areas:
        folded = set(map(fold_place, area["region"]))
        if folded & regions:
            yield say("The region %(name)s stands here twice.", name=area["region"][0])
        regions |= folded
        seen: set[str] = set()
        for names in (*area["places"], *area["shared"]):
            if seen & set(map(fold_place, names)):
                yield say("The place %(name)s stands twice in its region.", name=names[0])
            seen |= set(map(fold_place, names))
