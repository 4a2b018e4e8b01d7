"""Frozen results to JSON and back, so that a stored proposal shows what was computed and nothing else.

A dataclass becomes an object with its class name under `!`; only classes handed in are ever made again.
Fields that say nothing about equality (`compare=False`) are kept aside by their class and not written. A set is
marked too, because rules tell it from a tuple; sets written before that come back as tuples.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

KIND = "!"
Json = Any


def to_json(value: Any) -> Json:
    """Return plain JSON values for frozen dataclasses, tuples, mappings, enums, dates and decimals."""
    if is_dataclass(value) and not isinstance(value, type):
        content = {field.name: to_json(getattr(value, field.name)) for field in fields(value) if field.compare}
        return {KIND: type(value).__name__, **content}
    if isinstance(value, Mapping):
        return {str(key): to_json(item) for key, item in value.items()}
    if isinstance(value, frozenset | set):
        return {KIND: "frozenset", "items": [to_json(item) for item in sorted(value)]}
    if isinstance(value, tuple | list):
        return [to_json(item) for item in value]
    return _scalar_to_json(value)


def _scalar_to_json(value: Any) -> Json:
    if isinstance(value, Enum):
        return {KIND: type(value).__name__, "value": value.value}
    if isinstance(value, Decimal):
        return {KIND: "Decimal", "value": str(value)}
    if isinstance(value, date):
        return {KIND: "date", "value": value.isoformat()}
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise TypeError(f"{type(value).__name__} has no place in the archive")


class Archive:
    """Reads what `to_json` wrote; a class that is not in the list is refused."""

    def __init__(self, *classes: type) -> None:
        self._made: dict[str, Callable[[dict[str, Any]], Any]] = {
            "Decimal": lambda content: Decimal(content["value"]),
            "date": lambda content: date.fromisoformat(content["value"]),
            "frozenset": lambda content: frozenset(content["items"]),
        }
        for known in classes:
            self._made[known.__name__] = _enum(known) if issubclass(known, Enum) else _dataclass(known)

    def from_json(self, value: Json) -> Any:
        """Return the value that was written, lists as tuples; KeyError for a class that is not known."""
        if isinstance(value, list):
            return tuple(self.from_json(item) for item in value)
        if isinstance(value, dict):
            content = {key: self.from_json(item) for key, item in value.items() if key != KIND}
            return self._made[value[KIND]](content) if KIND in value else content
        return value


def _enum(known: type) -> Callable[[dict[str, Any]], Any]:
    return lambda content: known(content["value"])


def _dataclass(known: type) -> Callable[[dict[str, Any]], Any]:
    made = {field.name for field in fields(known) if field.init}
    return lambda content: known(**{name: item for name, item in content.items() if name in made})
