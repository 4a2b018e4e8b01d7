"""The findings of a report side by side: differing ones first, then open ones; equal answers share a row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from flask_babel import gettext

from matchmaker.domain.eligibility import Report, strand_of
from matchmaker.domain.findings import Bilingual, Finding, Sentence, Verdict
from matchmaker.web.presenters.rule_titles import articles, matter, rule_text
from matchmaker.web.wording import share

OPEN = (Verdict.UNKNOWN, Verdict.CONDITIONAL)
ORDER = (Verdict.NOT_MET, Verdict.UNKNOWN, Verdict.CONDITIONAL, Verdict.MET, Verdict.NOT_APPLICABLE)
NUMBERS = ("ceiling", "value")
NameOf = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a rule answers as it does about one subject."""

    about: str
    because: Sentence
    question: Sentence | None


@dataclass(frozen=True, slots=True)
class RuleAnswer:
    """One strand's answer; `evidence` would settle an unknown, the answer to `question` a condition.

    `reasons` holds one for each subject that has the same answer, `because` is the first of them. `value` is what
    a ceiling or a value rule gives, in words.
    """

    rule: str
    articles: str
    verdict: Verdict
    because: Sentence
    evidence: Bilingual | None
    question: Sentence | None
    law_unknown: bool
    reasons: tuple[Reason, ...] = ()
    value: str = ""

    @property
    def alike(self) -> bool:
        """True where one sentence holds for all subjects."""
        return len({str(reason.because) for reason in self.reasons}) <= 1


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A matter and its subjects with one answer for each strand, None where a strand has no such rule.

    `shared` says that one rule speaks for all strands; `kind` is that of the rule, `why`
    says why the strands differ.
    """

    matter: str
    about: tuple[str, ...]
    answers: tuple[RuleAnswer | None, ...]
    shared: bool
    differs: bool
    kind: str
    why: Sentence | None = None

    @property
    def given(self) -> tuple[RuleAnswer, ...]:
        """The answers that there are."""
        return tuple(answer for answer in self.answers if answer)


@dataclass(frozen=True, slots=True)
class RuleTable:
    """All rows in groups: tests by what they answer, numbers, definitions, and what does not apply."""

    strands: tuple[str, ...]
    differing: tuple[RuleRow, ...]
    failing: tuple[RuleRow, ...]
    open: tuple[RuleRow, ...]
    settled: tuple[RuleRow, ...]
    numbers: tuple[RuleRow, ...]
    definitions: tuple[RuleRow, ...]
    idle: tuple[RuleRow, ...]


def rule_table(report: Report, name_of: NameOf) -> RuleTable:
    """Put the findings of all strands beside each other."""
    rows = _merged(_rows(report, name_of))
    speaking = [row for row in rows if any(answer.verdict is not Verdict.NOT_APPLICABLE for answer in row.given)]
    tests = [row for row in speaking if row.kind not in (*NUMBERS, "definition")]
    alike = [row for row in tests if not row.differs]
    return RuleTable(
        strands=report.strands,
        differing=tuple(row for row in tests if row.differs),
        failing=tuple(row for row in alike if _weight(row) == 0),
        open=tuple(row for row in alike if _is_open(row) and _weight(row)),
        settled=tuple(row for row in alike if not _is_open(row) and _weight(row)),
        numbers=tuple(row for row in speaking if row.kind in NUMBERS),
        definitions=tuple(row for row in speaking if row.kind == "definition"),
        idle=tuple(row for row in rows if row not in speaking),
    )


def rule_answer(finding: Finding, about: str = "") -> RuleAnswer:
    """Write one finding with the place of its rule in the law."""
    known = rule_text(finding.rule)
    question = finding.question if finding.verdict is Verdict.CONDITIONAL else None
    return RuleAnswer(
        rule=finding.rule,
        articles=articles(finding.rule),
        verdict=finding.verdict,
        because=finding.because,
        evidence=known.asks_for if known and finding.verdict is Verdict.UNKNOWN else None,
        question=question,
        law_unknown=finding.law_unknown,
        reasons=(Reason(about, finding.because, question),),
        value=value_words(finding, known.kind if known else ""),
    )


def value_words(finding: Finding, kind: str) -> str:
    """Write what a rule gives: a ceiling up to the whole as `at most 35 %`, anything else as it stands."""
    if finding.value is None:
        return ""
    try:
        number = Decimal(finding.value)
    except InvalidOperation:
        return finding.value
    if kind == "ceiling" and 0 <= number <= 1:
        return str(gettext("at most %(share)s", share=share(number)))
    return f"{number:,f}".replace(",", "\N{NO-BREAK SPACE}")


def _rows(report: Report, name_of: NameOf) -> Iterator[RuleRow]:
    found = {(finding.rule, finding.subject): finding for finding in report.findings}
    told: set[tuple[str, str]] = set()
    for key, finding in found.items():
        if key in told:
            continue
        known = rule_text(finding.rule)
        twin = found.get((known.twin, finding.subject)) if known and known.twin else None
        told |= {key} | ({(twin.rule, twin.subject)} if twin else set())
        yield _row(report.strands, name_of(finding.subject), finding, twin)


def _row(strands: Sequence[str], about: str, finding: Finding, twin: Finding | None) -> RuleRow:
    answers = {strand_of(one.rule): rule_answer(one, about) for one in (finding, twin) if one}
    shared = strand_of(finding.rule) not in strands
    known = rule_text(finding.rule)
    return RuleRow(
        matter=matter(finding.rule),
        about=(about,),
        answers=(rule_answer(finding, about),) if shared else tuple(map(answers.get, strands)),
        shared=shared,
        differs=len(strands) > 1 and not shared and _differ(finding, twin),
        kind=known.kind if known else "test",
    )


def _differ(finding: Finding, twin: Finding | None) -> bool:
    """As in `Report.differences`: unequal twins, or one strand alone asks for something that is not settled."""
    if twin is not None:
        return twin.verdict is not finding.verdict
    return finding.verdict in (*OPEN, Verdict.NOT_MET)


def _merged(rows: Iterable[RuleRow]) -> list[RuleRow]:
    """Rows with the same answers about several subjects become one."""
    found: dict[tuple[object, ...], RuleRow] = {}
    for row in rows:
        key = tuple((answer.rule, answer.verdict, answer.value, answer.law_unknown) for answer in row.given)
        found[key] = _joined(found[key], row) if key in found else row
    return list(found.values())


def _joined(before: RuleRow, row: RuleRow) -> RuleRow:
    answers = tuple(
        replace(first, reasons=first.reasons + more.reasons) if first and more else first
        for first, more in zip(before.answers, row.answers, strict=True)
    )
    return replace(before, about=before.about + row.about, answers=answers)


def _is_open(row: RuleRow) -> bool:
    return any(answer.verdict in OPEN for answer in row.given)


def _weight(row: RuleRow) -> int:
    return min(ORDER.index(answer.verdict) for answer in row.given)
