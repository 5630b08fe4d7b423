"""The JSON of an assessment read back as a new one: looked at first, then all or nothing."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.assessment.tables import Assessment, Position, Stage
from app.audit.tables import Event
from app.database import db, writing
from app.documents.json_in import NOT_JSON, NOT_OURS
from app.plan.tables import Action, ActionUpdate, Moved, Progress, Review, ReviewEntry
from app.position.signing import begin_correction
from app.resources.tables import Resource, Status
from app.results.tables import NarrativeEdit
from tests import plans
from tests.browsing import Browser, Page, fields_of, squeeze
from tests.conftest import open_browser

IMPORT = "/assessments/import"


@pytest.fixture
def number(app: Flask) -> int:
    """With everything that a file can hold."""
    found = plans.agreed(app)
    plans.change(app, found, "UP1", rationale="Seen.", minority_view="Too high.", restricted_note="Hush.")
    texts = {"note": "Old note.", "rationale": "Old.", "minority_view": "Old view.", "restricted_note": "Old hush."}
    plans.change(app, found, "UP2", is_confirmed=False, criteria="1.1 1.2", **texts)
    plans.focus(app, found, "UP1", is_priority=True)
    action = plans.add_action(app, found, "UP1", due_on=date(2027, 3, 1), status=Progress.AT_RISK, cost_note="Much")
    with app.app_context(), writing():
        theme = db.session.get_one(Assessment, found).model.themes[0].slug
        edit = NarrativeEdit(assessment_id=found, theme=theme, text="In our own words.", figures_digest="")
        update = ActionUpdate(action_id=action, by_id=1, status=Progress.AT_RISK, text="It slips.")
        update.at = datetime(2026, 11, 1, tzinfo=UTC)
        review = Review(assessment_id=found, due_on=date(2027, 5, 1), held_on=date(2027, 5, 2), text="Looked.")
        db.session.add_all([edit, update, review])
        db.session.flush()
        db.session.add(ReviewEntry(review_id=review.id, code="UP1", moved=Moved.FORWARD, why="Work."))
    return found


@pytest.fixture
def file(lead: Browser, number: int) -> Any:
    return results(lead, number)


def results(browser: Browser, number: int) -> Any:
    return json.loads(browser.client.get(f"/assessments/{number}/summary.json").get_data())


def upload(browser: Browser, content: Any, status: int = 200) -> Page:
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    fields = {**fields_of(browser.get(IMPORT).form(IMPORT)), "file": (BytesIO(raw), "results.json")}
    return browser.read(browser.client.post(IMPORT, data=fields, follow_redirects=True), status)


def faults(page: Page) -> dict[str, str]:
    cells = [[squeeze("".join(cell.itertext())) for cell in row] for row in page.find("main")[0].iter("tr")]
    return {row[0]: row[1] for row in cells[1:]}


def count(app: Flask) -> int:
    with app.app_context():
        return int(db.session.scalar(select(func.count(Assessment.id))) or 0)


def test_what_was_written_is_read_back_whole(app: Flask, stranger: Browser, file: Any, number: int) -> None:
    preview = upload(stranger, file)
    assert "27 of 27" in preview.text
    assert "Nothing is made yet" in preview.text
    assert count(app) == 1
    made = stranger.press(preview, action=preview.path)
    assert "is imported. You lead it." in made.text
    assert made.path == "/assessments/2"
    again = results(stranger, 2)
    assert again["assessment"] | {"lead": ""} == file["assessment"] | {"lead": ""}
    for part in ("themes", "actions", "reviews", "model", "council"):
        assert again[part] == file[part], part


def test_all_columns_of_a_position_come_along(app: Flask, stranger: Browser, file: Any, number: int) -> None:
    page = upload(stranger, file)
    stranger.press(page, action=page.path)
    with app.app_context():
        for code in ("UP1", "UP2"):
            old, new = (db.session.get_one(Position, (it, code)) for it in (number, 2))
            left_out = {"assessment_id", "saved_by_id", "saved_at", "form_id", "row_version", "change_number"}
            for column in (each.key for each in Position.__table__.columns):
                assert column in left_out or getattr(old, column) == getattr(new, column), column
        assert db.session.get_one(Assessment, 2).stage is Stage.AGREED
        update = db.session.scalars(select(ActionUpdate).order_by(ActionUpdate.id.desc())).first()
        assert update is not None
        assert update.at == datetime(2026, 11, 1, tzinfo=UTC)
        assert [it.subject for it in db.session.scalars(select(Event).filter_by(what="assessment.imported"))] == [""]


def test_pressed_twice_it_is_made_once(app: Flask, stranger: Browser, file: Any) -> None:
    page = upload(stranger, file)
    stranger.press(page, action=page.path)
    again = stranger.press(page, action=page.path)
    assert "applied already" in again.text
    assert count(app) == 2


def test_a_cancelled_import_makes_nothing(app: Flask, stranger: Browser, file: Any) -> None:
    page = upload(stranger, file)
    assert "Nothing was imported" in stranger.press(page, action=f"{page.path}/cancel").text
    assert "no longer here" in stranger.get(page.path).text
    assert count(app) == 1


def test_nobody_else_sees_what_was_uploaded(app: Flask, stranger: Browser, viewer: Browser, file: Any) -> None:
    page = upload(stranger, file)
    assert "no longer here" in viewer.get(page.path).text
    viewer.post(page.path, {}, 303)
    assert count(app) == 1


def test_what_is_not_taken_over_is_said(app: Flask, lead: Browser, stranger: Browser, number: int) -> None:
    plans.sign(app, number)
    text = upload(stranger, results(lead, number)).text
    assert "what they answered in private" in text
    assert "The lead (Lena Lead)" in text
    assert "The sign-off" in text


def test_the_public_version_can_be_imported_too(app: Flask, lead: Browser, stranger: Browser, number: int) -> None:
    plans.add_action(app, number, "UP1", status="stopped", stopped_reason="No money.")
    raw = lead.client.get(f"/assessments/{number}/summary.json?version=public").get_data()
    page = upload(stranger, raw)
    assert "this is the public version" in page.text
    stranger.press(page, action=page.path)
    assert count(app) == 2


def spoil(place: str, value: Any) -> Callable[[Any], None]:
    steps = [int(step) if step.isdigit() else step for step in place.split(".")]

    def do(file: Any) -> None:
        for step in steps[:-1]:
            file = file[step]
        file[steps[-1]] = value

    return do


@pytest.mark.parametrize(
    ("place", "value", "where", "says"),
    [
        ("themes.0.colour", "red", "$.themes[0].colour", "is no key"),
        ("themes.0.characteristics.1.current", "two", "$.themes[0].characteristics[1].current", "whole number"),
        ("themes.0.characteristics.1.current", 6, "$.themes[0].characteristics[1].current", "no such level 6"),
        ("themes.0.characteristics.1.target", 0, "$.themes[0].characteristics[1].target", "no such level 0"),
        ("themes.0.characteristics.1.kind", None, "$.themes[0].characteristics[1].current", "exactly where"),
        ("themes.0.characteristics.1.code", "ZZ9", "$.themes[0].characteristics[1].code", "no characteristic “ZZ9”"),
        ("themes.0.characteristics.1.code", "UP1", "$.themes[0].characteristics[0].code", "twice"),
        ("themes.0.characteristics.1.criteria", ["4.9"], "$.themes[0].characteristics[1].criteria", "no criterion"),
        ("themes.0.characteristics.1.note", "x" * 10_001, "$.themes[0].characteristics[1].note", "10,000"),
        ("themes.0.slug", "nowhere", "$.themes[0].slug", "no theme"),
        ("actions.0.code", "ZZ9", "$.actions[0].code", "no characteristic"),
        ("actions.0.status", "fine", "$.actions[0].status", "one of"),
        ("actions.0.due_on", "soon", "$.actions[0].due_on", "day"),
        ("actions.0.due_on", "9999-01-01", "$.actions[0].due_on", "between 2000 and 2101"),
        ("actions.0.due_on", "2026-02-30", "$.actions[0].due_on", "day"),
        ("actions.0.starts_on", "2028-01-01", "$.actions[0].due_on", "before it starts"),
        ("actions.0.status", "stopped", "$.actions[0].stopped_reason", "why it is stopped"),
        ("actions.0.updates.0.at", "2026-01-01T00:00:00", "$.actions[0].updates[0].at", "time zone"),
        ("actions.0.what", "  ", "$.actions[0].what", "something"),
        ("assessment.target_date", "2001-01-01", "$.assessment.target_date", "12 to 24 months"),
        ("assessment.target_date", "2090-01-01", "$.assessment.target_date", "12 to 24 months"),
        ("assessment.title", "", "$.assessment.title", "Write something"),
        ("assessment.stage", "done", "$.assessment.stage", "“preparing”, “open”"),
        ("themes.4.characteristics.4.target", 3, "$.themes[4].characteristics[4].target", "takes no target"),
        ("themes.0.characteristics", [], "$.themes[0].characteristics", "UP1"),
        ("themes", [], "$.themes", "is not there"),
        ("reviews.0.entries.0.code", "ZZ9", "$.reviews[0].entries[0].code", "no characteristic"),
    ],
)
def test_a_fault_is_named_by_its_place_and_nothing_is_made(
    app: Flask, stranger: Browser, file: Any, place: str, value: Any, where: str, says: str
) -> None:
    spoil(place, value)(file)
    page = upload(stranger, file, 422)
    assert says in faults(page)[where]
    assert page.errors()[0].startswith("Nothing was imported")
    assert count(app) == 1


def test_a_key_that_is_missing_is_named(stranger: Browser, file: Any) -> None:
    del file["actions"][0]["what"]
    assert faults(upload(stranger, file, 422)) == {"$.actions[0].what": "This is missing"}


@pytest.mark.parametrize(
    ("place", "value", "says"),
    [
        ("model.version", "9.9", "is not published here"),
        ("model.digest", "0" * 64, "has other wording"),
        ("format", "other", "not the results of an assessment"),
        ("format_version", 2, "another format"),
    ],
)
def test_a_file_of_another_model_or_kind_is_refused_in_a_sentence(
    app: Flask, stranger: Browser, file: Any, place: str, value: Any, says: str
) -> None:
    spoil(place, value)(file)
    assert says in upload(stranger, file, 422).errors()[0]
    assert count(app) == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [
        *((raw, NOT_JSON) for raw in (b"", b"{", b"\xff\xfe", b"PK\x03\x04", b"[" * 100_000, b'{"a": ' * 5_000)),
        *((raw, NOT_JSON) for raw in (b'"\\ud800"', "{}".encode("utf-16"))),
        *((raw, NOT_OURS) for raw in (b"[]", b"null", b'"x"', b"1e999", b"{}")),
    ],
)
def test_what_is_no_such_file_is_refused(app: Flask, stranger: Browser, content: bytes, says: str) -> None:
    assert upload(stranger, content, 422).errors() == [says]
    assert count(app) == 0


def test_no_file_and_a_far_too_large_one_are_refused(app: Flask, stranger: Browser) -> None:
    stranger.post_form(IMPORT, {}, 422, action=IMPORT)
    body = b"--x\r\nContent-Disposition: form-data; name=file; filename=a.json\r\n\r\n" + b" " * 3 * 1024 * 1024
    answer = stranger.client.post(IMPORT, data=body, content_type="multipart/form-data; boundary=x")
    stranger.read(answer, 413)
    assert count(app) == 0


def test_markup_and_control_characters_come_out_as_text(app: Flask, stranger: Browser, file: Any) -> None:
    file["assessment"]["title"] = "<script>alert(1)</script>\x07"
    file["actions"][0]["what"] = "=1+1\x00 🐦"
    page = upload(stranger, file)
    made = stranger.press(page, action=page.path)
    assert made.h1 == "<script>alert(1)</script>"
    with app.app_context():
        actions = db.session.scalars(select(Action.what).where(Action.assessment_id == 2)).all()
    assert actions == ["=1+1 🐦"]


def test_a_key_that_stands_twice_is_refused(app: Flask, stranger: Browser, file: Any) -> None:
    raw = json.dumps(file).replace('"title": "Agreed 2026"', '"title": "One", "title": "Other"')
    assert "“title” stands twice" in upload(stranger, raw.encode(), 422).errors()[0]
    assert count(app) == 1


def test_of_a_list_the_first_item_that_is_wrong_is_named_however_many_are(stranger: Browser, file: Any) -> None:
    file["actions"] = [{}] * 60_000
    file["themes"][0]["narrative"] = [1] * 40_000
    found = faults(upload(stranger, file, 422))
    assert found["$.actions[0].what"] == "This is missing"
    assert {place.partition(".what")[0].partition("]")[0] for place in found} == {"$.actions[0", "$.themes[0"}


def test_an_object_of_far_too_many_keys_is_refused_at_once(app: Flask, stranger: Browser, file: Any) -> None:
    file["model"] |= {f"key{number}": 1 for number in range(10_000)}
    assert "more than 100 keys" in upload(stranger, file, 422).errors()[0]
    assert count(app) == 1


def test_a_key_of_any_length_and_kind_is_named_in_a_line(stranger: Browser, file: Any) -> None:
    file["a\x00\u202eb" + "c" * 100_000] = 1
    (place,) = faults(upload(stranger, file, 422))
    assert place.startswith("$.abccc")
    assert len(place) < 100


def test_what_cannot_be_seen_or_stored_is_no_part_of_the_preview(stranger: Browser, file: Any) -> None:
    for part, key in ((file, "council"), (file["assessment"], "lead"), (file["assessment"], "status")):
        part[key] = f"A\x00\x07\u202e<b>{key}"
    text = upload(stranger, file).text
    for key in ("council", "lead", "status"):
        assert f"A<b>{key}" in text


def test_a_name_of_a_file_with_control_characters_is_shown_as_text(stranger: Browser, file: Any) -> None:
    raw = BytesIO(json.dumps(file).encode())
    fields = {**fields_of(stranger.get(IMPORT).form(IMPORT)), "file": (raw, "res\x00\x07ults.json")}
    page = stranger.read(stranger.client.post(IMPORT, data=fields, follow_redirects=True), 200)
    assert "results.json" in page.text


def test_a_text_of_as_many_paragraphs_as_it_can_hold_is_read_back(
    app: Flask, lead: Browser, stranger: Browser, number: int
) -> None:
    with app.app_context(), writing():
        edit = db.session.scalars(select(NarrativeEdit)).one()
        edit.text = "\n\n".join("x" * 2_000)
    page = upload(stranger, results(lead, number))
    stranger.press(page, action=page.path)
    assert len(results(stranger, 2)["themes"][0]["narrative"]) == 2_000


def test_what_was_signed_off_comes_agreed_while_a_correction_of_it_is_prepared(
    app: Flask, lead: Browser, stranger: Browser, number: int
) -> None:
    plans.sign(app, number)
    with app.app_context(), writing():
        begin_correction(db.session.get_one(Assessment, number), "A slip.")
    found = results(lead, number)
    assert found["assessment"]["stage"] == "signed-off"
    page = upload(stranger, found)
    assert "and agreed, so that its plan can go on" in page.text
    stranger.press(page, action=page.path)
    with app.app_context():
        assert db.session.get_one(Assessment, 2).stage is Stage.AGREED


def test_what_was_imported_before_is_said_and_not_refused(app: Flask, stranger: Browser, file: Any) -> None:
    page = upload(stranger, file)
    assert "already" not in page.text
    stranger.press(page, action=page.path)
    again = upload(stranger, file)
    assert "You have an assessment of this title and as-at date already" in again.text
    assert again.links()["Agreed 2026"] == "/assessments/2"
    assert stranger.press(again, action=again.path).path == "/assessments/3"


def test_one_that_is_not_yours_is_not_told_of(stranger: Browser, file: Any) -> None:
    assert "already" not in upload(stranger, file).text


def test_the_name_of_another_council_is_said_not_to_be_taken(stranger: Browser, file: Any) -> None:
    file["council"] = "Otherton"
    text = upload(stranger, file).text
    assert "The name of the council (Otherton): documents will say Anytown Borough Council" in text


def test_a_resource_that_was_withdrawn_here_is_not_linked(hub: None, app: Flask, stranger: Browser, file: Any) -> None:
    with app.app_context(), writing():
        kept, withdrawn = db.session.scalars(select(Resource).limit(2))
        withdrawn.status = Status.WITHDRAWN
        slugs = [kept.slug, withdrawn.slug, "nowhere"]
    file["actions"][0]["resources"] = [dict(slug=slug, title="T", publisher="P", url="javascript:x") for slug in slugs]
    page = upload(stranger, file)
    assert "2 resources that this hub does not have" in page.text
    stranger.press(page, action=page.path)
    (action,) = results(stranger, 2)["actions"]
    assert [one["slug"] for one in action["resources"]] == slugs[:1]


def test_of_two_who_press_at_the_same_moment_one_makes_it(app: Flask, stranger: Browser, file: Any) -> None:
    page = upload(stranger, file)
    others = [open_browser(app, "stranger") for _ in range(4)]
    tokens = [other.token_of(IMPORT) for other in others]

    def press(place: int) -> int:
        return others[place].client.post(page.path, data={"csrf_token": tokens[place]}).status_code

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(press, range(4))) == {303}
    assert count(app) == 2


def test_whoever_is_not_signed_in_imports_nothing(visitor: Browser) -> None:
    assert visitor.get(IMPORT).h1 == "Sign in"
