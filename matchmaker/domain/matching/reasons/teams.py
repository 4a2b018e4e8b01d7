"""What one team is worth as it stands, and which gates it does not pass: the ground of all reasons."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from matchmaker.domain.findings import Bilingual, Contribution, Sentence, say
from matchmaker.domain.matching.consortium import Team
from matchmaker.domain.matching.leads import best_leads
from matchmaker.domain.matching.pool import SIDE_UKRAINE, SIDE_UNION, Candidate, SealedInputs
from matchmaker.domain.matching.score import team_score


@dataclass(frozen=True, slots=True)
class Difference:
    """The points of one kind of contribution in two teams."""

    feature: str
    one: float
    other: float

    @property
    def points(self) -> float:
        """How much more the other team has of it."""
        return round(self.other - self.one, 6)


@dataclass(frozen=True, slots=True)
class Question(SealedInputs):
    """Inputs that are asked about and never stored: writing out the whole table for a hash costs more than solving."""

    def __post_init__(self) -> None:
        """No hash; rows keep the order in which they come."""
        object.__setattr__(self, "hash", "")


def altered(sealed: SealedInputs, **changes: Any) -> Question:
    """The inputs with some of their fields changed; candidates, links and ties have to come in order."""
    kept = {one.name: getattr(sealed, one.name) for one in fields(SealedInputs) if one.init}
    return Question(**{**kept, **changes})


def as_it_stands(sealed: SealedInputs, members: Collection[str]) -> Team | None:
    """Exactly these firms with their best leads, gates not asked; None where some firm would lead nothing.

    Firms that were required may lead nothing, as everywhere.
    """
    own = altered(sealed, candidates=members_of(sealed, members))
    leads = best_leads(own, members) if members else None
    if leads is None:
        return None
    score = team_score(own, members, leads)
    return Team(tuple(sorted(members)), leads, score, score.total, optimal=True)


def musts_led(sealed: SealedInputs, leads: Mapping[str, str]) -> int:
    """How many of the must-haves that the search had to have are led; these come before any score."""
    return sum(part in leads for part in sealed.must or ())


def members_of(sealed: SealedInputs, team: Collection[str]) -> tuple[Candidate, ...]:
    """The rows of a team, by id."""
    return tuple(row for row in sealed.candidates if row.firm_id in team)


def broken_gates(sealed: SealedInputs, team: Collection[str]) -> tuple[Sentence, ...]:
    """Each gate that a set of firms does not pass, with what it has and what is asked."""
    return tuple(_broken(sealed, members_of(sealed, team)))


def _broken(sealed: SealedInputs, rows: Sequence[Candidate]) -> Iterator[Sentence]:
    gates = sealed.gates
    if len(rows) < gates.least_members:
        yield say(
            "%(count)s members are left; at least %(least)s are asked for.", count=len(rows), least=gates.least_members
        )
    if (groups := len({row.group for row in rows})) < gates.least_groups:
        yield say(
            "%(count)s groups independent of each other are left; at least %(least)s are asked for.",
            count=groups,
            least=gates.least_groups,
        )
    if (states := len({row.country for row in rows if row.side == SIDE_UNION})) < gates.least_states:
        yield say(
            "Members from %(count)s Member States are left; at least %(least)s are asked for.",
            count=states,
            least=gates.least_states,
        )
    present = {row.side for row in rows}
    yield from (NO_SIDE[side] for side in gates.sides if side not in present)


NO_SIDE = {
    SIDE_UKRAINE: say("No member from Ukraine is left, and the topic asks for one."),
    SIDE_UNION: say("No member from the Union is left, and the topic asks for one."),
}


def wording(sealed: SealedInputs, part_id: str) -> Bilingual:
    """The text of a part as it was sealed; KeyError for a part that the topic has not."""
    for part in sealed.parts:
        if part.id == part_id:
            return Bilingual(part.text_en, part.text_uk)
    raise KeyError(part_id)


def differences(one: Sequence[Contribution], other: Sequence[Contribution]) -> tuple[Difference, ...]:
    """Where two scores differ, by kind of contribution; the points of all add up to the whole difference."""
    kinds = dict.fromkeys(part.feature for part in (*one, *other))
    rows = (Difference(kind, _points(one, kind), _points(other, kind)) for kind in kinds)
    return tuple(row for row in rows if row.points)


def _points(contributions: Sequence[Contribution], kind: str) -> float:
    return round(sum(part.points for part in contributions if part.feature == kind), 6)
