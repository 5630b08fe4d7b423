"""The cast: an administrator, a lead, an officer, a member, a viewer and a stranger, on a real SQLite file."""

import gc
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, session
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import event
from werkzeug.routing import Rule

from app import create_app
from app.accounts import passwords, sessions
from app.accounts.tables import Council, CouncilType, Role, SignIn, User
from app.database import db, writing
from app.documents.renderer import Renderer
from app.maturity.definitions import Characteristic, Model, Theme
from app.maturity.publishing import ensure_published
from app.maturity.versions import models_in_force
from app.migrations import upgrade_database
from app.resources.loading import load_file
from tests.browsing import Browser

PASSWORD = "four quiet blue herons"
PEOPLE = {
    "administrator": ("Ada Admin", Role.ADMINISTRATOR),
    "lead": ("Lena Lead", Role.USER),
    "officer": ("Omar Officer", Role.USER),
    "member": ("Mary Member", Role.USER),
    "viewer": ("Vic Viewer", Role.USER),
    "stranger": ("Sam Stranger", Role.USER),
}
TOP = Path(__file__).parent.parent
# Templates are compiled once for all tests, not once for each.
COMPILED = TOP / ".pytest_cache" / "templates"
OTHER_MODEL = TOP / "tests/models/three-by-four.yaml"
ASSESSMENT = "/assessments/1"


def pytest_collection_finish() -> None:
    """What is there by now stays to the end: the garbage collector need not look at it again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def rules_compiled_once() -> Iterator[None]:
    """Every test has an application of its own, and all have the same addresses: what builds each is compiled once.

    It depends on nothing but the rule and its defaults, and takes four fifths of the time to make an application.
    """
    compile_builder = Rule._compile_builder
    compiled: dict[object, Any] = {}

    def compile_once(rule: Rule, append_unknown: bool = True) -> Any:
        if rule.defaults:
            return compile_builder(rule, append_unknown)
        key = rule.rule, tuple(rule._trace), append_unknown
        if key not in compiled:
            compiled[key] = compile_builder(rule, append_unknown)
        return compiled[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "_compile_builder", compile_once)
        yield


def make_app(folder: Path, **settings: object) -> Flask:
    """The application on a new database, before set-up."""
    app = create_app({"INSTANCE": str(folder), **settings})
    COMPILED.mkdir(parents=True, exist_ok=True)
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(COMPILED))
    app.config["TESTING"] = True
    app.config["PROPAGATE_EXCEPTIONS"] = False
    with app.app_context():
        event.listen(db.engine, "connect", do_not_wait_for_the_disk)
        upgrade_database()
        ensure_published(Path(app.config["MODEL"]))
        db.session.remove()
    return app


def do_not_wait_for_the_disk(connection: sqlite3.Connection, _record: object) -> None:
    """No test cuts the power."""
    connection.execute("PRAGMA synchronous = OFF")


def close_database(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="session")
def password_hash() -> str:
    return passwords.hash_password(PASSWORD)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The instance folder of a database with its tables and nothing in them, copied where a test begins with that."""
    folder = tmp_path_factory.mktemp("migrated") / "instance"
    app = create_app({"INSTANCE": str(folder)})
    with app.app_context():
        upgrade_database()
    close_database(app)
    (folder / "secret.key").unlink()
    return folder


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, password_hash: str) -> Path:
    """The instance folder of a council with its people, copied for every test."""
    folder = tmp_path_factory.mktemp("template") / "instance"
    app = make_app(folder)
    with app.app_context(), writing():
        db.session.add(Council(id=1, name="Anytown Borough Council", type=CouncilType.DISTRICT))
        for handle, (name, role) in PEOPLE.items():
            user = User(name=name, email=f"{handle}@anytown.example", role=role, password_hash=password_hash)
            db.session.add(user)
    close_database(app)
    return folder


@pytest.fixture(scope="session")
def hub_template(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, with the hub’s content loaded."""
    folder = Path(shutil.copytree(template, tmp_path_factory.mktemp("hub") / "instance"))
    app = make_app(folder)
    with app.app_context():
        load_file(Path(app.config["RESOURCES"]))
    close_database(app)
    return folder


@pytest.fixture(scope="session")
def assessed_template(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The council with an assessment; see `assessment_url`."""
    return assessed(template, tmp_path_factory)


@pytest.fixture(scope="session")
def assessed_hub_template(hub_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return assessed(hub_template, tmp_path_factory)


def assessed(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Path(shutil.copytree(template, tmp_path_factory.mktemp("assessed") / "instance"))
    app = make_app(folder)
    lead = open_browser(app, "lead")
    assert lead.post_form("/assessments/new", {"title": "Self-assessment 2026"}).path == ASSESSMENT
    for handle, part in (("officer", "participant"), ("viewer", "viewer")):
        fields = {"user": str(user_id(app, handle)), "role": part}
        lead.post_form(f"{ASSESSMENT}/people", fields, action=f"{ASSESSMENT}/people")
    with app.app_context(), writing():
        db.session.query(SignIn).delete()
    close_database(app)
    return folder


@pytest.fixture
def hub() -> None:
    """Asked for by tests whose council has the hub’s content; see `instance`."""


@pytest.fixture
def instance(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    name = "hub_template" if "hub" in request.fixturenames else "template"
    if "assessment_url" in request.fixturenames:
        name = f"assessed_{name}"
    return Path(shutil.copytree(request.getfixturevalue(name), tmp_path / "instance"))


@pytest.fixture
def app(instance: Path) -> Iterator[Flask]:
    app = make_app(instance)
    yield app
    close_database(app)


@pytest.fixture
def model(app: Flask) -> Model:
    """The one that the council assesses itself against."""
    with app.app_context():
        return models_in_force()[0]


@pytest.fixture
def theme(model: Model) -> Theme:
    return model.themes[0]


@pytest.fixture
def characteristic(theme: Theme) -> Characteristic:
    return theme.characteristics[0]


@pytest.fixture
def fresh_app(migrated: Path, tmp_path: Path) -> Iterator[Flask]:
    """Started for the first time: no council, nobody."""
    app = make_app(Path(shutil.copytree(migrated, tmp_path / "fresh")))
    yield app
    close_database(app)


@pytest.fixture
def browser_of(app: Flask) -> Callable[[str], Browser]:
    """A browser in which one of the cast is signed in; without the password, whose hash takes its time on purpose."""

    return partial(open_browser, app)


def open_browser(app: Flask, handle: str) -> Browser:
    return signed_in(app, f"{handle}@anytown.example")


def signed_in(app: Flask, email: str) -> Browser:
    return begun(app, lambda: sessions.begin(db.session.query(User).filter_by(email=email).one()))


def begun(app: Flask, begin: Callable[[], object]) -> Browser:
    """A browser with the session that this begins."""
    browser = Browser(app)
    with app.test_request_context(), writing():
        begin()
        signed = dict(session)
    with browser.client.session_transaction() as cookie:
        cookie.update(signed)
    return browser


@pytest.fixture(scope="session")
def renderer() -> Iterator[Renderer]:
    """One process draws the PDFs of all tests but those about the process itself."""
    renderer = Renderer()
    yield renderer
    renderer.stop()


@pytest.fixture
def visitor(app: Flask) -> Browser:
    """Somebody who is not signed in."""
    return Browser(app)


@pytest.fixture
def administrator(browser_of: Callable[[str], Browser]) -> Browser:
    return browser_of("administrator")


@pytest.fixture
def lead(browser_of: Callable[[str], Browser]) -> Browser:
    return browser_of("lead")


@pytest.fixture
def officer(browser_of: Callable[[str], Browser]) -> Browser:
    return browser_of("officer")


@pytest.fixture
def viewer(browser_of: Callable[[str], Browser]) -> Browser:
    return browser_of("viewer")


@pytest.fixture
def stranger(browser_of: Callable[[str], Browser]) -> Browser:
    return browser_of("stranger")


@pytest.fixture
def assessment_url(app: Flask) -> str:
    """An assessment that the lead started; the officer may answer in it, the viewer may look. See `instance`."""
    return ASSESSMENT


def user_id(app: Flask, handle: str) -> int:
    with app.app_context():
        return int(db.session.query(User.id).filter_by(email=f"{handle}@anytown.example").scalar())
