"""Every route asks who you are, no form can be sent from elsewhere, every answer carries the headers."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Flask
from werkzeug.routing import Rule

from matchmaker.domain.vocabulary import Role
from matchmaker.web.security import HEADERS, Door

OPEN_TO_ALL = {
    "accounts.change_language",
    "accounts.register",
    "accounts.send_register",
    "accounts.send_sign_in",
    "accounts.sign_in",
    "accounts.sign_out",
    "assets.show",
    "filing.show_worker",
    "law.send_try",
    "law.show",
    "law.show_instrument",
    "law.show_rule",
    "law.show_try",
    "start.live",
    "start.show",
    "start.show_accessibility",
    "start.show_help",
    "start.show_privacy",
    "topics.index",
    "topics.show",
}


def doors(app: Flask) -> dict[str, Door | None]:
    return {endpoint: getattr(view, "door", None) for endpoint, view in app.view_functions.items()}


def address(app: Flask, rule: Rule) -> str:
    """Return an address of the route with made-up parts."""
    values = {name: 1 if name == "number" else "x" for name in rule.arguments}
    return app.url_map.bind("localhost").build(rule.endpoint, values, method=next(iter(rule.methods or ())))


def rules(app: Flask, method: str) -> Iterator[tuple[Rule, str]]:
    for rule in app.url_map.iter_rules():
        if method in (rule.methods or ()):
            yield rule, address(app, rule)


def test_every_route_asks_who_you_are(guarded_app: Flask) -> None:
    assert [endpoint for endpoint, door in doors(guarded_app).items() if door is None] == []


def test_only_what_is_listed_here_is_open_to_all(guarded_app: Flask) -> None:
    assert {endpoint for endpoint, door in doors(guarded_app).items() if door and door.everybody} == OPEN_TO_ALL


def test_no_door_admits_nobody(guarded_app: Flask) -> None:
    guarded = {endpoint: door for endpoint, door in doors(guarded_app).items() if door and not door.everybody}
    assert [endpoint for endpoint, door in guarded.items() if not door.roles] == []


def test_whoever_is_not_signed_in_is_sent_to_the_door(guarded_app: Flask) -> None:
    client = guarded_app.test_client()
    entered = []
    for rule, path in rules(guarded_app, "GET"):
        if rule.endpoint not in OPEN_TO_ALL:
            answer = client.get(path, headers={"Accept": "text/html"})
            if answer.status_code != 303 or "/sign-in" not in answer.headers["Location"]:
                entered.append((rule.endpoint, answer.status_code))
    assert entered == []


def test_a_form_sent_from_elsewhere_is_refused_everywhere(guarded_app: Flask) -> None:
    client = guarded_app.test_client()
    sent = [(rule.endpoint, client.post(path).status_code) for rule, path in rules(guarded_app, "POST")]
    assert len(sent) > 5
    assert [(endpoint, status) for endpoint, status in sent if status != 400] == []


def test_every_answer_carries_the_security_headers(guarded_app: Flask) -> None:
    answer = guarded_app.test_client().get("/there-is-no-such-page")
    assert answer.status_code == 404
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


def test_every_role_has_somewhere_to_go(guarded_app: Flask) -> None:
    admitted = {role for door in doors(guarded_app).values() if door for role in door.roles}
    assert admitted == set(Role)
