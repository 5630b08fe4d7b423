"""Many entries are changed at once by a spreadsheet: looked at first, then all or nothing."""

import csv
import os
import time
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from openpyxl import Workbook, load_workbook
from sqlalchemy import func, select, text

from app import pending
from app.accounts.tables import Role, User
from app.database import BusyError, db, writing
from app.maturity.publishing import publish_file
from app.maturity.versions import current_versions, model_of
from app.resources.bulk.columns import COLUMNS
from app.resources.storing import entry_of, find_resource, put
from app.resources.tables import Resource, Status, Topic
from tests.browsing import Browser, Page, fields_of, squeeze
from tests.conftest import OTHER_MODEL, user_id

BULK = "/editorial/resources/bulk"
NEW = {
    "id": "our-new-guide",
    "title": "Our new guide",
    "publisher": "Anytown",
    "url": "https://www.example.org/guide",
    "kind": "guidance",
    "summary": "What it is.",
    "serves": "FV3 2>3",
    "effort": "read",
    "access": "open",
    "review_by": "2028-02",
}


@pytest.fixture
def editor(hub: None, app: Flask, browser_of: Callable[[str], Browser]) -> Browser:
    with app.app_context(), writing():
        db.session.add(User(name="Edna Editor", email="editor@anytown.example", role=Role.EDITOR))
    return browser_of("editor")


def downloaded(browser: Browser, query: str = "") -> list[dict[str, str]]:
    """What a spreadsheet shows of the CSV."""
    text = browser.client.get(f"{BULK}.csv{query}").get_data().decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline="")))


def as_file(rows: list[dict[str, Any]], encoding: str = "utf-8") -> bytes:
    text = StringIO()
    writer = csv.DictWriter(text, list(dict.fromkeys(name for row in rows for name in row)))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def upload(browser: Browser, content: bytes, status: int = 200, name: str = "changed.csv") -> Page:
    """Following to the preview, as a browser does."""
    fields = {**fields_of(browser.get(BULK).form(BULK)), "file": (BytesIO(content), name)}
    return browser.read(browser.client.post(BULK, data=fields, follow_redirects=True), status)


def upload_rows(browser: Browser, rows: list[dict[str, Any]], status: int = 200) -> Page:
    return upload(browser, as_file(rows), status)


def table(page: Page, caption: str) -> list[tuple[str, ...]]:
    """The rows of a table without its headings."""
    found = [t for t in page.find("table") if squeeze("".join(t.find("caption").itertext())) == caption]  # type: ignore[union-attr]
    rows = [row for each in found for row in each.iter("tr") if row.find("td") is not None]
    texts = [tuple(squeeze("".join(cell.itertext())) for cell in row) for row in rows]
    # The first cells of an entry stand for all of its rows.
    whole: list[tuple[str, ...]] = []
    for cells in texts:
        whole.append((*whole[-1][: len(whole[-1]) - len(cells)], *cells) if whole else cells)
    return whole


def faults(page: Page) -> list[tuple[str, ...]]:
    """Row, column and sentence of each."""
    return table(page, "Faults by row")


def changes(page: Page) -> list[tuple[str, ...]]:
    """Row, id, column, before and after of each."""
    return table(page, "Changes by row")


def fault(browser: Browser, rows: list[dict[str, Any]]) -> tuple[str, ...]:
    (found,) = faults(upload_rows(browser, rows, 422))
    return found


def apply(browser: Browser, page: Page, status: int = 200) -> Page:
    return browser.press(page, (), status, action=page.path)


def stored(app: Flask, slug: str) -> Resource:
    with app.app_context():
        found = find_resource(slug)
        assert found is not None
        return found


def content(app: Flask) -> dict[str, tuple[Any, ...]]:
    """Everything that could have changed."""
    with app.app_context():
        found = db.session.scalars(select(Resource))
        return {one.slug: (one.title, one.url, one.summary, one.year, one.row_version) for one in found}


def change(app: Flask, slug: str, **values: object) -> None:
    """Somebody else saves the entry."""
    with app.app_context(), writing():
        resource = find_resource(slug)
        assert resource is not None
        put(resource, entry_of(resource).model_copy(update=values))


def two(app: Flask) -> tuple[str, str]:
    first, second = sorted(content(app))[:2]
    return first, second


@pytest.mark.parametrize("path", [BULK, f"{BULK}.csv", f"{BULK}.xlsx", f"{BULK}/{'0' * 32}"])
def test_only_editors_and_administrators_find_these_pages(
    lead: Browser, editor: Browser, administrator: Browser, path: str
) -> None:
    lead.get(path, 404)
    wanted = 404 if path.endswith("0") else 200
    for browser in (editor, administrator):
        assert browser.client.get(path).status_code == wanted


def test_nobody_else_uploads(lead: Browser, editor: Browser, app: Flask) -> None:
    before = content(app)
    lead.post(BULK, {"file": (BytesIO(as_file([NEW])), "new.csv")}, 404)
    assert content(app) == before


def test_everything_is_downloaded_under_the_names_of_the_columns(editor: Browser, app: Flask) -> None:
    rows = downloaded(editor)
    assert list(rows[0]) == list(COLUMNS)
    assert len(rows) == len(content(app)) >= 300
    response = editor.client.get(f"{BULK}.csv")
    assert response.headers["Content-Disposition"] == "attachment; filename=resources.csv"
    assert str(len(rows)) in editor.get(BULK).text


def test_a_download_may_be_of_one_status(editor: Browser, app: Flask) -> None:
    slug, _ = two(app)
    change(app, slug, status=Status.WITHDRAWN)
    assert [row["id"] for row in downloaded(editor, "?status=withdrawn")] == [slug]
    sheet = load_workbook(BytesIO(editor.client.get(f"{BULK}.xlsx?status=withdrawn").get_data())).worksheets[0]
    assert [row[0] for row in sheet.values] == ["id", slug]
    assert len(downloaded(editor, "?status=nonsense")) == len(content(app))


AWKWARD = {
    "title": "=SUM(A1:A9), “quoted” \"twice\"; and 'more'",
    "publisher": "'-Anytown",
    "summary": "-5% of it:\n+ a line\n\n@ another\n=1+1",
}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_download_that_nothing_was_changed_in_changes_nothing(editor: Browser, app: Flask, kind: str) -> None:
    first, second = two(app)
    change(app, first, **AWKWARD)
    change(app, second, title="'Tis ''=not", publisher="+44 Ltd", year=None)
    with app.app_context():
        publish_file(OTHER_MODEL, None)
    before = content(app)
    file = editor.client.get(f"{BULK}.{kind}").get_data()
    page = upload(editor, file, name=f"resources.{kind}")
    assert page.h1 == "No changes"
    assert f"0 entries to change, 0 new, {len(before)} unchanged." in page.text
    assert content(app) == before


def test_no_cell_of_a_download_begins_a_formula(editor: Browser, app: Flask) -> None:
    change(app, two(app)[0], **AWKWARD)
    row = downloaded(editor)[0]
    assert row["title"].startswith("'=SUM")
    assert row["publisher"] == "''-Anytown"
    assert row["summary"].startswith("'-5%")


def test_every_change_is_shown_and_nothing_is_stored_before_it_is_applied(editor: Browser, app: Flask) -> None:
    first, second = two(app)
    before = content(app)
    rows = [{"id": second, "title": "A new title"}, {"id": first, "title": "Another"}]
    page = upload_rows(editor, rows)
    assert page.h1 == "Look at the changes"
    assert "2 entries to change, 0 new, 0 unchanged. Nothing is stored yet." in page.text
    assert changes(page) == [
        ("2", second, "title", squeeze(before[second][0]), "A new title"),
        ("3", first, "title", squeeze(before[first][0]), "Another"),
    ]
    assert content(app) == before


def test_applying_stores_all_and_says_how_many(editor: Browser, app: Flask) -> None:
    first, second = two(app)
    page = upload_rows(editor, [{"id": first, "title": "=A new title"}, {"id": second, "title": "Another"}])
    page = apply(editor, page)
    assert "2 entries changed." in page.text
    assert stored(app, first).title == "=A new title"
    assert stored(app, second).row_version == 2
    assert stored(app, first).changed_by_id == user_id(app, "editor")


def test_applying_leaves_the_search_in_one_piece(editor: Browser, app: Flask) -> None:
    rows = [{"id": slug, "summary": f"Zeppelins, {number}."} for number, slug in enumerate(content(app))]
    apply(editor, upload_rows(editor, rows))
    assert "Nothing found" not in editor.get("/resources?q=zeppelins").text
    with app.app_context():
        pieces = text("SELECT count(DISTINCT segid) FROM resource_index_idx")
        assert db.session.scalar(pieces) == 1


def test_a_cell_with_an_added_apostrophe_is_stored_without_it(editor: Browser, app: Flask) -> None:
    slug, _ = two(app)
    apply(editor, upload_rows(editor, [{"id": slug, "title": "'=A new title", "summary": "'Tis so"}]))
    assert (stored(app, slug).title, stored(app, slug).summary) == ("=A new title", "'Tis so")


def test_fewer_columns_in_any_order_change_only_those(editor: Browser, app: Flask) -> None:
    slug, _ = two(app)
    before = stored(app, slug)
    apply(editor, upload(editor, f"Review By,ID,Kind\nNov-31,{slug},Case study\n".encode()))
    after = stored(app, slug)
    assert (f"{after.review_by:%Y-%m}", after.kind) == ("2031-11", "case-study")
    assert (after.title, after.url, after.summary) == (before.title, before.url, before.summary)


def test_columns_may_be_moved(editor: Browser, app: Flask) -> None:
    rows = [dict(reversed(row.items())) for row in downloaded(editor)]
    assert upload_rows(editor, rows).h1 == "No changes"
    rows[1]["title"] = "Moved"
    assert [each[2:] for each in changes(upload_rows(editor, rows))][0][0] == "title"


def test_cells_may_be_separated_by_semicolons(editor: Browser, app: Flask) -> None:
    slug, _ = two(app)
    apply(editor, upload(editor, f'title;id;summary\nCommas, all of them;{slug};"Semi; colon"\n'.encode()))
    assert (stored(app, slug).title, stored(app, slug).summary) == ("Commas, all of them", "Semi; colon")


def test_the_order_within_a_cell_is_no_change(editor: Browser, app: Flask) -> None:
    row = next(row for row in downloaded(editor) if ";" in row["serves"] and " " in row["topics"])
    row["serves"] = "; ".join(reversed(row["serves"].split("; ")))
    row["topics"] = ", ".join(reversed(row["topics"].split(" ")))
    assert upload_rows(editor, [row]).h1 == "No changes"


def test_a_row_with_a_new_id_adds_an_entry(editor: Browser, app: Flask) -> None:
    page = upload_rows(editor, [NEW])
    assert "0 entries to change, 1 new" in page.text
    assert ("2", "our-new-guide", "serves", "FV3 2>3") in table(page, "New entries by row")
    assert "1 new entry added." in apply(editor, page).text
    entry = stored(app, "our-new-guide")
    assert (entry.title, entry.status, entry.year, entry.row_version) == ("Our new guide", "current", None, 1)
    assert [(step.code, step.from_level, step.to_level) for step in entry.steps] == [("FV3", 2, 3)]
    assert upload_rows(editor, [NEW]).h1 == "No changes"


def test_an_id_that_is_not_there_is_named_where_the_file_is_not_enough_for_a_new_entry(editor: Browser) -> None:
    row, column, text = fault(editor, [{"id": "our-new-guide", "title": "Our new guide"}])
    assert (row, column) == ("2", "id")
    assert text.startswith("There is no entry “our-new-guide”, and the file lacks columns that a new one needs:")
    assert text.endswith(": publisher, url, kind, summary, serves, effort, access, review_by")


def test_every_fault_of_a_row_is_named_at_once(editor: Browser, app: Flask) -> None:
    wrong = {"title": "", "year": "nineteen", "serves": "ZZ9 1>2", "topics": "nonsense", "url": "ftp://example.org"}
    for row in ({"id": two(app)[0]} | wrong, NEW | wrong):
        assert {column for _row, column, _text in faults(upload_rows(editor, [row], 422))} == set(wrong)


def test_steps_of_another_model_are_written_with_its_id(editor: Browser, app: Flask) -> None:
    with app.app_context():
        publish_file(OTHER_MODEL, None)
        first, other = (model_of(version) for version in current_versions())
    code = other.characteristics[0].code
    serves = f"{other.id}:{code} 1>2; {first.id}:FV3 2>3"
    apply(editor, upload_rows(editor, [NEW | {"serves": serves}]))
    row = next(row for row in downloaded(editor) if row["id"] == "our-new-guide")
    assert row["serves"] == f"FV3 2>3; {other.id}:{code} 1>2"


FAULTS = [
    ({"title": ""}, "title", "Write its title, on one line"),
    ({"title": "x" * 201}, "title", "Write at most 200 characters; there are 201"),
    ({"title": "two\nlines"}, "title", "Write its title, on one line"),
    ({"kind": "book"}, "kind", "Write one of case-study, guidance,"),
    ({"status": ""}, "status", "Write one of current, archived, withdrawn"),
    ({"year": "1899"}, "year", "Write a year from 1900 to 2100, or nothing"),
    ({"year": "last"}, "year", "Write a year from 1900 to 2100, or nothing"),
    ({"summary": " "}, "summary", "Write in a few sentences what it is and for whom"),
    ({"serves": ""}, "serves", "Write one to twelve steps"),
    ({"serves": "FV3 3>2"}, "serves", "“FV3 3>2” does not lead upwards"),
    ({"serves": "FV3 2"}, "serves", "“FV3 2” is not a step"),
    ({"serves": "FV3 2>3; FV3 2>4"}, "serves", "There are two steps of FV3 from 2"),
    ({"serves": "ZZ9 1>2"}, "serves", "There is no characteristic ZZ9 in"),
    ({"serves": "nowhere:FV3 1>2"}, "serves", "There is no model “nowhere”"),
    ({"serves": "FV3 2>6"}, "serves", "has no level 6: its last is 5"),
    ({"topics": "nonsense"}, "topics", "There is no topic “nonsense”. The topics are ai-and-automation,"),
    ({"topics": "cyber data digital climate risk health housing"}, "topics", "Write up to six topics"),
    ({"council_types": "parish"}, "council_types", "Write the kinds of council"),
    ({"review_by": "soon"}, "review_by", "Write the month by which"),
    ({"url": "javascript:alert(1)"}, "url", "Enter an address that begins with https:// or http://"),
    ({"url": "data:text/html,x"}, "url", "Enter an address that begins with https:// or http://"),
    ({"url": "https://me:secret@example.org/"}, "url", "Enter an address without a name or password in it"),
    ({"url": "http://192.168.0.1/"}, "url", "Enter an address that anybody on the internet can open"),
    ({"url": "http://localhost/"}, "url", "Enter an address that anybody on the internet can open"),
]


@pytest.mark.parametrize(("cells", "column", "words"), FAULTS, ids=lambda value: str(value)[:40])
def test_a_fault_is_named_by_row_and_column(
    editor: Browser, app: Flask, cells: dict[str, str], column: str, words: str
) -> None:
    before = content(app)
    title = {"title": "Changed as well"} if column != "title" else {}
    row, found, text = fault(editor, [{"id": two(app)[0], **title, **cells}])
    assert (row, found) == ("2", column)
    assert words in text
    assert content(app) == before


def test_an_id_that_cannot_be_one_is_a_fault(editor: Browser) -> None:
    assert fault(editor, [NEW | {"id": "Our New Guide"}])[1:] == (
        "id",
        "Write small letters and digits with hyphens between, at most 60. It never changes",
    )
    assert fault(editor, [NEW | {"id": " "}])[1] == "id"


def test_the_same_id_in_two_rows_is_a_fault(editor: Browser, app: Flask) -> None:
    first, second = two(app)
    rows = [{"id": name, "title": title} for name, title in ((first, "A"), (second, "B"), (first, "C"))]
    row, column, text = fault(editor, rows)
    assert (row, column) == ("4", "id")
    assert "row 2" in text


def test_an_address_that_another_entry_has_is_a_fault(editor: Browser, app: Flask) -> None:
    first, second = two(app)
    url = stored(app, first).url.replace("https://", "http://") + "?utm_source=mail#part"
    assert fault(editor, [{"id": second, "url": url}]) == ("2", "url", f"The entry “{first}” has this address as well")
    again = NEW | {"id": "again", "url": NEW["url"] + "/"}
    assert [row for row, _column, _text in faults(upload_rows(editor, [NEW, again], 422))] == ["2", "3"]


def test_two_entries_may_change_places(editor: Browser, app: Flask) -> None:
    first, second = two(app)
    here, there = stored(app, first).url, stored(app, second).url
    apply(editor, upload_rows(editor, [{"id": first, "url": there}, {"id": second, "url": here}]))
    assert (stored(app, first).url, stored(app, second).url) == (there, here)


def test_one_fault_keeps_everything_from_being_applied(editor: Browser, app: Flask, instance: Path) -> None:
    first, second = two(app)
    page = upload_rows(editor, [{"id": first, "title": "Good"}, {"id": second, "title": ""}], 422)
    assert page.errors() == ["Put right 1 fault in the file and upload it again"]
    assert "Apply" not in page.text
    assert [each[:3] for each in changes(page)] == [("2", first, "title")]
    assert not list((instance / "uploads").glob("*"))


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("id,Titel", "There is no column “Titel”. The columns are id, title,"),
        ("title,url", "There is no column “id”, which every row needs"),
        ("id,title,title", "The column “title” is there more than once"),
        ("id,,title", "Some cells stand in a column without a name"),
    ],
)
def test_headings_that_are_wrong_are_named(editor: Browser, app: Flask, heading: str, words: str) -> None:
    row, _column, text = faults(upload(editor, f"{heading}\na,b,c\n".encode(), 422))[0]
    assert row == "1"
    assert words in text


def test_windows_1252_is_read_with_a_notice(editor: Browser, app: Flask) -> None:
    slug, _ = two(app)
    page = upload(editor, as_file([{"id": slug, "title": "Café – “déjà vu”"}], "cp1252"))
    assert "read as Windows-1252: look at the accents in the preview" in page.text
    assert "Café – “déjà vu”" in page.text
    assert "Windows-1252" in editor.get(page.path).text


def test_formulas_in_cells_are_faults_with_their_row(editor: Browser, app: Flask) -> None:
    first, second = two(app)
    book = Workbook()
    for row in (["id", "title"], [first, "Fine"], [second, '=HYPERLINK("https://example.org")']):
        book.active.append(row)  # type: ignore[union-attr]
    file = BytesIO()
    book.save(file)
    (found,) = faults(upload(editor, file.getvalue(), 422, "changed.xlsx"))
    assert found == ("3", "title", "This cell holds a formula. Copy its value into it")


@pytest.mark.parametrize(
    ("file", "name", "words"),
    [
        (b"", "empty.csv", "The file is empty"),
        (b"id,title\na,b\n", "not.xlsx", "This is not an Excel file"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "picture.png", "The file is neither CSV nor Excel"),
        ("id\na\n".encode("utf-16"), "unicode.txt", "The file is in UTF-16. Save it as “CSV UTF-8” and upload that"),
        (b"id\n" + b"a\n" * 100_000, "many.csv", "The file has more than 5,000 rows. Upload it in parts"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(
    editor: Browser, app: Flask, file: bytes, name: str, words: str
) -> None:
    before = content(app)
    assert upload(editor, file, 422, name).errors() == [words]
    assert content(app) == before


def test_no_file_and_too_large_a_file_are_refused(editor: Browser) -> None:
    assert editor.post_form(BULK, {}, 422).errors() == ["Select a file"]
    body = b"--x\r\nContent-Disposition: form-data; name=file; filename=a.csv\r\n\r\n" + b"x" * 3 * 1024 * 1024
    answer = editor.client.post(BULK, data=body, content_type="multipart/form-data; boundary=x")
    page = editor.read(answer, 413)
    assert "a table 3" in page.text


def test_nothing_is_applied_over_what_somebody_else_saved_since(editor: Browser, app: Flask) -> None:
    first, second = two(app)
    page = upload_rows(editor, [{"id": first, "title": "Mine"}, {"id": second, "title": "Mine too"}])
    change(app, second, title="Theirs", year=1987)
    before = content(app)
    page = apply(editor, page, 409)
    assert page.errors() == [
        "Somebody has changed entries since you saw this page, so nothing was applied. Look at them again: row 3"
    ]
    assert changes(page)[1] == ("3", second, "title", "Theirs", "Mine too")
    assert content(app) == before
    apply(editor, page)
    assert (stored(app, second).title, stored(app, second).year) == ("Mine too", 1987)
    assert stored(app, first).title == "Mine"


def test_a_new_entry_or_address_that_somebody_else_was_first_with_is_not_applied(editor: Browser, app: Flask) -> None:
    page = upload_rows(editor, [NEW | {"title": "Ours"}])
    other = upload_rows(editor, [NEW | {"id": "theirs"}])
    apply(editor, other)
    again = apply(editor, page, 409)
    assert faults(again) == [("2", "url", "The entry “theirs” has this address as well")]
    assert "Apply" not in again.text
    editor.post(page.path, {}, 404)
    with app.app_context():
        assert find_resource("our-new-guide") is None


def test_applying_twice_says_that_it_is_done(editor: Browser, app: Flask) -> None:
    slug, _ = two(app)
    page = upload_rows(editor, [{"id": slug, "title": "Once"}])
    apply(editor, page)
    before = content(app)
    assert "These changes have been applied already." in apply(editor, page).text
    assert "These changes have been applied already." in editor.get(page.path).text
    assert content(app) == before


def test_of_a_form_that_is_sent_twice_at_once_one_is_applied(editor: Browser, app: Flask, instance: Path) -> None:
    slug, _ = two(app)
    page = upload_rows(editor, [{"id": slug, "title": "Once"}])
    with suppress(BusyError), pending.held(instance / "uploads", page.path.split("/")[-1]):
        assert pending.APPLYING in apply(editor, page).text
        raise BusyError
    assert stored(app, slug).row_version == 1
    apply(editor, page)
    assert stored(app, slug).title == "Once"


@pytest.mark.parametrize("is_stored", [False, True])
def test_what_was_broken_off_is_not_said_to_be_applied(
    editor: Browser, app: Flask, instance: Path, monkeypatch: pytest.MonkeyPatch, is_stored: bool
) -> None:
    page = upload_rows(editor, [{"id": two(app)[0], "title": "Once"}])
    token = page.path.split("/")[-1]
    waiting, busy = (instance / "uploads" / f"{token}.{end}" for end in ("json", "busy"))
    if is_stored:
        keeping = waiting.read_bytes()
        apply(editor, page)
        (instance / "uploads" / f"{token}.applied").unlink()
        busy.write_bytes(keeping)
    else:
        waiting.rename(busy)
    assert pending.APPLYING in editor.get(page.path).text
    old = time.time() - 61
    os.utime(busy, (old, old))
    for told in (editor.get(page.path), apply(editor, page), editor.press(page, action=f"{page.path}/cancel")):
        assert "It is not known whether these changes were applied: look at the list, and upload again" in told.text
    assert busy.exists()


def test_an_upload_taken_late_in_its_hour_is_being_applied(editor: Browser, app: Flask, instance: Path) -> None:
    page = upload_rows(editor, [{"id": two(app)[0], "title": "Once"}])
    (file,) = (instance / "uploads").iterdir()
    old = time.time() - 3000
    os.utime(file, (old, old))
    with pending.held(instance / "uploads", page.path.split("/")[-1]):
        assert pending.APPLYING in editor.get(page.path).text
    assert pending.APPLIED in editor.get(page.path).text


@pytest.mark.parametrize("content", [b"", b'{"user_id":1', b"\xff"])
def test_a_damaged_upload_is_said_to_be_one(editor: Browser, app: Flask, instance: Path, content: bytes) -> None:
    page = upload_rows(editor, [{"id": two(app)[0], "title": "Damaged"}])
    (file,) = (instance / "uploads").iterdir()
    file.write_bytes(content)
    damaged = ["This preview cannot be read any more. Upload the file again"]
    assert editor.get(page.path, 404).errors() == damaged
    assert apply(editor, page, 404).errors() == damaged
    assert editor.press(page, (), 404, action=f"{page.path}/cancel").errors() == damaged


def test_cancelling_forgets_the_upload(editor: Browser, app: Flask, instance: Path) -> None:
    before = content(app)
    page = upload_rows(editor, [{"id": two(app)[0], "title": "Never"}])
    assert len(list((instance / "uploads").iterdir())) == 1
    assert "Nothing was changed." in editor.press(page, action=f"{page.path}/cancel").text
    assert not list((instance / "uploads").iterdir())
    apply(editor, page, 404)
    assert content(app) == before


def test_an_upload_is_somebodys_own(editor: Browser, administrator: Browser, app: Flask) -> None:
    before = content(app)
    page = upload_rows(editor, [{"id": two(app)[0], "title": "Mine"}])
    administrator.get(page.path, 404)
    administrator.post(page.path, {}, 404)
    administrator.post(f"{page.path}/cancel", {}, 404)
    assert content(app) == before
    apply(editor, page)


def test_an_upload_is_kept_for_an_hour(editor: Browser, app: Flask, instance: Path) -> None:
    page = upload_rows(editor, [{"id": two(app)[0], "title": "Late"}])
    (file,) = (instance / "uploads").iterdir()
    assert file.stat().st_mode & 0o077 == 0
    old = time.time() - 3700
    os.utime(file, (old, old))
    assert editor.get(page.path, 404).errors() == [
        "What you uploaded is no longer here: it is kept for an hour. Upload the file again"
    ]
    upload_rows(editor, [{"id": two(app)[0], "title": "Anew"}])
    assert not file.exists()


@pytest.mark.parametrize("token", ["x", "../secret", "0" * 32, "%2e%2e%2fsecret", "A" * 32])
def test_a_token_that_is_none_is_not_found(editor: Browser, token: str) -> None:
    assert editor.client.get(f"{BULK}/{token}").status_code == 404


def test_what_was_uploaded_is_shown_as_typed(editor: Browser, app: Flask) -> None:
    slug, _ = two(app)
    markup = '<script>alert("1")</script> {{ 7 * 7 }}'
    page = upload(editor, as_file([{"id": slug, "title": markup}]), name="<b>.csv")
    assert markup in page.text
    assert "<script>alert" not in page.html
    assert "<b>" not in page.html


def test_an_entry_that_refers_to_what_a_model_has_no_longer_may_be_changed_otherwise(
    editor: Browser, app: Flask
) -> None:
    slug, _ = two(app)
    with app.app_context(), writing():
        resource = find_resource(slug)
        assert resource is not None
        resource.steps[0].code = "ZZ9"
    assert upload(editor, editor.client.get(f"{BULK}.csv").get_data()).h1 == "No changes"
    apply(editor, upload_rows(editor, [{"id": slug, "title": "Still useful"}]))
    assert stored(app, slug).title == "Still useful"


def test_topics_are_taken_and_taken_away(editor: Browser, app: Flask) -> None:
    slug, _ = two(app)
    apply(editor, upload_rows(editor, [{"id": slug, "topics": "cyber, data", "council_types": "london county"}]))
    assert {topic.slug for topic in stored(app, slug).topics} == {"cyber", "data"}
    assert set(stored(app, slug).council_types.split()) == {"london", "county"}
    apply(editor, upload_rows(editor, [{"id": slug, "topics": "", "council_types": ""}]))
    assert stored(app, slug).topics == []
    assert stored(app, slug).council_types == ""
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Topic)) == 40
