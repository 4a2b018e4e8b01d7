"""The least numbers of entities and countries under the Ukraine Support Instrument, whatever the form."""

from __future__ import annotations

from matchmaker.domain.eligibility.answers import Answer
from matchmaker.domain.eligibility.case import Action
from matchmaker.domain.eligibility.matter import Matter
from matchmaker.domain.eligibility.rulebook import book
from matchmaker.domain.eligibility.rules.counting import where_asked
from matchmaker.domain.eligibility.rules.procurement import PROCUREMENT, ukraine_procurers
from matchmaker.domain.eligibility.rules.trio_rules import ukraine_trio


@book.action_rule("EDIP-U-C01")
def ukraine_minimum(matter: Matter, action: Action) -> Answer:
    """The minimum numbers of the Programme, with Ukraine read as a Member State and no associated country."""
    if action.form == PROCUREMENT:
        return ukraine_procurers(matter)
    return where_asked(action, {"12": "d", "13": "a"}, lambda: ukraine_trio(matter))
