"""Conditions on recipients speak of nobody else: unpaid cooperating entities and suppliers are left out."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from matchmaker.domain.eligibility.answers import Answer, not_applicable, unknown
from matchmaker.domain.eligibility.case import Entity
from matchmaker.domain.eligibility.matter import Matter
from matchmaker.domain.findings import say

EntityRule = Callable[[Matter, Entity], Answer]


def of_recipients(rule: EntityRule) -> EntityRule:
    """Let the rule see recipients only; without a recorded role the answer is open."""

    @wraps(rule)
    def asked(matter: Matter, entity: Entity) -> Answer:
        if entity.role == "recipient":
            return rule(matter, entity)
        if entity.role == "cooperating":
            return not_applicable(say("An unpaid cooperating entity need not meet this condition."))
        if entity.role is None:
            return role_open(entity)
        return not_applicable(say("This condition speaks of recipients of funding only."))

    return asked


def role_open(entity: Entity) -> Answer:
    """The answer of a rule that speaks of some roles only, while the role is not recorded."""
    return unknown(
        say("The role in the action is not recorded."),
        say("Would %(entity)s receive funding, or cooperate unpaid?", entity=entity.label),
        missing=(f"{entity.id}.role",),
    )
