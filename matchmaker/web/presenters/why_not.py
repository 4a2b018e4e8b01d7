"""Why a firm is not in the first proposal, and what would put it there, as its page shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from flask_babel import gettext

from matchmaker.domain.matching.reasons import Change
from matchmaker.persistence.models import Firm
from matchmaker.services.proposals.reading import ProposalView
from matchmaker.services.proposals.whatif import WhyNot
from matchmaker.web.presenters.proposal_members import PartColumn, part_columns
from matchmaker.web.presenters.proposal_reasons import points, strength
from matchmaker.web.presenters.proposal_rules import RuleAnswer, rule_answer
from matchmaker.web.presenters.proposal_score import figure
from matchmaker.web.presenters.searches import Named
from matchmaker.web.presenters.whatif import (
    DifferenceRow,
    Heading,
    TeamChange,
    change_between,
    difference_row,
    heading_of,
    weight_label,
)


@dataclass(frozen=True, slots=True)
class StrengthRow:
    """How strong the firm is at a part, beside its lead in the first proposal."""

    part: PartColumn
    strength: str
    enough: bool
    leader: str
    leader_strength: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One number that alone puts the firm into the first proposal; `team` is who would be first then."""

    what: str
    now: str
    needed: str
    change: str
    team: TeamChange | None


@dataclass(frozen=True, slots=True)
class Answer:
    """Why the firm is not there; `able` says that the register of today has it strong enough to lead a part.

    `level` says that its best team has as many points as the first, `musts_fewer` that it leads fewer must-haves.
    """

    firm: Named
    standing: str
    able: bool
    level: bool
    musts_fewer: int
    in_proposal: int
    findings: tuple[RuleAnswer, ...]
    today: bool
    strongest: str
    least: str
    behind: str
    with_it: TeamChange | None
    strengths: tuple[StrengthRow, ...]
    parts: tuple[DifferenceRow, ...]
    changes: tuple[ChangeRow, ...]


@dataclass(frozen=True, slots=True)
class WhyNotPage:
    """The question, the firms that a name could mean, and the answer once it is one firm."""

    heading: Heading
    asked: str
    fault: str
    meant: Sequence[Firm]
    answer: Answer | None


def why_not_page(
    view: ProposalView, asked: str, *, fault: str = "", meant: Sequence[Firm] = (), found: WhyNot | None = None
) -> WhyNotPage:
    """Build the page with or without an answer."""
    return WhyNotPage(heading_of(view), asked, fault, meant, _answer(found) if found else None)


def _answer(found: WhyNot) -> Answer:
    sealed, told, firm = found.view.sealed, found.absence, found.firm
    first = told.first.members if told.first else ()
    return Answer(
        firm=Named(firm.id, firm.name, firm.country, firm.fictional),
        standing=told.standing.value,
        able=(found.strongest or 0.0) >= sealed.weights.covers,
        level=told.level,
        musts_fewer=told.musts_fewer,
        in_proposal=found.in_proposal,
        findings=tuple(rule_answer(one) for one in found.findings),
        today=found.today,
        strongest="" if found.strongest is None else strength(found.strongest),
        least=strength(sealed.weights.covers),
        behind="" if told.behind is None else points(told.behind),
        with_it=change_between(sealed, told.team.members, first, {}) if told.team else None,
        strengths=tuple(_strengths(found)),
        parts=tuple(difference_row(one) for one in told.parts),
        changes=tuple(_needed(found, one) for one in told.changes),
    )


def _strengths(found: WhyNot) -> Iterator[StrengthRow]:
    sealed = found.view.sealed
    for column, one in zip(part_columns(sealed.parts), found.absence.strengths, strict=False):
        leader = sealed.candidate(one.leader).name if one.leader else ""
        enough = one.strength >= sealed.weights.covers
        yield StrengthRow(column, strength(one.strength), enough, leader, strength(one.leader_strength))


def _needed(found: WhyNot, one: Change) -> ChangeRow:
    sealed, first, digits = found.view.sealed, found.absence.first, 2 if one.kind == "weight" else 4
    now, needed = (figure(Decimal(str(value)), digits) for value in (one.turn.now, one.turn.turns))
    moved = Decimal(str(one.turn.moved))
    return ChangeRow(
        what=_what(found, one),
        now=now,
        needed=needed,
        change=("+" if moved > 0 else "") + figure(moved, digits),
        team=change_between(sealed, one.turn.team.members, first.members, {}) if one.turn.team and first else None,
    )


def _what(found: WhyNot, one: Change) -> str:
    if one.kind == "fit":
        return str(gettext("its fit to the topic as a firm"))
    if one.kind == "weight":
        return str(gettext("the weight of: %(name)s", name=weight_label(one.name)))
    part = next(column for column in part_columns(found.view.sealed.parts) if column.id == one.name)
    return str(gettext("its strength at %(part)s %(text)s", part=part.id, text=part.short))
