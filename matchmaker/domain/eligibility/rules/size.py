"""What an entity is by its size: small or medium, mid-cap, small mid-cap."""

from __future__ import annotations

from matchmaker.domain.eligibility.answers import Answer, met, not_applicable, not_met, unknown
from matchmaker.domain.eligibility.case import PUBLIC_BODIES, Entity
from matchmaker.domain.eligibility.matter import Matter
from matchmaker.domain.eligibility.money import euros
from matchmaker.domain.eligibility.rulebook import book
from matchmaker.domain.eligibility.sizes import (
    Bounds,
    Classing,
    Span,
    Test,
    classed,
    figures,
    is_mid_cap,
    is_small_mid_cap,
    is_sme,
    is_sme_or_mid_cap,
)
from matchmaker.domain.findings import Bilingual, Sentence, say

FIELDS = ("headcount", "turnover_eur", "balance_sheet_eur")


def bounds_of(matter: Matter) -> Bounds:
    """The thresholds of the day."""
    return Bounds(
        sme_headcount=matter.number("sme_headcount"),
        sme_turnover=matter.number("sme_turnover_eur"),
        sme_balance=matter.number("sme_balance_sheet_eur"),
        small_headcount=matter.number("small_mid_cap_headcount"),
        small_turnover=matter.number("small_mid_cap_turnover_eur"),
        small_balance=matter.number("small_mid_cap_balance_sheet_eur"),
        mid_headcount=matter.number("mid_cap_headcount"),
        partner_share=matter.number("partner_enterprise_share"),
        linked_share=matter.number("linked_enterprise_share"),
    )


def small_enough(matter: Matter, entity: Entity) -> Classing:
    """Whether the entity is a small, medium or mid-cap enterprise; a public body is none."""
    if entity.kind in PUBLIC_BODIES:
        return Classing(False, ())
    return classed(entity, bounds_of(matter), is_sme_or_mid_cap)


@book.entity_rule("EDIP-X-Z01")
def small_or_medium(matter: Matter, entity: Entity) -> Answer:
    """A small or medium-sized enterprise, by the figures of its group.

    The class changes only after two consecutive periods: the figures are taken as those that count.
    """
    return size_answer(matter, entity, is_sme)


@book.entity_rule("EDIP-X-Z03")
def mid_cap(matter: Matter, entity: Entity) -> Answer:
    """Not small or medium, and within the headcount of a mid-cap; turnover and balance sheet do not matter."""
    return size_answer(matter, entity, is_mid_cap)


@book.entity_rule("EDIP-X-Z04")
def small_mid_cap(matter: Matter, entity: Entity) -> Answer:
    """Not small or medium, and within the three thresholds of a small mid-cap, of which one of money is enough."""
    return size_answer(matter, entity, is_small_mid_cap)


def size_answer(matter: Matter, entity: Entity, test: Test) -> Answer:
    """Whether the entity is in the class that `test` draws, for any programme; public bodies have no size."""
    if entity.kind in PUBLIC_BODIES:
        return not_applicable(say("A public body is not an enterprise with a size."))
    bounds = bounds_of(matter)
    found, because = classed(entity, bounds, test), _because(figures(entity, bounds))
    if found.answer is not None:
        return met(because, *FIELDS) if found.answer else not_met(because, *FIELDS)
    return unknown(because, _question(entity), *FIELDS, missing=found.missing)


def _question(entity: Entity) -> Sentence:
    return say(
        "What are the headcount, the turnover and the balance sheet of %(entity)s with its partner and linked "
        "enterprises?",
        entity=entity.label,
    )


def _because(spans: tuple[Span, Span, Span]) -> Sentence:
    headcount, turnover, balance = spans
    return say(
        "With its group: headcount %(headcount)s, turnover %(turnover)s, balance sheet %(balance)s.",
        headcount=_people(headcount),
        turnover=_money(turnover),
        balance=_money(balance),
    )


def _people(span: Span) -> Bilingual:
    low = f"{span.low:f}"
    return _range(span, Bilingual(low, low), None if span.high is None else Bilingual(*[f"{span.high:f}"] * 2))


def _money(span: Span) -> Bilingual:
    return _range(span, euros(span.low), None if span.high is None else euros(span.high))


def _range(span: Span, low: Bilingual, high: Bilingual | None) -> Bilingual:
    if high is None:
        return Bilingual("not recorded", "не записано") if span.low == 0 else _from(low)
    return low if span.low == span.high else Bilingual(f"{low.en} to {high.en}", f"від {low.uk} до {high.uk}")


def _from(low: Bilingual) -> Bilingual:
    return Bilingual(f"{low.en} or more", f"{low.uk} або більше")
