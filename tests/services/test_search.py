"""Searching for consortia: what is asked is checked, what is found is kept once, and it can be computed again."""

from __future__ import annotations

import json
from typing import Any

import pytest

from matchmaker.domain.matching.pool import from_json, to_json
from matchmaker.domain.snapshot import Snapshot
from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.engine import Sessions
from matchmaker.persistence.models import Firm
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services.commands import ProposeConsortia
from matchmaker.services.errors import NotAllowed, NotFound, Rejected
from matchmaker.services.proposals.reading import show_search
from matchmaker.services.proposals.search import MOST_PROPOSALS, propose_consortia, replay_search
from tests.market import PROCUREMENT
from tests.ranking.worlds import TOPIC
from tests.services.proposing import OFFICER, Occasions, market, searched


@pytest.fixture
def register(sessions: Sessions) -> tuple[UnitOfWork, Snapshot]:
    return market(sessions)


def test_a_search_keeps_different_consortia_with_their_seats(
    register: tuple[UnitOfWork, Snapshot], occasion: Occasions
) -> None:
    uow, snapshot = register
    found = show_search(uow, searched(uow, snapshot, occasion(**OFFICER)), occasion(**OFFICER))
    assert [row.position for row, _ in found.proposals] == [1, 2]
    for row, proposal in found.proposals:
        assert {firm.id for _, firm in uow.proposals.members(row.id)} == {one.firm_id for one in proposal.members}
        assert (row.score, row.bound, row.optimal) == (proposal.score, proposal.bound, True)
    assert found.sealed.hash == found.search.sealed_hash
    assert {one.firm_id for one in found.left_out} >= {"pl-hostile-part", "ua-occupied"}
    assert [row.rank for row in found.ranking] == list(range(1, len(found.ranking) + 1))


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"count": 0}, "count"),
        ({"count": MOST_PROPOSALS + 1}, "count"),
        ({"point": "f"}, "point"),
        ({"required": ("nobody",)}, "required"),
        ({"must": ("P9",)}, "must"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_and_nothing_is_kept(
    register: tuple[UnitOfWork, Snapshot], occasion: Occasions, asked: dict[str, Any], field: str
) -> None:
    uow, snapshot = register
    with pytest.raises(Rejected) as refusal:
        propose_consortia(uow, snapshot, ProposeConsortia(TOPIC, **asked), occasion(**OFFICER))
    assert [problem.field for problem in refusal.value.problems] == [field]
    assert uow.proposals.searches(TOPIC) == []


def test_only_officers_search_and_only_for_topics_that_exist(
    register: tuple[UnitOfWork, Snapshot], occasion: Occasions
) -> None:
    uow, snapshot = register
    with pytest.raises(NotAllowed):
        searched(uow, snapshot, occasion(role=Role.COMPANY))
    with pytest.raises(NotFound):
        propose_consortia(uow, snapshot, ProposeConsortia("TOPIC-NONE"), occasion(**OFFICER))


def test_the_same_form_twice_searches_once(register: tuple[UnitOfWork, Snapshot], occasion: Occasions) -> None:
    uow, snapshot = register
    command, officer = ProposeConsortia(TOPIC, count=1), occasion(**OFFICER)
    first = propose_consortia(uow, snapshot, command, officer, token="form-1")
    assert propose_consortia(uow, snapshot, command, officer, token="form-1") == first
    assert len(uow.proposals.searches(TOPIC)) == 1


def test_a_firm_that_was_asked_for_is_in_every_team_or_its_absence_is_told(
    register: tuple[UnitOfWork, Snapshot], occasion: Occasions
) -> None:
    uow, snapshot = register
    officer = occasion(**OFFICER)
    with_kite = ProposeConsortia(TOPIC, count=2, required=("ua-kite",))
    found = show_search(uow, propose_consortia(uow, snapshot, with_kite, officer), officer)
    assert all("ua-kite" in {one.firm_id for one in proposal.members} for _, proposal in found.proposals)
    assert [(one.firm_id, one.present) for one in found.required] == [("ua-kite", True)]
    ruled_out = ProposeConsortia(TOPIC, count=1, required=("ua-occupied",))
    found = show_search(uow, propose_consortia(uow, snapshot, ruled_out, officer), officer)
    assert [(one.firm_id, one.present) for one in found.required] == [("ua-occupied", False)]


def test_common_procurement_gets_no_team_and_says_why(
    register: tuple[UnitOfWork, Snapshot], occasion: Occasions
) -> None:
    uow, snapshot = register
    officer = occasion(**OFFICER)
    found = show_search(uow, propose_consortia(uow, snapshot, ProposeConsortia(PROCUREMENT), officer), officer)
    assert found.proposals == []
    assert "contracting authorities" in str(found.note)


def test_a_search_comes_out_the_same_after_the_register_moved(
    register: tuple[UnitOfWork, Snapshot], occasion: Occasions
) -> None:
    uow, snapshot = register
    search_id = searched(uow, snapshot, occasion(**OFFICER))
    for firm in uow.session.query(Firm):
        firm.name, firm.country = "Renamed", "US"
    uow.commit()
    again = replay_search(uow, search_id, occasion(**OFFICER))
    assert (again.proposals, again.differs) == (2, ())


def test_a_replay_that_differs_says_in_what(register: tuple[UnitOfWork, Snapshot], occasion: Occasions) -> None:
    uow, snapshot = register
    search_id = searched(uow, snapshot, occasion(**OFFICER))
    uow.proposals.of_search(search_id)[0].score -= 1
    uow.commit()
    assert [str(one) for one in replay_search(uow, search_id, occasion(**OFFICER)).differs] == [
        "Proposal 1 comes out differently."
    ]


def test_sealed_inputs_that_were_tampered_with_are_refused(
    register: tuple[UnitOfWork, Snapshot], occasion: Occasions
) -> None:
    uow, snapshot = register
    view = show_search(uow, searched(uow, snapshot, occasion(**OFFICER), count=1), occasion(**OFFICER))
    content = json.loads(to_json(view.sealed))
    content["inputs"]["candidates"][0]["fit"] = 1.0
    with pytest.raises(ValueError, match="hash"):
        from_json(json.dumps(content))
