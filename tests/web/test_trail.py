"""The page of a trail: both ends are reached, strangers see no more than is theirs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from matchmaker.domain.vocabulary import Role
from tests.looprows import store_event, store_gap, store_joint_project, store_module, store_proposal
from tests.rows import (
    store_account,
    store_capability,
    store_equipment,
    store_firm,
    store_maker,
    store_observation,
    store_topic,
    store_topic_part,
)
from tests.site import Door

Store = Callable[..., str]


@pytest.fixture
def circle(store: Store) -> None:
    """An observation, its gap, the joint project that answers it, the product, training with it, the next one."""
    store(store_account)
    store(store_firm, id="ua", name="Kyiv Robots", country="UA")
    store(store_firm, id="ee", name="Tallinn Optics")
    store(store_equipment, id="old", name="Oldbot")
    store(store_equipment, id="new", name="Newbot")
    store(store_maker, equipment_id="new", name="Kyiv Robots", firm_id="ua")
    first = {"equipment_id": "old", "month": "2026-01", "title": "No picture behind the hill", "fictional": True}
    store(store_observation, id="first", **first)
    store(store_gap, id="g", observations=("first",))
    store(store_topic)
    store(store_proposal, firms=("ua", "ee"))
    store(store_joint_project, gap_id="g", product_id="new", fielded_month="2026-12", state="fielded")
    store(store_event, id="course", month="2026-12", joint_project_id="joint-1", title_en="Robots behind hills")
    store(store_observation, id="next", equipment_id="new", month="2027-01", event_id="course", title="Seen all along")


@pytest.mark.usefixtures("circle")
@pytest.mark.parametrize("start", ["observation/first", "gap/g", "joint_project/joint-1", "event/course"])
def test_the_next_observation_is_reached_from_everywhere(client: FlaskClient, sign_in: Door, start: str) -> None:
    sign_in(client, Role.TRAINING_OFFICER)
    page = client.get(f"/trail/{start}")
    assert page.status_code == 200
    assert "Seen all along" in page.text and "A robot that sees" in page.text and "No picture behind" in page.text
    assert page.text.count(">fictional<") == 1


@pytest.mark.usefixtures("circle")
def test_an_author_reads_what_the_observation_has_become_part_of(client: FlaskClient, sign_in: Door) -> None:
    sign_in(client, Role.TRAINING_OFFICER)
    page = client.get("/trail/observation/first").text
    assert "One of 1 observation behind gap No 1, which 1 person reported: Video is lost" in page
    assert "Nothing is recorded that led to it." not in page


@pytest.mark.usefixtures("circle")
def test_a_member_sees_its_joint_project_and_what_is_seen_of_its_product_but_no_gap(
    client: FlaskClient, sign_in: Door
) -> None:
    sign_in(client, Role.COMPANY, firm_ids=("ua",))
    page = client.get("/trail/joint_project/joint-1").text
    assert "Seen all along" in page and "Newbot" in page
    assert "Video is lost" not in page and "No picture behind" not in page and "Robots behind hills" not in page
    assert "Some of the trail is left out because it is not open to you." in page


@pytest.mark.usefixtures("circle")
@pytest.mark.parametrize(
    "start", ["gap/g", "observation/first", "observation/next", "event/course", "joint_project/joint-1", "gap/none"]
)
def test_what_is_not_for_a_stranger_is_as_unknown_as_what_is_not_there(
    client: FlaskClient, sign_in: Door, start: str
) -> None:
    sign_in(client, Role.COMPANY)
    assert client.get(f"/trail/{start}").status_code == 404


@pytest.mark.usefixtures("circle")
@pytest.mark.parametrize("start", ["module/x", "topic/TOPIC-1", "nonsense/x", "firm/none", "owner/x"])
def test_what_is_on_no_trail_is_not_found(client: FlaskClient, sign_in: Door, start: str) -> None:
    sign_in(client, Role.PROGRAMME_OFFICER)
    assert client.get(f"/trail/{start}").status_code == 404


@pytest.mark.usefixtures("circle")
@pytest.mark.parametrize("state", ["filed", "asked"])
def test_what_nobody_has_screened_is_not_for_its_maker(
    client: FlaskClient, sign_in: Door, store: Store, state: str
) -> None:
    store(store_observation, id="waiting", equipment_id="new", title="Not looked at yet", state=state)
    sign_in(client, Role.COMPANY, firm_ids=("ua",))
    for address in ("/trail/observation/waiting", "/graph/observation/waiting", "/observations/waiting/moved"):
        assert client.get(address).status_code == 404
    assert "Not looked at yet" not in client.get("/graph/equipment/new").text
    sign_in(client, Role.ANALYST)
    assert "Not looked at yet" in client.get("/graph/equipment/new").text


@pytest.mark.usefixtures("circle")
def test_in_which_training_something_was_seen_is_not_for_its_maker(
    client: FlaskClient, sign_in: Door, store: Store
) -> None:
    store(store_module, name_en="Robot drivers")
    store(store_observation, id="taught", equipment_id="new", title="Seen in training", module_id="module-1")
    sign_in(client, Role.COMPANY, firm_ids=("ua",))
    page = client.get("/graph/observation/taught").text
    assert "Seen in training" in page and "Robot drivers" not in page
    assert "Seen in training" not in client.get("/graph/module/module-1").text
    sign_in(client, Role.ANALYST)
    assert "Robot drivers" in client.get("/graph/observation/taught").text


@pytest.mark.usefixtures("circle")
def test_what_an_observation_moved_is_told_with_both_places(client: FlaskClient, sign_in: Door, store: Store) -> None:
    text = "Ground robots that keep their video link"
    store(store_capability, firm_id="ua", text_en=text)
    store(store_capability, id="capability-2", firm_id="ee", text_en=text)
    store(store_topic_part, text_en=text)
    seen = {"equipment_id": "new", "effect": "none", "title": text, "observation": text, "month": "2027-01"}
    store(store_observation, id="good", **seen)
    sign_in(client, Role.PROGRAMME_OFFICER)
    page = client.get("/observations/good/moved").text
    assert "Kyiv Robots" in page and "Place without it" in page
    assert "It has moved nobody yet." in client.get("/observations/first/moved").text
    sign_in(client, Role.COMPANY, firm_ids=("ua",))
    assert "Kyiv Robots" in client.get("/observations/good/moved").text
    sign_in(client, Role.COMPANY, firm_ids=("ee",))
    assert client.get("/observations/good/moved").status_code == 404
