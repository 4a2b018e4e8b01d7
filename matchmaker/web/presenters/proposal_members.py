"""The members of a proposal: what each covers, the words that met, the way through the graph."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten

from flask_babel import format_decimal, lazy_gettext
from flask_babel.speaklater import LazyString

from matchmaker.domain.facts import Provenance, TopicPartFacts
from matchmaker.domain.findings import Bilingual, Sentence
from matchmaker.domain.graph.paths import DrawnNode, Step
from matchmaker.domain.graph.schema import NodeKind
from matchmaker.domain.matching.pool import SealedPart
from matchmaker.domain.matching.propose import Cover, Member, Proposal
from matchmaker.domain.text.documents import PROJECT
from matchmaker.domain.text.index import SharedTerm
from matchmaker.web.presenters.graph import KINDS, RELATIONS, address_of, name_of
from matchmaker.web.presenters.sources import SourceLine, source_lines
from matchmaker.web.wording import text

LONGEST_NAME = 90
PROJECT_TEXT = lazy_gettext("project text")
BASES: Mapping[str, LazyString] = {
    "declared": lazy_gettext("the firm's own words"),
    "published_description": lazy_gettext("published text"),
    "public_record": lazy_gettext("public record"),
    "general_knowledge": lazy_gettext("unconfirmed"),
    "invented": lazy_gettext("invented text"),
}


@dataclass(frozen=True, slots=True)
class PartColumn:
    """A part of the topic; `short` is its wording up to the first pause."""

    id: str
    product: bool
    short: str
    full: str


@dataclass(frozen=True, slots=True)
class CoverCell:
    """What one member has for one part; `words` are pairs (the firm's text, the topic's text)."""

    part: PartColumn
    strength: str
    leads: bool
    words: tuple[tuple[str, str], ...]
    source: str
    project: bool
    basis: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Station:
    """A node on the way; `tie` is how the way leads to it, `forward` the direction of the edge."""

    name: str
    kind: str
    address: str
    tie: str
    forward: bool


@dataclass(frozen=True, slots=True)
class WayStep:
    """One edge of the way as a sentence with where it is known from."""

    because: Sentence
    sources: tuple[SourceLine, ...]
    as_of: str


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member; `cells` has one entry for each part, None where it has nothing; `alone` are parts only it covers."""

    firm_id: str
    name: str
    country: str | None
    fictional: bool
    own: bool
    unread: bool
    rank: int
    fit: float
    cells: tuple[CoverCell | None, ...]
    leads: tuple[PartColumn, ...]
    alone: tuple[PartColumn, ...]
    only_of: str | None
    stations: tuple[Station, ...]
    steps: tuple[WayStep, ...]

    @property
    def covers(self) -> tuple[CoverCell, ...]:
        """The parts that it can do."""
        return tuple(cell for cell in self.cells if cell)


def part_columns(parts: Sequence[SealedPart | TopicPartFacts]) -> tuple[PartColumn, ...]:
    """The parts of the topic as sealed or as they stand, products before activities as the topic has them."""
    found = []
    for part in parts:
        full = text(Bilingual(part.text_en, part.text_uk))
        found.append(PartColumn(part.id, part.kind == "product", _short(full), full))
    return tuple(found)


def member_rows(
    proposal: Proposal, columns: Sequence[PartColumn], own: Collection[str], unread: Collection[str]
) -> tuple[MemberRow, ...]:
    """One row for each member; `own` and `unread` are ids of firms."""
    return tuple(
        _member(one, proposal, columns, own=one.firm_id in own, unread=one.firm_id in unread)
        for one in proposal.members
    )


def _member(member: Member, proposal: Proposal, columns: Sequence[PartColumn], *, own: bool, unread: bool) -> MemberRow:
    covers = {cover.part_id: cover for cover in member.covers}
    others = [one for one in proposal.members if one is not member]
    elsewhere = {cover.part_id for one in others for cover in one.covers}
    return MemberRow(
        firm_id=member.firm_id,
        name=member.name,
        country=member.country,
        fictional=member.fictional,
        own=own,
        unread=unread,
        rank=member.rank,
        fit=member.score.total,
        cells=tuple(_cell(column, covers[column.id]) if column.id in covers else None for column in columns),
        leads=tuple(column for column in columns if column.id in covers and covers[column.id].leads),
        alone=tuple(column for column in columns if column.id in covers and column.id not in elsewhere),
        only_of=member.country if member.country not in {one.country for one in others} else None,
        stations=tuple(_stations(member.path, columns)),
        steps=tuple(
            WayStep(step.because, source_lines(step.source), step.as_of) for step in member.path if step.because
        ),
    )


def _cell(column: PartColumn, cover: Cover) -> CoverCell:
    return CoverCell(
        part=column,
        strength=str(format_decimal(cover.strength, "0.00")),
        leads=cover.leads,
        words=tuple(_pair(word) for word in cover.words),
        source=text(Bilingual(cover.source.title_en, cover.source.title_uk)),
        project=cover.source.kind == PROJECT,
        basis=str(PROJECT_TEXT if cover.source.kind == PROJECT else BASES.get(cover.source.provenance.basis, "")),
        provenance=cover.source.provenance,
    )


def _pair(word: SharedTerm) -> tuple[str, str]:
    return word.doc_surface, word.query_surface


def _stations(path: Sequence[Step], columns: Sequence[PartColumn]) -> Iterator[Station]:
    before: Step | None = None
    for step in path:
        forward = bool(before and step.because and step.because.values.get("source") == before.label)
        yield Station(
            name=_name(step, columns),
            kind=str(KINDS[step.kind]),
            address=address_of(step.node),
            tie=str(RELATIONS.get(step.edge, step.edge)) if step.edge else "",
            forward=forward,
        )
        before = step


def _name(step: Step, columns: Sequence[PartColumn]) -> str:
    """A part goes by its number and short wording, since the full one stands above."""
    part_id = step.node.rpartition("/")[2]
    for column in columns:
        if step.kind is NodeKind.PART and column.id == part_id:
            return f"{column.id} {column.short}"
    return shorten(name_of(DrawnNode(step.node, step.kind, step.label, 0)), LONGEST_NAME, placeholder=" …")


def _short(wording: str) -> str:
    """The wording up to its first colon, semicolon or comma that leaves at least two words.

    >>> _short("manufacturing as a service: small batches, fast change-over")
    'manufacturing as a service'
    >>> _short("variants, fibre-optic guided, for denied areas")
    'variants, fibre-optic guided'
    """
    pauses = (found.start() for found in re.finditer(r"[:;,]", wording))
    return next((wording[:end] for end in pauses if " " in wording[:end].strip()), wording).strip()
