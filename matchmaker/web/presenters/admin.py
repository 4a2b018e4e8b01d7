"""Imports as an administrator sees them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

from matchmaker.domain.findings import Sentence
from matchmaker.domain.registry.records import Severity
from matchmaker.services.importing.administrators import NEEDED
from matchmaker.services.importing.runs import Preview
from matchmaker.web.forms.admin import ConfirmForm, ImportForm

SEVERITIES: dict[Severity, tuple[LazyString, str]] = {
    Severity.ERROR: (lazy_gettext("error: this row stays out"), "bad"),
    Severity.WARNING: (lazy_gettext("warning: look at this"), "open"),
    Severity.NOTE: (lazy_gettext("note"), ""),
}
STATES = {"previewed": lazy_gettext("previewed, not imported"), "applied": lazy_gettext("imported")}
COLUMNS: dict[str, tuple[LazyString, str]] = {
    "name": (lazy_gettext("Name in Latin letters, as registered"), "Zorya Robotics"),
    "name_uk": (lazy_gettext("Name in Ukrainian"), "Зоря Роботикс"),
    "country": (lazy_gettext("Country of the seat, ISO code"), "UA"),
    "edrpou": (lazy_gettext("EDRPOU code, eight digits"), "12345678"),
    "lei": (lazy_gettext("Legal entity identifier, twenty characters"), ""),
    "vat": (lazy_gettext("VAT number with its country"), ""),
    "pic": (lazy_gettext("Participant code, nine digits"), ""),
    "city": (lazy_gettext("Town of the registered seat"), "Kyiv"),
    "description_en": (lazy_gettext("What it can do, in English"), "Interceptor drones"),
    "description_uk": (lazy_gettext("What it can do, in Ukrainian"), "Дрони-перехоплювачі"),
    "concepts": (lazy_gettext("CPV and military list codes, separated by semicolons"), "CPV:35613000-4; ML:ML10"),
    "source": (lazy_gettext("Where this is published"), "https://example.org/zorya"),
    "as_of": (lazy_gettext("Day, month or year of the source"), "2026-11"),
    "confidence": (lazy_gettext("high, medium, low or unknown"), "medium"),
}


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A column of the file: what stands in it and an example."""

    name: str
    words: str
    example: str
    needed: bool


@dataclass(frozen=True, slots=True)
class FindingRow:
    """What there is to say about one row; `row` is 0 for the file as a whole."""

    row: int
    field: str
    severity: str
    kind: str
    message: Sentence


@dataclass(frozen=True, slots=True)
class RunRow:
    """An uploaded file and what became of it."""

    preview: Preview
    state: str
    errors: int
    warnings: int


@dataclass(frozen=True, slots=True)
class ImportsPage:
    """The form, what a file must look like, and the latest files."""

    form: ImportForm
    columns: tuple[ColumnRow, ...]
    example: str
    runs: tuple[RunRow, ...]


@dataclass(frozen=True, slots=True)
class RunPage:
    """A preview, or what was imported."""

    run: RunRow
    findings: tuple[FindingRow, ...]
    form: ConfirmForm


def imports_page(form: ImportForm, runs: Sequence[Preview]) -> ImportsPage:
    """Build the page with the form."""
    columns = tuple(ColumnRow(name, str(words), example, name in NEEDED) for name, (words, example) in COLUMNS.items())
    return ImportsPage(form, columns, _example(), tuple(_run(one) for one in runs))


def run_page(preview: Preview, form: ConfirmForm) -> RunPage:
    """Build the page of one file, errors before warnings before notes, each in the order of the rows."""
    order = list(SEVERITIES)
    found = sorted(preview.findings, key=lambda one: (order.index(one.severity), one.row))
    rows = (
        FindingRow(one.row, one.field, str(SEVERITIES[one.severity][0]), SEVERITIES[one.severity][1], one.because)
        for one in found
    )
    return RunPage(_run(preview), tuple(rows), form)


def _run(preview: Preview) -> RunRow:
    state = str(STATES.get(preview.state, preview.state))
    return RunRow(preview, state, preview.count(Severity.ERROR), preview.count(Severity.WARNING))


def _example() -> str:
    """A file of one row that can be copied."""
    names = [name for name, (_, example) in COLUMNS.items() if example]
    return ",".join(names) + "\n" + ",".join(COLUMNS[name][1] for name in names)
