"""How much of a product comes from outside the territory."""

from __future__ import annotations

from dataclasses import dataclass

from matchmaker.domain.eligibility.answers import Answer, met, not_applicable, not_met, open_law, unknown
from matchmaker.domain.eligibility.billofmaterials import (
    Bill,
    Denominator,
    Limit,
    Outcome,
    ShareRange,
    bill_of,
    deciding_facts,
    outcome,
    share_range,
)
from matchmaker.domain.eligibility.case import Product
from matchmaker.domain.eligibility.matter import Matter
from matchmaker.domain.eligibility.originmethods import ORIGIN_METHODS
from matchmaker.domain.eligibility.percent import percent
from matchmaker.domain.eligibility.rulebook import book
from matchmaker.domain.findings import Bilingual, Country, Sentence, say

FIELD = "components"
BOUGHT = ("11", "13", "35")
PRODUCED = ("12", "35")
# Only the Programme deploys projects of common interest.
PROGRAMME_ONLY = "35"

PROGRAMME = Bilingual("the Union and the associated countries", "Союзу та асоційованих країн")
UKRAINE = Bilingual("the Union and Ukraine", "Союзу та України")


@dataclass(frozen=True, slots=True)
class Measure:
    """How a share is judged and told: the limit, and the territory in words (in Ukrainian in the genitive)."""

    limit: Limit
    place: Bilingual


@book.product_rule("EDIP-P-O01")
def bought_under_the_programme(matter: Matter, product: Product) -> Answer:
    """The cost of components from outside the Union and its associates stays within the cap, for what is bought."""
    return _judged(matter, product, "EDIP-P", BOUGHT)


@book.product_rule("EDIP-P-O02")
def produced_under_the_programme(matter: Matter, product: Product) -> Answer:
    """The same of a product whose production is raised.

    A project of common interest does not say which part of it procures, so that both rules speak about it.
    """
    return _judged(matter, product, "EDIP-P", PRODUCED)


@book.product_rule("EDIP-U-O01")
def bought_for_ukraine(matter: Matter, product: Product) -> Answer:
    """The cost of components from outside the Union and Ukraine stays within the cap, for what is bought."""
    return _judged(matter, product, "EDIP-U", BOUGHT)


@book.product_rule("EDIP-U-O02")
def produced_for_ukraine(matter: Matter, product: Product) -> Answer:
    """The same of a product whose production is raised."""
    return _judged(matter, product, "EDIP-U", PRODUCED)


def _judged(matter: Matter, product: Product, strand: str, forms: tuple[str, ...]) -> Answer:
    form = matter.case.action.form
    if form not in forms or (strand == "EDIP-U" and form == PROGRAMME_ONLY):
        return not_applicable(say("This rule does not speak of products of this kind of action."))
    measure = Measure(Limit(matter.number("foreign_component_cap")), PROGRAMME if strand == "EDIP-P" else UKRAINE)
    return judged_share(matter, product, bill_of(product, matter.territories.home[strand]), measure)


def judged_share(matter: Matter, product: Product, bill: Bill, measure: Measure) -> Answer:
    """The verdict on a bill made with `bill_of`; works for caps and floors, over component cost or end-product value.

    A missing fact is named only where it could decide; where none can, the law on an open country does.
    """
    if not bill.parts:
        return _nothing_to_divide(product)
    found = share_range(bill)
    answered = outcome(found, measure.limit)
    because = _because(matter, bill, found, measure)
    if answered is Outcome.ALWAYS:
        return met(because, FIELD)
    if answered is Outcome.NEVER:
        return not_met(because, FIELD)
    return _open(product, bill, found, measure, because)


def _nothing_to_divide(product: Product) -> Answer:
    if product.components:
        return not_applicable(say("Only raw materials are recorded, and they are not components."))
    return unknown(
        say("No component is recorded."),
        say("What are the components, where do they come from, and what do they cost?"),
        FIELD,
        missing=(f"{product.id}.components",),
    )


def _open(product: Product, bill: Bill, found: ShareRange, measure: Measure, because: Sentence) -> Answer:
    facts = deciding_facts(bill, measure.limit)
    if not facts:
        countries = tuple(Country(code) for code in found.open_countries)
        return open_law(because, say("Do these countries count as inside: %(countries)s?", countries=countries), FIELD)
    paths = {"value_eur": "value_eur"}
    missing = tuple(f"{product.id}.{paths.get(fact, f'components.{fact}')}" for fact in facts)
    return unknown(because, _question(product, facts), FIELD, missing=missing)


def _question(product: Product, facts: tuple[str, ...]) -> Sentence:
    names = tuple(dict.fromkeys(fact.rpartition(".")[0] for fact in facts if "." in fact))
    if not names:
        return say("What is the value of the end product?")
    if "value_eur" in facts:
        return say("What is the end product worth, and what of: %(names)s (origin, cost)?", names=names)
    if all(fact.endswith(".origin") for fact in facts):
        return say("Where do these components come from: %(names)s?", names=names)
    if all(fact.endswith(".cost_eur") for fact in facts):
        return say("What do these components cost: %(names)s?", names=names)
    return say("Where do these components come from, and what do they cost: %(names)s?", names=names)


def _because(matter: Matter, bill: Bill, found: ShareRange, measure: Measure) -> Sentence:
    share, limit = _figure(found, measure.limit), percent(measure.limit.share)
    if bill.divided_by is Denominator.END_VALUE:
        return say(
            "%(share)s of the value of the end product are components from %(place)s; at least %(limit)s is asked. "
            "Origin: %(method)s.",
            share=share,
            place=measure.place,
            limit=limit,
            method=_method(matter),
        )
    return say(
        "%(share)s of the cost of all components comes from outside %(place)s; at most %(limit)s may. "
        "Labour, assembly and overhead are not components. Origin: %(method)s.",
        share=share,
        place=measure.place,
        limit=limit,
        method=_method(matter),
    )


def _figure(found: ShareRange, limit: Limit) -> Bilingual:
    low = percent(found.low, upwards=found.low > limit.share)
    if found.high is None:
        return Bilingual(f"{low.en} or more", f"{low.uk} або більше")
    high = percent(found.high, upwards=found.high > limit.share)
    if low == high:
        return low
    return Bilingual(f"{low.en} to {high.en}", f"від {low.uk} до {high.uk}")


def _method(matter: Matter) -> tuple[Bilingual | str, ...]:
    """The law defines no origin, so that the assumption is told with every figure."""
    return tuple(ORIGIN_METHODS.get(word, word) for word in sorted(matter.words("origin_method")))
