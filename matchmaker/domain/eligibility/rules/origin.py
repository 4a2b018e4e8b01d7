"""Where the components of a product come from."""

from __future__ import annotations

from matchmaker.domain.eligibility.answers import Answer, met, not_met, open_law, unknown
from matchmaker.domain.eligibility.case import Product
from matchmaker.domain.eligibility.matter import Matter
from matchmaker.domain.eligibility.rulebook import book
from matchmaker.domain.findings import Country, say

FIELD = "components"


@book.product_rule("EDIP-X-O03")
def no_hostile_component(matter: Matter, product: Product) -> Answer:
    """No component comes from a country that acts against the security and defence interests of the Union.

    A part without a raw-material flag is judged as the component it is listed as: the case format keeps it under
    `components`, what a file states counts as proven (convention 2), and Articles "10(3)" and "27(3)" speak of every
    component. Article "2(25)" takes out raw material (see EDIP-X-O04), so only a part declared as that is left out.
    """
    hostile = matter.settings.hostile_origins
    if hostile is None:
        return open_law(
            say("No list of hostile origins is set, and the law names none."),
            say("Which countries are taken as hostile origins?"),
            FIELD,
        )
    parts = [part for part in product.components or () if part.raw_material is not True]
    found = tuple(Country(origin) for origin in sorted({part.origin for part in parts if part.origin in hostile}))
    if found:
        return not_met(
            say("Components come from countries on the assumed list: %(countries)s.", countries=found), FIELD
        )
    undeclared = [part.name for part in parts if part.origin is None]
    if product.components and not undeclared:
        return met(say("All declared origins are off the assumed list of hostile origins."), FIELD)
    return _undeclared(product, undeclared)


def _undeclared(product: Product, names: list[str]) -> Answer:
    if not names:
        return unknown(
            say("No component is recorded."),
            say("What are the components, and where do they come from?"),
            FIELD,
            missing=(f"{product.id}.components",),
        )
    return unknown(
        say("The origin of components is not declared: %(names)s.", names=tuple(names)),
        say("Where do these components come from: %(names)s?", names=tuple(names)),
        FIELD,
        missing=tuple(f"{product.id}.components.{name}.origin" for name in names),
    )
