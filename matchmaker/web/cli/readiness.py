"""Whether there is a register to ask, said before a command asks it."""

from __future__ import annotations

import click

from matchmaker.persistence import schema
from matchmaker.web.context import surroundings

BAD_INPUT = 2


def require_register() -> None:
    """End with 2 and a sentence where the configured database cannot be opened or lacks the newest schema."""
    fault = schema.fault_of(surroundings().sessions().get_bind().engine)
    if fault:
        click.echo(fault, err=True)
        raise SystemExit(BAD_INPUT)
