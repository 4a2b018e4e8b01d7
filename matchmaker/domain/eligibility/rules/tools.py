"""The tools beside the forms of action: FAST, the sales catalogue and the off-take system."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from matchmaker.domain.eligibility.answers import Answer, met, not_applicable, not_met
from matchmaker.domain.eligibility.case import PUBLIC_BODIES, Action, Entity
from matchmaker.domain.eligibility.matter import Matter
from matchmaker.domain.eligibility.rulebook import book
from matchmaker.domain.findings import Verdict, say

FAST, CATALOGUE = "14", "37"
OFF_TAKE = {"17": "EDIP-P", "30": "EDIP-U"}
BUYERS = ("procurement_agent",)
CRITERIA = {
    "EDIP-P": ("EDIP-P-E01", "EDIP-P-E02", "EDIP-P-F01"),
    "EDIP-U": ("EDIP-U-E01", "EDIP-U-E02", "EDIP-U-E03", "EDIP-U-F01"),
}


@book.action_rule("EDIP-U-T03")
def no_blending(matter: Matter, action: Action) -> Answer:
    """FAST works by blending under InvestEU, which the Ukraine instrument may not use."""
    if action.form != FAST:
        return not_applicable(say("This condition speaks of FAST only."))
    return not_met(say("FAST works by blending under InvestEU, which the Ukraine instrument may not use."))


@book.entity_rule("EDIP-X-T04")
def catalogue_operator(matter: Matter, entity: Entity) -> Answer:
    """Operators in the sales catalogue meet seat, management and facilities of either chapter."""
    if matter.case.action.form != CATALOGUE or _buys(entity):
        return not_applicable(say("This condition speaks of operators in the sales catalogue only."))
    return _either(established(matter, entity, strand) for strand in CRITERIA)


@book.entity_rule("EDIP-X-T05")
def off_take_manufacturer(matter: Matter, entity: Entity) -> Answer:
    """Manufacturers in the off-take system meet seat, management and facilities of the chapter it belongs to."""
    strand = OFF_TAKE.get(matter.case.action.form)
    if strand is None or _buys(entity):
        return not_applicable(say("This condition speaks of manufacturers in the off-take system only."))
    return established(matter, entity, strand)


def _buys(entity: Entity) -> bool:
    return entity.kind in PUBLIC_BODIES or entity.role in BUYERS


def established(matter: Matter, entity: Entity, strand: str) -> Answer:
    """Seat, management and facilities together, asked as of a recipient whatever the role; control is not asked."""
    asked = replace(entity, role="recipient")
    answers = [book.about_entity(matter, rule_id, asked) for rule_id in CRITERIA[strand]]
    refused = next((answer for answer in answers if answer.verdict is Verdict.NOT_MET), None)
    if refused is not None:
        return refused
    return all_open(answers) or met(
        say("Seat, management and facilities are inside the territory."), "management_country", "site_country"
    )


def all_open(answers: Iterable[Answer]) -> Answer | None:
    """One answer for all that are open, with everything missing; None where all are met."""
    open_ones = [answer for answer in answers if answer.verdict is Verdict.UNKNOWN]
    first = next((answer for answer in open_ones if answer.missing), next(iter(open_ones), None))
    if first is None:
        return None
    return replace(
        first,
        missing=tuple(dict.fromkeys(fact for answer in open_ones for fact in answer.missing)),
        restricted_fields=tuple(dict.fromkeys(field for answer in open_ones for field in answer.restricted_fields)),
    )


def _either(alternatives: Iterable[Answer]) -> Answer:
    """The answer that helps most: met before open before not met."""
    answers = list(alternatives)
    best = next((answer for answer in answers if answer.verdict is Verdict.MET), None)
    return best or all_open(answers) or answers[0]
