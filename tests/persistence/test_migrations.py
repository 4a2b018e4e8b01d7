"""The real migrations: in order, in both directions, all or nothing, and equal to the models."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from matchmaker.persistence import schema
from matchmaker.persistence.base import Base
from matchmaker.persistence.engine import make_engine

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"
CONFIGURATION = AlembicConfig(MIGRATIONS / "alembic.ini")
REVISIONS = [script.revision for script in ScriptDirectory.from_config(CONFIGURATION).walk_revisions()][::-1]


@pytest.fixture
def empty(empty_database: str) -> Iterator[Engine]:
    engine = make_engine(empty_database)
    yield engine
    engine.dispose()


def run(engine: Engine, order: Callable[..., None], *arguments: str) -> None:
    with engine.begin() as connection:
        configuration = AlembicConfig(MIGRATIONS / "alembic.ini")
        configuration.attributes["connection"] = connection
        order(configuration, *arguments)


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names())


def test_the_order_of_the_files_is_the_order_of_the_revisions() -> None:
    files = sorted(path.name for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
    assert [name.split("_")[0] for name in files] == REVISIONS


def test_models_and_migrations_agree(empty: Engine) -> None:
    schema.upgrade(empty)
    run(empty, command.check)


def test_a_database_knows_whether_it_is_current(empty: Engine) -> None:
    run(empty, command.upgrade, REVISIONS[-2])
    assert not schema.is_current(empty)
    schema.upgrade(empty)
    assert schema.is_current(empty)


def test_every_table_comes_and_goes_and_comes(empty: Engine) -> None:
    ours = {table.name for table in Base.metadata.tables.values()}
    schema.upgrade(empty)
    assert tables(empty) == ours | {"alembic_version"}
    run(empty, command.downgrade, "base")
    assert tables(empty) == {"alembic_version"}
    schema.upgrade(empty)
    assert tables(empty) == ours | {"alembic_version"}


@pytest.mark.parametrize("revision", REVISIONS)
def test_each_migration_can_be_taken_back_and_done_again(empty: Engine, revision: str) -> None:
    run(empty, command.upgrade, revision)
    before = tables(empty)
    run(empty, command.downgrade, "-1")
    run(empty, command.upgrade, revision)
    assert tables(empty) == before


def test_a_migration_that_fails_leaves_nothing_behind(empty: Engine) -> None:
    run(empty, command.upgrade, REVISIONS[1])
    before = tables(empty)
    with empty.begin() as connection:
        connection.execute(text("CREATE TABLE import_run (id INTEGER)"))
    with pytest.raises(Exception, match="import_run"):
        schema.upgrade(empty)
    assert tables(empty) == before | {"import_run"}
