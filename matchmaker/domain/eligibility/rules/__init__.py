"""The rules themselves, by subject; importing this package fills the rule book."""

from matchmaker.domain.eligibility.rules import (
    action,
    consortium,
    control,
    cooperation,
    earlier_contracts,
    establishment,
    exclusion,
    facilities,
    flagship,
    origin,
    procurement,
    subcontractors,
    tools,
    topic,
    trio_rules,
)

__all__ = [
    "action",
    "consortium",
    "control",
    "cooperation",
    "earlier_contracts",
    "establishment",
    "exclusion",
    "facilities",
    "flagship",
    "origin",
    "procurement",
    "subcontractors",
    "tools",
    "topic",
    "trio_rules",
]
