"""Bring the database up to date. At the newest migration this costs one query and imports no Alembic."""

from pathlib import Path
from typing import TYPE_CHECKING

from flask import current_app
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from app.database import db

if TYPE_CHECKING:
    from alembic.config import Config

FOLDER = Path(__file__).parent
SEARCH_TABLES = ("resource_index", "resource_words", "resource_vocabulary")


class TooNewError(Exception):
    """The database was made by a newer Bearings than this one."""


def newest_revision() -> str:
    """Kept in a file, which a test holds to be true, so that a start need not read the migrations."""
    return (FOLDER / "newest").read_text("ascii").strip()


def upgrade_database() -> Path | None:
    """Bring the database to the newest revision. Returns the copy made before, where there was anything to copy.

    Raises TooNewError.
    """
    present = _present_revision()
    if present == newest_revision():
        return None
    from alembic import command
    from alembic.script import ScriptDirectory

    config = alembic_config()
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if present is not None and present not in known:
        raise TooNewError(
            "The database was made by a newer version of Bearings. Install that version again, or put back the copy "
            "that was made before the upgrade."
        )
    copy = _copy_database(present) if present else None
    db.session.remove()
    command.upgrade(config, "head")
    return copy


def is_in_the_code(name: str | None, kind: str, _parents: object) -> bool:
    """The indexes of the search are tables that only their migration knows."""
    return kind != "table" or not str(name).startswith(SEARCH_TABLES)


def _present_revision() -> str | None:
    try:
        found: str | None = db.session.scalar(text("SELECT version_num FROM alembic_version"))
        return found
    except OperationalError as error:
        if "no such table" not in str(error.orig):
            raise
        return None
    finally:
        db.session.rollback()


def _copy_database(revision: str) -> Path:
    copy = Path(current_app.instance_path) / f"bearings-before-upgrade-from-{revision}.sqlite"
    copy.unlink(missing_ok=True)
    connection = db.engine.raw_connection()
    try:
        connection.cursor().execute("VACUUM INTO ?", (str(copy),))
    finally:
        connection.close()
    return copy


def alembic_config() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["engine"] = db.engine
    return config
