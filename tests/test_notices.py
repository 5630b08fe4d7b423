"""The notices on privacy and accessibility: prefilled with what is true, and the council’s to change."""

import pytest
from flask import Flask

from app.audit.tables import Event
from app.database import db
from app.notices.markup import Block, Kind, read
from app.security import CONTENT_SECURITY_POLICY
from tests.browsing import Browser
from tests.conftest import TOP

SLUGS = ("privacy", "accessibility")


@pytest.mark.parametrize("slug", SLUGS)
def test_anybody_may_read_them_and_they_name_the_council(visitor: Browser, slug: str) -> None:
    page = visitor.get(f"/{slug}")
    assert page.h1 == slug.capitalize()
    assert "Anytown Borough Council" in page.text
    assert len(page.find("h2")) > 3
    assert "Change this notice" not in page.text
    assert visitor.get("/").links()[slug.capitalize()] == f"/{slug}"


@pytest.mark.parametrize("slug", SLUGS)
def test_they_are_there_before_there_is_a_council(fresh_app: Flask, slug: str) -> None:
    assert "the council" in Browser(fresh_app).get(f"/{slug}").text.lower()


def test_what_is_said_of_cookies_is_true(app: Flask, visitor: Browser) -> None:
    name = app.config["SESSION_COOKIE_NAME"]
    assert f"one cookie, named “{name}”" in visitor.get("/privacy").text
    assert "worth nothing after 12 hours, or with an account after 60 minutes without" in visitor.get("/privacy").text
    set_by = [header.split("=")[0] for header in visitor.client.get("/sign-in").headers.getlist("Set-Cookie")]
    assert set(set_by) == {name}
    script = (TOP / "static/app.js").read_text("utf-8")
    assert not [word for word in ("localStorage", "sessionStorage", "indexedDB", "document.cookie") if word in script]
    assert "default-src 'self'" in CONTENT_SECURITY_POLICY


def test_what_is_said_of_retention_and_suppression_follows_the_settings(administrator: Browser) -> None:
    assert "made anonymous 90 days after the position is first signed off" in administrator.get("/privacy").text
    administrator.post_form("/settings", {"retention": "delete", "retention_days": "30", "smallest_group": "7"})
    text = administrator.get("/privacy").text
    assert "deleted 30 days after the position is first signed off" in text
    assert "smallest group, which is 7 unless" in text
    administrator.post_form("/settings", {"retention": "keep"})
    assert "are kept, with names, for as long as the assessment is kept" in administrator.get("/privacy").text


def test_it_says_that_visitors_read_the_resources_only_where_they_do(administrator: Browser) -> None:
    assert "can be read by anybody" not in administrator.get("/privacy").text
    administrator.post_form("/settings", {"is_hub_public": "y", "may_visitors_suggest": "y"})
    assert "can be read by anybody. If you suggest one without an account" in administrator.get("/privacy").text


def test_the_administrator_changes_a_notice_and_everybody_reads_it(administrator: Browser, visitor: Browser) -> None:
    page = administrator.get("/privacy/edit")
    assert "Bearings sets one cookie" in page.text
    done = administrator.press(page, {"text": "## Our words\n\nOne\nstill one.\n\n- a\n- b"}, action="/privacy/edit")
    assert "The notice “Privacy” is saved." in done.text
    read = visitor.get("/privacy")
    assert [h.text for h in read.find("h2")] == ["Our words"]
    assert "One still one." in read.text
    assert "In the council’s own words. Last changed on" in read.text


def test_markup_in_a_notice_is_shown_as_it_is_typed(administrator: Browser, visitor: Browser) -> None:
    typed = "<script>alert(1)</script> **no** [x](javascript:y)\n\n## <b>x</b>\n\n- <i>y</i>\n\n{{ 7 * 7 }}"
    administrator.press(administrator.get("/privacy/edit"), {"text": typed}, action="/privacy/edit")
    page = visitor.get("/privacy")
    assert "<script>alert(1)</script> **no** [x](javascript:y)" in page.text
    assert "<b>x</b>" in page.text
    assert "{{ 7 * 7 }}" in page.text
    assert not page.find("i")


def test_of_two_who_change_it_at_once_the_second_sees_both_texts(app: Flask, administrator: Browser) -> None:
    first, second = administrator.get("/privacy/edit"), administrator.get("/privacy/edit")
    administrator.press(first, {"text": "From the first"}, action="/privacy/edit")
    page = administrator.press(second, {"text": "From the second"}, 409, action="/privacy/edit")
    assert "Somebody else has changed this notice meanwhile" in page.text
    assert "From the first" in page.text
    assert (page.by_id("text").text or "").strip() == "From the second"
    assert "From the first" in administrator.get("/privacy").text
    administrator.press(page, {}, action="/privacy/edit")
    assert "From the second" in administrator.get("/privacy").text


def test_the_prefilled_text_can_be_used_again(administrator: Browser) -> None:
    assert "Use the prefilled text again" not in administrator.get("/accessibility/edit").text
    administrator.press(administrator.get("/accessibility/edit"), {"text": "Ours"}, action="/accessibility/edit")
    stale = administrator.get("/accessibility/edit")
    administrator.press(administrator.get("/accessibility/edit"), {"text": "Newer"}, action="/accessibility/edit")
    refused = administrator.press(stale, {}, action="/accessibility/prefilled")
    assert "so it was left as it is" in refused.text
    done = administrator.press(administrator.get("/accessibility/edit"), {}, action="/accessibility/prefilled")
    assert "is the prefilled text again" in done.text
    assert "axe-core" in done.text
    assert "This text comes with Bearings" in done.text


def test_saving_the_prefilled_text_unchanged_keeps_it_following_the_settings(administrator: Browser) -> None:
    administrator.press(administrator.get("/privacy/edit"), {}, action="/privacy/edit")
    administrator.post_form("/settings", {"retention_days": "30"})
    assert "made anonymous 30 days after" in administrator.get("/privacy").text


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("  ", "Enter the text, or use the prefilled text again"),
        ("x" * 20_001, "The text must be 20,000 characters or fewer"),
    ],
)
def test_no_text_and_too_much_of_it_are_refused_and_nothing_typed_is_lost(
    administrator: Browser, text: str, complaint: str
) -> None:
    page = administrator.press(administrator.get("/privacy/edit"), {"text": text}, 422, action="/privacy/edit")
    assert page.errors() == [complaint]
    assert (page.by_id("text").text or "").strip() == text.strip()


def test_nobody_but_the_administrator_can_change_them(lead: Browser, visitor: Browser) -> None:
    for slug in SLUGS:
        lead.get(f"/{slug}/edit", 404)
        lead.post(f"/{slug}/edit", {"text": "Mine", "seen": "0"}, 404)
        lead.post(f"/{slug}/prefilled", {"seen": "0"}, 404)
        assert visitor.get(f"/{slug}/edit").path == "/sign-in"


def test_a_change_is_on_the_record_without_its_text(app: Flask, administrator: Browser) -> None:
    administrator.press(administrator.get("/privacy/edit"), {"text": "Secret words"}, action="/privacy/edit")
    with app.app_context():
        event = db.session.query(Event).one()
        assert (event.what, event.subject) == ("notice.changed", "privacy")


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("", []),
        ("One\ntwo\n\nThree", [Block(Kind.PARAGRAPH, ("One two",)), Block(Kind.PARAGRAPH, ("Three",))]),
        ("## H\nText", [Block(Kind.HEADING, ("H",)), Block(Kind.PARAGRAPH, ("Text",))]),
        ("Such:\n- a\n- b\non", [Block(Kind.PARAGRAPH, ("Such:",)), Block(Kind.LIST, ("a", "b on"))]),
        ("- a\n\n- b", [Block(Kind.LIST, ("a",)), Block(Kind.LIST, ("b",))]),
        ("#no\n-no", [Block(Kind.PARAGRAPH, ("#no -no",))]),
    ],
)  # fmt: skip
def test_the_little_markup_there_is(text: str, blocks: list[Block]) -> None:
    assert read(text) == blocks
