"""The draft of one page is computed from what is stored, with what speaks against it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from matchmaker.domain.facts import ObservationFacts
from matchmaker.domain.feedback.gapevidence import gap_evidence
from matchmaker.domain.matching.onepage import OnePage, draft
from matchmaker.persistence.engine import Sessions
from matchmaker.services.proposals.reading import ProposalView, show_proposal
from tests.domain.factories import make_equipment, make_module, make_observation
from tests.services.proposing import OFFICER, Occasions, market, searched

HAWK = make_equipment(id="hawk", category="UAV")
MODULES = {
    "drill": make_module(id="drill", categories=("medical",)),
    "flying": make_module(id="flying", categories=("UAV", "EW")),
    "sailing": make_module(id="sailing", categories=("USV",)),
}
ONE_SIDED = (
    make_observation(id="o1", side="UA", equipment_id="hawk", module_id="drill", joined=2),
    make_observation(id="o2", side="UA", equipment_id="hawk", state="filed", module_id="sailing"),
)
BOTH = (
    make_observation(id="o1", side="UA", equipment_id="hawk", fictional=False),
    make_observation(id="o2", side="EU", equipment_id="kite", fictional=False),
)


@pytest.fixture
def view(sessions: Sessions, occasion: Occasions) -> ProposalView:
    uow, snapshot = market(sessions)
    search_id = searched(uow, snapshot, occasion(**OFFICER), count=1)
    return show_proposal(uow, uow.proposals.of_search(search_id)[0].id, occasion(**OFFICER))


def sheet_of(view: ProposalView, seen: Sequence[ObservationFacts]) -> OnePage:
    return draft(gap_evidence(seen), view.proposal, view.sealed, [HAWK], seen, MODULES)


def test_each_part_that_is_led_has_its_member(view: ProposalView) -> None:
    sheet = sheet_of(view, BOTH)
    led = {cover.part_id: task.firm_id for task in sheet.tasks for cover in task.leads}
    assert led == dict(view.proposal.leads)
    products = {part.id for part in view.sealed.parts if part.kind == "product"}
    assert {part.id for part in sheet.nobody_leads} == products - set(led)
    assert not any(task.asked_for for task in sheet.tasks)


def test_the_rules_stand_as_the_proposal_says_and_nobody_is_called_eligible(view: ProposalView) -> None:
    sheet = sheet_of(view, BOTH)
    assert "No blocking rule was found" in str(sheet.standing) and str(len(view.proposal.questions)) in str(
        sheet.standing
    )
    assert sheet.reasons == view.proposal.speaks_for


def test_weak_evidence_is_named_and_strong_evidence_is_not(view: ProposalView) -> None:
    before = len(view.proposal.speaks_against)
    weak = [str(one) for one in sheet_of(view, ONE_SIDED).risks[before:]]
    for word in ("invented", "one type", "one side"):
        assert any(word in one for one in weak)
    strong = [str(one) for one in sheet_of(view, BOTH).risks[before:]]
    assert not any(word in one for one in strong for word in ("invented", "one type", "one side"))
    assert any("No observation" in str(one) for one in sheet_of(view, ()).risks)


def test_training_is_that_in_which_it_was_seen_then_that_which_uses_such_equipment(view: ProposalView) -> None:
    found = [(one.module.id, one.people) for one in sheet_of(view, ONE_SIDED).training]
    assert found == [("drill", 3), ("flying", 0)]
