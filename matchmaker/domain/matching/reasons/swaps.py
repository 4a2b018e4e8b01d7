"""The best replacement for each seat, the other members kept: nothing beats the team, and this says by how little."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from matchmaker.domain.findings import Bilingual
from matchmaker.domain.matching.consortium import Team, best_team
from matchmaker.domain.matching.pool import SealedInputs
from matchmaker.domain.matching.reasons.teams import Difference, altered, as_it_stands, differences, musts_led, wording


@dataclass(frozen=True, slots=True)
class MovedLead:
    """A part whose lead changes with a swap; a firm is None, and its strength 0, where nobody leads."""

    part_id: str
    part: Bilingual
    before: str | None
    before_strength: float
    after: str | None
    after_strength: float


@dataclass(frozen=True, slots=True)
class Swap:
    """One seat: `team` is the best with another firm in it, None where no firm can take it with all gates kept.

    `asked_for` says that the leaving firm was required, so that a swap goes against what was asked.
    """

    leaves: str
    joins: str | None
    before: float
    team: Team | None
    moved: tuple[MovedLead, ...] = ()
    parts: tuple[Difference, ...] = ()
    musts_lost: int = 0
    asked_for: bool = False

    @property
    def behind(self) -> float | None:
        """How many points the swap costs; negative only where it leads fewer must-haves, which come before points."""
        return None if self.team is None else round(self.before - self.team.score.total, 6)


def swaps(sealed: SealedInputs, team: Team, earlier: Sequence[tuple[str, ...]] = ()) -> tuple[Swap, ...]:
    """The best swap for each seat; gates hold and the team stays different from `earlier`, as the team itself does."""
    return tuple(_swap(sealed, team, leaves, earlier) for leaves in team.members)


def _swap(sealed: SealedInputs, team: Team, leaves: str, earlier: Sequence[tuple[str, ...]]) -> Swap:
    found, asked = _without(sealed, team, leaves, earlier), leaves in sealed.required
    if found is None:
        return Swap(leaves, None, team.score.total, None, asked_for=asked)
    joins = next(firm_id for firm_id in found.members if firm_id not in team.members)
    moved = tuple(_moved(sealed, team.leads, found.leads))
    parts = differences(team.score.contributions, found.score.contributions)
    fewer = musts_led(sealed, team.leads) - musts_led(sealed, found.leads)
    return Swap(leaves, joins, team.score.total, found, moved, parts, fewer, asked)


def _without(sealed: SealedInputs, team: Team, leaves: str, earlier: Sequence[tuple[str, ...]]) -> Team | None:
    """The best team of the same size with all others in it; each that was not asked for must lead something."""
    size, others = len(team.members), tuple(one for one in team.members if one != leaves)
    gates = replace(sealed.gates, least_members=size, most_members=size)
    rows = tuple(row for row in sealed.candidates if row.firm_id != leaves)
    question = altered(sealed, candidates=rows, required=others, gates=gates)
    best: Team | None = None
    # Firms that have to be there need not lead, so what the search finds is at least as good as the real team.
    while (found := best_team(question, earlier)) and _worth(sealed, found) > _worth(sealed, best):
        best = max(best, as_it_stands(sealed, found.members), key=lambda one: _worth(sealed, one))
        question = altered(question, refused=(*question.refused, found.members))
    return best


def _worth(sealed: SealedInputs, team: Team | None) -> tuple[int, float]:
    return (-1, 0.0) if team is None else (musts_led(sealed, team.leads), team.score.total)


def _moved(sealed: SealedInputs, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[MovedLead]:
    for part in sealed.parts:
        old, new = before.get(part.id), after.get(part.id)
        if old != new:
            yield MovedLead(
                part.id,
                wording(sealed, part.id),
                old,
                _strength(sealed, old, part.id),
                new,
                _strength(sealed, new, part.id),
            )


def _strength(sealed: SealedInputs, firm_id: str | None, part_id: str) -> float:
    return sealed.candidate(firm_id).strengths[part_id] if firm_id else 0.0
