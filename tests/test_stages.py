"""Set-up, stages and the response window: what may change, who moves it on, and what never goes back."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask

from app.accounts.tables import Council, Retention
from app.assessment.tables import Assessment, Privacy, Stage, Way
from app.audit.tables import Event
from app.database import db, utc_now, writing
from app.participation.tables import Part, Participant
from app.position.comparing import find_comparison
from tests import voices
from tests.browsing import Browser, Page
from tests.conftest import user_id
from tests.test_assessment import date_fields, only_assessment

TODAY = date.today()
SEPARATELY = {"title": "Many voices", "way": "separately"}
GROUP_OF_EIGHT = {"smallest_group": "8"}


def on_stage(app: Flask, number: int) -> Stage:
    with app.app_context():
        return db.session.get_one(Assessment, number).stage


def url_of(number: int) -> str:
    return f"/assessments/{number}"


def move(browser: Browser, number: int, to: str, status: int = 200) -> Page:
    """Press the button that leads there."""
    page = browser.get(f"{url_of(number)}/stage")
    (form,) = [
        form
        for form in page.find("form", action=f"{url_of(number)}/stage")
        if any(field.get("name") == "to" and field.get("value") == to for field in form.iter("input"))
    ]
    fields = {field.get("name", ""): field.get("value", "") for field in form.iter("input")}
    return browser.read(browser.client.post(page.path, data=fields, follow_redirects=True), status)


def tell(app: Flask, participant_id: int) -> None:
    """They have read who will see what."""
    with app.app_context(), writing():
        db.session.get_one(Participant, participant_id).told_at = utc_now()


@pytest.fixture
def separately(app: Flask) -> int:
    """Open, with five members and five officers."""
    number = voices.start(app)
    voices.add_people(app, number)
    return number


# Setting up


def test_together_begins_open_and_separately_begins_in_preparation(lead: Browser, app: Flask) -> None:
    lead.post_form("/assessments/new", {"title": "Pilot"})
    lead.post_form("/assessments/new", SEPARATELY)
    with app.app_context():
        found = {one.way: one.stage for one in db.session.query(Assessment)}
    assert found == {Way.TOGETHER: Stage.OPEN, Way.SEPARATELY: Stage.PREPARING}


def test_a_new_one_copies_what_the_council_has_set(lead: Browser, administrator: Browser, app: Flask) -> None:
    administrator.post_form("/settings", GROUP_OF_EIGHT | {"retention": "delete", "retention_days": "30"})
    page = lead.get("/assessments/new")
    assert page.by_id("smallest_group").get("value") == "8"
    lead.press(page, SEPARATELY)
    administrator.post_form("/settings", {"retention": "keep", "retention_days": "0", "smallest_group": "5"})
    found = only_assessment(app)
    assert (found.smallest_group, found.retention, found.retention_days) == (8, Retention.DELETE, 30)


def test_set_up_says_what_each_choice_means(lead: Browser) -> None:
    text = lead.get("/assessments/new").text
    assert "For a pilot, a workshop or a small service." in text
    assert "Members and officers answer in private, then one position is agreed." in text
    assert "there is no comparison" in text


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"smallest_group": "4"}, "Smallest group must be 5 to 100"),
        ({"smallest_group": "five"}, "Smallest group must be a whole number, like 5"),
        (date_fields("opens_on", TODAY - timedelta(1)), "First day for answers must be today or later"),
        (
            date_fields("opens_on", TODAY + timedelta(9)) | date_fields("closes_on", TODAY + timedelta(8)),
            "Last day for answers must be the first day or later",
        ),
        ({"opens_on-day": "31", "opens_on-month": "2", "opens_on-year": "2030"}, "must be a real date"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(lead: Browser, fields: dict[str, str], message: str) -> None:
    page = lead.post_form("/assessments/new", SEPARATELY | fields, 422)
    assert message in page.errors()[0]


def test_what_is_asked_for_the_other_way_is_not_looked_at(lead: Browser) -> None:
    assert lead.post_form("/assessments/new", {"title": "Pilot", "smallest_group": "x"}).h1 == "Pilot"


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"smallest_group": "4"}, "Smallest group must be 5 to 100"),
        ({"retention_days": "731"}, "Days after the sign-off must be 0 to 730"),
        ({"retention_days": "soon"}, "Days after the sign-off must be a whole number, like 90"),
    ],
)
def test_the_councils_settings_keep_their_limits(administrator: Browser, fields: dict[str, str], message: str) -> None:
    assert administrator.post_form("/settings", fields, 422).errors() == [message]


def test_the_settings_begin_with_anonymous_after_90_days(app: Flask) -> None:
    with app.app_context():
        owner = db.session.get_one(Council, 1)
    assert (owner.smallest_group, owner.retention, owner.retention_days) == (5, Retention.ANONYMISE, 90)


# What may still change


def test_the_way_is_free_until_something_is_answered(lead: Browser, app: Flask, assessment_url: str) -> None:
    lead.post_form(f"{assessment_url}/edit", {"way": "separately"})
    assert only_assessment(app).stage is Stage.PREPARING
    lead.post_form(f"{assessment_url}/edit", {"way": "together"})
    lead.autosave(lead.get(f"{assessment_url}/themes/finance/fv1"), {"current": "2"})
    page = lead.post_form(f"{assessment_url}/edit", {"way": "separately"}, 422)
    assert "Somebody has answered already" in page.errors()[0]
    assert only_assessment(app).way is Way.TOGETHER


@pytest.mark.parametrize(
    ("before", "fields", "is_kept"),
    [
        (Privacy.GROUPED, {"privacy": "named"}, False),
        (Privacy.NAMED, {"privacy": "grouped"}, True),
        (Privacy.GROUPED, {"smallest_group": "6"}, False),
        (Privacy.GROUPED, {"smallest_group": "9"}, True),
    ],
)
def test_privacy_is_never_loosened_once_somebody_has_begun(
    lead: Browser, app: Flask, before: Privacy, fields: dict[str, str], is_kept: bool
) -> None:
    number = voices.start(app, before, smallest_group=8)
    (person,) = voices.add_people(app, number, members=1, officers=0)
    page = lead.get(f"{url_of(number)}/edit")
    tell(app, person)  # while the page is open
    lead.press(page, fields, 200 if is_kept else 422)


def test_before_anybody_has_begun_it_can_be_loosened(lead: Browser, app: Flask) -> None:
    number = voices.start(app, smallest_group=8)
    voices.add_people(app, number)
    lead.post_form(f"{url_of(number)}/edit", {"privacy": "named", "smallest_group": "5"})
    found = only_assessment(app)
    assert (found.privacy, found.smallest_group) == (Privacy.NAMED, 5)


@pytest.mark.parametrize("fields", [{"privacy": "named"}, {"smallest_group": "20"}])
def test_once_compared_neither_changes(lead: Browser, app: Flask, separately: int, fields: dict[str, str]) -> None:
    voices.close(app, separately)
    compare(app, separately)
    page = lead.post_form(f"{url_of(separately)}/edit", fields, 422)
    assert "have been compared already" in page.errors()[0]


def compare(app: Flask, number: int) -> None:
    with app.test_request_context():
        assert find_comparison(db.session.get_one(Assessment, number)) is not None


# Stages


def test_it_is_not_opened_for_nobody(lead: Browser, app: Flask) -> None:
    number = voices.start(app, stage=Stage.PREPARING)
    page = lead.get(f"{url_of(number)}/stage")
    assert "Add at least one participant first." in page.text
    lead.post(f"{url_of(number)}/stage", {"seen": "preparing", "to": "open"}, 409)
    voices.add_people(app, number, members=1, officers=0)
    assert "is open for answers now" in move(lead, number, "open").text


def test_it_opens_by_itself_only_where_everybody_has_a_group(lead: Browser, app: Flask, assessment_url: str) -> None:
    """Who was let in while it was done together has none, and their answers would count in no group."""
    day = date.today() + timedelta(days=3)
    first = {"opens_on-day": str(day.day), "opens_on-month": str(day.month), "opens_on-year": str(day.year)}
    page = lead.post_form(f"{assessment_url}/edit", {"way": "separately"} | first, 422)
    assert "Say first of every participant" in page.errors()[0]
    lead.post_form(f"{assessment_url}/edit", {"way": "separately"})
    page = lead.get(f"{assessment_url}/people")
    assert "Not in a group yet (1)" in page.text
    address = page.links()["Omar Officer"]
    lead.post_form(address, {"group": "officer"}, action=address)
    assert "Not in a group yet" not in lead.get(f"{assessment_url}/people").text
    lead.post_form(f"{assessment_url}/edit", first)
    assert only_assessment(app).opens_on == day


def test_the_lead_moves_it_all_the_way_and_it_is_recorded(lead: Browser, app: Flask) -> None:
    number = voices.start(app, stage=Stage.PREPARING)
    voices.add_people(app, number)
    for stage in ("open", "closed", "agreed"):
        move(lead, number, stage)
        assert on_stage(app, number).value == stage
    with app.app_context():
        events = [event.subject for event in db.session.query(Event).filter_by(what="stage.moved")]
    assert events == ["open for answers", "closed for answers", "agreed"]


def test_it_opens_again_only_while_nothing_was_compared(lead: Browser, app: Flask, separately: int) -> None:
    move(lead, separately, "closed")
    move(lead, separately, "open")
    move(lead, separately, "closed")
    stale = lead.get(f"{url_of(separately)}/stage")
    compare(app, separately)
    assert "stays closed" in lead.get(stale.path).text
    lead.post(stale.path, {"seen": "closed", "to": "open"}, 409)
    assert on_stage(app, separately) is Stage.CLOSED


def test_what_is_left_undone_is_said_and_allowed(lead: Browser, app: Flask, separately: int) -> None:
    voices.close(app, separately)
    page = lead.get(f"{url_of(separately)}/stage")
    assert "No characteristic has a position yet" in page.text
    move(lead, separately, "agreed")
    move(lead, separately, "closed")


def test_together_goes_from_open_to_agreed_and_back(lead: Browser, app: Flask, assessment_url: str) -> None:
    number = int(assessment_url.split("/")[-1])
    move(lead, number, "agreed")
    lead.post(f"{assessment_url}/themes/finance/fv1", {"current": "2"}, 403)
    move(lead, number, "open")
    assert on_stage(app, number) is Stage.OPEN


def test_a_second_person_who_moved_it_meanwhile_is_not_overtaken(lead: Browser, separately: int) -> None:
    page = lead.get(f"{url_of(separately)}/stage")
    move(lead, separately, "closed")
    move(lead, separately, "agreed")
    again = lead.press(page, {}, 409, action=f"{url_of(separately)}/stage")
    assert "This assessment is agreed by now, so nothing was moved." in again.text


def test_the_same_button_pressed_twice_is_no_problem(lead: Browser, app: Flask, separately: int) -> None:
    page = lead.get(f"{url_of(separately)}/stage")
    for _ in range(2):
        lead.press(page, {}, action=f"{url_of(separately)}/stage")
    assert on_stage(app, separately) is Stage.CLOSED


@pytest.mark.parametrize("to", ["signed-off", "preparing", "agreed", "nonsense", ""])
def test_no_stage_is_left_out(lead: Browser, app: Flask, separately: int, to: str) -> None:
    lead.post(f"{url_of(separately)}/stage", {"seen": "open", "to": to}, 400)
    assert on_stage(app, separately) is Stage.OPEN


@pytest.mark.parametrize("handle", ["officer", "viewer"])
def test_only_the_lead_moves_it(browser_of: Callable[[str], Browser], assessment_url: str, handle: str) -> None:
    browser = browser_of(handle)
    browser.get(f"{assessment_url}/stage", 403)
    browser.post(f"{assessment_url}/stage", {"seen": "open", "to": "agreed"}, 403)
    browser.post(f"{assessment_url}/stage/window", {"seen": "open"}, 403)


# The window


def test_it_opens_and_closes_by_its_days(lead: Browser, app: Flask) -> None:
    number = voices.start(app, stage=Stage.PREPARING)
    voices.add_people(app, number)
    page = lead.get(f"{url_of(number)}/stage")
    days = date_fields("opens_on", TODAY) | date_fields("closes_on", TODAY)
    assert "It is open for answers now." in lead.press(page, days, action=f"{page.path}/window").text
    with app.app_context(), writing():
        db.session.get_one(Assessment, number).closes_on = TODAY - timedelta(1)
        db.session.get_one(Assessment, number).opens_on = TODAY - timedelta(2)
    assert on_stage(app, number) is Stage.CLOSED
    move(lead, number, "open")
    assert on_stage(app, number) is Stage.OPEN


def test_a_window_that_was_over_and_compared_cannot_be_extended(lead: Browser, app: Flask) -> None:
    number = voices.start(app, closes_on=TODAY)
    voices.add_people(app, number)
    page = lead.get(f"{url_of(number)}/stage")
    with app.app_context(), writing():
        db.session.get_one(Assessment, number).closes_on = TODAY - timedelta(1)
    compare(app, number)
    later = date_fields("closes_on", TODAY + timedelta(5))
    again = lead.press(page, later, 409, action=f"{page.path}/window")
    assert "closed for answers by now" in again.text
    lead.post(f"{page.path}/window", later | {"seen": "closed"}, 400)
    assert on_stage(app, number) is Stage.CLOSED


def test_a_day_of_the_past_is_refused(lead: Browser, separately: int) -> None:
    page = lead.get(f"{url_of(separately)}/stage")
    fields = date_fields("closes_on", TODAY - timedelta(1))
    assert lead.press(page, fields, 422, action=f"{page.path}/window").errors() == ["Last day must be today or later"]


# The lead


def test_the_lead_is_handed_over_and_the_former_lead_may_look_on(
    lead: Browser, officer: Browser, app: Flask, separately: int
) -> None:
    page = lead.post_form(f"{url_of(separately)}/lead", {"new_lead": str(user_id(app, "officer"))})
    assert "Omar Officer leads" in page.text
    assert "Stage" in officer.get(url_of(separately)).links()
    lead.get(f"{url_of(separately)}/stage", 403)
    with app.app_context():
        (former,) = db.session.query(Participant).filter_by(user_id=user_id(app, "lead"))
    assert former.role is Part.VIEWER


def test_nobody_else_hands_it_over(officer: Browser, administrator: Browser, app: Flask, assessment_url: str) -> None:
    fields = {"new_lead": str(user_id(app, "officer"))}
    officer.post(f"{assessment_url}/lead", fields, 403)
    administrator.post(f"{assessment_url}/lead", fields, 404)


# The page of each


@pytest.mark.parametrize(
    ("stage", "handle", "wanted"),
    [
        (Stage.PREPARING, "lead", "Add people and make their private links"),
        (Stage.OPEN, "lead", "Close it for answers"),
        (Stage.CLOSED, "lead", "Agree the position"),
        (Stage.AGREED, "lead", "Ask Mary Member to sign it off"),
        (Stage.AGREED, "member", "Read it and sign it off"),
        (Stage.OPEN, "officer", "Read who will see what, and begin to answer"),
        (Stage.CLOSED, "viewer", "The position is being agreed."),
        (Stage.AGREED, "viewer", "See the results"),
    ],
)
def test_the_page_says_first_what_this_person_can_do(
    browser_of: Callable[[str], Browser], app: Flask, stage: Stage, handle: str, wanted: str
) -> None:
    number = voices.start(app, stage=stage, sponsor="member")
    voices.add_person(app, number, user="officer")
    voices.add_person(app, number, None, user="viewer", role=Part.VIEWER)
    assert wanted in browser_of(handle).get(url_of(number)).text


def test_the_list_says_stage_and_way(lead: Browser, separately: int, assessment_url: str) -> None:
    text = lead.get("/assessments").text
    assert "Done separately, open for answers" in text
    assert "Done together, open for answers" in text
    assert "0 of 27 answered" in text
