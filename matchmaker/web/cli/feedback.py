"""`flask feedback ...`: what users of equipment observed, from the shell."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from io import StringIO
from pathlib import Path
from typing import NoReturn

import click

from matchmaker.domain.feedback.link import Candidate, NameIndex
from matchmaker.domain.feedback.occurrences import Named
from matchmaker.web.cli.ranking_texts import UnreadableTexts, read_texts

BAD_INPUT = 2
EXACT = 3
_FILE = click.Path(path_type=Path)


class UnreadableNames(ValueError):
    """A file is not a CSV table with the columns name and aliases; the message names the file and the line."""


@click.group()
def feedback() -> None:
    """Read observations and find the equipment in them."""


@feedback.command()
@click.option("--equipment", required=True, type=_FILE, help='CSV with the columns "name" and "aliases" (a; b; c).')
@click.option("--reports", required=True, type=_FILE, help='Lines of JSON {"id", "text"}.')
@click.option("--json", "as_json", is_flag=True, help='Print {id: [{"name", "score", "because"}]}, best first.')
def link(equipment: Path, reports: Path, as_json: bool) -> None:
    """Find equipment in texts by name, nickname or alias in either script; needs no database.

    Scores are in 0..1. Below 0.5, or where several types bear the name, a person should look. Columns "name_uk" and
    "category" are read where the table has them, others are not. A file that is not as said ends with exit code 2.
    """
    try:
        named, texts = read_names(equipment, "--equipment"), read_texts(reports, "--reports")
    except (UnreadableNames, UnreadableTexts) as wrong:
        _refuse(str(wrong))
    if not texts:
        _refuse(f"--reports: {reports} has no lines, so there is nothing to link")
    index = NameIndex(named)
    found = {id: index.link(text) for id, text in texts.items()}
    click.echo(_as_json(found) if as_json else "\n".join(_as_lines(found)))


def read_names(file: Path, option: str) -> tuple[Named, ...]:
    """Read a table of names; rows with one name are one type. Raises UnreadableNames."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise UnreadableNames(f"{option}: {file} is not UTF-8 text") from wrong
    except OSError as wrong:
        raise UnreadableNames(f"{option}: {file} cannot be read: {wrong.strerror or wrong}") from wrong
    try:
        found = _merged(_rows(text, f"{option}: {file}"))
    except csv.Error as wrong:
        raise UnreadableNames(f"{option}: {file} is no CSV table: {wrong}") from wrong
    if not found:
        raise UnreadableNames(f"{option}: {file} has no rows, so there is no equipment to link to")
    return found


def _rows(text: str, place: str) -> Iterator[Named]:
    table = csv.DictReader(StringIO(text, newline=""), strict=True)
    header = [column.strip() for column in table.fieldnames or ()]
    missing = [column for column in ("name", "aliases") if column not in header]
    if missing:
        raise UnreadableNames(f"{place}: the column {missing[0]!r} is missing; the first line must name the columns")
    table.fieldnames = header
    for row in table:
        if None in row:
            raise UnreadableNames(f"{place}, line {table.line_num}: more cells than the first line has columns")
        yield _named(row, f"{place}, line {table.line_num}")


def _named(row: Mapping[str, str | None], place: str) -> Named:
    name = (row["name"] or "").strip()
    if not name:
        raise UnreadableNames(f"{place}: the name is missing")
    aliases = (alias.strip() for alias in (row["aliases"] or "").split(";"))
    names = (name, (row.get("name_uk") or "").strip(), *aliases)
    return Named(name, tuple(filter(None, names)), (row.get("category") or "").strip())


def _merged(rows: Iterator[Named]) -> tuple[Named, ...]:
    found: dict[str, Named] = {}
    for row in rows:
        held = found.get(row.id)
        found[row.id] = row if held is None else held._replace(names=(*held.names, *row.names))
    return tuple(found.values())


def _as_json(found: Mapping[str, tuple[Candidate, ...]]) -> str:
    return json.dumps({id: [_entry(one) for one in links] for id, links in found.items()}, ensure_ascii=False)


def _entry(one: Candidate) -> Mapping[str, str | float | list[str]]:
    place = f"It stands at characters {one.start} to {one.end}."
    return {
        "name": one.equipment_id,
        "score": round(one.score, EXACT),
        "because": [*map(str, one.because), place],
    }


def _as_lines(found: Mapping[str, tuple[Candidate, ...]]) -> Iterator[str]:
    width = max((len(one.equipment_id) for links in found.values() for one in links), default=0)
    for id, links in found.items():
        yield f"{id}:" if links else f"{id}: no equipment found"
        for one in links:
            yield f"  {one.score:.2f}  {one.equipment_id:<{width}}  {' '.join(map(str, one.because))}"


def _refuse(message: str) -> NoReturn:
    click.echo(message, err=True)
    raise SystemExit(BAD_INPUT)
