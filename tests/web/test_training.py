"""Missions, types of training, what a joint product calls for, who fields what, convergence."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from matchmaker.domain.vocabulary import Role
from tests.looprows import store_event, store_gap, store_joint_project, store_mission, store_module, store_proposal
from tests.rows import store_account, store_equipment, store_firm, store_observation, store_topic
from tests.site import Door

Store = Callable[..., str]
PLAN = {"module_id": "module-1", "kind": "course", "direction": "joint", "month": "2030-03", "states": "EE UA"}


@pytest.fixture
def project(store: Store) -> None:
    """A joint project whose product is in use, with the type of equipment that its gap was seen on."""
    store(store_account)
    store(store_firm, id="ua", country="UA")
    store(store_firm, id="ee", country="EE")
    store(store_equipment, id="old", name="Oldbot", operators_eu="EE LV")
    store(store_equipment, id="new", name="Newbot", operated_by_ua="yes")
    store(store_observation, id="first", equipment_id="old")
    store(store_gap, observations=("first",))
    store(store_topic)
    store(store_module, skills="night driving; repair")
    store(store_proposal, firms=("ua", "ee"))
    store(store_joint_project, gap_id="gap-1", product_id="new", fielded_month="2026-11", state="fielded")


@pytest.mark.usefixtures("project")
def test_what_a_product_calls_for_says_who_can_teach_whom_with_what(client: FlaskClient, sign_in: Door) -> None:
    sign_in(client, Role.PROGRAMME_OFFICER)
    page = client.get("/joint-projects/joint-1/training").text
    assert "Ukraine" in page and "Estonia, Latvia" in page and "Newbot, Oldbot" in page and "night driving" in page
    assert "Propose this training" not in page


@pytest.mark.usefixtures("project")
def test_training_is_planned_once_held_in_its_month_and_stands_on_the_trail(client: FlaskClient, sign_in: Door) -> None:
    sign_in(client, Role.TRAINING_OFFICER)
    form = {**PLAN, "form_token": "token-1"}
    sent = [client.post("/joint-projects/joint-1/training", data=form) for _ in range(2)]
    assert {answer.status_code for answer in sent} == {303} and len({answer.location for answer in sent}) == 1
    page = client.get(sent[0].location).text
    assert "Newbot" in page and "Estonia, Ukraine" in page and "Proposed" not in page and "proposed" in page
    early = client.post(sent[0].location, data={"state": "held"})
    assert early.status_code == 422 and "Its month has not come yet." in early.text
    assert client.post(sent[0].location, data={"state": "planned"}).status_code == 303
    assert "Newbot" in client.get("/trail/gap/gap-1").text
    assert "Drone pilots" in client.get("/trail/gap/gap-1").text


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"month": "2020-01"}, "Give a month from this one on."),
        ({"month": "soon"}, "Give a month from this one on."),
        ({"month": "２０３０-03"}, "Give a month from this one on."),
        ({"module_id": "none"}, "Not a valid choice"),
        ({"kind": "feast"}, "Not a valid choice"),
        ({"seats": "0"}, "Give a number from 1 to 5000."),
        ({"seats": "99999999999999999999"}, "Give a number from 1 to 5000."),
    ],
)
def test_wrong_input_is_told_at_its_field_and_what_was_typed_stays(
    client: FlaskClient, sign_in: Door, wrong: dict[str, str], told: str
) -> None:
    sign_in(client, Role.TRAINING_OFFICER)
    answer = client.post("/joint-projects/joint-1/training", data={**PLAN, **wrong})
    assert answer.status_code == 422 and told in answer.text.replace("\u00a0", "").replace(",000", "000")
    assert "EE UA" in answer.text


@pytest.mark.usefixtures("project")
def test_what_is_not_fielded_calls_for_nothing_yet(client: FlaskClient, sign_in: Door, store: Store) -> None:
    store(store_proposal, id="proposal-2", firms=("ua",))
    store(store_joint_project, id="joint-2", number=2, proposal_id="proposal-2")
    sign_in(client, Role.TRAINING_OFFICER)
    assert "The product is not in use yet." in client.get("/joint-projects/joint-2/training").text
    assert client.post("/joint-projects/joint-2/training", data=PLAN).status_code == 422


def test_a_mission_shows_each_published_value_and_a_mandate_that_is_over(
    client: FlaskClient, sign_in: Door, store: Store
) -> None:
    store(store_mission, facts=(("trained", "63000"), ("trained", "65000"), ("NSATU: staff", "700")))
    sign_in(client, Role.ANALYST)
    page = client.get("/missions/eumam").text
    assert "63000" in page and "65000" in page and "Beside it: NATO and others" in page
    assert "The last known mandate ended on" in page


def test_pages_of_training_know_what_was_observed(client: FlaskClient, sign_in: Door, store: Store) -> None:
    store(store_account)
    store(store_equipment)
    store(store_module)
    store(store_event, module_id="module-1", country="EE", segment="north")
    store(store_observation, module_id="module-1", event_id="event-1", title="Wind above the trees")
    sign_in(client, Role.ADMINISTRATOR)
    for address in ("/modules/module-1", "/training/event-1"):
        assert "Wind above the trees" in client.get(address).text
    assert "Drone pilots" in client.get("/missions?direction=joint").text
    assert "Drone pilots" not in client.get("/missions?direction=eu_trains_ua").text


def test_a_state_that_fields_a_type_is_added_with_its_source_and_once(
    client: FlaskClient, sign_in: Door, store: Store
) -> None:
    store(store_equipment, operated_by_ua="yes")
    sign_in(client, Role.TRAINING_OFFICER)
    assert client.post("/equipment/equipment-1/fielding", data={"country": "LV", "source": ""}).status_code == 422
    stated = {"country": "LV", "source": "a public annual report"}
    for source in ("NATO SECRET annual report", "a post of the 47th Mechanized Brigade"):
        refused = client.post("/equipment/equipment-1/fielding", data={**stated, "source": source})
        assert refused.status_code == 422 and "NATO SECRET" not in refused.text
    assert client.post("/equipment/equipment-1/fielding", data=stated).status_code == 303
    assert "This was stated already." in client.post("/equipment/equipment-1/fielding", data=stated).text
    assert "Testbird" in client.get("/convergence").text
    assert client.get("/equipment/none/fielding").status_code == 404


def test_convergence_of_an_empty_register_says_that_nothing_is_recorded(client: FlaskClient, sign_in: Door) -> None:
    sign_in(client, Role.PROGRAMME_OFFICER)
    page = client.get("/convergence").text
    assert "nothing recorded" in page and "Nothing has come together on record yet." in page


@pytest.mark.parametrize("address", ["/missions/x", "/modules/x", "/training/x", "/joint-projects/x/training"])
def test_what_is_not_there_is_not_found_and_companies_are_not_let_in(
    client: FlaskClient, sign_in: Door, address: str
) -> None:
    sign_in(client, Role.PROGRAMME_OFFICER)
    assert client.get(address).status_code == 404
    sign_in(client, Role.COMPANY)
    assert client.get(address).status_code == 403
