"""Names in a case file that point at another entity or owner must name one of the same case."""

from __future__ import annotations

from collections.abc import Sequence

from matchmaker.domain.eligibility.case import Entity
from matchmaker.domain.eligibility.casereader import Faults
from matchmaker.domain.findings import say


def refuse_names_of_nobody(entities: Sequence[Entity], faults: Faults) -> None:
    """A layer of ownership in nobody, or a group with nobody, would silently say nothing about anybody.

    The holder of a right may be listed nowhere: the right alone makes it known.
    """
    members = {member.id for member in entities}
    held = members | {owner.id for member in entities for owner in member.owners or ()}
    for member in entities:
        for owner in member.owners or ():
            if owner.via is not None and owner.via not in held:
                wrong = say("%(name)s is no owner and no entity of this case", name=repr(owner.via))
                faults.add(f"entities[{member.id}].owners[{owner.id}].via", wrong)
        for name in member.same_group_as:
            if name not in members:
                wrong = say("%(name)s is no entity of this case", name=repr(name))
                faults.add(f"entities[{member.id}].same_group_as", wrong)
