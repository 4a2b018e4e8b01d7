"""How every answer explains itself: sentences, findings, contributions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Verdict(StrEnum):
    """The five answers a rule can give; `combine` says which one wins."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"
    CONDITIONAL = "conditional"
    NOT_APPLICABLE = "not_applicable"


PRECEDENCE = (Verdict.NOT_MET, Verdict.UNKNOWN, Verdict.CONDITIONAL, Verdict.MET)


def combine(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the strongest verdict; `not_applicable` does not count, and alone stays `not_applicable`."""
    given = set(verdicts)
    return next((verdict for verdict in PRECEDENCE if verdict in given), Verdict.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Country:
    """An ISO 3166 alpha-2 code inside a sentence, so that the page can print its name in the reader's language."""

    code: str

    def __str__(self) -> str:
        return self.code


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A text that exists in both languages, for example a topic part; either may be empty."""

    en: str
    uk: str

    def __str__(self) -> str:
        return self.en or self.uk


# Decimals of points and scores.
EXACT = 8

Value = str | int | float | Decimal | date | Country | Bilingual | tuple["Value", ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence kept as English template and values, so that the web layer can translate it.

    `template` uses %(name)s placeholders and is the gettext message id; make it with `say` so that
    the extractor finds it. `str()` gives the English wording.
    """

    template: str
    values: Mapping[str, Value] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.template % {name: _plain(value) for name, value in self.values.items()}


def say(template: str, **values: Value) -> Sentence:
    """Make a translatable sentence."""
    return Sentence(template, values)


def _plain(value: Value) -> str:
    if isinstance(value, tuple):
        return ", ".join(_plain(part) for part in value)
    return str(value)


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule's answer on one subject.

    `missing` names facts (dotted field paths such as `ee.management`) that would decide an unknown;
    `question` asks for them in words. `restricted_fields` are the register fields that decided and may
    not be readable by everybody. `law_unknown` is true where the law itself, not a fact, is open. `value`
    is what a ceiling or value rule gives, such as 0.35 of the cost.
    """

    rule: str
    subject: str
    verdict: Verdict
    because: Sentence
    missing: tuple[str, ...] = ()
    question: Sentence | None = None
    restricted_fields: tuple[str, ...] = ()
    law_unknown: bool = False
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Contribution:
    """One summand of a score: `value` is in 0..1, `points` is exactly value * weight as shown.

    Both have at most four decimals, so that points are a whole number of hundred-millionths.
    """

    feature: str
    subject: str
    value: float
    weight: float
    because: Sentence

    @property
    def points(self) -> float:
        return round(self.value * self.weight, EXACT)


@dataclass(frozen=True, slots=True)
class Score:
    """A score that is nothing but the sum of its contributions."""

    contributions: tuple[Contribution, ...]

    @property
    def total(self) -> float:
        return round(sum(contribution.points for contribution in self.contributions), EXACT)
