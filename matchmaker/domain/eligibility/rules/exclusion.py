"""Situations that exclude from funds of the Union, as declared on honour."""

from __future__ import annotations

from matchmaker.domain.eligibility.answers import Answer, met, not_applicable, not_met, unknown
from matchmaker.domain.eligibility.case import Entity
from matchmaker.domain.eligibility.matter import Matter
from matchmaker.domain.eligibility.rulebook import book
from matchmaker.domain.findings import say

WITHOUT_DECLARATION = ("cooperating", "supplier")


@book.entity_rule("EDIP-X-E08")
def no_exclusion(matter: Matter, entity: Entity) -> Answer:
    """Whoever is paid, directly or under a contract, is in no situation of exclusion; while the role is open, too.

    The act speaks of participants; that only paid roles are asked is our reading.
    """
    if entity.role in WITHOUT_DECLARATION:
        return not_applicable(say("The declaration on exclusion is asked of paid roles only, which is our reading."))
    if entity.excluded is None:
        return unknown(
            say("Whether a situation of exclusion exists is not declared."),
            say("Is %(entity)s, or anybody who runs or owns it, in a situation of exclusion?", entity=entity.label),
            missing=(f"{entity.id}.excluded",),
        )
    if entity.excluded:
        return not_met(say("%(entity)s is declared to be in a situation of exclusion.", entity=entity.label))
    return met(say("No situation of exclusion, by declaration."))
