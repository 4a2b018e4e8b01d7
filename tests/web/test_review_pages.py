"""The officers' queue and their decisions."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from matchmaker.domain.vocabulary import FirmOrigin, FirmState, Role
from tests import rows
from tests.site import Door

Store = Callable[..., str]


@pytest.fixture
def submitted(store: Store) -> str:
    store(rows.store_firm, origin=FirmOrigin.SELF_REGISTERED, state=FirmState.SUBMITTED)
    store(rows.store_identifier, scheme="EDRPOU", value="14360571", basis="declared")
    store(rows.store_firm, id="twin", name="Baltic Airframe")
    return "/review/firms/firm-1"


def claim_id(client: FlaskClient, sign_in: Door, store: Store) -> str:
    store(rows.store_firm)
    store(rows.store_identifier)
    sign_in(client, account_id="claimant")
    client.post("/firms/firm-1/claim", data={"scheme": "PIC", "value": "999999999", "statement": "Director."})
    sign_in(client, Role.PROGRAMME_OFFICER)
    (found,) = re.findall(r"/review/claims/([^\"/]+)", client.get("/review").text)
    return str(found)


def seen(client: FlaskClient, address: str) -> str:
    found = re.search(r'name="seen"[^>]*value="([^"]+)"', client.get(address).text)
    assert found
    return found[1]


def test_only_officers_review(client: FlaskClient, sign_in: Door, submitted: str) -> None:
    for role in (Role.COMPANY, Role.TRAINING_OFFICER, Role.ANALYST):
        sign_in(client, role)
        for address in ("/review", submitted, "/review/claims/any"):
            assert client.get(address).status_code == 403
        assert client.post(f"{submitted}/verify").status_code == 403


def test_the_entry_shows_twins_and_what_its_numbers_look_like(
    client: FlaskClient, sign_in: Door, submitted: str
) -> None:
    sign_in(client, Role.PROGRAMME_OFFICER)
    assert submitted in client.get("/review").text
    page = client.get(submitted).text
    assert "/firms/twin" in page and "nearly the same" in page
    assert "does not fit the others" in page


def test_a_verified_entry_is_in_the_register(client: FlaskClient, sign_in: Door, submitted: str) -> None:
    sign_in(client, Role.PROGRAMME_OFFICER)
    opened = {"seen": seen(client, submitted)}
    assert client.post(f"{submitted}/verify", data=opened).location == "/review"
    assert submitted not in client.get("/review").text
    assert "Baltic Airframes" in client.get("/firms").text
    assert client.post(f"{submitted}/verify", data=opened).status_code == 409


def test_sending_back_needs_a_reason(client: FlaskClient, sign_in: Door, submitted: str) -> None:
    sign_in(client, Role.PROGRAMME_OFFICER)
    answer = client.post(f"{submitted}/send-back", data={"reason": " ", "seen": seen(client, submitted)})
    assert answer.status_code == 422 and 'href="#reason"' in answer.text
    answered = {"reason": "Which seat?", "seen": seen(client, submitted)}
    assert client.post(f"{submitted}/send-back", data=answered).location == "/review"
    assert "Which seat?" in client.get(submitted).text


def test_drafts_and_unknown_entries_do_not_exist(client: FlaskClient, sign_in: Door, store: Store) -> None:
    store(rows.store_firm, state=FirmState.DRAFT)
    sign_in(client, Role.PROGRAMME_OFFICER)
    for address in ("/review/firms/firm-1", "/review/firms/nobody", "/review/claims/nobody"):
        assert client.get(address).status_code == 404


def test_an_accepted_claim_lets_the_claimant_act(client: FlaskClient, sign_in: Door, store: Store) -> None:
    claim = claim_id(client, sign_in, store)
    page = client.get(f"/review/claims/{claim}").text
    assert page.count("999999999") == 2 and "is the one on record" in page
    assert client.post(f"/review/claims/{claim}/accept").location == "/review"
    assert client.post(f"/review/claims/{claim}/accept").status_code == 409
    sign_in(client, account_id="claimant")
    assert client.get("/firms/firm-1/edit/identity").status_code == 200


def test_a_refused_claim_says_why(client: FlaskClient, sign_in: Door, store: Store) -> None:
    claim = claim_id(client, sign_in, store)
    assert client.post(f"/review/claims/{claim}/refuse", data={"reason": ""}).status_code == 422
    client.post(f"/review/claims/{claim}/refuse", data={"reason": "The register names somebody else."})
    sign_in(client, account_id="claimant")
    assert "The register names somebody else." in client.get("/my-firms").text
    assert client.get("/firms/firm-1/edit/identity").status_code == 404
