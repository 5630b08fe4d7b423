"""Criteria help to choose a level, are kept with the answer, and decide nothing."""

import re
from html import unescape
from pathlib import Path

import pytest
from flask import Flask

from app.assessment.criteria import remarks_on
from app.assessment.tables import Position
from app.database import db
from app.maturity.definitions import Characteristic, LevelDescription, Model
from app.maturity.loading import read_model
from tests.browsing import Browser, Page, fields_of

FV3 = "/themes/finance/fv3"
SMALL = (Path(__file__).parent / "models/small.yaml").read_text("utf-8")


@pytest.fixture
def fv3(lead: Browser, assessment_url: str) -> Page:
    return lead.get(assessment_url + FV3)


@pytest.fixture
def model() -> Model:
    return read_model(SMALL, "small.yaml")


@pytest.fixture
def characteristic(model: Model) -> Characteristic:
    """Two criteria at each level but the last, which has none."""
    first = model.characteristics[0]
    criteria = {number: (f"a{number}", f"b{number}") for number in range(1, model.top_level)}
    levels = {
        number: LevelDescription(descriptor=f"Level {number}.", criteria=criteria.get(number, ()))
        for number in first.levels
    }
    return first.model_copy(update={"levels": levels})


def boxes_of(page: Page, level: int) -> list[str]:
    return [
        box.get("value", "") for box in page.find("input", name="criteria") if box.get("value", "")[0] == str(level)
    ]


def saved(app: Flask) -> Position:
    with app.app_context():
        return db.session.query(Position).one()


def words_of(html: str) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)))


def test_nothing_is_said_where_ticks_and_level_agree(model: Model, characteristic: Characteristic) -> None:
    assert remarks_on(model, characteristic, 2, ["1.1", "1.2", "2.1", "2.2"]) == ((), None)


def test_nothing_is_said_to_somebody_who_ticks_nothing(model: Model, characteristic: Characteristic) -> None:
    assert remarks_on(model, characteristic, 2, []) == ((), None)


def test_an_answer_without_a_level_draws_no_remark(model: Model, characteristic: Characteristic) -> None:
    assert remarks_on(model, characteristic, None, ["1.1"]) == ((), None)


def test_a_criterion_below_the_level_that_is_not_ticked_is_named(model: Model, characteristic: Characteristic) -> None:
    (one,) = remarks_on(model, characteristic, 2, ["1.1", "2.1", "2.2"]).unticked
    assert (one.level.number, one.criteria, one.is_whole) == (1, ("b1",), False)


def test_a_level_of_which_nothing_is_ticked_is_named_as_a_whole(model: Model, characteristic: Characteristic) -> None:
    (one,) = remarks_on(model, characteristic, 2, ["1.1", "1.2"]).unticked
    assert (one.level.number, one.is_whole) == (2, True)


def test_a_level_without_criteria_is_passed_over(model: Model, characteristic: Characteristic) -> None:
    everything = [f"{level}.{place}" for level in range(1, model.top_level) for place in (1, 2)]
    assert remarks_on(model, characteristic, model.top_level, everything) == ((), None)


def test_everything_ticked_at_the_level_above_is_asked_about(model: Model, characteristic: Characteristic) -> None:
    remarks = remarks_on(model, characteristic, 1, ["1.1", "1.2", "2.1", "2.2"])
    assert remarks.next_level == model.levels[1]
    assert remarks_on(model, characteristic, 0, ["1.1", "1.2"]).next_level == model.levels[0]


def test_ticks_are_saved_as_part_of_the_answer(lead: Browser, app: Flask, fv3: Page) -> None:
    ticks = [*boxes_of(fv3, 1), boxes_of(fv3, 3)[0]]
    lead.press(fv3, {"current": "2", "criteria": ticks})
    assert saved(app).criteria.split() == ticks
    assert saved(app).current == 2
    again = fields_of(lead.get(fv3.path).by_id("answer"))
    assert again.getlist("criteria") == ticks


def test_ticks_without_a_level_choose_none(lead: Browser, app: Flask, fv3: Page) -> None:
    lead.press(fv3, {"criteria": boxes_of(fv3, 1) + boxes_of(fv3, 2)})
    assert saved(app).kind is None
    assert saved(app).criteria


def test_a_tick_taken_away_is_gone(lead: Browser, app: Flask, fv3: Page) -> None:
    ticked = lead.press(fv3, {"current": "1", "criteria": boxes_of(fv3, 1)})
    lead.press(ticked, {"criteria": []})
    assert saved(app).criteria == ""


def test_with_four_chosen_the_feedback_names_what_is_not_ticked_at_three(lead: Browser, fv3: Page) -> None:
    every = [value for level in (1, 2, 3, 4) for value in boxes_of(fv3, level)]
    without = [value for value in every if value != "3.2"]
    label = next(
        label for label in fv3.find("label") if label.get("for") == fv3.find("input", value="3.2")[0].get("id")
    )
    text = lead.press(fv3, {"current": "4", "criteria": without}).text_of("feedback")
    assert "Leader takes in every level below it. Not ticked:" in text
    assert f"Mature: “{''.join(label.itertext())}”" in text


def test_with_three_chosen_and_one_to_three_ticked_nothing_is_said(lead: Browser, fv3: Page) -> None:
    ticks = [value for level in (1, 2, 3) for value in boxes_of(fv3, level)]
    text = lead.press(fv3, {"current": "3", "criteria": ticks}).text_of("feedback")
    assert "ticked" not in text.lower()


def test_with_two_chosen_and_one_to_three_ticked_the_next_level_is_asked_about(lead: Browser, fv3: Page) -> None:
    ticks = [value for level in (1, 2, 3) for value in boxes_of(fv3, level)]
    text = lead.press(fv3, {"current": "2", "criteria": ticks}).text_of("feedback")
    assert "Everything at Mature is ticked as well. Is Mature true?" in text


def test_the_feedback_comes_with_an_autosave(lead: Browser, fv3: Page) -> None:
    answer = lead.autosave(fv3, {"current": "1", "criteria": boxes_of(fv3, 1)[0]})
    assert "Not ticked" in words_of(answer.text)


def test_a_tick_that_does_not_exist_is_refused(lead: Browser, app: Flask, fv3: Page) -> None:
    lead.press(fv3, {"current": "1", "criteria": ["9.9"]}, status=422)
    with app.app_context():
        assert db.session.query(Position).count() == 0


def test_the_criteria_stay_behind_their_summary_until_one_is_ticked(lead: Browser, fv3: Page) -> None:
    def is_open(page: Page) -> bool:
        (found,) = [
            one
            for one in page.find("details")
            if "Tick what is in place" in "".join(one.find("summary").itertext())  # type: ignore[union-attr]
        ]
        return found.get("open") is not None

    assert not is_open(fv3)
    assert is_open(lead.press(fv3, {"criteria": boxes_of(fv3, 1)}))


def test_both_answers_show_their_ticks_when_two_people_save(
    lead: Browser, officer: Browser, assessment_url: str, fv3: Page
) -> None:
    theirs = officer.get(fv3.path)
    officer.press(theirs, {"current": "1", "criteria": boxes_of(theirs, 1)})
    conflict = lead.press(fv3, {"current": "1", "criteria": []}, status=409)
    assert "Ticked" in conflict.text_of("conflict")


def test_a_viewer_sees_what_is_ticked(lead: Browser, viewer: Browser, fv3: Page) -> None:
    lead.press(fv3, {"current": "1", "criteria": boxes_of(fv3, 1)})
    assert "Ticked: " in viewer.get(fv3.path).text
