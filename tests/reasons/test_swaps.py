"""The best swap for each seat against trying every firm in it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from matchmaker.domain.matching.consortium import Team, best_team, different
from matchmaker.domain.matching.pool import SealedInputs
from matchmaker.domain.matching.reasons import Swap, swaps
from tests.reasons.brute import every_team, pool

WORLDS = range(5)


@cache
def found_in(number: int) -> tuple[SealedInputs, Team, tuple[Swap, ...]]:
    inputs = pool(number)
    team = best_team(inputs)
    assert team is not None
    return inputs, team, swaps(inputs, team)


@pytest.mark.parametrize("number", WORLDS)
def test_the_best_swap_is_what_trying_every_firm_finds(number: int) -> None:
    inputs, team, found = found_in(number)
    worths = every_team(inputs)
    assert [one.leaves for one in found] == list(team.members)
    for swap in found:
        kept = set(team.members) - {swap.leaves}
        possible = {
            other: value
            for other, value in worths.items()
            if kept < set(other) and len(other) == len(team.members) and swap.leaves not in other
        }
        if swap.team is None:
            assert not possible
        else:
            assert swap.behind is not None and swap.behind >= 0
            assert swap.team.score.total == max(possible.values())[1]
            assert round(sum(one.points for one in swap.parts), 6) == -swap.behind


def test_some_swap_is_found_and_some_is_not() -> None:
    outcomes = [swap.team is not None for number in WORLDS for swap in found_in(number)[2]]
    assert True in outcomes and False in outcomes


@pytest.mark.parametrize("number", WORLDS)
def test_a_swap_in_a_later_proposal_keeps_it_different_and_never_gains(number: int) -> None:
    inputs = pool(number, firms=7)
    first = best_team(inputs)
    assert first is not None
    second = best_team(inputs, [first.members])
    for swap in swaps(inputs, second, [first.members]) if second else ():
        if swap.team:
            assert swap.behind is not None and swap.behind >= 0
            assert different(swap.team.members, first.members)


def test_a_firm_that_was_asked_for_is_marked() -> None:
    inputs = replace(pool(1), required=("f1",))
    team = best_team(inputs)
    assert team is not None
    assert [one.leaves for one in swaps(inputs, team) if one.asked_for] == ["f1"]
