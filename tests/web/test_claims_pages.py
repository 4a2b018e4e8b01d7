"""Claiming an entry from public records."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from matchmaker.domain.vocabulary import Role
from tests import rows
from tests.site import Door

Store = Callable[..., str]
CLAIM = {"scheme": "PIC", "value": "999 999 999", "statement": "I am the director.", "form_token": "one"}


@pytest.fixture
def listed(store: Store) -> str:
    store(rows.store_firm)
    store(rows.store_identifier)
    return "/firms/firm-1/claim"


def test_a_claim_waits_with_its_state(client: FlaskClient, sign_in: Door, listed: str) -> None:
    sign_in(client)
    assert "Claim the entry of Baltic Airframes" in client.get(listed).text
    for _ in range(2):
        assert client.post(listed, data=CLAIM).location == "/my-firms"
    page = client.get("/my-firms").text
    assert page.count("An officer has not decided yet") == 1 and "999999999" in page


@pytest.mark.parametrize(("value", "said"), [("12", "exactly 9 digits"), ("888888888", "not the PIC number on record")])
def test_a_wrong_number_is_refused_at_its_field(
    client: FlaskClient, sign_in: Door, listed: str, value: str, said: str
) -> None:
    sign_in(client)
    answer = client.post(listed, data={**CLAIM, "value": value})
    assert answer.status_code == 422
    assert said in answer.text and 'href="#value"' in answer.text and "I am the director." in answer.text


def test_a_marked_statement_is_not_shown_again(client: FlaskClient, sign_in: Door, listed: str) -> None:
    sign_in(client)
    answer = client.post(listed, data={**CLAIM, "statement": "TOP SECRET"})
    assert answer.status_code == 422 and "TOP SECRET" not in answer.text


def test_who_may_not_claim(client: FlaskClient, sign_in: Door, listed: str, store: Store) -> None:
    sign_in(client, Role.PROGRAMME_OFFICER)
    assert client.get(listed).status_code == 403
    sign_in(client)
    assert client.get("/firms/nobody/claim").status_code == 404
    client.post(listed, data=CLAIM)
    assert client.post(listed, data={**CLAIM, "form_token": "two"}).status_code == 409
    store(rows.store_account, id="member")
    store(rows.store_membership, account_id="member")
    sign_in(client)
    assert client.get(listed).status_code == 409
