"""One rule: its sentence, its place in the law, its state, and its golden cases as examples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from matchmaker.domain.eligibility import (
    ACTION,
    GoldenCase,
    RuleText,
    cases_for,
    could_flip,
    coverage,
    parameters,
    parameters_used,
    rule_texts,
    strand_of,
)
from matchmaker.domain.eligibility.unverified import Unverified
from matchmaker.domain.findings import Verdict
from matchmaker.persistence.models import LegalChange
from matchmaker.web.presenters.law.facts import FactLine, fact_lines
from matchmaker.web.presenters.law.rows import RuleLine, rule_line
from matchmaker.web.presenters.law.values import ValueLine, value_lines
from matchmaker.web.presenters.law.words import SUBJECTS, slug_of, strand_words, word
from matchmaker.web.wording import verdict_word

FIRST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Example:
    """A golden case; `subjects` are those that get the verdict of the group, empty for the action as a whole."""

    name: str
    why: str
    day: date
    facts: tuple[FactLine, ...]
    text: str
    subjects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExampleGroup:
    """The cases with one answer; `verdict` is None where the answer is a value."""

    verdict: Verdict | None
    value: str
    first: tuple[Example, ...]
    more: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Parted:
    """A case on which the rule and its twin answer differently."""

    name: str
    why: str
    here: str
    there: str


@dataclass(frozen=True, slots=True)
class RulePage:
    """A rule of the register; `exceptions` report under it, `before` and `after` are its neighbours."""

    line: RuleLine
    text: RuleText | None
    slug: str
    strand: str
    subject: str
    lifts: tuple[RuleText, ...]
    twin: RuleText | None
    exceptions: tuple[RuleText, ...]
    values: tuple[ValueLine, ...]
    open_points: tuple[Unverified, ...]
    examples: tuple[ExampleGroup, ...]
    cases: int
    parted: tuple[Parted, ...]
    before: str
    after: str


def rule_page(rule_id: str, today: date, rows: Sequence[LegalChange]) -> RulePage | None:
    """Build the page of a rule with what holds today; None where the register does not know the id."""
    known = coverage().get(rule_id)
    if known is None:
        return None
    texts = rule_texts()
    text = texts.get(rule_id)
    before, after = _neighbours(rule_id)
    return RulePage(
        line=rule_line(known),
        text=text,
        slug=slug_of(strand_of(rule_id)),
        strand=strand_words(strand_of(rule_id))[0],
        subject=word(SUBJECTS, text.subject) if text else "",
        lifts=tuple(texts[lifted] for lifted in text.lifts) if text else (),
        twin=texts.get(text.twin or "") if text else None,
        exceptions=tuple(other for other in texts.values() if rule_id in other.lifts),
        values=value_lines((parameters()[name] for name in _parameters_of(rule_id, text)), today, rows),
        open_points=could_flip(rule_id),
        examples=tuple(_examples(rule_id)),
        cases=len(cases_for(rule_id)),
        parted=tuple(_parted(rule_id, text.twin)) if text and text.twin else (),
        before=before,
        after=after,
    )


def _neighbours(rule_id: str) -> tuple[str, str]:
    """The ids before and after it in the register; empty at an end."""
    ids = ["", *coverage(), ""]
    position = ids.index(rule_id)
    return ids[position - 1], ids[position + 1]


def _parameters_of(rule_id: str, text: RuleText | None) -> list[str]:
    """What judging its cases asks for, and what is cited from a place that the rule cites."""
    places = {(citation.act, citation.pinpoint) for citation in text.citations} if text else set()
    used = parameters_used(rule_id)
    return [
        name
        for name, parameter in parameters().items()
        if name in used
        or any(
            (citation.act, citation.pinpoint) in places for dated in parameter.values for citation in dated.citations
        )
    ]


def _examples(rule_id: str) -> Iterator[ExampleGroup]:
    """The cases by what they expect: verdicts in their order, then values; one case may stand in several groups."""
    found: dict[str, list[Example]] = defaultdict(list)
    for case in cases_for(rule_id):
        by_answer: dict[str, list[str]] = defaultdict(list)
        for subject, answer in case.verdicts(rule_id).items():
            by_answer[answer].append(subject)
        for answer, subjects in by_answer.items():
            found[answer].append(_example(case, subjects))
    for answer in sorted(found, key=_order):
        verdict = Verdict(answer) if answer in set(Verdict) else None
        yield ExampleGroup(
            verdict, "" if verdict else answer, tuple(found[answer][:FIRST_SHOWN]), tuple(found[answer][FIRST_SHOWN:])
        )


def _order(answer: str) -> tuple[int, str]:
    known = [verdict.value for verdict in Verdict]
    return (known.index(answer) if answer in known else len(known)), answer


def _example(case: GoldenCase, subjects: Iterable[str]) -> Example:
    return Example(
        name=case.name,
        why=case.why,
        day=date.fromisoformat(case.day),
        facts=fact_lines(case.facts),
        text=case.text,
        subjects=tuple(subject for subject in subjects if subject != ACTION),
    )


def _parted(rule_id: str, twin: str) -> Iterator[Parted]:
    for case in cases_for(rule_id):
        here, there = case.verdicts(rule_id), case.verdicts(twin)
        for subject in here.keys() & there.keys():
            if here[subject] != there[subject]:
                yield Parted(case.name, case.why, _answer_words(here[subject]), _answer_words(there[subject]))
                break


def _answer_words(answer: str) -> str:
    return verdict_word(Verdict(answer)) if answer in set(Verdict) else answer
