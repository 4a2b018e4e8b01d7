"""Who holds a firm, on pages: who may read it, what is drawn, what goes out and comes in as statements."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from decimal import Decimal
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from matchmaker.domain.vocabulary import FirmOrigin, FirmState, Role
from matchmaker.persistence.unit_of_work import UnitOfWork
from tests import rows
from tests.site import Door, held

Store = Callable[..., str]
PAGE, FILE = "/firms/firm-1/ownership", "/firms/firm-1/ownership.json"
IMPORT, CONFIRM = "/firms/firm-1/edit/ownership/import", "/firms/firm-1/edit/ownership/import/confirm"
EDIT = "/firms/firm-1/edit/ownership"


def chain(store: Store, basis: str = "declared", state: FirmState = FirmState.VERIFIED) -> None:
    """A Chinese state holds 60 % of a German holding that holds 70 % of the firm; a person has the rest."""
    store(
        rows.store_firm, id="firm-1", name="Baltic Drones", country="EE", state=state, origin=FirmOrigin.SELF_REGISTERED
    )
    kept = {"firm_id": "firm-1", "basis": basis}
    holding = {"holder_id": "alphaholding", "holder_name": "Alpha Holding", "holder_country": "DE"}
    store(rows.store_stake, **kept, **holding, holder_kind="company", share=Decimal("0.7"))
    state_of = {"holder_id": "stateofc", "holder_name": "State of C", "holder_country": "CN", "holder_kind": "state"}
    store(rows.store_stake, **kept, **state_of, share=Decimal("0.6"), via="alphaholding")
    person = {"holder_id": "janetamm", "holder_name": "Jane Tamm", "holder_country": "EE", "holder_kind": "person"}
    store(rows.store_stake, **kept, **person, share=Decimal("0.3"))


def without_tokens(page: str) -> str:
    return re.sub(r'name="csrf_token" value="[^"]*"', "", page)


def ledger(app: Flask) -> list[str]:
    with UnitOfWork(held(app).sessions) as uow:
        return [f"{line.fields} {line.where}" for line, _ in uow.trail.ledger_of("firm-1")]


def stakes(app: Flask) -> dict[str, Any]:
    with UnitOfWork(held(app).sessions) as uow:
        return {one.holder_name: one for one in uow.firms.stakes("firm-1")}


# --- Reading --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", [PAGE, FILE])
def test_a_rival_and_a_stranger_learn_nothing(client: FlaskClient, sign_in: Door, store: Store, address: str) -> None:
    chain(store)
    assert client.get(address).status_code == 303
    store(rows.store_firm, id="firm-2", name="Rival")
    for role, firm_ids in ((Role.COMPANY, ("firm-2",)), (Role.TRAINING_OFFICER, ()), (Role.ANALYST, ())):
        sign_in(client, role, firm_ids=firm_ids)
        answer = client.get(address)
        unknown = client.get(address.replace("firm-1", "firm-9"))
        assert (answer.status_code, unknown.status_code) == (404, 404)
        assert without_tokens(answer.text).replace("firm-1", "firm-9") == without_tokens(unknown.text)


def test_a_draft_is_open_to_its_firm_only(client: FlaskClient, sign_in: Door, store: Store) -> None:
    chain(store, state=FirmState.DRAFT)
    sign_in(client, Role.PROGRAMME_OFFICER)
    assert client.get(PAGE).status_code == client.get(FILE).status_code == 404
    sign_in(client, firm_ids=("firm-1",))
    assert client.get(PAGE).status_code == client.get(FILE).status_code == 200


def test_what_is_public_is_open_to_all_and_leaves_no_line(
    app: Flask, client: FlaskClient, sign_in: Door, store: Store
) -> None:
    chain(store, basis="public_record")
    sign_in(client, Role.ANALYST)
    assert client.get(PAGE).status_code == client.get(FILE).status_code == 200
    sign_in(client, Role.PROGRAMME_OFFICER)
    assert client.get(PAGE).status_code == 200
    assert ledger(app) == []


def test_an_officer_leaves_a_line_for_the_page_and_for_the_file(
    app: Flask, client: FlaskClient, sign_in: Door, store: Store
) -> None:
    chain(store)
    officer = sign_in(client, Role.PROGRAMME_OFFICER)
    assert client.get(PAGE).status_code == 200
    assert client.get(FILE).status_code == 200
    sign_in(client, Role.PROGRAMME_OFFICER, account_id=officer)
    assert client.get(PAGE).status_code == 200
    assert sorted(ledger(app)) == ["stakes ownership", "stakes ownership.json"]


def test_the_firm_itself_leaves_no_line(app: Flask, client: FlaskClient, sign_in: Door, store: Store) -> None:
    chain(store)
    sign_in(client, firm_ids=("firm-1",))
    client.get(PAGE)
    client.get(FILE)
    assert ledger(app) == []


def test_the_page_says_who_controls_and_what_the_rules_answer(client: FlaskClient, sign_in: Door, store: Store) -> None:
    chain(store)
    sign_in(client, Role.PROGRAMME_OFFICER)
    page = unescape(client.get(PAGE).text)
    assert "/law/rules/EDIP-P-E03" in page and "/law/rules/EDIP-U-E04" in page
    assert "State of C holds 60 % of Alpha Holding, which holds 70 % of Baltic Drones." in page
    table = page[page.index('id="table"') :]
    for name, standing in (("Alpha Holding", "every"), ("State of C", "every"), ("natural person 1", "some")):
        row = table[table.index(name) :]
        assert f"controls in {standing} case" in row[: row.index("</tr>")]
    assert "Which decisive rights natural person 1 has in Baltic Drones" in table
    assert "eligible" not in page.casefold()


def test_persons_have_names_for_their_own_firm_only(client: FlaskClient, sign_in: Door, store: Store) -> None:
    chain(store)
    sign_in(client, Role.PROGRAMME_OFFICER)
    assert "Jane Tamm" not in client.get(PAGE).text + client.get(FILE).text
    sign_in(client, firm_ids=("firm-1",))
    assert "Jane Tamm" in client.get(PAGE).text and "Jane Tamm" in client.get(FILE).text


def test_the_picture_tells_kinds_of_links_apart_in_both_widths(
    client: FlaskClient, sign_in: Door, store: Store
) -> None:
    chain(store)
    sign_in(client, Role.PROGRAMME_OFFICER)
    page = client.get(PAGE).text
    for drawing in re.findall(r"<svg viewBox=.*?</svg>", page, re.DOTALL)[:2]:
        assert drawing.count('class="holding every"') == 2
        assert drawing.count('class="holding some"') == 1
        assert all(word in drawing for word in ("Alpha Holding", "Germany", "70 %", "China"))
        assert "style=" not in drawing


def test_a_wide_tree_is_cut_and_says_so(client: FlaskClient, sign_in: Door, store: Store) -> None:
    store(rows.store_firm, id="firm-1", name="Many")
    for number in range(70):
        share = {"holder_name": f"Holder {number}", "share": Decimal("0.01")}
        store(rows.store_stake, holder_id=f"holder{number}", basis="public_record", **share)
    sign_in(client)
    page = client.get(PAGE).text
    assert "36 further holders did not fit into the picture" in page
    assert "10 further holders, farther from the firm, are in neither" in page


def test_without_holders_the_rules_still_answer(client: FlaskClient, sign_in: Door, store: Store) -> None:
    store(rows.store_firm, id="firm-1", name="Nobody Known")
    sign_in(client)
    page = client.get(PAGE).text
    assert "Nothing is recorded about who holds this firm" in page and page.count('class="verdict unknown"') == 2


def test_circles_and_shared_holders_are_drawn(client: FlaskClient, sign_in: Door, store: Store) -> None:
    store(rows.store_firm, id="firm-1", name="Ring")
    for holder, via in (("a", None), ("b", "a"), ("a", "b"), ("b", None)):
        row = {"id": f"{holder}-{via}", "holder_id": holder, "holder_name": holder.upper(), "via": via}
        store(rows.store_stake, **row, share=Decimal("0.4"))
    sign_in(client)
    assert client.get(PAGE).text.count('class="holding') >= 8


def test_the_entry_links_to_the_page_only_where_it_opens(client: FlaskClient, sign_in: Door, store: Store) -> None:
    chain(store)
    sign_in(client, Role.ANALYST)
    assert PAGE not in client.get("/firms/firm-1").text
    sign_in(client, Role.PROGRAMME_OFFICER)
    assert PAGE in client.get("/firms/firm-1").text


# --- Taking over ----------------------------------------------------------------------------------------------


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


def own(client: FlaskClient, sign_in: Door, store: Store) -> None:
    chain(store)
    sign_in(client, firm_ids=("firm-1",))


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


# --- The form that asks for holders one by one ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows_sent", "field"),
    [
        ([{"share": "100,1"}], "stakes-0-share"),
        ([{"share": "-1"}], "stakes-0-share"),
        ([{"share": "half"}], "stakes-0-share"),
        ([{"votes": "101"}], "stakes-0-votes"),
        ([{"share": "60"}, {"share": "40,01"}], "stakes-1-share"),
        ([{"share": "60"}, {"share": "60", "via": "Holder 0"}, {"share": "41", "via": "Holder 0"}], "stakes-2-share"),
        ([{"votes": "60"}, {"votes": "41"}], "stakes-1-votes"),
        ([{"holder_country": "XX"}], "stakes-0-holder_country"),
        ([{"holder_country": "Estonia"}], "stakes-0-holder_country"),
        ([{"via": "Nobody"}], "stakes-0-via"),
        ([{"holder_name": "", "majority": "y"}], "stakes-0-holder_name"),
    ],
)
def test_bad_holders_are_refused_at_the_field(
    app: Flask, client: FlaskClient, sign_in: Door, store: Store, rows_sent: list[dict[str, str]], field: str
) -> None:
    own(client, sign_in, store)
    data = {"complete": "yes"}
    for number, row in enumerate(rows_sent):
        whole = {"holder_name": f"Holder {number}", **row}
        data |= {f"stakes-{number}-{name}": value for name, value in whole.items()}
    answer = client.post(EDIT, data=data)
    assert answer.status_code == 422
    assert f'id="{field}-fault"' in answer.text
    assert set(stakes(app)) == {"Alpha Holding", "State of C", "Jane Tamm"}


def test_votes_and_a_majority_survive_the_form(app: Flask, client: FlaskClient, sign_in: Door, store: Store) -> None:
    own(client, sign_in, store)
    row = {"stakes-0-holder_name": "Holder", "stakes-0-votes": "33,5", "stakes-0-majority": "y", "complete": ""}
    assert client.post(EDIT, data=row).status_code == 303
    kept = stakes(app)["Holder"]
    assert (kept.votes, kept.majority) == (Decimal("0.335"), True)
    page = client.get(EDIT).text
    assert 'value="33.5"' in page and re.search(r'<input checked[^>]*name="stakes-0-majority"', page)
