"""Topics for everybody, the search for officers, and the page of what was found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from matchmaker.domain.findings import say
from matchmaker.domain.matching import pool
from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.engine import make_engine, make_sessions
from matchmaker.persistence.models import Search
from matchmaker.services.proposals.archive import to_json
from matchmaker.services.proposals.search import MOST_TOLD
from tests.market import PROCUREMENT, store_market
from tests.ranking.worlds import TOPIC
from tests.rows import store_account
from tests.site import Door, held

OFFICER = Role.PROGRAMME_OFFICER


@pytest.fixture(scope="module")
def migrated(migrated: str, database_kind: str, make_database: Callable[..., Any]) -> Iterator[str]:
    """The pattern of this file's databases: the market is stored in it; every test gets a copy of its own."""
    url, remove = make_database(database_kind, like=migrated)
    engine = make_engine(url)
    with make_sessions(engine)() as session:
        store_account(session, id="filer", role=Role.TRAINING_OFFICER)
        store_market(session, filed_by="filer")
        session.commit()
    engine.dispose()
    yield url
    remove()


def ask(client: FlaskClient, topic_id: str = TOPIC, **changes: str) -> TestResponse:
    return client.post(f"/topics/{topic_id}/proposals", data={"count": "2", "point": "", "firm": "", **changes})


def test_everybody_reads_topics_in_their_language(client: FlaskClient) -> None:
    listed = client.get("/topics").text
    assert "Drones for tests" in listed and "80,000,000 €" in listed
    page = client.get(f"/topics/{TOPIC}", headers={"Accept-Language": "uk"}).text
    assert "Дрони для перевірок" in page
    assert "дрони-перехоплювачі проти безпілотних літаків" in page
    assert "Propose consortia" not in client.get(f"/topics/{TOPIC}").text
    assert client.get("/topics/TOPIC-NONE").status_code == 404


def test_a_number_leads_to_the_rule_that_uses_it(client: FlaskClient) -> None:
    assert 'href="/law/rules/EDIP-X-C07"' in client.get(f"/topics/{TOPIC}").text


def test_common_procurement_says_that_firms_cannot_apply(client: FlaskClient, sign_in: Door) -> None:
    sign_in(client, OFFICER)
    page = client.get(f"/topics/{PROCUREMENT}").text
    assert "Firms cannot apply to this topic" in page
    assert f'action="/topics/{PROCUREMENT}/proposals"' not in page


def test_an_officer_finds_consortia_and_finds_them_again(client: FlaskClient, sign_in: Door) -> None:
    sign_in(client, OFFICER)
    assert client.get(f"/topics/{TOPIC}/proposals").location == f"/topics/{TOPIC}"
    answer = ask(client)
    assert answer.status_code == 303
    page = client.get(answer.location).text
    assert len(re.findall(r'href="/proposals/[0-9a-f]+">Proposal', page)) == 2
    for firm in ("pl-hostile-part", "ua-occupied"):
        assert f'href="/firms/{firm}"' in page.partition('id="left-out"')[2]
    assert "/equipment/kite-2" in page.partition('id="observations"')[2]
    newest = client.get(f"/topics/{TOPIC}/proposals")
    assert newest.status_code == 200 and "Proposal 2" in newest.text


def test_a_replay_says_that_the_same_comes_out(client: FlaskClient, sign_in: Door) -> None:
    sign_in(client, OFFICER)
    search = ask(client, count="1").location
    page = client.post(f"{search}/replay")
    assert page.status_code == 200
    assert "The same 1 consortium came out" in page.text


def test_a_form_sent_twice_searches_once(client: FlaskClient, sign_in: Door) -> None:
    sign_in(client, OFFICER)
    first, again = (ask(client, count="1", form_token="form-1").location for _ in range(2))
    assert first == again


def test_a_firm_is_named_found_and_included(client: FlaskClient, sign_in: Door) -> None:
    sign_in(client, OFFICER)
    several = ask(client, firm="Firm ua-h")
    assert several.status_code == 422 and 'value="ua-hush"' in several.text and 'value="ua-hawk"' in several.text
    nobody = ask(client, firm="Nobody of this name")
    assert nobody.status_code == 422 and "Nobody of this name" in nobody.text
    search = client.get(ask(client, count="1", firm="Firm ua-hush").location).text
    assert "Every consortium here includes Firm ua-hush" in search
    linked = client.get(f"/topics/{TOPIC}?with=ua-hush&with=ua-hawk").text
    assert ticked(linked, "required") == ["ua-hush", "ua-hawk"]
    assert "The register has no firm nobody." in client.get(f"/topics/{TOPIC}?with=nobody").text


def test_several_firms_are_fixed_and_what_was_understood_is_kept(client: FlaskClient, sign_in: Door) -> None:
    sign_in(client, OFFICER)
    wrong = ask(client, firm="Firm ua-hush\nNobody of this name\nFirm ua-kite", must="A1")
    assert wrong.status_code == 422
    assert ticked(wrong.text, "required") == ["ua-hush", "ua-kite"] and ticked(wrong.text, "must") == ["A1"]
    assert ">\nNobody of this name</textarea>" in wrong.text.replace("\r", "")
    search = client.get(ask(client, count="1", firm="Firm ua-hush\nFirm ua-kite").location).text
    assert "Every consortium here includes Firm ua-hush, Firm ua-kite" in search
    one_of = client.post(f"/topics/{TOPIC}/proposals", data={"count": "1", "required": "ua-hush", "firm": "Firm ua-h"})
    assert one_of.status_code == 303


def test_the_columns_of_the_ranking_add_up_to_the_fit(client: FlaskClient, sign_in: Door) -> None:
    sign_in(client, OFFICER)
    ranking = client.get(ask(client, count="1").location).text.partition('id="ranking"')[2].partition("</table>")[0]
    rows = [re.findall(r">(\d\.\d{4})<", row) for row in ranking.partition("<tbody>")[2].split("<tr>")[1:]]
    assert len(rows) > 2
    for fit, *points in rows:  # each figure is rounded to four digits
        assert sum(map(float, points)) == pytest.approx(float(fit), abs=len(rows[0]) * 0.00005)


def ticked(page: str, name: str) -> list[str]:
    """The values of the boxes of this name that are ticked."""
    boxes = (box for box in re.findall(r"<input[^>]*>", page) if f'name="{name}"' in box and "checked" in box)
    return [found[1] for box in boxes if (found := re.search(r'value="([^"]*)"', box))]


def test_a_firm_that_a_rule_keeps_out_is_told(client: FlaskClient, sign_in: Door) -> None:
    sign_in(client, OFFICER)
    page = client.get(ask(client, count="1", required="ua-occupied").location).text
    told = page.partition("No consortium here includes Firm ua-occupied")[2].partition("</div>")[0]
    assert "not under the control of the Government" in told and "/law/rules/" in told


def test_where_there_is_no_team_the_page_says_what_stands_in_the_way(
    client: FlaskClient, sign_in: Door, app: Flask
) -> None:
    sign_in(client, OFFICER)
    every = list(held(app).snapshots.current().firms)
    asked = {"count": "1", "point": "", "required": every}
    page = client.post(f"/topics/{TOPIC}/proposals", data=asked, follow_redirects=True)
    told = page.text.partition('id="missing"')[2].partition("</div>")[0]
    assert page.status_code == 200
    assert "No team with all firms that were asked for" in told and "The rules allow 15 members" in told


def test_a_search_that_was_stopped_does_not_say_that_no_further_team_exists(
    client: FlaskClient, sign_in: Door, app: Flask
) -> None:
    sign_in(client, OFFICER)
    address = ask(client, count="1").location
    with held(app).sessions() as session:
        search = session.get_one(Search, address.rpartition("/")[2])
        wanted = replace(pool.from_json(search.sealed_inputs), count=9)
        search.sealed_inputs, search.sealed_hash = pool.to_json(wanted), wanted.hash
        session.commit()
        assert "No further team differs" in client.get(address).text
        search.outcome = {**search.outcome, "note": to_json(say("The search stopped."))}
        session.commit()
    stopped = client.get(address).text
    assert "The search stopped." in stopped and "No further team differs" not in stopped


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        *(({"count": count}, "count") for count in ("99", "x", "²", "٣", "9" * 5000, "")),
        ({"point": "z"}, "point"),
        ({"firm": "NATO SECRET"}, "firm"),
    ],
)
def test_wrong_input_comes_back_at_its_field(
    client: FlaskClient, sign_in: Door, changes: dict[str, str], field: str
) -> None:
    sign_in(client, OFFICER)
    answer = ask(client, **changes)
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text and "NATO" not in answer.text


def test_searches_are_not_for_companies(client: FlaskClient, sign_in: Door) -> None:
    sign_in(client, OFFICER)
    search = ask(client, count="1").location
    sign_in(client, Role.COMPANY)
    assert ask(client).status_code == 403
    assert client.get(f"/topics/{TOPIC}/proposals").status_code == 403
    assert client.get(search).status_code == 404
    assert client.post(f"{search}/replay").status_code == 404
    assert client.get("/searches/nothing").status_code == 404


def test_a_name_of_any_length_comes_back_as_a_fault(client: FlaskClient, sign_in: Door) -> None:
    """A name becomes as many conditions of one query as it has words, and databases take only so many."""
    sign_in(client, OFFICER)
    for name in (" ".join(f"w{number}" for number in range(1_500)), "x" * 100_000):
        answer = ask(client, firm=name)
        assert answer.status_code == 422
        assert "Write each name in at most 200 characters." in answer.text and name in answer.text


def test_boxes_that_the_page_does_not_have_are_refused_in_short_and_marked_ones_not_shown(
    client: FlaskClient, sign_in: Door
) -> None:
    sign_in(client, OFFICER)
    strange = [f"strange-{number}-{'x' * 500}" for number in range(300)]
    for field in ("must", "required"):
        answer = client.post(f"/topics/{TOPIC}/proposals", data={"count": "1", "point": "", field: strange})
        assert answer.status_code == 422
        assert MOST_TOLD <= answer.text.count("strange-") <= 2 * MOST_TOLD and "x" * 100 not in answer.text
        marked = ask(client, **{field: "NATO SECRET in Lviv"})
        assert marked.status_code == 422
        assert "Lviv" not in marked.text and "classification marking" in marked.text
