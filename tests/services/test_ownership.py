"""What statements of the standard become as declared holders, and what is said of the rest."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from decimal import Decimal
from typing import Any

import bods_fixtures
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matchmaker.domain.eligibility import Entity, Owner, Right
from matchmaker.domain.eligibility.bods import write_statements
from matchmaker.domain.findings import Verdict
from matchmaker.domain.registry.validate import StakeClaim
from matchmaker.domain.vocabulary import FirmState
from matchmaker.persistence.engine import Sessions
from matchmaker.persistence.models import Firm
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services import ownership
from matchmaker.services.errors import NotFound, Rejected
from matchmaker.services.occasion import Occasion
from matchmaker.services.ownership import Incoming
from matchmaker.services.ownership.holdings import holdings_of
from tests import rows

Occasions = Callable[..., Occasion]
FIRM = Entity("firm-1", role="recipient", kind="company", name="Firm One", seat="EE")


@pytest.fixture
def uow(sessions: Sessions) -> UnitOfWork:
    unit = UnitOfWork(sessions)
    rows.store_account(unit.session)
    rows.store_firm(unit.session, id="firm-1", name="Firm One", state=FirmState.DRAFT)
    rows.store_membership(unit.session, account_id="account-1", firm_id="firm-1")
    return unit


@pytest.fixture
def mine(occasion: Occasions) -> Occasion:
    return occasion(firm_ids=frozenset({"firm-1"}))


def written(occasion: Occasion, *owners: Owner, rights: tuple[Right, ...] = (), **more: Any) -> list[dict[str, Any]]:
    entity = Entity(
        **{**{name: getattr(FIRM, name) for name in ("id", "role", "kind", "name", "seat")}, **more},
        owners=owners,
        decisive_rights=rights or None,
    )
    return write_statements(entity, occasion.day, "test")


def read(uow: UnitOfWork, occasion: Occasion, statements: Any) -> Incoming:
    return ownership.read_file(uow, "firm-1", json.dumps(statements), "", occasion)


def said(incoming: Incoming) -> str:
    found = incoming.holdings
    return "\n".join(map(str, (*found.faults, *found.notes, *found.lost)))


def test_layers_keep_figures_votes_kinds_and_countries(uow: UnitOfWork, mine: Occasion) -> None:
    upper = Owner("s", "State of X", "NO", share=Decimal("0.5"), votes=Decimal("0.6"), via="h", kind="state")
    lower = Owner("h", "Holding", "DE", majority=True, kind="company")
    found = read(uow, mine, written(mine, lower, upper, ownership_complete=True)).holdings
    assert set(found.stakes) == {
        StakeClaim("Holding", "DE", "company", majority=True),
        StakeClaim("State of X", "NO", "state", Decimal("0.5"), Decimal("0.6"), via="Holding"),
    }
    assert (found.complete, found.lost) == (True, ())


def test_each_further_right_gets_a_line_of_its_own(uow: UnitOfWork, mine: Occasion) -> None:
    rights = (Right("h", "veto_over_strategy"), Right("h", "agreement"), Right("only", "dominant_lender"))
    owners = (Owner("h", "Holding", "DE", share=Decimal("0.1"), kind="company"),)
    found = read(uow, mine, written(mine, *owners, rights=rights)).holdings.stakes
    assert [(one.holder_name, one.right, one.share) for one in found] == [
        ("Holding", "agreement", Decimal("0.1")),
        ("Holding", "veto_over_strategy", None),
        ("only", "dominant_lender", None),
    ]


def test_a_range_is_said_and_kept_as_a_majority_where_it_is_one(uow: UnitOfWork, mine: Occasion) -> None:
    half = Owner("a", "A", share_min=Decimal("0.5"), share_max=Decimal("0.75"))
    more = Owner("b", "B", share_min=Decimal("0.51"), via="a")
    incoming = read(uow, mine, written(mine, half, more, ownership_complete=True))
    assert {(one.holder_name, one.share, one.majority) for one in incoming.holdings.stakes} == {
        ("A", None, False),
        ("B", None, True),
    }
    assert "The share of A is a range" in said(incoming) and "The share of B is a range" in said(incoming)
    assert incoming.holdings.complete is None


def test_holders_of_one_name_stay_apart(uow: UnitOfWork, mine: Occasion) -> None:
    owners = [Owner(one, name, share=Decimal("0.3"), kind="person") for one, name in (("p", "Ann"), ("q", "Ann"))]
    incoming = read(uow, mine, written(mine, *owners, Owner("r", "ann!", share=Decimal("0.3"))))
    assert [one.holder_name for one in incoming.holdings.stakes] == ["Ann", "Ann (2)", "ann! (3)"]
    assert "Two holders are called Ann" in said(incoming)


def test_whoever_has_no_name_is_kept_by_its_record(uow: UnitOfWork, mine: Occasion) -> None:
    incoming = read(uow, mine, written(mine, Owner("p", country="EE", share=Decimal("0.3"), kind="person")))
    assert [(one.holder_name, one.holder_kind) for one in incoming.holdings.stakes] == [("p", "person")]
    assert "The file has no name for p" in said(incoming)


def test_own_shares_and_what_leads_nowhere_are_left_out_and_said(uow: UnitOfWork, mine: Occasion) -> None:
    third = Decimal("0.3")
    firm = uow.firms.get("firm-1")
    assert isinstance(firm, Firm)
    owners = (
        Owner("h", "H", share=third),
        Owner("h", "H", share=third, via="h"),
        Owner("firm-1", share=third, via="h"),
    )
    incoming = read(uow, mine, written(mine, *owners))
    assert [one.holder_name for one in incoming.holdings.stakes] == ["H"]
    assert "What H holds in itself" in said(incoming) and "What Firm One holds itself" in said(incoming)
    ended = written(mine, Owner("h", "H", share=third), Owner("x", "X", share=third, via="h"), Owner("y", "Y", via="z"))
    for one in ended:
        if one["recordId"] == "h in firm-1":
            one["recordDetails"]["interests"][0]["endDate"] = "2020-01-01"
    found = holdings_of(ended, "firm-1", firm, mine.day)
    assert found.stakes == () and any("X holds nothing of the firm" in str(one) for one in found.lost)


def test_where_a_person_lives_is_said_to_be_lost(uow: UnitOfWork, mine: Occasion) -> None:
    person = Owner("p", "Ann", "EE", share=Decimal("0.3"), kind="person", residence="RU")
    assert "Ann lives in RU" in said(read(uow, mine, written(mine, person)))


def test_more_holdings_than_the_form_has_are_refused(uow: UnitOfWork, mine: Occasion) -> None:
    owners = [Owner(f"h{number}", f"H{number}", share=Decimal("0.01")) for number in range(61)]
    with pytest.raises(Rejected, match="at most 60 holdings"):
        read(uow, mine, written(mine, *owners))


def test_a_refusal_writes_nothing(uow: UnitOfWork, mine: Occasion) -> None:
    rows.store_stake(uow.session, basis="declared")
    uow.commit()
    with pytest.raises(Rejected):
        ownership.take_over(uow, "firm-1", "[]", "", True, mine, standing="", token="t")
    assert [one.holder_name for one in uow.firms.stakes("firm-1")] == ["Holder One"]
    assert uow.trail.receipt("t") is None and uow.trail.audit_of("firm", "firm-1") == []


def test_nobody_takes_over_for_another_firm(uow: UnitOfWork, occasion: Occasions) -> None:
    with pytest.raises(NotFound):
        ownership.read_file(uow, "firm-1", "[]", "", occasion())
    with pytest.raises(NotFound):
        ownership.take_over(uow, "firm-1", "[]", "", True, occasion(), standing="")


def test_both_rules_answer_for_the_recorded_ownership(uow: UnitOfWork, mine: Occasion) -> None:
    kept = {"share": Decimal("0.6"), "holder_country": "UA", "holder_kind": "state"}
    rows.store_stake(uow.session, **kept)
    rows.store_statement(uow.session, kind="ownership_complete", value="yes", firm_id="firm-1")
    view = ownership.show_ownership(uow, "firm-1", mine)
    assert [finding.rule for finding in view.findings] == list(ownership.RULES.values())
    assert view.findings[0].verdict is not Verdict.MET
    assert view.findings[1].verdict is Verdict.MET


# --- Whatever a file says, it is read or refused --------------------------------------------------------------

JUNK = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.just([]), st.just({}))


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, one in inner for place in places(one, (*path, key)))]


@settings(
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=200,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_a_damaged_file_is_read_or_refused(uow: UnitOfWork, mine: Occasion, data: st.DataObject) -> None:
    upper = Owner("s", "State", "NO", share=Decimal("0.5"), via="h", kind="state")
    lower = Owner("h", "Holding", "DE", share=Decimal("0.5"), kind="company")
    damaged = deepcopy(written(mine, lower, upper, rights=(Right("h", "agreement"),)))
    for _ in range(data.draw(st.integers(1, 3))):
        *way, last = data.draw(st.sampled_from([place for place in places(damaged) if place]))
        inner: Any = damaged
        for step in way:
            inner = inner[step]
        inner[last] = data.draw(JUNK)
    try:
        incoming = read(uow, mine, damaged)
    except Rejected:
        return
    assert incoming.holdings.stakes


def test_a_published_example_finds_the_firm_and_its_holders(uow: UnitOfWork, mine: Occasion) -> None:
    statements = bods_fixtures.load("core/01-direct-ownership").statements
    incoming = ownership.read_file(uow, "firm-1", json.dumps(statements), "rec-acme-holdings-ltd", mine)
    assert incoming.subject_name.upper().startswith("ACME")
    assert all(one.holder_name and one.via is None for one in incoming.holdings.stakes)


@pytest.mark.parametrize("name", bods_fixtures.list_cases())
def test_published_examples_are_read_or_refused(uow: UnitOfWork, mine: Occasion, name: str) -> None:
    try:
        incoming = read(uow, mine, bods_fixtures.load(name).statements)
    except Rejected as rejected:
        assert {problem.field for problem in rejected.problems} <= {"text", "subject"}
    else:
        assert incoming.holdings.stakes
