"""The made-up pairs and the noise that they stand among."""

from __future__ import annotations

import json
import random
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.languages.labels import Label, labels

PAIRS = Path(__file__).parent / "pairs_made_up.jsonl"


@cache
def pairs() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(line) for line in PAIRS.read_text(encoding="utf-8").splitlines())


@cache
def noise(count: int = 500, seed: int = 11) -> tuple[Label, ...]:
    return tuple(random.Random(seed).sample(list(labels()), count))


def side(language: str) -> dict[str, str]:
    return {pair["id"]: pair[language] for pair in pairs()}


def among_noise(language: str) -> dict[str, str]:
    """The texts of one language with labels of the same language between them."""
    labelled = {one.code: one.english if language == "en" else one.ukrainian for one in noise()}
    return {**labelled, **side(language)}
