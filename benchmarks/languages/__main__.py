"""How often the right text comes first across languages.

    python -m benchmarks.languages [--json] [--without-embedding]

Collections: the made-up pairs in two halves, each among 500 procurement labels as noise (one half was looked at while
the ranking was tuned, the other was not); labels of division 35, among themselves and among the noise, with nothing
learned from them; and the Ukrainian firms as published, whose two descriptions nothing was learned from either.
"""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import click
import numpy as np

from benchmarks.languages.labels import SOURCE, Label, labels
from benchmarks.languages.learning import learn
from matchmaker.domain.text.embedding import Embedding, Vectors, embedding
from matchmaker.domain.text.lexicon import LEARNED, Lexicon, learned, lexicon, written
from matchmaker.domain.text.ranked import RankedTexts

PAIRS = Path(__file__).parents[2] / "tests" / "text" / "pairs_made_up.jsonl"
FIRMS = SOURCE.parent / "ua_firms_detailed.csv"
HELD_OUT = "35"
NOISE, SEED = 500, 2026
SHOWN = ("n", "top-1", "top-5", "mrr")

Texts = Mapping[str, str]


class Collection(NamedTuple):
    """Texts that mean the same, by id, in both languages; noise stands in the language that is looked through."""

    name: str
    english: Texts
    ukrainian: Texts
    noise: Sequence[Label]
    asked: frozenset[str]
    words_of: Lexicon


class Remembering:
    """An embedding that reads no text twice."""

    def __init__(self, model: Embedding) -> None:
        self._model = model
        self._held: dict[tuple[str, str], Vectors] = {}

    def queries(self, texts: Sequence[str]) -> Vectors:
        """As the model."""
        return self._remembered("queries", texts)

    def passages(self, texts: Sequence[str]) -> Vectors:
        """As the model."""
        return self._remembered("passages", texts)

    def _remembered(self, side: str, texts: Sequence[str]) -> Vectors:
        unread = [text for text in dict.fromkeys(texts) if (side, text) not in self._held]
        if unread:
            vectors = getattr(self._model, side)(unread)
            self._held.update(((side, text), vector) for text, vector in zip(unread, vectors, strict=True))
        return np.stack([self._held[side, text] for text in texts])


def collections() -> Iterator[Collection]:
    """All that is measured, in order."""
    every = list(labels())
    noise = random.Random(SEED).sample(every, NOISE)
    pairs = [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").splitlines()]
    english, ukrainian = ({pair["id"]: pair[side] for pair in pairs} for side in ("en", "uk"))
    bare = Lexicon.of(learned())
    for half in ("tuned", "held_out"):
        asked = frozenset(pair["id"] for pair in pairs if pair["half"] == half)
        yield Collection(f"made-up pairs, {half}", english, ukrainian, noise, asked, lexicon())
    everything = frozenset(english)
    yield Collection("made-up pairs, without lexicon.csv", english, ukrainian, noise, everything, bare)
    yield from _division(every, noise)
    yield _firms()


def _division(every: Sequence[Label], noise: Sequence[Label]) -> Iterator[Collection]:
    """Labels of one division; nothing is learned from them, and what is written by hand stays."""
    inside = [label for label in every if label.code.startswith(HELD_OUT)]
    found = learn(label for label in every if not label.code.startswith(HELD_OUT))
    counted = [pair._replace(trust=pair.trust * LEARNED) for pair in found]
    english, ukrainian = ({label.code: label[side] for label in inside} for side in (1, 2))
    outside = [label for label in noise if label.code not in english]
    asked, both = frozenset(english), Lexicon.of((*written(), *counted))
    name = f"division {HELD_OUT} held out"
    yield Collection(name, english, ukrainian, (), asked, both)
    yield Collection(f"{name}, among noise", english, ukrainian, outside, asked, both)
    yield Collection(f"{name}, learned words alone", english, ukrainian, (), asked, Lexicon.of(counted))


def _firms() -> Collection:
    rows = csv.DictReader(StringIO(FIRMS.read_text(encoding="utf-8")))
    kept = [row for row in rows if row["description_en"] and row["description_uk"]]
    english, ukrainian = ({row["name_en"]: row[f"description_{side}"] for row in kept} for side in ("en", "uk"))
    return Collection("firms as published", english, ukrainian, (), frozenset(english), lexicon())


def measured(one: Collection, direction: str, model: Embedding | None) -> dict[str, float]:
    """Shares of queries whose own text stands first or among five, and the mean reciprocal rank."""
    to_english = direction == "uk-en"
    asked, held = (one.ukrainian, one.english) if to_english else (one.english, one.ukrainian)
    noise = {label.code: label.english if to_english else label.ukrainian for label in one.noise}
    queries = {id: asked[id] for id in sorted(one.asked)}
    orders = RankedTexts({**noise, **held}, model, one.words_of).orders(list(queries.values()))
    places = np.array([order.ids.index(id) + 1 for id, order in zip(queries, orders, strict=True)])
    top = [round(float(np.mean(places <= most)), 3) for most in (1, 5)]
    return {"n": len(places), "top-1": top[0], "top-5": top[1], "mrr": round(float(np.mean(1 / places)), 3)}


def rows(model: Embedding | None) -> Iterator[dict[str, object]]:
    """One row for each collection, direction and way of ranking."""
    ways = {"words": None} if model is None else {"words": None, "words and embedding": Remembering(model)}
    for one in collections():
        for direction in ("uk-en", "en-uk"):
            for way, used in ways.items():
                yield {"collection": one.name, "direction": direction, "way": way, **measured(one, direction, used)}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each row.")
@click.option("--without-embedding", is_flag=True, help="Words alone: a minute instead of several.")
def main(as_json: bool, without_embedding: bool) -> None:
    """Measure and print."""
    if not as_json:
        click.echo(
            "| collection | direction | by | n | top-1 | top-5 | mrr |\n| --- | --- | --- | --- | --- | --- | --- |"
        )
    for row in rows(None if without_embedding else embedding()):
        click.echo(json.dumps(row) if as_json else f"| {' | '.join(map(_cell, row.values()))} |")


def _cell(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)


if __name__ == "__main__":
    main()
