"""Small made-up pasts, as records and as the files that the commands read."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matchmaker.domain.affinity.history import History, Participation, PastProject, Question

RADAR, DRONE, SHIP = "radar antenna signal", "drone autonomy swarm", "ship hull corrosion"


class Fixed:
    """A ranker that always says the same."""

    def __init__(self, scores: Sequence[float]) -> None:
        self._scores = np.array(scores, dtype=float)

    def rank(self, question: Question) -> NDArray[np.float64]:
        return self._scores


def project(id: str, text: str, partners: str, year: int | None = 2021, topic: str = "") -> PastProject:
    """Partners are single letters: "ABC" are three organisations."""
    return PastProject(id, text, year, "F", tuple(Participation(letter) for letter in partners), topic)


def past(*projects: PastProject) -> History:
    return History.of(projects, {})


def row(id: str, text: str = RADAR, partners: str = "AB", year: int = 2021, **fields: Any) -> dict[str, Any]:
    """A project as a file has it."""
    participants = [{"pic": letter, "name": f"Firm {letter}", "country": "FR"} for letter in partners]
    call = f"EDF-{year}-RA"
    return {"project_id": id, "objective": text, "participants": participants, "call_identifier": call, **fields}


def four_years() -> Sequence[Mapping[str, Any]]:
    """Sixteen projects: in each year radar is ABC's, drones are DEF's, ships are GHI's, and J goes along everywhere."""
    trades = ((RADAR, "ABCJ"), (DRONE, "DEFJ"), (SHIP, "GHIJ"), (f"{RADAR} {DRONE}", "ADJ"))
    return [
        row(f"{year}{place}", f"{text} of the year {year}", partners, year)
        for year in (2021, 2022, 2023, 2024)
        for place, (text, partners) in enumerate(trades)
    ]


def written(folder: Path, name: str, content: Any) -> Path:
    path = folder / name
    path.write_text(json.dumps(content), encoding="utf-8")
    return path
