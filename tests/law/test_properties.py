"""What a reader of the law takes for granted, tried on many random cases."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.domain.eligibility import (
    Action,
    Case,
    Entity,
    Guarantee,
    Independence,
    Owner,
    judge,
    judge_entity,
    ownership_of,
    rule,
)
from matchmaker.domain.findings import Finding, Verdict
from tests.law.judged import judged_by
from tests.law.worlds import COUNTRIES, DAY, SHARES, cases, entities, sound_entities

STEADY = settings(derandomize=True, deadline=None, database=None, max_examples=80)
ACTION = Action("12(1)(d)")
COUNTS = ("EDIP-P-C03", "EDIP-U-C01", "EDIP-X-C07")


def verdicts(case: Case) -> dict[tuple[str, str], Verdict]:
    return {(finding.rule, finding.subject): finding.verdict for finding in judge(case).findings}


def shuffled(case: Case, seed: int) -> Case:
    chance = random.Random(seed)
    members = [
        replace(entity, owners=tuple(chance.sample(entity.owners, len(entity.owners)))) if entity.owners else entity
        for entity in case.entities
    ]
    return replace(case, entities=tuple(chance.sample(members, len(members))))


def learnings(entity: Entity) -> list[Entity]:
    """The entity with one more fact each, wherever something is not recorded."""
    learnt = []
    if entity.seat is None:
        learnt += [replace(entity, seat=country) for country in ("DE", "UA", "US")]
    if entity.management is None:
        learnt += [replace(entity, management=country) for country in ("DE", "UA", "US")]
    if entity.sites is None:
        learnt += [replace(entity, sites=sites) for sites in (("DE",), ("UA",), ("US",))]
    if entity.seat_place is None:
        learnt += [replace(entity, seat_place=place) for place in ("Kyiv", "Donetsk")]
    if entity.ownership_complete is None:
        learnt += [replace(entity, ownership_complete=said) for said in (True, False)]
    if entity.decisive_rights is None:
        learnt.append(replace(entity, decisive_rights=()))
    return learnt + [replace(entity, owners=owners) for owners in _better_known(entity.owners or ())]


def _better_known(owners: tuple[Owner, ...]) -> list[tuple[Owner, ...]]:
    found = []
    for position, owner in enumerate(owners):
        if owner.country is None:
            for country in ("DE", "US"):
                found.append((*owners[:position], replace(owner, country=country), *owners[position + 1 :]))
    return found


def settled(before: Finding, after: Verdict) -> bool:
    return before.verdict in (Verdict.UNKNOWN, Verdict.CONDITIONAL) or after is before.verdict


@STEADY
@given(cases(), st.integers(0, 10))
def test_the_order_of_members_and_owners_never_matters(case, seed):
    assert verdicts(shuffled(case, seed)) == verdicts(case)


@STEADY
@given(entities())
def test_learning_a_fact_about_a_member_only_resolves_what_was_open(entity):
    case = Case("world", DAY, ACTION, (entity,))
    before = {finding.rule: finding for finding in judge(case).findings if finding.subject == entity.id}
    for better in learnings(entity):
        for finding in judge(replace(case, entities=(better,))).findings:
            if finding.subject == entity.id:
                assert settled(before[finding.rule], finding.verdict), (finding.rule, better)


@STEADY
@given(cases(), entities("guest"))
def test_an_unpaid_cooperating_entity_never_changes_counts(case, guest):
    apart = replace(guest, role="cooperating", owners=(), decisive_rights=(), same_group_as=())
    before = judged_by(case, COUNTS)
    after = judged_by(replace(case, entities=(*case.entities, apart)), COUNTS)
    assert [one.verdict for one in before] == [one.verdict for one in after]
    assert len(before) == len(COUNTS)


@STEADY
@given(cases())
def test_an_answer_depends_on_its_own_strand_only_and_is_complete(case):
    report = judge(case)
    for finding in report.findings:
        subjects = {"entity": {one.id for one in case.entities}, "product": {"p1"}, "action": {"action"}}
        assert finding.subject in subjects[rule(finding.rule).subject]
        is_open = finding.verdict in (Verdict.UNKNOWN, Verdict.CONDITIONAL)
        assert (finding.question is not None) == is_open
        assert finding.law_unknown is False or finding.verdict is Verdict.UNKNOWN
        assert bool(finding.missing) == (is_open and not finding.law_unknown)
        assert str(finding.because)
    for strand in ("EDIP-P", "EDIP-U"):
        asked = {(question.subject, str(question.text)) for question in report.questions(strand)}
        open_ones = [finding for finding in report.of(strand) if finding.question]
        assert asked == {(finding.subject, str(finding.question)) for finding in open_ones}


@STEADY
@given(entities(), COUNTRIES, SHARES)
def test_an_accepted_guarantee_never_hurts(entity, country, share):
    owner = Owner("o9", country=country, share=share)
    firm = replace(entity, role="recipient", kind="company", seat="DE", owners=(owner,), guarantee=None)
    case = Case("world", DAY, ACTION, (firm,))
    guarded = replace(firm, guarantee=Guarantee("DE", "approved", accepted_by_commission=True))
    for rule_id in ("EDIP-P-E03", "EDIP-U-E04"):
        assert verdicts(replace(case, entities=(guarded,)))[rule_id, firm.id] is Verdict.MET
        assert verdicts(case)[rule_id, firm.id] is not Verdict.NOT_MET


@STEADY
@given(st.lists(st.integers(0, 5), min_size=6, max_size=6), st.booleans())
def test_circles_of_owners_end_and_reach_everybody_in_them(next_owner, complete):
    owners = tuple(
        Owner(f"o{above}", country="DE", majority=True, via=None if number == 0 else f"o{number}")
        for number, above in enumerate(next_owner)
    )
    entity = Entity("e", "recipient", "company", seat="DE", owners=owners, ownership_complete=complete)
    reached, current = set(), next_owner[0]
    while f"o{current}" not in reached:
        reached.add(f"o{current}")
        current = next_owner[current] if current else -1
        if current < 0:
            break
    assert ownership_of(Case("circle", DAY, ACTION, (entity,))).controllers("e") == reached


@STEADY
@given(cases())
def test_independence_does_not_depend_on_who_is_asked_first(case):
    ownership = ownership_of(case)
    for one, other in combinations(case.entities, 2):
        assert ownership.independence(one.id, other.id) is ownership.independence(other.id, one.id)


@STEADY
@given(st.integers(3, 6).flatmap(lambda count: st.tuples(*(sound_entities(f"e{one}") for one in range(count)))))
def test_three_are_found_exactly_when_trying_every_three_finds_them(firms):
    case = Case("world", DAY, ACTION, firms)
    ownership = ownership_of(case)

    def best(sets):
        pairs = [[ownership.independence(a.id, b.id) for a, b in combinations(three, 2)] for three in sets]
        if any(all(pair is Independence.INDEPENDENT for pair in three) for three in pairs):
            return Verdict.MET
        if any(all(pair is not Independence.DEPENDENT for pair in three) for three in pairs):
            return Verdict.UNKNOWN
        return Verdict.NOT_MET

    wide = [three for three in combinations(firms, 3) if len({firm.seat for firm in three}) > 1]
    union = [three for three in wide if all(firm.seat != "UA" for firm in three)]
    found = verdicts(case)
    assert found["EDIP-U-C01", "action"] is best(wide)
    assert found["EDIP-P-C03", "action"] is best(union)


@STEADY
@given(entities(), st.sampled_from(["EDIP-P", "EDIP-U"]))
def test_a_candidate_alone_is_judged_as_in_a_case_of_its_own(entity, strand):
    alone = judge_entity(entity, ACTION, DAY, strand)
    report = judge(Case("candidate", DAY, ACTION, (entity,)))
    assert alone == tuple(finding for finding in report.of(strand) if finding.subject == entity.id)
