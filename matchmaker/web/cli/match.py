"""`flask match ...`: the matcher from the shell."""

from __future__ import annotations

import click

from matchmaker.web.cli.matching import evaluate, train
from matchmaker.web.cli.partners import partners
from matchmaker.web.cli.ranking_texts import rank


@click.group()
def match() -> None:
    """Rank, find partners, evaluate and retrain the matcher."""


match.add_command(evaluate)
match.add_command(partners)
match.add_command(rank)
match.add_command(train)
