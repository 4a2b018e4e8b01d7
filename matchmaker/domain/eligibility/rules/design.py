"""Who can decide on the design of a product."""

from __future__ import annotations

from matchmaker.domain.eligibility.answers import Answer, conditional, met, not_applicable, not_met, open_law, unknown
from matchmaker.domain.eligibility.case import Product
from matchmaker.domain.eligibility.matter import Matter
from matchmaker.domain.eligibility.rulebook import book
from matchmaker.domain.eligibility.rules.foreign_share import PROGRAMME_ONLY
from matchmaker.domain.eligibility.territory import Standing
from matchmaker.domain.findings import Country, Verdict, say

FIELD = "design_authority"
REINFORCEMENT = "12"
UNRESTRICTED = "none"


@book.product_rule("EDIP-P-D01")
def design_under_the_programme(matter: Matter, product: Product) -> Answer:
    """The recipient can decide on the design without a restriction by a non-associated third country or its entity.

    Who holds the design never decides by itself: a holder anywhere may leave the decision free, and one inside may
    be bound by the export control of a third country. Only the restriction counts.
    """
    return _judged(matter, product, "EDIP-P")


@book.product_rule("EDIP-U-D01")
def design_for_ukraine(matter: Matter, product: Product) -> Answer:
    """The same, and a restriction by Ukraine or a Ukrainian entity does not count; the Programme alone deploys."""
    if matter.case.action.form == PROGRAMME_ONLY:
        return not_applicable(say("This rule does not speak of products of this kind of action."))
    return _judged(matter, product, "EDIP-U")


def _judged(matter: Matter, product: Product, strand: str) -> Answer:
    restricted_by = _restricted_by(product)
    if restricted_by is None:
        return _not_recorded(product)
    if restricted_by == UNRESTRICTED:
        return met(say("No third country restricts decisions on the design."), FIELD)
    country = Country(restricted_by)
    standing = matter.territories.controllers[strand].standing(restricted_by)
    if standing is Standing.INSIDE:
        return met(say("A restriction by %(country)s does not count.", country=country), FIELD)
    if standing is Standing.OPEN:
        return open_law(
            say("%(country)s restricts decisions on the design; its status is open.", country=country),
            say("Does a restriction by %(country)s count?", country=country),
            FIELD,
        )
    return not_met(say("%(country)s restricts decisions on the design.", country=country), FIELD)


def _restricted_by(product: Product) -> str | None:
    return None if product.design_authority is None else product.design_authority.restricted_by


def _not_recorded(product: Product) -> Answer:
    path = "design_authority" if product.design_authority is None else "design_authority.restricted_by"
    return unknown(
        say("Whether a third country restricts decisions on the design is not recorded."),
        say("Does a third country, or an entity of one, restrict decisions on the design, and which?"),
        FIELD,
        missing=(f"{product.id}.{path}",),
    )


@book.exception("EDIP-X-D02")
def handed_over_in_time(matter: Matter, product: Product, general: Answer) -> Answer | None:
    """For ammunition and missiles a binding commitment to hand the ability over in time may lift the bar.

    It speaks of restrictions by non-associated third countries. The Ukraine instrument leaves that wording, while it
    accepts Ukrainian restrictions elsewhere: whether they are free here is open.
    """
    restricted_by = _restricted_by(product)
    if matter.case.action.form != REINFORCEMENT or restricted_by is None or not _may_be_covered(matter):
        return None
    if general.verdict is Verdict.MET and restricted_by in matter.territories.ukraine:
        return _ukrainian(matter, restricted_by)
    return _commitment(matter, product, restricted_by) if general.verdict is Verdict.NOT_MET else None


def _may_be_covered(matter: Matter) -> bool:
    kind = matter.case.action.product_kind
    return kind is None or kind in matter.words("late_design_products")


def _ukrainian(matter: Matter, restricted_by: str) -> Answer | None:
    if matter.territories.home["EDIP-P"].standing(restricted_by) is Standing.INSIDE:
        return None
    country = Country(restricted_by)
    if matter.case.action.product_kind is None:
        return unknown(
            say("A restriction by %(country)s is free except, perhaps, for ammunition and missiles.", country=country),
            say("What kind of product is it?"),
            FIELD,
            missing=("action.product_kind",),
        )
    return open_law(
        say("Whether a restriction by %(country)s is free for ammunition and missiles is open.", country=country),
        say("Does the wording on non-associated third countries cover %(country)s here?", country=country),
        FIELD,
    )


def _commitment(matter: Matter, product: Product, restricted_by: str) -> Answer | None:
    assert product.design_authority is not None
    promised, latest = product.design_authority.commitment_by, matter.day_value("latest_design_hand_over")
    country = Country(restricted_by)
    if promised is not None and promised > latest:
        return not_met(
            say(
                "%(country)s restricts the design; the hand-over by %(promised)s is later than %(latest)s.",
                country=country,
                promised=promised,
                latest=latest,
            ),
            FIELD,
        )
    if promised is None or matter.case.action.product_kind is None:
        return _hand_over_not_recorded(matter, product, country)
    return conditional(
        say("%(country)s is bound to hand the decisions over by %(promised)s.", country=country, promised=promised),
        say("Has %(country)s handed over the ability to decide on the design?", country=country),
        FIELD,
        missing=(f"{product.id}.design_authority.restricted_by",),
    )


def _hand_over_not_recorded(matter: Matter, product: Product, country: Country) -> Answer:
    assert product.design_authority is not None
    open_facts = {
        "action.product_kind": matter.case.action.product_kind is None,
        f"{product.id}.design_authority.commitment_by": product.design_authority.commitment_by is None,
    }
    return unknown(
        say(
            "%(country)s restricts the design; for ammunition and missiles a hand-over may lift that.", country=country
        ),
        say("Is it ammunition or a missile, and by which day is %(country)s bound to hand over?", country=country),
        FIELD,
        missing=tuple(fact for fact, is_open in open_facts.items() if is_open),
    )
