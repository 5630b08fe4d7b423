"""The plan: actions added, changed, told of, filtered, deleted; due dates; and what goes on into a later assessment."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask, g

from app.accounts.tables import Role, User
from app.assessment.access import find_standings
from app.assessment.tables import Assessment, Position, Stage
from app.audit.tables import Event
from app.cli import people_commands
from app.database import db, utc_now, writing
from app.maturity.changes import Changes
from app.participation.tables import Part
from app.plan.calendar import escape, fold
from app.plan.carrying import outcome_of_plan, take_plan_along
from app.plan.due import due_for
from app.plan.tables import Action, ActionResource, ActionUpdate, Focus, Moved, Progress, Review, ReviewEntry
from app.resources.tables import Resource, ResourceStep
from tests import plans, voices
from tests.browsing import Browser, Page, fields_of, squeeze
from tests.test_many_people import queries

TODAY = date.today()
NASTY = "<b>=1+1</b>; a, b\\ 🙂 " + "long and longer " * 8


@pytest.fixture
def number(app: Flask) -> int:
    return plans.agreed(app)


@pytest.fixture
def url(number: int) -> str:
    return f"/assessments/{number}/plan"


def send(browser: Browser, path: str, fields: dict[str, Any], status: int = 200) -> Page:
    """The one form of a page."""
    page = browser.get(path)
    return press(browser, page, fields, status)


def press(browser: Browser, page: Page, fields: dict[str, Any], status: int = 200, form: str = "action") -> Page:
    return browser.press(page, fields, status, action=page.by_id(form).get("action"))


def day(name: str, value: date) -> dict[str, str]:
    return {f"{name}-day": str(value.day), f"{name}-month": str(value.month), f"{name}-year": str(value.year)}


def the_action(app: Flask, number: int | None = None) -> Action:
    with app.app_context():
        query = db.session.query(Action)
        return (query.filter_by(id=number) if number else query).one()


def events(app: Flask, what: str) -> list[str]:
    with app.app_context():
        return [event.subject for event in db.session.query(Event).filter_by(what=what).order_by(Event.id)]


def whats(page: Page) -> list[str]:
    cards = [one for one in page.find("p") if "app-action__what" in one.get("class", "")]
    return ["".join(card.itertext()).strip() for card in cards]


def words_in(form: Page, name: str) -> str:
    return str(fields_of(form.by_id("action"))[name])


# Adding


def test_an_empty_plan_says_so_and_warns(lead: Browser, url: str) -> None:
    page = lead.get(url)
    assert page.h1 == "The plan"
    assert "No actions yet." in page.text
    assert "14 characteristics have a target above the current level and no action yet." in page.text


def test_an_action_is_added_with_all_it_may_hold(app: Flask, lead: Browser, number: int, url: str) -> None:
    due = TODAY + timedelta(days=100)
    texts = {
        "what": NASTY,
        "lead_officer": "  Omar   Officer ",
        "success_measure": "Ninety per cent",
        "benefit_note": "Calm",
        "cost_note": "=2+2",
    }
    page = send(
        lead, f"{url}/new?code=up1", texts | day("starts_on", TODAY) | day("due_on", due) | {"status": "on-track"}
    )
    assert page.path == url
    assert "The action is added to the plan." in page.text
    assert whats(page) == [NASTY.strip()]
    assert "1 action: 1 on track" in page.text
    action = the_action(app)
    assert (action.code, action.lead_officer, action.starts_on, action.due_on) == ("UP1", "Omar Officer", TODAY, due)
    assert (action.success_measure, action.benefit_note, action.cost_note) == ("Ninety per cent", "Calm", "=2+2")
    assert action.status is Progress.ON_TRACK
    assert events(app, "action.added") == ["UP1"]


def test_what_is_missing_is_said_and_nothing_typed_is_lost(lead: Browser, url: str) -> None:
    page = send(lead, f"{url}/new", {"lead_officer": "Omar"}, 422)
    assert page.errors() == ["Select the characteristic that it is for", "Enter what will be done"]
    assert words_in(page, "lead_officer") == "Omar"


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"due_on-day": "31", "due_on-month": "2", "due_on-year": "2027"}, "Due date must be a real date"),
        ({"due_on-day": "1", "due_on-month": "2", "due_on-year": "1927"}, "Due date must be between 2000 and 2099"),
        ({"what": "x" * 1_001}, "What will be done must be 1,000 characters or fewer"),
        ({"lead_officer": "x" * 121}, "Lead officer must be 120 characters or fewer"),
        ({"status": "stopped"}, "Enter why it is stopped"),
        ({"success_measure": "x" * 1_001}, "Success measure must be 1,000 characters or fewer"),
        (
            {"status": "stopped", "stopped_reason": "x" * 1_001},
            "Why it is stopped must be 1,000 characters or fewer",
        ),
    ],
)
def test_bad_input_is_answered_with_a_sentence(lead: Browser, url: str, fields: dict[str, str], error: str) -> None:
    assert send(lead, f"{url}/new?code=UP1", {"what": "Do it"} | fields, 422).errors() == [error]


def test_it_is_due_on_its_start_or_later(lead: Browser, url: str) -> None:
    wrong = {"what": "Do it"} | day("starts_on", TODAY) | day("due_on", TODAY - timedelta(days=1))
    page = send(lead, f"{url}/new?code=UP1", wrong, 422)
    assert page.errors() == ["Due date must be the start date or later"]
    send(lead, f"{url}/new?code=UP1", wrong | day("due_on", TODAY))


def test_a_button_pressed_twice_adds_one(app: Flask, lead: Browser, url: str) -> None:
    page = lead.get(f"{url}/new?code=UP1")
    for _ in range(2):
        press(lead, page, {"what": "Do it"})
    assert the_action(app).what == "Do it"


# What it begins from


def test_it_begins_from_the_next_level_and_its_unticked_criteria(
    app: Flask, lead: Browser, number: int, url: str
) -> None:
    with app.app_context():
        one = db.session.get_one(Assessment, number).model.by_code["UP1"]
    plans.change(app, number, "UP1", criteria="3.1")
    level = one.levels[3]  # it is at the second
    page = lead.get(f"{url}/new?code=UP1&from=level")
    assert words_in(page, "what").strip() == level.descriptor
    assert words_in(page, "success_measure").split("\n") == list(level.criteria[1:])
    page = lead.get(f"{url}/new?code=UP1")
    address = page.links()[f"Make this an action: {level.criteria[1]}"]
    assert words_in(lead.get(address), "what") == level.criteria[1]
    every = lead.get(f"{url}/new?code=UP1&from=criteria")
    assert words_in(every, "what").split("\n") == list(level.criteria[1:])
    press(lead, every, {"what": "Our own words"})
    assert the_action(app).what == "Our own words"


@pytest.mark.parametrize(
    "query", ["code=ZZ9&from=level", "code=CD6&from=level", "from=criteria", "code=UP1&from=resource&resource=none"]
)
def test_an_address_that_offers_nothing_gives_an_empty_form(lead: Browser, url: str, query: str) -> None:
    assert words_in(lead.get(f"{url}/new?{query}"), "what") == ""


@pytest.mark.usefixtures("hub")
def test_a_resource_of_the_hub_is_added_to_a_plan(app: Flask, lead: Browser, stranger: Browser, number: int) -> None:
    with app.app_context():
        step = db.session.query(ResourceStep).order_by(ResourceStep.resource_id).first()
        assert step is not None
        resource = db.session.get_one(Resource, step.resource_id)
        slug, code, title = resource.slug, step.code, resource.title
    page = lead.get(f"/resources/{slug}")
    assert "Add to plan" in page.text
    address = next(it for it in page.links().values() if f"code={code}&" in it and "from=resource" in it)
    page = lead.get(address)
    assert title in words_in(page, "what")
    assert slug in fields_of(page.by_id("action")).getlist("resources")
    press(lead, page, {"what": "Work through it"})
    with app.app_context():
        assert db.session.query(ActionResource).count() == 1
    assert title in lead.get(f"/assessments/{number}/plan").links()
    assert "Add to plan" not in stranger.get(f"/resources/{slug}").text


@pytest.mark.usefixtures("hub")
def test_resources_are_chosen_from_what_fits_the_gap_and_taken_off_again(app: Flask, lead: Browser, url: str) -> None:
    page = lead.get(f"{url}/new?code=UP1")
    boxes = [box.get("value") for box in page.find("input", type="checkbox", name="resources")]
    assert len(boxes) == 3
    press(lead, page, {"what": "Read", "resources": [boxes[0], boxes[2]]})
    number = the_action(app).id
    edit = lead.get(f"{url}/{number}/edit")
    assert sorted(fields_of(edit.by_id("action")).getlist("resources")) == sorted(str(b) for b in (boxes[0], boxes[2]))
    press(lead, edit, {"resources": [boxes[2], "no-such-thing"]})
    with app.app_context():
        assert db.session.query(ActionResource).count() == 1


def test_the_form_says_what_a_link_beside_it_does(lead: Browser, url: str) -> None:
    (aside,) = lead.get(f"{url}/new?code=UP1").find("aside")
    said = squeeze("".join(aside.itertext()))
    assert said.startswith("The next level: Mature Each link below replaces what is in the form.")


# Changing


def test_an_action_is_changed_and_a_new_status_is_told(app: Flask, lead: Browser, number: int, url: str) -> None:
    due = TODAY - timedelta(days=5)
    action = plans.add_action(app, number, "UP1", due_on=due)
    assert "Overdue since" in lead.get(url).text
    stopped = {"status": "stopped", "stopped_reason": "No money."}
    page = send(lead, f"{url}/{action}/edit", stopped)
    assert "Stopped because: No money." in page.text
    assert "Was due" in page.text
    assert "Lena Lead" in page.text
    kept = the_action(app)
    assert (kept.due_on, kept.row_version, kept.stopped_reason) == (due, 2, "No money.")
    assert events(app, "action.changed") == ["UP1"]
    send(lead, f"{url}/{action}/edit", {"status": "on-track"})
    assert the_action(app).stopped_reason == ""


def test_two_who_change_it_at_once_see_both_and_choose(app: Flask, lead: Browser, number: int, url: str) -> None:
    action = plans.add_action(app, number, "UP1")
    one, other = lead.get(f"{url}/{action}/edit"), lead.get(f"{url}/{action}/edit")
    press(lead, one, {"what": "Theirs"})
    page = press(lead, other, {"what": "Mine"}, 409)
    assert page.errors() == ["This action was changed after you opened it. Choose which should stand"]
    row = [["".join(cell.itertext()) for cell in row] for row in page.by_id("conflict").iter("tr")][1]
    assert [text for text in row if text.strip()] == ["What will be done", "Theirs", "Mine"]
    assert words_in(page, "what") == "Mine"
    press(lead, page, {"replaces": "2"})
    assert the_action(app).what == "Mine"


def test_one_deleted_meanwhile_can_be_added_again(app: Flask, lead: Browser, number: int, url: str) -> None:
    action = plans.add_action(app, number, "UP1")
    page = lead.get(f"{url}/{action}/edit")
    lead.post_form(f"{url}/{action}/delete", {})
    page = press(lead, page, {"what": "Typed meanwhile"}, 409)
    assert "This action was deleted after you opened it." in page.errors()[0]
    press(lead, page, {})
    assert the_action(app).what == "Typed meanwhile"


def test_one_deleted_while_a_faulty_form_is_typed_can_be_added_again(
    app: Flask, lead: Browser, number: int, url: str
) -> None:
    action = plans.add_action(app, number, "UP1")
    page = lead.get(f"{url}/{action}/edit")
    lead.post_form(f"{url}/{action}/delete", {})
    page = press(lead, page, {"what": "", "success_measure": "Typed meanwhile"}, 422)
    assert "This action was deleted after you opened it." in page.errors()[0]
    assert "Enter what will be done" in page.text
    press(lead, page, {"what": "Once more"})
    assert the_action(app).success_measure == "Typed meanwhile"


def test_an_update_on_one_deleted_meanwhile_is_shown_again(app: Flask, lead: Browser, number: int, url: str) -> None:
    action = plans.add_action(app, number, "UP1")
    page = lead.get(f"{url}/{action}")
    lead.post_form(f"{url}/{action}/delete", {})
    page = press(lead, page, {"text": "Typed meanwhile"}, 404, form="update")
    assert "What you opened was deleted meanwhile, so nothing is saved." in page.text
    assert "Typed meanwhile" in page.text


def test_who_has_no_part_in_it_is_told_nothing_of_what_was_deleted(stranger: Browser, url: str) -> None:
    assert "deleted" not in stranger.post(f"{url}/1/update", {"text": "Mine"}, 404).text


@pytest.mark.usefixtures("hub")
def test_a_conflict_names_a_resource_by_its_title(app: Flask, lead: Browser, number: int, url: str) -> None:
    action = plans.add_action(app, number, "UP1")
    page = lead.get(f"{url}/{action}/edit")
    slug = str(page.find("input", type="checkbox", name="resources")[0].get("value"))
    with app.app_context():
        title = db.session.query(Resource).filter_by(slug=slug).one().title
    send(lead, f"{url}/{action}/edit", {"what": "Theirs"})
    both = press(lead, page, {"resources": [slug]}, 409).text_of("conflict")
    assert title in both
    assert slug not in both


def test_the_action_of_another_assessment_is_not_found(app: Flask, lead: Browser, url: str) -> None:
    other = plans.add_action(app, plans.agreed(app), "UP1")
    for address in (f"{url}/{other}", f"{url}/{other}/edit", f"{url}/{other}/delete", f"{url}/{2**70}"):
        lead.get(address, 404)


def test_one_saved_twice_is_no_conflict(app: Flask, lead: Browser, number: int, url: str) -> None:
    action = plans.add_action(app, number, "UP1")
    page = lead.get(f"{url}/{action}/edit")
    for _ in range(2):
        press(lead, page, {"what": "Mine", "status": "on-track"})
    assert the_action(app).row_version == 2
    assert events(app, "action.changed") == ["UP1"]


@pytest.mark.usefixtures("hub")
def test_what_is_ticked_stays_ticked_where_the_form_comes_back(
    app: Flask, lead: Browser, number: int, url: str
) -> None:
    page = lead.get(f"{url}/new?code=UP1")
    chosen = [str(box.get("value")) for box in page.find("input", type="checkbox", name="resources")][:2]
    back = press(lead, page, {"code": "FV1", "what": "", "resources": chosen}, 422)
    assert set(chosen) <= set(fields_of(back.by_id("action")).getlist("resources"))
    back = press(lead, back, {"code": ""}, 422)
    assert set(chosen) <= set(fields_of(back.by_id("action")).getlist("resources"))
    action = plans.add_action(app, number, "FV1")
    edit = lead.get(f"{url}/{action}/edit")
    lead.post_form(f"{url}/{action}/delete", {})
    gone = press(lead, edit, {"resources": chosen}, 409)
    press(lead, gone, {})
    with app.app_context():
        assert db.session.query(ActionResource).filter_by(action_id=the_action(app).id).count() == 2


def test_one_changed_meanwhile_is_not_deleted_unseen(app: Flask, lead: Browser, number: int, url: str) -> None:
    action = plans.add_action(app, number, "UP1")
    page = lead.get(f"{url}/{action}/delete")
    send(lead, f"{url}/{action}/edit", {"what": "Changed meanwhile"})
    page = lead.press(page, {}, 409)
    assert page.errors() == ["This action was changed after you opened it. Read it again before you delete it"]
    assert "Changed meanwhile" in page.text
    assert "The action is deleted." in lead.press(page, {}).text
    lead.post(f"{url}/{action}/delete", {}, 404)


# Progress


def test_an_update_sent_twice_is_one(app: Flask, lead: Browser, number: int, url: str) -> None:
    action = plans.add_action(app, number, "UP1")
    page = lead.get(f"{url}/{action}")
    for _ in range(2):
        assert "The update is saved." in press(lead, page, {"text": "Begun."}, form="update").text
    with app.app_context():
        assert db.session.query(ActionUpdate).one().text == "Begun."
    assert events(app, "action.updated") == ["UP1"]


def test_updates_say_who_and_when_the_latest_first(app: Flask, lead: Browser, number: int, url: str) -> None:
    action = plans.add_action(app, number, "UP1")
    for status, text in (("on-track", "Begun."), ("at-risk", "<i>Staff</i> left")):
        page = press(lead, lead.get(f"{url}/{action}"), {"status": status, "text": text}, form="update")
    said = [" ".join("".join(card.itertext()).split()) for card in page.find("li", class_="app-card")]
    assert len(said) == 2
    assert "At risk" in said[0]
    assert "Lena Lead" in said[0]
    assert "<i>Staff</i> left" in said[0]
    assert the_action(app).status is Progress.AT_RISK
    assert events(app, "action.updated") == ["UP1", "UP1"]
    assert "<i>Staff</i> left" in lead.get(url).text


def test_the_lead_officer_of_an_action_tells_of_its_progress_and_changes_nothing_else(
    app: Flask, browser_of: Callable[[str], Browser], number: int, url: str
) -> None:
    for handle in ("officer", "viewer"):
        voices.add_person(app, number, None, user=handle, role=Part.VIEWER)
    own = plans.add_action(app, number, "UP1", lead_officer="omar  officer")
    other = plans.add_action(app, number, "UP2", lead_officer="Somebody Else")
    officer = browser_of("officer")
    press(officer, officer.get(f"{url}/{own}"), {"status": "on-track", "text": "Begun."}, form="update")
    with app.app_context():
        assert db.session.query(ActionUpdate).one().by_id == voices.find_user("officer")
    for browser, action in ((officer, other), (browser_of("viewer"), own)):
        assert not browser.get(f"{url}/{action}").find("form", id="update")
        said = browser.post(f"{url}/{action}/update", {"status": "complete", "text": "Done."}, 403).text
        assert "Only its lead officer and the lead of this assessment can report its progress." in said
    for what in ("edit", "delete"):
        officer.get(f"{url}/{own}/{what}", 403)


def test_an_update_needs_a_word_or_another_status(app: Flask, lead: Browser, number: int, url: str) -> None:
    action = plans.add_action(app, number, "UP1")
    page = press(lead, lead.get(f"{url}/{action}"), {}, 422, form="update")
    assert page.errors() == ["Enter what has happened, or choose another status"]
    page = press(lead, page, {"status": "stopped"}, 422, form="update")
    assert page.errors() == ["Enter why it is stopped"]
    press(lead, page, {"status": "stopped", "text": "Merged."}, form="update")
    assert the_action(app).stopped_reason == "Merged."


def test_an_update_of_an_action_that_has_changed_waits(app: Flask, lead: Browser, number: int, url: str) -> None:
    action = plans.add_action(app, number, "UP1")
    page = lead.get(f"{url}/{action}")
    send(lead, f"{url}/{action}/edit", {"what": "Something else"})
    page = press(lead, page, {"text": "All well."}, 409, form="update")
    assert "This action was changed after you opened it." in page.errors()[0]
    press(lead, page, {}, form="update")
    with app.app_context():
        assert db.session.query(ActionUpdate).one().text == "All well."


def test_only_one_without_updates_is_deleted(app: Flask, lead: Browser, number: int, url: str) -> None:
    action, other = (plans.add_action(app, number, code) for code in ("UP1", "UP2"))
    assert "The action is deleted." in lead.post_form(f"{url}/{action}/delete", {}).text
    assert events(app, "action.deleted") == ["UP1"]
    press(lead, lead.get(f"{url}/{other}"), {"text": "Begun."}, form="update")
    page = lead.get(f"{url}/{other}/delete")
    assert "it stays in the plan" in page.text
    lead.post(f"{url}/{other}/delete", {}, 409)
    assert the_action(app).id == other


# The list


@pytest.fixture
def filled(app: Flask, number: int) -> None:
    plans.add_action(app, number, "FV1", what="Late", lead_officer="Omar Officer", due_on=TODAY - timedelta(days=1))
    plans.add_action(app, number, "UP1", what="Soon", lead_officer="Lena Lead", due_on=TODAY + timedelta(days=3))
    plans.add_action(app, number, "UP1", what="Done", lead_officer="lena lead", status="complete", due_on=TODAY)
    plans.add_action(app, number, "UP2", what="Nobody’s")
    plans.focus(app, number, "UP1", is_priority=True)
    plans.focus(app, number, "LP1", is_priority=True)


@pytest.mark.usefixtures("filled")
def test_it_is_grouped_by_theme_and_characteristic_in_the_models_order(lead: Browser, url: str) -> None:
    page = lead.get(url)
    assert whats(page) == ["Done", "Soon", "Nobody’s", "Late"]
    assert "4 actions: 3 not started, 1 complete; 1 overdue" in page.text
    assert "A priority without an action." in page.text


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("officer=LENA LEAD", ["Done", "Soon"]),
        ("officer=(nobody)", ["Nobody’s"]),
        ("officer=Gone", []),
        ("theme=finance", ["Late"]),
        ("theme=none&status=none", ["Done", "Soon", "Nobody’s", "Late"]),
        ("status=complete", ["Done"]),
        ("status=overdue", ["Late"]),
        ("status=unfinished", ["Soon", "Nobody’s", "Late"]),
        ("priority=1", ["Done", "Soon"]),
        ("priority=1&status=not-started&officer=Lena Lead", ["Soon"]),
    ],
)
def test_filters_stand_in_the_address(lead: Browser, url: str, query: str, shown: list[str]) -> None:
    page = lead.get(f"{url}?{query}")
    assert whats(page) == shown
    if not shown:
        assert "No action is like that." in page.text


@pytest.mark.usefixtures("filled")
def test_the_form_keeps_what_is_filtered_and_so_does_the_calendar(lead: Browser, url: str) -> None:
    page = lead.get(f"{url}?officer=Omar+Officer&status=overdue&priority=1")
    sent = fields_of(page.form(url))
    assert dict(sent) == {"officer": "Omar Officer", "theme": "", "status": "overdue", "priority": "1"}
    address = page.links()["Due dates as a calendar file (.ics)"]
    assert address == f"{url}.ics?officer=Omar+Officer&status=overdue&priority=1"


@pytest.mark.usefixtures("filled")
def test_nothing_unprintable_comes_back_out_of_an_address(lead: Browser, url: str) -> None:
    page = lead.get(f"{url}?officer=Lena%00%08%1b%20Lead%E2%80%AE&theme=%00&status=%08")
    assert whats(page) == ["Done", "Soon"]


@pytest.mark.usefixtures("hub")
def test_a_long_plan_asks_the_database_as_often_as_a_short_one(
    app: Flask, lead: Browser, number: int, url: str
) -> None:
    pages = (url, f"{url}.ics", "/")
    add_busy_actions(app, number, 2)
    for page in pages:
        lead.client.get(page)
    few = [asked_by(app, lead, page) for page in pages]
    add_busy_actions(app, number, 60)
    assert [asked_by(app, lead, page) for page in pages] == few


def add_busy_actions(app: Flask, number: int, count: int) -> None:
    """Each with an update and two resources, due today; every other one is the lead’s."""
    with app.app_context(), writing():
        resources = db.session.query(Resource.id).limit(2).all()
        for at in range(count):
            officer = "Lena Lead" if at % 2 else "Omar Officer"
            action = Action(assessment_id=number, code="UP1", what="Do it", due_on=TODAY, lead_officer=officer)
            db.session.add(action)
            db.session.flush()
            db.session.add(ActionUpdate(action_id=action.id, by_id=voices.find_user("lead"), status=action.status))
            db.session.add_all(ActionResource(action_id=action.id, resource_id=one.id) for one in resources)


def asked_by(app: Flask, browser: Browser, page: str) -> int:
    with queries(app) as asked:
        assert browser.client.get(page).status_code == 200
    return len(asked)


def test_others_read_it_and_change_nothing(
    app: Flask, browser_of: Callable[[str], Browser], number: int, url: str
) -> None:
    action = plans.add_action(app, number, "UP1")
    voices.add_person(app, number, None, user="viewer", role=Part.VIEWER)
    viewer = browser_of("viewer")
    assert whats(viewer.get(url)) == ["Do something about UP1"]
    assert not viewer.get(f"{url}/{action}").find("form", id="update")
    viewer.get(f"{url}/new", 403)
    viewer.get(f"{url}/{action}/edit", 403)


def test_it_stays_live_after_the_sign_off(app: Flask, lead: Browser, number: int, url: str) -> None:
    plans.sign(app, number)
    send(lead, f"{url}/new?code=UP1", {"what": "Later"})
    assert whats(lead.get(url)) == ["Later"]


# The calendar


def unfolded(content: bytes) -> list[str]:
    assert content.endswith(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    return content.decode().replace("\r\n ", "").split("\r\n")[:-1]


def test_the_calendar_holds_what_is_due_and_not_finished(app: Flask, lead: Browser, number: int, url: str) -> None:
    action = plans.add_action(app, number, "UP1", what=NASTY, due_on=date(2027, 12, 31), lead_officer="Zoë Ö")
    plans.add_action(app, number, "UP2", due_on=TODAY, status="complete")
    plans.add_action(app, number, "UP2")
    response = lead.client.get(f"{url}.ics")
    assert response.mimetype == "text/calendar"
    assert response.headers["Content-Disposition"] == "attachment; filename=plan-agreed-2026.ics"
    lines = unfolded(response.data)
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert lines.count("BEGIN:VEVENT") == 1
    assert "DTSTART;VALUE=DATE:20271231" in lines
    assert "DTEND;VALUE=DATE:20280101" in lines
    assert any(line.startswith("SUMMARY:Due: <b>=1+1</b>\\; a\\, b\\\\ 🙂 long") for line in lines)
    assert any("\\nLead officer: Zoë Ö\\n" in line for line in lines)
    assert f"URL:http://localhost{url}/{action}" in lines


def test_an_event_keeps_its_uid_when_its_date_moves(app: Flask, lead: Browser, number: int, url: str) -> None:
    action = plans.add_action(app, number, "UP1", due_on=TODAY)
    found = []
    for due in (TODAY, TODAY + timedelta(days=9)):
        send(lead, f"{url}/{action}/edit", day("due_on", due))
        lines = unfolded(lead.client.get(f"{url}.ics").data)
        found.append([line for line in lines if line.startswith(("UID:", "SEQUENCE:"))])
    assert found[0][0] == found[1][0]
    assert [one[1] for one in found] == ["SEQUENCE:0", "SEQUENCE:1"]


def test_text_is_escaped_and_folded_between_letters() -> None:
    assert escape("a\\b;c,d\r\ne") == "a\\\\b\\;c\\,d\\ne"
    folded = fold("é" * 100).split("\r\n ")
    assert "".join(folded) == "é" * 100
    assert [len(part.encode()) for part in folded] == [74, 74, 52]


# What is due


def due(app: Flask, handle: str) -> list[str]:
    with app.test_request_context():
        g.user = db.session.get_one(User, voices.find_user(handle))
        return [one.action.what for one in due_for(g.user, find_standings(), date.today())]


def test_what_is_overdue_or_due_soon_ones_own_first(app: Flask, number: int) -> None:
    for what, days, officer, status in (
        ("Far", 31, "Lena Lead", "not-started"),
        ("Soon", 30, "", "not-started"),
        ("Overdue", -3, "Omar Officer", "delayed"),
        ("Mine", 20, "lena  LEAD", "on-track"),
        ("Done", -3, "Lena Lead", "complete"),
        ("Stopped", -3, "Lena Lead", "stopped"),
    ):
        later = TODAY + timedelta(days=days)
        plans.add_action(app, number, "UP1", what=what, due_on=later, lead_officer=officer, status=status)
    assert due(app, "lead") == ["Mine", "Overdue", "Soon"]
    assert due(app, "officer") == ["Overdue", "Mine", "Soon"]  # the sponsor
    assert due(app, "stranger") == []
    with app.test_request_context():
        g.user = db.session.get_one(User, voices.find_user("lead"))
        first, *more = due_for(g.user, find_standings(), date.today())
        assert len(more) == 2
        assert first.is_mine
        assert first.address.startswith(f"/assessments/{number}/plan/")


def test_what_is_archived_or_not_to_be_seen_is_not_due(app: Flask, number: int) -> None:
    plans.add_action(app, number, "UP1", due_on=TODAY)
    voices.set_stage(app, number, Stage.OPEN)
    assert due(app, "lead") == []
    voices.set_stage(app, number, Stage.AGREED)
    with app.app_context(), writing():
        db.session.get_one(Assessment, number).archived_at = utc_now()
    assert due(app, "lead") == []


# Erased on request


def add_namesake(app: Flask) -> None:
    with app.app_context(), writing():
        db.session.add(User(name="OMAR officer", email="other@anytown.example", role=Role.USER))


def run(app: Flask, *words: str) -> str:
    result = app.test_cli_runner().invoke(people_commands, words)
    assert result.exit_code == 0, result.output
    return result.output


def test_what_an_account_leads_and_told_is_written_out_and_loses_the_name(
    app: Flask, lead: Browser, browser_of: Callable[[str], Browser]
) -> None:
    number = plans.agreed(app, lead="member", sponsor="lead")
    action = plans.add_action(app, number, "UP1", what="Led", lead_officer="omar  OFFICER")
    plans.add_action(app, number, "UP2", lead_officer="Omar Officer the other")
    member = browser_of("member")
    press(member, member.get(f"/assessments/{number}/plan/{action}"), {"text": "Told."}, form="update")
    with app.app_context(), writing():
        db.session.query(ActionUpdate).one().by_id = voices.find_user("officer")
    held = json.loads(run(app, "export", "officer@anytown.example"))
    assert [one["what"] for one in held["action"]] == ["Led"]
    assert [one["text"] for one in held["action_update"]] == ["Told."]
    run(app, "erase", "officer@anytown.example", "--yes")
    page = lead.get(f"/assessments/{number}/plan/{action}")
    assert page.text.count("Former user") == 2
    assert "omar" not in page.html.casefold()
    assert the_action(app, action).row_version == 3
    assert "Omar Officer the other" in lead.get(f"/assessments/{number}/plan").text


def test_an_action_of_a_namesake_stays_theirs(app: Flask) -> None:
    action = plans.add_action(app, plans.agreed(app, sponsor=None), "UP1", lead_officer="Omar Officer")
    add_namesake(app)
    run(app, "erase", "officer@anytown.example", "--yes")
    assert the_action(app, action).lead_officer == "Omar Officer"


# Going on


def test_what_went_on_in_a_reassessment_that_was_moved_is_due_once(app: Flask, number: int) -> None:
    again = plans.agreed(app, title="Again", follows_id=number)
    moved = plans.agreed(app, title="Moved", follows_id=again)
    first = plans.add_action(app, number, "UP1", what="First", due_on=TODAY)
    second = plans.add_action(app, again, "UP1", what="Second", due_on=TODAY, carried_from_id=first)
    plans.add_action(app, moved, "UP1", what="Third", due_on=TODAY, carried_from_id=second)
    with app.app_context(), writing():
        row = db.session.get_one(Assessment, again)
        row.archived_at, row.moved_to_id = utc_now(), moved
    assert due(app, "lead") == ["Third"]


@pytest.mark.usefixtures("hub")
def test_unfinished_actions_go_on_in_a_reassessment(app: Flask, lead: Browser, number: int, url: str) -> None:
    kept = plans.add_action(app, number, "UP1", what="Goes on", due_on=TODAY, lead_officer="Omar", status="at-risk")
    plans.add_action(app, number, "UP2", what="Done", status="complete")
    plans.add_action(app, number, "UP2", what="Stopped", status="stopped", stopped_reason="So.")
    with app.app_context(), writing():
        db.session.add(ActionResource(action_id=kept, resource_id=1))
    page = lead.get(f"/assessments/{number}/reassess")
    assert "1 unfinished action of the plan goes along once its position is agreed." in page.text
    new = int(lead.press(page, {}).path.split("/")[-1])
    assert carried_into(app, new) == []
    move_to(lead, new, Stage.AGREED)
    with app.app_context():
        action = db.session.query(Action).filter_by(assessment_id=new).one()
        assert (action.what, action.carried_from_id, action.status) == ("Goes on", kept, Progress.AT_RISK)
        assert db.session.query(ActionResource).filter_by(action_id=action.id).count() == 1
        assert db.session.query(Focus).filter_by(assessment_id=new).count() == 0
        carried = action.id
    assert due(app, "lead") == ["Goes on"]
    assert lead.get(f"/assessments/{new}/plan/{carried}").links()[plans.TITLE].endswith(f"/plan/{kept}")
    assert f"/assessments/{new}/plan/{carried}" in lead.get(f"{url}/{kept}").links().values()


def carried_into(app: Flask, number: int) -> list[str]:
    with app.app_context():
        return [one.what for one in db.session.query(Action).filter_by(assessment_id=number).order_by(Action.id)]


def move_to(lead: Browser, number: int, to: Stage) -> None:
    """With the button for it."""
    url = f"/assessments/{number}/stage"
    forms = [fields_of(form) for form in lead.get(url).find("form", action=url)]
    lead.post(url, next(fields for fields in forms if fields["to"] == to), 303)


def begin_again(lead: Browser, number: int) -> int:
    return int(lead.post_form(f"/assessments/{number}/reassess", {}).path.split("/")[-1])


def test_what_ends_before_the_new_position_is_agreed_does_not_go_on(
    app: Flask, lead: Browser, number: int, url: str
) -> None:
    done, kept = (plans.add_action(app, number, code, what=code, due_on=TODAY) for code in ("UP1", "UP2"))
    new = begin_again(lead, number)
    assert due(app, "lead") == ["UP1", "UP2"]
    press(lead, lead.get(f"{url}/{done}"), {"status": "complete"}, form="update")
    press(lead, lead.get(f"{url}/{kept}"), {"status": "delayed"}, form="update")
    plans.add_action(app, number, "UP3", what="Added meanwhile")
    move_to(lead, new, Stage.AGREED)
    assert carried_into(app, new) == ["UP2", "Added meanwhile"]


def test_going_back_and_on_again_carries_nothing_twice(app: Flask, lead: Browser, number: int) -> None:
    plans.add_action(app, number, "UP1", what="Goes on")
    new = begin_again(lead, number)
    for stage in (Stage.AGREED, Stage.OPEN, Stage.AGREED):
        move_to(lead, new, stage)
    assert carried_into(app, new) == ["Goes on"]


def test_a_correction_of_the_reassessment_carries_nothing(app: Flask, lead: Browser, number: int) -> None:
    new = begin_again(lead, number)
    move_to(lead, new, Stage.AGREED)
    plans.sign(app, new)
    plans.add_action(app, number, "UP1", what="Too late")
    lead.post_form(f"/assessments/{new}/sign-off/correct", {"reason": "A slip."})
    move_to(lead, new, Stage.AGREED)
    assert carried_into(app, new) == []


def test_one_that_was_moved_to_a_newer_model_carries_from_the_plan_it_reassesses(
    app: Flask, lead: Browser, number: int
) -> None:
    plans.add_action(app, number, "UP1", what="Goes on")
    again = begin_again(lead, number)
    copy = plans.agreed(app, title="Moved", follows_id=again, stage_set=Stage.OPEN)
    with app.app_context(), writing():
        row = db.session.get_one(Assessment, again)
        row.archived_at, row.moved_to_id = utc_now(), copy
    move_to(lead, copy, Stage.AGREED)
    assert carried_into(app, copy) == ["Goes on"]


def test_a_plan_that_was_moved_meanwhile_goes_on_from_where_it_is_kept(app: Flask, lead: Browser, number: int) -> None:
    again = begin_again(lead, number)
    copy = plans.agreed(app, title="Moved", follows_id=number)
    plans.add_action(app, number, "UP1", what="As it was before")
    plans.add_action(app, copy, "UP1", what="As it is now")
    with app.app_context(), writing():
        row = db.session.get_one(Assessment, number)
        row.archived_at, row.moved_to_id = utc_now(), copy
    move_to(lead, again, Stage.AGREED)
    assert carried_into(app, again) == ["As it is now"]


def test_an_action_leads_only_to_plans_that_the_person_may_see(
    app: Flask, lead: Browser, officer: Browser, number: int, url: str
) -> None:
    first = plans.add_action(app, number, "UP1")
    again = plans.agreed(app, title="Again", follows_id=number)
    second = plans.add_action(app, again, "UP1", carried_from_id=first)
    address = f"/assessments/{again}/plan/{second}"
    assert address in lead.get(f"{url}/{first}").links().values()
    voices.set_stage(app, again, Stage.OPEN)
    for browser in (lead, officer):
        assert address not in browser.get(f"{url}/{first}").links().values()


def test_the_whole_plan_moves_to_a_newer_model_but_for_codes_that_are_gone(
    app: Flask, lead: Browser, number: int
) -> None:
    stays = plans.add_action(app, number, "UP1", what="Stays", status="complete")
    plans.add_action(app, number, "CD6", what="Has nowhere to go")
    plans.focus(app, number, "UP1", is_priority=True)
    plans.focus(app, number, "CD6")
    copy_id = plans.agreed(app)
    press(lead, lead.get(f"/assessments/{number}/plan/{stays}"), {"text": "Told."}, form="update")
    with app.app_context():
        with writing():
            former, copy = (db.session.get_one(Assessment, one) for one in (number, copy_id))
            themes = former.model.themes
            last = themes[-1].model_copy(update={"characteristics": themes[-1].characteristics[:-1]})
            after = former.model.model_copy(update={"themes": (*themes[:-1], last), "version": "9.0"})
            after.__dict__.pop("characteristics", None)
            after.__dict__.pop("by_code", None)
            review = Review(assessment_id=number, due_on=TODAY, text="Halfway")
            db.session.add(review)
            db.session.flush()
            db.session.add(ReviewEntry(review_id=review.id, code="UP1", moved=Moved.FORWARD, why="Hard work"))
            changes = Changes(former.model, after)
            told = outcome_of_plan(former, changes, is_move=True)
            take_plan_along(former, copy, changes)
        assert told[0].title == "1 action of the plan goes along"
        assert told[1].title == "1 action is left behind, because version 9.0 no longer asks for what it is about"
        assert told[1].items[0].endswith("Has nowhere to go")
        action = db.session.query(Action).filter_by(assessment_id=copy_id).one()
        assert (action.what, action.status) == ("Stays", Progress.COMPLETE)
        assert db.session.query(ActionUpdate).filter_by(action_id=action.id).one().text == "Told."
        assert [one.code for one in db.session.query(Focus).filter_by(assessment_id=copy_id)] == ["UP1"]
        moved = db.session.query(Review).filter_by(assessment_id=copy_id).one()
        assert db.session.query(ReviewEntry).filter_by(review_id=moved.id).one().why == "Hard work"
        assert db.session.query(Position).filter_by(assessment_id=number).count() == 27
