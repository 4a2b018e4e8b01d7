"""The draft of one page on how a gap could be closed by a proposal that was made for it."""

from __future__ import annotations

from dataclasses import dataclass

from matchmaker.domain.facts import EquipmentFacts
from matchmaker.domain.feedback.gapevidence import GapEvidence, gap_evidence
from matchmaker.domain.matching.onepage import OnePage, draft
from matchmaker.domain.snapshot import Snapshot
from matchmaker.persistence.models import Gap
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services.errors import NotFound
from matchmaker.services.gap_forming import gap_to_read
from matchmaker.services.gap_reading import behind_gap, gap_of
from matchmaker.services.occasion import Occasion
from matchmaker.services.proposals.reading import OFFICERS, ProposalView, show_proposal


@dataclass(frozen=True, slots=True)
class ConceptView:
    """The draft with the gap and the proposal that it was computed from."""

    gap: Gap
    evidence: GapEvidence
    types: tuple[EquipmentFacts, ...]
    proposal: ProposalView
    sheet: OnePage


def show_concept(uow: UnitOfWork, snapshot: Snapshot, gap_id: str, proposal_id: str, occasion: Occasion) -> ConceptView:
    """Return the draft for officers; NotFound for a proposal that was not made for this gap.

    It shows what the proposal's page shows, so it leaves the same lines in the firms' ledgers; give a writing unit.
    """
    gap = gap_to_read(uow, gap_id, occasion)
    occasion.need_role(*OFFICERS)
    view = show_proposal(uow, proposal_id, occasion)
    if gap_of(uow, view.search) is not gap:
        raise NotFound(proposal_id)
    observations = behind_gap(snapshot, gap.id)
    evidence = gap_evidence(observations)
    types = tuple(snapshot.equipment[one] for one, _ in evidence.types if one in snapshot.equipment)
    sheet = draft(evidence, view.proposal, view.sealed, types, observations, snapshot.modules)
    return ConceptView(gap, evidence, types, view, sheet)
