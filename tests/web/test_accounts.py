"""Registering, signing in and out, sessions, language."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from matchmaker.web.security import limiter
from tests.site import Door, close, make_app

PERSON = {"name": "Oksana Test", "email": "Oksana@Firm.eu", "password": "a long enough secret", "language": "en"}


@pytest.fixture(autouse=True)
def fresh_counts(app: Flask) -> Iterator[None]:
    limiter.reset()
    yield


def register(client: FlaskClient, **changes: str) -> TestResponse:
    return client.post("/register", data={**PERSON, **changes})


def sign_in_as(client: FlaskClient, email: str, password: str, **more: str) -> TestResponse:
    return client.post("/sign-in", data={"email": email, "password": password, **more})


def sessions_on(page: str) -> list[str]:
    return re.findall(r"/account/sessions/([0-9a-f]{64})/end", page)


def test_who_registers_is_signed_in(client: FlaskClient) -> None:
    answer = register(client)
    assert (answer.status_code, answer.location) == (303, "/")
    page = client.get("/account").text
    assert "oksana@firm.eu" in page
    assert "company" in page


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client: FlaskClient) -> None:
    cookie = next(line for line in register(client).headers.getlist("Set-Cookie") if line.startswith("sign_in="))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_wrong_field_is_named_and_the_rest_kept(client: FlaskClient) -> None:
    wrong = {
        "name": ("  ", "x" * 121),
        "email": ("nobody",),
        "password": ("elevenchars", "x" * 201),
        "language": ("ru",),
    }
    for field, value in ((field, value) for field, values in wrong.items() for value in values):
        answer = register(client, **{field: value})
        assert answer.status_code == 422, value
        assert re.findall(r'<a href="#(\w+)">', answer.text) == [field], value
        assert field == "email" or 'value="Oksana@Firm.eu"' in answer.text, value
    assert client.get("/account").status_code == 303


def test_an_address_has_one_account_in_any_case_of_letters(client: FlaskClient) -> None:
    register(client)
    answer = register(client, email="OKSANA@firm.EU")
    assert answer.status_code == 409
    assert '<a href="#email">' in answer.text


@pytest.mark.parametrize("field", ["name", "email"])
@pytest.mark.parametrize("also_wrong", [{}, {"password": ""}])
def test_marked_text_makes_no_account_and_does_not_come_back(
    client: FlaskClient, field: str, also_wrong: dict[str, str]
) -> None:
    answer = register(client, **{field: "TOP-SECRET@firm.eu", **also_wrong})
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text and "classification marking" in answer.text
    assert "TOP-SECRET" not in answer.text
    assert client.get("/account").status_code == 303


def test_a_name_that_turns_the_direction_of_writing_is_refused(client: FlaskClient) -> None:
    answer = register(client, name="Oksana \u202etseT")
    assert answer.status_code == 422 and "a character that cannot be stored" in answer.text


def test_marked_text_does_not_come_back_from_signing_in(client: FlaskClient) -> None:
    for password in ("", "not the password"):
        answer = sign_in_as(client, "NATO SECRET", password)
        assert answer.status_code == 422 and "NATO SECRET" not in answer.text


def test_a_password_never_comes_back(client: FlaskClient) -> None:
    assert PERSON["password"] not in register(client, name="").text


def test_signing_out_ends_the_session_for_the_old_cookie_too(client: FlaskClient) -> None:
    register(client)
    held = client.get_cookie("sign_in")
    assert held is not None
    client.post("/sign-out")
    client.set_cookie("sign_in", held.value)
    assert client.get("/account").status_code == 303


def test_signing_in_leads_to_the_page_that_was_wanted(client: FlaskClient) -> None:
    register(client)
    client.post("/sign-out")
    answer = sign_in_as(client, " oksana@FIRM.eu", PERSON["password"], next="/account")
    assert (answer.status_code, answer.location) == (303, "/account")


def test_signing_in_leads_nowhere_else(client: FlaskClient) -> None:
    register(client)
    client.post("/sign-out")
    answer = sign_in_as(client, "oksana@firm.eu", PERSON["password"], next="https://elsewhere.example/")
    assert answer.location == "/"


def test_an_unknown_address_and_a_wrong_password_sound_the_same(client: FlaskClient) -> None:
    register(client)
    client.post("/sign-out")
    answers = [sign_in_as(client, email, "not the password") for email in ("oksana@firm.eu", "no.one@firm.eu")]
    faults = [re.findall(r'<div class="faults".*?</div>', answer.text, re.DOTALL) for answer in answers]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert faults[0] == faults[1] != []


def test_guessing_is_slowed_down(app: Flask, client: FlaskClient) -> None:
    app.config["SIGN_IN_LIMIT"] = "2 per minute"
    statuses = [sign_in_as(client, "no.one@firm.eu", "guess").status_code for _ in range(3)]
    assert statuses == [422, 422, 429]


def test_another_session_can_be_ended(app: Flask, client: FlaskClient) -> None:
    register(client)
    elsewhere = app.test_client()
    sign_in_as(elsewhere, "oksana@firm.eu", PERSON["password"])
    other = sessions_on(client.get("/account").text)
    assert len(other) == 1
    assert client.post(f"/account/sessions/{other[0]}/end").status_code == 303
    assert elsewhere.get("/account").status_code == 303
    assert client.get("/account").status_code == 200


def test_nobody_ends_the_session_of_somebody_else(app: Flask, client: FlaskClient, sign_in: Door) -> None:
    register(client)
    second = app.test_client()
    sign_in_as(second, "oksana@firm.eu", PERSON["password"])
    theirs = sessions_on(client.get("/account").text)[0]
    stranger = app.test_client()
    sign_in(stranger)
    assert stranger.post(f"/account/sessions/{theirs}/end").status_code == 404
    assert second.get("/account").status_code == 200


def test_the_language_goes_with_the_account(app: Flask, client: FlaskClient) -> None:
    register(client)
    answer = client.post("/language/uk", data={"next": "/help"})
    assert (answer.status_code, answer.location) == (303, "/help")
    assert '<html lang="uk">' in client.get("/help").text
    elsewhere = app.test_client()
    sign_in_as(elsewhere, "oksana@firm.eu", PERSON["password"])
    assert '<html lang="uk">' in elsewhere.get("/help", headers={"Accept-Language": "en"}).text


def test_a_language_that_is_not_spoken_is_not_found(client: FlaskClient) -> None:
    assert client.post("/language/xx").status_code == 404


def test_the_whole_way_with_the_forgery_guard_on(database: str) -> None:
    guarded = make_app(database, forgery_guard=True)
    client = guarded.test_client()
    token = re.search(r'name="csrf_token" type="hidden" value="([^"]+)"', client.get("/register").text)
    assert token
    answer = client.post("/register", data={**PERSON, "csrf_token": token[1]})
    status = client.get("/account").status_code
    close(guarded)
    assert (answer.status_code, status) == (303, 200)
