"""Cases that somebody tried: verdicts, findings side by side, questions, assumptions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from flask_babel import gettext, lazy_gettext, ngettext
from flask_babel.speaklater import LazyString

from matchmaker.domain.eligibility import (
    ACTION,
    Case,
    Mismatch,
    Report,
    golden_cases,
    ownership_of,
    parameters,
)
from matchmaker.domain.eligibility.control import Extent
from matchmaker.domain.eligibility.control.wording import named, path_words
from matchmaker.domain.findings import Sentence, Verdict
from matchmaker.services.trying import LONGEST_FILE, MOST_CASES, Tried
from matchmaker.web.forms.law import TryForm
from matchmaker.web.presenters.law.rows import ValueLine, value_lines
from matchmaker.web.presenters.law.words import strand_words
from matchmaker.web.presenters.rule_titles import articles, matter
from matchmaker.web.presenters.rulings import RuleTable, rule_table
from matchmaker.web.wording import country, text

MOST_HOLDERS, MOST_PATHS = 12, 3
EXTENTS: Mapping[Extent, LazyString] = {
    Extent.EVERY: lazy_gettext("control, whatever is still unknown"),
    Extent.SOME: lazy_gettext("control cannot be ruled out"),
    Extent.NONE: lazy_gettext("no control"),
}
FIRST_CASE = """\
- name: my case
  why: what I want to know
  as_of: "%(day)s"
  action:
    article: "12(1)(d)"
  entities:
    - id: a
      role: recipient
      kind: company
      seat: DE
      management: DE
      sites: [DE]
      owners:
        - {id: o1, name: Group, country: UA, share: "1.0"}
      ownership_complete: "yes"
      decisive_rights: []
    - {id: b, role: recipient, kind: company, seat: PL, management: PL, sites: [PL]}
    - {id: c, role: recipient, kind: company, seat: UA, seat_place: Kyiv, management: UA, sites: [UA]}
  products:
    - id: p
      components:
        - {name: airframe, origin: UA, cost_eur: "60"}
        - {name: radio, origin: DE, cost_eur: "40"}
  settings:
    hostile_origins: [RU, BY]
"""


@dataclass(frozen=True, slots=True)
class StrandResult:
    """The outcome under one strand, and the sentence that says it."""

    strand: str
    title: str
    verdict: Verdict
    sentence: str


@dataclass(frozen=True, slots=True)
class AskedOnce:
    """A question with the strands and subjects that it stands for."""

    text: Sentence
    rule: str
    matter: str
    articles: str
    subjects: tuple[str, ...]
    strands: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HolderLine:
    """How a holder stands above an entity: in how many completions it controls it, on which paths.

    `decides` are the facts that would settle it.
    """

    entity: str
    holder: str
    extent: str
    paths: tuple[str, ...]
    decides: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One case, judged."""

    name: str
    why: str
    day: date
    strands: tuple[StrandResult, ...]
    rules: RuleTable
    questions: tuple[AskedOnce, ...]
    holders: tuple[HolderLine, ...]
    assumptions: tuple[tuple[str, str], ...]
    conventions: tuple[ValueLine, ...]
    mismatches: tuple[Mismatch, ...]
    expected: int


@dataclass(frozen=True, slots=True)
class TrialPage:
    """The form, and the results where something was judged."""

    form: TryForm
    results: tuple[CaseResult, ...]
    longest: int
    most_cases: int


def first_text(name: str, today: date) -> str | None:
    """The golden case of that name, without a name a case to start from; None where there is no such case."""
    if not name:
        return FIRST_CASE % {"day": today.isoformat()}
    return golden_cases()[name].text if name in golden_cases() else None


def trial_page(form: TryForm, tried: Sequence[Tried] = ()) -> TrialPage:
    """Build the page."""
    return TrialPage(form, tuple(map(_result, tried)), LONGEST_FILE, MOST_CASES)


def _result(tried: Tried) -> CaseResult:
    case, report = tried.filed.case, tried.report
    names = _names(case)
    return CaseResult(
        name=case.name,
        why=tried.filed.why,
        day=case.as_of,
        strands=tuple(_strand(report, strand) for strand in report.strands),
        rules=rule_table(report, lambda subject: names.get(subject, subject), tried.mendings),
        questions=_questions(report, names),
        holders=tuple(_holders(case)),
        assumptions=tuple(_assumptions(report)),
        conventions=_conventions(case.as_of),
        mismatches=tried.mismatches,
        expected=len(tried.filed.expect),
    )


def _names(case: Case) -> dict[str, str]:
    """What the subjects of findings are called on the page; a product may bear the name of nobody."""
    found = {entity.id: f"{entity.name} ({entity.id})" if entity.name else entity.id for entity in case.entities}
    found |= {product.id: str(gettext("product %(id)s", id=product.id)) for product in case.products}
    return found | {ACTION: str(gettext("The action as a whole"))}


def _strand(report: Report, strand: str) -> StrandResult:
    verdict, title = report.verdict(strand), strand_words(strand)[0]
    still_open = sum(finding.verdict in (Verdict.UNKNOWN, Verdict.CONDITIONAL) for finding in report.of(strand))
    if verdict is Verdict.NOT_MET:
        sentence = gettext("A rule is not met.")
    elif verdict is Verdict.NOT_APPLICABLE:
        sentence = gettext("No rule speaks about this case on this day.")
    else:
        sentence = gettext("No blocking rule was found on the evidence given.")
    if still_open:
        sentence += " " + ngettext("%(num)s point is open.", "%(num)s points are open.", still_open)
    return StrandResult(strand, title, verdict, str(sentence))


def _questions(report: Report, names: Mapping[str, str]) -> tuple[AskedOnce, ...]:
    """Each question once, whatever number of strands and subjects it is asked for."""
    found: dict[tuple[str, str], AskedOnce] = {}
    for strand in report.strands:
        for question in report.questions(strand):
            key, about = (question.rule, str(question.text)), names.get(question.subject, question.subject)
            before = found.get(key)
            found[key] = AskedOnce(
                text=question.text,
                rule=question.rule,
                matter=matter(question.rule),
                articles=articles(question.rule),
                subjects=tuple(dict.fromkeys((*(before.subjects if before else ()), about))),
                strands=tuple(dict.fromkeys((*(before.strands if before else ()), strand))),
            )
    return tuple(found.values())


def _holders(case: Case) -> Iterator[HolderLine]:
    ownership = ownership_of(case)
    for entity in case.entities:
        for reach in islice(ownership.reaches(entity.id), MOST_HOLDERS):
            paths = [path_words(path, ownership.holders) for path in reach.paths[:MOST_PATHS]]
            yield HolderLine(
                entity=entity.label,
                holder=text(named(reach.holder)),
                extent=str(EXTENTS[reach.extent]),
                paths=tuple(", ".join(map(text, path)) for path in paths),
                decides=reach.decides,
            )


def _assumptions(report: Report) -> Iterator[tuple[str, str]]:
    settings = report.settings
    yield (
        str(gettext("Countries taken to act against the security of the Union")),
        _listed(settings.hostile_origins, str(gettext("no list was set: every origin is unknown"))),
    )
    yield (
        str(gettext("Countries taken as associated with the Programme")),
        _listed(settings.edip_associated, str(gettext("as the rule book has it for that day"))),
    )
    for name in sorted(settings.configured):
        known = parameters().get(name)
        yield text(known.description) if known else name, str(gettext("set by the case"))


def _listed(codes: frozenset[str] | None, otherwise: str) -> str:
    if codes is None:
        return otherwise
    return ", ".join(sorted(map(country, codes))) or str(gettext("none"))


def _conventions(day: date) -> tuple[ValueLine, ...]:
    """Numbers that this rule book assumes where the law has none, as they hold on that day."""
    found = [parameter for parameter in parameters().values() if parameter.unit in ("share", "count", "eur")]
    return tuple(line for line in value_lines(found) if line.assumed and line.since <= day)
