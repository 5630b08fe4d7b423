"""The slides, opened and read back: what they say, what fits, what everybody can read, and what is left out."""

import re
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from pptx import Presentation
from pptx.util import Inches

from app.accounts.tables import Council
from app.assessment.tables import Assessment, Position, Stage
from app.database import db, writing
from app.documents import slides_fit as fit
from app.maturity.definitions import Model
from app.position.comparing import find_comparison
from tests import plans, voices
from tests.browsing import Browser

LONG = "Wonderful MAXIMUM WIDTH of a very long name " * 30


@pytest.fixture
def number(app: Flask) -> int:
    found = plans.agreed(app)
    for code in ("UP1", "UP2"):
        plans.focus(app, found, code, is_priority=True)
    for turn in range(24):
        plans.add_action(app, found, "UP1", what=f"Action {turn}", lead_officer="Olive Officer")
    return found


@pytest.fixture
def url(number: int) -> str:
    return f"/assessments/{number}/slides.pptx"


def slides(browser: Browser, url: str) -> Any:
    answer = browser.client.get(url)
    assert answer.status_code == 200, answer.text
    return Presentation(BytesIO(answer.data))


def titles(deck: Any) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in deck.slides]


def shown(slide: Any) -> str:
    texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    texts += [cell.text for shape in slide.shapes if shape.has_table for row in shape.table.rows for cell in row.cells]
    return "\n".join(texts)


def notes(slide: Any) -> str:
    return str(slide.notes_slide.notes_text_frame.text)


def everything(deck: Any) -> str:
    return "\n".join(shown(slide) + "\n" + notes(slide) for slide in deck.slides)


def by_title(deck: Any, title: str) -> Any:
    return next(slide for slide in deck.slides if slide.shapes.title.text_frame.text == title)


def test_a_slide_for_each_thing_in_its_order(lead: Browser, url: str, model: Model) -> None:
    deck = slides(lead, url)
    found = titles(deck)
    assert found[:2] == [plans.TITLE, "Where we are, and where we want to be"]
    assert found[2:7] == [theme.title for theme in model.themes]
    assert found[7] == "Priorities"
    assert found[8:] == [f"Plan ({one} of {len(found) - 8})" for one in range(1, len(found) - 7)]
    assert len(found) > 9


def test_the_title_slide_carries_the_state(app: Flask, lead: Browser, url: str, number: int) -> None:
    deck = slides(lead, url)
    assert "Agreed, not signed off yet" in shown(deck.slides[0])
    assert "Anytown Borough Council" in shown(deck.slides[0])
    plans.sign(app, number)
    deck = slides(lead, url)
    assert "Signed off by Omar Officer, version 1 on" in shown(deck.slides[0])
    assert "digest" in shown(deck.slides[0])
    assert all("Signed off by Omar Officer" in shown(slide) for slide in list(deck.slides)[1:])


def test_the_chart_can_be_edited_and_says_what_it_shows(lead: Browser, url: str, model: Model) -> None:
    slide = slides(lead, url).slides[1]
    (frame,) = [shape for shape in slide.shapes if shape.has_chart]
    chart = frame.chart
    names = [series.name for series in chart.plots[0].series]
    assert names[1 : len(model.levels) + 1] == [level.name for level in model.levels]
    assert len(list(chart.plots[0].categories)) == 2 * len(model.themes)
    totals = [sum(values) for values in zip(*(series.values for series in chart.plots[0].series), strict=True)]
    assert totals == [len(theme.characteristics) for theme in model.themes for _ in range(2)]
    assert chart.part.chart_workbook.xlsx_part is not None
    described = frame._element.xpath(".//p:cNvPr")[0].get("descr")
    assert described.startswith("Bar chart: how many characteristics are at each level")
    assert all(theme.title in described for theme in model.themes)


def test_a_theme_says_its_median_range_and_counts_in_words(lead: Browser, url: str, model: Model) -> None:
    slide = by_title(slides(lead, url), model.themes[0].title)
    text = shown(slide)
    for said in ("Median:", "Range now:", "At each level now:", "Evidence"):
        assert said in text
    for one in model.themes[0].characteristics:
        assert one.title in text
        assert one.title in notes(slide)
    assert len(notes(slide)) > len(text)


def test_there_is_no_overall_score_and_no_word_of_weakness(lead: Browser, url: str) -> None:
    text = everything(slides(lead, url)).lower().replace("version 1.0", "")
    assert not re.search(r"weakness|\d%|\d\.\d|overall score(?! )|grade|ranking", text.replace("no overall score", ""))


def test_the_public_version_names_nobody(app: Flask, lead: Browser, url: str, number: int) -> None:
    plans.change(app, number, "UP1", restricted_note="For us alone", note="Seen at the meeting")
    plans.sign(app, number)
    full, public = everything(slides(lead, url)), everything(slides(lead, f"{url}?version=public"))
    assert "Olive Officer" in full
    for secret in ("Olive Officer", "Omar Officer", "Lena Lead", "For us alone", "Seen at the meeting"):
        assert secret not in public
    assert "For us alone" not in full
    assert "Public version" in public
    lead.get(f"{url}?version=pubic", 404)


def test_everybody_can_read_it(lead: Browser, url: str) -> None:
    deck = slides(lead, url)
    assert deck.core_properties.language == "en-GB"
    assert deck.core_properties.title == plans.TITLE
    assert (deck.slide_width, deck.slide_height) == (Inches(13.333), Inches(7.5))
    for place, slide in enumerate(deck.slides):
        assert slide.shapes[0] == slide.shapes.title
        assert slide.shapes.title.text_frame.text
        assert notes(slide)
        assert {it.get("lang") for it in slide.element.iter("{*}rPr")} == {"en-GB"}
        numbers = slide.element.xpath(".//a:fld[@type='slidenum']")
        assert bool(numbers) == (place > 0)
        for shape in slide.shapes:
            if shape.has_table or shape.has_chart:
                assert shape._element.xpath(".//p:cNvPr")[0].get("descr")
            if shape.has_table:
                assert shape.table.first_row
    assert len(set(titles(deck))) == len(deck.slides)


def test_its_date_is_that_of_the_newest_answer(app: Flask, lead: Browser, url: str, number: int) -> None:
    with app.app_context(), writing():
        for position in db.session.query(Position).filter_by(assessment_id=number):
            position.saved_at = datetime(2026, 3, 2, 12, tzinfo=UTC)
    about = slides(lead, url).core_properties
    assert about.created == about.modified == datetime(2026, 3, 2)


def test_there_is_no_macro_no_link_and_nothing_of_another_machine(lead: Browser, url: str) -> None:
    with zipfile.ZipFile(BytesIO(lead.client.get(url).data)) as file:
        names = file.namelist()
        assert not [name for name in names if re.search(r"vba|printer|thumbnail|activeX|embeddings/ole", name, re.I)]
        for name in names:
            if name.endswith(".rels"):
                assert b'TargetMode="External"' not in file.read(name)


def test_nothing_overflows_with_the_longest_names(
    app: Flask, lead: Browser, url: str, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context(), writing():
        db.session.get_one(Council, 1).name = LONG[:120]
        db.session.get_one(Assessment, number).title = LONG[:120]
    for _ in range(5):
        plans.add_action(app, number, "UP2", what=LONG[:1000], lead_officer=LONG[:120])
    plans.add_action(app, number, "UP2", what="W" * 1000, lead_officer="M" * 120)
    deck = slides(lead, url)
    assert_fits(deck)
    assert "…" in everything(deck)
    assert LONG[:1000].strip() in "\n".join(map(notes, deck.slides))
    assert "W" * 1000 in "\n".join(map(notes, deck.slides))


def assert_fits(deck: Any) -> None:
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= deck.slide_width
            if shape.has_table:
                rows = shape.table.rows
                bottom = shape.top + sum(row.height for row in rows)
                assert bottom <= Inches(6.9), slide.shapes.title.text_frame.text
                for row in rows:
                    for cell, column in zip(row.cells, shape.table.columns, strict=True):
                        width = column.width.inches - 0.16
                        assert fit.height_of(cell.text, width, 14) <= row.height.inches
            elif shape.has_text_frame and shape.text_frame.text:
                assert shape.top + shape.height <= deck.slide_height
                assert text_height(shape) <= shape.height.inches + 0.01, shape.text_frame.text


def text_height(shape: Any) -> float:
    width, total = shape.width.inches - 0.16, 0.0
    default = 28 if "Title" in shape.name else 11
    for paragraph in shape.text_frame.paragraphs:
        size = next((run.font.size.pt for run in paragraph.runs if run.font.size), default)
        total += fit.height_of(paragraph.text, width, size)
    return total


def test_where_members_and_officers_differ_is_suppressed_as_it_is_stored(app: Flask, lead: Browser) -> None:
    number = voices.start(app, sponsor="officer")
    for place, person in enumerate(voices.add_people(app, number, partners=2)):
        voices.answer(app, person, "UP1", 4 if place < 5 else 1 if place < 10 else 3, 4, 2)
    voices.close(app, number)
    with app.app_context():
        find_comparison(db.session.get_one(Assessment, number))
    deck = slides(lead, f"/assessments/{number}/slides.pptx")
    slide = by_title(deck, "Where members and officers differ")
    assert "Members" in shown(slide)
    assert "artners" not in shown(slide)
    assert_fits(deck)


@pytest.mark.parametrize(
    ("officers", "said", "rules"),
    [
        (5, "Members and officers have the same median on everything that is shown of both.", 1),
        (2, "Members and officers are not both shown on any characteristic.", 1),
        (-5, "There is no comparison, because fewer than five people answered", 0),
    ],
)
def test_the_notes_say_once_what_is_shown(app: Flask, lead: Browser, officers: int, said: str, rules: int) -> None:
    number = voices.start(app)
    people = voices.add_people(app, number, officers=max(officers, 0))
    for place, person in enumerate(people if officers > 0 else people[:2]):
        voices.answer(app, person, "UP1", 1 + place % 5 % 3, 4, 2)
    voices.close(app, number)
    slide = by_title(slides(lead, f"/assessments/{number}/slides.pptx"), "Where members and officers differ")
    assert said in shown(slide)
    assert notes(slide).count(said) == 1
    assert notes(slide).count("A group is shown where at least five of it gave a level") == rules


def test_done_together_there_is_no_such_slide(lead: Browser, url: str) -> None:
    assert "Where members and officers differ" not in titles(slides(lead, url))


@pytest.mark.parametrize(("colour", "used"), [("#7a1f5c", "7A1F5C"), ("#ffff00", "1D4F6E"), (None, "1D4F6E")])
def test_the_councils_colour_is_used_where_it_can_be_read(
    app: Flask, lead: Browser, url: str, colour: str | None, used: str
) -> None:
    with app.app_context(), writing():
        db.session.get_one(Council, 1).colour = colour
    deck = slides(lead, url)
    assert str(deck.slides[0].background.fill.fore_color.rgb) == used


def test_nothing_answered_yet_still_makes_slides(app: Flask, lead: Browser, assessment_url: str) -> None:
    deck = slides(lead, f"{assessment_url}/slides.pptx")
    text = everything(deck)
    assert "No characteristic has been marked as a priority yet." in text
    assert "There are no actions in the plan yet." in text
    assert_fits(deck)


def test_formulas_and_markup_come_out_as_text(app: Flask, lead: Browser, url: str, number: int) -> None:
    plans.add_action(app, number, "UP3", what="=HYPERLINK(1) <b>bold</b> 🙂")
    assert "=HYPERLINK(1) <b>bold</b> 🙂" in everything(slides(lead, url))


def test_a_correction_and_other_models_fit_as_well(app: Flask, lead: Browser, url: str, number: int) -> None:
    with app.app_context(), writing():
        db.session.query(Position).filter_by(assessment_id=number).delete()
        db.session.get_one(Assessment, number).stage_set = Stage.OPEN
    assert_fits(slides(lead, url))
