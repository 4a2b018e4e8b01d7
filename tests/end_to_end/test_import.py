"""`flask import`: a preview writes nothing, an import is whole or nothing, even when its process is killed."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.base import Base
from matchmaker.persistence.engine import Sessions
from matchmaker.persistence.models import CatalogueRevision, Firm
from matchmaker.persistence.triggers import TABLES
from tests.processes import ROOT, command, settings
from tests.rows import store_account, store_firm
from tests.site import held

ADMINISTRATOR = "administrator@example.eu"
HEADING = "name,country,pic,description_en,source"
MANY = 3000


@dataclass(frozen=True, slots=True)
class Register:
    address: str
    app: Flask
    sessions: Sessions

    def state(self) -> dict[str, int]:
        """Rows of every table that the register is made of, and its revision."""
        with self.sessions() as session:
            tables = [*TABLES, "identifier"]
            rows = {
                name: session.scalars(select(func.count()).select_from(Base.metadata.tables[name])).one()
                for name in tables
            }
            return {**rows, "revision": session.scalars(select(CatalogueRevision.number)).one()}

    def names(self) -> set[str]:
        with self.sessions() as session:
            return set(session.scalars(select(Firm.name)))

    def run_import(self, file: Path, *options: str, account: str = ADMINISTRATOR) -> Result:
        """Run the command inside this process, which is quicker than a process of its own."""
        return self.app.test_cli_runner().invoke(args=["import", str(file), "--as", account, *options])


@pytest.fixture
def register(database: str, app: Flask) -> Register:
    """A register with one firm and two accounts, one of them an administrator's."""
    sessions = held(app).sessions
    with sessions() as session:
        store_account(session, id="administrator-1", role=Role.ADMINISTRATOR, email=ADMINISTRATOR)
        store_account(session, id="company-1", email="company@example.eu")
        store_firm(session, name="Baltic Airframes", country="EE")
        session.commit()
    return Register(database, app, sessions)


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    return write(
        tmp_path / "mixed.csv",
        "Firm One,PL,999999999,We build drones.,a published page",
        "Firm Two,XX,,,a published page",
        "Baltic Airframes,EE,,,a published page",
        "Firm Three,CZ,12,,a published page",
        "Firm Four,EL,999999998,We build radars.,a published page",
    )


def write(file: Path, *lines: str) -> Path:
    file.write_text("\n".join([HEADING, *lines]), encoding="utf-8")
    return file


def test_a_preview_names_each_broken_row_and_writes_nothing(register: Register, mixed: Path) -> None:
    before = register.state()
    done = register.run_import(mixed)
    assert done.exit_code == 1
    lines = done.stdout.splitlines()
    assert [line.split(":")[0] for line in lines[:-1]] == [
        "mixed.csv, row 3, country",
        "mixed.csv, row 4, name",
        "mixed.csv, row 5, pic",
    ]
    assert lines[-1].startswith("2 rows can be imported; nothing was written.")
    assert register.state() == before


def test_an_import_writes_the_good_rows_and_a_second_one_changes_nothing_more(register: Register, mixed: Path) -> None:
    assert register.run_import(mixed, "--apply").stdout.splitlines()[-1] == "2 rows imported"
    assert register.names() == {"Baltic Airframes", "Firm One", "Firm Four"}
    once = register.state()
    assert register.run_import(mixed, "--apply").stdout.splitlines()[-1] == "2 rows imported"
    assert {**register.state(), "revision": 0} == {**once, "revision": 0}


def test_a_file_or_account_of_no_use_ends_with_two_and_one_line(
    register: Register, mixed: Path, tmp_path: Path
) -> None:
    before = register.state()
    wrong_kind = write(tmp_path / "firms.txt", "Firm One,PL,,,a published page")
    marked = write(tmp_path / "marked.csv", "Firm One,PL,,NATO SECRET: drones,a published page")
    answers = [
        register.run_import(wrong_kind, "--apply"),
        register.run_import(marked, "--apply"),
        register.run_import(mixed, "--apply", account="company@example.eu"),
        register.run_import(mixed, "--apply", account="nobody@example.eu"),
    ]
    assert [(done.exit_code, done.stdout, len(done.stderr.splitlines())) for done in answers] == [(2, "", 1)] * 4
    assert "SECRET" not in answers[1].stderr
    assert register.state() == before


def test_a_table_without_the_needed_columns_imports_nothing(register: Register, tmp_path: Path) -> None:
    before = register.state()
    file = tmp_path / "columns.csv"
    file.write_text("name,country\nFirm One,PL\n", encoding="utf-8")
    done = register.run_import(file, "--apply")
    assert done.exit_code == 1 and "source" in done.stdout and "0 rows imported" in done.stdout
    assert register.state() == before


def test_a_killed_import_leaves_the_register_as_it_was(register: Register, tmp_path: Path) -> None:
    file = write(
        tmp_path / "many.csv",
        *(f"Firm {number},PL,{900000000 + number},We build part {number}.,a page" for number in range(MANY)),
    )
    before = register.state()
    assert kill_in_the_middle(register, file) == "1000 firms written, not yet committed"
    assert register.state() == before
    few = write(tmp_path / "few.csv", "Firm 1,PL,900000001,We build part 1.,a page")
    done = register.run_import(few, "--apply")
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, "1 rows imported")
    after = register.state()
    assert after["firm"] == before["firm"] + 1 and after["revision"] > before["revision"]


def kill_in_the_middle(register: Register, file: Path) -> str:
    """Start an import, kill its process once rows are written, and return what it said last."""
    with subprocess.Popen(
        command("import", str(file), "--as", ADMINISTRATOR, "--apply"),
        cwd=ROOT,
        env=settings(register.address),
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        said = process.stdout.readline().strip()
        process.kill()
        rest = process.stdout.read()
    assert process.returncode == -9 and "imported" not in rest, rest
    return said
