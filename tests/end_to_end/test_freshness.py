"""Two server processes on one database: after a write neither ranks by what the register was before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from matchmaker.domain.vocabulary import FirmState, Role
from matchmaker.persistence.engine import Sessions, make_engine, make_sessions
from matchmaker.persistence.models import CatalogueRevision, Firm
from tests.processes import PASSWORD, Server, serving
from tests.rows import store_account, store_capability, store_firm, store_topic, store_topic_part

EMAIL = "officer@example.eu"
WORDS = "Fibre-optic guided interceptor drones"
WRITES = 5


@pytest.fixture
def sessions_of(database: str) -> Iterator[Sessions]:
    """Sessions of a process that is neither of the servers; the register has a topic and an officer."""
    engine = make_engine(database)
    sessions = make_sessions(engine)
    with sessions() as session:
        hashed = PasswordHasher().hash(PASSWORD)
        store_account(session, role=Role.PROGRAMME_OFFICER, email=EMAIL, password_hash=hashed)
        store_topic(session)
        store_topic_part(session, text_en=WORDS)
        session.commit()
    yield sessions
    engine.dispose()


@pytest.fixture
def workers(database: str, sessions_of: Sessions, tmp_path: Path) -> Iterator[list[Server]]:
    with ExitStack() as running:
        yield [running.enter_context(serving(database, tmp_path / f"log-{number}")) for number in (1, 2)]


def test_no_worker_ranks_by_an_old_register(workers: list[Server], sessions_of: Sessions) -> None:
    officers = [Officer(worker) for worker in workers]
    for number in range(1, WRITES + 1):
        revision = write(sessions_of, number)
        expected = {f"Fresh {one}" for one in range(1, number + 1)}
        assert [officer.ranked() for officer in officers] == [(revision, expected)] * 2
    revision = withdraw(sessions_of, "firm-1")
    assert [officer.ranked() for officer in officers] == [(revision, expected - {"Fresh 1"})] * 2


def write(sessions: Sessions, number: int) -> int:
    with sessions() as session:
        store_firm(session, id=f"firm-{number}", name=f"Fresh {number}")
        store_capability(session, id=f"capability-{number}", firm_id=f"firm-{number}", text_en=WORDS)
        session.commit()
        return session.scalars(select(CatalogueRevision.number)).one()


def withdraw(sessions: Sessions, firm_id: str) -> int:
    with sessions() as session:
        session.get_one(Firm, firm_id).state = FirmState.RETURNED
        session.commit()
        return session.scalars(select(CatalogueRevision.number)).one()


class Officer:
    """A signed-in officer at one of the servers."""

    def __init__(self, worker: Server) -> None:
        self._address = worker.address
        self._browser = build_opener(HTTPCookieProcessor(CookieJar()))
        self._browser.addheaders = [("Accept-Language", "en")]
        self._send("/sign-in", "/sign-in", email=EMAIL, password=PASSWORD)

    def ranked(self) -> tuple[int, set[str]]:
        """Ask for consortia and return the revision that the answer names and the firms that it ranks."""
        found = self._send("/topics/TOPIC-1", "/topics/TOPIC-1/proposals", count="1", point="", firm="")
        revision = re.search(r"Catalogue revision</dt><dd>([\d,]+)", found)
        assert revision is not None, found
        return int(revision[1].replace(",", "")), set(re.findall(r"Fresh \d+", found))

    def _send(self, page: str, action: str, **typed: str) -> str:
        """Open the page with the form and send it filled in."""
        form = self._read(page)
        fields = {name: hidden(form, name) for name in ("csrf_token", "form_token")}
        return self._read(action, urlencode({**fields, **typed}).encode())

    def _read(self, path: str, content: bytes | None = None) -> str:
        with self._browser.open(self._address + path, content, timeout=30) as answer:
            text: str = answer.read().decode("utf-8")
            return text


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" type="hidden" value="([^"]+)"', page)
    assert found is not None, f"the page has no {name}"
    return found[1]
