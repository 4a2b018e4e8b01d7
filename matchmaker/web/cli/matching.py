"""`match evaluate` and `match train`: the matcher measured and taught, from files, without a database."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from matchmaker.domain.affinity.evaluation.baselines import Maker, baselines
from matchmaker.domain.affinity.evaluation.embedding import embedder
from matchmaker.domain.affinity.evaluation.examination import MODEL, examine
from matchmaker.domain.affinity.evaluation.protocol import Tick
from matchmaker.domain.affinity.evaluation.reading import Records, WrongShape, records_of, topics_of
from matchmaker.domain.affinity.evaluation.setting import Setting, setting_of
from matchmaker.web.cli.matchfiles import read_json
from matchmaker.web.cli.matchtables import table_lines

BAD_INPUT = 2
FILE = click.Path(path_type=Path)
Read = TypeVar("Read")


@click.command()
@click.option("--history", "history_file", type=FILE, required=True, help="Projects to learn from (.json, .json.gz).")
@click.option("--queries", "queries_file", type=FILE, required=True, help="Projects to ask for, in the same shape.")
@click.option("--topics", "topics_file", type=FILE, help="Texts of call topics; they are added to the projects' texts.")
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help="For learning and intervals.")
@click.option("--without-embedding", is_flag=True, help="Leave out what needs sentence embeddings: much faster.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
def evaluate(
    history_file: Path, queries_file: Path, topics_file: Path | None, seed: int, without_embedding: bool, as_json: bool
) -> None:
    """Hide each partner of each queried project in turn and rank every organisation of the history.

    The model and every baseline know the history only. A project that stands in both files is taken out of the
    history. Partners that the history never saw are "cold"; they count as misses where so said. Intervals are 95 per
    cent, by drawing projects anew. Ends with 2 and a line for each fault where a file is of no use.
    """
    setting = _setting(history_file, queries_file, topics_file)
    for note in setting.notes:
        click.echo(note, err=True)
    told = examine(setting, _makers(setting, seed, without_embedding), seed, _watched)
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    click.echo("\n".join(table_lines(told)))


def _setting(history_file: Path, queries_file: Path, topics_file: Path | None) -> Setting:
    faults: list[str] = []
    topics = _read(topics_file, topics_of, faults) if topics_file else {}
    past = _records(history_file, topics or {}, faults)
    asked = _records(queries_file, topics or {}, faults)
    if past is None or asked is None or faults:
        _refuse(*faults)
    try:
        return setting_of(past, asked)
    except WrongShape as wrong:
        _refuse(*wrong.faults)


def _records(path: Path, topics: Mapping[str, str], faults: list[str]) -> Records | None:
    return _read(path, partial(records_of, topics=topics), faults)


def _read(path: Path, shape: Callable[[Any], Read], faults: list[str]) -> Read | None:
    """What the file holds; what is wrong with it goes to `faults`, with its name."""
    try:
        content = read_json(path)
    except WrongShape as wrong:
        faults.extend(wrong.faults)
        return None
    try:
        return shape(content)
    except WrongShape as wrong:
        faults.extend(f"{path}: {fault}" for fault in wrong.faults)
        return None


def _makers(setting: Setting, seed: int, without_embedding: bool) -> Mapping[str, Maker | str]:
    embed, missing = (None, "--without-embedding was given") if without_embedding else embedder()
    return {MODEL: "the learned model is not built yet", **baselines(setting.history, embed, missing)}


@contextmanager
def _watched(name: str, count: int) -> Iterator[Tick]:
    with click.progressbar(length=count, label=name, file=sys.stderr) as bar:
        yield lambda: bar.update(1)


def _refuse(*faults: str) -> NoReturn:
    for fault in faults:
        click.echo(fault, err=True)
    raise SystemExit(BAD_INPUT)
