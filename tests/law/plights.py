"""Small cases for tests of repairs: sound firms, one flaw added, and the repairs that are offered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from matchmaker.domain.eligibility import Action, Case, Entity, Owner, Product, Settings, judge
from matchmaker.domain.eligibility.repairs import Mending, Repair, mendings, repairs

DAY = date(2026, 11, 23)
CUXS = "EDF-EDIP-USI-2027-LS-IRA-CUXS"
ACTION = Action("12(1)(d)", total_cost_eur=Decimal(3_000_000), started=DAY, ends=date(2028, 1, 1))
ASSUMED = Settings(frozenset({"RU", "BY"}), frozenset({"NO"}))


def sound(name: str, seat: str) -> Entity:
    return Entity(
        name,
        "recipient",
        "company",
        seat=seat,
        seat_place="Kyiv",
        management=seat,
        sites=(seat,),
        owners=(),
        ownership_complete=True,
        decisive_rights=(),
        excluded=False,
    )


def american(name: str, seat: str) -> Entity:
    return replace(sound(name, seat), owners=(Owner("us", "Group", "US", Decimal(1)),))


def case(*entities: Entity, products: tuple[Product, ...] = (), action: Action = ACTION) -> Case:
    return Case("repair", DAY, action, entities, products, settings=ASSUMED)


def offered(judged: Case, strand: str, rule_id: str, subject: str = "action") -> dict[str, Repair]:
    found = repairs(judged, judge(judged), strand)
    return {one.kind: one for one in found if (one.rule, one.subject) == (rule_id, subject)}


def mending(judged: Case, strand: str, rule_id: str) -> Mending:
    return next(one for one in mendings(judged, judge(judged), strand) if one.finding.rule == rule_id)


TRIO = (sound("de", "DE"), sound("pl", "PL"), sound("cz", "CZ"))
