"""Reads the dated word lists of the registry, each once."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from io import StringIO
from typing import Any

from matchmaker.domain.strict_yaml import read_own

FOLDER = files(__package__) / "words"


@cache
def yaml_list(name: str) -> Mapping[str, Any]:
    """Return a packaged word list by its file name without the ending."""
    loaded: Mapping[str, Any] = read_own((FOLDER / f"{name}.yaml").read_bytes())
    return loaded


@cache
def csv_rows(name: str) -> tuple[Mapping[str, str], ...]:
    """Return the rows of a packaged table by its file name without the ending."""
    return tuple(csv.DictReader(StringIO((FOLDER / f"{name}.csv").read_text(encoding="utf-8"))))
