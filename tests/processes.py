"""The product as other people's processes see it: its commands, its server, its demo register."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.databases import copy_sqlite, shared_folder

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 90
PASSWORD = "matchmaker-demo-2027"


def settings(database: str, port: int = 8000) -> dict[str, str]:
    """Return the environment of a process that works on the database with this address."""
    ours = {
        "MATCHMAKER_MODE": "development",
        "MATCHMAKER_SECRET_KEY": "b" * 32,
        "MATCHMAKER_SIGN_IN_LIMIT": "1000 per minute",
        "MATCHMAKER_SENDING_LIMIT": "100000 per minute",
        "MATCHMAKER_DATABASE_URL": database,
        "MATCHMAKER_PORT": str(port),
    }
    return {**os.environ, **ours}


# --- Commands -------------------------------------------------------------------------------------------------


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "flask", "--app", "wsgi", *arguments]


def flask(database: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `flask --app wsgi ...` to its end; the caller judges how it ended."""
    return subprocess.run(
        command(*arguments), cwd=ROOT, env=settings(database), capture_output=True, text=True, check=False
    )


def flask_or_fail(database: str, *arguments: str) -> None:
    done = flask(database, *arguments)
    assert done.returncode == 0, done.stdout + done.stderr


# --- Server ---------------------------------------------------------------------------------------------------


class Server:
    """A server process on a port of its own; `restart` keeps address and database."""

    def __init__(self, database: str, log: Path) -> None:
        self.database = database
        self.log = log
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start and wait for the first page; a server that died or never answers is an error with its log."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "matchmaker.web.serve"],
                cwd=ROOT,
                env=settings(self.database, self.port),
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self._wait(self._process)

    def stop(self) -> None:
        """End the process; harmless where none runs."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(20)
            self._process = None

    def restart(self) -> None:
        self.stop()
        self.start()

    def said(self) -> str:
        """Return what the server wrote."""
        return self.log.read_text("utf-8") if self.log.exists() else ""

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        end = time.monotonic() + PATIENCE
        while process.poll() is None and time.monotonic() < end:
            try:
                with urlopen(self.address, timeout=PATIENCE):
                    return
            except (URLError, ConnectionError):
                time.sleep(0.1)
        raise AssertionError(f"the server did not come up:\n{self.said()}")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def serving(database: str, log: Path) -> Iterator[Server]:
    """Serve until the end of the block; a traceback in the log is an error."""
    server = Server(database, log)
    try:
        server.start()
        yield server
    finally:
        server.stop()
    assert "Traceback" not in server.said(), server.said()


# --- Demo register --------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def demo_register() -> Path:
    """A database with the demo register, built once for all workers; nobody writes to it."""
    with shared_folder() as folder:
        built = folder / "demo.sqlite"
        if not built.exists():
            fresh = folder / "fresh.sqlite"
            flask_or_fail(f"sqlite:///{fresh}", "database", "upgrade")
            flask_or_fail(f"sqlite:///{fresh}", "demo", "load")
            fresh.rename(built)
    return built


@pytest.fixture(scope="module")
def demo_copy(demo_register: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a copy of the demo register for one file of tests."""
    folder = tmp_path_factory.mktemp("register")
    yield copy_sqlite(demo_register, folder / "register.sqlite")
    shutil.rmtree(folder, ignore_errors=True)
