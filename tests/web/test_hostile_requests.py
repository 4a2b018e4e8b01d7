"""What no page of ours sends: it is answered, never with a failure, and on both databases alike."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from matchmaker.domain.vocabulary import Role
from matchmaker.services.importing.runs import LARGEST_FILE
from matchmaker.web.security import limiter
from tests import rows
from tests.site import Door

Store = Callable[..., str]


@pytest.mark.parametrize("number", ["9223372036854775807", "9" * 5000, "-9223372036854775808", "²", "one"])
def test_a_page_of_any_number_is_a_page(client: FlaskClient, sign_in: Door, store: Store, number: str) -> None:
    store(rows.store_firm)
    store(rows.store_equipment)
    sign_in(client)
    for address, name in (("/firms", "Baltic Airframes"), ("/equipment", "Testbird")):
        answer = client.get(address, query_string={"page": number})
        assert answer.status_code == 200 and name in answer.text, address


@pytest.mark.parametrize("address", ["//[", "/\nfoo", "/\x7f"])
def test_an_address_that_is_none_leads_to_the_start(client: FlaskClient, address: str) -> None:
    for there in ("/language/uk", "/sign-in", "/register"):
        asked = {"query_string": {"next": address}}
        answer = client.post(there, **asked) if there == "/language/uk" else client.get(there, **asked)
        assert answer.status_code < 400
        assert answer.location == "/" if there == "/language/uk" else 'name="next" value="/"' in answer.text


def test_a_row_of_any_number_is_left_out(client: FlaskClient, sign_in: Door) -> None:
    sign_in(client)
    for number in ("²", "9" * 5000):
        answer = client.post("/firms/new", data={"name": "", f"site_countries-{number}": "UA"})
        assert answer.status_code == 422


def test_a_character_that_no_database_keeps_is_answered(client: FlaskClient, sign_in: Door, store: Store) -> None:
    store(rows.store_firm)
    sign_in(client, firm_ids=("firm-1",))
    for address in ("/firms/a%00b", "/firms?q=a%00b", "/firms?country=%00", "/equipment?a%00=1", "/topics/%00"):
        answer = client.get(address)
        assert answer.status_code == 404 and "\x00" not in answer.text and "%00" not in answer.text, address
    answer = client.post("/firms/new", data={"name": "a\x00b"}, headers={"Accept-Language": "en"})
    assert answer.status_code == 422 and "a character that cannot be stored" in answer.text


def test_bytes_that_are_no_text_are_answered(client: FlaskClient, sign_in: Door) -> None:
    for broken in ("%ff", "%ed%a0%80", "%c0%80"):
        assert client.get(f"/language/{broken}").status_code in (404, 405)
        assert client.get("/help", headers={"Cookie": f"sign_in={broken}; language={broken}"}).status_code == 200
    assert client.get("/help", headers={"Cookie": "sign_in=\xed\xa0\x80\xff"}).status_code == 200
    sign_in(client)
    for broken in ("%ff", "%ed%a0%80", "%c0%80"):
        assert client.get(f"/firms?q={broken}&country={broken}&page={broken}").status_code == 200
        assert client.get(f"/firms/{broken}").status_code == 404
        form = {"data": f"name={broken}&country=UA", "content_type": "application/x-www-form-urlencoded"}
        assert client.post("/firms/new", **form).status_code in (303, 422)


@pytest.mark.parametrize("role", [Role.COMPANY, Role.TRAINING_OFFICER, Role.PROGRAMME_OFFICER])
def test_marked_words_are_not_looked_for_and_not_shown(client: FlaskClient, sign_in: Door, role: Role) -> None:
    sign_in(client, role)
    searches = ["/firms?country=UA&q=", "/equipment?category=UAV&q=", "/topics?with=", "/help?"]
    for address in [*searches, *(["/observations/new?q="] if role == Role.TRAINING_OFFICER else [])]:
        answer = client.get(f"{address}NATO+SECRET")
        assert answer.status_code == 303 and "SECRET" not in answer.location
        page = client.get(answer.location)
        assert page.status_code == 200 and "carried a classification marking" in page.text
        assert "NATO" not in page.text.replace("NATO&#39;s", "")
    answer = client.get("/firms/NATO SECRET")
    assert answer.status_code == 404 and "SECRET" not in answer.text


def test_marked_words_do_not_come_back_as_the_way_on(client: FlaskClient) -> None:
    answer = client.post("/sign-in", data={"email": "a@b.eu", "password": "", "next": "/firms?q=NATO SECRET"})
    assert answer.status_code == 422 and "NATO" not in answer.text


def test_what_is_too_large_is_answered_with_a_page(app: Flask, client: FlaskClient, sign_in: Door) -> None:
    sign_in(client, Role.ADMINISTRATOR)
    assert LARGEST_FILE < app.config["MAX_CONTENT_LENGTH"] < 2 * LARGEST_FILE
    app.config["MAX_CONTENT_LENGTH"] = 2_000_000
    for language, words in (("en", "A file may have at most 10 MB"), ("uk", "Файл може мати не більше ніж 10 МБ")):
        client.set_cookie("language", language)
        for field, size in (("email", 1_100_000), ("email", 2_100_000)):
            answer = client.post("/sign-in", data={field: "x" * size})
            assert answer.status_code == 413 and words in answer.text
    assert client.post("/sign-in", data={"email": "x" * 900_000}).status_code == 422


def test_sending_is_slowed_down_and_reading_is_not(app: Flask, client: FlaskClient) -> None:
    limiter.reset()
    app.config["SENDING_LIMIT"] = "3 per minute"
    assert [client.get("/help").status_code for _ in range(5)] == [200] * 5
    statuses = [client.post(address).status_code for address in ("/sign-out", "/language/uk", "/sign-out", "/sign-in")]
    assert statuses == [303, 303, 303, 429]
    assert client.get("/help").status_code == 200
    limiter.reset()
