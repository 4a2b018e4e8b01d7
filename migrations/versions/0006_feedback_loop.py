"""The feedback loop: observations in full, gaps, lessons, joint projects, missions and training."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from matchmaker.persistence import append_only, triggers

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

FEEDING = (
    "fielding",
    "gap",
    "gap_concept",
    "gap_observation",
    "joint_project",
    "maker_answer",
    "observation_join",
    "training_equipment",
    "training_event",
    "training_module",
)
ONLY_GROWING = ("joint_project_step", "lesson_step", "maker_answer", "observation_step")
TABLES = (
    "component_supply",
    "mission",
    "training_module",
    "fielding",
    "gap",
    "mission_fact",
    "gap_concept",
    "lesson",
    "use_claim",
    "joint_project",
    "lesson_step",
    "joint_project_step",
    "training_event",
    "training_equipment",
    "equipment_link",
    "gap_observation",
    "maker_answer",
    "observation_join",
    "observation_photo",
    "observation_step",
)
# What was filed before had been read by people already.
NUMBERED = """
UPDATE observation SET state = 'analysed', number = (
  SELECT count(*) FROM observation AS other
  WHERE other.filed_at < observation.filed_at
     OR (other.filed_at = observation.filed_at AND other.id <= observation.id)
)
"""
NEW_COLUMNS = (
    ("equipment_words", sa.String(length=200), "''"),
    ("configuration", sa.String(length=120), "''"),
    ("workaround", sa.Text(), "''"),
    ("danger", sa.Boolean(), None),
    ("frequency", sa.String(length=20), "''"),
    ("users", sa.Integer(), None),
    ("hours", sa.Integer(), None),
    ("conditions", sa.JSON(), "'[]'"),
    ("cause", sa.String(length=20), "''"),
    ("wish", sa.String(length=20), "''"),
    ("trained_before", sa.Boolean(), None),
    ("ratings", sa.JSON(), "'{}'"),
    ("side", sa.String(length=2), "''"),
    ("setting", sa.String(length=20), "''"),
    ("segment", sa.String(length=10), "''"),
    ("module_id", sa.String(length=60), None),
    ("event_id", sa.String(length=40), None),
    ("state", sa.String(length=20), "'filed'"),
    ("outcome", sa.String(length=20), "''"),
    ("owner_id", sa.String(length=40), None),
    ("due_at", sa.DateTime(timezone=True), None),
    ("closed_at", sa.DateTime(timezone=True), None),
    ("same_as", sa.String(length=40), None),
)
REFERENCES = (
    ("module_id", "training_module"),
    ("event_id", "training_event"),
    ("owner_id", "account"),
    ("same_as", "observation"),
)
INDEXED = ("event_id", "module_id", "owner_id")


def upgrade() -> None:
    dialect = op.get_bind().dialect.name
    _create_what_observations_refer_to()
    _widen_observations(dialect)
    _create_what_refers_to_observations()
    op.add_column("equipment", sa.Column("stock_number", sa.String(length=20), server_default="", nullable=False))
    op.add_column("notice", sa.Column("address", sa.String(length=200), server_default="", nullable=False))
    for statement in (*triggers.add(dialect, FEEDING), *append_only.add(dialect, ONLY_GROWING)):
        op.execute(statement)


def downgrade() -> None:
    dialect = op.get_bind().dialect.name
    for statement in (*append_only.remove(dialect, ONLY_GROWING), *triggers.remove(dialect, FEEDING)):
        op.execute(statement)
    op.drop_column("notice", "address")
    op.drop_column("equipment", "stock_number")
    after = TABLES.index("equipment_link")
    for table in reversed(TABLES[after:]):
        op.drop_table(table)
    _narrow_observations(dialect)
    for table in reversed(TABLES[:after]):
        op.drop_table(table)


def _widen_observations(dialect: str) -> None:
    with op.batch_alter_table("observation") as table:
        table.alter_column("equipment_id", existing_type=sa.String(length=80), nullable=True)
        table.add_column(sa.Column("number", sa.Integer(), nullable=True))
        for name, kind, default in NEW_COLUMNS:
            filled = sa.text(default) if default else None
            table.add_column(sa.Column(name, kind, server_default=filled, nullable=default is None))
        for name, other in REFERENCES:
            table.create_foreign_key(f"fk_observation_{name}", other, [name], ["id"])
    op.execute(NUMBERED)
    with op.batch_alter_table("observation") as table:
        table.alter_column("number", existing_type=sa.Integer(), nullable=False)
        table.create_unique_constraint("uq_observation_number", ["number"])
        for name in INDEXED:
            table.create_index(f"ix_observation_{name}", [name])
    _trigger_again(dialect)


def _narrow_observations(dialect: str) -> None:
    """Observations without a type have no place in the narrow table and go."""
    op.execute("DELETE FROM observation WHERE equipment_id IS NULL")
    op.execute("UPDATE observation SET same_as = NULL")
    with op.batch_alter_table("observation") as table:
        for name in INDEXED:
            table.drop_index(f"ix_observation_{name}")
        for name, _ in REFERENCES:
            table.drop_constraint(f"fk_observation_{name}", type_="foreignkey")
        table.drop_constraint("uq_observation_number", type_="unique")
        for name in ("number", *(name for name, _, _ in NEW_COLUMNS)):
            table.drop_column(name)
        table.alter_column("equipment_id", existing_type=sa.String(length=80), nullable=False)
    _trigger_again(dialect)


def _trigger_again(dialect: str) -> None:
    """SQLite changes a table by making it anew, which takes its triggers away."""
    if dialect == "sqlite":
        for statement in triggers.add(dialect, ("observation",)):
            op.execute(statement)


def _create_what_observations_refer_to() -> None:
    op.create_table(
        "component_supply",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("parent", sa.String(length=200), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("ukraine_now", sa.Integer(), nullable=True),
        sa.Column("ukraine_possible", sa.Integer(), nullable=True),
        sa.Column("europe", sa.String(length=20), nullable=False),
        sa.Column("ukrainian_makers", sa.Text(), nullable=False),
        sa.Column("other_makers", sa.Text(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("as_of", sa.String(length=20), nullable=False),
        sa.Column("confidence", sa.String(length=10), nullable=False),
        sa.Column("basis", sa.String(length=30), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_component_supply")),
    )
    op.create_table(
        "mission",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("name_uk", sa.String(length=200), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("command", sa.String(length=200), nullable=False),
        sa.Column("ended", sa.Date(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("as_of", sa.String(length=20), nullable=False),
        sa.Column("confidence", sa.String(length=10), nullable=False),
        sa.Column("basis", sa.String(length=30), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mission")),
    )
    op.create_table(
        "training_module",
        sa.Column("id", sa.String(length=60), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("name_uk", sa.String(length=200), nullable=False),
        sa.Column("direction", sa.String(length=20), nullable=False),
        sa.Column("skills", sa.Text(), nullable=False),
        sa.Column("equipment_categories", sa.Text(), nullable=False),
        sa.Column("providers", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("as_of", sa.String(length=20), nullable=False),
        sa.Column("confidence", sa.String(length=10), nullable=False),
        sa.Column("basis", sa.String(length=30), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_module")),
    )
    op.create_table(
        "fielding",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("equipment_id", sa.String(length=80), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("fictional", sa.Boolean(), nullable=False),
        sa.Column("stated_by", sa.String(length=40), nullable=False),
        sa.Column("stated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("as_of", sa.String(length=20), nullable=False),
        sa.Column("confidence", sa.String(length=10), nullable=False),
        sa.Column("basis", sa.String(length=30), nullable=False),
        sa.ForeignKeyConstraint(["equipment_id"], ["equipment.id"], name=op.f("fk_fielding_equipment_id")),
        sa.ForeignKeyConstraint(["stated_by"], ["account.id"], name=op.f("fk_fielding_stated_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fielding")),
    )
    op.create_index(op.f("ix_fielding_equipment_id"), "fielding", ["equipment_id"], unique=False)
    op.create_table(
        "gap",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title_en", sa.String(length=200), nullable=False),
        sa.Column("title_uk", sa.String(length=200), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("text_uk", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("fictional", sa.Boolean(), nullable=False),
        sa.Column("formed_by", sa.String(length=40), nullable=False),
        sa.Column("formed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["formed_by"], ["account.id"], name=op.f("fk_gap_formed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gap")),
        sa.UniqueConstraint("number", name=op.f("uq_gap_number")),
    )
    op.create_table(
        "mission_fact",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("mission_id", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("fact", sa.String(length=200), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("unit", sa.String(length=60), nullable=False),
        sa.Column("as_of", sa.String(length=20), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["mission_id"], ["mission.id"], name=op.f("fk_mission_fact_mission_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mission_fact")),
    )
    op.create_index(op.f("ix_mission_fact_mission_id"), "mission_fact", ["mission_id"], unique=False)
    op.create_table(
        "gap_concept",
        sa.Column("gap_id", sa.String(length=40), nullable=False),
        sa.Column("concept_id", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["gap_id"], ["gap.id"], name=op.f("fk_gap_concept_gap_id")),
        sa.PrimaryKeyConstraint("gap_id", "concept_id", name=op.f("pk_gap_concept")),
    )
    op.create_table(
        "lesson",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("gap_id", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("observation", sa.Text(), nullable=False),
        sa.Column("discussion", sa.Text(), nullable=False),
        sa.Column("conclusion", sa.Text(), nullable=False),
        sa.Column("recommendation", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("action_body", sa.String(length=200), nullable=False),
        sa.Column("releasability", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("fictional", sa.Boolean(), nullable=False),
        sa.Column("formed_by", sa.String(length=40), nullable=False),
        sa.Column("formed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["formed_by"], ["account.id"], name=op.f("fk_lesson_formed_by")),
        sa.ForeignKeyConstraint(["gap_id"], ["gap.id"], name=op.f("fk_lesson_gap_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson")),
        sa.UniqueConstraint("number", name=op.f("uq_lesson_number")),
    )
    op.create_index(op.f("ix_lesson_gap_id"), "lesson", ["gap_id"], unique=False)
    op.create_table(
        "use_claim",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("firm_id", sa.String(length=40), nullable=False),
        sa.Column("equipment_id", sa.String(length=80), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("fictional", sa.Boolean(), nullable=False),
        sa.Column("account_id", sa.String(length=40), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_use_claim_account_id")),
        sa.ForeignKeyConstraint(["equipment_id"], ["equipment.id"], name=op.f("fk_use_claim_equipment_id")),
        sa.ForeignKeyConstraint(["firm_id"], ["firm.id"], name=op.f("fk_use_claim_firm_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_use_claim")),
    )
    op.create_index(op.f("ix_use_claim_equipment_id"), "use_claim", ["equipment_id"], unique=False)
    op.create_index(op.f("ix_use_claim_firm_id"), "use_claim", ["firm_id"], unique=False)
    op.create_table(
        "joint_project",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("gap_id", sa.String(length=40), nullable=True),
        sa.Column("proposal_id", sa.String(length=40), nullable=False),
        sa.Column("topic_id", sa.String(length=80), nullable=False),
        sa.Column("title_en", sa.String(length=200), nullable=False),
        sa.Column("title_uk", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("product_id", sa.String(length=80), nullable=True),
        sa.Column("fielded_month", sa.String(length=7), nullable=False),
        sa.Column("fictional", sa.Boolean(), nullable=False),
        sa.Column("started_by", sa.String(length=40), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["gap_id"], ["gap.id"], name=op.f("fk_joint_project_gap_id")),
        sa.ForeignKeyConstraint(["product_id"], ["equipment.id"], name=op.f("fk_joint_project_product_id")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposal.id"], name=op.f("fk_joint_project_proposal_id")),
        sa.ForeignKeyConstraint(["started_by"], ["account.id"], name=op.f("fk_joint_project_started_by")),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_joint_project_topic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joint_project")),
        sa.UniqueConstraint("number", name=op.f("uq_joint_project_number")),
        sa.UniqueConstraint("proposal_id", name=op.f("uq_joint_project_proposal_id")),
    )
    op.create_index(op.f("ix_joint_project_gap_id"), "joint_project", ["gap_id"], unique=False)
    op.create_index(op.f("ix_joint_project_topic_id"), "joint_project", ["topic_id"], unique=False)
    op.create_table(
        "lesson_step",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("lesson_id", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("account_id", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_lesson_step_account_id")),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name=op.f("fk_lesson_step_lesson_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson_step")),
    )
    op.create_index(op.f("ix_lesson_step_lesson_id"), "lesson_step", ["lesson_id"], unique=False)
    op.create_table(
        "joint_project_step",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("joint_project_id", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("account_id", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_joint_project_step_account_id")),
        sa.ForeignKeyConstraint(
            ["joint_project_id"], ["joint_project.id"], name=op.f("fk_joint_project_step_joint_project_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joint_project_step")),
    )
    op.create_index(
        op.f("ix_joint_project_step_joint_project_id"), "joint_project_step", ["joint_project_id"], unique=False
    )
    op.create_table(
        "training_event",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("mission_id", sa.String(length=40), nullable=True),
        sa.Column("module_id", sa.String(length=60), nullable=True),
        sa.Column("joint_project_id", sa.String(length=40), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("direction", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("title_en", sa.String(length=200), nullable=False),
        sa.Column("title_uk", sa.String(length=200), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("segment", sa.String(length=10), nullable=False),
        sa.Column("states", sa.Text(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("fictional", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.String(length=40), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["joint_project_id"], ["joint_project.id"], name=op.f("fk_training_event_joint_project_id")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_training_event_made_by")),
        sa.ForeignKeyConstraint(["mission_id"], ["mission.id"], name=op.f("fk_training_event_mission_id")),
        sa.ForeignKeyConstraint(["module_id"], ["training_module.id"], name=op.f("fk_training_event_module_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_event")),
    )
    op.create_index(op.f("ix_training_event_joint_project_id"), "training_event", ["joint_project_id"], unique=False)
    op.create_index(op.f("ix_training_event_mission_id"), "training_event", ["mission_id"], unique=False)
    op.create_index(op.f("ix_training_event_module_id"), "training_event", ["module_id"], unique=False)
    op.create_table(
        "training_equipment",
        sa.Column("event_id", sa.String(length=40), nullable=False),
        sa.Column("equipment_id", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["equipment_id"], ["equipment.id"], name=op.f("fk_training_equipment_equipment_id")),
        sa.ForeignKeyConstraint(["event_id"], ["training_event.id"], name=op.f("fk_training_equipment_event_id")),
        sa.PrimaryKeyConstraint("event_id", "equipment_id", name=op.f("pk_training_equipment")),
    )


def _create_what_refers_to_observations() -> None:
    op.create_table(
        "equipment_link",
        sa.Column("observation_id", sa.String(length=40), nullable=False),
        sa.Column("equipment_id", sa.String(length=80), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("matched", sa.String(length=200), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("ambiguous", sa.Boolean(), nullable=False),
        sa.Column("because", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("decided_by", sa.String(length=40), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["decided_by"], ["account.id"], name=op.f("fk_equipment_link_decided_by")),
        sa.ForeignKeyConstraint(["equipment_id"], ["equipment.id"], name=op.f("fk_equipment_link_equipment_id")),
        sa.ForeignKeyConstraint(["observation_id"], ["observation.id"], name=op.f("fk_equipment_link_observation_id")),
        sa.PrimaryKeyConstraint("observation_id", "equipment_id", name=op.f("pk_equipment_link")),
    )
    op.create_table(
        "gap_observation",
        sa.Column("gap_id", sa.String(length=40), nullable=False),
        sa.Column("observation_id", sa.String(length=40), nullable=False),
        sa.Column("suggested", sa.Boolean(), nullable=False),
        sa.Column("joined_by", sa.String(length=40), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["gap_id"], ["gap.id"], name=op.f("fk_gap_observation_gap_id")),
        sa.ForeignKeyConstraint(["joined_by"], ["account.id"], name=op.f("fk_gap_observation_joined_by")),
        sa.ForeignKeyConstraint(["observation_id"], ["observation.id"], name=op.f("fk_gap_observation_observation_id")),
        sa.PrimaryKeyConstraint("gap_id", "observation_id", name=op.f("pk_gap_observation")),
    )
    op.create_index(op.f("ix_gap_observation_observation_id"), "gap_observation", ["observation_id"], unique=False)
    op.create_table(
        "maker_answer",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("observation_id", sa.String(length=40), nullable=False),
        sa.Column("firm_id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("version", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("fictional", sa.Boolean(), nullable=False),
        sa.Column("account_id", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_maker_answer_account_id")),
        sa.ForeignKeyConstraint(["firm_id"], ["firm.id"], name=op.f("fk_maker_answer_firm_id")),
        sa.ForeignKeyConstraint(["observation_id"], ["observation.id"], name=op.f("fk_maker_answer_observation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_maker_answer")),
    )
    op.create_index(op.f("ix_maker_answer_firm_id"), "maker_answer", ["firm_id"], unique=False)
    op.create_index(op.f("ix_maker_answer_observation_id"), "maker_answer", ["observation_id"], unique=False)
    op.create_table(
        "observation_join",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("observation_id", sa.String(length=40), nullable=False),
        sa.Column("users", sa.Integer(), nullable=True),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.Column("side", sa.String(length=2), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("fictional", sa.Boolean(), nullable=False),
        sa.Column("joined_by", sa.String(length=40), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["joined_by"], ["account.id"], name=op.f("fk_observation_join_joined_by")),
        sa.ForeignKeyConstraint(
            ["observation_id"], ["observation.id"], name=op.f("fk_observation_join_observation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation_join")),
    )
    op.create_index(op.f("ix_observation_join_joined_by"), "observation_join", ["joined_by"], unique=False)
    op.create_index(op.f("ix_observation_join_observation_id"), "observation_join", ["observation_id"], unique=False)
    op.create_table(
        "observation_photo",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("observation_id", sa.String(length=40), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["observation_id"], ["observation.id"], name=op.f("fk_observation_photo_observation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation_photo")),
    )
    op.create_index(op.f("ix_observation_photo_observation_id"), "observation_photo", ["observation_id"], unique=False)
    op.create_table(
        "observation_step",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("observation_id", sa.String(length=40), nullable=False),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("account_id", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_observation_step_account_id")),
        sa.ForeignKeyConstraint(
            ["observation_id"], ["observation.id"], name=op.f("fk_observation_step_observation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation_step")),
    )
    op.create_index(op.f("ix_observation_step_observation_id"), "observation_step", ["observation_id"], unique=False)
