"""Typed reading of one mapping of a case file; what cannot be read is noted as a fault and counts as not recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from matchmaker.domain.eligibility.lawtext import country_codes
from matchmaker.domain.findings import Sentence, say

LARGEST_AMOUNT = Decimal(10) ** 15
SMALLEST_STEP = -12  # a power of ten; finer numbers could fill a page with zeros


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong and where: the file, its row or the case by name or position, and the key, empty for the whole.

    `because` is to be shown in the reader's language, `line` is the same in English with its place.
    """

    file: str
    because: Sentence
    key: str = ""
    case: str | int | None = None
    row: int | None = None

    @property
    def line(self) -> str:
        """Place and fault on one line."""
        row = "" if self.row is None else f"line {self.row}"
        case = "" if self.case is None else f"case {self.case!r}"
        return " ".join(": ".join(filter(None, (self.file, row, case, self.key, str(self.because)))).split())


@dataclass(frozen=True, slots=True)
class Faults:
    """A growing list of faults of a file; `inside` gives a view that places each further one in a case."""

    file: str
    case: str | int | None = None
    _found: list[Fault] = field(default_factory=list)

    def inside(self, case: str | int) -> Faults:
        """The same list, for the case of that name or position."""
        return Faults(self.file, case, self._found)

    def add(self, key: str, because: Sentence) -> None:
        """Note one fault."""
        self._found.append(Fault(self.file, because, key, self.case))

    @property
    def found(self) -> tuple[Fault, ...]:
        """All faults so far, in the order found."""
        return tuple(self._found)


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
            faults.add(path, say("must be a mapping"))
            return cls({}, path, faults)
        fields = cls(value, path, faults)
        for key in value:
            if key not in known:
                fields.fault(key, say("no such key"))
        return fields

    def fault(self, key: str, because: Sentence) -> None:
        """Note a fault at a key of this mapping."""
        self.faults.add(f"{self.path}.{key}" if self.path else key, because)

    def text(self, key: str) -> str | None:
        """A word or sentence; an empty one counts as a fault."""
        value = self.entries.get(key)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            self.fault(key, say("must be a text"))
            return None
        return value

    def required_text(self, key: str) -> str:
        """A text that must be there; the empty text stands in after the fault is noted."""
        if key not in self.entries:
            self.fault(key, say("is required"))
        return self.text(key) or ""

    def texts(self, key: str) -> tuple[str, ...] | None:
        """A list of words."""
        value = self.entries.get(key)
        if value is None:
            return None
        if not isinstance(value, list) or not all(isinstance(part, str) and part for part in value):
            self.fault(key, say("must be a list of words"))
            return None
        return tuple(value)

    def choice(self, key: str, allowed: Sequence[str]) -> str | None:
        """One of a closed list of words."""
        value = self.text(key)
        if value is None or value in allowed:
            return value
        self.fault(key, say("%(value)s is not one of %(allowed)s", value=repr(value), allowed=tuple(allowed)))
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
            self.fault(key, say("%(value)s is not a day like 2026-11-23", value=repr(value)))
            return None
        return read

    def required_day(self, key: str) -> date | None:
        """A day that must be there."""
        if key not in self.entries:
            self.fault(key, say("is required"))
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
            self.fault(key, say("%(value)s is not a number of zero or more", value=repr(value)))
            return None
        return read

    def share(self, key: str) -> Decimal | None:
        """A decimal from 0 to 1."""
        read = self.amount(key)
        if read is not None and read > 1:
            self.fault(key, say("%(value)s is more than 1", value=str(read)))
            return None
        return read

    def country(self, key: str) -> str | None:
        """An ISO 3166 alpha-2 code."""
        value = self.text(key)
        if value is None or value in country_codes():
            return value
        self.fault(key, say("%(value)s is not a country code", value=repr(value)))
        return None

    def countries(self, key: str) -> tuple[str, ...] | None:
        """A list of ISO 3166 alpha-2 codes."""
        values = self.texts(key)
        unknown = [value for value in values or () if value not in country_codes()]
        if unknown:
            self.fault(key, say("%(value)s is not a country code", value=repr(unknown[0])))
            return None
        return values

    def mapping(self, key: str, known: Sequence[str], *, required: bool = False) -> Fields:
        """A nested mapping; empty where the key is absent."""
        path = f"{self.path}.{key}" if self.path else key
        if key not in self.entries:
            if required:
                self.fault(key, say("is required"))
            return Fields({}, path, self.faults)
        return Fields.of(self.entries[key], path, self.faults, known)

    def raw_mapping(self, key: str) -> Mapping[str, Any]:
        """A nested mapping with free keys."""
        value = self.entries.get(key, {})
        if isinstance(value, dict):
            return value
        self.fault(key, say("must be a mapping"))
        return {}

    def mappings(self, key: str, *, required: bool = False) -> tuple[Fields, ...] | None:
        """A list of mappings, each with its id or position in the path; keys are checked by the caller."""
        if key not in self.entries:
            if required:
                self.fault(key, say("is required"))
            return None
        value = self.entries[key]
        if not isinstance(value, list) or not all(isinstance(part, dict) for part in value):
            self.fault(key, say("must be a list of mappings"))
            return None
        path = f"{self.path}.{key}" if self.path else key
        return tuple(
            Fields(part, f"{path}[{part.get('id', position)}]", self.faults)
            for position, part in enumerate(value, start=1)
        )

    def knowing(self, *known: str) -> Fields:
        """The same mapping after noting keys that are not known."""
        return Fields.of(self.entries, self.path, self.faults, known)
