"""Officers look at entries: verify, or send back with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matchmaker.domain.findings import say
from matchmaker.domain.registry.duplicates import Candidate
from matchmaker.domain.registry.validate import Problem
from matchmaker.domain.vocabulary import FirmState, Role
from matchmaker.persistence.models import Account, Claim, Firm, FirmDecision
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services.claims import needed_reason
from matchmaker.services.commands import DescribeFirm
from matchmaker.services.errors import Conflict, NotFound
from matchmaker.services.firms import twins
from matchmaker.services.occasion import Occasion

OFFICERS = (Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class ReviewQueue:
    """What waits for an officer, the oldest first in each list."""

    submitted: Sequence[Firm]
    changed: Sequence[Firm]
    claims: Sequence[tuple[Claim, Firm, Account]]


def review_queue(uow: UnitOfWork, occasion: Occasion) -> ReviewQueue:
    """Return what waits for an officer."""
    occasion.need_role(*OFFICERS)
    return ReviewQueue(
        uow.firms.in_state(FirmState.SUBMITTED), uow.firms.changed_since_decision(), uow.firms.open_claims()
    )


def near_duplicates(uow: UnitOfWork, firm: Firm, occasion: Occasion) -> tuple[Candidate, ...]:
    """Return entries of nearly the same name in the same country; no two entries can share an identifier."""
    occasion.need_role(*OFFICERS)
    described = DescribeFirm(name=firm.name, name_uk=firm.name_uk, country=firm.country)
    return twins(uow, described, own_id=firm.id)


def waits_for_review(uow: UnitOfWork, firm: Firm) -> bool:
    """Say whether an officer can decide about this entry now."""
    changed = {one.id for one in uow.firms.changed_since_decision()}
    return firm.state == FirmState.SUBMITTED or firm.id in changed


def verify_firm(uow: UnitOfWork, firm_id: str, occasion: Occasion, *, seen: str) -> None:
    """Let a submitted entry, or a changed one, into the register; from now on it can be proposed.

    `seen` is the `state_of` the entry that the officer read; Conflict where it has changed since.
    """
    firm = _reviewable(uow, firm_id, seen, occasion)
    firm.state = FirmState.VERIFIED
    _decide(uow, firm, "verified", "", occasion)


def send_back_firm(uow: UnitOfWork, firm_id: str, reason: str, occasion: Occasion, *, seen: str) -> None:
    """Return an entry to its firm with the reason; until it is verified again it is not proposed."""
    firm = _reviewable(uow, firm_id, seen, occasion)
    stated = needed_reason(reason)
    firm.state = FirmState.RETURNED
    _decide(uow, firm, "returned", stated, occasion)


def state_of(firm: Firm) -> str:
    """Return a mark that changes whenever the entry does."""
    return firm.changed_at.isoformat()


def _reviewable(uow: UnitOfWork, firm_id: str, seen: str, occasion: Occasion) -> Firm:
    occasion.need_role(*OFFICERS)
    firm = uow.firms.get(firm_id)
    if firm is None or firm.state == FirmState.DRAFT:
        raise NotFound(firm_id)
    if not waits_for_review(uow, firm):
        raise Conflict(Problem("", say("This entry does not wait for a review any more.")))
    if seen != state_of(firm):
        raise Conflict(Problem("", say("The firm changed its entry after you opened it. Please read it again.")))
    return firm


def _decide(uow: UnitOfWork, firm: Firm, decision: str, reason: str, occasion: Occasion) -> None:
    uow.firms.add(
        FirmDecision(
            id=occasion.new_id(),
            firm_id=firm.id,
            account_id=occasion.actor.account_id,
            decision=decision,
            reason=reason,
            decided_at=max(occasion.now, firm.changed_at),
        )
    )
    occasion.record(uow, f"firm.{decision}", "firm", firm.id, reason)
    uow.commit()
