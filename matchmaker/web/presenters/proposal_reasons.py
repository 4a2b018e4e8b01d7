"""Reasons on a proposal's page: each member for and against, what breaks without it, who is new to funded projects."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from matchmaker.domain.findings import Sentence
from matchmaker.domain.matching.demand import NAME as GAP_EVIDENCE
from matchmaker.domain.matching.pool import SealedInputs
from matchmaker.domain.matching.propose import Proposal
from matchmaker.domain.matching.reasons import Departure, LostLead, departures, newcomers, voices
from matchmaker.services.proposals.reading import ProposalView
from matchmaker.web.presenters.proposal_members import PartColumn
from matchmaker.web.presenters.proposal_score import exact, figure

DIGITS = 4
STRENGTH_DIGITS = 2


@dataclass(frozen=True, slots=True)
class VoiceRow:
    """What speaks for and against a member, and what is unknown about it, as far as this reader may see."""

    firm_id: str
    name: str
    speaks_for: tuple[Sentence, ...]
    speaks_against: tuple[Sentence, ...]
    unknown: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class LostRow:
    """A part that loses its lead; `heir` is empty where nobody in the team can take it."""

    part: PartColumn
    strength: str
    heir: str
    heir_strength: str


@dataclass(frozen=True, slots=True)
class DepartureRow:
    """One member gone; `change` is what the score moves by, empty where the others cannot stand as a team."""

    firm_id: str
    name: str
    broken: tuple[Sentence, ...]
    lost: tuple[LostRow, ...]
    nothing_breaks: bool
    after: str
    change: str


@dataclass(frozen=True, slots=True)
class NewcomerNote:
    """Members that are new to funded projects; `unguided` where nobody is recorded to have coordinated one."""

    firms: tuple[str, ...]
    coordinators: tuple[str, ...]
    unguided: bool
    counted: bool


def voice_rows(view: ProposalView) -> tuple[VoiceRow, ...]:
    """One row for each member; what rests on a firm's own entry is told to officers and to that firm.

    What rests on a gap is for officers alone: firms see none.
    """
    names = {member.firm_id: member.name for member in view.proposal.members}
    closed = () if view.officer else tuple(_of_gaps(view.proposal))
    return tuple(
        VoiceRow(
            firm_id=one.firm_id,
            name=names[one.firm_id],
            speaks_for=(*one.speaks_for, *_own(view, one.firm_id, one.own_for, closed)),
            speaks_against=(*one.speaks_against, *_own(view, one.firm_id, one.own_against, closed)),
            unknown=one.unknown,
        )
        for one in voices(view.sealed, view.proposal)
    )


def _own(
    view: ProposalView, firm_id: str, told: Iterable[Sentence], closed: Collection[Sentence]
) -> tuple[Sentence, ...]:
    reads = view.officer or firm_id in view.own
    return tuple(one for one in told if one not in closed) if reads else ()


def _of_gaps(proposal: Proposal) -> Iterator[Sentence]:
    """What the members' scores tell of gaps that are met."""
    for member in proposal.members:
        yield from (one.because for one in member.score.contributions if one.feature == GAP_EVIDENCE and one.value)


def departure_rows(view: ProposalView, columns: Sequence[PartColumn]) -> tuple[DepartureRow, ...]:
    """One row for each member, computed from the sealed inputs."""
    proposal, parts = view.proposal, {column.id: column for column in columns}
    names = {member.firm_id: member.name for member in proposal.members}
    gone = departures(view.sealed, tuple(names), proposal.leads)
    return tuple(_departure(one, parts, names) for one in gone)


def _departure(one: Departure, parts: Mapping[str, PartColumn], names: Mapping[str, str]) -> DepartureRow:
    return DepartureRow(
        firm_id=one.firm_id,
        name=names[one.firm_id],
        broken=one.broken,
        lost=tuple(_lost(each, parts, names) for each in one.lost),
        nothing_breaks=one.nothing_breaks,
        after="" if one.after is None else points(one.after),
        change="" if one.after is None else signed(one.after - one.before),
    )


def _lost(one: LostLead, parts: Mapping[str, PartColumn], names: Mapping[str, str]) -> LostRow:
    heir = names[one.heir] if one.heir else ""
    return LostRow(parts[one.part_id], strength(one.strength), heir, strength(one.heir_strength))


def newcomer_note(sealed: SealedInputs, names: Mapping[str, str]) -> NewcomerNote:
    """Who is new to funded projects; `names` are the members by id."""
    found = newcomers(sealed, names)
    return NewcomerNote(
        firms=tuple(names[one] for one in found.firms),
        coordinators=tuple(names[one] for one in found.coordinators),
        unguided=found.unguided,
        counted=found.counted,
    )


def points(value: float) -> str:
    """Write points of a score."""
    return figure(exact(value), DIGITS)


def signed(value: float) -> str:
    """Write a difference of points with its sign; nothing changes as 0."""
    exactly = exact(value)
    return ("+" if exactly > 0 else "") + figure(exactly, DIGITS if exactly else 0)


def strength(value: float) -> str:
    """Write a strength or fit in 0..1."""
    return figure(Decimal(str(value)), STRENGTH_DIGITS)
