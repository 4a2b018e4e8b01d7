"""The demonstration is loaded in one piece, with accounts that act for their firms."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from matchmaker.domain.facts import Provenance
from matchmaker.domain.registry.records import (
    AccountRecord,
    AnswerRecord,
    EquipmentRecord,
    JoinRecord,
    ModuleRecord,
    ObservationRecord,
    RegisterRecords,
)
from matchmaker.domain.vocabulary import FirmState, Role
from matchmaker.persistence.engine import Sessions
from matchmaker.persistence.models import (
    Account,
    Firm,
    MakerAnswer,
    Observation,
    ObservationJoin,
    ObservationStep,
)
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


def load(uow: UnitOfWork, records: RegisterRecords = RECORDS) -> dict[str, int]:
    occasion = Occasion(demonstration.administrator(RECORDS), datetime(2026, 11, 23, tzinfo=UTC), lambda: "audit-1")
    return demonstration.load(
        uow, records, occasion, hash_password=lambda plain: f"hash of {plain}", progress=lambda *_: None
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


SEEN = ObservationRecord(
    row=1,
    key="fictional:seen",
    equipment_key="kit",
    title="Cable chafes",
    observation="It chafed through.",
    discussion="The edge is sharp.",
    conclusion="A tube would do.",
    recommendation="Add a tube.",
    effect="failed",
    month="2026-09",
    language="en",
    fictional=True,
    conditions=("dust",),
    ratings=(("build", 2),),
    module_key="course",
    filed_on=date(2026, 10, 2),
    note="It counts from today.",
    joins=(JoinRecord("2026-10", "UA", 4, None),),
    answers=(AnswerRecord("zorya", "fixed", "build 3", "There is a tube now."),),
)
WITH_OBSERVATIONS = replace(
    RECORDS,
    accounts=(*RECORDS.accounts, AccountRecord("analyst@example.org", "Analyst", Role.ANALYST, "uk", None)),
    equipment=(EquipmentRecord(1, "kit", "Kit", "", (), "UAV", "", (), (), (), "unknown", SOURCE),),
    modules=(ModuleRecord(1, "course", "Course", "", "joint", "", "UAV", "", "observed", SOURCE),),
    observations=(
        SEEN,
        replace(SEEN, row=2, key="fictional:new", state="filed", effect="danger", danger=True, joins=(), answers=()),
        replace(SEEN, row=3, key="fictional:asked", state="asked", note="Which cable?", joins=(), answers=()),
        replace(SEEN, row=4, key="fictional:ended", state="closed", outcome="fixed", joins=(), answers=()),
    ),
)


def test_observations_come_with_what_was_done_with_them(uow: UnitOfWork) -> None:
    load(uow, WITH_OBSERVATIONS)
    analyst = next(account.id for account in uow.session.query(Account) if account.role == Role.ANALYST)
    seen = {one.number: one for one in uow.session.query(Observation)}
    assert [seen[number].state for number in (1, 2, 3, 4)] == ["analysed", "filed", "asked", "closed"]
    assert [one.owner_id for one in seen.values()] == [analyst, None, analyst, analyst]
    assert seen[2].due_at and not any(seen[number].due_at for number in (1, 3, 4))
    assert seen[4].closed_at and seen[4].outcome == "fixed"
    assert seen[1].filed_at.date() == date(2026, 10, 2) and seen[1].module_id == "course"
    assert (seen[1].conditions, seen[1].ratings) == (["dust"], {"build": 2})
    steps = {(one.observation_id, one.action, one.reason) for one in uow.session.query(ObservationStep)}
    assert steps == {
        (seen[1].id, "analysed", "It counts from today."),
        (seen[3].id, "asked", "Which cable?"),
        (seen[4].id, "closed", "It counts from today."),
    }
    now = datetime(2026, 11, 23, tzinfo=UTC)
    assert all(one.filed_at <= now for one in seen.values())


def test_joins_and_answers_of_makers_stand_under_their_accounts(uow: UnitOfWork) -> None:
    load(uow, WITH_OBSERVATIONS)
    accounts = {account.role: account.id for account in uow.session.query(Account)}
    [join] = uow.session.query(ObservationJoin)
    assert (join.month, join.users, join.joined_by) == ("2026-10", 4, accounts[Role.TRAINING_OFFICER])
    [answer] = uow.session.query(MakerAnswer)
    assert (answer.kind, answer.version, answer.account_id) == ("fixed", "build 3", accounts[Role.COMPANY])
    assert join.fictional and answer.fictional
