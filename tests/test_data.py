"""The results as Excel, CSV and JSON: what is in them, in what types, and what never is."""

import csv
import json
from collections.abc import Callable
from datetime import date, datetime, time
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from flask import Flask
from openpyxl import Workbook, load_workbook

from app.assessment.tables import Assessment, Privacy, Stage
from app.database import db, writing
from app.documents import capability
from app.documents.cells import LINE, ROOM
from app.documents.making import Maker
from app.documents.results_file import ResultsFile, results_schema, schema_text
from app.participation.tables import Part
from app.plan.tables import Progress, Review
from app.position.signing import begin_correction
from tests import plans, voices
from tests.browsing import Browser
from tests.conftest import TOP
from tests.test_documents_making import Unprinted

SCHEMA = Path(TOP / "app/documents/results.schema.json")
AWKWARD = "=SUM(A1:A9) <b>bold</b> 🐦"
FILES = (
    *("summary.xlsx", "summary.csv", "summary.json", "summary.docx", "covering.docx", "slides.pptx"),
    *("summary.pdf", "glance.pdf"),
)
IN_REVIEW, IN_DAYS = "Looked at again", "1 May 2030"
OF_THE_PLAN: dict[str, set[str]] = {
    "summary.xlsx": {"Olga Officer", "Improve"},
    "summary.csv": {"Improve"},
    "summary.json": {"Olga Officer", "Secret cost", IN_REVIEW, '"improve"'},
    "summary.docx": {"Olga Officer", "Secret cost"},
    "covering.docx": {"1 action", IN_DAYS},
    "slides.pptx": {"Olga Officer"},
    "summary.pdf": {"Olga Officer", "Secret cost"},
    "glance.pdf": {"Olga Officer", IN_DAYS},
}
"""Words that only the plan has."""


@pytest.fixture
def maker(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Maker:
    monkeypatch.setattr(capability, "LIBRARIES", {})
    maker = app.extensions["documents"] = Maker(Path(app.instance_path) / "documents", Unprinted(), idle_seconds=0)
    return maker


@pytest.fixture
def number(app: Flask) -> int:
    found = plans.agreed(app)
    plans.focus(app, found, "UP1", is_priority=True)
    plans.add_action(
        app, found, "UP1", what=AWKWARD, lead_officer="Olga Officer", cost_note="Secret cost", status=Progress.ON_TRACK
    )
    return found


def book(browser: Browser, number: int, query: str = "") -> Workbook:
    response = browser.client.get(f"/assessments/{number}/summary.xlsx{query}")
    assert response.status_code == 200
    return load_workbook(BytesIO(response.get_data()))


def rows(browser: Browser, number: int, query: str = "") -> list[dict[str, str]]:
    text = browser.client.get(f"/assessments/{number}/summary.csv{query}").get_data().decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"), newline="")))


def results(browser: Browser, number: int, query: str = "") -> Any:
    return json.loads(browser.client.get(f"/assessments/{number}/summary.json{query}").get_data())


def test_the_excel_file_has_its_sheets_with_filters_and_frozen_heads(lead: Browser, number: int) -> None:
    found = book(lead, number)
    assert found.sheetnames == ["Results", "Themes", "Actions", "Levels", "About"]
    for name in found.sheetnames[:-1]:
        sheet = found[name]
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.freeze_panes
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.print_title_rows == "$1:$1"
        assert max(column.width for column in sheet.column_dimensions.values()) > 20


def test_its_numbers_are_numbers_and_its_days_are_days(lead: Browser, number: int) -> None:
    found = book(lead, number)
    heads = [cell.value for cell in found["Results"][1]]
    first = dict(zip(heads, found["Results"][2], strict=True))
    assert (first["Level now"].value, first["Target level"].value, first["Steps"].value) == (2, 3, 1)
    assert first["Level now"].data_type == "n"
    about = {row[0].value: row[1] for row in found["About"].iter_rows()}
    assert isinstance(about["As at"].value, datetime)
    assert about["State"].value == "Agreed, not signed off yet"
    assert about["Model version"].value
    assert len(str(about["Model digest"].value)) == 64


def test_there_is_a_row_for_every_characteristic_and_every_level(lead: Browser, number: int) -> None:
    found = book(lead, number)
    assert found["Results"].max_row == 28
    assert found["Levels"].max_row == 1 + 27 * 5


def test_no_cell_is_a_formula_and_text_stays_as_it_was_typed(app: Flask, lead: Browser, number: int) -> None:
    for place, start in enumerate("=+-@"):
        plans.change(app, number, f"UP{place + 1}", note=f"{start}1+1")
    found = book(lead, number)
    cells = [cell for sheet in found for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    notes = {cell.value: cell for cell in cells if str(cell.value)[1:] == "1+1"}
    assert set(notes) == {"=1+1", "+1+1", "-1+1", "@1+1"}
    assert all(cell.quotePrefix for cell in notes.values())
    assert AWKWARD in {cell.value for cell in found["Actions"]["D"]}


def test_it_says_no_moment_at_which_it_was_made(lead: Browser, number: int) -> None:
    properties = book(lead, number).properties
    assert properties.created == properties.modified == datetime.combine(date.today(), time())


def test_a_row_is_as_tall_as_its_fullest_cell(app: Flask, lead: Browser, number: int) -> None:
    plans.change(app, number, "UP1", note="\n".join(["A line of it."] * 6))
    plans.change(app, number, "UP2", note="word " * 1_900)
    rows = book(lead, number)["Results"].row_dimensions
    assert rows[2].height == 6 * LINE + ROOM
    assert rows[3].height == 409, "No row of Excel is taller."


def test_a_wide_sheet_is_printed_on_several_pages_that_repeat_what_each_row_is(lead: Browser, number: int) -> None:
    found = book(lead, number)
    assert {sheet.title: sheet.page_setup.fitToWidth for sheet in found} == {
        "Results": 3, "Themes": 1, "Actions": 2, "Levels": 1, "About": 1
    }  # fmt: skip
    assert found["Results"].print_title_cols == "$A:$C"
    assert all(sheet.page_setup.fitToHeight == 0 for sheet in found), "As many pages down as it takes."


def test_it_holds_no_macro_and_no_outside_reference(lead: Browser, number: int) -> None:
    from zipfile import ZipFile

    content = lead.client.get(f"/assessments/{number}/summary.xlsx").get_data()
    names = ZipFile(BytesIO(content)).namelist()
    assert not [name for name in names if "vba" in name.lower() or "external" in name.lower()]


def test_the_csv_has_a_row_a_characteristic_and_no_cell_that_runs(app: Flask, lead: Browser, number: int) -> None:
    plans.change(app, number, "UP1", note=AWKWARD)
    found = rows(lead, number)
    assert len(found) == 27
    assert found[0]["Evidence note"] == f"'{AWKWARD}"
    assert (found[0]["Code"], found[0]["Level now"], found[0]["Gap"]) == ("UP1", "2", "one step")
    assert min(int(row["Steps"]) for row in found if row["Steps"]) == -1
    assert found[0]["State"] == "Agreed, not signed off yet"
    assert found[0]["Priority"] == "Yes"


def test_the_schema_in_the_repository_is_the_one_of_the_definitions(visitor: Browser) -> None:
    assert SCHEMA.read_text("utf-8") == schema_text(), "Write schema_text() of results_file.py into it."
    served = visitor.client.get("/results.schema.json")
    assert served.status_code == 200
    assert json.loads(served.get_data()) == results_schema()


def test_every_key_is_described(visitor: Browser) -> None:
    schema = results_schema()
    parts = [schema, *(part for part in schema["$defs"].values() if "properties" in part)]
    for part in parts:
        assert not [name for name, key in part["properties"].items() if not key.get("description")]


@pytest.mark.parametrize("query", ["", "?version=public"])
def test_the_json_is_what_its_schema_says(app: Flask, lead: Browser, number: int, query: str) -> None:
    plans.sign(app, number)
    content = lead.client.get(f"/assessments/{number}/summary.json{query}").get_data()
    read = ResultsFile.model_validate_json(content)
    assert len(read.characteristics) == 27
    assert read.assessment.digest
    assert read.assessment.status.startswith("Signed off")
    assert read.actions[0].what == AWKWARD


@pytest.mark.parametrize("file", FILES)
def test_the_public_version_has_no_names_and_no_notes(
    app: Flask, lead: Browser, maker: Maker, number: int, file: str
) -> None:
    plans.change(app, number, "UP1", restricted_note="Hush hush", note="Not for you")
    plans.add_action(app, number, "UP2", status=Progress.STOPPED, stopped_reason="He left us")
    plans.sign(app, number)
    found = text_in(lead, number, f"{file}?version=public")
    for hidden in ("Hush hush", "Not for you", "Olga", "Secret cost", "Lena", "Omar", "He left us"):
        assert hidden not in found


def test_the_full_version_has_names_and_notes(app: Flask, lead: Browser, number: int) -> None:
    plans.change(app, number, "UP1", restricted_note="Hush hush", note="Not for you")
    plans.add_action(app, number, "UP2", status=Progress.STOPPED, stopped_reason="He left us")
    plans.sign(app, number)
    full = json.dumps(results(lead, number))
    for shown in ("Hush hush", "Not for you", "Olga", "Secret cost", "Lena", "He left us"):
        assert shown in full


@pytest.mark.parametrize("file", FILES)
def test_a_restricted_note_is_only_in_what_those_who_agree_the_position_download(
    app: Flask, lead: Browser, browser_of: Callable[[str], Browser], maker: Maker, number: int, file: str
) -> None:
    plans.change(app, number, "UP1", restricted_note="Hush hush")
    add_readers(app, number)
    plans.sign(app, number)
    seen = {who: "Hush hush" in text_in(browser_of(who), number, file) for who in ("lead", "viewer", "member")}
    holds_texts = file not in {"slides.pptx", "covering.docx", "glance.pdf"}
    assert seen == {"lead": holds_texts, "viewer": False, "member": False}


@pytest.mark.parametrize("file", FILES)
def test_whoever_may_not_see_the_plan_by_then_downloads_none_of_it(
    app: Flask, browser_of: Callable[[str], Browser], maker: Maker, number: int, file: str
) -> None:
    add_readers(app, number)
    plan_review(app, number)
    of_it = OF_THE_PLAN[file]
    readers = ("lead", "officer", "viewer", "member")
    for stage, seeing in ((Stage.AGREED, set(readers)), (Stage.OPEN, {"lead"})):
        voices.set_stage(app, number, stage)
        for who in readers:
            text = text_in(browser_of(who), number, file)
            assert {words for words in of_it if words in text} == (of_it if who in seeing else set()), (stage, who)


def test_a_correction_leaves_the_plan_in_view(
    app: Flask, browser_of: Callable[[str], Browser], maker: Maker, number: int
) -> None:
    add_readers(app, number)
    plans.sign(app, number)
    with app.app_context(), writing():
        begin_correction(db.session.get_one(Assessment, number), "A slip.")
    for file in FILES:
        text = text_in(browser_of("viewer"), number, file)
        assert all(words in text for words in OF_THE_PLAN[file] - {IN_REVIEW, IN_DAYS}), file


def test_two_readers_of_different_pdfs_do_not_take_the_place_of_each_others(
    app: Flask, browser_of: Callable[[str], Browser], maker: Maker, number: int
) -> None:
    add_readers(app, number)
    plans.change(app, number, "UP1", restricted_note="Hush hush")
    voices.set_stage(app, number, Stage.OPEN)
    for who, query in (("lead", ""), ("officer", ""), ("viewer", ""), ("lead", "?version=public")):
        text_in(browser_of(who), number, f"summary.pdf{query}")
    text_in(browser_of("viewer"), number, "summary.pdf?version=public")
    assert len(list(maker.folder.iterdir())) == 5


def test_what_waits_to_be_confirmed_is_told_in_no_document_and_kept_in_the_full_json(
    app: Flask, browser_of: Callable[[str], Browser], maker: Maker, number: int
) -> None:
    names = ("note", "rationale", "minority_view", "restricted_note")
    texts = {name: f"Former {name}" for name in names}
    add_readers(app, number)
    plans.change(app, number, "UP1", **texts, is_confirmed=False)
    for file in FILES:
        for query in ("", "?version=public"):
            if file + query != "summary.json":
                assert "Former" not in text_in(browser_of("lead"), number, file + query), file + query
    found = {who: results(browser_of(who), number)["themes"][0]["characteristics"][0] for who in ("lead", "viewer")}
    assert {name: found["lead"][name] for name in names} == texts
    assert {name: found["viewer"][name] for name in names} == texts | {"restricted_note": ""}


def add_readers(app: Flask, number: int) -> None:
    """A viewer and a participant; the officer is its sponsor."""
    voices.add_person(app, number, None, user="viewer", role=Part.VIEWER)
    voices.add_person(app, number, user="member")


def plan_review(app: Flask, number: int) -> None:
    with app.app_context(), writing():
        db.session.add(Review(assessment_id=number, due_on=date(2030, 5, 1), text=IN_REVIEW))


def text_in(browser: Browser, number: int, file: str) -> str:
    """Of every part, where it is a package of parts; of a PDF what it is made from."""
    content = content_of(browser, f"/assessments/{number}/{file}")
    if not content.startswith(b"PK"):
        return content.decode()
    with ZipFile(BytesIO(content)) as package:
        return "".join(package.read(name).decode(errors="replace") for name in package.namelist())


def content_of(browser: Browser, address: str) -> bytes:
    answer = browser.client.get(address)
    if answer.status_code == 202:
        assert browser.app.extensions["documents"].finish()
        answer = browser.client.get(address)
    assert answer.status_code == 200, address
    return bytes(answer.get_data())


@pytest.mark.parametrize("ending", ["xlsx", "csv", "json"])
def test_a_word_that_names_no_version_is_not_taken_for_the_full_one(lead: Browser, number: int, ending: str) -> None:
    lead.get(f"/assessments/{number}/summary.{ending}?version=secret", 404)


@pytest.mark.parametrize("privacy", [Privacy.GROUPED, Privacy.NAMED])
def test_nobodys_own_answers_are_in_any_of_them(app: Flask, lead: Browser, maker: Maker, privacy: Privacy) -> None:
    number = answered(app, lead, privacy)
    for file in FILES:
        found = text_in(lead, number, file)
        assert "Own note" not in found, file
        assert "Councillor 1" not in found, file


def test_of_the_groups_the_json_has_those_that_are_shown(app: Flask, lead: Browser) -> None:
    found = results(lead, answered(app, lead, Privacy.GROUPED))
    one = next(one for theme in found["themes"] for one in theme["characteristics"] if one["code"] == "FV3")
    assert [tuple(it.values()) for it in one["groups"]] == [
        (None, 12, 1, 2, "between Minimum and Developing"),
        ("member", 5, 1, 2, "Minimum"),
    ], "Two partners are too few, and officers would tell of them."


def answered(app: Flask, lead: Browser, privacy: Privacy) -> int:
    """Its number: done separately and closed, by five members, five officers and two partners."""
    number = voices.start(app, privacy, sponsor="officer")
    for place, person in enumerate(voices.add_people(app, number, partners=2)):
        voices.answer(app, person, "FV3", 1 + place % 2, 3, 2, note=f"Own note {place}")
    voices.set_stage(app, number, Stage.CLOSED)
    lead.get(f"/assessments/{number}/results")
    return number


def test_an_earlier_version_can_be_asked_for(app: Flask, lead: Browser, number: int) -> None:
    plans.sign(app, number)
    plans.change(app, number, "UP1", current=4, target=4)
    assert results(lead, number, "?signed=1")["themes"][0]["characteristics"][0]["current"] == 2
    lead.get(f"/assessments/{number}/summary.json?signed=7", 404)


def test_those_who_may_not_see_the_results_get_no_file(stranger: Browser, visitor: Browser, number: int) -> None:
    for ending in ("xlsx", "csv", "json"):
        stranger.get(f"/assessments/{number}/summary.{ending}", 404)
        assert visitor.get(f"/assessments/{number}/summary.{ending}").h1 == "Sign in"


def test_the_files_have_plain_names_and_are_not_kept(lead: Browser, number: int) -> None:
    response = lead.client.get(f"/assessments/{number}/summary.xlsx?version=public")
    assert "anytown-borough-council-agreed-2026-results-public.xlsx" in response.headers["Content-Disposition"]
    assert response.headers["Cache-Control"] == "private, no-store"
