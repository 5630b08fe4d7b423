"""What the tests of comments share: making them as people do, and reading what is stored and shown."""

import csv
from datetime import timedelta
from io import StringIO

import html5lib
from flask import Flask
from sqlalchemy import select

from app.database import db, utc_now, writing
from app.editorial.tables import Comment, CommentKind
from app.maturity.definitions import Model
from app.maturity.publishing import publish
from app.maturity.versions import current_versions, model_of
from tests.browsing import HTMX, Browser, Page, check_fragment, fields_of, squeeze
from tests.conftest import user_id

TEXT = "Who decides what a “measure” is?"
MARKUP = '<b>Bold</b> & <script>alert("1")</script> {{ 7 * 7 }}'


def model_in_force(app: Flask) -> Model:
    with app.app_context():
        return model_of(current_versions()[0])


def address_of_first(model: Model) -> str:
    """Of the comments on the first characteristic."""
    theme = model.themes[0]
    return f"/model/{model.id}/{theme.slug}/{theme.characteristics[0].code.lower()}/comments"


def send(browser: Browser, url: str, text: str = TEXT, kind: str = "unclear", status: int = 200) -> Page:
    """By the page of its own, without JavaScript."""
    return browser.post_form(url, {"kind": kind, "text": text}, status)


def send_in_place(browser: Browser, box: str, fields: dict[str, str], status: int = 200) -> str:
    """As htmx does: fetch the form into the box, fill it in and send it. Gives what comes into its place."""
    form = html5lib.parseFragment(browser.get_fragment(box).text, namespaceHTMLElements=False).find("form")
    answer = browser.client.post(form.get("hx-post"), data=fields_of(form).to_dict() | fields, headers=HTMX)
    assert answer.status_code == status, answer.text
    check_fragment(answer.text)
    return answer.text


def words_of(fragment: str) -> str:
    return squeeze("".join(html5lib.parseFragment(fragment, namespaceHTMLElements=False).itertext()))


def boxes(page: Page) -> list[str]:
    """Where the boxes of a page get their forms from."""
    return [link.get("hx-get", "") for link in page.find("a") if "/comments" in link.get("href", "")]


def stored(app: Flask) -> list[Comment]:
    with app.app_context():
        return list(db.session.scalars(select(Comment).order_by(Comment.id)))


def add(
    app: Flask, count: int, *, handle: str = "officer", code: str = "FV1", hours_ago: float = 0, **more: str
) -> None:
    """Comments that are there already."""
    with app.app_context():
        version_id = current_versions()[0].id
        author_id = user_id(app, handle)
        with writing():
            for number in range(count):
                comment = Comment(model_version_id=version_id, code=code, kind=CommentKind.UNCLEAR, author_id=author_id)
                comment.text = more.get("text", f"Comment {number} of {handle}")
                comment.created_at = utc_now() - timedelta(hours=hours_ago)
                db.session.add(comment)


def publish_changed(app: Flask, model: Model, **changes: object) -> Model:
    """A new version of the model, in which its first characteristic has changed."""
    theme, first = model.themes[0], model.themes[0].characteristics[0]
    others = theme.characteristics[1:]
    mine = (first.model_copy(update=changes),) if changes else ()
    changed = theme.model_copy(update={"characteristics": (*mine, *others)})
    newer = model.model_copy(update={"version": "99", "themes": (changed, *model.themes[1:])})
    with app.app_context(), writing():
        publish(newer, by=None)
    return newer


def rows_of(browser: Browser, query: str = "") -> list[dict[str, str]]:
    answer = browser.client.get(f"/editorial/comments.csv{query}")
    assert answer.mimetype == "text/csv"
    assert answer.data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(StringIO(answer.data.decode("utf-8-sig"), newline="")))


def decide(browser: Browser, page: Page, decision: str, reason: str | None = None, status: int = 200) -> Page:
    """Press a button of the only comment on a page."""
    (form,) = [form for form in page.find("main")[0].iter("form") if form.get("method") == "post"]
    said = {} if reason is None else {"reason": reason}
    return browser.press(page, said | {"decision": decision}, status, action=form.get("action"))


def listed(page: Page) -> list[str]:
    """The texts of the comments of a list."""
    cards = [card for card in page.find("li") if card.get("class") == "app-card"]
    return ["".join(p.itertext()) for card in cards for p in card.iter("p") if "app-typed" in p.get("class", "")]
