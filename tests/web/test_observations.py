"""Who reads an observation, and what an officer's look into the graph leaves behind."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from time_machine import TimeMachineFixture

from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.models import EquipmentMaker, LedgerLine
from tests.rows import NOW, store_equipment, store_firm, store_observation, store_stake
from tests.site import Door, held

Store = Callable[..., str]


def _maker(session: object, *, firm_id: str | None = "firm-1", name: str = "Baltic Airframes") -> EquipmentMaker:
    row = EquipmentMaker(equipment_id="equipment-1", name=name, country="EE", firm_id=firm_id)
    session.add(row)  # type: ignore[attr-defined]
    return row


@pytest.fixture(autouse=True)
def register(time_machine: TimeMachineFixture, store: Store) -> None:
    time_machine.move_to(NOW)
    store(store_firm, id="firm-1")
    store(store_firm, id="firm-2", name="Other Airframes")
    store(store_equipment)
    store(_maker)


def test_a_maker_reads_the_text_without_the_author(client: FlaskClient, sign_in: Door, store: Store) -> None:
    author = sign_in(client, Role.TRAINING_OFFICER)
    store(store_observation, filed_by=author)
    sign_in(client, firm_ids=("firm-1",))
    page = client.get("/observations/observation-1").text
    assert "The link broke at 8 km." in page
    assert "training officer" not in page and author not in page


def test_another_company_finds_nothing(client: FlaskClient, sign_in: Door, store: Store) -> None:
    author = sign_in(client, Role.TRAINING_OFFICER)
    store(store_observation, filed_by=author)
    sign_in(client, firm_ids=("firm-2",))
    assert client.get("/observations/observation-1").status_code == 404
    assert client.get("/observations/observation-1/receipt").status_code == 403


def test_a_training_officer_lists_the_own_ones_only(client: FlaskClient, sign_in: Door, store: Store) -> None:
    first = sign_in(client, Role.TRAINING_OFFICER)
    store(store_observation, filed_by=first, title="Mine")
    second = sign_in(client, Role.TRAINING_OFFICER)
    store(store_observation, id="observation-2", filed_by=second, title="Theirs")
    assert "Theirs" in client.get("/observations").text and "Mine" not in client.get("/observations").text


def test_an_officer_who_sees_declared_owners_leaves_a_line(
    client: FlaskClient, app: Flask, sign_in: Door, store: Store
) -> None:
    store(store_stake, holder_name="Quiet Holding", basis="declared")
    sign_in(client, Role.PROGRAMME_OFFICER)
    assert "Quiet Holding" in client.get("/graph/firm/firm-1").text
    with held(app).sessions() as session:
        lines = session.scalars(select(LedgerLine)).all()
    assert [(line.firm_id, line.fields, line.where) for line in lines] == [("firm-1", "stakes", "graph")]
