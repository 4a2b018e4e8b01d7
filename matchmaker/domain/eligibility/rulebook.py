"""Registration of rules, what is in force on a day, exceptions, and the judging of a case."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, TypeVar

from matchmaker.domain.eligibility.answers import Answer, not_applicable
from matchmaker.domain.eligibility.case import Action, Entity, Product
from matchmaker.domain.eligibility.citations import Citation, cite
from matchmaker.domain.eligibility.coverage import coverage
from matchmaker.domain.eligibility.lawtext import law_files
from matchmaker.domain.eligibility.matter import Matter
from matchmaker.domain.findings import Bilingual, Finding, say

ACTION = "action"
KINDS = ("test", "exception", "ceiling", "value", "definition", "note")
JUDGED_KINDS = KINDS[:5]

Subject = TypeVar("Subject", Entity, Product, Action)
Excepted = TypeVar("Excepted", Entity, Product)
Judge = Callable[[Matter, Subject], Answer]
Lift = Callable[[Matter, Subject, Answer], Answer | None]


class Conflict(RuntimeError):
    """Two exceptions spoke about one rule and one subject; the rule book contradicts itself."""


@dataclass(frozen=True, slots=True)
class RuleText:
    """What the Law pages show of a rule: `strand` is EDIP-P, EDIP-U, EDIP-X (both), TOPIC or another programme.

    Only rules of kind `test` have a say in the combined verdict: a ceiling or a value gives a number, a definition
    says what an entity is, a note is shown and not judged. `features` are the ranking features a criterion feeds.

    `lifts` are the rules that an exception reports under, `twin` the matching rule of the other strand;
    `gates_counting` says that whoever fails it does not count towards a consortium. `certainty` is
    F read in the final text, S second-hand, R recalled, I our reading.
    """

    id: str
    strand: str
    subject: str
    kind: str
    lifts: tuple[str, ...]
    twin: str | None
    gates_counting: bool
    citations: tuple[Citation, ...]
    since: date
    until: date | None
    certainty: str
    sentence: Bilingual
    asks_for: Bilingual
    features: tuple[str, ...] = ()

    @property
    def programme(self) -> str:
        """The programme whose cases are judged by this rule; a topic is a layer of EDIP."""
        return programme_of(self.id)

    def in_force(self, day: date) -> bool:
        """True from `since` up to and including `until`."""
        return self.since <= day and (self.until is None or day <= self.until)


@cache
def rule_texts() -> dict[str, RuleText]:
    """The register of encoded rules, in the order of the law."""
    texts = law_files("rules")
    return {rule_id: _rule_text(rule_id, texts[rule_id]) for rule_id in coverage() if rule_id in texts}


def programme_of(rule_id: str) -> str:
    """EDIP, EDF, SAFE, USL or EDIRPA, read from the rule's id."""
    head = rule_id.split("-", 1)[0]
    return "EDIP" if head == "TOPIC" else head


def _rule_text(rule_id: str, entry: dict[str, Any]) -> RuleText:
    return RuleText(
        id=rule_id,
        strand=rule_id.rsplit("-", 1)[0],
        subject=entry["subject"],
        kind=entry["kind"],
        lifts=_names(entry.get("lifts", ())),
        twin=entry.get("twin"),
        gates_counting=entry.get("gates_counting") == "yes",
        citations=tuple(cite(entry["source"], pinpoint) for pinpoint in entry["articles"]),
        since=date.fromisoformat(entry["since"]),
        until=date.fromisoformat(entry["until"]) if "until" in entry else None,
        certainty=entry["certainty"],
        sentence=Bilingual(entry["sentence"]["en"], entry["sentence"]["uk"]),
        asks_for=Bilingual(entry["asks_for"]["en"], entry["asks_for"]["uk"]),
        features=tuple(entry.get("features", ())),
    )


def _names(written: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (written,) if isinstance(written, str) else tuple(written)


@dataclass(frozen=True, slots=True)
class RuleBook:
    """The functions behind the rule texts; filled by the decorators when the rule modules are imported."""

    entity_rules: dict[str, Judge[Entity]] = field(default_factory=dict)
    product_rules: dict[str, Judge[Product]] = field(default_factory=dict)
    action_rules: dict[str, Judge[Action]] = field(default_factory=dict)
    exceptions: dict[str, Lift[Any]] = field(default_factory=dict)

    def entity_rule(self, rule_id: str) -> Callable[[Judge[Entity]], Judge[Entity]]:
        """Register a rule that speaks of one entity at a time."""
        return _register(self.entity_rules, rule_id)

    def product_rule(self, rule_id: str) -> Callable[[Judge[Product]], Judge[Product]]:
        """Register a rule that speaks of one product at a time."""
        return _register(self.product_rules, rule_id)

    def action_rule(self, rule_id: str) -> Callable[[Judge[Action]], Judge[Action]]:
        """Register a rule that speaks of the action as a whole."""
        return _register(self.action_rules, rule_id)

    def exception(self, rule_id: str) -> Callable[[Lift[Subject]], Lift[Subject]]:
        """Register an exception to the rules that its text names; it answers None when it has nothing to say."""
        return _register(self.exceptions, rule_id)

    def about_entity(self, matter: Matter, rule_id: str, entity: Entity) -> Answer:
        """The rule's answer on one entity, with its exceptions; raise `Conflict` where two of them speak."""
        return self._about(self.entity_rules, matter, rule_id, entity)

    def about_product(self, matter: Matter, rule_id: str, product: Product) -> Answer:
        """The rule's answer on one product, with its exceptions; raise `Conflict` where two of them speak."""
        return self._about(self.product_rules, matter, rule_id, product)

    def _about(self, shelf: dict[str, Judge[Excepted]], matter: Matter, rule_id: str, subject: Excepted) -> Answer:
        if not rule_texts()[rule_id].in_force(matter.day):
            return _out_of_force(rule_id)
        general = shelf[rule_id](matter, subject)
        spoken = [
            (exception_id, answer)
            for exception_id in _exceptions_to(rule_id)
            if rule_texts()[exception_id].in_force(matter.day)
            and (answer := self.exceptions[exception_id](matter, subject, general)) is not None
        ]
        if len(spoken) > 1:
            raise Conflict(f"{' and '.join(name for name, _ in spoken)} both speak about {subject.id}")
        return spoken[0][1] if spoken else general

    def _about_action(self, matter: Matter, rule_id: str) -> Answer:
        if not rule_texts()[rule_id].in_force(matter.day):
            return _out_of_force(rule_id)
        return self.action_rules[rule_id](matter, matter.case.action)

    def findings(self, matter: Matter, wanted: Iterable[RuleText]) -> Iterator[Finding]:
        """Judge the case by the wanted rules, in their order; exceptions report under the rule they lift."""
        for text in wanted:
            if text.id in self.entity_rules:
                for entity in matter.case.entities:
                    yield _finding(text.id, entity.id, self.about_entity(matter, text.id, entity))
            elif text.id in self.product_rules:
                for product in matter.case.products:
                    yield _finding(text.id, product.id, self.about_product(matter, text.id, product))
            elif text.id in self.action_rules:
                yield _finding(text.id, ACTION, self._about_action(matter, text.id))


book = RuleBook()


@cache
def counting_gates(strand: str) -> tuple[str, ...]:
    """The rules of a strand that an entity must not fail if it is to count."""
    return tuple(text.id for text in rule_texts().values() if text.strand == strand and text.gates_counting)


@cache
def _exceptions_to(rule_id: str) -> tuple[str, ...]:
    return tuple(text.id for text in rule_texts().values() if rule_id in text.lifts)


Registered = TypeVar("Registered")


def _register(shelf: dict[str, Registered], rule_id: str) -> Callable[[Registered], Registered]:
    def keep(function: Registered) -> Registered:
        if rule_id in shelf:
            raise ValueError(f"{rule_id} is registered twice")
        shelf[rule_id] = function
        return function

    return keep


def _out_of_force(rule_id: str) -> Answer:
    text = rule_texts()[rule_id]
    if text.until is None:
        return not_applicable(say("This rule applies from %(since)s.", since=text.since))
    return not_applicable(say("This rule applies from %(since)s to %(until)s.", since=text.since, until=text.until))


def _finding(rule_id: str, subject: str, answer: Answer) -> Finding:
    return Finding(
        rule_id,
        subject,
        answer.verdict,
        answer.because,
        answer.missing,
        answer.question,
        answer.restricted_fields,
        answer.law_unknown,
        answer.value,
    )
