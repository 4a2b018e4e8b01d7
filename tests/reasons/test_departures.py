"""What breaks when a member leaves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from matchmaker.domain.matching.consortium import Team, best_team
from matchmaker.domain.matching.pool import SIDE_UNION, Gates
from matchmaker.domain.matching.reasons import departures, newcomers
from tests.reasons.brute import candidate, pool, sealed, worth

WORLDS = range(4)
TRIO = [
    candidate("u", "UA", {"P0": 0.9, "A2": 0.4}),
    candidate("d", "DE", {"P1": 0.8, "P0": 0.6}),
    candidate("f", "FR", {"A2": 0.7}),
    candidate("e", "EE", {"A2": 0.5}),
]


def first(inputs: object) -> Team:
    team = best_team(inputs)  # type: ignore[arg-type]
    assert team is not None
    return team


@pytest.mark.parametrize("number", WORLDS)
def test_the_score_of_the_rest_is_the_best_that_trying_everything_finds(number: int) -> None:
    inputs = pool(number)
    team = first(inputs)
    for gone in departures(inputs, team.members, team.leads):
        rest = [firm_id for firm_id in team.members if firm_id != gone.firm_id]
        found = worth(inputs, rest)
        assert gone.after == (None if found is None else found[1])
        assert gone.before == team.score.total
        assert {one.part_id for one in gone.lost} == {part for part, firm in team.leads.items() if firm == gone.firm_id}


def test_gates_that_fail_are_told_with_what_is_left_and_what_is_asked() -> None:
    inputs = sealed(TRIO)
    told = {one.firm_id: [str(each) for each in one.broken] for one in departures(inputs, *_team(("d", "f", "u")))}
    members = "2 members are left; at least 3 are asked for."
    groups = "2 groups independent of each other are left; at least 3 are asked for."
    assert told["f"] == [members, groups]
    assert told["u"] == [members, groups, "No member from Ukraine is left, and the topic asks for one."]


def test_member_states_are_counted_without_the_leaving_one() -> None:
    inputs = sealed(TRIO, gates=Gates(2, 4, 0, 2, (SIDE_UNION,)))
    told = {one.firm_id: [str(each) for each in one.broken] for one in departures(inputs, *_team(("d", "f", "u")))}
    assert told["u"] == []
    assert told["d"] == ["Members from 1 Member States are left; at least 2 are asked for."]


def test_an_heir_is_named_with_its_strength_and_nothing_breaks() -> None:
    inputs = sealed(TRIO)
    gone = {one.firm_id: one for one in departures(inputs, *_team(("d", "e", "f", "u")))}
    [lost] = gone["f"].lost
    assert (lost.heir, lost.heir_strength, lost.strength) == ("e", 0.5, 0.7)
    assert gone["f"].nothing_breaks
    [none] = gone["d"].lost
    assert none.heir is None and not gone["d"].nothing_breaks


def test_newcomers_without_a_coordinator_are_flagged() -> None:
    new = [replace(row, projects=0, coordinated=0) for row in TRIO[:2]]
    old = [replace(TRIO[2], projects=3, coordinated=0), replace(TRIO[3], projects=3, coordinated=1)]
    inputs = sealed([*new, *old])
    assert newcomers(inputs, ("d", "f", "u")).unguided
    assert newcomers(inputs, ("d", "f", "u")).firms == ("d", "u")
    assert not newcomers(inputs, ("d", "e", "u")).unguided
    assert not newcomers(inputs, ("f",)).unguided
    assert not newcomers(sealed(TRIO), ("d", "f", "u")).counted


def _team(members: tuple[str, ...]) -> tuple[tuple[str, ...], dict[str, str]]:
    leads = {"P0": "u", "P1": "d", "A2": "f"}
    return members, leads
