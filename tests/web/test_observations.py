"""Filing an observation in two steps, and who reads it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from time_machine import TimeMachineFixture

from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.models import EquipmentAlias, EquipmentMaker, LedgerLine, Observation
from tests.rows import NOW, store_equipment, store_firm, store_observation, store_stake
from tests.site import Door, held

Store = Callable[..., str]
TEXTS = {
    "equipment_id": "equipment-1",
    "title": "Video link lost",
    "observation": "The link broke behind buildings.",
    "effect": "failed",
    "month": "2026-10",
    "language": "en",
}


def _alias(session: object, *, equipment_id: str, alias: str) -> EquipmentAlias:
    row = EquipmentAlias(equipment_id=equipment_id, alias=alias)
    session.add(row)  # type: ignore[attr-defined]
    return row


def _maker(session: object, *, firm_id: str | None = "firm-1", name: str = "Baltic Airframes") -> EquipmentMaker:
    row = EquipmentMaker(equipment_id="equipment-1", name=name, country="EE", firm_id=firm_id)
    session.add(row)  # type: ignore[attr-defined]
    return row


@pytest.fixture(autouse=True)
def register(time_machine: TimeMachineFixture, store: Store) -> None:
    time_machine.move_to(NOW)
    store(store_firm, id="firm-1")
    store(store_firm, id="firm-2", name="Other Airframes")
    store(store_equipment, id="equipment-1", name="Testbird", search_key="testbird ptashka", name_uk="Тестова птаха")
    store(store_equipment, id="equipment-2", name="Nightbird", search_key="nightbird ptashka")
    for equipment_id in ("equipment-1", "equipment-2"):
        store(_alias, equipment_id=equipment_id, alias="пташка")
    store(_maker)


def _filed(app: Flask) -> int:
    with held(app).sessions() as session:
        return session.scalar(select(func.count()).select_from(Observation)) or 0


def test_a_nickname_of_several_types_shows_all_of_them(client: FlaskClient, sign_in: Door) -> None:
    sign_in(client, Role.TRAINING_OFFICER)
    page = client.get("/observations/new", query_string={"q": "пташка"}).text
    assert "Several types go by this name" in page
    assert "/observations/new?equipment=equipment-1" in page and "/observations/new?equipment=equipment-2" in page


def test_an_unknown_name_is_answered_with_what_to_try(client: FlaskClient, sign_in: Door) -> None:
    sign_in(client, Role.TRAINING_OFFICER)
    assert "No type of equipment goes by this name" in client.get("/observations/new?q=nothing-like-it").text


def test_a_filed_observation_leads_to_its_receipt(client: FlaskClient, sign_in: Door) -> None:
    sign_in(client, Role.TRAINING_OFFICER)
    answer = client.post("/observations/new", data=TEXTS)
    assert answer.status_code == 303
    receipt = client.get(answer.location).text
    assert "Your observation is filed" in receipt and "Baltic Airframes" in receipt
    assert "/graph/equipment/equipment-1" in receipt
    assert "15 November 2026" in receipt and "CFSP) 2022/1968" in receipt


def test_a_form_sent_twice_files_one(client: FlaskClient, app: Flask, sign_in: Door) -> None:
    sign_in(client, Role.TRAINING_OFFICER)
    page = client.get("/observations/new?equipment=equipment-1").text
    found = re.search(r'name="form_token"[^>]*value="([^"]+)"', page)
    assert found is not None
    sent = {**TEXTS, "form_token": found.group(1)}
    first, second = (client.post("/observations/new", data=sent) for _ in range(2))
    assert first.location == second.location
    assert _filed(app) == 1


@pytest.mark.parametrize("field", ["title", "observation", "effect", "month"])
def test_an_empty_field_is_said_at_the_field_and_nothing_typed_is_lost(
    client: FlaskClient, app: Flask, sign_in: Door, field: str
) -> None:
    sign_in(client, Role.TRAINING_OFFICER)
    answer = client.post("/observations/new", data={**TEXTS, "discussion": "Because of the walls", field: ""})
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text and "Because of the walls" in answer.text
    assert _filed(app) == 0


@pytest.mark.parametrize("field", ["title", "observation", "discussion", "conclusion", "recommendation"])
def test_a_marked_text_is_refused_and_not_shown_again(
    client: FlaskClient, app: Flask, sign_in: Door, field: str
) -> None:
    sign_in(client, Role.TRAINING_OFFICER)
    kept = "Keep this one" if field != "observation" else "Keep the title"
    sent = {**TEXTS, "observation": kept, "title": kept, field: "NATO SECRET the zebra list", "effect": ""}
    answer = client.post("/observations/new", data=sent)
    assert answer.status_code == 422
    assert "carried a classification marking" in answer.text and f'href="#{field}"' in answer.text
    assert "zebra" not in answer.text and kept in answer.text
    assert _filed(app) == 0


def test_a_title_that_does_not_fit_one_line_is_refused(client: FlaskClient, app: Flask, sign_in: Door) -> None:
    sign_in(client, Role.TRAINING_OFFICER)
    answer = client.post("/observations/new", data={**TEXTS, "title": "x" * 201})
    assert answer.status_code == 422 and 'href="#title"' in answer.text
    assert _filed(app) == 0


def test_a_month_to_come_is_refused(client: FlaskClient, sign_in: Door) -> None:
    sign_in(client, Role.TRAINING_OFFICER)
    answer = client.post("/observations/new", data={**TEXTS, "month": "2099-01"})
    assert answer.status_code == 422 and 'href="#month"' in answer.text


def test_equipment_that_is_not_there_has_no_form(client: FlaskClient, sign_in: Door) -> None:
    sign_in(client, Role.TRAINING_OFFICER)
    assert client.get("/observations/new?equipment=none").status_code == 404
    assert client.post("/observations/new", data={**TEXTS, "equipment_id": "none"}).status_code == 404


@pytest.mark.parametrize("role", [Role.COMPANY, Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR])
def test_others_cannot_file(client: FlaskClient, app: Flask, sign_in: Door, role: Role) -> None:
    sign_in(client, role)
    assert client.get("/observations/new").status_code == 403
    assert client.post("/observations/new", data=TEXTS).status_code == 403
    assert _filed(app) == 0


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


def test_a_ukrainian_reader_gets_ukrainian_months_and_names(client: FlaskClient, sign_in: Door) -> None:
    sign_in(client, Role.TRAINING_OFFICER, language="uk")
    page = client.get("/observations/new?equipment=equipment-1").text
    assert "Тестова птаха" in page and "листопад 2026" in page


def test_an_officer_who_sees_declared_owners_leaves_a_line(
    client: FlaskClient, app: Flask, sign_in: Door, store: Store
) -> None:
    store(store_stake, holder_name="Quiet Holding", basis="declared")
    sign_in(client, Role.PROGRAMME_OFFICER)
    assert "Quiet Holding" in client.get("/graph/firm/firm-1").text
    with held(app).sessions() as session:
        lines = session.scalars(select(LedgerLine)).all()
    assert [(line.firm_id, line.fields, line.where) for line in lines] == [("firm-1", "stakes", "graph")]
