"""`flask match ...`: the matcher from the shell."""

from __future__ import annotations

import click


@click.group()
def match() -> None:
    """Rank, find partners, evaluate and retrain the matcher."""
