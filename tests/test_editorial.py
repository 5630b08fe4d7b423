"""The editors review comments on the content: they accept, decline with a reason, filter and export."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import update

from app.accounts.tables import Role, User
from app.database import db, utc_now, writing
from app.editorial.tables import REASON_LENGTH, Comment, CommentKind, CommentStatus
from app.maturity.definitions import Characteristic, Model, Theme
from app.maturity.loading import read_model
from app.maturity.publishing import publish
from app.paging import page_links
from tests.browsing import Browser, Page, fields_of
from tests.comments import (
    MARKUP,
    TEXT,
    add,
    address_of_first,
    decide,
    listed,
    publish_changed,
    rows_of,
    send,
    stored,
)
from tests.conftest import OTHER_MODEL, user_id


@pytest.fixture
def url(model: Model) -> str:
    return address_of_first(model)


@pytest.fixture
def editor(app: Flask, browser_of: Callable[[str], Browser]) -> Browser:
    with app.app_context(), writing():
        db.session.add(User(name="Edna Editor", email="editor@anytown.example", role=Role.EDITOR))
    return browser_of("editor")


def choose(browser: Browser, page: Page, fields: dict[str, str]) -> Page:
    """Press “Filter”."""
    return browser.get("/editorial", query_string=fields_of(page.form("/editorial")).to_dict() | fields)


def chosen(page: Page, name: str) -> str:
    """What a list to choose from stands on."""
    (option,) = page.by_id(name).findall("option[@selected]")
    return option.get("value", "")


@pytest.mark.parametrize("path", ["/editorial", "/editorial/comments.csv", "/editorial/comments/1"])
def test_only_editors_and_administrators_find_the_editorial_pages(
    lead: Browser, editor: Browser, administrator: Browser, app: Flask, path: str
) -> None:
    add(app, 1)
    lead.get(path, 404)
    assert "Editorial" not in lead.get("/assessments").links()
    for browser in (editor, administrator):
        assert browser.client.get(path).status_code == 200
        assert browser.get("/assessments").links()["Editorial"] == "/editorial"


def test_nobody_else_decides(lead: Browser, app: Flask) -> None:
    add(app, 1)
    lead.post("/editorial/comments/1", {"decision": "accepted", "seen": ""}, 404)
    assert stored(app)[0].status is CommentStatus.OPEN


def test_an_editor_sees_who_said_what_of_which_words(
    officer: Browser, editor: Browser, model: Model, theme: Theme, characteristic: Characteristic, url: str
) -> None:
    send(officer, url, kind="missing")
    page = editor.get("/editorial")
    assert page.h1 == "Comments on the content"
    for words in ("Omar Officer", "Missing", TEXT, f"Made on version {model.version}, which is in force."):
        assert words in page.text
    address = page.links()[f"{characteristic.code} {characteristic.title}"]
    assert address == f"/model/{model.id}/{theme.slug}#{characteristic.code.lower()}"


def test_markup_is_shown_as_typed(officer: Browser, editor: Browser, url: str) -> None:
    send(officer, url, MARKUP)
    page = editor.get("/editorial")
    assert MARKUP in page.text
    assert "<b>" not in page.html
    assert rows_of(editor)[0]["comment"] == MARKUP


def test_accepting_tells_the_author(officer: Browser, editor: Browser, app: Flask, url: str) -> None:
    send(officer, url)
    page = decide(editor, editor.get("/editorial"), "accepted", "Put right in the next version.")
    assert "The comment is accepted." in page.text
    assert "Every comment is dealt with." in page.text
    (comment,) = stored(app)
    assert (comment.status, comment.reviewed_by_id) == (CommentStatus.ACCEPTED, user_id(app, "editor"))
    page = officer.get(url)
    assert "Accepted on" in page.text
    assert "Put right in the next version." in page.text
    assert "Edna" not in page.text


def test_accepting_needs_no_words(officer: Browser, editor: Browser, url: str) -> None:
    send(officer, url)
    decide(editor, editor.get("/editorial"), "accepted")
    page = officer.get(url)
    assert "Accepted on" in page.text
    assert "The editors say" not in page.text


def test_declining_needs_a_reason_which_the_author_reads(officer: Browser, editor: Browser, url: str) -> None:
    send(officer, url)
    page = editor.get("/editorial")
    for nothing in (" ", "\u200b\u202e"):
        page = decide(editor, page, "declined", nothing, 422)
        assert page.errors() == ["Enter why, so that the person knows"]
    assert "The editors have not looked at it yet." in officer.get(url).text
    decide(editor, page, "declined", f"The glossary says it. {MARKUP}")
    page = officer.get(url)
    assert f"The editors say: The glossary says it. {MARKUP}" in page.text
    assert "<b>" not in page.html


def test_a_reason_that_is_too_long_is_kept(editor: Browser, app: Flask) -> None:
    add(app, 1)
    page = decide(editor, editor.get("/editorial"), "accepted", "x" * (REASON_LENGTH + 1), 422)
    assert page.errors() == ["What you tell the person must be 1,000 characters or fewer"]
    assert "x" * (REASON_LENGTH + 1) in page.text


@pytest.mark.parametrize("decision", ["", "deleted"])
def test_a_decision_that_is_none_changes_nothing(editor: Browser, app: Flask, decision: str) -> None:
    add(app, 1)
    page = decide(editor, editor.get("/editorial"), decision, "Because", 422)
    assert page.errors() == ["Press one of the buttons: Accept, Decline or Reopen"]
    assert "Because" in page.text
    assert stored(app)[0].status is CommentStatus.OPEN


def test_a_decision_can_be_taken_back(officer: Browser, editor: Browser, app: Flask, url: str) -> None:
    send(officer, url)
    decide(editor, editor.get("/editorial"), "declined", "Not now.")
    page = editor.get("/editorial?status=declined")
    assert "Declined by Edna Editor" in page.text
    assert "Not now." in page.text
    assert "The comment is open again." in decide(editor, page, "open").text
    assert "The editors have not looked at it yet." in officer.get(url).text
    assert "Not now." not in officer.get(url).text
    (comment,) = stored(app)
    assert (comment.reviewed_by_id, comment.reviewed_at) == (None, None)
    assert "Not now." in editor.get("/editorial").text  # to be used again
    assert rows_of(editor)[0]["reason"] == ""


def test_a_decision_of_somebody_else_in_between_is_not_overwritten(
    editor: Browser, administrator: Browser, app: Flask
) -> None:
    add(app, 1)
    mine = editor.get("/editorial")
    decide(administrator, administrator.get("/editorial"), "accepted", "We changed it.")
    page = decide(editor, mine, "declined", "The glossary says it.", 409)
    assert "Accepted by Ada Admin" in page.text
    assert "We changed it." in page.text
    assert "The glossary says it." in page.text
    assert stored(app)[0].status is CommentStatus.ACCEPTED
    decide(editor, page, "declined")
    (comment,) = stored(app)
    assert (comment.status, comment.reason) == (CommentStatus.DECLINED, "The glossary says it.")


def test_pressing_a_decision_twice_is_one_decision(editor: Browser, app: Flask) -> None:
    add(app, 1)
    mine = editor.get("/editorial")
    decide(editor, mine, "accepted", "Yes.")
    decide(editor, mine, "accepted", "Yes.")
    closed = editor.get("/editorial?status=all")
    decide(editor, closed, "open")
    decide(editor, closed, "open")
    assert stored(app)[0].status is CommentStatus.OPEN


@pytest.mark.parametrize("number", [2, 10**20])
def test_a_comment_that_is_not_there_is_not_found(editor: Browser, app: Flask, number: int) -> None:
    add(app, 1)
    editor.get(f"/editorial/comments/{number}", 404)
    editor.post(f"/editorial/comments/{number}", {"decision": "accepted"}, 404)


def test_the_list_is_filtered_and_counted(editor: Browser, app: Flask, model: Model) -> None:
    first, second = model.characteristics[0].code, model.characteristics[1].code
    add(app, 1, code=first, text="Of the first")
    add(app, 2, code=second, text="Of the second")
    closed = {"status": CommentStatus.ACCEPTED, "reviewed_at": utc_now(), "reviewed_by_id": user_id(app, "editor")}
    with app.app_context(), writing():
        db.session.execute(update(Comment).where(Comment.code == first).values(kind=CommentKind.GOOD))
        db.session.execute(update(Comment).where(Comment.id == 3).values(**closed))
    page = editor.get("/editorial")
    assert listed(page) == ["Of the second", "Of the first"]
    assert {"Accepted (1)", "Declined (0)", "All (3)"} <= page.links().keys()
    assert "Open (2)" in page.text
    page = choose(editor, page, {"characteristic": f"{model.id}/{second}"})
    assert listed(page) == ["Of the second"]
    assert {"Accepted (1)", "All (2)"} <= page.links().keys()
    assert chosen(page, "characteristic") == f"{model.id}/{second}"
    page = editor.get(page.links()["All (2)"])
    assert listed(page) == ["Of the second", "Of the second"]
    page = choose(editor, page, {"kind": "good"})
    assert not listed(page)
    assert "There is no such comment." in page.text
    assert listed(editor.get("/editorial?kind=good")) == ["Of the first"]
    assert len(listed(editor.get("/editorial?kind=x&status=y&characteristic=z/Z1&model=w&page=0"))) == 2


def test_a_decision_comes_back_to_the_same_filters(editor: Browser, app: Flask, model: Model) -> None:
    code = model.characteristics[0].code
    add(app, 1, code=code)
    page = decide(
        editor, editor.get(f"/editorial?status=all&characteristic={model.id}/{code}&kind=unclear"), "accepted"
    )
    assert "All (1)" in page.text
    assert chosen(page, "kind") == "unclear"
    assert chosen(page, "characteristic") == f"{model.id}/{code}"


def test_models_are_told_apart(editor: Browser, app: Flask) -> None:
    add(app, 1, text="Of the first")
    assert not [select for select in editor.get("/editorial").find("select") if select.get("name") == "model"]
    other, author = read_model(OTHER_MODEL.read_text("utf-8"), "other"), user_id(app, "officer")
    with app.app_context(), writing():
        version = publish(other, by=None)
        db.session.flush()
        comment = Comment(
            model_version_id=version.id, code="BK1", kind=CommentKind.GOOD, author_id=author, text="Other"
        )
        db.session.add(comment)
    page = editor.get("/editorial")
    assert listed(page) == ["Other", "Of the first"]
    page = choose(editor, page, {"model": other.id})
    assert listed(page) == ["Other"]
    assert other.title in page.text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"statement": "Quite another statement."}, "Its statement or descriptors have changed since: version 99 is"),
        ({"why": "For another reason."}, "Its statement and descriptors are the same in version 99"),
        ({}, "Version 99 no longer has this characteristic."),
    ],
)
def test_an_editor_sees_whether_the_words_still_stand(
    officer: Browser, editor: Browser, app: Flask, model: Model, url: str, changes: dict[str, object], words: str
) -> None:
    send(officer, url)
    publish_changed(app, model, **changes)
    page = editor.get("/editorial")
    assert words in page.text
    name = f"{model.characteristics[0].code} {model.characteristics[0].title}"
    assert (name in page.links()) == bool(changes)
    options = ["".join(option.itertext()) for option in page.by_id("characteristic").iter("option")]
    assert [option for option in options if option.startswith(name)] == [
        name if changes else f"{name} (no longer in the model)"
    ]
    assert rows_of(editor)[0]["version"] == model.version


def test_a_long_list_has_pages(editor: Browser, app: Flask) -> None:
    add(app, 101)
    page = editor.get("/editorial")
    assert len(listed(page)) == 50
    assert page.find("a", rel="next")[0].get("href") == "/editorial?page=2"
    page = editor.get("/editorial?page=3")
    assert listed(page) == ["Comment 0 of officer"]
    assert listed(editor.get("/editorial?page=99")) == listed(page)
    page = decide(editor, page, "accepted")
    assert len(listed(page)) == 50


def test_links_between_many_pages_leave_out_those_in_the_middle() -> None:
    links = page_links(6, 12, str, "Pages")
    assert [item.get("number", "…") for item in links["items"]] == [1, "…", 5, 6, 7, "…", 12]
    assert (links["previous"]["href"], links["next"]["href"]) == ("5", "7")
    assert "next" not in page_links(12, 12, str, "Pages")


def test_before_anybody_has_commented_the_list_says_so(editor: Browser) -> None:
    page = editor.get("/editorial")
    assert "Nobody has commented yet." in page.text
    assert not rows_of(editor)


def test_the_export_holds_what_was_said_and_no_names_or_answers(
    lead: Browser, editor: Browser, model: Model, theme: Theme, assessment_url: str, url: str
) -> None:
    characteristic = theme.characteristics[0]
    form = lead.get(f"{assessment_url}/themes/{theme.slug}/{characteristic.code.lower()}")
    lead.autosave(form, {"current": "2", "note": "An answer that is nobody’s business"})
    send(lead, url, "Line one,\nline “two”")
    decide(editor, editor.get("/editorial"), "declined", "Said; elsewhere")
    (row,) = rows_of(editor, "?status=all")
    today = utc_now().astimezone().date().isoformat()
    assert row == {
        "model": model.title,
        "version": model.version,
        "code": characteristic.code,
        "characteristic": characteristic.title,
        "kind": "unclear",
        "comment": "Line one,\nline “two”",
        "made on": today,
        "status": "declined",
        "reason": "Said; elsewhere",
        "reviewed on": today,
    }
    table = editor.client.get("/editorial/comments.csv?status=all").text
    for secret in ("Lena", "Edna", "anytown", "nobody’s business", "Self-assessment"):
        assert secret not in table
    assert "The file names nobody" in editor.get("/editorial").text


def test_the_export_has_the_same_filters_as_the_list(editor: Browser, app: Flask) -> None:
    add(app, 60, text="Unclear")
    with app.app_context(), writing():
        db.session.execute(update(Comment).where(Comment.id == 7).values(kind=CommentKind.GOOD))
    assert len(rows_of(editor)) == 60
    page = editor.get("/editorial?kind=good")
    address = page.links()["Export these as CSV"]
    assert re.fullmatch(r"/editorial/comments\.csv\?kind=good", address)
    assert [row["kind"] for row in rows_of(editor, address.removeprefix("/editorial/comments.csv"))] == ["good"]
    assert not rows_of(editor, "?status=declined")


@pytest.mark.parametrize("beginning", ["=", "+", "-", "@", "\t", "\r"])
def test_a_formula_is_text_to_a_spreadsheet(editor: Browser, app: Flask, beginning: str) -> None:
    add(app, 1, text=f"{beginning}HYPERLINK(1)")
    assert rows_of(editor)[0]["comment"] == f"'{beginning}HYPERLINK(1)"
