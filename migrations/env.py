"""Runs migrations on a connection that is handed in, or on the configured database."""

from __future__ import annotations

import os
from typing import Any

from alembic import context
from sqlalchemy.engine import Connection
from sqlalchemy.types import TypeDecorator

import matchmaker.persistence.models  # noqa: F401  registers the tables
from config import Config
from matchmaker.persistence.base import Base
from matchmaker.persistence.engine import make_engine


def plain_type(kind: str, item: Any, _context: Any) -> str | bool:
    """Write our own column types as what they are in the database: old migrations need no code of ours."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


def run(connection: Connection) -> None:
    """Migrate inside one transaction, so that a migration that fails leaves nothing behind."""
    context.configure(
        connection=connection, target_metadata=Base.metadata, compare_type=True, render_item=plain_type
    )
    with context.begin_transaction():
        context.run_migrations()


given: Connection | None = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with make_engine(Config.from_env(os.environ).database_url).connect() as opened:
        run(opened)
        opened.commit()
