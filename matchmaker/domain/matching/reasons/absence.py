"""Why a firm is not in the first team, and the least change of one number that would put it there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from math import inf

from matchmaker.domain.findings import Bilingual
from matchmaker.domain.matching.consortium import Team, best_team
from matchmaker.domain.matching.pool import Candidate, SealedInputs, SealedPart
from matchmaker.domain.matching.reasons import dials
from matchmaker.domain.matching.reasons.dials import Dial, Turn, first_change
from matchmaker.domain.matching.reasons.teams import Difference, altered, differences, musts_led, wording
from matchmaker.domain.matching.reasons.turning import MOST_TEAM_WEIGHT, team_weights
from matchmaker.domain.matching.score import part_weight

# How many strengths and how many weights are told at most, the nearest.
MOST_CHANGES = 3


class Standing(StrEnum):
    """Where a firm stands to the first team of a search."""

    IN_FIRST = "in_first"
    EXCLUDED = "excluded"  # left out because the officer asked for that
    NO_CANDIDATE = "no_candidate"  # a rule, or nothing that it could lead: the sealed table does not have it
    LEADS_NOTHING = "leads_nothing"
    NO_TEAM = "no_team"  # no team with it passes the gates
    OUTWEIGHED = "outweighed"


@dataclass(frozen=True, slots=True)
class PartStrength:
    """How strong the firm is at a part, beside whoever leads it in the first team."""

    part_id: str
    part: Bilingual
    strength: float
    leader: str | None
    leader_strength: float


@dataclass(frozen=True, slots=True)
class Change:
    """One number that alone puts the firm into the first team once it has moved as `turn` says.

    `kind` is strength, fit or weight; `name` the part or the weight, empty for fit.
    """

    kind: str
    name: str
    turn: Turn


@dataclass(frozen=True, slots=True)
class Absence:
    """Why a firm is not there; `team` is the best one with it, `parts` where its points differ from the first.

    `musts_fewer` is how many must-haves fewer that team leads, which comes before points.
    `changes` are strengths, fit and weights in this order, each kind with the nearest first and at most three of it.
    """

    firm_id: str
    standing: Standing
    first: Team | None
    team: Team | None = None
    strengths: tuple[PartStrength, ...] = ()
    parts: tuple[Difference, ...] = ()
    changes: tuple[Change, ...] = ()
    musts_fewer: int = 0

    @property
    def behind(self) -> float | None:
        """How many points the best team with it has less than the first; negative only with must-haves fewer."""
        if self.first is None or self.team is None:
            return None
        return round(self.first.score.total - self.team.score.total, 6)

    @property
    def level(self) -> bool:
        """Whether the best team with it is as good as the first, so that only the draw of the seed decided."""
        return self.behind == 0 and not self.musts_fewer


def absence(sealed: SealedInputs, first: Team | None, firm_id: str) -> Absence:
    """Why the firm is not in `first`, which is the first team of these inputs; None where there is no team."""
    row = next((row for row in sealed.candidates if row.firm_id == firm_id), None)
    if row is None:
        gone = Standing.EXCLUDED if firm_id in sealed.excluded else Standing.NO_CANDIDATE
        return Absence(firm_id, gone, first)
    strengths = tuple(_strengths(sealed, first, row))
    if first is None or firm_id in first.members:
        return Absence(firm_id, Standing.NO_TEAM if first is None else Standing.IN_FIRST, first, first, strengths)
    team = best_team(altered(sealed, required=tuple(sorted({*sealed.required, firm_id}))))
    if team is None:
        return Absence(firm_id, Standing.NO_TEAM, first, None, strengths)
    leads = any(one.strength >= sealed.weights.covers for one in strengths)
    return Absence(
        firm_id,
        Standing.OUTWEIGHED if leads else Standing.LEADS_NOTHING,
        first,
        team,
        strengths,
        differences(first.score.contributions, team.score.contributions),
        changes(sealed, first, team, row),
        musts_led(sealed, first.leads) - musts_led(sealed, team.leads),
    )


def _strengths(sealed: SealedInputs, first: Team | None, row: Candidate) -> Iterator[PartStrength]:
    for part in sealed.parts:
        leader = first.leads.get(part.id) if first else None
        most = sealed.candidate(leader).strengths[part.id] if leader else 0.0
        yield PartStrength(part.id, wording(sealed, part.id), row.strengths.get(part.id, 0.0), leader, most)


def changes(sealed: SealedInputs, first: Team, team: Team, row: Candidate) -> tuple[Change, ...]:
    """Single numbers that can put the firm into the first team; `team` is the best that has it.

    Each is the least of its kind: one step less and the firm is not in the first team.
    """
    weights = _by_weight(sealed, first, team, row.firm_id) if _leads(sealed, row) else ()
    return (*_by_strength(sealed, first, team, row), *_by_fit(sealed, first, row), *weights)


def _distance(change: Change) -> tuple[float, str]:
    return abs(change.turn.moved), change.name


def _leads(sealed: SealedInputs, row: Candidate) -> bool:
    return any(strength >= sealed.weights.covers for strength in row.strengths.values())


def _by_strength(sealed: SealedInputs, first: Team, team: Team, row: Candidate) -> Iterator[Change]:
    """The nearest few rises; parts are tried in the order of the least rise that could be enough."""
    found: list[Change] = []
    for rise, part in sorted(_rises(sealed, first, team, row), key=lambda pair: (pair[0], pair[1].id)):
        if len(found) >= MOST_CHANGES and rise >= sorted(change.turn.moved for change in found)[MOST_CHANGES - 1]:
            break
        dial, now = dials.strength(sealed, row.firm_id, part.id), row.strengths.get(part.id, 0.0)
        if turn := _enters(dial, first, row.firm_id, now):
            found.append(Change("strength", part.id, turn))
    yield from sorted(found, key=_distance)[:MOST_CHANGES]


def _rises(sealed: SealedInputs, first: Team, team: Team, row: Candidate) -> Iterator[tuple[float, SealedPart]]:
    """For each part less than what its strength must rise by; parts where not even full strength helps are left out.

    Removing the lead of the part from a team with the firm costs at most its points, and `team` is the best of
    those teams: so full strength brings at most the weight of the part, less what a lead of today earns.
    """
    short, least = first.score.total - team.score.total, sealed.weights.covers
    by_points = musts_led(sealed, first.leads) == musts_led(sealed, team.leads)
    for part in sealed.parts:
        now, weight = row.strengths.get(part.id, 0.0), part_weight(sealed, part)
        starts = now if now >= least else 0.0
        needs = starts + short / weight if weight else inf
        if part.id in (sealed.must or ()) and not (by_points and part.id in first.leads):
            yield max(least - now, 0.0), part
        elif by_points and needs <= 1.0:
            yield max(needs, least) - now, part


def _by_fit(sealed: SealedInputs, first: Team, row: Candidate) -> Iterator[Change]:
    if not _leads(sealed, row) or row.fit >= 1.0:
        return
    if turn := _enters(dials.fit(sealed, row.firm_id), first, row.firm_id, row.fit):
        yield Change("fit", "", turn)


def _enters(dial: Dial, first: Team, firm_id: str, now: float) -> Turn | None:
    """Only teams with the firm gain by its own numbers, so the first change of all is the one that lets it in."""
    found = first_change(dial, first, now, 1.0)
    return found if found and found.team and firm_id in found.team.members else None


def _by_weight(sealed: SealedInputs, first: Team, team: Team, firm_id: str) -> Iterator[Change]:
    """For each weight the crossing of the two teams, kept only where the firm is then really in the first team."""
    found: list[Change] = []
    for _, name, turn, dial in sorted(_crossings(sealed, first, team), key=lambda one: one[:2]):
        then, before = best_team(dial.at(dial.step(turn.turns))), best_team(dial.at(dial.step(turn.stays)))
        if then and before and firm_id in then.members and firm_id not in before.members:
            found.append(Change("weight", name, replace(turn, team=then)))
        if len(found) == MOST_CHANGES:
            break
    yield from found


def _crossings(sealed: SealedInputs, first: Team, team: Team) -> Iterator[tuple[float, str, Turn, Dial]]:
    for name, now in team_weights(sealed).items():
        dial = dials.team_weight(sealed, name)
        here = dial.step(now)
        for end in (0, dial.step(max(MOST_TEAM_WEIGHT, now))):
            step = dials.overtakes(dial, first, team, here, end)
            if step is not None:
                before = step - (1 if end > here else -1)
                turn = Turn(now, before / dial.per, step / dial.per, team)
                yield abs(turn.moved) / now, name, turn, dial
