"""The solver against trying everything, and what every chosen team must satisfy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from matchmaker.domain.matching.consortium import Team, best_team, choose_teams, different
from matchmaker.domain.matching.pool import Candidate, Gates, Link, SealedInputs, SealedPart, TeamWeights, Tie

CHECKED = settings(
    derandomize=True, max_examples=25, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)
# As in what was sealed before gates, cohesion, balance, risk and experience counted.
OLD = TeamWeights(1.0, 0.4, 0.5, 0.15, 0.25, 0.3)
NEW = replace(OLD, cohesion=0.2, cohesion_most=2, countries=0.2, countries_most=4, sides=0.1, risk=0.1, coordinator=0.2)
WEIGHTS = OLD
UKRAINE_GATES = Gates(3, 6, 3, 0, ("union", "ukraine"))
PROGRAMME_GATES = Gates(3, 5, 3, 2, ())
SIDES = {"DE": "union", "FR": "union", "EE": "union", "UA": "ukraine", "NO": "elsewhere"}


def candidate(firm_id: str, country: str, strengths: dict[str, float], **changes: object) -> Candidate:
    row = Candidate(firm_id, f"Firm {firm_id}", country, SIDES[country], False, firm_id, 0.5, strengths, {}, {})
    return replace(row, **changes)  # type: ignore[arg-type]


def sealed(candidates: list[Candidate], parts: str = "PPAA", **changes: object) -> SealedInputs:
    kinds = {"P": "product", "A": "activity"}
    made = tuple(SealedPart(f"{kind}{i}", kinds[kind], f"part {i}", "") for i, kind in enumerate(parts))
    inputs = SealedInputs(
        topic_id="T",
        strand="EDIP-U",
        point=None,
        day="2026-11-23",
        seed=7,
        count=3,
        catalogue_revision=1,
        rulebook_version="r",
        weights_version="w",
        firm_weights={},
        weights=WEIGHTS,
        gates=UKRAINE_GATES,
        parts=made,
        candidates=tuple(candidates),
    )
    return replace(inputs, **changes)  # type: ignore[arg-type]


@st.composite
def pools(draw: st.DrawFn) -> SealedInputs:
    """Mostly admissible worlds: both sides present, few shared groups, more firms than any limit of the gates."""
    gates = draw(
        st.sampled_from([UKRAINE_GATES, UKRAINE_GATES, PROGRAMME_GATES, replace(UKRAINE_GATES, most_members=3)])
    )
    parts = draw(st.sampled_from(["PPAA", "PPPA", "PPPAAA"]))
    names = [f"{kind}{i}" for i, kind in enumerate(parts)]
    rows = []
    for i in range(draw(st.integers(6, 11))):
        country = draw(st.sampled_from(["DE", "UA", "FR", "UA", "EE", "NO"]))
        strengths = draw(st.dictionaries(st.sampled_from(names), four_decimals(0.2, 1.0), min_size=1, max_size=3))
        group = draw(st.sampled_from([f"own{i}", f"own{i}", f"own{i}", "shared"]))
        rows.append(candidate(f"f{i:02d}", country, strengths, group=group, fit=draw(four_decimals(0.0, 0.9))))
    pairs = [(a, b) for a in rows for b in rows if a.country == "UA" and b.side == "union"]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=3)) if pairs else []
    links = tuple(Link(a.firm_id, b.firm_id, "joint venture") for a, b in chosen)
    required = tuple(draw(st.lists(st.sampled_from([row.firm_id for row in rows]), max_size=1)))
    inputs = sealed(rows, parts, gates=gates, links=links, required=required, seed=draw(st.integers(0, 3)))
    return draw(with_everything(inputs)) if draw(st.booleans()) else inputs


@st.composite
def with_everything(draw: st.DrawFn, inputs: SealedInputs) -> SealedInputs:
    """The same pool with all terms of the score, ties, experience and open questions, and must-haves as gates."""
    rows = [replace(row, **draw(st.fixed_dictionaries(FACTS))) for row in inputs.candidates]
    pairs = [(a.firm_id, b.firm_id) for a, b in combinations(rows, 2) if {a.side, b.side} != {"union", "ukraine"}]
    ties = [Tie(*pair, "old friends") for pair in draw(st.lists(st.sampled_from(pairs), max_size=6, unique=True))]
    must = draw(st.lists(st.sampled_from([part.id for part in inputs.parts]), max_size=4, unique=True))
    return replace(inputs, candidates=tuple(rows), ties=tuple(ties), must=tuple(sorted(must)), weights=NEW)


FACTS = {
    "projects": st.sampled_from([0, 0, 0, 1]),
    "coordinated": st.sampled_from([0, 0, 0, 1]),
    "owners_known": st.booleans(),
    "verdicts": st.sampled_from([{"EDIP-U": "met"}, {"EDIP-U": "unknown"}, {"EDIP-U": "conditional"}]),
}


def four_decimals(least: float, most: float) -> st.SearchStrategy[float]:
    return st.integers(int(least * 20), int(most * 20)).map(lambda twentieth: twentieth / 20)


@CHECKED
@given(pools())
def test_solver_finds_what_trying_everything_finds(inputs: SealedInputs) -> None:
    worth = every_team(inputs)
    values = {team: points for team, (_, points) in worth.items()}
    teams = choose_teams(inputs)
    event(f"{len(teams)} teams, {len({led for led, _ in worth.values()})} numbers of must-haves")
    for place, team in enumerate(teams):
        open_values = still_open(values, [earlier.members for earlier in teams[:place]])
        assert team.members in open_values
        assert (led(inputs, team.leads), points(team.score.total)) == max(worth[one] for one in open_values)
        assert points(team.score.total) == open_values[team.members]
        assert team.optimal and team.gap == 0
        assert_leads_hold(inputs, team)
    if len(teams) < inputs.count:
        assert not still_open(values, [team.members for team in teams])


def test_the_generator_reaches_worlds_with_several_teams() -> None:
    reached: list[int] = []

    @CHECKED
    @given(pools())
    def collect(inputs: SealedInputs) -> None:
        values = every_team(inputs)
        reached.append(sum(1 for one, other in combinations(list(values)[:40], 2) if different(one, other)))

    collect()
    assert sum(count > 0 for count in reached) > len(reached) / 2


@settings(CHECKED, max_examples=8)
@given(pools(), st.randoms(use_true_random=False))
def test_order_of_rows_plays_no_part(inputs: SealedInputs, shuffler: object) -> None:
    rows = list(inputs.candidates)
    shuffler.shuffle(rows)  # type: ignore[attr-defined]
    shuffled = replace(inputs, candidates=tuple(rows), links=tuple(reversed(inputs.links)))
    assert shuffled.hash == inputs.hash
    assert choose_teams(shuffled) == choose_teams(inputs)


def test_equal_teams_are_taken_in_the_order_of_the_seed_and_not_of_the_name() -> None:
    rows = [candidate(f"u{i}", "UA", {"P0": 0.8}) for i in range(4)]
    rows += [candidate("d", "DE", {"P1": 0.8}), candidate("f", "FR", {"A2": 0.8})]
    firsts = {choose_teams(sealed(rows, seed=seed, count=1))[0].members for seed in range(12)}
    assert len(firsts) > 1


def test_a_team_is_as_small_as_coverage_allows() -> None:
    strong = {"P0": 0.9, "P1": 0.9, "A2": 0.9, "A3": 0.9}
    rows = [candidate("d", "DE", strong), candidate("u", "UA", strong), candidate("f", "FR", strong)]
    rows += [candidate(f"x{i}", "EE", {"A3": 0.9}, fit=0.1) for i in range(3)]
    team = best_team(sealed(rows))
    assert team is not None and team.members == ("d", "f", "u")


def test_a_shared_group_does_not_make_three() -> None:
    rows = [candidate("d", "DE", {"P0": 0.9}, group="g"), candidate("u", "UA", {"P1": 0.9}, group="g")]
    rows.append(candidate("f", "FR", {"A2": 0.9}))
    assert best_team(sealed(rows)) is None


def test_a_published_link_decides_between_equals() -> None:
    rows = [
        candidate("u", "UA", {"P0": 0.8}),
        candidate("d", "DE", {"P1": 0.8}),
        candidate("e", "EE", {"P1": 0.8}),
    ]
    rows.append(candidate("f", "FR", {"A2": 0.8}))
    for partner in ("d", "e"):
        team = best_team(sealed(rows, links=(Link("u", partner, "joint venture"),)))
        assert team is not None and partner in team.members
        assert [one.subject for one in team.score.contributions if one.feature == "bridge"] == ["u"]


def test_a_refused_team_is_not_given_again() -> None:
    rows = [
        candidate("u", "UA", {"P0": 0.8}),
        candidate("d", "DE", {"P1": 0.8}),
        candidate("f", "FR", {"A2": 0.8}),
    ]
    first = best_team(sealed(rows))
    assert first is not None
    assert best_team(sealed(rows, refused=(first.members,))) is None


@pytest.mark.parametrize("size", [3, 4, 6])
def test_different_means_a_third_of_either_team(size: int) -> None:
    team = [f"m{i}" for i in range(size)]
    swapped = -(-size // 3)
    assert different(team, team[swapped:] + [f"n{i}" for i in range(swapped)])
    assert not different(team, team[swapped - 1 :] + [f"n{i}" for i in range(swapped - 1)])


def assert_leads_hold(inputs: SealedInputs, team: Team) -> None:
    strengths = {row.firm_id: row.strengths for row in inputs.candidates}
    assert set(team.members) - set(inputs.required) <= set(team.leads.values()) <= set(team.members)
    assert all(strengths[firm][part] >= WEIGHTS.covers for part, firm in team.leads.items())


def led(inputs: SealedInputs, leads: Iterable[str]) -> int:
    return len(set(inputs.must or ()) & set(leads))


def every_team(inputs: SealedInputs) -> dict[tuple[str, ...], tuple[int, int]]:
    """All admissible teams with the must-haves that they lead and their best points in millionths, by trying all."""
    rows = inputs.candidates
    must_hold = sum(1 << i for i, row in enumerate(rows) if row.firm_id in inputs.required)
    best: dict[int, tuple[int, int]] = {}
    for mask, coverage in coverages(inputs).items():
        team = mask | must_hold
        best[team] = max(best.get(team, (0, 0)), coverage)
    found = {}
    for mask, (musts, coverage) in best.items():
        members = [row for i, row in enumerate(rows) if mask >> i & 1]
        names = tuple(row.firm_id for row in members)
        if admissible(inputs, members) and names not in inputs.refused:
            found[names] = (musts, coverage + beside_coverage(inputs, members))
    return found


def coverages(inputs: SealedInputs) -> dict[int, tuple[int, int]]:
    """For each set of leading firms the most must-haves, and then points, that its leads can bring."""
    best = {0: (0, 0)}
    for part in inputs.parts:
        must = part.kind == "product" if inputs.must is None else part.id in inputs.must
        weight = inputs.weights.must_have if must else inputs.weights.nice_to_have
        counted = int(part.id in (inputs.must or ()))
        after = dict(best)
        for mask, (musts, value) in best.items():
            for i, row in enumerate(inputs.candidates):
                strength = row.strengths.get(part.id, 0.0)
                if strength >= inputs.weights.covers:
                    reached = (musts + counted, value + points(strength * weight))
                    after[mask | 1 << i] = max(after.get(mask | 1 << i, (0, 0)), reached)
        best = after
    return best


def admissible(inputs: SealedInputs, members: list[Candidate]) -> bool:
    gates = inputs.gates
    return (
        gates.least_members <= len(members) <= gates.most_members
        and len({row.group for row in members}) >= gates.least_groups
        and len({row.country for row in members if row.side == "union"}) >= gates.least_states
        and set(gates.sides) <= {row.side for row in members}
    )


def beside_coverage(inputs: SealedInputs, members: list[Candidate]) -> int:
    weights, names = inputs.weights, {row.firm_id for row in members}
    bridged = {link.ukrainian for link in inputs.links if {link.ukrainian, link.partner} <= names}
    tied = {firm for tie in inputs.ties if {tie.one, tie.other} <= names for firm in (tie.one, tie.other)}
    countries, sides = {row.country for row in members}, [row.side for row in members]
    twice = bool(inputs.gates.sides) and all(sides.count(side) >= 2 for side in inputs.gates.sides)
    total = sum(row.fit * weights.member_fit - weights.seat - weights.risk * risk(row) for row in members)
    total += len(bridged) * weights.bridge + weights.sides * twice
    total += weights.cohesion * min(len(tied), weights.cohesion_most) / weights.cohesion_most
    total += weights.countries * min(len(countries), weights.countries_most) / weights.countries_most
    total -= weights.coordinator * (not any(row.projects for row in members)) / 2
    return points(total - weights.coordinator * (not any(row.coordinated for row in members)) / 2)


def risk(row: Candidate) -> float:
    if not row.owners_known:
        return 0.0 if row.owners_known is None else 1.0
    return {"unknown": 0.5, "conditional": 0.25}.get(row.verdicts["EDIP-U"], 0.0)


Values = dict[tuple[str, ...], int]


def still_open(values: Values, earlier: list[tuple[str, ...]]) -> Values:
    return {team: value for team, value in values.items() if all(different(team, one) for one in earlier)}


def points(value: float) -> int:
    return round(value * 1_000_000)
