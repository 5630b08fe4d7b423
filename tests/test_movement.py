"""What moved from one assessment to the next: the figures without Flask, then the page."""

from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from app.assessment.dates import add_months
from app.assessment.tables import Assessment, Stage
from app.assessment.tables import Way as AssessmentWay
from app.database import db, utc_now, writing
from app.maturity.definitions import Model
from app.maturity.loading import read_model
from app.participation.tables import Part
from app.plan.movement import Against, Movement, Side, Way, Wording, movement_of
from app.plan.movement_charts import WIDTH, movement_chart
from app.plan.movement_words import changed_parts, first_words, row_in_words
from app.plan.tables import Action, Progress
from app.results.figures import Answer, Kind, figures_of
from tests import plans, voices
from tests.browsing import Browser
from tests.test_many_people import count
from tests.test_moving import NEW_WORDS, publish_next, with_another_level

SMALL = (Path(__file__).parent / "models/small.yaml").read_text(encoding="utf-8")
RESERVES = SMALL[SMALL.index("      - code: FV2") :]
THEN, NOW, TARGET = date(2026, 5, 1), date(2027, 5, 1), date(2027, 11, 1)


def model(*replacements: tuple[str, str]) -> Model:
    text = SMALL
    for old, new in replacements:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return read_model(text, "model.yaml")


def level(current: int, target: int | None = None) -> Answer:
    return Answer(Kind.LEVEL, current, target)


def side(answers: dict[str, Answer], of: Model | None = None, as_at: date = THEN) -> Side:
    of = of or model()
    return Side(of, figures_of(of, answers), as_at, TARGET)


def moved(
    before: dict[str, Answer], now: dict[str, Answer], of: Model | None = None, actions: tuple[Action, ...] = ()
) -> Movement:
    return movement_of(side(before), side(now, of, NOW), actions, frozenset({2}))


@pytest.mark.parametrize(
    ("was", "now", "way", "against"),
    [
        (level(1, 3), level(3), Way.ROSE, Against.REACHED),
        (level(1, 3), level(2), Way.ROSE, Against.SHORT),
        (level(1, 2), level(3), Way.ROSE, Against.BEYOND),
        (level(2, 2), level(2), Way.HELD, Against.REACHED),
        (level(2, 3), level(0), Way.FELL, Against.SHORT),
        (level(2), level(3), Way.ROSE, Against.NO_PLAN),
        (Answer(Kind.UNKNOWN), level(3), Way.NOT_COMPARED, Against.NO_PLAN),
        (level(1, 3), Answer(Kind.NOT_APPLICABLE), Way.NOT_COMPARED, Against.NO_PLAN),
        (level(1, 3), Answer(Kind.LEVEL, 3, is_confirmed=False), Way.NOT_COMPARED, Against.NO_PLAN),
    ],
)
def test_what_rose_fell_or_held_and_how_it_stands_to_its_target(
    was: Answer, now: Answer, way: Way, against: Against
) -> None:
    row = moved({"FV1": was}, {"FV1": now}).rows[0]
    assert (row.way, row.against) == (way, against)


def test_it_is_said_in_words_with_counts_and_no_score() -> None:
    found = moved({"FV1": level(1, 3), "FV2": level(2, 2)}, {"FV1": level(2), "FV2": level(2)})
    assert first_words(found) == [
        "Since 1 May 2026, one characteristic rose, none fell and one held.",
        "One of those compared was planned to rise by 1 November 2027: none is there yet.",
    ]
    assert [row_in_words(row, found) for row in found.rows] == [
        "One last time, Two now: rose one step, one step short of its target, Three.",
        "Two last time and now: held, as planned.",
    ]


def test_what_was_to_be_lower_and_is_not_is_above_its_target() -> None:
    found = moved({"FV1": level(3, 2), "FV2": level(3, 2)}, {"FV1": level(3), "FV2": level(2)})
    assert [row_in_words(row, found) for row in found.rows] == [
        "Three last time and now: held, one step above its target, Two.",
        "Three last time, Two now: fell one step, at its target, Two.",
    ]
    assert len(first_words(found)) == 1


def test_with_more_levels_nothing_is_counted_as_without_a_level(lead: Browser, app: Flask) -> None:
    former = plans.agreed(app)
    with_another_level(app)
    text = lead.get(f"/assessments/{follow(app, former)}/movement").text
    assert "version 2.0 has 6, so a level is something else in each" in text
    assert "a level on both sides to compare" not in text
    assert "rose, none fell" not in text
    assert "Developing last time, Mature now: not compared." in text


def test_reworded_added_and_removed_characteristics_are_told_apart() -> None:
    other = model(
        ("The council has a budget.", "The council agrees a budget."), (RESERVES, RESERVES.replace("FV2", "FV9"))
    )
    found = moved({"FV1": level(1, 3), "FV2": level(2, 3)}, {"FV1": level(3), "FV9": level(1)}, other)
    assert [(row.code, row.wording) for row in found.rows] == [
        ("FV1", Wording.REWORDED),
        ("FV9", Wording.ADDED),
        ("FV2", Wording.REMOVED),
    ]
    assert changed_parts(found.rows[0], other) == "the statement"
    assert row_in_words(found.rows[2], found).endswith("has it no more. Two last time.")
    assert "The words of one characteristic changed in between" in " ".join(first_words(found))
    assert [row.way for row in found.rows] == [Way.ROSE, Way.NOT_COMPARED, Way.NOT_COMPARED]


def test_actions_belong_to_their_characteristic_and_say_how_they_ended() -> None:
    one = Action(id=1, code="FV1", what="First", status=Progress.COMPLETE)
    two = Action(id=2, code="FV1", what="Second", status=Progress.DELAYED)
    found = moved({"FV1": level(1, 3)}, {"FV1": level(3)}, actions=(one, two))
    assert [(it.action.what, it.is_carried) for it in found.rows[0].actions] == [("First", False), ("Second", True)]
    assert found.rows[1].actions == ()


def test_the_picture_has_planned_and_actual_on_one_line_to_the_target_date() -> None:
    found = moved({"FV1": level(1, 3)}, {"FV1": level(2)})
    chart = movement_chart(found.rows[0], found)
    assert chart is not None
    assert chart.planned is not None
    assert chart.start.x == chart.left < chart.actual.x < chart.planned.x == chart.right <= WIDTH
    assert chart.start.y > chart.actual.y > chart.planned.y, "A higher level stands higher"
    assert [line.text for line in chart.days] == ["May 2026", "Nov 2027"]
    assert movement_chart(found.rows[1], found) is None


def test_a_reassessment_after_the_target_date_stays_within_the_picture() -> None:
    late = movement_of(side({"FV1": level(1, 3)}), side({"FV1": level(2)}, as_at=date(2028, 5, 1)))
    chart = movement_chart(late.rows[0], late)
    assert chart is not None
    assert chart.planned is not None
    assert chart.left < chart.planned.x < chart.actual.x == chart.right


# The page


@pytest.fixture
def former(app: Flask) -> int:
    return plans.agreed(app, as_at=add_months(date.today(), -12), target_date=add_months(date.today(), 6))


def follow(app: Flask, former: int) -> int:
    number = plans.agreed(app, title="Agreed again", follows_id=former)
    plans.change(app, number, "UP1", current=3)
    plans.change(app, number, "UP3", current=2)
    return number


@pytest.fixture
def again(app: Flask, former: int) -> str:
    return f"/assessments/{follow(app, former)}"


def test_the_page_shows_each_characteristic_with_its_picture_and_each_theme_with_its_table(
    lead: Browser, again: str
) -> None:
    results = lead.get(f"{again}/results")
    page = lead.get(results.links()["Movement since the last assessment"])
    assert page.h1 == "Movement"
    assert "one characteristic rose, one fell and 23 held." in page.text
    assert "Two characteristics do not have a level on both sides" in page.text
    assert "Developing last time, Mature now: rose one step, at its target, Mature." in page.text
    pictures = [one for one in page.root.iter() if str(one.tag).endswith("svg") and one.get("role") == "img"]
    assert len(pictures) == 25
    assert [len(list(table.iter("tr"))) - 1 for table in page.find("table")] == [5, 5, 6, 5, 6]


def test_the_actions_of_the_former_plan_say_how_they_ended(lead: Browser, app: Flask, former: int, again: str) -> None:
    done = plans.add_action(app, former, "UP1", what="Set up <i>a board</i>", status="complete")
    plans.add_action(app, former, "UP2", what="Write it down", status="stopped", stopped_reason="No money.")
    plans.add_action(app, int(again.split("/")[2]), "UP1", carried_from_id=done)
    text = lead.get(f"{again}/movement").text
    assert "Set up <i>a board</i> Complete Goes on in this plan." in text
    assert "Write it down Stopped No money." in text


def test_what_was_signed_off_is_read_from_the_snapshot(lead: Browser, app: Flask, former: int, again: str) -> None:
    plans.sign(app, former)
    plans.sign(app, int(again.split("/")[2]))
    page = lead.get(f"{again}/movement").text
    plans.change(app, former, "UP1", current=5)
    plans.change(app, int(again.split("/")[2]), "UP1", current=0)
    assert lead.get(f"{again}/movement").text == page
    assert "Signed off" in page


def test_words_that_changed_are_marked_and_shown(lead: Browser, app: Flask, former: int) -> None:
    publish_next(app)
    number = follow(app, former)
    text = lead.get(f"/assessments/{number}/movement").text
    assert "(the words changed)" in text
    assert NEW_WORDS in text
    assert "Version 1.1 of the model has it no more." in text


def test_whoever_may_not_see_the_former_one_is_told_so(
    lead: Browser, officer: Browser, viewer: Browser, app: Flask
) -> None:
    former = plans.agreed(app, lead="stranger", sponsor="officer", title="Secret title")
    number = follow(app, former)
    page = lead.get(f"/assessments/{number}/movement")
    assert "follows an assessment that you have no part in" in page.text
    assert "Secret title" not in page.html
    assert "Planned and actual" in officer.get(f"/assessments/{number}/movement").text
    with app.app_context(), writing():
        assessment = db.session.get_one(Assessment, former)
        assessment.way, assessment.stage_set = AssessmentWay.SEPARATELY, Stage.CLOSED
        assessment.lead_id, assessment.sponsor_id = voices.find_user("stranger"), None
    voices.add_person(app, former, None, user="officer", role=Part.VIEWER)
    page = officer.get(f"/assessments/{number}/movement")
    assert "whose position you cannot see yet" in page.text
    viewer.get(f"/assessments/{number}/movement", 404)


def test_the_first_of_its_kind_has_nothing_to_compare(lead: Browser, former: int) -> None:
    assert "Movement since" not in lead.get(f"/assessments/{former}/results").text
    assert "is the first of its kind" in lead.get(f"/assessments/{former}/movement").text


def test_a_longer_row_shows_the_last_two_and_links_back(lead: Browser, app: Flask, former: int, again: str) -> None:
    assert "longer row" not in lead.get(f"{again}/movement").text
    third = follow(app, int(again.split("/")[2]))
    page = lead.get(f"/assessments/{third}/movement")
    assert page.links()["the movement before this one"] == f"{again}/movement"


def test_one_that_was_only_moved_to_another_version_is_the_same(
    lead: Browser, app: Flask, former: int, again: str
) -> None:
    number = int(again.split("/")[2])
    copy = follow(app, number)
    with app.app_context(), writing():
        moved_from = db.session.get_one(Assessment, number)
        moved_from.archived_at, moved_from.moved_to_id = utc_now(), copy
    page = lead.get(f"/assessments/{copy}/movement")
    assert page.links()[plans.TITLE] == f"/assessments/{former}/results"
    assert "longer row" not in page.text


def test_what_went_on_in_one_that_was_moved_since_is_said_to_go_on(
    lead: Browser, app: Flask, former: int, again: str
) -> None:
    number = int(again.split("/")[2])
    copy = follow(app, number)
    first = plans.add_action(app, former, "UP1", what="Goes on twice")
    plans.add_action(app, copy, "UP1", carried_from_id=plans.add_action(app, number, "UP1", carried_from_id=first))
    with app.app_context(), writing():
        moved_from = db.session.get_one(Assessment, number)
        moved_from.archived_at, moved_from.moved_to_id = utc_now(), copy
    assert "Goes on twice Not started Goes on in this plan." in lead.get(f"/assessments/{copy}/movement").text


def test_it_is_asked_with_few_queries(lead: Browser, app: Flask, again: str) -> None:
    assert count(app, lead, f"{again}/movement") <= 16
