"""The search of the hub in a real browser: while typing, with filters, going back, by keyboard, without a script."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.keyboard import Keyboard
from tests.browser.people import People
from tests.browser.phone import PHONE, too_wide

pytestmark = pytest.mark.browser

DESK = {"width": 1280, "height": 900}


@pytest.fixture
def page(people: People) -> Page:
    return people.open("officer", "/resources", viewport=DESK)


def box(page: Page) -> Locator:
    return page.get_by_role("searchbox", name="Search guidance")


def status(page: Page) -> Locator:
    return page.locator("#found [role=status]")


def titles(page: Page) -> Locator:
    return page.locator("#found h3")


def args(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_results_come_while_typing_and_the_address_holds_them(page: Page) -> None:
    region = status(page).element_handle()
    box(page).press_sequentially("reserv")
    expect(titles(page).first).to_contain_text("eserve")
    box(page).press_sequentially("es policy", delay=20)
    page.wait_for_url("**/resources?q=reserves+policy")
    expect(titles(page).first).to_have_text("Reserves policy")
    expect(box(page)).to_be_focused()
    expect(box(page)).to_have_value("reserves policy")
    expect(page.locator("#found mark").first).to_be_visible()
    assert args(page) == {"q": ["reserves policy"]}
    assert region.evaluate("region => region.isConnected"), "a new live region would not be read out"
    shared = page.url
    page.goto("/resources")
    page.goto(shared)
    expect(titles(page).first).to_have_text("Reserves policy")


def test_a_filter_narrows_in_place_keeps_the_focus_and_is_taken_off(page: Page) -> None:
    box(page).fill("procurement")
    expect(status(page)).to_contain_text(re.compile(r"^\s*\d+ resources"))
    guidance = page.get_by_role("checkbox", name="Guidance")
    guidance.check()
    chip = page.get_by_role("link", name="Remove the filter kind: Guidance")
    expect(chip).to_be_visible()
    expect(guidance).to_be_checked()
    expect(guidance).to_be_focused()
    page.get_by_label("Characteristic", exact=True).focus()
    page.get_by_label("Characteristic", exact=True).select_option("fv5")
    expect(page.get_by_role("link", name="Remove the filter characteristic")).to_be_visible()
    expect(page.get_by_label("Characteristic", exact=True)).to_have_value("fv5")
    expect(page.get_by_label("Characteristic", exact=True)).to_be_focused()
    assert args(page) == {"q": ["procurement"], "kind": ["guidance"], "characteristic": ["fv5"]}
    expect(page.get_by_role("button", name="Apply filters")).to_be_hidden()
    chip.click()
    expect(page.get_by_role("checkbox", name="Guidance")).not_to_be_checked()
    assert args(page) == {"q": ["procurement"], "characteristic": ["fv5"]}


def test_going_back_from_an_entry_finds_the_search_as_it_was(page: Page) -> None:
    box(page).press_sequentially("audit committee")
    expect(status(page)).to_contain_text("resources")
    page.get_by_role("checkbox", name="Guidance").check()
    expect(page.get_by_role("link", name="Remove the filter kind: Guidance")).to_be_visible()
    first = titles(page).first.inner_text()
    titles(page).first.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(first)
    page.go_back()
    expect(box(page)).to_have_value("audit committee")
    expect(titles(page).first).to_have_text(first)
    expect(page.get_by_role("checkbox", name="Guidance")).to_be_checked()


def test_a_slip_is_said_and_the_button_searches_as_well(page: Page) -> None:
    box(page).fill("audit govenance")
    expect(status(page)).to_contain_text("Showing results for audit governance")
    page.get_by_role("button", name="Search", exact=True).click()
    expect(status(page)).to_contain_text("Showing results for audit governance")
    status(page).get_by_role("link", name="audit govenance").click()
    expect(box(page)).to_have_value("audit govenance")
    expect(status(page)).not_to_contain_text("Showing results")


def test_everything_is_reached_by_keyboard(page: Page) -> None:
    keys = Keyboard(page)
    keys.to(box(page)).type("budget")
    expect(page.locator("#found mark").first).to_be_visible()
    keys.to(page.get_by_role("checkbox", name="Case study")).press("Space")
    chip = page.get_by_role("link", name="Remove the filter kind: Case study")
    expect(chip).to_be_visible()
    keys.to(chip).press("Enter")
    expect(page.get_by_role("checkbox", name="Case study")).not_to_be_checked()
    keys.to(page.get_by_role("link", name="Newest first")).press("Enter")
    expect(page.get_by_role("link", name="Best match first")).to_be_visible()
    assert args(page) == {"q": ["budget"], "sort": ["newest"]}


def test_without_a_script_the_buttons_do_the_same(people: People) -> None:
    page = people.open("officer", "/resources", java_script_enabled=False)
    box(page).fill("procurement")
    page.get_by_role("button", name="Search", exact=True).click()
    assert args(page) == {"q": ["procurement"]}
    page.get_by_text("Filters", exact=True).click()
    page.get_by_label("Step").select_option("2-3")
    page.get_by_role("checkbox", name="Guidance").check()
    page.get_by_role("button", name="Apply filters").click()
    expect(page.get_by_role("link", name="Remove the filter kind: Guidance")).to_be_visible()
    assert args(page) == {"q": ["procurement"], "step": ["2-3"], "kind": ["guidance"]}
    page.goto("/resources")
    page.get_by_role("link", name="Next page").click()
    assert args(page) == {"page": ["2"]}


def test_on_a_phone_the_filters_are_folded_away_and_nothing_sticks_out(people: People) -> None:
    page = people.open("officer", "/resources?q=procurment&kind=guidance", viewport=PHONE)
    expect(titles(page).first).to_be_visible()
    expect(page.get_by_label("Characteristic", exact=True)).to_be_hidden()
    assert too_wide(page) == []
    page.get_by_text("Filters", exact=True).click()
    expect(page.get_by_label("Characteristic", exact=True)).to_be_visible()
    page.get_by_role("checkbox", name="Case study").check()
    expect(page.get_by_role("link", name="Remove the filter kind: Case study")).to_be_visible()
    expect(page.get_by_label("Characteristic", exact=True)).to_be_visible()
    assert too_wide(page) == []


def test_without_a_network_it_says_so(page: Page, people: People) -> None:
    people.expect("ERR_INTERNET_DISCONNECTED", "Failed to fetch")
    page.context.set_offline(True)
    box(page).fill("budget")
    expect(page.get_by_text("The server cannot be reached. Press “Search” to try again.")).to_be_visible()
    page.context.set_offline(False)
    box(page).fill("budgets")
    expect(page.locator("#found mark").first).to_be_visible()
    expect(page.get_by_text("The server cannot be reached")).to_be_hidden()


def test_paper_has_nothing_to_press(page: Page) -> None:
    page.goto("/resources?q=budget&kind=guidance")
    expect(page.locator(".app-chip")).to_be_visible()
    page.emulate_media(media="print")
    for each in page.locator(".app-no-print").all():
        expect(each).to_be_hidden()
    expect(titles(page).first).to_be_visible()
