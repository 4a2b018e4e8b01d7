"""EDIRPA, which has ended: kept because its proof is still accepted elsewhere."""

from __future__ import annotations

from matchmaker.domain.eligibility.answers import Answer, unknown, worth
from matchmaker.domain.eligibility.billofmaterials import Counted, Denominator, Limit, bill_of
from matchmaker.domain.eligibility.case import Action, Entity, Product
from matchmaker.domain.eligibility.grounds import grounds, recognised
from matchmaker.domain.eligibility.matter import Matter
from matchmaker.domain.eligibility.percent import percent
from matchmaker.domain.eligibility.rulebook import book
from matchmaker.domain.eligibility.rules.foreign_share import PROGRAMME, Measure, judged_share
from matchmaker.domain.eligibility.rules.neighbours.products import design_answer
from matchmaker.domain.eligibility.rules.neighbours.shared import (
    of_subcontractors,
    reaches,
    subcontractor_by_all,
)
from matchmaker.domain.eligibility.rules.neighbours.states import enough_states
from matchmaker.domain.findings import say


@book.action_rule("EDIRPA-C01")
def member_states(matter: Matter, action: Action) -> Answer:
    """Authorities of several Member States buy together; that cooperation is new or wider is read by hand."""
    least = int(matter.number("edirpa_member_states"))
    return enough_states(matter, least, matter.territories.union)


@book.product_rule("EDIRPA-O01")
def components(matter: Matter, product: Product) -> Answer:
    """Components from the Union or an associated country make up a part of the value of the end product."""
    home = matter.territories.home["EDIRPA"]
    bill = bill_of(product, home, Counted.HOME, Denominator.END_VALUE)
    floor = Limit(matter.number("edirpa_home_components"), at_least=True)
    return judged_share(matter, product, bill, Measure(floor, PROGRAMME))


@book.entity_rule("EDIRPA-S01")
@of_subcontractors
def subcontractor(matter: Matter, entity: Entity) -> Answer:
    """The share alone decides here; that the input is critical, with unique attributes, is read by hand."""
    return subcontractor_by_all(entity, share=reaches(matter, entity, "edirpa_subcontract_share"))


@book.product_rule("EDIRPA-D01")
def free_use(matter: Matter, product: Product) -> Answer:
    """No third country limits the use of the product; the derogation for urgent need is read by hand."""
    return design_answer(product, matter.territories.home["EDIRPA"])


@book.action_rule("EDIRPA-M01")
def ceiling(matter: Matter, action: Action) -> Answer:
    """The ceiling rises with quantities for Ukraine or Moldova, or with a share for smaller firms.

    A word that names no known ground may mean one of these two.
    """
    usual, raised = matter.number("edirpa_ceiling"), matter.number("edirpa_raised_ceiling")
    if action.grounds is None:
        return unknown(
            say(
                "At most %(usual)s, or %(raised)s with a ground; no ground is recorded.",
                usual=percent(usual),
                raised=percent(raised),
            ),
            say("Are there quantities for Ukraine or Moldova, or a share for small firms and mid-caps?"),
            missing=("action.grounds",),
        )
    stated, strange = recognised(action.grounds)
    if any(grounds()[name].serves("7(4)", "EDIRPA") for name in stated):
        return worth(
            str(raised), say("At most %(raised)s of the contract, on the ground stated.", raised=percent(raised))
        )
    if strange:
        return unknown(
            say("No ground of the act is recognised in what is stated: %(words)s.", words=strange),
            say("Which ground of the act is meant by %(words)s?", words=strange),
            missing=("action.grounds",),
        )
    return worth(str(usual), say("At most %(usual)s of the contract.", usual=percent(usual)))
