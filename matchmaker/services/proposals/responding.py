"""What people do with a proposal: shortlist it, note something, answer for a firm."""

from __future__ import annotations

from matchmaker.domain.findings import Sentence, say
from matchmaker.domain.registry import validate
from matchmaker.domain.registry.validate import Problem
from matchmaker.domain.vocabulary import ANSWERS, Role
from matchmaker.persistence.models import Proposal, ProposalNote, Shortlisting
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services.errors import NotFound, Rejected
from matchmaker.services.firms import refuse
from matchmaker.services.occasion import Occasion

OFFICERS = (Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR)


def set_shortlisted(uow: UnitOfWork, proposal_id: str, kept: bool, occasion: Occasion) -> None:
    """Put a proposal on the officer's shortlist or take it off; doing so twice changes nothing."""
    _proposal(uow, proposal_id, occasion)
    before = uow.proposals.shortlisting(proposal_id, occasion.actor.account_id)
    if (before is not None) == kept:
        return
    if before is not None:
        uow.proposals.forget(before)
    else:
        uow.proposals.add(
            Shortlisting(proposal_id=proposal_id, account_id=occasion.actor.account_id, since=occasion.now)
        )
    occasion.record(uow, "proposal.shortlisted" if kept else "proposal.unlisted", "proposal", proposal_id)
    uow.commit()


def leave_note(uow: UnitOfWork, proposal_id: str, text: str, occasion: Occasion, *, token: str = "") -> None:
    """Leave a note that officers read; the same token twice leaves one."""
    _proposal(uow, proposal_id, occasion)
    if occasion.taken_before(uow, token):
        return
    note_id = occasion.new_id()
    uow.proposals.add(
        ProposalNote(
            id=note_id,
            proposal_id=proposal_id,
            account_id=occasion.actor.account_id,
            text=_clean("note", text, needed=say("Write the note before you save it.")),
            written_at=occasion.now,
        )
    )
    occasion.take(uow, token, note_id)
    occasion.record(uow, "proposal.noted", "proposal", proposal_id)
    uow.commit()


def answer(uow: UnitOfWork, proposal_id: str, firm_id: str, given: str, reason: str, occasion: Occasion) -> None:
    """Answer for a member firm; `not_now` needs a reason, which officers and the firm alone read."""
    seat = uow.proposals.member(proposal_id, firm_id) if occasion.actor.acts_for(firm_id) else None
    if seat is None:
        raise NotFound(proposal_id)
    if given not in ANSWERS:
        raise Rejected(Problem("answer", say("Choose “interested” or “not now”.")))
    needed = say("Say why not now; only officers and your firm read it.") if given == "not_now" else None
    seat.answer, seat.reason = given, _clean("reason", reason, needed=needed)
    seat.answered_by, seat.answered_at = occasion.actor.account_id, occasion.now
    occasion.record(uow, f"proposal.answered_{given}", "proposal", proposal_id, firm_id)
    uow.commit()


def _proposal(uow: UnitOfWork, proposal_id: str, occasion: Occasion) -> Proposal:
    proposal = uow.proposals.get(proposal_id)
    if proposal is None or occasion.actor.role not in OFFICERS:
        raise NotFound(proposal_id)
    return proposal


def _clean(field: str, text: str, *, needed: Sentence | None) -> str:
    stated = text.strip()
    if needed is not None and not stated:
        raise Rejected(Problem(field, needed))
    refuse(validate.paragraph(field, stated))
    return stated
