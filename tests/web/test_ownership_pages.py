"""Who holds a firm, on pages: who may read it, what is drawn, and the form that asks for holders one by one."""

from __future__ import annotations

import re
from decimal import Decimal
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from matchmaker.domain.vocabulary import FirmState, Role
from matchmaker.persistence.unit_of_work import UnitOfWork
from tests import rows
from tests.ownership import EDIT, FILE, PAGE, Store, chain, own, stakes
from tests.site import Door, held


def without_tokens(page: str) -> str:
    return re.sub(r'name="csrf_token" value="[^"]*"', "", page)


def ledger(app: Flask) -> list[str]:
    with UnitOfWork(held(app).sessions) as uow:
        return [f"{line.fields} {line.where}" for line, _ in uow.trail.ledger_of("firm-1")]


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
    drawings = re.findall(r"<svg viewBox=.*?</svg>", page, re.DOTALL)[:2]
    assert len(drawings) == 2
    for drawing in drawings:
        assert drawing.count('class="holding every"') == 2
        assert drawing.count('class="holding some"') == 1
        assert all(word in drawing for word in ("Alpha Holding", "Germany", "70 %", "China"))
        assert "style=" not in drawing


def test_the_page_speaks_ukrainian(client: FlaskClient, sign_in: Door, store: Store) -> None:
    chain(store)
    sign_in(client, Role.PROGRAMME_OFFICER, language="uk")
    page = unescape(client.get(PAGE).text)
    assert "Німеччина" in page and "має 70 % у Baltic Drones" in page


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
