"""Ways to mend what is said of a subcontractor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from matchmaker.domain.eligibility.parameters import parameters
from matchmaker.domain.eligibility.repairs.attempts import Attempt, Plight, change_of_entity
from matchmaker.domain.findings import say

HUNDREDTH = Decimal(1).scaleb(-2)


def smaller_share(plight: Plight) -> Iterator[Attempt]:
    """The firm gets a smaller share of the contract: up to a limit that its own rule cites, else just below it."""
    entity = plight.entity
    if entity is None or entity.subcontract is None or entity.subcontract.share is None:
        return
    for share in _limits(plight):
        if share < entity.subcontract.share:
            changed = replace(entity, subcontract=replace(entity.subcontract, share=share))
            sentence = say(
                "The share of %(entity)s in the contract is lowered from %(before)s to %(after)s.",
                entity=entity.label,
                before=_percent(entity.subcontract.share),
                after=_percent(share),
            )
            yield change_of_entity(plight, "smaller_share", changed, "subcontract.share", sentence)


def _limits(plight: Plight) -> list[Decimal]:
    """Every share that the law of subcontractors names, and the share one hundredth below it, the largest first."""
    cited = {
        plight.matter.number(parameter.name)
        for parameter in parameters().values()
        if parameter.unit == "share"
        and "subcontract" in parameter.name
        and parameter.values[0].since <= plight.matter.day
    }
    return sorted({limit - step for limit in cited for step in (Decimal(0), HUNDREDTH)}, reverse=True)


def _percent(share: Decimal) -> str:
    return f"{(share * 100).normalize():f} %"
