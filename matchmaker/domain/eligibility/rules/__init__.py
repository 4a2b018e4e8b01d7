"""The rules themselves, by subject; importing this package fills the rule book."""

from matchmaker.domain.eligibility.rules import (
    action,
    consortium,
    control,
    establishment,
    facilities,
    flagship,
    origin,
    procurement,
    tools,
    topic,
    trio_rules,
)

__all__ = [
    "action",
    "consortium",
    "control",
    "establishment",
    "facilities",
    "flagship",
    "origin",
    "procurement",
    "tools",
    "topic",
    "trio_rules",
]
