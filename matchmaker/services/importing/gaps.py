"""Reads the gaps of the demonstration and makes rows of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from matchmaker.domain.registry.records import ObservationRecord
from matchmaker.domain.registry.training_records import GapRecord
from matchmaker.domain.strict_yaml import read_own
from matchmaker.persistence import models as tables
from matchmaker.persistence.base import Base

Rows = Iterator[tuple[type[Base], dict[str, Any]]]
SCREENED = "analysed"


def invented_gaps(
    content: bytes, bank: Mapping[str, Any], planted: Mapping[str, str], made: tuple[ObservationRecord, ...]
) -> Iterator[GapRecord]:
    """Read fictional_gaps.yaml; behind each gap stand the screened observations that were planted for it."""
    names = {entry["key"]: entry for entry in bank["gaps"]}
    for row, entry in enumerate(read_own(content)["gaps"], start=1):
        key = entry["bank"]
        behind = (one.key for one in made if planted.get(one.key) == key and one.state == SCREENED)
        yield GapRecord(
            row=row,
            key=key,
            title_en=names[key]["name_en"],
            title_uk=names[key]["name_uk"],
            text_en=entry["text_en"],
            text_uk=entry["text_uk"],
            kind=entry["kind"],
            observations=tuple(behind),
        )


def gap_rows(record: GapRecord, analyst: str, identify: Callable[[str, str], str], now: datetime) -> Rows:
    """The rows of a gap and of what stands behind it; `analyst` is the account that formed it."""
    gap_id = identify("gap", record.key)
    same = ("title_en", "title_uk", "text_en", "text_uk", "kind")
    yield (
        tables.Gap,
        {
            "id": gap_id,
            "number": record.row,
            "state": "open",
            "fictional": True,
            "formed_by": analyst,
            "formed_at": now,
            **{name: getattr(record, name) for name in same},
        },
    )
    for key in record.observations:
        yield (
            tables.GapObservation,
            {
                "gap_id": gap_id,
                "observation_id": identify("observation", key),
                "suggested": True,
                "joined_by": analyst,
                "joined_at": now,
            },
        )
