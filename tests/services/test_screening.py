"""Taking, asking, answering, analysing, closing, reopening: what is kept, who is told, who may not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from matchmaker.domain.feedback.filed import doubts
from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.engine import Sessions
from matchmaker.persistence.models import EquipmentMaker, Observation, ObservationJoin
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services import screening
from matchmaker.services.errors import Conflict, NotAllowed, NotFound, Rejected
from matchmaker.services.notices import own_notices
from matchmaker.services.screening import Closing
from tests.conftest import NOW
from tests.rows import store_account, store_equipment, store_firm, store_membership, store_observation

MakeOccasion = Callable[..., Any]
FIXED = Closing("fixed", "The maker has mended it.")


@pytest.fixture
def uow(sessions: Sessions) -> Iterator[UnitOfWork]:
    with UnitOfWork(sessions) as opened:
        for name, role in (("author", Role.TRAINING_OFFICER), ("second", Role.TRAINING_OFFICER)):
            store_account(opened.session, id=name, role=role)
        for name in ("analyst", "colleague"):
            store_account(opened.session, id=name, role=Role.ANALYST)
        store_account(opened.session, id="maker")
        store_firm(opened.session, id="firm-1")
        store_membership(opened.session, account_id="maker", firm_id="firm-1")
        store_equipment(opened.session, id="equipment-1", name="Testbird", name_uk="Тестова птаха")
        store_equipment(opened.session, id="equipment-2", name="Testrobot")
        opened.session.add(EquipmentMaker(equipment_id="equipment-1", name="Baltic Airframes", firm_id="firm-1"))
        store_filed(opened)
        yield opened


def store_filed(uow: UnitOfWork, id: str = "observation-1", **rest: Any) -> Observation:
    started = {"filed_by": "author", "state": "filed", "due_at": NOW + timedelta(days=3)}
    return store_observation(uow.session, id=id, **{**started, **rest})


def join(uow: UnitOfWork, person: str, observation_id: str = "observation-1") -> None:
    one = ObservationJoin(
        id=f"join-of-{person}", observation_id=observation_id, month="2026-10", joined_by=person, joined_at=NOW
    )
    uow.session.add(one)
    uow.session.flush()


@pytest.fixture
def people(occasion: MakeOccasion) -> Callable[..., Any]:
    roles = {"analyst": Role.ANALYST, "colleague": Role.ANALYST, "maker": Role.COMPANY}

    def act_as(name: str, **rest: Any) -> Any:
        return occasion(role=roles.get(name, Role.TRAINING_OFFICER), account_id=name, **rest)

    return act_as


def told(uow: UnitOfWork, people: Any, name: str) -> list[tuple[str, str]]:
    return [(one.notice.kind, str(one.text)) for one in own_notices(uow, people(name))]


def the(uow: UnitOfWork, observation_id: str = "observation-1") -> Observation:
    found = uow.observations.get(observation_id)
    assert found is not None
    return found


def actions(uow: UnitOfWork, observation_id: str = "observation-1") -> list[tuple[str, str, str]]:
    return [(step.action, step.account_id, step.reason) for step in uow.observations.steps(observation_id)]


def lines(uow: UnitOfWork) -> list[str]:
    return [line.action for line in uow.trail.audit_of("observation", "observation-1")]


# --- Question and answer --------------------------------------------------------------------------------------


def test_a_question_goes_to_the_author_and_its_answer_comes_back(uow: UnitOfWork, people: Any) -> None:
    screening.ask(uow, "observation-1", " Which version was it? ", people("analyst"))
    assert (the(uow).state, the(uow).owner_id, the(uow).due_at) == ("asked", "analyst", None)
    assert told(uow, people, "author") == [
        ("observation.asked", "An analyst asks about your observation No 1: Which version was it?")
    ]
    later = NOW + timedelta(days=2)
    screening.answer(uow, "observation-1", "Version 2.", people("author", now=later))
    assert (the(uow).state, the(uow).owner_id) == ("filed", "analyst")
    due = the(uow).due_at
    assert due is not None and due > later
    assert told(uow, people, "analyst") == [
        ("observation.answered", "The author of observation No 1 answers: Version 2.")
    ]
    assert actions(uow) == [("asked", "analyst", "Which version was it?"), ("answered", "author", "Version 2.")]


def test_an_answer_to_a_danger_is_due_within_a_day(uow: UnitOfWork, people: Any) -> None:
    store_filed(uow, "observation-2", state="asked", danger=True)
    screening.answer(uow, "observation-2", "It burnt.", people("author"))
    assert the(uow, "observation-2").due_at == NOW + timedelta(hours=24)


def test_each_step_leaves_a_line(uow: UnitOfWork, people: Any) -> None:
    moments = [NOW + timedelta(hours=hour) for hour in range(4)]
    screening.take(uow, "observation-1", people("analyst", now=moments[0]))
    screening.analyse(uow, "observation-1", "Seen by others too.", people("analyst", now=moments[1]))
    screening.close(uow, "observation-1", FIXED, people("analyst", now=moments[2]))
    screening.reopen(uow, "observation-1", "It broke again.", people("author", now=moments[3]))
    steps = ["taken", "analysed", "closed", "reopened"]
    assert [action for action, _, _ in actions(uow)] == steps
    assert sorted(lines(uow)) == sorted(f"observation.{step}" for step in steps)


def test_the_same_form_sent_twice_does_it_once(uow: UnitOfWork, people: Any) -> None:
    for _ in range(2):
        screening.ask(uow, "observation-1", "Which version?", people("analyst"), token="form-1")
    assert len(actions(uow)) == 1
    assert len(told(uow, people, "author")) == 1


# --- Who may not ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["author", "maker"])
def test_only_analysts_screen(uow: UnitOfWork, people: Any, name: str) -> None:
    with pytest.raises(NotAllowed):
        screening.analyse(uow, "observation-1", "Fine.", people(name))


def test_an_analyst_does_not_screen_the_own_one(uow: UnitOfWork, people: Any) -> None:
    store_filed(uow, "observation-2", filed_by="analyst")
    with pytest.raises(NotAllowed):
        screening.analyse(uow, "observation-2", "Fine.", people("analyst"))
    screening.analyse(uow, "observation-2", "Fine.", people("colleague"))


def test_nobody_else_answers_for_the_author(uow: UnitOfWork, people: Any) -> None:
    store_filed(uow, "observation-2", state="asked")
    with pytest.raises(NotAllowed):
        screening.answer(uow, "observation-2", "I think so.", people("second"))


def test_what_another_analyst_has_must_be_taken_first(uow: UnitOfWork, people: Any) -> None:
    screening.take(uow, "observation-1", people("analyst"))
    with pytest.raises(Conflict, match="Take it over first"):
        screening.ask(uow, "observation-1", "Which version?", people("colleague"))
    screening.take(uow, "observation-1", people("colleague"))
    assert the(uow).owner_id == "colleague"
    assert told(uow, people, "analyst") == [("observation.taken", "Another analyst took over observation No 1.")]


def test_a_page_that_is_behind_changes_nothing(uow: UnitOfWork, people: Any) -> None:
    screening.close(uow, "observation-1", FIXED, people("analyst"))
    with pytest.raises(Conflict, match="read it again"):
        screening.analyse(uow, "observation-1", "Fine.", people("analyst"))
    assert the(uow).state == "closed"


def test_an_unknown_one_is_not_found(uow: UnitOfWork, people: Any) -> None:
    with pytest.raises(NotFound):
        screening.take(uow, "observation-9", people("analyst"))


@pytest.mark.parametrize("words", ["", "   ", "…", "NATO SECRET: see there", "x" * 8001])
def test_words_that_do_not_do_are_said_at_their_field(uow: UnitOfWork, people: Any, words: str) -> None:
    with pytest.raises(Rejected) as refused:
        screening.ask(uow, "observation-1", words, people("analyst"))
    assert {problem.field for problem in refused.value.problems} == {"question"}
    uow.session.expire_all()
    assert (the(uow).state, actions(uow), told(uow, people, "author")) == ("filed", [], [])


# --- Outcomes -------------------------------------------------------------------------------------------------


def test_acceptance_is_told_to_the_author_and_to_those_who_joined(uow: UnitOfWork, people: Any) -> None:
    join(uow, "second")
    screening.analyse(uow, "observation-1", "Three units say so.", people("analyst"))
    expected = [
        (
            "observation.analysed",
            "Observation No 1, which you filed or joined, was analysed and counts as evidence: Three units say so.",
        )
    ]
    assert told(uow, people, "author") == expected and told(uow, people, "second") == expected
    assert told(uow, people, "analyst") == []


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("fixed", "is closed, the fault is fixed: Because."),
        ("not_fixed", "is closed without a fix: Because."),
        ("accepted_risk", "is closed, the risk is accepted: Because."),
        ("not_taken_up", "is closed and was not taken up: Because."),
    ],
)
def test_every_outcome_is_told_with_its_reason(uow: UnitOfWork, people: Any, outcome: str, words: str) -> None:
    screening.close(uow, "observation-1", Closing(outcome, "Because."), people("analyst"))
    assert (the(uow).state, the(uow).outcome, the(uow).closed_at) == ("closed", outcome, NOW)
    assert told(uow, people, "author") == [("observation.closed", f"Observation No 1 {words}")]
    [notice] = own_notices(uow, people("author"))
    assert notice.notice.address == "/observations/observation-1"


@pytest.mark.parametrize(("days", "allowed"), [(30, True), (31, False)])
def test_the_author_reopens_within_thirty_days(uow: UnitOfWork, people: Any, days: int, allowed: bool) -> None:
    screening.close(uow, "observation-1", FIXED, people("analyst"))
    later: datetime = NOW + timedelta(days=days)
    if not allowed:
        with pytest.raises(Conflict, match="are over"):
            screening.reopen(uow, "observation-1", "It broke again.", people("author", now=later))
        return
    screening.reopen(uow, "observation-1", "It broke again.", people("author", now=later))
    assert (the(uow).state, the(uow).outcome, the(uow).closed_at) == ("filed", "", None)
    due = the(uow).due_at
    assert due is not None and due > later
    assert told(uow, people, "analyst")[0][1] == "The author reopened observation No 1: It broke again."


# --- Danger ---------------------------------------------------------------------------------------------------


def test_an_analysed_danger_is_told_at_once_to_holders_and_makers(uow: UnitOfWork, people: Any) -> None:
    store_filed(uow, "observation-2", danger=True)
    screening.take(uow, "observation-2", people("analyst"))
    assert told(uow, people, "second") == []
    screening.analyse(uow, "observation-2", "It burns.", people("analyst"))
    holders = "Danger to life with Testbird: read observation No 2 before it is used again."
    assert told(uow, people, "second") == [("equipment.danger", holders)]
    assert told(uow, people, "colleague") == [("equipment.danger", holders)]
    [(kind, words)] = told(uow, people, "maker")
    assert kind == "equipment.danger" and "which your firm makes" in words and "author" not in words
    assert [kind for kind, _ in told(uow, people, "author")] == ["observation.analysed"]


def test_a_danger_without_a_type_waits_until_one_is_set_and_is_told_once(uow: UnitOfWork, people: Any) -> None:
    store_filed(uow, "observation-2", effect="danger", equipment_id=None, equipment_words="bird")
    screening.analyse(uow, "observation-2", "It burns.", people("analyst"))
    assert told(uow, people, "maker") == []
    for _ in range(2):
        screening.set_type(uow, "observation-2", "equipment-1", people("analyst"))
    assert [len(told(uow, people, name)) for name in ("maker", "second", "colleague")] == [1, 1, 1]
    screening.set_type(uow, "observation-2", "equipment-2", people("analyst"))
    assert [len(told(uow, people, name)) for name in ("maker", "second", "colleague")] == [1, 2, 2]


def test_what_is_no_danger_alerts_nobody(uow: UnitOfWork, people: Any) -> None:
    screening.analyse(uow, "observation-1", "Fine.", people("analyst"))
    assert told(uow, people, "second") == [] and told(uow, people, "maker") == []


def test_a_type_that_is_not_there_is_refused(uow: UnitOfWork, people: Any) -> None:
    with pytest.raises(Rejected, match="from the list"):
        screening.set_type(uow, "observation-1", "equipment-9", people("analyst"))


# --- Duplicates -----------------------------------------------------------------------------------------------


def counted(uow: UnitOfWork, observation_id: str = "observation-1") -> set[str]:
    return {one.joined_by for one in uow.observations.joins(observation_id)}


def test_a_duplicate_and_those_who_joined_it_count_with_the_other(uow: UnitOfWork, people: Any) -> None:
    store_filed(uow, "observation-2", filed_by="second", users=4)
    join(uow, "maker", "observation-2")
    screening.close(uow, "observation-2", Closing("duplicate", "No 1 says so.", 1), people("analyst"))
    assert counted(uow) == {"second", "maker"} and the(uow, "observation-2").same_as == "observation-1"
    assert [one.users for one in uow.observations.joins("observation-1") if one.joined_by == "second"] == [4]
    assert told(uow, people, "second") == [
        ("observation.closed", "Observation No 2 is closed, an earlier one says the same and counts you: No 1 says so.")
    ]
    screening.reopen(uow, "observation-2", "It is another fault.", people("second"))
    assert counted(uow) == set() and the(uow, "observation-2").same_as is None
    assert counted(uow, "observation-2") == {"maker"}


def test_nobody_is_counted_twice(uow: UnitOfWork, people: Any) -> None:
    join(uow, "second")
    store_filed(uow, "observation-2", filed_by="second")
    store_filed(uow, "observation-3", filed_by="author")
    for number in (2, 3):
        closing = Closing("duplicate", "No 1 says so.", 1)
        screening.close(uow, f"observation-{number}", closing, people("analyst"))
    assert len(uow.observations.joins("observation-1")) == 1


def test_a_chain_of_duplicates_comes_apart_again(uow: UnitOfWork, people: Any) -> None:
    store_filed(uow, "observation-2", filed_by="second")
    store_filed(uow, "observation-3", filed_by="maker")
    screening.close(uow, "observation-3", Closing("duplicate", "No 2 says so.", 2), people("analyst"))
    screening.close(uow, "observation-2", Closing("duplicate", "No 1 says so.", 1), people("analyst"))
    assert counted(uow) == {"second", "maker"}
    the(uow, "observation-3").filed_by = "author"  # the row that counts is found by its name
    screening.reopen(uow, "observation-3", "It is another fault.", people("author"))
    assert counted(uow) == {"second"} and counted(uow, "observation-2") == set()


@pytest.mark.parametrize(
    ("number", "words"), [(9, "no observation with this number"), (2, "repeat itself"), (3, "too"), (4, "other equipm")]
)
def test_what_cannot_be_repeated(uow: UnitOfWork, people: Any, number: int, words: str) -> None:
    store_filed(uow, "observation-2", filed_by="second")
    store_filed(uow, "observation-3", state="closed", outcome="duplicate", same_as="observation-1")
    store_filed(uow, "observation-4", equipment_id="equipment-2")
    with pytest.raises(Rejected, match=words) as refused:
        screening.close(uow, "observation-2", Closing("duplicate", "Again.", number), people("analyst"))
    assert [problem.field for problem in refused.value.problems] == ["same_as"]
    assert the(uow, "observation-2").state == "filed"


def test_words_that_may_tell_who_are_removed_or_confirmed(uow: UnitOfWork, people: Any) -> None:
    words = "Was it the 47th Mechanized Brigade?"
    with pytest.raises(Rejected) as refused:
        screening.ask(uow, "observation-1", words, people("analyst"))
    assert [one.field for one in refused.value.problems] == ["question"]
    [found] = doubts({"question": words})
    screening.ask(uow, "observation-1", words, people("analyst"), harmless=frozenset({found.key}))
    with pytest.raises(Rejected):
        screening.close(uow, "observation-1", Closing("fixed", "Call +380 67 123 45 67."), people("analyst"))
