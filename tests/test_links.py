"""Private links: shown once, opened again and again by one person alone, worthless to anybody else."""

import logging
import re

import pytest
from flask import Flask

from app.accounts.sessions import digest
from app.assessment.tables import Assessment
from app.audit.tables import Event
from app.database import db, utc_now, writing
from app.participation import links
from app.participation.tables import Happening, Part, Participant, Response, Visit
from tests import voices
from tests.browsing import HTMX, Browser, Page
from tests.private_links import CODE, enter, give_code, happenings, knock, make_link, make_links, renew, start, tokens
from tests.test_security import PUBLIC, address


@pytest.fixture
def separate(app: Flask) -> int:
    return voices.start(app)


@pytest.fixture
def person(app: Flask, separate: int) -> int:
    return voices.add_people(app, separate, members=1, officers=0)[0]


@pytest.fixture
def link(lead: Browser, separate: int, person: int) -> str:
    return make_link(lead, separate, person)


def row(app: Flask, participant_id: int) -> Participant:
    with app.app_context():
        return db.session.get_one(Participant, participant_id)


def events(app: Flask) -> list[str]:
    with app.app_context():
        return [event.what for event in db.session.query(Event).order_by(Event.id) if event.what.startswith("link.")]


# Making


def test_everybody_without_account_or_link_gets_one_at_once(app: Flask, lead: Browser, separate: int) -> None:
    voices.add_people(app, separate, members=2, officers=2)
    voices.add_person(app, separate, user="officer")
    voices.add_person(app, separate, user="viewer", role=Part.VIEWER)
    page = lead.post(f"/assessments/{separate}/people/links", {})
    assert page.h1 == "4 private links"
    assert len(set(tokens(page))) == 4
    with app.app_context():
        assert db.session.query(Participant).filter(Participant.link_hash.is_not(None)).count() == 4
    again = lead.post(f"/assessments/{separate}/people/links", {}, 303)
    assert again.response.location == f"/assessments/{separate}/people"


def test_an_invitation_says_what_a_person_needs_to_know(app: Flask, lead: Browser, separate: int, person: int) -> None:
    voices.window(app, separate, closes_in=10)
    page = lead.post(f"/assessments/{separate}/people/{person}/link", {})
    assert page.h1 == "Private link for Councillor 1"
    for words in (
        "Anytown Borough Council",
        voices.TITLE,
        "about 30 minutes",
        "until the end of",
        "the lead sees who has answered, and never what",
        "a group with fewer than 5 answers to a question is not shown",
    ):
        assert words in page.text
    (picture,) = [e for e in page.root.iter() if e.get("class") == "app-qr"]
    assert not [e for e in picture.iter() if "style" in e.attrib or "href" in e.attrib]


def test_fewer_themes_take_less_time(app: Flask, lead: Browser, separate: int) -> None:
    person = voices.add_person(app, separate, name="Ann", themes="finance")
    assert "about 10 minutes" in lead.post(f"/assessments/{separate}/people/{person}/link", {}).text


def test_a_name_with_markup_is_text(app: Flask, lead: Browser, separate: int) -> None:
    voices.add_people(app, separate, members=1, officers=0)
    voices.add_person(app, separate, name="</textarea><b onclick=x>O’Neill & Sons</b>")
    page = lead.post(f"/assessments/{separate}/people/links", {})
    assert not page.find("b")
    assert "<b onclick=x>O’Neill & Sons</b>" in page.text


def test_only_a_hash_is_kept_and_no_page_shows_the_link_again(
    app: Flask, lead: Browser, separate: int, person: int, link: str
) -> None:
    assert link not in str(vars(row(app, person)))
    database = app.instance_path + "/bearings.sqlite"
    for suffix in ("", "-wal"):
        with open(database + suffix, "rb") as file:
            assert link.encode() not in file.read()
    assert link not in lead.get(f"/assessments/{separate}/people").html
    with lead.client.session_transaction() as session:
        assert link not in str(dict(session))


def test_making_one_that_is_there_already_does_not_replace_it(
    app: Flask, lead: Browser, separate: int, person: int, link: str
) -> None:
    lead.post(f"/assessments/{separate}/people/{person}/link", {}, 303)
    assert knock(Browser(app), link).h1 == "Choose a return code"


@pytest.mark.parametrize("columns", [{"role": Part.REVIEWER}, {"user": "officer"}, {"withdrawn_at": utc_now()}])
def test_nobody_else_gets_a_link(app: Flask, lead: Browser, separate: int, columns: dict[str, object]) -> None:
    other = voices.add_person(app, separate, **({"name": "Una"} | columns))  # type: ignore[arg-type]
    for page in ("link", "link/renew", "link/withdraw"):
        lead.post(f"/assessments/{separate}/people/{other}/{page}", {}, 404)


def test_another_assessments_people_are_not_found(app: Flask, lead: Browser, separate: int) -> None:
    elsewhere = voices.add_people(app, voices.start(app, lead="officer"), members=1, officers=0)[0]
    lead.post(f"/assessments/{separate}/people/{elsewhere}/link", {}, 404)


@pytest.mark.parametrize("handle", ["officer", "stranger", "administrator"])
def test_only_the_lead_makes_links(
    app: Flask, separate: int, person: int, handle: str, request: pytest.FixtureRequest
) -> None:
    voices.add_person(app, separate, user="officer")
    browser: Browser = request.getfixturevalue(handle)
    status = 403 if handle == "officer" else 404
    browser.post(f"/assessments/{separate}/people/links", {}, status)
    browser.post(f"/assessments/{separate}/people/{person}/link", {}, status)


def test_one_that_is_done_together_has_no_links(lead: Browser, assessment_url: str) -> None:
    page = lead.post(f"{assessment_url}/people/links", {}, 403)
    assert "done together" in page.text


# Opening


def test_looking_at_a_link_says_nothing_and_changes_nothing(app: Flask, person: int, link: str) -> None:
    scanner = Browser(app)
    for _ in range(3):
        page = scanner.get(f"/r/{link}")
    scanner.client.head(f"/r/{link}")
    assert page.h1 == "Your answers for Anytown Borough Council"
    assert "Councillor 1" not in page.html
    assert voices.TITLE not in page.html
    assert happenings(app, person) == [Happening.MADE]
    with app.app_context():
        assert not db.session.query(Visit).count()


def test_a_scanner_that_presses_the_button_still_opens_nothing(app: Flask, person: int, link: str) -> None:
    page = knock(Browser(app), link)
    assert page.h1 == "Choose a return code"
    assert "Councillor 1" not in page.html
    assert happenings(app, person) == [Happening.MADE]
    assert row(app, person).code_hash is None


def test_the_pages_of_a_link_tell_nobody_its_address(app: Flask, link: str) -> None:
    browser = Browser(app)
    for page in (browser.get(f"/r/{link}"), knock(browser, link), browser.get("/r/guessed", 404)):
        assert page.response.headers["Referrer-Policy"] == "strict-origin"
        assert page.response.headers["Cache-Control"] == "no-store"


def test_the_first_opening_sets_a_code_and_comes_to_who_will_see_what(app: Flask, person: int, link: str) -> None:
    browser = Browser(app)
    page = give_code(browser, knock(browser, link))
    assert page.h1 == "Who will see what"
    assert CODE not in str(row(app, person).code_hash)
    assert link not in page.path
    with browser.client.session_transaction() as session:
        assert set(session) <= {"visit", "csrf_token", "_permanent"}
    assert happenings(app, person) == [Happening.MADE, Happening.OPENED]
    assert events(app) == ["link.made", "link.opened"]


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("", "Enter a return code of your own"),
        ("short", "Return code must be 6 characters or more"),
        ("aaaaaaaa", "Return code is too easy to guess. Two words that do not belong together are hard to guess"),
        ("123456", "Return code is too easy to guess. Two words that do not belong together are hard to guess"),
        ("councillor", "Return code is too easy to guess. Two words that do not belong together are hard to guess"),
        ("x1" * 51, "Return code must be 100 characters or fewer"),
    ],
)
def test_a_code_that_is_too_easy_is_refused(app: Flask, person: int, link: str, code: str, message: str) -> None:
    browser = Browser(app)
    page = give_code(browser, knock(browser, link), code, 422)
    assert page.errors() == [message]
    assert row(app, person).code_hash is None


def test_the_same_browser_needs_no_code_while_its_visit_lives(app: Flask, person: int, link: str) -> None:
    browser = enter(app, link)
    assert knock(browser, link).h1 == "Who will see what"
    assert happenings(app, person).count(Happening.OPENED) == 1


def test_another_device_is_asked_for_the_code(app: Flask, person: int, link: str) -> None:
    enter(app, link)
    other = Browser(app)
    page = knock(other, link)
    assert page.h1 == "Enter your return code"
    page = give_code(other, page, "not this", 422)
    assert page.errors()[0].startswith("Return code is not right.")
    assert give_code(other, page).h1 == "Who will see what"
    assert happenings(app, person)[-2:] == [Happening.WRONG_CODE, Happening.OPENED]
    assert events(app)[-2:] == ["link.refused", "link.opened"]


def test_wrong_codes_are_slowed_down(app: Flask, link: str) -> None:
    enter(app, link)
    other = Browser(app)
    page = knock(other, link)
    for _ in range(5):
        page = give_code(other, page, "not this", 422)
    page = give_code(other, page, CODE, 429)
    assert page.errors()[0].startswith("Too many tries. Wait")


def test_after_twenty_wrong_codes_in_a_day_not_even_the_right_one_is_taken(app: Flask, person: int, link: str) -> None:
    browser = enter(app, link)
    with app.app_context(), writing():
        for _ in range(links.MOST_WRONG_CODES_A_DAY):
            links.note(db.session.get_one(Participant, person), Happening.WRONG_CODE)
    other = Browser(app)
    page = give_code(other, knock(other, link), CODE, 429)
    assert page.errors() == ["Too many wrong codes were given for this link today. Try again tomorrow"]
    assert knock(browser, link).h1 == "Who will see what"


def test_two_first_openings_at_once_do_not_both_set_the_code(app: Flask, person: int, link: str) -> None:
    first, second = Browser(app), Browser(app)
    page, other = knock(first, link), knock(second, link)
    give_code(first, page)
    set_first = row(app, person).code_hash
    assert give_code(second, other, "another code", 422).h1 == "Enter your return code"
    assert row(app, person).code_hash == set_first


def test_a_link_works_again_and_again(app: Flask, link: str) -> None:
    for _ in range(3):
        enter(app, link)


# Renewing and withdrawing


def test_renewing_ends_the_old_link_and_its_visits_at_once_and_keeps_the_code(
    app: Flask, lead: Browser, separate: int, person: int, link: str
) -> None:
    browser = start(app, link, separate)
    new = renew(lead, separate, person)
    Browser(app).get(f"/r/{link}", 404)
    assert browser.get(f"/assessments/{separate}", 401).h1 == "Open your private link again"
    other = Browser(app)
    assert give_code(other, knock(other, new)).h1 == voices.TITLE
    assert happenings(app, person) == [Happening.MADE, Happening.OPENED, Happening.RENEWED, Happening.OPENED]


def test_withdrawing_a_link_keeps_the_answers(app: Flask, lead: Browser, separate: int, person: int, link: str) -> None:
    browser = start(app, link, separate)
    voices.answer(app, person, "FV1", 2)
    lead.post(f"/assessments/{separate}/people/{person}/link/withdraw", {}, 303)
    browser.get(f"/assessments/{separate}", 401)
    Browser(app).get(f"/r/{link}", 404)
    with app.app_context():
        assert db.session.query(Response).count() == 1
    assert happenings(app, person)[-1] is Happening.WITHDRAWN
    assert knock(Browser(app), make_link(lead, separate, person)).h1 == "Enter your return code"


def lost(browser: Browser, link: str) -> Page:
    page = knock(browser, link)
    data = {"lost": "1", "csrf_token": browser.token_of(f"/r/{link}")}
    assert "I have lost my code" in page.text
    return browser.read(browser.client.post(f"/r/{link}", data=data), 200)


def test_who_has_lost_the_code_is_sent_to_the_lead_first(app: Flask, separate: int, person: int, link: str) -> None:
    start(app, link, separate)
    voices.answer(app, person, "FV1", 2)
    other = Browser(app)
    assert "ask the lead for a new link" in lost(other, link).text
    data = {"lost": "1", "return_code": "new code", "sure": "y", "csrf_token": other.token_of(f"/r/{link}")}
    other.read(other.client.post(f"/r/{link}", data=data), 403)
    with app.app_context():
        assert db.session.query(Response).count() == 1


def test_through_a_renewed_link_one_may_start_empty(
    app: Flask, lead: Browser, separate: int, person: int, link: str
) -> None:
    start(app, link, separate)
    voices.answer(app, person, "FV1", 2, note="Only for me")
    new = renew(lead, separate, person)
    other = Browser(app)
    page = lost(other, new)
    assert "Every answer given with the earlier code is deleted" in page.text
    page = other.press(page, {"return_code": "new code"}, 422)
    assert page.errors() == ["Tick the box if you want to start empty"]
    page = other.press(page, {"return_code": "new code", "sure": "y"})
    assert page.h1 == "Who will see what"
    with app.app_context():
        assert not db.session.query(Response).count()
    third = Browser(app)
    assert give_code(third, knock(third, new), CODE, 422).errors()
    # Opened by now: the next loss needs a new link again.
    assert "ask the lead for a new link" in lost(Browser(app), new).text


def test_once_closed_nobody_starts_empty(app: Flask, lead: Browser, separate: int, person: int, link: str) -> None:
    start(app, link, separate)
    voices.close(app, separate)
    new = renew(lead, separate, person)
    assert "cannot be opened without the code" in lost(Browser(app), new).text


# Dead links


def test_all_links_that_do_not_work_show_the_very_same_page(
    app: Flask, lead: Browser, separate: int, person: int, link: str
) -> None:
    people = voices.add_people(app, separate, members=0, officers=2)
    renewed, withdrawn = link, make_link(lead, separate, people[0])
    renew(lead, separate, person)
    lead.post(f"/assessments/{separate}/people/{people[0]}/link/withdraw", {}, 303)
    gone = make_link(lead, separate, people[1])
    with app.app_context(), writing():
        db.session.get_one(Participant, people[1]).withdrawn_at = utc_now()
    ended_in = voices.start(app, responses_ended_at=utc_now())
    with app.app_context(), writing():
        ended = Participant(assessment_id=ended_in, name="Una", role=Part.PARTICIPANT, link_hash=digest("ended"))
        db.session.add(ended)
    pages = {
        Browser(app).get(f"/r/{token}", 404).html
        for token in (renewed, withdrawn, gone, "ended", "guessed", "x" * 5000, "’é🙂")
    }
    assert len(pages) == 1
    posts = {
        re.sub(r'value="[^"]+"', "", browser.post(f"/r/{token}", {"return_code": CODE}, 404).html)
        for token in (renewed, withdrawn, "ended", "guessed")
        if (browser := Browser(app))
    }
    assert len(posts) == 1


def test_guessing_links_is_slowed_down_for_an_address_and_keeps_nobody_from_signing_in(
    app: Flask, visitor: Browser, link: str
) -> None:
    answers = [visitor.client.get(f"/r/guess{number}").status_code for number in range(60)]
    assert answers[:50] == [404] * 50
    assert 429 in answers[50:]
    assert visitor.client.get("/sign-in").status_code == 200
    elsewhere = Browser(app)
    assert elsewhere.client.get(f"/r/{link}", environ_base={"REMOTE_ADDR": "192.0.2.7"}).status_code == 200


def test_opening_the_same_link_many_times_is_no_guessing(app: Flask, link: str) -> None:
    browser = Browser(app)
    assert {browser.client.get(f"/r/{link}").status_code for _ in range(120)} == {200}


def test_no_log_holds_the_token(
    app: Flask, link: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)

    def fail(_token: str) -> None:
        raise RuntimeError("broken")

    browser = Browser(app)
    knock(browser, link)
    monkeypatch.setattr("app.participation.links.find_participant", fail)
    assert browser.client.get(f"/r/{link}").status_code == 500
    assert "broken" in caplog.text
    assert link not in caplog.text


# Together with an account


def test_somebody_signed_in_is_told_that_they_will_be_signed_out(officer: Browser, link: str) -> None:
    page = officer.get(f"/r/{link}")
    assert "Omar Officer is signed in to Bearings in this browser" in page.text
    page = give_code(officer, knock(officer, link))
    assert page.h1 == "Who will see what"
    officer.get("/account", 404)


def test_a_participant_with_an_account_just_finds_the_assessment(app: Flask, officer: Browser, separate: int) -> None:
    voices.add_person(app, separate, user="officer")
    assert voices.TITLE in officer.get("/assessments").links()
    page = officer.get(f"/assessments/{separate}/themes/finance/fv1")
    assert page.h1 == "Who will see what"


def test_leaving_ends_the_visit_in_this_browser_alone(app: Flask, separate: int, link: str) -> None:
    here, there = enter(app, link), enter(app, link)
    page = here.read(here.client.post("/leave", data={"csrf_token": here.token_of("/")}, follow_redirects=True), 200)
    assert "You have left this browser" in page.text
    assert here.get(f"/assessments/{separate}").path == "/sign-in"
    there.get(f"/assessments/{separate}")


def test_signing_in_ends_the_visit(app: Flask, separate: int, link: str) -> None:
    browser = enter(app, link)
    form = {"email": "stranger@anytown.example", "password": "four quiet blue herons"}
    browser.post_form("/sign-in", form)
    browser.get(f"/assessments/{separate}", 404)


# What a visit reaches


def test_a_visit_reaches_its_own_pages_and_nothing_else(app: Flask, lead: Browser, separate: int, link: str) -> None:
    voices.add_people(app, separate, members=1, officers=1)
    browser = start(app, link, separate)
    own = {
        "assessment.assessment",
        "themes.theme",
        "themes.characteristic",
        "themes.answer",
        "responding.before",
        "responding.mine",
        "responding.finished",
        "responding.download",
        "responding.withdraw",
        "links.opening.leave",
        "pack.pdf",
        "pack.word",
    }
    open_by_setting = {rule.endpoint for rule in app.url_map.iter_rules() if is_public_if(app, rule.endpoint)}
    for rule in app.url_map.iter_rules():
        if rule.endpoint in PUBLIC | own | open_by_setting:
            continue
        path = address(rule).replace("/assessments/1", f"/assessments/{separate}")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            for headers in ({}, HTMX):
                answer = browser.client.open(path, method=method, headers=headers)
                # Some pages of the assessment open to a visit once the position is agreed: they say when.
                allowed = {404, 403} if is_open_to_invited(app, rule.endpoint) else {404}
                assert answer.status_code in allowed, f"{method} {rule.rule} answers {answer.status_code}"


def is_public_if(app: Flask, endpoint: str) -> bool:
    return hasattr(app.view_functions[endpoint], "is_public_if")


def is_open_to_invited(app: Flask, endpoint: str) -> bool:
    return getattr(app.view_functions[endpoint], "is_open_to_invited", False)


def test_a_visit_reaches_no_other_assessment(app: Flask, lead: Browser, separate: int, link: str) -> None:
    browser = start(app, link, separate)
    other = voices.start(app)
    for person in voices.add_people(app, other, members=1, officers=0):
        voices.answer(app, person, "FV1", 3, note="Not yours")
    token = browser.token_of(f"/assessments/{separate}/mine")
    for rule in app.url_map.iter_rules():
        if not rule.rule.startswith("/assessments/<int:assessment_id>"):
            continue
        path = address(rule).replace("/assessments/1", f"/assessments/{other}").replace("/themes/x", "/themes/finance")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            answer = browser.client.open(path, method=method, data={"csrf_token": token})
            assert answer.status_code == 404, f"{method} {path} answers {answer.status_code}"
            assert "Not yours" not in answer.text


def test_a_visit_sees_its_own_answers_alone(app: Flask, lead: Browser, separate: int) -> None:
    first, second = voices.add_people(app, separate, members=2, officers=0)
    one, two = make_links(lead, separate)
    voices.answer(app, first, "FV1", 3, note="The first person’s")
    voices.answer(app, second, "FV1", 1, note="The second person’s")
    for token, own, others in ((one, "first", "second"), (two, "second", "first")):
        browser = enter(app, token)
        for page in ("mine", "themes/finance", "themes/finance/fv1"):
            html = browser.get(f"/assessments/{separate}/{page}").html
            assert f"The {own} person’s" in html
            assert f"The {others} person’s" not in html


def test_an_ended_round_ends_the_visits(app: Flask, separate: int, link: str) -> None:
    browser = start(app, link, separate)
    with app.app_context(), writing():
        db.session.get_one(Assessment, separate).responses_ended_at = utc_now()
    browser.get(f"/assessments/{separate}/mine", 401)
    browser.get(f"/r/{link}", 404)


def test_a_renewed_invitation_says_that_the_code_stays(
    app: Flask, lead: Browser, separate: int, person: int, link: str
) -> None:
    enter(app, link)
    page = lead.post(f"/assessments/{separate}/people/{person}/link/renew", {})
    assert "your return code stays the same" in page.text


def test_links_made_on_this_machine_alone_are_said_to_be(lead: Browser, separate: int, person: int) -> None:
    assert "on this machine alone" in lead.post(f"/assessments/{separate}/people/{person}/link", {}).text


def test_a_visit_may_read_the_hub_that_its_answers_lead_to(app: Flask, separate: int, link: str) -> None:
    browser = enter(app, link)
    assert browser.get("/resources").h1
    assert "Resources" in browser.get("/model").links()


def test_five_hundred_links_are_made_at_once(app: Flask, lead: Browser, separate: int) -> None:
    with app.app_context(), writing():
        db.session.add_all(
            Participant(assessment_id=separate, name=f"Person {number}", role=Part.PARTICIPANT) for number in range(500)
        )
    answer = lead.client.post(f"/assessments/{separate}/people/links", data={"csrf_token": lead.token()})
    assert answer.text.count("<svg ") == 500
    with app.app_context():
        assert db.session.query(Participant).filter(Participant.link_hash.is_not(None)).count() == 500
