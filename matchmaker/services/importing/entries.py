"""Small builders for records, so that each reader says only what is special in its file."""

from __future__ import annotations

import re
from collections.abc import Iterable

from matchmaker.domain.facts import ComponentFacts, Provenance, StatementFacts
from matchmaker.domain.registry.normalise import match_key
from matchmaker.domain.registry.records import (
    CapabilityRecord,
    FirmRecord,
    IdentifierRecord,
    StakeRecord,
)

LONGEST_TITLE = 300
# How the published tables mark a source that is no address, and what the mark means.
TABLE_MARK = re.compile(r"(?:data:|\S+/)?([\w.-]+\.csv(?:\.gz)?)")
SOURCE_WORD = re.compile(r"https?://|data:|SEC:")
FILING_MARK = re.compile(r"SEC:CIK(\d+)")


def firm_record(
    row: int,
    key: str,
    name: str,
    country: str | None,
    provenance: Provenance,
    *,
    name_uk: str = "",
    aliases: Iterable[str] = (),
    kind: str = "company",
    origin: str = "public_record",
    fictional: bool = False,
    identifiers: Iterable[IdentifierRecord] = (),
    statements: Iterable[StatementFacts] = (),
    stakes: Iterable[StakeRecord] = (),
    capabilities: Iterable[CapabilityRecord] = (),
) -> FirmRecord:
    """Make a firm record; what is not given is not recorded."""
    return FirmRecord(
        row=row,
        key=key,
        name=name,
        name_uk=name_uk,
        aliases=tuple(dict.fromkeys(alias for alias in aliases if alias and alias != name)),
        country=country,
        kind=kind,
        origin=origin,
        fictional=fictional,
        identifiers=tuple(identifiers),
        statements=tuple(statements),
        stakes=tuple(stakes),
        capabilities=tuple(capabilities),
        provenance=provenance,
    )


def readable_sources(cell: str) -> str:
    """Return the sources of a row for a reader, separated by "; ": marks become words, addresses stay as they are."""
    words = cell.split()
    sources = words if all(SOURCE_WORD.match(word) for word in words) else cell.split("; ")
    return "; ".join(_readable(source.strip()) for source in sources)


def _readable(source: str) -> str:
    if table := TABLE_MARK.fullmatch(source):
        return f"table {table[1]} of the project's public collection"
    if filing := FILING_MARK.fullmatch(source):
        return f"filings with the US Securities and Exchange Commission (company number {filing[1]})"
    return source


def offer(
    firm_key: str,
    number: int,
    provenance: Provenance,
    *,
    title_en: str = "",
    title_uk: str = "",
    text_en: str = "",
    text_uk: str = "",
    concepts: Iterable[str] = (),
    components: Iterable[ComponentFacts] = (),
) -> CapabilityRecord:
    """Make an offered capability; a title that is too long is cut at a word."""
    return CapabilityRecord(
        key=f"{firm_key}#{number}",
        direction="offer",
        title_en=_shortened(title_en),
        title_uk=_shortened(title_uk),
        text_en=text_en,
        text_uk=text_uk,
        concepts=tuple(concepts),
        components=tuple(components),
        provenance=provenance,
    )


def statements(provenance: Provenance, **values: str) -> tuple[StatementFacts, ...]:
    """Make statements of those kinds that have a value; an empty cell states nothing."""
    return tuple(StatementFacts(kind, value, provenance) for kind, value in values.items() if value)


def name_based_key(prefix: str, country: str | None, name: str) -> str:
    """Make the key of a firm that has no number in its source."""
    return f"{prefix}:{country or '-'}:{match_key(name)}"


def _shortened(title: str) -> str:
    if len(title) <= LONGEST_TITLE:
        return title
    return title[: LONGEST_TITLE - 2].rsplit(" ", 1)[0] + " …"
