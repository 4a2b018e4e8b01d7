"""The observation form: one page, looked over before it is filed; drafts that a device sends; receipts."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select
from time_machine import TimeMachineFixture
from werkzeug.test import TestResponse

from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.models import EquipmentAlias, Observation, ObservationJoin, ObservationPhoto
from tests.looprows import store_module
from tests.rows import NOW, store_equipment, store_observation
from tests.site import Door, close, held, make_app

Store = Callable[..., str]
FORM = "/observations/new"
DRAFTS = "/observations/drafts"
TEXTS = {
    "danger": "no",
    "equipment_id": "equipment-1",
    "title": "Video link lost",
    "observation": "The link broke behind buildings.",
    "effect": "failed",
    "month": "2026-10",
    "language": "en",
}
TELLING = "The link broke at 48.5123, 37.9876."
FIELDS = ["title", "observation", "discussion", "conclusion", "recommendation", "workaround", "configuration"]


def _alias(session: object, *, equipment_id: str, alias: str) -> EquipmentAlias:
    row = EquipmentAlias(equipment_id=equipment_id, alias=alias)
    session.add(row)  # type: ignore[attr-defined]
    return row


@pytest.fixture(autouse=True)
def register(time_machine: TimeMachineFixture, store: Store) -> None:
    time_machine.move_to(NOW)
    store(store_equipment, id="equipment-1", name="Testbird", search_key="testbird ptashka", name_uk="Тестова птаха")
    store(store_equipment, id="equipment-2", name="Nightbird", search_key="nightbird ptashka")
    for equipment_id in ("equipment-1", "equipment-2"):
        store(_alias, equipment_id=equipment_id, alias="пташка")


@pytest.fixture
def trainer(client: FlaskClient, sign_in: Door) -> str:
    return sign_in(client, Role.TRAINING_OFFICER)


def rows(app: Flask, table: type[Any]) -> list[Any]:
    with held(app).sessions() as session:
        return list(session.scalars(select(table)).all())


def harmless(page: str) -> list[str]:
    return re.findall(r'type="checkbox" name="harmless" id="[^"]+" value="([^"]+)"', page)


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)
    assert found is not None
    return found[1]


def picture() -> tuple[io.BytesIO, str]:
    exif = Image.Exif()
    exif[0x010E] = "taken at the bridge"
    sent = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(sent, "JPEG", exif=exif)
    sent.seek(0)
    return sent, "bridge.jpg"


def receipt_of(client: FlaskClient, answer: TestResponse) -> str:
    assert answer.status_code == 303, answer.text
    return client.get(answer.location).text


# --- The form --------------------------------------------------------------------------------------------------


def test_the_form_asks_for_danger_first(client: FlaskClient, trainer: str, store: Store) -> None:
    store(store_module)
    page = client.get(FORM).text
    asked = [page.index(f'name="{name}"') for name in ("danger", "equipment_words", "month", "title", "cause", "photo")]
    assert asked == sorted(asked) and "Drone pilots" in page
    assert "15 November 2026" in page and "CFSP) 2022/1968" in page


def test_a_filed_observation_leads_to_its_receipt(client: FlaskClient, trainer: str) -> None:
    page = receipt_of(client, client.post(FORM, data=TEXTS))
    assert "Your observation is filed: No 1" in page and "analysts' desk" in page
    assert "by 26 November 2026" in page and "/trail/observation/" in page


def test_danger_is_said_on_the_receipt_with_the_hour(client: FlaskClient, trainer: str) -> None:
    page = receipt_of(client, client.post(FORM, data={**TEXTS, "danger": "yes"}))
    assert "Danger to life" in page and "by 24 November 2026, 12:00 UTC" in page


def test_a_form_sent_twice_files_one(client: FlaskClient, app: Flask, trainer: str) -> None:
    sent = {**TEXTS, "form_token": hidden(client.get(f"{FORM}?equipment=equipment-1").text, "form_token")}
    first, second = (client.post(FORM, data=sent) for _ in range(2))
    assert first.location == second.location
    assert len(rows(app, Observation)) == 1


def test_all_that_is_asked_is_kept(client: FlaskClient, app: Flask, trainer: str, store: Store) -> None:
    store(store_module)
    said = {
        **{"configuration": "v2", "module_id": "module-1", "setting": "training", "side": "UA", "segment": "south"},
        **{"users": " 6 ", "hours": "30", "trained_before": "no", "frequency": "often", "workaround": "Flew higher."},
        **{"cause": "kit", "wish": "fix", "rating_build": "2", "conditions": ["cold", "wind"]},
    }
    client.post(FORM, data={**TEXTS, **said})
    [row] = rows(app, Observation)
    assert (row.configuration, row.module_id, row.users, row.hours, row.trained_before) == (
        "v2",
        "module-1",
        6,
        30,
        False,
    )
    assert (row.conditions, row.ratings, row.workaround, row.side) == (
        ["cold", "wind"],
        {"build": 2},
        "Flew higher.",
        "UA",
    )


def test_an_empty_field_is_said_at_the_field_and_nothing_typed_is_lost(
    client: FlaskClient, app: Flask, trainer: str
) -> None:
    for field in ("danger", "title", "observation", "effect", "month"):
        answer = client.post(FORM, data={**TEXTS, "discussion": "Because of the walls", field: ""})
        assert answer.status_code == 422
        assert f'href="#{field}"' in answer.text and "Because of the walls" in answer.text, field
    assert rows(app, Observation) == []


def test_what_is_wrong_is_said_at_its_field(client: FlaskClient, app: Flask, trainer: str) -> None:
    wrong = {"users": "many", "hours": "0", "title": "x" * 201, "month": "2099-01", "side": "NATO", "rating_build": "9"}
    for field, typed in {**wrong, "equipment_words": ""}.items():
        sent = {**TEXTS, "equipment_id": "", "equipment_words": "Testbird", field: typed}
        answer = client.post(FORM, data=sent)
        assert answer.status_code == 422 and f'href="#{field}"' in answer.text, field
    assert rows(app, Observation) == []


@pytest.mark.parametrize("effect", ["failed", ""])  # marked only, and with another fault beside it
def test_a_marked_text_is_refused_and_not_shown_again(
    client: FlaskClient, app: Flask, trainer: str, effect: str
) -> None:
    for field in FIELDS:
        kept = "Keep this one" if field != "observation" else "Keep the title"
        sent = {**TEXTS, "observation": kept, "title": kept, field: "NATO SECRET the zebra list", "effect": effect}
        answer = client.post(FORM, data=sent)
        assert answer.status_code == 422
        assert "carries a classification marking" in answer.text and f'href="#{field}"' in answer.text, field
        assert "classified system of your own chain of command" in answer.text
        assert "zebra" not in answer.text and kept in answer.text
    assert rows(app, Observation) == []


@pytest.mark.parametrize("role", [Role.COMPANY, Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR])
def test_others_cannot_file(client: FlaskClient, app: Flask, sign_in: Door, role: Role) -> None:
    sign_in(client, role)
    assert [client.get(path).status_code for path in (FORM, DRAFTS, "/observations/token")] == [403, 403, 403]
    assert client.post(FORM, data=TEXTS).status_code == 403
    assert client.post(DRAFTS, data=TEXTS).status_code == 403
    assert rows(app, Observation) == []


def test_a_ukrainian_reader_gets_ukrainian_months_and_names(client: FlaskClient, sign_in: Door) -> None:
    sign_in(client, Role.TRAINING_OFFICER, language="uk")
    page = client.get(f"{FORM}?equipment=equipment-1").text
    assert "Тестова птаха" in page and "листопад 2026" in page


# --- Which equipment -------------------------------------------------------------------------------------------


def test_a_nickname_of_several_types_asks_which_one(client: FlaskClient, app: Flask, trainer: str) -> None:
    answer = client.post(FORM, data={**TEXTS, "equipment_id": "", "equipment_words": "пташка"})
    assert answer.status_code == 422 and "Say which of these you mean" in answer.text
    assert 'value="equipment-1"' in answer.text and 'value="equipment-2"' in answer.text
    assert rows(app, Observation) == []


def test_the_very_name_of_one_type_is_enough(client: FlaskClient, app: Flask, trainer: str) -> None:
    client.post(FORM, data={**TEXTS, "equipment_id": "", "equipment_words": "testbird"})
    assert [row.equipment_id for row in rows(app, Observation)] == ["equipment-1"]


def test_a_name_changed_after_choosing_asks_again(client: FlaskClient, app: Flask, trainer: str) -> None:
    answer = client.post(FORM, data={**TEXTS, "equipment_words": "Night"})
    assert answer.status_code == 422 and "Say which of these you mean" in answer.text
    assert rows(app, Observation) == []


@pytest.mark.parametrize("chosen", ["unlisted", ""])
def test_what_is_not_in_the_list_is_taken_with_its_words(
    client: FlaskClient, app: Flask, trainer: str, chosen: str
) -> None:
    sent = {**TEXTS, "equipment_id": chosen, "equipment_words": "Zebra kit"}
    assert "not in the list; an analyst sorts it" in receipt_of(client, client.post(FORM, data=sent))
    assert [(row.equipment_id, row.equipment_words) for row in rows(app, Observation)] == [(None, "Zebra kit")]


def test_finding_a_type_keeps_what_was_typed_and_checks_nothing_yet(client: FlaskClient, trainer: str) -> None:
    answer = client.post(FORM, data={"equipment_words": "пташка", "title": "Half a title", "find": "yes"})
    assert answer.status_code == 200 and "Half a title" in answer.text and "There is a problem" not in answer.text
    assert 'value="equipment-1"' in answer.text and 'value="equipment-2"' in answer.text


def test_a_type_comes_chosen_and_an_unknown_one_is_not_found(client: FlaskClient, trainer: str) -> None:
    assert 'value="equipment-1" checked' in client.get(f"{FORM}?equipment=equipment-1").text
    assert client.get(f"{FORM}?equipment=none").status_code == 404
    answer = client.post(FORM, data={**TEXTS, "equipment_id": "none"})
    assert answer.status_code == 422 and 'href="#equipment_words"' in answer.text


# --- Looked over before it is filed ------------------------------------------------------------------------------


def test_what_tells_where_is_removed_or_confirmed(client: FlaskClient, app: Flask, trainer: str) -> None:
    sent = {**TEXTS, "observation": TELLING}
    answer = client.post(FORM, data=sent)
    assert answer.status_code == 422 and "<mark>48.5123, 37.9876</mark>" in answer.text
    assert client.post(FORM, data={**sent, "seen": "yes"}).status_code == 422
    assert rows(app, Observation) == []
    client.post(FORM, data={**sent, "seen": "yes", "harmless": harmless(answer.text)})
    assert [row.observation for row in rows(app, Observation)] == [TELLING]


def test_it_can_be_replaced_by_a_neutral_word_and_is_read_once_more(
    client: FlaskClient, app: Flask, trainer: str
) -> None:
    answer = client.post(FORM, data={**TEXTS, "observation": TELLING, "replace": "yes"})
    assert answer.status_code == 200 and "48.5123" not in answer.text and "The link broke at [" in answer.text
    assert rows(app, Observation) == []


def test_a_confirmed_word_is_not_replaced(client: FlaskClient, trainer: str) -> None:
    sent = {**TEXTS, "observation": TELLING, "workaround": "Call +380 67 123 45 67."}
    first, _ = harmless(client.post(FORM, data=sent).text)
    answer = client.post(FORM, data={**sent, "harmless": first, "replace": "yes"})
    assert "48.5123, 37.9876" in answer.text and "+380" not in answer.text


def _similar(store: Store, sign_in: Door, client: FlaskClient) -> None:
    author = sign_in(client, Role.TRAINING_OFFICER)
    told = dict.fromkeys(("discussion", "conclusion", "recommendation"), "")
    words = {"title": "Video lost behind buildings", "observation": "Behind houses the video link broke.", **told}
    store(store_observation, filed_by=author, state="filed", **words)


def test_others_who_saw_the_same_are_shown_once_before_filing(
    client: FlaskClient, app: Flask, sign_in: Door, store: Store
) -> None:
    _similar(store, sign_in, client)
    sign_in(client, Role.TRAINING_OFFICER)
    answer = client.post(FORM, data=TEXTS)
    assert answer.status_code == 200
    assert "Did others see the same?" in answer.text and "1 person reported it" in answer.text
    assert 'name="join" value="observation-1"' in answer.text
    sent = {**TEXTS, "seen": hidden(answer.text, "seen"), "form_token": hidden(answer.text, "form_token")}
    assert "Your observation is filed: No 2" in receipt_of(client, client.post(FORM, data=sent))


def test_joining_adds_weight_once_and_files_nothing(
    client: FlaskClient, app: Flask, sign_in: Door, store: Store
) -> None:
    _similar(store, sign_in, client)
    joiner = sign_in(client, Role.TRAINING_OFFICER)
    sent = {**TEXTS, "users": "4", "side": "UA", "join": "observation-1", "form_token": "form-1"}
    for _ in range(2):
        page = receipt_of(client, client.post(FORM, data=sent))
    assert "You joined observation No 1" in page
    assert [(one.joined_by, one.users, one.side) for one in rows(app, ObservationJoin)] == [(joiner, 4, "UA")]
    assert len(rows(app, Observation)) == 1


def test_nobody_joins_the_own_one(client: FlaskClient, app: Flask, sign_in: Door, store: Store) -> None:
    _similar(store, sign_in, client)
    offered = client.post(FORM, data=TEXTS).text
    assert "it counts you already" in offered and 'name="join"' not in offered
    answer = client.post(FORM, data={**TEXTS, "join": "observation-1"})
    assert answer.status_code == 422 and "it counts you once" in answer.text
    assert client.post(FORM, data={**TEXTS, "join": "none"}).status_code == 404
    assert rows(app, ObservationJoin) == []


# --- Photo -----------------------------------------------------------------------------------------------------


def test_a_photo_is_carried_along_cleaned_while_words_are_looked_at(
    client: FlaskClient, app: Flask, trainer: str
) -> None:
    answer = client.post(FORM, data={**TEXTS, "observation": TELLING, "photo": picture()})
    kept = hidden(answer.text, "photo_kept")
    assert answer.status_code == 422 and b"bridge" not in base64.b64decode(kept)
    client.post(FORM, data={**TEXTS, "photo_kept": kept})
    assert [(one.width, one.height) for one in rows(app, ObservationPhoto)] == [(40, 30)]


def test_what_is_no_picture_is_refused(client: FlaskClient, app: Flask, trainer: str) -> None:
    words = b"no picture"
    for sent in ({"photo": (io.BytesIO(words), "x.jpg")}, {"photo_kept": base64.b64encode(words).decode()}):
        answer = client.post(FORM, data={**TEXTS, **sent})
        assert answer.status_code == 422 and 'href="#photo"' in answer.text
    assert rows(app, Observation) == []


# --- Drafts of a device ----------------------------------------------------------------------------------------


def test_a_draft_is_filed_once_however_often_it_is_sent(client: FlaskClient, app: Flask, trainer: str) -> None:
    sent = {**TEXTS, "form_token": "0b5ff1a6-5a3e-4b83-9d5c-6a2f5a1c7d11"}
    first, second = (client.post(DRAFTS, data=sent) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json == second.json
    assert first.json is not None and (first.json["state"], first.json["number"]) == ("filed", 1)
    assert len(rows(app, Observation)) == 1


def test_a_draft_whose_name_may_mean_several_types_is_filed_for_an_analyst_to_sort(
    client: FlaskClient, app: Flask, trainer: str
) -> None:
    client.post(DRAFTS, data={**TEXTS, "equipment_id": "", "equipment_words": "пташка"})
    assert [(row.equipment_id, row.equipment_words) for row in rows(app, Observation)] == [(None, "пташка")]


def test_a_draft_that_tells_where_needs_attention(client: FlaskClient, app: Flask, trainer: str) -> None:
    answer = client.post(DRAFTS, data={**TEXTS, "observation": TELLING})
    assert answer.status_code == 422 and answer.json is not None
    assert (answer.json["state"], answer.json["marked"]) == ("attention", [])
    assert [one["field"] for one in answer.json["problems"]] == ["observation"]
    assert rows(app, Observation) == []


def test_a_marked_draft_is_named_so_that_the_device_forgets_it(client: FlaskClient, app: Flask, trainer: str) -> None:
    for effect in ("failed", ""):
        answer = client.post(DRAFTS, data={**TEXTS, "discussion": "NATO SECRET the zebra list", "effect": effect})
        assert answer.status_code == 422 and answer.json is not None
        assert answer.json["marked"] == ["discussion"] and "zebra" not in answer.text
    assert rows(app, Observation) == []


def test_a_draft_needs_a_session_and_its_token(database: str, sign_in: Door) -> None:
    guarded = make_app(database, forgery_guard=True)
    client, json = guarded.test_client(), {"Accept": "application/json"}
    assert client.get("/observations/token", headers=json).status_code == 401
    sign_in(client, Role.TRAINING_OFFICER)
    assert client.post(DRAFTS, data=TEXTS, headers=json).status_code == 400
    given = client.get("/observations/token", headers=json).json
    assert given is not None
    answer = client.post(DRAFTS, data=TEXTS, headers={**json, "X-CSRFToken": given["token"]})
    close(guarded)
    assert answer.status_code == 201


def test_a_device_gets_all_names_of_all_types(client: FlaskClient, trainer: str) -> None:
    answer = client.get("/observations/equipment.json").json
    assert answer is not None
    names = {one["id"]: one["names"] for one in answer["types"]}
    assert names == {"equipment-1": ["Testbird", "Тестова птаха", "пташка"], "equipment-2": ["Nightbird", "пташка"]}


def test_the_script_for_times_without_a_network_reaches_the_whole_site(client: FlaskClient) -> None:
    answer = client.get("/sw.js")
    assert answer.mimetype == "text/javascript" and answer.headers["Cache-Control"] == "no-cache"


def test_all_that_the_form_loads_is_kept_on_the_device(client: FlaskClient, trainer: str) -> None:
    page = client.get(FORM).text
    kept = re.search(r'data-keep="([^"]+)"', page)
    assert kept is not None
    loaded = re.findall(r'(?:src|href)="(/assets/[^"]+)"', page)
    assert loaded and all(address in kept[1] for address in loaded)
    assert all(client.get(address).status_code == 200 for address in re.findall(r"/[\w./-]+", kept[1]))
