"""Shortlists, notes and answers."""

from __future__ import annotations

import pytest

from matchmaker.domain.registry.validate import LONGEST_TEXT
from matchmaker.persistence.engine import Sessions
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services.errors import NotFound, Rejected
from matchmaker.services.proposals import responding
from tests.services.proposing import OFFICER, OTHER_OFFICER, Occasions, market, searched


@pytest.fixture
def kept(sessions: Sessions, occasion: Occasions) -> tuple[UnitOfWork, str]:
    """A proposal and the place where it is kept."""
    uow, snapshot = market(sessions)
    return uow, uow.proposals.of_search(searched(uow, snapshot, occasion(**OFFICER), count=1))[0].id


def test_a_shortlist_holds_a_proposal_until_it_is_taken_off(kept: tuple[UnitOfWork, str], occasion: Occasions) -> None:
    uow, proposal_id = kept
    officer = occasion(**OFFICER)
    for wanted in (True, True, False, False):
        responding.set_shortlisted(uow, proposal_id, wanted, officer)
        assert bool(uow.proposals.shortlisting(proposal_id, "officer-1")) is wanted
        assert uow.proposals.shortlisting(proposal_id, "officer-2") is None


def test_notes_are_kept_in_order_and_the_same_form_leaves_one(
    kept: tuple[UnitOfWork, str], occasion: Occasions
) -> None:
    uow, proposal_id = kept
    for _ in range(2):
        responding.leave_note(uow, proposal_id, "  Ask for the sites. ", occasion(**OFFICER), token="form-1")
    responding.leave_note(uow, proposal_id, "Asked.", occasion(**OTHER_OFFICER), token="form-2")
    notes = [(note.text, author.id) for note, author in uow.proposals.notes(proposal_id)]
    assert sorted(notes) == [("Ask for the sites.", "officer-1"), ("Asked.", "officer-2")]


@pytest.mark.parametrize("text", ["", "  ", "NATO SECRET: where the line stands", "x" * (LONGEST_TEXT + 1)])
def test_a_note_that_is_empty_marked_or_too_long_is_not_kept(
    kept: tuple[UnitOfWork, str], occasion: Occasions, text: str
) -> None:
    uow, proposal_id = kept
    with pytest.raises(Rejected) as refusal:
        responding.leave_note(uow, proposal_id, text, occasion(**OFFICER))
    assert [problem.field for problem in refusal.value.problems] == ["note"]
    assert uow.proposals.notes(proposal_id) == []


def test_a_member_answers_and_may_change_its_mind(kept: tuple[UnitOfWork, str], occasion: Occasions) -> None:
    uow, proposal_id = kept
    firm = uow.proposals.members(proposal_id)[0][1].id
    own = occasion(firm_ids=(firm,))
    responding.answer(uow, proposal_id, firm, "interested", "", own)
    responding.answer(uow, proposal_id, firm, "not_now", "Our line is full until June.", own)
    seat = uow.proposals.member(proposal_id, firm)
    assert seat is not None
    assert (seat.answer, seat.reason, seat.answered_by) == ("not_now", "Our line is full until June.", "account-1")


@pytest.mark.parametrize(
    ("given", "reason", "field"), [("", "", "answer"), ("maybe", "", "answer"), ("not_now", " ", "reason")]
)
def test_an_answer_needs_a_choice_and_a_refusal_a_reason(
    kept: tuple[UnitOfWork, str], occasion: Occasions, given: str, reason: str, field: str
) -> None:
    uow, proposal_id = kept
    firm = uow.proposals.members(proposal_id)[0][1].id
    with pytest.raises(Rejected) as refusal:
        responding.answer(uow, proposal_id, firm, given, reason, occasion(firm_ids=(firm,)))
    assert [problem.field for problem in refusal.value.problems] == [field]
    seat = uow.proposals.member(proposal_id, firm)
    assert seat is not None and seat.answer is None


def test_nobody_acts_on_what_is_not_theirs(kept: tuple[UnitOfWork, str], occasion: Occasions) -> None:
    uow, proposal_id = kept
    firm = uow.proposals.members(proposal_id)[0][1].id
    with pytest.raises(NotFound):
        responding.set_shortlisted(uow, proposal_id, True, occasion(firm_ids=(firm,)))
    with pytest.raises(NotFound):
        responding.leave_note(uow, proposal_id, "Hello", occasion(firm_ids=(firm,)))
    with pytest.raises(NotFound):
        responding.answer(uow, proposal_id, firm, "interested", "", occasion(firm_ids=("other",)))
    with pytest.raises(NotFound):
        responding.answer(uow, proposal_id, "no-member", "interested", "", occasion(firm_ids=("no-member",)))
