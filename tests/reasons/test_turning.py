"""A stated tipping point is where the order turns: before it the first stays, after it another is first."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from matchmaker.domain.matching.consortium import Team, best_team
from matchmaker.domain.matching.pool import SealedInputs
from matchmaker.domain.matching.reasons import (
    WeightTurn,
    dials,
    fact_turns,
    firm_weight_turns,
    lead_turns,
    team_weight_turns,
)
from matchmaker.domain.matching.reasons.dials import Dial
from tests.reasons.brute import every_team, firsts, pool

WORLDS = range(2)
GRID = range(0, 301, 25)


def first(inputs: SealedInputs) -> Team:
    team = best_team(inputs)
    assert team is not None
    return team


def assert_turns_at(dial: Dial, turn: dials.Turn, team: Team) -> None:
    """By trying everything: `stays` and `turns` are neighbours, and first place changes between them."""
    before, after = dial.step(turn.stays), dial.step(turn.turns)
    assert abs(after - before) == 1
    assert team.members in firsts(dial.at(before))
    if turn.team is None:
        assert not every_team(dial.at(after))
        return
    assert turn.team.members in firsts(dial.at(after))
    assert best_team(dial.at(after)).members == turn.team.members != team.members  # type: ignore[union-attr]


@cache
def team_turns(number: int) -> tuple[WeightTurn, ...]:
    return team_weight_turns(pool(number), first(pool(number)))


@pytest.mark.parametrize("number", WORLDS)
def test_first_place_turns_at_the_stated_team_weight_and_nowhere_nearer(number: int) -> None:
    inputs = pool(number)
    team = first(inputs)
    for one in team_turns(number):
        dial = dials.team_weight(inputs, one.name)
        for turn in filter(None, (one.down, one.up)):
            assert_turns_at(dial, turn, team)
        for step in GRID:
            if inside(one, step / 100):
                assert team.members in firsts(dial.at(step))


def test_some_weight_turns_the_order_in_each_direction() -> None:
    every = [turn for number in WORLDS for turn in team_turns(number)]
    assert any(one.down for one in every) and any(one.up for one in every)
    assert any(not one.down for one in every) and any(not one.up for one in every)


@pytest.mark.parametrize("number", WORLDS)
def test_first_place_turns_at_the_stated_firm_weight(number: int) -> None:
    inputs = pool(number)
    team = first(inputs)
    turns = firm_weight_turns(inputs, team)
    for one in turns:
        for turn in filter(None, (one.down, one.up)):
            assert_turns_at(dials.firm_weight(inputs, one.name), turn, team)
    assert [one.name for one in turns] == list(inputs.firm_weights)


@pytest.mark.parametrize("number", WORLDS)
def test_known_rivals_change_no_answer(number: int) -> None:
    inputs = pool(number)
    team = first(inputs)
    second = best_team(inputs, [team.members])
    rivals = (second,) if second else ()
    for one, other in zip(team_turns(number), team_weight_turns(inputs, team, rivals), strict=True):
        assert where(one) == where(other)


@pytest.mark.parametrize("number", WORLDS)
def test_first_place_turns_at_the_stated_strength_of_a_lead(number: int) -> None:
    inputs = pool(number)
    team = first(inputs)
    turns = lead_turns(inputs, team)
    assert {one.part_id: one.firm_id for one in turns} == team.leads
    for one in turns:
        if one.turn:
            assert one.turn.turns < one.turn.stays <= one.now
            assert_turns_at(dials.strength(inputs, one.firm_id, one.part_id), one.turn, team)
        else:
            assert team.members in firsts(dials.strength(inputs, one.firm_id, one.part_id).at(0))


@pytest.mark.parametrize("number", WORLDS)
def test_an_answer_that_goes_against_a_member_leaves_the_best_team_without_it(number: int) -> None:
    inputs = pool(number)
    team = first(inputs)
    turns = fact_turns(inputs, team)
    asked = {row.firm_id for row in inputs.candidates if row.verdicts["EDIP-U"] != "met"}
    assert {one.firm_id for one in turns} == asked & set(team.members)
    for one in turns:
        without = replace(inputs, candidates=tuple(row for row in inputs.candidates if row.firm_id != one.firm_id))
        if one.then is None:
            assert best_team(without) is None
        else:
            assert one.then.members in firsts(without)
            assert one.behind is not None and one.behind >= 0


def inside(one: WeightTurn, value: float) -> bool:
    least = one.down.stays if one.down else 0.0
    most = one.up.stays if one.up else one.most
    return least <= value <= most


def where(one: WeightTurn) -> list[tuple[float, float, tuple[str, ...]]]:
    turns = [turn for turn in (one.down, one.up) if turn]
    return [(turn.stays, turn.turns, turn.team.members if turn.team else ()) for turn in turns]
