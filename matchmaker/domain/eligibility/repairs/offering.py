"""Which attempts are offered: only those that, judged again, mend the finding and break nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from matchmaker.domain.eligibility.case import Case
from matchmaker.domain.eligibility.judging import judge
from matchmaker.domain.eligibility.matter import Matter
from matchmaker.domain.eligibility.repairs.actions import (
    as_contractors,
    earlier_end,
    fewer_paid,
    larger_action,
    more_members,
    other_point,
)
from matchmaker.domain.eligibility.repairs.attempts import Attempt, Plight, Way
from matchmaker.domain.eligibility.repairs.contracts import smaller_share
from matchmaker.domain.eligibility.repairs.members import (
    cooperate,
    guarantee,
    justify_assets,
    leave_out,
    move_management,
    move_sites,
)
from matchmaker.domain.eligibility.repairs.products import commit, free_design, swap_components
from matchmaker.domain.eligibility.repairs.strands import other_strand
from matchmaker.domain.eligibility.report import Report
from matchmaker.domain.eligibility.rulebook import book, rule_texts
from matchmaker.domain.findings import Finding, Sentence, Value, Verdict, say

MENDED = (Verdict.NOT_MET, Verdict.CONDITIONAL)
SETTLED = (Verdict.MET, Verdict.NOT_APPLICABLE)
RETROACTIVE = frozenset({"7(4)", "25(4)"})
BEST_FIRST = (*SETTLED, Verdict.CONDITIONAL, Verdict.UNKNOWN, Verdict.NOT_MET)
WAYS: tuple[Way, ...] = (
    guarantee,
    justify_assets,
    swap_components,
    commit,
    free_design,
    smaller_share,
    larger_action,
    earlier_end,
    other_point,
    more_members,
    as_contractors,
    fewer_paid,
    cooperate,
    move_sites,
    move_management,
    other_strand,
)
LAST_RESORTS: tuple[Way, ...] = (leave_out,)

Key = tuple[str, str]


class Shift(NamedTuple):
    """Another rule whose verdict changes with a repair; `before` is None for a subject that only the repair brings."""

    rule: str
    subject: str
    before: Verdict | None
    after: Verdict


@dataclass(frozen=True, slots=True)
class Repair:
    """A change that mends the finding of `rule` on `subject`; `case` is the changed case, ready to be judged.

    `changes` are the paths of the facts that differ, `added` the ids of invented firms among them. `strand` is the
    one that is then applied for, another than before only where the repair is to change it.
    """

    rule: str
    subject: str
    kind: str
    sentence: Sentence
    case: Case
    before: Verdict
    after: Verdict
    strand_before: Verdict
    strand_after: Verdict
    strand: str
    changes: tuple[str, ...]
    added: tuple[str, ...] = ()
    also: tuple[Shift, ...] = ()
    precedence: int = 0

    @property
    def rank(self) -> tuple[int, int, int, int]:
        """Fewer changes come first, then the better verdict; a change of strand is one change.

        Before all that the precedence of the way counts: what makes another action or design of it comes last.
        """
        verdicts = BEST_FIRST.index(self.after), BEST_FIRST.index(self.strand_after)
        return self.precedence, max(1, len(self.changes)), *verdicts


@dataclass(frozen=True, slots=True)
class Mending:
    """A finding with what would mend it; without `repairs` there is a `no_repair_reason`."""

    finding: Finding
    repairs: tuple[Repair, ...]
    no_repair_reason: Sentence | None


@dataclass(frozen=True, slots=True)
class _Judged:
    """Changed cases that were judged already: one change is tried for each finding on its subject."""

    known: dict[tuple[str, tuple[str, ...]], list[tuple[Case, Report]]]

    def report(self, attempt: Attempt) -> Report:
        """The report on the changed case; equal cases are judged once."""
        alike = self.known.setdefault((attempt.kind, attempt.changes), [])
        found = next((report for case, report in alike if case == attempt.case), None)
        if found is None:
            found = judge(attempt.case)
            alike.append((attempt.case, found))
        return found


def repairs(case: Case, report: Report, strand: str) -> tuple[Repair, ...]:
    """All repairs of the findings of a strand that are not met or conditional, in the order of the law."""
    return tuple(repair for mending in mendings(case, report, strand) for repair in mending.repairs)


def mendings(case: Case, report: Report, strand: str) -> tuple[Mending, ...]:
    """Each finding of a strand that is not met or conditional, with its repairs or the reason why there is none."""
    judged = _Judged({})
    return tuple(
        _mending(Plight(case, report, strand, finding), judged)
        for finding in report.of(strand)
        if finding.verdict in MENDED and rule_texts()[finding.rule].kind == "test"
    )


def _mending(plight: Plight, judged: _Judged) -> Mending:
    found, broken = _offered(plight, WAYS, judged)
    if not found:
        found, broken_too = _offered(plight, LAST_RESORTS, judged)
        broken |= broken_too
    ordered = tuple(sorted(found, key=lambda repair: repair.rank))
    return Mending(plight.finding, ordered, None if ordered else _no_repair_reason(plight, tuple(broken)))


def _offered(plight: Plight, ways: tuple[Way, ...], judged: _Judged) -> tuple[list[Repair], dict[str, None]]:
    """Of each way what holds, and the rules that its other attempts would break."""
    found, broken = list[Repair](), dict[str, None]()
    for way in ways:
        held, breaks = _held(plight, way, judged)
        found += held
        broken |= breaks
    return found, broken


def _held(plight: Plight, way: Way, judged: _Judged) -> tuple[list[Repair], dict[str, None]]:
    """The least attempt that holds; where the firms that join leave the finding open, also one more that settles it."""
    held, broken = list[Repair](), dict[str, None]()
    for attempt in way(plight):
        if held and len(attempt.added) != len(held[0].added) + 1:
            continue
        repair, breaks = _tried(plight, attempt, judged)
        broken |= dict.fromkeys(breaks)
        if repair is None or (held and repair.after not in SETTLED):
            continue
        held.append(repair)
        if len(held) > 1 or not repair.added or repair.after is not Verdict.UNKNOWN:
            break
    return held, broken


def _tried(plight: Plight, attempt: Attempt, judged: _Judged) -> tuple[Repair | None, tuple[str, ...]]:
    if attempt.strand is not None:
        return _under_the_other(plight, attempt, attempt.strand), ()
    if not _is_mended(plight.finding.verdict, _rule_alone(plight, attempt)):
        return None, ()
    report = judged.report(attempt)
    broken = _broken(plight, attempt.case, report)
    if broken:
        return None, broken
    before, after = _verdicts(plight.report, plight.strand), _verdicts(report, plight.strand)
    reached = after.get(_key(plight.finding), Verdict.NOT_APPLICABLE)
    also = tuple(shift for shift in _shifts(before, after) if (shift.rule, shift.subject) != _key(plight.finding))
    return _repair(plight, attempt, report, plight.strand, reached, also), ()


def _broken(plight: Plight, changed: Case, report: Report) -> tuple[str, ...]:
    """The rules that fail only now, and those that failed and now blame somebody whom they did not name before."""
    before, after = _failing(plight.report, plight.strand), _failing(report, plight.strand)
    return tuple(
        key[0]
        for key, finding in after.items()
        if key not in before or _blamed(finding, changed) - _blamed(before[key], plight.case)
    )


def _failing(report: Report, strand: str) -> dict[Key, Finding]:
    return {
        _key(one): one
        for one in report.of(strand)
        if one.verdict is Verdict.NOT_MET and rule_texts()[one.rule].kind == "test"
    }


def _blamed(finding: Finding, case: Case) -> set[str]:
    """The entities that the reason names, the subject itself aside."""
    told = [value for given in finding.because.values.values() for value in _parts(given)]
    return {entity.id for entity in case.entities if entity.label in told and entity.id != finding.subject}


def _parts(value: Value) -> tuple[Value, ...]:
    return value if isinstance(value, tuple) else (value,)


def _under_the_other(plight: Plight, attempt: Attempt, strand: str) -> Repair | None:
    whole = plight.report.verdict(strand)
    if whole in (Verdict.NOT_MET, Verdict.NOT_APPLICABLE):
        return None
    twin = _verdicts(plight.report, strand).get((plight.text.twin or "", plight.finding.subject), whole)
    if not _is_mended(plight.finding.verdict, twin):
        return None
    return _repair(plight, attempt, plight.report, strand, twin, ())


def _repair(
    plight: Plight, attempt: Attempt, report: Report, strand: str, reached: Verdict, also: tuple[Shift, ...]
) -> Repair:
    return Repair(
        rule=plight.finding.rule,
        subject=plight.finding.subject,
        kind=attempt.kind,
        sentence=attempt.tell(report),
        case=attempt.case,
        before=plight.finding.verdict,
        after=reached,
        strand_before=plight.report.verdict(plight.strand),
        strand_after=report.verdict(strand),
        strand=strand,
        changes=attempt.changes,
        added=attempt.added,
        also=also,
        precedence=attempt.precedence,
    )


def _is_mended(before: Verdict, after: Verdict) -> bool:
    """A condition that fails must no longer fail; one that hangs on an authority must be settled."""
    return after in SETTLED if before is Verdict.CONDITIONAL else after is not Verdict.NOT_MET


def _rule_alone(plight: Plight, attempt: Attempt) -> Verdict:
    """The rule's own answer on the changed case; asked first, because most attempts fail here at little cost."""
    found = book.findings(Matter(attempt.case), [plight.text])
    return next((one.verdict for one in found if one.subject == plight.finding.subject), Verdict.NOT_APPLICABLE)


def _verdicts(report: Report, strand: str) -> dict[Key, Verdict]:
    return {_key(one): one.verdict for one in report.of(strand) if rule_texts()[one.rule].kind == "test"}


def _key(finding: Finding) -> Key:
    return finding.rule, finding.subject


def _shifts(before: dict[Key, Verdict], after: dict[Key, Verdict]) -> list[Shift]:
    """Changed verdicts; what is said of a new subject is told only where it is not settled."""
    return [
        Shift(*key, before.get(key), verdict)
        for key, verdict in after.items()
        if verdict is not before.get(key) and (key in before or verdict not in SETTLED)
    ]


def _no_repair_reason(plight: Plight, broken: tuple[str, ...]) -> Sentence:
    if broken:
        return say("Each single change that would mend this breaks another rule: %(rules)s.", rules=broken)
    return _reason_in_time(plight) or say(
        "No single change mends this; the recorded facts themselves would have to be others."
    )


def _reason_in_time(plight: Plight) -> Sentence | None:
    """What has begun or ended cannot be put off; said of the rules on the time of work, known by their article."""
    action = plight.case.action
    if RETROACTIVE.isdisjoint(citation.pinpoint for citation in plight.text.citations):
        return None
    if action.ends is not None and action.ends <= plight.case.as_of:
        return say("Work ended on %(day)s, and work that is finished cannot be supported.", day=action.ends)
    if action.started is None:
        return None
    return say("Work began on %(day)s, and a later start is not possible for work that has begun.", day=action.started)
