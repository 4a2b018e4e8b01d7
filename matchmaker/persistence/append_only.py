"""SQL that lets a table only grow; used by migrations."""

from __future__ import annotations

FUNCTION = """
CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'table % only grows', TG_TABLE_NAME;
END $$
"""


def create(dialect: str, tables: tuple[str, ...]) -> list[str]:
    """Return the statements that make the tables refuse updates and deletions, with what they call on PostgreSQL."""
    return [*([FUNCTION] if dialect == "postgresql" else []), *add(dialect, tables)]


def add(dialect: str, tables: tuple[str, ...]) -> list[str]:
    """Return the statements that make more tables refuse updates and deletions."""
    if dialect == "postgresql":
        return [_postgresql(table) for table in tables]
    return [_sqlite(table, event) for table in tables for event in ("UPDATE", "DELETE")]


def drop(dialect: str, tables: tuple[str, ...]) -> list[str]:
    """Return the statements that take the guards away again, and what they call."""
    return [*remove(dialect, tables), *(["DROP FUNCTION refuse_rewriting()"] if dialect == "postgresql" else [])]


def remove(dialect: str, tables: tuple[str, ...]) -> list[str]:
    """Return the statements that take the guards off some tables."""
    if dialect == "postgresql":
        return [f"DROP TRIGGER {table}_only_grows ON {table}" for table in tables]
    return [f"DROP TRIGGER {table}_only_grows_{event}" for table in tables for event in ("update", "delete")]


def _postgresql(table: str) -> str:
    return (
        f"CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting()"
    )


def _sqlite(table: str, event: str) -> str:
    return (
        f"CREATE TRIGGER {table}_only_grows_{event.lower()} BEFORE {event} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'table {table} only grows'); END"
    )
