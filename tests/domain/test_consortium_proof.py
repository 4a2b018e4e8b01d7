"""Firms discarded unjudged are discarded with proof: the same teams as with everybody judged and in the programme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from random import Random

import numpy as np
import pytest
from scipy.optimize import milp

from matchmaker.domain.matching import bound, consortium, runs
from matchmaker.domain.matching.consortium import Team, best_team, choose_teams, search
from matchmaker.domain.matching.field import Field
from matchmaker.domain.matching.leads import best_leads
from matchmaker.domain.matching.pool import Candidate, Link, SealedInputs, Tie, from_json, to_json
from matchmaker.domain.matching.programme import Asked, build
from matchmaker.domain.matching.score import team_score
from matchmaker.domain.matching.ties import neighbours_of
from tests.domain.test_consortium import NEW, PROGRAMME_GATES, UKRAINE_GATES, candidate, sealed

PARTS = "PPPAA"
SMALL = {"PROMISING": 6, "AT_ONCE": 4}
SMALL_BOUND = {"SEEDS": 1, "JOINING": 3, "PROMISED": 5}


@dataclass
class Law:
    """Rules made up for a test: who is excluded, whose group is another's, and who was asked about."""

    rows: dict[str, Candidate]
    asked: list[str] = field(default_factory=list)

    def judge(self, firm_ids: Sequence[str]) -> list[Candidate]:
        self.asked += firm_ids
        return [self.rows[firm_id] for firm_id in firm_ids if firm_id in self.rows]


def pool(seed: int, size: int) -> tuple[SealedInputs, Law, Field]:
    """Many able firms on both sides; a fifth is excluded, a tenth shares a group, half has an open question."""
    draw = Random(seed)
    names = [f"{kind}{i}" for i, kind in enumerate(PARTS)]
    rows = []
    for i in range(size):
        country = draw.choice(["DE", "FR", "EE", "UA", "UA", "NO"])
        strong = {part: draw.randrange(35, 100) / 100 for part in draw.sample(names, draw.choice([1, 1, 2]))}
        facts = {"projects": draw.choice([0, 0, 1]), "coordinated": draw.choice([0, 0, 0, 1])}
        fit = draw.randrange(0, 80) / 100
        rows.append(candidate(f"f{i:04d}", country, strong, fit=fit, owners_known=draw.random() < 0.5, **facts))
    judged = {row.firm_id: _after_law(row, draw) for row in rows if draw.random() > 0.2}
    links = {(draw.choice(rows).firm_id, draw.choice(rows).firm_id) for _ in range(size)}
    sides = {row.firm_id: row.side for row in rows}
    across = [Link(*pair, "plan") for pair in links if (sides[pair[0]], sides[pair[1]]) == ("ukraine", "union")]
    along = [
        Tie(*sorted(pair), "project") for pair in links if sides[pair[0]] == sides[pair[1]] and len(set(pair)) == 2
    ]
    inputs = sealed(
        [],
        PARTS,
        weights=NEW,
        gates=draw.choice([UKRAINE_GATES, PROGRAMME_GATES]),
        must=tuple(names[: draw.randrange(4)]),
        seed=seed,
    )
    whole = replace(inputs, candidates=tuple(judged.values()), links=_known(across, judged), ties=_known(along, judged))
    law = Law(judged)
    near = neighbours_of(replace(inputs, links=tuple(across), ties=tuple(along)))
    return whole, law, Field(inputs, rows, near, law.judge, lambda sides: (_known(across, sides), _known(along, sides)))


def _after_law(row: Candidate, draw: Random) -> Candidate:
    verdict = draw.choice(["met", "unknown", "conditional"])
    group = "shared" if draw.random() < 0.1 else row.firm_id
    return replace(row, group=group, verdicts={"EDIP-U": verdict})


def _known(found: list, firms: object) -> tuple:  # type: ignore[type-arg]
    pairs = [(one.ukrainian, one.partner) if isinstance(one, Link) else (one.one, one.other) for one in found]
    return tuple(one for one, pair in zip(found, pairs, strict=True) if set(pair) <= set(firms))  # type: ignore[call-overload]


def teams_of(field: Field, count: int) -> list[Team]:
    teams: list[Team] = []
    while len(teams) < count:
        outcome = search(field, [team.members for team in teams])
        assert outcome.finished
        if outcome.team is None:
            break
        teams.append(outcome.team)
    return teams


@pytest.mark.parametrize("seed", range(6))
def test_judging_as_needed_gives_what_judging_all_gives(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SMALL.items():
        monkeypatch.setattr(consortium, name, value)
    for name, value in SMALL_BOUND.items():
        monkeypatch.setattr(bound, name, value)
    whole, law, field = pool(seed, 40)
    teams = teams_of(field, 3)
    assert teams == list(choose_teams(whole))
    assert all(team.optimal for team in teams)
    assert replayed(field, law) == teams


def replayed(field: Field, law: Law) -> list[Team]:
    """From the firms that were judged alone, through text."""
    known = replace(field.sealed_with(field.allowed()), count=3)
    return list(choose_teams(from_json(to_json(known))))


def test_most_of_a_large_pool_is_never_judged() -> None:
    whole, law, field = pool(3, 500)
    teams = teams_of(field, 1)
    assert [team.members for team in teams] == [team.members for team in choose_teams(replace(whole, count=1))]
    assert len(teams) == 1 and len(set(law.asked)) < 250
    assert len(law.asked) == len(set(law.asked))


@pytest.mark.parametrize("seed", [0, 1, 2, 5])
def test_the_programme_over_everybody_has_the_same_optimum(seed: int) -> None:
    whole, _, _ = pool(seed, 150)
    team = best_team(whole)
    assert team is not None
    musts = frozenset(whole.must or ())
    everybody = build(whole, whole.candidates, Asked(musts=musts), neighbours_of(whole))
    result = milp(
        -everybody.points / 1000,
        integrality=everybody.whole,
        bounds=everybody.bounds,
        constraints=[everybody.rows.constraint(everybody.columns)],
        options={"mip_rel_gap": 0},
    )
    assert round(-result.fun * 1000) == round(team.score.total * 1_000_000)
    assert musts <= set(team.leads)


@pytest.mark.parametrize("seed", range(4))
def test_the_ceiling_is_above_every_team_with_each_firm(seed: int) -> None:
    whole, _, _ = pool(seed, 60)
    field = Field.of(replace(whole, must=()))
    ceiling = bound.relax(field, Asked())
    assert ceiling is not None
    draw = Random(seed)
    for _ in range(300):
        rows = draw.sample(field.rows, draw.randrange(3, 6))
        leads = best_leads(field.sealed, [row.firm_id for row in rows])
        if leads is not None and {"union", "ukraine"} <= {row.side for row in rows}:
            points = team_score(field.sealed, [row.firm_id for row in rows], leads).total * 1_000_000
            with_them = [min(float(ceiling.earns[field.place[row.firm_id]]), 0) for row in rows]
            if len({row.group for row in rows}) >= 3 and len({row.country for row in rows if row.side == "union"}) > 1:
                assert points <= ceiling.most + min(with_them) + 0.5


@pytest.mark.parametrize("nodes", [0, 1])
def test_a_solver_at_its_limit_gives_its_best_with_a_bound_or_says_that_it_stopped(
    nodes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, _, _ = pool(4, 150)
    best = best_team(whole)
    real = runs.milp

    def without_presolve(*args: object, **changes: object) -> object:
        return real(*args, **{**changes, "options": {**changes["options"], "presolve": False}})  # type: ignore[call-overload, dict-item]

    monkeypatch.setattr(runs, "milp", without_presolve)
    outcome = search(Field.of(whole), nodes=nodes)
    assert best is not None and outcome.tried > 0 and outcome.finished <= (nodes > 0)
    if outcome.team is not None:
        assert outcome.team.score.total <= best.score.total <= outcome.team.bound
        assert outcome.team.optimal == (outcome.team.gap == 0)


def test_leads_of_a_given_team_lose_as_little_as_can_be() -> None:
    rows = [candidate("a", "DE", {"P0": 0.9, "P1": 0.9}), candidate("b", "UA", {"P0": 0.8, "P1": 0.5})]
    inputs = sealed(rows, "PP")
    assert best_leads(inputs, ["a", "b"]) == {"P0": "b", "P1": "a"}
    assert best_leads(inputs, ["a"]) == {"P0": "a", "P1": "a"}
    third = replace(inputs, candidates=(*rows, candidate("c", "FR", {"P0": 0.4})))
    assert best_leads(third, ["a", "b", "c"]) is None
    kept = best_leads(replace(third, required=("c",)), ["a", "b", "c"])
    assert kept == {"P0": "b", "P1": "a"}


def test_what_was_sealed_before_the_new_terms_reads_and_solves_as_it_was() -> None:
    rows = [candidate("u", "UA", {"P0": 0.8}), candidate("d", "DE", {"P1": 0.8}), candidate("f", "FR", {"A2": 0.8})]
    old = sealed(rows)
    text = to_json(old)
    assert not {"must", "ties", "discarded", "cohesion", "projects"} & set(text.replace('"', " ").split())
    assert from_json(text) == old and to_json(from_json(text)) == text
    features = {one.feature for one in choose_teams(old)[0].score.contributions}
    assert features == {"must_have", "nice_to_have", "member_fit", "seat"}
    assert np.isfinite(choose_teams(old)[0].bound)
