"""The word lists beside this file, each read once."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from matchmaker.domain.strict_yaml import read_own

HERE = Path(__file__).parent / "words"


def read_list(name: str) -> Mapping[str, Any]:
    """Read one word list by its file name without the ending."""
    return dict(read_own((HERE / f"{name}.yaml").read_bytes()))


def read_table(name: str) -> Iterator[Mapping[str, str]]:
    """Read the rows of one table by its file name without the ending; lines that begin with # are remarks."""
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(line for line in lines if not line.startswith("#"))


@cache
def stop_words() -> frozenset[str]:
    """Folded English and Ukrainian words that say nothing about what a firm can do."""
    return frozenset(word for words in read_list("stop").values() for word in words.split())


@cache
def corrected_lemmas() -> Mapping[str, str]:
    """Lemmas of trade words where the general list is wrong or silent."""
    return dict(read_list("lemmas")["lemmas"])


@cache
def ukrainian_endings() -> tuple[str, ...]:
    """Case endings, longest first, for words that no list knows."""
    endings = read_list("lemmas")["endings"].split()
    return tuple(sorted(endings, key=lambda ending: (-len(ending), ending)))


@cache
def family_endings() -> Mapping[str, str]:
    """Endings that make one word out of another, by language, parted by spaces."""
    return {language: read_list("stems")[language] for language in ("en", "uk")}


@cache
def word_beginnings() -> Mapping[str, tuple[str, ...]]:
    """First halves of Ukrainian compounds, the longest first, with what they are in English."""
    found = read_list("stems")["beginnings"]
    return {first: tuple(found[first].split()) for first in sorted(found, key=lambda one: (-len(one), one))}
