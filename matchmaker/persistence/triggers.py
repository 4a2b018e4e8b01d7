"""SQL that moves the catalogue revision; used by migrations and compared with the database by a test."""

from __future__ import annotations

TABLES = (
    "capability",
    "capability_concept",
    "component",
    "concept",
    "equipment",
    "equipment_alias",
    "equipment_maker",
    "fielding",
    "firm",
    "gap",
    "gap_concept",
    "gap_observation",
    "joint_project",
    "maker_answer",
    "observation",
    "observation_join",
    "participation",
    "partnership",
    "project",
    "stake",
    "statement",
    "topic",
    "topic_part",
    "training_equipment",
    "training_event",
    "training_module",
)

FUNCTION = """
CREATE FUNCTION move_catalogue_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE catalogue_revision SET number = number + 1 WHERE id = 1;
  RETURN NULL;
END $$
"""


def create(dialect: str, tables: tuple[str, ...] = TABLES) -> list[str]:
    """Return the statements that put triggers on the tables, for `sqlite` or `postgresql`, with what they call."""
    return [*([FUNCTION] if dialect == "postgresql" else []), *add(dialect, tables)]


def add(dialect: str, tables: tuple[str, ...]) -> list[str]:
    """Return the statements that put triggers on more tables."""
    if dialect == "postgresql":
        return [_postgresql(table) for table in tables]
    return [_sqlite(table, event) for table in tables for event in ("INSERT", "UPDATE", "DELETE")]


def drop(dialect: str, tables: tuple[str, ...] = TABLES) -> list[str]:
    """Return the statements that take the triggers away again, and what they call."""
    return [*remove(dialect, tables), *(["DROP FUNCTION move_catalogue_revision()"] if dialect == "postgresql" else [])]


def remove(dialect: str, tables: tuple[str, ...]) -> list[str]:
    """Return the statements that take triggers off some tables."""
    if dialect == "postgresql":
        return [f"DROP TRIGGER {table}_moves_revision ON {table}" for table in tables]
    events = ("insert", "update", "delete")
    return [f"DROP TRIGGER {table}_moves_revision_{event}" for table in tables for event in events]


def _postgresql(table: str) -> str:
    return (
        f"CREATE TRIGGER {table}_moves_revision AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION move_catalogue_revision()"
    )


def _sqlite(table: str, event: str) -> str:
    return (
        f"CREATE TRIGGER {table}_moves_revision_{event.lower()} AFTER {event} ON {table} "
        "BEGIN UPDATE catalogue_revision SET number = number + 1 WHERE id = 1; END"
    )
