"""The record: who did what and when, readable, to be filtered, and never an answer."""

import ast
import csv
import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.tables import Retention
from app.assessment.tables import Assessment, Stage
from app.audit.record import DEEDS, OF_PARTICIPANTS, record
from app.audit.tables import Event
from app.audit.words import KINDS, keys_of
from app.database import db, utc_now, writing
from app.participation.ending import end_due
from app.participation.tables import Group, Part, Participant
from app.position.tables import SignOff
from tests import voices
from tests.browsing import Browser, Page
from tests.conftest import TOP
from tests.private_links import enter, give_code, knock, make_link, renew, start

SECRET = "Kumquat"
"""In everything that somebody types."""


def note(app: Flask, what: str, handle: str | None = "lead", **columns: object) -> None:
    """An entry as if it had been done."""
    with app.app_context(), writing():
        event = Event(what=what, user_id=voices.find_user(handle) if handle else None)
        for name, value in columns.items():
            setattr(event, name, value)
        db.session.add(event)


def rows(page: Page) -> list[str]:
    """Who and what, of each line."""
    found = []
    for row in page.find("tr")[1:]:
        cells = [" ".join("".join(cell.itertext()).split()) for cell in row.iter("td")]
        found.append(f"{cells[1]}: {cells[2]}")
    return found


def table(browser: Browser, query: str = "") -> list[list[str]]:
    response = browser.client.get(f"/audit/record.csv{query}")
    assert response.mimetype == "text/csv"
    return list(csv.reader(StringIO(response.text.removeprefix("\ufeff"))))


def test_an_empty_record_says_what_it_will_be(administrator: Browser) -> None:
    page = administrator.get("/audit")
    assert "Nothing is on the record yet." in page.text
    assert "It holds no answer of anybody" in page.text
    assert "Export these as CSV" not in page.text


def test_only_the_administrator_reads_it(lead: Browser, visitor: Browser) -> None:
    lead.get("/audit", 404)
    lead.get("/audit/record.csv", 404)
    assert visitor.get("/audit").path == "/sign-in"


def test_it_says_who_did_what_on_which_assessment_the_newest_first(
    app: Flask, lead: Browser, administrator: Browser
) -> None:
    lead.post_form("/assessments/new", {"title": "Spring 2026"})
    administrator.post_form("/settings", {"colour": "#1d4f6e"})
    page = administrator.get("/audit")
    assert rows(page) == ["Ada Admin: Changed the settings", "Lena Lead: Started the assessment"]
    assert "Spring 2026" in page.text
    assert "2 entries, the newest first" in page.text
    assert administrator.get("/").links()["Record"] == "/audit"


def test_an_assessment_that_is_renamed_or_deleted_is_still_told(app: Flask, administrator: Browser) -> None:
    number = voices.start(app)
    note(app, "assessment.started", assessment_id=number, assessment_title="Former title")
    assert "Many voices 2026" in administrator.get("/audit").text
    with app.app_context(), writing():
        db.session.delete(db.session.get_one(Assessment, number))
    page = administrator.get("/audit")
    assert "Former title (deleted)" in page.text
    assert rows(administrator.get("/audit?assessment=deleted:Former+title")) == ["Lena Lead: Started the assessment"]


def test_of_participants_it_tells_that_one_did_it_and_never_which(app: Flask, administrator: Browser) -> None:
    number = voices.start(app)
    by_account = voices.add_person(app, number, Group.MEMBER, user="member")
    by_link = voices.add_person(app, number, name="Linda Link")
    for what in sorted(OF_PARTICIPANTS):
        note(app, what, "member", assessment_id=number, about_id=by_account)
        note(app, what, None, assessment_id=number, about_id=by_link, participant_id=by_link)
    text = administrator.get("/audit").text + str(table(administrator))
    assert "Mary Member" not in text
    assert "Linda Link" not in text
    assert "A participant: Said that they have finished" in rows(administrator.get("/audit"))
    assert "Somebody: Gave a wrong return code for the private link of a participant" in rows(
        administrator.get("/audit")
    )


def test_no_filter_tells_which_participant_it_was(app: Flask, administrator: Browser) -> None:
    number = voices.start(app)
    note(app, "responses.finished", "member", assessment_id=number)
    note(app, "review.said", "officer", assessment_id=number, subject="UP1")
    page = administrator.get("/audit")
    people = [option.text for option in page.by_id("person").iter("option")]
    assert people == ["Everybody", "Omar Officer", "Participants"]
    with app.app_context():
        member = voices.find_user("member")
    assert len(rows(administrator.get(f"/audit?person={member}"))) == 2, "An unknown person is passed over"
    note(app, "review.said", "member", assessment_id=number, subject="UP2")
    assert rows(administrator.get(f"/audit?person={member}")) == ["Mary Member: Reviewed the position on UP2"]
    assert rows(administrator.get("/audit?person=participants")) == ["A participant: Said that they have finished"]


def test_what_a_lead_does_for_somebody_names_them_until_they_are_erased(app: Flask, administrator: Browser) -> None:
    number = voices.start(app)
    person = voices.add_person(app, number, name="Nadia Named")
    note(app, "link.made", assessment_id=number, about_id=person)
    assert rows(administrator.get("/audit")) == ["Lena Lead: Made a private link for Nadia Named"]
    with app.app_context(), writing():
        db.session.delete(db.session.get_one(Participant, person))
    assert rows(administrator.get("/audit")) == ["Lena Lead: Made a private link for a participant"]


def test_it_can_be_filtered_and_the_filter_stays_in_the_address(app: Flask, administrator: Browser) -> None:
    number, other = voices.start(app), voices.start(app, title="Another")
    note(app, "stage.moved", assessment_id=number, subject="open for answers")
    note(app, "stage.moved", "officer", assessment_id=other, subject="agreed")
    note(app, "settings.changed", "administrator")
    assert rows(administrator.get(f"/audit?assessment={other}")) == ["Omar Officer: Moved it to the stage agreed"]
    assert rows(administrator.get("/audit?kind=running")) == ["Ada Admin: Changed the settings"]
    page = administrator.get("/audit")
    filtered = administrator.get(f"/audit?assessment={number}&kind=assessment")
    assert rows(filtered) == ["Lena Lead: Moved it to the stage open for answers"]
    assert filtered.links()["Export these as CSV"] == f"/audit/record.csv?assessment={number}&kind=assessment"
    (chosen,) = [o for o in filtered.by_id("assessment").iter("option") if o.get("selected") is not None]
    assert chosen.get("value") == str(number)
    assert len(rows(page)) == 3
    assert "There is no such entry." in administrator.get(f"/audit?assessment={number}&kind=running").text


def test_it_can_be_filtered_by_days_both_included(app: Flask, administrator: Browser) -> None:
    for day in (1, 2, 3):
        at = datetime(2026, 5, day, 12, tzinfo=UTC)
        note(app, "settings.changed", "administrator", at=at, subject=str(day))

    def days(since: str = "", until: str = "") -> list[str]:
        parts = {"since": since, "until": until}
        query = "&".join(f"{name}-day={day}&{name}-month=5&{name}-year=2026" for name, day in parts.items() if day)
        return [line[3].rsplit(" ", 1)[1] for line in table(administrator, f"?{query}")[1:]]

    assert days() == ["3", "2", "1"]
    assert days(since="2") == ["3", "2"]
    assert days(until="2") == ["2", "1"]
    assert days("2", "2") == ["2"]


@pytest.mark.parametrize(
    ("query", "complaint"),
    [
        ("since-day=31&since-month=2&since-year=2026", "From must be a real date"),
        ("since-day=3&since-month=5&since-year=2026&until-day=1&until-month=5&until-year=2026", "To must be the same"),
    ],
)
def test_days_that_cannot_be_say_so_and_stay_in_their_boxes(
    app: Flask, administrator: Browser, query: str, complaint: str
) -> None:
    note(app, "settings.changed", "administrator")
    page = administrator.get(f"/audit?{query}", 422)
    assert page.errors()[0].startswith(complaint)
    assert page.by_id("since-year").get("value") == "2026"
    assert administrator.client.get(f"/audit/record.csv?{query}").status_code == 400


@pytest.mark.parametrize(
    "query", ["assessment=x", "person=-1", f"person={2**70}", "kind=no", "page=0", "page=99999999"]
)
def test_an_address_that_makes_no_sense_shows_everything(app: Flask, administrator: Browser, query: str) -> None:
    note(app, "settings.changed", "administrator")
    assert len(rows(administrator.get(f"/audit?{query}"))) == 1


def test_it_comes_in_pages_of_fifty_and_the_filter_stays(app: Flask, administrator: Browser) -> None:
    for _ in range(51):
        note(app, "settings.changed", "administrator")
    first = administrator.get("/audit?kind=running")
    assert len(rows(first)) == 50
    assert first.links()["2"] == "/audit?kind=running&page=2"
    assert len(rows(administrator.get("/audit?kind=running&page=2"))) == 1
    assert len(table(administrator, "?kind=running&page=2")) == 52


def test_the_file_holds_no_cell_that_a_spreadsheet_would_run(app: Flask, administrator: Browser) -> None:
    note(app, "assessment.started", assessment_title="=HYPERLINK(1)")
    heading, line = table(administrator)
    assert heading == ["day", "time", "who", "what", "assessment"]
    assert line[2:] == ["Lena Lead", "Started the assessment", "'=HYPERLINK(1)"]
    assert date.fromisoformat(line[0])


def test_markup_in_names_and_titles_is_shown_as_it_is(app: Flask, administrator: Browser) -> None:
    note(app, "lead.changed", assessment_title="<b>Bold</b>", subject="<i>Ida</i>")
    page = administrator.get("/audit")
    assert rows(page) == ["Lena Lead: Handed the lead to <i>Ida</i>"]
    assert "<b>Bold</b>" in page.text


# What is written into it


def calls_of_record() -> list[ast.Call]:
    trees = [ast.parse(path.read_text("utf-8")) for path in (TOP / "app").rglob("*.py")]
    calls = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "record"]


def test_every_deed_of_the_list_is_put_on_the_record_somewhere_and_belongs_to_one_kind() -> None:
    texts = {it.value for call in calls_of_record() for it in ast.walk(call.args[0]) if isinstance(it, ast.Constant)}
    assert texts == set(DEEDS)
    for deed in DEEDS:
        assert sum(deed in keys_of(kind) for kind in KINDS) == 1, deed


SUBJECTS = {
    '""',
    "code",
    "done",
    "former",
    "joined(codes)",
    "subject.code",
    "row.code",
    "', '.join(adopted)",
    "action.code",
    "new_lead.name",
    "str(version)",
    "str(signed.version)",
    "str(review.due_on)",
    "STAGE_WORDS[wanted.to]",
    "TITLES[slug].lower()",
    "f'Version {version}'",
    "f'User {user.id}'",
    "count_in_words(len(rows), 'person', 'people')",
    "count_in_words(count, 'answer')",
}
"""What the record says that something was done to. Whoever adds one sees to it that no person typed it in an answer."""


def test_nothing_else_is_written_into_it_than_has_been_looked_at() -> None:
    used = set()
    for call in calls_of_record():
        used |= {ast.unparse(arg) for arg in call.args[2:3]}
        used |= {ast.unparse(keyword.value) for keyword in call.keywords if keyword.arg == "subject"}
    assert used <= SUBJECTS


def test_a_deed_that_is_not_on_the_list_is_refused(app: Flask) -> None:
    with app.test_request_context(), pytest.raises(KeyError, match="is no key of DEEDS"):
        record("responses.read")


def send(browser: Browser, path: str, fields: dict[str, str] | None = None, action: str = "") -> Page:
    """A form of a page, with a secret in every box of text that is not said otherwise."""
    page = browser.get(path)
    forms = page.find("form", action=action or path)
    texts = [it for form in forms for it in form.iter("textarea")]
    secrets = {it.get("name", ""): f"{SECRET} {it.get('name')}" for it in texts}
    return browser.press(page, secrets | (fields or {}), action=action or path)


def test_no_deed_brings_what_people_wrote_into_the_record(
    app: Flask, browser_of: Callable[[str], Browser], lead: Browser, administrator: Browser
) -> None:
    """From the start to the erasure of a round in which every text holds one word, which is then looked for."""
    sponsor, reviewer = browser_of("officer"), browser_of("viewer")
    number = voices.start(app, sponsor="officer", retention=Retention.ANONYMISE)
    url = f"/assessments/{number}"
    voices.add_person(app, number, None, user="viewer", role=Part.REVIEWER)
    people = voices.add_people(app, number)
    answer_in_private(app, lead, number, people)
    fields = {
        "name": f"{SECRET} Name",
        "directorate": f"{SECRET} Directorate",
        "role": "participant",
        "group": "member",
    }
    send(lead, f"{url}/people/add", fields)
    voices.set_stage(app, number, Stage.CLOSED)
    agree = {"current": "2", "target": "1", "evidence": "1"}
    send(lead, f"{url}/position/up1", agree)
    send(reviewer, f"{url}/position/up1", {"verdict": "query"}, f"{url}/position/up1/reviews")
    send(lead, f"{url}/position/up1", action=f"{url}/position/up1/reviews/1")
    voices.set_stage(app, number, Stage.AGREED)
    send(sponsor, f"{url}/sign-off")
    send(lead, f"{url}/sign-off/correct")
    send(administrator, "/privacy/edit")
    send(lead, f"{url}/people/{people[3]}/erase", {"sure": "y"})
    with app.app_context():
        with writing():
            db.session.query(SignOff).update({"signed_at": utc_now() - timedelta(days=100)})
        end_due()
        events = db.session.scalars(select(Event)).all()
        done = {event.what for event in events}
        held = json.dumps([[event.subject, event.assessment_title] for event in events])
    assert SECRET not in held
    assert done >= {
        *OF_PARTICIPANTS,
        *("link.made", "link.renewed", "people.added", "people.erased", "comparison.made", "position.agreed"),
        *("review.said", "review.settled", "signed-off", "correction.begun", "notice.changed", "responses.ended"),
    }


def answer_in_private(app: Flask, lead: Browser, number: int, people: list[int]) -> None:
    """All that a participant can do, with the secret in every text."""
    url = f"/assessments/{number}"
    with app.app_context():
        model = db.session.get_one(Assessment, number).model
        theme = next(theme.slug for theme in model.themes if any(c.code == "UP1" for c in theme.characteristics))
    for person in people[3:]:
        voices.answer(app, person, "UP1", 1 + person % 3, note=f"{SECRET} of {person}", is_note_shared=True)
    first = start(app, make_link(lead, number, people[0]), number)
    page = first.get(f"{url}/themes/{theme}/up1")
    first.autosave(page, {"current": "3", "target": "2", "note": SECRET, "reason": SECRET})
    for says in ("yes", "no", "yes"):
        first.post(f"{url}/mine/finished", {"finished": says}, 303)
    first.post(f"{url}/mine/download", {"format": "json"})
    token = make_link(lead, number, people[1])
    enter(app, token)
    give_code(browser := Browser(app), knock(browser, token), f"{SECRET} wrong", 422)
    leaves = start(app, renew(lead, number, people[2]), number)
    leaves.post_form(f"{url}/mine/withdraw", {"sure": "y"})
