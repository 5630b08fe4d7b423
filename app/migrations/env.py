"""How Alembic reaches the database: the application's own engine and tables."""

from typing import Literal

from alembic import context

from app.database import UtcDateTime, db
from app.migrations import is_in_the_code


def render_item(kind: str, item: object, _context: object) -> str | Literal[False]:
    """A migration stands on its own: it names no type of ours."""
    return "sa.DateTime()" if kind == "type" and isinstance(item, UtcDateTime) else False


with context.config.attributes["engine"].connect() as connection:
    # Outside a transaction, where it works: a table is changed by building it anew, and dropping the old one
    # would take along what refers to it.
    driver = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys = OFF")
    context.configure(
        connection=connection,
        target_metadata=db.Model.metadata,
        render_as_batch=True,
        compare_type=True,
        render_item=render_item,
        include_name=is_in_the_code,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    faults = driver.execute("PRAGMA foreign_key_check").fetchall()
    driver.execute("PRAGMA foreign_keys = ON")
    if faults:
        raise RuntimeError(f"The migration left rows that refer to nothing: {faults[:5]}")
