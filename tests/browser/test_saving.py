"""A change saves itself, and nothing typed is lost, whatever the network, the server or another person does."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.answers import Answer, answer_of, choose, continue_button, note_box, status_line
from tests.browser.people import People
from tests.browser.serving import Server
from tests.browsing import Browser
from tests.conftest import PASSWORD

pytestmark = pytest.mark.browser

SAVED = re.compile(r"^Saved at \d\d:\d\d\.\s*$")
NOT_SAVED = re.compile("^Not saved")
NOTE = "Shown to cabinet in March"


@pytest.fixture
def answer(app: Flask, assessment_url: str) -> Answer:
    return answer_of(app, assessment_url)


@pytest.fixture
def page(people: People, answer: Answer) -> Page:
    """The lead at the form, come from the task list."""
    page = people.open("lead", answer.assessment_url)
    page.goto(answer.url)
    return page


@pytest.fixture
def officer_saves(officer: Browser, answer: Answer) -> Callable[[str], None]:
    def save(note: str) -> None:
        officer.autosave(officer.get(answer.url), {"current": "1", "note": note})

    return save


@pytest.mark.parametrize(
    ("field", "value"), [("current", 0), ("current", "unknown"), ("target", 2), ("evidence", 1), ("is_priority", "y")]
)
def test_a_change_saves_itself_and_says_so(page: Page, answer: Answer, field: str, value: int | str) -> None:
    expect(status_line(page)).to_have_text("Each change saves itself.")
    announced = status_line(page).element_handle()
    choose(page, field, value)
    expect(status_line(page)).to_have_text(SAVED)
    assert announced.evaluate("line => line.isConnected"), "a screen reader hears only a line that stays"
    assert answer.stored() is not None
    page.goto(answer.url)
    expect(page.locator(f'input[name="{field}"][value="{value}"]')).to_be_checked()


def test_a_note_alone_saves_itself_while_the_person_pauses(page: Page, answer: Answer) -> None:
    note_box(page).press_sequentially(NOTE)
    expect(status_line(page)).to_have_text(SAVED)
    assert answer.note == NOTE


def test_quick_changes_on_a_slow_server_all_arrive(page: Page, answer: Answer, server: Server) -> None:
    server.seconds_per_post = 0.3
    for level in (1, 2, 4, 3):
        choose(page, "current", level)
    note_box(page).press_sequentially(NOTE)
    server.wait_until(lambda: answer.note == NOTE)
    assert answer.current == 3
    expect(status_line(page)).to_have_text(SAVED)


def follow_a_link(page: Page, answer: Answer) -> None:
    page.get_by_role("link", name=answer.theme.title).first.click()


def go_back(page: Page, answer: Answer) -> None:
    page.go_back()


def go_elsewhere(page: Page, answer: Answer) -> None:
    page.goto(answer.theme_url)


def reload(page: Page, answer: Answer) -> None:
    page.reload()


def close(page: Page, answer: Answer) -> None:
    page.close()


WAYS = [follow_a_link, go_back, go_elsewhere, reload, close]


@pytest.mark.parametrize("leave", WAYS, ids=lambda way: way.__name__)
def test_leaving_directly_after_typing_loses_nothing(
    page: Page, answer: Answer, server: Server, leave: Callable[[Page, Answer], None]
) -> None:
    note_box(page).press_sequentially(NOTE)
    leave(page, answer)
    server.wait_until(lambda: answer.note == NOTE)


def test_coming_back_shows_what_was_typed_before_leaving(page: Page, answer: Answer, server: Server) -> None:
    choose(page, "current", 2)
    note_box(page).press_sequentially(NOTE)
    page.go_back()
    server.wait_until(lambda: answer.note == NOTE)
    page.go_forward()
    expect(note_box(page)).to_have_value(NOTE)
    expect(page.locator('input[name="current"][value="2"]')).to_be_checked()
    note_box(page).press_sequentially("!")
    expect(status_line(page)).to_have_text(SAVED)


def test_what_is_typed_while_a_save_is_under_way_is_not_lost_by_leaving(
    page: Page, answer: Answer, server: Server
) -> None:
    gate = server.hold_next_post()
    choose(page, "current", 2)
    note_box(page).press_sequentially(NOTE)
    gate.set()
    expect(status_line(page)).to_have_text(SAVED)
    page.go_back()
    server.wait_until(lambda: answer.note == NOTE)


def test_an_older_save_that_arrives_late_does_not_undo_save_and_continue(
    page: Page, answer: Answer, server: Server
) -> None:
    gate = server.hold_next_post()
    for field, value in (("current", 1), ("current", 2), ("target", 3), ("evidence", 2)):
        choose(page, field, value)
    continue_button(page).click()
    following = answer_of(answer.app, answer.assessment_url, 1)
    expect(page).to_have_url(re.compile(f"{following.url}$"))
    posts = server.posts
    gate.set()
    server.wait_for_posts(posts + 1)
    assert answer.current == 2


def test_the_feedback_changes_and_the_form_is_not_redrawn(page: Page, answer: Answer, server: Server) -> None:
    server.seconds_per_post = 0.3
    feedback = page.get_by_role("complementary", name="Feedback")
    box = note_box(page).element_handle()
    choose(page, "current", 1)
    note_box(page).press_sequentially("Shown cabinet")
    note_box(page).evaluate("box => box.setSelectionRange(6, 6)")
    note_box(page).press_sequentially("to ")
    expect(feedback).to_contain_text("Choose where you want to be")
    server.wait_until(lambda: answer.note == "Shown to cabinet")
    note_box(page).press_sequentially("the ")
    server.wait_until(lambda: answer.note == "Shown to the cabinet")
    expect(status_line(page)).to_have_text(SAVED)
    assert box.evaluate("box => box.isConnected && document.activeElement === box && box.selectionStart") == 13


def test_a_note_that_is_too_long_is_told_and_kept_in_the_box(page: Page, answer: Answer, people: People) -> None:
    people.expect("status of 422")
    note_box(page).fill("x" * 10_001)
    expect(status_line(page)).to_have_text(re.compile("^Not saved: The evidence note must be 10,000 characters"))
    expect(note_box(page)).to_have_value("x" * 10_001)
    note_box(page).press("Backspace")
    expect(status_line(page)).to_have_text(SAVED)
    assert len(answer.note) == 10_000


@pytest.fixture
def conflict(page: Page, people: People, officer_saves: Callable[[str], None]) -> Page:
    """The lead has typed on top of what the officer saved meanwhile."""
    people.expect("status of 409")
    officer_saves("Reported to audit")
    note_box(page).press_sequentially(NOTE)
    expect(status_line(page)).to_have_text(NOT_SAVED)
    return page


def test_a_save_by_somebody_else_in_between_is_shown_beside_mine(conflict: Page, answer: Answer) -> None:
    both = conflict.get_by_role("table", name="Both answers")
    expect(both.get_by_role("columnheader", name="Omar Officer")).to_be_visible()
    expect(both.get_by_role("row", name="Evidence note")).to_have_text(re.compile(f"Reported to audit.*{NOTE}"))
    expect(note_box(conflict)).to_have_value(NOTE)
    expect(note_box(conflict)).to_be_focused()
    assert answer.note == "Reported to audit"


def test_mine_can_replace_theirs_with_all_that_was_typed_meanwhile(conflict: Page, answer: Answer) -> None:
    note_box(conflict).press_sequentially(" and May")
    conflict.get_by_role("button", name="Save mine instead").click()
    expect(status_line(conflict)).to_have_text(SAVED)
    assert answer.note == f"{NOTE} and May"
    note_box(conflict).press_sequentially("!")
    conflict.go_back()
    expect(conflict.get_by_role("button", name="Save mine instead")).to_have_count(0)


def test_theirs_can_be_kept(conflict: Page, answer: Answer) -> None:
    conflict.get_by_role("link", name="Keep theirs").click()
    expect(note_box(conflict)).to_have_value("Reported to audit")
    assert answer.note == "Reported to audit"
    note_box(conflict).press("End")
    note_box(conflict).press_sequentially(" twice")
    expect(status_line(conflict)).to_have_text(SAVED)
    assert answer.note == "Reported to audit twice"


def test_ones_own_two_tabs_do_not_overwrite_each_other(page: Page, answer: Answer, people: People) -> None:
    people.expect("status of 409")
    other = page.context.new_page()
    other.goto(answer.url)
    note_box(other).press_sequentially("From the other tab")
    expect(status_line(other)).to_have_text(SAVED)
    note_box(page).press_sequentially(NOTE)
    expect(status_line(page)).to_have_text(NOT_SAVED)
    expect(page.get_by_role("heading", name="Which answer should stand?")).to_be_visible()
    expect(page.get_by_role("columnheader", name="Saved in the other tab")).to_be_visible()
    page.get_by_role("link", name="Keep the other one").click()
    expect(note_box(page)).to_have_value("From the other tab")


def test_while_the_server_is_away_the_page_says_so_and_keeps_what_is_typed(
    page: Page, answer: Answer, server: Server, serve: Callable[..., Server], people: People
) -> None:
    people.expect("ERR_CONNECTION_REFUSED", "Failed to fetch")
    choose(page, "current", 2)
    expect(status_line(page)).to_have_text(SAVED)
    page.reload()
    server.stop()
    note_box(page).press_sequentially(NOTE)
    expect(status_line(page)).to_have_text(NOT_SAVED)
    serve(answer.app, server.port)
    note_box(page).press_sequentially("!")
    expect(status_line(page)).to_have_text(SAVED)
    assert answer.note == f"{NOTE}!"
    assert answer.current == 2


def lose_the_cookie(page: Page) -> None:
    page.context.clear_cookies(name="bearings")


def sign_out_in_another_tab(page: Page) -> None:
    other = page.context.new_page()
    other.goto("/assessments")
    other.get_by_role("button", name="Sign out").click()
    expect(other.get_by_role("heading", name="Sign in")).to_be_visible()
    other.close()


@pytest.fixture(params=[lose_the_cookie, sign_out_in_another_tab], ids=lambda way: way.__name__)
def signed_in_again(request: pytest.FixtureRequest, page: Page, people: People) -> Page:
    """The session ended in mid-form, and was begun again in another tab."""
    people.expect("status of 401", "status of 400")
    choose(page, "current", 2)
    expect(status_line(page)).to_have_text(SAVED)
    request.param(page)
    note_box(page).press_sequentially(NOTE)
    expect(page.get_by_role("alert").filter(has_text="You have been signed out")).to_be_visible()
    expect(status_line(page)).to_have_text(NOT_SAVED)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in (opens in a new tab)").click()
    sign_in_by_form(opened.value)
    expect(opened.value.get_by_role("heading", name="You are signed in")).to_be_visible()
    opened.value.close()
    expect(note_box(page)).to_have_value(NOTE)
    return page


def test_after_signing_in_again_elsewhere_the_next_change_saves_all(signed_in_again: Page, answer: Answer) -> None:
    note_box(signed_in_again).press_sequentially("!")
    expect(status_line(signed_in_again)).to_have_text(SAVED)
    expect(signed_in_again.get_by_role("alert").filter(has_text="You have been signed out")).to_have_count(0)
    assert answer.note == f"{NOTE}!"


def test_a_link_in_the_problem_box_stays_the_same_while_its_click_is_under_way(page: Page, people: People) -> None:
    """Pressing the mouse leaves the note, which saves it, which draws the problem again under the pointer."""
    people.expect("status of 401")
    lose_the_cookie(page)
    note_box(page).press_sequentially(NOTE)
    link = page.get_by_role("link", name="Sign in (opens in a new tab)")
    expect(link).to_be_visible()
    link.hover()
    with page.expect_response(lambda response: response.status == 401):
        page.mouse.down()
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    with page.context.expect_page():
        page.mouse.up()


def test_coming_back_after_signing_in_elsewhere_saves_what_was_typed(signed_in_again: Page, answer: Answer) -> None:
    # Without a screen every tab counts as seen, so that none ever comes back into view.
    signed_in_again.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(status_line(signed_in_again)).to_have_text(SAVED)
    assert answer.note == NOTE


def sign_in_by_form(page: Page) -> None:
    page.get_by_label("Email address").fill("lead@anytown.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
