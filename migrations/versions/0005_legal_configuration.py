"""Changes of the legal configuration, what they turned in stored proposals, notices."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from matchmaker.persistence import append_only

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ONLY_GROWING = ("legal_change", "proposal_flip")


def upgrade() -> None:
    op.create_table(
        "legal_change",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("withdraws", sa.String(length=40), nullable=True),
        sa.Column("account_id", sa.String(length=40), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_legal_change_account_id")),
        sa.ForeignKeyConstraint(["withdraws"], ["legal_change.id"], name=op.f("fk_legal_change_withdraws")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_change")),
        sa.UniqueConstraint("number", name=op.f("uq_legal_change_number")),
        sa.UniqueConstraint("withdraws", name=op.f("uq_legal_change_withdraws")),
    )
    op.create_index(op.f("ix_legal_change_subject"), "legal_change", ["subject"], unique=False)
    op.create_table(
        "proposal_flip",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("change_id", sa.String(length=40), nullable=False),
        sa.Column("proposal_id", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("strand", sa.String(length=20), nullable=False),
        sa.Column("rule", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["change_id"], ["legal_change.id"], name=op.f("fk_proposal_flip_change_id")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposal.id"], name=op.f("fk_proposal_flip_proposal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_flip")),
    )
    op.create_index(op.f("ix_proposal_flip_change_id"), "proposal_flip", ["change_id"], unique=False)
    op.create_index(op.f("ix_proposal_flip_proposal_id"), "proposal_flip", ["proposal_id"], unique=False)
    op.create_table(
        "notice",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("recipient_id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("change_id", sa.String(length=40), nullable=True),
        sa.Column("proposals", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["change_id"], ["legal_change.id"], name=op.f("fk_notice_change_id")),
        sa.ForeignKeyConstraint(["recipient_id"], ["account.id"], name=op.f("fk_notice_recipient_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    op.create_index(op.f("ix_notice_recipient_id"), "notice", ["recipient_id"], unique=False)
    for statement in append_only.create(op.get_bind().dialect.name, ONLY_GROWING):
        op.execute(statement)


def downgrade() -> None:
    for statement in append_only.drop(op.get_bind().dialect.name, ONLY_GROWING):
        op.execute(statement)
    op.drop_table("notice")
    op.drop_table("proposal_flip")
    op.drop_table("legal_change")
