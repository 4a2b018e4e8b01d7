"""The public law pages follow what an administrator changed, and say so without a name."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from matchmaker.domain.vocabulary import Role
from tests.site import Door, held

Change = Callable[..., str]
TOPIC = "EDF-EDIP-USI-2027-LS-IRA-CUXS"
CASE = """- name: paste
  as_of: "2026-11-23"
  action: {article: "12(1)(a)"}
  entities:
    - {id: firm, role: recipient, kind: company, seat: CA, management: CA, sites: [CA]}
"""


@pytest.fixture
def change(client: FlaskClient, sign_in: Door) -> Change:
    """An administrator, whose name must never be shown, changes something."""

    def record(subject: str, value: str, **given: str) -> str:
        sign_in(client, Role.ADMINISTRATOR)
        typed = {"value": value, "since": "2026-10-01", "reason": "It was signed.", "source": "Agreement of September"}
        answer = client.post(f"/admin/law/{subject}/change", data=typed | {"link": "https://example.eu/a"} | given)
        assert answer.status_code == 303, answer.text
        return str(answer.location)

    return record


@pytest.fixture
def reader(app: Flask) -> FlaskClient:
    """Somebody who is not signed in."""
    return app.test_client()


def value_row(page: str, description: str) -> str:
    rows = [row for row in re.findall(r"<tr>.*?</tr>", page, re.DOTALL) if description in row]
    assert len(rows) == 1
    return unescape(rows[0])


def findings_of(page: str) -> str:
    return unescape(page.split("What can be written")[0].split("<textarea")[0])


def test_the_rule_books_own_value_holds_until_it_is_changed(reader: FlaskClient, change: Change) -> None:
    assert "changed by an administrator" not in reader.get("/law/edip-p").text
    change("edip_associated", "NO\nCA")
    row = value_row(reader.get("/law/edip-p").text, "Countries associated with the Programme")
    assert "Canada, Norway" in row and "1 October 2026" in row
    assert "changed by an administrator" in row and "It was signed." in row
    assert 'href="https://example.eu/a"' in row and "Agreement of September" in row
    assert "None is confirmed" not in row
    assert "1 earlier value" in row and "to 30 September 2026: none" in row


def test_a_rule_page_shows_the_change_and_no_name(reader: FlaskClient, change: Change) -> None:
    change("edip_associated", "NO\nCA")
    page = reader.get("/law/rules/EDIP-P-E01").text
    assert "Canada, Norway" in page and "changed by an administrator" in page
    assert "Oksana Test" not in page


def test_home_territory_follows_the_change_of_today_and_not_one_to_come(reader: FlaskClient, change: Change) -> None:
    change("edip_associated", "NO\nCA\nJP", since="2099-01-01")
    table = reader.get("/law").text.partition("Home territory")[2].partition("</table>")[0]
    assert "Japan" not in table
    assert "1 January 2099: Canada, Japan, Norway" in reader.get("/law/edip-p").text
    change("edip_associated", "NO\nCA")
    table = reader.get("/law").text.partition("Home territory")[2].partition("</table>")[0]
    assert "Canada, Norway" in table and "changed by an administrator" in table and "since 1 October 2026" in table


def test_a_candidate_that_is_associated_stands_in_one_line_only(reader: FlaskClient, change: Change) -> None:
    change("edip_association_candidates", "NO\nCA")
    table = reader.get("/law").text.partition("Home territory")[2].partition("</table>")[0]
    assert table.count("Norway") == 1 and "Canada" in table


def test_a_withdrawn_change_leaves_no_trace(reader: FlaskClient, client: FlaskClient, change: Change) -> None:
    address = change("edip_associated", "NO\nCA")
    client.post(f"{address}/withdraw", data={"reason": "It was not signed."})
    page = reader.get("/law/edip-p").text
    assert "changed by an administrator" not in page and "Canada" not in page


def test_what_was_never_known_says_so_until_an_administrator_sets_it(reader: FlaskClient, change: Change) -> None:
    assert "not known" in value_row(reader.get("/law/rules/EDIP-U-A08").text, "financing agreement")
    change("ukraine_financing_agreement", "2026-09-15")
    assert "15 September 2026" in value_row(reader.get("/law/rules/EDIP-U-A08").text, "financing agreement")


def test_the_numbers_of_a_topic_follow_too(reader: FlaskClient, change: Change) -> None:
    change(TOPIC, "", **{"numbers-max_entities": "9"})
    page = reader.get("/law/topics").text
    row = next(row for row in re.findall(r"<tr>.*?</tr>", page, re.DOTALL) if TOPIC in row)
    assert "largest number of entities: <strong>9</strong>" in row
    assert "changed by an administrator" in row and "1 earlier value" in row


@pytest.mark.parametrize("address", ["/law", "/law/edip-p", "/law/rules/EDIP-P-E01"])
def test_a_page_asks_for_the_changes_once(app: Flask, reader: FlaskClient, change: Change, address: str) -> None:
    change("edip_associated", "NO\nCA")
    asked: list[str] = []
    engine = held(app).sessions.kw["bind"]
    event.listen(engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    reader.get(address)
    assert len([one for one in asked if "FROM legal_change" in one]) == 1


# --- Cases ------------------------------------------------------------------------------------------------------


def test_a_case_without_the_list_is_judged_with_the_change_of_its_day(reader: FlaskClient, change: Change) -> None:
    before = findings_of(reader.post("/law/try", data={"file": CASE}).text)
    assert "The registered seat is in Canada, outside the territory." in before
    assert "none (as the rule book has it for that day)" in before
    change("edip_associated", "NO\nCA")
    after = findings_of(reader.post("/law/try", data={"file": CASE}).text)
    assert "The registered seat is in Canada, inside the territory." in after
    assert "changed by an administrator" in after and "Agreement of September" in after
    earlier = findings_of(reader.post("/law/try", data={"file": CASE.replace("2026-11-23", "2026-09-30")}).text)
    assert "The registered seat is in Canada, outside the territory." in earlier


def test_what_a_case_sets_itself_wins_over_the_change(reader: FlaskClient, change: Change) -> None:
    change("edip_associated", "NO\nCA")
    page = findings_of(reader.post("/law/try", data={"file": CASE + "  settings: {edip_associated: [NO]}\n"}).text)
    assert "The registered seat is in Canada, outside the territory." in page


def test_hostile_origins_are_never_taken_from_the_register(reader: FlaskClient, change: Change) -> None:
    change("hostile_origins", "BY\nRU\nCN")
    assert "no list was set: every origin is unknown" in findings_of(reader.post("/law/try", data={"file": CASE}).text)


def test_the_numbers_of_the_cases_topic_are_those_of_the_change(reader: FlaskClient, change: Change) -> None:
    change(TOPIC, "", **{"numbers-max_entities": "1"})
    text = CASE.replace('"12(1)(a)"', f'"12(1)(d)", topic: {TOPIC}')
    page = findings_of(reader.post("/law/try", data={"file": text}).text)
    assert f"Numbers of {TOPIC}" in page and "changed by an administrator" in page
