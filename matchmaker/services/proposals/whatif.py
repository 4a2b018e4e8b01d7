"""What if: who could leave, who could come, what would turn the order, and why a firm is not there.

Everything is computed on request from the sealed inputs of the search, so it answers for the register as it was on
that day. Only officers ask: the answers name firms that are in no proposal. It may take seconds, so it is computed
between transactions, when nobody waits for this one to end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matchmaker.domain.eligibility import Case, Matter, Settings, judge_entity
from matchmaker.domain.findings import Finding, Score, Verdict
from matchmaker.domain.matching.candidates import offered_products
from matchmaker.domain.matching.consortium import Team
from matchmaker.domain.matching.entities import action_of, entity_of
from matchmaker.domain.matching.features import view_topic
from matchmaker.domain.matching.propose import Proposal
from matchmaker.domain.matching.reasons import (
    Absence,
    Difference,
    FactTurn,
    LeadTurn,
    Standing,
    Swap,
    WeightTurn,
    absence,
    differences,
    fact_turns,
    firm_weight_turns,
    lead_turns,
    musts_led,
    swaps,
    team_weight_turns,
)
from matchmaker.domain.matching.weights import current_weights
from matchmaker.domain.snapshot import Snapshot
from matchmaker.persistence import models as tables
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services.configuration.standing import settings_on
from matchmaker.services.declared import declared_fields
from matchmaker.services.errors import NotFound
from matchmaker.services.occasion import Occasion
from matchmaker.services.profiles import note_reads, open_firm
from matchmaker.services.proposals.documents import ARCHIVE
from matchmaker.services.proposals.kept import Kept
from matchmaker.services.proposals.reading import ProposalView, fields_of, show_proposal

WEIGHTS, FIT, LEADS = KINDS = ("weights", "fit", "leads")
_TURNS = Kept[tuple[WeightTurn, ...]]()
_LEADS = Kept[tuple[LeadTurn, ...]]()
_SWAPS = Kept[tuple[Swap, ...]]()
_FACTS = Kept[tuple[FactTurn, ...]]()
_ABSENT = Kept[Absence]()


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The best swap for each seat, what open answers could cost, and where the first proposal has more points.

    `behind` is empty for the first proposal itself; its points add up to how far this one is behind.
    """

    view: ProposalView
    swaps: tuple[Swap, ...]
    facts: tuple[FactTurn, ...]
    first: Team
    behind: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Tipping:
    """What would take first place from the first proposal of the search; only the asked-for kind is filled.

    `ahead` is its lead over the second in points and `musts_ahead` in must-haves, which come before points; None
    where there is no second. `ready` are the kinds computed before; `places`
    tells which stored proposal a team is, by its members.
    """

    view: ProposalView
    first: Team
    ahead: float | None
    musts_ahead: int | None
    ready: frozenset[str]
    weights: tuple[WeightTurn, ...]
    leads: tuple[LeadTurn, ...]
    places: dict[tuple[str, ...], int]


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why a firm is not in the first proposal; `in_proposal` is the number of the first one that has it, or 0.

    `findings` are the rules that keep it out. Where the search has none on record, they come with `strongest`, its
    greatest strength at any part, from the register as it stands `today`.
    """

    view: ProposalView
    firm: tables.Firm
    absence: Absence
    in_proposal: int
    findings: tuple[Finding, ...]
    today: bool = False
    strongest: float | None = None


@dataclass(frozen=True, slots=True)
class _Asked:
    """A proposal that an officer asks about, with all proposals of its search as teams."""

    view: ProposalView
    teams: tuple[Team, ...]

    @property
    def place(self) -> int:
        return self.view.row.position - 1

    @property
    def earlier(self) -> list[tuple[str, ...]]:
        return [team.members for team in self.teams[: self.place]]


def what_if(uow: UnitOfWork, proposal_id: str, occasion: Occasion) -> WhatIf:
    """Return swaps and open facts of one proposal; for anybody but officers there is no such page."""
    asked = _asked(uow, proposal_id, occasion)
    sealed, team, first = asked.view.sealed, asked.teams[asked.place], asked.teams[0]
    uow.pause()
    return WhatIf(
        view=asked.view,
        swaps=_SWAPS.get((sealed.hash, asked.place), lambda: swaps(sealed, team, asked.earlier)),
        facts=_FACTS.get((sealed.hash, asked.place), lambda: fact_turns(sealed, team, asked.earlier)),
        first=first,
        behind=differences(first.score.contributions, team.score.contributions),
    )


def overview(uow: UnitOfWork, proposal_id: str, occasion: Occasion) -> Tipping:
    """Return what is known without computing: by how much the first proposal leads, and what was computed before."""
    return _tipping(_asked(uow, proposal_id, occasion))


def tipping(uow: UnitOfWork, proposal_id: str, kind: str, occasion: Occasion) -> Tipping:
    """Return how far each number of a kind of KINDS has to move before first place changes hands."""
    asked = _asked(uow, proposal_id, occasion)
    sealed, first, rivals = asked.view.sealed, asked.teams[0], asked.teams[1:]
    uow.pause()
    if kind == LEADS:
        leads = _LEADS.get(sealed.hash, lambda: lead_turns(sealed, first))
        return _tipping(asked, leads=leads)
    turns = firm_weight_turns if kind == FIT else team_weight_turns
    return _tipping(asked, weights=_TURNS.get((sealed.hash, kind), lambda: turns(sealed, first, rivals)))


def why_not(uow: UnitOfWork, snapshot: Snapshot, proposal_id: str, firm_id: str, occasion: Occasion) -> WhyNot:
    """Return why a firm of the register is not in the first proposal of the search; NotFound for an unknown firm."""
    asked = _asked(uow, proposal_id, occasion)
    firm, settings = open_firm(uow, firm_id, occasion.actor), settings_on(uow, occasion.day)
    sealed, first = asked.view.sealed, asked.teams[0]
    uow.pause()
    found = _ABSENT.get((sealed.hash, firm_id), lambda: absence(sealed, first, firm_id))
    number = next((place for place, team in enumerate(asked.teams, 1) if firm_id in team.members), 0)
    if found.standing is not Standing.NO_CANDIDATE:
        return WhyNot(asked.view, firm, found, number, ())
    if findings := _left_out(asked.view.search, firm_id):
        declared = asked.view.search.outcome["declared"].get(firm_id, ())
        note_reads(uow, {firm_id: fields_of(findings) & set(declared)}, "search", occasion)
        return WhyNot(asked.view, firm, found, number, findings)
    told = _as_of_today(snapshot, WhyNot(asked.view, firm, found, number, ()), settings, occasion)
    if told.findings:
        declared = declared_fields(snapshot.firms[firm_id])
        note_reads(uow, {firm_id: fields_of(told.findings) & declared}, "search", occasion)
    return told


def _asked(uow: UnitOfWork, proposal_id: str, occasion: Occasion) -> _Asked:
    view = show_proposal(uow, proposal_id, occasion)
    if not view.officer:
        raise NotFound(proposal_id)
    rows = sorted(view.siblings, key=lambda row: row.position)
    return _Asked(view, tuple(_team(ARCHIVE.from_json(row.document["proposal"])) for row in rows))


def _team(proposal: Proposal) -> Team:
    members = tuple(member.firm_id for member in proposal.members)
    return Team(members, dict(proposal.leads), Score(proposal.contributions), proposal.bound, proposal.optimal)


def _tipping(asked: _Asked, *, weights: Sequence[WeightTurn] = (), leads: Sequence[LeadTurn] = ()) -> Tipping:
    places = {team.members: place for place, team in enumerate(asked.teams, 1)}
    ahead, musts_ahead = _ahead(asked)
    key = asked.view.sealed.hash
    ready = {kind for kind in (WEIGHTS, FIT) if (key, kind) in _TURNS} | ({LEADS} if key in _LEADS else set())
    found = (tuple(weights), tuple(leads))
    return Tipping(asked.view, asked.teams[0], ahead, musts_ahead, frozenset(ready), *found, places)


def _ahead(asked: _Asked) -> tuple[float, int] | tuple[None, None]:
    if len(asked.teams) < 2:
        return None, None
    sealed, (first, second) = asked.view.sealed, asked.teams[:2]
    musts = musts_led(sealed, first.leads) - musts_led(sealed, second.leads)
    return round(first.score.total - second.score.total, 6), musts


def _left_out(search: tables.Search, firm_id: str) -> tuple[Finding, ...]:
    found = ARCHIVE.from_json(search.outcome["left_out"])
    return next((one.findings for one in found if one.firm_id == firm_id), ())


def _as_of_today(snapshot: Snapshot, asked: WhyNot, settings: Settings | None, occasion: Occasion) -> WhyNot:
    """The search kept nothing about this firm: look at its texts and at the rules as they stand now."""
    topic, firm = snapshot.topics.get(asked.view.topic.id), snapshot.firms.get(asked.firm.id)
    if topic is None or firm is None:
        return asked
    weights, sealed = current_weights(), asked.view.sealed
    coverage = view_topic(snapshot, topic, weights).coverage
    action = action_of(topic, sealed.point)
    matter = Matter(Case(topic.id, occasion.day, action, (), settings=settings))
    products = offered_products(firm, coverage, weights)
    found = judge_entity(entity_of(firm), action, matter.day, sealed.strand, products, matter.settings)
    return WhyNot(
        asked.view,
        asked.firm,
        asked.absence,
        asked.in_proposal,
        tuple(one for one in found if one.verdict is Verdict.NOT_MET),
        today=True,
        strongest=max((match.strength for match in coverage.best(firm.id).values()), default=0.0),
    )
