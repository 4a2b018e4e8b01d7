"""The outcome of a case: findings, verdict for each strand, open questions, and where the strands differ."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from matchmaker.domain.eligibility.case import Settings
from matchmaker.domain.eligibility.contrast import asked_by_one, counterparts, why_they_differ
from matchmaker.domain.eligibility.matter import Matter
from matchmaker.domain.eligibility.rulebook import ACTION, rule_texts
from matchmaker.domain.findings import Finding, Sentence, Verdict, combine

OPEN = (Verdict.UNKNOWN, Verdict.CONDITIONAL)
SHARED = ("EDIP-X", "TOPIC")
EDIP_STRANDS = ("EDIP-P", "EDIP-U")


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody would have to answer about `subject` to settle a rule."""

    rule: str
    subject: str
    text: Sentence
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A subject on which the two strands disagree; one side is None where that strand has no such rule.

    `why` names the fact on which they part.
    """

    subject: str
    programme: Finding | None
    ukraine: Finding | None
    why: Sentence


@dataclass(frozen=True, slots=True)
class Report:
    """All findings on a case; `settings` are the assumptions they rest on, to be shown with them.

    `matter` is the case itself where it is at hand, so that differences can name the facts behind them.
    """

    case: str
    as_of: date
    settings: Settings
    findings: tuple[Finding, ...]
    programme: str = "EDIP"
    matter: Matter | None = field(default=None, compare=False, repr=False)

    @property
    def strands(self) -> tuple[str, ...]:
        """What a verdict is given for: the two strands of EDIP, or the other programme as a whole."""
        return EDIP_STRANDS if self.programme == "EDIP" else (self.programme,)

    def of(self, strand: str) -> tuple[Finding, ...]:
        """The findings of a strand; rules of both strands (EDIP-X) and of the topic are part of each."""
        return tuple(finding for finding in self.findings if strand_of(finding.rule) in (strand, *SHARED))

    def verdict(self, strand: str) -> Verdict:
        """The combined verdict: not_met before unknown before conditional before met."""
        return combine(finding.verdict for finding in self.of(strand) if rule_texts()[finding.rule].kind == "test")

    def questions(self, strand: str) -> tuple[Question, ...]:
        """The open questions of a strand, each text once for its subject, in the order of the law."""
        found: dict[tuple[str, str], Question] = {}
        for finding in self.of(strand):
            if finding.verdict in OPEN and finding.question is not None:
                question = Question(finding.rule, finding.subject, finding.question, finding.missing)
                found.setdefault((finding.subject, str(finding.question)), question)
        return tuple(found.values())

    def differences(self) -> tuple[Difference, ...]:
        """Where EDIP-P and EDIP-U disagree; a rule without a twin differs unless it is met or does not apply.

        Ceilings and values disagree where the values do.
        """
        by_key = {(finding.rule, finding.subject): finding for finding in self.findings}
        found = []
        for finding in self.findings:
            strand = strand_of(finding.rule)
            if strand not in EDIP_STRANDS:
                continue
            others = [by_key[key] for rule in counterparts(finding.rule) if (key := (rule, finding.subject)) in by_key]
            if not others and _is_asked_and_open(finding):
                found.append(_alone(strand, finding))
            if strand == "EDIP-P" and others and self._is_the_one_asked(finding, others[0]):
                found += self._compared(finding, others[0])
        return tuple(found)

    def _is_the_one_asked(self, finding: Finding, other: Finding) -> bool:
        """False where another rule of the strand answers to the same rule of the other one, and applies."""
        rivals = {*counterparts(other.rule)} - {finding.rule}
        return finding.verdict is not Verdict.NOT_APPLICABLE or not any(
            one.rule in rivals and one.subject == finding.subject and one.verdict is not Verdict.NOT_APPLICABLE
            for one in self.findings
        )

    def _compared(self, programme: Finding, ukraine: Finding) -> list[Difference]:
        if _told(programme) == _told(ukraine):
            return []
        why = why_they_differ(programme, ukraine, self.matter, self.findings)
        return [Difference(programme.subject, programme, ukraine, why)]

    def results(self) -> dict[str, str | dict[str, str]]:
        """Rule id to verdict or value, or to these by subject where the rule speaks of entities or products."""
        found: dict[str, str | dict[str, str]] = {}
        for finding in self.findings:
            if finding.subject == ACTION and rule_texts()[finding.rule].subject == "action":
                found[finding.rule] = _told(finding)
                continue
            by_subject = found.setdefault(finding.rule, {})
            assert isinstance(by_subject, dict)
            by_subject[finding.subject] = _told(finding)
        return found

    def missing(self) -> tuple[str, ...]:
        """All facts that would decide something, each once."""
        return tuple(dict.fromkeys(fact for finding in self.findings for fact in finding.missing))


def _is_asked_and_open(finding: Finding) -> bool:
    return rule_texts()[finding.rule].kind == "test" and finding.verdict in (*OPEN, Verdict.NOT_MET)


def _alone(strand: str, finding: Finding) -> Difference:
    if strand == "EDIP-P":
        return Difference(finding.subject, finding, None, asked_by_one(strand))
    return Difference(finding.subject, None, finding, asked_by_one(strand))


def _told(finding: Finding) -> str:
    return finding.verdict.value if finding.value is None else finding.value


def strand_of(rule_id: str) -> str:
    """EDIP-P, EDIP-U, EDIP-X, TOPIC or another programme, read from the rule's id."""
    return rule_id.rsplit("-", 1)[0]
