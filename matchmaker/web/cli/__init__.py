"""Commands for the shell: `flask --app wsgi ...`."""

from __future__ import annotations

from flask import Flask

from matchmaker.web.cli.database import database
from matchmaker.web.cli.demo import demo
from matchmaker.web.cli.feedback import feedback
from matchmaker.web.cli.importing import import_file
from matchmaker.web.cli.law import law
from matchmaker.web.cli.match import match
from matchmaker.web.cli.proposing import propose


def register(app: Flask) -> None:
    """Add the commands to the application."""
    for command in (database, demo, feedback, import_file, law, match, propose):
        app.cli.add_command(command)
