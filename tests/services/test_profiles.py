"""Reading an entry: each reader by audience, and the firm sees who read what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest

from matchmaker.domain.vocabulary import FirmState, Role
from matchmaker.persistence.engine import Sessions
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services import profiles
from matchmaker.services.errors import NotFound
from matchmaker.services.occasion import Occasion
from tests import rows

Occasions = Callable[..., Occasion]
OFFICER = {"role": Role.PROGRAMME_OFFICER, "account_id": "officer-1"}
RIVAL = {"account_id": "account-2", "firm_ids": ("firm-2",)}


@pytest.fixture
def uow(sessions: Sessions) -> UnitOfWork:
    unit = UnitOfWork(sessions)
    rows.store_account(unit.session)
    rows.store_account(unit.session, id="account-2")
    rows.store_account(unit.session, id="officer-1", role=Role.PROGRAMME_OFFICER)
    rows.store_firm(unit.session, state=FirmState.VERIFIED)
    rows.store_membership(unit.session)
    rows.store_identifier(unit.session, basis="declared")
    rows.store_statement(unit.session, kind="city", value="Tartu", basis="declared")
    rows.store_statement(unit.session, kind="management_country", value="EE", basis="declared")
    rows.store_stake(unit.session, holder_id="declared", share=Decimal("0.5"), basis="declared")
    rows.store_stake(unit.session, holder_id="published")
    rows.store_capability(unit.session, basis="declared")
    rows.store_component(unit.session)
    return unit


def test_the_firm_itself_sees_everything_and_leaves_no_line(uow: UnitOfWork, occasion: Occasions) -> None:
    view = profiles.show_firm(uow, "firm-1", occasion(firm_ids=("firm-1",)))
    assert view.own and view.claimed and view.hidden == ()
    assert (len(view.stakes), len(view.identifiers), len(view.capabilities[0].components)) == (2, 1, 1)
    assert not uow.trail.ledger_of("firm-1")


def test_a_rival_sees_what_is_public_and_learns_what_is_hidden(uow: UnitOfWork, occasion: Occasions) -> None:
    view = profiles.show_firm(uow, "firm-1", occasion(**RIVAL))
    assert [one.kind for one in view.statements] == ["city"]
    assert [one.holder_id for one in view.stakes] == ["published"]
    assert not view.identifiers and not view.capabilities[0].components
    assert view.hidden == ("PIC", "components", "management_country", "stakes")
    assert not view.ledger and not view.decisions
    assert not uow.trail.ledger_of("firm-1")


def test_an_officers_reading_leaves_one_line_an_hour(uow: UnitOfWork, occasion: Occasions) -> None:
    for minutes in (0, 10, 70):
        profiles.show_firm(uow, "firm-1", occasion(**OFFICER, now=rows.NOW + timedelta(minutes=minutes)))
    lines = [line for line, _ in uow.trail.ledger_of("firm-1")]
    assert [line.read_at - rows.NOW for line in lines] == [timedelta(minutes=70), timedelta(0)]
    assert lines[0].fields == "PIC components management_country stakes"


def test_a_field_that_came_later_is_noted_within_the_same_hour(uow: UnitOfWork, occasion: Occasions) -> None:
    profiles.show_firm(uow, "firm-1", occasion(**OFFICER))
    rows.store_statement(uow.session, kind="site_country", value="EE", basis="declared")
    profiles.show_firm(uow, "firm-1", occasion(**OFFICER, now=rows.NOW + timedelta(minutes=5)))
    assert [line.fields for line, _ in uow.trail.ledger_of("firm-1")][0] == "site_country"


@pytest.mark.parametrize("state", [FirmState.DRAFT, FirmState.SUBMITTED])
def test_what_is_not_in_the_register_does_not_exist_for_rivals(
    uow: UnitOfWork, occasion: Occasions, state: FirmState
) -> None:
    rows.store_firm(uow.session, id="firm-3", state=state)
    with pytest.raises(NotFound):
        profiles.show_firm(uow, "firm-3", occasion(**RIVAL))


def test_officers_open_what_was_submitted_and_no_drafts(uow: UnitOfWork, occasion: Occasions) -> None:
    rows.store_firm(uow.session, id="firm-3", state=FirmState.SUBMITTED)
    rows.store_firm(uow.session, id="firm-4", state=FirmState.DRAFT)
    assert profiles.show_firm(uow, "firm-3", occasion(**OFFICER)).officer
    with pytest.raises(NotFound):
        profiles.show_firm(uow, "firm-4", occasion(**OFFICER))


def test_every_word_must_occur_and_the_last_page_ends_the_register(uow: UnitOfWork) -> None:
    for number in range(30):
        rows.store_firm(uow.session, id=f"many-{number:02}", name=f"Many {number:02}", country="PL")
    found = profiles.find_firms(uow, "many", country="PL", page=99)
    assert (found.total, found.number, found.pages, len(found.firms)) == (30, 2, 2, 5)
    assert profiles.find_firms(uow, "many airframes", country="", page=1).total == 0
    assert dict(profiles.find_firms(uow, "", country="", page=1).countries) == {"EE": 1, "PL": 30}
    assert [one.id for one in profiles.find_firms(uow, "Airframes baltic", country="", page=1).firms] == ["firm-1"]


def test_own_entries_come_with_the_last_decision(uow: UnitOfWork, occasion: Occasions) -> None:
    entries = profiles.own_entries(uow, occasion())
    assert [(firm.id, decision) for firm, decision in entries.firms] == [("firm-1", None)]
    assert not profiles.own_entries(uow, occasion(**RIVAL)).firms
