"""Reports on cases and changes of the law, as lines for a terminal and as plain objects for JSON."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from matchmaker.domain.eligibility.case import Case
from matchmaker.domain.eligibility.citations import Citation
from matchmaker.domain.eligibility.lawdiff import LawChanges, Plain, ValueChange
from matchmaker.domain.eligibility.matter import Matter
from matchmaker.domain.eligibility.originmethods import ORIGIN_METHODS
from matchmaker.domain.eligibility.parameters import NotInForce
from matchmaker.domain.eligibility.repairs import Mending, Repair, mendings
from matchmaker.domain.eligibility.report import OPEN, Question, Report
from matchmaker.domain.eligibility.rulebook import RuleText, rule_texts
from matchmaker.domain.findings import Finding, Verdict

IN_WORDS = {
    Verdict.MET: "no blocking rule found on the facts given",
    Verdict.NOT_MET: "at least one rule is not met",
    Verdict.UNKNOWN: "open, something is not known",
    Verdict.CONDITIONAL: "hangs on an authority",
    Verdict.NOT_APPLICABLE: "no rule applies on that day",
}
STRANDS = {"EDIP-P": ("the Programme",), "EDIP-U": ("the Ukraine Support Instrument",)}
VALUES = ("ceiling", "value")


# --- Reports --------------------------------------------------------------------------------------------------


def report_lines(case: Case, report: Report) -> list[str]:
    """A report as a lawyer reads it: verdict, what stands in the way, questions, ceilings, repairs, assumptions."""
    lines = [f"{case.name} ({report.programme}, {report.as_of}, Article {case.action.article})"]
    for strand in report.strands:
        named = ", ".join((strand, *STRANDS.get(strand, ())))
        lines += [f"  {named}: {IN_WORDS[report.verdict(strand)]}"]
        lines += [f"    {line}" for line in _strand_lines(case, report, strand)]
    lines += [f"  {line}" for line in _difference_lines(report)]
    return lines + [f"  assumed: {line}" for line in _assumptions(case, report)]


def _strand_lines(case: Case, report: Report, strand: str) -> Iterator[str]:
    for finding in report.of(strand):
        if finding.verdict in (*OPEN, Verdict.NOT_MET) and rule_texts()[finding.rule].kind == "test":
            yield _finding_line(finding)
    for question in report.questions(strand):
        if _decides(question, report.of(strand)):
            yield f"question, {question.subject}: {question.text}"
    for finding in report.of(strand):
        if rule_texts()[finding.rule].kind in VALUES and finding.verdict is not Verdict.NOT_APPLICABLE:
            yield _value_line(finding)
    yield from _repair_lines(case, report, strand)


def _decides(question: Question, findings: Iterable[Finding]) -> bool:
    """A question that settles a definition alone is not worth asking: a test or a ceiling has to hang on it."""
    if rule_texts()[question.rule].kind != "definition":
        return True
    open_facts = {
        fact
        for finding in findings
        if finding.verdict in OPEN and rule_texts()[finding.rule].kind != "definition"
        for fact in finding.missing
    }
    return not open_facts.isdisjoint(question.missing)


def _finding_line(finding: Finding) -> str:
    articles = _articles(rule_texts()[finding.rule].citations)
    law = " (the law itself is open)" if finding.law_unknown else ""
    return f"{_word(finding.verdict)}{law}: {finding.rule} {finding.subject}, {articles}: {finding.because}"


def _word(verdict: Verdict) -> str:
    return verdict.value.replace("_", " ")


def _value_line(finding: Finding) -> str:
    answer = finding.value if finding.value is not None else finding.verdict.value
    return f"{rule_texts()[finding.rule].kind}: {finding.rule}: {answer}. {finding.because}"


def _repair_lines(case: Case, report: Report, strand: str) -> Iterator[str]:
    mended = mendings(case, report, strand)
    together: dict[tuple[str, str, str, Verdict], list[Repair]] = defaultdict(list)
    for repair in (one for mending in mended for one in mending.repairs):
        key = repair.subject, str(repair.sentence), repair.strand, repair.strand_after
        together[key].append(repair)
    for (subject, sentence, applied_for, whole), alike in together.items():
        about = f"{_rules(one.rule for one in alike)} {subject}"
        then = " or ".join(dict.fromkeys(_word(one.after) for one in alike))
        yield f"repair, {about}: {sentence} Then {then}; then {applied_for}: {IN_WORDS[whole]}."
    yield from _reason_lines(mended)


def _reason_lines(mended: Iterable[Mending]) -> Iterator[str]:
    together: dict[tuple[str, str], list[str]] = defaultdict(list)
    for mending in mended:
        if mending.no_repair_reason is not None:
            together[mending.finding.subject, str(mending.no_repair_reason)].append(mending.finding.rule)
    for (subject, reason), rules in together.items():
        yield f"no repair, {_rules(rules)} {subject}: {reason}"


def _difference_lines(report: Report) -> Iterator[str]:
    """Each reason once for its subject, with the rules of both strands that part on it."""
    together: dict[tuple[str, str], list[str]] = defaultdict(list)
    for difference in report.differences():
        sides = (difference.programme, difference.ukraine)
        pair = "/".join(side.rule for side in sides if side is not None)
        together[difference.subject, str(difference.why)].append(pair)
    for (subject, why), rules in together.items():
        yield f"differs, {_rules(rules)} {subject}: {why}"


def _rules(rules: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(rules))


def _assumptions(case: Case, report: Report) -> Iterator[str]:
    settings = report.settings
    hostile = settings.hostile_origins
    listed = "no list is set" if hostile is None else _listed(sorted(hostile))
    yield f"origins that act against the security interests of the Union: {listed}"
    if report.programme == "EDIP":
        yield f"countries associated with the Programme: {_associated(case, report)}"
    yield f"origin of a component: {_origin_method(Matter(case))}"
    yield "everything else: the rule book's own values of that day, without what an administrator changed"


def _origin_method(matter: Matter) -> str:
    try:
        methods = sorted(matter.words("origin_method"))
    except NotInForce:
        return "no method is set"
    return "; ".join(str(ORIGIN_METHODS.get(method, method)) for method in methods)


def _associated(case: Case, report: Report) -> str:
    if report.settings.edip_associated is not None:
        return f"{_listed(sorted(report.settings.edip_associated))}, as the case sets"
    try:
        return f"{_listed(sorted(Matter(case).countries('edip_associated')))}, as the rule book has it"
    except NotInForce:
        return "no list on that day"


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words) or "none"


def _articles(citations: Iterable[Citation]) -> str:
    return "; ".join(f"{citation.act} {citation.pinpoint}" for citation in citations)


# --- Changes --------------------------------------------------------------------------------------------------


def changes_as_lines(changes: LawChanges) -> list[str]:
    """One line for each change, with the place that makes it; a line of its own where nothing changes."""
    lines = [
        *(
            f"from {rule.since} {rule.id} applies, {_articles(rule.citations)}: {rule.sentence.en}"
            for rule in changes.begun
        ),
        *(f"after {rule.until} {rule.id} no longer applies: {rule.sentence.en}" for rule in changes.ended),
        *(_value_change_line("value", change) for change in changes.values),
        *(_value_change_line("topic", change) for change in changes.topics),
    ]
    return [f"{changes.earlier} to {changes.later}", *(lines or ["nothing changes"])]


def _value_change_line(kind: str, change: ValueChange) -> str:
    return (
        f"from {change.since} {kind} {change.name}: {_short(change.before)} -> {_short(change.after)}, "
        f"{_articles(change.citations)}"
    )


def _short(value: Plain) -> str:
    if value is None:
        return "nothing"
    return value if isinstance(value, str) else _listed(value)


def changes_as_json(changes: LawChanges) -> dict[str, Any]:
    """The same as plain objects; a side without a value is null."""
    return {
        "from": changes.earlier.isoformat(),
        "to": changes.later.isoformat(),
        "begun": [_rule_row(rule) for rule in changes.begun],
        "ended": [_rule_row(rule) for rule in changes.ended],
        "values": [_value_row(change) for change in changes.values],
        "topics": [_value_row(change) for change in changes.topics],
    }


def _rule_row(rule: RuleText) -> dict[str, Any]:
    return {
        "rule": rule.id,
        "since": rule.since.isoformat(),
        "until": None if rule.until is None else rule.until.isoformat(),
        "sentence": {"en": rule.sentence.en, "uk": rule.sentence.uk},
        "citations": _citation_rows(rule.citations),
    }


def _value_row(change: ValueChange) -> dict[str, Any]:
    return {
        "name": change.name,
        "since": change.since.isoformat(),
        "before": change.before,
        "after": change.after,
        "citations": _citation_rows(change.citations),
    }


def _citation_rows(citations: Iterable[Citation]) -> list[dict[str, str]]:
    return [{"act": one.act, "pinpoint": one.pinpoint, "url": one.url} for one in citations]
