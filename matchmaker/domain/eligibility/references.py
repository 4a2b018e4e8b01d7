"""Names in a case file that point at another entity or owner must name one of the same case."""

from __future__ import annotations

from collections.abc import Sequence

from matchmaker.domain.eligibility.case import Entity
from matchmaker.domain.eligibility.casereader import Faults
from matchmaker.domain.findings import Sentence, say


def refuse_names_of_nobody(entities: Sequence[Entity], faults: Faults) -> None:
    """A layer of ownership in nobody, or a group with nobody, would silently say nothing about anybody.

    The holder of a right may be listed nowhere: the right alone makes it known.
    """
    owners = [(member, owner) for member in entities for owner in member.owners or ()]
    known = {member.id for member in entities} | {owner.id for _, owner in owners}
    for member, owner in owners:
        if owner.via is not None and owner.via not in known:
            faults.add(f"entities[{member.id}].owners[{owner.id}].via", _nobody(owner.via))
    for member in entities:
        for name in (one for one in member.same_group_as if one not in known):
            faults.add(f"entities[{member.id}].same_group_as", _nobody(name))


def _nobody(name: str) -> Sentence:
    return say("%(name)s is no owner and no entity of this case", name=repr(name))
