"""Reads an administrator's file of firms, CSV or JSON.

`name`, `country` (ISO code; EL and UK are understood) and `source` are needed; `name_uk`, `edrpou`, `pic`, `lei`,
`vat`, `city`, `description_en`, `description_uk`, `concepts` (ids such as CPV:35613000-4, separated by semicolons),
`as_of` and `confidence` (high, medium, low, unknown) may be left out. A firm with a number is the same firm in the
next file; one without is known by its name within its country.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from matchmaker.domain.facts import Provenance
from matchmaker.domain.findings import say
from matchmaker.domain.registry import validate
from matchmaker.domain.registry.countries import iso_code
from matchmaker.domain.registry.identifiers import Fault, check
from matchmaker.domain.registry.records import CapabilityRecord, FirmRecord, IdentifierRecord
from matchmaker.domain.registry.validate import IdentifierClaim, Problem
from matchmaker.domain.vocabulary import CONFIDENCES
from matchmaker.services.importing.entries import firm_record, name_based_key, offer, statements
from matchmaker.services.importing.tables import Notes, Row, csv_rows, json_entries, parts

NEEDED = ("name", "country", "source")
COLUMNS = (
    *("name", "name_uk", "country", "edrpou", "lei", "vat", "pic", "city"),
    *("description_en", "description_uk", "concepts", "source", "as_of", "confidence"),
)
SCHEMES = {"edrpou": "EDRPOU", "pic": "PIC", "lei": "LEI", "vat": "VAT"}
LONGEST_DAY = 20


def firms_from_csv(content: bytes, known_concepts: Collection[str], notes: Notes) -> Iterator[FirmRecord]:
    """Read a table of firms in UTF-8 (gzip or not); a table with a column outside COLUMNS is refused."""
    yield from _firms(csv_rows(content, NEEDED, notes, allowed=COLUMNS), known_concepts, notes)


def firms_from_json(content: bytes, known_concepts: Collection[str], notes: Notes) -> Iterator[FirmRecord]:
    """Read a JSON list of objects with the same names; `concepts` may be a list."""
    yield from _firms(_texts_only(content, notes), known_concepts, notes)


def _firms(rows: Iterator[tuple[int, Row]], known_concepts: Collection[str], notes: Notes) -> Iterator[FirmRecord]:
    seen: dict[str, int] = {}
    for row, given in rows:
        cells = {column: given.get(column, "") for column in COLUMNS}
        problems = [*_unknown_columns(given), *_problems(cells, known_concepts)]
        for problem in problems:
            notes.error(row, problem.field, problem.because)
        if problems:
            continue
        record = _record(row, cells)
        if record.key in seen:
            notes.error(row, "name", say("This is the same firm as in row %(row)s.", row=seen[record.key]))
            continue
        seen[record.key] = row
        yield record


def _texts_only(content: bytes, notes: Notes) -> Iterator[tuple[int, Row]]:
    for row, entry in json_entries(content, notes):
        cells = {str(name): _as_text(value) for name, value in entry.items() if value is not None}
        wrong = [name for name, text in cells.items() if text is None]
        if wrong:
            notes.error(row, wrong[0], say("This must be text, or a list of texts for concepts."))
        else:
            yield row, {name: text for name, text in cells.items() if text is not None}


def _as_text(value: Any) -> str | None:
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return "; ".join(value)
    return value.strip() if isinstance(value, str) else None


def _unknown_columns(given: Mapping[str, str]) -> Iterator[Problem]:
    for column in sorted(given.keys() - set(COLUMNS)):
        yield Problem(column, say("No column of this name is read here."))


def _problems(cells: Row, known_concepts: Collection[str]) -> Iterator[Problem]:
    claims = [(column, IdentifierClaim(scheme, cells[column])) for column, scheme in SCHEMES.items() if cells[column]]
    country = iso_code(cells["country"]) or cells["country"] or None
    identity = validate.firm(
        name=cells["name"],
        name_uk=cells["name_uk"],
        country=country,
        identifiers=[claim for _, claim in claims],
        statements=[("city", cells["city"])] if cells["city"] else (),
    )
    columns = {f"identifiers[{number}].value": column for number, (column, _) in enumerate(claims)}
    for problem in identity:
        yield Problem(columns.get(problem.field, problem.field), problem.because)
    if not cells["source"]:
        yield Problem("source", say("This is needed."))
    if cells["confidence"] and cells["confidence"] not in CONFIDENCES:
        yield Problem("confidence", say("Choose one of: %(allowed)s.", allowed=CONFIDENCES))
    if len(cells["as_of"]) > LONGEST_DAY:
        yield Problem("as_of", say("This is longer than %(longest)s characters.", longest=LONGEST_DAY))
    for column in ("source", "as_of"):
        yield from validate.line(column, cells[column])
    yield from _description_problems(cells, known_concepts)


def _description_problems(cells: Row, known_concepts: Collection[str]) -> Iterator[Problem]:
    if not cells["description_en"] and not cells["description_uk"]:
        return
    for problem in validate.capability(
        direction="offer",
        title_en=cells["name"],
        text_en=cells["description_en"],
        text_uk=cells["description_uk"],
        concepts=parts(cells["concepts"]),
        known_concepts=known_concepts,
    ):
        field = problem.field.removeprefix("capability.").replace("text_", "description_")
        if field.startswith("concepts"):
            field = "concepts"
        if not field.startswith("title"):
            yield Problem(field, problem.because)


def _record(row: int, cells: Row) -> FirmRecord:
    country = iso_code(cells["country"])
    source = Provenance(cells["source"], cells["as_of"], cells["confidence"] or "unknown", "public_record")
    identifiers = _identifiers(cells, country)
    key = f"{identifiers[0].scheme.lower()}:{identifiers[0].value}" if identifiers else None
    key = key or name_based_key("file", country, cells["name"])
    return firm_record(
        row,
        key,
        cells["name"],
        country,
        source,
        name_uk=cells["name_uk"],
        identifiers=identifiers,
        statements=statements(source, city=cells["city"]),
        capabilities=_description(key, cells),
    )


def _identifiers(cells: Row, country: str | None) -> tuple[IdentifierRecord, ...]:
    checked = ((scheme, check(scheme, cells[column], country)) for column, scheme in SCHEMES.items() if cells[column])
    return tuple(IdentifierRecord(scheme, value) for scheme, value in checked if not isinstance(value, Fault))


def _description(key: str, cells: Row) -> tuple[CapabilityRecord, ...]:
    if not cells["description_en"] and not cells["description_uk"]:
        return ()
    source = Provenance(cells["source"], cells["as_of"], cells["confidence"] or "unknown", "published_description")
    described = offer(
        key,
        1,
        source,
        title_en=cells["name"] if cells["description_en"] else "",
        title_uk=(cells["name_uk"] or cells["name"]) if cells["description_uk"] else "",
        text_en=cells["description_en"],
        text_uk=cells["description_uk"],
        concepts=dict.fromkeys(parts(cells["concepts"])),
    )
    return (described,)
