"""SQLite as Bearings uses it: one writer, nothing lost, migrations that are the tables."""

import sqlite3
import threading
import time
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import text

from app import create_app, database
from app.accounts.tables import User
from app.database import db, writing
from app.migrations import TooNewError, alembic_config, is_in_the_code, newest_revision, upgrade_database
from tests.conftest import close_database


def test_the_migrations_make_the_tables(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        options = {"compare_type": True, "compare_server_default": True, "include_name": is_in_the_code}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, db.Model.metadata) == []


def test_the_newest_revision_is_noted_for_a_quick_start(app: Flask) -> None:
    with app.app_context():
        assert ScriptDirectory.from_config(alembic_config()).get_heads() == [newest_revision()]


def test_every_migration_can_be_undone_and_done_again(app: Flask) -> None:
    with app.app_context():
        command.downgrade(alembic_config(), "base")
        assert upgrade_database() is None
        assert db.session.query(User).count() == 0


def test_a_database_of_a_newer_bearings_is_left_alone(app: Flask) -> None:
    with app.app_context():
        with writing():
            db.session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        with pytest.raises(TooNewError, match="newer version of Bearings"):
            upgrade_database()


def test_an_upgrade_leaves_a_copy_from_before(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.migrations.newest_revision", lambda: "0001-and-one-more")
    with app.app_context():
        copy = upgrade_database()
    assert copy is not None
    count = sqlite3.connect(copy).execute("SELECT count(*) FROM user").fetchone()[0]
    assert count == 6


def test_every_connection_is_set_up_as_ours(instance: Path) -> None:
    app = create_app({"INSTANCE": str(instance)})  # not the fixture’s, which does not wait for the disk
    with app.app_context():
        wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
        for name, value in wanted.items():
            assert db.session.execute(text(f"PRAGMA {name}")).scalar() == value
    close_database(app)


def test_parallel_changes_are_all_kept(app: Flask) -> None:
    """Read, add one, write: the classic way to lose an update."""

    def add_ones() -> None:
        with app.app_context():
            for _ in range(25):
                with writing():
                    user = db.session.query(User).filter_by(email="lead@anytown.example").one()
                    user.epoch = user.epoch + 1
            db.session.remove()

    threads = [threading.Thread(target=add_ones) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context():
        assert db.session.query(User.epoch).filter_by(email="lead@anytown.example").scalar() == 200


def test_emptying_the_log_keeps_no_writer_waiting_for_a_reader(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "SCRUB_TRIES", 4)
    scrubbed: list[bool] = []

    def scrub_it() -> None:
        with app.app_context():
            scrubbed.append(database.scrub())

    with app.app_context():
        reader = db.engine.connect()
        reader.execute(text("SELECT count(*) FROM user")).scalar()
        scrubbing = threading.Thread(target=scrub_it)
        scrubbing.start()
        slowest = 0.0
        while scrubbing.is_alive():
            began = time.monotonic()
            with writing():
                db.session.query(User).update({User.epoch: User.epoch + 1})
            slowest = max(slowest, time.monotonic() - began)
        reader.close()
        assert (scrubbed, slowest < 2) == ([False], True)
        assert database.scrub()


def test_an_exception_undoes_the_whole_of_a_write(app: Flask) -> None:
    def change_and_fail() -> None:
        with writing():
            db.session.query(User).update({User.name: "Nobody"})
            raise RuntimeError

    with app.app_context():
        with pytest.raises(RuntimeError):
            change_and_fail()
        assert db.session.query(User).filter_by(name="Nobody").count() == 0


def test_the_database_and_the_key_are_one_folder(instance: Path, app: Flask) -> None:
    assert {path.name for path in instance.iterdir()} >= {"bearings.sqlite", "secret.key"}
    assert (instance / "secret.key").stat().st_mode & 0o077 == 0
