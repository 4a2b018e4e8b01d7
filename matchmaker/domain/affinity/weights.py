"""The learned weights as a file: what was learned, from which projects, on which day, and how well it did."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from matchmaker.domain.affinity.features import TEAM_FEATURES, TOPIC_FEATURES
from matchmaker.domain.strict_yaml import read_text

PLACES = 4
_KEYS = ("version", "day", "note", "seed", "projects_sha256", "metrics", "team", "topic")
_UNIT = Decimal(1).scaleb(-PLACES)


class BadWeights(ValueError):
    """The file is not one of weights; the message says which part."""


@dataclass(frozen=True, slots=True)
class LearnedWeights:
    """Weights at least 0 with four decimals that add up to 1: `team` with members given, `topic` by text alone.

    `projects_sha256` is the hash of the projects learned from; `metrics` are those of the last year in it, asked with
    weights learned on the years before. `note` says how the weights came about.
    """

    version: str
    day: date
    note: str
    seed: int
    projects_sha256: str
    metrics: Mapping[str, float]
    team: Mapping[str, float]
    topic: Mapping[str, float]


@cache
def current_learned() -> LearnedWeights:
    """The weights that this version of the product uses."""
    return read_learned((Path(__file__).parent / "weights.yaml").read_text(encoding="utf-8"))


def read_learned(text: str) -> LearnedWeights:
    """Read a file of weights; raises `BadWeights`, nothing is repaired."""
    try:
        return _read(read_text(text))
    except (ValueError, InvalidOperation, TypeError, AttributeError) as error:
        raise BadWeights(str(error) or "a part is not of the right kind") from error


def write_learned(weights: LearnedWeights) -> str:
    """The file of some weights; the same weights always make the same text."""
    content = {
        "version": weights.version,
        "day": weights.day.isoformat(),
        "note": weights.note,
        "seed": str(weights.seed),
        "projects_sha256": weights.projects_sha256,
        "metrics": {name: _written(value) for name, value in weights.metrics.items()},
        "team": {name: f"{weights.team[name]:.{PLACES}f}" for name in TEAM_FEATURES},
        "topic": {name: f"{weights.topic[name]:.{PLACES}f}" for name in TOPIC_FEATURES},
    }
    head = "# Learned by `flask match train`; not to be edited by hand.\n"
    return head + yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=110)


def _written(value: float) -> str:
    return str(int(value)) if value.is_integer() else f"{value:.{PLACES}f}"


def _read(content: Any) -> LearnedWeights:
    if not isinstance(content, dict) or set(content) != set(_KEYS):
        raise BadWeights(f"expected the parts {', '.join(_KEYS)}")
    if not re.fullmatch(r"[0-9a-f]{64}", content["projects_sha256"]):
        raise BadWeights("projects_sha256 is not a SHA-256 hash")
    return LearnedWeights(
        version=_named(content, "version"),
        day=date.fromisoformat(content["day"]),
        note=_named(content, "note"),
        seed=int(content["seed"]),
        projects_sha256=content["projects_sha256"],
        metrics={name: float(_number(name, value)) for name, value in content["metrics"].items()},
        team=_weights("team", content["team"], TEAM_FEATURES),
        topic=_weights("topic", content["topic"], TOPIC_FEATURES),
    )


def _named(content: Mapping[str, Any], key: str) -> str:
    if not isinstance(content[key], str) or not content[key].strip():
        raise BadWeights(f"{key} is empty")
    return str(content[key])


def _weights(part: str, entries: Mapping[str, str], names: tuple[str, ...]) -> Mapping[str, float]:
    if set(entries) != set(names):
        raise BadWeights(f"{part}: expected the features {', '.join(names)}")
    numbers = {name: _number(f"{part}: {name}", entries[name]) for name in names}
    if sum(numbers.values()) != 1:
        raise BadWeights(f"{part}: the weights do not add up to 1")
    return {name: float(number) for name, number in numbers.items()}


def _number(name: str, value: str) -> Decimal:
    number = Decimal(value)
    if not number.is_finite() or number < 0 or number != number.quantize(_UNIT):
        raise BadWeights(f"{name} is not a number at or above 0 with at most {PLACES} decimals")
    return number


def rounded(weights: Mapping[str, float]) -> Mapping[str, float]:
    """Weights that add up to exactly 1 in steps of a ten-thousandth; what rounding leaves goes to the largest rests.

    >>> rounded({"a": 1.0, "b": 1.0, "c": 1.0})
    {'a': 0.3334, 'b': 0.3333, 'c': 0.3333}
    """
    whole, total = 10**PLACES, sum(weights.values())
    exact = {name: weight / total * whole for name, weight in weights.items()}
    steps = {name: int(value) for name, value in exact.items()}
    by_rest = sorted(exact, key=lambda name: (-round(exact[name] - steps[name], 9), list(exact).index(name)))
    for name in by_rest[: whole - sum(steps.values())]:
        steps[name] += 1
    return {name: step / whole for name, step in steps.items()}
