"""What no page of ours sends: it is answered, never with a failure, and on both databases alike."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

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
