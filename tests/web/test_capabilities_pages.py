"""Filling in a capability: languages, codes, components, deleting."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from matchmaker.domain.vocabulary import FirmOrigin, FirmState
from matchmaker.persistence.models import Concept
from tests import rows
from tests.site import Door

Store = Callable[..., str]
OFFER = {"direction": "offer", "title_en": "Motors", "text_en": "Electric motors for drones."}
NEW = "/firms/firm-1/capabilities/new"


def store_concept(session: Session, *, id: str, label_en: str, label_uk: str = "") -> Concept:
    scheme, _, code = id.partition(":")
    row = Concept(id=id, scheme=scheme, code=code, label_en=label_en, label_uk=label_uk)
    session.add(row)
    return row


@pytest.fixture
def own(client: FlaskClient, sign_in: Door, store: Store) -> FlaskClient:
    store(rows.store_firm, origin=FirmOrigin.SELF_REGISTERED, state=FirmState.DRAFT)
    store(store_concept, id="CPV:35613000-4", label_en="Unmanned aerial vehicles", label_uk="Безпілотні апарати")
    store(store_concept, id="CPV:31158000-8", label_en="Chargers", label_uk="Зарядні пристрої")
    store(store_concept, id="ML:ML10", label_en="Aircraft")
    sign_in(client, firm_ids=("firm-1",))
    return client


def test_an_offer_with_codes_and_components_is_on_the_entry(own: FlaskClient) -> None:
    parts = {"components-1-name": "Magnets", "components-1-origin": "CN", "components-1-cost_eur": "12,50"}
    answer = own.post(NEW, data={**OFFER, **parts, "concepts": ["CPV:35613000-4", "ML:ML10"]})
    assert answer.status_code == 303
    page = own.get("/firms/firm-1").text
    assert "Electric motors for drones." in page and "Magnets (China)" in page
    assert "35613000-4" in page and "ML10" in page


def test_codes_are_found_in_both_languages_and_ticks_stay(own: FlaskClient) -> None:
    page = own.post(NEW, data={**OFFER, "find": "зарядні", "concepts": ["ML:ML10"], "look": "codes"})
    assert page.status_code == 200
    assert 'value="CPV:31158000-8"' in page.text
    assert re.search(r'value="ML:ML10" checked', page.text)
    assert "Electric motors for drones." in page.text
    kept = own.post(NEW, data={**OFFER, "title_en": "", "concepts": ["CPV:31158000-8"]}).text
    assert re.search(r'value="CPV:31158000-8" checked', kept)


def test_one_language_is_needed(own: FlaskClient) -> None:
    answer = own.post(NEW, data={"direction": "need"})
    assert answer.status_code == 422
    assert 'href="#title_en"' in answer.text and 'href="#text_en"' in answer.text


def test_an_unknown_code_and_a_wrong_cost_are_refused(own: FlaskClient) -> None:
    answer = own.post(NEW, data={**OFFER, "concepts": ["CPV:1"]})
    assert answer.status_code == 422 and 'href="#concepts"' in answer.text
    answer = own.post(NEW, data={**OFFER, "components-0-name": "Motor", "components-0-cost_eur": "cheap"})
    assert answer.status_code == 422 and 'href="#components-0-cost_eur"' in answer.text


def test_marked_text_is_not_shown_again_even_with_another_fault(own: FlaskClient) -> None:
    marked = {**OFFER, "text_en": "RESTREINT UE/EU RESTRICTED", "components-0-cost_eur": "cheap"}
    for extra in ({}, {"more": "component"}, {"look": "codes"}):
        answer = own.post(NEW, data={**marked, **extra})
        assert "RESTREINT" not in answer.text
        assert 'href="#text_en"' in answer.text and 'value="Motors"' in answer.text


def test_a_capability_is_changed_and_deleted_after_a_question(own: FlaskClient) -> None:
    own.post(NEW, data=OFFER)
    (capability_id,) = re.findall(r"/capabilities/([^/]+)/edit", own.get("/firms/firm-1/edit/capabilities").text)
    assert 'value="Motors"' in own.get(f"/capabilities/{capability_id}/edit").text
    own.post(f"/capabilities/{capability_id}/edit", data={**OFFER, "title_en": "Engines"})
    assert "Delete “Engines”?" in own.get(f"/capabilities/{capability_id}/delete").text
    assert "Engines" in own.get("/firms/firm-1").text
    own.post(f"/capabilities/{capability_id}/delete")
    assert "Engines" not in own.get("/firms/firm-1").text


def test_another_firms_capability_does_not_exist(client: FlaskClient, sign_in: Door, store: Store) -> None:
    store(rows.store_firm)
    store(rows.store_firm, id="firm-2", name="Rival")
    store(rows.store_capability, basis="declared")
    sign_in(client, firm_ids=("firm-2",))
    for part in ("edit", "delete"):
        assert client.get(f"/capabilities/capability-1/{part}").status_code == 404
        assert client.post(f"/capabilities/capability-1/{part}", data=OFFER).status_code == 404
    assert client.post(NEW, data=OFFER).status_code == 404
