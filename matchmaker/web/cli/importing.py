"""`import FILE`: what the administrator's page does, for the shell."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import click
from flask.cli import with_appcontext

from matchmaker.domain.registry.records import RowFinding
from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services.errors import Rejected
from matchmaker.services.importing.runs import apply_run, preview_file, show_run
from matchmaker.services.occasion import Actor, Occasion
from matchmaker.web.context import new_id, now, surroundings

BAD_INPUT = 2


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as", "email", required=True, help="E-mail of the administrator in whose name it is done.")
@click.option("--apply", "applied", is_flag=True, help="Write the rows that have no error, in one transaction.")
@with_appcontext
def import_file(file: Path, email: str, applied: bool) -> None:
    """Preview FILE (CSV or JSON) with a finding for each row, or import it with --apply.

    Ends with 1 where some rows stay out, 2 where the file or the account is of no use.
    """
    with _unit_of_work() as uow:
        occasion = Occasion(_administrator(uow, email), now(), new_id)
        try:
            run_id = preview_file(uow, file.name, file.read_bytes(), occasion)
        except Rejected as wrong:
            _refuse(*(f"{file.name}: {problem.because}" for problem in wrong.problems))
        preview = show_run(uow, run_id, occasion)
    for finding in preview.findings:
        click.echo(_line(finding))
    if applied:
        with _unit_of_work() as uow:
            click.echo(f"{apply_run(uow, run_id, occasion, progress=_say)} rows imported")
    else:
        click.echo(f"{preview.rows} rows can be imported; nothing was written. Add --apply to import them.")
    raise SystemExit(1 if any(finding.severity == "error" for finding in preview.findings) else 0)


def _unit_of_work() -> UnitOfWork:
    return UnitOfWork(surroundings().sessions, writes=True)


def _administrator(uow: UnitOfWork, email: str) -> Actor:
    account = uow.accounts.with_email(email.strip().lower())
    if account is None or account.role != Role.ADMINISTRATOR:
        _refuse(f"--as: {email} is no administrator here")
    return Actor(account.id, account.name, Role.ADMINISTRATOR, frozenset(), account.language)


def _line(finding: RowFinding) -> str:
    field = f", {finding.field}" if finding.field else ""
    return f"{finding.file}, row {finding.row}{field}: {finding.severity}: {finding.because}"


def _say(kind: str, number: int) -> None:
    if number:
        click.echo(f"{number} {kind} written, not yet committed")


def _refuse(*faults: str) -> NoReturn:
    for fault in faults:
        click.echo(fault, err=True)
    raise SystemExit(BAD_INPUT)
