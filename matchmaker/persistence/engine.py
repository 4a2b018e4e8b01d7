"""Engines and sessions from a URL, with what SQLite needs to behave like a database under load."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session, sessionmaker

Sessions = sessionmaker[Session]


def make_engine(url: str, *, threads: int = 1) -> Engine:
    """Return an engine; SQLite gets foreign keys, a write-ahead log, real transactions and a wait of 15 s.

    What is written never stands in an error or a log. Each of the threads may hold two connections at once.
    """
    engine = create_engine(url, hide_parameters=True, pool_size=2 * threads)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def make_sessions(engine: Engine) -> Sessions:
    """Return the session factory; objects stay readable after the commit."""
    return sessionmaker(engine, expire_on_commit=False)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver's own transactions break savepoints and DDL
    cursor = connection.cursor()
    for pragma in ("foreign_keys=ON", "journal_mode=WAL", "busy_timeout=15000", "synchronous=NORMAL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")
