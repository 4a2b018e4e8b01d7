"""The models' `feeds_snapshot` and the triggers in the migrated database are the same list."""

from __future__ import annotations

from sqlalchemy import text

from matchmaker.persistence.base import Base
from matchmaker.persistence.engine import Sessions

EVENTS = ("INSERT", "UPDATE", "DELETE")
ON_SQLITE = "SELECT tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"
ON_POSTGRESQL = """
SELECT event_object_table, event_manipulation FROM information_schema.triggers
WHERE action_statement LIKE '%move_catalogue_revision%'
"""


def triggers(sessions: Sessions) -> set[tuple[str, str]]:
    """Return (table, event) for each trigger that moves the revision."""
    with sessions() as session:
        if session.get_bind().dialect.name == "postgresql":
            return {(table, event) for table, event in session.execute(text(ON_POSTGRESQL))}
        rows = session.execute(text(ON_SQLITE)).all()
    return {(table, event) for table, sql in rows for event in EVENTS if f"AFTER {event} ON {table} " in sql}


def test_every_table_that_feeds_the_snapshot_moves_the_revision(sessions: Sessions) -> None:
    feeding = {mapper.local_table.name for mapper in Base.registry.mappers if mapper.class_.feeds_snapshot}  # type: ignore[attr-defined]
    assert triggers(sessions) == {(table, event) for table in feeding for event in EVENTS}
