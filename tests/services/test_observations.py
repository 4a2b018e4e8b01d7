"""Who reads observations on an equipment page, and which types a name may mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from matchmaker.domain.snapshot import Snapshot
from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.engine import Sessions
from matchmaker.persistence.models import EquipmentMaker
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services.observations import find_equipment, show_equipment, types_called
from tests.domain.factories import make_catalogue, make_equipment
from tests.rows import store_account, store_equipment, store_firm, store_observation

MakeOccasion = Callable[..., Any]


@pytest.fixture
def uow(sessions: Sessions) -> Iterator[UnitOfWork]:
    with UnitOfWork(sessions) as opened:
        store_account(opened.session, id="trainer", role=Role.TRAINING_OFFICER)
        store_firm(opened.session, id="firm-1")
        store_equipment(opened.session, id="equipment-1", name="Testbird", search_key="testbird testova ptakha")
        opened.session.add(
            EquipmentMaker(equipment_id="equipment-1", name="Baltic Airframes", country="EE", firm_id="firm-1")
        )
        store_observation(opened.session, filed_by="trainer")
        yield opened


def test_an_observation_is_on_the_page_of_its_equipment(uow: UnitOfWork, occasion: MakeOccasion) -> None:
    for reader in (occasion(role=Role.TRAINING_OFFICER), occasion(firm_ids=("firm-1",))):
        view = show_equipment(uow, "equipment-1", reader)
        assert [one.id for one in view.observations] == ["observation-1"]


def test_another_company_sees_the_count_and_no_text(uow: UnitOfWork, occasion: MakeOccasion) -> None:
    view = show_equipment(uow, "equipment-1", occasion(firm_ids=("firm-2",)))
    assert (view.count, list(view.observations), view.may_file) == (1, [], False)


@pytest.mark.parametrize("words", ["testbird", "Тестова птаха", "TESTOVA"])
def test_equipment_is_found_in_either_script(uow: UnitOfWork, words: str) -> None:
    assert [one.id for one in find_equipment(uow, words, category="", page=1).types] == ["equipment-1"]


def test_a_category_narrows_the_list(uow: UnitOfWork) -> None:
    store_equipment(uow.session, id="equipment-2", name="Testrobot", category="UGV")
    assert [one.id for one in find_equipment(uow, "", category="UGV", page=1).types] == ["equipment-2"]


# --- What a name may mean --------------------------------------------------------------------------------------


@pytest.fixture
def snapshot(uow: UnitOfWork) -> Snapshot:
    store_equipment(uow.session, id="equipment-2", name="Nightbird", search_key="nightbird")
    store_equipment(uow.session, id="equipment-3", name="Nightbird", search_key="nightbird")
    types = [
        make_equipment(id="equipment-1", name="Testbird", name_uk="Тестова птаха"),
        make_equipment(id="equipment-2", name="Nightbird", aliases=("сова",)),
        make_equipment(id="equipment-3", name="Nightbird", aliases=("сова",)),
    ]
    return Snapshot.build(1, make_catalogue(equipment=types))


@pytest.mark.parametrize("words", ["Testbird", " testbird ", "Тестова птаха"])
def test_the_very_name_of_one_type_settles_it(uow: UnitOfWork, snapshot: Snapshot, words: str) -> None:
    assert types_called(uow, snapshot, words).settled == "equipment-1"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("сова", ["equipment-2", "equipment-3"]),
        ("testb", ["equipment-1"]),
        ("Testbird and its antenna", ["equipment-1"]),
        ("nothing-like-it", []),
        (" ", []),
    ],
)
def test_anything_else_is_for_the_author_to_say(
    uow: UnitOfWork, snapshot: Snapshot, words: str, found: list[str]
) -> None:
    called = types_called(uow, snapshot, words)
    assert ([one.equipment.id for one in called.types], called.settled) == (found, "")
