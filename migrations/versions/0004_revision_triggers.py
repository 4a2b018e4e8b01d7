"""The one-row revision and the triggers that move it."""

from __future__ import annotations

from alembic import op

from matchmaker.persistence import triggers

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = (
    "capability",
    "capability_concept",
    "component",
    "concept",
    "equipment",
    "equipment_alias",
    "equipment_maker",
    "firm",
    "observation",
    "participation",
    "partnership",
    "project",
    "stake",
    "statement",
    "topic",
    "topic_part",
)


def upgrade() -> None:
    op.execute("INSERT INTO catalogue_revision (id, number) VALUES (1, 1)")
    for statement in triggers.create(op.get_bind().dialect.name, TABLES):
        op.execute(statement)


def downgrade() -> None:
    for statement in triggers.drop(op.get_bind().dialect.name, TABLES):
        op.execute(statement)
    op.execute("DELETE FROM catalogue_revision")
