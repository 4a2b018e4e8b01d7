"""Gaps and joint projects as their pages: who sees them, forms that come back, the picture, the whole way."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.models import Equipment, Gap, JointProject, Notice, Proposal, ProposalMember, SignIn
from tests.market import store_market
from tests.ranking.worlds import TOPIC
from tests.rows import NOW, store_account
from tests.site import Door, close, held, make_app

WORDS: dict[str, Any] = {
    "title_en": "Links that survive jamming",
    "text_en": "Interceptor drones and FPV drones lose their link under jamming of drones.",
    "kind": "falls_short",
    "concepts": ["TERM:jamming"],
    "observations": ["hawk-lost", "kite-lost"],
}
READING = (Role.ANALYST, Role.PROGRAMME_OFFICER, Role.TRAINING_OFFICER, Role.ADMINISTRATOR)


@pytest.fixture(scope="module")
def migrated(migrated: str, database_kind: str, make_database: Callable[..., Any]) -> Iterator[str]:
    """The pattern of this file's databases: a gap is formed in it and consortia were sought for it."""
    url, remove = make_database(database_kind, like=migrated)
    app = make_app(url)
    begin(app)
    close(app)
    yield url
    remove()


def begin(app: Flask) -> None:
    client, sessions = app.test_client(), held(app).sessions
    with sessions() as session:
        store_account(session, id="filer", role=Role.TRAINING_OFFICER)
        store_market(session, filed_by="filer")
        session.commit()
    door = Door(sessions)
    door(client, Role.ANALYST, account_id="analyst-1")
    gap = client.post("/gaps/new", data=WORDS).location
    door(client, Role.PROGRAMME_OFFICER, account_id="officer-1")
    found = client.post(f"{gap}/proposals", data={"topic": TOPIC, "count": "1"})
    assert found.status_code == 303 and "/searches/" in found.location
    with sessions() as session:
        session.query(SignIn).delete()
        session.commit()


@pytest.fixture
def gap(app: Flask) -> str:
    """The address of the gap."""
    with held(app).sessions() as session:
        return f"/gaps/{session.query(Gap).one().id}"


@pytest.fixture
def proposal(app: Flask) -> str:
    with held(app).sessions() as session:
        return session.query(Proposal).one().id


def interested(app: Flask, proposal: str) -> list[str]:
    """Let every member be interested; return their firms."""
    with held(app).sessions() as session:
        seats = session.query(ProposalMember).filter_by(proposal_id=proposal).all()
        for seat in seats:
            seat.answer, seat.answered_at = "interested", NOW
        session.commit()
        return sorted(seat.firm_id for seat in seats)


def test_those_who_work_with_observations_read_gaps_and_firms_know_of_none(
    client: FlaskClient, sign_in: Door, gap: str
) -> None:
    for role in READING:
        sign_in(client, role)
        listed, page = client.get("/gaps").text, client.get(gap)
        assert WORDS["title_en"] in listed and f'href="{gap}"' in listed
        assert page.status_code == 200 and "2 people reported it" in page.text
        assert 'href="/observations/hawk-lost"' in page.text and 'href="/equipment/hawk-3"' in page.text
        assert ("#propose" in page.text) is (role in (Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR))
        assert ("/take-out" in page.text) is (role is Role.ANALYST)
    sign_in(client, Role.COMPANY, firm_ids=("ua-hawk",))
    assert client.get("/gaps").status_code == 403
    for address in (gap, f"{gap}/edit", f"{gap}/observations", "/gaps/nothing"):
        assert client.get(address).status_code == 404
    assert client.post(f"{gap}/close", data={"reason": "No."}).status_code == 404


def test_only_an_analyst_finds_the_pages_that_change_a_gap(client: FlaskClient, sign_in: Door, gap: str) -> None:
    for role in (Role.PROGRAMME_OFFICER, Role.TRAINING_OFFICER, Role.ADMINISTRATOR):
        sign_in(client, role)
        for address in ("/gaps/new", "/gaps/suggested", f"{gap}/edit", f"{gap}/observations"):
            assert client.get(address).status_code == 403
        assert client.post(f"{gap}/observations/hawk-lost/take-out").status_code == 403
    sign_in(client, Role.ANALYST)
    for address in ("/gaps/new", "/gaps/suggested", f"{gap}/edit", f"{gap}/observations"):
        assert client.get(address).status_code == 200


def test_words_that_may_tell_who_or_where_are_removed_or_confirmed(
    client: FlaskClient, sign_in: Door, gap: str
) -> None:
    sign_in(client, Role.ANALYST)
    words = {**WORDS, "text_en": "The 47th Mechanized Brigade has no video behind hills."}
    for address in ("/gaps/new", f"{gap}/edit"):
        sent = client.post(address, data={**words, "kind": "missing", "observations": "hawk-lost"})
        assert sent.status_code == 422 and "Look at these words again" in sent.text
        [key] = re.findall('name="harmless"[^>]*value="([0-9a-f]+)"', sent.text)
        confirmed = {**words, "kind": "missing", "observations": "hawk-lost", "harmless": key}
        assert client.post(address, data=confirmed).status_code == 303


def test_the_page_names_firms_topics_and_proposals(client: FlaskClient, sign_in: Door, gap: str, proposal: str) -> None:
    sign_in(client, Role.PROGRAMME_OFFICER)
    page = client.get(gap).text
    assert "Firms from Ukraine" in page and "Firms from the Union" in page
    assert f'href="/topics/{TOPIC}"' in page and f'href="/proposals/{proposal}"' in page
    assert f'href="/trail{gap.replace("/gaps/", "/gap/")}"' in page
    assert f'href="{gap}"' in client.get(f"/proposals/{proposal}").text
    sign_in(client, Role.TRAINING_OFFICER)
    assert "/proposals/" not in client.get(gap).text


def test_months_are_bars_with_a_table_of_the_same(client: FlaskClient, sign_in: Door, gap: str) -> None:
    sign_in(client, Role.TRAINING_OFFICER)
    page = client.get(gap).text
    figure = page.partition('<figure class="months">')[2].partition("</figure>")[0]
    assert 'role="img"' in figure and "<title" in figure
    bars = [int(one) for one in re.findall(r'<text class="count"[^>]*>(\d+)<', figure)]
    table = page.partition("</figure>")[2].partition("</table>")[0]
    assert bars == [int(one) for one in re.findall(r'<td class="figure"[^>]*>(\d+)<', table)]
    assert sum(bars) == 2


def test_a_gap_comes_back_with_what_was_typed_and_without_marked_text(
    client: FlaskClient, sign_in: Door, app: Flask
) -> None:
    sign_in(client, Role.ANALYST)
    page = client.post("/gaps/new", data={**WORDS, "text_en": "", "title_en": "Fragile spools"})
    assert page.status_code == 422 and "Fragile spools" in page.text
    ticked = re.findall(r'name="observations" value="([\w-]+)"[^>]*checked', page.text)
    assert sorted(ticked) == ["hawk-lost", "kite-lost"]
    marked = client.post("/gaps/new", data={**WORDS, "text_en": "NATO SECRET: spools of Lviv"})
    assert marked.status_code == 422 and "Lviv" not in marked.text
    assert client.post("/gaps/new", data={**WORDS, "observations": []}).status_code == 422
    with held(app).sessions() as session:
        assert session.query(Gap).count() == 1


def test_observations_are_joined_and_taken_out_on_the_pages(client: FlaskClient, sign_in: Door, gap: str) -> None:
    sign_in(client, Role.ANALYST)
    assert 'value="kite-hit"' in client.get(f"{gap}/observations").text
    assert client.post(f"{gap}/observations", data={}).status_code == 422
    joined = client.post(f"{gap}/observations", data={"observations": ["kite-hit"]}, follow_redirects=True).text
    assert "1 observation was joined." in joined and "3 people reported it" in joined
    for one in ("kite-hit", "kite-lost"):
        assert client.post(f"{gap}/observations/{one}/take-out").status_code == 303
    last = client.post(f"{gap}/observations/hawk-lost/take-out")
    assert last.status_code == 422 and "Close the gap instead." in last.text


def test_a_gap_is_closed_with_a_reason_and_found_among_the_closed(client: FlaskClient, sign_in: Door, gap: str) -> None:
    sign_in(client, Role.ANALYST)
    assert client.post(f"{gap}/close", data={"reason": ""}).status_code == 422
    page = client.post(f"{gap}/close", data={"reason": "A product closes it."}, follow_redirects=True).text
    assert "A product closes it." in page and "Open it again" in page
    assert gap not in client.get("/gaps").text
    assert gap in client.get("/gaps?state=closed").text and gap in client.get("/gaps?state=all").text
    assert client.post(f"{gap}/reopen", data={"reason": "It came back."}).status_code == 303
    assert gap in client.get("/gaps").text


def test_its_words_are_changed_on_the_form(client: FlaskClient, sign_in: Door, gap: str) -> None:
    sign_in(client, Role.ANALYST)
    assert WORDS["text_en"] in client.get(f"{gap}/edit").text
    changed = {**WORDS, "title_uk": "Зв’язок, що витримує глушіння", "text_uk": "Дрони втрачають зв’язок."}
    page = client.post(f"{gap}/edit", data=changed, follow_redirects=True).text
    assert "Дрони втрачають зв’язок." in page
    assert client.post(f"{gap}/edit", data={**changed, "kind": "poor"}).status_code == 422


def test_a_strange_topic_or_number_is_refused(client: FlaskClient, sign_in: Door, gap: str) -> None:
    sign_in(client, Role.PROGRAMME_OFFICER)
    assert client.post(f"{gap}/proposals", data={"topic": "", "count": "1"}).status_code == 422
    assert client.post(f"{gap}/proposals", data={"topic": TOPIC, "count": "x"}).status_code == 422
    sign_in(client, Role.ANALYST)
    assert client.post(f"{gap}/proposals", data={"topic": TOPIC, "count": "1"}).status_code == 403


def test_the_draft_says_who_would_do_what_and_never_eligible(
    client: FlaskClient, sign_in: Door, gap: str, proposal: str
) -> None:
    address = f"{gap}/concept/{proposal}"
    sign_in(client, Role.PROGRAMME_OFFICER)
    page = client.get(address).text
    assert "Who would do what" in page and "No blocking rule was found" in page and "eligible" not in page
    assert all(f'href="/firms/{one}"' in page for one in re.findall(r"/firms/([\w-]+)", page))
    assert "Must-haves" in page and "2 people reported it" in page
    assert client.get(f"/gaps/nothing/concept/{proposal}").status_code == 404
    for role, status in ((Role.ANALYST, 403), (Role.COMPANY, 404)):
        sign_in(client, role)
        assert client.get(address).status_code == status


def test_interest_of_both_sides_leads_to_a_product_that_observations_can_be_filed_on(
    client: FlaskClient, sign_in: Door, app: Flask, gap: str, proposal: str
) -> None:
    sign_in(client, Role.PROGRAMME_OFFICER, account_id="officer-1")
    waiting = client.get(f"/proposals/{proposal}/joint-project").text
    assert "It cannot start yet" in waiting and 'name="title_en"' not in waiting
    firms = interested(app, proposal)
    page = client.get(f"/proposals/{proposal}/joint-project").text
    assert WORDS["title_en"] in page and f'value="{WORDS["title_en"]}"' not in page
    begun = {"title_en": "Steady links", "note": "Letters of both."}
    assert client.post(f"/proposals/{proposal}/joint-project", data={**begun, "note": ""}).status_code == 422
    project = client.post(f"/proposals/{proposal}/joint-project", data=begun).location
    assert client.get(f"/proposals/{proposal}/joint-project").location == project
    assert client.post(f"{project}/steps", data={"state": "fielded", "note": "x"}).status_code == 422
    assert client.get(f"{project}/product").location == project
    client.post(f"{project}/steps", data={"state": "agreed", "note": "Signed."})
    new = {"product": "new", "name": "Surelink", "name_uk": "Шурлінк", "category": "UAV", "makers": firms[:1]}
    wrong = client.post(f"{project}/product", data={**new, "month": "2026-10", "note": ""})
    assert wrong.status_code == 422 and 'value="Surelink"' in wrong.text
    assert client.post(f"{project}/product", data={**new, "month": "2026-10", "note": "In use."}).status_code == 303
    with held(app).sessions() as session:
        product = session.query(Equipment).filter_by(name="Surelink").one().id
        assert session.query(Notice).filter_by(address=f"{project}/training").count() == 1
    page = client.get(gap).text
    assert "Before Surelink was fielded, and since" in page and f'href="{project}"' in page
    assert "▲" in page.partition('<figure class="months">')[2].partition("</svg>")[0]
    assert client.get(f"/equipment/{product}").status_code == 200


def test_a_member_sees_its_joint_project_without_the_gap_and_a_stranger_none(
    client: FlaskClient, sign_in: Door, app: Flask, gap: str, proposal: str
) -> None:
    firms = interested(app, proposal)
    sign_in(client, Role.PROGRAMME_OFFICER)
    project = client.post(
        f"/proposals/{proposal}/joint-project", data={"title_en": "Steady links", "note": "Letters of both."}
    ).location
    sign_in(client, Role.COMPANY, firm_ids=(firms[0],))
    page = client.get(project)
    assert page.status_code == 200 and "Letters of both." in page.text
    assert gap not in page.text and "Record a step" not in page.text and "Interested" not in page.text
    assert f'href="{project}"' in client.get("/joint-projects").text
    assert f'href="{project}"' in client.get(f"/proposals/{proposal}").text
    assert client.post(f"{project}/steps", data={"state": "agreed", "note": "x"}).status_code == 403
    sign_in(client, Role.COMPANY, firm_ids=("de-vans",))
    assert project not in client.get("/joint-projects").text
    for answer in (client.get(project), client.post(f"{project}/steps"), client.get(f"{project}/product")):
        assert answer.status_code == 404
    with held(app).sessions() as session:
        assert session.query(JointProject).one().state == "interest"
