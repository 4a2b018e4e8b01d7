"""Schema commands."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from matchmaker.persistence import schema
from matchmaker.persistence.engine import make_engine
from matchmaker.web.context import config


@click.group()
def database() -> None:
    """Bring the database to the newest schema."""


@database.command()
@with_appcontext
def upgrade() -> None:
    """Run the migrations that are missing; a failure leaves the database as it was."""
    bring_up_to_date()


def bring_up_to_date() -> None:
    """Migrate the configured database in an engine of its own."""
    engine = make_engine(config().database_url)
    schema.upgrade(engine)
    engine.dispose()
    click.echo("    the schema is up to date")
