"""The labels of the Common Procurement Vocabulary in English and Ukrainian."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import matchmaker.demo

SOURCE = Path(matchmaker.demo.__file__).parent / "cpv_en_uk.csv.gz"
ORIGIN = "cpv_en_uk.csv.gz, from ProzorroUKR/standards (classifiers), commit c32ccbf2, 2026-08-21, Apache-2.0"


class Label(NamedTuple):
    """One code; its first two digits are the division, 35 being security and defence."""

    code: str
    english: str
    ukrainian: str


def labels() -> Iterator[Label]:
    """All labels in order of code."""
    with gzip.open(SOURCE, "rb") as packed:
        for row in csv.DictReader(StringIO(packed.read().decode("utf-8"))):
            yield Label(row["code"], row["en"], row["uk"])
