"""What the lead does once the position is agreed, in the words of the pages: choose, plan, review."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from tests.browser import steps
from tests.browser.round_steps import fill_date
from tests.browser.serving import Server
from tests.browser.test_journeys import words_of


def expect_next(page: Page, title: str, wanted: Sequence[str]) -> None:
    """On the home page, of the assessment of this title, in this order."""
    page.goto("/")
    expect(steps.heading(page, "What is next for you")).to_be_visible()
    expect(cards(page, title).get_by_role("heading")).to_have_text([f"{text}: {title}" for text in wanted])


def go_on(page: Page, title: str, text: str) -> None:
    """Follow what the home page says is next."""
    page.goto("/")
    cards(page, title).get_by_role("link").filter(has_text=f"{text}: {title}").click()


def cards(page: Page, title: str) -> Locator:
    """What the home page says of the assessment of this title."""
    return page.locator("li.app-card").filter(has=page.get_by_text(title, exact=True))


def choose_to_improve(page: Page, code: str, impact: str, effort: str) -> None:
    """As a priority."""
    row = page.locator(f"#row-{code}")
    row.get_by_label("Improve").check()
    row.get_by_label("Impact").select_option(label=impact)
    row.get_by_label("Effort").select_option(label=effort)
    row.get_by_label("Priority").check()


def choose_to_hold(page: Page, code: str) -> None:
    page.locator(f"#row-{code}").get_by_label("Hold").check()


def save_choices(page: Page, said: str) -> None:
    page.locator("form#choose").get_by_role("button", name="Save").first.click()
    expect(page.get_by_text(f"Saved for {said}.")).to_be_visible()


def cell_of_matrix(page: Page, impact: str, effort: str) -> Locator:
    matrix = page.get_by_role("region", name="Impact and effort")
    place = ["Low effort", "Medium effort", "High effort"].index(f"{effort} effort")
    return matrix.get_by_role("row", name=f"{impact} impact").get_by_role("cell").nth(place)


def warned(page: Page, words: str) -> Locator:
    """Opened, so that it can be read and followed."""
    warning = page.locator("details.app-warned").filter(has_text=words)
    if warning.get_attribute("open") is None:
        warning.locator("summary").click()
    return warning


def add_action(page: Page, officer: str, due: date) -> str:
    """With the words that the form begins with, which are given back."""
    words = page.get_by_label("What will be done").input_value()
    page.get_by_label("Lead officer (optional)").fill(officer)
    fill_date(page, "Due date (optional)", due)
    steps.press(page, "Add to the plan")
    expect(page.get_by_text("The action is added to the plan.")).to_be_visible()
    return words


def tell(page: Page, plan_url: str, what: str, status: str, text: str) -> None:
    page.goto(plan_url)
    page.get_by_role("link", name=what).first.click()
    page.get_by_label(status, exact=True).check()
    page.get_by_label("What has happened").fill(text)
    steps.press(page, "Save the update")
    expect(page.get_by_text("The update is saved.")).to_be_visible()


def say_what_moved(page: Page, title: str, moved: str, why: str) -> None:
    priority = page.locator("form").get_by_role("region", name=title)
    priority.get_by_label(moved, exact=True).check()
    priority.get_by_label("Why?").fill(why)


def read_papers(page: Page, assessment_url: str, server: Server) -> dict[str, str]:
    """The words of what a committee is sent, downloaded from the page of the assessment."""
    page.goto(assessment_url)
    return {"PDF": pdf_of(page, assessment_url, server), "Word": _word(download(page, "Summary (Word)"))}


def read_workbook(page: Page, name: str) -> list[list[dict[str, Any]]]:
    """Its results and its actions, each row by the headings."""
    book = load_workbook(BytesIO(download(page, name)))
    return [_rows(list(book[sheet].values)) for sheet in ("Results", "Actions")]


def _rows(rows: list[Any]) -> list[dict[str, Any]]:
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def pdf_of(page: Page, assessment_url: str, server: Server) -> str:
    page.request.get(f"{assessment_url}/summary.pdf")
    assert server.app.extensions["documents"].finish(60)
    answer = page.request.get(f"{assessment_url}/summary.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    return words_of(answer.body())


def download(page: Page, name: str) -> bytes:
    with page.expect_download() as begun:
        steps.follow(page, name)
    return begun.value.path().read_bytes()


def _word(content: bytes) -> str:
    document = Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join([*(it.text for it in document.paragraphs), *cells])
