"""How far a number or an open fact must move before first place changes hands, and to whom it goes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

from matchmaker.domain.findings import Bilingual, Verdict
from matchmaker.domain.matching.consortium import Team, best_team
from matchmaker.domain.matching.pool import SealedInputs, TeamWeights
from matchmaker.domain.matching.reasons import dials
from matchmaker.domain.matching.reasons.dials import Dial, Turn, first_change
from matchmaker.domain.matching.reasons.teams import altered, wording

# Weights are looked at from 0 to here: further out nobody would set them.
MOST_TEAM_WEIGHT = 3.0
MOST_FIRM_WEIGHT = 1.0
# Numbers among the weights that are no weights: the least strength to lead, and where counting stops.
NO_WEIGHTS = ("covers", "cohesion_most", "countries_most")
OPEN = (Verdict.UNKNOWN.value, Verdict.CONDITIONAL.value)


@dataclass(frozen=True, slots=True)
class WeightTurn:
    """What happens when one weight goes down to 0 or up to `most`; None where first place stays."""

    name: str
    now: float
    most: float
    down: Turn | None
    up: Turn | None


@dataclass(frozen=True, slots=True)
class LeadTurn:
    """What happens when a lead is weaker than it looks; None where first place stays even without this lead."""

    part_id: str
    part: Bilingual
    firm_id: str
    now: float
    turn: Turn | None


@dataclass(frozen=True, slots=True)
class FactTurn:
    """What happens when an open answer about a member turns into one that keeps it out: `then` takes the place."""

    firm_id: str
    verdict: Verdict
    before: float
    then: Team | None

    @property
    def behind(self) -> float | None:
        """How many points the team that comes then has less."""
        return None if self.then is None else round(self.before - self.then.score.total, 6)


def team_weights(sealed: SealedInputs) -> dict[str, float]:
    """The weights of the consortium that count for anything, by name."""
    names = (one.name for one in fields(TeamWeights) if one.name not in NO_WEIGHTS)
    return {name: weight for name in names if (weight := getattr(sealed.weights, name))}


def team_weight_turns(sealed: SealedInputs, first: Team, rivals: Sequence[Team] = ()) -> tuple[WeightTurn, ...]:
    """Each weight of the consortium turned alone, in hundredths; `rivals` as in `first_change`."""
    known = list(rivals)
    return tuple(
        _weight(name, dials.team_weight(sealed, name), first, now, MOST_TEAM_WEIGHT, known)
        for name, now in team_weights(sealed).items()
    )


def firm_weight_turns(sealed: SealedInputs, first: Team, rivals: Sequence[Team] = ()) -> tuple[WeightTurn, ...]:
    """Each weight of the firm score turned alone, the others kept as they are."""
    known = list(rivals)
    return tuple(
        _weight(name, dials.firm_weight(sealed, name), first, now, MOST_FIRM_WEIGHT, known)
        for name, now in sealed.firm_weights.items()
    )


def lead_turns(sealed: SealedInputs, first: Team) -> tuple[LeadTurn, ...]:
    """Each lead of the first team made weaker alone, down to where it leads no more."""
    return tuple(_lead(sealed, first, part.id) for part in sealed.parts if part.id in first.leads)


def fact_turns(sealed: SealedInputs, team: Team, earlier: Sequence[tuple[str, ...]] = ()) -> tuple[FactTurn, ...]:
    """Each member with an open answer under the topic's strand taken away: which team stands here then."""
    return tuple(_facts(sealed, team, earlier))


def _weight(name: str, dial: Dial, first: Team, now: float, most: float, known: list[Team]) -> WeightTurn:
    """Teams that turn the order join those known: often the same team comes first for another weight too."""
    most = max(most, now)
    down, up = (first_change(dial, first, now, end, known) for end in (0.0, most))
    found = (turn.team for turn in (down, up) if turn and turn.team)
    known.extend(team for team in found if all(team.members != other.members for other in known))
    return WeightTurn(name, now, most, down, up)


def _lead(sealed: SealedInputs, first: Team, part_id: str) -> LeadTurn:
    firm_id = first.leads[part_id]
    now, least = sealed.candidate(firm_id).strengths[part_id], sealed.weights.covers
    dial = dials.strength(sealed, firm_id, part_id)
    below = (dial.step(least) - 1) / dial.per
    turn = first_change(dial, first, now, below)
    if turn is None and best_team(dial.put(sealed, below)) is None:
        turn = Turn(now, least, below, None)  # nobody else can be had for the part, and it cannot be without
    return LeadTurn(part_id, wording(sealed, part_id), firm_id, now, turn)


def _facts(sealed: SealedInputs, team: Team, earlier: Sequence[tuple[str, ...]]) -> Iterator[FactTurn]:
    for firm_id in team.members:
        verdict = sealed.candidate(firm_id).verdicts.get(sealed.strand, "")
        if verdict in OPEN:
            rows = tuple(row for row in sealed.candidates if row.firm_id != firm_id)
            required = tuple(one for one in sealed.required if one != firm_id)
            then = best_team(altered(sealed, candidates=rows, required=required), earlier)
            yield FactTurn(firm_id, Verdict(verdict), team.score.total, then)
