"""Is this good enough for us? The choices, their matrix and table, the few priorities, and two people at once."""

from collections.abc import Callable, Mapping
from datetime import date
from json import loads
from typing import Any

import pytest
from flask import Flask

from app.accounts.council import forget_council
from app.accounts.tables import Council
from app.assessment.dates import add_months
from app.assessment.tables import Assessment, Stage
from app.audit.tables import Event
from app.database import db, writing
from app.participation.tables import Part
from app.plan import focus_routes
from app.plan.choosing import read_form
from app.plan.tables import Choice, Focus
from tests import plans, voices
from tests.browsing import Browser, Page, fields_of

IMPROVE = {"UP1-choice": "improve", "UP1-impact": "3", "UP1-effort": "1"}


@pytest.fixture
def number(app: Flask) -> int:
    return plans.agreed(app)


@pytest.fixture
def url(number: int) -> str:
    return f"/assessments/{number}/focus"


def choose(browser: Browser, page: Page, fields: Mapping[str, str | list[str]], status: int = 200) -> Page:
    return browser.press(page, fields, status, action=page.by_id("choose").get("action"))


def saved(app: Flask, number: int, code: str = "UP1") -> Focus | None:
    with app.app_context():
        return db.session.get(Focus, (number, code))


def the(focus: Focus | None) -> Focus:
    assert focus is not None
    return focus


def cells(page: Page) -> list[str]:
    """Of the matrix, row by row from high impact, with its heading first."""
    matrix = next(table for table in page.find("table") if "app-matrix" in table.get("class", ""))
    rows = list(matrix.iter("tr"))[1:]
    return [" ".join("".join(cell.itertext()).split()) for row in rows for cell in row]


def test_every_characteristic_with_a_level_can_be_chosen_and_no_other(lead: Browser, url: str) -> None:
    page = lead.get(url)
    assert page.h1 == "Focus"
    assert "0 of 25 decided: 0 to improve, 0 to hold. 0 priorities, of at most 8." in page.text
    assert len(page.find("div", role="group")) == 25
    assert "Without a level, so there is nothing to choose: CD5" in page.text
    assert "Nothing is chosen yet." in page.text


def test_it_suggests_from_the_gap_and_decides_nothing(lead: Browser, url: str) -> None:
    page = lead.get(url)
    assert "Suggested: the target is above it" in page.text_of("row-UP1")
    assert "Suggested: the target is the current level" in page.text_of("row-UP3")
    assert "Suggested" not in page.text_of("row-LP4")  # its target is below the current level
    fields = fields_of(page.by_id("choose"))
    assert {value for name, value in fields.items() if name.endswith("-choice")} == {""}


def test_choices_are_saved_and_drawn_as_a_matrix_and_a_table(app: Flask, lead: Browser, number: int, url: str) -> None:
    fields = IMPROVE | {"UP1-priority": "y", "UP3-choice": "hold", "UP2-choice": "improve"}
    page = choose(lead, lead.get(url), fields)
    assert "Saved for 3 characteristics." in page.text
    focus = the(saved(app, number))
    assert (focus.choice, focus.impact, focus.effort, focus.is_priority) == (Choice.IMPROVE, 3, 1, True)
    assert cells(page)[:2] == ["High impact", "UP1 Local insight (priority)"]
    assert set(cells(page)[2:]) == {"None", "Medium impact", "Low impact"}
    assert "Not placed yet, because impact or effort is not said: UP2" in page.text
    rows = [" ".join("".join(row.itertext()).split()) for row in page.find("table")[1].iter("tr")]
    assert rows[1] == "UP1 Local insightImproveHighLowYes"
    assert len(rows) == 4
    assert "3 of 25 decided: 2 to improve, 1 to hold. 1 priority, of at most 8." in page.text


def test_a_ninth_priority_is_told_its_cost_and_not_refused(
    app: Flask, lead: Browser, officer: Browser, number: int, url: str
) -> None:
    codes = ["UP1", "UP2", "UP5", "LP1", "LP3", "FV1", "FV2", "FV3"]
    for code in codes:
        plans.focus(app, number, code, is_priority=True)
    page = lead.get(url)
    assert "8 priorities, of at most 8" in page.text
    assert "Which could wait" not in page.text
    page = choose(lead, page, {"UP4-priority": "y"})
    costs = "You have nine priorities, one more than the eight that the council aims for."
    assert costs in page.text
    assert costs not in officer.get(url).text
    assert the(saved(app, number, "UP4")).is_priority


def test_how_many_is_a_setting_of_the_council(app: Flask, lead: Browser, number: int, url: str) -> None:
    with app.app_context():
        with writing():
            db.session.get_one(Council, 1).most_priorities = 1
        forget_council()
    plans.focus(app, number, "UP1", is_priority=True)
    plans.focus(app, number, "UP2", is_priority=True)
    assert "You have two priorities, one more than the one that" in lead.get(url).text


def test_a_choice_can_be_taken_back(app: Flask, lead: Browser, number: int, url: str) -> None:
    page = choose(lead, lead.get(url), IMPROVE)
    choose(lead, page, {"UP1-choice": "", "UP1-impact": "", "UP1-effort": ""})
    assert the(saved(app, number)).choice is None
    assert "Nothing is chosen yet." in lead.get(url).text


def test_what_somebody_else_chose_meanwhile_is_kept_and_shown(app: Flask, lead: Browser, number: int, url: str) -> None:
    page = lead.get(url)
    plans.focus(app, number, "UP1", Choice.HOLD, impact=None, effort=None)
    with app.app_context(), writing():
        db.session.get_one(Focus, (number, "UP1")).saved_by_id = voices.find_user("officer")
    answer = choose(lead, page, IMPROVE | {"UP2-choice": "improve"}, 409)
    assert the(saved(app, number)).choice is Choice.HOLD
    assert the(saved(app, number, "UP2")).choice is Choice.IMPROVE
    assert answer.errors() == ["UP1: Omar Officer chose something else after you opened this page, and that is kept"]
    told = answer.text_of("row-UP1")
    assert "Omar Officer chose “Hold” after you opened this page, and that is kept." in told
    assert "You chose “Improve, impact high, effort low”" in told
    choose(lead, answer, IMPROVE)
    assert the(saved(app, number)).choice is Choice.IMPROVE


def test_a_row_that_i_did_not_touch_stays_as_somebody_else_left_it(
    app: Flask, lead: Browser, number: int, url: str
) -> None:
    page = lead.get(url)
    plans.focus(app, number, "UP1", Choice.HOLD)
    choose(lead, page, {"UP2-choice": "improve"})
    assert the(saved(app, number)).choice is Choice.HOLD


def test_pressed_twice_it_is_saved_once(app: Flask, lead: Browser, number: int, url: str) -> None:
    page = lead.get(url)
    choose(lead, page, IMPROVE)
    assert "Nothing was changed." in choose(lead, page, IMPROVE).text
    assert the(saved(app, number)).row_version == 1


@pytest.mark.parametrize("wrong", [{"UP1-choice": "perhaps"}, {"UP1-impact": "9"}, {"UP1-seen": "x"}])
def test_a_damaged_form_is_refused_whole(
    app: Flask, lead: Browser, number: int, url: str, wrong: dict[str, str]
) -> None:
    page = choose(lead, lead.get(url), {"UP2-choice": "hold"} | wrong, 400)
    assert "Go back, check what you entered and try again." in page.text
    assert saved(app, number, "UP2") is None


def test_the_record_has_the_codes(app: Flask, lead: Browser, url: str) -> None:
    choose(lead, lead.get(url), IMPROVE | {"UP2-choice": "hold"})
    with app.app_context():
        assert db.session.query(Event).filter_by(what="focus.chosen").one().subject == "UP1 and UP2"


# Warnings


def test_targets_without_an_action_are_named_with_a_way_to_add_one(
    app: Flask, lead: Browser, number: int, url: str
) -> None:
    page = lead.get(url)
    assert "14 characteristics have a target above the current level and no action yet." in page.text
    plans.add_action(app, number, "UP1")
    plans.add_action(app, number, "UP2", status="stopped", stopped_reason="No money.")
    page = lead.get(url)
    assert "13 characteristics have" in page.text
    assert any("code=UP2&from=level" in address for address in page.links().values())


def test_two_levels_in_eighteen_months_are_asked_about(app: Flask, lead: Browser, number: int, url: str) -> None:
    assert "two levels or more above the current level" in lead.get(url).text
    with app.app_context(), writing():
        db.session.get_one(Assessment, number).target_date = add_months(date.today(), 24)
    assert "two levels or more" not in lead.get(url).text


def test_everything_at_the_top_is_asked_about(app: Flask, lead: Browser, number: int, url: str) -> None:
    assert "Every target is at the top level" not in lead.get(url).text
    with app.app_context():
        codes = [one.code for one in db.session.get_one(Assessment, number).model.characteristics][:-2]
    for code in codes:
        plans.change(app, number, code, target=5)
    assert "Every target is at the top level, Innovator." in lead.get(url).text


# Who, and when


def test_others_read_it_and_choose_nothing(
    app: Flask, browser_of: Callable[[str], Browser], number: int, url: str
) -> None:
    voices.add_person(app, number, None, user="viewer", role=Part.VIEWER)
    plans.focus(app, number, "UP1")
    page = browser_of("viewer").get(url)
    assert "UP1 Local insight" in page.text
    assert not page.find("form", id="choose")
    browser_of("viewer").post(url, {"UP1-choice": "hold"}, 403)


def test_before_the_position_is_agreed_there_is_none(lead: Browser, assessment_url: str) -> None:
    assert "You can do this while it is agreed or signed off." in lead.get(f"{assessment_url}/focus", 403).text


def test_where_nothing_was_chosen_it_can_be_after_the_sign_off(
    app: Flask, lead: Browser, number: int, url: str
) -> None:
    plans.sign(app, number)
    choose(lead, lead.get(url), IMPROVE)
    assert the(saved(app, number)).impact == 3


def test_the_sign_off_freezes_what_is_chosen(app: Flask, lead: Browser, number: int, url: str) -> None:
    plans.focus(app, number, "UP1", is_priority=True)
    page = lead.get(url)
    plans.sign(app, number)
    assert "These choices were signed off" in choose(lead, page, IMPROVE, 403).text
    assert the(saved(app, number)).impact == 3
    page = lead.get(url)
    assert "These choices were signed off as version 1" in page.text
    assert not page.find("form", id="choose")


def test_a_correction_opens_it_and_the_version_before_keeps_its_own(
    app: Flask, lead: Browser, number: int, url: str
) -> None:
    plans.focus(app, number, "UP1", is_priority=True)
    plans.sign(app, number)
    lead.post_form(f"/assessments/{number}/sign-off/correct", {"reason": "Other things come first."})
    assert "UP1 Local insight (priority)" in lead.get(url).text
    voices.set_stage(app, number, Stage.AGREED)
    choose(lead, lead.get(url), {"UP1-priority": [], "UP2-priority": "y"})
    plans.sign(app, number)
    assert priorities(lead, number, version=1) == ["UP1"]
    assert priorities(lead, number, version=2) == ["UP2"]


def test_a_sign_off_that_comes_between_freezes_it_too(
    app: Flask, lead: Browser, number: int, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plans.focus(app, number, "UP1", is_priority=True)
    page = lead.get(url)

    def sign_and_read(*sent: Any) -> Any:
        plans.sign(app, number)
        return read_form(*sent)

    monkeypatch.setattr(focus_routes, "read_form", sign_and_read)
    assert "These choices were signed off" in choose(lead, page, IMPROVE, 403).text
    assert the(saved(app, number)).impact == 3


def test_a_former_version_without_a_choice_has_none_of_those_made_since(app: Flask, lead: Browser, number: int) -> None:
    plans.sign(app, number)
    plans.focus(app, number, "UP1", is_priority=True)
    assert priorities(lead, number, version=1) == ["UP1"], "Nothing was chosen by then, so it can be afterwards"
    correct(lead, number)
    voices.set_stage(app, number, Stage.AGREED)
    plans.sign(app, number)
    assert priorities(lead, number, version=1) == []
    assert priorities(lead, number, version=2) == ["UP1"]


def correct(lead: Browser, number: int) -> None:
    lead.post_form(f"/assessments/{number}/sign-off/correct", {"reason": "A figure was wrong."})


def test_the_draft_of_a_correction_says_that_it_is_one(app: Flask, lead: Browser, number: int, url: str) -> None:
    plans.focus(app, number, "UP1")
    draft = "This is the draft of a correction, and not signed off."
    assert draft not in lead.get(url).text
    plans.sign(app, number)
    correct(lead, number)
    page = lead.get(url)
    again = "A correction is being prepared. You can change them once the position is agreed again."
    assert again in page.text
    assert draft not in page.text
    voices.set_stage(app, number, Stage.AGREED)
    page = lead.get(url)
    assert draft in page.text
    assert again not in page.text


def test_in_a_correction_the_plan_reads_what_was_signed_until_the_next_is(
    app: Flask, lead: Browser, number: int
) -> None:
    plans.focus(app, number, "UP1", is_priority=True)
    plans.add_action(app, number, "UP1", due_on=date.today())
    action = plans.add_action(app, number, "UP2", due_on=date.today())
    plans.sign(app, number)
    correct(lead, number)
    voices.set_stage(app, number, Stage.AGREED)
    plans.change(app, number, "UP2", current=4, target=5)
    plans.focus(app, number, "UP1", is_priority=False)
    plans.focus(app, number, "UP2", is_priority=True)
    plan = f"/assessments/{number}/plan"
    assert lead.get(f"{plan}?priority=1").text.count("Do something about") == 1
    assert "Do something about UP1" in lead.get(f"{plan}?priority=1").text
    assert "UP1" in lead.client.get(f"{plan}.ics?priority=1").text
    page = lead.get(f"{plan}/{action}")
    assert "Minimum now" in page.text
    assert "Priority" not in page.text_of("main")
    assert "The next level: Developing" in lead.get(f"{plan}/new?code=UP2").text
    plans.sign(app, number)
    assert "Leader now" in lead.get(f"{plan}/{action}").text


def priorities(browser: Browser, number: int, version: int) -> list[str]:
    """As that version’s document says."""
    content = loads(browser.client.get(f"/assessments/{number}/summary.json?signed={version}").text)
    found = (one for theme in content["themes"] for one in theme["characteristics"])
    return [one["code"] for one in found if one["focus"] and one["focus"]["is_priority"]]


def test_while_a_correction_is_prepared_the_plan_goes_on(
    app: Flask, lead: Browser, browser_of: Callable[[str], Browser], number: int
) -> None:
    voices.add_person(app, number, None, user="viewer", role=Part.VIEWER)
    plans.sign(app, number)
    lead.post_form(f"/assessments/{number}/sign-off/correct", {"reason": "A figure was wrong."})
    plans.change(app, number, "UP1", current=5, target=5)
    action = plans.add_action(app, number, "UP1", what="Publish a profile of each ward")
    plan = f"/assessments/{number}/plan"
    page = browser_of("viewer").get(plan)
    assert "Publish a profile of each ward" in page.text
    assert "Developing now" in page.text
    fields = {"status": "on-track", "text": "The first is out."}
    lead.post_form(f"{plan}/{action}", fields, action=f"{plan}/{action}/update")
    assert "The first is out." in lead.get(f"{plan}/{action}").text


def test_the_page_of_the_assessment_leads_here(app: Flask, lead: Browser, number: int) -> None:
    links = lead.get(f"/assessments/{number}").links()
    assert links["Focus and priorities"] == f"/assessments/{number}/focus"
    assert links["The plan"] == f"/assessments/{number}/plan"
    voices.set_stage(app, number, Stage.OPEN)
    assert "The plan" not in lead.get(f"/assessments/{number}").links()
