"""Makers read their part, answer for good, and claim use; who does not make the equipment finds nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields
from typing import Any

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DatabaseError

from matchmaker.domain.vocabulary import FirmOrigin, Role
from matchmaker.persistence.engine import Sessions
from matchmaker.persistence.models import MakerAnswer, UseClaim
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services import makers
from matchmaker.services.errors import Conflict, NotAllowed, NotFound, Rejected
from matchmaker.services.makers import ClaimUse, GiveAnswer, MakersPart
from matchmaker.services.notices import own_notices
from tests.rows import store_account, store_equipment, store_firm, store_maker, store_membership, store_observation

FIXED = GiveAnswer("fixed", version="2.1")
WORDS = GiveAnswer("answer", text="Update the controller first.")


@pytest.fixture
def uow(sessions: Sessions) -> Iterator[UnitOfWork]:
    with UnitOfWork(sessions) as opened:
        session = opened.session
        for name, role in (("author", Role.TRAINING_OFFICER), ("analyst", Role.ANALYST), ("maker", Role.COMPANY)):
            store_account(session, id=name, role=role)
        store_firm(session, id="firm-1", name="Baltic Airframes")
        store_firm(session, id="firm-2", name="Invented Works", origin=FirmOrigin.INVENTED, fictional=True)
        store_membership(session, account_id="maker", firm_id="firm-1")
        store_equipment(session, id="equipment-1", name="Testbird")
        store_equipment(session, id="equipment-2", name="Testrobot")
        store_maker(session, equipment_id="equipment-1", name="Baltic Airframes", firm_id="firm-1")
        store_observation(session, id="observation-1", filed_by="author", side="UA", setting="operations")
        yield opened


@pytest.fixture
def act(occasion: Callable[..., Any]) -> Callable[..., Any]:
    def made(firm_ids: tuple[str, ...] = ("firm-1",), **rest: Any) -> Any:
        return occasion(**{"account_id": "maker", "firm_ids": firm_ids, **rest})

    return made


def answers(uow: UnitOfWork) -> list[tuple[str, str, str]]:
    return [(one.kind, one.version, one.text) for one, _ in uow.makers.answers(["observation-1"])]


# --- Answers --------------------------------------------------------------------------------------------------


def test_an_answer_is_kept_and_its_author_and_analysts_hear_of_it(
    uow: UnitOfWork, act: Any, occasion: Callable[..., Any]
) -> None:
    makers.answer(uow, "observation-1", WORDS, act())
    makers.answer(uow, "observation-1", FIXED, act())
    assert answers(uow) == [("answer", "", "Update the controller first."), ("fixed", "2.1", "")]
    told = {
        name: sorted(str(one.text) for one in own_notices(uow, occasion(account_id=name, role=role)))
        for name, role in (("author", Role.TRAINING_OFFICER), ("analyst", Role.ANALYST), ("maker", Role.COMPANY))
    }
    heard = [
        "The maker Baltic Airframes answered observation No 1.",
        "The maker Baltic Airframes says that what observation No 1 tells is fixed in version 2.1.",
    ]
    assert told == {"author": heard, "analyst": heard, "maker": []}
    lines = {line.action for line in uow.trail.audit_of("observation", "observation-1")}
    assert lines == {"observation.maker_answer", "observation.maker_fixed"}


def test_the_same_form_sent_twice_answers_once(uow: UnitOfWork, act: Any) -> None:
    made = {makers.answer(uow, "observation-1", WORDS, act(), token="form-1") for _ in range(2)}
    assert len(made) == 1 and len(answers(uow)) == 1


@pytest.mark.parametrize("change", [update(MakerAnswer).values(text="Never said"), delete(MakerAnswer)])
def test_the_database_lets_no_answer_change(uow: UnitOfWork, act: Any, change: Any) -> None:
    makers.answer(uow, "observation-1", WORDS, act())
    with pytest.raises(DatabaseError):
        uow.session.execute(change)
    uow.session.rollback()


@pytest.mark.parametrize(
    ("command", "field"),
    [
        (GiveAnswer("fixed"), "version"),
        (GiveAnswer("dispute"), "text"),
        (GiveAnswer("answer", text=" "), "text"),
        (GiveAnswer("", text="Words"), "kind"),
        (GiveAnswer("answer", text="RESTREINT UE/EU RESTRICTED words"), "text"),
        (GiveAnswer("fixed", version="TOP SECRET 2"), "version"),
        (GiveAnswer("fixed", version="2" * 121), "version"),
        (GiveAnswer("answer", text="Call +380 67 123 45 67."), "text"),
        (GiveAnswer("answer", text="Words", firm_id="firm-2"), "firm_id"),
    ],
)
def test_faults_markings_and_unconfirmed_doubts_are_refused(
    uow: UnitOfWork, act: Any, command: GiveAnswer, field: str
) -> None:
    with pytest.raises(Rejected) as rejected:
        makers.answer(uow, "observation-1", command, act())
    assert {one.field for one in rejected.value.problems} == {field}
    assert answers(uow) == []


def test_what_is_confirmed_as_harmless_may_be_said(uow: UnitOfWork, act: Any) -> None:
    text = "Call our desk: +380 67 123 45 67."
    keys = frozenset(one.key for one in makers.doubts_of({"text": text}))
    assert keys
    makers.answer(uow, "observation-1", GiveAnswer("answer", text=text, harmless=keys), act())
    assert answers(uow) == [("answer", "", text)]


def test_nobody_else_finds_anything_to_answer(uow: UnitOfWork, act: Any) -> None:
    store_observation(uow.session, id="waiting", filed_by="author", state="filed")
    store_observation(uow.session, id="other", filed_by="author", equipment_id="equipment-2")
    store_observation(uow.session, id="untyped", filed_by="author", equipment_id=None)
    for observation_id in ("none", "waiting", "other", "untyped"):
        with pytest.raises(NotFound):
            makers.answer(uow, observation_id, WORDS, act())
    for stranger in (act(firm_ids=()), act(firm_ids=("firm-2",)), act(role=Role.ANALYST, account_id="analyst")):
        with pytest.raises(NotFound):
            makers.open_for_answer(uow, "observation-1", stranger)


def test_for_two_makers_the_account_says_for_which(uow: UnitOfWork, act: Any) -> None:
    store_maker(uow.session, equipment_id="equipment-1", name="Invented Works", firm_id="firm-2")
    both = act(firm_ids=("firm-1", "firm-2"))
    with pytest.raises(Rejected):
        makers.answer(uow, "observation-1", WORDS, both)
    makers.answer(uow, "observation-1", GiveAnswer("dispute", text="Not so.", firm_id="firm-2"), both)
    [(row, firm)] = uow.makers.answers(["observation-1"])
    assert (firm.id, row.fictional) == ("firm-2", True)


# --- What makers read -----------------------------------------------------------------------------------------


def test_makers_read_analysed_observations_on_their_own_equipment_only(uow: UnitOfWork, act: Any) -> None:
    store_observation(uow.session, id="waiting", filed_by="author", state="filed")
    store_observation(uow.session, id="other", filed_by="author", equipment_id="equipment-2")
    page = makers.observed_on_own(uow, 99, act())
    assert [one.id for one in page.observations] == ["observation-1"] and (page.total, page.number) == (1, 1)
    assert makers.observed_on_own(uow, 1, act(firm_ids=())).observations == []
    with pytest.raises(NotAllowed):
        makers.observed_on_own(uow, 1, act(role=Role.ANALYST))


def test_their_part_has_no_place_for_author_side_setting_segment_or_training() -> None:
    names = {one.name for one in fields(MakersPart)}
    assert not names & {"filed_by", "side", "setting", "segment", "module_id", "event_id", "filed_at", "owner_id"}


# --- Claims of use --------------------------------------------------------------------------------------------


def standing(uow: UnitOfWork) -> list[tuple[str, str]]:
    return [(claim.firm_id, claim.statement) for claim, _, _ in uow.makers.claims(equipment_id="equipment-1")]


def test_a_claim_stands_once_until_it_is_withdrawn(uow: UnitOfWork, act: Any) -> None:
    made = {makers.claim_use(uow, "equipment-1", ClaimUse("In use."), act(), token="form-1") for _ in range(2)}
    assert len(made) == 1 and standing(uow) == [("firm-1", "In use.")]
    with pytest.raises(Conflict):
        makers.claim_use(uow, "equipment-1", ClaimUse("Again."), act())
    for _ in range(2):
        makers.withdraw_claim(uow, "equipment-1", *made, act())
    assert standing(uow) == []
    makers.claim_use(uow, "equipment-1", ClaimUse("Again."), act())
    assert standing(uow) == [("firm-1", "Again.")]
    lines = sorted(line.action for line in uow.trail.audit_of("equipment", "equipment-1"))
    assert lines == ["use_claim.made", "use_claim.made", "use_claim.withdrawn"]


def test_only_the_maker_claims_and_only_the_claimant_withdraws(uow: UnitOfWork, act: Any) -> None:
    with pytest.raises(NotFound):
        makers.claim_use(uow, "equipment-2", ClaimUse("In use."), act())
    with pytest.raises(NotFound):
        makers.claim_use(uow, "equipment-1", ClaimUse("In use."), act(firm_ids=("firm-2",)))
    claim_id = makers.claim_use(uow, "equipment-1", ClaimUse("In use."), act())
    for equipment_id, actor in (("equipment-1", act(firm_ids=("firm-2",))), ("equipment-2", act())):
        with pytest.raises(NotFound):
            makers.withdraw_claim(uow, equipment_id, claim_id, actor)
    claim = uow.session.get(UseClaim, claim_id)
    assert claim is not None and claim.withdrawn_at is None


@pytest.mark.parametrize("statement", ["", "TOP SECRET: in use", "In use near Bakhmut."])
def test_a_claim_is_checked_like_any_text(uow: UnitOfWork, act: Any, statement: str) -> None:
    with pytest.raises(Rejected):
        makers.claim_use(uow, "equipment-1", ClaimUse(statement), act())
    assert standing(uow) == []
