"""Focus, plan and movement on A4, as the browser prints them: what is chosen and drawn, and nothing to press."""

import re

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, expect

from tests import plans
from tests.browser.people import People

pytestmark = pytest.mark.browser

A4 = {"width": 718, "height": 1047}
"""Between margins of a centimetre, at 96 dots to the inch."""


@pytest.fixture(scope="module")
def planned(app: Flask) -> int:
    number = plans.agreed(app, title="To be printed")
    plans.focus(app, number, "UP1", is_priority=True)
    plans.add_action(app, number, "UP1", what="Ask residents what they see", lead_officer="Olga Officer")
    return number


def controls(page: Page) -> Locator:
    return page.locator("main :is(form, button, select, input, textarea, .govuk-button)")


def printed(people: People, path: str, *, has_controls: bool = True) -> Page:
    """After a look at the screen, where there is something to press."""
    page = people.open("lead", path, viewport=A4)
    assert bool(controls(page).count()) == has_controls
    page.emulate_media(media="print")
    return page


def assert_fits_and_has_nothing_to_press(page: Page) -> None:
    for control in controls(page).all():
        expect(control).to_be_hidden()
    for part in (".app-navigation", ".govuk-back-link", ".app-footer"):
        expect(page.locator(part).first).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_plan_is_printed_without_filters_and_buttons(people: People, planned: int) -> None:
    page = printed(people, f"/assessments/{planned}/plan")
    assert_fits_and_has_nothing_to_press(page)
    for text in ("Ask residents what they see", "Olga Officer", "Not started"):
        expect(page.locator("li.app-action").get_by_text(text)).to_be_visible()


def test_the_focus_is_printed_as_its_tables(people: People, planned: int) -> None:
    page = printed(people, f"/assessments/{planned}/focus")
    assert_fits_and_has_nothing_to_press(page)
    expect(page.get_by_role("table", name="What is not held")).to_be_visible()
    expect(page.get_by_role("table", name="What is chosen")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("UP1.*Improve High Medium Yes"))).to_be_visible()


def test_the_movement_is_printed_with_its_pictures_and_tables(people: People, app: Flask, planned: int) -> None:
    again = plans.agreed(app, title="Printed again", follows_id=planned)
    page = printed(people, f"/assessments/{again}/movement", has_controls=False)
    assert_fits_and_has_nothing_to_press(page)
    themes = page.locator("section[aria-labelledby^=movement-]")
    assert themes.count() == 5
    for theme in themes.all():
        expect(theme.locator("svg[role=img]").first).to_be_visible()
        expect(theme.get_by_role("table").first).to_be_visible()
