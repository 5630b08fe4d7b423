"""Reviews of the priorities: planned for a day, held on one, and nothing that was typed is lost."""

from datetime import date, timedelta

import pytest
from flask import Flask

from app.assessment.dates import add_months
from app.assessment.tables import Assessment, Stage
from app.audit.tables import Event
from app.database import db, utc_now, writing
from app.plan.reviews import next_reviews, proposed_days
from app.plan.tables import Review, ReviewEntry
from app.words import date_in_words
from tests import plans, voices
from tests.browsing import Browser

TODAY = date.today()
SAID = {"moved_UP1": "forward", "why_UP1": "The board is at work.", "moved_FV1": "back", "why_FV1": "A post is empty."}


@pytest.fixture
def agreed(app: Flask) -> int:
    number = plans.agreed(app)
    for code in ("UP1", "FV1"):
        plans.focus(app, number, code, is_priority=True)
    return number


@pytest.fixture
def url(agreed: int) -> str:
    return f"/assessments/{agreed}/reviews"


def add_review(app: Flask, number: int, due_on: date = TODAY, **columns: object) -> int:
    with app.app_context(), writing():
        review = Review(assessment_id=number, due_on=due_on)
        for name, value in columns.items():
            setattr(review, name, value)
        db.session.add(review)
        db.session.flush()
        return review.id


def stored(app: Flask) -> list[Review]:
    with app.app_context():
        return db.session.query(Review).order_by(Review.due_on).all()


def entries(app: Flask) -> dict[str, tuple[str | None, str]]:
    with app.app_context():
        return {one.code: (one.moved, one.why) for one in db.session.query(ReviewEntry)}


def day(when: date, prefix: str = "day-0-due_on") -> dict[str, str]:
    return {f"{prefix}-day": str(when.day), f"{prefix}-month": str(when.month), f"{prefix}-year": str(when.year)}


def test_the_usual_days_are_after_6_12_and_18_months_and_not_beyond_the_target_date() -> None:
    begun = date(2026, 8, 31)
    assert proposed_days(begun, date(2028, 2, 29), begun) == [date(2027, 2, 28), date(2027, 8, 31), date(2028, 2, 29)]
    assert proposed_days(begun, date(2027, 12, 1), begun) == [date(2027, 2, 28), date(2027, 8, 31)]
    assert proposed_days(begun, date(2028, 2, 29), date(2027, 4, 1)) == [date(2027, 8, 31), date(2028, 2, 29)]


def test_the_lead_plans_the_reviews_with_one_button(lead: Browser, app: Flask, url: str) -> None:
    page = lead.get(url)
    assert stored(app) == []
    again = lead.press(page, action=url)
    assert "The reviews are planned." in again.text
    assert [one.due_on for one in stored(app)] == [add_months(TODAY, months) for months in (6, 12, 18)]
    lead.press(page, action=url)
    assert len(stored(app)) == 3
    with app.app_context():
        assert db.session.query(Event).filter_by(what="reviews.planned").count() == 1


def test_where_all_the_usual_days_have_gone_by_none_is_said_to_be_planned(lead: Browser, app: Flask) -> None:
    past = add_months(TODAY, -20)
    url = f"/assessments/{plans.agreed(app, as_at=past, target_date=add_months(past, 18))}/reviews"
    lead.post(url, {}, 303)
    assert "The usual days have gone by, so no review is planned. Add one for a day of your own." in lead.get(url).text
    assert stored(app) == []


def test_a_day_is_changed_and_a_review_added_and_removed(lead: Browser, app: Flask, agreed: int, url: str) -> None:
    number = add_review(app, agreed, TODAY + timedelta(50))
    later = TODAY + timedelta(80)
    page = lead.post_form(url, day(later, f"day-{number}-due_on"), action=f"{url}/{number}/day")
    assert f"Review of {date_in_words(later)}" in page.text
    assert "There is a review on that day already" in lead.post_form(url, day(later), 422, action=f"{url}/add").errors()
    lead.post_form(url, day(later + timedelta(1)), action=f"{url}/add")
    assert [one.due_on for one in stored(app)] == [later, later + timedelta(1)]
    lead.post_form(url, {}, action=f"{url}/{number}/remove")
    assert [one.due_on for one in stored(app)] == [later + timedelta(1)]


def test_a_wrong_day_is_said_and_kept_in_its_box(lead: Browser, agreed: int, url: str) -> None:
    page = lead.post_form(url, day(TODAY - timedelta(1)), 422, action=f"{url}/add")
    assert page.errors() == ["Day of the review must be between today and 2099"]
    boxes = {"day-0-due_on-day": "31", "day-0-due_on-month": "2", "day-0-due_on-year": "2029"}
    page = lead.post_form(url, boxes, 422, action=f"{url}/add")
    assert page.errors() == ["Day of the review must be a real date"]
    assert page.find("input", name="day-0-due_on-day")[0].get("value") == "31"
    page = lead.post_form(url, day(date(9999, 12, 31)), 422, action=f"{url}/add")
    assert page.errors() == ["Day of the review must be between today and 2099"]
    assert any(one.get("open") is not None for one in page.find("details"))


def test_a_day_that_somebody_else_changed_meanwhile_is_not_overwritten(
    lead: Browser, app: Flask, agreed: int, url: str
) -> None:
    number = add_review(app, agreed, TODAY + timedelta(50))
    page = lead.get(url)
    action, prefix = f"{url}/{number}/day", f"day-{number}-due_on"
    lead.press(page, day(TODAY + timedelta(60), prefix), action=action)
    again = lead.press(page, day(TODAY + timedelta(70), prefix), 422, action=action)
    assert "This review was changed after you opened the page" in again.errors()[0]
    assert stored(app)[0].due_on == TODAY + timedelta(60)


def test_a_button_pressed_twice_is_no_conflict_with_oneself(lead: Browser, app: Flask, agreed: int, url: str) -> None:
    page, added = lead.get(url), TODAY + timedelta(60)
    for _ in range(2):
        assert "The review is planned." in lead.press(page, day(added), action=f"{url}/add").text
    (review,) = stored(app)
    page, prefix = lead.get(url), f"day-{review.id}-due_on"
    for _ in range(2):
        moved = lead.press(page, day(TODAY + timedelta(70), prefix), action=f"{url}/{review.id}/day")
        assert "The day of the review is changed." in moved.text
    assert (stored(app)[0].due_on, stored(app)[0].row_version) == (TODAY + timedelta(70), 2)
    page = lead.get(url)
    for _ in range(2):
        assert "The review is removed." in lead.press(page, action=f"{url}/{review.id}/remove").text
    assert told(app) == ["reviews.planned", "reviews.moved", "reviews.removed"]


def told(app: Flask) -> list[str]:
    with app.app_context():
        return [one.what for one in db.session.query(Event) if one.what.startswith("reviews.")]


def test_the_record_says_which_review_was_moved_or_removed(
    lead: Browser, administrator: Browser, app: Flask, agreed: int, url: str
) -> None:
    number, later = add_review(app, agreed, TODAY + timedelta(50)), TODAY + timedelta(80)
    lead.post_form(url, day(later, f"day-{number}-due_on"), action=f"{url}/{number}/day")
    lead.post_form(url, {}, action=f"{url}/{number}/remove")
    record = administrator.get("/audit").text
    assert f"Changed the day of a review, now due on {later}" in record
    assert f"Removed the review due on {later}" in record
    assert "Planned the reviews" not in record


@pytest.mark.parametrize("is_held", [True, False])
def test_what_was_typed_in_a_review_that_was_removed_meanwhile_is_shown(
    lead: Browser, app: Flask, agreed: int, url: str, is_held: bool
) -> None:
    number = add_review(app, agreed)
    page = lead.get(f"{url}/{number}")
    lead.post(f"{url}/{number}/remove", {}, 303)
    gone = lead.press(page, SAID | ({} if is_held else {"later": "1"}), 404)
    assert "What you opened was deleted meanwhile, so nothing is saved." in gone.text
    assert "The board is at work." in gone.text


def test_a_review_says_what_moved_on_each_priority_with_its_actions(
    lead: Browser, officer: Browser, app: Flask, agreed: int, url: str
) -> None:
    plans.add_action(app, agreed, "UP1", what="Set up a <b>board</b>", status="at-risk", lead_officer="Omar")
    number = add_review(app, agreed)
    page = lead.get(f"{url}/{number}")
    assert "Set up a <b>board</b> At risk" in page.text
    assert "There is no action for it in the plan." in page.text
    assert "The review is saved." in lead.press(page, SAID | {"text": "Members asked for pace."}).text
    assert entries(app) == {"UP1": ("forward", "The board is at work."), "FV1": ("back", "A post is empty.")}
    assert stored(app)[0].held_on == TODAY
    seen = officer.get(f"{url}/{number}")
    for said in ("Forward: The board is at work.", "Back: A post is empty.", "Members asked for pace."):
        assert said in seen.text
    assert not seen.find("textarea")
    assert "1 forward, 0 unchanged, 1 back" in officer.get(url).text


def test_the_next_review_shows_what_was_said_last_time(lead: Browser, app: Flask, agreed: int, url: str) -> None:
    first = add_review(app, agreed)
    second = add_review(app, agreed, TODAY + timedelta(90))
    lead.post_form(f"{url}/{first}", SAID)
    text = lead.get(f"{url}/{second}").text
    assert f"At the review of {date_in_words(TODAY)}: forward. The board is at work." in text
    assert "At the review of" not in lead.get(f"{url}/{first}").text


def test_before_any_is_chosen_the_candidates_are_looked_at(lead: Browser, app: Flask) -> None:
    number = plans.agreed(app)
    plans.change(app, number, "UP2", is_priority=True)
    review = add_review(app, number)
    page = lead.get(f"/assessments/{number}/reviews/{review}")
    assert [one.get("name") for one in page.find("textarea")] == ["why_UP2", "text"]


def test_without_any_priority_it_says_so(lead: Browser, officer: Browser, app: Flask) -> None:
    number = plans.agreed(app)
    review = add_review(app, number)
    assert "There is no priority yet." in lead.get(f"/assessments/{number}/reviews/{review}").text
    seen = officer.get(f"/assessments/{number}/reviews/{review}").text
    assert "No priority is chosen yet." in seen
    assert "Choose the priorities first" not in seen


def test_where_no_priority_was_signed_off_the_candidates_are_none(lead: Browser, app: Flask) -> None:
    number = plans.agreed(app)
    plans.change(app, number, "UP2", is_priority=True)
    plans.focus(app, number, "UP2", is_priority=False)
    plans.sign(app, number)
    assert "There is no priority yet." in lead.get(f"/assessments/{number}/reviews/{add_review(app, number)}").text


def test_in_a_correction_the_days_are_those_that_were_signed(lead: Browser, app: Flask, agreed: int, url: str) -> None:
    plans.sign(app, agreed)
    lead.post_form(f"/assessments/{agreed}/sign-off/correct", {"reason": "The days were wrong."})
    days = {"as_at": TODAY - timedelta(40), "target_date": add_months(TODAY, 24)}
    with app.app_context(), writing():
        assessment = db.session.get_one(Assessment, agreed)
        assessment.as_at, assessment.target_date = days.values()
    page = lead.get(url)
    assert date_in_words(add_months(TODAY, 18)) in page.text
    assert date_in_words(days["target_date"]) not in page.text
    lead.press(page, action=url)
    assert [one.due_on for one in stored(app)] == [add_months(TODAY, months) for months in (6, 12, 18)]
    number = add_review(app, agreed)
    assert f"by {add_months(TODAY, 18):%B %Y}" in lead.get(f"{url}/{number}").text
    early = lead.post_form(f"{url}/{number}", SAID | day(TODAY - timedelta(1), "held_on"), 422)
    assert early.errors() == [f"Day it was held must be on or after {date_in_words(TODAY)}, the as-at date"]


def test_what_is_missing_is_said_and_nothing_typed_is_lost(lead: Browser, app: Flask, agreed: int, url: str) -> None:
    number = add_review(app, agreed)
    page = lead.post_form(f"{url}/{number}", {"why_UP1": "Half a thought", "moved_FV1": "forward"}, 422)
    assert len(page.errors()) == 2
    assert any(error.startswith("Select what moved on") for error in page.errors())
    assert any(error.startswith("Enter why it is so on") for error in page.errors())
    assert "Half a thought" in page.html
    assert entries(app) == {}
    future = lead.post_form(f"{url}/{number}", SAID | day(TODAY + timedelta(1), "held_on"), 422)
    assert future.errors() == ["Day it was held must be today or in the past"]
    long = lead.post_form(f"{url}/{number}", SAID | {"why_UP1": "x" * 5001}, 422)
    assert long.errors() == ["Why it is so on Local insight must be 5,000 characters or fewer"]


def test_half_a_review_is_kept_for_later_and_is_not_held(lead: Browser, app: Flask, agreed: int, url: str) -> None:
    number = add_review(app, agreed)
    page = lead.post_form(f"{url}/{number}", {"why_UP1": "Half a thought", "later": "1"})
    assert "The review is not held yet." in page.text
    assert "Half a thought" in page.html
    assert entries(app) == {"UP1": (None, "Half a thought")}
    assert stored(app)[0].held_on is None
    lead.post(f"{url}/{number}/remove", {}, 403)


def test_what_was_typed_of_a_priority_is_kept_though_it_is_none_any_more(
    lead: Browser, app: Flask, agreed: int, url: str
) -> None:
    number = add_review(app, agreed)
    page = lead.get(f"{url}/{number}")
    plans.focus(app, agreed, "FV1", is_priority=False)
    lead.press(page, SAID)
    assert entries(app) == {"UP1": ("forward", "The board is at work."), "FV1": ("back", "A post is empty.")}


def test_what_no_page_asks_is_no_part_of_a_review(lead: Browser, app: Flask, agreed: int, url: str) -> None:
    number = add_review(app, agreed)
    lead.post_form(f"{url}/{number}", SAID | {"moved_ZZ9": "forward", "why_ZZ9": "Forged", "why_UP3": " "})
    assert entries(app).keys() == {"UP1", "FV1"}


def test_a_review_that_is_held_stays_whole(lead: Browser, app: Flask, agreed: int, url: str) -> None:
    number = add_review(app, agreed)
    page = lead.post_form(f"{url}/{number}", SAID)
    page = lead.post_form(f"{url}/{number}", {"why_UP1": "", "later": "1"}, 422)
    assert page.errors()[0].startswith("Enter why it is so on")
    assert entries(app)["UP1"] == ("forward", "The board is at work.")


def test_two_people_at_once_see_both_versions(lead: Browser, app: Flask, agreed: int, url: str) -> None:
    number = add_review(app, agreed)
    page = lead.get(f"{url}/{number}")
    lead.press(page, SAID)
    assert "The review is saved." in lead.press(page, SAID).text, "The same twice is no conflict"
    other = lead.press(page, SAID | {"why_UP1": "It stands still.", "moved_UP1": "unchanged"}, 409)
    assert "Forward: The board is at work." in other.text
    assert "Unchanged: It stands still." in other.text
    assert entries(app)["UP1"] == ("forward", "The board is at work.")
    lead.press(other)
    assert entries(app)["UP1"] == ("unchanged", "It stands still.")


def test_a_held_review_is_put_right_and_both_are_on_the_record(
    lead: Browser, app: Flask, agreed: int, url: str
) -> None:
    number = add_review(app, agreed)
    lead.post_form(f"{url}/{number}", SAID)
    plans.focus(app, agreed, "UP3", is_priority=True)
    page = lead.get(f"{url}/{number}")
    assert "why_UP3" not in page.html, "It was no priority when the review was held"
    lead.press(page, {"why_UP1": "It was put right."})
    with app.app_context():
        found = [(one.what, one.subject) for one in db.session.query(Event) if one.what.startswith("reviews.")]
    assert found == [("reviews.held", str(TODAY)), ("reviews.changed", str(TODAY))]
    lead.post(f"{url}/{number}/day", day(TODAY, f"day-{number}-due_on"), 422)


def test_a_review_of_another_assessment_is_not_there(lead: Browser, app: Flask, url: str) -> None:
    other = add_review(app, plans.agreed(app))
    lead.get(f"{url}/{other}", 404)
    lead.get(f"{url}/{2**63}", 404)


def test_others_read_and_plan_nothing(officer: Browser, stranger: Browser, app: Flask, agreed: int, url: str) -> None:
    number = add_review(app, agreed)
    page = officer.get(url)
    assert "Add a review" not in page.text
    officer.post(url, {}, 403)
    officer.post(f"{url}/{number}", SAID, 403)
    stranger.get(url, 404)


def test_the_next_review_is_the_first_that_is_not_held(app: Flask, agreed: int) -> None:
    add_review(app, agreed, TODAY - timedelta(9), held_on=TODAY)
    wanted = add_review(app, agreed, TODAY + timedelta(9))
    add_review(app, agreed, TODAY + timedelta(99))
    with app.app_context():
        assert {number: one.id for number, one in next_reviews([agreed, 999]).items()} == {agreed: wanted}


def test_it_goes_on_after_the_sign_off_and_not_in_an_archive(lead: Browser, app: Flask, agreed: int, url: str) -> None:
    plans.sign(app, agreed)
    number = add_review(app, agreed)
    lead.post_form(f"{url}/{number}", SAID)
    assert entries(app)
    with app.app_context(), writing():
        db.session.get_one(Assessment, agreed).archived_at = utc_now()
    assert not lead.get(url).find("form", action=url)
    lead.post(f"{url}/{number}", SAID, 403)


def test_before_it_is_agreed_there_are_none(lead: Browser, app: Flask, agreed: int, url: str) -> None:
    voices.set_stage(app, agreed, Stage.OPEN)
    lead.get(url, 403)
