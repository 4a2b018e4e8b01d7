"""What if, what would turn the order, and why not this firm: pages for officers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from matchmaker.domain.findings import Contribution, Score, say
from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.models import Proposal, ProposalMember, Search, SignIn
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services.occasion import Actor, Occasion
from matchmaker.services.proposals.reading import show_proposal
from matchmaker.web.presenters.proposal_reasons import voice_rows
from tests.market import store_market
from tests.ranking.worlds import TOPIC
from tests.rows import NOW, store_account, store_capability, store_firm
from tests.site import Door, close, held, make_app

Store = Callable[..., str]
OFFICER = Role.PROGRAMME_OFFICER
# What is new here is computed; the same rows are read on both databases by test_proposals.py.
pytestmark = pytest.mark.parametrize(
    "database_kind", [pytest.param("sqlite", marks=pytest.mark.database)], indirect=True, scope="session"
)
PAGES = ("what-if", "what-if/order", "what-if/order?of=fit", "what-if/order?of=leads", "why-not")


@pytest.fixture(scope="module")
def migrated(migrated: str, database_kind: str, make_database: Callable[..., Any]) -> Iterator[str]:
    """The pattern of this file's databases: officer-1 has searched in it; every test gets a copy of its own."""
    url, remove = make_database(database_kind, like=migrated)
    app = make_app(url)
    client, sessions = app.test_client(), held(app).sessions
    with sessions() as session:
        store_account(session, id="filer", role=Role.TRAINING_OFFICER)
        store_market(session, filed_by="filer")
        session.commit()
    Door(sessions)(client, OFFICER, account_id="officer-1")
    assert client.post(f"/topics/{TOPIC}/proposals", data={"count": "2", "point": ""}).status_code == 303
    with sessions() as session:
        session.query(SignIn).delete()
        session.commit()
    close(app)
    yield url
    remove()


@pytest.fixture
def proposals(app: Flask, client: FlaskClient, sign_in: Door) -> list[str]:
    """The ids of the proposals of one search, in their order; the client is the officer who asked."""
    sign_in(client, OFFICER, account_id="officer-1")
    with held(app).sessions() as session:
        search = session.query(Search).one().id
    page = client.get(f"/searches/{search}").text
    found = re.findall(r'<th scope="row" class="nowrap"><a href="/proposals/([0-9a-f]+)"', page)
    assert len(found) == 2
    return found


def members(app: Flask, proposal_id: str) -> list[str]:
    with held(app).sessions() as session:
        return [seat.firm_id for seat in session.query(ProposalMember).filter_by(proposal_id=proposal_id)]


def rows_of(page: str, section: str) -> list[str]:
    found = page.partition(f'id="{section}"')[2].partition("</section>")[0].partition("<tbody>")[2]
    return found.split("<tr>")[1:]


def test_each_seat_has_its_row_and_no_swap_gains_points(client: FlaskClient, app: Flask, proposals: list[str]) -> None:
    for proposal in proposals:
        page = client.get(f"/proposals/{proposal}/what-if")
        assert page.status_code == 200
        rows = rows_of(page.text, "swaps")
        assert len(rows) == len(members(app, proposal))
        assert not re.search(r'data-label="Difference" class="figure">\+', page.text.partition('id="facts"')[0])


def test_where_a_fixed_firm_costs_points_the_page_does_not_say_that_no_swap_gains(
    client: FlaskClient, proposals: list[str]
) -> None:
    assert "No swap gains points." in client.get(f"/proposals/{proposals[0]}/what-if").text
    asked = {"count": "1", "point": "", "required": "de-vans"}
    search = client.post(f"/topics/{TOPIC}/proposals", data=asked).location
    [fixed] = re.findall(r'<th scope="row" class="nowrap"><a href="/proposals/([0-9a-f]+)"', client.get(search).text)
    page = client.get(f"/proposals/{fixed}/what-if").text
    assert re.search(r'data-label="Difference" class="figure">\+', page.partition('id="facts"')[0])
    assert "No swap gains points." not in page and "only where a firm leaves that was asked for" in page


def test_a_later_proposal_says_where_it_is_behind_the_first(
    client: FlaskClient, app: Flask, proposals: list[str]
) -> None:
    first, second = proposals
    assert 'id="behind"' not in client.get(f"/proposals/{first}/what-if").text
    page = client.get(f"/proposals/{second}/what-if").text
    changes = re.findall(r'data-label="Difference">([+−]?[\d.]+)<', page.partition('id="behind"')[2])
    with held(app).sessions() as session:
        scores = [session.get_one(Proposal, one).score for one in proposals]
    assert changes
    assert sum(float(one.replace("−", "-")) for one in changes) == pytest.approx(scores[1] - scores[0], abs=1e-3)


def test_the_dossier_says_what_breaks_and_gives_each_member_a_voice(
    client: FlaskClient, app: Flask, proposals: list[str]
) -> None:
    page = client.get(f"/proposals/{proposals[0]}").text
    firms = members(app, proposals[0])
    assert len(rows_of(page, "without")) == len(firms)
    voices = page.partition('id="voices"')[2].partition('id="ways"')[0]
    assert [voices.count(f"<h4>{word}</h4>") for word in ("For", "Against", "Unknown")] == [len(firms)] * 3
    assert "It leads “" in voices and "Its weakest lead is “" in voices


def test_each_kind_of_number_is_offered_first_and_told_when_asked_for(
    client: FlaskClient, proposals: list[str]
) -> None:
    address = f"/proposals/{proposals[0]}/what-if/order"
    offered = client.get(address).text
    assert "points ahead of proposal 2" in offered and "<tbody>" not in offered
    for kind, words in (("weights", "do not turn the order"), ("leads", "stays first")):
        page = client.get(address, query_string={"of": kind})
        assert page.status_code == 200
        assert "not at" in page.text or words in page.text
    assert client.get(address).text.count("computed already") == 2


def test_a_kind_of_number_that_there_is_not_is_not_found(client: FlaskClient, proposals: list[str]) -> None:
    assert client.get(f"/proposals/{proposals[0]}/what-if/order?of=taste").status_code == 404


def test_why_not_answers_for_every_firm_of_the_register(client: FlaskClient, app: Flask, proposals: list[str]) -> None:
    address = f"/proposals/{proposals[0]}/why-not"
    with held(app).sessions() as session:
        seated = session.query(ProposalMember).filter_by(proposal_id=proposals[0]).first()
        assert seated
        inside = seated.firm_id
    assert "It is in proposal 1." in client.get(address, query_string={"firm": inside}).text
    answers = {}
    for firm in all_firms(app)[:5]:
        page = client.get(address, query_string={"firm": firm})
        if page.status_code == 200:
            answers[firm] = page.text.partition('id="answer"')[2]
    assert all('class="lead"' in answer for answer in answers.values())
    assert len(answers) > 2


def test_a_firm_that_a_rule_keeps_out_is_told_with_the_rule(client: FlaskClient, proposals: list[str]) -> None:
    search = client.get(f"/topics/{TOPIC}/proposals").text.partition('id="left-out"')[2].partition("</section>")[0]
    firm = re.search(r'href="/firms/([^"]+)"', search)
    assert firm
    page = client.get(f"/proposals/{proposals[0]}/why-not", query_string={"firm": firm[1]}).text
    assert "A rule keeps it out." in page and "/law/rules/" in page


def test_a_firm_that_came_after_the_search_is_not_said_to_be_too_weak(
    client: FlaskClient, store: Store, app: Flask, proposals: list[str]
) -> None:
    """Nor is one that is weak said to be strong."""
    [strong] = held(app).snapshots.current().firms["ua-hawk"].capabilities
    words = {"title_en": "Offer", "text_en": strong.text_en, "text_uk": strong.text_uk}
    store(store_firm, id="ua-late", name="Firm ua-late", country="UA")
    store(store_capability, id="cap-late", firm_id="ua-late", **words)
    store(store_firm, id="ua-idle", name="Firm ua-idle", country="UA")
    address = f"/proposals/{proposals[0]}/why-not"
    late = client.get(address, query_string={"firm": "ua-late"}).text
    assert "enough to lead a part" in late and "have changed since the search" in late and "no part" not in late
    idle = client.get(address, query_string={"firm": "ua-idle"}).text
    assert "It can lead no part" in idle and "enough to lead a part" not in idle


def test_a_name_means_one_firm_or_several_or_none(client: FlaskClient, app: Flask, proposals: list[str]) -> None:
    address = f"/proposals/{proposals[0]}/why-not"
    none = client.get(address, query_string={"q": "Nobody at all"})
    assert none.status_code == 422
    assert 'value="Nobody at all"' in none.text and "The register has no firm of this name." in none.text
    one = client.get(address, query_string={"q": f"Firm {members(app, proposals[0])[0]}"})
    assert one.status_code == 200 and 'id="answer"' in one.text
    many = client.get(address, query_string={"q": "Firm"})
    assert many.status_code == 422 or "Which firm do you mean?" in many.text
    assert client.get(address, query_string={"firm": "nothing"}).status_code == 404


def test_only_officers_ask(client: FlaskClient, sign_in: Door, app: Flask, proposals: list[str]) -> None:
    sign_in(client, Role.COMPANY, firm_ids=(members(app, proposals[0])[0],))
    for page in PAGES:
        assert client.get(f"/proposals/{proposals[0]}/{page}").status_code == 404
    own = client.get(f"/proposals/{proposals[0]}").text
    assert 'id="without"' in own and 'id="what-if"' not in own
    sign_in(client, OFFICER)
    for page in PAGES:
        assert client.get(f"/proposals/nothing/{page}").status_code == 404


def test_a_member_reads_nothing_from_the_entries_of_others(
    client: FlaskClient, sign_in: Door, app: Flask, proposals: list[str]
) -> None:
    """Sentences on texts, observations and projects of another firm are for officers."""
    officer = voices_of(client.get(f"/proposals/{proposals[0]}").text)
    mine = members(app, proposals[0])[0]
    sign_in(client, Role.COMPANY, firm_ids=(mine,))
    member = voices_of(client.get(f"/proposals/{proposals[0]}").text)
    assert member[mine].count("<li") == officer[mine].count("<li")
    others = [firm for firm in member if firm != mine]
    assert others and all(member[firm].count("<li") < officer[firm].count("<li") for firm in others)


def test_a_member_reads_of_no_gap(app: Flask, proposals: list[str]) -> None:
    officer = Occasion(Actor("officer-1", "Officer", OFFICER, frozenset()), NOW, lambda: "line")
    with UnitOfWork(held(app).sessions, writes=True) as uow:
        view = show_proposal(uow, proposals[0], officer)
    told = say("A text of its own meets gap No %(gap)s.", gap=1)
    score = Score((Contribution("gap_evidence", "x", 1.0, 1.0, told),))
    members = tuple(replace(one, score=score) for one in view.proposal.members)
    seen = replace(view, proposal=replace(view.proposal, members=members))
    own = tuple(one.firm_id for one in members)
    assert told in voice_rows(seen)[0].speaks_for
    assert told not in voice_rows(replace(seen, officer=False, own=own))[0].speaks_for


def voices_of(page: str) -> dict[str, str]:
    section = page.partition('id="voices"')[2].partition('id="ways"')[0]
    parts = re.split(r'<h3><a href="/firms/([^"]+)">', section)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def all_firms(app: Flask) -> list[str]:
    from_snapshot = held(app).snapshots.current().firms
    return sorted(from_snapshot)


def test_must_haves_are_chosen_on_the_form_and_kept_when_it_comes_back(
    client: FlaskClient, proposals: list[str]
) -> None:
    boxes = re.findall(r'<input[^>]*name="must"[^>]*>', client.get(f"/topics/{TOPIC}").text)
    parts = {found[1]: "checked" in box for box in boxes if (found := re.search(r'value="([^"]+)"', box))}
    assert set(parts.values()) == {True, False}
    chosen = next(part for part, product in parts.items() if not product)
    asked = {"count": "1", "point": "", "must": chosen}
    assert f"Must-haves: {chosen} " in client.post(f"/topics/{TOPIC}/proposals", data=asked, follow_redirects=True).text
    strange = client.post(f"/topics/{TOPIC}/proposals", data={**asked, "must": "X9"})
    assert strange.status_code == 422 and "The topic has no part X9." in strange.text
    again = client.post(f"/topics/{TOPIC}/proposals", data={**asked, "count": "99"})
    kept = [box for box in re.findall(r'<input[^>]*name="must"[^>]*>', again.text) if "checked" in box]
    assert again.status_code == 422 and len(kept) == 1 and f'value="{chosen}"' in kept[0]
