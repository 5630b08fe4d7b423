"""A reviewer says what they think of a position, and the lead settles it."""

from collections.abc import Callable

import pytest
from flask import Flask

from app.assessment.tables import Assessment, Stage
from app.audit.tables import Event
from app.database import db
from app.participation.tables import Part
from app.position.reviewing import open_queries
from app.position.tables import PositionReview
from tests import voices
from tests.browsing import Browser, Page

AGREED = {"current": "2", "target": "3", "evidence": "2", "rationale": "Seen in the audit."}
QUERY = {"verdict": "query", "text": "Does it count the pension reserve?"}
CHANGE = {"verdict": "change", "level": "3", "text": "Members saw the paper in May."}


@pytest.fixture
def member(browser_of: Callable[[str], Browser]) -> Browser:
    return browser_of("member")


@pytest.fixture
def number(app: Flask) -> int:
    """Closed, with a position on reserves. The officer reviews finance, the member every theme, and Vic looks on."""
    number = voices.start(app, sponsor="viewer", stage=Stage.CLOSED)
    voices.add_person(app, number, None, user="officer", role=Part.REVIEWER, themes="finance")
    voices.add_person(app, number, None, user="member", role=Part.REVIEWER)
    return number


@pytest.fixture
def url(lead: Browser, number: int) -> str:
    url = f"/assessments/{number}/position/fv3"
    agree(lead, url)
    return url


def agree(lead: Browser, url: str, **fields: str) -> Page:
    page = lead.get(url)
    return lead.press(page, AGREED | fields, action=page.by_id("agree").get("action"))


def say(browser: Browser, url: str, fields: dict[str, str], status: int = 200) -> Page:
    return browser.post_form(url, fields, status, action=f"{url}/reviews")


def settle(browser: Browser, url: str, text: str, status: int = 200, review: int = 1) -> Page:
    return browser.post_form(url, {f"settle-{review}-settlement": text}, status, action=f"{url}/reviews/{review}")


def reviews(app: Flask) -> list[PositionReview]:
    with app.app_context():
        return list(db.session.query(PositionReview).order_by(PositionReview.id))


def record_of(app: Flask) -> list[tuple[str, str]]:
    with app.app_context():
        rows = db.session.query(Event).filter(Event.what.like("review%")).order_by(Event.id)
        return [(event.what, event.subject) for event in rows]


def open_in(app: Flask, number: int) -> list[str]:
    with app.app_context():
        return open_queries(db.session.get_one(Assessment, number))


def test_a_query_is_shown_with_who_and_when_and_counted_as_open(
    app: Flask, lead: Browser, officer: Browser, number: int, url: str
) -> None:
    page = say(officer, url, QUERY)
    assert "Your review is sent." in page.text
    assert "Omar Officer: query" in page.text
    assert "Does it count the pension reserve?" in lead.get(url).text
    assert "1 open query" in lead.get(url.removesuffix("/fv3")).text
    assert open_in(app, number) == ["FV3"]
    assert record_of(app) == [("review.said", "FV3")]


def test_a_proposed_change_says_to_which_level(lead: Browser, officer: Browser, url: str) -> None:
    say(officer, url, CHANGE)
    assert "Omar Officer: propose a change to Mature" in lead.get(url).text


def test_agreeing_needs_no_words_and_leaves_nothing_open(
    app: Flask, lead: Browser, officer: Browser, number: int, url: str
) -> None:
    say(officer, url, {"verdict": "agree"})
    assert "Omar Officer: agree" in lead.get(url).text
    assert open_in(app, number) == []
    lead.post(f"{url}/reviews/1", {"settle-1-settlement": "x"}, 404)


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({}, ["Select what you say to this position"]),
        ({"verdict": "query"}, ["Enter what you query"]),
        ({"verdict": "change"}, ["Select the level that you propose", "Enter why you propose a change"]),
        ({"verdict": "change", "level": "3"}, ["Enter why you propose a change"]),
        ({"verdict": "change", "level": "9", "text": "Why"}, ["Select the level that you propose"]),
        ({"verdict": "query", "text": "x" * 5001}, ["Your reasons must be 5,000 characters or fewer"]),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(
    app: Flask, officer: Browser, url: str, fields: dict[str, str], errors: list[str]
) -> None:
    page = say(officer, url, fields, 422)
    assert page.errors() == errors
    assert (page.by_id("text").text or "").strip() == fields.get("text", "")
    assert reviews(app) == []


def test_sending_twice_says_it_once(app: Flask, officer: Browser, url: str) -> None:
    page = officer.get(url)
    officer.press(page, QUERY, action=f"{url}/reviews")
    officer.press(page, QUERY, action=f"{url}/reviews")
    assert len(reviews(app)) == 1
    assert len(record_of(app)) == 1


def test_the_lead_settles_it_with_a_word_and_what_was_said_stays(
    app: Flask, lead: Browser, officer: Browser, number: int, url: str
) -> None:
    say(officer, url, QUERY)
    agree(lead, url, current="3", target="3")
    page = settle(lead, url, "It does; the level is raised.")
    assert "The review is settled." in page.text
    page = officer.get(url)
    assert "Does it count the pension reserve?" in page.text
    assert "Settled by the lead" in page.text
    assert "It does; the level is raised." in page.text
    assert "The position was saved again after this was said." in page.text
    assert open_in(app, number) == []
    assert record_of(app) == [("review.said", "FV3"), ("review.settled", "FV3")]


def test_settling_needs_a_word(app: Flask, lead: Browser, officer: Browser, url: str) -> None:
    say(officer, url, QUERY)
    assert settle(lead, url, " ", 422).errors() == ["Enter how it is settled"]
    assert reviews(app)[0].settled_at is None


def test_settled_in_two_tabs_the_first_stands_and_the_second_is_shown(
    app: Flask, lead: Browser, officer: Browser, url: str
) -> None:
    say(officer, url, QUERY)
    page = lead.get(url)
    settle(lead, url, "It does.")
    answer = lead.press(page, {"settle-1-settlement": "It does not."}, 409, action=f"{url}/reviews/1")
    assert "It does not." in answer.text
    assert reviews(app)[0].settlement == "It does."
    lead.press(page, {"settle-1-settlement": "It does."}, action=f"{url}/reviews/1")
    assert len(record_of(app)) == 2


def test_a_review_of_a_position_that_has_changed_is_not_taken(
    app: Flask, lead: Browser, officer: Browser, url: str
) -> None:
    page = officer.get(url)
    agree(lead, url, current="4", target="4")
    answer = officer.press(page, QUERY, 409, action=f"{url}/reviews")
    assert "This position was changed after you opened the page." in answer.text
    assert QUERY["text"] in (answer.by_id("text").text or "")
    assert reviews(app) == []
    officer.press(answer, {}, action=f"{url}/reviews")
    assert len(reviews(app)) == 1


def test_a_reviewer_reviews_the_themes_assigned(officer: Browser, member: Browser, lead: Browser, number: int) -> None:
    place = f"/assessments/{number}/position/up1"
    agree(lead, place)
    assert not officer.get(place).find("select", name="level")
    answer = officer.post(f"{place}/reviews", QUERY | {"row_version": "1"}, 403)
    assert "You were asked to review “Financial planning and viability” alone" in answer.text
    say(member, place, QUERY)


def test_there_is_nothing_to_review_before_a_position_is_agreed(officer: Browser, number: int) -> None:
    place = f"/assessments/{number}/position/fv4"
    assert not officer.get(place).find("select", name="level")
    assert "nothing to review" in officer.post(f"{place}/reviews", QUERY | {"row_version": "1"}, 403).text


def test_only_reviewers_review_and_only_the_lead_settles(
    lead: Browser, officer: Browser, viewer: Browser, stranger: Browser, url: str
) -> None:
    say(officer, url, QUERY)
    fields = QUERY | {"row_version": "1"}
    lead.post(f"{url}/reviews", fields, 403)
    viewer.post(f"{url}/reviews", fields, 403)  # the sponsor
    stranger.post(f"{url}/reviews", fields, 404)
    for browser, status in ((officer, 403), (viewer, 403), (stranger, 404)):
        browser.post(f"{url}/reviews/1", {"settle-1-settlement": "x"}, status)


def test_once_it_is_agreed_nobody_reviews_and_the_reviews_stay_with_those_who_agreed_it(
    app: Flask, lead: Browser, officer: Browser, stranger: Browser, number: int, url: str
) -> None:
    page = officer.get(url)
    say(officer, url, QUERY)
    voices.add_person(app, number, None, user="stranger", role=Part.VIEWER)
    voices.set_stage(app, number, Stage.AGREED)
    officer.press(page, QUERY, 403, action=f"{url}/reviews")
    assert QUERY["text"] in officer.get(url).text
    assert QUERY["text"] not in stranger.get(url).text
    assert "open query" not in stranger.get(url.removesuffix("/fv3")).text


def test_a_review_of_another_characteristic_is_not_found(lead: Browser, officer: Browser, url: str) -> None:
    say(officer, url, QUERY)
    lead.post(f"{url.removesuffix('fv3')}fv4/reviews/1", {"settle-1-settlement": "x"}, 404)
