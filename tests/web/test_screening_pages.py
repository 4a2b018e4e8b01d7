"""The desk, the page of an observation, what is done there, and what makers do not see of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy.orm import Session

from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.models import EquipmentLink, EquipmentMaker, Observation, ObservationPhoto
from tests.looprows import store_answer, store_event, store_gap, store_module
from tests.rows import NOW, flushed, store_equipment, store_firm, store_observation
from tests.site import Door, held

Store = Callable[..., str]
PAGE = "/observations/observation-1"
LINE = "Video breaks off beyond the second tree line"
LONG_AGO = datetime(2026, 1, 5, tzinfo=UTC)


def store_maker(session: Session, *, equipment_id: str = "equipment-1") -> EquipmentMaker:
    return flushed(session, EquipmentMaker(equipment_id=equipment_id, name="Baltic Airframes", firm_id="firm-1"))


def store_link(session: Session, *, equipment_id: str, **rest: object) -> EquipmentLink:
    started = {"observation_id": "observation-1", "score": 0.5, "matched": "bird", "start": 6, "end": 10}
    return flushed(session, EquipmentLink(equipment_id=equipment_id, **{**started, "ambiguous": True, **rest}))


def store_photo(session: Session, *, observation_id: str = "observation-1") -> ObservationPhoto:
    drawn = BytesIO()
    Image.new("RGB", (4, 3)).save(drawn, "JPEG")
    photo = ObservationPhoto(
        id="photo-1", observation_id=observation_id, content=drawn.getvalue(), width=4, height=3, added_at=NOW
    )
    return flushed(session, photo)


@pytest.fixture
def register(store: Store) -> None:
    store(store_firm, id="firm-1", name="Baltic Airframes")
    store(store_equipment, id="equipment-1", name="Testbird", name_uk="Тестова птаха")
    store(store_equipment, id="equipment-2", name="Testrobot")
    store(store_maker)


@pytest.fixture
def author(register: None, client: FlaskClient, sign_in: Door, store: Store) -> str:
    """Somebody who filed observation-1, a day before it is due."""
    account_id = sign_in(client, Role.TRAINING_OFFICER)
    due = datetime.now(UTC) + timedelta(days=1)
    store(store_observation, filed_by=account_id, state="filed", due_at=due, title=LINE, ratings={"build": 4})
    return account_id


def the(app: Flask, observation_id: str = "observation-1") -> Observation:
    with held(app).sessions() as session:
        found = session.get(Observation, observation_id)
        assert found is not None
        return found


def change(app: Flask, **values: object) -> None:
    with held(app).sessions() as session:
        row = session.get(Observation, "observation-1")
        for name, value in values.items():
            setattr(row, name, value)
        session.commit()


# --- Lists ----------------------------------------------------------------------------------------------------


QUEUES = {
    "": {"Fresh", "Hot", "Late", "Asked"},
    "new": {"Fresh", "Hot", "Late"},
    "mine": {"Asked"},
    "asked": {"Asked"},
    "overdue": {"Late"},
    "danger": {"Hot"},
    "untyped": {"Late"},
    "analysed": {"Known"},
    "all": {"Fresh", "Hot", "Late", "Asked", "Known", "Over"},
    "no such queue": {"Fresh", "Hot", "Late", "Asked"},
}


def test_each_queue_has_its_observations(register: None, client: FlaskClient, sign_in: Door, store: Store) -> None:
    author = sign_in(client, Role.TRAINING_OFFICER)
    analyst = sign_in(client, Role.ANALYST)
    rows: dict[str, dict[str, object]] = {
        "Fresh": {"state": "filed"},
        "Hot": {"state": "filed", "danger": True},
        "Late": {"state": "filed", "due_at": LONG_AGO, "equipment_id": None, "equipment_words": "bird"},
        "Asked": {"state": "asked", "owner_id": analyst},
        "Known": {"state": "analysed", "danger": True},
        "Over": {"state": "closed", "outcome": "fixed", "closed_at": NOW},
    }
    for name, row in rows.items():
        store(store_observation, id=name, title=f"Title {name}", filed_by=author, **row)
    shown = {name: client.get("/observations", query_string={"queue": name}).text for name in QUEUES}
    assert {name: set(re.findall(r"Title (\w+)", page)) for name, page in shown.items()} == QUEUES


def test_danger_comes_first_and_then_what_is_due_first(
    register: None, client: FlaskClient, sign_in: Door, store: Store
) -> None:
    author = sign_in(client, Role.TRAINING_OFFICER)
    for name, days, danger in (("C", 5, False), ("B", 2, False), ("A", 9, True)):
        due = NOW + timedelta(days=days)
        store(
            store_observation, id=name, title=f"Title {name}", filed_by=author, state="filed", due_at=due, danger=danger
        )
    sign_in(client, Role.ANALYST)
    assert re.findall(r"Title (\w)", client.get("/observations").text) == ["A", "B", "C"]


def test_a_page_has_twenty_five(register: None, client: FlaskClient, sign_in: Door, store: Store) -> None:
    author = sign_in(client, Role.TRAINING_OFFICER)
    for number in range(27):
        store(store_observation, id=f"o{number}", title=f"Title {number:02}", filed_by=author, state="filed")
    sign_in(client, Role.ANALYST)
    first = client.get("/observations?queue=new")
    assert len(re.findall(r"Title \d\d", first.text)) == 25 and "1 to 25 of 27" in first.text
    for page in (2, 99):
        assert len(re.findall(r"Title \d\d", client.get(f"/observations?queue=new&page={page}").text)) == 2


def test_an_author_sees_what_was_answered_and_what_is_due(app: Flask, client: FlaskClient, author: str) -> None:
    assert "first answer due" in client.get("/observations").text
    change(app, due_at=LONG_AGO)
    page = client.get("/observations").text
    assert LINE in page and "overdue" in page


def test_officers_read_the_desk_and_screen_nothing(client: FlaskClient, author: str, sign_in: Door) -> None:
    for role in (Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR):
        sign_in(client, role)
        assert LINE in client.get("/observations").text
        assert "Your decision" not in client.get(PAGE).text
        for step in ("take", "ask", "answer", "analyse", "close", "reopen", "type", "links"):
            assert client.post(f"{PAGE}/{step}").status_code == 403, step
    sign_in(client)
    assert client.get("/observations").status_code == 403


# --- The page -------------------------------------------------------------------------------------------------


def test_those_who_work_with_it_see_everything(
    app: Flask, client: FlaskClient, author: str, sign_in: Door, store: Store
) -> None:
    store(store_module, id="module-1", name_en="Drone pilots")
    store(store_event, id="event-1", title_en="Autumn course")
    change(
        app, side="UA", setting="training", segment="south", module_id="module-1", event_id="event-1", state="analysed"
    )
    store(store_gap, formed_by=author, observations=("observation-1",), title_en="Video is lost")
    store(store_answer, account_id=author, kind="fixed", version="2.1", text="Mended.")
    sign_in(client, Role.PROGRAMME_OFFICER)
    page = client.get(PAGE).text
    for words in ("Ukrainian forces", "south (Ukraine)", "Drone pilots", "Autumn course", "Behind gap No 1"):
        assert words in page, words
    for words in ("says that it is fixed", "version 2.1", "Mended.", "4 of 5", "training officer, ", "/gaps/gap-1"):
        assert words in page, words
    assert page.count("not rated") == 5
    assert 'href="/trail/observation/observation-1"' in page
    assert author not in page


def test_makers_see_their_part(app: Flask, client: FlaskClient, author: str, sign_in: Door, store: Store) -> None:
    store(store_module, id="module-1", name_en="Drone pilots")
    store(store_event, id="event-1", title_en="Autumn course")
    change(app, side="UA", setting="operations", segment="south", module_id="module-1", event_id="event-1")
    store(store_gap, formed_by=author, observations=("observation-1",))
    analyst = sign_in(client, Role.ANALYST)
    client.post(f"{PAGE}/ask", data={"question": "Which version was it?"})
    sign_in(client, account_id="maker", firm_ids=("firm-1",))
    for state in ("filed", "asked", "closed"):
        change(app, state=state)
        assert client.get(PAGE).status_code == 404, state
    change(app, state="analysed")
    page = client.get(PAGE).text
    assert LINE in page and "The link broke at 8 km." in page
    hidden = ("Ukrainian forces", "south (Ukraine)", "operations", "Drone pilots", "Autumn course", "gap-1")
    said = ("Which version was it?", "training officer", author, analyst, "Owner")
    for words in (*hidden, *said, "Segment", "Seen by"):
        assert words not in page, words


def test_another_company_finds_nothing(
    app: Flask, client: FlaskClient, author: str, sign_in: Door, store: Store
) -> None:
    store(store_photo)
    change(app, state="analysed")
    sign_in(client, firm_ids=("firm-1",))
    assert client.get(PAGE).status_code == 200
    sign_in(client)
    for path in (PAGE, f"{PAGE}/photos/photo-1", "/observations/none"):
        assert client.get(path).status_code == 404


def test_a_picture_is_for_those_inside_and_for_makers_once_it_was_looked_at(
    app: Flask, client: FlaskClient, author: str, sign_in: Door, store: Store
) -> None:
    store(store_photo)
    answer = client.get(f"{PAGE}/photos/photo-1")
    assert answer.mimetype == "image/jpeg" and answer.data.startswith(b"\xff\xd8")
    assert f"{PAGE}/photos/photo-1" in client.get(PAGE).text
    store(store_observation, id="observation-2", filed_by=author)
    assert client.get("/observations/observation-2/photos/photo-1").status_code == 404
    sign_in(client, account_id="maker", firm_ids=("firm-1",))
    assert client.get(f"{PAGE}/photos/photo-1").status_code == 404
    change(app, state="analysed")
    assert client.get(f"{PAGE}/photos/photo-1").status_code == 200 and "photo-1" in client.get(PAGE).text


def test_one_without_a_type_has_a_page(app: Flask, client: FlaskClient, author: str) -> None:
    change(app, equipment_id=None, equipment_words="the grey bird")
    page = client.get(PAGE).text
    assert "the grey bird" in page and "type not known yet" in page


# --- Steps ----------------------------------------------------------------------------------------------------


def test_from_the_question_to_the_end(app: Flask, client: FlaskClient, author: str, sign_in: Door) -> None:
    analyst = sign_in(client, Role.ANALYST)
    assert client.post(f"{PAGE}/take").status_code == 303
    assert client.post(f"{PAGE}/ask", data={"question": "Which version was it?"}).status_code == 303
    assert "It goes on when its author answers." in client.get(PAGE).text
    sign_in(client, Role.TRAINING_OFFICER, account_id=author)
    assert "Which version was it?" in client.get(PAGE).text
    assert "A question about your observation" in client.get("/notices").text
    assert client.post(f"{PAGE}/answer", data={"answer": "Version 2."}).status_code == 303
    sign_in(client, Role.ANALYST, account_id=analyst)
    assert client.post(f"{PAGE}/analyse", data={"note": "Seen by others too."}).status_code == 303
    ended = {"outcome": "fixed", "reason": "Mended in version 3."}
    assert client.post(f"{PAGE}/close", data=ended).status_code == 303
    assert (the(app).state, the(app).outcome) == ("closed", "fixed")
    sign_in(client, Role.TRAINING_OFFICER, account_id=author)
    page = client.get(PAGE).text
    assert "Closed: fixed" in page and "You may reopen it until" in page and "Mended in version 3." in page
    assert client.post(f"{PAGE}/reopen", data={"line": "It broke again."}).status_code == 303
    assert the(app).state == "filed"


FAULTS = (
    ("ask", "question", {"question": " "}),
    ("analyse", "note", {"note": "…"}),
    ("close", "reason", {"outcome": "fixed", "reason": ""}),
    ("close", "outcome", {"outcome": "", "reason": "Kept words"}),
    ("close", "outcome", {"outcome": "mended", "reason": "Kept words"}),
    ("close", "same_as", {"outcome": "duplicate", "reason": "Kept words"}),
    ("close", "same_as", {"outcome": "duplicate", "reason": "Kept words", "same_as": "99"}),
    ("close", "same_as", {"outcome": "duplicate", "reason": "Kept words", "same_as": "9" * 40}),
    ("close", "same_as", {"outcome": "duplicate", "reason": "Kept words", "same_as": "the other"}),
)


def test_a_fault_is_said_at_its_field_and_nothing_typed_is_lost(
    app: Flask, client: FlaskClient, author: str, sign_in: Door
) -> None:
    sign_in(client, Role.ANALYST)
    for step, field, sent in FAULTS:
        answer = client.post(f"{PAGE}/{step}", data=sent)
        assert answer.status_code == 422 and f'href="#{field}"' in answer.text, sent
        assert sent.get("reason", "") in answer.text
    assert the(app).state == "filed"


def test_marked_words_are_refused_and_not_shown_again(
    app: Flask, client: FlaskClient, author: str, sign_in: Door
) -> None:
    sign_in(client, Role.ANALYST)
    answer = client.post(f"{PAGE}/analyse", data={"note": "NATO SECRET the zebra list"})
    assert answer.status_code == 422 and "zebra" not in answer.text
    assert the(app).state == "filed"


def test_sent_twice_does_it_once_and_a_page_that_is_behind_is_a_conflict(
    client: FlaskClient, author: str, sign_in: Door
) -> None:
    sign_in(client, Role.ANALYST)
    sent = {"question": "Which version was it?", "form_token": "abc"}
    assert [client.post(f"{PAGE}/ask", data=sent).status_code for _ in range(2)] == [303, 303]
    assert client.get(PAGE).text.count("Question to the author") == 1
    client.post(f"{PAGE}/close", data={"outcome": "fixed", "reason": "Mended."})
    answer = client.post(f"{PAGE}/analyse", data={"note": "Fine."})
    assert answer.status_code == 409 and "read it again" in answer.text


def test_an_analyst_leaves_the_own_one_to_another(
    client: FlaskClient, register: None, sign_in: Door, store: Store
) -> None:
    analyst = sign_in(client, Role.ANALYST)
    store(store_observation, filed_by=analyst, state="filed")
    assert "Your decision" not in client.get(PAGE).text
    assert client.post(f"{PAGE}/take").status_code == 403
    assert "Link" in client.get("/observations?queue=own").text


def test_an_unknown_one_is_not_found(client: FlaskClient, sign_in: Door) -> None:
    sign_in(client, Role.ANALYST)
    for step in ("take", "ask", "answer", "analyse", "close", "reopen", "links"):
        assert client.post(f"/observations/none/{step}", data={"start": "1"}).status_code == 404
    assert client.get("/observations/none/type").status_code == 404


def test_the_type_is_found_by_a_name_and_set(app: Flask, client: FlaskClient, author: str, sign_in: Door) -> None:
    change(app, equipment_id=None, equipment_words="Тестова птаха")
    sign_in(client, Role.ANALYST)
    assert "Testbird" in client.get(f"{PAGE}/type").text
    assert "Testrobot" in client.get(f"{PAGE}/type?q=testrobot").text
    answer = client.post(f"{PAGE}/type?q=testrobot", data={"equipment_id": "none"})
    assert answer.status_code == 422 and "Testrobot" in answer.text
    assert client.post(f"{PAGE}/type", data={"equipment_id": "equipment-2"}).status_code == 303
    assert the(app).equipment_id == "equipment-2"


# --- Names to check -------------------------------------------------------------------------------------------


@pytest.fixture
def doubted(app: Flask, author: str, store: Store) -> None:
    """An observation without a type whose title may speak of two."""
    change(app, equipment_id=None, equipment_words="", title="Video bird broke. Nobody knows why")
    for equipment_id, score in (("equipment-1", 0.5), ("equipment-2", 0.4)):
        store(store_link, equipment_id=equipment_id, score=score, start=7, end=11)


def states(app: Flask) -> dict[str, str]:
    with held(app).sessions() as session:
        return {link.equipment_id: link.state for link in session.query(EquipmentLink)}


def test_an_unclear_name_is_shown_in_its_sentence(client: FlaskClient, doubted: None, sign_in: Door) -> None:
    sign_in(client, Role.ANALYST)
    page = client.get("/observations/links").text
    assert "Video <mark>bird</mark> broke." in page and "why</p>" not in page
    assert page.index("Testbird") < page.index("Testrobot") and "50 % sure" in page


def test_a_confirmed_name_becomes_the_type_and_the_others_are_refused(
    app: Flask, client: FlaskClient, doubted: None, sign_in: Door
) -> None:
    sign_in(client, Role.ANALYST)
    sent = {"start": "7", "equipment_id": "equipment-2"}
    assert client.post(f"{PAGE}/links", data=sent).status_code == 303
    assert states(app) == {"equipment-1": "refused", "equipment-2": "confirmed"}
    assert the(app).equipment_id == "equipment-2"
    assert "No name waits" in client.get("/observations/links").text
    assert client.post(f"{PAGE}/links", data=sent).status_code == 409


def test_none_of_them_is_an_answer(app: Flask, client: FlaskClient, doubted: None, sign_in: Door) -> None:
    sign_in(client, Role.ANALYST)
    assert client.post(f"{PAGE}/links", data={"start": "7", "equipment_id": "none"}).status_code == 303
    assert set(states(app).values()) == {"refused"} and the(app).equipment_id is None


def test_nothing_else_is(app: Flask, client: FlaskClient, doubted: None, sign_in: Door) -> None:
    sign_in(client, Role.ANALYST)
    for start, chosen, status in (("7", "", 422), ("7", "equipment-9", 422), ("x", "none", 409)):
        answer = client.post(f"{PAGE}/links", data={"start": start, "equipment_id": chosen})
        assert answer.status_code == status and set(states(app).values()) == {"proposed"}


def test_a_further_confirmed_name_stays_a_link(app: Flask, client: FlaskClient, doubted: None, sign_in: Door) -> None:
    change(app, equipment_id="equipment-1")
    sign_in(client, Role.ANALYST)
    client.post(f"{PAGE}/links", data={"start": "7", "equipment_id": "equipment-2"})
    assert the(app).equipment_id == "equipment-1" and states(app)["equipment-2"] == "confirmed"
    assert "Testrobot" in client.get(PAGE).text


def test_a_sure_name_on_a_known_type_waits_for_nobody(
    app: Flask, client: FlaskClient, author: str, store: Store, sign_in: Door
) -> None:
    store(store_link, equipment_id="equipment-2", score=0.95, ambiguous=False)
    sign_in(client, Role.ANALYST)
    assert "No name waits" in client.get("/observations/links").text


def test_an_author_does_not_decide_on_the_own_names(
    client: FlaskClient, register: None, store: Store, sign_in: Door
) -> None:
    analyst = sign_in(client, Role.ANALYST)
    store(store_observation, filed_by=analyst, state="filed", title="Video bird broke")
    store(store_link, equipment_id="equipment-2")
    assert "another analyst decides" in client.get("/observations/links").text
    assert client.post(f"{PAGE}/links", data={"start": "6", "equipment_id": "none"}).status_code == 403
