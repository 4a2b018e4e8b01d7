"""`flask law` runs where there is no database at all."""

from __future__ import annotations

import json
from pathlib import Path

from tests.processes import flask

NOWHERE = "sqlite:////nonexistent/folder/register.sqlite"


def test_the_law_is_checked_without_a_database() -> None:
    done = flask(NOWHERE, "law", "check")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith(" passed, 0 failed\n")


def test_a_file_that_cannot_be_read_ends_with_two(tmp_path: Path) -> None:
    done = flask(NOWHERE, "law", "judge", str(tmp_path / "none.yaml"), "--json")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"{tmp_path / 'none.yaml'}: no such file or directory\n"


def test_two_days_are_compared_without_a_database() -> None:
    done = flask(NOWHERE, "law", "diff", "2026-01-01", "2025-12-01", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["from"] == "2025-12-01"
