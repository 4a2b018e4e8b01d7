"""Typed reading of one mapping of a case file; what cannot be read is noted as a fault and counts as not recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from matchmaker.domain.eligibility.lawtext import country_codes

LARGEST_AMOUNT = Decimal(10) ** 15
SMALLEST_STEP = -12  # a power of ten; finer numbers could fill a page with zeros


@dataclass(frozen=True, slots=True)
class Faults:
    """A growing list of faults; `inside` gives a view that opens each line with a further place."""

    place: str
    _lines: list[str] = field(default_factory=list)

    def inside(self, place: str) -> Faults:
        """The same list, one place deeper."""
        return Faults(f"{self.place}: {place}", self._lines)

    def add(self, key: str, message: str) -> None:
        """Note one fault on one line."""
        line = f"{self.place}: {key}: {message}" if key else f"{self.place}: {message}"
        self._lines.append(" ".join(line.split()))

    @property
    def lines(self) -> tuple[str, ...]:
        """All faults so far, in the order found."""
        return tuple(self._lines)


@dataclass(frozen=True, slots=True)
class Fields:
    """One mapping with its path in the case; readers return None where a key is absent or its value is faulty."""

    entries: Mapping[str, Any]
    path: str
    faults: Faults

    @classmethod
    def of(cls, value: Any, path: str, faults: Faults, known: Sequence[str]) -> Fields:
        """Take a mapping, noting keys that are not known."""
        if not isinstance(value, dict):
            faults.add(path, "must be a mapping")
            return cls({}, path, faults)
        fields = cls(value, path, faults)
        for key in value:
            if key not in known:
                fields.fault(key, "no such key")
        return fields

    def fault(self, key: str, message: str) -> None:
        """Note a fault at a key of this mapping."""
        self.faults.add(f"{self.path}.{key}" if self.path else key, message)

    def text(self, key: str) -> str | None:
        """A word or sentence; an empty one counts as a fault."""
        value = self.entries.get(key)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            self.fault(key, "must be a text")
            return None
        return value

    def required_text(self, key: str) -> str:
        """A text that must be there; the empty text stands in after the fault is noted."""
        if key not in self.entries:
            self.fault(key, "is required")
        return self.text(key) or ""

    def texts(self, key: str) -> tuple[str, ...] | None:
        """A list of words."""
        value = self.entries.get(key)
        if value is None:
            return None
        if not isinstance(value, list) or not all(isinstance(part, str) and part for part in value):
            self.fault(key, "must be a list of words")
            return None
        return tuple(value)

    def choice(self, key: str, allowed: Sequence[str]) -> str | None:
        """One of a closed list of words."""
        value = self.text(key)
        if value is None or value in allowed:
            return value
        self.fault(key, f"{value!r} is not one of {', '.join(allowed)}")
        return None

    def yes_no(self, key: str) -> bool | None:
        """`yes` or `no`."""
        value = self.choice(key, ("yes", "no"))
        return None if value is None else value == "yes"

    def day(self, key: str) -> date | None:
        """A day written as 2026-11-23."""
        value = self.text(key)
        if value is None:
            return None
        try:
            read = date.fromisoformat(value)
        except ValueError:
            read = None
        if read is None or read.isoformat() != value:
            self.fault(key, f"{value!r} is not a day like 2026-11-23")
            return None
        return read

    def required_day(self, key: str) -> date | None:
        """A day that must be there."""
        if key not in self.entries:
            self.fault(key, "is required")
        return self.day(key)

    def amount(self, key: str) -> Decimal | None:
        """A plain decimal number, zero or more."""
        value = self.text(key)
        if value is None:
            return None
        try:
            read = Decimal(value)
        except InvalidOperation:
            read = Decimal("NaN")
        if not read.is_finite() or not 0 <= read < LARGEST_AMOUNT or int(read.as_tuple().exponent) < SMALLEST_STEP:
            self.fault(key, f"{value!r} is not a number of zero or more")
            return None
        return read

    def share(self, key: str) -> Decimal | None:
        """A decimal from 0 to 1."""
        read = self.amount(key)
        if read is not None and read > 1:
            self.fault(key, f"{read} is more than 1")
            return None
        return read

    def country(self, key: str) -> str | None:
        """An ISO 3166 alpha-2 code."""
        value = self.text(key)
        if value is None or value in country_codes():
            return value
        self.fault(key, f"{value!r} is not a country code")
        return None

    def countries(self, key: str) -> tuple[str, ...] | None:
        """A list of ISO 3166 alpha-2 codes."""
        values = self.texts(key)
        unknown = [value for value in values or () if value not in country_codes()]
        if unknown:
            self.fault(key, f"{unknown[0]!r} is not a country code")
            return None
        return values

    def mapping(self, key: str, known: Sequence[str], *, required: bool = False) -> Fields:
        """A nested mapping; empty where the key is absent."""
        path = f"{self.path}.{key}" if self.path else key
        if key not in self.entries:
            if required:
                self.fault(key, "is required")
            return Fields({}, path, self.faults)
        return Fields.of(self.entries[key], path, self.faults, known)

    def raw_mapping(self, key: str) -> Mapping[str, Any]:
        """A nested mapping with free keys."""
        value = self.entries.get(key, {})
        if isinstance(value, dict):
            return value
        self.fault(key, "must be a mapping")
        return {}

    def mappings(self, key: str, *, required: bool = False) -> tuple[Fields, ...] | None:
        """A list of mappings, each with its id or position in the path; keys are checked by the caller."""
        if key not in self.entries:
            if required:
                self.fault(key, "is required")
            return None
        value = self.entries[key]
        if not isinstance(value, list) or not all(isinstance(part, dict) for part in value):
            self.fault(key, "must be a list of mappings")
            return None
        path = f"{self.path}.{key}" if self.path else key
        return tuple(
            Fields(part, f"{path}[{part.get('id', position)}]", self.faults)
            for position, part in enumerate(value, start=1)
        )

    def knowing(self, *known: str) -> Fields:
        """The same mapping after noting keys that are not known."""
        return Fields.of(self.entries, self.path, self.faults, known)
