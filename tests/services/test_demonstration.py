"""The demonstration is loaded in one piece, with accounts that act for their firms."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from matchmaker.domain.facts import Provenance
from matchmaker.domain.registry.records import AccountRecord, RegisterRecords
from matchmaker.domain.vocabulary import FirmState, Role
from matchmaker.persistence.engine import Sessions
from matchmaker.persistence.models import Account, Firm
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services import demonstration
from matchmaker.services.commands import DescribeFirm
from matchmaker.services.firms import amend_firm
from matchmaker.services.importing.entries import firm_record
from matchmaker.services.occasion import Actor, Occasion

SOURCE = Provenance("made up for a test")
RECORDS = RegisterRecords(
    firms=tuple(firm_record(row, key, key.title(), "UA", SOURCE) for row, key in ((1, "zorya"), (2, "kvitka"))),
    accounts=(
        AccountRecord("company@example.org", "Company", Role.COMPANY, "uk", "zorya"),
        AccountRecord("training@example.org", "Training", Role.TRAINING_OFFICER, "en", None),
        AccountRecord("administrator@example.org", "Administrator", Role.ADMINISTRATOR, "en", None),
    ),
    password="known to everybody",
)


@pytest.fixture
def uow(sessions: Sessions) -> UnitOfWork:
    return UnitOfWork(sessions)


def load(uow: UnitOfWork) -> dict[str, int]:
    occasion = Occasion(demonstration.administrator(RECORDS), datetime(2026, 11, 23, tzinfo=UTC), lambda: "audit-1")
    return demonstration.load(
        uow, RECORDS, occasion, hash_password=lambda plain: f"hash of {plain}", progress=lambda *_: None
    )


def test_it_is_there_only_after_it_was_loaded(uow: UnitOfWork) -> None:
    assert not demonstration.is_loaded(uow)
    counts = load(uow)
    assert demonstration.is_loaded(uow)
    assert sorted(firm.name for firm in uow.session.query(Firm)) == ["Kvitka", "Zorya"]
    assert 2 in counts.values()


def test_accounts_carry_the_hash_and_act_for_their_verified_firm(uow: UnitOfWork) -> None:
    load(uow)
    accounts = {account.email: account for account in uow.session.query(Account)}
    assert {account.password_hash for account in accounts.values()} == {"hash of known to everybody"}
    assert all(account.demonstration for account in accounts.values())
    held = uow.firms.of_account(accounts["company@example.org"].id)
    assert [(firm.name, firm.state) for firm in held] == [("Zorya", FirmState.VERIFIED)]
    states = {firm.name: firm.state for firm in uow.session.query(Firm)}
    assert states["Kvitka"] == FirmState.LISTED


def test_a_demonstration_firm_that_changes_its_entry_waits_for_an_officer(uow: UnitOfWork) -> None:
    load(uow)
    company = next(account for account in uow.session.query(Account) if account.role == Role.COMPANY)
    (held,) = uow.firms.of_account(company.id)
    assert not uow.firms.changed_since_decision()
    actor = Actor(company.id, company.name, Role.COMPANY, frozenset({held.id}))
    occasion = Occasion(actor, datetime(2026, 11, 23, tzinfo=UTC), lambda: "audit-2")
    amend_firm(uow, held.id, DescribeFirm(name="Zorya", country="UA"), occasion)
    assert [firm.id for firm in uow.firms.changed_since_decision()] == [held.id]
