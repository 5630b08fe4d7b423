"""Every state of every page: no fault that axe finds, and nothing wider than a phone (which is also 400% zoom)."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page

from tests.browser.people import People
from tests.browser.phone import PHONE, too_wide
from tests.browser.state import State
from tests.browser.states import STATES
from tests.browser.towns import TOWNS, Town

pytestmark = pytest.mark.browser

AXE = Path(__file__).parent.parent / "vendor/axe-core-4.14.1/axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": TAGS, "rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"]}
DESK = {"width": 1280, "height": 900}
NO_PAGES = {
    "static",
    "council.stylesheet",
    "council.logo_picture",
    "home.health",
    "home.favicon",
    "editorial.export",
    "feeds.feed",
    "feeds.table",
    "feeds.entries",
    "bulk.as_a_csv",
    "bulk.as_an_excel",
    "audit.table",
    "sign_off.snapshot",
    "plan.calendar",
    "word.summary",
    "word.covering",
    "slides.slides",
    "pack.word",
    "data.excel",
    "data.csv",
    "data.json",
    "data.schema",
    "workbook.download",
}
# A refusal is what many of these states are about.
REFUSALS = ("status of 4", "status of 503", "ERR_INTERNET_DISCONNECTED", "Failed to fetch")


@pytest.fixture(scope="session")
def town_of(hub_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Town]]:
    """Each council is made when it is first looked at."""
    made: dict[str, Town] = {}

    def find(name: str) -> Town:
        if name not in made:
            made[name] = TOWNS[name](hub_template, tmp_path_factory.mktemp(name) / "instance")
        return made[name]

    yield find
    for town in made.values():
        town.leave()


@pytest.mark.parametrize("state", STATES, ids=str)
def test_a_page_has_no_fault_that_axe_finds_and_fits_a_phone(
    state: State, town_of: Callable[[str], Town], chromium: Chromium
) -> None:
    town = town_of(state.town)
    with People(chromium, town.server) as people:
        people.expect(*REFUSALS)
        page = people.open(town.find(state.who), None, viewport=DESK)
        answer = page.goto(town.address(state.path))
        assert answer is not None
        assert answer.status == state.status
        if state.act:
            state.act(page, town)
        faults = scan(page) if state.town != "of_long_names" else []
        page.set_viewport_size(PHONE)
        unfold(page)
        faults += scan(page) + [f"sticks out: {element}" for element in too_wide(page)]
        assert not faults, "\n".join(faults)
        people.check_complaints()


def scan(page: Page) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text("utf-8"))
    found: dict[str, Any] = page.evaluate("options => axe.run(options)", OPTIONS)
    return [f"{fault['id']}: {fault['help']}: {where(fault)}" for fault in found["violations"]]


def where(fault: dict[str, Any]) -> str:
    return "; ".join(
        f"{node['html'][:200]} ({' '.join(node['failureSummary'].split())})" for node in fault["nodes"][:3]
    )


def unfold(page: Page) -> None:
    """Open the menu and everything that is folded away."""
    menu = page.get_by_role("button", name="Menu")
    if menu.is_visible():
        menu.click()
    page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
    # A box for comments gets its form when it is opened, or says why not.
    page.wait_for_function(
        """() => [...document.querySelectorAll('details .app-comment')].every(
            box => box.querySelector('form') || box.querySelector('[role=alert]').hasChildNodes())"""
    )


def test_no_page_of_the_application_is_left_out(app: Flask) -> None:
    adapter = app.url_map.bind("localhost")
    opened = set()
    for state in STATES:
        path = state.path.format_map(defaultdict(lambda: "1")).split("?")[0]
        if path != "/nowhere":
            opened.add(adapter.match(path)[0])
    rules = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert rules - NO_PAGES == opened
