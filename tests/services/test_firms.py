"""Firms describe themselves: what is taken, what is refused and where the complaint stands."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from matchmaker.domain.registry.validate import IdentifierClaim, StakeClaim
from matchmaker.domain.vocabulary import FirmState, Role
from matchmaker.persistence.engine import Sessions
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services import firms
from matchmaker.services.commands import DeclareOwnership, DescribeFirm
from matchmaker.services.errors import Conflict, NotAllowed, NotFound, Rejected
from matchmaker.services.occasion import Occasion
from tests import rows

Occasions = Callable[..., Occasion]
HYDRA = DescribeFirm(
    name="Hydra Drones",
    name_uk="Гідра Дронс",
    country="UA",
    website="https://hydra.example.ua",
    management_country="UA",
    site_countries=("UA", "PL"),
    identifiers=(IdentifierClaim("EDRPOU", "14360570"),),
)


@pytest.fixture
def uow(sessions: Sessions) -> UnitOfWork:
    unit = UnitOfWork(sessions)
    rows.store_account(unit.session)
    return unit


def rejected_fields(refusal: pytest.ExceptionInfo[Rejected]) -> list[str]:
    return [problem.field for problem in refusal.value.problems]


def test_a_registered_firm_is_a_draft_of_its_account(uow: UnitOfWork, occasion: Occasions) -> None:
    firm_id = firms.register_firm(uow, HYDRA, occasion())
    firm = uow.firms.get(firm_id)
    assert firm is not None
    assert (firm.state, firm.name_uk, firm.search_key) == (FirmState.DRAFT, "Гідра Дронс", "hydra drones hidra drons")
    assert [one.id for one in uow.firms.of_account("account-1")] == [firm_id]
    assert {(one.kind, one.value) for one in uow.firms.statements(firm_id)} == {
        ("website", "https://hydra.example.ua"),
        ("management_country", "UA"),
        ("site_country", "UA"),
        ("site_country", "PL"),
    }
    assert [line.action for line in uow.trail.audit_of("firm", firm_id)] == ["firm.registered"]


def test_the_same_form_twice_makes_one_firm(uow: UnitOfWork, occasion: Occasions) -> None:
    first = firms.register_firm(uow, HYDRA, occasion(), token="form-1")
    assert firms.register_firm(uow, HYDRA, occasion(), token="form-1") == first
    assert len(uow.firms.of_account("account-1")) == 1


def test_officers_do_not_register_firms(uow: UnitOfWork, occasion: Occasions) -> None:
    with pytest.raises(NotAllowed):
        firms.register_firm(uow, HYDRA, occasion(role=Role.PROGRAMME_OFFICER))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "name"),
        ({"country": "XX"}, "country"),
        ({"management_country": "QQ"}, "management_country"),
        ({"site_countries": ("UA", "QQ")}, "site_countries[1]"),
        ({"identifiers": (IdentifierClaim("EDRPOU", "14360571"),)}, "identifiers[0].value"),
        ({"website": "TOP SECRET"}, "website"),
    ],
)
def test_a_fault_stands_at_the_field_of_the_command(
    uow: UnitOfWork, occasion: Occasions, change: dict[str, object], field: str
) -> None:
    given = {"name": "Hydra", "country": "UA", "website": "w", "management_country": "UA"}
    command = DescribeFirm(**{**given, **change})  # type: ignore[arg-type]
    with pytest.raises(Rejected) as refusal:
        firms.register_firm(uow, command, occasion())
    assert rejected_fields(refusal) == [field]
    assert not uow.firms.of_account("account-1")


def test_a_duplicate_of_a_listed_firm_can_be_claimed(uow: UnitOfWork, occasion: Occasions) -> None:
    rows.store_firm(uow.session, name="Hydra Drones LLC", country="UA", match_key="hydradrones")
    with pytest.raises(Conflict) as refusal:
        firms.register_firm(uow, HYDRA, occasion())
    assert rejected_fields(refusal) == ["name"]
    assert "claim that entry" in str(refusal.value)
    assert [firm.id for firm in firms.entries_to_claim(uow, HYDRA)] == ["firm-1"]


def test_a_taken_identifier_is_named_without_naming_the_draft(uow: UnitOfWork, occasion: Occasions) -> None:
    rows.store_account(uow.session, id="account-2")
    rows.store_firm(uow.session, name="Quite Another", country="UA", state=FirmState.DRAFT)
    rows.store_identifier(uow.session, scheme="EDRPOU", value="14360570", basis="declared")
    with pytest.raises(Conflict) as refusal:
        firms.register_firm(uow, HYDRA, occasion(account_id="account-2"))
    assert rejected_fields(refusal) == ["identifiers[0].value"]
    assert "Quite Another" not in str(refusal.value)
    assert not firms.entries_to_claim(uow, HYDRA)


def test_amending_replaces_what_was_declared_and_keeps_public_records(uow: UnitOfWork, occasion: Occasions) -> None:
    rows.store_firm(uow.session, country="UA")
    rows.store_statement(uow.session, kind="city", value="Kyiv")
    rows.store_statement(uow.session, kind="city", value="Lviv", basis="declared")
    firms.amend_firm(
        uow, "firm-1", DescribeFirm(name="Hydra", country="UA", city="Dnipro"), occasion(firm_ids=("firm-1",))
    )
    assert sorted(one.value for one in uow.firms.statements("firm-1")) == ["Dnipro", "Kyiv"]


def test_what_public_records_say_is_not_said_twice(uow: UnitOfWork, occasion: Occasions) -> None:
    rows.store_firm(uow.session, country="UA")
    rows.store_statement(uow.session, kind="city", value="Kyiv")
    rows.store_identifier(uow.session, scheme="EDRPOU", value="14360570")
    same = DescribeFirm(name="Hydra", country="UA", city="Kyiv", identifiers=(IdentifierClaim("EDRPOU", "14360570"),))
    firms.amend_firm(uow, "firm-1", same, occasion(firm_ids=("firm-1",)))
    assert [one.basis for one in uow.firms.statements("firm-1")] == ["public_record"]
    assert [one.basis for one in uow.firms.identifiers("firm-1")] == ["public_record"]


def test_another_firms_entry_does_not_exist(uow: UnitOfWork, occasion: Occasions) -> None:
    rows.store_firm(uow.session, state=FirmState.DRAFT)
    stranger = occasion(firm_ids=("firm-2",))
    for attempt in (
        lambda: firms.amend_firm(uow, "firm-1", HYDRA, stranger),
        lambda: firms.declare_ownership(uow, "firm-1", DeclareOwnership(()), stranger),
        lambda: firms.submit_firm(uow, "firm-1", stranger),
    ):
        with pytest.raises(NotFound):
            attempt()


def test_declared_holders_replace_declared_holders_only(uow: UnitOfWork, occasion: Occasions) -> None:
    rows.store_firm(uow.session)
    rows.store_stake(uow.session, holder_id="published")
    rows.store_stake(uow.session, holder_id="old", basis="declared")
    holding = StakeClaim("Petrenko Holding", "CY", "company", Decimal("0.515"))
    owner = StakeClaim("Iryna Petrenko", "UA", "person", Decimal(1), via="Petrenko Holding")
    firms.declare_ownership(
        uow, "firm-1", DeclareOwnership((holding, owner), complete=False), occasion(firm_ids=("firm-1",))
    )
    stakes = {one.holder_id: one for one in uow.firms.stakes("firm-1")}
    assert set(stakes) == {"published", "petrenkoholding", "irynapetrenko"}
    assert stakes["petrenkoholding"].share == Decimal("0.515")
    assert stakes["irynapetrenko"].via == "petrenkoholding"
    assert [(one.kind, one.value) for one in uow.firms.statements("firm-1")] == [("ownership_complete", "no")]


def test_shares_over_the_whole_are_refused_where_the_sum_passes_it(uow: UnitOfWork, occasion: Occasions) -> None:
    rows.store_firm(uow.session)
    stakes = (StakeClaim("One", share=Decimal("0.6")), StakeClaim("Two", share=Decimal("0.5")))
    with pytest.raises(Rejected) as refusal:
        firms.declare_ownership(uow, "firm-1", DeclareOwnership(stakes), occasion(firm_ids=("firm-1",)))
    assert rejected_fields(refusal) == ["stakes[1].share"]


def test_a_firm_is_submitted_with_a_seat_and_a_capability(uow: UnitOfWork, occasion: Occasions) -> None:
    rows.store_firm(uow.session, state=FirmState.DRAFT)
    rows.store_capability(uow.session)
    firms.submit_firm(uow, "firm-1", occasion(firm_ids=("firm-1",)))
    firm = uow.firms.get("firm-1")
    assert firm is not None and firm.state == FirmState.SUBMITTED


def test_what_is_missing_is_named_before_submission(uow: UnitOfWork, occasion: Occasions) -> None:
    rows.store_firm(uow.session, state=FirmState.DRAFT, country=None)
    with pytest.raises(Rejected) as refusal:
        firms.submit_firm(uow, "firm-1", occasion(firm_ids=("firm-1",)))
    assert rejected_fields(refusal) == ["country", "capabilities"]


def test_a_verified_entry_is_not_submitted_again(uow: UnitOfWork, occasion: Occasions) -> None:
    rows.store_firm(uow.session, state=FirmState.VERIFIED)
    with pytest.raises(Rejected):
        firms.submit_firm(uow, "firm-1", occasion(firm_ids=("firm-1",)))
