"""One change that might help, before anybody knows whether it does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from matchmaker.domain.eligibility.case import Case, Entity, Product
from matchmaker.domain.eligibility.matter import Matter
from matchmaker.domain.eligibility.report import Report
from matchmaker.domain.eligibility.rulebook import RuleText, rule_texts
from matchmaker.domain.eligibility.territory import Standing, Territory
from matchmaker.domain.findings import Bilingual, Finding, Sentence

Subject = TypeVar("Subject", Entity, Product)

FIRST, LAST = -1, 1
PARTNERS = Bilingual("the Union, an EFTA country of the EEA or Ukraine", "Союзу, країни ЄАВТ у ЄЕП чи України")
ASSOCIATED = Bilingual("a Member State or an associated country", "держави-члена чи асоційованої країни")
HOME = {
    "EDIP-U": Bilingual("a Member State or Ukraine", "держави-члена чи України"),
    "SAFE": PARTNERS,
    "USL": PARTNERS,
}


@dataclass(frozen=True)
class Plight:
    """A finding that is to be mended, with the case it speaks of."""

    case: Case
    report: Report
    strand: str
    finding: Finding

    @cached_property
    def matter(self) -> Matter:
        """The case with what the rules derive from it."""
        return Matter(self.case)

    @property
    def text(self) -> RuleText:
        """The rule that the finding is about."""
        return rule_texts()[self.finding.rule]

    @property
    def entity(self) -> Entity | None:
        """The entity that the finding is about, if it is about one."""
        return self._subject("entity", self.case.entities)

    @property
    def product(self) -> Product | None:
        """The product that the finding is about, if it is about one."""
        return self._subject("product", self.case.products)

    @property
    def home(self) -> Territory:
        """The home territory of the strand or programme."""
        return self.matter.territories.home[self.strand]

    def is_inside(self, country: str | None) -> bool:
        """Whether the country is surely home territory."""
        return country is not None and self.home.standing(country) is Standing.INSIDE

    def _subject(self, kind: str, among: tuple[Subject, ...]) -> Subject | None:
        if self.text.subject != kind:
            return None
        return next((one for one in among if one.id == self.finding.subject), None)


@dataclass(frozen=True, slots=True)
class Attempt:
    """A changed case; `changes` are the paths of the facts that differ, `added` the ids of invented firms.

    Whatever the number of changes, a way of lower `precedence` is offered before one of a higher.

    `tell` words the change once the changed case has been judged. `strand` is set where the case stays as it is and
    goes to the other strand.
    """

    kind: str
    case: Case
    changes: tuple[str, ...]
    tell: Callable[[Report], Sentence]
    added: tuple[str, ...] = ()
    strand: str | None = None
    precedence: int = 0


Way = Callable[[Plight], Iterator[Attempt]]


def with_entity(case: Case, changed: Entity) -> Case:
    """The case with one entity replaced by its changed self."""
    return replace(case, entities=tuple(changed if one.id == changed.id else one for one in case.entities))


def with_product(case: Case, changed: Product) -> Case:
    """The case with one product replaced by its changed self."""
    return replace(case, products=tuple(changed if one.id == changed.id else one for one in case.products))


def told(sentence: Sentence) -> Callable[[Report], Sentence]:
    """A wording that does not depend on how the changed case is judged."""
    return lambda _: sentence


def home_in_words(strand: str) -> Bilingual:
    """A country of the home territory, for the middle of a sentence: somebody comes "from" it."""
    return HOME.get(strand, ASSOCIATED)


def change_of_entity(plight: Plight, kind: str, changed: Entity, fact: str, sentence: Sentence) -> Attempt:
    """An attempt that changes one fact of one entity."""
    return Attempt(kind, with_entity(plight.case, changed), (f"{changed.id}.{fact}",), told(sentence))
