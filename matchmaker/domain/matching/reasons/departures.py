"""What breaks when a member leaves: gates, parts without a lead, points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from matchmaker.domain.findings import Bilingual, Sentence
from matchmaker.domain.matching.consortium import Team
from matchmaker.domain.matching.pool import SealedInputs
from matchmaker.domain.matching.reasons.teams import as_it_stands, broken_gates, wording


@dataclass(frozen=True, slots=True)
class LostLead:
    """A part that loses its lead, and who of the others is strongest at it; `heir` is None where nobody can lead."""

    part_id: str
    part: Bilingual
    strength: float
    heir: str | None
    heir_strength: float


@dataclass(frozen=True, slots=True)
class Departure:
    """A member gone: `broken` are gates that fail, `after` is the score with the leads given anew.

    `after` is None where the others cannot stand as a team at all, because somebody would lead nothing.
    """

    firm_id: str
    broken: tuple[Sentence, ...]
    lost: tuple[LostLead, ...]
    before: float
    after: float | None

    @property
    def nothing_breaks(self) -> bool:
        """Whether all gates hold and every part that it leads finds another lead."""
        return not self.broken and all(one.heir for one in self.lost)


def departures(sealed: SealedInputs, members: tuple[str, ...], leads: Mapping[str, str]) -> tuple[Departure, ...]:
    """One departure for each member, in the order given; `leads` maps part to firm."""
    before = _score(as_it_stands(sealed, members)) or 0.0
    return tuple(_departure(sealed, members, leads, gone, before) for gone in members)


def _departure(
    sealed: SealedInputs, members: tuple[str, ...], leads: Mapping[str, str], gone: str, before: float
) -> Departure:
    rest = tuple(firm_id for firm_id in members if firm_id != gone)
    left = as_it_stands(sealed, rest)
    lost = tuple(_lost(sealed, part, gone, rest, left) for part, lead in leads.items() if lead == gone)
    return Departure(gone, broken_gates(sealed, rest), lost, before, _score(left))


def _score(team: Team | None) -> float | None:
    return None if team is None else team.score.total


def _lost(sealed: SealedInputs, part: str, gone: str, rest: tuple[str, ...], left: Team | None) -> LostLead:
    """The heir is whoever leads the part in the best team of the rest; without one, the strongest is named."""
    strengths = {firm_id: sealed.candidate(firm_id).strengths.get(part, 0.0) for firm_id in rest}
    heir = left.leads.get(part) if left else None
    most = strengths[heir] if heir else max(strengths.values(), default=0.0)
    return LostLead(part, wording(sealed, part), sealed.candidate(gone).strengths[part], heir, most)
