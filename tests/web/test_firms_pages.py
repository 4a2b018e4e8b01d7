"""The register and the entries in it: who sees what, how a company fills in its own."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from matchmaker.domain.vocabulary import FirmOrigin, FirmState, Role
from tests import rows
from tests.site import Door

Store = Callable[..., str]
IDENTITY = {"name": "Hydra Drones", "name_uk": "Гідра Дронс", "country": "UA", "kind": "company"}
GOOD, BAD = "14360570", "14360571"


def stored_draft(store: Store, firm_id: str = "firm-1", state: FirmState = FirmState.DRAFT, **more: object) -> str:
    return store(rows.store_firm, id=firm_id, origin=FirmOrigin.SELF_REGISTERED, state=state, **more)


def with_declared_stake(store: Store) -> None:
    stored_draft(store, state=FirmState.VERIFIED)
    store(rows.store_stake, holder_name="Secret Holding", basis="declared")


# --- Reading --------------------------------------------------------------------------------------------------


def test_the_register_asks_to_sign_in(client: FlaskClient) -> None:
    assert client.get("/firms").status_code == 303


def test_the_register_finds_by_word_and_country(client: FlaskClient, sign_in: Door, store: Store) -> None:
    store(rows.store_firm, name="Baltic Airframes")
    store(rows.store_firm, id="firm-2", name="Airframes of Gdansk", country="PL", fictional=True)
    stored_draft(store, "firm-3", name="Airframes in Draft")
    sign_in(client, Role.TRAINING_OFFICER)
    page = client.get("/firms?q=airframes").text
    assert "Baltic Airframes" in page and "Airframes of Gdansk" in page and "Airframes in Draft" not in page
    assert "Poland (1)" in page
    assert 'class="tag fictional"' in page
    polish = client.get("/firms?q=airframes&country=PL").text
    assert "Airframes of Gdansk" in polish and "Baltic Airframes" not in polish
    assert "No firm has all these words" in client.get("/firms?q=nothing").text


def test_pages_of_the_register_keep_the_search(client: FlaskClient, sign_in: Door, store: Store) -> None:
    for number in range(26):
        store(rows.store_firm, id=f"many-{number:02}", name=f"Many {number:02}")
    sign_in(client)
    assert "/firms?q=many&amp;page=2" in client.get("/firms?q=many").text
    last = client.get("/firms?q=many&page=99").text
    assert "Many 25" in last and "Many 24" not in last


def test_an_unclaimed_entry_says_so_and_offers_the_claim_to_companies(
    client: FlaskClient, sign_in: Door, store: Store
) -> None:
    store(rows.store_firm)
    sign_in(client)
    page = client.get("/firms/firm-1").text
    assert "From public records, not claimed" in page and "/firms/firm-1/claim" in page
    sign_in(client, Role.PROGRAMME_OFFICER)
    assert "/firms/firm-1/claim" not in client.get("/firms/firm-1").text


def test_a_rival_reads_no_declared_holders_and_learns_that_they_are_hidden(
    client: FlaskClient, sign_in: Door, store: Store
) -> None:
    with_declared_stake(store)
    store(rows.store_firm, id="firm-2", name="Rival")
    sign_in(client, firm_ids=("firm-2",))
    page = client.get("/firms/firm-1").text
    assert "Secret Holding" not in page
    assert re.search(r"Hidden from you</h2><p>Declared holders", page)


def test_an_officers_reading_of_holders_is_listed_for_the_firm(
    client: FlaskClient, sign_in: Door, store: Store
) -> None:
    with_declared_stake(store)
    sign_in(client, Role.PROGRAMME_OFFICER)
    assert "Secret Holding" in client.get("/firms/firm-1").text
    sign_in(client, firm_ids=("firm-1",))
    page = client.get("/firms/firm-1").text
    assert re.search(r'programme officer</td><td data-label="Fields">Declared holders', page)


def test_a_draft_does_not_exist_for_others(client: FlaskClient, sign_in: Door, store: Store) -> None:
    stored_draft(store)
    for role in (Role.COMPANY, Role.PROGRAMME_OFFICER, Role.TRAINING_OFFICER):
        sign_in(client, role)
        assert client.get("/firms/firm-1").status_code == 404
    sign_in(client)
    for part in ("edit/identity", "edit/ownership", "edit/capabilities", "capabilities/new", "submit"):
        assert client.get(f"/firms/firm-1/{part}").status_code == 404
    assert client.post("/firms/firm-1/submit").status_code == 404


def test_the_entry_is_in_the_readers_language(client: FlaskClient, sign_in: Door, store: Store) -> None:
    store(rows.store_firm, name="Hydra", name_uk="Гідра")
    sign_in(client, language="uk")
    assert "<h1>Гідра" in client.get("/firms/firm-1").text


# --- Registering ----------------------------------------------------------------------------------------------


def test_a_company_registers_step_by_step_and_submits(client: FlaskClient, sign_in: Door) -> None:
    sign_in(client)
    answer = client.post("/firms/new", data={**IDENTITY, "EDRPOU": GOOD, "site_countries-0": "UA"})
    assert answer.status_code == 303
    ownership = answer.location
    stake = {"stakes-0-holder_name": "Hydra Holding", "stakes-0-holder_country": "CY", "stakes-0-share": "51,5"}
    answer = client.post(ownership, data={**stake, "complete": "no"})
    capabilities = answer.location
    firm_id = capabilities.split("/")[2]
    assert 'value="51.5"' in client.get(ownership).text
    answer = client.post(f"/firms/{firm_id}/submit")
    assert answer.status_code == 422 and "Add at least one capability" in answer.text
    offer = {"direction": "offer", "title_uk": "Двигуни", "text_uk": "Електричні двигуни."}
    assert client.post(f"/firms/{firm_id}/capabilities/new", data=offer).location == capabilities
    assert client.post(f"/firms/{firm_id}/submit").location == f"/firms/{firm_id}"
    page = client.get(f"/firms/{firm_id}").text
    assert "Under review" in page and "Hydra Holding" in page and "51.5 %" in page and GOOD in page


def test_officers_do_not_register_firms(client: FlaskClient, sign_in: Door) -> None:
    sign_in(client, Role.PROGRAMME_OFFICER)
    assert client.get("/firms/new").status_code == 403


def test_the_form_sent_twice_leads_to_the_same_firm(client: FlaskClient, sign_in: Door) -> None:
    sign_in(client)
    sent = {**IDENTITY, "form_token": "the-same-token"}
    first, second = (client.post("/firms/new", data=sent) for _ in range(2))
    assert first.status_code == 303 and first.location == second.location
    assert client.get("/my-firms").text.count("Hydra Drones") == 1


def test_a_wrong_number_is_named_at_its_field_and_nothing_is_lost(client: FlaskClient, sign_in: Door) -> None:
    sign_in(client)
    answer = client.post("/firms/new", data={**IDENTITY, "VAT": "", "EDRPOU": BAD})
    assert answer.status_code == 422
    assert re.search(r'href="#EDRPOU">[^<]*typing error', answer.text)
    assert re.search(r'id="EDRPOU-fault"', answer.text)
    assert f'value="{BAD}"' in answer.text and 'value="Гідра Дронс"' in answer.text


def test_a_wrong_country_is_refused(client: FlaskClient, sign_in: Door) -> None:
    sign_in(client)
    answer = client.post("/firms/new", data={**IDENTITY, "country": "XX"})
    assert answer.status_code == 422 and 'href="#country"' in answer.text
    answer = client.post("/firms/new", data={**IDENTITY, "site_countries-0": "", "site_countries-1": "QQ"})
    assert answer.status_code == 422 and 'href="#site_countries-1"' in answer.text


def test_a_duplicate_can_be_claimed_instead(client: FlaskClient, sign_in: Door, store: Store) -> None:
    store(rows.store_firm, id="listed", name="Hydra Drones", country="UA", match_key="hydradrones")
    sign_in(client)
    answer = client.post("/firms/new", data=IDENTITY)
    assert answer.status_code == 409
    assert "/firms/listed/claim" in answer.text
    assert client.get("/my-firms").text.count("Hydra Drones") == 0


@pytest.mark.parametrize("field", ["name", "city"])
def test_marked_text_is_refused_and_not_shown_again(client: FlaskClient, sign_in: Door, field: str) -> None:
    sign_in(client)
    answer = client.post("/firms/new", data={**IDENTITY, field: "NATO SECRET plant", "name_uk": "Гідра"})
    assert answer.status_code == 422
    assert "NATO SECRET" not in answer.text and 'value="Гідра"' in answer.text
    assert f'href="#{field}"' in answer.text


# --- Ownership ------------------------------------------------------------------------------------------------


def test_another_holder_is_a_row_more_and_loses_nothing(client: FlaskClient, sign_in: Door, store: Store) -> None:
    stored_draft(store)
    sign_in(client, firm_ids=("firm-1",))
    typed = {"stakes-0-holder_name": "One", "stakes-1-holder_name": "Two", "stakes-1-share": "49", "more": "holder"}
    answer = client.post("/firms/firm-1/edit/ownership", data=typed)
    assert answer.status_code == 200
    assert 'value="Two"' in answer.text and 'value="49"' in answer.text and "stakes-2-holder_name" in answer.text
    assert 'value="Two"' not in client.get("/firms/firm-1/edit/ownership").text


@pytest.mark.parametrize(
    ("share", "said"),
    [("half", "Write a number"), ("151", "between 0 and 100 %"), ("-1", "between 0 and 100 %")],
)
def test_a_wrong_share_stands_at_its_row(
    client: FlaskClient, sign_in: Door, store: Store, share: str, said: str
) -> None:
    stored_draft(store)
    sign_in(client, firm_ids=("firm-1",))
    typed = {"stakes-0-holder_name": "", "stakes-1-holder_name": "Two", "stakes-1-share": share}
    answer = client.post("/firms/firm-1/edit/ownership", data=typed)
    assert answer.status_code == 422
    assert re.search(rf'href="#stakes-1-share">[^<]*{said}', answer.text)
    assert f'value="{share}"' in answer.text


def test_the_reason_of_an_officer_is_on_the_firms_pages(client: FlaskClient, sign_in: Door, store: Store) -> None:
    stored_draft(store, state=FirmState.SUBMITTED)
    sign_in(client, Role.PROGRAMME_OFFICER)
    seen = re.search(r'name="seen"[^>]*value="([^"]+)"', client.get("/review/firms/firm-1").text)
    assert seen
    reason = "Name the seat of your management."
    client.post("/review/firms/firm-1/send-back", data={"reason": reason, "seen": seen[1]})
    sign_in(client, firm_ids=("firm-1",))
    for address in ("/my-firms", "/firms/firm-1"):
        assert "Name the seat of your management." in client.get(address).text
