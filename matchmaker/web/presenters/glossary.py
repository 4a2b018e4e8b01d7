"""The interpreter's glossary and the published supply of components, as tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext

from matchmaker.domain.text.glossary import FRONT_LINE, TERMS, Entry
from matchmaker.persistence.models import ComponentSupply
from matchmaker.web.presenters.sources import SourceLine, source_lines

SOURCES = {TERMS: lazy_gettext("term base, own compilation"), FRONT_LINE: lazy_gettext("bavovniatko knowledge base")}
STATUSES = {
    "0": lazy_gettext("from elsewhere"),
    "1": lazy_gettext("partly made in Ukraine"),
    "2": lazy_gettext("made in Ukraine"),
}
RESOURCES = {"yes": lazy_gettext("yes"), "partial": lazy_gettext("in part"), "no": lazy_gettext("no")}


@dataclass(frozen=True, slots=True)
class GlossaryLine:
    """One line: the usual word and others of the same meaning in each language; `meaning` is in English."""

    english: str
    other_english: str
    ukrainian: str
    other_ukrainian: str
    written: str
    meaning: str
    source: str


@dataclass(frozen=True, slots=True)
class GlossaryPage:
    """The glossary, or what was found in it; `total` counts all entries."""

    question: str
    lines: tuple[GlossaryLine, ...]
    total: int


@dataclass(frozen=True, slots=True)
class ComponentLine:
    """A sort of component; `depth` is 0 for the whole. Shares are in per cent, None where not published."""

    name: str
    depth: int
    status: str
    now: int | None
    possible: int | None
    europe: str
    ukrainian_makers: str
    other_makers: str


@dataclass(frozen=True, slots=True)
class ComponentPage:
    """All sorts of components as a tree, and where the figures come from."""

    lines: tuple[ComponentLine, ...]
    sources: tuple[SourceLine, ...]
    as_of: str
    basis: str
    confidence: str


def glossary_page(question: str, entries: Sequence[Entry], total: int) -> GlossaryPage:
    """Present what was found."""
    return GlossaryPage(question, glossary_lines(entries), total)


def glossary_lines(entries: Iterable[Entry]) -> tuple[GlossaryLine, ...]:
    """Present entries."""
    return tuple(
        GlossaryLine(
            english=one.english[0] if one.english else "",
            other_english="; ".join(one.english[1:]),
            ukrainian=one.ukrainian[0] if one.ukrainian else "",
            other_ukrainian="; ".join(one.ukrainian[1:]),
            written=one.written,
            meaning=one.meaning,
            source=str(SOURCES[one.source]),
        )
        for one in entries
    )


def component_page(rows: Sequence[ComponentSupply]) -> ComponentPage:
    """Present the components: each under what it is a part of, in the order of their table."""
    sources = dict.fromkeys(line for row in rows for line in source_lines(row.source))
    first = rows[0] if rows else None
    return ComponentPage(
        lines=tuple(_tree(rows)),
        sources=tuple(sources),
        as_of=first.as_of if first else "",
        basis=first.basis if first else "public_record",
        confidence=first.confidence if first else "unknown",
    )


def _tree(rows: Sequence[ComponentSupply]) -> Iterable[ComponentLine]:
    """One whose parent is not in the table stands at the top; a circle of parents is left out, as it has no top."""
    names = {row.name for row in rows}
    waiting = [(row, 0) for row in reversed(rows) if row.parent not in names]
    while waiting:
        row, depth = waiting.pop()
        yield _component(row, depth)
        waiting.extend((part, depth + 1) for part in reversed(rows) if part.parent == row.name)


def _component(row: ComponentSupply, depth: int) -> ComponentLine:
    return ComponentLine(
        name=row.name,
        depth=depth,
        status=str(STATUSES.get(row.status, "")),
        now=row.ukraine_now,
        possible=row.ukraine_possible,
        europe=str(RESOURCES.get(row.europe, row.europe)),
        ukrainian_makers=row.ukrainian_makers,
        other_makers=row.other_makers,
    )
