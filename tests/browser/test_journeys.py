"""From the printed address to the printed summary: without JavaScript, with the keyboard, on a phone, on another model."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from app.database import db
from app.maturity.definitions import Model
from app.maturity.versions import current_versions, model_of
from app.serving import announce
from tests.browser import steps
from tests.browser.answers import continue_button
from tests.browser.council import add_assessment
from tests.browser.keyboard import focus_is_seen, tab_to
from tests.browser.people import People
from tests.browser.phone import PHONE, too_wide
from tests.browser.serving import Server
from tests.conftest import OTHER_MODEL, PASSWORD, make_app

pytestmark = pytest.mark.browser

TITLE = "Self-assessment 2026"


@pytest.fixture
def arrive(
    chromium: Chromium, serve: Callable[..., Server], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[Flask, str]]:
    """Start Bearings for the first time; returns it with the address that it prints."""

    def start(**settings: object) -> tuple[Flask, str]:
        app = make_app(tmp_path / "first", **settings)
        server = serve(app)
        announce(app, server.port)
        printed = re.search(r"Set it up at (\S+)", capsys.readouterr().out)
        assert printed is not None
        return app, printed[1]

    return start


def model_in(app: Flask) -> Model:
    with app.app_context():
        model = model_of(current_versions()[0])
        db.session.remove()
    return model


def begin(page: Page, address: str) -> None:
    steps.set_up(page, address)
    steps.sign_out(page)
    steps.sign_in(page)
    steps.start_assessment(page, TITLE)


def finish(page: Page, app: Flask, words: str) -> None:
    """Results, and the summary as a PDF."""
    steps.see_results(page, TITLE, words)
    steps.follow(page, "Summary to print (PDF)")
    expect(steps.heading(page, "Your summary")).to_be_visible()
    assert app.extensions["documents"].finish(60)
    pdf = page.request.get(page.url)
    assert pdf.headers["content-type"] == "application/pdf"
    assert TITLE in "".join(leaf.extract_text() for leaf in PdfReader(BytesIO(pdf.body())).pages)


def test_all_of_it_works_without_javascript(arrive: Callable[..., tuple[Flask, str]], chromium: Chromium) -> None:
    app, address = arrive()
    model = model_in(app)
    theme = model.themes[0]
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        begin(page, address)
        steps.follow(page, theme.title)
        press_save_first(page, model)
        steps.follow(page, theme.title)
        steps.follow(page, TITLE)
        steps.answer_theme(page, model, theme)
        finish(page, app, f"{len(theme.characteristics)} of {len(model.characteristics)} characteristics answered")
        steps.follow(page, "Check again")
        steps.sign_out  # noqa: B018


def press_save_first(page: Page, model: Model) -> None:
    """“Save and continue” says what is missing; “Save” shows the feedback and stays."""
    continue_button(page).click()
    expect(steps.errors(page)).to_contain_text("Select where you are now")
    page.locator('input[name="current"][value="1"]').check()
    steps.press(page, "Save")
    expect(page.get_by_role("status")).to_contain_text("Saved at")
    feedback = page.get_by_role("complementary", name="Feedback")
    expect(feedback).to_contain_text(f"{model.level_name(1)} now")
    expect(feedback).to_contain_text(f"What {model.level_name(2)} asks for")


def test_all_of_it_fits_a_phone(arrive: Callable[..., tuple[Flask, str]], chromium: Chromium, serve: object) -> None:
    app, address = arrive()
    model = model_in(app)
    theme = model.themes[0]
    with chromium.new_context(viewport=PHONE, has_touch=True) as context:
        page = context.new_page()
        overflows: list[str] = []
        page.on("framenavigated", lambda _frame: None)
        for step in (
            lambda: begin(page, address),
            lambda: steps.answer_theme(page, model, theme),
            lambda: finish(page, app, f"{len(theme.characteristics)} of {len(model.characteristics)}"),
        ):
            step()
            overflows += too_wide(page)
        assert not overflows


def test_all_of_it_works_on_a_model_of_another_shape(
    arrive: Callable[..., tuple[Flask, str]], chromium: Chromium
) -> None:
    app, address = arrive(MODEL=str(OTHER_MODEL))
    model = model_in(app)
