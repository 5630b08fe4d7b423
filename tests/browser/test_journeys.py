"""From the printed address to the printed summary: without JavaScript, on a phone, on another model, by keyboard."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from app.maturity.definitions import Model, Theme
from app.maturity.versions import current_versions, model_of
from app.serving import announce
from tests.browser import steps
from tests.browser.answers import continue_button, model_of_assessment, note_box, status_line
from tests.browser.council import add_assessment
from tests.browser.keyboard import Keyboard
from tests.browser.people import People
from tests.browser.phone import PHONE, too_wide
from tests.browser.serving import Server
from tests.conftest import OTHER_MODEL, PASSWORD, make_app

pytestmark = pytest.mark.browser

TITLE = "Self-assessment 2026"


@dataclass
class FirstStart:
    server: Server
    address: str
    """For setting up, as it was printed."""
    model: Model


Start = Callable[..., FirstStart]


@pytest.fixture
def start(serve: Callable[..., Server], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Start:
    def start_first(**settings: object) -> FirstStart:
        app = make_app(tmp_path / "first", **settings)
        server = serve(app)
        announce(app, server.port)
        printed = re.search(r"Set it up at (\S+)", capsys.readouterr().out)
        assert printed is not None
        with app.app_context():
            model = model_of(current_versions()[0])
        return FirstStart(server, printed[1], model)

    return start_first


def begin(page: Page, first: FirstStart) -> None:
    steps.set_up(page, first.address)
    steps.sign_out(page)
    steps.sign_in(page)
    steps.start_assessment(page, TITLE)


def finish(page: Page, first: FirstStart, themes: list[Theme]) -> None:
    """From the last theme’s summary to the results and the PDF."""
    answered = sum(len(theme.characteristics) for theme in themes)
    steps.follow(page, TITLE)
    steps.follow(page, "See the results")
    expect(steps.heading(page, "Results")).to_be_visible()
    total = len(first.model.characteristics)
    expect(page.get_by_role("main")).to_contain_text(f"{answered} of {total} characteristics answered")
    steps.follow(page, "Summary to print (PDF)")
    expect(steps.heading(page, "Your summary")).to_be_visible()
    assert first.server.app.extensions["documents"].finish(60)
    answer = page.request.get(page.url)
    assert answer.headers["content-type"] == "application/pdf"
    assert TITLE in words_of(answer.body())


def words_of(pdf: bytes) -> str:
    return " ".join("\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_all_of_it_works_without_javascript(start: Start, chromium: Chromium) -> None:
    first = start()
    theme = first.model.themes[0]
    with People(chromium, first.server) as people:
        people.expect("status of 422")
        page = people.open(None, None, java_script_enabled=False)
        begin(page, first)
        steps.follow(page, theme.title)
        press_the_buttons(page, first.model)
        steps.answer_characteristics(page, first.model, theme)
        finish(page, first, [theme])
        people.check_complaints()


def press_the_buttons(page: Page, model: Model) -> None:
    """“Save and continue” says what is missing; “Save” shows the feedback and stays."""
    continue_button(page).click()
    expect(steps.errors(page)).to_contain_text("Select where you are now")
    page.locator('input[name="current"][value="1"]').check()
    steps.press(page, "Save")
    expect(status_line(page)).to_contain_text("Saved at")
    feedback = page.get_by_role("complementary", name="Feedback")
    expect(feedback).to_contain_text(f"{model.level_name(1)} now")
    expect(feedback).to_contain_text(f"What {model.level_name(2)} asks for")


def test_all_of_it_works_on_a_phone(start: Start, chromium: Chromium) -> None:
    first = start()
    theme = first.model.themes[0]
    with People(chromium, first.server) as people:
        page = people.open(None, None, viewport=PHONE, has_touch=True, is_mobile=True)
        begin(page, first)
        expect(page.get_by_role("button", name="Menu", exact=True)).to_be_visible()
        assert not too_wide(page)
        steps.answer_theme(page, first.model, theme)
        assert not too_wide(page)
        finish(page, first, [theme])
        assert not too_wide(page)
        people.check_complaints()


def test_all_of_it_works_on_a_model_of_another_shape(start: Start, chromium: Chromium) -> None:
    first = start(MODEL=str(OTHER_MODEL))
    themes = first.model.themes
    with People(chromium, first.server) as people:
        page = people.open(None, None)
        begin(page, first)
        for number, theme in enumerate(themes):
            if number:
                steps.follow(page, TITLE)
            steps.answer_theme(page, first.model, theme)
        finish(page, first, list(themes))
        people.check_complaints()


def test_all_of_it_works_with_the_keyboard_alone(app: Flask, people: People) -> None:
    people.expect("status of 422")
    page = people.open(None, "/sign-in")
    keys = Keyboard(page)
    skip_to_the_content(page, keys)
    keys.to(page.get_by_label("Email address")).type("stranger@anytown.example")
    keys.to(page.get_by_label("Password", exact=True)).type(PASSWORD + "\n")
    expect(steps.heading(page, "What is next for you")).to_be_visible()
    keys.to(page.get_by_role("link", name="Assessments").first).press("Enter")
    keys.to(page.get_by_role("button", name="Start an assessment")).press("Enter")
    keys.to(page.get_by_label("Title")).type(TITLE + "\n")
    expect(steps.heading(page, TITLE)).to_be_visible()
    model = model_of_assessment(app, page.url)
    theme = model.themes[0]
    keys.to(page.get_by_role("link", name=theme.title)).press("Enter")
    meet_the_errors(page, keys)
    for characteristic in theme.characteristics:
        expect(steps.heading(page, characteristic.title)).to_be_visible()
        answer_by_keyboard(page, keys)
    expect(steps.heading(page, theme.title)).to_be_visible()
    keys.to(page.get_by_role("link", name=TITLE)).press("Enter")
    keys.to(page.get_by_role("link", name="See the results")).press("Enter")
    expect(steps.heading(page, "Results")).to_be_visible()
    keys.to(page.get_by_role("link", name="Summary to print (PDF)")).press("Enter")
    expect(steps.heading(page, "Your summary")).to_be_visible()


def skip_to_the_content(page: Page, keys: Keyboard) -> None:
    keys.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    keys.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def meet_the_errors(page: Page, keys: Keyboard) -> None:
    """An answer with nothing in it: the focus goes to what is wrong, and from there to where it is put right."""
    keys.to(continue_button(page)).press("Enter")
    expect(steps.errors(page)).to_be_visible()
    assert page.evaluate("document.activeElement.contains(document.querySelector('[role=alert] h2'))")
    keys.to(page.get_by_role("link", name="Select where you are now")).press("Enter")
    expect(page.locator('input[name="current"]').first).to_be_focused()


def answer_by_keyboard(page: Page, keys: Keyboard) -> None:
    for group in ("current", "target", "evidence"):
        radios = page.locator(f'input[name="{group}"]')
        keys.to(radios.first).press("Space")
        keys.press("ArrowDown")
        expect(radios.nth(1)).to_be_checked()
    keys.to(note_box(page)).type("Shown to cabinet")
    keys.to(page.get_by_role("checkbox")).press("Space")
    expect(page.get_by_role("checkbox")).to_be_checked()
    keys.to(continue_button(page)).press("Enter")


def test_the_page_about_the_summary_turns_ready_by_itself(people: People, app: Flask) -> None:
    page = people.open("lead", f"{add_assessment(app, TITLE, share=1)}/summary.pdf")
    expect(page.get_by_role("status")).to_contain_text("is being made")
    ready = page.get_by_role("status").get_by_role("link", name="Open your summary (PDF)")
    expect(ready).to_be_visible(timeout=60_000)
    answer = page.request.get(str(ready.evaluate("link => link.href")))
    assert answer.headers["content-type"] == "application/pdf"


def test_the_results_print_with_both_charts_and_without_the_menu(people: People, app: Flask) -> None:
    page = people.open("lead", f"{add_assessment(app, TITLE, share=1)}/results")
    beside = str(page.evaluate(WITHOUT_CHARTS))
    printed = squashed(words_of(page.pdf(format="A4")))
    for chart in page.get_by_role("img").all():
        drawn = [squashed(text) for text in chart.locator("text").all_text_contents()]
        only_there = [text for text in drawn if text not in squashed(beside)]
        assert only_there, "nothing would show that the chart is printed"
        assert not [text for text in drawn if text not in printed]
    assert page.get_by_role("img").count() == 2
    for words in ("Sign out", "Skip to main content", "Summary to print", "A self-assessment by the council"):
        assert squashed(words) not in printed


WITHOUT_CHARTS = """() => {
    const main = document.querySelector('main').cloneNode(true)
    main.querySelectorAll('svg').forEach(chart => chart.remove())
    return main.textContent
}"""


def squashed(text: str) -> str:
    """Without any space: a PDF breaks lines where it likes."""
    return re.sub(r"\s+", "", text)


def test_no_chart_is_cut_off_on_paper(people: People, app: Flask) -> None:
    a4_without_margins = {"width": 718, "height": 1000}
    page = people.open("lead", f"{add_assessment(app, TITLE, share=1)}/results", viewport=a4_without_margins)
    page.emulate_media(media="print")
    for chart in page.get_by_role("img").all():
        box = chart.bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= a4_without_margins["width"]
