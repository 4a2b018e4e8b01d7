"""Who files and reads observations, and what is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.engine import Sessions
from matchmaker.persistence.models import EquipmentMaker
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services.commands import FileObservation
from matchmaker.services.errors import NotAllowed, NotFound, Rejected
from matchmaker.services.observations import (
    file_observation,
    find_equipment,
    my_observations,
    show_equipment,
    show_observation,
)
from tests.rows import store_account, store_equipment, store_firm

MakeOccasion = Callable[..., Any]
FILED = FileObservation(
    equipment_id="equipment-1",
    title="Video link lost",
    observation="The link broke behind buildings.",
    discussion="",
    conclusion="",
    recommendation="",
    effect="failed",
    month="2026-10",
    language="en",
)


@pytest.fixture
def uow(sessions: Sessions) -> Iterator[UnitOfWork]:
    with UnitOfWork(sessions) as opened:
        store_account(opened.session, id="trainer", role=Role.TRAINING_OFFICER)
        store_account(opened.session, id="maker")
        store_firm(opened.session, id="firm-1")
        store_equipment(opened.session, id="equipment-1", name="Testbird", search_key="testbird testova ptakha")
        opened.session.add(
            EquipmentMaker(equipment_id="equipment-1", name="Baltic Airframes", country="EE", firm_id="firm-1")
        )
        opened.session.flush()
        yield opened


@pytest.fixture
def trainer(occasion: MakeOccasion) -> Any:
    return occasion(role=Role.TRAINING_OFFICER, account_id="trainer")


def test_a_filed_observation_is_on_the_page_of_its_equipment(uow: UnitOfWork, trainer: Any) -> None:
    filed = file_observation(uow, FILED, trainer)
    assert [one.id for one in show_equipment(uow, "equipment-1", trainer).observations] == [filed]


@pytest.mark.parametrize("role", [Role.COMPANY, Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR])
def test_only_the_training_side_files(uow: UnitOfWork, occasion: MakeOccasion, role: Role) -> None:
    with pytest.raises(NotAllowed):
        file_observation(uow, FILED, occasion(role=role))


def test_the_same_form_sent_twice_files_one(uow: UnitOfWork, trainer: Any) -> None:
    first = file_observation(uow, FILED, trainer, token="form-1")
    assert file_observation(uow, FILED, trainer, token="form-1") == first
    assert len(my_observations(uow, trainer)) == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": " "}, "title"),
        ({"observation": ""}, "observation"),
        ({"effect": "terrible"}, "effect"),
        ({"month": "2026-12"}, "month"),
        ({"month": "2026-10-04"}, "month"),
        ({"equipment_id": "equipment-9"}, "equipment_id"),
        ({"discussion": "NATO SECRET: the range was short"}, "discussion"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(
    uow: UnitOfWork, trainer: Any, change: dict[str, str], field: str
) -> None:
    with pytest.raises(Rejected) as refused:
        file_observation(uow, replace(FILED, **change), trainer)
    assert [problem.field for problem in refused.value.problems] == [field]
    assert my_observations(uow, trainer) == []


def test_a_maker_reads_it_and_another_company_does_not_learn_that_it_exists(
    uow: UnitOfWork, trainer: Any, occasion: MakeOccasion
) -> None:
    filed = file_observation(uow, FILED, trainer)
    maker, other = occasion(firm_ids=("firm-1",)), occasion(firm_ids=("firm-2",))
    assert show_observation(uow, filed, maker)[0].id == filed
    with pytest.raises(NotFound):
        show_observation(uow, filed, other)


def test_another_company_sees_the_count_and_no_text(uow: UnitOfWork, trainer: Any, occasion: MakeOccasion) -> None:
    file_observation(uow, FILED, trainer)
    view = show_equipment(uow, "equipment-1", occasion(firm_ids=("firm-2",)))
    assert (view.count, list(view.observations), view.may_file) == (1, [], False)


def test_a_training_officer_has_the_own_list_and_an_analyst_all(
    uow: UnitOfWork, trainer: Any, occasion: MakeOccasion
) -> None:
    store_account(uow.session, id="second", role=Role.TRAINING_OFFICER)
    file_observation(uow, FILED, trainer)
    file_observation(uow, FILED, occasion(role=Role.TRAINING_OFFICER, account_id="second"))
    assert len(my_observations(uow, trainer)) == 1
    assert len(my_observations(uow, occasion(role=Role.ANALYST))) == 2


@pytest.mark.parametrize("words", ["testbird", "Тестова птаха", "TESTOVA"])
def test_equipment_is_found_in_either_script(uow: UnitOfWork, words: str) -> None:
    assert [one.id for one in find_equipment(uow, words, category="", page=1).types] == ["equipment-1"]


def test_a_category_narrows_the_list(uow: UnitOfWork) -> None:
    store_equipment(uow.session, id="equipment-2", name="Testrobot", category="UGV")
    assert [one.id for one in find_equipment(uow, "", category="UGV", page=1).types] == ["equipment-2"]
