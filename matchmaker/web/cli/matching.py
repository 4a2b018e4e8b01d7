"""`match evaluate` and `match train`: the matcher measured and taught, from files, without a database."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click
from flask.cli import with_appcontext

from matchmaker.domain.affinity.evaluation.baselines import Maker, baselines
from matchmaker.domain.affinity.evaluation.embedding import embedder
from matchmaker.domain.affinity.evaluation.examination import MODEL, examine
from matchmaker.domain.affinity.evaluation.protocol import Tick
from matchmaker.domain.affinity.evaluation.reading import WrongShape, records_of, topics_of
from matchmaker.domain.affinity.evaluation.setting import Setting, history_of, setting_of
from matchmaker.domain.affinity.evaluation.teaching import taught
from matchmaker.domain.affinity.history import History
from matchmaker.domain.affinity.learning import Matcher, Progress
from matchmaker.domain.affinity.weights import LearnedWeights, write_learned
from matchmaker.web.cli.matchfiles import read_json
from matchmaker.web.cli.matchtables import table_lines
from matchmaker.web.context import now

BAD_INPUT = 2
LONGEST_VERSION = 40
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
    matcher = _learned(setting.history, seed)
    makers: Mapping[str, Maker | str] = {MODEL: lambda: matcher, **_baselines(setting.history, without_embedding)}
    told = {**examine(setting, makers, seed, _watched), "weights": _told(matcher.weights)}
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    click.echo("\n".join(table_lines(told)))


@click.command()
@click.option("--history", "history_file", type=FILE, required=True, help="Projects to learn from (.json, .json.gz).")
@click.option("--out", "out_file", type=FILE, required=True, help="Where to write the weights; replaced if there.")
@click.option("--topics", "topics_file", type=FILE, help="Texts of call topics; they are added to the projects' texts.")
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help="For learning.")
@click.option("--version", help="The name of these weights; today's day if it is not given.")
@with_appcontext
def train(history_file: Path, out_file: Path, topics_file: Path | None, seed: int, version: str | None) -> None:
    """Learn the weights of the matcher from past projects and write them with what they were learned from.

    The same history, seed, version and day give the same file. Ends with 2 and a line for each fault where a file is
    of no use; then nothing is written.
    """
    day = now().date()
    name = (version or "").strip() or day.isoformat()
    if len(name) > LONGEST_VERSION:
        _refuse(f"--version: a name of {len(name)} characters; {LONGEST_VERSION} are the most")
    history = _history(history_file, topics_file)
    with _learning() as progress:
        weights = taught(history, seed, name, day, progress)
    try:
        out_file.write_text(write_learned(weights), encoding="utf-8")
    except OSError as error:
        _refuse(f"{out_file}: {os.strerror(error.errno).lower() if error.errno else error}")
    click.echo(f"{out_file}: learned from {weights.note}")


def _setting(history_file: Path, queries_file: Path, topics_file: Path | None) -> Setting:
    faults: list[str] = []
    topics = _topics(topics_file, faults)
    past, asked = (_read(path, partial(records_of, topics=topics), faults) for path in (history_file, queries_file))
    if past is None or asked is None or faults:
        _refuse(*faults)
    try:
        return setting_of(past, asked)
    except WrongShape as wrong:
        _refuse(*wrong.faults)


def _history(history_file: Path, topics_file: Path | None) -> History:
    faults: list[str] = []
    past = _read(history_file, partial(records_of, topics=_topics(topics_file, faults)), faults)
    if past is None or faults:
        _refuse(*faults)
    try:
        return history_of(past.projects, past.organisations)
    except WrongShape as wrong:
        _refuse(*wrong.faults)


def _topics(path: Path | None, faults: list[str]) -> Mapping[str, str]:
    return (_read(path, topics_of, faults) if path else None) or {}


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


def _learned(history: History, seed: int) -> Matcher:
    with _learning() as progress:
        return Matcher.of(history, seed, progress)


def _baselines(history: History, without_embedding: bool) -> Mapping[str, Maker | str]:
    embed, missing = (None, "--without-embedding was given") if without_embedding else embedder()
    return baselines(history, embed, missing)


def _told(weights: LearnedWeights) -> dict[str, Any]:
    return {
        "note": weights.note,
        "projects_sha256": weights.projects_sha256,
        "team": dict(weights.team),
        "topic": dict(weights.topic),
    }


@contextmanager
def _learning() -> Iterator[Progress]:
    """A bar that learns its length with the first step."""
    with click.progressbar(length=1, label="learning", file=sys.stderr) as bar:

        def step(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield step


@contextmanager
def _watched(name: str, count: int) -> Iterator[Tick]:
    with click.progressbar(length=count, label=name, file=sys.stderr) as bar:
        yield lambda: bar.update(1)


def _refuse(*faults: str) -> NoReturn:
    for fault in faults:
        click.echo(fault, err=True)
    raise SystemExit(BAD_INPUT)
