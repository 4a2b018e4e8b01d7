"""Entries from public records are claimed with an identifier, and an officer decides."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from matchmaker.domain.vocabulary import FirmState, Role
from matchmaker.persistence.engine import Sessions
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services import claims
from matchmaker.services.commands import ClaimFirm
from matchmaker.services.errors import Conflict, NotAllowed, NotFound, Rejected
from matchmaker.services.occasion import Occasion
from tests import rows

Occasions = Callable[..., Occasion]
OFFICER = {"role": Role.PROGRAMME_OFFICER, "account_id": "officer-1"}
CLAIM = ClaimFirm("firm-1", "PIC", "999 999 999", "I am its director.")


@pytest.fixture
def uow(sessions: Sessions) -> UnitOfWork:
    unit = UnitOfWork(sessions)
    rows.store_account(unit.session)
    rows.store_account(unit.session, id="officer-1", role=Role.PROGRAMME_OFFICER)
    rows.store_firm(unit.session)
    rows.store_identifier(unit.session)
    return unit


def test_an_accepted_claim_makes_a_member_and_a_verified_entry(uow: UnitOfWork, occasion: Occasions) -> None:
    made = claims.claim_firm(uow, CLAIM, occasion())
    shown = claims.show_claim(uow, made, occasion(**OFFICER))
    assert (shown.claim.value, [one.value for one in shown.on_record]) == ("999999999", ["999999999"])
    claims.accept_claim(uow, made, occasion(**OFFICER))
    assert [(firm.id, firm.state) for firm in uow.firms.of_account("account-1")] == [("firm-1", FirmState.VERIFIED)]
    assert [one.decision for one in uow.firms.decisions("firm-1")] == ["verified"]
    assert not uow.firms.changed_since_decision()


def test_the_same_form_twice_files_one_claim(uow: UnitOfWork, occasion: Occasions) -> None:
    first = claims.claim_firm(uow, CLAIM, occasion(), token="form-1")
    assert claims.claim_firm(uow, CLAIM, occasion(), token="form-1") == first


def test_a_second_claim_waits_for_the_first_decision(uow: UnitOfWork, occasion: Occasions) -> None:
    claims.claim_firm(uow, CLAIM, occasion())
    with pytest.raises(Conflict):
        claims.claim_firm(uow, CLAIM, occasion())


@pytest.mark.parametrize("value", ["12345", "888888888"])
def test_a_wrong_number_proves_nothing(uow: UnitOfWork, occasion: Occasions, value: str) -> None:
    with pytest.raises(Rejected) as refusal:
        claims.claim_firm(uow, ClaimFirm("firm-1", "PIC", value), occasion())
    assert [problem.field for problem in refusal.value.problems] == ["value"]
    assert not uow.firms.open_claims()


def test_a_number_that_was_not_on_record_is_kept_with_the_acceptance(uow: UnitOfWork, occasion: Occasions) -> None:
    made = claims.claim_firm(uow, ClaimFirm("firm-1", "LEI", "549300MLUDYVRQOOXS22"), occasion())
    claims.accept_claim(uow, made, occasion(**OFFICER))
    assert ("LEI", "549300MLUDYVRQOOXS22") in uow.firms.identifiers_among(["firm-1"])["firm-1"]


def test_a_firm_that_somebody_acts_for_is_not_open(uow: UnitOfWork, occasion: Occasions) -> None:
    rows.store_membership(uow.session)
    with pytest.raises(Conflict):
        claims.claim_firm(uow, CLAIM, occasion())


def test_drafts_can_not_be_claimed(uow: UnitOfWork, occasion: Occasions) -> None:
    rows.store_firm(uow.session, id="firm-2", state=FirmState.DRAFT)
    with pytest.raises(NotFound):
        claims.claimable(uow, "firm-2", occasion())


def test_a_refusal_needs_a_reason_which_the_claimant_reads(uow: UnitOfWork, occasion: Occasions) -> None:
    made = claims.claim_firm(uow, CLAIM, occasion())
    with pytest.raises(Rejected):
        claims.refuse_claim(uow, made, "  ", occasion(**OFFICER))
    claims.refuse_claim(uow, made, "The register names another director.", occasion(**OFFICER))
    ((claim, _),) = uow.firms.claims_of_account("account-1")
    assert (claim.state, claim.reason) == ("refused", "The register names another director.")
    with pytest.raises(Conflict):
        claims.accept_claim(uow, made, occasion(**OFFICER))


def test_companies_do_not_decide(uow: UnitOfWork, occasion: Occasions) -> None:
    made = claims.claim_firm(uow, CLAIM, occasion())
    for attempt in (claims.accept_claim, claims.show_claim):
        with pytest.raises(NotAllowed):
            attempt(uow, made, occasion())
    with pytest.raises(NotAllowed):
        claims.claim_firm(uow, CLAIM, occasion(**OFFICER))


def test_a_marked_statement_is_refused(uow: UnitOfWork, occasion: Occasions) -> None:
    with pytest.raises(Rejected) as refusal:
        claims.claim_firm(uow, ClaimFirm("firm-1", "PIC", "999999999", "EU CONFIDENTIAL"), occasion())
    assert [problem.field for problem in refusal.value.problems] == ["statement"]
