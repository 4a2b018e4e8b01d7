"""The rules of both strands on a proposal, and who could answer what is open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from flask_babel import gettext

from matchmaker.domain.eligibility import Matter, Question
from matchmaker.domain.eligibility.repairs import mendings
from matchmaker.domain.findings import Bilingual, Sentence
from matchmaker.domain.matching.propose import Proposal
from matchmaker.web.presenters.rule_titles import articles, matter, rule_text
from matchmaker.web.presenters.rulings import RuleAnswer, RuleTable, rule_answer
from matchmaker.web.presenters.rulings import rule_table as table_of
from matchmaker.web.wording import text

__all__ = [
    "Asked",
    "OpenQuestion",
    "RuleAnswer",
    "RuleTable",
    "SharedQuestion",
    "Subjects",
    "articles",
    "matter",
    "questions_by_firm",
    "rule_answer",
    "rule_table",
    "shared_questions",
]


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom or what a finding is about, and who could answer questions on it; the consortium has no firm id."""

    name: str
    firm_id: str
    firm: str


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question with the rule that asks it."""

    text: Sentence
    rule: str
    matter: str
    articles: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Who could answer, and what; without a firm the applicants together."""

    name: str
    firm_id: str
    questions: tuple[OpenQuestion, ...]


@dataclass(frozen=True, slots=True)
class SharedQuestion:
    """One thing that a rule asks of several firms; `firms` are their ids and names, `everybody` says all members."""

    rule: str
    matter: str
    articles: str
    evidence: Bilingual | None
    firms: tuple[tuple[str, str], ...]
    everybody: bool
    texts: tuple[Sentence, ...]


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
    """Put the findings of both strands beside each other, with what would mend those of the topic's own."""
    report = replace(proposal.report, matter=Matter(proposal.case))  # a stored report has lost its case
    mended = mendings(proposal.case, report, proposal.strand)
    return table_of(report, lambda subject: subjects.of(subject).name, {proposal.strand: mended})


def shared_questions(proposal: Proposal, subjects: Subjects) -> tuple[SharedQuestion, ...]:
    """What a rule asks of more than one firm in the same words, in the order of the law."""
    return tuple(
        _shared(rule_id, asked, subjects, len(proposal.members))
        for (rule_id, _), asked in _alike(proposal.questions).items()
        if _is_shared(asked, subjects)
    )


def questions_by_firm(proposal: Proposal, subjects: Subjects) -> tuple[Asked, ...]:
    """Group the questions of one firm alone by who could answer them, members in their order, the consortium last."""
    found: dict[str, list[OpenQuestion]] = {member.firm_id: [] for member in proposal.members}
    names = {member.firm_id: member.name for member in proposal.members} | {"": subjects.of("").name}
    for asked in _alike(proposal.questions).values():
        for question in () if _is_shared(asked, subjects) else asked:
            one = OpenQuestion(question.text, question.rule, matter(question.rule), articles(question.rule))
            found.setdefault(subjects.of(question.subject).firm_id, []).append(one)
    return tuple(Asked(names[firm_id], firm_id, tuple(asked)) for firm_id, asked in found.items() if asked)


def _alike(questions: Iterable[Question]) -> dict[tuple[str, str], list[Question]]:
    """Questions of one rule that differ in names only."""
    found: dict[tuple[str, str], list[Question]] = defaultdict(list)
    for question in questions:
        found[question.rule, question.text.template].append(question)
    return found


def _is_shared(asked: Iterable[Question], subjects: Subjects) -> bool:
    return len({subjects.of(question.subject).firm_id for question in asked}) > 1


def _shared(rule_id: str, asked: list[Question], subjects: Subjects, members: int) -> SharedQuestion:
    known = rule_text(rule_id)
    firms = {subject.firm_id: subject.firm for question in asked for subject in [subjects.of(question.subject)]}
    return SharedQuestion(
        rule=rule_id,
        matter=matter(rule_id),
        articles=articles(rule_id),
        evidence=known.asks_for if known else None,
        firms=tuple(firms.items()),
        everybody=len(firms) == members > 3 and all(firms),
        texts=tuple({str(question.text): question.text for question in asked}.values()),
    )
