"""Endorsed lessons as files: DOCX from words that are handed in, JSON from what the record says.

The same lessons at the same moment give the same bytes; no file names a person or a machine.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as Docx
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.section import Section
from docx.shared import Pt, RGBColor

from matchmaker.domain.feedback.comparing import Comparison
from matchmaker.domain.feedback.gapevidence import Counts
from matchmaker.domain.feedback.lessons import IDENTIFIED, Basis
from matchmaker.services.lesson_reading import Exported, LessonView

MARKING = "UNCLASSIFIED"
FORMAT, VERSION = "matchmaker-lessons", 1
NOT_STATED = "not stated"
# What the library's template brings and no reader needs: a picture of a page, and the program that made it.
LEFT_OUT = (RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)
FONT, SIZE = "Arial", 10.5
INK = RGBColor(0x1B, 0x1F, 0x24)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of a document: a caption, the heads of its columns, and rows that begin with what they are about."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """One lesson in the words of its document; `fictional` is empty for a real one, `stamp` says who took it out."""

    running: str
    kind: str
    title: str
    fictional: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[tuple[str, str], ...]
    grids: tuple[Grid, ...]
    notes: tuple[str, ...]
    stamp: str


def docx_of(papers: Sequence[Paper], title: str, language: str, at: datetime) -> bytes:
    """Write a document with one lesson after another, each on a page of its own with its own header and footer."""
    document = Document()
    _dress(document)
    for index, paper in enumerate(papers):
        section = document.sections[0] if index == 0 else document.add_section(WD_SECTION.NEW_PAGE)
        _frame(section, paper)
        _write(document, paper)
    _sign(document, title, language, at)
    written = BytesIO()
    document.save(written)
    return _steady(written.getvalue(), at)


def json_of(exported: Exported) -> bytes:
    """Write what docs/feedback.md describes under `Export of lessons`, in UTF-8."""
    content = {
        "format": FORMAT,
        "version": VERSION,
        "marking": MARKING,
        "exported": {"day": f"{exported.at:%Y-%m-%d}", "account": exported.account_id, "role": str(exported.role)},
        "lessons": [_lesson(one) for one in exported.lessons],
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


# --- JSON -----------------------------------------------------------------------------------------------------


def _lesson(view: LessonView) -> dict[str, Any]:
    lesson, gap = view.lesson, view.gap
    return {
        "number": lesson.number,
        "state": lesson.state,
        "fictional": lesson.fictional,
        "marking": MARKING,
        "releasability": lesson.releasability,
        "language": lesson.language,
        "title": lesson.title,
        "observation": lesson.observation,
        "discussion": lesson.discussion,
        "conclusion": lesson.conclusion,
        "recommendation": lesson.recommendation,
        "remedial_action": lesson.action,
        "action_body": lesson.action_body,
        "steps": _steps(view),
        "metadata": _metadata(view),
        "evidence": _evidence(view.basis),
        "before_and_after": _before_and_after(view.effect.comparison) if view.effect else None,
        "gap": {"number": gap.number, "title_en": gap.title_en, "title_uk": gap.title_uk},
    }


def _steps(view: LessonView) -> list[dict[str, Any]]:
    """The states that it reached; what was said while it was not endorsed stays inside."""
    first = view.steps[:1]
    later = [one for one in view.steps if one.step.state != IDENTIFIED]
    return [
        {"state": one.step.state, "day": f"{one.step.at:%Y-%m-%d}", "role": str(one.role), "note": one.step.note}
        for one in (*first, *later)
    ]


def _metadata(view: LessonView) -> dict[str, Any]:
    months = view.basis.evidence.months
    return {
        "activity_types": dict(view.basis.settings),
        "first_month": months[0][0] if months else None,
        "last_month": months[-1][0] if months else None,
        "training_area": None,
        "segments": dict(view.basis.segments),
        "equipment_family": list(view.basis.military_list),
        "originator_role": str(view.formed_as),
        "observations_filed_by_role": {str(role): number for role, number in view.filed_as},
        "source_reliability": NOT_STATED,
    }


def _evidence(basis: Basis) -> dict[str, Any]:
    evidence = basis.evidence
    return {
        "observations": evidence.observations,
        "people": evidence.people,
        "fictional_observations": evidence.fictional,
        "numbers": list(basis.numbers),
        "months": dict(evidence.months),
        "effects": dict(evidence.effects),
        "sides": _named(evidence.sides),
        "conditions": dict(evidence.conditions),
        "causes": dict(basis.causes),
    }


def _named(counts: Counts) -> dict[str, int]:
    return {key or "not_stated": number for key, number in counts}


def _before_and_after(found: Comparison) -> dict[str, Any]:
    return {
        "since": found.since,
        "people_before": found.people_before,
        "people_since": found.people_after,
        "months_before": found.months_before,
        "months_since": found.months_after,
        "questions": {one.name: {"before": dict(one.before), "since": dict(one.after)} for one in found.questions},
    }


# --- DOCX -----------------------------------------------------------------------------------------------------


def _dress(document: Docx) -> None:
    for name, size in (("Normal", SIZE), ("Title", 18.0), ("Heading 1", 14.0), ("Heading 2", 12.0)):
        font = document.styles[name].font
        font.name, font.size = FONT, Pt(size)
        if name != "Normal":
            font.color.rgb = INK


def _frame(section: Section, paper: Paper) -> None:
    """Marking above and below on every page, with what the lesson is and who took it out."""
    for part, words in ((section.header, paper.running), (section.footer, paper.stamp)):
        part.is_linked_to_previous = False
        top = part.paragraphs[0]
        top.alignment = WD_ALIGN_PARAGRAPH.CENTER
        top.add_run(MARKING).bold = True
        below = part.add_paragraph(words)
        below.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if paper.fictional:
            below.add_run(f" · {paper.fictional}").bold = True


def _write(document: Docx, paper: Paper) -> None:
    document.add_paragraph(paper.kind)
    document.add_heading(paper.title, 1)
    if paper.fictional:
        document.add_paragraph().add_run(paper.fictional).bold = True
    _table(document, paper.facts)
    for heading, words in paper.parts:
        document.add_heading(heading, 2)
        for line in filter(None, map(str.strip, words.splitlines())):
            document.add_paragraph(line)
    for grid in paper.grids:
        document.add_heading(grid.caption, 2)
        _table(document, (grid.heads, *grid.rows), headed=True)
    for note in paper.notes:
        document.add_paragraph(note)


def _table(document: Docx, rows: Sequence[tuple[str, ...]], *, headed: bool = False) -> None:
    table = document.add_table(len(rows), len(rows[0]), "Table Grid")
    for index, (row, words) in enumerate(zip(table.rows, rows, strict=True)):
        for column, (cell, word) in enumerate(zip(row.cells, words, strict=True)):
            cell.paragraphs[0].add_run(word).bold = column == 0 or (headed and index == 0)


def _sign(document: Docx, title: str, language: str, at: datetime) -> None:
    """Say what it is and when it was made, and nothing of who or on what made it."""
    kept = document.core_properties
    kept.title, kept.subject, kept.language = title, MARKING, language
    kept.author = kept.last_modified_by = kept.comments = kept.keywords = kept.category = ""
    kept.created = kept.modified = at.replace(tzinfo=None, microsecond=0)
    held = document.part.package.rels
    for key in [key for key, one in held.items() if one.reltype in LEFT_OUT]:
        del held[key]


def _steady(content: bytes, at: datetime) -> bytes:
    """The same archive with one moment for all its files."""
    made = BytesIO()
    with ZipFile(BytesIO(content)) as before, ZipFile(made, "w") as after:
        for name in before.namelist():
            entry = ZipInfo(name, (at.year, at.month, at.day, at.hour, at.minute, at.second))
            entry.compress_type, entry.create_system = ZIP_DEFLATED, 0
            after.writestr(entry, before.read(name))
    return made.getvalue()
