"""What if, and what would turn the order: results of the sealed inputs as pages show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from matchmaker.domain.findings import Bilingual, Verdict
from matchmaker.domain.matching.pool import Candidate, SealedInputs
from matchmaker.domain.matching.reasons import Difference, FactTurn, MovedLead, Swap, Turn, WeightTurn
from matchmaker.services.proposals.reading import ProposalView
from matchmaker.services.proposals.whatif import Tipping, WhatIf
from matchmaker.web.presenters.feature_words import TEAM_WEIGHTS, label_of, meaning_of
from matchmaker.web.presenters.proposal_members import PartColumn, part_columns
from matchmaker.web.presenters.proposal_reasons import points, signed, strength
from matchmaker.web.presenters.proposal_score import figure
from matchmaker.web.presenters.searches import Named


@dataclass(frozen=True, slots=True)
class Heading:
    """Where a page of reasons belongs; `discarded` firms are outside the sealed table."""

    proposal_id: str
    number: int
    topic_id: str
    topic: Bilingual
    search_id: str
    discarded: int
    candidates: int


@dataclass(frozen=True, slots=True)
class MovedRow:
    """A part whose lead changes; a name is empty where nobody leads."""

    part: PartColumn
    before: str
    before_strength: str
    after: str
    after_strength: str


@dataclass(frozen=True, slots=True)
class SwapRow:
    """One seat; `joins` is None where no firm can take it."""

    leaves: Named
    joins: Named | None
    before: str
    after: str
    change: str
    fit_before: str
    fit_after: str
    moved: tuple[MovedRow, ...]
    musts_lost: int
    asked_for: bool


@dataclass(frozen=True, slots=True)
class TeamChange:
    """Another team beside the one it replaces: who joins, who leaves; `number` if it is a stored proposal, else 0."""

    joins: tuple[Named, ...]
    leaves: tuple[Named, ...]
    number: int


@dataclass(frozen=True, slots=True)
class FactRow:
    """A member with an open answer; `then` is None where no team would be left."""

    firm: Named
    verdict: Verdict
    then: TeamChange | None
    change: str


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """One kind of contribution in two teams."""

    label: str
    one: str
    other: str
    change: str


@dataclass(frozen=True, slots=True)
class WhatIfPage:
    """Swaps, open facts and the distance to the first proposal.

    `gains` says that some swap gains points, `proven` that the team is proven to be the one with the most.
    """

    heading: Heading
    gains: bool
    proven: bool
    swaps: tuple[SwapRow, ...]
    facts: tuple[FactRow, ...]
    behind: tuple[DifferenceRow, ...]
    first_score: str
    score: str


@dataclass(frozen=True, slots=True)
class TurnCell:
    """Up to `stays` the first stays first; at `turns` it is `team`, None where no team is left."""

    stays: str
    turns: str
    team: TeamChange | None


@dataclass(frozen=True, slots=True)
class WeightRow:
    """One weight and what happens when it is lowered to 0 or raised to `most`."""

    label: str
    meaning: str
    now: str
    most: str
    down: TurnCell | None
    up: TurnCell | None


@dataclass(frozen=True, slots=True)
class LeadRow:
    """One lead of the first proposal and how weak it can be."""

    part: PartColumn
    firm: Named
    now: str
    turn: TurnCell | None


@dataclass(frozen=True, slots=True)
class TippingPage:
    """What would turn the order; `kind` is one of those of the service, empty where nothing was asked yet.

    `weights` are those that turn it and `steady` those that do not, as far as they were moved; `ready` are kinds that
    were computed before; `ahead` is how far the first proposal leads, empty where there is no second, and
    `musts_ahead` how many must-haves more it leads.
    """

    heading: Heading
    kind: str
    ready: frozenset[str]
    ahead: str
    musts_ahead: int
    weights: tuple[WeightRow, ...]
    steady: tuple[WeightRow, ...]
    leads: tuple[LeadRow, ...]


def heading_of(view: ProposalView) -> Heading:
    """Where the page belongs."""
    return Heading(
        proposal_id=view.row.id,
        number=view.row.position,
        topic_id=view.topic.id,
        topic=Bilingual(view.topic.title_en, view.topic.title_uk),
        search_id=view.search.id,
        discarded=view.sealed.discarded,
        candidates=len(view.sealed.candidates),
    )


def what_if_page(found: WhatIf) -> WhatIfPage:
    """Build the page of one proposal."""
    view, sealed = found.view, found.view.sealed
    return WhatIfPage(
        heading=heading_of(view),
        gains=any(one.behind is not None and one.behind < 0 for one in found.swaps),
        proven=view.proposal.optimal,
        swaps=tuple(_swap(sealed, one) for one in found.swaps),
        facts=tuple(_fact(sealed, view, one) for one in found.facts),
        behind=tuple(difference_row(one) for one in found.behind),
        first_score=points(found.first.score.total),
        score=points(view.proposal.score),
    )


def tipping_page(found: Tipping, kind: str) -> TippingPage:
    """Build the page for one kind of number, or for none yet."""
    columns = {one.id: one for one in part_columns(found.view.sealed.parts)}
    rows = tuple(_weight(found, one, kind) for one in found.weights)
    return TippingPage(
        heading=heading_of(found.view),
        kind=kind,
        ready=found.ready,
        ahead="" if found.ahead is None else points(found.ahead),
        musts_ahead=found.musts_ahead or 0,
        weights=tuple(row for row in rows if row.down or row.up),
        steady=tuple(row for row in rows if not (row.down or row.up)),
        leads=tuple(
            LeadRow(
                columns[one.part_id],
                _named(found.view.sealed.candidate(one.firm_id)),
                strength(one.now),
                _turn(found, one.turn),
            )
            for one in found.leads
        ),
    )


def _swap(sealed: SealedInputs, one: Swap) -> SwapRow:
    columns = {column.id: column for column in part_columns(sealed.parts)}
    leaves = sealed.candidate(one.leaves)
    joins = sealed.candidate(one.joins) if one.joins else None
    return SwapRow(
        leaves=_named(leaves),
        joins=_named(joins) if joins else None,
        before=points(one.before),
        after=points(one.team.score.total) if one.team else "",
        change=signed(-one.behind) if one.behind is not None else "",
        fit_before=strength(leaves.fit),
        fit_after=strength(joins.fit) if joins else "",
        moved=tuple(_moved(sealed, columns, each) for each in one.moved),
        musts_lost=one.musts_lost,
        asked_for=one.asked_for,
    )


def _moved(sealed: SealedInputs, columns: Mapping[str, PartColumn], one: MovedLead) -> MovedRow:
    before, after = (sealed.candidate(each).name if each else "" for each in (one.before, one.after))
    return MovedRow(columns[one.part_id], before, strength(one.before_strength), after, strength(one.after_strength))


def _fact(sealed: SealedInputs, view: ProposalView, one: FactTurn) -> FactRow:
    here = tuple(member.firm_id for member in view.proposal.members)
    then = change_between(sealed, one.then.members, here, {}) if one.then else None
    change = signed(-one.behind) if one.behind is not None else ""
    return FactRow(_named(sealed.candidate(one.firm_id)), one.verdict, then, change)


def difference_row(one: Difference) -> DifferenceRow:
    """Present what one team has more at a part than another."""
    return DifferenceRow(label_of(one.feature), points(one.one), points(one.other), signed(one.points))


def _weight(found: Tipping, one: WeightTurn, kind: str) -> WeightRow:
    fit = kind == "fit"
    return WeightRow(
        label=label_of(one.name) if fit else weight_label(one.name),
        meaning=meaning_of(one.name) if fit else "",
        now=_short(one.now),
        most=_short(one.most),
        down=_turn(found, one.down),
        up=_turn(found, one.up),
    )


def weight_label(name: str) -> str:
    """Name a weight of the team score."""
    return str(TEAM_WEIGHTS.get(name, name))


def _short(value: float) -> str:
    """A weight with two decimals, or as many as it needs up to four."""
    exactly = Decimal(str(round(value, 4))).normalize()
    return figure(exactly, max(2, -int(exactly.as_tuple().exponent)))


def _turn(found: Tipping, turn: Turn | None) -> TurnCell | None:
    if turn is None:
        return None
    team = (
        change_between(found.view.sealed, turn.team.members, found.first.members, found.places) if turn.team else None
    )
    return TurnCell(_short(turn.stays), _short(turn.turns), team)


def change_between(
    sealed: SealedInputs, team: Sequence[str], before: Sequence[str], places: Mapping[tuple[str, ...], int]
) -> TeamChange:
    """Present the way from one team to another."""
    return TeamChange(
        joins=tuple(_named(sealed.candidate(one)) for one in team if one not in before),
        leaves=tuple(_named(sealed.candidate(one)) for one in before if one not in team),
        number=places.get(tuple(team), 0),
    )


def _named(row: Candidate) -> Named:
    return Named(row.firm_id, row.name, row.country, row.fictional)
