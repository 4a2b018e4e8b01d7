"""Stored proposals are read by officers and members, and say to each no more than they may know."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from matchmaker.domain.findings import Finding, Verdict, say
from matchmaker.domain.snapshot import Snapshot
from matchmaker.domain.vocabulary import FirmState, Role
from matchmaker.persistence.engine import Sessions
from matchmaker.persistence.models import Firm, FirmDecision
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services.errors import NotAllowed, NotFound
from matchmaker.services.proposals import reading, whatif
from matchmaker.services.proposals.responding import answer, leave_note, set_shortlisted
from tests.ranking.worlds import TOPIC
from tests.rows import NOW
from tests.services.proposing import OFFICER, OTHER_OFFICER, Occasions, market, searched


@pytest.fixture
def register(sessions: Sessions) -> tuple[UnitOfWork, Snapshot]:
    return market(sessions)


@pytest.fixture
def search_id(register: tuple[UnitOfWork, Snapshot], occasion: Occasions) -> str:
    return searched(*register, occasion(**OFFICER))


@pytest.fixture
def uow(register: tuple[UnitOfWork, Snapshot]) -> UnitOfWork:
    return register[0]


@pytest.fixture
def first(uow: UnitOfWork, search_id: str) -> str:
    return uow.proposals.of_search(search_id)[0].id


@pytest.fixture
def member(uow: UnitOfWork, first: str) -> str:
    return uow.proposals.members(first)[0][1].id


def test_strangers_learn_nothing(uow: UnitOfWork, search_id: str, first: str, occasion: Occasions) -> None:
    for role in (Role.COMPANY, Role.TRAINING_OFFICER, Role.ANALYST):
        stranger = occasion(role=role, firm_ids=("no-member",))
        with pytest.raises(NotFound):
            reading.show_proposal(uow, first, stranger)
        with pytest.raises(NotFound):
            reading.show_search(uow, search_id, stranger)
        assert reading.summaries_of_firm(uow, "ua-storm", stranger) == []
    with pytest.raises(NotFound):
        reading.show_proposal(uow, "nothing", occasion(**OFFICER))
    with pytest.raises(NotFound):
        reading.show_search(uow, "nothing", occasion(**OFFICER))


def test_reading_a_search_is_noted_by_the_firms_whose_declared_fields_it_shows(
    uow: UnitOfWork, search_id: str, occasion: Occasions
) -> None:
    seen = reading.show_search(uow, search_id, occasion(**OFFICER))
    assert "pl-hostile-part" in {one.firm_id for one in seen.left_out}
    ((line, reader),) = uow.trail.ledger_of("pl-hostile-part")
    assert (line.where, line.fields, reader.id) == ("search", "components", "officer-1")


def test_no_firm_is_told_of_a_reading_that_was_of_another(
    uow: UnitOfWork, search_id: str, first: str, register: tuple[UnitOfWork, Snapshot], occasion: Occasions
) -> None:
    """The origin of one left-out firm's components is read, not what another left-out firm declared."""
    search = uow.proposals.search(search_id)
    assert search is not None
    search.outcome = {**search.outcome, "declared": {"us-giant": ["components"]}}
    uow.commit()
    reading.show_search(uow, search_id, occasion(**OFFICER))
    answer = whatif.why_not(uow, register[1], first, "pl-hostile-part", occasion(**OFFICER))
    assert "components" in {name for one in answer.findings for name in one.restricted_fields}
    assert [line.fields for line, _ in uow.trail.ledger_of("us-giant")] == []
    assert [line.where for line, _ in uow.trail.ledger_of("pl-hostile-part")] == []


def test_a_member_that_changed_after_the_decision_is_marked(
    uow: UnitOfWork, first: str, member: str, occasion: Occasions
) -> None:
    assert reading.show_proposal(uow, first, occasion(**OFFICER)).unread == frozenset()
    firm = uow.firms.get(member)
    assert firm is not None
    firm.state, changed = FirmState.VERIFIED, firm.changed_at
    decided = FirmDecision(id="d", firm_id=member, account_id="officer-1", decision="verified", decided_at=changed)
    uow.firms.add(decided)
    firm.changed_at = changed + timedelta(seconds=1)
    uow.commit()
    assert reading.show_proposal(uow, first, occasion(**OFFICER)).unread == {member}


def test_lists_of_officers_are_theirs(uow: UnitOfWork, first: str, occasion: Occasions) -> None:
    with pytest.raises(NotAllowed):
        reading.searches_for(uow, TOPIC, occasion())
    with pytest.raises(NotAllowed):
        reading.shortlist(uow, occasion())
    set_shortlisted(uow, first, True, occasion(**OFFICER))
    assert [one.row.id for one in reading.shortlist(uow, occasion(**OFFICER))] == [first]
    assert reading.shortlist(uow, occasion(**OTHER_OFFICER)) == []


def test_a_member_sees_its_proposal_without_notes_siblings_and_shortlist(
    uow: UnitOfWork, first: str, member: str, occasion: Occasions
) -> None:
    leave_note(uow, first, "Only for officers.", occasion(**OFFICER))
    set_shortlisted(uow, first, True, occasion(**OFFICER))
    view = reading.show_proposal(uow, first, occasion(firm_ids=(member,)))
    assert (view.own, view.officer) == ((member,), False)
    assert (view.notes, view.siblings, view.shortlisted) == ((), (), None)
    listed = reading.summaries_of_firm(uow, member, occasion(firm_ids=(member,)))
    assert first in [one.row.id for one in listed]


def test_reading_needs_nothing_but_what_was_stored(
    uow: UnitOfWork, first: str, search_id: str, occasion: Occasions
) -> None:
    before = reading.show_proposal(uow, first, occasion(**OFFICER)).proposal
    for firm in uow.session.query(Firm):
        firm.name, firm.country = "Renamed", None
    uow.commit()
    uow.session.expire_all()
    assert reading.show_proposal(uow, first, occasion(**OFFICER)).proposal == before
    assert reading.show_search(uow, search_id, occasion(**OFFICER)).proposals[0][1] == before


def test_a_field_of_another_firm_is_blanked_and_the_verdict_stays(
    uow: UnitOfWork, first: str, member: str, occasion: Occasions
) -> None:
    stored = reading.show_proposal(uow, first, occasion(**OFFICER)).proposal
    other = next(one.firm_id for one in stored.members if one.firm_id != member)
    secret = Finding(
        rule="EDIP-U-E02",
        subject=other,
        verdict=Verdict.UNKNOWN,
        because=say("The body meets in a place that nobody should read."),
        question=say("Where does it meet?"),
        restricted_fields=("management_country",),
    )
    proposal = replace(stored, report=replace(stored.report, findings=(secret,)))
    declared = {other: ["management_country"]}
    seen = reading.as_seen_by(occasion(firm_ids=(member,)).actor, proposal, declared)
    assert [(one.verdict, one.because, one.question) for one in seen.report.findings] == [
        (Verdict.UNKNOWN, reading.HIDDEN, None)
    ]
    assert seen.questions == ()
    assert (seen.case.entities, seen.case.products) == ((), ())
    for actor in (occasion(**OFFICER).actor, occasion(firm_ids=(other,)).actor):
        assert reading.as_seen_by(actor, proposal, declared) == proposal


def test_a_firm_sees_the_newest_search_and_what_it_answered(
    register: tuple[UnitOfWork, Snapshot], first: str, member: str, occasion: Occasions
) -> None:
    uow = register[0]
    searched(*register, occasion(**OFFICER, now=NOW + timedelta(hours=1)))
    own = occasion(firm_ids=(member,))
    assert first not in [one.row.id for one in reading.summaries_of_firm(uow, member, own)]
    answer(uow, first, member, "interested", "", own)
    shown = reading.summaries_of_firm(uow, member, own)
    assert [one.row.id for one in shown][-1] == first
    assert len({one.since for one in shown[:-1]}) == 1
