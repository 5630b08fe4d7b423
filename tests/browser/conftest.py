"""Chromium against the running server: one browser for each worker of the tests, a new context for each test."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import sync_playwright

from tests.browser.council import add_assessment
from tests.browser.people import People
from tests.browser.serving import Server
from tests.conftest import close_database, make_app

SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    executable = find_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=SWITCHES)
        yield browser
        browser.close()


def find_chromium() -> str:
    """The system’s Chromium. Without one the tests are skipped, unless none may be missing."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    if found := next(filter(None, map(shutil.which, names)), None):
        return found
    missing = "Chromium is missing: install it (on Debian: apt-get install chromium)"
    return pytest.fail(missing) if os.environ.get("BEARINGS_EXPECT_ALL") == "1" else pytest.skip(missing)


@pytest.fixture(scope="session")
def app(hub_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One council for all tests of a worker: each starts an assessment of its own in it."""
    app = make_app(Path(shutil.copytree(hub_template, tmp_path_factory.mktemp("browser") / "instance")))
    yield app
    close_database(app)


@pytest.fixture
def assessment_url(app: Flask) -> str:
    """The lead’s; the officer may answer in it, the viewer may look."""
    return add_assessment(app, "Self-assessment 2026")


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    """Starts a server for an application; all are stopped at the end of the test."""
    started: list[Server] = []

    def start(app: Flask, port: int = 0) -> Server:
        started.append(Server(app, port))
        return started[-1]

    yield start
    for server in started:
        server.stop()


@pytest.fixture
def server(app: Flask, serve: Callable[..., Server]) -> Server:
    return serve(app)


@pytest.fixture
def people(chromium: Chromium, server: Server) -> Iterator[People]:
    """Opens pages for the cast. Ends with a check that no page complained of anything unexpected."""
    with People(chromium, server) as people:
        yield people
        people.check_complaints()
