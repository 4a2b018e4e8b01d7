"""`demo load`: the demonstration register."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services import demonstration
from matchmaker.services.importing.demo import demo_register
from matchmaker.services.occasion import Occasion
from matchmaker.web.cli.database import bring_up_to_date
from matchmaker.web.context import hasher, new_id, now, surroundings


@click.group()
def demo() -> None:
    """The demonstration register of real public data and invented firms."""


@demo.command()
@with_appcontext
def load() -> None:
    """Bring the schema up to date and load the register once; where it is there already nothing is touched."""
    bring_up_to_date()
    with UnitOfWork(surroundings().sessions, writes=True) as uow:
        if demonstration.is_loaded(uow):
            click.echo("    the register is in place")
            return
        click.echo("    reading the packaged files")
        records = demo_register()
        for join in records.joins:
            click.echo(f"    {join.file}: {join.joined} rows joined, {join.ambiguous} ambiguous, {join.new} new")
        occasion = Occasion(demonstration.administrator(records), now(), new_id)
        demonstration.load(uow, records, occasion, hash_password=hasher().hash, progress=_say)


def _say(kind: str, number: int) -> None:
    click.echo(f"    {number} {kind} written")
