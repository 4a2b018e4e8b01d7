"""Whom a firm goes with, and who could close a gap."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from flask import Flask
from flask.testing import FlaskClient

from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.models import Capability, LedgerLine
from tests.market import store_market
from tests.ranking.worlds import TOPIC
from tests.rows import store_account
from tests.site import Door, held

Store = Callable[..., str]


@pytest.fixture
def firm(store: Store, app: Flask) -> str:
    """A firm of the register that has a capability on record."""
    store(store_account, id="filer", role=Role.TRAINING_OFFICER)
    store(store_market, filed_by="filer")
    firms = held(app).snapshots.current().firms
    return next(one for one, facts in sorted(firms.items()) if facts.capabilities and facts.country == "UA")


def test_officers_see_topics_partners_with_reasons_and_the_way_to_teams(
    client: FlaskClient, sign_in: Door, firm: str
) -> None:
    sign_in(client, Role.PROGRAMME_OFFICER)
    page = client.get(f"/firms/{firm}/partners").text
    assert f'href="/topics/{TOPIC}?with={firm}#propose"' in page
    partners = page.partition('id="partners"')[2]
    rows = partners.partition("<tbody>")[2].partition("</tbody>")[0].split("<tr>")[1:]
    assert rows and all("<li>" in row for row in rows)
    assert not any(f'href="/firms/{firm}"' in row for row in rows)
    places = [int(one) for one in re.findall(r'data-label="Place">(\d+)<', "".join(rows))]
    assert places == list(range(1, len(rows) + 1))
    profile = client.get(f"/firms/{firm}").text
    assert f'href="/firms/{firm}/partners"' in profile


def test_points_of_partners_and_of_a_gap_add_up_to_the_score_as_written(
    client: FlaskClient, sign_in: Door, firm: str
) -> None:
    sign_in(client, Role.PROGRAMME_OFFICER)
    for page in (client.get(f"/firms/{firm}/partners"), client.post("/gaps/search", data={"text": "guided drones"})):
        tables = re.findall(r'<table class="ranked">.*?</table>', page.text, re.DOTALL)
        rows = [row for table in tables for row in table.partition("<tbody>")[2].split("<tr>")[1:]]
        assert rows
        for row in rows:
            points = re.findall(r'<span class="soft small nowrap">([\d.]+)</span>', row)
            [score] = re.findall(r'data-label="Score">([\d.]+)<', row)
            assert sum(map(Decimal, points)) == Decimal(score)


def test_the_firm_itself_sees_it_without_the_search_for_teams(client: FlaskClient, sign_in: Door, firm: str) -> None:
    sign_in(client, Role.COMPANY, firm_ids=(firm,))
    page = client.get(f"/firms/{firm}/partners")
    assert page.status_code == 200
    assert 'id="partners"' in page.text and "#propose" not in page.text


def test_partners_for_another_topic_are_asked_by_address(client: FlaskClient, sign_in: Door, firm: str) -> None:
    sign_in(client, Role.PROGRAMME_OFFICER)
    assert client.get(f"/firms/{firm}/partners", query_string={"topic": TOPIC}).status_code == 200
    assert client.get(f"/firms/{firm}/partners", query_string={"topic": "nothing"}).status_code == 404


@pytest.mark.usefixtures("firm")
def test_what_an_officer_reads_of_others_on_the_way_stands_in_their_ledger(
    client: FlaskClient, sign_in: Door, app: Flask
) -> None:
    address = f"/firms/ua-hawk/partners?topic={TOPIC}"
    with held(app).sessions() as session:
        session.get_one(Capability, "cap-pl-hostile-part").basis = "declared"
        session.commit()
    sign_in(client, Role.COMPANY, firm_ids=("ua-hawk",))
    assert "Components come from" not in client.get(address).text
    sign_in(client, Role.PROGRAMME_OFFICER, account_id="officer-1")
    assert "Components come from" in client.get(address).text
    with held(app).sessions() as session:
        [line] = session.query(LedgerLine)
        assert (line.firm_id, line.account_id, line.fields) == ("pl-hostile-part", "officer-1", "components")


def test_for_anybody_else_there_is_no_such_page(client: FlaskClient, sign_in: Door, firm: str) -> None:
    for role in (Role.COMPANY, Role.TRAINING_OFFICER, Role.ANALYST):
        sign_in(client, role)
        assert client.get(f"/firms/{firm}/partners").status_code == 404
    sign_in(client, Role.PROGRAMME_OFFICER)
    assert client.get("/firms/nothing/partners").status_code == 404


@pytest.mark.parametrize("role", [Role.PROGRAMME_OFFICER, Role.TRAINING_OFFICER])
@pytest.mark.parametrize("words", ["fibre-optic guided drones", "дрони на оптоволокні"])
def test_a_gap_in_either_language_finds_firms_and_topics(
    client: FlaskClient, sign_in: Door, firm: str, role: Role, words: str
) -> None:
    sign_in(client, role)
    assert client.get("/gaps/search").status_code == 200
    page = client.post("/gaps/search", data={"text": words})
    assert page.status_code == 200
    assert words in page.text and f'href="/topics/{TOPIC}' in page.text and 'href="/firms/' in page.text
    assert ("#propose" in page.text) is (role is Role.PROGRAMME_OFFICER)


def test_an_empty_gap_a_long_one_and_a_marked_one_come_back(client: FlaskClient, sign_in: Door, firm: str) -> None:
    sign_in(client, Role.TRAINING_OFFICER)
    empty = client.post("/gaps/search", data={"text": "  "})
    assert empty.status_code == 422 and "Say in a few words what is lacking." in empty.text
    long = client.post("/gaps/search", data={"text": "drone " * 2_000})
    assert long.status_code == 422 and "drone drone" in long.text
    marked = client.post("/gaps/search", data={"text": "NATO SECRET: no interceptors in Lviv"})
    assert marked.status_code == 422 and "marking" in marked.text and "Lviv" not in marked.text


def test_companies_do_not_search_gaps(client: FlaskClient, sign_in: Door, firm: str) -> None:
    sign_in(client, Role.COMPANY, firm_ids=(firm,))
    assert client.get("/gaps/search").status_code == 403
    assert client.post("/gaps/search", data={"text": "drones"}).status_code == 403
