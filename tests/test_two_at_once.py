"""Many people at the same moment: nothing is overwritten unseen, no save is lost, and nobody gets an error."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import count
from threading import Barrier, Event
from typing import Any, TypeVar

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app.assessment import themes
from app.assessment.tables import Assessment, Stage
from app.audit import tables as audit
from app.database import db, writing
from app.participation import responding
from app.participation.late import KEPT
from app.participation.tables import Happening, Part, Participant, Response, Visit
from app.position.tables import Comparison, PositionReview, SignOff, Verdict
from tests import voices
from tests.browsing import HTMX, Browser, fields_of
from tests.private_links import CODE, enter, give_code, happenings, knock, make_link, make_links, renew, start, tokens

FV1 = "/themes/finance/fv1"
ANSWER = {"current": "2", "target": "3", "evidence": "2"}
T = TypeVar("T")


@pytest.fixture
def separate(app: Flask) -> int:
    return voices.start(app, sponsor="member")


@pytest.fixture
def url(separate: int) -> str:
    return f"/assessments/{separate}"


def at_once(press: Callable[..., T], *each: Iterable[Any]) -> list[T]:
    """As `map`, but all begin at the same moment."""
    calls = list(zip(*each, strict=True))
    barrier = Barrier(len(calls))

    def begin(call: tuple[Any, ...]) -> T:
        barrier.wait()
        return press(*call)

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(begin, calls))


def both(*presses: Callable[[], TestResponse]) -> list[TestResponse]:
    return at_once(lambda press: press(), presses)


def form_in(browser: Browser, path: str, name: str) -> dict[str, str]:
    """Of the form with this id or action, as it stands."""
    page = browser.get(path)
    form = page.by_id(name) if f'id="{name}"' in page.html else page.form(name)
    return fields_of(form).to_dict()


def send(browser: Browser, path: str, fields: dict[str, str], **kwargs: Any) -> TestResponse:
    return browser.client.post(path, data=fields, **kwargs)


def send_at_once(browsers: Iterable[Browser], path: str, forms: Iterable[dict[str, str]]) -> list[TestResponse]:
    return at_once(lambda browser, fields: send(browser, path, fields), browsers, forms)


def statuses(answers: Iterable[TestResponse]) -> list[int]:
    return sorted(answer.status_code for answer in answers)


def responses(app: Flask) -> dict[int, Response]:
    """To FV1, by participant."""
    with app.app_context():
        return {row.participant_id: row for row in db.session.query(Response).filter_by(code="FV1")}


def events(app: Flask, what: str) -> int:
    with app.app_context():
        return db.session.query(audit.Event).filter_by(what=what).count()


def stage_of(app: Flask, number: int) -> Stage:
    with app.app_context():
        return db.session.get_one(Assessment, number).stage


class Typist:
    """A participant who changes their note again and again."""

    def __init__(self, browser: Browser, path: str) -> None:
        self.browser, self.path = browser, path
        self.fields = form_in(browser, path, "answer")
        self.acknowledged = self.refused = ""

    def save(self, note: str) -> TestResponse:
        self.fields |= ANSWER | {"note": note, "change_number": str(int(self.fields["change_number"]) + 1)}
        answer = send(self.browser, self.path, self.fields, headers=HTMX)
        if answer.status_code == 200:
            assert "Saved at" in answer.text
            self.acknowledged = note
        return answer

    def save_until_refused(self, is_begun: Event) -> TestResponse:
        for number in count():
            answer = self.save(f"Change {number}")
            if answer.status_code != 200:
                self.refused = f"Change {number}"
                return answer
            if number == 2:
                is_begun.set()
        raise AssertionError


def typists(app: Flask, lead: Browser, number: int, people: int) -> dict[int, Typist]:
    """By participant, each with a private link of their own."""
    found = voices.add_people(app, number, people, officers=0)
    opened = [start(app, token, number) for token in make_links(lead, number)]
    by_id = sorted(zip(found, opened, strict=True), key=lambda pair: pair[0])
    return {person: Typist(browser, f"/assessments/{number}{FV1}") for person, browser in by_id}


def test_what_many_people_save_at_once_is_all_there(app: Flask, lead: Browser, separate: int) -> None:
    people = typists(app, lead, separate, 8)

    def save(typist: Typist) -> set[int]:
        return {typist.save(f"{id(typist)}, change {number}").status_code for number in range(10)}

    assert at_once(save, people.values()) == [{200}] * 8
    rows = responses(app)
    assert {person: row.note for person, row in rows.items()} == {it: people[it].acknowledged for it in people}
    assert {row.row_version for row in rows.values()} == {10}


def test_closed_while_people_save_keeps_what_was_saved_and_the_text_that_was_not(
    app: Flask, lead: Browser, separate: int, url: str
) -> None:
    people = typists(app, lead, separate, 6)
    is_begun = Event()
    fields = stage_form(lead, url, Stage.CLOSED)

    def close() -> TestResponse:
        assert is_begun.wait(20)
        return send(lead, f"{url}/stage", fields)

    closing, *refusals = both(close, *(partial(it.save_until_refused, is_begun) for it in people.values()))
    assert closing.status_code == 303
    assert [answer.status_code for answer in refusals] == [403] * 6
    assert all(KEPT.split(".")[0] in answer.text for answer in refusals)
    for person, row in responses(app).items():
        assert (row.note, row.late_note) == (people[person].acknowledged, people[person].refused)


def stage_form(lead: Browser, url: str, to: Stage) -> dict[str, str]:
    forms = [fields_of(form).to_dict() for form in lead.get(f"{url}/stage").find("form", action=f"{url}/stage")]
    return next(fields for fields in forms if fields["to"] == to.value)


def test_of_two_tabs_of_one_participant_one_saves_and_the_other_is_shown_both(
    app: Flask, lead: Browser, separate: int, url: str
) -> None:
    (person,) = voices.add_people(app, separate, 1, officers=0)
    token = make_link(lead, separate, person)
    first = start(app, token, separate)
    browsers = [first, *(enter(app, token) for _ in range(3))]
    tabs = [Typist(browser, f"{url}{FV1}") for browser in browsers]
    answers = at_once(lambda number, tab: tab.save(f"From tab {number}."), range(4), tabs)
    assert statuses(answers) == [200, 409, 409, 409]
    stored = responses(app)[person]
    assert stored.row_version == 1
    for number, answer in enumerate(answers):
        assert (stored.note == f"From tab {number}.") == (answer.status_code == 200)
        assert answer.status_code == 200 or (stored.note in answer.text and f"From tab {number}." in answer.text)


def test_two_presses_that_move_the_stage_move_it_once(
    app: Flask, browser_of: Callable[[str], Browser], separate: int, url: str
) -> None:
    browsers = [browser_of("lead") for _ in range(4)]
    forms = [stage_form(browser, url, Stage.CLOSED) for browser in browsers]
    assert statuses(send_at_once(browsers, f"{url}/stage", forms)) == [303] * 4
    assert (stage_of(app, separate), events(app, "stage.moved")) == (Stage.CLOSED, 1)


def test_of_two_presses_in_opposite_directions_one_counts_and_the_other_is_told(
    app: Flask, browser_of: Callable[[str], Browser], separate: int, url: str
) -> None:
    voices.close(app, separate)
    browsers = [browser_of("lead") for _ in range(2)]
    forms = [stage_form(browser, url, to) for browser, to in zip(browsers, (Stage.AGREED, Stage.OPEN), strict=True)]
    answers = send_at_once(browsers, f"{url}/stage", forms)
    assert statuses(answers) == [303, 409]
    assert events(app, "stage.moved") == 1
    assert "nothing was moved" in next(answer.text for answer in answers if answer.status_code == 409)


def test_closed_and_compared_while_the_lead_opens_it_again_never_ends_open_with_a_comparison(
    app: Flask, browser_of: Callable[[str], Browser], separate: int, url: str
) -> None:
    for person in voices.add_people(app, separate):
        voices.answer(app, person, "FV1", 1 + person % 3)
    voices.close(app, separate)
    lead, sponsor = browser_of("lead"), browser_of("member")
    data = stage_form(lead, url, Stage.OPEN)
    moved, looked = both(partial(send, lead, f"{url}/stage", data), partial(sponsor.client.get, f"{url}/results"))
    assert (moved.status_code, looked.status_code) in {(303, 200), (409, 200), (303, 403)}
    with app.app_context():
        is_compared = db.session.query(Comparison).count() == 1
    assert stage_of(app, separate) is (Stage.CLOSED if is_compared else Stage.OPEN)


def test_the_first_looks_at_the_comparison_at_once_make_one(
    app: Flask, browser_of: Callable[[str], Browser], separate: int, url: str
) -> None:
    for person in voices.add_people(app, separate):
        voices.answer(app, person, "FV1", 1 + person % 3)
    voices.close(app, separate)
    browsers = [browser_of("lead" if number % 2 else "member") for number in range(6)]
    pages = at_once(lambda browser: browser.client.get(f"{url}/results"), browsers)
    assert {page.status_code for page in pages} == {200}
    with app.app_context():
        assert db.session.query(Comparison).count() == 1
    assert events(app, "comparison.made") == 1


def test_two_sign_offs_at_once_are_one(
    app: Flask, browser_of: Callable[[str], Browser], separate: int, url: str
) -> None:
    voices.set_stage(app, separate, Stage.AGREED)
    browsers = [browser_of("member") for _ in range(4)]
    reason = {"reason": "For now."}
    forms = [form_in(browser, f"{url}/sign-off", f"{url}/sign-off") | reason for browser in browsers]
    assert statuses(send_at_once(browsers, f"{url}/sign-off", forms)) == [303] * 4
    with app.app_context():
        assert [(one.version, one.unanswered_reason) for one in db.session.query(SignOff)] == [(1, "For now.")]
    assert events(app, "signed-off") == 1


def test_signed_off_while_the_lead_goes_back_is_one_or_the_other(
    app: Flask, browser_of: Callable[[str], Browser], separate: int, url: str
) -> None:
    voices.set_stage(app, separate, Stage.AGREED)
    lead, sponsor = browser_of("lead"), browser_of("member")
    back = stage_form(lead, url, Stage.CLOSED)
    signing = form_in(sponsor, f"{url}/sign-off", f"{url}/sign-off") | {"reason": "For now."}
    moved, signed = both(partial(send, lead, f"{url}/stage", back), partial(send, sponsor, f"{url}/sign-off", signing))
    assert (moved.status_code, signed.status_code) in {(303, 403), (409, 303), (403, 303)}
    with app.app_context():
        versions = db.session.query(SignOff).count()
    assert (stage_of(app, separate), versions) in {(Stage.CLOSED, 0), (Stage.SIGNED_OFF, 1)}


def test_the_medians_adopted_twice_at_once_are_adopted_once(
    app: Flask, browser_of: Callable[[str], Browser], separate: int, url: str
) -> None:
    for person in voices.add_people(app, separate):
        voices.answer(app, person, "FV1", 2 + person % 2, 3, 2)
    voices.close(app, separate)
    browsers = [browser_of("lead") for _ in range(4)]
    forms = [form_in(browser, f"{url}/position", f"{url}/position/adopt") for browser in browsers]
    assert statuses(send_at_once(browsers, f"{url}/position/adopt", forms)) == [303] * 4
    assert events(app, "position.adopted") == 1


def test_a_link_opened_in_two_browsers_at_once_has_one_return_code(
    app: Flask, lead: Browser, separate: int, url: str
) -> None:
    (person,) = voices.add_people(app, separate, 1, officers=0)
    token = make_link(lead, separate, person)
    browsers, codes = [Browser(app) for _ in range(4)], [f"heron lamp {number}" for number in range(4)]
    forms = [fields_of(knock(browser, token).form()).to_dict() for browser in browsers]
    forms = [form | {"return_code": code} for form, code in zip(forms, codes, strict=True)]
    answers = send_at_once(browsers, f"/r/{token}", forms)
    assert statuses(answers) == [303, 409, 409, 409]
    assert happenings(app, person).count(Happening.OPENED) == 1
    (right,) = [code for code, answer in zip(codes, answers, strict=True) if answer.status_code == 303]
    for code in codes:
        other = Browser(app)
        give_code(other, knock(other, token), code, 200 if code == right else 422)


def test_a_link_renewed_while_it_is_opened_leaves_no_visit_of_the_old_one(
    app: Flask, lead: Browser, separate: int, url: str
) -> None:
    for person in voices.add_people(app, separate, 4, officers=0):
        token = make_link(lead, separate, person)
        browser = Browser(app)
        data = fields_of(knock(browser, token).form()).to_dict() | {"return_code": CODE}
        renewal = {"csrf_token": lead.token()}
        opened, renewed = both(
            partial(send, browser, f"/r/{token}", data),
            partial(send, lead, f"{url}/people/{person}/link/renew", renewal),
        )
        assert renewed.status_code == 200
        assert opened.status_code in {303, 404}
        assert browser.client.get(f"{url}/mine").status_code != 200
        with app.app_context():
            assert db.session.query(Visit).filter_by(participant_id=person).count() == 0


def test_links_made_for_everybody_by_two_presses_are_one_each(
    app: Flask, browser_of: Callable[[str], Browser], separate: int, url: str
) -> None:
    people = voices.add_people(app, separate)
    browsers = [browser_of("lead") for _ in range(3)]
    forms = [{"csrf_token": browser.token()} for browser in browsers]
    pages = send_at_once(browsers, f"{url}/people/links", forms)
    assert statuses(pages) == [200, 303, 303]
    shown = next(
        browser.read(page, 200) for browser, page in zip(browsers, pages, strict=True) if page.status_code == 200
    )
    assert len(tokens(shown)) == len(people)
    assert all(happenings(app, person) == [Happening.MADE] for person in people)


def test_somebody_added_twice_at_once_is_there_once(
    app: Flask, browser_of: Callable[[str], Browser], separate: int, url: str
) -> None:
    browsers = [browser_of("lead") for _ in range(4)]
    new = {"name": "Ann Other", "group": "member", "role": "participant"}
    forms = [fields_of(browser.get(f"{url}/people/add").form()).to_dict() | new for browser in browsers]
    assert statuses(send_at_once(browsers, f"{url}/people/add", forms)) == [303, 422, 422, 422]
    with app.app_context():
        assert db.session.query(Participant).count() == 1


def test_a_review_sent_twice_at_once_is_said_once_and_settled_once(
    app: Flask, browser_of: Callable[[str], Browser], separate: int, url: str
) -> None:
    voices.add_person(app, separate, None, user="officer", role=Part.REVIEWER)
    for person in voices.add_people(app, separate):
        voices.answer(app, person, "FV1", 2 + person % 2, 3, 2)
    voices.close(app, separate)
    lead = browser_of("lead")
    send(lead, f"{url}/position/adopt", form_in(lead, f"{url}/position", f"{url}/position/adopt"))
    path = f"{url}/position/fv1/reviews"
    reviewers = [browser_of("officer") for _ in range(3)]
    forms = [form_in(it, f"{url}/position/fv1", path) | {"verdict": "query", "text": "Why?"} for it in reviewers]
    assert statuses(send_at_once(reviewers, path, forms)) == [303] * 3
    with app.app_context():
        (review,) = db.session.query(PositionReview).filter_by(verdict=Verdict.QUERY)
    path = f"{path}/{review.id}"
    leads = [browser_of("lead") for _ in range(2)]
    words = {at: {f"settle-{review.id}-settlement": f"Because {at}."} for at in range(2)}
    forms = [form_in(it, f"{url}/position/fv1", path) | words[at] for at, it in enumerate(leads)]
    assert statuses(send_at_once(leads, path, forms)) == [303, 409]
    assert (events(app, "review.said"), events(app, "review.settled")) == (1, 1)


@pytest.mark.parametrize(("path", "fields"), [(FV1, ANSWER), ("/mine/finished", {"finished": "yes"})])
def test_what_is_on_its_way_when_a_link_is_renewed_reaches_nobody_who_starts_empty(
    app: Flask,
    lead: Browser,
    separate: int,
    url: str,
    monkeypatch: pytest.MonkeyPatch,
    path: str,
    fields: dict[str, str],
) -> None:
    """It was let in, and before it could be written the link was renewed and begun again without the code."""
    (person,) = voices.add_people(app, separate, 1, officers=0)
    browser = start(app, make_link(lead, separate, person), separate)
    data = form_in(browser, f"{url}{FV1}", "answer") | fields

    def start_empty() -> None:
        token, other = renew(lead, separate, person), Browser(app)
        fields = {"lost": "1", "return_code": "another code", "sure": "y", "csrf_token": other.token_of(f"/r/{token}")}
        assert send(other, f"/r/{token}", fields).status_code == 303

    @contextmanager
    def after_a_renewal() -> Iterator[None]:
        monkeypatch.undo()
        with ThreadPoolExecutor(1) as elsewhere:
            elsewhere.submit(start_empty).result()
        with writing():
            yield

    monkeypatch.setattr(themes, "writing", after_a_renewal)
    monkeypatch.setattr(responding, "writing", after_a_renewal)
    assert send(browser, f"{url}{path}", data).status_code == 404
    assert responses(app) == {}
    with app.app_context():
        assert db.session.get_one(Participant, person).finished_at is None
