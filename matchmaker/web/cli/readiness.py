"""Whether there is a register to ask, said before a command asks it."""

from __future__ import annotations

import click
from sqlalchemy.exc import DBAPIError

from matchmaker.persistence import schema
from matchmaker.web.context import surroundings

BAD_INPUT = 2


def require_register() -> None:
    """End with 2 and a sentence where the configured database cannot be opened or lacks the newest schema."""
    try:
        engine = surroundings().sessions().get_bind().engine
        fault = "" if schema.is_current(engine) else "the database lacks the newest schema; run: flask --app wsgi database upgrade"
    except DBAPIError as wrong:
        fault = f"the database cannot be opened: {wrong.orig}"
    if fault:
        click.echo(fault, err=True)
        raise SystemExit(BAD_INPUT)
