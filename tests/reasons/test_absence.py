"""Why a firm is not in the first team; the stated change puts it there and one step less does not."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from matchmaker.domain.matching.consortium import Team, best_team
from matchmaker.domain.matching.pool import Gates, SealedInputs
from matchmaker.domain.matching.reasons import Absence, Change, Standing, absence, dials
from matchmaker.domain.matching.reasons.dials import Dial
from tests.reasons.brute import candidate, every_team, firsts, pool, sealed

WORLDS = range(2)


def first(inputs: SealedInputs) -> Team:
    team = best_team(inputs)
    assert team is not None
    return team


def dial_of(inputs: SealedInputs, firm_id: str, change: Change) -> Dial:
    if change.kind == "strength":
        return dials.strength(inputs, firm_id, change.name)
    return dials.fit(inputs, firm_id) if change.kind == "fit" else dials.team_weight(inputs, change.name)


@cache
def absences(number: int) -> list[tuple[SealedInputs, Team, Absence]]:
    inputs = pool(number)
    team = first(inputs)
    return [(inputs, team, absence(inputs, team, row.firm_id)) for row in inputs.candidates]


@pytest.mark.parametrize("number", WORLDS)
def test_the_stated_change_alters_the_order_and_one_step_less_does_not(number: int) -> None:
    for inputs, _, found in absences(number):
        for change in found.changes:
            dial = dial_of(inputs, found.firm_id, change)
            assert any(found.firm_id in team for team in firsts(dial.at(dial.step(change.turn.turns))))
            assert any(found.firm_id not in team for team in firsts(dial.at(dial.step(change.turn.stays))))
            assert found.firm_id not in first(dial.at(dial.step(change.turn.stays))).members
            assert abs(dial.step(change.turn.turns) - dial.step(change.turn.stays)) == 1


@pytest.mark.parametrize("number", WORLDS)
def test_no_smaller_rise_of_a_strength_is_overlooked(number: int) -> None:
    for inputs, team, found in absences(number):
        if found.standing not in (Standing.OUTWEIGHED, Standing.LEADS_NOTHING):
            continue
        least = min((change.turn.moved for change in found.changes if change.kind == "strength"), default=None)
        now = {one.part_id: one.strength for one in found.strengths}
        for part, strength in now.items():
            rise = 1.0 - strength if least is None else min(least - 0.0001, 1.0 - strength)
            dial = dials.strength(inputs, found.firm_id, part)
            assert rise <= 0 or team.members in firsts(dial.at(dial.step(strength + rise)))


@pytest.mark.parametrize("number", WORLDS)
def test_the_best_team_with_the_firm_is_what_trying_everything_finds(number: int) -> None:
    outcomes = set()
    for inputs, team, found in absences(number):
        outcomes.add(found.standing)
        if found.standing in (Standing.OUTWEIGHED, Standing.LEADS_NOTHING):
            with_it = every_team(replace(inputs, required=(found.firm_id,)))
            assert found.team and found.team.score.total == max(with_it.values())[1]
            assert found.behind == round(team.score.total - found.team.score.total, 6)
            assert round(sum(one.points for one in found.parts), 6) == -found.behind
    assert Standing.IN_FIRST in outcomes and len(outcomes) > 1


def test_strengths_and_fit_are_found_somewhere() -> None:
    kinds = {change.kind for number in WORLDS for _, _, found in absences(number) for change in found.changes}
    assert kinds >= {"strength", "fit"}


def test_a_weight_that_would_let_the_firm_in_is_told_with_its_point() -> None:
    rows = [
        candidate("u", "UA", {"P0": 0.9}),
        candidate("v", "UA", {"P0": 0.8}, fit=0.6),
        candidate("d", "DE", {"P1": 0.8}),
        candidate("f", "FR", {"A2": 0.7}),
    ]
    inputs = sealed(rows, gates=Gates(3, 3, 3, 0, ()))
    found = absence(inputs, first(inputs), "v")
    [up] = [change for change in found.changes if change.name == "member_fit"]
    assert (up.kind, up.turn.now, up.turn.stays, up.turn.turns) == ("weight", 0.5, 1.0, 1.01)
    [down] = [change for change in found.changes if change.name == "must_have"]
    assert (down.turn.stays, down.turn.turns) == (0.5, 0.49)


def test_whoever_leads_nothing_needs_the_strength_to_lead_at_least() -> None:
    rows = [
        candidate("u", "UA", {"P0": 0.9}),
        candidate("d", "DE", {"P1": 0.8}),
        candidate("f", "FR", {"A2": 0.7}),
        candidate("w", "UA", {"P0": 0.2}),
    ]
    inputs = sealed(rows, "PPAA")
    found = absence(inputs, first(inputs), "w")
    assert found.standing is Standing.LEADS_NOTHING
    [nearest, *_] = [change for change in found.changes if change.kind == "strength"]
    assert (nearest.name, nearest.turn.turns, nearest.turn.stays) == ("A3", 0.3, 0.2999)


def test_a_team_with_more_points_and_fewer_must_haves_is_told_as_such() -> None:
    rows = [candidate("u", "UA", {"P0": 0.3}), candidate("d", "DE", {"P1": 0.3}), candidate("v", "FR", {"A2": 1.0})]
    inputs = sealed(rows, gates=Gates(2, 2, 0, 0, ()), must=("P0", "P1"))
    found = absence(inputs, first(inputs), "v")
    assert (found.musts_fewer, found.behind, found.level) == (1, -0.1, False)


def test_a_twin_of_a_member_is_level_with_it() -> None:
    rows = [candidate(one, "UA", {"P0": 0.9}) for one in ("u", "twin")]
    inputs = sealed([*rows, candidate("d", "DE", {"P1": 0.8})], gates=Gates(2, 2, 0, 0, ()))
    team = first(inputs)
    [other] = {"u", "twin"} - set(team.members)
    found = absence(inputs, team, other)
    assert (found.standing, found.behind, found.level) == (Standing.OUTWEIGHED, 0.0, True)


def test_who_is_no_candidate_was_excluded_or_is_not_in_the_table() -> None:
    inputs = replace(pool(0), excluded=("left",))
    team = first(inputs)
    assert absence(inputs, team, "left").standing is Standing.EXCLUDED
    assert absence(inputs, team, "stranger").standing is Standing.NO_CANDIDATE


def test_without_any_team_nothing_is_said_about_a_change() -> None:
    inputs = sealed([candidate("u", "UA", {"P0": 0.9})])
    assert absence(inputs, None, "u").standing is Standing.NO_TEAM
