"""Bytes to rows: what cannot be read becomes a finding with its row, never an exception."""

from __future__ import annotations

import csv
import json
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

from matchmaker.domain.findings import Sentence, say
from matchmaker.domain.registry.records import RowFinding, Severity

LARGEST = 100_000_000
Row = Mapping[str, str]


@dataclass(slots=True)
class Notes:
    """Collects what a reader has to say about one file."""

    file: str
    findings: list[RowFinding] = field(default_factory=list)

    def error(self, row: int, field: str, because: Sentence) -> None:
        """Say why a row stays out."""
        self.findings.append(RowFinding(self.file, row, field, Severity.ERROR, because))

    def warning(self, row: int, field: str, because: Sentence) -> None:
        """Say what somebody should look at."""
        self.findings.append(RowFinding(self.file, row, field, Severity.WARNING, because))

    def note(self, row: int, field: str, because: Sentence) -> None:
        """Say what happened to a row."""
        self.findings.append(RowFinding(self.file, row, field, Severity.NOTE, because))


def csv_rows(
    content: bytes, needed: Sequence[str], notes: Notes, *, allowed: Collection[str] | None = None
) -> Iterator[tuple[int, Row]]:
    """Give the numbered rows of a table in UTF-8 (gzip or not); rows of a wrong width are findings.

    A table that lacks a needed column, has one twice or (with `allowed`) one that is unknown is refused.
    """
    text = decoded(content, notes)
    if text is None:
        return
    reader = csv.DictReader(StringIO(text, newline=""), strict=True)
    try:
        fault = _heading_fault(reader.fieldnames or (), needed, allowed)
        if fault:
            notes.error(0, *fault)
            return
        for number, row in enumerate(reader, start=2):
            if None in row or None in row.values():
                notes.error(number, "", say("This row has more or fewer cells than the heading."))
                continue
            yield number, {column: value.strip() for column, value in row.items()}
    except csv.Error as error:
        notes.error(reader.line_num, "", say("The table cannot be read on: %(fault)s.", fault=str(error)))


def _heading_fault(
    columns: Sequence[str], needed: Sequence[str], allowed: Collection[str] | None
) -> tuple[str, Sentence] | None:
    missing = [column for column in needed if column not in columns]
    unknown = [column for column in columns if allowed is not None and column not in allowed]
    twice = [column for column in columns if columns.count(column) > 1]
    if missing:
        return missing[0], say("The table has no column %(columns)s.", columns=tuple(missing))
    if unknown:
        return unknown[0], say("No column of this name is read here.")
    return (twice[0], say("The table has this column twice.")) if twice else None


def json_entries(content: bytes, notes: Notes) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Give the numbered objects of a JSON list in UTF-8 (gzip or not)."""
    text = decoded(content, notes)
    if text is None:
        return
    try:
        entries = json.loads(text)
    except (ValueError, RecursionError):
        notes.error(0, "", say("This is not JSON."))
        return
    if not isinstance(entries, list):
        notes.error(0, "", say("The file must hold a list."))
        return
    for number, entry in enumerate(entries, start=1):
        if isinstance(entry, dict):
            yield number, entry
        else:
            notes.error(number, "", say("This entry is not an object with named fields."))


def parts(text: str, separator: str = ";") -> tuple[str, ...]:
    """Split a list in a cell; empty parts are dropped."""
    return tuple(part.strip() for part in text.split(separator) if part.strip())


def unpacked(content: bytes) -> bytes:
    """Return the content without gzip; raises ValueError where it is damaged or grows beyond LARGEST bytes."""
    if not content.startswith(b"\x1f\x8b"):
        return content
    inflater = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        plain = inflater.decompress(content, LARGEST)
    except zlib.error as fault:
        raise ValueError("damaged") from fault
    if not inflater.eof or inflater.unused_data.strip(b"\0"):
        raise ValueError("cut off, too large or followed by something")
    return plain


def decoded(content: bytes, notes: Notes) -> str | None:
    """Return the text of a file in UTF-8 (gzip or not); None, with a note for row 0, where it cannot be read."""
    try:
        text = unpacked(content).decode("utf-8-sig")
        if "\0" not in text:  # UTF-16 passes for UTF-8 with NUL between the letters
            return text
        notes.error(0, "", say("The file is not in UTF-8."))
    except UnicodeDecodeError:
        notes.error(0, "", say("The file is not in UTF-8."))
    except ValueError:
        notes.error(0, "", say("The compressed file is damaged or too large."))
    return None
