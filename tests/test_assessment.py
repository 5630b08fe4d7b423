"""Starting, changing, archiving and deleting an assessment, and who finds it."""

from datetime import date

import pytest
from flask import Flask

from app.assessment.dates import add_months
from app.assessment.tables import Assessment, Position
from app.database import db
from tests.browsing import Browser, Page

PARTS = ("day", "month", "year")


def date_fields(name: str, day: date) -> dict[str, str]:
    return {f"{name}-{part}": str(getattr(day, part)) for part in PARTS}


def only_assessment(app: Flask) -> Assessment:
    with app.app_context():
        return db.session.query(Assessment).one()


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 11, 22), 18, date(2028, 5, 22)),
        (date(2026, 8, 31), 18, date(2028, 2, 29)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
    ],
)
def test_months_are_counted_as_people_count_them(start: date, months: int, end: date) -> None:
    assert add_months(start, months) == end


def test_with_no_assessment_the_list_says_what_to_do(lead: Browser) -> None:
    page = lead.get("/assessments")
    assert "You have no part in an assessment yet." in page.text
    assert "Start an assessment" in page.links()


def test_the_target_date_is_18_months_on_unless_changed(lead: Browser, app: Flask) -> None:
    page = lead.post_form("/assessments/new", {"title": "Spring"})
    assert page.h1 == "Spring"
    found = only_assessment(app)
    assert found.as_at == date.today()
    assert found.target_date == add_months(date.today(), 18)


@pytest.mark.parametrize("months", [12, 24])
def test_the_target_date_may_be_12_to_24_months_on(lead: Browser, app: Flask, months: int) -> None:
    as_at = date(2026, 4, 1)
    fields = date_fields("as_at", as_at) | date_fields("target_date", add_months(as_at, months))
    lead.post_form("/assessments/new", {"title": "Spring"} | fields)
    assert only_assessment(app).target_date == add_months(as_at, months)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"title": " "}, "Enter a title"),
        ({"title": "x" * 121}, "Title must be 120 characters or fewer"),
        (date_fields("target_date", date(2027, 3, 31)), "Target date must be 12 to 24 months after the as-at date"),
        (date_fields("target_date", date(2028, 4, 2)), "from 1 April 2027 to 1 April 2028"),
        ({"target_date-day": "31", "target_date-month": "2"}, "Target date must be a real date"),
        ({"as_at-year": "1999"}, "As-at date must be between 2000 and 2099"),
        ({"as_at-year": "99999"}, "As-at date must be a real date"),
        ({"as_at-day": ""}, "As-at date must include a day"),
    ],
)
def test_bad_details_are_named_and_nothing_typed_is_lost(lead: Browser, fields: dict[str, str], message: str) -> None:
    as_at = date_fields("as_at", date(2026, 4, 1)) | date_fields("target_date", date(2027, 10, 1))
    page = lead.post_form("/assessments/new", {"title": "Spring"} | as_at | fields, 422)
    assert [error for error in page.errors() if message in error], page.errors()
    for name, value in fields.items():
        assert page.find("input", name=name)[0].get("value") == value.strip()


def test_a_model_that_was_not_offered_is_refused(lead: Browser) -> None:
    page = lead.post_form("/assessments/new", {"title": "Spring", "model_version": "999"}, 422)
    assert page.errors()


def test_the_task_list_shows_each_theme_with_its_progress(lead: Browser, assessment_url: str) -> None:
    page = lead.get(assessment_url)
    assert "0 of 27 characteristics answered" in page.text
    assert page.text.count("Not yet started") == 5


def test_who_answers_finds_the_questions_to_print_and_the_lead_where_to_type_them_in(
    lead: Browser, officer: Browser, viewer: Browser, assessment_url: str
) -> None:
    for browser in (lead, officer):
        assert browser.get(assessment_url).links()["to print (PDF)"] == f"{assessment_url}/pack.pdf"
    assert lead.get(assessment_url).links()["Type in answers given on paper"] == f"{assessment_url}/enter"
    assert "Type in answers given on paper" not in officer.get(assessment_url).links()
    assert "Answers without Bearings" not in viewer.get(assessment_url).text


def test_details_can_be_changed(lead: Browser, assessment_url: str) -> None:
    page = lead.post_form(f"{assessment_url}/edit", {"title": "Better title"})
    assert page.h1 == "Better title"


def test_an_archived_assessment_can_be_read_and_not_changed_until_restored(lead: Browser, assessment_url: str) -> None:
    lead.post(f"{assessment_url}/archive", {}, 303)
    assert "Archived" in lead.get("/assessments").text
    page = lead.get(f"{assessment_url}/themes/finance/fv1")
    assert "You can see this assessment, and not change it." in page.text
    lead.post(f"{assessment_url}/themes/finance/fv1", {"current": "2"}, 403)
    lead.post(f"{assessment_url}/restore", {}, 303)
    assert lead.get(f"{assessment_url}/themes/finance/fv1").by_id("answer") is not None


def test_deleting_needs_the_title_typed_and_takes_all_answers(lead: Browser, app: Flask, assessment_url: str) -> None:
    page = lead.get(f"{assessment_url}/themes/finance/fv1")
    lead.autosave(page, {"current": "2"})
    page = lead.post_form(f"{assessment_url}/delete", {"typed_title": "Self-assessment"}, 422)
    assert page.errors() == ["Enter the title exactly as it is shown above"]
    page = lead.post_form(f"{assessment_url}/delete", {"typed_title": "Self-assessment 2026"})
    assert "its answers are deleted" in page.text
    lead.get(assessment_url, 404)
    with app.app_context():
        assert db.session.query(Position).count() == 0


PAGES = ("", "/themes/finance", "/themes/finance/fv1", "/results")
LEADS_PAGES = ("/edit", "/delete", "/people")


@pytest.mark.parametrize("page", [*PAGES, *LEADS_PAGES])
def test_a_stranger_finds_nothing(stranger: Browser, assessment_url: str, page: str) -> None:
    stranger.get(assessment_url + page, 404)


@pytest.mark.parametrize("page", [*PAGES, *LEADS_PAGES])
def test_the_administrators_role_shows_nobodys_answers(administrator: Browser, assessment_url: str, page: str) -> None:
    administrator.get(assessment_url + page, 404)


@pytest.mark.parametrize("action", ["/edit", "/archive", "/restore", "/delete", "/people", "/themes/finance/fv1"])
def test_a_stranger_changes_nothing(stranger: Browser, assessment_url: str, action: str) -> None:
    stranger.post(assessment_url + action, {"title": "Mine now", "current": "5"}, 404)


@pytest.mark.parametrize("action", ["/edit", "/archive", "/restore", "/delete", "/people"])
def test_only_the_lead_leads(officer: Browser, assessment_url: str, action: str) -> None:
    officer.post(assessment_url + action, {"title": "Mine now"}, 403)


@pytest.mark.parametrize("page", PAGES)
def test_a_viewer_reads_everything(viewer: Browser, assessment_url: str, page: str) -> None:
    viewer.get(assessment_url + page)


def test_a_viewer_changes_nothing(viewer: Browser, assessment_url: str) -> None:
    viewer.post(f"{assessment_url}/themes/finance/fv1", {"current": "5"}, 403)


def test_somebody_let_in_finds_the_assessment_in_their_list(officer: Browser, assessment_url: str) -> None:
    assert "Self-assessment 2026" in officer.get("/assessments").links()


def test_somebody_removed_finds_nothing_any_more(lead: Browser, officer: Browser, assessment_url: str) -> None:
    page = lead.get(f"{assessment_url}/people")
    (action,) = [form.get("action", "") for form in page.find("form") if "Omar" in form_text(page, form.get("action"))]
    lead.post(action, {}, 303)
    officer.get(assessment_url, 404)


def form_text(page: Page, action: str | None) -> str:
    return "".join(page.form(action).itertext()) if action and action.endswith("/remove") else ""


@pytest.mark.parametrize("path", ["/assessments/0", "/assessments/99999", f"/assessments/{2**63}", "/assessments/1%00"])
def test_what_does_not_exist_is_not_found(lead: Browser, path: str) -> None:
    lead.get(path, 404)


@pytest.mark.parametrize("path", ["/themes/nothing", "/themes/finance/xx9", "/themes/leadership-of-place/fv1"])
def test_themes_and_codes_are_those_of_the_model(lead: Browser, assessment_url: str, path: str) -> None:
    lead.get(assessment_url + path, 404)


def test_an_archived_assessment_says_so_and_shows_what_was_typed(lead: Browser, assessment_url: str) -> None:
    page = lead.get(f"{assessment_url}/themes/finance/fv1")
    lead.post(f"{assessment_url}/archive", {}, 303)
    page = lead.press(page, {"note": "Typed in an open tab"}, 403)
    assert "This assessment is archived" in page.text
    assert "Typed in an open tab" in page.text


@pytest.mark.parametrize("page", ["/edit", "/people"])
def test_nothing_of_an_archived_assessment_can_be_changed(lead: Browser, assessment_url: str, page: str) -> None:
    lead.post(f"{assessment_url}/archive", {}, 303)
    lead.post(assessment_url + page, {"title": "Changed"}, 403)


def test_the_number_of_a_deleted_assessment_is_not_given_again(lead: Browser, assessment_url: str) -> None:
    old_tab = lead.get(f"{assessment_url}/themes/finance/fv1")
    lead.post_form(f"{assessment_url}/delete", {"typed_title": "Self-assessment 2026"})
    assert lead.post_form("/assessments/new", {"title": "Another"}).path != assessment_url
    page = lead.press(old_tab, {"note": "Typed in an old tab"}, 404)
    assert "Typed in an old tab" in page.text


@pytest.mark.parametrize("title", ["Two  spaces", "Two\nlines", "  around  "])
def test_a_title_is_what_is_shown_of_it(lead: Browser, title: str) -> None:
    page = lead.post_form("/assessments/new", {"title": title})
    lead.post_form(f"{page.path}/delete", {"typed_title": page.h1})
    lead.get(page.path, 404)


@pytest.mark.parametrize("path", ["/assessments/", "/people/", "/settings/"])
def test_a_slash_too_many_is_forgiven(administrator: Browser, path: str) -> None:
    administrator.get(path)
