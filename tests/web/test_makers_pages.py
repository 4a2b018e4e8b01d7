"""The equipment page for each reader, the makers' pages and what they never say, claims, glossary, components."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.models import ComponentSupply, Fielding, TrainingEquipment
from tests.looprows import store_answer, store_event, store_gap, store_module
from tests.rows import NOW, SOURCE, flushed, store_equipment, store_firm, store_maker, store_observation
from tests.site import Door, held

Store = Callable[..., str]
KIT, ANSWER = "/equipment/equipment-1", "/observations/observation-1/answer"
LINE = "Video breaks off beyond the second tree line"


@pytest.fixture(autouse=True)
def register(store: Store) -> None:
    store(store_firm, id="firm-1", name="Baltic Airframes")
    store(store_equipment, id="equipment-1", name="Testbird", category="UAV")
    store(store_maker, firm_id="firm-1", name="Baltic Airframes")


@pytest.fixture
def author(client: FlaskClient, sign_in: Door, store: Store) -> str:
    """Somebody who filed an observation with all that a maker must not learn."""
    account_id = sign_in(client, Role.TRAINING_OFFICER, account_id="author-of-it")
    store(store_module, id="module-1", name_en="Pilots in winter")
    store(store_event, id="event-1", title_en="Exercise Whiteout")
    told = {"side": "UA", "setting": "operations", "segment": "south", "module_id": "module-1", "event_id": "event-1"}
    rest = {"configuration": "build 2", "conditions": ["jamming"], "workaround": "Fly higher.", "ratings": {"build": 2}}
    store(store_observation, filed_by=account_id, title=LINE, **told, **rest)
    return account_id


def store_training(session: Session) -> TrainingEquipment:
    return flushed(session, TrainingEquipment(event_id="event-1", equipment_id="equipment-1"))


def store_fielding(session: Session) -> Fielding:
    row = Fielding(id="f", equipment_id="equipment-1", country="EE", stated_by="author-of-it", stated_at=NOW, **SOURCE)
    return flushed(session, row)


def send(client: FlaskClient, path: str, **typed: object) -> tuple[int, str]:
    answer = client.post(path, data=typed, follow_redirects=True)
    return answer.status_code, answer.text


SECRETS = ("author-of-it", "Ukrainian forces", "Pilots in winter", "Exercise Whiteout", "south", "operations")


def test_whoever_works_with_observations_sees_all_that_is_known(
    client: FlaskClient, sign_in: Door, store: Store, author: str
) -> None:
    store(store_training)
    store(store_gap, title_en="Video is lost", observations=("observation-1",), formed_by=author)
    store(store_fielding)
    page = client.get(KIT).text
    assert LINE in page and "no maker has answered" in page and "Fly higher." in page and "build 2" in page
    assert "/training/event-1" in page
    assert "/gaps/gap-1" in page and "Ukrainian forces" in page and "Stated by training officers" in page
    assert "/observations/new?equipment=equipment-1" in page and "/trail/equipment/equipment-1" in page
    assert "/equipment/components" in page and f"{KIT}/fielding" in page
    assert '<th scope="row">build</th>' in page and "★" not in page and "average" not in page.replace("averaged", "")


def test_only_screened_observations_count_and_what_waits_is_told_inside(
    client: FlaskClient, sign_in: Door, store: Store, author: str
) -> None:
    store(store_observation, id="waiting", filed_by=author, title="Smoke from the battery", state="filed")
    page = client.get(KIT).text
    assert "in 1 observation" in page and "1 more is not screened yet" in page and "Smoke" not in page
    sign_in(client, firm_ids=("firm-1",))
    assert "not screened yet" not in client.get(KIT).text


def test_a_maker_never_learns_who_where_or_in_which_training(client: FlaskClient, sign_in: Door, author: str) -> None:
    sign_in(client, firm_ids=("firm-1",))
    for path in ("/makers/observations", ANSWER, KIT, "/firms/firm-1"):
        page = client.get(path).text
        assert [secret for secret in SECRETS if secret in page] == [], path
    assert LINE in client.get("/makers/observations").text and "jamming" in client.get(ANSWER).text


def test_other_companies_see_counts_and_no_word(client: FlaskClient, sign_in: Door, author: str) -> None:
    sign_in(client)
    page = client.get(KIT).text
    assert "<dt>task failed</dt><dd>1</dd>" in page
    assert [word for word in (LINE, "Fly higher.", "build 2", "jamming", *SECRETS) if word in page] == []
    assert client.get(ANSWER).status_code == client.get("/observations/none/answer").status_code == 404
    assert client.get(f"{KIT}/claims").status_code == 404


def test_only_companies_that_make_something_are_led_to_observations(client: FlaskClient, sign_in: Door) -> None:
    sign_in(client)
    assert "/makers/observations" not in client.get("/topics").text
    sign_in(client, firm_ids=("firm-1",))
    assert 'href="/makers/observations"' in client.get("/topics").text
    assert "Nobody has observed anything" in client.get("/makers/observations").text


def test_an_answer_with_faults_stays_typed_and_a_good_one_is_shown(
    client: FlaskClient, sign_in: Door, author: str
) -> None:
    sign_in(client, firm_ids=("firm-1",))
    path = "/makers/observations/observation-1/answer"
    status, page = send(client, path, kind="fixed", text="Changed the antenna.")
    assert status == 422 and "Name the version in which it is fixed." in page and "Changed the antenna." in page
    status, page = send(client, path, kind="answer", text="RESTREINT UE/EU RESTRICTED antenna")
    assert status == 422 and "antenna" not in page and "It was not stored." in page
    status, page = send(client, path, kind="answer", text="Meet us at +380 67 123 45 67.")
    key = re.search(r'name="harmless" id="harmless-1" value="(\w+)"', page)
    assert status == 422 and key is not None
    status, page = send(client, path, kind="answer", text="Meet us at +380 67 123 45 67.", harmless=key[1])
    assert status == 200 and "Your answer is kept." in page and "+380 67 123 45 67" in page
    sign_in(client, account_id=author, role=Role.TRAINING_OFFICER)
    assert "a maker has answered" in client.get(KIT).text
    assert "Baltic Airframes answered observation No 1" in client.get("/notices").text


def test_a_fix_is_stated_until_somebody_sees_it_work(
    client: FlaskClient, sign_in: Door, store: Store, author: str
) -> None:
    store(store_answer, kind="fixed", version="build 3", account_id=author)
    assert "nobody has confirmed that yet" in client.get(KIT).text
    store(store_observation, id="later", filed_by=author, effect="none", month="2026-11", configuration="Build 3")
    assert "users have seen it work since" in client.get(KIT).text


# --- Claims ---------------------------------------------------------------------------------------------------


def claim(client: FlaskClient, **typed: object) -> tuple[int, str]:
    return send(client, f"{KIT}/claims", **{"statement": "Flown in use since 2024.", **typed})


def test_without_an_observation_from_use_a_claim_is_shown_as_claimed_only(
    client: FlaskClient, sign_in: Door, store: Store
) -> None:
    author = sign_in(client, Role.TRAINING_OFFICER)
    sign_in(client, firm_ids=("firm-1",))
    assert "Claim that it was tested in use" in client.get(KIT).text
    status, page = claim(client)
    assert status == 200 and "Claimed only: no observation from use is on record." in page
    store(store_observation, filed_by=author, setting="training", effect="none")
    for path in (KIT, "/firms/firm-1"):
        page = client.get(path).text
        assert "Flown in use since 2024." in page and "claimed only" in page and "Training is not use." in page
        assert "✓" not in page and "observed in use" not in page
    assert claim(client)[0] == 409


def test_observations_from_use_bear_on_it_with_failures_beside(
    client: FlaskClient, sign_in: Door, store: Store
) -> None:
    author = sign_in(client, Role.TRAINING_OFFICER)
    rest = {"filed_by": author, "setting": "operations", "side": "UA", "conditions": ["rain"], "fictional": True}
    store(store_observation, id="use-1", effect="failed", month="2026-03", **rest)
    sign_in(client, firm_ids=("firm-1",))
    few = claim(client)[1]
    assert "fewer than 3 observations from use" in few and "They are invented." in few and "it failed each time" in few
    assert "(2026)" not in few and "1 of 1 people" not in few and "Conditions:" not in few
    for month in ("2026-04", "2026-05"):
        store(store_observation, id=f"use-{month}", effect="none", month=month, **rest)
    maker = client.get(KIT).text
    assert "✓" in maker and "3 observations from use bear on it (2026)" in maker
    assert "1 of 3 people" in maker and "3 of these observations are invented." in maker
    assert "Ukrainian forces" not in maker and "Conditions: rain or snow." in maker
    sign_in(client, Role.ANALYST)
    analyst = client.get(KIT).text
    assert "bear on it (March 2026 – May 2026)" in analyst and "Sides, in people: Ukrainian forces 3." in analyst


def test_a_withdrawn_claim_is_gone(app: Flask, client: FlaskClient, sign_in: Door) -> None:
    maker = sign_in(client, firm_ids=("firm-1",))
    found = re.search(rf'action="({KIT}/claims/[\w-]+/withdraw)"', claim(client)[1])
    assert found is not None
    sign_in(client)
    assert found[1] not in client.get(KIT).text and client.post(found[1]).status_code == 404
    sign_in(client, account_id=maker)
    assert "Flown in use since 2024." not in send(client, found[1])[1]
    with held(app).sessions() as session:
        assert session.connection().exec_driver_sql("SELECT count(withdrawn_at) FROM use_claim").scalar() == 1


# --- Glossary and components ----------------------------------------------------------------------------------


def test_the_glossary_finds_either_language_and_names_its_source(client: FlaskClient, sign_in: Door) -> None:
    assert "/sign-in" in client.get("/glossary").location
    sign_in(client)
    for asked in ("shelterbelt", "лісосмуга", "lisosmuha"):
        page = client.get("/glossary", query_string={"q": asked}).text
        assert '<strong lang="uk">лісосмуга</strong>' in page and "bavovniatko knowledge base" in page, asked
    assert "CC BY 4.0" in page and "No entry has these words." in client.get("/glossary?q=qqqq").text


def test_words_of_its_observations_stand_on_the_page_of_a_kit(
    client: FlaskClient, sign_in: Door, store: Store, author: str
) -> None:
    store(store_observation, id="second", filed_by=author, title="Пташка впала біля лісосмуги", language="uk")
    assert '<strong lang="uk">лісосмуга</strong>' in client.get(KIT).text
    sign_in(client)
    assert "лісосмуга" not in client.get(KIT).text


def store_component(session: Session, name: str, position: int, parent: str = "", **rest: object) -> ComponentSupply:
    row = ComponentSupply(name=name, position=position, parent=parent, **{**SOURCE, "status": "1", **rest})
    return flushed(session, row)


def test_components_stand_under_what_they_are_part_of(client: FlaskClient, sign_in: Door, store: Store) -> None:
    for position, (name, parent) in enumerate((("Drone", ""), ("Camera", "Drone"), ("Radio", "Drone"))):
        store(store_component, name=name, position=position, parent=parent, ukraine_now=10)
    store(store_component, name="Lens", position=9, parent="Camera", ukraine_possible=30)
    sign_in(client)
    page = client.get("/equipment/components").text
    found = re.findall(r'class="depth-(\d)">.*?<span lang="en">(\w+)</span>', page)
    assert found == [("0", "Drone"), ("1", "Camera"), ("2", "Lens"), ("1", "Radio")]
    assert "made up for a test" in page and "unknown" in page
