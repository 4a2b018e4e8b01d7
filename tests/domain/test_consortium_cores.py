"""Teams found core by core are those that trying everything finds, and no team passes the ceiling of its core."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings

from matchmaker.domain.matching import bound, bycore, consortium, cores
from matchmaker.domain.matching.bycore import best_by_core
from matchmaker.domain.matching.consortium import choose_teams
from matchmaker.domain.matching.cores import Cores
from matchmaker.domain.matching.field import Field
from matchmaker.domain.matching.leads import best_leads
from matchmaker.domain.matching.pool import SIDE_UKRAINE, Link, SealedInputs, from_json, to_json
from matchmaker.domain.matching.programme import Asked
from matchmaker.domain.matching.score import team_score
from matchmaker.domain.matching.ties import neighbours_of
from tests.domain.test_consortium import CHECKED, every_team, pools, still_open
from tests.domain.test_consortium_proof import Law, pool, teams_of


@pytest.fixture(autouse=True)
def few_firms_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bycore, "FEWEST", 0)
    monkeypatch.setattr(cores, "INSIDERS", 1)
    monkeypatch.setattr(cores, "PARTNERS", 0)


def linked(seed: int, size: int) -> tuple[SealedInputs, Law, Field]:
    """A pool in which a Ukrainian firm has partners to choose from; everybody is judged in the first, nobody before."""
    whole, law, field = pool(seed, size)
    draw = Random(seed)
    ukrainian = [row.firm_id for row in field.rows if row.side == "ukraine"]
    union = [row.firm_id for row in field.rows if row.side == "union"]
    links = [Link(one, other, "plan") for one in ukrainian for other in draw.sample(union, min(4, len(union)))]

    def told(sides: object) -> tuple:  # type: ignore[type-arg]
        return tuple(link for link in links if {link.ukrainian, link.partner} <= set(sides)), ()  # type: ignore[call-overload]

    whole = replace(whole, links=told(law.rows)[0], ties=())
    near = neighbours_of(replace(whole, links=tuple(links)))
    return whole, law, Field(field.sealed, field.rows, near, law.judge, told)


@pytest.mark.parametrize("seed", [0, 2, 3])
def test_core_by_core_is_what_one_programme_over_everybody_gives(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, law, field = linked(seed, 16)
    whole = replace(whole, count=2)
    teams = teams_of(field, 2)
    replayed = choose_teams(from_json(to_json(replace(field.sealed_with(field.allowed()), count=2))))
    monkeypatch.setattr(consortium, "best_by_core", lambda *_: None)
    assert teams == list(choose_teams(whole)) == list(replayed)
    assert teams and all(team.optimal for team in teams)


@settings(CHECKED, max_examples=10)
@given(pools())
def test_the_best_team_of_all_cores_is_the_best_of_all(inputs: SealedInputs) -> None:
    musts = frozenset(part for part in inputs.must or () if Field.of(inputs).coverable(part))
    found = best_by_core(Field.of(inputs), Asked(musts=musts), 1_000)
    values = {team: worth for team, worth in every_team(inputs).items() if worth[0] >= len(musts)}
    if found is not None:
        assert found.found.members in still_open({team: points for team, (_, points) in values.items()}, [])
        assert found.found.reached == max(points for _, points in values.values()) == found.found.proven
        assert values[found.found.members][1] == found.found.reached


@pytest.mark.parametrize("seed", range(3))
def test_no_team_passes_the_ceiling_of_its_core(seed: int) -> None:
    whole, _, _ = linked(seed, 40)
    field = Field.of(replace(whole, must=()))
    ceiling = bound.relax(field, Asked())
    assert ceiling is not None
    known, draw, seen = Cores(field), Random(seed), []
    known.charge(ceiling.tariff)
    known.charge(bound.Tariff(ceiling.tariff.paid * 0.7, ceiling.tariff.worth * 0.7))
    for _ in range(400):
        rows = draw.sample(field.rows, draw.randrange(3, 6))
        ids = [row.firm_id for row in rows]
        leads = best_leads(field.sealed, ids)
        if leads is None:
            continue
        points = team_score(field.sealed_with(rows), ids, leads).total * 1_000_000
        places = {field.place[row.firm_id]: row.side == SIDE_UKRAINE for row in rows}
        core = tuple(sorted(place for place, inside in places.items() if not inside))
        assert points <= known.ceilings([core])[0] + 0.5
        assert points <= known.covered([core], points)[0] + 0.5
        assert {place for place, inside in places.items() if inside} <= set(known.fitting(core, points - 0.5))
        seen.append((points, core))
    assert len(seen) > 20
    best, core = max(seen)
    assert core in (known.above(best - 0.5) or [core])


def test_a_search_that_goes_down_too_far_is_left_to_the_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    whole, _, _ = linked(1, 16)
    monkeypatch.setattr(cores, "MOST_CORES", 1)
    assert best_by_core(Field.of(whole), Asked(), 1_000) is None
    monkeypatch.setattr(cores, "MOST_CORES", 6_000)
    monkeypatch.setattr(bycore, "MOST_ASKED", 0)
    assert best_by_core(Field.of(whole), Asked(), 1_000) is None
    assert np.isfinite(choose_teams(replace(whole, count=1))[0].bound)
