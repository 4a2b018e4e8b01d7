"""Case files as written by lawyers and tests; every fault is collected with its place, none is guessed away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matchmaker.domain.eligibility.case import PROGRAMMES, Action, Case, Settings
from matchmaker.domain.eligibility.caseparts import entity, product
from matchmaker.domain.eligibility.casereader import Fault, Faults, Fields
from matchmaker.domain.eligibility.coverage import coverage
from matchmaker.domain.eligibility.parameters import Parameter, ParameterValue, parameters
from matchmaker.domain.eligibility.references import refuse_names_of_nobody
from matchmaker.domain.eligibility.rulebook import rule_texts
from matchmaker.domain.eligibility.shares import refuse_impossible_shares
from matchmaker.domain.findings import Verdict, say
from matchmaker.domain.strict_yaml import UnreadableYaml, read_text

Expectation = str | Mapping[str, str]

ACTION_KEYS = ("article", "topic", "product_kind", "total_cost_eur", "started", "ends", "grounds")
CASE_KEYS = ("name", "programme", "why", "as_of", "action", "entities", "products", "settings", "expect")
OWN_SETTINGS = ("hostile_origins", "edip_associated")
POINTS = {"12": "abcde", "13": "abcdefghi"}


@dataclass(frozen=True, slots=True)
class FiledCase:
    """A case with the reason it exists and what its author expects of each rule."""

    case: Case
    why: str
    expect: Mapping[str, Expectation]


@dataclass(frozen=True, slots=True)
class CaseFile:
    """What a file holds; where something is `wrong` the cases must not be judged."""

    cases: tuple[FiledCase, ...]
    wrong: tuple[Fault, ...] = ()

    @property
    def faults(self) -> tuple[str, ...]:
        """What is wrong, one line of English each."""
        return tuple(fault.line for fault in self.wrong)


def read_case_file(text: str, file_name: str) -> CaseFile:
    """Read a whole file; `file_name` only opens each line of a fault."""
    try:
        return cases_of(read_text(text), file_name)
    except UnreadableYaml as error:
        return CaseFile((), (Fault(file_name, say("%(fault)s", fault=str(error))),))


def cases_of(content: Any, file_name: str) -> CaseFile:
    """Read a file that is nested text already, as `law_file` gives the golden ones."""
    faults = Faults(file_name)
    if not isinstance(content, list) or not content:
        faults.add("", say("must be a list of cases"))
        return CaseFile((), faults.found)
    cases = tuple(_filed_case(entry, position, faults) for position, entry in enumerate(content, start=1))
    _refuse_repeated_names(cases, faults)
    return CaseFile(tuple(filed for filed in cases if filed is not None), faults.found)


def _filed_case(entry: Any, position: int, faults: Faults) -> FiledCase | None:
    named = entry.get("name") if isinstance(entry, dict) else None
    here = faults.inside(named if isinstance(named, str) else position)
    fields = Fields.of(entry, "", here, CASE_KEYS)
    name, as_of = fields.required_text("name"), fields.required_day("as_of")
    programme = fields.choice("programme", PROGRAMMES) if "programme" in fields.entries else "EDIP"
    action = _action(fields.mapping("action", ACTION_KEYS, required=True), programme)
    entities = tuple(entity(part) for part in fields.mappings("entities", required=True) or ())
    products = tuple(product(part) for part in fields.mappings("products") or ())
    ids = [*(part.id for part in entities), *(part.id for part in products)]
    _refuse_repeated_ids(ids, here)
    refuse_names_of_nobody(entities, here)
    refuse_impossible_shares(entities, here)
    expect = _expectations(fields.raw_mapping("expect"), ids, here)
    settings = _settings(fields.mapping("settings", (*OWN_SETTINGS, *_replaceable())))
    why = fields.text("why") or ""
    if as_of is None or action is None:
        return None
    return FiledCase(Case(name, as_of, action, entities, products, programme or "EDIP", settings), why, expect)


def _action(fields: Fields, programme: str | None) -> Action | None:
    article = fields.required_text("article")
    action = Action(
        article=article,
        topic=fields.text("topic"),
        product_kind=fields.text("product_kind"),
        total_cost_eur=fields.amount("total_cost_eur"),
        started=fields.day("started"),
        ends=fields.day("ends"),
        grounds=fields.texts("grounds"),
    )
    if article and programme == "EDIP" and not _is_article(action):
        wrong = say("%(article)s is not an article of the form 11, 12(1)(d), 13(1)(a), 14 or 35", article=repr(article))
        fields.fault("article", wrong)
    if action.started is not None and action.ends is not None and action.ends < action.started:
        fields.fault("ends", say("is before the start"))
    return action


def _is_article(action: Action) -> bool:
    if not action.form.isdigit():
        return False
    return action.point is None or action.point in POINTS.get(action.form, "")


def _settings(fields: Fields) -> Settings:
    """A file is complete in itself: a list that it does not set is not set, except the register's associations."""
    hostile, associated = fields.countries("hostile_origins"), fields.countries("edip_associated")
    replaced = {name: _replacement(fields, name, parameter.unit) for name, parameter in _replaceable().items()}
    return Settings(
        None if hostile is None else frozenset(hostile),
        None if associated is None else frozenset(associated),
        configured={name: value for name, value in replaced.items() if value is not None},
    )


def _replaceable() -> dict[str, Parameter]:
    """Configurable days and lists, which a case may set under the parameter's own name."""
    return {
        name: parameter
        for name, parameter in parameters().items()
        if parameter.configurable and parameter.unit in ("day", "words", "countries") and name not in OWN_SETTINGS
    }


def _replacement(fields: Fields, name: str, unit: str) -> ParameterValue | None:
    if unit == "day":
        return fields.day(name)
    words = fields.countries(name) if unit == "countries" else fields.texts(name)
    return None if words is None else frozenset(words)


def _expectations(entries: Mapping[str, Any], ids: Sequence[str], faults: Faults) -> dict[str, Expectation]:
    expect: dict[str, Expectation] = {}
    for rule_id, wanted in entries.items():
        if rule_id not in coverage():
            faults.add(f"expect.{rule_id}", say("no such rule"))
        elif isinstance(wanted, str) or (
            isinstance(wanted, dict) and all(isinstance(verdict, str) for verdict in wanted.values())
        ):
            expect[rule_id] = wanted
            _refuse_strange_expectations(rule_id, {"": wanted} if isinstance(wanted, str) else wanted, ids, faults)
        else:
            faults.add(f"expect.{rule_id}", say("must be a verdict, a value, or a verdict for each subject"))
    return expect


def _refuse_strange_expectations(rule_id: str, wanted: Mapping[str, str], ids: Sequence[str], faults: Faults) -> None:
    """A subject that the case does not have, and a word that no verdict is; values are free text."""
    text = rule_texts().get(rule_id)
    for subject, verdict in wanted.items():
        key = f"expect.{rule_id}.{subject}" if subject else f"expect.{rule_id}"
        if subject and subject not in ids:
            faults.add(key, say("no such entity or product in this case"))
        if text is not None and text.kind in ("test", "definition") and verdict not in [*Verdict]:
            known = tuple(known.value for known in Verdict)
            faults.add(key, say("%(value)s is not one of %(allowed)s", value=repr(verdict), allowed=known))


def _refuse_repeated_names(cases: tuple[FiledCase | None, ...], faults: Faults) -> None:
    seen: set[str] = set()
    for filed in cases:
        if filed is not None and filed.case.name in seen:
            faults.inside(filed.case.name).add("name", say("is used twice in this file"))
        if filed is not None:
            seen.add(filed.case.name)


def _refuse_repeated_ids(ids: list[str], faults: Faults) -> None:
    for repeated in sorted({name for name in ids if name and ids.count(name) > 1}):
        faults.add("id", say("%(id)s names two subjects", id=repr(repeated)))
