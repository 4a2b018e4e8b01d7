"""`match rank`: texts of one file in order for each query of another, English and Ukrainian alike."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NoReturn

import click

from matchmaker.domain.text.embedding import Embedding, embedding
from matchmaker.domain.text.ranked import RankedTexts

BAD_INPUT = 2
SHOWN = 5
WORDS_SHOWN = 4
_FILE = click.Path(path_type=Path)
# JSON may carry one half of a pair that UTF-16 writes; no output can.
_HALF_A_CHARACTER = re.compile("[\ud800-\udfff]")


class UnreadableTexts(ValueError):
    """A file is not lines of `{"id", "text"}`; the message names the file and the line."""


@click.command()
@click.option("--profiles", required=True, type=_FILE, help='Lines of JSON {"id", "text"}: what is ranked.')
@click.option("--queries", required=True, type=_FILE, help='Lines of JSON {"id", "text"}: what is looked for.')
@click.option("--without-embedding", is_flag=True, help="Rank by words and their translations alone.")
@click.option("--json", "as_json", is_flag=True, help="Print {query id: [profile ids, best first]}.")
def rank(profiles: Path, queries: Path, without_embedding: bool, as_json: bool) -> None:
    """Rank texts for queries of either language; needs no database.

    Without --json it prints the first five for each query with the words that met. Of a text longer than
    100,000 characters the rest is not read; the embedding reads the first 2,000. A file that is not as said ends with
    exit code 2.
    """
    try:
        texts, asked = read_texts(profiles, "--profiles"), read_texts(queries, "--queries")
    except UnreadableTexts as wrong:
        _refuse(str(wrong))
    if not texts:
        _refuse(f"--profiles: {profiles} has no lines, so there is nothing to rank")
    if not asked:
        click.echo(f"--queries: {queries} has no lines", err=True)
    ranked = RankedTexts(texts, None if without_embedding else _embedding_or_word())
    click.echo(_as_json(ranked, asked) if as_json else "\n".join(_as_lines(ranked, asked)))


def read_texts(file: Path, option: str) -> Mapping[str, str]:
    """Read the texts of a file by id; raises UnreadableTexts."""
    try:
        lines = file.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as wrong:
        raise UnreadableTexts(f"{option}: {file} is not UTF-8 text") from wrong
    except OSError as wrong:
        raise UnreadableTexts(f"{option}: {file} cannot be read: {wrong.strerror or wrong}") from wrong
    found: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        if line.strip():
            id, text = _entry(line, f"{option}: {file}, line {number}")
            if id in found:
                raise UnreadableTexts(f"{option}: {file}, line {number}: the id {id!r} appears twice")
            found[id] = text
    return found


def _entry(line: str, place: str) -> tuple[str, str]:
    try:
        entry: Any = json.loads(line)
    except (ValueError, RecursionError) as wrong:
        raise UnreadableTexts(f"{place}: this is no JSON") from wrong
    if not isinstance(entry, dict):
        raise UnreadableTexts(f'{place}: an object with "id" and "text" is expected')
    id, text = entry.get("id"), entry.get("text")
    if isinstance(id, int) and not isinstance(id, bool):
        id = str(id)
    if not isinstance(id, str) or not id.strip() or _HALF_A_CHARACTER.search(id):
        raise UnreadableTexts(f'{place}: "id" is missing or no text')
    if not isinstance(text, str):
        raise UnreadableTexts(f'{place}: "text" is missing or no text')
    return id, _HALF_A_CHARACTER.sub(" ", text)


def _as_json(ranked: RankedTexts, asked: Mapping[str, str]) -> str:
    return json.dumps({id: list(ids) for id, ids in _orders(ranked, asked)})


def _as_lines(ranked: RankedTexts, asked: Mapping[str, str]) -> Iterator[str]:
    for id, ids in _orders(ranked, asked):
        yield f"{id}:"
        for place, profile in enumerate(ids[:SHOWN], start=1):
            yield f"  {place}. {profile}{_words_that_met(ranked, asked[id], profile)}"


def _words_that_met(ranked: RankedTexts, text: str, profile: str) -> str:
    met = ranked.meetings(text, profile, WORDS_SHOWN)
    pairs = dict.fromkeys(f"{one.query_surface} = {one.text_surface}" for one in met)
    return f": {'; '.join(pairs)}" if pairs else ""


def _orders(ranked: RankedTexts, asked: Mapping[str, str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for id, found in zip(asked, ranked.orders(list(asked.values())), strict=True):
        if not asked[id].strip():
            click.echo(f"{id}: the query is empty; the order is that of the ids", err=True)
        elif not found.met:
            click.echo(f"{id}: no word of the query met a word of a profile; the order is that of the ids", err=True)
        yield id, found.ids


def _embedding_or_word() -> Embedding | None:
    found = embedding()
    if found is None:
        click.echo("The embedding is not installed; words and their translations rank alone.", err=True)
    return found


def _refuse(message: str) -> NoReturn:
    click.echo(message, err=True)
    raise SystemExit(BAD_INPUT)
