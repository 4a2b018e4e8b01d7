"""`python -m matchmaker.web.serve`: build, warm up, say where to go, serve."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import waitress
from flask import Flask

from config import Config
from matchmaker.domain.strict_yaml import read_own
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.web.app import create_app
from matchmaker.web.context import Surroundings

HOST = "127.0.0.1"
DEMO_ACCOUNTS = Path(__file__).parents[1] / "demo" / "demo_accounts.yaml"
MANY_TEXTS = 20_000
Line = Callable[[str], None]


def main() -> None:
    """Serve until interrupted."""
    config = Config.from_env(os.environ)
    app = create_app(config)
    warm_up(app, line=_print)
    _print(f"\nMatchmaker is at http://{HOST}:{config.port}  (stop with Ctrl+C)\n")
    for account in demonstration_accounts(app):
        _print(account)
    waitress.serve(app, host=HOST, port=config.port, threads=config.threads, ident=None)


def warm_up(app: Flask, *, line: Line) -> None:
    """Build the first snapshot, so that the first reader does not wait for it."""
    held = cast(Surroundings, app.extensions["matchmaker"])
    with _timed("Building the graph and the text index", line):
        snapshot = held.snapshots.current(lambda done, of: _told_now_and_then(done, of, line))
    line(f"{len(snapshot.firms)} organisations, {len(snapshot.topics)} topics, catalogue revision {snapshot.revision}")


def _told_now_and_then(done: int, of: int, line: Line) -> None:
    """Say how far a large register is; a small one is done before anybody would read it."""
    if done % MANY_TEXTS == 0 and done < of:
        line(f"  {done} of {of} texts read")


def demonstration_accounts(app: Flask) -> list[str]:
    """Return lines with the demo accounts that this database has, their roles and their password; none without them."""
    held = cast(Surroundings, app.extensions["matchmaker"])
    with UnitOfWork(held.sessions) as uow:
        present = [(account.email, account.role.replace("_", " ")) for account in uow.accounts.demonstrations()]
    if not present:
        return []
    password = read_own(DEMO_ACCOUNTS.read_bytes())["password"]
    return [f"Demo accounts, all with the password {password}", *(f"  {email:<36}{role}" for email, role in present)]


@contextmanager
def _timed(what: str, line: Line) -> Iterator[None]:
    line(f"{what} ...")
    started = time.monotonic()
    yield
    line(f"{what}: done in {time.monotonic() - started:.1f} s")


def _print(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    main()
