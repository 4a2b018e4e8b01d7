"""Reads the dated word lists of the registry; every scalar stays text and a repeated key is an error."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from io import StringIO
from typing import Any

import yaml

FOLDER = files(__package__) / "words"


class _StrictLoader(yaml.BaseLoader):
    """BaseLoader that refuses a key written twice instead of keeping the last one."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value]
        repeated = sorted({key for key in keys if keys.count(key) > 1})
        if repeated:
            problem = f"repeated key {repeated[0]!r}"
            raise yaml.constructor.ConstructorError(None, None, problem, node.start_mark)
        return super().construct_mapping(node, deep)


def read_yaml(text: str) -> Any:
    """Parse YAML with all scalars as text; raises yaml.YAMLError, also for a repeated key."""
    return yaml.load(text, Loader=_StrictLoader)


@cache
def yaml_list(name: str) -> Mapping[str, Any]:
    """Return a packaged word list by its file name without the ending."""
    loaded: Mapping[str, Any] = read_yaml((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return loaded


@cache
def csv_rows(name: str) -> tuple[Mapping[str, str], ...]:
    """Return the rows of a packaged table by its file name without the ending."""
    return tuple(csv.DictReader(StringIO((FOLDER / f"{name}.csv").read_text(encoding="utf-8"))))
