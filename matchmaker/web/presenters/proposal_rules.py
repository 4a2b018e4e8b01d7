"""The rules of both strands side by side: differing ones first, then open ones, then the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext, lazy_gettext
from flask_babel.speaklater import LazyString

from matchmaker.domain.eligibility import Report, RuleText, rule, rules, strand_of
from matchmaker.domain.findings import Bilingual, Finding, Sentence, Verdict
from matchmaker.domain.matching.propose import Proposal
from matchmaker.web.wording import text

OPEN = (Verdict.UNKNOWN, Verdict.CONDITIONAL)
ORDER = (Verdict.NOT_MET, Verdict.UNKNOWN, Verdict.CONDITIONAL, Verdict.MET, Verdict.NOT_APPLICABLE)
# A word or two for the first column; a rule without one is shown by its number.
MATTERS: Mapping[str, LazyString] = {
    "EDIP-P-E01": lazy_gettext("Registered seat"),
    "EDIP-P-E02": lazy_gettext("Executive management"),
    "EDIP-P-E03": lazy_gettext("Control"),
    "EDIP-P-F01": lazy_gettext("Sites and resources"),
    "EDIP-P-C03": lazy_gettext("Smallest consortium"),
    "EDIP-U-E01": lazy_gettext("Registered seat"),
    "EDIP-U-E02": lazy_gettext("Executive management"),
    "EDIP-U-E03": lazy_gettext("Area of the seat in Ukraine"),
    "EDIP-U-E04": lazy_gettext("Control"),
    "EDIP-U-F01": lazy_gettext("Sites and resources"),
    "EDIP-U-C01": lazy_gettext("Smallest consortium"),
    "EDIP-U-A07": lazy_gettext("A member from Ukraine"),
    "EDIP-X-A05": lazy_gettext("Start of work"),
    "EDIP-X-C07": lazy_gettext("Largest consortium"),
    "EDIP-X-C08": lazy_gettext("Smallest action"),
    "EDIP-X-O03": lazy_gettext("Origin of components"),
}


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom or what a finding is about, and who could answer questions on it; the consortium has no firm id."""

    name: str
    firm_id: str
    firm: str


@dataclass(frozen=True, slots=True)
class RuleAnswer:
    """One strand's answer; `evidence` would settle an unknown, the answer to `question` a condition."""

    rule: str
    articles: str
    verdict: Verdict
    because: Sentence
    evidence: Bilingual | None
    question: Sentence | None
    law_unknown: bool


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A matter and a subject with the answers of both strands; `shared` says that one rule speaks for both."""

    matter: str
    about: str
    programme: RuleAnswer | None
    ukraine: RuleAnswer | None
    shared: bool
    differs: bool


@dataclass(frozen=True, slots=True)
class RuleTable:
    """All rows in three groups."""

    differing: tuple[RuleRow, ...]
    open: tuple[RuleRow, ...]
    settled: tuple[RuleRow, ...]


class Subjects:
    """Gives names to the subjects of findings: firms, what they would deliver, the consortium."""

    def __init__(self, proposal: Proposal) -> None:
        self._firms = {member.firm_id: member.name for member in proposal.members}
        self._holders = proposal.holders
        self._titles = {
            cover.source.id: Bilingual(cover.source.title_en, cover.source.title_uk)
            for member in proposal.members
            for cover in member.covers
        }

    def of(self, subject: str) -> Subject:
        """Return what a finding's subject is called."""
        if subject in self._firms:
            return Subject(self._firms[subject], subject, self._firms[subject])
        if subject in self._holders:
            holder = self._holders[subject]
            title = text(self._titles[subject]) if subject in self._titles else ""
            firm = self._firms.get(holder, "")
            return Subject(f"{firm}: {title}" if title else firm, holder, firm)
        return Subject(gettext("The consortium as a whole"), "", "")


def rule_table(proposal: Proposal, subjects: Subjects) -> RuleTable:
    """Put the findings of both strands beside each other."""
    rows = tuple(_rows(proposal.report, subjects))
    settled = sorted((row for row in rows if not row.differs and not _is_open(row)), key=_weight)
    return RuleTable(
        differing=tuple(row for row in rows if row.differs),
        open=tuple(row for row in rows if not row.differs and _is_open(row)),
        settled=tuple(settled),
    )


def rule_answer(finding: Finding) -> RuleAnswer:
    """Write one finding with the place of its rule in the law."""
    known = _rule(finding.rule)
    return RuleAnswer(
        rule=finding.rule,
        articles=articles(finding.rule),
        verdict=finding.verdict,
        because=finding.because,
        evidence=known.asks_for if known and finding.verdict is Verdict.UNKNOWN else None,
        question=finding.question if finding.verdict is Verdict.CONDITIONAL else None,
        law_unknown=finding.law_unknown,
    )


def articles(rule_id: str) -> str:
    """Return the first article that a rule cites, in words; empty for a rule that is no longer encoded."""
    known = _rule(rule_id)
    if known is None or not known.citations:
        return ""
    return str(gettext("Article %(place)s", place=known.citations[0].pinpoint))


def matter(rule_id: str) -> str:
    """Return what a rule is about, in a word or two."""
    return str(MATTERS.get(rule_id, rule_id))


def _rule(rule_id: str) -> RuleText | None:
    """A stored proposal may name a rule that later editions of the rule book do not have."""
    return rule(rule_id) if rule_id in {known.id for known in rules()} else None


def _rows(report: Report, subjects: Subjects) -> Iterator[RuleRow]:
    found = {(finding.rule, finding.subject): finding for finding in report.findings}
    told: set[tuple[str, str]] = set()
    for key, finding in found.items():
        if key in told:
            continue
        known = _rule(finding.rule)
        twin = found.get((known.twin, finding.subject)) if known and known.twin else None
        told |= {key} | ({(twin.rule, twin.subject)} if twin else set())
        yield _row(subjects.of(finding.subject).name, finding, twin)


def _row(about: str, finding: Finding, twin: Finding | None) -> RuleRow:
    pair = [one for one in (finding, twin) if one]
    answers = {strand_of(one.rule): rule_answer(one) for one in pair}
    shared = strand_of(finding.rule) not in ("EDIP-P", "EDIP-U")
    answer = rule_answer(finding) if shared else None
    return RuleRow(
        matter=matter(finding.rule),
        about=about,
        programme=answer or answers.get("EDIP-P"),
        ukraine=answer or answers.get("EDIP-U"),
        shared=shared,
        differs=not shared and _differ(finding, twin),
    )


def _differ(finding: Finding, twin: Finding | None) -> bool:
    """As in `Report.differences`: unequal twins, or one strand alone asks for something that is not settled."""
    if twin is not None:
        return twin.verdict is not finding.verdict
    return finding.verdict in (*OPEN, Verdict.NOT_MET)


def _answers(row: RuleRow) -> Sequence[RuleAnswer]:
    return [answer for answer in (row.programme, row.ukraine) if answer]


def _is_open(row: RuleRow) -> bool:
    return any(answer.verdict in OPEN for answer in _answers(row))


def _weight(row: RuleRow) -> int:
    return min(ORDER.index(answer.verdict) for answer in _answers(row))
