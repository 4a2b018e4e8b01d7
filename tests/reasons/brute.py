"""Everything by trying everything: all teams of a small pool, each with all ways to lead the parts."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import combinations, product
from random import Random

from matchmaker.domain.matching.pool import Candidate, Gates, Link, SealedInputs, SealedPart, TeamWeights
from matchmaker.domain.matching.score import team_score

SIDES = {"DE": "union", "FR": "union", "EE": "union", "UA": "ukraine", "NO": "elsewhere"}
WEIGHTS = TeamWeights(1.0, 0.4, 0.5, 0.15, 0.25, 0.3)
FEATURES = {"described_fit": 0.6, "experience": 0.4}
GATES = Gates(3, 4, 3, 0, ("union", "ukraine"))
Worth = tuple[int, float]


def candidate(firm_id: str, country: str, strengths: dict[str, float], **changes: object) -> Candidate:
    features = {"described_fit": 0.5, "experience": 0.5}
    row = Candidate(firm_id, f"Firm {firm_id}", country, SIDES[country], False, firm_id, 0.5, strengths, features, {})
    return replace(row, **changes)  # type: ignore[arg-type]


def sealed(candidates: list[Candidate], parts: str = "PPA", **changes: object) -> SealedInputs:
    kinds = {"P": "product", "A": "activity"}
    inputs = SealedInputs(
        topic_id="T",
        strand="EDIP-U",
        point=None,
        day="2026-11-23",
        seed=7,
        count=2,
        catalogue_revision=1,
        rulebook_version="r",
        weights_version="w",
        firm_weights=FEATURES,
        weights=WEIGHTS,
        gates=GATES,
        parts=tuple(SealedPart(f"{kind}{i}", kinds[kind], f"part {i}", "") for i, kind in enumerate(parts)),
        candidates=tuple(candidates),
    )
    return replace(inputs, **changes)  # type: ignore[arg-type]


def pool(number: int, *, firms: int = 6, parts: str = "PPA", **changes: object) -> SealedInputs:
    """A small world; the same number gives the same one. All values are in steps of 0.05."""
    draw = Random(number)
    rows = []
    for i in range(firms):
        country = ["UA", "DE", "UA", "FR", "EE", "UA", "NO", "DE"][i % 8]
        able = [f"{kind}{j}" for j, kind in enumerate(parts) if draw.random() < 0.6] or ["P0"]
        features = {name: draw.randint(0, 20) / 20 for name in FEATURES}
        fit = round(sum(FEATURES[name] * value for name, value in features.items()), 4)
        strengths = {part: draw.randint(3, 20) / 20 for part in able}
        verdict = draw.choice(["met", "unknown", "conditional"])
        rows.append(candidate(f"f{i}", country, strengths, fit=fit, features=features, verdicts={"EDIP-U": verdict}))
    pairs = [(one, other) for one in rows for other in rows if one.country == "UA" and other.side == "union"]
    links = tuple(Link(one.firm_id, other.firm_id, "joint venture") for one, other in draw.sample(pairs, 2))
    return sealed(rows, parts, links=links, **changes)


def leads_of(inputs: SealedInputs, members: Collection[str]) -> Iterator[dict[str, str]]:
    """Every way to lead the parts in which each member that was not asked for leads something."""
    rows = [row for row in inputs.candidates if row.firm_id in members]
    able = [
        [None, *(row.firm_id for row in rows if row.strengths.get(part.id, 0.0) >= inputs.weights.covers)]
        for part in inputs.parts
    ]
    for chosen in product(*able):
        if set(members) - set(inputs.required) <= set(chosen):
            yield {part.id: firm for part, firm in zip(inputs.parts, chosen, strict=True) if firm}


def worth(inputs: SealedInputs, members: Collection[str]) -> Worth | None:
    """The most must-haves, then the most points; None where somebody would lead nothing."""
    values = (
        (sum(part in leads for part in inputs.must or ()), team_score(inputs, members, leads).total)
        for leads in leads_of(inputs, members)
    )
    return max(values, default=None)


def admitted(inputs: SealedInputs, members: Collection[str]) -> bool:
    rows, gates = [row for row in inputs.candidates if row.firm_id in members], inputs.gates
    return (
        gates.least_members <= len(rows) <= gates.most_members
        and len({row.group for row in rows}) >= gates.least_groups
        and len({row.country for row in rows if row.side == "union"}) >= gates.least_states
        and set(gates.sides) <= {row.side for row in rows}
        and set(inputs.required) <= set(members)
        and tuple(sorted(members)) not in inputs.refused
    )


def every_team(inputs: SealedInputs) -> dict[tuple[str, ...], Worth]:
    """All admitted teams with what they are worth."""
    names = [row.firm_id for row in inputs.candidates]
    sizes = range(inputs.gates.least_members, inputs.gates.most_members + 1)
    teams = (team for size in sizes for team in combinations(names, size) if admitted(inputs, team))
    return {team: found for team in teams if (found := worth(inputs, team)) is not None}


def firsts(inputs: SealedInputs) -> set[tuple[str, ...]]:
    """The teams that share the first place."""
    worths = every_team(inputs)
    best = max(worths.values())
    return {team for team, value in worths.items() if value == best}
