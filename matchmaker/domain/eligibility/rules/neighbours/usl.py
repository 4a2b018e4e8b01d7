"""The Ukraine Support Loan: Ukraine buys, firms at home in the Union, the EEA and Ukraine make and deliver."""

from __future__ import annotations

from matchmaker.domain.eligibility.answers import Answer, met, not_applicable, not_met, unknown
from matchmaker.domain.eligibility.case import Action, Entity, Product, Subcontract
from matchmaker.domain.eligibility.matter import Matter
from matchmaker.domain.eligibility.rulebook import book
from matchmaker.domain.eligibility.rules.neighbours.contractors import (
    Terms,
    facilities_answer,
    foreign_share,
    guaranteed,
    involved,
    outside_control,
    outside_subcontractor,
    place_answer,
)
from matchmaker.domain.eligibility.rules.neighbours.products import design_of_category_two
from matchmaker.domain.eligibility.rules.neighbours.shared import asked_of_firms, paid_firms, worst
from matchmaker.domain.eligibility.rules.origin import no_hostile_component
from matchmaker.domain.findings import Verdict, say

TERMS = Terms(
    "USL",
    subcontract_share="usl_subcontract_share",
    outside_most="usl_outside_subcontract_most",
    old_contract_before="usl_old_contract_before",
    foreign_components="usl_foreign_components",
)


def subcontractor_involved(matter: Matter, entity: Entity) -> Answer:
    """Whom the conditions mean beside the manufacturer itself, as under SAFE."""
    return involved(matter, entity, TERMS)


@book.entity_rule("USL-E01")
@asked_of_firms(subcontractor_involved)
def manufacturer(matter: Matter, entity: Entity) -> Answer:
    """Seat, management, control and facilities of manufacturers and of their subcontractors are at home."""
    return worst(
        say("Seat, management, control and facilities are in order."),
        _places(matter, entity),
        outside_control(matter, entity, "USL"),
    )


@book.exception("USL-E02")
def guarantees(matter: Matter, entity: Entity, general: Answer) -> Answer | None:
    """A firm established in the Union may be controlled from outside after screening or on guarantees."""
    return guaranteed(matter, entity, general, TERMS, _places(matter, entity))


@book.exception("USL-S01")
def old_subcontract(matter: Matter, entity: Entity, general: Answer) -> Answer | None:
    """A subcontractor from outside may stay on an old contract, or while a replacement is studied."""
    return outside_subcontractor(matter, entity, general, TERMS, facilities_answer(matter, entity, "USL"))


@book.product_rule("USL-O01")
def components(matter: Matter, product: Product) -> Answer:
    """Components from outside are limited, and none comes from a hostile source; raw material is no component."""
    share = foreign_share(matter, product, TERMS)
    if share.verdict is Verdict.NOT_APPLICABLE:
        return share
    return worst(
        say("The part of the components from outside is allowed, and none comes from the assumed list."),
        share,
        no_hostile_component(matter, product),
    )


@book.product_rule("USL-D01")
def design_authority(matter: Matter, product: Product) -> Answer:
    """Nobody outside limits the design of a product of category two."""
    return design_of_category_two(matter, product, "USL")


@book.action_rule("USL-X02")
def signed_in_time(matter: Matter, action: Action) -> Answer:
    """The contracts were signed after a day; work that began by then leaves a contract without a day too early."""
    makers = paid_firms(matter)
    if not makers:
        return not_applicable(say("No contract with a manufacturer is part of the case."))
    after = matter.day_value("usl_signed_after")
    days = {one.id: (one.subcontract or Subcontract()).contract_date for one in makers}
    early = tuple(one.label for one in makers if (day := days[one.id] or action.started) is not None and day <= after)
    if early:
        return not_met(say("Signed on %(after)s or before: %(names)s.", after=after, names=early))
    missing = tuple(f"{name}.subcontract.contract_date" for name, day in days.items() if day is None)
    if missing:
        return unknown(
            say("When the contract is signed is not recorded."),
            say("On which day is the contract with each manufacturer signed?"),
            missing=missing,
        )
    return met(say("The contracts are signed after %(after)s.", after=after))


def _places(matter: Matter, entity: Entity) -> Answer:
    return worst(
        say("Seat, management and facilities are inside the territory."),
        place_answer(matter, entity, "USL"),
        facilities_answer(matter, entity, "USL"),
    )
