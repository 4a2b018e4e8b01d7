"""Projects of European security research (CORDIS, two CSV files) in the shape that `match evaluate` reads."""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from matchmaker.domain.affinity.history import family_of

LONGEST_FIELD = 2**24


def projects(folder: Path) -> list[Mapping[str, Any]]:
    """All projects of `projects.csv.gz` with their partners of `participations.csv.gz`.

    The year of a project is that of its start: years in the names of its call and topic are left out.
    """
    partners = defaultdict(list)
    for row in _rows(folder / "participations.csv.gz"):
        partners[row["projectID"]].append(
            {
                "pic": row["id"],
                "name": row["name"],
                "country": row["country"],
                "role": row["role"],
                "type": row["activityType"],
            }
        )
    return [_project(row, partners[row["id"]]) for row in _rows(folder / "projects.csv.gz")]


def _project(row: Mapping[str, str], partners: list[dict[str, str]]) -> Mapping[str, Any]:
    return {
        "project_id": row["id"],
        "acronym": row["acronym"],
        "title": row["title"],
        "objective": row["objective"],
        "topic": family_of(row["topics"]),
        "start_date": row["startDate"],
        "participants": partners,
    }


def _rows(path: Path) -> Iterator[dict[str, str]]:
    csv.field_size_limit(LONGEST_FIELD)
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
