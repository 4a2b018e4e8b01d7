"""Likely links in the made-up texts are right, and few are missed; the texts are marked made up."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from matchmaker import demo
from matchmaker.domain.feedback.link import NameIndex
from matchmaker.domain.feedback.occurrences import Named

HERE = Path(__file__).parent
LIKELY = 0.5


@pytest.fixture(scope="module")
def index() -> NameIndex:
    with (Path(demo.__file__).parent / "equipment_types.csv").open(encoding="utf-8", newline="") as file:
        return NameIndex(
            Named(row["name"], (row["name"], row["name_uk"], *row["aliases"].split("; ")), row["category"])
            for row in csv.DictReader(file)
        )


@pytest.mark.parametrize(
    ("file", "precision", "recall"), [("linking_made_up", 0.97, 0.95), ("linking_held_out", 0.9, 0.95)]
)
def test_likely_links_are_right(index: NameIndex, file: str, precision: float, recall: float) -> None:
    right = linked = wanted = 0
    for line in (HERE / f"{file}.jsonl").read_text(encoding="utf-8").splitlines():
        text = json.loads(line)
        found = {one.equipment_id for one in index.link(text["text"]) if one.score >= LIKELY}
        right, linked, wanted = right + len(found & {*text["links"]}), linked + len(found), wanted + len(text["links"])
        assert text["made_up"] is True
    assert right / linked >= precision and right / wanted >= recall, (right, linked, wanted)
