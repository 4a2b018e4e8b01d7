"""The frame that holds for every page: doors, headers, errors, languages, assets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from matchmaker.domain.vocabulary import Role
from matchmaker.web import security
from matchmaker.web.navigation import PLACES
from tests.rows import store_topic
from tests.site import Door, close, held, make_app

PUBLIC_PAGES = ("/", "/sign-in", "/register", "/help", "/accessibility", "/privacy", "/law")


def test_every_route_says_who_may_enter(app: Flask) -> None:
    with app.app_context():
        open_ended = [rule.endpoint for rule in app.url_map.iter_rules() if security.door_of(rule.endpoint) is None]
    assert open_ended == []


def test_every_place_of_the_navigation_has_a_page(app: Flask) -> None:
    matcher = app.url_map.bind("localhost")
    for places in PLACES.values():
        for address, _ in places:
            assert matcher.match(address, method="GET"), address


@pytest.mark.parametrize("language", ["en", "uk"])
def test_public_pages_open_in_both_languages(client: FlaskClient, language: str) -> None:
    for address in PUBLIC_PAGES:
        answer = client.get(address, headers={"Accept-Language": language})
        assert answer.status_code == 200, address
        assert f'<html lang="{language}">' in answer.text, address
        assert answer.text.count("<h1") == 1, address


def test_no_page_carries_style_or_script_that_the_policy_forbids(client: FlaskClient) -> None:
    for address in PUBLIC_PAGES:
        page = client.get(address).text
        assert not re.search(r"<style|style=|<script(?![^>]* src=)|\son\w+=|javascript:", page), address


def test_security_headers_stand_on_pages_assets_and_errors(client: FlaskClient) -> None:
    for address in ("/", "/nowhere", "/health/live", "/assets/old/look.css"):
        headers = client.get(address).headers
        assert headers["Content-Security-Policy"].startswith("default-src 'self'; "), address
        assert headers["X-Content-Type-Options"] == "nosniff", address
        assert headers["Referrer-Policy"] == "same-origin", address


def test_assets_are_kept_for_ever_under_their_own_address_only(client: FlaskClient) -> None:
    found = re.search(r'href="(/assets/[0-9a-f]{12}/look\.css)"', client.get("/").text)
    assert found
    assert "immutable" in client.get(found[1]).headers["Cache-Control"]
    assert client.get("/assets/000000000000/look.css").headers["Cache-Control"] == "no-cache"
    assert client.get("/assets/000000000000/../app.py").status_code == 404


def test_a_stranger_is_asked_to_sign_in_and_brought_back(client: FlaskClient) -> None:
    answer = client.get("/account")
    assert (answer.status_code, answer.location) == (303, "/sign-in?next=/account")


def test_a_stranger_who_wants_json_gets_an_error_in_json(client: FlaskClient) -> None:
    answer = client.get("/account", headers={"Accept": "application/json"})
    assert answer.status_code == 401
    assert answer.get_json()["error"]["code"] == "sign_in_needed"


@pytest.fixture
def own_app(database: str) -> Iterator[Flask]:
    """An application that a test may add views to."""
    made = make_app(database)
    yield made
    close(made)


def test_an_area_of_another_role_is_refused(own_app: Flask) -> None:
    own_app.add_url_rule("/officers", "officers", security.roles(Role.PROGRAMME_OFFICER)(lambda: "inside"))
    client, sign_in = own_app.test_client(), Door(held(own_app).sessions)
    sign_in(client, Role.COMPANY)
    assert client.get("/officers").status_code == 403
    sign_in(client, Role.PROGRAMME_OFFICER)
    assert client.get("/officers").text == "inside"


def test_a_view_that_names_nobody_lets_nobody_in(own_app: Flask) -> None:
    own_app.add_url_rule("/forgotten", "forgotten", lambda: "inside")
    client = own_app.test_client()
    Door(held(own_app).sessions)(client, Role.ADMINISTRATOR)
    assert client.get("/forgotten").status_code == 403


def test_what_is_not_there_is_a_page_or_json(client: FlaskClient) -> None:
    page = client.get("/nowhere", headers={"Accept-Language": "en"})
    assert page.status_code == 404
    assert "There is no such page" in page.text
    body = client.get("/nowhere", headers={"Accept": "application/json", "Accept-Language": "en"})
    assert body.get_json() == {"error": {"code": "not_found", "message": "There is no such page", "problems": []}}


def test_a_failure_answers_without_asking_the_database_again(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("the database is gone")

    monkeypatch.setattr(type(app.extensions["matchmaker"].snapshots), "current", fails)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    answer = app.test_client().get("/")
    assert answer.status_code == 500
    assert "the database is gone" not in answer.text
    assert "Catalogue revision" not in answer.text


@pytest.mark.parametrize("address", ["/sign-in", "/register", "/sign-out", "/language/uk"])
def test_a_forged_form_is_refused(database: str, address: str) -> None:
    guarded = make_app(database, forgery_guard=True)
    answer = guarded.test_client().post(address, data={"email": "a@b.eu", "password": "x"})
    close(guarded)
    assert answer.status_code == 400


def test_the_footer_names_revision_rule_book_and_day(client: FlaskClient, store: Callable[..., str]) -> None:
    before = re.search(r"Catalogue revision (\d+)", client.get("/", headers={"Accept-Language": "en"}).text)
    store(store_topic, id="T-1")
    after = re.search(r"Catalogue revision (\d+)", client.get("/", headers={"Accept-Language": "en"}).text)
    assert before and after
    assert int(after[1]) > int(before[1])


def test_the_start_page_lists_open_topics_only(client: FlaskClient, store: Callable[..., str]) -> None:
    store(store_topic, id="T-OPEN", deadline=date(2999, 2, 16))
    store(store_topic, id="T-CLOSED", deadline=date(2020, 2, 16))
    page = client.get("/").text
    assert "/topics/T-OPEN" in page
    assert "T-CLOSED" not in page


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/topics?a=1", "/topics?a=1"),
        ("/firms?q=%D0%B4&page=2", "/firms?q=%D0%B4&page=2"),
        ("//elsewhere.example", "/here"),
        ("//[", "/here"),
        ("///[", "/here"),
        ("/\nfoo", "/here"),
        ("/\t/elsewhere.example", "/here"),
        ("/\x00", "/here"),
        ("https://elsewhere.example", "/here"),
        ("/\\elsewhere.example", "/here"),
        ("javascript:alert(1)", "/here"),
        (None, "/here"),
    ],
)
def test_only_addresses_of_this_site_are_followed(address: str | None, expected: str) -> None:
    assert security.local_address(address, "/here") == expected
