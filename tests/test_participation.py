"""The people of an assessment: let in one by one and many at once, and how far they have come."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import pytest
from flask import Flask

from app.assessment.tables import Privacy, Stage
from app.audit.tables import Event
from app.database import db, utc_now, writing
from app.excel import as_excel
from app.maturity.definitions import Characteristic
from app.participation.pasted import MOST_PEOPLE
from app.participation.tables import Group, Happening, Opening, Part, Participant, Response
from app.position.tables import Comparison
from tests.browsing import Browser, Page
from tests.conftest import user_id
from tests.voices import TITLE, add_people, add_person, answer, find_user, set_stage, start, window

HEADED = (
    "Group\tFull name\tE-mail\tDirectorate\nMember\tCllr Ann Able\tann@anytown.example\t\nofficer\tBob Bold\t\tPlace\n"
)


@pytest.fixture
def url(app: Flask) -> str:
    return f"/assessments/{start(app)}"


def number_of(url: str) -> int:
    return int(url.rpartition("/")[2])


def people_of(app: Flask, url: str) -> dict[str, Participant]:
    with app.app_context():
        found = db.session.query(Participant).filter_by(assessment_id=number_of(url))
        return {person.name: person for person in found}


def deeds(app: Flask, url: str) -> list[tuple[str, str, int | None]]:
    with app.app_context():
        events = db.session.query(Event).filter_by(assessment_id=number_of(url)).order_by(Event.id)
        return [(event.what, event.subject, event.about_id) for event in events]


def add(lead: Browser, url: str, status: int = 200, **fields: object) -> Page:
    return lead.post_form(f"{url}/people/add", fields, status)


def paste(lead: Browser, url: str, text: str, status: int = 200) -> Page:
    return lead.post_form(f"{url}/people/several", {"text": text}, status)


def upload(lead: Browser, url: str, content: bytes, status: int = 200) -> Page:
    path = f"{url}/people/several"
    return lead.post(path, {"text": "", "file": [(BytesIO(content), "people.csv")]}, status)


def confirm(lead: Browser, url: str, page: Page, status: int = 200) -> Page:
    return lead.press(page, {}, status, action=f"{url}/people/several/add")


def compare(app: Flask, url: str) -> None:
    with app.app_context(), writing():
        db.session.add(Comparison(assessment_id=number_of(url), content="{}"))


def test_the_lead_adds_somebody_without_an_account(
    app: Flask, lead: Browser, url: str, characteristic: Characteristic
) -> None:
    fields: dict[str, Any] = {
        "name": "Cllr Ann Able",
        "email": "ann@council.example.com",
        "group": "member",
        "themes": ["finance"],
    }
    page = add(lead, url, **fields, directorate="Cabinet")
    assert "Cllr Ann Able is added." in page.text
    person = people_of(app, url)["Cllr Ann Able"]
    assert (person.group, person.role, person.themes) == (Group.MEMBER, Part.PARTICIPANT, "finance")
    assert (person.email, person.directorate, person.user_id) == ("ann@council.example.com", "Cabinet", None)
    row = next(row for row in page.find("tr") if "Ann Able" in "".join(row.itertext()))
    assert "Cabinet" in "".join(row.itertext())
    assert "No link yet" in "".join(row.itertext())
    assert ("people.added", "", person.id) in deeds(app, url)


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"group": "member"}, "Enter a name, or select an account"),
        ({"name": "Ann"}, "Select a group"),
        ({"name": "Ann", "group": "mayor"}, "Select a group"),
        ({"name": "A" * 121, "group": "member"}, "Name must be 120 characters or fewer"),
        ({"name": "Ann", "group": "member", "directorate": "x" * 121}, "Directorate must be 120 characters or fewer"),
        ({"name": "Ann", "group": "member", "email": "ann"}, "Enter an email address in the correct format"),
        ({"name": "Ann", "role": "viewer"}, "A reviewer or a viewer needs an account"),
    ],
)
def test_a_form_that_will_not_do_says_what_to_do_and_keeps_what_was_typed(
    app: Flask, lead: Browser, url: str, fields: dict[str, str], error: str
) -> None:
    page = add(lead, url, 422, **fields)
    assert page.errors()[0].startswith(error)
    assert page.by_id("name").get("value", "") == fields.get("name", "")
    assert not people_of(app, url)


def test_somebody_with_an_account_is_picked_and_finds_the_assessment(
    app: Flask, lead: Browser, officer: Browser, url: str
) -> None:
    officer.get(url, 404)
    add(lead, url, user=str(user_id(app, "officer")), group="officer")
    officer.get(url)
    assert people_of(app, url)["Omar Officer"].user_id == user_id(app, "officer")
    options = ["".join(option.itertext()) for option in lead.get(f"{url}/people/add").find("option")]
    assert not any("Omar" in option for option in options)


def test_an_email_address_of_an_account_brings_the_account(app: Flask, lead: Browser, url: str) -> None:
    add(lead, url, name="O. Officer", email="Officer@anytown.example", group="officer")
    assert people_of(app, url)["Omar Officer"].user_id == user_id(app, "officer")


@pytest.mark.parametrize("part", [Part.REVIEWER, Part.VIEWER])
def test_reviewers_and_viewers_have_an_account_and_need_no_group(
    app: Flask, lead: Browser, viewer: Browser, url: str, part: Part
) -> None:
    page = add(lead, url, user=str(user_id(app, "viewer")), role=part.value)
    person = people_of(app, url)["Vic Viewer"]
    assert (person.role, person.group) == (part, None)
    assert "Reviewers and viewers (1)" in page.text
    viewer.get(url)


@pytest.mark.parametrize("handle", ["lead", "member"])
def test_the_lead_and_the_sponsor_may_answer_as_well(app: Flask, lead: Browser, handle: str) -> None:
    url = f"/assessments/{start(app, sponsor='member')}"
    add(lead, url, user=str(user_id(app, handle)), group="officer")
    assert [person.user_id for person in people_of(app, url).values()] == [user_id(app, handle)]


def test_nobody_is_added_twice(app: Flask, lead: Browser, url: str) -> None:
    page = lead.get(f"{url}/people/add")
    lead.press(page, {"name": "Ann Able", "group": "member"})
    again = lead.press(page, {"name": " ann  ABLE", "group": "officer"}, 422)
    assert "is in this assessment already" in again.errors()[0]
    assert len(people_of(app, url)) == 1


def test_two_people_of_the_same_name_are_told_apart_by_their_email_addresses(
    app: Flask, lead: Browser, url: str
) -> None:
    for place in ("place", "homes"):
        add(lead, url, name="John Smith", group="officer", email=f"john@{place}.example.com")
    with app.app_context():
        assert db.session.query(Participant).count() == 2
    add(lead, url, 422, name="John Smith", group="officer")


def test_markup_in_a_name_comes_out_as_text(app: Flask, lead: Browser, url: str) -> None:
    name = "<script>alert(1)</script> & <b>Ann"
    page = paste(lead, url, f"{name}\tmember")
    assert name in page.text
    page = confirm(lead, url, page)
    assert name in page.text
    assert name in people_of(app, url)
    assert name in lead.get(f"{url}/people/progress").text


def test_details_are_changed(app: Flask, lead: Browser, url: str) -> None:
    person = add_person(app, number_of(url), Group.OFFICER, name="Ann Able")
    page = lead.post_form(
        f"{url}/people/{person}",
        {"name": "Ann Able-Bold", "group": "partner", "themes": ["finance"], "directorate": "NHS"},
        action=f"{url}/people/{person}",
    )
    changed = people_of(app, url)["Ann Able-Bold"]
    assert (changed.group, changed.directorate, changed.themes) == (Group.PARTNER, "NHS", "finance")
    assert "Partners (1)" in page.text
    assert ("people.changed", "", person) in deeds(app, url)


def test_the_group_stays_once_somebody_has_answered(
    app: Flask, lead: Browser, url: str, characteristic: Characteristic
) -> None:
    person = add_person(app, number_of(url), Group.OFFICER, name="Ann Able")
    before = lead.get(f"{url}/people/{person}")
    answer(app, person, characteristic.code, 2)
    page = lead.get(f"{url}/people/{person}")
    assert "They have answered, so the group stays as it is." in page.text
    assert not page.find("input", name="group")
    lead.press(before, {"group": "member"}, action=f"{url}/people/{person}")
    assert people_of(app, url)["Ann Able"].group is Group.OFFICER
    lead.press(before, {"directorate": "Homes"}, action=f"{url}/people/{person}")
    assert people_of(app, url)["Ann Able"].directorate == "Homes"


def test_the_group_stays_once_the_groups_have_been_compared(app: Flask, lead: Browser, url: str) -> None:
    person = add_person(app, number_of(url), Group.OFFICER, name="Ann Able")
    set_stage(app, number_of(url), Stage.CLOSED)
    assert lead.get(f"{url}/people/{person}").find("input", name="group")
    compare(app, url)
    page = lead.get(f"{url}/people/{person}")
    assert "The groups have been compared, so the group stays as it is." in page.text
    assert not page.find("input", name="group")


def test_an_answer_that_comes_while_the_group_is_being_changed_goes_first(
    app: Flask, lead: Browser, url: str, characteristic: Characteristic, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = add_person(app, number_of(url), Group.OFFICER, name="Ann Able")

    @contextmanager
    def writing_after_the_answer() -> Iterator[None]:
        answer(app, person, characteristic.code, 2)
        with writing():
            yield

    path = f"{url}/people/{person}"
    before = lead.get(path)
    monkeypatch.setattr("app.participation.person_routes.writing", writing_after_the_answer)
    page = lead.press(before, {"group": "member", "directorate": "Homes"}, 422, action=path)
    assert "Meanwhile Ann Able has answered" in page.errors()[0]
    assert people_of(app, url)["Ann Able"].group is Group.OFFICER
    assert page.by_id("directorate").get("value") == "Homes"


def test_themes_are_not_taken_away_from_somebody_who_has_answered(
    app: Flask, lead: Browser, url: str, characteristic: Characteristic
) -> None:
    person = add_person(app, number_of(url), Group.OFFICER, name="Ann Able")
    answer(app, person, characteristic.code, 2)
    path = f"{url}/people/{person}"
    page = lead.post_form(path, {"themes": ["finance"]}, 422, action=path)
    assert "themes can be added and none taken away" in page.errors()[0]
    assert people_of(app, url)["Ann Able"].themes == ""


def test_the_account_of_somebody_is_never_exchanged_for_another(
    app: Flask, lead: Browser, officer: Browser, url: str
) -> None:
    """Whoever the lead would put there would see the private answers."""
    person = add_person(app, number_of(url), Group.OFFICER, name="Ann Able")
    path = f"{url}/people/{person}"
    lead.post(
        path,
        {"name": "Ann", "email": "officer@anytown.example", "group": "officer", "user": str(user_id(app, "officer"))},
        303,
    )
    assert people_of(app, url)["Ann"].user_id is None
    officer.get(url, 404)


def test_somebody_is_taken_out_while_they_have_no_answers(app: Flask, lead: Browser, url: str) -> None:
    person = add_person(app, number_of(url), Group.OFFICER, name="Ann Able")
    page = lead.post_form(f"{url}/people/{person}", {}, action=f"{url}/people/{person}/take-out")
    assert "Ann Able is no longer in this assessment." in page.text
    assert not people_of(app, url)
    assert deeds(app, url)[-1] == ("people.removed", "", None)


def test_nobody_is_taken_out_with_answers(app: Flask, lead: Browser, url: str, characteristic: Characteristic) -> None:
    person = add_person(app, number_of(url), Group.OFFICER, name="Ann Able")
    page = lead.get(f"{url}/people/{person}")
    answer(app, person, characteristic.code, 2)
    refused = lead.press(page, {}, 422, action=f"{url}/people/{person}/take-out")
    assert refused.errors()[0].startswith("Ann Able has answered already")
    assert people_of(app, url)
    assert lead.get(f"{url}/people/{person}").links()["erase them with their answers"].endswith(f"/{person}/erase")


@pytest.mark.parametrize("path", ["/people/0", f"/people/{2**63}", "/people/99999"])
def test_somebody_who_is_not_there_is_not_found(lead: Browser, url: str, path: str) -> None:
    lead.get(url + path, 404)


def test_somebody_of_another_assessment_is_not_found(app: Flask, lead: Browser, url: str) -> None:
    other = add_person(app, start(app), name="Ann Able")
    lead.get(f"{url}/people/{other}", 404)
    lead.post(f"{url}/people/{other}/take-out", {}, 404)


def test_who_has_been_made_anonymous_is_nobody_any_more(app: Flask, lead: Browser, url: str) -> None:
    person = add_person(app, number_of(url), None)
    assert "Nobody is asked to answer yet" in lead.get(f"{url}/people").text
    lead.get(f"{url}/people/{person}", 404)


def test_once_the_groups_are_compared_only_reviewers_and_viewers_are_added(app: Flask, lead: Browser, url: str) -> None:
    set_stage(app, number_of(url), Stage.CLOSED)
    before = lead.get(f"{url}/people/add")
    compare(app, url)
    page = lead.get(f"{url}/people/add")
    assert [radio.get("value") for radio in page.find("input", name="role")] == ["reviewer", "viewer"]
    lead.press(before, {"name": "Ann", "group": "member"}, 422)
    assert "Nobody else can answer in this assessment any more." in paste(lead, url, "Ann\tmember", 422).text
    lead.press(page, {"user": str(user_id(app, "viewer")), "role": "viewer"})
    assert list(people_of(app, url)) == ["Vic Viewer"]


def test_a_list_is_looked_at_before_anybody_is_added(app: Flask, lead: Browser, url: str) -> None:
    page = paste(lead, url, HEADED)
    assert page.h1 == "Look at who is added"
    assert "2 people: 1 member, 1 officer. Nobody is added yet." in page.text
    assert not people_of(app, url)
    page = confirm(lead, url, page)
    assert "2 people added." in page.text
    people = people_of(app, url)
    assert {name: (it.group, it.email, it.directorate) for name, it in people.items()} == {
        "Cllr Ann Able": (Group.MEMBER, "ann@anytown.example", ""),
        "Bob Bold": (Group.OFFICER, "", "Place"),
    }
    assert ("people.added", "2 people", None) in deeds(app, url)


def test_a_list_pressed_twice_adds_nobody_twice(app: Flask, lead: Browser, url: str) -> None:
    page = paste(lead, url, HEADED)
    confirm(lead, url, page)
    again = confirm(lead, url, page)
    assert "2 people are in the list already: nobody was added twice." in again.text
    assert len(people_of(app, url)) == 2


def test_a_list_that_somebody_has_overtaken_adds_nobody(app: Flask, lead: Browser, url: str) -> None:
    page = paste(lead, url, HEADED)
    add_person(app, number_of(url), name="Bob Bold")
    page = confirm(lead, url, page, 422)
    assert "Bob Bold is in this assessment already" in page.text
    assert "Cllr Ann Able" not in people_of(app, url)


@pytest.mark.parametrize(
    "text",
    [
        "Ann Able\tmember\tHomes\tparticipant\tann@x.example.com\nBob\tofficer",
        "Ann Able,Councillor,Homes,,ann@x.example.com\nBob,Officers",
        "Name;Email;Group;Directorate\nAnn Able;ann@x.example.com;Members;Homes\nBob;;officer;",
        "NAME,Phone,GROUP,E-mail address,Service\nAnn Able,123,member,ann@x.example.com,Homes\n,,,,\nBob,,officer,,",
    ],
)
def test_tabs_commas_and_headings_in_any_order_are_read(app: Flask, lead: Browser, url: str, text: str) -> None:
    confirm(lead, url, paste(lead, url, text))
    people = people_of(app, url)
    assert {name: (it.group, it.directorate, it.email) for name, it in people.items()} == {
        "Ann Able": (Group.MEMBER, "Homes", "ann@x.example.com"),
        "Bob": (Group.OFFICER, "", ""),
    }


def test_a_column_that_is_not_used_is_named(lead: Browser, url: str) -> None:
    assert "Not used: “Telephone”." in paste(lead, url, "Name,Telephone,Group\nAnn,123,member").text


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("\tmember", "The name is missing."),
        ("Ann", "The group is missing. Write member, officer or partner."),
        ("Ann\tmayor", "There is no group “mayor”. Write member, officer or partner."),
        ("Ann\tmember\t\tboss", "There is no role “boss”. Write participant, reviewer or viewer"),
        ("Ann\tmember\t\t\tann", "“ann” is no email address."),
        (f"{'A' * 121}\tmember", "The name has 121 characters. It may have 120."),
        (f"Ann\tmember\t{'x' * 121}", "The directorate has 121 characters. It may have 120."),
        ("First\tofficer", "First is in the list twice."),
        ("Here Already\tofficer", "Here Already is in this assessment already."),
        ("Ann\t\t\treviewer", "A reviewer or a viewer needs an account"),
        ("Ann\t\t\tviewer\tnobody@anytown.example", "A reviewer or a viewer needs an account"),
    ],
)
def test_every_fault_of_a_row_is_named_and_nobody_is_added(
    app: Flask, lead: Browser, url: str, row: str, fault: str
) -> None:
    add_person(app, number_of(url), name="Here Already")
    page = paste(lead, url, f"First\tmember\n{row}", 422)
    assert page.h1 == "Nobody is added yet"
    (found,) = [tr for tr in page.find("tr") if tr.find("td") is not None]
    assert fault in "".join(found.itertext())
    assert "".join(found.itertext()).strip().startswith("2")
    assert (page.by_id("text").text or "").strip() == f"First\tmember\n{row}".strip()
    lead.post(f"{url}/people/several/add", {"text": f"First\tmember\n{row}"}, 422)
    assert list(people_of(app, url)) == ["Here Already"]


def test_accounts_are_found_by_email_address_in_a_list(app: Flask, lead: Browser, url: str) -> None:
    text = "Name,Group,Role,Email\nMary,member,,MEMBER@anytown.example\nVic,,viewer,viewer@anytown.example"
    page = paste(lead, url, text)
    assert "2 people: 1 member, 1 reviewer or viewer." in page.text
    confirm(lead, url, page)
    people = people_of(app, url)
    assert people["Mary Member"].user_id == user_id(app, "member")
    assert (people["Vic Viewer"].user_id, people["Vic Viewer"].role) == (user_id(app, "viewer"), Part.VIEWER)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_csv_file_is_read_in_the_encodings_that_excel_writes(
    app: Flask, lead: Browser, url: str, encoding: str
) -> None:
    page = upload(lead, url, "Name,Group\r\nZoë O’Néill,member\r\n".encode(encoding))
    assert ("look at the accents in the preview" in page.text) == (encoding == "cp1252")
    confirm(lead, url, page)
    assert list(people_of(app, url)) == ["Zoë O’Néill"]


def test_an_excel_file_is_read(app: Flask, lead: Browser, url: str) -> None:
    content = as_excel("People", [("Name", "Group"), ("=Ann", "member")], (20, 20))
    confirm(lead, url, upload(lead, url, content))
    assert list(people_of(app, url)) == ["=Ann"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty"),
        ("Name,Group\r\nAnn,member".encode("utf-16"), "The file is in UTF-16."),
        (b'Name,Group\r\n"Ann,member', "cannot be read"),
        (b"Name,Group", "The list has names of columns and nobody in it"),
        (b"Group,Role\nmember,viewer", "none of them is “Name”"),
        (b"Name,Group,Name\nA,member,B", "The column “Name” is there more than once."),
        (b"Ann,member,Homes,viewer,a@x.example.com,007", "Row 1 has more than 5 columns."),
        (b"PK\x03\x04 no such thing", "This is not an Excel file"),
    ],
)
def test_a_file_that_is_no_list_says_why(lead: Browser, url: str, content: bytes, sentence: str) -> None:
    page = upload(lead, url, content, 422)
    assert sentence in " ".join(page.errors())


def a_list_of(number: int) -> str:
    return "".join(f"Person {at},{('member', 'officer')[at % 2]},Directorate {at % 7}\n" for at in range(number))


def test_five_hundred_people_are_added_at_once(app: Flask, lead: Browser, url: str) -> None:
    page = confirm(lead, url, paste(lead, url, a_list_of(MOST_PEOPLE)))
    assert "500 people added." in page.text
    assert len(people_of(app, url)) == MOST_PEOPLE


def test_what_a_file_may_hold_the_button_of_its_preview_may_send(app: Flask, lead: Browser, url: str) -> None:
    """A letter with an accent takes two bytes in the file and six on its way back."""
    rows = "".join(f"{'ŵ' * 110} {at},member,{'ŷ' * 110}\n" for at in range(MOST_PEOPLE))
    confirm(lead, url, upload(lead, url, rows.encode()))
    assert len(people_of(app, url)) == MOST_PEOPLE


def test_more_are_refused_with_a_sentence_and_nothing_pasted_is_lost(lead: Browser, url: str) -> None:
    page = paste(lead, url, a_list_of(MOST_PEOPLE + 1), 422)
    assert page.errors() == ["The list has 501 people. Add at most 500 at once: split it"]
    assert "Person 500" in (page.by_id("text").text or "")


def in_every_state(app: Flask, url: str, code: str) -> list[int]:
    """Five officers of one directorate, each a step further; and a member who only has an account."""
    number = number_of(url)
    none, unopened, opened, started, finished, withdrawn = (
        add_person(app, number, name=f"Officer {at}", directorate="Place") for at in range(6)
    )
    add_person(app, number, Group.MEMBER, user="member")
    add_person(app, number, None, user="viewer", role=Part.VIEWER)
    answer(app, started, code, 2)
    answer(app, finished, code, 3)
    with app.app_context(), writing():
        for at, person in enumerate((unopened, opened, started, finished, withdrawn)):
            db.session.get_one(Participant, person).link_hash = f"hash {at}"
        for person in (opened, withdrawn):
            db.session.add(Opening(participant_id=person, what=Happening.OPENED))
        db.session.get_one(Participant, finished).finished_at = utc_now()
        db.session.get_one(Participant, withdrawn).withdrawn_at = utc_now()
    return [none, unopened, opened, started, finished, withdrawn]


def rows_of(page: Page) -> dict[str, list[str]]:
    cells = [["".join(cell.itertext()).strip() for cell in row] for row in page.find("tr")]
    return {first: rest for first, *rest in cells}


def test_the_lead_sees_how_far_each_has_come(
    app: Flask, lead: Browser, url: str, characteristic: Characteristic
) -> None:
    in_every_state(app, url, characteristic.code)
    rows = rows_of(lead.get(f"{url}/people"))
    states = ["No link yet", "Not opened", "Opened", "Started", "Finished", "Withdrawn"]
    assert [rows[f"Officer {at}"][0] for at in range(6)] == states
    assert [rows[f"Officer {at}"][1] for at in range(2)] == ["No link", "A link"]
    assert rows["Mary Member"][:2] == ["Not opened", "An account"]


def test_progress_is_counted_by_group_and_by_directorate(
    app: Flask, lead: Browser, url: str, characteristic: Characteristic
) -> None:
    in_every_state(app, url, characteristic.code)
    page = lead.get(f"{url}/people/progress")
    rows = rows_of(page)
    assert rows["Officers"] == rows["Place"] == ["6", "3", "2", "1", "1"]
    assert rows["Members"] == rows["None given"] == ["1", "0", "0", "0", "0"]
    assert rows["Everybody"] == ["7", "3", "2", "1", "1"]
    assert "1 of 7 has finished, 5 have not, 1 withdrew." in page.text
    assert rows["Officer 3"] == ["Started", "Place", "–"]
    assert not {"Officer 4", "Officer 5"} & rows.keys()
    assert page.by_id("addresses").text == "member@anytown.example"


def test_what_was_cleared_again_is_no_answer(
    app: Flask, lead: Browser, url: str, characteristic: Characteristic
) -> None:
    (person,) = add_people(app, number_of(url), 1, 0)
    answer(app, person, characteristic.code, 3)
    with app.app_context(), writing():
        db.session.get_one(Participant, person).told_at = None
        response = db.session.get_one(Response, (person, characteristic.code))
        response.kind = response.current = None
    assert rows_of(lead.get(f"{url}/people"))["Councillor 1"][0] == "No link yet"


def test_the_progress_page_holds_nobodys_answer(
    app: Flask, lead: Browser, url: str, characteristic: Characteristic
) -> None:
    (person,) = add_people(app, number_of(url), 1, 0)
    answer(app, person, characteristic.code, 3, 4, 2, note="My private note")
    pages = [lead.get(f"{url}/people"), lead.get(f"{url}/people/progress"), lead.get(f"{url}/people/{person}")]
    for page in pages:
        assert "My private note" not in page.text
        assert characteristic.code not in page.text


def test_the_reminder_says_what_why_until_when_and_who_sees_what_without_any_link(
    app: Flask, lead: Browser, url: str
) -> None:
    add_people(app, number_of(url), 1, 1)
    window(app, number_of(url), -1, 3)
    text = lead.get(f"{url}/people/progress").by_id("reminder").text or ""
    for part in (TITLE, "Anytown Borough Council", "until the end of", "20 to 30 minutes", "fewer than 5", "Lena Lead"):
        assert part in text
    assert "http" not in text
    assert "/r/" not in text


def test_a_group_that_is_too_small_to_be_shown_is_pointed_out(app: Flask, lead: Browser, url: str) -> None:
    add_people(app, number_of(url), 5, 4)
    assert "Too few officers to be shown as a group" in lead.get(f"{url}/people").text
    named = f"/assessments/{start(app, Privacy.NAMED)}"
    add_people(app, number_of(named), 5, 4)
    assert "Too few" not in lead.get(f"{named}/people").text


PAGES = ["/people", "/people/add", "/people/several", "/people/progress"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("who", "status"),
    [("administrator", 404), ("stranger", 404), ("officer", 403), ("viewer", 403), ("member", 403)],
)
def test_only_the_lead_manages_people_and_only_the_sponsor_sees_their_progress_beside(
    app: Flask, browser_of: Callable[[str], Browser], page: str, who: str, status: int
) -> None:
    number = start(app, sponsor="member")
    add_person(app, number, user="officer")
    add_person(app, number, None, user="viewer", role=Part.VIEWER)
    is_sponsors = (who, page) == ("member", "/people/progress")
    browser_of(who).get(f"/assessments/{number}{page}", 200 if is_sponsors else status)


@pytest.mark.parametrize("path", ["/people/1", "/people/1/take-out", "/people/add", "/people/several/add"])
def test_nobody_else_changes_anything(app: Flask, browser_of: Callable[[str], Browser], path: str) -> None:
    number = start(app, sponsor="member")
    add_person(app, number, name="Ann")
    for who, status in (("member", 403), ("stranger", 404), ("administrator", 404)):
        fields = {"name": "Bob", "group": "officer", "role": "participant", "text": "Bob\tmember"}
        browser_of(who).post(f"/assessments/{number}{path}", fields, status)
    assert list(people_of(app, f"/{number}")) == ["Ann"]


def test_an_assessment_done_together_has_its_own_page(app: Flask, lead: Browser, assessment_url: str) -> None:
    page = lead.get(f"{assessment_url}/people")
    assert [radio.get("value") for radio in page.find("input", name="role")] == ["participant", "viewer"]
    assert "reviewer" not in page.html
    for path in ("/people/add", "/people/several", "/people/1"):
        lead.get(assessment_url + path, 404)
    lead.get(f"{assessment_url}/people/progress", 403)
    assert [what for what, *_ in deeds(app, assessment_url)].count("people.added") == 2
    lead.post(f"{assessment_url}/people/{user_id(app, 'viewer')}/remove", {}, 303)
    assert deeds(app, assessment_url)[-1][0] == "people.removed"


def test_nobody_is_taken_out_of_one_done_separately_by_the_button_of_one_done_together(
    app: Flask, lead: Browser, url: str
) -> None:
    add_person(app, number_of(url), user="officer")
    with app.app_context():
        user = find_user("officer")
    lead.post(f"{url}/people/{user}/remove", {}, 404)
    assert people_of(app, url)


def test_an_archived_assessment_takes_nobody(app: Flask, lead: Browser, url: str) -> None:
    page = lead.get(f"{url}/people/add")
    lead.post(f"{url}/archive", {}, 303)
    lead.press(page, {"name": "Ann", "group": "member"}, 403)
    assert not people_of(app, url)
