"""What people do, in the words of the pages; the journeys are made of these steps."""

from playwright.sync_api import Locator, Page, expect

from app.maturity.definitions import Characteristic, Model, Theme
from tests.browser.answers import choose, continue_button, note_box
from tests.conftest import PASSWORD

EMAIL = "ada@anytown.example"


def heading(page: Page, text: str) -> Locator:
    return page.get_by_role("heading", level=1, name=text, exact=True)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).first.click()


def errors(page: Page) -> Locator:
    return page.get_by_role("alert").filter(has=page.get_by_role("heading", name="There is a problem"))


def set_up(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("Name of the council").fill("Anytown Borough Council")
    page.get_by_label("District or borough council").check()
    page.get_by_label("Your name").fill("Ada Admin")
    page.get_by_label("Your email address").fill(EMAIL)
    page.get_by_label("Choose a password", exact=True).fill(PASSWORD)
    press(page, "Set up Bearings")
    expect(heading(page, "What is next for you")).to_be_visible()


def sign_out(page: Page) -> None:
    open_menu(page)
    press(page, "Sign out")
    expect(page.get_by_text("You have signed out.")).to_be_visible()


def open_menu(page: Page) -> None:
    """On a phone the menu is folded away."""
    menu = page.get_by_role("button", name="Menu", exact=True)
    if menu.is_visible():
        menu.click()


def sign_in(page: Page, email: str = EMAIL) -> None:
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Sign in")
    expect(heading(page, "What is next for you")).to_be_visible()


def start_assessment(page: Page, title: str) -> None:
    page.goto("/assessments")
    page.get_by_role("button", name="Start an assessment").click()
    page.get_by_label("Title").fill(title)
    press(page, "Start")
    expect(heading(page, title)).to_be_visible()


def answer_theme(page: Page, model: Model, theme: Theme) -> None:
    """From the task list through every characteristic to the theme’s summary."""
    follow(page, theme.title)
    answer_characteristics(page, model, theme)


def answer_characteristics(page: Page, model: Model, theme: Theme) -> None:
    for number, characteristic in enumerate(theme.characteristics):
        answer(page, model, characteristic, min(number, model.top_level - 1))
    expect(heading(page, theme.title)).to_be_visible()
    expect(page.get_by_text("Unfinished")).to_have_count(0)


def answer(page: Page, model: Model, characteristic: Characteristic, current: int) -> None:
    expect(heading(page, characteristic.title)).to_be_visible()
    choose(page, "current", current)
    choose(page, "target", current + 1)
    choose(page, "evidence", model.evidence[-1].number)
    note_box(page).fill(f"What shows {characteristic.code}")
    continue_button(page).click()
