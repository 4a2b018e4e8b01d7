"""From a proposal to a joint project, its steps, and the product that comes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.engine import Sessions
from matchmaker.persistence.models import Firm
from matchmaker.services.commands import FieldProduct, StartJointProject
from matchmaker.services.errors import NotAllowed, NotFound, Rejected
from matchmaker.services.joint_products import field_product
from matchmaker.services.joint_projects import (
    beginning,
    list_joint_projects,
    show_joint_project,
    start_joint_project,
    take_step,
)
from matchmaker.services.notices import own_notices
from matchmaker.services.proposals import responding
from tests.rows import store_account, store_membership
from tests.services.proposing import OFFICER, Occasions, market, searched

NOTE = "Letters of both firms."


class Table:
    """A proposal whose members answer, and the officer who watches it."""

    def __init__(self, sessions: Sessions, occasion: Callable[..., Any]) -> None:
        self.uow, snapshot = market(sessions)
        self.occasion, self.officer = occasion, occasion(**OFFICER)
        self.proposal = self.uow.proposals.of_search(searched(self.uow, snapshot, self.officer, count=1))[0].id
        self.firms: dict[str, Firm] = {firm.id: firm for _, firm in self.uow.proposals.members(self.proposal)}
        self.uk = next(one for one, firm in self.firms.items() if firm.country == "UA")
        self.eu = next(one for one, firm in self.firms.items() if firm.country not in ("UA", "NO", None))

    def interested(self, *firms: str) -> None:
        for firm in firms:
            responding.answer(self.uow, self.proposal, firm, "interested", "", self.occasion(firm_ids=(firm,)))

    def started(self) -> str:
        self.interested(self.uk, self.eu)
        return start_joint_project(self.uow, self.start(), self.officer)

    def start(self, **rest: Any) -> StartJointProject:
        return StartJointProject(self.proposal, **{"title_en": "Links", "note": NOTE, **rest})

    def product(self, **rest: Any) -> FieldProduct:
        new = {"name": "Surelink", "name_uk": "Шурлінк", "category": "UAV", "month": "2026-11", "note": NOTE}
        return FieldProduct(**{"makers": (self.uk,), **new, **rest})


@pytest.fixture
def table(sessions: Sessions, occasion: Occasions) -> Table:
    return Table(sessions, occasion)


def fields_of(refusal: pytest.ExceptionInfo[Rejected]) -> list[str]:
    return [problem.field for problem in refusal.value.problems]


def test_a_firm_of_each_side_has_to_be_interested_first(table: Table) -> None:
    missing = [str(one) for one in beginning(table.uow, table.proposal, table.officer).missing]
    assert ["Union" in one or "Ukraine" in one for one in missing] == [True, True]
    table.interested(table.uk)
    [only] = beginning(table.uow, table.proposal, table.officer).missing
    assert "Union" in str(only)
    with pytest.raises(Rejected):
        start_joint_project(table.uow, table.start(), table.officer)
    assert table.uow.joint_projects.all() == []
    table.interested(table.eu)
    assert beginning(table.uow, table.proposal, table.officer).missing == ()


def test_it_starts_once_with_a_step_and_its_members_hear_of_it(table: Table) -> None:
    store_account(table.uow.session, id="maker")
    store_membership(table.uow.session, account_id="maker", firm_id=table.uk)
    table.interested(table.uk, table.eu)
    first = start_joint_project(table.uow, table.start(), table.officer, token="form-1")
    assert start_joint_project(table.uow, table.start(), table.officer, token="form-1") == first
    with pytest.raises(Rejected):
        start_joint_project(table.uow, table.start(), table.officer, token="form-2")
    project = table.uow.joint_projects.get(first)
    assert project is not None and (project.number, project.state, project.fictional) == (1, "interest", False)
    assert [step.note for step, _ in table.uow.joint_projects.steps(first)] == [NOTE]
    [told] = own_notices(table.uow, table.occasion(account_id="maker"))
    assert told.notice.address == f"/joint-projects/{first}"


def test_one_invented_member_makes_it_invented(table: Table) -> None:
    table.firms[table.eu].fictional = True
    project = table.uow.joint_projects.get(table.started())
    assert project is not None and project.fictional


def test_what_is_wrong_with_a_start_is_said_at_its_field(table: Table) -> None:
    table.interested(table.uk, table.eu)
    for field, wrong in (
        ("title_en", {"title_en": ""}),
        ("title_uk", {"title_en": "", "title_uk": "NATO SECRET: зв’язок"}),
        ("note", {"note": " "}),
        ("note", {"note": "NATO SECRET: who agreed"}),
    ):
        with pytest.raises(Rejected) as refusal:
            start_joint_project(table.uow, table.start(**wrong), table.officer)
        assert fields_of(refusal) == [field]
    assert table.uow.joint_projects.all() == []


def test_it_goes_forward_only_and_every_step_has_a_note(table: Table) -> None:
    project_id = table.started()
    for state, note in (("interest", NOTE), ("fielded", NOTE), ("agreed", ""), ("nothing", NOTE)):
        with pytest.raises(Rejected):
            take_step(table.uow, project_id, state, note, table.officer)
    take_step(table.uow, project_id, "agreed", "Signed.", table.officer)
    take_step(table.uow, project_id, "ended", "Funds ran out.", table.officer)
    with pytest.raises(Rejected):
        take_step(table.uow, project_id, "agreed", NOTE, table.officer)
    steps = table.uow.joint_projects.steps(project_id)
    assert {step.state for step, _ in steps} == {"interest", "agreed", "ended"} and len(steps) == 3
    actions = {line.action for line in table.uow.trail.audit_of("joint_project", project_id)}
    assert actions == {"joint_project.started", "joint_project.agreed", "joint_project.ended"}


def test_a_new_product_enters_the_list_with_its_makers_and_trainers_hear_of_it(table: Table) -> None:
    store_account(table.uow.session, id="trainer", role=Role.TRAINING_OFFICER)
    project_id = table.started()
    with pytest.raises(Rejected):
        field_product(table.uow, project_id, table.product(), table.officer)
    take_step(table.uow, project_id, "agreed", NOTE, table.officer)
    product_id = field_product(table.uow, project_id, table.product(makers=(table.uk, table.eu)), table.officer)
    project, product = table.uow.joint_projects.get(project_id), table.uow.equipment.get(product_id)
    assert project is not None and product is not None
    assert (project.state, project.product_id, project.fielded_month) == ("fielded", product_id, "2026-11")
    assert (product.name_uk, product.basis, product.source) == ("Шурлінк", "declared", "joint project No 1")
    assert {one.firm_id for one in table.uow.equipment.makers(product_id)} == {table.uk, table.eu}
    found, _ = table.uow.equipment.found(["surelink"], category="", offset=0, limit=5)
    assert found == 1
    [told] = own_notices(table.uow, table.occasion(role=Role.TRAINING_OFFICER, account_id="trainer"))
    assert told.notice.address == f"/joint-projects/{project_id}/training" and "Surelink" in str(told.text)


def test_a_product_of_invented_makers_is_invented(table: Table) -> None:
    table.firms[table.uk].fictional = True
    project_id = table.started()
    take_step(table.uow, project_id, "agreed", NOTE, table.officer)
    product = table.uow.equipment.get(field_product(table.uow, project_id, table.product(), table.officer))
    assert product is not None and product.basis == "invented"


def test_a_product_that_is_listed_gets_the_makers_that_it_lacks(table: Table) -> None:
    project_id = table.started()
    take_step(table.uow, project_id, "agreed", NOTE, table.officer)
    listed = replace(table.product(makers=(table.uk, table.eu)), equipment_id="lake-4", name="", name_uk="")
    assert field_product(table.uow, project_id, listed, table.officer) == "lake-4"
    makers = {one.firm_id for one in table.uow.equipment.makers("lake-4")}
    assert makers == {"fi-cold", table.uk, table.eu}


def test_what_is_wrong_with_a_product_is_said_at_its_field(table: Table) -> None:
    project_id = table.started()
    take_step(table.uow, project_id, "agreed", NOTE, table.officer)
    faults: tuple[tuple[dict[str, Any], list[str]], ...] = (
        ({"month": "2026-12"}, ["month"]),
        ({"makers": ()}, ["makers"]),
        ({"makers": ("de-vans",)}, ["makers"]),
        ({"note": ""}, ["note"]),
        ({"name": "", "name_uk": ""}, ["name", "name_uk"]),
        ({"category": "spoons"}, ["category"]),
        ({"name": "Kite-2"}, ["name"]),
        ({"equipment_id": "nothing"}, ["equipment_id"]),
    )
    for wrong, fields in faults:
        with pytest.raises(Rejected) as refusal:
            field_product(table.uow, project_id, table.product(**wrong), table.officer)
        assert fields_of(refusal) == fields
    project = table.uow.joint_projects.get(project_id)
    assert project is not None and (project.state, project.product_id) == ("agreed", None)


def test_members_see_their_own_officers_and_trainers_all_and_strangers_none(table: Table) -> None:
    project_id = table.started()
    for role in (Role.PROGRAMME_OFFICER, Role.TRAINING_OFFICER, Role.ANALYST, Role.ADMINISTRATOR):
        reader = table.occasion(role=role)
        assert show_joint_project(table.uow, project_id, reader).project.id == project_id
        assert len(list_joint_projects(table.uow, reader)) == 1
    member, stranger = table.occasion(firm_ids=(table.uk,)), table.occasion(firm_ids=("de-vans",))
    view = show_joint_project(table.uow, project_id, member)
    assert (view.own, view.gap, view.next_states) == ((table.uk,), None, ())
    assert len(list_joint_projects(table.uow, member)) == 1
    assert list_joint_projects(table.uow, stranger) == []
    with pytest.raises(NotFound):
        show_joint_project(table.uow, project_id, stranger)


def test_only_a_programme_officer_starts_and_moves_it(table: Table) -> None:
    project_id = table.started()
    with pytest.raises(NotAllowed):
        take_step(table.uow, project_id, "agreed", NOTE, table.occasion(role=Role.ADMINISTRATOR))
    with pytest.raises(NotAllowed):
        take_step(table.uow, project_id, "agreed", NOTE, table.occasion(firm_ids=(table.uk,)))
    with pytest.raises(NotFound):
        start_joint_project(table.uow, table.start(), table.occasion(firm_ids=(table.uk,)))
    with pytest.raises(NotFound):
        take_step(table.uow, "nothing", "agreed", NOTE, table.officer)


def test_nothing_is_left_of_a_refused_step(table: Table) -> None:
    project_id = table.started()
    with pytest.raises(Rejected):
        take_step(table.uow, project_id, "agreed", "NATO SECRET: signed", table.officer)
    assert len(table.uow.joint_projects.steps(project_id)) == 1
