"""The golden cases as examples of the rules: what the law pages show and what anybody may try."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from matchmaker.domain.eligibility.case import Case
from matchmaker.domain.eligibility.casefile import Expectation, cases_of
from matchmaker.domain.eligibility.lawtext import LAW, law_file
from matchmaker.domain.eligibility.matter import Matter
from matchmaker.domain.eligibility.parameters import ParameterValue
from matchmaker.domain.eligibility.rulebook import ACTION, book, rule_texts

ORIGINS = "hostile_origins"
_NEXT_CASE = re.compile(r"^(?=- )", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class GoldenCase:
    """A case that the tests hold the rule book to; `text` is its YAML as its author wrote it."""

    name: str
    why: str
    day: str
    facts: Mapping[str, Any]
    expect: Mapping[str, Expectation]
    text: str

    def verdicts(self, rule_id: str) -> dict[str, str]:
        """The expected verdict or value by subject; the action or all subjects alike under `action`."""
        wanted = self.expect.get(rule_id, {})
        return {ACTION: wanted} if isinstance(wanted, str) else dict(wanted)


@cache
def golden_cases() -> dict[str, GoldenCase]:
    """Every golden case by its name, in the order of the files."""
    return {case.name: case for path in sorted((LAW / "cases").glob("*.yaml")) for case in _cases_in(path)}


@cache
def cases_for(rule_id: str) -> tuple[GoldenCase, ...]:
    """The golden cases that say what the rule answers."""
    return tuple(case for case in golden_cases().values() if rule_id in case.expect)


@cache
def parameters_used(rule_id: str) -> tuple[str, ...]:
    """The numbers and lists that judging the rule's golden cases asks for, by name; empty where it has no cases."""
    text = rule_texts().get(rule_id)
    if text is None:
        return ()
    judged = rule_texts().get(next(iter(text.lifts), ""), text)
    used: dict[str, None] = {}
    for golden in cases_for(judged.id):
        matter = _WatchedMatter(_case(golden))
        findings = list(book.findings(matter, [judged]))
        used |= matter.asked
        if findings != list(book.findings(_without_origins(matter), [judged])):
            used[ORIGINS] = None
    return tuple(used)


@dataclass(frozen=True)
class _WatchedMatter(Matter):
    """A matter that remembers which parameters were asked for."""

    asked: dict[str, None] = field(default_factory=dict)

    def value(self, name: str) -> ParameterValue:
        """The value as ever, noted."""
        self.asked[name] = None
        return super().value(name)


def _without_origins(matter: Matter) -> Matter:
    """The same case with no list of hostile origins: that list reaches the rules by the settings of the case."""
    return Matter(replace(matter.case, settings=replace(matter.settings, hostile_origins=None)))


def _case(golden: GoldenCase) -> Case:
    return cases_of([dict(golden.facts)], golden.name).cases[0].case


def _cases_in(path: Path) -> Iterator[GoldenCase]:
    """The entries of a file, each with its own lines; a comment before a case goes with the case before it."""
    _, *texts = _NEXT_CASE.split("\n" + path.read_text(encoding="utf-8"))
    for entry, text in zip(law_file(f"cases/{path.name}"), texts, strict=True):
        yield GoldenCase(
            name=entry["name"],
            why=entry.get("why", ""),
            day=entry["as_of"],
            facts=entry,
            expect=entry.get("expect", {}),
            text=text.strip() + "\n",
        )
