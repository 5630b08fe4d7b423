"""When something goes wrong a person gets a clear sentence, and nothing typed is lost."""

import sqlite3
from pathlib import Path
from threading import Timer
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import event, text

from app import database
from app.assessment.tables import Position
from app.compiled import CompiledTemplates
from app.database import db
from tests.browsing import Browser, Page, fields_of
from tests.conftest import PASSWORD

NOTE = "Typed with care & “quotes”, <b>not lost</b>"


@pytest.fixture
def fv3(lead: Browser, assessment_url: str) -> Page:
    return lead.get(f"{assessment_url}/themes/finance/fv3")


def typed(page: Page) -> dict[str, str]:
    return fields_of(page.by_id("answer")).to_dict() | {"current": "2", "note": NOTE}


def saved_note(app: Flask) -> str | None:
    with app.app_context():
        position = db.session.query(Position).one_or_none()
        return position.note if position else None


def test_a_page_that_does_not_exist_says_so(visitor: Browser) -> None:
    assert visitor.get("/nothing", 404).h1 == "Page not found"


def test_an_unexpected_fault_is_a_page_without_any_detail(app: Flask, lead: Browser) -> None:
    with app.app_context(), database.writing():
        db.session.execute(text("DROP TABLE participant"))
    page = lead.get("/assessments", 500)
    assert page.h1 == "Sorry, there is a problem"
    assert "participant" not in page.text


def test_a_fault_in_a_fragment_is_a_line_for_the_problem_box(app: Flask, lead: Browser, fv3: Page) -> None:
    with app.app_context(), database.writing():
        db.session.execute(text("DROP TABLE participant"))
    answer = lead.autosave(fv3, {"current": "2"}, 500)
    assert answer.headers["HX-Retarget"] == "#problem"
    assert "Sorry, there is a problem" in answer.text


def test_the_log_never_holds_an_answer(app: Flask, lead: Browser, fv3: Page, caplog: pytest.LogCaptureFixture) -> None:
    with app.app_context(), database.writing():
        db.session.execute(text("ALTER TABLE position RENAME COLUMN note TO remark"))
    lead.autosave(fv3, {"note": NOTE}, 500)
    assert "failed" in caplog.text
    assert "Typed with care" not in caplog.text


@pytest.mark.parametrize("token", ["", "stale", "IjEi.aZ.b"])
def test_a_missing_or_stale_token_keeps_the_text(app: Flask, lead: Browser, fv3: Page, token: str) -> None:
    page = lead.read(lead.client.post(fv3.path, data=typed(fv3) | {"csrf_token": token}), 400)
    assert "nothing has been saved yet" in page.text
    assert NOTE in page.text
    lead.press(page)
    assert saved_note(app) == NOTE


def test_a_stale_token_in_an_autosave_leaves_the_form_alone(lead: Browser, fv3: Page) -> None:
    answer = lead.autosave(fv3, {"csrf_token": "stale"}, 400)
    assert answer.headers["HX-Retarget"] == "#problem"
    assert "What you typed is still here" in answer.text


def test_a_session_that_ended_in_mid_form_asks_for_a_sign_in_and_comes_back_to_the_text(
    app: Flask, lead: Browser, fv3: Page
) -> None:
    with lead.client.session_transaction() as session:
        session["seen"] = 0  # idle since 1970
    answer = lead.read(lead.client.post(fv3.path, data=typed(fv3)), 401)
    assert "What you typed is kept" in answer.text
    assert "Typed with care" not in answer.html  # sealed until the same person signs in
    form = fields_of(answer.form("/sign-in")).to_dict()
    form |= {"email": "lead@anytown.example", "password": PASSWORD}
    page = lead.read(lead.client.post("/sign-in", data=form), 200)
    assert "You are signed in again" in page.text
    lead.press(page)
    assert saved_note(app) == NOTE


def test_what_one_person_typed_is_not_shown_to_another_who_signs_in(lead: Browser, fv3: Page) -> None:
    with lead.client.session_transaction() as session:
        session["seen"] = 0
    answer = lead.read(lead.client.post(fv3.path, data=typed(fv3)), 401)
    form = fields_of(answer.form("/sign-in")).to_dict()
    form |= {"email": "officer@anytown.example", "password": PASSWORD}
    again = lead.client.post("/sign-in", data=form)
    assert again.status_code == 303
    assert "Typed with care" not in again.text


def test_a_wrong_password_in_between_loses_nothing(lead: Browser, fv3: Page) -> None:
    with lead.client.session_transaction() as session:
        session["seen"] = 0
    answer = lead.read(lead.client.post(fv3.path, data=typed(fv3)), 401)
    form = fields_of(answer.form("/sign-in")).to_dict()
    form |= {"email": "lead@anytown.example", "password": "wrong"}
    answer = lead.read(lead.client.post("/sign-in", data=form), 422)
    form = fields_of(answer.form("/sign-in")).to_dict() | {"email": "lead@anytown.example", "password": PASSWORD}
    assert "Typed with care" in lead.client.post("/sign-in", data=form).text


def test_an_autosave_after_the_session_ended_offers_a_sign_in_in_a_new_tab(lead: Browser, fv3: Page) -> None:
    with lead.client.session_transaction() as session:
        session["seen"] = 0
    answer = lead.autosave(fv3, {"note": NOTE}, 401)
    assert answer.headers["HX-Retarget"] == "#problem"
    assert "opens in a new tab" in answer.text


def test_after_signing_in_again_in_another_tab_the_open_form_saves(app: Flask, lead: Browser, fv3: Page) -> None:
    with lead.client.session_transaction() as session:
        session["seen"] = 0
    page = lead.get("/sign-in")
    form = fields_of(page.form()).to_dict() | {"email": "lead@anytown.example", "password": PASSWORD}
    assert lead.client.post("/sign-in", data=form).status_code == 303
    lead.autosave(fv3, {"note": NOTE})
    assert saved_note(app) == NOTE


@pytest.fixture
def locked(instance: Path, monkeypatch: pytest.MonkeyPatch, app: Flask) -> sqlite3.Connection:
    """Another program holds the database’s write lock; Bearings waits a fifth of a second instead of five."""
    with app.app_context():
        db.engine.dispose()
        event.listen(db.engine, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout = 200"))
    connection = sqlite3.connect(instance / "bearings.sqlite", isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    return connection


def test_a_locked_database_says_so_and_keeps_the_text(
    app: Flask, lead: Browser, fv3: Page, locked: sqlite3.Connection
) -> None:
    page = lead.read(lead.client.post(fv3.path, data=typed(fv3)), 503)
    assert "The database is busy" in page.text
    locked.execute("ROLLBACK")
    lead.press(page)
    assert saved_note(app) == NOTE


def test_a_locked_database_tells_an_autosave_to_press_save(
    lead: Browser, fv3: Page, locked: sqlite3.Connection
) -> None:
    answer = lead.autosave(fv3, {"note": NOTE}, 503)
    assert answer.headers["HX-Retarget"] == "#problem"
    locked.execute("ROLLBACK")
    assert "Saved at" in lead.autosave(fv3, {"note": NOTE}).text


def test_a_lock_that_is_given_back_in_time_is_waited_for(app: Flask, lead: Browser, fv3: Page, instance: Path) -> None:
    holder = sqlite3.connect(instance / "bearings.sqlite", isolation_level=None, check_same_thread=False)
    holder.execute("BEGIN IMMEDIATE")
    Timer(0.3, holder.rollback).start()
    lead.autosave(fv3, {"note": NOTE})
    assert saved_note(app) == NOTE


def test_a_full_disk_says_so_and_keeps_the_text(app: Flask, lead: Browser, fv3: Page, instance: Path) -> None:
    with app.app_context():
        db.engine.dispose()
        pages = sqlite3.connect(instance / "bearings.sqlite").execute("PRAGMA page_count").fetchone()[0]
        event.listen(db.engine, "connect", lambda connection, _: connection.execute(f"PRAGMA max_page_count = {pages}"))
    answer = lead.client.post(fv3.path, data=typed(fv3) | {"note": "long " * 1900})
    assert answer.status_code == 503
    assert "its disk is full" in answer.text
    assert "long long long" in answer.text


def test_templates_that_cannot_be_kept_compiled_are_drawn_all_the_same(
    app: Flask, lead: Browser, instance: Path
) -> None:
    app.jinja_env.bytecode_cache = CompiledTemplates(instance / "cache" / "that" / "is" / "gone")
    app.jinja_env.cache.clear()  # type: ignore[union-attr]
    assert lead.get("/assessments").h1 == "Assessments"


def test_a_page_of_errors_that_cannot_be_drawn_is_a_sentence(app: Flask, lead: Browser, instance: Path) -> None:
    with app.app_context():
        db.engine.dispose()
    (instance / "bearings.sqlite").write_bytes(b"not a database" * 1000)
    answer = lead.client.get("/assessments")
    assert answer.status_code == 500
    assert answer.text.startswith("Sorry, there is a problem.")


def test_what_was_typed_before_signing_out_is_shown_to_nobody_else(lead: Browser, fv3: Page) -> None:
    lead.post("/sign-out", {}, 303)
    answer = lead.read(lead.client.post(fv3.path, data=typed(fv3)), 401)
    form = fields_of(answer.form("/sign-in")).to_dict() | {"email": "officer@anytown.example", "password": PASSWORD}
    assert "Typed with care" not in lead.client.post("/sign-in", data=form).text


def test_a_click_that_carries_nothing_is_not_offered_again_after_signing_in(lead: Browser) -> None:
    token = lead.token()
    lead.post("/sign-out", {}, 303)
    answer = lead.client.post("/sign-out", data={"csrf_token": token})
    assert answer.location == "/sign-in"


def test_the_secret_of_a_link_is_not_logged(
    app: Flask, visitor: Browser, administrator: Browser, caplog: pytest.LogCaptureFixture, instance: Path
) -> None:
    page = administrator.post_form("/people/new", {"name": "Nora New", "email": "n@anytown.example", "role": "user"})
    path = urlsplit(page.text_of("address")).path
    page = visitor.get(path)
    with app.app_context(), database.writing():
        db.session.execute(text("ALTER TABLE sign_in RENAME TO signed_in"))
    visitor.press(page, {"password": "seven green slow tractors"}, 500)
    assert "set-password/<token> failed" in caplog.text
    assert path not in caplog.text


def test_a_writer_that_waits_for_another_gives_up_in_time(
    app: Flask, lead: Browser, fv3: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_TIMEOUT_SECONDS", 0.1)
    with database._write_lock:
        page = lead.read(lead.client.post(fv3.path, data=typed(fv3)), 503)
    assert NOTE in page.text
