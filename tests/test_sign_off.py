"""Signing off: what is frozen, that everything reads it alone, and corrections."""

import json
from collections.abc import Callable
from hashlib import sha256
from threading import Barrier, Thread

import pytest
from flask import Flask

from app.accounts.council import council
from app.assessment.tables import Assessment, Position, Stage
from app.audit.tables import Event
from app.database import db, utc_now, writing
from app.documents.gathering import paper_of
from app.documents.summary import summary_of
from app.position.comparing import find_comparison
from app.position.tables import Comparison, SignOff
from app.results.figures import Kind
from app.results.result import comparison_in, result_of
from app.results.tables import NarrativeEdit
from tests import plans, voices
from tests.browsing import Browser, Page

REASON = {"reason": "The rest is for the next round."}


@pytest.fixture
def sponsor(browser_of: Callable[[str], Browser]) -> Browser:
    return browser_of("member")


@pytest.fixture
def agreed(app: Flask) -> str:
    """The address of one done separately, whose position is agreed on one characteristic."""
    number = voices.start(app, sponsor="member")
    for at, person in enumerate(voices.add_people(app, number)):
        voices.answer(app, person, "FV1", 1 + at % 3)
    voices.close(app, number)
    with app.test_request_context():
        find_comparison(db.session.get_one(Assessment, number))
    put(app, number, current=2, rationale="Members see more.", minority_view="Some say 1.", restricted_note="Secret.")
    voices.set_stage(app, number, Stage.AGREED)
    return f"/assessments/{number}"


def put(app: Flask, number: int, **columns: object) -> None:
    """Straight into the database, behind everybody’s back."""
    with app.app_context(), writing():
        row = db.session.get(Position, (number, "FV1"))
        if row is None:
            row = Position(assessment_id=number, code="FV1", kind=Kind.LEVEL, target=3, evidence=2, form_id="")
            row.saved_by_id = voices.find_user("lead")
            db.session.add(row)
        for name, value in columns.items():
            setattr(row, name, value)


def number_in(url: str) -> int:
    return int(url.split("/")[2])


def sign(sponsor: Browser, url: str, status: int = 200) -> Page:
    return sponsor.post_form(f"{url}/sign-off", REASON, status)


def only_sign_off(app: Flask) -> SignOff:
    with app.app_context():
        return db.session.query(SignOff).one()


def test_the_sponsor_sees_what_will_be_frozen_and_what_is_not_answered(sponsor: Browser, agreed: str) -> None:
    page = sponsor.get(f"{agreed}/sign-off")
    assert "the position on 1 of 27 characteristics" in page.text
    assert "how the groups compare" in page.text
    assert "no priorities: none are chosen yet" in page.text
    assert "FV2 Budgets and savings" in page.text


def test_unanswered_characteristics_need_a_reason(sponsor: Browser, app: Flask, agreed: str) -> None:
    page = sponsor.post_form(f"{agreed}/sign-off", {}, 422)
    assert page.errors() == ["Enter why it is signed off without them"]
    assert "Version 1 is signed off." in sign(sponsor, agreed).text
    assert only_sign_off(app).unanswered_reason == REASON["reason"]


def test_the_snapshot_holds_all_and_makes_its_digest(sponsor: Browser, lead: Browser, app: Flask, agreed: str) -> None:
    sign(sponsor, agreed)
    signed = only_sign_off(app)
    content = json.loads(signed.content)
    position = content["positions"]["FV1"]
    assert (position["rationale"], position["minority_view"], position["restricted_note"]) == (
        "Members see more.",
        "Some say 1.",
        "Secret.",
    )
    assert (content["council"], content["lead"], content["sponsor"]) == (
        "Anytown Borough Council",
        "Lena Lead",
        "Mary Member",
    )
    assert content["comparison"]
    assert len(content["narratives"]) == 5
    assert content["model"]["digest"]
    assert sha256(signed.content.encode()).hexdigest() == signed.digest
    download = lead.client.get(f"{agreed}/sign-off/1/snapshot.json")
    assert sha256(download.data).hexdigest() == signed.digest


def test_it_says_so_on_screen_and_on_the_cover(sponsor: Browser, viewer: Browser, app: Flask, agreed: str) -> None:
    assert "Agreed, not signed off yet" in cover(app, agreed)
    sign(sponsor, agreed)
    digest = only_sign_off(app).digest
    assert "Signed off by Mary Member on" in sponsor.get(f"{agreed}/results").text
    assert f"version 1, digest {digest[:12]}…" in sponsor.get(f"{agreed}/results").text
    assert "version 1 on" in cover(app, agreed)
    assert digest[:12] in cover(app, agreed)
    page = sponsor.get(f"{agreed}/sign-off/1")
    assert "Unchanged." in page.text
    assert digest in page.text
    viewer.get(f"{agreed}/sign-off/1", 404)


def cover(app: Flask, url: str, version: int | None = None) -> str:
    with app.test_request_context():
        owner = council()
        assert owner is not None
        result = result_of(db.session.get_one(Assessment, number_in(url)), version)
        return summary_of(paper_of(result, owner), owner)


def test_everything_reads_the_snapshot_alone(sponsor: Browser, administrator: Browser, app: Flask, agreed: str) -> None:
    plans.focus(app, number_in(agreed), "FV1", is_priority=True)
    sign(sponsor, agreed)
    page, document = sponsor.get(f"{agreed}/results").text, cover(app, agreed)
    number = number_in(agreed)
    with app.app_context():
        compared = comparison_in(result_of(db.session.get_one(Assessment, number)))
    plans.focus(app, number, "FV1", impact=1)
    put(app, number, current=4, target=5, note="Changed behind everybody’s back", saved_at=utc_now())
    with app.app_context(), writing():
        assessment = db.session.get_one(Assessment, number)
        assessment.title, assessment.lead_id = "Another title", voices.find_user("stranger")
        db.session.add(NarrativeEdit(assessment_id=number, theme="finance", text="Other words", figures_digest=""))
        db.session.get_one(Comparison, number).content = "{}"
    administrator.post_form("/settings", {"council_name": "Another Council"})
    assert sponsor.get(f"{agreed}/results").text.replace("Another Council", "Anytown Borough Council") == page
    assert cover(app, agreed) == document
    with app.app_context():
        assert comparison_in(result_of(db.session.get_one(Assessment, number))) == compared


def test_a_snapshot_that_was_changed_is_told(sponsor: Browser, app: Flask, agreed: str) -> None:
    sign(sponsor, agreed)
    with app.app_context(), writing():
        row = db.session.query(SignOff).one()
        row.content = row.content.replace("Members see more.", "Members agree.")
    assert "Changed." in sponsor.get(f"{agreed}/sign-off/1").text
    assert "Do not rely on it" in sponsor.get(f"{agreed}/results").text


def test_what_is_signed_off_can_be_changed_by_nobody(lead: Browser, sponsor: Browser, agreed: str) -> None:
    sign(sponsor, agreed)
    assert "its details stay as they are" in lead.get(f"{agreed}/edit").text
    lead.post(f"{agreed}/edit", {"title": "Mine"}, 422)
    lead.post(f"{agreed}/stage", {"seen": "signed-off", "to": "closed"}, 400)
    lead.post(f"{agreed}/results/narrative/finance", {}, 403)


@pytest.mark.parametrize(("handle", "status"), [("lead", 403), ("stranger", 404), ("administrator", 404)])
def test_only_the_sponsor_signs(
    browser_of: Callable[[str], Browser], app: Flask, agreed: str, handle: str, status: int
) -> None:
    browser_of(handle).post(f"{agreed}/sign-off", REASON, status)
    with app.app_context():
        assert db.session.query(SignOff).count() == 0


def test_it_is_not_signed_before_it_is_agreed(sponsor: Browser, app: Flask, agreed: str) -> None:
    voices.close(app, number_in(agreed))
    sponsor.post(f"{agreed}/sign-off", REASON, 403)


def test_what_changed_since_the_sponsor_read_it_is_not_signed(sponsor: Browser, app: Flask, agreed: str) -> None:
    page = sponsor.get(f"{agreed}/sign-off")
    put(app, number_in(agreed), current=3)
    again = sponsor.press(page, REASON, 409)
    assert "Something has changed since you opened this page" in again.text
    assert "The rest is for the next round." in again.text
    plans.focus(app, number_in(agreed), "FV1", is_priority=True)
    again = sponsor.press(again, REASON, 409)
    assert "what is chosen to hold and to improve, with 1 priority" in again.text
    assert "Version 1 is signed off." in sponsor.press(again).text


def test_pressing_twice_signs_once(sponsor: Browser, app: Flask, agreed: str) -> None:
    page = sponsor.get(f"{agreed}/sign-off")
    sponsor.press(page, REASON)
    assert "It is signed off already." in sponsor.press(page, REASON).text
    assert only_sign_off(app).version == 1


def test_two_presses_at_once_make_one(browser_of: Callable[[str], Browser], app: Flask, agreed: str) -> None:
    browsers = [browser_of("member") for _ in range(2)]
    pages = [browser.get(f"{agreed}/sign-off") for browser in browsers]
    together, statuses = Barrier(2), []

    def press(browser: Browser, page: Page) -> None:
        together.wait()
        statuses.append(browser.press(page, REASON).status)

    threads = [Thread(target=press, args=pair) for pair in zip(browsers, pages, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200, 200]
    assert only_sign_off(app).version == 1


def test_a_correction_makes_a_second_version_and_both_stay_readable(
    sponsor: Browser, lead: Browser, officer: Browser, app: Flask, agreed: str
) -> None:
    number = number_in(agreed)
    voices.add_person(app, number, user="officer")
    sign(sponsor, agreed)
    assert lead.post_form(f"{agreed}/sign-off/correct", {}, 422).errors() == ["Enter why it is corrected"]
    lead.post_form(f"{agreed}/sign-off/correct", {"reason": "A figure was wrong."})
    assert "opened again" not in lead.get(f"{agreed}/stage").text
    put(app, number, current=4)
    for browser in (lead, officer):
        page = browser.get(f"{agreed}/results")
        assert "version 1" in page.text
        assert "A correction is being prepared." in page.text
    assert "This is the draft of a correction" in lead.get(f"{agreed}/results?draft=1").text
    officer.get(f"{agreed}/results?draft=1", 403)
    officer.get(f"{agreed}/summary.pdf?draft=1", 403)

    voices.set_stage(app, number, Stage.AGREED)
    assert "Version 2 is signed off." in sign(sponsor, agreed).text
    page = officer.get(f"{agreed}/sign-off")
    assert "Reason for the correction: A figure was wrong." in page.text
    assert "This is not the version that stands." in officer.get(f"{agreed}/results?signed=1").text
    first, second = cover(app, agreed, version=1), cover(app, agreed)
    assert "Developing" in first
    assert "A figure was wrong." in second
    assert "A figure was wrong." not in first
    officer.get(f"{agreed}/results?signed=3", 404)
    officer.get(f"{agreed}/results?signed=x", 404)
    officer.get(f"{agreed}/sign-off/3", 404)


def test_a_text_written_for_a_correction_is_shown_with_its_draft(sponsor: Browser, lead: Browser, agreed: str) -> None:
    sign(sponsor, agreed)
    assert "Priorities can be changed once the position is agreed again." in lead.get(f"{agreed}/sign-off/correct").text
    lead.post_form(f"{agreed}/sign-off/correct", {"reason": "A figure was wrong."})
    address = f"{agreed}/results/narrative/finance"
    assert lead.get(address).links()["Results"] == f"{agreed}/results?draft=1#theme-finance"
    page = lead.post_form(address, {"text": "Put right."}, action=address)
    assert "is saved." in page.text
    assert "Put right." in page.text
    page = lead.post_form(address, {}, action=f"{address}/made")
    assert "This is the draft of a correction" in page.text


def test_the_window_stays_closed_in_a_correction(sponsor: Browser, lead: Browser, app: Flask, agreed: str) -> None:
    sign(sponsor, agreed)
    lead.post_form(f"{agreed}/sign-off/correct", {"reason": "A figure was wrong."})
    lead.post(f"{agreed}/stage", {"seen": "closed", "to": "open"}, 409)


def test_one_done_together_is_signed_off_and_corrected_too(
    lead: Browser, sponsor: Browser, app: Flask, assessment_url: str
) -> None:
    number = number_in(assessment_url)
    with app.app_context(), writing():
        db.session.get_one(Assessment, number).sponsor_id = voices.find_user("member")
    lead.autosave(lead.get(f"{assessment_url}/themes/finance/fv1"), {"current": "2"})
    lead.post(f"{assessment_url}/stage", {"seen": "open", "to": "agreed"}, 303)
    sign(sponsor, assessment_url)
    put(app, number, current=5)
    assert "1 of 6 answered" in lead.get(assessment_url).text
    assert "Developing" in lead.get(f"{assessment_url}/themes/finance").text
    lead.post_form(f"{assessment_url}/sign-off/correct", {"reason": "A slip."})
    lead.autosave(lead.get(f"{assessment_url}/themes/finance/fv1"), {"current": "3"})
    lead.post(f"{assessment_url}/stage", {"seen": "open", "to": "agreed"}, 303)
    assert "Version 2 is signed off." in sign(sponsor, assessment_url).text


def test_the_record_says_that_it_was_signed(sponsor: Browser, lead: Browser, app: Flask, agreed: str) -> None:
    sign(sponsor, agreed)
    lead.post_form(f"{agreed}/sign-off/correct", {"reason": "A figure was wrong."})
    with app.app_context():
        found = [(event.what, event.subject) for event in db.session.query(Event) if "sign" in event.what]
        assert found == [("signed-off", "1")]
        assert db.session.query(Event).filter_by(what="correction.begun").count() == 1
