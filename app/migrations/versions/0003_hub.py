"""The hub: resources, their steps and topics, what people saved, noted and suggested, and the index of the search."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


INDEXED = ("title", "topics_text", "serves_text", "publisher", "summary")
"""In the order of the weights in app/resources/search/index.py."""


def upgrade() -> None:
    op.create_table(
        "topic",
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_topic")),
    )
    op.create_table(
        "resource",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("publisher", sa.String(length=120), nullable=False),
        sa.Column("url", sa.String(length=1000), nullable=False),
        sa.Column("normal_url", sa.String(length=1000), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "case-study",
                "guidance",
                "tool",
                "template",
                "training",
                "peer-support",
                "research",
                "data",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("summary", sa.String(length=1000), nullable=False),
        sa.Column("council_types", sa.String(length=100), server_default=sa.text("('')"), nullable=False),
        sa.Column(
            "effort",
            sa.Enum("read", "session", "project", name="effort", native_enum=False, create_constraint=True, length=20),
            nullable=False,
        ),
        sa.Column(
            "access",
            sa.Enum(
                "open", "registration", "members", name="access", native_enum=False, create_constraint=True, length=20
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "current", "archived", "withdrawn", name="status", native_enum=False, create_constraint=True, length=20
            ),
            nullable=False,
        ),
        sa.Column("review_by", sa.Date(), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("loaded_digest", sa.String(length=64), nullable=True),
        sa.Column("offered", sa.String(), nullable=True),
        sa.Column("topics_text", sa.String(), server_default=sa.text("('')"), nullable=False),
        sa.Column("serves_text", sa.String(), server_default=sa.text("('')"), nullable=False),
        sa.Column(
            "link_state",
            sa.Enum(
                "unchecked",
                "works",
                "moved",
                "broken",
                "unsure",
                name="linkstate",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("link_checked_at", sa.DateTime(), nullable=True),
        sa.Column("link_note", sa.String(length=300), server_default=sa.text("('')"), nullable=False),
        sa.Column("moved_to", sa.String(length=1000), nullable=True),
        sa.CheckConstraint("year BETWEEN 1900 AND 2100", name=op.f("ck_resource_year")),
        sa.ForeignKeyConstraint(["changed_by_id"], ["user.id"], name=op.f("fk_resource_changed_by_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resource")),
        sa.UniqueConstraint("slug", name=op.f("uq_resource_slug")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("resource", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_resource_normal_url"), ["normal_url"], unique=False)
        batch_op.create_index(batch_op.f("ix_resource_publisher"), ["publisher"], unique=False)
        batch_op.create_index("ix_resource_status_added_on", ["status", "added_at"], unique=False)

    op.create_table(
        "resource_note",
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("helped", sa.Boolean(), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("noted_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resource.id"], name=op.f("fk_resource_note_resource_id_resource"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_resource_note_user_id_user"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("resource_id", "user_id", name=op.f("pk_resource_note")),
    )
    with op.batch_alter_table("resource_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_resource_note_user_id"), ["user_id"], unique=False)

    op.create_table(
        "resource_step",
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("model_id", sa.String(length=60), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("from_level", sa.Integer(), nullable=False),
        sa.Column("to_level", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resource.id"], name=op.f("fk_resource_step_resource_id_resource"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("resource_id", "model_id", "code", "from_level", name=op.f("pk_resource_step")),
    )
    with op.batch_alter_table("resource_step", schema=None) as batch_op:
        batch_op.create_index("ix_resource_step_serves", ["model_id", "code", "from_level"], unique=False)

    op.create_table(
        "resource_topic",
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("topic_slug", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resource.id"], name=op.f("fk_resource_topic_resource_id_resource"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["topic_slug"], ["topic.slug"], name=op.f("fk_resource_topic_topic_slug_topic")),
        sa.PrimaryKeyConstraint("resource_id", "topic_slug", name=op.f("pk_resource_topic")),
    )
    with op.batch_alter_table("resource_topic", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_resource_topic_topic_slug"), ["topic_slug"], unique=False)

    op.create_table(
        "saved_resource",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resource.id"], name=op.f("fk_saved_resource_resource_id_resource"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_saved_resource_user_id_user"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "resource_id", name=op.f("pk_saved_resource")),
    )
    with op.batch_alter_table("saved_resource", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_saved_resource_resource_id"), ["resource_id"], unique=False)

    op.create_table(
        "suggestion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("url", sa.String(length=1000), nullable=False),
        sa.Column("normal_url", sa.String(length=1000), nullable=False),
        sa.Column("publisher", sa.String(length=120), nullable=False),
        sa.Column("why", sa.String(length=1000), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("suggested_by_id", sa.Integer(), nullable=True),
        sa.Column("sender_hash", sa.String(length=64), nullable=True),
        sa.Column("suggested_at", sa.DateTime(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "open",
                "published",
                "declined",
                name="suggestionstatus",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("resource_id", sa.Integer(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("(status = 'open') = (decided_at IS NULL)", name=op.f("ck_suggestion_decided_when_closed")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["user.id"], name=op.f("fk_suggestion_decided_by_id_user")),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resource.id"], name=op.f("fk_suggestion_resource_id_resource"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["suggested_by_id"], ["user.id"], name=op.f("fk_suggestion_suggested_by_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestion")),
    )
    with op.batch_alter_table("suggestion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_suggestion_normal_url"), ["normal_url"], unique=False)
        batch_op.create_index(batch_op.f("ix_suggestion_sender_hash"), ["sender_hash"], unique=False)
        batch_op.create_index(batch_op.f("ix_suggestion_suggested_by_id"), ["suggested_by_id"], unique=False)

    with op.batch_alter_table("council", schema=None) as batch_op:
        batch_op.add_column(sa.Column("is_hub_public", sa.Boolean(), server_default=sa.text("0"), nullable=False))
        batch_op.add_column(
            sa.Column("may_visitors_suggest", sa.Boolean(), server_default=sa.text("0"), nullable=False)
        )
    # By stems, for what is found; and by words as they are written, for what a misspelt one may have meant.
    make_index("resource_index", "porter unicode61 remove_diacritics 2", ", prefix = '2 3'")
    make_index("resource_words", "unicode61 remove_diacritics 2", "")
    op.execute("CREATE VIRTUAL TABLE resource_vocabulary USING fts5vocab (resource_words, row)")


def make_index(name: str, tokenizer: str, options: str) -> None:
    """An index that holds no text of its own, and the triggers that keep it true."""
    columns = ", ".join(INDEXED)
    old, new = (", ".join(f"{row}.{column}" for column in INDEXED) for row in ("old", "new"))
    forget = f"INSERT INTO {name} ({name}, rowid, {columns}) VALUES ('delete', old.id, {old});"
    learn = f"INSERT INTO {name} (rowid, {columns}) VALUES (new.id, {new});"
    op.execute(
        f"CREATE VIRTUAL TABLE {name} USING fts5 "
        f"({columns}, content = 'resource', content_rowid = 'id', tokenize = '{tokenizer}'{options})"
    )
    op.execute(f"CREATE TRIGGER {name}_insert AFTER INSERT ON resource BEGIN {learn} END")
    op.execute(f"CREATE TRIGGER {name}_delete AFTER DELETE ON resource BEGIN {forget} END")
    op.execute(f"CREATE TRIGGER {name}_update AFTER UPDATE OF {columns} ON resource BEGIN {forget} {learn} END")


def downgrade() -> None:
    op.execute("DROP TABLE resource_vocabulary")
    for name in ("resource_words", "resource_index"):
        for event in ("insert", "delete", "update"):
            op.execute(f"DROP TRIGGER {name}_{event}")
        op.execute(f"DROP TABLE {name}")
    with op.batch_alter_table("council", schema=None) as batch_op:
        batch_op.drop_column("may_visitors_suggest")
        batch_op.drop_column("is_hub_public")

    with op.batch_alter_table("suggestion", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_suggestion_suggested_by_id"))
        batch_op.drop_index(batch_op.f("ix_suggestion_sender_hash"))
        batch_op.drop_index(batch_op.f("ix_suggestion_normal_url"))

    op.drop_table("suggestion")
    with op.batch_alter_table("saved_resource", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_saved_resource_resource_id"))

    op.drop_table("saved_resource")
    with op.batch_alter_table("resource_topic", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_resource_topic_topic_slug"))

    op.drop_table("resource_topic")
    with op.batch_alter_table("resource_step", schema=None) as batch_op:
        batch_op.drop_index("ix_resource_step_serves")

    op.drop_table("resource_step")
    with op.batch_alter_table("resource_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_resource_note_user_id"))

    op.drop_table("resource_note")
    with op.batch_alter_table("resource", schema=None) as batch_op:
        batch_op.drop_index("ix_resource_status_added_on")
        batch_op.drop_index(batch_op.f("ix_resource_publisher"))
        batch_op.drop_index(batch_op.f("ix_resource_normal_url"))

    op.drop_table("resource")
    op.drop_table("topic")
