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
    NotInForce,
    ParameterValue,
    Report,
    Settings,
    golden_cases,
    ownership_of,
    parameters,
)
from matchmaker.domain.eligibility.control import Extent
from matchmaker.domain.eligibility.control.wording import named, path_words
from matchmaker.domain.findings import Sentence, Verdict
from matchmaker.persistence.models import LegalChange
from matchmaker.services.configuration.standing import present
from matchmaker.services.trying import LONGEST_FILE, MOST_CASES, Tried
from matchmaker.web.forms.law import TryForm
from matchmaker.web.presenters.law.values import Changed, ValueLine, changed_by, value_lines, value_on, value_words
from matchmaker.web.presenters.law.words import strand_words
from matchmaker.web.presenters.rule_titles import articles, matter
from matchmaker.web.presenters.rulings import RuleTable, rule_table
from matchmaker.web.presenters.turned import title_of
from matchmaker.web.wording import country, text

MOST_HOLDERS, MOST_PATHS = 12, 3
ASSOCIATED = "edip_associated"
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
class Assumption:
    """Something that the case was judged with; `changed` where an administrator set it."""

    label: str
    value: str
    changed: Changed | None = None


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
    assumptions: tuple[Assumption, ...]
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


def trial_page(form: TryForm, tried: Sequence[Tried] = (), rows: Sequence[LegalChange] = ()) -> TrialPage:
    """Build the page; `rows` are all entries of the configuration's history, with which the cases were judged."""
    return TrialPage(form, tuple(_result(one, rows) for one in tried), LONGEST_FILE, MOST_CASES)


def _result(tried: Tried, rows: Sequence[LegalChange]) -> CaseResult:
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
        assumptions=tuple(_assumptions(tried, rows)),
        conventions=_conventions(case.as_of, rows),
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
    """Who controls whom; nothing for a day on which the rule book has no measure of control yet."""
    try:
        ownership = ownership_of(case)
    except NotInForce:
        return
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


def _assumptions(tried: Tried, rows: Sequence[LegalChange]) -> Iterator[Assumption]:
    own, case = tried.own, tried.filed.case
    yield Assumption(
        str(gettext("Countries taken to act against the security of the Union")),
        _listed(own.hostile_origins, str(gettext("no list was set: every origin is unknown"))),
    )
    yield _associated(own, case.as_of, rows)
    for name, value in sorted(tried.report.settings.configured.items()):
        if name in own.configured:
            yield Assumption(title_of(name), f"{_shown(name, value)} ({gettext('set by the case')})")
        elif name != ASSOCIATED:
            yield Assumption(title_of(name), _shown(name, value), _changed(name, case.as_of, rows))
    topic = case.action.topic
    if topic is not None and topic in tried.report.settings.topics:
        label = str(gettext("Numbers of %(topic)s", topic=topic))
        yield Assumption(label, "", _changed(topic, case.as_of, rows))


def _associated(own: Settings, day: date, rows: Sequence[LegalChange]) -> Assumption:
    label = str(gettext("Countries taken as associated with the Programme"))
    if own.edip_associated is not None:
        return Assumption(label, _listed(own.edip_associated, ""))
    value, changed = value_on(ASSOCIATED, day, rows), _changed(ASSOCIATED, day, rows)
    said = str(gettext("none confirmed")) if value is None else _shown(ASSOCIATED, value)
    return Assumption(
        label, said if changed else f"{said} ({gettext('as the rule book has it for that day')})", changed
    )


def _changed(name: str, day: date, rows: Sequence[LegalChange]) -> Changed | None:
    return changed_by(present(rows, name, day).change)


def _shown(name: str, value: ParameterValue) -> str:
    return value_words(parameters()[name].unit, value)


def _listed(codes: frozenset[str] | None, otherwise: str) -> str:
    if codes is None:
        return otherwise
    return ", ".join(sorted(map(country, codes))) or str(gettext("none"))


def _conventions(day: date, rows: Sequence[LegalChange]) -> tuple[ValueLine, ...]:
    """Numbers that this rule book assumes where the law has none, as they hold on that day."""
    found = [parameter for parameter in parameters().values() if parameter.unit in ("share", "count", "eur")]
    return tuple(line for line in value_lines(found, day, rows) if line.assumed and line.held)
