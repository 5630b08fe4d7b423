"""Private responses, comparisons, sign-offs, the record and the notices."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def _part(*words: str) -> sa.Enum:
    return sa.Enum(*words, name="part", native_enum=False, create_constraint=True, length=20)


def _participant_before() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("role", _part("participant", "viewer"), nullable=False),
    )


def _participant() -> tuple[sa.Column[Any] | sa.UniqueConstraint, ...]:
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column(
            "group",
            sa.Enum("member", "officer", "partner", name="group", native_enum=False, create_constraint=True, length=20),
            nullable=True,
        ),
        sa.Column("directorate", sa.String(length=120), nullable=False),
        sa.Column("role", _part("participant", "reviewer", "viewer"), nullable=False),
        sa.Column("themes", sa.String(length=400), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=True),
        sa.Column("link_hash", sa.String(length=64), nullable=True),
        sa.Column("code_hash", sa.String(length=200), nullable=True),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.DateTime(), nullable=True),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.UniqueConstraint("link_hash", name=op.f("uq_participant_link_hash")),
    )


COPY = """
    INSERT INTO participant (id, assessment_id, user_id, name, email, directorate, role, themes, epoch)
    SELECT old.id, old.assessment_id, old.user_id, user.name, '', '', old.role, '', 0
    FROM participant_before AS old JOIN user ON user.id = old.user_id
"""
COPY_BACK = """
    INSERT INTO participant (id, assessment_id, user_id, role)
    SELECT id, assessment_id, user_id, role FROM participant_before
    WHERE user_id IS NOT NULL AND role <> 'reviewer' AND withdrawn_at IS NULL
"""


def _replace_participant(columns: tuple[sa.Column[Any] | sa.UniqueConstraint, ...], copy: str) -> None:
    """Another rule for a column's words cannot be added to a table of SQLite: it is made anew."""
    with op.batch_alter_table("participant") as batch_op:
        batch_op.drop_index("ix_participant_user_id")
    op.rename_table("participant", "participant_before")
    op.create_table(
        "participant",
        *columns,
        sa.ForeignKeyConstraint(
            ["assessment_id"],
            ["assessment.id"],
            name=op.f("fk_participant_assessment_id_assessment"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_participant_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participant")),
        sa.UniqueConstraint("assessment_id", "user_id", name=op.f("uq_participant_assessment_id")),
        sqlite_autoincrement=True,
    )
    op.execute(copy)
    op.drop_table("participant_before")
    with op.batch_alter_table("participant") as batch_op:
        batch_op.create_index("ix_participant_user_id", ["user_id"], unique=False)


def upgrade() -> None:
    _replace_participant(_participant(), COPY)
    op.create_table(
        "notice",
        sa.Column("slug", sa.String(length=20), nullable=False),
        sa.Column("text", sa.String(length=20000), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["changed_by_id"], ["user.id"], name=op.f("fk_notice_changed_by_id_user"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_notice")),
    )
    op.create_table(
        "comparison",
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"],
            ["assessment.id"],
            name=op.f("fk_comparison_assessment_id_assessment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("assessment_id", name=op.f("pk_comparison")),
    )
    op.create_table(
        "position_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum("agree", "query", "change", name="verdict", native_enum=False, create_constraint=True, length=20),
            nullable=False,
        ),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(length=5000), nullable=False),
        sa.Column("said_at", sa.DateTime(), nullable=False),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("settlement", sa.String(length=5000), nullable=False),
        sa.CheckConstraint("level BETWEEN 0 AND 6", name=op.f("ck_position_review_level")),
        sa.ForeignKeyConstraint(
            ["assessment_id"],
            ["assessment.id"],
            name=op.f("fk_position_review_assessment_id_assessment"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["reviewer_id"], ["user.id"], name=op.f("fk_position_review_reviewer_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_position_review")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("position_review", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_position_review_assessment_id"), ["assessment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_position_review_reviewer_id"), ["reviewer_id"], unique=False)

    op.create_table(
        "sign_off",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("signed_by_id", sa.Integer(), nullable=False),
        sa.Column("signed_at", sa.DateTime(), nullable=False),
        sa.Column("unanswered_reason", sa.String(length=1000), server_default=sa.text("('')"), nullable=False),
        sa.Column("correction", sa.String(length=1000), server_default=sa.text("('')"), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name=op.f("fk_sign_off_assessment_id_assessment"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["signed_by_id"], ["user.id"], name=op.f("fk_sign_off_signed_by_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_off")),
        sa.UniqueConstraint("assessment_id", "version", name=op.f("uq_sign_off_assessment_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("sign_off", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_off_signed_by_id"), ["signed_by_id"], unique=False)

    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("participant_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=True),
        sa.Column("assessment_title", sa.String(length=120), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("about_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["about_id"], ["participant.id"], name=op.f("fk_event_about_id_participant"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name=op.f("fk_event_assessment_id_assessment"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_event_participant_id_participant"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_event_user_id_user"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_about_id"), ["about_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_assessment_id"), ["assessment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_participant_id"), ["participant_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_user_id"), ["user_id"], unique=False)

    op.create_table(
        "opening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column(
            "what",
            sa.Enum(
                "made",
                "opened",
                "renewed",
                "wrong-code",
                "withdrawn",
                name="happening",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_opening_participant_id_participant"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening")),
    )
    with op.batch_alter_table("opening", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_opening_participant_id"), ["participant_id"], unique=False)

    op.create_table(
        "response",
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("is_note_shared", sa.Boolean(), nullable=False),
        sa.Column("late_note", sa.String(length=10000), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "level", "unknown", "not-applicable", name="kind", native_enum=False, create_constraint=True, length=20
            ),
            nullable=True,
        ),
        sa.Column("current", sa.Integer(), nullable=True),
        sa.Column("target", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("evidence", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=10000), nullable=False),
        sa.Column("is_priority", sa.Boolean(), nullable=False),
        sa.Column("criteria", sa.String(length=120), server_default=sa.text("('')"), nullable=False),
        sa.Column("is_confirmed", sa.Boolean(), server_default=sa.text("1"), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("form_id", sa.String(length=32), nullable=False),
        sa.Column("change_number", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("(kind IS 'level') = (current IS NOT NULL)", name=op.f("ck_response_current_with_level")),
        sa.CheckConstraint("current BETWEEN 0 AND 6", name=op.f("ck_response_current")),
        sa.CheckConstraint("evidence BETWEEN 0 AND 4", name=op.f("ck_response_evidence")),
        sa.CheckConstraint("target BETWEEN 1 AND 6", name=op.f("ck_response_target")),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_response_participant_id_participant"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("participant_id", "code", name=op.f("pk_response")),
    )
    op.create_table(
        "visit",
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_visit_participant_id_participant"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key_hash", name=op.f("pk_visit")),
    )
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_participant_id"), ["participant_id"], unique=False)

    with op.batch_alter_table("assessment", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("sponsor_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "way",
                sa.Enum("together", "separately", name="way", native_enum=False, create_constraint=True, length=20),
                server_default=sa.text("'together'"),
                nullable=False,
            )
        )
        batch_op.add_column(
            sa.Column(
                "stage_set",
                sa.Enum(
                    "preparing",
                    "open",
                    "closed",
                    "agreed",
                    "signed-off",
                    name="stage",
                    native_enum=False,
                    create_constraint=True,
                    length=20,
                ),
                server_default=sa.text("'open'"),
                nullable=False,
            )
        )
        batch_op.add_column(sa.Column("opens_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("closes_on", sa.Date(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "privacy",
                sa.Enum("grouped", "named", name="privacy", native_enum=False, create_constraint=True, length=20),
                server_default=sa.text("'grouped'"),
                nullable=False,
            )
        )
        batch_op.add_column(sa.Column("smallest_group", sa.Integer(), server_default=sa.text("5"), nullable=False))
        batch_op.add_column(
            sa.Column(
                "retention",
                sa.Enum(
                    "keep",
                    "anonymise",
                    "delete",
                    name="retention",
                    native_enum=False,
                    create_constraint=True,
                    length=20,
                ),
                server_default=sa.text("'anonymise'"),
                nullable=False,
            )
        )
        batch_op.add_column(sa.Column("retention_days", sa.Integer(), server_default=sa.text("(90)"), nullable=False))
        batch_op.add_column(sa.Column("responses_ended_at", sa.DateTime(), nullable=True))
        batch_op.add_column(
            sa.Column("correction", sa.String(length=1000), server_default=sa.text("('')"), nullable=False)
        )
        batch_op.create_index(batch_op.f("ix_assessment_sponsor_id"), ["sponsor_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_assessment_sponsor_id_user"), "user", ["sponsor_id"], ["id"])

    with op.batch_alter_table("council", schema=None) as batch_op:
        batch_op.add_column(sa.Column("smallest_group", sa.Integer(), server_default=sa.text("5"), nullable=False))
        batch_op.add_column(
            sa.Column(
                "retention",
                sa.Enum(
                    "keep",
                    "anonymise",
                    "delete",
                    name="retention",
                    native_enum=False,
                    create_constraint=True,
                    length=20,
                ),
                server_default=sa.text("'anonymise'"),
                nullable=False,
            )
        )
        batch_op.add_column(sa.Column("retention_days", sa.Integer(), server_default=sa.text("(90)"), nullable=False))

    with op.batch_alter_table("position", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("rationale", sa.String(length=5000), server_default=sa.text("('')"), nullable=False)
        )
        batch_op.add_column(
            sa.Column("minority_view", sa.String(length=5000), server_default=sa.text("('')"), nullable=False)
        )
        batch_op.add_column(
            sa.Column("restricted_note", sa.String(length=5000), server_default=sa.text("('')"), nullable=False)
        )


def downgrade() -> None:
    with op.batch_alter_table("position", schema=None) as batch_op:
        batch_op.drop_column("restricted_note")
        batch_op.drop_column("minority_view")
        batch_op.drop_column("rationale")

    with op.batch_alter_table("council", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_council_retention"), type_="check")
        batch_op.drop_column("retention_days")
        batch_op.drop_column("retention")
        batch_op.drop_column("smallest_group")

    with op.batch_alter_table("assessment", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_assessment_sponsor_id_user"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_assessment_sponsor_id"))
        for rule in ("way", "stage", "privacy", "retention"):
            batch_op.drop_constraint(batch_op.f(f"ck_assessment_{rule}"), type_="check")
        batch_op.drop_column("correction")
        batch_op.drop_column("responses_ended_at")
        batch_op.drop_column("retention_days")
        batch_op.drop_column("retention")
        batch_op.drop_column("smallest_group")
        batch_op.drop_column("privacy")
        batch_op.drop_column("closes_on")
        batch_op.drop_column("opens_on")
        batch_op.drop_column("stage_set")
        batch_op.drop_column("way")
        batch_op.drop_column("sponsor_id")

    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_visit_participant_id"))

    op.drop_table("visit")
    op.drop_table("response")
    with op.batch_alter_table("opening", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_opening_participant_id"))

    op.drop_table("opening")
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_user_id"))
        batch_op.drop_index(batch_op.f("ix_event_participant_id"))
        batch_op.drop_index(batch_op.f("ix_event_at"))
        batch_op.drop_index(batch_op.f("ix_event_assessment_id"))
        batch_op.drop_index(batch_op.f("ix_event_about_id"))

    op.drop_table("event")
    with op.batch_alter_table("sign_off", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_off_signed_by_id"))

    op.drop_table("sign_off")
    with op.batch_alter_table("position_review", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_position_review_reviewer_id"))
        batch_op.drop_index(batch_op.f("ix_position_review_assessment_id"))

    op.drop_table("position_review")
    op.drop_table("comparison")
    op.drop_table("notice")
    _replace_participant(_participant_before(), COPY_BACK)
