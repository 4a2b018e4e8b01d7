"""Minimum numbers: who cannot change them, and that the quick search finds what trying every set finds."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.domain.eligibility import Action, Case, Entity, Owner, Settings, judge, ownership_of
from matchmaker.domain.eligibility.control import Independence
from matchmaker.domain.eligibility.trio import Independences, Trio, best_trio
from matchmaker.domain.findings import Verdict
from tests.law.judged import judged_by
from tests.law.worlds import DAY, cases, entities

STEADY = settings(derandomize=True, deadline=None, database=None, max_examples=120)
COUNTS = ("EDIP-P-C01", "EDIP-P-C03", "EDIP-P-C05", "EDIP-U-C01", "EDIP-X-C07", "EDIP-P-C10")
ARTICLES = st.sampled_from(["11", "12(1)(d)", "12(1)", "13(1)(a)", "35"])
SEATS = ["DE", "PL", "CZ", "UA", "NO", "GL", "US", None]


@st.composite
def public_bodies(draw: st.DrawFn, name: str) -> Entity:
    seat = draw(st.sampled_from(SEATS))
    kind = draw(st.sampled_from(["authority"] * 6 + ["seap", "international_organisation", "company", None]))
    role = draw(st.sampled_from(["recipient"] * 6 + ["cooperating", None]))
    return Entity(name, role, kind, seat=seat, management=seat, seat_place="Kyiv")


@st.composite
def counting_cases(draw: st.DrawFn) -> Case:
    count = draw(st.one_of(st.none(), st.integers(0, 5)))
    members = (
        draw(cases()).entities if count is None else tuple(draw(public_bodies(f"e{number}")) for number in range(count))
    )
    chosen = draw(st.sampled_from([None, Settings(), Settings(edip_associated=frozenset({"NO"}))]))
    return Case("world", DAY, Action(draw(ARTICLES)), members, settings=chosen)


def counts(case: Case) -> dict[str, Verdict]:
    return {finding.rule: finding.verdict for finding in judged_by(case, COUNTS)}


@STEADY
@given(counting_cases(), entities("guest"), st.sampled_from(["company", "authority", "seap", None]))
def test_an_unpaid_cooperating_entity_never_changes_a_count(case, guest, kind):
    unpaid = replace(guest, role="cooperating", kind=kind, owners=(), decisive_rights=(), same_group_as=())
    assert counts(replace(case, entities=(*case.entities, unpaid))) == counts(case)


@STEADY
@given(counting_cases(), st.integers(0, 10))
def test_the_order_of_members_never_changes_a_count(case, seed):
    shuffled = tuple(random.Random(seed).sample(case.entities, len(case.entities)))
    assert counts(replace(case, entities=shuffled)) == counts(case)


def learnings(entity: Entity) -> list[Entity]:
    learnt = []
    if entity.seat is None:
        learnt += [replace(entity, seat=seat, management=seat) for seat in ("DE", "FR", "NO", "US")]
    if entity.role is None:
        learnt += [replace(entity, role=role) for role in ("recipient", "cooperating")]
    if entity.kind is None:
        learnt += [replace(entity, kind=kind) for kind in ("authority", "company", "seap")]
    return learnt


@STEADY
@given(counting_cases())
def test_learning_a_fact_only_settles_what_was_open(case):
    """An answer that is certain stays; a fact that is asked for is one that is not recorded."""
    before = counts(case)
    for position, entity in enumerate(case.entities):
        for better in learnings(entity):
            known = replace(case, entities=(*case.entities[:position], better, *case.entities[position + 1 :]))
            for rule_id, verdict in counts(known).items():
                assert before[rule_id] in (Verdict.UNKNOWN, verdict), (rule_id, better)


@st.composite
def candidates(draw: st.DrawFn) -> tuple[Entity, ...]:
    shares = st.sampled_from([Decimal("0.05"), Decimal("0.3"), Decimal("0.6")])
    return tuple(
        Entity(
            f"e{number}",
            draw(st.sampled_from(["recipient", "recipient", None])),
            "company",
            seat=draw(st.sampled_from(["DE", "PL", "NO", None])),
            owners=(Owner(draw(st.sampled_from(["o1", "o2", "o3", f"own{number}"])), share=draw(shares)),),
            ownership_complete=draw(st.sampled_from([True, True, None])),
            decisive_rights=(),
        )
        for number in range(draw(st.integers(0, 8)))
    )


def spread_over_two(members: Sequence[Entity]) -> bool | None:
    known = {member.seat for member in members if member.seat in ("DE", "PL")}
    if len(known) > 1:
        return True
    return None if len(known) + sum(member.seat is None for member in members) > 1 else False


def trying_every_set(firms: Sequence[Entity], independences: Independences) -> int | None:
    doubts = []
    for members in combinations(firms, 3):
        pairs = [(one.id, other.id) for one, other in combinations(members, 2)]
        answers = [independences.of(*pair) for pair in pairs]
        wide = spread_over_two(members)
        if wide is False or Independence.DEPENDENT in answers:
            continue
        unclear = tuple(pair for pair, answer in zip(pairs, answers, strict=True) if answer is Independence.UNKNOWN)
        paid = all(member.role == "recipient" for member in members)
        doubts.append(Trio(members, unclear, wide is True, paid).doubts)
    return min(doubts, default=None)


@STEADY
@given(candidates())
def test_the_search_finds_what_trying_every_set_finds(firms):
    independences = Independences(ownership_of(Case("world", DAY, Action("12(1)(d)"), firms)))
    found = best_trio(firms, independences, 3, spread_over_two)
    assert (found.doubts if found else None) == trying_every_set(firms, independences)
    if found is not None:
        assert spread_over_two(found.members) is not False


def firms_of(count: int, **known: object) -> tuple[Entity, ...]:
    seats = ["DE", "PL", "CZ", "FR"]
    return tuple(
        Entity(f"e{number:02}", "recipient", "company", seat=seats[number % 4], management="DE", **known)
        for number in range(count)
    )


ONE_OWNER = (Owner("g", country="FR", share=Decimal(1)),)
CROWDS = {
    "unrelated": {"owners": (), "ownership_complete": True},
    "one owner": {"owners": ONE_OWNER, "ownership_complete": True},
    "one declared group": {"owners": (), "ownership_complete": True, "same_group_as": ("e00",)},
    "not recorded": {},
}


@pytest.mark.parametrize("article", ["12(1)(d)", "13(1)(a)"])
@pytest.mark.parametrize("crowd", CROWDS)
def test_sixty_members_are_judged_in_seconds(crowd, article):
    started = time.perf_counter()
    judge(Case("crowd", DAY, Action(article), firms_of(60, **CROWDS[crowd])))
    assert time.perf_counter() - started < 10
