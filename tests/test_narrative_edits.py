"""The lead’s own text on a theme in the place of the made one."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from app.database import db, writing
from app.results.tables import NARRATIVE_LENGTH, NarrativeEdit
from tests.browsing import Browser, Page, squeeze
from tests.summaries import answer, html_of

THEME = "local-place-and-priorities"
TITLE = "Understanding of the local place and priority setting"
TEXT = "We know our place.\n\nMore is to come: <b>two</b> reports & a survey.\nBoth are due in May."
OLDER = "for figures that have changed since."


@pytest.fixture
def address(assessment_url: str) -> str:
    return f"{assessment_url}/results/narrative/{THEME}"


@pytest.fixture
def answered(app: Flask, assessment_url: str) -> str:
    """Three of the first theme’s characteristics."""
    for number in range(3):
        answer(app, assessment_url, number)
    return assessment_url


def write(lead: Browser, address: str, text: str = TEXT) -> Page:
    return lead.post_form(address, {"text": text}, action=address)


def shown(browser: Browser, assessment_url: str, theme: str = THEME) -> str:
    page = browser.get(f"{assessment_url}/results")
    (section,) = page.find("section", aria_labelledby=f"theme-{theme}")
    return squeeze("".join(section.itertext()))


def made_text(page: Page) -> str:
    (aside,) = page.find("aside")
    return "\n\n".join(squeeze("".join(p.itertext())) for p in aside.iter("p"))


def edits(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(NarrativeEdit)) or 0


def test_each_theme_of_the_results_has_its_text(lead: Browser, answered: str) -> None:
    assert "We are at Developing on all three characteristics that we have placed." in shown(lead, answered)
    assert "None of the five characteristics of this theme has been answered yet." in shown(
        lead, answered, "leadership-of-place"
    )


def test_the_lead_edits_from_the_made_text(lead: Browser, answered: str, address: str) -> None:
    page = lead.get(f"{answered}/results")
    assert page.links()[f"Edit this text on {TITLE}"] == address
    page = lead.get(address)
    (box,) = page.find("textarea")
    assert (box.text or "").strip() == made_text(page)
    assert page.h1 == f"Text on {TITLE}"


def test_an_edit_stands_for_everybody_as_it_was_typed(
    lead: Browser, viewer: Browser, officer: Browser, answered: str, address: str
) -> None:
    page = write(lead, address)
    assert page.path == f"{answered}/results"
    assert f"Your text on “{TITLE}” is saved." in page.text
    for browser in (lead, viewer, officer):
        text = shown(browser, answered)
        assert "We know our place. More is to come: <b>two</b> reports & a survey. Both are due in May." in text
        assert "We are at Developing" not in text
    typed = [p for p in viewer.get(f"{answered}/results").find("p") if "app-typed" in p.get("class", "")]
    assert ["".join(p.itertext()) for p in typed] == TEXT.split("\n\n")


def test_the_other_themes_keep_their_made_text(lead: Browser, answered: str, address: str) -> None:
    write(lead, address)
    assert "has been answered yet" in shown(lead, answered, "leadership-of-place")


def test_the_next_edit_begins_with_the_last_beside_the_made_text(lead: Browser, answered: str, address: str) -> None:
    write(lead, address)
    page = lead.get(address)
    (box,) = page.find("textarea")
    assert (box.text or "").strip() == TEXT
    assert made_text(page).startswith("We are at Developing on all three")


def test_only_the_lead_may_edit(
    officer: Browser, viewer: Browser, stranger: Browser, administrator: Browser, answered: str, address: str
) -> None:
    for browser in (officer, viewer):
        assert "Edit this text" not in shown(browser, answered)
        browser.get(address, 403)
        page = browser.post(address, {"text": "Mine"}, 403)
        assert "Mine" in page.text, "what was typed is not lost"
        browser.post(f"{address}/made", {}, 403)
    for browser in (stranger, administrator):
        browser.get(address, 404)
        browser.post(address, {"text": "Mine"}, 404)
        browser.post(f"{address}/made", {}, 404)


def test_an_archived_assessment_keeps_its_text_and_takes_no_other(lead: Browser, answered: str, address: str) -> None:
    write(lead, address)
    lead.post(f"{answered}/archive", {}, 303)
    assert "We know our place." in shown(lead, answered)
    assert "Edit this text" not in shown(lead, answered)
    assert "archived" in lead.get(address, 403).text


def test_a_theme_that_is_not_there_has_no_text(lead: Browser, assessment_url: str) -> None:
    for theme in ("nothing", THEME.upper(), "x" * 300):
        lead.get(f"{assessment_url}/results/narrative/{theme}", 404)
        lead.post(f"{assessment_url}/results/narrative/{theme}/made", {}, 404)


@pytest.mark.parametrize(
    "change",
    [{"current": 3}, {"target": 2}, {"evidence": 4}, {"kind": None, "current": None}, {"is_priority": True}],
)
def test_an_edit_is_kept_when_figures_change_and_marked_as_older(
    lead: Browser, viewer: Browser, app: Flask, answered: str, address: str, change: dict[str, object]
) -> None:
    write(lead, address)
    with app.app_context(), writing():
        db.session.execute(update(NarrativeEdit).values(saved_at=datetime(2027, 5, 3, 12, tzinfo=UTC)))
    assert OLDER not in shown(lead, answered)
    assert "Written" not in html_of(app, answered)
    answer(app, answered, 0, **change)
    assert "We know our place. More is to come" in shown(lead, answered)
    assert f"This text was written on 3 May 2027 {OLDER}" in shown(lead, answered)
    assert f"This text was written on 3 May 2027 {OLDER}" in lead.get(address).text
    assert f"This text was written on 3 May 2027 {OLDER}" in shown(viewer, answered)
    assert "Written 3 May 2027; the figures have changed since." in html_of(app, answered)


def test_another_target_date_makes_an_edit_older(lead: Browser, answered: str, address: str) -> None:
    write(lead, address)
    year = lead.get(f"{answered}/edit").by_id("target_date-year").get("value", "")
    month = lead.get(f"{answered}/edit").by_id("target_date-month").get("value", "")
    lead.post_form(f"{answered}/edit", {"target_date-day": "1", "target_date-month": month, "target_date-year": year})
    assert OLDER in shown(lead, answered)


def test_what_does_not_touch_the_theme_does_not_make_its_edit_older(
    lead: Browser, app: Flask, answered: str, address: str
) -> None:
    write(lead, address)
    answer(app, answered, 10, current=4)
    answer(app, answered, 0, note="Another note.")
    assert OLDER not in shown(lead, answered)


def test_an_edit_begun_on_older_figures_is_marked_at_once(
    lead: Browser, app: Flask, answered: str, address: str
) -> None:
    page = lead.get(address)
    answer(app, answered, 0, current=4)
    lead.press(page, {"text": TEXT}, action=address)
    assert OLDER in shown(lead, answered)


def test_saving_again_for_the_new_figures_takes_the_mark_away(
    lead: Browser, app: Flask, answered: str, address: str
) -> None:
    write(lead, address)
    answer(app, answered, 0, current=4)
    lead.post_form(address, {}, action=address)
    assert "We know our place." in shown(lead, answered)
    assert OLDER not in shown(lead, answered)


@pytest.mark.parametrize("where", ["results", "the text’s own page"])
def test_the_made_text_can_be_used_again(lead: Browser, app: Flask, answered: str, address: str, where: str) -> None:
    write(lead, address)
    page = lead.get(f"{answered}/results" if where == "results" else address)
    page = lead.press(page, action=f"{address}/made")
    assert f"The made text on “{TITLE}” is used." in page.text
    assert "We are at Developing on all three" in shown(lead, answered)
    assert edits(app) == 0


def test_the_made_text_saved_as_it_is_stays_made(lead: Browser, app: Flask, answered: str, address: str) -> None:
    lead.post_form(address, {}, action=address)
    assert edits(app) == 0
    answer(app, answered, 3, current=4)
    assert "Future demand stands higher, at Leader." in shown(lead, answered)


def test_too_long_a_text_is_refused_and_not_lost(lead: Browser, app: Flask, address: str) -> None:
    typed = "w" * (NARRATIVE_LENGTH + 1)
    page = lead.post_form(address, {"text": typed}, 422, action=address)
    assert page.errors() == ["The text must be 6,000 characters or fewer"]
    assert (page.by_id("text").text or "").strip() == typed
    assert (page.find("title")[0].text or "").startswith("Error: ")
    assert edits(app) == 0
    write(lead, address, "w" * NARRATIVE_LENGTH)
    assert edits(app) == 1


def test_a_text_of_nothing_is_refused(lead: Browser, app: Flask, address: str) -> None:
    page = lead.post_form(address, {"text": " \n\n "}, 422, action=address)
    assert page.errors() == ["Enter the text, or use the made text again"]
    assert edits(app) == 0


@pytest.mark.parametrize("field", ["seen", "figures"])
def test_a_damaged_form_is_refused_and_nothing_typed_is_lost(
    lead: Browser, app: Flask, address: str, field: str
) -> None:
    page = lead.post_form(address, {"text": TEXT, field: "x"}, 422, action=address)
    assert page.errors() == ["This form is damaged. Copy what you typed and reload the page"]
    assert (page.by_id("text").text or "").strip() == TEXT
    assert edits(app) == 0
    lead.post(f"{address}/made", {"seen": "x"}, 400)


def test_the_same_text_sent_twice_is_no_conflict(lead: Browser, app: Flask, answered: str, address: str) -> None:
    page = lead.get(address)
    for _ in range(2):
        assert lead.press(page, {"text": TEXT}, action=address).h1 == "Results"
    assert edits(app) == 1


def test_of_two_tabs_the_second_is_shown_both_texts(lead: Browser, answered: str, address: str) -> None:
    first, second = lead.get(address), lead.get(address)
    lead.press(first, {"text": "From the first tab."}, action=address)
    page = lead.press(second, {"text": "From the second tab."}, 409, action=address)
    assert "Which text should stand?" in page.text
    assert "From the first tab." in page.text
    assert (page.by_id("text").text or "").strip() == "From the second tab."
    assert "From the first tab." in shown(lead, answered)


def test_of_two_texts_the_person_chooses(lead: Browser, answered: str, address: str) -> None:
    second = lead.get(address)
    write(lead, address, "From the first tab.")
    page = lead.press(second, {"text": "From the second tab."}, 409, action=address)
    lead.press(page, {}, 409, action=address)
    (button,) = page.find("button", name="replaces")
    lead.press(page, {"replaces": button.get("value", "")}, action=address)
    assert "From the second tab." in shown(lead, answered)


def test_a_third_text_is_not_overwritten_by_the_choice_between_two(lead: Browser, answered: str, address: str) -> None:
    second = lead.get(address)
    write(lead, address, "From the first tab.")
    page = lead.press(second, {"text": "From the second tab."}, 409, action=address)
    (button,) = page.find("button", name="replaces")
    write(lead, address, "From a third tab.")
    page = lead.press(page, {"replaces": button.get("value", "")}, 409, action=address)
    assert "From a third tab." in page.text
    assert "From a third tab." in shown(lead, answered)


def test_a_text_made_again_in_another_tab_is_told_and_can_be_replaced(
    lead: Browser, answered: str, address: str
) -> None:
    write(lead, address, "From the first tab.")
    second = lead.get(address)
    lead.press(lead.get(address), action=f"{address}/made")
    page = lead.press(second, {"text": "From the second tab."}, 409, action=address)
    assert "The made text was taken again in another tab or window" in page.text
    (button,) = page.find("button", name="replaces")
    lead.press(page, {"replaces": button.get("value", "")}, action=address)
    assert "From the second tab." in shown(lead, answered)


def test_a_text_that_was_not_seen_is_not_removed(lead: Browser, answered: str, address: str) -> None:
    write(lead, address, "From the first tab.")
    second = lead.get(f"{answered}/results")
    write(lead, address, "Rewritten meanwhile.")
    page = lead.press(second, {}, 409, action=f"{address}/made")
    assert "Nothing has been removed" in page.text
    assert (page.by_id("text").text or "").strip() == "Rewritten meanwhile."
    assert "Rewritten meanwhile." in shown(lead, answered)
    lead.press(page, action=f"{address}/made")
    assert "Rewritten meanwhile." not in shown(lead, answered)


def test_texts_go_with_their_assessment(lead: Browser, app: Flask, answered: str, address: str) -> None:
    write(lead, address)
    lead.post_form(f"{answered}/delete", {"typed_title": "Self-assessment 2026"})
    assert edits(app) == 0


def test_the_summary_prints_the_text_and_another_text_makes_another_document(
    lead: Browser, app: Flask, answered: str, address: str
) -> None:
    made = html_of(app, answered)
    assert "We are at Developing on all three characteristics that we have placed." in made
    assert made == html_of(app, answered)
    write(lead, address)
    edited = html_of(app, answered)
    assert "More is to come: &lt;b&gt;two&lt;/b&gt; reports &amp; a survey." in edited
    write(lead, address, "Another text.")
    assert "Another text." in html_of(app, answered)
