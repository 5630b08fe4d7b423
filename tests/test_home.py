"""The home page: what is next for this person, the most urgent first, and nothing else."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask

from app.assessment.tables import Assessment, Stage
from app.database import db, utc_now, writing
from app.participation.tables import Group, Part
from app.plan.tables import Review
from app.position.tables import PositionReview, Verdict
from app.words import date_in_words
from tests import plans, voices
from tests.browsing import Browser, squeeze
from tests.test_many_people import count

TODAY = date.today()


def lines(browser: Browser) -> list[str]:
    """The words of each line, without its detail."""
    page = browser.get("/")
    assert page.h1 == "What is next for you"
    headings = page.find("main")[0].iter("h2")
    return [squeeze("".join(link.itertext())) for heading in headings for link in heading.iter("a")]


def texts(browser: Browser) -> list[str]:
    return [line.rsplit(":", 1)[0] for line in lines(browser)]


def put(app: Flask, number: int, **columns: object) -> None:
    with app.app_context(), writing():
        assessment = db.session.get_one(Assessment, number)
        for name, value in columns.items():
            setattr(assessment, name, value)


def test_where_nothing_is_next_it_says_so_and_where_to_look(stranger: Browser) -> None:
    page = stranger.get("/")
    assert "Nothing is waiting for you." in page.text
    assert page.links()["Assessments"] == "/assessments"
    assert page.links()["Home"] == "/"


def test_answering_together_goes_on_where_it_was_left(lead: Browser, officer: Browser, assessment_url: str) -> None:
    assert texts(officer) == ["Begin to answer"]
    officer.autosave(officer.get(f"{assessment_url}/themes/finance/fv1"), {"current": "2"})
    page = officer.get("/")
    assert "1 of 27 answered; in “" in page.text
    (address,) = [href for text, href in page.links().items() if text.startswith("Go on answering")]
    officer.get(address)
    assert texts(lead) == ["Go on answering"]


def test_the_viewer_of_an_open_one_has_nothing_to_do(viewer: Browser, assessment_url: str) -> None:
    assert lines(viewer) == []


def test_a_participant_reads_answers_and_says_that_they_have_finished(officer: Browser, app: Flask) -> None:
    number = voices.start(app, closes_on=TODAY + timedelta(9))
    person = voices.add_person(app, number, Group.OFFICER, user="officer", themes="finance")
    assert texts(officer) == ["Read who will see what, and begin to answer"]
    for code in (f"FV{at}" for at in range(1, 6)):
        voices.answer(app, person, code, 2)
    assert texts(officer) == ["Go on answering"]
    assert "5 of 6 answered" in officer.get("/").text
    voices.answer(app, person, "FV6", 2)
    assert texts(officer) == ["Say that you have finished"]
    officer.post(f"/assessments/{number}/mine/finished", {"finished": "yes"}, 303)
    assert texts(officer) == []


def test_the_lead_opens_chases_agrees_and_has_it_signed(lead: Browser, app: Flask) -> None:
    number = voices.start(app, stage=Stage.PREPARING)
    assert texts(lead) == ["Open it for answers"]
    voices.set_stage(app, number, Stage.OPEN)
    assert texts(lead) == ["See who has answered"]
    voices.set_stage(app, number, Stage.CLOSED)
    assert texts(lead) == ["Agree the position"]
    assert "0 of 27 agreed" in lead.get("/").text
    voices.set_stage(app, number, Stage.AGREED)
    assert texts(lead) == ["Choose a sponsor, who signs it off", "Choose what to hold and what to improve"]


def test_together_with_all_answered_the_lead_says_that_it_is_agreed(lead: Browser, app: Flask) -> None:
    number = plans.agreed(app, stage_set=Stage.OPEN)
    assert texts(lead) == ["Say that the position is agreed"]
    put(app, number, archived_at=utc_now())
    assert texts(lead) == []


def test_a_reviewer_reviews_what_is_agreed_in_their_themes(viewer: Browser, app: Flask) -> None:
    number = voices.start(app, stage=Stage.CLOSED)
    voices.add_person(app, number, None, user="viewer", role=Part.REVIEWER)
    assert texts(viewer) == [], "Nothing is agreed yet"
    other = plans.agreed(app, way="separately", stage_set=Stage.CLOSED)
    voices.add_person(app, other, None, user="viewer", role=Part.REVIEWER, themes="finance")
    assert texts(viewer) == ["Review the position"]
    assert "6 positions that you have not said anything to" in viewer.get("/").text
    for at in range(1, 7):
        say(app, other, f"FV{at}")
    assert texts(viewer) == []


def say(app: Flask, number: int, code: str) -> None:
    with app.app_context(), writing():
        review = PositionReview(assessment_id=number, code=code, verdict=Verdict.AGREE)
        review.reviewer_id = voices.find_user("viewer")
        db.session.add(review)


def test_the_sponsor_signs_it_off(officer: Browser, lead: Browser, app: Flask) -> None:
    number = plans.agreed(app)
    assert texts(officer) == ["Read it and sign it off"]
    assert "Ask Omar Officer to sign it off" in texts(lead)
    plans.sign(app, number)
    assert texts(officer) == []


def test_the_lead_chooses_plans_and_holds_reviews_one_after_the_other(lead: Browser, app: Flask) -> None:
    number = plans.agreed(app)
    plans.sign(app, number)
    assert texts(lead) == ["Choose what to hold and what to improve"]
    plans.focus(app, number, "UP1", choice=None)
    assert texts(lead) == ["Choose what to hold and what to improve"], "It was taken back"
    plans.focus(app, number, "UP1", is_priority=True)
    assert texts(lead) == ["Make the plan"]
    plans.add_action(app, number, "UP1")
    assert texts(lead) == ["Plan the reviews"]
    with app.app_context(), writing():
        db.session.add(Review(assessment_id=number, due_on=TODAY + timedelta(99)))
    assert texts(lead) == []
    with app.app_context(), writing():
        db.session.add(Review(assessment_id=number, due_on=TODAY - timedelta(1)))
    (line,) = lines(lead)
    assert line.startswith("Hold the review of ")
    assert "Overdue Was due" in lead.get("/").text


def test_at_the_target_date_it_is_reassessed_once(lead: Browser, app: Flask) -> None:
    number = plans.agreed(app, target_date=TODAY)
    plans.sign(app, number)
    assert texts(lead) == ["Reassess, and see what has moved"]
    again = plans.agreed(app, lead="stranger", sponsor=None, follows_id=number)
    assert texts(lead) == []
    put(app, again, archived_at=utc_now())
    assert texts(lead) == ["Reassess, and see what has moved"], "It was given up"
    put(app, again, moved_to_id=plans.agreed(app, lead="stranger", sponsor=None, follows_id=again))
    assert texts(lead) == []


def test_in_a_correction_the_target_date_is_the_one_that_was_signed(lead: Browser, app: Flask) -> None:
    number = plans.agreed(app, target_date=TODAY)
    plans.sign(app, number)
    put(app, number, correction="The day was wrong.", target_date=TODAY + timedelta(500))
    assert "Reassess, and see what has moved" in texts(lead)
    assert f"By {date_in_words(TODAY)}" in lead.get("/").text


def test_in_a_correction_others_are_told_that_the_signed_version_stays(
    app: Flask, viewer: Browser, browser_of: Callable[[str], Browser]
) -> None:
    told = "The position is being corrected. What was signed off stays in view until the next version is signed off."
    for way, stage in (("together", Stage.OPEN), ("separately", Stage.CLOSED)):
        number = plans.agreed(app, way=way)
        voices.add_person(app, number, None, user="viewer", role=Part.VIEWER)
        plans.sign(app, number)
        assert told not in viewer.get(f"/assessments/{number}").text
        put(app, number, correction="A slip.", stage_set=stage)
        assert told in viewer.get(f"/assessments/{number}").text
        put(app, number, stage_set=Stage.AGREED)
        assert "Omar Officer is to sign it off." in viewer.get(f"/assessments/{number}").text


def test_an_action_due_is_its_lead_officers_and_the_leads_in_one_line(
    lead: Browser, member: Browser, viewer: Browser, app: Flask
) -> None:
    number = plans.agreed(app)
    plans.sign(app, number)
    voices.add_person(app, number, None, user="member", role=Part.VIEWER)
    voices.add_person(app, number, None, user="viewer", role=Part.VIEWER)
    due = {"due_on": TODAY - timedelta(3), "lead_officer": "mary member", "status": "on-track"}
    plans.add_action(app, number, "UP1", what="Set up <b>the board</b>", **due)
    plans.add_action(app, number, "UP2", what="Write it down", **due | {"lead_officer": "Somebody"})
    assert texts(member) == ["Set up <b>the board</b>"]
    assert "See how 2 actions of the plan are going" in texts(lead)
    assert "2 overdue" in lead.get("/").text
    assert texts(viewer) == []


@pytest.fixture
def member(browser_of: Callable[[str], Browser]) -> Browser:
    return browser_of("member")


def test_the_most_urgent_comes_first(lead: Browser, app: Flask) -> None:
    soon = plans.agreed(app, sponsor=None, title="Chooses")
    plans.focus(app, soon, "UP1")
    plans.add_action(app, soon, "UP1", due_on=TODAY + timedelta(5), lead_officer="Lena Lead")
    late = plans.agreed(app, sponsor="lead", title="Late")
    with app.app_context(), writing():
        db.session.add(Review(assessment_id=late, due_on=TODAY - timedelta(5)))
    found = texts(lead)
    assert found[0].startswith("Hold the review of")
    assert found[1:] == [
        "Read it and sign it off",
        "Do something about UP1",
        "Choose what to hold and what to improve",
        "Choose a sponsor, who signs it off",
        "Plan the reviews",
    ]


def test_it_asks_as_many_queries_however_many_assessments_there_are(
    lead: Browser, app: Flask, browser_of: Callable[[str], Browser]
) -> None:
    def add_round() -> None:
        number = plans.agreed(app)
        plans.add_action(app, number, "UP1", due_on=TODAY)
        voices.add_person(app, voices.start(app, lead="member"), user="lead", told_at=utc_now())
        other = plans.agreed(app, lead="member", way="separately", stage_set=Stage.CLOSED)
        voices.add_person(app, other, None, user="lead", role=Part.REVIEWER)

    add_round()
    before = count(app, lead, "/")
    for _ in range(4):
        add_round()
    assert count(app, lead, "/") == before
    assert before <= 18


def test_the_page_of_an_assessment_says_the_same_in_the_same_words(lead: Browser, app: Flask) -> None:
    number = plans.agreed(app)
    page = lead.get(f"/assessments/{number}")
    for text in texts(lead):
        assert text in page.links()


def test_a_visitor_sees_what_this_is(visitor: Browser) -> None:
    page = visitor.get("/")
    assert page.h1 == "Where your council is now, and where it is going"
    assert "where it wants to be in one to two years" in page.text
