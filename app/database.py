"""The database: SQLite's settings, and the only place that begins, commits or rolls back."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Dialect, Engine, MetaData, TypeDecorator, event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import DeclarativeBase, ORMExecuteState, Session

BUSY_TIMEOUT_SECONDS = 5
SCRUB_TRIES, SCRUB_SECONDS = 20, 0.25


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class BusyError(Exception):
    """Another request has been writing for too long."""


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC. SQLite keeps no time zone, so it is put back on the way out."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


# What was read stays readable after a commit: a page is drawn from it without asking again.
db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})

# One writer at a time in this process: SQLite would make the others sleep and try again, with long tails.
_write_lock = threading.Lock()
_this_thread = threading.local()


def utc_now() -> datetime:
    return datetime.now(UTC)


@contextmanager
def writing() -> Iterator[None]:
    """A transaction that writes: alone from its first statement, committed at its end, undone by an exception.

    What was read before it began may have changed since, so what a decision hangs on is queried again inside it;
    a query brings what is in memory up to date.
    Slow work (hashing, parsing, drawing) belongs before it. A route has at most one. Raises BusyError.
    """
    db.session.commit()  # ends the reading transaction, which could not be turned into a writing one
    if not _write_lock.acquire(timeout=BUSY_TIMEOUT_SECONDS):
        raise BusyError
    _this_thread.writes = True
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    finally:
        _this_thread.writes = False
        _write_lock.release()


@event.listens_for(Session, "do_orm_execute")
def read_afresh(state: ORMExecuteState) -> None:
    """Inside `writing`, what a query finds replaces what was read before."""
    if state.is_select and getattr(_this_thread, "writes", False):
        state.update_execution_options(populate_existing=True)


def scrub() -> bool:
    """Have nothing left in the files of what was deleted or replaced; outside `writing`, after it.

    `secure_delete` empties the pages of the database; VACUUM writes it anew, and the checkpoint empties the log beside
    it. False where somebody read for so long that the log could not be emptied: it is at the next try.
    Raises BusyError.
    """
    db.session.commit()
    _alone("VACUUM")
    for _ in range(SCRUB_TRIES):
        is_busy, *_sizes = _alone("PRAGMA busy_timeout = 100", "PRAGMA wal_checkpoint(TRUNCATE)")
        if not is_busy:
            return True
        time.sleep(SCRUB_SECONDS)  # in which others write: a checkpoint that waits for a reader keeps them waiting
    return False


def _alone(*statements: str) -> tuple[int, ...]:
    """Run what belongs in no transaction while nobody writes. What the last of them says."""
    if not _write_lock.acquire(timeout=BUSY_TIMEOUT_SECONDS):
        raise BusyError
    connection = db.engine.raw_connection()
    try:
        cursor = connection.cursor()
        for statement in statements:
            cursor.execute(statement)
        return cursor.fetchone() or ()
    finally:
        connection.cursor().execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_SECONDS * 1000}")
        connection.close()
        _write_lock.release()


def init_app(app: Flask) -> None:
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {
        # Parameters are answers: they stay out of messages and logs.
        "hide_parameters": True,
        "connect_args": {"timeout": BUSY_TIMEOUT_SECONDS, "check_same_thread": False},
    }
    db.init_app(app)
    with app.app_context():
        listen(db.engine, app.config["SYNCHRONOUS"])


def listen(engine: Engine, synchronous: str) -> None:
    """Have every connection of `engine` set up as ours, and every transaction begun by us."""

    @event.listens_for(engine, "connect")
    def set_up(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # the driver begins nothing by itself
        for pragma in ("journal_mode = WAL", f"synchronous = {synchronous}", "foreign_keys = ON", "secure_delete = ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # IMMEDIATE, or two readers both decide to write and one update is lost.
        writes = getattr(_this_thread, "writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def is_busy_or_full(error: Exception) -> bool:
    """True when SQLite could not write for a reason outside the request: locked by another program, or no room."""
    cause: Any = getattr(error, "orig", error)
    return isinstance(error, BusyError) or getattr(cause, "sqlite_errorcode", None) in {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CANTOPEN,
    }
