"""Entries from public records: somebody claims one, an officer decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matchmaker.domain.findings import say
from matchmaker.domain.registry import validate
from matchmaker.domain.registry.identifiers import Fault, check
from matchmaker.domain.registry.validate import Problem
from matchmaker.domain.vocabulary import FirmState, Role
from matchmaker.persistence.models import Account, Claim, Firm, FirmDecision, Identifier, Membership
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services.commands import ClaimFirm
from matchmaker.services.errors import Conflict, NotFound, Rejected
from matchmaker.services.firms import commit, commit_once, refuse
from matchmaker.services.occasion import Occasion


def claim_firm(uow: UnitOfWork, command: ClaimFirm, occasion: Occasion, *, token: str = "") -> str:
    """File a claim on a listed entry with an identifier as proof, and return the claim's id.

    Raises Rejected for an identifier that is not well formed or contradicts the one on record, Conflict
    where somebody acts for the firm already or this account's claim on it is still open.
    """
    occasion.need_role(Role.COMPANY)
    if before := occasion.taken_before(uow, token):
        return before
    firm = _claimable(uow, command.firm_id)
    _refuse_second(uow, firm, occasion)
    claim = Claim(
        id=occasion.new_id(),
        firm_id=firm.id,
        account_id=occasion.actor.account_id,
        scheme=command.scheme,
        value=_checked_identifier(uow, firm, command),
        statement=_clean(command.statement),
        made_at=occasion.now,
    )
    uow.firms.add(claim)
    occasion.take(uow, token, claim.id)
    occasion.record(uow, "claim.filed", "firm", firm.id)
    return commit_once(uow, token, claim.id, occasion)


@dataclass(frozen=True, slots=True)
class ClaimReview:
    """A claim beside what the register has: the numbers of the claimed scheme first."""

    claim: Claim
    firm: Firm
    account: Account
    on_record: Sequence[Identifier]


def claimable(uow: UnitOfWork, firm_id: str, occasion: Occasion) -> Firm:
    """Return an entry that nobody acts for; raises NotFound or Conflict as filing a claim would."""
    occasion.need_role(Role.COMPANY)
    return _claimable(uow, firm_id)


def show_claim(uow: UnitOfWork, claim_id: str, occasion: Occasion) -> ClaimReview:
    """Return a claim, open or decided, for an officer."""
    occasion.need_role(Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR)
    claim = uow.firms.claim(claim_id)
    firm = uow.firms.get(claim.firm_id) if claim else None
    account = uow.accounts.get(claim.account_id) if claim else None
    if claim is None or firm is None or account is None:
        raise NotFound(claim_id)
    numbers = sorted(uow.firms.identifiers(firm.id), key=lambda one: (one.scheme != claim.scheme, one.scheme))
    return ClaimReview(claim, firm, account, numbers)


def accept_claim(uow: UnitOfWork, claim_id: str, occasion: Occasion) -> None:
    """Let the claimant act for the firm from today; the entry counts as verified by this officer."""
    claim = _open_claim(uow, claim_id, occasion)
    if uow.firms.has_member(claim.firm_id):
        raise Conflict(Problem("", say("Somebody acts for this firm already.")))
    _decide(claim, "accepted", "", occasion)
    firm = uow.firms.names([claim.firm_id])[claim.firm_id]
    firm.state, firm.changed_at = FirmState.VERIFIED, occasion.now
    uow.firms.add(_membership(claim, occasion), _verification(claim, occasion))
    if uow.firms.owned_by_identifier(claim.scheme, claim.value) is None:
        uow.firms.add(_identifier(claim, occasion))
    occasion.record(uow, "claim.accepted", "firm", claim.firm_id)
    commit(uow)


def refuse_claim(uow: UnitOfWork, claim_id: str, reason: str, occasion: Occasion) -> None:
    """Turn a claim down with a reason that the claimant reads."""
    claim = _open_claim(uow, claim_id, occasion)
    _decide(claim, "refused", needed_reason(reason), occasion)
    occasion.record(uow, "claim.refused", "firm", claim.firm_id)
    uow.commit()


def needed_reason(reason: str) -> str:
    """Return the reason; raise Rejected where there is none or it carries a classification marking."""
    if not reason.strip():
        raise Rejected(Problem("reason", say("Give the reason; the other side will read it.")))
    return _clean(reason, "reason")


def _clean(text: str, field: str = "statement") -> str:
    refuse(validate.paragraph(field, text))
    return text.strip()


def _claimable(uow: UnitOfWork, firm_id: str) -> Firm:
    firm = uow.firms.get(firm_id)
    if firm is None or firm.state not in (FirmState.LISTED, FirmState.VERIFIED):
        raise NotFound(firm_id)
    if firm.state == FirmState.VERIFIED or uow.firms.has_member(firm_id):
        raise Conflict(Problem("", say("Somebody acts for this firm already.")))
    return firm


def _refuse_second(uow: UnitOfWork, firm: Firm, occasion: Occasion) -> None:
    made = uow.firms.claims_of_account(occasion.actor.account_id)
    if any(claim.state == "open" and claimed.id == firm.id for claim, claimed in made):
        raise Conflict(Problem("", say("You have claimed this entry already; an officer has not decided yet.")))


def _checked_identifier(uow: UnitOfWork, firm: Firm, command: ClaimFirm) -> str:
    checked = check(command.scheme, command.value, firm.country)
    if isinstance(checked, Fault):
        raise Rejected(Problem("value", checked.because))
    on_record = {one.value for one in uow.firms.identifiers(firm.id) if one.scheme == command.scheme}
    holder = uow.firms.owned_by_identifier(command.scheme, checked)
    if (on_record and checked not in on_record) or holder not in (None, firm.id):
        raise Rejected(Problem("value", say("This is not the %(scheme)s number on record.", scheme=command.scheme)))
    return checked


def _open_claim(uow: UnitOfWork, claim_id: str, occasion: Occasion) -> Claim:
    occasion.need_role(Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR)
    claim = uow.firms.claim(claim_id)
    if claim is None:
        raise NotFound(claim_id)
    if claim.state != "open":
        raise Conflict(Problem("", say("This claim was decided already.")))
    return claim


def _decide(claim: Claim, state: str, reason: str, occasion: Occasion) -> None:
    claim.state, claim.reason = state, reason
    claim.decided_by, claim.decided_at = occasion.actor.account_id, occasion.now


def _membership(claim: Claim, occasion: Occasion) -> Membership:
    return Membership(
        id=occasion.new_id(), account_id=claim.account_id, firm_id=claim.firm_id, since=occasion.day, until=None
    )


def _verification(claim: Claim, occasion: Occasion) -> FirmDecision:
    return FirmDecision(
        id=occasion.new_id(),
        firm_id=claim.firm_id,
        account_id=occasion.actor.account_id,
        decision="verified",
        decided_at=occasion.now,
    )


def _identifier(claim: Claim, occasion: Occasion) -> Identifier:
    return Identifier(
        id=occasion.new_id(),
        firm_id=claim.firm_id,
        scheme=claim.scheme,
        value=claim.value,
        source="claim accepted by an officer",
        as_of=f"{occasion.day}",
        confidence="medium",
        basis="declared",
    )
