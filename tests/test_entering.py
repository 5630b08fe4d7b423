"""Quick entry of answers given on paper: what the lead types in, and what the lead never sees or overwrites."""

import json
from collections.abc import Callable

import pytest
from flask import Flask

from app.assessment.access import get_assessment
from app.assessment.roles import May
from app.assessment.tables import Assessment, Position, Stage
from app.audit.tables import Event
from app.database import db, utc_now, writing
from app.maturity.definitions import Model
from app.participation.tables import Group, Participant, Response
from tests import voices
from tests.browsing import Browser
from tests.private_links import make_link, start

SECRET = "What I think in private"
UP1 = {"up1-current": "2", "up1-target": "3", "up1-evidence": "1", "up1-note": "From the paper"}


@pytest.fixture
def separate(app: Flask) -> int:
    return voices.start(app, sponsor="officer")


@pytest.fixture
def url(separate: int) -> str:
    return f"/assessments/{separate}/enter"


@pytest.fixture
def person(app: Flask, separate: int) -> int:
    return voices.add_person(app, separate, Group.MEMBER, name="Paula Paper")


@pytest.fixture
def form(url: str, person: int, model: Model) -> str:
    """The compact form of the theme that UP1 is in."""
    theme = next(theme for theme in model.themes if theme.characteristics[0].code == "UP1")
    return f"{url}/{person}/{theme.slug}"


def response(app: Flask, person: int, code: str = "UP1") -> Response | None:
    with app.app_context():
        return db.session.get(Response, (person, code))


def begin(app: Flask, person: int) -> None:
    with app.app_context(), writing():
        db.session.get_one(Participant, person).told_at = utc_now()


def test_what_the_lead_types_in_is_kept_as_such_and_only_what_was_filled_in(
    app: Flask, lead: Browser, form: str, person: int
) -> None:
    lead.post_form(form, UP1)
    saved = response(app, person)
    assert saved is not None
    assert (saved.current, saved.target, saved.evidence, saved.note) == (2, 3, 1, "From the paper")
    assert saved.is_entered_by_lead
    with app.app_context():
        assert db.session.query(Response).count() == 1
        assert db.session.get_one(Participant, person).told_at is None


def test_a_paper_on_which_only_no_evidence_is_ticked_is_kept(app: Flask, lead: Browser, form: str, person: int) -> None:
    lead.post_form(form, {"up1-evidence": "0"})
    saved = response(app, person)
    assert saved is not None
    assert (saved.kind, saved.evidence) == (None, 0)


def test_the_lead_sees_it_again_until_the_person_begins(app: Flask, lead: Browser, form: str, person: int) -> None:
    lead.post_form(form, UP1)
    assert "From the paper" in lead.get(form).html
    begin(app, person)
    page = lead.get(form)
    assert page.path == form.rpartition("/")[0]
    assert "has begun to answer here" in page.text
    assert "From the paper" not in page.html
    assert not page.find("main")[0].findall(".//form")


def test_a_person_who_has_begun_is_not_typed_in_for(
    app: Flask, lead: Browser, form: str, url: str, person: int
) -> None:
    page = lead.get(form)
    voices.answer(app, person, "UP1", 4, 4, 3, note=SECRET)
    answer = lead.press(page, UP1)
    assert "Paula Paper has begun to answer here meanwhile, so nothing was saved" in answer.text
    for address in (form, url, form.rpartition("/")[0]):
        assert SECRET not in lead.get(address).html
    saved = response(app, person)
    assert saved is not None
    assert (saved.current, saved.note, saved.is_entered_by_lead) == (4, SECRET, False)
    assert "Has begun here: answers are their own" in lead.get(url).text


def test_one_who_begins_while_the_form_is_being_saved_is_not_overwritten(
    app: Flask, lead: Browser, form: str, person: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the look that the route takes, and before it writes."""
    from app.participation import entering, on_paper

    looks = iter([False])
    monkeypatch.setattr(entering, "has_begun", lambda number: next(looks, None) is None and on_paper.has_begun(number))
    begin(app, person)
    page = lead.post(form, UP1, 403)
    assert "Paula Paper has begun to answer here meanwhile" in page.text
    assert response(app, person) is None


def test_an_answer_of_their_own_is_theirs_even_where_nobody_was_told(
    app: Flask, lead: Browser, form: str, person: int
) -> None:
    voices.answer(app, person, "UP2", 4, note=SECRET)
    with app.app_context(), writing():
        db.session.get_one(Participant, person).told_at = None
    assert SECRET not in lead.get(form).html
    lead.post(form, UP1, 303)
    assert response(app, person) is None


def test_the_person_is_shown_it_and_makes_it_theirs_by_saving(
    app: Flask, lead: Browser, separate: int, form: str, person: int
) -> None:
    lead.post_form(form, UP1)
    theme = form.rpartition("/")[2]
    councillor = start(app, make_link(lead, separate, person), separate)
    home = f"/assessments/{separate}"
    mine = councillor.get(f"{home}/mine")
    assert "The lead typed in answers that you gave on paper, and so has read them" in mine.text
    assert "By the lead, from your paper" in mine.text
    assert "You have started here since, so the lead can no longer see or change them." in mine.text
    page = councillor.get(f"{home}/themes/{theme}/up1")
    assert "The lead typed this in from your paper, and so has read it. You have started here since" in page.text
    assert "Only you see this answer" not in page.text
    councillor.press(page, {"note": SECRET}, action=f"{home}/themes/{theme}/up1")
    saved = response(app, person)
    assert saved is not None
    assert (saved.note, saved.is_entered_by_lead) == (SECRET, False)
    assert "By the lead" not in councillor.get(f"{home}/mine").text
    assert "Only you see this answer" in councillor.get(f"{home}/themes/{theme}/up1").text
    assert SECRET not in lead.get(form).html


def test_before_they_start_they_are_told_that_it_was_typed_in(
    app: Flask, lead: Browser, separate: int, form: str, browser_of: Callable[[str], Browser]
) -> None:
    member = voices.add_person(app, separate, user="member")
    lead.post_form(f"/assessments/{separate}/enter/{member}/{form.rpartition('/')[2]}", UP1)
    page = browser_of("member").get(f"/assessments/{separate}/before")
    assert "Answers of yours have been typed in like that" in page.text
    assert "never what anybody answered here" in page.text
    assert "hands it to Lena Lead, who types it in and so reads it" in page.text


ALL, NOT_ALL = {"finished": "yes"}, {"finished": "no"}


def test_the_lead_says_that_all_of_a_paper_is_typed_in_and_takes_it_back(
    app: Flask, lead: Browser, administrator: Browser, form: str, person: int, separate: int
) -> None:
    address, progress = form.rpartition("/")[0], f"/assessments/{separate}/people/progress"
    assert not lead.get(address).find("button", value="yes")
    lead.post_form(form, UP1)
    assert "Paula Paper" in lead.get(progress).text
    page = lead.post_form(address, ALL)
    assert "All that is on the paper of Paula Paper is typed in. They are shown as finished." in page.text
    assert "Paula Paper" not in lead.get(progress).text
    assert "1 answer, all of the paper" in lead.get(address.rpartition("/")[0]).text
    page = lead.post_form(address, NOT_ALL)
    assert "Paula Paper is no longer shown as finished." in page.text
    assert "Paula Paper" in lead.get(progress).text
    with app.app_context():
        assert db.session.query(Event).filter_by(what="responses.finished").count() == 0
    text = administrator.get("/audit").text
    assert "Said that all is typed in of the paper of Paula Paper" in text
    assert "Took back that all is typed in of the paper of Paula Paper" in text
    assert text.count("Typed in answers given on paper for Paula Paper") == 1


def test_whoever_begins_after_that_is_told_who_said_so_and_may_take_it_back(
    app: Flask, lead: Browser, separate: int, form: str, url: str, browser_of: Callable[[str], Browser]
) -> None:
    number = voices.add_person(app, separate, user="member")
    lead.post_form(f"{url}/{number}/{form.rpartition('/')[2]}", UP1)
    lead.post_form(f"{url}/{number}", ALL)
    member, mine = browser_of("member"), f"/assessments/{separate}/mine"
    member.post_form(f"/assessments/{separate}/before", {})
    page = member.get(mine)
    assert "The lead said at" in page.text
    assert "that all of your paper is typed in, so you are shown as finished." in page.text
    assert "You said at" not in page.text
    lead.post(f"{url}/{number}", NOT_ALL, 403)
    finished = f"{mine}/finished"
    member.press(page, NOT_ALL, action=finished)
    page = member.press(member.get(mine), ALL, action=finished)
    assert "You said at" in page.text


@pytest.mark.parametrize("words", [{}, {"finished": "maybe"}, {"finished": ["no", "yes"]}])
def test_what_says_neither_leaves_them_unfinished(
    app: Flask, lead: Browser, form: str, person: int, words: dict[str, object]
) -> None:
    lead.post(form.rpartition("/")[0], words, 303)
    with app.app_context():
        assert db.session.get_one(Participant, person).finished_at is None


def test_nobody_else_is_said_to_have_finished(app: Flask, lead: Browser, separate: int, url: str, person: int) -> None:
    gone = voices.add_person(app, separate, name="Gone", withdrawn_at=utc_now())
    other = voices.add_person(app, voices.start(app), name="Elsewhere")
    for number in (gone, other, 999_999, 2**70):
        lead.post(f"{url}/{number}", ALL, 404)
    begin(app, person)
    lead.post(f"{url}/{person}", ALL, 403)
    voices.close(app, separate)
    lead.post(f"{url}/{person}", ALL, 403)


def test_what_was_emptied_again_is_not_counted(app: Flask, lead: Browser, url: str, form: str, person: int) -> None:
    lead.post_form(form, UP1)
    lead.post_form(form, dict.fromkeys(UP1, ""))
    assert "Nothing yet" in lead.get(url).text
    assert "1 of" not in lead.get(form.rpartition("/")[0]).text
    lead.post_form(form, UP1)
    assert "1 answer" in lead.get(url).text


def test_what_the_person_changes_is_theirs_and_both_are_in_their_export(
    app: Flask, lead: Browser, separate: int, form: str, url: str, browser_of: Callable[[str], Browser]
) -> None:
    number, theme = voices.add_person(app, separate, user="member"), form.rpartition("/")[2]
    lead.post_form(f"{url}/{number}/{theme}", UP1 | {"up2-current": "1", "up2-note": "Also on paper"})
    member = browser_of("member")
    member.post_form(f"/assessments/{separate}/before", {})
    page = member.get(f"/assessments/{separate}/themes/{theme}/up1")
    assert "The lead typed this in from your paper" in page.text
    member.autosave(page, {"current": "4", "note": SECRET})
    held = member.client.post(
        f"/assessments/{separate}/mine/download", data={"format": "json", "csrf_token": member.token()}
    ).get_json()
    told = {one["code"]: (one["note"], one["is_entered_by_lead"]) for one in held["answers"] if one["note"]}
    assert told == {"UP1": (SECRET, False), "UP2": ("Also on paper", True)}
    for address in (url, f"{url}/{number}", f"{url}/{number}/{theme}"):
        html = lead.get(address).html
        assert SECRET not in html
        assert "Also on paper" not in html


def test_the_record_says_for_whom_and_never_what(
    app: Flask, lead: Browser, administrator: Browser, form: str, person: int
) -> None:
    lead.post_form(form, UP1)
    lead.post_form(form, {})
    with app.app_context():
        (event,) = db.session.query(Event).filter_by(what="responses.entered")
        assert (event.about_id, event.subject) == (person, "")
        events = json.dumps([[it.subject, it.what] for it in db.session.query(Event)])
    assert "From the paper" not in events
    assert "Typed in answers given on paper for Paula Paper" in administrator.get("/audit").text


def test_only_while_it_is_open_and_only_by_the_lead(
    app: Flask, lead: Browser, officer: Browser, separate: int, url: str, form: str
) -> None:
    for address in (url, form):
        officer.get(address, 403)
    for stage in (Stage.PREPARING, Stage.CLOSED, Stage.AGREED):
        voices.set_stage(app, separate, stage)
        for address in (url, form):
            lead.get(address, 403)


def test_closing_meanwhile_saves_nothing(
    app: Flask, lead: Browser, separate: int, form: str, person: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.participation import entering

    monkeypatch.setattr(entering, "get_open", lambda number: get_assessment(number, May.ENTER))
    voices.close(app, separate)
    lead.post(form, UP1, 403)
    assert response(app, person) is None


def test_the_lead_types_in_nothing_of_their_own_and_nothing_for_who_withdrew(
    app: Flask, lead: Browser, separate: int, url: str, form: str
) -> None:
    theme = form.rpartition("/")[2]
    own = voices.add_person(app, separate, user="lead")
    gone = voices.add_person(app, separate, name="Gone", withdrawn_at=utc_now())
    page = lead.get(url)
    assert "Gone" not in page.text
    assert "Lena Lead" not in ["".join(one.itertext()) for one in page.find("th", scope="row")]
    for number in (own, gone, 999_999, 2**70):
        lead.get(f"{url}/{number}", 404)
        lead.get(f"{url}/{number}/{theme}", 404)


def test_a_person_is_typed_in_for_only_in_the_themes_that_they_are_asked(
    app: Flask, lead: Browser, separate: int, url: str, model: Model
) -> None:
    first, second = model.themes[:2]
    number = voices.add_person(app, separate, name="One theme", themes=second.slug)
    page = lead.get(f"{url}/{number}")
    assert second.title in page.text
    assert first.title not in page.text
    lead.get(f"{url}/{number}/{first.slug}", 404)
    lead.get(f"{url}/{number}/{second.slug}")


def test_two_forms_at_once_lose_nothing(app: Flask, lead: Browser, form: str, person: int) -> None:
    first, second = lead.get(form), lead.get(form)
    lead.press(first, UP1)
    page = lead.press(second, {"up1-current": "4", "up1-note": "Another reading"}, 409)
    assert "Saved from another form meanwhile: now Developing, target Mature" in " ".join(page.errors())
    assert "note “From the paper”" in " ".join(page.errors())
    assert "Another reading" in page.html
    lead.press(page, {})
    saved = response(app, person)
    assert saved is not None
    assert (saved.current, saved.note) == (4, "Another reading")


def test_a_fault_is_said_at_its_field_and_nothing_typed_is_lost(
    app: Flask, lead: Browser, form: str, person: int
) -> None:
    page = lead.post_form(form, UP1 | {"up2-note": "x" * 10_001, "up1-current": "unknown"}, 422)
    assert page.errors() == ["The note must be 10,000 characters or fewer"]
    assert "From the paper" in page.html
    assert response(app, person) is None
    lead.post(form, {"up1-current": "99"}, 422)


def test_an_answer_without_a_level_takes_no_target(app: Flask, lead: Browser, form: str, person: int) -> None:
    lead.post_form(form, UP1 | {"up1-current": "unknown"})
    saved = response(app, person)
    assert saved is not None
    assert (saved.kind, saved.current, saved.target) == ("unknown", None, None)


def test_markup_stays_text(lead: Browser, form: str) -> None:
    lead.post_form(form, {"up1-note": "<script>alert(1)</script>=1+1 🙂"})
    page = lead.get(form)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;=1+1 🙂" in page.html


def test_done_together_the_same_form_writes_the_position_and_keeps_what_it_does_not_ask(
    app: Flask, lead: Browser, assessment_url: str, model: Model
) -> None:
    with app.app_context(), writing():
        position = Position(assessment_id=1, code="UP1", form_id="x", saved_by_id=voices.find_user("officer"))
        position.criteria, position.is_priority = "1.1", True
        db.session.add(position)
    theme = model.themes[0]
    page = lead.get(f"{assessment_url}/enter")
    assert theme.title in page.links()
    page = lead.post_form(f"{assessment_url}/enter/position/{theme.slug}", UP1)
    with app.app_context():
        saved = db.session.get_one(Position, (1, "UP1"))
        assert (saved.current, saved.criteria, saved.is_priority) == (2, "1.1", True)
        assert saved.saved_by_id == voices.find_user("lead")
        assert db.session.get_one(Assessment, 1).stage is Stage.OPEN
