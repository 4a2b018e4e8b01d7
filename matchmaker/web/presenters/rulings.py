"""The findings of a report side by side: differing ones first, then open ones; equal answers share a row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from flask_babel import gettext

from matchmaker.domain.eligibility import Report, strand_of
from matchmaker.domain.eligibility.repairs import Mending
from matchmaker.domain.findings import Bilingual, Finding, Sentence, Verdict
from matchmaker.web.presenters.rule_titles import articles, matter, rule_text
from matchmaker.web.wording import share

OPEN = (Verdict.UNKNOWN, Verdict.CONDITIONAL)
ORDER = (Verdict.NOT_MET, Verdict.UNKNOWN, Verdict.CONDITIONAL, Verdict.MET, Verdict.NOT_APPLICABLE)
NUMBERS = ("ceiling", "value")
MOST_REPAIRS = 4
NameOf = Callable[[str], str]
Mendings = Mapping[str, Sequence[Mending]]
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a rule answers as it does about one subject."""

    about: str
    because: Sentence
    question: Sentence | None


@dataclass(frozen=True, slots=True)
class RepairLine:
    """A change that would mend an answer, tried out; `strand_after` is the whole strand then, `strand` which one.

    Without `after` there is none, and `sentence` says why.
    """

    about: str
    sentence: Sentence
    after: Verdict | None
    strand: str
    strand_after: Verdict | None


@dataclass(frozen=True, slots=True)
class RuleAnswer:
    """One strand's answer; `evidence` would settle an unknown, the answer to `question` a condition.

    `reasons` holds one for each subject that has the same answer, `because` is the first of them. `value` is what
    a ceiling gives, in words; empty for another number, which the sentence names. `repairs` are what would mend
    an answer that stands in the way.
    """

    rule: str
    articles: str
    verdict: Verdict
    because: Sentence
    evidence: Bilingual | None
    question: Sentence | None
    law_unknown: bool
    reasons: tuple[Reason, ...] = ()
    value: str | None = None
    repairs: tuple[RepairLine, ...] = ()

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
    """All rows in groups: tests by what they answer, numbers, definitions, and what does not apply.

    `moves` are the other strands under which something that stands in the way would not.
    """

    strands: tuple[str, ...]
    differing: tuple[RuleRow, ...]
    failing: tuple[RuleRow, ...]
    open: tuple[RuleRow, ...]
    settled: tuple[RuleRow, ...]
    numbers: tuple[RuleRow, ...]
    definitions: tuple[RuleRow, ...]
    idle: tuple[RuleRow, ...]
    moves: tuple[RepairLine, ...]


def rule_table(report: Report, name_of: NameOf, mendings: Mendings | None = None) -> RuleTable:
    """Put the findings of all strands beside each other; `mendings` are those of each strand that has been mended."""
    rows = _merged(_rows(report, name_of, _repair_lines(mendings or {}, name_of)))
    speaking = [row for row in rows if any(answer.verdict is not Verdict.NOT_APPLICABLE for answer in row.given)]
    tests = [row for row in speaking if row.kind not in (*NUMBERS, "definition")]
    alike = [row for row in tests if not row.differs]
    return RuleTable(
        strands=report.strands,
        differing=tuple(row for row in tests if row.differs),
        failing=tuple(row for row in alike if _weight(row) == 0),
        open=tuple(row for row in alike if _is_open(row) and _weight(row)),
        settled=tuple(row for row in alike if not _is_open(row) and _weight(row)),
        numbers=tuple(_paired(row for row in speaking if row.kind in NUMBERS)),
        definitions=tuple(row for row in speaking if row.kind == "definition"),
        idle=tuple(row for row in rows if row not in speaking),
        moves=_moves(mendings or {}),
    )


def rule_answer(finding: Finding, about: str = "", repairs: Sequence[RepairLine] = ()) -> RuleAnswer:
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
        repairs=tuple(repairs),
    )


def value_words(finding: Finding, kind: str) -> str | None:
    """Write a ceiling up to the whole as `at most 35 %`; nothing for any other number, None where there is none."""
    if finding.value is None:
        return None
    try:
        number = Decimal(finding.value)
    except InvalidOperation:
        return ""
    return str(gettext("at most %(share)s", share=share(number))) if kind == "ceiling" and 0 <= number <= 1 else ""


def _rows(report: Report, name_of: NameOf, repairs: Mapping[Key, Sequence[RepairLine]]) -> Iterator[RuleRow]:
    found = {(finding.rule, finding.subject): finding for finding in report.findings}
    why = _why(report)
    told: set[Key] = set()
    for key, finding in found.items():
        if key in told:
            continue
        known = rule_text(finding.rule)
        twin = found.get((known.twin, finding.subject)) if known and known.twin else None
        pair = [finding, twin] if twin else [finding]
        keys = [(one.rule, one.subject) for one in pair]
        told |= set(keys)
        about = name_of(finding.subject)
        answers = [rule_answer(one, about, repairs.get((one.rule, one.subject), ())) for one in pair]
        yield _row(report.strands, about, answers, next((why[each] for each in keys if each in why), None))


def _row(strands: Sequence[str], about: str, answers: Sequence[RuleAnswer], why: Sentence | None) -> RuleRow:
    by_strand = {strand_of(answer.rule): answer for answer in answers}
    shared = strand_of(answers[0].rule) not in strands
    known = rule_text(answers[0].rule)
    return RuleRow(
        matter=matter(answers[0].rule),
        about=(about,),
        answers=tuple(answers) if shared else tuple(map(by_strand.get, strands)),
        shared=shared,
        differs=why is not None,
        kind=known.kind if known else "test",
        why=why,
    )


def _why(report: Report) -> dict[Key, Sentence]:
    """Why the strands differ, by each rule and subject on which they do."""
    return {
        (finding.rule, finding.subject): difference.why
        for difference in report.differences()
        for finding in (difference.programme, difference.ukraine)
        if finding
    }


def _repair_lines(mendings: Mendings, name_of: NameOf) -> dict[Key, list[RepairLine]]:
    found: dict[Key, list[RepairLine]] = defaultdict(list)
    for strand, mended in mendings.items():
        for mending in mended:
            finding = mending.finding
            found[finding.rule, finding.subject] += _lines_of(mending, strand, name_of(finding.subject))
    return found


def _moves(mendings: Mendings) -> tuple[RepairLine, ...]:
    """Applying under another strand, once for each."""
    found = {
        repair.strand: RepairLine("", repair.sentence, repair.strand_after, repair.strand, repair.strand_after)
        for strand, mended in mendings.items()
        for mending in mended
        for repair in mending.repairs
        if repair.strand != strand
    }
    return tuple(found.values())


def _lines_of(mending: Mending, strand: str, about: str) -> Iterator[RepairLine]:
    """At most a few changes of the facts; applying under the other strand is said once for all findings."""
    here = [repair for repair in mending.repairs if repair.strand == strand]
    for repair in here[:MOST_REPAIRS]:
        yield RepairLine(about, repair.sentence, repair.after, repair.strand, repair.strand_after)
    if mending.no_repair_reason is not None:
        yield RepairLine(about, mending.no_repair_reason, None, strand, None)


def _merged(rows: Iterable[RuleRow]) -> list[RuleRow]:
    """Rows with the same answers about several subjects become one."""
    found: dict[tuple[object, ...], RuleRow] = {}
    for row in rows:
        answers = tuple((answer.rule, answer.verdict, answer.value, answer.law_unknown) for answer in row.given)
        key = (answers, str(row.why))
        found[key] = _joined(found[key], row) if key in found else row
    return list(found.values())


def _paired(rows: Iterable[RuleRow]) -> list[RuleRow]:
    """Two strands may set the ceiling on one matter by rules that are no twins: they share a row all the same."""
    found: list[RuleRow] = []
    for row in rows:
        fellow = next((one for one in found if _fit_together(one, row)), None)
        if fellow is None:
            found.append(row)
            continue
        answers = tuple(one or other for one, other in zip(fellow.answers, row.answers, strict=True))
        found[found.index(fellow)] = replace(fellow, answers=answers, differs=True, why=None)
    return found


def _fit_together(one: RuleRow, other: RuleRow) -> bool:
    alike = (one.matter, one.about, len(one.answers)) == (other.matter, other.about, len(other.answers))
    return alike and not any(mine and theirs for mine, theirs in zip(one.answers, other.answers, strict=True))


def _joined(before: RuleRow, row: RuleRow) -> RuleRow:
    answers = tuple(
        replace(first, reasons=first.reasons + more.reasons, repairs=first.repairs + more.repairs)
        if first and more
        else first
        for first, more in zip(before.answers, row.answers, strict=True)
    )
    return replace(before, about=before.about + row.about, answers=answers)


def _is_open(row: RuleRow) -> bool:
    return any(answer.verdict in OPEN for answer in row.given)


def _weight(row: RuleRow) -> int:
    return min(ORDER.index(answer.verdict) for answer in row.given)
