"""The cast: an administrator, a lead, an officer, a member, a viewer and a stranger, on a real SQLite file."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask, session
from jinja2 import FileSystemBytecodeCache

from app import create_app
from app.accounts import passwords, sessions
from app.accounts.tables import Council, CouncilType, Role, User
from app.database import db, writing
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


def make_app(folder: Path, **settings: object) -> Flask:
    """The application on a new database, before set-up."""
    app = create_app({"INSTANCE": str(folder), **settings})
    COMPILED.mkdir(parents=True, exist_ok=True)
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(COMPILED))
    app.config["TESTING"] = True
    app.config["PROPAGATE_EXCEPTIONS"] = False
    with app.app_context():
        upgrade_database()
        ensure_published(Path(app.config["MODEL"]))
        db.session.remove()
    return app


@pytest.fixture(scope="session")
def password_hash() -> str:
    return passwords.hash_password(PASSWORD)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, password_hash: str) -> Path:
    """The instance folder of a council with its people, copied for every test."""
    folder = tmp_path_factory.mktemp("template") / "instance"
    app = make_app(folder)
    with app.app_context():
        with writing():
            db.session.add(Council(id=1, name="Anytown Borough Council", type=CouncilType.DISTRICT))
            for handle, (name, role) in PEOPLE.items():
                user = User(name=name, email=f"{handle}@anytown.example", role=role, password_hash=password_hash)
                db.session.add(user)
        db.session.remove()
        db.engine.dispose()
    return folder


@pytest.fixture(scope="session")
def hub_template(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, with the hub’s content loaded."""
    folder = Path(shutil.copytree(template, tmp_path_factory.mktemp("hub") / "instance"))
    app = make_app(folder)
    with app.app_context():
        load_file(Path(app.config["RESOURCES"]))
        db.session.remove()
        db.engine.dispose()
    return folder


@pytest.fixture
def hub() -> None:
    """Asked for by tests whose council has the hub’s content; see `instance`."""


@pytest.fixture
def instance(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    name = "hub_template" if "hub" in request.fixturenames else "template"
    return Path(shutil.copytree(request.getfixturevalue(name), tmp_path / "instance"))


@pytest.fixture
def app(instance: Path) -> Iterator[Flask]:
    app = make_app(instance)
    yield app
    with app.app_context():
        db.engine.dispose()


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
def fresh_app(tmp_path: Path) -> Iterator[Flask]:
    """Started for the first time: no council, nobody."""
    app = make_app(tmp_path / "fresh")
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def browser_of(app: Flask) -> Callable[[str], Browser]:
    """A browser in which one of the cast is signed in; without the password, whose hash takes its time on purpose."""

    def open_browser(handle: str) -> Browser:
        browser = Browser(app)
        with app.test_request_context(), writing():
            sessions.begin(db.session.query(User).filter_by(email=f"{handle}@anytown.example").one())
            begun = dict(session)
        with browser.client.session_transaction() as cookie:
            cookie.update(begun)
        return browser

    return open_browser


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
def assessment_url(lead: Browser, app: Flask) -> str:
    """An assessment that the lead started; the officer may answer in it, the viewer may look."""
    page = lead.post_form("/assessments/new", {"title": "Self-assessment 2026"})
    url = page.path
    for handle, part in (("officer", "participant"), ("viewer", "viewer")):
        fields = {"user": str(user_id(app, handle)), "role": part}
        lead.post_form(f"{url}/people", fields, action=f"{url}/people")
    return url


def user_id(app: Flask, handle: str) -> int:
    with app.app_context():
        return int(db.session.query(User.id).filter_by(email=f"{handle}@anytown.example").scalar())
