"""Projects, partnerships, equipment, observations, topics."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "project",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("acronym", sa.String(length=120), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("objective", sa.Text(), nullable=False),
        sa.Column("programme", sa.String(length=20), nullable=False),
        sa.Column("call", sa.String(length=120), nullable=False),
        sa.Column("start", sa.Date(), nullable=True),
        sa.Column("end", sa.Date(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("as_of", sa.String(length=20), nullable=False),
        sa.Column("confidence", sa.String(length=10), nullable=False),
        sa.Column("basis", sa.String(length=30), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project")),
    )
    op.create_table(
        "participation",
        sa.Column("project_id", sa.String(length=40), nullable=False),
        sa.Column("firm_id", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(length=30), nullable=False),
        sa.Column("eu_contribution_eur", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(["firm_id"], ["firm.id"], name=op.f("fk_participation_firm_id")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_participation_project_id")),
        sa.PrimaryKeyConstraint("project_id", "firm_id", name=op.f("pk_participation")),
    )
    op.create_index(op.f("ix_participation_firm_id"), "participation", ["firm_id"], unique=False)
    op.create_table(
        "partnership",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("firm_a_id", sa.String(length=40), nullable=True),
        sa.Column("name_a", sa.String(length=300), nullable=False),
        sa.Column("firm_b_id", sa.String(length=40), nullable=True),
        sa.Column("name_b", sa.String(length=300), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("as_of", sa.String(length=20), nullable=False),
        sa.Column("confidence", sa.String(length=10), nullable=False),
        sa.Column("basis", sa.String(length=30), nullable=False),
        sa.ForeignKeyConstraint(["firm_a_id"], ["firm.id"], name=op.f("fk_partnership_firm_a_id")),
        sa.ForeignKeyConstraint(["firm_b_id"], ["firm.id"], name=op.f("fk_partnership_firm_b_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partnership")),
    )
    op.create_index(op.f("ix_partnership_firm_a_id"), "partnership", ["firm_a_id"], unique=False)
    op.create_index(op.f("ix_partnership_firm_b_id"), "partnership", ["firm_b_id"], unique=False)
    op.create_table(
        "equipment",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("name_uk", sa.String(length=300), nullable=False),
        sa.Column("search_key", sa.Text(), nullable=False),
        sa.Column("category", sa.String(length=60), nullable=False),
        sa.Column("military_list", sa.String(length=40), nullable=False),
        sa.Column("made_in", sa.String(length=200), nullable=False),
        sa.Column("operators_eu", sa.String(length=200), nullable=False),
        sa.Column("operated_by_ua", sa.String(length=10), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("as_of", sa.String(length=20), nullable=False),
        sa.Column("confidence", sa.String(length=10), nullable=False),
        sa.Column("basis", sa.String(length=30), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_equipment")),
    )
    op.create_index(op.f("ix_equipment_category"), "equipment", ["category"], unique=False)
    op.create_table(
        "equipment_alias",
        sa.Column("equipment_id", sa.String(length=80), nullable=False),
        sa.Column("alias", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["equipment_id"], ["equipment.id"], name=op.f("fk_equipment_alias_equipment_id")
        ),
        sa.PrimaryKeyConstraint("equipment_id", "alias", name=op.f("pk_equipment_alias")),
    )
    op.create_table(
        "equipment_maker",
        sa.Column("equipment_id", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("firm_id", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["equipment_id"], ["equipment.id"], name=op.f("fk_equipment_maker_equipment_id")
        ),
        sa.ForeignKeyConstraint(["firm_id"], ["firm.id"], name=op.f("fk_equipment_maker_firm_id")),
        sa.PrimaryKeyConstraint("equipment_id", "name", name=op.f("pk_equipment_maker")),
    )
    op.create_index(op.f("ix_equipment_maker_firm_id"), "equipment_maker", ["firm_id"], unique=False)
    op.create_table(
        "observation",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("equipment_id", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("observation", sa.Text(), nullable=False),
        sa.Column("discussion", sa.Text(), nullable=False),
        sa.Column("conclusion", sa.Text(), nullable=False),
        sa.Column("recommendation", sa.Text(), nullable=False),
        sa.Column("effect", sa.String(length=10), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("fictional", sa.Boolean(), nullable=False),
        sa.Column("filed_by", sa.String(length=40), nullable=False),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["equipment_id"], ["equipment.id"], name=op.f("fk_observation_equipment_id")),
        sa.ForeignKeyConstraint(["filed_by"], ["account.id"], name=op.f("fk_observation_filed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation")),
    )
    op.create_index(op.f("ix_observation_equipment_id"), "observation", ["equipment_id"], unique=False)
    op.create_index(op.f("ix_observation_filed_by"), "observation", ["filed_by"], unique=False)
    op.create_table(
        "topic",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("title_uk", sa.Text(), nullable=False),
        sa.Column("programme", sa.String(length=20), nullable=False),
        sa.Column("strand", sa.String(length=20), nullable=False),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("form", sa.String(length=60), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=False),
        sa.Column("aim_en", sa.Text(), nullable=False),
        sa.Column("aim_uk", sa.Text(), nullable=False),
        sa.Column("numbers", sa.JSON(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("as_of", sa.String(length=20), nullable=False),
        sa.Column("confidence", sa.String(length=10), nullable=False),
        sa.Column("basis", sa.String(length=30), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic")),
    )
    op.create_table(
        "topic_part",
        sa.Column("topic_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=10), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("text_uk", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_topic_part_topic_id")),
        sa.PrimaryKeyConstraint("topic_id", "id", name=op.f("pk_topic_part")),
    )


def downgrade() -> None:
    op.drop_table("topic_part")
    op.drop_table("topic")
    op.drop_table("observation")
    op.drop_table("equipment_maker")
    op.drop_table("equipment_alias")
    op.drop_table("equipment")
    op.drop_table("partnership")
    op.drop_table("participation")
    op.drop_table("project")
