"""Ways to mend what is said of a subcontractor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from matchmaker.domain.eligibility.parameters import parameters
from matchmaker.domain.eligibility.repairs.attempts import Attempt, Plight, change_of_entity
from matchmaker.domain.findings import Sentence, say

HUNDREDTH = Decimal(1).scaleb(-2)


def smaller_share(plight: Plight) -> Iterator[Attempt]:
    """The firm gets a smaller share of the contract: up to a limit that its own rule cites, else just below it."""
    entity = plight.entity
    if entity is None or entity.subcontract is None or entity.subcontract.share is None:
        return
    for share in _limits(plight):
        if share < entity.subcontract.share:
            changed = replace(entity, subcontract=replace(entity.subcontract, share=share))
            sentence = _lowered(plight, entity.label, _percent(entity.subcontract.share), _percent(share))
            yield change_of_entity(plight, "smaller_share", changed, "subcontract.share", sentence)


def _lowered(plight: Plight, entity: str, before: str, after: str) -> Sentence:
    """Under the Fund a direct contract with a recipient makes a subcontractor involved whatever its share."""
    if plight.case.programme == "EDF":
        return say(
            "The share of %(entity)s in the contract is lowered from %(before)s to %(after)s; this helps only if "
            "%(entity)s has no direct contract with a recipient.",
            entity=entity,
            before=before,
            after=after,
        )
    return say(
        "The share of %(entity)s in the contract is lowered from %(before)s to %(after)s.",
        entity=entity,
        before=before,
        after=after,
    )


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
