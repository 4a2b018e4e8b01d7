"""Holders taken over from a file of the ownership standard: compared, confirmed, refused."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.unit_of_work import UnitOfWork
from tests import rows
from tests.ownership import CONFIRM, EDIT, FILE, IMPORT, Store, chain, own, stakes
from tests.site import Door, held


def statement(kind: str, record: str, **details: Any) -> dict[str, Any]:
    return {
        "statementId": f"s-{record}",
        "declarationSubject": "ee-1",
        "statementDate": "2026-01-01",
        "publicationDetails": {"publicationDate": "2026-01-01", "bodsVersion": "0.4", "publisher": {"name": "x"}},
        "recordId": record,
        "recordStatus": "new",
        "recordType": kind,
        "recordDetails": {"isComponent": False, **details},
    }


def entity(record: str, name: str, country: str = "EE") -> dict[str, Any]:
    place = {"name": country, "code": country}
    return statement("entity", record, entityType={"type": "registeredEntity"}, name=name, jurisdiction=place)


def relation(held: str, holder: str, **share: float) -> dict[str, Any]:
    interest = {"type": "shareholding", "directOrIndirect": "direct", "share": share}
    return statement("relationship", f"{holder}-{held}", subject=held, interestedParty=holder, interests=[interest])


def sound_file() -> list[dict[str, Any]]:
    return [
        entity("ee-1", "Baltic Drones"),
        entity("de-1", "Beta Holding", "DE"),
        entity("fi-1", "Gamma Fund", "FI"),
        relation("ee-1", "de-1", exact=51),
        relation("de-1", "fi-1", minimum=75, maximum=100),
    ]


def hidden_fields(page: str) -> dict[str, str]:
    form = page[page.index(CONFIRM) :]
    return {name: unescape(value) for name, value in re.findall(r'name="(\w+)" type="hidden" value="([^"]*)"', form)}


def test_only_members_take_over(client: FlaskClient, sign_in: Door, store: Store) -> None:
    chain(store)
    store(rows.store_firm, id="firm-2", name="Rival")
    sign_in(client, firm_ids=("firm-2",))
    assert client.get(IMPORT).status_code == 404
    assert client.post(IMPORT, data={"text": "[]"}).status_code == 404
    assert client.post(CONFIRM, data={"text": "[]"}).status_code == 404
    sign_in(client, Role.PROGRAMME_OFFICER)
    assert client.get(IMPORT).status_code == client.post(CONFIRM).status_code == 403


def test_a_file_is_compared_then_taken_over(app: Flask, client: FlaskClient, sign_in: Door, store: Store) -> None:
    own(client, sign_in, store)
    sent = (BytesIO(json.dumps(sound_file()).encode("utf-8-sig")), "ownership.json")
    preview = client.post(IMPORT, data={"file": sent}, content_type="multipart/form-data")
    page = unescape(preview.text)
    assert preview.status_code == 200
    assert "Beta Holding" in page and "Alpha Holding" in page
    assert "The share of Gamma Fund is a range, 75 % to 100 %" in page
    assert set(stakes(app)) == {"Alpha Holding", "State of C", "Jane Tamm"}
    answer = client.post(CONFIRM, data={**hidden_fields(preview.text), "complete": "no"})
    assert (answer.status_code, answer.headers["Location"]) == (303, EDIT)
    taken = stakes(app)
    assert set(taken) == {"Beta Holding", "Gamma Fund"}
    assert (taken["Beta Holding"].share, taken["Beta Holding"].holder_country) == (Decimal("0.51"), "DE")
    assert (taken["Gamma Fund"].share, taken["Gamma Fund"].majority) == (None, True)
    assert taken["Gamma Fund"].via == taken["Beta Holding"].holder_id
    assert client.get(EDIT).status_code == 200


def test_what_goes_out_comes_in_again(app: Flask, client: FlaskClient, sign_in: Door, store: Store) -> None:
    own(client, sign_in, store)
    before = {name: (one.share, one.holder_country, one.holder_kind) for name, one in stakes(app).items()}
    preview = client.post(IMPORT, data={"text": client.get(FILE).text})
    assert preview.status_code == 200 and 'class="tag">new' not in preview.text
    assert client.post(CONFIRM, data=hidden_fields(preview.text)).status_code == 303
    assert {name: (one.share, one.holder_country, one.holder_kind) for name, one in stakes(app).items()} == before


def test_sent_twice_is_taken_over_once(app: Flask, client: FlaskClient, sign_in: Door, store: Store) -> None:
    own(client, sign_in, store)
    fields = hidden_fields(client.post(IMPORT, data={"text": json.dumps(sound_file())}).text)
    assert [client.post(CONFIRM, data=fields).status_code for _ in range(2)] == [303, 303]
    with UnitOfWork(held(app).sessions) as uow:
        lines = [line.action for line in uow.trail.audit_of("firm", "firm-1")]
    assert lines.count("firm.ownership_imported") == 1


def test_an_entry_changed_meanwhile_is_compared_again(
    app: Flask, client: FlaskClient, sign_in: Door, store: Store
) -> None:
    own(client, sign_in, store)
    fields = hidden_fields(client.post(IMPORT, data={"text": json.dumps(sound_file())}).text)
    client.post(EDIT, data={"stakes-0-holder_name": "Newer Holder", "complete": ""})
    answer = client.post(CONFIRM, data={**fields, "complete": "yes"})
    assert answer.status_code == 409
    assert "Newer Holder" in answer.text and "The entry was changed after this preview" in answer.text
    assert set(stakes(app)) == {"Newer Holder"}
    again = client.post(CONFIRM, data=hidden_fields(answer.text))
    assert again.status_code == 303 and set(stakes(app)) == {"Beta Holding", "Gamma Fund"}


BAD_TEXTS = {
    "": "Choose a file",
    "{": "This is not JSON: line 1, column 2",
    '[{"a": 1, "a": 2}]': "a name is given twice",
    "[NaN]": "a number cannot be read",
    "[" * 5000: "This is not JSON",
    "{}": "describes no entity",
    "[]": "describes no entity",
    "17": "describes no entity",
    json.dumps([entity("ee-1", "Baltic Drones")]): "names nobody who holds",
    json.dumps([{**entity("ee-1", "Baltic Drones"), "publicationDetails": {"bodsVersion": "0.2"}}]): "not a statement",
    json.dumps(
        [{**entity(one, one.upper()), "declarationSubject": ""} for one in "ab"]
    ): "Write which of them is your firm: a (A), b (B)",
    json.dumps([*sound_file(), relation("ee-1", "fi-1", exact=50)]): "The parts of Baltic Drones add up to more than",
    json.dumps([*sound_file()[:3], entity("fi-1", "x" * 201), relation("ee-1", "fi-1", exact=1)]): "cannot be kept",
    json.dumps("x" * 250_001): "At most 250,000 characters",
}


@pytest.mark.parametrize("text", BAD_TEXTS, ids=BAD_TEXTS.values())
def test_a_bad_file_is_refused_at_the_field_and_nothing_is_lost(
    app: Flask, client: FlaskClient, sign_in: Door, store: Store, text: str
) -> None:
    own(client, sign_in, store)
    for address in (IMPORT, CONFIRM):
        answer = client.post(address, data={"text": text})
        page = unescape(answer.text)
        assert answer.status_code == 422
        assert re.search(f'<p class="fault"[^>]*>[^<]*{re.escape(BAD_TEXTS[text])}', page), page
        assert text[:200] in page
    assert set(stakes(app)) == {"Alpha Holding", "State of C", "Jane Tamm"}


def test_the_record_of_the_firm_can_be_named(client: FlaskClient, sign_in: Door, store: Store) -> None:
    own(client, sign_in, store)
    file = [{**one, "declarationSubject": "other"} for one in sound_file()]
    file[0]["recordDetails"]["name"] = "Otherwise"
    assert client.post(IMPORT, data={"text": json.dumps(file)}).status_code == 422
    assert client.post(IMPORT, data={"text": json.dumps(file), "subject": "nobody"}).status_code == 422
    named = client.post(IMPORT, data={"text": json.dumps(file), "subject": "ee-1"})
    assert named.status_code == 200 and "Read as your firm: Otherwise, Estonia (record ee-1)" in named.text


@pytest.mark.parametrize("raw", [b"\xff\xfe\x00", "[]".encode("utf-16"), b"x" * 500_001])
def test_a_file_that_is_no_text_is_refused(client: FlaskClient, sign_in: Door, store: Store, raw: bytes) -> None:
    own(client, sign_in, store)
    answer = client.post(IMPORT, data={"file": (BytesIO(raw), "x.json")}, content_type="multipart/form-data")
    assert answer.status_code == 422 and 'id="file-fault"' in answer.text


@pytest.mark.parametrize("escaped", [False, True])
def test_marked_text_is_refused_and_not_shown_again(
    app: Flask, client: FlaskClient, sign_in: Door, store: Store, escaped: bool
) -> None:
    own(client, sign_in, store)
    file = [*sound_file(), entity("xx", "ЦІЛКОМ ТАЄМНО")]
    text = json.dumps(file, ensure_ascii=escaped)
    for address in (IMPORT, CONFIRM):
        answer = client.post(address, data={"text": text})
        assert answer.status_code == 422 and "classification marking" in answer.text
        assert "Beta Holding" not in answer.text
    assert set(stakes(app)) == {"Alpha Holding", "State of C", "Jane Tamm"}


def test_what_is_not_understood_is_said_and_leaves_the_list_open(
    client: FlaskClient, sign_in: Door, store: Store
) -> None:
    own(client, sign_in, store)
    file = [*sound_file(), relation("ee-1", "fi-1", exact=150), {"recordType": "entity"}]
    file[0]["annotations"] = [{"description": "all holders are recorded"}]
    preview = client.post(IMPORT, data={"text": json.dumps(file)})
    page = unescape(preview.text)
    assert preview.status_code == 200
    assert "is not a number from 0 to 100" in page and "is not a statement of version 0.4" in page
    assert re.search(r'checked[^>]*value=""', page)
