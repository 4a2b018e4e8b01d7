"""The administrator's pages for the law's configuration, and the notices that follow from a change."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.models import LegalChange, Proposal
from tests.market import store_market
from tests.ranking.worlds import TOPIC
from tests.rows import store_account
from tests.site import Door, held

Store = Callable[..., str]
HOSTILE = "Belarus\nRU\nКитай"
PAGE = "/admin/law/hostile_origins"


def typed(**given: str) -> dict[str, str]:
    return {
        "value": HOSTILE,
        "since": "2026-01-01",
        "reason": "The Council named it.",
        "source": "Council conclusions",
        "link": "https://example.eu/conclusions",
        **given,
    }


def count(app: Flask) -> int:
    with held(app).sessions() as session:
        return session.query(LegalChange).count()


@pytest.fixture
def proposal(app: Flask, store: Store, client: FlaskClient, sign_in: Door) -> tuple[str, str]:
    """A stored proposal with a component from China, and the firm that it is in; an administrator is signed in."""
    store(store_account, id="filer", role=Role.TRAINING_OFFICER)
    store(store_market, filed_by="filer")
    sign_in(client, Role.PROGRAMME_OFFICER, account_id="officer-1")
    search = client.post(f"/topics/{TOPIC}/proposals", data={"count": "1", "point": ""}).location
    found = re.search(r'href="/proposals/([0-9a-f]+)"', client.get(search).text)
    assert found
    with held(app).sessions() as session:
        row = session.get(Proposal, found[1])
        assert row
        document: dict[str, Any] = json.loads(json.dumps(row.document))
        product = document["proposal"]["case"]["products"][0]
        product["components"] = [{"!": "Component", "name": "radio", "origin": "CN", "cost_eur": None}]
        row.document = document
        session.commit()
    sign_in(client, Role.ADMINISTRATOR)
    return found[1], document["proposal"]["holders"][product["id"]]


@pytest.fixture
def administrator(client: FlaskClient, sign_in: Door) -> str:
    return sign_in(client, Role.ADMINISTRATOR)


def test_the_list_says_what_holds_since_when_and_by_whose_word(client: FlaskClient, administrator: str) -> None:
    page = client.get("/admin/law").text
    for words in ("Hostile origins", "Belarus; Russia", "rule book", "Areas of Ukraine not under government control"):
        assert words in page
    assert "/admin/law/EDF-EDIP-USI-2027-LS-IRA-CUXS" in page
    assert 'href="/admin/law"' in client.get("/admin").text


def test_looking_previewing_recording_and_being_told(
    client: FlaskClient, app: Flask, sign_in: Door, proposal: tuple[str, str]
) -> None:
    id, firm_id = proposal
    preview = client.post(f"{PAGE}/preview", data=typed())
    assert preview.status_code == 200
    assert "This would change 1 proposal" in preview.text and "<ins>China</ins>" in preview.text
    assert f'href="/proposals/{id}"' in preview.text and "Origin of components" in preview.text
    assert count(app) == 0
    recorded = client.post(f"{PAGE}/change", data=typed(form_token="token-1"))
    assert recorded.status_code == 303
    again = client.post(f"{PAGE}/change", data=typed(form_token="token-1"))
    assert (again.location, count(app)) == (recorded.location, 1)
    outcome = client.get(recorded.location).text
    assert "1 stored proposal comes out differently." in outcome and "not met" in outcome
    page = client.get(PAGE).text
    assert "The Council named it." in page and "https://example.eu/conclusions" in page
    client.get("/notices")
    sign_in(client, Role.PROGRAMME_OFFICER, account_id="officer-1")
    assert "1 unread" in client.get("/topics").text
    assert f'href="/proposals/{id}"' in client.get("/notices").text
    assert "these findings differ now" in client.get(f"/proposals/{id}").text
    sign_in(client, Role.COMPANY, firm_ids=(firm_id,))
    assert "these findings differ now" in client.get(f"/proposals/{id}").text
    assert "Oksana Test" not in client.get("/notices").text.partition("<main")[2].partition("</main>")[0]


def test_a_member_marks_its_notice_as_read(client: FlaskClient, sign_in: Door, proposal: tuple[str, str]) -> None:
    id, firm_id = proposal
    sign_in(client, Role.COMPANY, account_id="member-1", firm_ids=(firm_id,))
    sign_in(client, Role.ADMINISTRATOR)
    client.post(f"{PAGE}/change", data=typed())
    sign_in(client, Role.COMPANY, account_id="member-1")
    page = client.get("/notices").text
    assert "Proposals with your firm that come out differently: 1." in page and f"/proposals/{id}" in page
    address = re.search(r'action="(/notices/[0-9a-f]+/read)"', page)
    assert address
    sign_in(client, Role.COMPANY, account_id="stranger-1")
    assert client.post(address[1]).status_code == 404
    assert "There is nothing to tell you." in client.get("/notices").text
    sign_in(client, Role.COMPANY, account_id="member-1")
    assert client.post(address[1]).status_code == 303
    assert "All are read." in client.get("/notices").text
    assert client.post("/notices/read").status_code == 303


@pytest.mark.parametrize(
    ("given", "field", "message"),
    [
        ({"value": "RU\nAtlantis"}, "value", "Atlantis is not a country."),
        ({"value": "BY, RU"}, "value", "This is what holds on that day already."),
        ({"since": "soon"}, "since", "Write the day as year, month and day"),
        ({"reason": " "}, "reason", "Say why"),
        ({"source": ""}, "source", "Name the act"),
        ({"link": "ftp://x"}, "link", "A link begins with"),
        ({"reason": "NATO SECRET"}, "reason", "classification marking"),
    ],
)
@pytest.mark.parametrize("step", ["preview", "change"])
def test_a_fault_comes_back_at_its_field_and_nothing_is_lost(
    client: FlaskClient, app: Flask, administrator: str, step: str, given: dict[str, str], field: str, message: str
) -> None:
    answer = client.post(f"{PAGE}/{step}", data=typed(**given))
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text and message in answer.text
    assert "NATO SECRET" not in answer.text and count(app) == 0
    if field != "source":
        assert 'value="Council conclusions"' in answer.text


def areas(text: str) -> dict[str, str]:
    return {**typed(), "value": text}


def test_areas_are_a_text_that_comes_back_as_it_was_written(client: FlaskClient, administrator: str) -> None:
    address = "/admin/law/areas_not_under_government_control"
    text = re.search(r'<textarea[^>]*name="value"[^>]*>\s*(.*?)</textarea>', client.get(address).text, re.DOTALL)
    assert text and "[Donetsk Oblast" in text[1]
    same: TestResponse = client.post(
        f"{address}/preview", data=areas(text[1].replace("&#39;", "'").replace("&#34;", '"'))
    )
    assert same.status_code == 422 and "This is what holds on that day already." in same.text
    wrong = client.post(f"{address}/preview", data=areas("Bakhmut\n[Test Oblast\n, ,"))
    assert wrong.status_code == 422
    for message in ("Line 1: put the region", "Line 2: a region stands in square", "Line 3 has no name"):
        assert message in wrong.text
    good = client.post(f"{address}/preview", data=areas("[Test Oblast, Тестова область]\nTesthrad, Тестград"))
    assert good.status_code == 200 and "Test Oblast: Testhrad, Тестград" in good.text


def test_what_was_typed_can_be_taken_up_again(client: FlaskClient, administrator: str) -> None:
    answer = client.post(f"{PAGE}/edit", data=typed(reason="Half a rea"))
    assert answer.status_code == 200 and "Half a rea" in answer.text


def test_the_numbers_of_a_topic_have_a_field_each(client: FlaskClient, app: Flask, administrator: str) -> None:
    address = "/admin/law/EDF-EDIP-USI-2027-LS-IRA-CUXS"
    assert 'name="numbers-max_entities" type="text" value="15"' in client.get(address).text
    numbers = {"numbers-max_entities": "x", "numbers-ends_by": "2034-01-01", "numbers-min_action_size_eur": "2 000 000"}
    sent = {**typed(since="2026-11-01"), **numbers}
    wrong = client.post(f"{address}/preview", data=sent)
    assert wrong.status_code == 422 and "Write a whole number of zero or more." in wrong.text
    recorded = client.post(f"{address}/change", data={**sent, "numbers-max_entities": "12"})
    assert recorded.status_code == 303
    with held(app).sessions() as session:
        stored = json.loads(session.query(LegalChange).one().value)
    assert stored == {"max_entities": "12", "ends_by": "2034-01-01", "min_action_size_eur": "2000000"}


def test_a_day_that_nobody_knew_can_be_set(client: FlaskClient, administrator: str) -> None:
    address = "/admin/law/ukraine_financing_agreement"
    assert "Nothing is known for today." in client.get(address).text
    assert client.post(f"{address}/change", data=typed(value="soon")).status_code == 422
    assert client.post(f"{address}/change", data=typed(value="2026-11-02")).status_code == 303
    assert "2 November 2026" in client.get(address).text


def test_withdrawing_needs_a_reason_and_keeps_both_entries(client: FlaskClient, app: Flask, administrator: str) -> None:
    entry = client.post(f"{PAGE}/change", data=typed()).location
    silent = client.post(f"{entry}/withdraw", data={"reason": ""})
    assert silent.status_code == 422 and 'href="#reason"' in silent.text
    taken = client.post(f"{entry}/withdraw", data={"reason": "A slip."})
    assert taken.status_code == 303 and "Withdrawal of an earlier entry." in client.get(taken.location).text
    assert client.post(f"{entry}/withdraw", data={"reason": "A slip."}).status_code == 409
    page = client.get(PAGE).text
    assert (count(app), "withdrawal" in page, "The rule book’s own value." in page) == (2, True, True)


def test_others_stay_outside(client: FlaskClient, app: Flask, sign_in: Door, administrator: str) -> None:
    entry = client.post(f"{PAGE}/change", data=typed()).location
    assert client.get("/admin/law/trio_size").status_code == 404
    assert client.post("/admin/law/trio_size/change", data=typed()).status_code == 404
    assert client.get("/admin/law/changes/nothing").status_code == 404
    for role in set(Role) - {Role.ADMINISTRATOR}:
        sign_in(client, role)
        assert [client.get(address).status_code for address in ("/admin/law", PAGE, entry)] == [403, 403, 403]
        for step in ("preview", "edit", "change"):
            assert client.post(f"{PAGE}/{step}", data=typed()).status_code == 403
        assert client.post(f"{entry}/withdraw", data={"reason": "No."}).status_code == 403
        assert client.get("/notices").status_code == 200
    assert count(app) == 1


def test_the_pages_speak_ukrainian(client: FlaskClient, sign_in: Door) -> None:
    sign_in(client, Role.ADMINISTRATOR, language="uk")
    assert client.get("/admin/law").status_code == client.get(PAGE).status_code == 200
    assert "Білорусь" in client.get(PAGE).text


def test_a_topics_page_shows_its_changed_numbers_and_their_source(
    client: FlaskClient, store: Store, administrator: str
) -> None:
    store(store_account, id="filer", role=Role.TRAINING_OFFICER)
    store(store_market, filed_by="filer")
    sent = {**typed(source="Corrigendum 2"), "numbers-max_entities": "12"}
    assert client.post(f"/admin/law/{TOPIC}/change", data=sent).status_code == 303
    page = client.get(f"/topics/{TOPIC}").text
    assert "Corrigendum 2" in page and re.search(r"Most members</th>\s*<td[^>]*>12<", page)


@pytest.mark.parametrize("language", ["en", "uk"])
def test_every_subject_has_its_page_in_both_languages(client: FlaskClient, sign_in: Door, language: str) -> None:
    sign_in(client, Role.ADMINISTRATOR, language=language)
    addresses = re.findall(r'href="(/admin/law/[^"]+)"', client.get("/admin/law").text)
    assert len(addresses) > 8
    assert {client.get(address).status_code for address in addresses} == {200}
