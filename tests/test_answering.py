"""A theme's form: each change saves itself, feedback comes at once, nobody overwrites anybody."""

import re
from html import unescape

import pytest
from flask import Flask

from app.assessment.tables import Position
from app.database import db
from tests.browsing import Browser, Page, fields_of

FV3 = "/themes/finance/fv3"
COMPLETE = {"current": "2", "target": "3", "evidence": "2"}


@pytest.fixture
def fv3(lead: Browser, assessment_url: str) -> Page:
    return lead.get(assessment_url + FV3)


def saved(app: Flask) -> Position:
    with app.app_context():
        return db.session.query(Position).one()


def words_of(html: str) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)))


def post(browser: Browser, page: Page, fields: dict[str, str], status: int = 200, button: str = "") -> Page:
    """Press a button of the answer form, without JavaScript."""
    return browser.press(page, fields | ({button: "1"} if button else {}), status)


def test_the_choices_are_the_descriptors(fv3: Page) -> None:
    assert fv3.h1 == "Reserves and resilience"
    assert "3 of 6" in fv3.text
    assert [choice.get("value") for choice in fv3.find("input", name="current")] == [
        *"012345",
        "unknown",
        "not-applicable",
    ]
    assert "Members see planned use over the medium term beside the savings it covers." in fv3.text


def test_questions_and_examples_of_evidence_are_at_hand(fv3: Page) -> None:
    assert "What is each reserve for" in fv3.text
    assert "Section 25 report" in fv3.text


def test_a_change_is_saved_and_only_the_message_and_feedback_come_back(lead: Browser, app: Flask, fv3: Page) -> None:
    answer = lead.autosave(fv3, COMPLETE)
    assert "<html" not in answer.text
    assert "<form" not in answer.text
    assert "Saved at" in answer.text
    assert (saved(app).current, saved(app).target, saved(app).evidence) == (2, 3, 2)


def test_feedback_tells_the_gap_the_next_level_and_the_themes_profile(lead: Browser, fv3: Page) -> None:
    text = words_of(lead.autosave(fv3, COMPLETE).text)
    assert re.search(r"Developing now, Mature by \w+ \d{4}: one step\.", text)
    assert "What Mature asks for" in text
    assert "costed view of its own risks" in text
    assert re.search(r"Developing 1 of 6 1 ", text)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"current": "3", "target": "3"}, "Mature now and by"),
        ({"current": "0", "target": "1"}, "Not yet in place now, Minimum by"),
        ({"current": "2"}, "Developing now. Choose where you want to be by"),
        ({"current": "1", "target": "3"}, "2 levels in 18 months or less is a lot."),
        ({"current": "4", "target": "3"}, "A target below where you are now needs a reason."),
        ({"current": "unknown"}, "Don’t know is an answer"),
        ({"current": "not-applicable"}, "Not applicable is an answer"),
        ({"note": "Only a note so far"}, "Nothing chosen yet."),
    ],
)
def test_feedback_follows_the_rules(lead: Browser, fv3: Page, fields: dict[str, str], words: str) -> None:
    assert words in words_of(lead.autosave(fv3, fields).text)


def test_no_next_level_is_pressed_on_a_council_that_holds(lead: Browser, fv3: Page) -> None:
    assert "asks for" not in lead.autosave(fv3, {"current": "3", "target": "3"}).text


def test_a_reason_ends_the_warning_of_a_lower_target(lead: Browser, fv3: Page) -> None:
    fields = {"current": "4", "target": "3", "reason": "The shared service ends in 2027."}
    assert "needs a reason" not in lead.autosave(fv3, fields).text


def test_a_far_target_date_draws_no_warning_of_haste(lead: Browser, assessment_url: str) -> None:
    page = lead.get(f"{assessment_url}/edit")
    year = page.by_id("as_at-year").get("value", "")
    values = {f"target_date-{part}": page.by_id(f"as_at-{part}").get("value", "") for part in ("day", "month")}
    lead.post_form(f"{assessment_url}/edit", values | {"target_date-year": str(int(year) + 2)})
    page = lead.get(assessment_url + FV3)
    assert "is a lot" not in lead.autosave(page, {"current": "1", "target": "3"}).text


@pytest.mark.parametrize("kind", ["unknown", "not-applicable"])
def test_an_answer_without_a_level_takes_no_target(lead: Browser, app: Flask, fv3: Page, kind: str) -> None:
    lead.autosave(fv3, {"current": kind, "target": "4"})
    assert (saved(app).kind, saved(app).current, saved(app).target) == (kind, None, None)


def test_a_note_without_a_level_is_kept(lead: Browser, app: Flask, fv3: Page) -> None:
    lead.autosave(fv3, {"note": "See the audit committee’s minutes\r\nof March."})
    assert saved(app).note == "See the audit committee’s minutes\nof March."
    assert "of March." in (lead.get(fv3.path).by_id("note").text or "")


def test_the_page_shows_what_was_saved(lead: Browser, fv3: Page) -> None:
    lead.autosave(fv3, COMPLETE | {"is_priority": "y", "reason": "Because"})
    fields = fields_of(lead.get(fv3.path).by_id("answer"))
    assert {name: fields[name] for name in COMPLETE} == COMPLETE
    assert fields["is_priority"] == "y"
    assert fields["reason"] == "Because"


def test_the_buttons_work_without_javascript(lead: Browser, fv3: Page) -> None:
    page = post(lead, fv3, COMPLETE)
    assert page.path == fv3.path
    assert "Mature by" in page.text_of("feedback")
    page = post(lead, page, {}, button="continue")
    assert page.h1 == "Income and investment"


def test_save_and_continue_says_what_is_missing_and_keeps_what_is_there(lead: Browser, app: Flask, fv3: Page) -> None:
    page = post(lead, fv3, {"current": "4", "target": "3", "note": "Kept"}, 422, "continue")
    assert page.errors() == ["Enter why the target is below where you are now", "Select how strong the evidence is"]
    assert saved(app).note == "Kept"


def test_with_nothing_chosen_save_and_continue_asks_for_the_level_alone(lead: Browser, fv3: Page) -> None:
    page = post(lead, fv3, {}, 422, "continue")
    assert page.errors() == ["Select where you are now. If you cannot tell, select “Don’t know”"]


def test_dont_know_is_complete_by_itself(lead: Browser, fv3: Page) -> None:
    assert post(lead, fv3, {"current": "unknown"}, button="continue").h1 == "Income and investment"


def test_after_the_last_characteristic_comes_the_themes_summary(lead: Browser, assessment_url: str) -> None:
    page = lead.get(f"{assessment_url}/themes/finance/fv6")
    page = post(lead, page, COMPLETE, button="continue")
    assert page.path.endswith("/themes/finance")
    assert "Go on with Medium-term planning" in page.links()


def test_the_task_list_resumes_at_the_first_unanswered(lead: Browser, assessment_url: str) -> None:
    for code in ("fv1", "fv2"):
        lead.autosave(lead.get(f"{assessment_url}/themes/finance/{code}"), COMPLETE)
    page = lead.get(assessment_url)
    assert page.links()["Financial planning and viability"].endswith("/themes/finance/fv3")
    assert "2 of 6 answered" in page.text
    assert "In progress" in page.text


def test_a_finished_theme_is_completed_and_leads_to_its_summary(lead: Browser, assessment_url: str) -> None:
    for number in range(1, 7):
        lead.autosave(lead.get(f"{assessment_url}/themes/finance/fv{number}"), COMPLETE)
    page = lead.get(assessment_url)
    assert "Completed" in page.text
    assert page.links()["Financial planning and viability"].endswith("/themes/finance")


def test_an_unfinished_answer_is_shown_as_such_in_the_summary(lead: Browser, assessment_url: str, fv3: Page) -> None:
    lead.autosave(fv3, {"current": "2"})
    text = lead.get(f"{assessment_url}/themes/finance").text
    assert "Unfinished: Select where you want to be." in text


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"current": "6"}, "Not a valid choice"),
        ({"current": "-1"}, "Not a valid choice"),
        ({"current": "２"}, "Not a valid choice"),
        ({"current": "2\x00"}, "Not a valid choice"),
        ({"target": "0"}, "Not a valid choice"),
        ({"evidence": "5"}, "Not a valid choice"),
        ({"note": "x" * 10_001}, "The evidence note must be 10,000 characters or fewer"),
        ({"reason": "x" * 1_001}, "The reason must be 1,000 characters or fewer"),
        ({"row_version": "many"}, "Not a valid integer value"),
        ({"form_id": "<b>"}, "This form is damaged"),
    ],
)
def test_bad_input_is_named_and_nothing_is_saved(
    lead: Browser, app: Flask, fv3: Page, fields: dict[str, str], message: str
) -> None:
    answer = lead.autosave(fv3, fields, 422)
    assert "Not saved" in answer.text
    assert message in words_of(answer.text)
    with app.app_context():
        assert db.session.query(Position).count() == 0
    page = post(lead, fv3, fields, 422)
    if "note" in fields:
        assert (page.by_id("note").text or "").strip() == fields["note"]


@pytest.mark.parametrize("number", [2**31, 2**63, 10**30, -5])
def test_absurd_row_versions_do_no_harm(lead: Browser, fv3: Page, number: int) -> None:
    answer = lead.client.post(fv3.path, data=fields_of(fv3.by_id("answer")) | {"row_version": str(number)})
    assert answer.status_code in {200, 422}


def test_invisible_characters_are_dropped_and_emoji_and_markup_stay(lead: Browser, app: Flask, fv3: Page) -> None:
    lead.autosave(fv3, {"note": "A\x00B\x07 <script>alert(1)</script> 🙂 ‏שלום"})
    assert saved(app).note == "AB <script>alert(1)</script> 🙂 ‏שלום"
    assert "<script>alert" not in lead.get(fv3.path).html


def test_a_newer_save_by_somebody_else_is_shown_beside_mine(
    lead: Browser, officer: Browser, app: Flask, fv3: Page
) -> None:
    officer.autosave(officer.get(fv3.path), {"current": "4", "note": "Officer’s view"})
    answer = lead.autosave(fv3, {"current": "2", "note": "Lead’s view"}, 409)
    text = words_of(answer.text)
    assert "Not saved: Omar Officer saved another answer at" in text
    for words in ("Officer’s view", "Lead’s view", "Leader", "Developing"):
        assert words in text
    assert saved(app).note == "Officer’s view"


def test_without_javascript_the_conflict_is_shown_and_what_was_typed_is_still_there(
    lead: Browser, officer: Browser, fv3: Page
) -> None:
    officer.autosave(officer.get(fv3.path), {"current": "4"})
    page = post(lead, fv3, {"current": "2", "note": "Lead’s view"}, 409)
    assert "Which answer should stand?" in page.text
    assert fields_of(page.by_id("answer"))["note"] == "Lead’s view"


def test_one_may_choose_ones_own_answer_over_the_others(lead: Browser, officer: Browser, app: Flask, fv3: Page) -> None:
    officer.autosave(officer.get(fv3.path), {"current": "4"})
    page = post(lead, fv3, {"current": "2"}, 409)
    (button,) = page.find("button", name="replaces")
    post(lead, page, {"replaces": button.get("value", "")})
    assert saved(app).current == 2


def test_choosing_mine_is_refused_too_when_there_is_a_still_newer_one(
    lead: Browser, officer: Browser, app: Flask, fv3: Page
) -> None:
    theirs = officer.get(fv3.path)
    officer.autosave(theirs, {"current": "4"})
    page = post(lead, fv3, {"current": "2"}, 409)
    (button,) = page.find("button", name="replaces")
    officer.autosave(theirs, {"current": "5"})
    post(lead, page, {"replaces": button.get("value", "")}, 409)
    assert saved(app).current == 5


def test_ones_own_queued_saves_never_conflict(lead: Browser, app: Flask, fv3: Page) -> None:
    for number, level in enumerate("1234", 1):  # all with the row version that the page began with
        lead.autosave(fv3, {"current": level, "change_number": str(number)})
    assert saved(app).current == 4
    assert saved(app).row_version == 4


def test_an_older_change_that_arrives_late_does_not_undo_a_newer_one(lead: Browser, app: Flask, fv3: Page) -> None:
    lead.autosave(fv3, {"note": "newer", "change_number": "7"})
    answer = lead.autosave(fv3, {"note": "older", "change_number": "6"})
    assert "Saved at" in answer.text
    assert saved(app).note == "newer"


def test_another_tab_of_ones_own_is_another_form(lead: Browser, fv3: Page) -> None:
    other_tab = lead.get(fv3.path)
    lead.autosave(other_tab, {"current": "4"})
    text = words_of(lead.autosave(fv3, {"current": "2"}, 409).text)
    assert "in another tab or window" in text


def test_who_saved_is_kept(officer: Browser, app: Flask, assessment_url: str) -> None:
    officer.autosave(officer.get(assessment_url + FV3), COMPLETE)
    with app.app_context():
        position = db.session.query(Position).one()
        assert position.saved_by_id != 0
