"""The workbook that is filled in without the tool: what is in it, and how it is read back."""

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from flask import Flask
from openpyxl import Workbook, load_workbook

from app.assessment.tables import Assessment, Position, Stage, Way
from app.audit.tables import Event
from app.database import db, writing
from app.documents.workbook_columns import FIELDS, read_cell
from app.maturity.definitions import Model
from app.participation.tables import Group, Response
from app.results.figures import Kind
from tests import plans, voices
from tests.browsing import Browser, Page, fields_of, squeeze

HEADINGS = {name: field.heading for name, field in FIELDS.items()} | {"rationale": "Rationale"}


@pytest.fixture
def number(app: Flask) -> int:
    """Done together, open, answered."""
    return plans.agreed(app, stage_set=Stage.OPEN)


@pytest.fixture
def asked(app: Flask) -> tuple[int, int]:
    """Done separately, open: its number, and that of somebody who has not begun."""
    number = voices.start(app)
    return number, voices.add_person(app, number, Group.MEMBER, name="Paul Paper")


def download(browser: Browser, number: int, whom: object = "position") -> Workbook:
    response = browser.client.get(f"/assessments/{number}/workbook/fill-in.xlsx?for={whom}")
    assert response.status_code == 200
    return load_workbook(BytesIO(response.get_data()))


def as_bytes(book: Workbook) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def upload(browser: Browser, number: int, content: Workbook | bytes, status: int = 200) -> Page:
    raw = content if isinstance(content, bytes) else as_bytes(content)
    address = f"/assessments/{number}/workbook"
    fields = {**fields_of(browser.get(address).form(address)), "file": (BytesIO(raw), "filled.xlsx")}
    return browser.read(browser.client.post(address, data=fields, follow_redirects=True), status)


def cell(book: Workbook, code: str, name: str) -> Any:
    """The one of this characteristic in the column of this field."""
    for sheet in book.worksheets[1:]:
        heads = [each.value for each in sheet[1]]
        for row in sheet.iter_rows(min_row=2):
            if heads[0] == "Code" and row[0].value == code:
                return row[heads.index(HEADINGS[name])]
    raise KeyError(code)


def faults(page: Page) -> dict[str, str]:
    cells = [[squeeze("".join(each.itertext())) for each in row] for row in page.find("main")[0].iter("tr")]
    return {row[0]: row[1] for row in cells[1:]}


def store(browser: Browser, page: Page, fields: Any = ()) -> Page:
    return browser.press(page, fields, action=page.path)


def position(app: Flask, number: int, code: str) -> Position:
    with app.app_context():
        return db.session.get_one(Position, (number, code))


def events(app: Flask) -> list[str]:
    with app.app_context():
        return [event.subject for event in db.session.query(Event).filter_by(what="position.read")]


# What is in it


def test_there_is_a_sheet_for_each_theme_with_its_lists_and_locked_headings(
    lead: Browser, number: int, model: Model
) -> None:
    book = download(lead, number)
    assert book.sheetnames[0] == "Read this first"
    assert book["Bearings"].sheet_state == "veryHidden"
    themes = book.worksheets[1:-1]
    assert len(themes) == len(model.themes)
    for sheet in themes:
        assert sheet.protection.sheet
        assert sheet["A1"].protection.locked
        assert sheet.freeze_panes == "C2"
        assert len(sheet.data_validations.dataValidation) == 4
    assert cell(book, "UP1", "current").value == "Developing"
    assert not cell(book, "UP1", "current").protection.locked


def test_every_row_is_as_high_as_its_text(lead: Browser, number: int) -> None:
    book = download(lead, number)
    sheet = book.worksheets[1]
    row = cell(book, "UP1", "note").row
    longest = max(len(str(each.value)) for each in sheet[row][2:7])
    assert sheet.row_dimensions[row].height >= 15 * longest / 28
    assert sheet.row_dimensions[row].height < 409


def test_a_theme_takes_neither_our_titles_nor_excels() -> None:
    from app.documents.workbook_out import RESERVED, _sheet_title

    assert [_sheet_title(title, [*RESERVED]) for title in ("bearings", "History", "What’s [new]?")] == [
        "bearings 2",
        "History 2",
        "What’s  new",
    ]


def test_a_workbook_for_a_person_is_empty_where_nothing_was_typed_in(lead: Browser, asked: tuple[int, int]) -> None:
    number, person = asked
    book = download(lead, number, person)
    assert cell(book, "UP1", "current").value is None
    assert "For: Paul Paper" in [row[0].value for row in book["Read this first"].iter_rows()]


def type_in(app: Flask, lead: Browser, asked: tuple[int, int], note: str, **fields: str) -> None:
    """By quick entry, on UP1."""
    number, person = asked
    with app.app_context():
        themes = db.session.get_one(Assessment, number).model.themes
    theme = next(one.slug for one in themes if one.characteristics[0].code == "UP1")
    typed = {"up1-current": "2", "up1-note": note, **fields}
    lead.post_form(f"/assessments/{number}/enter/{person}/{theme}", typed)


def test_what_was_typed_in_for_a_person_is_in_their_workbook_until_they_begin(
    app: Flask, lead: Browser, asked: tuple[int, int]
) -> None:
    number, person = asked
    type_in(app, lead, asked, "From the paper")
    book = download(lead, number, person)
    assert [cell(book, "UP1", name).value for name in ("current", "note")] == ["Developing", "From the paper"]
    cell(book, "UP1", "note").value = "From the workbook"
    page = upload(lead, number, book)
    assert "From the paper" in page.text, "What it was before is shown"
    voices.answer(app, person, "UP2", 1)
    assert "Select whom" in lead.get(f"/assessments/{number}/workbook/fill-in.xlsx?for={person}").text
    assert "From the paper" not in lead.get(page.path).text
    assert "Paul Paper has begun to answer here" in upload(lead, number, book, 422).text


def test_whoever_has_begun_is_not_on_the_list(app: Flask, lead: Browser, asked: tuple[int, int]) -> None:
    number, person = asked
    begun = voices.add_person(app, number, Group.OFFICER, name="Olive Online")
    voices.answer(app, begun, "UP1", 2)
    assert "Olive Online" not in lead.get(f"/assessments/{number}/workbook").text
    assert "Select whom" in lead.get(f"/assessments/{number}/workbook/fill-in.xlsx?for={begun}").text
    assert "Select whom" in lead.get(f"/assessments/{number}/workbook/fill-in.xlsx?for=999").text
    assert "Select whom" in lead.get(f"/assessments/{number}/workbook/fill-in.xlsx").text


def test_nobody_but_the_lead_gets_one(officer: Browser, stranger: Browser, number: int) -> None:
    officer.get(f"/assessments/{number}/workbook", 403)
    stranger.get(f"/assessments/{number}/workbook/fill-in.xlsx?for=position", 404)


# Read back


def test_a_workbook_that_nothing_was_changed_in_changes_nothing(app: Flask, lead: Browser, number: int) -> None:
    plans.change(app, number, "UP1", note="=1+1 'quoted'\nand more")
    page = upload(lead, number, download(lead, number))
    assert page.h1 == "No changes"
    assert "27 unchanged" in page.text


def test_every_change_is_shown_and_then_stored(app: Flask, lead: Browser, number: int) -> None:
    book = download(lead, number)
    cell(book, "UP1", "current").value = "Don’t know"
    cell(book, "UP1", "target").value = None
    cell(book, "UP2", "note").value = "From a meeting <b>"
    cell(book, "UP2", "target").value = 4
    page = upload(lead, number, book)
    assert "2 answers to change, 25 unchanged" in page.text
    assert "From a meeting <b>" in page.text
    assert position(app, number, "UP2").note != "From a meeting <b>"
    assert "2 answers saved for the council’s position." in store(lead, page).text
    first, second = position(app, number, "UP1"), position(app, number, "UP2")
    assert (first.kind, first.current, first.target) == (Kind.UNKNOWN, None, None)
    assert (second.note, second.target, second.current) == ("From a meeting <b>", 4, 1)
    assert events(app) == ["2 answers"]


def test_pressed_twice_it_is_stored_once(app: Flask, lead: Browser, number: int) -> None:
    book = download(lead, number)
    cell(book, "UP1", "note").value = "Once"
    page = upload(lead, number, book)
    store(lead, page)
    version = position(app, number, "UP1").row_version
    assert "applied already" in store(lead, page).text
    assert position(app, number, "UP1").row_version == version


def test_of_what_was_stored_nothing_is_kept_but_whose_it_was(
    app: Flask, lead: Browser, number: int, instance: Path
) -> None:
    book = download(lead, number)
    cell(book, "UP1", "note").value = "The ferrets ate it"
    page = upload(lead, number, book)
    store(lead, page)
    (kept,) = (instance / "uploads").iterdir()
    assert set(json.loads(kept.read_bytes())) == {"user_id", "file_name"}
    assert "applied already" in lead.get(page.path).text


def test_columns_and_sheets_may_be_moved_and_renamed(app: Flask, lead: Browser, number: int) -> None:
    book = download(lead, number)
    cell(book, "UP1", "note").value = "Moved"
    for place, sheet in enumerate(book.worksheets[1:-1]):
        sheet.title = f"Mine {place}"
        sheet.insert_rows(1)
        sheet.insert_cols(1, 2)
    book.move_sheet(book.worksheets[1], 2)
    page = upload(lead, number, book)
    assert "1 answer to change" in page.text
    store(lead, page)
    assert position(app, number, "UP1").note == "Moved"


def test_a_column_that_is_gone_changes_nothing(app: Flask, lead: Browser, number: int) -> None:
    book = download(lead, number)
    for sheet in book.worksheets[1:-1]:
        heads = [each.value for each in sheet[1]]
        sheet.delete_cols(heads.index("Evidence note") + 1)
    assert upload(lead, number, book).h1 == "No changes"


def test_a_heading_that_is_gone_is_told(lead: Browser, number: int) -> None:
    book = download(lead, number)
    sheet = book.worksheets[1]
    for name, heading in (("current", None), ("target", "Wish"), ("evidence", '="Evidence"')):
        sheet.cell(1, cell(book, "UP1", name).column).value = heading
        text = upload(lead, number, book).text
        assert f"The sheet “{sheet.title}” has no column “{HEADINGS[name]}”: nothing changes there." in text
    assert "The column “Wish” was not read." in text


def test_of_many_strange_columns_few_are_named(lead: Browser, number: int) -> None:
    book = download(lead, number)
    for place in range(20, 60):
        book.worksheets[1].cell(1, place).value = f"Strange {place}"
    text = upload(lead, number, book).text
    assert "The column “Strange 29” was not read." in text
    assert "Strange 30" not in text
    assert "Of 30 more columns nothing was read." in text


def test_a_sheet_that_has_lost_its_codes_is_named(lead: Browser, number: int) -> None:
    book = download(lead, number)
    cell(book, "UP1", "note").value = "Lost otherwise"
    book.worksheets[1].delete_cols(1)
    found = faults(upload(lead, number, book, 422))
    assert "no column “Code”" in found[f"{book.worksheets[1].title}!A1"]


def test_what_is_not_read_or_not_there_is_told(lead: Browser, number: int) -> None:
    book = download(lead, number)
    themes = book.worksheets[1:-1]
    themes[0].delete_rows(cell(book, "UP2", "note").row)
    codes = [str(row[0].value) for row in themes[1].iter_rows(min_row=2)]
    book.remove(themes[1])
    book.create_sheet("Scribbles")["B2"].value = "Ask the treasurer"
    page = upload(lead, number, book)
    gone = f"UP2, {', '.join(codes[:-1])} and {codes[-1]}"
    assert f"The workbook has no row for {gone}: nothing changes there." in page.text
    assert "The sheet “Scribbles” was not read: it has no column “Code”." in page.text
    assert "There is nothing in the workbook that is not here already." in page.text


def test_a_rationale_where_none_is_asked_for_is_not_read_and_that_is_told(lead: Browser, number: int) -> None:
    book = download(lead, number)
    sheet = book.worksheets[1]
    place = cell(book, "UP1", "is_priority").column + 1
    sheet.cell(1, place).value, sheet.cell(2, place).value = "Rationale", "Seen in the audit."
    page = upload(lead, number, book)
    assert page.h1 == "No changes"
    assert "The column “Rationale” was not read." in page.text


@pytest.mark.parametrize("written", ["Council's own", "council’s  OWN"])
@pytest.mark.parametrize("name", ["Council's own", "Council’s own"])
def test_an_apostrophe_is_the_same_straight_and_curled(name: str, written: str) -> None:
    assert read_cell("current", written, {"current": {name: "1"}}) == "1"


SPOILT = [
    ("current", "Halfway", "is not on the list"),
    ("current", 9, "is not on the list"),
    ("evidence", True, "is not on the list"),
    ("target", "=1+1", "formula"),
    ("note", "=A1", "formula"),
    ("note", "x" * 10_001, "at most 10,000 characters"),
]


@pytest.mark.parametrize(("name", "value", "says"), SPOILT)
def test_a_fault_is_named_by_sheet_and_cell_and_nothing_is_stored(
    app: Flask, lead: Browser, number: int, name: str, value: Any, says: str
) -> None:
    book = download(lead, number)
    cell(book, "UP2", "note").value = "Good"
    spoilt = cell(book, "UP1", name)
    spoilt.value = value
    found = faults(upload(lead, number, book, 422))
    assert says in found[f"{spoilt.parent.title}!{spoilt.coordinate}"]
    assert position(app, number, "UP2").note != "Good"
    assert events(app) == []


def test_a_code_that_is_unknown_or_there_twice_is_named(lead: Browser, number: int) -> None:
    book = download(lead, number)
    sheet = book.worksheets[1]
    sheet["A2"].value, sheet["A3"].value = "ZZ9", sheet["A4"].value
    found = faults(upload(lead, number, book, 422))
    assert "no characteristic “ZZ9”" in found[f"{sheet.title}!A2"]
    assert "twice" in found[f"{sheet.title}!A4"]


def test_a_target_beside_dont_know_is_named(lead: Browser, number: int) -> None:
    book = download(lead, number)
    cell(book, "UP1", "current").value = "Not applicable"
    assert any("take no target" in text for text in faults(upload(lead, number, book, 422)).values())


def bomb() -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"<" + b" " * 60_000_000)
    return file.getvalue()


def too_many_rows() -> bytes:
    """Written by hand into an empty workbook, since the library takes its time for each."""
    rows = "".join(f'<row r="{number}"><c r="A{number}"><v>1</v></c></row>' for number in range(1, 100_001))
    file = BytesIO()
    with ZipFile(BytesIO(as_bytes(Workbook()))) as empty, ZipFile(file, "w", ZIP_DEFLATED) as full:
        for name in empty.namelist():
            full.writestr(name, empty.read(name).replace(b"</sheetData>", f"{rows}</sheetData>".encode()))
    return file.getvalue()


def far_cell(where: str) -> bytes:
    book = Workbook()
    book.create_sheet("Finance")[where] = "x"
    return as_bytes(book)


def many_sheets() -> bytes:
    book = Workbook()
    for _ in range(60):
        book.create_sheet()
    return as_bytes(book)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: b"not one", "not an Excel file"),
        (lambda: b"PK\x03\x04", "not an Excel file"),
        (lambda: b"\xd0\xcf\x11\xe0", "old Excel file"),
        (bomb, "far more than a table"),
        (too_many_rows, "The sheet “Sheet” has more than 1,000 rows"),
        (lambda: far_cell("B1048576"), "The sheet “Finance” goes on after row 20,000. Delete all rows below its table"),
        (lambda: far_cell("XFD2"), "Row 2 of the sheet “Finance” has more than 40 columns. Delete what stands right"),
        (many_sheets, "This file has more than 40 sheets"),
        (lambda: as_bytes(Workbook()), "is no workbook of Bearings"),
    ],
)
def test_what_is_no_workbook_of_ours_is_refused_in_a_sentence(
    lead: Browser, number: int, make: Callable[[], bytes], says: str
) -> None:
    assert says in upload(lead, number, make(), 422).errors()[0]


def test_a_workbook_of_another_assessment_or_model_is_refused(app: Flask, lead: Browser, number: int) -> None:
    book = download(lead, number)
    other = plans.agreed(app, stage_set=Stage.OPEN)
    assert "another assessment" in upload(lead, other, book, 422).errors()[0]
    book["Bearings"]["B3"].value = "0" * 64
    assert "another version of the model" in upload(lead, number, book, 422).errors()[0]


def test_what_was_changed_on_screen_since_must_be_ticked(app: Flask, lead: Browser, number: int) -> None:
    book = download(lead, number)
    cell(book, "UP1", "note").value = "From the workbook"
    cell(book, "UP2", "note").value = "From the workbook"
    plans.change(app, number, "UP1", note="On screen", row_version=7)
    page = upload(lead, number, book)
    assert "Somebody has changed this since the workbook was made" in page.text
    assert "1 answer saved" in store(lead, page).text
    assert [position(app, number, code).note for code in ("UP1", "UP2")] == ["On screen", "From the workbook"]
    page = upload(lead, number, book)
    store(lead, page, {"replace": ["UP1"]})
    assert position(app, number, "UP1").note == "From the workbook"


def test_where_nothing_is_ticked_nothing_is_said_to_be_saved(app: Flask, lead: Browser, number: int) -> None:
    book = download(lead, number)
    cell(book, "UP1", "note").value = "From the workbook"
    plans.change(app, number, "UP1", note="On screen", row_version=7)
    page = store(lead, upload(lead, number, book))
    assert "Nothing was stored: you ticked none of the answers." in page.text
    assert position(app, number, "UP1").note == "On screen"
    assert events(app) == []
    assert "1 answer saved" in store(lead, page, {"replace": ["UP1"]}).text
    assert position(app, number, "UP1").note == "From the workbook"


def test_what_somebody_changes_after_the_preview_is_not_overwritten(app: Flask, lead: Browser, number: int) -> None:
    book = download(lead, number)
    cell(book, "UP1", "note").value = "From the workbook"
    page = upload(lead, number, book)
    plans.change(app, number, "UP1", note="Meanwhile", row_version=9)
    again = lead.press(page, (), 409, action=page.path)
    assert "Somebody has changed answers since you saw this page" in again.errors()[0]
    assert position(app, number, "UP1").note == "Meanwhile"


def test_it_is_not_stored_once_the_assessment_is_closed(app: Flask, lead: Browser, number: int) -> None:
    book = download(lead, number)
    cell(book, "UP1", "note").value = "Late"
    page = upload(lead, number, book)
    voices.set_stage(app, number, Stage.AGREED)
    lead.press(page, (), 403, action=page.path)
    assert position(app, number, "UP1").note != "Late"


# For one person


def test_a_persons_workbook_fills_their_response_and_they_are_told(
    app: Flask, lead: Browser, browser_of: Callable[[str], Browser]
) -> None:
    number = voices.start(app)
    person = voices.add_person(app, number, Group.MEMBER, user="member")
    book = download(lead, number, person)
    for name, value in (("current", "Mature"), ("target", "Leader"), ("evidence", 2), ("note", "On paper")):
        cell(book, "UP1", name).value = value
    page = upload(lead, number, book)
    assert "For Mary Member: 1 answer to change" in page.text
    store(lead, page)
    with app.app_context():
        response = db.session.query(Response).one()
        assert (response.participant_id, response.code, response.current) == (person, "UP1", 3)
        assert response.is_entered_by_lead
        assert not response.is_note_shared
        assert db.session.query(Event).filter_by(what="workbook.read").one().about_id == person
    assert "By the lead, from your paper" in browser_of("member").get(f"/assessments/{number}/mine").text


def test_a_note_that_may_be_shared_stays_so_until_another_takes_its_place(
    app: Flask, lead: Browser, asked: tuple[int, int]
) -> None:
    number, person = asked
    type_in(app, lead, asked, "From the paper", **{"up1-is_note_shared": "y"})
    for name, value, is_shared in (("target", "Leader", True), ("note", "Another note", False)):
        book = download(lead, number, person)
        cell(book, "UP1", name).value = value
        store(lead, upload(lead, number, book))
        with app.app_context():
            assert db.session.query(Response).one().is_note_shared == is_shared


def test_what_waits_for_somebody_goes_with_their_answers(
    app: Flask, lead: Browser, asked: tuple[int, int], browser_of: Callable[[str], Browser], instance: Path
) -> None:
    """The same person as erased by the lead, and another who withdraws."""
    number, person = asked
    member = voices.add_person(app, number, Group.MEMBER, user="member")
    other = voices.add_person(app, number, Group.MEMBER, name="Olive Other")
    for whom, note in ((person, "The ferrets ate it"), (member, "The stoats ate it"), (other, "Nobody ate it")):
        book = download(lead, number, whom)
        cell(book, "UP1", "note").value = note
        upload(lead, number, book)
    lead.post_form(f"/assessments/{number}/people/{person}/erase", {"sure": "y"})
    browser_of("member").post_form(f"/assessments/{number}/mine/withdraw", {"sure": "y"})
    (kept,) = (instance / "uploads").iterdir()
    assert "Nobody ate it" in kept.read_text("utf-8")


def test_the_record_says_for_whom_and_how_many(
    app: Flask, lead: Browser, administrator: Browser, asked: tuple[int, int]
) -> None:
    number, person = asked
    book = download(lead, number, person)
    cell(book, "UP1", "current").value = "Mature"
    store(lead, upload(lead, number, book))
    assert "Read answers out of a workbook for Paul Paper: 1 answer" in administrator.get("/audit").text
    lead.post_form(f"/assessments/{number}/people/{person}/erase", {"sure": "y"})
    assert "Read answers out of a workbook for a participant: 1 answer" in administrator.get("/audit").text


def test_whoever_has_begun_since_is_left_alone(app: Flask, lead: Browser, asked: tuple[int, int]) -> None:
    number, person = asked
    book = download(lead, number, person)
    cell(book, "UP1", "current").value = "Mature"
    page = upload(lead, number, book)
    voices.answer(app, person, "UP2", 1)
    for answer in (store(lead, page), upload(lead, number, book, 422)):
        assert "Paul Paper has begun to answer here" in answer.text
    with app.app_context():
        assert [(one.code, one.current) for one in db.session.query(Response)] == [("UP2", 1)]


def test_once_it_is_closed_a_persons_workbook_is_refused(app: Flask, lead: Browser, asked: tuple[int, int]) -> None:
    number, person = asked
    book = download(lead, number, person)
    voices.set_stage(app, number, Stage.CLOSED)
    assert "while the assessment is closed" in upload(lead, number, book, 422).errors()[0]


# Agreed after people answered separately


@pytest.fixture
def closed(app: Flask) -> int:
    number = voices.start(app, stage=Stage.CLOSED)
    with app.app_context():
        assert db.session.get_one(Assessment, number).way is Way.SEPARATELY
    return number


def test_a_position_is_filled_whole_and_with_its_rationale(app: Flask, lead: Browser, closed: int) -> None:
    book = download(lead, closed)
    cell(book, "UP1", "current").value = "Mature"
    found = faults(upload(lead, closed, book, 422))
    here = cell(book, "UP1", "target")
    assert "Select where you want to be" in found[f"{here.parent.title}!{here.coordinate}"]
    assert any("Enter a rationale, because" in text for text in found.values())
    for name, value in (("target", "Leader"), ("evidence", 2), ("rationale", "Seen in the audit.")):
        cell(book, "UP1", name).value = value
    store(lead, upload(lead, closed, book))
    with app.app_context():
        agreed = db.session.get_one(Position, (closed, "UP1"))
        assert (agreed.current, agreed.target, agreed.rationale) == (3, 4, "Seen in the audit.")


def test_what_the_workbook_has_no_column_for_stays(app: Flask, lead: Browser, closed: int) -> None:
    with app.app_context(), writing():
        one = Position(assessment_id=closed, code="UP1", form_id="x", saved_by_id=voices.find_user("lead"))
        one.kind, one.current, one.target, one.evidence = Kind.LEVEL, 2, 3, 2
        one.rationale, one.minority_view, one.restricted_note, one.criteria = "Why", "Some", "Hush", "1.1"
        db.session.add(one)
    book = download(lead, closed)
    cell(book, "UP1", "note").value = "A note"
    store(lead, upload(lead, closed, book))
    saved = position(app, closed, "UP1")
    assert (saved.note, saved.rationale, saved.minority_view) == ("A note", "Why", "Some")
    assert (saved.restricted_note, saved.criteria) == ("Hush", "1.1")
