"""Ticked criteria, answers carried over, edited narratives, and comments on the content."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("model_version_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "unclear",
                "missing",
                "wrong",
                "good",
                name="commentkind",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "open",
                "accepted",
                "declined",
                name="commentstatus",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("reviewed_by_id", sa.Integer(), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("(status = 'open') = (reviewed_at IS NULL)", name=op.f("ck_comment_reviewed_when_closed")),
        sa.ForeignKeyConstraint(["author_id"], ["user.id"], name=op.f("fk_comment_author_id_user")),
        sa.ForeignKeyConstraint(
            ["model_version_id"], ["model_version.id"], name=op.f("fk_comment_model_version_id_model_version")
        ),
        sa.ForeignKeyConstraint(["reviewed_by_id"], ["user.id"], name=op.f("fk_comment_reviewed_by_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
    )
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_comment_author_id"), ["author_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_comment_model_version_id"), ["model_version_id"], unique=False)

    op.create_table(
        "narrative_edit",
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("theme", sa.String(length=60), nullable=False),
        sa.Column("text", sa.String(length=6000), nullable=False),
        sa.Column("figures_digest", sa.String(length=64), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"],
            ["assessment.id"],
            name=op.f("fk_narrative_edit_assessment_id_assessment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("assessment_id", "theme", name=op.f("pk_narrative_edit")),
    )
    # The table is built anew, and the number of a deleted assessment must still never be given again.
    op.execute("CREATE TEMPORARY TABLE numbers AS SELECT name, seq FROM sqlite_sequence WHERE name = 'assessment'")
    with op.batch_alter_table("assessment", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("moved_to_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("follows_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_assessment_moved_to_id"), ["moved_to_id"])
        batch_op.create_index(batch_op.f("ix_assessment_follows_id"), ["follows_id"])
        batch_op.create_foreign_key(
            batch_op.f("fk_assessment_moved_to_id_assessment"),
            "assessment",
            ["moved_to_id"],
            ["id"],
            ondelete="SET NULL",
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_assessment_follows_id_assessment"),
            "assessment",
            ["follows_id"],
            ["id"],
            ondelete="SET NULL",
        )
    op.execute("DELETE FROM sqlite_sequence WHERE name = 'assessment'")
    op.execute("INSERT INTO sqlite_sequence SELECT name, seq FROM numbers")
    op.execute("DROP TABLE numbers")
    with op.batch_alter_table("position", schema=None) as batch_op:
        batch_op.add_column(sa.Column("criteria", sa.String(length=120), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("is_confirmed", sa.Boolean(), nullable=False, server_default=sa.true()))


def downgrade() -> None:
    with op.batch_alter_table("position", schema=None) as batch_op:
        batch_op.drop_column("is_confirmed")
        batch_op.drop_column("criteria")

    with op.batch_alter_table("assessment", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        for column in ("follows_id", "moved_to_id"):
            batch_op.drop_constraint(batch_op.f(f"fk_assessment_{column}_assessment"), type_="foreignkey")
            batch_op.drop_index(f"ix_assessment_{column}")
            batch_op.drop_column(column)

    op.drop_table("narrative_edit")
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_comment_model_version_id"))
        batch_op.drop_index(batch_op.f("ix_comment_author_id"))

    op.drop_table("comment")
