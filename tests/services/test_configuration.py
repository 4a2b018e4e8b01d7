"""An administrator changes the law's configuration; stored proposals are judged again and their owners told."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DatabaseError

from matchmaker.domain.eligibility import Change, configured_settings
from matchmaker.domain.matching.pool import to_json
from matchmaker.domain.snapshot import Snapshot
from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.engine import Sessions
from matchmaker.persistence.models import LegalChange, Proposal
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services import notices
from matchmaker.services.configuration import changing, flips, standing
from matchmaker.services.configuration.changing import ChangeLaw
from matchmaker.services.configuration.rejudging import Difference, Rejudging
from matchmaker.services.errors import Conflict, NotAllowed, NotFound, Rejected
from matchmaker.services.proposals import reading
from matchmaker.services.proposals.search import replay_search
from tests.ranking.worlds import TOPIC
from tests.rows import NOW, store_account, store_membership
from tests.services.proposing import OFFICER, Occasions, market, searched

ADMINISTRATOR = {"role": Role.ADMINISTRATOR, "account_id": "administrator-1"}
TODAY, TOMORROW = NOW.date(), NOW.date() + timedelta(days=1)
HOSTILE = ["BY", "RU", "CN"]
MARKED = "NATO SECRET"


def asked(subject: str = "hostile_origins", value: Any = None, **rest: Any) -> ChangeLaw:
    given = {"since": TODAY.isoformat(), "reason": "The Council named it.", "source": "Council conclusions", **rest}
    return ChangeLaw(subject=subject, value=HOSTILE if value is None else value, **given)


@pytest.fixture
def register(sessions: Sessions) -> tuple[UnitOfWork, Snapshot]:
    unit, snapshot = market(sessions)
    store_account(unit.session, id="administrator-1", role=Role.ADMINISTRATOR)
    unit.commit()
    return unit, snapshot


@pytest.fixture
def uow(register: tuple[UnitOfWork, Snapshot]) -> UnitOfWork:
    return register[0]


@pytest.fixture
def search_id(register: tuple[UnitOfWork, Snapshot], occasion: Occasions) -> str:
    return searched(*register, occasion(**OFFICER))


def part(name: str, origin: str, cost: str) -> dict[str, Any]:
    stated = {"cost_eur": {"!": "Decimal", "value": cost}, "raw_material": False}
    return {"!": "Component", "name": name, "origin": origin, **stated}


def with_component(uow: UnitOfWork, search_id: str, origin: str) -> tuple[Proposal, str]:
    """Give the first proposal's sealed case a component of that origin, as if it had been declared at the search."""
    row = uow.proposals.of_search(search_id)[0]
    document = json.loads(json.dumps(row.document))
    product = document["proposal"]["case"]["products"][0]
    product["components"] = [part("radio", origin, "1"), part("frame", "EE", "99")]
    row.document = document
    uow.commit()
    return row, document["proposal"]["holders"][product["id"]]


def test_a_hostile_origin_turns_a_stored_proposal_and_its_owners_are_told(
    uow: UnitOfWork, search_id: str, occasion: Occasions
) -> None:
    row, firm_id = with_component(uow, search_id, "CN")
    store_membership(uow.session, account_id="account-1", firm_id=firm_id)
    uow.commit()
    stored, before = json.dumps(row.document), replay_search(uow, search_id, occasion(**OFFICER))
    change_id = changing.change(uow, asked(), occasion(**ADMINISTRATOR))
    turned = flips.outcome(uow, change_id, occasion(**ADMINISTRATOR)).proposals
    assert [one.row.id for one in turned] == [row.id]
    assert ("EDIP-U", "", "not_met") in {(one.strand, one.rule, one.after) for one in turned[0].turned}
    assert ("EDIP-X-O03", "not_met") in {(one.rule, one.after) for one in turned[0].turned}
    for account in (OFFICER, {"account_id": "account-1", "firm_ids": (firm_id,)}):
        (told,) = notices.own_notices(uow, occasion(**account))
        assert [one.id for one, _ in told.proposals] == [row.id]
        assert notices.unread(uow, account["account_id"]) == 1  # type: ignore[arg-type]
    uow.session.expire_all()
    assert json.dumps(uow.proposals.of_search(search_id)[0].document) == stored
    assert replay_search(uow, search_id, occasion(**OFFICER)) == before


def declared_component(uow: UnitOfWork, search_id: str) -> tuple[Proposal, str, str]:
    """A proposal with a component that its firm declared for itself and officers, that firm and another member."""
    row, firm_id = with_component(uow, search_id, "CN")
    document = json.loads(json.dumps(row.document))
    other = next(one["firm_id"] for one in document["proposal"]["members"] if one["firm_id"] != firm_id)
    document["declared"] = {firm_id: ["components"], other: []}
    row.document = document
    uow.commit()
    return row, firm_id, other


def test_what_turned_on_a_field_of_another_firm_is_kept_from_a_member(
    uow: UnitOfWork, search_id: str, occasion: Occasions
) -> None:
    row, firm_id, other = declared_component(uow, search_id)
    changing.change(uow, asked(), occasion(**ADMINISTRATOR))
    seen = {
        name: flips.turned_since(uow, row, occasion(account_id="account-1", firm_ids=firms).actor)
        for name, firms in (("owner", (firm_id,)), ("other", (other,)))
    }
    (owner,), (stranger,) = seen["owner"], seen["other"]
    assert ("EDIP-X-O03", False) in {(one.rule, owner.hidden) for one in owner.turned}
    assert (stranger.turned, stranger.hidden) == ((), True)
    assert stranger.changes == owner.changes


def test_an_administrator_who_reads_what_would_turn_leaves_lines_in_the_ledger(
    uow: UnitOfWork, search_id: str, occasion: Occasions
) -> None:
    _, firm_id, other = declared_component(uow, search_id)
    forecast = changing.preview(uow, asked(), occasion(**ADMINISTRATOR))
    flips.named(uow, {one.proposal_id: (one.day, one.turned) for one in forecast.affected}, occasion(**ADMINISTRATOR))
    long_ago = NOW - timedelta(days=1)
    assert uow.trail.read_since(firm_id, "administrator-1", "law", long_ago) == {"components"}
    assert uow.trail.read_since(other, "administrator-1", "law", long_ago) == set()


def test_a_firm_for_which_nobody_acts_and_officers_who_did_not_ask_are_told_nothing(
    uow: UnitOfWork, search_id: str, occasion: Occasions
) -> None:
    with_component(uow, search_id, "CN")
    changing.change(uow, asked(), occasion(**ADMINISTRATOR))
    assert notices.unread(uow, "officer-1") == 1
    assert [notices.unread(uow, other) for other in ("account-1", "officer-2", "administrator-1")] == [0, 0, 0]


def test_what_was_searched_after_a_change_is_judged_and_sealed_under_it(
    register: tuple[UnitOfWork, Snapshot], occasion: Occasions
) -> None:
    uow, snapshot = register
    numbers = {"max_entities": "4"}
    changing.change(uow, asked(TOPIC, numbers), occasion(**ADMINISTRATOR))
    search_id = searched(uow, snapshot, occasion(**OFFICER), count=1)
    view = reading.show_search(uow, search_id, occasion(**OFFICER))
    assert view.sealed.settings is not None and view.sealed.settings["topics"] == {TOPIC: numbers}
    assert (view.sealed.gates.most_members, view.proposals[0][1].case.settings) == (
        4,
        standing.settings_on(uow, TODAY),
    )
    digits = to_json(view.sealed)
    changing.change(uow, asked(TOPIC, {"max_entities": "3"}), occasion(**ADMINISTRATOR))
    changing.change(uow, asked(), occasion(**ADMINISTRATOR))
    again = replay_search(uow, search_id, occasion(**OFFICER))
    assert (again.proposals, again.differs) == (1, ())
    assert to_json(reading.show_search(uow, search_id, occasion(**OFFICER)).sealed) == digits


def test_without_changes_nothing_is_sealed_that_was_not_before(
    uow: UnitOfWork, search_id: str, occasion: Occasions
) -> None:
    sealed = reading.show_search(uow, search_id, occasion(**OFFICER)).sealed
    assert standing.settings_on(uow, TODAY) is None
    assert '"settings"' not in to_json(sealed)


def test_norway_is_associated_from_its_day_and_not_the_day_before(
    register: tuple[UnitOfWork, Snapshot], occasion: Occasions
) -> None:
    uow, _ = register
    changing.change(uow, asked("edip_associated", ["no"], since=TOMORROW.isoformat()), occasion(**ADMINISTRATOR))
    assert standing.settings_on(uow, TODAY) is None
    settings = standing.settings_on(uow, TOMORROW)
    assert settings is not None and settings.configured == {"edip_associated": frozenset({"NO"})}


def test_a_change_that_is_still_to_come_is_judged_on_its_first_day(
    uow: UnitOfWork, search_id: str, occasion: Occasions
) -> None:
    row = with_component(uow, search_id, "CN")[0]
    changing.change(uow, asked(since=TOMORROW.isoformat()), occasion(**ADMINISTRATOR))
    (since,) = flips.turned_since(uow, row, occasion(**OFFICER).actor)
    assert since.day == TOMORROW
    assert standing.settings_on(uow, TODAY) is None


def test_an_area_that_is_listed_turns_the_firms_that_sit_there(
    uow: UnitOfWork, search_id: str, occasion: Occasions
) -> None:
    row = uow.proposals.of_search(search_id)[0]
    document = json.loads(json.dumps(row.document))
    sitting = next(one for one in document["proposal"]["case"]["entities"] if one["seat"] == "UA")
    sitting["seat_place"] = "Testhrad"
    row.document = document
    uow.commit()
    listed = [{"region": ["Test Oblast"], "whole": "no", "places": [["Testhrad", "Тестград"]], "shared": []}]
    change_id = changing.change(uow, asked("areas_not_under_government_control", listed), occasion(**ADMINISTRATOR))
    (turned,) = flips.outcome(uow, change_id, occasion(**ADMINISTRATOR)).proposals
    assert ("EDIP-U-E03", sitting["id"], "not_met") in {(one.rule, one.subject, one.after) for one in turned.turned}


def test_a_withdrawal_is_an_entry_of_its_own_and_turns_everything_back(
    uow: UnitOfWork, search_id: str, occasion: Occasions
) -> None:
    row = with_component(uow, search_id, "CN")[0]
    change_id = changing.change(uow, asked(), occasion(**ADMINISTRATOR))
    withdrawal = changing.withdraw(uow, change_id, "A slip.", occasion(**ADMINISTRATOR))
    assert standing.settings_on(uow, TODAY) is None
    assert flips.outcome(uow, withdrawal, occasion(**ADMINISTRATOR)).proposals[0].row.id == row.id
    assert flips.turned_since(uow, row, occasion(**OFFICER).actor) == ()
    newest, first = standing.history(uow, "hostile_origins", occasion(**ADMINISTRATOR))
    assert (first.before, first.value) == (["BY", "RU"], sorted(HOSTILE))
    assert first.withdrawn_by is not None and first.withdrawn_by.id == newest.change.id == withdrawal
    with pytest.raises(Conflict):
        changing.withdraw(uow, change_id, "Again.", occasion(**ADMINISTRATOR))
    with pytest.raises(NotFound):
        changing.withdraw(uow, withdrawal, "A withdrawal.", occasion(**ADMINISTRATOR))


@pytest.mark.parametrize(
    ("command", "field"),
    [
        (asked("trio_size", "4"), "subject"),
        (asked("TOPIC-NOBODY-KNOWS", {}), "subject"),
        (asked(since="1 December"), "since"),
        (asked(since="2025-12-29"), "since"),
        (asked(value=["RU", "Atlantis"]), "value"),
        (asked(value="RU"), "value"),
        (asked(value=["BY", "RU"]), "value"),
        (asked(value=["RU", MARKED]), "value"),
        (asked(reason=" "), "reason"),
        (asked(reason=MARKED), "reason"),
        (asked(source=""), "source"),
        (asked(link="javascript:alert(1)"), "link"),
        (asked("areas_not_under_government_control", []), "value"),
        (asked("areas_not_under_government_control", [{"region": []}]), "value"),
        (asked(TOPIC, {"max_entities": "many"}), "numbers.max_entities"),
        (asked(TOPIC, {"ends_by": "2033"}), "numbers.ends_by"),
        (asked(TOPIC, {"duration_years": "5-3"}), "numbers.duration_years"),
        (asked(TOPIC, {"min_action_size_eur": "-1"}), "numbers.min_action_size_eur"),
        (asked(TOPIC, {"colour": "1"}), "numbers.colour"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field_and_nothing_is_written(
    uow: UnitOfWork, occasion: Occasions, command: ChangeLaw, field: str
) -> None:
    for service in (changing.preview, changing.change):
        with pytest.raises(Rejected) as refusal:
            service(uow, command, occasion(**ADMINISTRATOR))
        assert [problem.field for problem in refusal.value.problems] == [field]
        assert MARKED not in str(refusal.value)
    assert uow.law.changes() == []


def test_a_preview_says_what_would_turn_and_writes_nothing(
    uow: UnitOfWork, search_id: str, occasion: Occasions
) -> None:
    row = with_component(uow, search_id, "CN")[0]
    forecast = changing.preview(uow, asked(), occasion(**ADMINISTRATOR))
    assert (forecast.judged, [one.proposal_id for one in forecast.affected]) == (2, [row.id])
    assert (uow.law.changes(), notices.unread(uow, "officer-1")) == ([], 0)


def test_long_work_says_how_far_it_is(uow: UnitOfWork, search_id: str, occasion: Occasions) -> None:
    steps: list[tuple[int, int]] = []
    changing.change(uow, asked(), occasion(**ADMINISTRATOR), progress=lambda done, of: steps.append((done, of)))
    assert search_id and steps == [(2, 2)]


def test_a_topic_whose_deadline_has_passed_is_left_alone(uow: UnitOfWork, search_id: str, occasion: Occasions) -> None:
    with_component(uow, search_id, "CN")
    topic = uow.topics.get(TOPIC)
    assert topic is not None
    topic.deadline = date(2026, 1, 1)
    uow.commit()
    assert changing.preview(uow, asked(), occasion(**ADMINISTRATOR)).judged == 0


def test_the_same_form_twice_changes_once(uow: UnitOfWork, occasion: Occasions) -> None:
    administrator = occasion(**ADMINISTRATOR)
    first = changing.change(uow, asked(), administrator, token="form-1")
    assert changing.change(uow, asked(), administrator, token="form-1") == first
    taken = changing.withdraw(uow, first, "A slip.", administrator, token="form-2")
    assert changing.withdraw(uow, first, "A slip.", administrator, token="form-2") == taken
    assert len(uow.law.changes()) == 2


def test_only_an_administrator_looks_and_changes(uow: UnitOfWork, occasion: Occasions) -> None:
    change_id = changing.change(uow, asked(), occasion(**ADMINISTRATOR))
    officer = occasion(**OFFICER)
    for act in (
        lambda: changing.change(uow, asked(), officer),
        lambda: changing.preview(uow, asked(), officer),
        lambda: changing.withdraw(uow, change_id, "No.", officer),
        lambda: standing.subjects(uow, officer),
        lambda: standing.history(uow, "hostile_origins", officer),
        lambda: flips.outcome(uow, change_id, officer),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_the_later_first_day_holds_and_of_two_for_one_day_the_later_entry(uow: UnitOfWork, occasion: Occasions) -> None:
    for since, value in ((TOMORROW, ["RU"]), (TODAY, ["CN"]), (TODAY, ["IR"])):
        changing.change(uow, asked(value=value, since=since.isoformat()), occasion(**ADMINISTRATOR))
    rows = uow.law.changes()
    assert standing.present(rows, "hostile_origins", TODAY).value == ["IR"]
    assert standing.present(rows, "hostile_origins", TOMORROW).value == ["RU"]
    for day, expected in ((TODAY, {"IR"}), (TOMORROW, {"RU"})):
        assert configured_settings(day, standing.effective(rows)).hostile_origins == expected
    listed = {one.name: one for one in standing.subjects(uow, occasion(**ADMINISTRATOR))}
    assert (listed["hostile_origins"].changes, listed["edip_associated"].changes) == (3, 0)
    assert TOPIC in listed


@pytest.mark.parametrize(
    "rewriting",
    [
        update(LegalChange).values(reason="Another reason."),
        delete(LegalChange),
        text("UPDATE legal_change SET value = '[]'"),
        text("DELETE FROM proposal_flip"),
        text("UPDATE proposal_flip SET after = 'met'"),
    ],
    ids=str,
)
def test_history_only_grows(uow: UnitOfWork, search_id: str, occasion: Occasions, rewriting: Any) -> None:
    with_component(uow, search_id, "CN")
    changing.change(uow, asked(), occasion(**ADMINISTRATOR))
    with pytest.raises(DatabaseError, match="only grows"):
        uow.session.execute(rewriting)


def test_a_notice_is_its_recipients_and_can_be_marked_as_read(
    uow: UnitOfWork, search_id: str, occasion: Occasions
) -> None:
    with_component(uow, search_id, "CN")
    change_id = changing.change(uow, asked(), occasion(**ADMINISTRATOR))
    changing.withdraw(uow, change_id, "A slip.", occasion(**ADMINISTRATOR))
    newest, _ = notices.own_notices(uow, occasion(**OFFICER))
    with pytest.raises(NotFound):
        notices.mark_read(uow, newest.notice.id, occasion())
    notices.mark_read(uow, newest.notice.id, occasion(**OFFICER))
    assert notices.unread(uow, "officer-1") == 1
    notices.mark_all_read(uow, occasion(**OFFICER))
    assert notices.unread(uow, "officer-1") == 0


def test_a_proposal_that_came_while_others_were_judged_is_judged_too(
    register: tuple[UnitOfWork, Snapshot], search_id: str, occasion: Occasions
) -> None:
    uow, snapshot = register
    few = Change(TOPIC, TODAY, {"max_entities": "2"})
    work = Rejudging(Difference(TOPIC, TODAY, (), (few,)), TODAY)
    work.run(uow)
    before = {one.proposal_id for one in work.found}
    came = searched(uow, snapshot, occasion(**OFFICER), count=1)
    work.catch_up(uow)
    assert before == {row.id for row in uow.proposals.of_search(search_id)}
    assert {one.proposal_id for one in work.found} - before == {row.id for row in uow.proposals.of_search(came)}
    assert len(work.found) == 3


def test_a_change_that_another_one_overtook_while_it_was_judged_is_refused(
    register: tuple[UnitOfWork, Snapshot], search_id: str, occasion: Occasions
) -> None:
    uow, _ = register

    def change_something_else(_done: int, _total: int) -> None:
        changing.change(uow, asked(value=["RU"]), occasion(**ADMINISTRATOR))

    with pytest.raises(Conflict, match="a moment ago"):
        changing.change(uow, asked(), occasion(**ADMINISTRATOR), progress=change_something_else)
    assert search_id and [standing.read(row) for row in uow.law.changes()] == [["RU"]]


def test_whoever_no_longer_acts_for_the_firm_no_longer_sees_its_proposals(
    uow: UnitOfWork, search_id: str, occasion: Occasions
) -> None:
    _, firm_id = with_component(uow, search_id, "CN")
    store_membership(uow.session, account_id="account-1", firm_id=firm_id)
    uow.commit()
    changing.change(uow, asked(), occasion(**ADMINISTRATOR))
    (told,) = notices.own_notices(uow, occasion())
    assert told.proposals == ()
