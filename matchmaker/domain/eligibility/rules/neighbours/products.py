"""Who may limit the design of a product, for any programme."""

from __future__ import annotations

from matchmaker.domain.eligibility.answers import Answer, met, not_applicable, not_met, open_law, unknown
from matchmaker.domain.eligibility.case import Product
from matchmaker.domain.eligibility.matter import Matter
from matchmaker.domain.eligibility.rules.neighbours.shared import as_word
from matchmaker.domain.eligibility.territory import Standing, Territory
from matchmaker.domain.findings import Country, Verdict, say

DESIGN = "design_authority"


def design_answer(product: Product, territory: Territory) -> Answer:
    """Whether anybody outside the territory may limit the design or the use of the product."""
    restricted_by = product.design_authority.restricted_by if product.design_authority else None
    if restricted_by is None:
        return unknown(
            say("Whether anybody limits the design of the product is not recorded."),
            say("Which country, if any, may limit the design or the use of the product?"),
            DESIGN,
            missing=(f"{product.id}.design_authority.restricted_by",),
        )
    if restricted_by == "none":
        return met(say("Nobody limits the design."), DESIGN)
    country = Country(restricted_by)
    match territory.standing(restricted_by):
        case Standing.INSIDE:
            return met(
                say("The design is limited from %(country)s only, inside the territory.", country=country), DESIGN
            )
        case Standing.OUTSIDE:
            return not_met(
                say("The design is limited from %(country)s, outside the territory.", country=country), DESIGN
            )
        case Standing.OPEN:
            return open_law(
                say("The design is limited from %(country)s, whose status is not confirmed.", country=country),
                say("Does %(country)s belong to the territory on that day?", country=country),
                DESIGN,
            )


def design_of_category_two(matter: Matter, product: Product, strand: str) -> Answer:
    """Design authority is asked for products of category two only; a kind that tells no category leaves it open."""
    kind = as_word(matter.case.action.product_kind)
    if kind in matter.words("safe_category_one"):
        return not_applicable(say("Design authority is asked for products of category two only."))
    answer = design_answer(product, matter.territories.home[strand])
    if answer.verdict is Verdict.MET or kind in matter.words("safe_category_two"):
        return answer
    return unknown(
        say("Which category the product belongs to is not recorded; category two asks for design authority."),
        say("Does the product belong to category two, and of which class is a drone?"),
        DESIGN,
        missing=("action.product_kind", *answer.missing),
    )
