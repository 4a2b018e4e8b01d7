"""Bring a database to the newest schema, or say whether it is there."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"


def upgrade(engine: Engine) -> None:
    """Run the migrations that are missing, all in one transaction; a failure leaves the database as it was."""
    if engine.url.database and engine.dialect.name == "sqlite":
        Path(engine.url.database).parent.mkdir(parents=True, exist_ok=True)
    with engine.connect() as connection:
        settings = _settings()
        settings.attributes["connection"] = connection
        command.upgrade(settings, "head")
        connection.commit()


def is_current(engine: Engine) -> bool:
    """Say whether the database has the newest schema."""
    with engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    return found == ScriptDirectory.from_config(_settings()).get_current_head()


def fault_of(engine: Engine) -> str:
    """Say for the operator what keeps a database from being read, empty for nothing."""
    try:
        current = is_current(engine)
    except DBAPIError as wrong:
        return f"the database cannot be opened: {wrong.orig}"
    return "" if current else "the database lacks the newest schema; run: flask --app wsgi database upgrade"


def _settings() -> Config:
    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    settings.set_main_option("path_separator", "os")
    return settings
