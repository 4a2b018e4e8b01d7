"""Officers verify entries or send them back with a reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from matchmaker.domain.vocabulary import FirmState, Role
from matchmaker.persistence.engine import Sessions
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services import firms, verification
from matchmaker.services.commands import DescribeFirm
from matchmaker.services.errors import Conflict, NotAllowed, NotFound, Rejected
from matchmaker.services.occasion import Occasion
from tests import rows

Occasions = Callable[..., Occasion]
OFFICER = {"role": Role.PROGRAMME_OFFICER, "account_id": "officer-1"}


@pytest.fixture
def uow(sessions: Sessions) -> UnitOfWork:
    unit = UnitOfWork(sessions)
    rows.store_account(unit.session)
    rows.store_account(unit.session, id="officer-1", role=Role.PROGRAMME_OFFICER)
    rows.store_firm(unit.session, state=FirmState.SUBMITTED)
    rows.store_capability(unit.session, basis="declared")
    return unit


def seen(uow: UnitOfWork, firm_id: str) -> str:
    firm = uow.firms.get(firm_id)
    assert firm is not None
    return verification.state_of(firm)


def test_an_officer_does_not_verify_what_was_changed_meanwhile(uow: UnitOfWork, occasion: Occasions) -> None:
    opened = seen(uow, "firm-1")
    firms.amend_firm(uow, "firm-1", DescribeFirm(name="Baltic Airframes", country="RU"), occasion(firm_ids=("firm-1",)))
    for decide in (
        lambda: verification.verify_firm(uow, "firm-1", occasion(**OFFICER), seen=opened),
        lambda: verification.send_back_firm(uow, "firm-1", "Why?", occasion(**OFFICER), seen=opened),
    ):
        with pytest.raises(Conflict, match="changed its entry"):
            decide()
    verification.verify_firm(uow, "firm-1", occasion(**OFFICER), seen=seen(uow, "firm-1"))


def test_a_change_in_the_same_moment_as_the_decision_waits_for_review(uow: UnitOfWork, occasion: Occasions) -> None:
    verification.verify_firm(uow, "firm-1", occasion(**OFFICER), seen=seen(uow, "firm-1"))
    firms.amend_firm(uow, "firm-1", DescribeFirm(name="Baltic Airframes", country="EE"), occasion(firm_ids=("firm-1",)))
    assert [firm.id for firm in verification.review_queue(uow, occasion(**OFFICER)).changed] == ["firm-1"]


def test_a_verified_entry_leaves_the_queue_and_comes_back_when_changed(uow: UnitOfWork, occasion: Occasions) -> None:
    assert [firm.id for firm in verification.review_queue(uow, occasion(**OFFICER)).submitted] == ["firm-1"]
    verification.verify_firm(uow, "firm-1", occasion(**OFFICER), seen=seen(uow, "firm-1"))
    queue = verification.review_queue(uow, occasion(**OFFICER))
    assert not queue.submitted and not queue.changed
    later = occasion(firm_ids=("firm-1",), now=rows.NOW + timedelta(days=1))
    firms.amend_firm(uow, "firm-1", DescribeFirm(name="Baltic Airframes", country="EE"), later)
    assert [firm.id for firm in verification.review_queue(uow, occasion(**OFFICER)).changed] == ["firm-1"]


def test_an_entry_sent_back_carries_the_reason_and_can_be_submitted_again(uow: UnitOfWork, occasion: Occasions) -> None:
    verification.send_back_firm(
        uow, "firm-1", "Name the seat of the management.", occasion(**OFFICER), seen=seen(uow, "firm-1")
    )
    (decision,) = uow.firms.decisions("firm-1")
    assert (decision.decision, decision.reason) == ("returned", "Name the seat of the management.")
    firms.submit_firm(uow, "firm-1", occasion(firm_ids=("firm-1",)))
    assert [firm.id for firm in verification.review_queue(uow, occasion(**OFFICER)).submitted] == ["firm-1"]


def test_sending_back_needs_a_reason(uow: UnitOfWork, occasion: Occasions) -> None:
    with pytest.raises(Rejected) as refusal:
        verification.send_back_firm(uow, "firm-1", "", occasion(**OFFICER), seen=seen(uow, "firm-1"))
    assert [problem.field for problem in refusal.value.problems] == ["reason"]
    firm = uow.firms.get("firm-1")
    assert firm is not None and firm.state == FirmState.SUBMITTED


def test_deciding_twice_is_a_conflict(uow: UnitOfWork, occasion: Occasions) -> None:
    verification.verify_firm(uow, "firm-1", occasion(**OFFICER), seen=seen(uow, "firm-1"))
    with pytest.raises(Conflict):
        verification.send_back_firm(uow, "firm-1", "Too late.", occasion(**OFFICER), seen=seen(uow, "firm-1"))


def test_drafts_do_not_exist_for_officers(uow: UnitOfWork, occasion: Occasions) -> None:
    rows.store_firm(uow.session, id="firm-2", state=FirmState.DRAFT)
    with pytest.raises(NotFound):
        verification.verify_firm(uow, "firm-2", occasion(**OFFICER), seen=seen(uow, "firm-2"))


def test_companies_do_not_verify(uow: UnitOfWork, occasion: Occasions) -> None:
    for attempt in (
        lambda: verification.verify_firm(uow, "firm-1", occasion(firm_ids=("firm-1",)), seen=seen(uow, "firm-1")),
        lambda: verification.review_queue(uow, occasion()),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_near_duplicates_are_of_the_same_country(uow: UnitOfWork, occasion: Occasions) -> None:
    rows.store_firm(uow.session, id="firm-2", name="Baltic Airframe")
    rows.store_firm(uow.session, id="firm-3", name="Baltic Airframe", country="LV")
    firm = uow.firms.get("firm-1")
    assert firm is not None
    assert [one.id for one in verification.near_duplicates(uow, firm, occasion(**OFFICER))] == ["firm-2"]
