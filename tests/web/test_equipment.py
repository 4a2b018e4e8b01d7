"""The list of equipment and one type, for different readers."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.models import EquipmentMaker
from matchmaker.web.presenters.sources import source_lines
from tests.rows import (
    store_capability,
    store_equipment,
    store_firm,
    store_observation,
    store_topic,
    store_topic_part,
)
from tests.site import Door

Store = Callable[..., str]


def _maker(session: Session, *, firm_id: str | None, name: str, equipment_id: str = "equipment-1") -> EquipmentMaker:
    row = EquipmentMaker(equipment_id=equipment_id, name=name, country="EE", firm_id=firm_id)
    session.add(row)
    return row


@pytest.fixture(autouse=True)
def register(store: Store) -> None:
    store(store_firm, id="firm-1")
    rest = {"search_key": "testbird testova ptakha", "name_uk": "Тестова птаха", "military_list": "ML10"}
    store(store_equipment, id="equipment-1", name="Testbird", category="UAV", operated_by_ua="yes", **rest)
    store(store_equipment, id="equipment-2", name="Testrobot", category="UGV", operators_eu="EE DE")
    store(_maker, firm_id="firm-1", name="Baltic Airframes")
    store(_maker, firm_id=None, name="Unlisted Works")


def test_nobody_enters_without_signing_in(client: FlaskClient) -> None:
    assert "/sign-in" in client.get("/equipment").location
    assert "/sign-in" in client.get("/equipment/equipment-1").location


@pytest.mark.parametrize(
    ("asked", "found", "missing"),
    [
        ({"q": "птаха"}, "Testbird", "Testrobot"),
        ({"q": "robot"}, "Testrobot", "Testbird"),
        ({"category": "UGV"}, "Testrobot", "Testbird"),
    ],
)
def test_words_and_category_narrow_the_list(
    client: FlaskClient, sign_in: Door, asked: dict[str, str], found: str, missing: str
) -> None:
    sign_in(client)
    page = client.get("/equipment", query_string=asked).text
    assert found in page and missing not in page


def test_a_long_list_has_pages(client: FlaskClient, sign_in: Door, store: Store) -> None:
    for number in range(30):
        store(store_equipment, id=f"more-{number}", name=f"Series {number:02}")
    sign_in(client)
    assert "/equipment?q=series&amp;page=2" in client.get("/equipment?q=series").text
    assert "Series 29" in client.get("/equipment?q=series&page=2").text


def test_a_type_says_who_makes_and_fields_it(client: FlaskClient, sign_in: Door) -> None:
    sign_in(client)
    page = client.get("/equipment/equipment-1").text
    assert 'href="/firms/firm-1">Baltic Airframes</a>' in page and "Unlisted Works" in page
    assert "This list is incomplete" in page and "made up for a test" in page
    assert "/graph/equipment/equipment-1" in page
    assert "Estonia, Germany" in client.get("/equipment/equipment-2").text


def test_only_the_training_side_is_offered_the_form(client: FlaskClient, sign_in: Door) -> None:
    sign_in(client)
    assert "/observations/new" not in client.get("/equipment/equipment-1").text
    sign_in(client, Role.ANALYST)
    assert "/observations/new?equipment=equipment-1" in client.get("/equipment/equipment-1").text


def test_makers_read_observations_and_other_companies_count_them(
    client: FlaskClient, sign_in: Door, store: Store
) -> None:
    author = sign_in(client, Role.TRAINING_OFFICER)
    store(store_observation, filed_by=author, title="Rotor cracked", effect="danger")
    sign_in(client, firm_ids=("firm-1",))
    assert "Rotor cracked" in client.get("/equipment/equipment-1").text
    sign_in(client)
    page = client.get("/equipment/equipment-1").text
    assert "Rotor cracked" not in page
    assert "<dt>danger to life</dt><dd>1</dd>" in page and "<dt>task failed</dt><dd>0</dd>" in page


def test_unknown_equipment_is_not_found(client: FlaskClient, sign_in: Door) -> None:
    sign_in(client)
    assert client.get("/equipment/none").status_code == 404


def test_sources_become_links_where_they_are_addresses() -> None:
    lines = source_lines("a table.csv; https://example.org/x (part 2); a table.csv")
    assert [(line.words, line.address) for line in lines] == [
        ("a table.csv", ""),
        ("example.org (part 2)", "https://example.org/x"),
    ]


def test_what_observations_moved_is_told_for_open_topics(client: FlaskClient, sign_in: Door, store: Store) -> None:
    store(store_topic, title_en="Unmanned systems")
    offer = "Airframes for unmanned aircraft"
    store(store_topic_part, text_en=offer)
    store(store_firm, id="firm-0", name="Twin Airframes")
    store(store_firm, id="firm-2", name="Other Airframes")
    for firm_id in ("firm-0", "firm-2"):
        store(store_capability, id=f"offer-{firm_id}", firm_id=firm_id, title_en=offer)
    author = sign_in(client, Role.TRAINING_OFFICER)
    store(store_equipment, id="equipment-3", name="Otherbird")
    store(_maker, equipment_id="equipment-3", firm_id="firm-2", name="Other Airframes")
    words = dict.fromkeys(("title", "observation", "discussion", "conclusion", "recommendation"), offer)
    words["effect"] = "none"
    for number in range(9):
        store(store_observation, id=f"seen-{number}", equipment_id="equipment-3", filed_by=author, **words)
    page = client.get("/equipment/equipment-3/evidence").text
    assert "Unmanned systems" in page
    assert re.search(r"Other Airframes</a></th>\s*<td[^>]*>2</td>\s*<td[^>]*>1</td>", page)


def test_moves_are_closed_where_the_observations_are(client: FlaskClient, sign_in: Door, store: Store) -> None:
    author = sign_in(client, Role.TRAINING_OFFICER)
    store(store_observation, filed_by=author)
    sign_in(client)
    assert client.get("/equipment/equipment-1/evidence").status_code == 404


def test_what_nobody_has_screened_is_in_no_number(client: FlaskClient, sign_in: Door, store: Store) -> None:
    author = sign_in(client, Role.TRAINING_OFFICER)
    store(store_observation, id="waiting", filed_by=author, state="filed")
    sign_in(client, firm_ids=("firm-1",))
    assert 'class="figure">1<' not in client.get("/equipment?q=testbird").text
    assert client.get("/equipment/equipment-1/evidence").status_code == 404
    store(store_observation, id="seen", filed_by=author)
    assert 'class="figure">1<' in client.get("/equipment?q=testbird").text
    assert "1 observation on it" in client.get("/equipment/equipment-1/evidence").text
