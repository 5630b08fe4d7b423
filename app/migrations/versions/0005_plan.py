"""Focus, actions, reviews, and what documents take from the council."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("what", sa.String(length=1000), nullable=False),
        sa.Column("lead_officer", sa.String(length=120), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("success_measure", sa.String(length=1000), nullable=False),
        sa.Column("cost_note", sa.String(length=5000), nullable=False),
        sa.Column("benefit_note", sa.String(length=5000), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "not-started",
                "on-track",
                "at-risk",
                "delayed",
                "complete",
                "stopped",
                name="progress",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("stopped_reason", sa.String(length=1000), nullable=False),
        sa.Column("carried_from_id", sa.Integer(), nullable=True),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name=op.f("fk_action_assessment_id_assessment"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["carried_from_id"], ["action.id"], name=op.f("fk_action_carried_from_id_action"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_action_assessment_id"), ["assessment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_action_carried_from_id"), ["carried_from_id"], unique=False)

    op.create_table(
        "focus",
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column(
            "choice",
            sa.Enum("hold", "improve", name="choice", native_enum=False, create_constraint=True, length=20),
            nullable=True,
        ),
        sa.Column("impact", sa.Integer(), nullable=True),
        sa.Column("effort", sa.Integer(), nullable=True),
        sa.Column("is_priority", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("effort BETWEEN 1 AND 3", name=op.f("ck_focus_effort")),
        sa.CheckConstraint("impact BETWEEN 1 AND 3", name=op.f("ck_focus_impact")),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name=op.f("fk_focus_assessment_id_assessment"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["saved_by_id"], ["user.id"], name=op.f("fk_focus_saved_by_id_user")),
        sa.PrimaryKeyConstraint("assessment_id", "code", name=op.f("pk_focus")),
    )
    with op.batch_alter_table("focus", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_focus_saved_by_id"), ["saved_by_id"], unique=False)

    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("text", sa.String(length=5000), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name=op.f("fk_review_assessment_id_assessment"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_assessment_id"), ["assessment_id"], unique=False)

    op.create_table(
        "action_resource",
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"], ["action.id"], name=op.f("fk_action_resource_action_id_action"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resource.id"], name=op.f("fk_action_resource_resource_id_resource"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("action_id", "resource_id", name=op.f("pk_action_resource")),
    )
    op.create_table(
        "action_update",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "not-started",
                "on-track",
                "at-risk",
                "delayed",
                "complete",
                "stopped",
                name="progress",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.String(length=5000), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"], ["action.id"], name=op.f("fk_action_update_action_id_action"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_action_update_by_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_update")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("action_update", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_action_update_action_id"), ["action_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_action_update_by_id"), ["by_id"], unique=False)

    op.create_table(
        "review_entry",
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column(
            "moved",
            sa.Enum("forward", "unchanged", "back", name="moved", native_enum=False, create_constraint=True, length=20),
            nullable=True,
        ),
        sa.Column("why", sa.String(length=5000), server_default=sa.text("('')"), nullable=False),
        sa.ForeignKeyConstraint(
            ["review_id"], ["review.id"], name=op.f("fk_review_entry_review_id_review"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("review_id", "code", name=op.f("pk_review_entry")),
    )
    with op.batch_alter_table("council", schema=None) as batch_op:
        batch_op.add_column(sa.Column("most_priorities", sa.Integer(), server_default=sa.text("8"), nullable=False))
        batch_op.add_column(
            sa.Column("covering_text", sa.String(length=5000), server_default=sa.text("('')"), nullable=False)
        )
        batch_op.add_column(sa.Column("word_template", sa.LargeBinary(), nullable=True))
        batch_op.add_column(
            sa.Column("word_template_name", sa.String(length=120), server_default=sa.text("('')"), nullable=False)
        )

    with op.batch_alter_table("response", schema=None) as batch_op:
        batch_op.add_column(sa.Column("is_entered_by_lead", sa.Boolean(), server_default=sa.text("0"), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("response", schema=None) as batch_op:
        batch_op.drop_column("is_entered_by_lead")

    with op.batch_alter_table("council", schema=None) as batch_op:
        batch_op.drop_column("word_template_name")
        batch_op.drop_column("word_template")
        batch_op.drop_column("covering_text")
        batch_op.drop_column("most_priorities")

    op.drop_table("review_entry")
    with op.batch_alter_table("action_update", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_action_update_by_id"))
        batch_op.drop_index(batch_op.f("ix_action_update_action_id"))

    op.drop_table("action_update")
    op.drop_table("action_resource")
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_review_assessment_id"))

    op.drop_table("review")
    with op.batch_alter_table("focus", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_focus_saved_by_id"))

    op.drop_table("focus")
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_action_carried_from_id"))
        batch_op.drop_index(batch_op.f("ix_action_assessment_id"))

    op.drop_table("action")
