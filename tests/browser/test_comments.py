"""“Is this clear?” in a real browser: beside an answer that saves itself, by keyboard, and without JavaScript."""

import re

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from app.database import db
from app.editorial.tables import Comment
from tests.browser.answers import Answer, answer_of, choose, model_of_assessment, note_box, status_line
from tests.browser.council import COOKIE, save_as
from tests.browser.keyboard import Keyboard
from tests.browser.people import People
from tests.browser.serving import Server

pytestmark = pytest.mark.browser

TEXT = "Who decides what a measure is?"
THANKS = "Thank you. The editors will read your comment."
SAVED = re.compile(r"^Saved at \d\d:\d\d\.\s*$")


@pytest.fixture
def answer(app: Flask, assessment_url: str) -> Answer:
    return answer_of(app, assessment_url)


@pytest.fixture
def page(people: People, answer: Answer) -> Page:
    return people.open("lead", answer.url)


def box(page: Page) -> Locator:
    return page.locator("details", has_text="Is this clear?").first


def open_box(page: Page) -> Locator:
    box(page).locator("summary").click()
    expect(text_box(page)).to_be_visible()
    return box(page)


def text_box(page: Page) -> Locator:
    return box(page).get_by_role("textbox", name="Your comment")


def send(page: Page, text: str) -> None:
    box(page).get_by_label("Something is unclear").check()
    text_box(page).fill(text)
    box(page).get_by_role("button", name="Send comment").click()


def stored(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(Comment.text)))


def test_a_comment_is_sent_in_place_while_the_answer_saves_itself(page: Page, answer: Answer, server: Server) -> None:
    text = f"{TEXT} Beside an answer"
    open_box(page)
    gate = server.hold_next_post()
    choose(page, "current", 2)
    note_box(page).press_sequentially("Shown to cabinet")
    send(page, text)
    expect(box(page).get_by_text(THANKS)).to_be_focused()
    gate.set()
    expect(status_line(page)).to_have_text(SAVED)
    expect(box(page).get_by_role("listitem")).to_contain_text([text])
    expect(text_box(page)).to_have_value("")
    expect(note_box(page)).to_have_value("Shown to cabinet")
    server.wait_until(lambda: answer.note == "Shown to cabinet")
    assert answer.current == 2
    assert text in stored(answer.app)
    assert page.url.endswith(answer.url)


def test_a_comment_that_will_not_do_stays_and_the_answer_is_not_blamed(
    page: Page, answer: Answer, people: People
) -> None:
    people.expect("status of 422")
    choose(page, "current", 1)
    expect(status_line(page)).to_have_text(SAVED)
    open_box(page)
    text_box(page).fill("x" * 2001)
    expect(box(page).get_by_text("You have 1 character too many")).to_be_visible()
    box(page).get_by_label("It is good").check()
    box(page).get_by_role("button", name="Send comment").click()
    expect(box(page).get_by_text("must be 2,000 characters or fewer")).to_be_visible()
    expect(text_box(page)).to_be_focused()
    expect(text_box(page)).to_have_value("x" * 2001)
    expect(box(page).get_by_label("It is good")).to_be_checked()
    expect(status_line(page)).to_have_text(SAVED)


def test_a_comment_while_signed_out_is_kept_and_says_so_in_its_box(
    page: Page, answer: Answer, people: People, server: Server
) -> None:
    people.expect("status of 401", "status of 400")
    text = f"{TEXT} After signing in again"
    open_box(page)
    cookies = page.context.cookies()
    page.context.clear_cookies(name=COOKIE)
    send(page, text)
    expect(box(page).get_by_role("alert")).to_contain_text("You have been signed out")
    expect(status_line(page)).to_have_text("Each change saves itself.")
    page.context.add_cookies([dict(cookie) for cookie in cookies])  # type: ignore[misc]
    send_again = box(page).get_by_role("button", name="Send comment")
    send_again.click()
    expect(box(page).get_by_role("alert")).to_contain_text("What you typed is still here")
    send_again.click()
    expect(box(page).get_by_text(THANKS)).to_be_visible()
    assert text in stored(answer.app)


def test_a_comment_that_cannot_be_sent_says_so(page: Page, people: People) -> None:
    people.expect("ERR_INTERNET_DISCONNECTED", "Failed to fetch")
    open_box(page)
    page.context.set_offline(True)
    send(page, TEXT)
    expect(box(page).get_by_role("alert")).to_contain_text("The server cannot be reached")
    expect(text_box(page)).to_have_value(TEXT)
    expect(status_line(page)).to_have_text("Each change saves itself.")


def test_a_comment_leaves_the_conflict_of_an_answer_alone(page: Page, answer: Answer, people: People) -> None:
    people.expect("status of 409")
    save_as(answer.app, "officer", answer.url, "Reported to audit")
    note_box(page).fill("Mine")
    heading = page.get_by_role("heading", name="Which answer should stand?")
    expect(heading).to_be_visible()
    open_box(page)
    send(page, f"{TEXT} Beside a conflict")
    expect(box(page).get_by_text(THANKS)).to_be_visible()
    expect(heading).to_be_visible()
    expect(status_line(page)).to_contain_text("Not saved")


def test_a_comment_is_made_with_the_keyboard_alone(people: People, app: Flask, answer: Answer) -> None:
    text = f"{TEXT} By keyboard"
    page = people.open("officer", f"/model/{model_id(app, answer)}/{answer.theme.slug}")
    keys = Keyboard(page)
    keys.to(box(page).locator("summary")).press("Enter")
    expect(text_box(page)).to_be_visible()
    keys.to(box(page).get_by_role("radio").first).press("Space")
    keys.press("ArrowDown")
    expect(box(page).get_by_label("Something is missing")).to_be_checked()
    keys.to(text_box(page)).type(text)
    keys.to(box(page).get_by_role("button", name="Send comment")).press("Enter")
    expect(box(page).get_by_text(THANKS)).to_be_focused()
    keys.to(text_box(page))
    assert text in stored(app)


def test_a_comment_is_made_without_javascript_and_the_answer_stays_where_it_is(
    people: People, app: Flask, answer: Answer
) -> None:
    text = f"{TEXT} Without a script"
    page = people.open("viewer", answer.url, java_script_enabled=False)
    box(page).locator("summary").click()
    with page.context.expect_page() as opened:
        box(page).get_by_role("link", name="Comment on").click()
    own = opened.value
    own.get_by_label("It is good").check()
    own.get_by_role("textbox", name="Your comment").fill(text)
    own.get_by_role("button", name="Send comment").click()
    expect(own.get_by_text(THANKS)).to_be_visible()
    expect(own.get_by_role("listitem").filter(has_text=text)).to_be_visible()
    assert text in stored(app)
    assert page.url.endswith(answer.url)


def test_no_box_is_printed(people: People, app: Flask, answer: Answer) -> None:
    for path in (answer.url, f"/model/{model_id(app, answer)}/{answer.theme.slug}"):
        page = people.open("lead", path)
        expect(box(page)).to_be_visible()
        page.emulate_media(media="print")
        expect(box(page)).to_be_hidden()


def model_id(app: Flask, answer: Answer) -> str:
    return model_of_assessment(app, answer.assessment_url).id
