"""Where a fact is known from, as links where the source is on the web."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source of a fact; `address` is empty where it is not on the web."""

    words: str
    address: str


def source_lines(recorded: str) -> tuple[SourceLine, ...]:
    """Take a recorded source apart: parts end at a semicolon, an address starts a part of its own.

    >>> [line.words for line in source_lines("general knowledge; https://example.org/a https://example.com")]
    ['general knowledge', 'example.org', 'example.com']
    """
    parts = (part.strip(" ,") for part in re.split(r";|\s+(?=https?://)", recorded))
    return tuple(dict.fromkeys(_line(part) for part in parts if part))


def _line(part: str) -> SourceLine:
    address, _, remark = part.partition(" ")
    if not address.startswith(("https://", "http://")):
        return SourceLine(part, "")
    return SourceLine(f"{address.split('/')[2]} {remark}".strip(), address)
