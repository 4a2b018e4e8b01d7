"""Does a file carry a classification marking anywhere, read or not? Then none of it may be kept."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from io import StringIO
from typing import Any

from matchmaker.domain.registry.markings import find_marking
from matchmaker.services.importing.tables import unpacked


def carries_marking(content: bytes) -> bool:
    """Say whether any cell, value or line is marked; ask before content is stored, logged or shown.

    What cannot be unpacked cannot be read here, so it counts as unmarked and must not be kept either.
    """
    try:
        text = unpacked(content).decode("utf-8-sig", errors="replace")
    except ValueError:
        return False
    return any(find_marking(piece) for piece in (text, *_cells(text), *_values(text)))


def _cells(text: str) -> Iterator[str]:
    try:
        for row in csv.reader(StringIO(text, newline="")):
            yield from row
    except csv.Error:
        return


def _values(text: str) -> Iterator[str]:
    try:
        yield from _strings(json.loads(text))
    except (ValueError, RecursionError):
        return


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from (name, *_strings(inner))
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
