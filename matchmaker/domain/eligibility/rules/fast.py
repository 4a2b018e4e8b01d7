"""FAST: debt and equity for small firms and small mid-caps of the Programme's territory."""

from __future__ import annotations

from matchmaker.domain.eligibility.answers import Answer, met, not_applicable, not_met, unknown
from matchmaker.domain.eligibility.case import PUBLIC_BODIES, Entity
from matchmaker.domain.eligibility.matter import Matter
from matchmaker.domain.eligibility.rulebook import book
from matchmaker.domain.eligibility.rules.recipients import of_recipients
from matchmaker.domain.eligibility.rules.size import FIELDS, bounds_of
from matchmaker.domain.eligibility.rules.tools import FAST, all_open, established
from matchmaker.domain.eligibility.sizes import Bounds, Size, classed, is_small_mid_cap, is_sme
from matchmaker.domain.findings import Verdict, say


@book.entity_rule("EDIP-P-T01")
def fast_applicant(matter: Matter, entity: Entity) -> Answer:
    """Small and medium firms and small mid-caps that meet seat, management and facilities; control is not asked."""
    if matter.case.action.form != FAST:
        return not_applicable(say("This condition speaks of FAST only."))
    return _funded(matter, entity)


@of_recipients
def _funded(matter: Matter, entity: Entity) -> Answer:
    answers = established(matter, entity, "EDIP-P"), _small_enough(matter, entity)
    refused = next((answer for answer in answers if answer.verdict is Verdict.NOT_MET), None)
    return refused or all_open(answers) or answers[1]


def _small_enough(matter: Matter, entity: Entity) -> Answer:
    if entity.kind in PUBLIC_BODIES:
        return not_met(say("A public body is not an enterprise with a size."))
    size = classed(entity, bounds_of(matter), _is_sme_or_small_mid_cap)
    if size.answer is None:
        return unknown(
            say("Whether this is a small or medium-sized firm or a small mid-cap is not recorded to the end."),
            say("How large is %(entity)s: staff, turnover and balance sheet?", entity=entity.label),
            *FIELDS,
            missing=size.missing,
        )
    if size.answer:
        return met(
            say("A small or medium-sized firm or a small mid-cap, with seat, management and facilities inside."),
            *FIELDS,
            "management_country",
            "site_country",
        )
    return not_met(say("Larger than a small mid-cap."), *FIELDS)


def _is_sme_or_small_mid_cap(size: Size, bounds: Bounds) -> bool:
    """Either of the two, so that a figure which only parts them does not matter."""
    return is_sme(size, bounds) or is_small_mid_cap(size, bounds)
