"""“Is this clear?”: anybody signed in comments on the words of the model."""

from collections.abc import Callable

import html5lib
import pytest
from flask import Flask

from app.database import writing
from app.editorial.saving import MOST_A_DAY, MOST_ON_ONE
from app.editorial.tables import COMMENT_LENGTH, CommentKind, CommentStatus
from app.maturity.definitions import Characteristic, Model, Theme
from app.maturity.loading import read_model
from app.maturity.publishing import publish
from app.maturity.versions import current_versions
from tests.browsing import Browser, fields_of
from tests.comments import (
    MARKUP,
    TEXT,
    add,
    address_of_first,
    boxes,
    publish_changed,
    send,
    send_in_place,
    stored,
    words_of,
)
from tests.conftest import OTHER_MODEL, user_id


@pytest.fixture
def url(model: Model) -> str:
    return address_of_first(model)


def test_each_characteristic_of_a_theme_asks_whether_it_is_clear(lead: Browser, theme: Theme, url: str) -> None:
    page = lead.get(url.rsplit("/", 2)[0])
    assert [box.split("?")[0] for box in boxes(page)] == [
        url.replace(theme.characteristics[0].code.lower(), each.code.lower()) for each in theme.characteristics
    ]
    assert page.text.count("Is this clear?") == len(theme.characteristics)
    assert [script for script in page.find("script") if "htmx" in script.get("src", "")]


def test_somebody_comments_on_the_model_without_leaving_the_page(lead: Browser, app: Flask, url: str) -> None:
    (box, *_others) = boxes(lead.get(url.rsplit("/", 2)[0]))
    fragment = send_in_place(lead, box, {"kind": "missing", "text": TEXT})
    assert "<html" not in fragment
    assert "Thank you. The editors will read your comment." in fragment
    assert TEXT in words_of(fragment)
    assert "The editors have not looked at it yet." in fragment
    form = html5lib.parseFragment(fragment, namespaceHTMLElements=False).find("form")
    assert fields_of(form).get("text") == ""
    assert "kind" not in fields_of(form)
    (comment,) = stored(app)
    assert (comment.kind, comment.text, comment.status) == (CommentKind.MISSING, TEXT, CommentStatus.OPEN)
    assert comment.author_id == user_id(app, "lead")


@pytest.mark.parametrize("handle", ["lead", "officer", "viewer"])
def test_whoever_is_in_an_assessment_comments_from_its_form(
    browser_of: Callable[[str], Browser], app: Flask, assessment_url: str, theme: Theme, handle: str
) -> None:
    code = theme.characteristics[1].code
    browser = browser_of(handle)
    page = browser.get(f"{assessment_url}/themes/{theme.slug}/{code.lower()}")
    (box,) = boxes(page)
    assert "Thank you" in send_in_place(browser, box, {"kind": "good", "text": TEXT})
    assert [(comment.code, comment.kind) for comment in stored(app)] == [(code, CommentKind.GOOD)]


def test_the_box_stands_outside_the_form_of_the_answer(lead: Browser, assessment_url: str, theme: Theme) -> None:
    page = lead.get(f"{assessment_url}/themes/{theme.slug}/{theme.characteristics[0].code.lower()}")
    assert not [link for link in page.by_id("answer").iter("a") if "/comments" in link.get("href", "")]
    lead.autosave(page, {"current": "2"})


def test_without_javascript_a_page_of_its_own_takes_the_comment(
    lead: Browser, app: Flask, characteristic: Characteristic, url: str
) -> None:
    page = lead.get(url)
    assert page.h1 == characteristic.title
    assert characteristic.statement in page.text
    assert "You have not commented on this yet." in page.text
    form = fields_of(page.form()).to_dict() | {"kind": "wrong", "text": TEXT}
    answer = lead.client.post(page.form().get("action", ""), data=form)
    assert answer.status_code == 303
    page = lead.get(answer.location)
    assert page.path == url
    assert "Thank you. The editors will read your comment." in page.text
    assert TEXT in page.text
    assert "You have not commented" not in page.text
    assert stored(app)[0].kind is CommentKind.WRONG


def test_the_link_for_browsers_without_javascript_leaves_an_unsaved_answer_alone(
    lead: Browser, assessment_url: str, theme: Theme
) -> None:
    page = lead.get(f"{assessment_url}/themes/{theme.slug}/{theme.characteristics[0].code.lower()}")
    (link,) = [link for link in page.find("a") if "/comments" in link.get("href", "")]
    assert link.get("target") == "_blank"
    assert "opens in a new tab" in "".join(link.itertext())


@pytest.mark.parametrize("kind", [*CommentKind])
def test_a_comment_is_of_one_of_four_kinds(lead: Browser, app: Flask, url: str, kind: CommentKind) -> None:
    page = send(lead, url, kind=kind)
    assert kind.capitalize() in page.text
    assert stored(app)[0].kind is kind


def test_nobody_sees_what_others_say(lead: Browser, officer: Browser, administrator: Browser, url: str) -> None:
    send(lead, url)
    for other in (officer, administrator):
        page = other.get(url)
        assert TEXT not in page.text
        assert "You have not commented on this yet." in page.text
        assert TEXT not in words_of(other.get_fragment(url).text)


def test_a_visitor_is_sent_to_sign_in_and_finds_no_box(visitor: Browser, url: str) -> None:
    answer = visitor.client.get(url)
    assert answer.status_code == 303
    assert answer.location.startswith("/sign-in?next=")
    page = visitor.get(url.rsplit("/", 2)[0])
    assert "Is this clear?" not in page.text
    assert not boxes(page)
    assert not [script for script in page.find("script") if "htmx" in script.get("src", "")]


@pytest.mark.parametrize(
    ("kind", "text", "errors"),
    [
        ("", "", ["Select what you noticed", "Enter your comment"]),
        ("unclear", " \n\u0007 ", ["Enter your comment"]),
        ("unclear", "\u200b\u202e\u200d", ["Enter your comment"]),
        ("rude", TEXT, ["Not a valid choice."]),
        ("good", "x" * (COMMENT_LENGTH + 1), ["Your comment must be 2,000 characters or fewer"]),
    ],
)
def test_what_will_not_do_is_told_and_kept(
    lead: Browser, app: Flask, url: str, kind: str, text: str, errors: list[str]
) -> None:
    page = send(lead, url, text, kind, 422)
    assert page.errors() == errors
    assert fields_of(page.form())["text"] == text.strip(" \n\u0007\u200b\u200d\u202e")
    fragment = send_in_place(lead, url, {"kind": kind, "text": text}, 422)
    assert all(error in words_of(fragment) for error in errors)
    assert text.strip(" \n\u0007\u200b\u200d\u202e") in words_of(fragment)
    assert "autofocus" in fragment
    assert not stored(app)


def test_the_longest_comment_is_taken(lead: Browser, app: Flask, url: str) -> None:
    send(lead, url, "é\n" * (COMMENT_LENGTH // 2 - 1) + "é.")
    assert len(stored(app)[0].text) == COMMENT_LENGTH


def test_what_is_pressed_twice_is_stored_once_with_the_kind_that_was_sent_last(
    lead: Browser, app: Flask, url: str
) -> None:
    send(lead, url)
    send(lead, url)
    send_in_place(lead, url, {"kind": "wrong", "text": f"  {TEXT}\r\n"})
    assert [(comment.text, comment.kind) for comment in stored(app)] == [(TEXT, CommentKind.WRONG)]


def test_two_people_may_say_the_same(lead: Browser, officer: Browser, app: Flask, url: str) -> None:
    send(lead, url)
    send(officer, url)
    assert len(stored(app)) == 2


def test_one_person_comments_five_times_on_one_characteristic(
    lead: Browser, officer: Browser, app: Flask, theme: Theme, url: str
) -> None:
    for number in range(MOST_ON_ONE):
        send(lead, url, f"Comment {number}")
    page = send(lead, url, TEXT, status=429)
    assert "You have made 5 comments on this characteristic" in page.errors()[0]
    assert fields_of(page.form())["text"] == TEXT
    assert TEXT in words_of(send_in_place(lead, url, {"kind": "good", "text": TEXT}, 429))
    assert len(stored(app)) == MOST_ON_ONE
    send(lead, url, "Comment 0")  # a double press of one that is stored
    send(officer, url)
    send(lead, url.replace(theme.characteristics[0].code.lower(), theme.characteristics[1].code.lower()))
    assert len(stored(app)) == MOST_ON_ONE + 2


def test_one_person_comments_a_hundred_times_a_day(lead: Browser, app: Flask, url: str) -> None:
    add(app, 1, handle="lead", code="XX1", hours_ago=25)
    add(app, MOST_A_DAY - 1, handle="lead", code="XX1", hours_ago=23)
    send(lead, url)
    page = send(lead, url, "One more", status=429)
    assert "100 comments in the last 24 hours" in page.errors()[0]
    assert fields_of(page.form())["text"] == "One more"


def test_markup_is_shown_as_typed(lead: Browser, url: str) -> None:
    page = send(lead, url, MARKUP)
    assert MARKUP in page.text
    assert "<b>" not in page.html
    fragment = lead.get_fragment(url).text
    assert MARKUP in words_of(fragment)
    assert "<script>" not in fragment


def test_lines_stay_lines(lead: Browser, app: Flask, url: str) -> None:
    send(lead, url, "First.\r\n\r\nSecond.")
    assert stored(app)[0].text == "First.\n\nSecond."
    (shown,) = [e for e in lead.get(url).find("p") if "app-typed" in e.get("class", "") and "First" in (e.text or "")]
    assert shown.text == "First.\n\nSecond."


@pytest.mark.parametrize("part", [2, 3, 4])
@pytest.mark.parametrize("change", [lambda word: "zz9", str.upper], ids=["unknown", "in capitals"])
def test_what_the_model_does_not_have_takes_no_comment(
    lead: Browser, url: str, part: int, change: Callable[[str], str]
) -> None:
    parts = url.split("/")
    parts[part] = change(parts[part])
    url = "/".join(parts)
    lead.get(url, 404)
    lead.post(url, {"kind": "good", "text": TEXT}, 404)


def test_a_comment_stays_on_the_version_that_was_read(
    lead: Browser, app: Flask, model: Model, theme: Theme, characteristic: Characteristic, assessment_url: str
) -> None:
    page = lead.get(f"{assessment_url}/themes/{theme.slug}/{characteristic.code.lower()}")
    publish_changed(app, model, statement="Quite another statement.")
    (box,) = boxes(page)
    fragment = send_in_place(lead, box, {"kind": "good", "text": TEXT})
    assert "on version" not in words_of(fragment)
    with app.app_context():
        first, newest = (current_versions()[0].id - 1, current_versions()[0].id)
    assert [comment.model_version_id for comment in stored(app)] == [first]
    assert f"?version={newest}" in boxes(lead.get(f"/model/{model.id}/{theme.slug}"))[0]
    page = lead.get(box.split("?")[0])
    assert "Quite another statement." in page.text
    assert f"on version {model.version}" in page.text


def test_five_comments_on_one_version_leave_room_for_the_next(
    lead: Browser, app: Flask, model: Model, url: str
) -> None:
    add(app, MOST_ON_ONE, handle="lead", code=model.characteristics[0].code)
    send(lead, url, status=429)
    publish_changed(app, model, statement="Quite another statement.")
    send(lead, url)
    assert len(stored(app)) == MOST_ON_ONE + 1


def test_what_a_newer_version_has_no_longer_takes_comments_from_those_who_still_answer_it(
    lead: Browser, app: Flask, model: Model, theme: Theme, characteristic: Characteristic, assessment_url: str
) -> None:
    publish_changed(app, model)
    (box,) = boxes(lead.get(f"{assessment_url}/themes/{theme.slug}/{characteristic.code.lower()}"))
    page = lead.get(box)
    assert page.links()[model.title] == f"/model/{model.id}"
    send(lead, box)
    assert [comment.code for comment in stored(app)] == [characteristic.code]
    lead.get(box.split("?")[0], 404)


@pytest.mark.parametrize("version", ["other", "", "0", "-1", "9" * 30, "1.0", "x", "²"])
def test_a_version_that_is_none_of_this_model_counts_as_the_one_in_force(
    lead: Browser, app: Flask, url: str, version: str
) -> None:
    with app.app_context():
        own = current_versions()[0].id
        with writing():
            other = publish(read_model(OTHER_MODEL.read_text("utf-8"), "other"), by=None)
    lead.post(url, {"kind": "good", "text": TEXT, "version": version.replace("other", str(other.id))}, 303)
    assert [comment.model_version_id for comment in stored(app)] == [own]
