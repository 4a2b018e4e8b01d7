"""What a rule answers about one subject, before the rule book puts its id on it."""

from __future__ import annotations

from dataclasses import dataclass

from matchmaker.domain.findings import Sentence, Verdict


@dataclass(frozen=True, slots=True)
class Answer:
    """A verdict with its reason; the fields mean what they mean in `Finding`."""

    verdict: Verdict
    because: Sentence
    missing: tuple[str, ...] = ()
    question: Sentence | None = None
    restricted_fields: tuple[str, ...] = ()
    law_unknown: bool = False
    value: str | None = None


def met(because: Sentence, *fields: str) -> Answer:
    """The condition holds; `fields` are the restricted register fields that decided."""
    return Answer(Verdict.MET, because, restricted_fields=fields)


def not_met(because: Sentence, *fields: str) -> Answer:
    """The condition fails."""
    return Answer(Verdict.NOT_MET, because, restricted_fields=fields)


def worth(value: str, because: Sentence, *fields: str) -> Answer:
    """The value that a ceiling or value rule gives, as plain text such as 0.35."""
    return Answer(Verdict.MET, because, restricted_fields=fields, value=value)


def not_applicable(because: Sentence) -> Answer:
    """The rule does not speak about this subject."""
    return Answer(Verdict.NOT_APPLICABLE, because)


def conditional(because: Sentence, question: Sentence, *fields: str, missing: tuple[str, ...] = ()) -> Answer:
    """A named authority may still lift the bar."""
    return Answer(Verdict.CONDITIONAL, because, missing, question, fields)


def unknown(because: Sentence, question: Sentence, *fields: str, missing: tuple[str, ...]) -> Answer:
    """A fact is missing and some value of it would change the verdict."""
    return Answer(Verdict.UNKNOWN, because, missing, question, fields)


def open_law(because: Sentence, question: Sentence, *fields: str) -> Answer:
    """The facts are there; the law itself, or its list, is open."""
    return Answer(Verdict.UNKNOWN, because, (), question, fields, law_unknown=True)
