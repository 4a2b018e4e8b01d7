"""One proposal: what officers and members see, and what they do with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.models import Firm, Proposal, ProposalMember, SignIn
from tests.market import store_market
from tests.ranking.worlds import TOPIC
from tests.rows import store_account
from tests.site import Door, close, held, make_app

OFFICER = Role.PROGRAMME_OFFICER


@pytest.fixture(scope="module")
def migrated(migrated: str, database_kind: str, make_database: Callable[..., Any]) -> Iterator[str]:
    """The pattern of this file's databases: officer-1 has searched in it; every test gets a copy of its own."""
    url, remove = make_database(database_kind, like=migrated)
    app = make_app(url)
    ask_for_a_proposal(app)
    close(app)
    yield url
    remove()


def ask_for_a_proposal(app: Flask) -> None:
    client, sessions = app.test_client(), held(app).sessions
    with sessions() as session:
        store_account(session, id="filer", role=Role.TRAINING_OFFICER)
        store_market(session, filed_by="filer")
        session.commit()
    Door(sessions)(client, OFFICER, account_id="officer-1")
    search = client.post(f"/topics/{TOPIC}/proposals", data={"count": "1", "point": ""}).location
    assert re.search(r'href="/proposals/[0-9a-f]+"', client.get(search).text)
    with sessions() as session:
        session.query(SignIn).delete()
        session.commit()


@pytest.fixture
def proposal(app: Flask, client: FlaskClient, sign_in: Door) -> str:
    """The id of a stored proposal; the client is signed in as the officer who asked for it."""
    sign_in(client, OFFICER, account_id="officer-1")
    with held(app).sessions() as session:
        return session.query(Proposal).one().id


@pytest.fixture
def member(app: Flask, proposal: str) -> str:
    with held(app).sessions() as session:
        seat = session.query(ProposalMember).filter_by(proposal_id=proposal).order_by(ProposalMember.firm_id).first()
        assert seat
        return seat.firm_id


def test_it_reads_in_the_agreed_order_and_never_says_eligible(client: FlaskClient, proposal: str) -> None:
    page = client.get(f"/proposals/{proposal}").text
    order = ["for", "against", "unknown", "members", "ways", "rules", "score", "without", "sealed"]
    places = [page.index(f'id="{name}"') for name in order]
    assert places == sorted(places)
    assert "No blocking rule was found on the evidence given." in page
    assert "eligible" not in page.lower()


def test_the_rows_of_the_score_add_up_to_it_as_written(client: FlaskClient, app: Flask, proposal: str) -> None:
    page = client.get(f"/proposals/{proposal}").text
    rows = re.findall(r'<td class="figure points"[^>]*>(−?[\d.]+)</td>', page)
    total = re.search(r"<tfoot>.*?<td[^>]*>([\d.]+)</td>", page, re.DOTALL)
    with held(app).sessions() as session:
        stored = session.get(Proposal, proposal)
        assert stored and total and len(rows) > 5
        assert sum(Decimal(row.replace("−", "-")) for row in rows) == Decimal(total[1]) == Decimal(str(stored.score))


def test_words_questions_paths_and_rules_are_there_with_their_addresses(client: FlaskClient, proposal: str) -> None:
    page = client.get(f"/proposals/{proposal}").text
    assert "<q lang=" in page.partition('id="members"')[2]
    assert "/graph/part/TOPIC-DRONES/" in page.partition('id="ways"')[2]
    assert "Under which point of Article 12(1) do you apply?" in page.partition('id="unknown"')[2]
    rules = page.partition('id="rules"')[2]
    assert rules.index("Where the strands differ") < rules.index("Open under both")
    assert "/law/rules/EDIP-U-E01" in rules and "/law/rules/EDIP-P-E01" in rules


def test_it_still_reads_after_the_register_moved(client: FlaskClient, app: Flask, proposal: str) -> None:
    before = client.get(f"/proposals/{proposal}").text.partition('id="unknown"')[2].partition("</main>")[0]
    with held(app).sessions() as session:
        for firm in session.query(Firm):
            firm.country = "US"
        session.commit()
    after = client.get(f"/proposals/{proposal}").text.partition('id="unknown"')[2].partition("</main>")[0]
    assert re.sub(r'value="[^"]*"', "", before) == re.sub(r'value="[^"]*"', "", after)


def test_an_officer_keeps_it_in_view_and_lets_it_go(client: FlaskClient, sign_in: Door, proposal: str) -> None:
    assert client.post(f"/proposals/{proposal}/shortlist").status_code == 303
    assert f"/proposals/{proposal}" in client.get("/shortlist").text
    assert "on your shortlist since" in client.get(f"/proposals/{proposal}").text
    sign_in(client, OFFICER, account_id="officer-2")
    assert f"/proposals/{proposal}" not in client.get("/shortlist").text
    sign_in(client, OFFICER, account_id="officer-1")
    client.post(f"/proposals/{proposal}/shortlist/remove")
    assert f"/proposals/{proposal}" not in client.get("/shortlist").text


def test_a_note_is_kept_once_and_read_by_officers_only(
    client: FlaskClient, sign_in: Door, proposal: str, member: str
) -> None:
    for _ in range(2):
        client.post(f"/proposals/{proposal}/notes", data={"note": "Ask for the sites.", "form_token": "form-1"})
    assert client.get(f"/proposals/{proposal}").text.count("Ask for the sites.") == 1
    sign_in(client, Role.COMPANY, firm_ids=(member,))
    assert "Ask for the sites." not in client.get(f"/proposals/{proposal}").text


def test_an_empty_note_comes_back_and_marked_text_is_not_shown_again(client: FlaskClient, proposal: str) -> None:
    assert client.post(f"/proposals/{proposal}/notes", data={"note": " "}).status_code == 422
    marked = client.post(f"/proposals/{proposal}/notes", data={"note": "NATO SECRET: the line stands in Lviv"})
    assert marked.status_code == 422
    assert "classification marking" in marked.text and "Lviv" not in marked.text


def test_a_member_answers_and_the_officer_reads_why(
    client: FlaskClient, sign_in: Door, proposal: str, member: str
) -> None:
    account = sign_in(client, Role.COMPANY, firm_ids=(member,))
    listed = client.get("/proposals").text
    assert f"/proposals/{proposal}" in listed and "no answer yet" in listed
    address = f"/proposals/{proposal}/answers/{member}"
    refused = client.post(address, data={f"{member}-answer": "not_now", f"{member}-reason": ""})
    assert refused.status_code == 422 and "Say why not now" in refused.text
    sent = {f"{member}-answer": "not_now", f"{member}-reason": "Our line is full until June."}
    assert client.post(address, data=sent).status_code == 303
    assert "Our line is full until June." in client.get(f"/proposals/{proposal}").text
    assert "Not now" in client.get("/proposals").text
    assert account
    sign_in(client, OFFICER, account_id="officer-1")
    answers = client.get(f"/proposals/{proposal}").text.partition('id="answers"')[2]
    assert "Our line is full until June." in answers


def test_another_members_reason_is_not_shown(
    client: FlaskClient, sign_in: Door, app: Flask, proposal: str, member: str
) -> None:
    with held(app).sessions() as session:
        others = session.query(ProposalMember).filter(ProposalMember.firm_id != member)
        for seat in others.filter_by(proposal_id=proposal):
            seat.answer, seat.reason = "not_now", "A secret reason."
        session.commit()
    sign_in(client, Role.COMPANY, firm_ids=(member,))
    assert "A secret reason." not in client.get(f"/proposals/{proposal}").text


def test_for_strangers_there_is_no_such_proposal(
    client: FlaskClient, sign_in: Door, proposal: str, member: str
) -> None:
    sign_in(client, Role.COMPANY)
    assert client.get(f"/proposals/{proposal}").status_code == 404
    for action in ("shortlist", "shortlist/remove", "notes", f"answers/{member}"):
        assert client.post(f"/proposals/{proposal}/{action}", data={"note": "Hello"}).status_code == 404
    assert client.get("/shortlist").status_code == 403
    assert client.get("/proposals/nothing").status_code == 404


def test_the_page_of_a_firm_lists_its_proposals_to_those_who_may_know(
    client: FlaskClient, sign_in: Door, proposal: str, member: str
) -> None:
    officer = client.get(f"/firms/{member}").text
    assert f"/proposals/{proposal}" in officer and f"/topics?with={member}" in officer
    sign_in(client, Role.TRAINING_OFFICER)
    assert f"/proposals/{proposal}" not in client.get(f"/firms/{member}").text


def test_it_reads_in_ukrainian(client: FlaskClient, proposal: str) -> None:
    client.set_cookie("language", "uk")
    page = client.get(f"/proposals/{proposal}")
    assert page.status_code == 200 and "Дрони для перевірок" in page.text
