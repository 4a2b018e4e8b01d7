"""Ownership at any depth: what holds in every completion of the unknown, in some and in none."""

from __future__ import annotations

import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from matchmaker.domain.eligibility import Action, Case, Entity, Owner, Right, judge, read_case_file
from matchmaker.domain.eligibility.case import CONTROLLING_RIGHTS, RIGHTS
from matchmaker.domain.eligibility.control import Extent, Thresholds, links, ownership, paths
from matchmaker.domain.eligibility.control.wording import path_words
from matchmaker.domain.findings import Verdict
from tests.law.judged import judged_by
from tests.law.worlds import DAY

STEADY = settings(derandomize=True, deadline=None, database=None, max_examples=80)
MAJORITY, SMALL, STEP = Decimal("0.5"), Decimal("0.1"), Decimal("0.1")
THRESHOLDS = Thresholds(MAJORITY, SMALL)
ACTION = Action("12(1)(a)")
FIRM, NAMES = "e", ("a", "b", "c")


def firm(*owners: Owner, rights: tuple[Right, ...] | None = (), complete: bool | None = True) -> Entity:
    return Entity(FIRM, "recipient", "company", "", "DE", None, "DE", None, owners, complete, rights)


def share(text: str) -> Decimal:
    return Decimal(text)


def finding(*owners: Owner, rule: str = "EDIP-P-E03", **facts):
    return next(iter(judged_by(Case("one", DAY, ACTION, (firm(*owners, **facts),)), [rule])))


# The oracle: every completion on a grid of shares, every open influence in fact both ways. It knows no bounds, no
# climbing and no order; control of a holder is worked out for that holder alone.

Assigned = Mapping[tuple[str, str], Decimal]


def completions(owners: tuple[Owner, ...]) -> Iterator[Assigned]:
    """All shares on the grid that fit what is recorded and add up to at most one in each held entity."""
    keys = [(owner.via or FIRM, owner.id) for owner in owners]
    for chosen in product(*(list(choices(owner)) for owner in owners)):
        assigned = dict(zip(keys, chosen, strict=True))
        held = defaultdict(Decimal)
        for (name, _), part in assigned.items():
            held[name] += part
        if all(total <= 1 for total in held.values()):
            yield assigned


def choices(owner: Owner) -> Iterator[Decimal]:
    if owner.share is not None:
        yield owner.share
        return
    for number in range(11):
        part = number * STEP
        fits = (owner.share_min or 0) <= part <= (share("1") if owner.share_max is None else owner.share_max)
        if fits and (part > MAJORITY or not owner.majority):
            yield part


def controlled(
    holder: str, owners: tuple[Owner, ...], rights: tuple[Right, ...], assigned: Assigned, *, generous: bool
):
    """Everything that the holder controls; `generous` lets each open influence in fact be control."""
    mine = {holder}
    while True:
        new = {
            held
            for held in (FIRM, *NAMES)
            if held not in mine and gains(held, mine, owners, rights, assigned, generous)
        }
        if not new:
            return mine - {holder}
        mine |= new


def gains(held, mine, owners, rights, assigned, generous) -> bool:
    votes = sum((owner.votes or Decimal(0)) for owner in owners if (owner.via or FIRM) == held and owner.id in mine)
    shares = sum(part for (name, owner), part in assigned.items() if name == held and owner in mine)
    held_rights = {right.right for right in rights if held == FIRM and right.holder in mine}
    if max(votes, shares) > MAJORITY or held_rights & set(CONTROLLING_RIGHTS):
        return True
    return generous and (max(votes, shares) > SMALL or bool(held_rights))


def oracle(holder: str, owners: tuple[Owner, ...], rights: tuple[Right, ...]) -> Extent | None:
    always, ever, any_at_all = True, False, False
    for assigned in completions(owners):
        any_at_all = True
        always = always and FIRM in controlled(holder, owners, rights, assigned, generous=False)
        ever = ever or FIRM in controlled(holder, owners, rights, assigned, generous=True)
    if not any_at_all:
        return None
    return Extent.EVERY if always else Extent.SOME if ever else Extent.NONE


PARTS = st.sampled_from([share(text) for text in ("0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "1")])


@st.composite
def graphs(draw: st.DrawFn) -> tuple[tuple[Owner, ...], tuple[Right, ...]]:
    possible = [(holder, held) for holder in NAMES for held in (FIRM, *NAMES) if holder != held]
    chosen = draw(st.lists(st.sampled_from(possible), min_size=1, max_size=4, unique=True))
    owners = tuple(draw(holdings(holder, held)) for holder, held in chosen)
    rights = draw(st.lists(st.builds(Right, st.sampled_from(NAMES), st.sampled_from(RIGHTS)), max_size=1))
    return owners, tuple(rights)


@st.composite
def holdings(draw: st.DrawFn, holder: str, held: str) -> Owner:
    owner = Owner(holder, country="DE", via=None if held == FIRM else held)
    shape = draw(st.sampled_from(["exact", "exact", "range", "open", "majority"]))
    if shape == "exact":
        return replace(owner, share=draw(PARTS), votes=draw(st.sampled_from([None, None, share("0.1"), share("0.6")])))
    if shape == "range":
        least, most = sorted((draw(PARTS), draw(PARTS)))
        return replace(owner, share_min=least, share_max=most)
    return replace(owner, majority=shape == "majority")


@STEADY
@given(graphs())
def test_every_some_and_none_are_what_trying_all_completions_gives(graph):
    owners, rights = graph
    expected = {name: oracle(name, owners, rights) for name in NAMES}
    assume(None not in expected.values())
    found = ownership((firm(*owners, rights=rights),), THRESHOLDS).standings(FIRM)
    assert {name: found.get(name, Extent.NONE) for name in NAMES} == expected


@STEADY
@given(graphs(), st.integers(0, 20))
def test_the_order_of_owners_never_matters(graph, seed):
    owners, rights = graph
    mixed = tuple(random.Random(seed).sample(owners, len(owners)))
    one = ownership((firm(*owners, rights=rights),), THRESHOLDS)
    other = ownership((firm(*mixed, rights=rights),), THRESHOLDS)
    assert one == other
    assert list(one.reaches(FIRM)) == list(other.reaches(FIRM))


@STEADY
@given(graphs(), PARTS)
def test_learning_a_share_only_narrows(graph, learnt):
    owners, rights = graph
    before = ownership((firm(*owners, rights=rights),), THRESHOLDS).standings(FIRM)
    for position, owner in enumerate(owners):
        if owner.share is not None or owner.majority or learnt not in choices(owner):
            continue
        known = (*owners[:position], replace(owner, share=learnt), *owners[position + 1 :])
        if not any(True for _ in completions(known)):
            continue
        after = ownership((firm(*known, rights=rights),), THRESHOLDS).standings(FIRM)
        assert all(after[name] is extent for name, extent in before.items() if extent is not Extent.SOME)


@STEADY
@given(graphs())
def test_each_path_runs_from_the_holder_to_the_firm_and_explains_the_extent(graph):
    owners, rights = graph
    found = ownership((firm(*owners, rights=rights),), THRESHOLDS)
    for reach in found.reaches(FIRM):
        assert reach.paths
        assert not reach.cut
        for path in reach.paths:
            assert (path[0].holder, path[-1].held) == (reach.holder.id, FIRM)
            assert [one.held for one in path[:-1]] == [one.holder for one in path[1:]]
            assert len({one.holder for one in path}) == len(path)
            assert path_words(path, found.holders)
        if reach.extent is not Extent.NONE:
            path = found.witness(reach.holder.id, FIRM)
            open_ones = {link.extent for link in path} - {Extent.EVERY}
            assert open_ones == (set() if reach.extent is Extent.EVERY else {Extent.SOME})


def test_all_ways_are_listed_up_to_a_stated_number():
    wide = [Owner(f"m{one}", share=share("0.02")) for one in range(30)]
    tops = [Owner("top", share=share("1"), via=f"m{one}") for one in range(30)]
    reach = ownership((firm(*wide, *tops),), THRESHOLDS).reach(FIRM, "top")
    assert (reach.extent, len(reach.paths), reach.cut) == (Extent.EVERY, paths.PATHS_SHOWN, True)
    joint = ownership((firm(*wide, *tops),), THRESHOLDS).witness("top", FIRM)
    assert (joint[0].share, len(joint[0].through)) == (share("0.60"), 30)


def test_a_finding_names_the_path_with_its_figures():
    found = finding(
        Owner("b", "B", "NL", share("1")), Owner("a", "A", "US", share("0.6"), via="b"), Owner("c", "C", "DE")
    )
    assert str(found.because) == "Controlled by A of US: A holds 60 % of B, which holds 100 % of e."


@pytest.mark.parametrize(
    ("owner", "facts", "missing"),
    [
        (Owner("o", "O", "US"), {}, ("e.owners.o.share",)),
        (Owner("o", "O", "US", share_min=share("0.4"), share_max=share("0.6")), {}, ("e.owners.o.share",)),
        (Owner("o", "O", "US", share("0.4")), {"rights": None}, ("e.decisive_rights",)),
        (Owner("o", "O", "US", share("0.4")), {}, ("e.owners.o.votes",)),
        (Owner("o", "O", "US", share("0.4"), share("0.4")), {}, ("e.owners.o.votes",)),
        (Owner("o", "O", None, share("0.6")), {}, ("e.owners.o.country",)),
    ],
)
def test_the_one_fact_that_decides_is_named(owner, facts, missing):
    found = finding(owner, **facts)
    assert found.verdict is Verdict.UNKNOWN
    if owner.votes is not None:
        assert (found.missing, found.law_unknown) == ((), True)
    else:
        assert found.missing == missing


def test_a_member_that_owns_another_is_asked_for_its_own_facts():
    parent = Entity("p", "cooperating", "company", seat="DE", ownership_complete=True)
    case = Case("two", DAY, ACTION, (firm(Owner("p", share=share("1"))), parent))
    found = next(one for one in judge(case).findings if (one.rule, one.subject) == ("EDIP-P-E03", "e"))
    assert found.missing == ("p.management",)


def test_exactly_half_is_said_to_block():
    found = finding(Owner("u", "U", "US", share("0.5")), Owner("d", "D", "DE", share("0.5")), rights=None)
    assert str(found.because).startswith("Exactly half can block every decision")


def chain(length: int) -> list[Owner]:
    return [
        Owner(f"o{one}", country="DE", share=share("1"), via=f"o{one - 1}" if one else None) for one in range(length)
    ]


def pairs(length: int) -> Iterator[Owner]:
    """Each company is held by two halves of a group, and both are held by the next company."""
    for one in range(length):
        for side in "ab":
            yield Owner(f"{side}{one}", country="DE", share=share("0.3"), via=f"h{one - 1}" if one else None)
            yield Owner(f"h{one}", country="US" if one + 1 == length else "DE", share=share("1"), via=f"{side}{one}")


SHAPES = {
    "chain": lambda size: (*chain(size - 1), Owner("us", country="US", share=share("1"), via=f"o{size - 2}")),
    "fan": lambda size: tuple(Owner(f"o{one}", country="US", share=1 / Decimal(size)) for one in range(size)),
    "open fan": lambda size: tuple(Owner(f"o{one}", country="US") for one in range(size)),
    "circle": lambda size: (*chain(size), Owner("o0", country="DE", share=share("1"), via=f"o{size - 1}")),
    "open chain": lambda size: tuple(replace(one, share=share("0.4"), country="US") for one in chain(size)),
    "pairs": lambda size: tuple(pairs(size // 3)),
}
ANSWERS = dict(zip(SHAPES, ("conditional", "met", "unknown", "met", "unknown", "conditional"), strict=True))


@pytest.mark.parametrize("shape", SHAPES)
def test_five_thousand_owners_are_judged_without_recursion(shape):
    assert finding(*SHAPES[shape](5000)).verdict == ANSWERS[shape]


@pytest.mark.parametrize("shape", SHAPES)
def test_twice_the_owners_are_about_twice_the_work(shape, monkeypatch):
    assert climbed(SHAPES[shape](800), monkeypatch) <= 3 * climbed(SHAPES[shape](400), monkeypatch)


def climbed(owners: tuple[Owner, ...], monkeypatch: pytest.MonkeyPatch) -> int:
    """How many holders are visited in all climbs of one judgement on control."""
    steps = 0
    plain = links.climb

    def counting(*parts, **named):
        nonlocal steps
        found = plain(*parts, **named)
        steps += len(found) + 1
        return found

    with monkeypatch.context() as patched:
        for module in ("links", "paths", "ownership"):
            patched.setattr(sys.modules[f"matchmaker.domain.eligibility.control.{module}"], "climb", counting)
        finding(*owners)
    return steps


@pytest.mark.parametrize(
    ("owners", "fault"),
    [
        ('{id: o, share_min: "0.6", share_max: "0.4"}', "e.owners.o: share_min 0.6 is more than share_max 0.4"),
        ('{id: o, share: "0.3", share_min: "0.4"}', "e.owners.o: share 0.3 is less than share_min 0.4"),
        ('{id: o, share: "0.5", share_max: "0.4"}', "e.owners.o: share 0.5 is more than share_max 0.4"),
        ('{id: o, share: "0.5"}, {id: p, share_min: "0.6"}', "e.owners: share adds up to 1.1, more than 1"),
        ('{id: o, votes: "0.5"}, {id: p, votes: "0.6"}', "e.owners: votes adds up to 1.1, more than 1"),
    ],
)
def test_impossible_shares_are_refused(owners, fault):
    text = f"""
- name: one
  as_of: "2026-11-23"
  action: {{article: "12(1)(a)"}}
  entities: [{{id: e, owners: [{owners}]}}]
  expect: {{EDIP-P-E03: unknown}}
"""
    assert read_case_file(text, "f.yaml").faults == (f"f.yaml: case 'one': {fault}",)
