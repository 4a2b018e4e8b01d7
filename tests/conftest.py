"""Fixtures: both databases, one rolled-back transaction per test, closed sockets, a fixed moment.

A test that asks for `sessions`, `database`, `app` or `client` runs once on SQLite and once on PostgreSQL.
`sessions` is the cheap one: everything is rolled back. `database` is an address of its own, for code that
opens its own connections. A database that can't be had is an error, never a skip.
"""

from __future__ import annotations

import itertools
import socket
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import sessionmaker

from matchmaker.domain.vocabulary import Role
from matchmaker.persistence import schema
from matchmaker.persistence.engine import Sessions, make_engine
from matchmaker.services.occasion import Actor, Occasion
from tests.databases import (
    KINDS,
    PostgresqlShelf,
    SqliteShelf,
    clear_away,
    copy_sqlite,
    drop_postgresql,
    make_postgresql,
    postgresql_server,
    worker_name,
)

SLOWEST = (  # files in the order of the time they take, from `pytest --durations`; the rest in any order
    "test_circle.py",
    "test_whatif_pages.py",
    "test_officer.py",
    "test_law.py",
    "test_keyboard.py",
    "test_offline.py",
    "test_topics.py",
    "test_clusters.py",
    "test_consortium_proof.py",
    "test_training.py",
    "test_law_pages.py",
)
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)

hypothesis.settings.register_profile("ci", derandomize=True, deadline=None)
hypothesis.settings.register_profile("night", max_examples=2000, deadline=None)
hypothesis.settings.load_profile("ci")


# --- What a run counted ---------------------------------------------------------------------------------------


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Note on each test what it runs on, for the summary; the files that take longest come first.

    A worker takes whole files in this order, and none may be left alone with a long one at the end.
    """
    items.sort(key=lambda item: _turn(item.path.name))
    for item in items:
        callspec = getattr(item, "callspec", None)
        kind = callspec.params.get("database_kind") if callspec else None
        if kind:
            item.user_properties.append(("runs on", kind))


def _turn(file: str) -> int:
    return SLOWEST.index(file) if file in SLOWEST else len(SLOWEST)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say how many tests met a real database and a real browser."""
    passed = [report for report in terminalreporter.stats.get("passed", []) if report.when == "call"]
    on = Counter(what for report in passed for name, what in report.user_properties if name == "runs on")
    terminalreporter.write_line(
        f"database tests: {on['sqlite']} on SQLite, {on['postgresql']} on PostgreSQL; browser journeys: {on['browser']}"
    )


def pytest_unconfigure() -> None:
    clear_away()


# --- The world outside ----------------------------------------------------------------------------------------


@pytest.fixture(scope="session", autouse=True)
def closed_sockets() -> Iterator[None]:
    """Refuse every connection that leaves this machine."""
    connect = socket.socket.connect

    def only_here(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test tried to reach {address}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", only_here)
        yield


@pytest.fixture
def occasion() -> Callable[..., Occasion]:
    """Make occasions at a fixed moment; ids count up within the test."""
    numbers = itertools.count(1)

    def make(
        *,
        role: Role = Role.COMPANY,
        account_id: str = "account-1",
        name: str = "Oksana Test",
        firm_ids: tuple[str, ...] = (),
        language: str = "en",
        now: datetime = NOW,
    ) -> Occasion:
        actor = Actor(account_id, name, role, frozenset(firm_ids), language)
        return Occasion(actor, now, lambda: f"made-{next(numbers)}")

    return make


# --- Databases ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session", params=[pytest.param(kind, marks=pytest.mark.database) for kind in KINDS])
def database_kind(request: pytest.FixtureRequest) -> str:
    kind: str = request.param
    return kind


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a running PostgreSQL server."""
    with postgresql_server() as address:
        yield address


@pytest.fixture(scope="session")
def make_database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., tuple[str, Callable[[], None]]]:
    """Make a database, empty or like another one, and say how to remove it."""
    numbers = itertools.count(1)

    def make(kind: str, *, like: str = "") -> tuple[str, Callable[[], None]]:
        name = f"{worker_name()}-{next(numbers)}"
        if kind == "sqlite":
            path = tmp_path_factory.mktemp("sqlite") / f"{name}.sqlite"
            url = copy_sqlite(Path(like.removeprefix("sqlite:///")), path) if like else f"sqlite:///{path}"
            return url, lambda: path.unlink(missing_ok=True)
        server: str = request.getfixturevalue("postgresql")
        url = make_postgresql(server, name, like=like.rpartition("/")[2].partition("?")[0] or "template1")
        return url, lambda: drop_postgresql(server, name)

    return make


@pytest.fixture(scope="session")
def patterns(make_database: Callable[..., Any]) -> Callable[[str], str]:
    """Give the migrated database of a kind, made once however often the tests change from one kind to the other."""

    @cache
    def pattern(kind: str) -> str:
        url: str = make_database(kind)[0]
        engine = make_engine(url)
        schema.upgrade(engine)
        engine.dispose()
        return url

    return pattern


@pytest.fixture(scope="session")
def migrated(database_kind: str, patterns: Callable[[str], str]) -> str:
    """The address of a migrated database that nobody writes to: a pattern for copies."""
    return patterns(database_kind)


@pytest.fixture
def empty_database(database_kind: str, make_database: Callable[..., Any]) -> Iterator[str]:
    """The address of a database without any table, for this test alone."""
    url, remove = make_database(database_kind)
    yield url
    remove()


@pytest.fixture(scope="session")
def shelves(make_database: Callable[..., Any]) -> Callable[[str], SqliteShelf | PostgresqlShelf]:
    """Say where copies of a pattern are lent, by the pattern's address; they go with their folder or server."""
    known: dict[str, SqliteShelf | PostgresqlShelf] = {}

    def shelf(pattern: str) -> SqliteShelf | PostgresqlShelf:
        if pattern not in known:
            known[pattern] = (
                SqliteShelf(pattern, lambda: make_database("sqlite")[0])
                if pattern.startswith("sqlite")
                else PostgresqlShelf(pattern, lambda: make_database("postgresql", like=pattern))
            )
        return known[pattern]

    return shelf


@pytest.fixture
def database(migrated: str, shelves: Callable[[str], SqliteShelf | PostgresqlShelf]) -> Iterator[str]:
    """The address of a migrated database, for this test alone."""
    shelf = shelves(migrated)
    url = shelf.lend()
    yield url
    shelf.take_back(url)


@pytest.fixture(scope="session")
def engines(patterns: Callable[[str], str], make_database: Callable[..., Any]) -> Iterator[Callable[[str], Engine]]:
    """Give the engine of a kind whose database is left as it was by every test that uses it."""
    made: dict[str, Engine] = {}

    def engine(kind: str) -> Engine:
        if kind not in made:
            made[kind] = make_engine(make_database(kind, like=patterns(kind))[0])
        return made[kind]

    yield engine
    for one in made.values():
        one.dispose()


@pytest.fixture(scope="session")
def shared_engine(database_kind: str, engines: Callable[[str], Engine]) -> Engine:
    return engines(database_kind)


@pytest.fixture
def sessions(shared_engine: Engine) -> Iterator[Sessions]:
    """Sessions that may commit: all of them live in one transaction that is rolled back after the test."""
    with shared_engine.connect() as connection:
        outer = connection.begin()
        yield sessionmaker(connection, expire_on_commit=False, join_transaction_mode="create_savepoint")
        outer.rollback()
