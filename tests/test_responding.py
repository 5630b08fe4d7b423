"""A participant’s own pages: told who sees what, then private answers, finished, downloaded, withdrawn."""

import csv
import json
from io import StringIO

import pytest
from flask import Flask

from app.accounts.tables import Retention
from app.assessment.answer_form import AnswerForm
from app.assessment.tables import Privacy, Stage
from app.audit.tables import Event
from app.database import db, utc_now, writing
from app.maturity.definitions import Model
from app.maturity.versions import models_in_force
from app.participation.tables import Participant, Response, Visit
from app.position.tables import Comparison
from tests import voices
from tests.browsing import HTMX, Browser, Page, fields_of
from tests.private_links import enter, give_code, knock, make_link, renew, start

ANSWER = {"current": "2", "target": "3", "evidence": "2", "note": "What I saw in committee"}
FV1 = "/themes/finance/fv1"


@pytest.fixture
def separate(app: Flask) -> int:
    return voices.start(app, sponsor="officer")


@pytest.fixture
def url(separate: int) -> str:
    return f"/assessments/{separate}"


@pytest.fixture
def person(app: Flask, separate: int) -> int:
    return voices.add_people(app, separate, members=1, officers=0)[0]


@pytest.fixture
def link(lead: Browser, separate: int, person: int) -> str:
    return make_link(lead, separate, person)


@pytest.fixture
def councillor(app: Flask, link: str, separate: int) -> Browser:
    """In their browser the link is open, and they have read who will see what."""
    return start(app, link, separate)


def responses(app: Flask) -> list[Response]:
    with app.app_context():
        return db.session.query(Response).order_by(Response.code).all()


def row(app: Flask, participant_id: int) -> Participant:
    with app.app_context():
        return db.session.get_one(Participant, participant_id)


def deeds(app: Flask) -> list[str]:
    with app.app_context():
        found = [event.what for event in db.session.query(Event).order_by(Event.id)]
    return [what for what in found if what.startswith("responses.")]


# Before the first answer


def test_nothing_is_answered_before_one_has_read_who_will_see_what(
    app: Flask, link: str, person: int, url: str
) -> None:
    browser = enter(app, link)
    page = browser.get(url + FV1)
    assert page.path == f"{url}/before"
    browser.press(page, action=f"{url}/before")
    assert row(app, person).told_at is not None
    assert deeds(app) == ["responses.begun"]
    assert browser.get(url + FV1).h1 != "Who will see what"


def test_it_says_who_will_see_what(app: Flask, link: str, url: str) -> None:
    text = enter(app, link).get(f"{url}/before").text
    for words in (
        "You answer as Councillor 1",
        "Lena Lead, who leads this assessment, and Omar Officer, its sponsor, can see who has opened, started",
        "started, finished or withdrawn, and never what anybody answered",
        "A group with fewer than 5 answers to a question is hidden",
        "No answer is ever shown with a name.",
        "holds its database",
        "made anonymous 90 days after the position is signed off",
        "figures that have already been shown stay as they are",
        "Freedom of Information Act",
    ):
        assert words in text
    assert "“named”" not in text


def test_named_is_said_first_and_plainly(app: Flask, lead: Browser) -> None:
    assessment = voices.start(app, Privacy.NAMED, retention=Retention.DELETE, retention_days=30)
    (person,) = voices.add_people(app, assessment, members=1, officers=0)
    text = enter(app, make_link(lead, assessment, person)).get(f"/assessments/{assessment}/before").text
    assert text.index("Your answers will be shown with your name") < text.index("While answers are open")
    assert "No answer is ever shown with a name" not in text
    assert "deleted 30 days after the position is signed off" in text


def test_a_larger_smallest_group_is_told_as_it_is(app: Flask, lead: Browser) -> None:
    assessment = voices.start(app, smallest_group=8, retention=Retention.KEEP)
    (person,) = voices.add_people(app, assessment, members=1, officers=0)
    text = enter(app, make_link(lead, assessment, person)).get(f"/assessments/{assessment}/before").text
    assert "fewer than 8 answers" in text
    assert "keeps your answers, with your name" in text


def test_one_cannot_start_before_it_opens(app: Flask, lead: Browser) -> None:
    assessment = voices.start(app, stage=Stage.PREPARING)
    voices.window(app, assessment, opens_in=3)
    (person,) = voices.add_people(app, assessment, members=1, officers=0)
    browser = enter(app, make_link(lead, assessment, person))
    page = browser.get(f"/assessments/{assessment}/before")
    assert "You can start on" in page.text
    token = browser.token_of(f"/assessments/{assessment}/before")
    browser.read(browser.client.post(page.path, data={"csrf_token": token}), 403)
    assert row(app, person).told_at is None


def test_nobody_starts_on_other_terms_than_they_have_read(
    app: Flask, lead: Browser, link: str, person: int, url: str
) -> None:
    browser = enter(app, link)
    page = browser.get(f"{url}/before")
    assert "No answer is ever shown with a name." in page.text
    lead.post_form(f"{url}/edit", {"privacy": "named"})
    page = browser.press(page, status=409, action=f"{url}/before")
    assert "Who will see what was changed while you read it." in page.errors()[0]
    assert "Your answers will be shown with your name" in page.text
    assert row(app, person).told_at is None
    browser.press(page, action=f"{url}/before")
    assert row(app, person).told_at is not None


# Answering


def test_a_private_answer_saves_itself_and_says_whose_eyes_see_it(app: Flask, councillor: Browser, url: str) -> None:
    page = councillor.get(url + FV1)
    assert "Only you see this answer until the response window closes." in page.text
    assert "Freedom of Information Act" in page.text
    answer = councillor.autosave(page, ANSWER | {"is_note_shared": "y"})
    assert "Saved at" in answer.text
    (saved,) = responses(app)
    assert (saved.current, saved.target, saved.evidence, saved.note) == (2, 3, 2, ANSWER["note"])
    assert saved.is_note_shared
    assert councillor.press(councillor.get(url + FV1), {"continue": "1"}).path.endswith("/themes/finance/fv2")


def test_named_says_so_beside_each_answer(app: Flask, lead: Browser) -> None:
    assessment = voices.start(app, Privacy.NAMED)
    (person,) = voices.add_people(app, assessment, members=1, officers=0)
    browser = start(app, make_link(lead, assessment, person), assessment)
    assert "Then it is shown with your name." in browser.get(f"/assessments/{assessment}{FV1}").text


def test_sharing_a_note_is_offered_only_where_people_answer_in_private(lead: Browser, assessment_url: str) -> None:
    page = lead.get(assessment_url + FV1)
    assert not page.find("input", name="is_note_shared")
    assert "Only you see" not in page.text
    assert "Freedom of Information Act" in page.text


def test_only_assigned_themes_are_asked(app: Flask, lead: Browser, separate: int, url: str) -> None:
    person = voices.add_person(app, separate, name="Ann", themes="finance")
    browser = start(app, make_link(lead, separate, person), separate)
    browser.get(url + FV1)
    page = browser.get(url)
    assert [address for address in page.links().values() if "/themes/" in address] == [f"{url}/themes/finance/fv1"]
    other = next(theme.slug for theme in model_of(app).themes if theme.slug != "finance")
    browser.get(f"{url}/themes/{other}", 404)


def model_of(app: Flask) -> Model:
    with app.app_context():
        return models_in_force()[0]


def test_only_ones_own_other_tab_conflicts(
    app: Flask, lead: Browser, councillor: Browser, separate: int, url: str
) -> None:
    other = voices.add_people(app, separate, members=0, officers=1)[0]
    colleague = start(app, make_link(lead, separate, other), separate)
    page, their_page = councillor.get(url + FV1), colleague.get(url + FV1)
    second_tab = councillor.get(url + FV1)
    colleague.autosave(their_page, {"current": "4"})
    councillor.autosave(page, {"current": "2"})
    assert "in another tab or window" in councillor.autosave(second_tab, {"current": "1"}, 409).text
    assert sorted(response.current or 0 for response in responses(app)) == [2, 4]


def test_an_account_answers_in_private_the_same_way(app: Flask, officer: Browser, lead: Browser) -> None:
    assessment = voices.start(app)
    voices.add_person(app, assessment, user="officer")
    url = f"/assessments/{assessment}"
    officer.press(officer.get(url + FV1), action=f"{url}/before")
    officer.autosave(officer.get(url + FV1), ANSWER)
    assert ANSWER["note"] in officer.get(f"{url}/mine").text
    assert "What happened to your link" not in officer.get(f"{url}/mine").text
    lead.get(f"{url}/mine", 403)
    lead.get(url + FV1, 403)


# Closing while somebody types


def test_closing_while_somebody_types_keeps_their_text_for_them_alone(
    app: Flask, lead: Browser, councillor: Browser, separate: int, url: str
) -> None:
    page = councillor.get(url + FV1)
    councillor.autosave(page, ANSWER)
    voices.close(app, separate)
    refused = councillor.autosave(page, {"current": "5", "note": "My last word", "change_number": "2"}, 403)
    assert "The text of your note is kept for you" in refused.text
    (saved,) = responses(app)
    assert (saved.current, saved.note, saved.late_note) == (2, ANSWER["note"], "My last word")
    for place in ("/mine", FV1, "/themes/finance"):
        assert "My last word" in councillor.get(url + place).text
    for place in ("/results", "/position", "/people"):
        assert "My last word" not in lead.client.get(url + place, follow_redirects=True).text


def test_without_javascript_the_page_shows_what_was_typed(
    app: Flask, councillor: Browser, separate: int, url: str
) -> None:
    page = councillor.get(url + FV1)
    voices.close(app, separate)
    answer = councillor.press(page, {"note": "My last word", "current": "3"}, 403)
    assert "The text of your note is kept for you" in answer.text
    assert "My last word" in answer.text
    (saved,) = responses(app)
    assert (saved.kind, saved.note, saved.late_note) == (None, "", "My last word")
    assert "My last word" in councillor.get(url + FV1).text


def test_what_was_saved_in_time_is_not_kept_twice(app: Flask, councillor: Browser, separate: int, url: str) -> None:
    page = councillor.get(url + FV1)
    councillor.autosave(page, ANSWER)
    voices.close(app, separate)
    assert "You can do this while it is open" in councillor.autosave(page, ANSWER, 403).text
    assert responses(app)[0].late_note == ""


def test_a_window_that_closes_between_the_look_and_the_save_is_the_same(
    app: Flask, councillor: Browser, separate: int, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = councillor.get(url + FV1)
    look = AnswerForm.validate

    def closes_meanwhile(form: AnswerForm) -> bool:
        voices.close(app, separate)
        return bool(look(form))

    monkeypatch.setattr(AnswerForm, "validate", closes_meanwhile)
    answer = councillor.autosave(page, ANSWER, 403)
    assert "The text of your note is kept for you" in answer.text
    (saved,) = responses(app)
    assert (saved.current, saved.late_note) == (None, ANSWER["note"])


def test_after_closing_the_link_still_opens_ones_own_answers_read_only(
    app: Flask, councillor: Browser, link: str, separate: int, url: str
) -> None:
    councillor.autosave(councillor.get(url + FV1), ANSWER)
    voices.close(app, separate)
    other = enter(app, link)
    page = other.get(f"{url}/mine")
    assert ANSWER["note"] in page.text
    assert "Answers can no longer be changed" in page.text
    page = other.get(url + FV1)
    assert not [form for form in page.find("form") if form.get("id") == "answer"]
    assert "This is what you answered" in page.text


# Mine


def test_ones_own_answers_are_shown_in_full_with_what_happened_to_the_link(
    app: Flask, councillor: Browser, url: str
) -> None:
    councillor.autosave(councillor.get(url + FV1), ANSWER)
    page = councillor.get(f"{url}/mine")
    for words in ("1 of 27 answers", "Developing", "Mature", ANSWER["note"], "The lead made your link", "was opened"):
        assert words in page.text


def test_an_answer_that_is_a_candidate_priority_and_nothing_else_is_shown(councillor: Browser, url: str) -> None:
    councillor.autosave(councillor.get(url + FV1), {"is_priority": "y"})
    page = councillor.get(f"{url}/mine")
    assert "1 of 27 answers" in page.text
    assert "Candidate priority" in ["".join(term.itertext()) for term in page.find("dt")]


def test_what_was_typed_is_shown_as_text(councillor: Browser, url: str) -> None:
    councillor.autosave(councillor.get(url + FV1), ANSWER | {"note": "<b>bold</b> 🙂"})
    page = councillor.get(f"{url}/mine")
    assert "<b>bold</b> 🙂" in page.text


def test_answers_are_downloaded_and_that_is_recorded(app: Flask, councillor: Browser, url: str) -> None:
    councillor.autosave(councillor.get(url + FV1), ANSWER | {"note": "=1+1"})
    token = councillor.token_of(f"{url}/mine")
    data = {"csrf_token": token, "format": "csv"}
    table = councillor.client.post(f"{url}/mine/download", data=data)
    assert table.mimetype == "text/csv"
    rows = list(csv.DictReader(StringIO(table.text.removeprefix("\ufeff"))))
    assert len(rows) == 27
    (given,) = [row for row in rows if row["Code"] == "FV1"]
    assert (given["Now"], given["Target"], given["Evidence note"]) == ("Developing", "Mature", "'=1+1")
    found = json.loads(councillor.client.post(f"{url}/mine/download", data=data | {"format": "json"}).text)
    assert found["name"] == "Councillor 1"
    assert [answer["now"] for answer in found["answers"] if answer["code"] == "FV1"] == ["Developing"]
    assert "hash" not in json.dumps(found)
    assert deeds(app).count("responses.downloaded") == 2


def test_finished_is_said_and_taken_back(app: Flask, councillor: Browser, person: int, url: str) -> None:
    page = press(councillor, councillor.get(f"{url}/mine"), "finished", {"finished": "yes"})
    assert "The lead sees that you have finished" in page.text
    assert row(app, person).finished_at is not None
    councillor.autosave(councillor.get(url + FV1), ANSWER)
    press(councillor, councillor.get(f"{url}/mine"), "finished", {"finished": "no"})
    assert row(app, person).finished_at is None
    assert deeds(app) == ["responses.begun", "responses.finished", "responses.resumed"]


def press(browser: Browser, page: Page, action: str, fields: dict[str, str], status: int = 200) -> Page:
    return browser.press(page, fields, status, action=f"{page.path}/{action}")


def test_withdrawing_deletes_the_answers_and_ends_the_link(
    app: Flask, councillor: Browser, person: int, link: str, url: str
) -> None:
    form_left_open = councillor.get(url + FV1)
    councillor.autosave(form_left_open, ANSWER)
    page = councillor.get(f"{url}/mine/withdraw")
    page = councillor.press(page, {}, 422, action=f"{url}/mine/withdraw")
    assert page.errors() == ["Tick the box if you want to withdraw"]
    page = councillor.press(page, {"sure": "y"}, action=f"{url}/mine/withdraw")
    assert "You have withdrawn" in page.text
    assert not responses(app)
    assert row(app, person).withdrawn_at is not None
    assert deeds(app)[-1] == "responses.withdrawn"
    with app.app_context():
        assert not db.session.query(Visit).count()
    Browser(app).get(f"/r/{link}", 404)
    data = fields_of(form_left_open.by_id("answer"))
    assert councillor.client.post(form_left_open.path, data=data, headers=HTMX).status_code in {400, 401}
    assert not responses(app)


def test_a_save_that_meets_a_withdrawal_brings_nothing_back(
    app: Flask, councillor: Browser, person: int, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = councillor.get(url + FV1)
    look = AnswerForm.validate

    def withdraws_meanwhile(form: AnswerForm) -> bool:
        with app.app_context(), writing():
            db.session.get_one(Participant, person).withdrawn_at = utc_now()
        return bool(look(form))

    monkeypatch.setattr(AnswerForm, "validate", withdraws_meanwhile)
    councillor.autosave(page, ANSWER, 404)
    assert not responses(app)


def test_withdrawing_is_possible_after_closing_and_changes_no_comparison(
    app: Flask, councillor: Browser, separate: int, url: str
) -> None:
    voices.close(app, separate)
    with app.app_context():
        before = [row.content for row in db.session.query(Comparison)]
    councillor.press(councillor.get(f"{url}/mine/withdraw"), {"sure": "y"}, action=f"{url}/mine/withdraw")
    with app.app_context():
        assert [row.content for row in db.session.query(Comparison)] == before


def test_who_has_an_account_withdraws_and_stays_signed_in(app: Flask, viewer: Browser) -> None:
    assessment = voices.start(app)
    person = voices.add_person(app, assessment, user="viewer")
    url = f"/assessments/{assessment}"
    viewer.press(viewer.get(f"{url}/mine/withdraw"), {"sure": "y"}, action=f"{url}/mine/withdraw")
    viewer.get(url, 404)
    assert viewer.get("/account").path == "/account"
    assert row(app, person).withdrawn_at is not None


# A visit’s menu


def test_somebody_invited_sees_their_own_menu_and_no_account(councillor: Browser, url: str) -> None:
    page = councillor.get("/")
    assert page.path == url
    menu = page.by_id("navigation")
    words = ["".join(e.itertext()).strip() for e in menu.iter() if e.tag in {"a", "button"}]
    assert words[:2] == ["Your assessment", "My answers"]
    assert words[-1] == "Leave this browser"
    assert not {"Account", "Sign in", "Sign out", "Assessments"} & set(words)


def test_a_visit_that_ended_in_mid_form_loses_nothing(
    app: Flask, lead: Browser, councillor: Browser, person: int, separate: int, url: str
) -> None:
    page = councillor.get(url + FV1)
    new = renew(lead, separate, person)
    fragment = councillor.client.post(page.path, data=fields_of(page.by_id("answer")), headers=HTMX)
    assert fragment.status_code == 401
    assert "Open your private link again in another tab" in fragment.text
    page = councillor.press(page, ANSWER, 401)
    assert page.h1 == "Open your private link again"
    assert ANSWER["note"] in page.text
    give_code(councillor, knock(councillor, new))
    page = councillor.press(page, status=400)  # the token of the former visit
    councillor.press(page)
    assert responses(app)[0].note == ANSWER["note"]
