"""Anybody signed in suggests a resource, a visitor where the council lets them, and sees what became of it."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.accounts.council import forget_council
from app.accounts.tables import Council
from app.database import db, utc_now, writing
from app.resources import suggest_routes, suggesting
from app.resources.duplicates import Match, find_duplicates
from app.resources.suggesting import sender_hash
from app.resources.tables import Resource, Status, Suggestion, SuggestionStatus
from tests.browsing import Browser, Page
from tests.comments import MARKUP
from tests.conftest import make_app, user_id

URL = "/resources/suggest"
THANKS = "Thank you. The editors will look at your suggestion."
FIELDS = {
    "url": "https://www.example.org/rota-guide",
    "title": "A rota guide for gritting lorries",
    "publisher": "Winter Service Group",
    "why": "Whoever plans the gritting finds the rotas of six councils.",
    "code": "FV1",
}

pytestmark = pytest.mark.usefixtures("hub")


def stored(app: Flask) -> list[Suggestion]:
    with app.app_context():
        return list(db.session.scalars(select(Suggestion).order_by(Suggestion.id)))


def a_resource(app: Flask) -> Resource:
    with app.app_context():
        return db.session.scalars(select(Resource).where(Resource.status == Status.CURRENT).limit(1)).one()


def let_visitors(app: Flask, *, suggest: bool = True, read: bool = True) -> None:
    with app.app_context():
        with writing():
            db.session.execute(update(Council).values(may_visitors_suggest=suggest, is_hub_public=read))
        forget_council()


@pytest.fixture
def guest(app: Flask, visitor: Browser) -> Browser:
    """A visitor where visitors may suggest."""
    let_visitors(app)
    return visitor


def send(browser: Browser, status: int = 200, **changed: str) -> Page:
    return browser.post_form(URL, FIELDS | changed, status)


def test_a_suggestion_is_sent_and_its_sender_sees_that_nobody_has_decided(officer: Browser, app: Flask) -> None:
    page = send(officer)
    assert THANKS in page.text
    assert "A rota guide for gritting lorries" in page.text
    assert "The editors have not decided yet." in page.text
    (suggestion,) = stored(app)
    assert {name: getattr(suggestion, name) for name in FIELDS} == FIELDS
    assert (suggestion.suggested_by_id, suggestion.sender_hash) == (user_id(app, "officer"), None)


def test_nobody_else_sees_what_one_has_suggested(officer: Browser, lead: Browser) -> None:
    send(officer)
    assert "What you suggested" not in lead.get(URL).text


def test_who_does_not_know_the_characteristic_says_so(officer: Browser, app: Flask) -> None:
    send(officer, code="")
    assert stored(app)[0].code == ""


def test_everything_missing_is_named_at_once(officer: Browser, app: Flask) -> None:
    page = officer.post_form(URL, {}, 422)
    assert page.errors() == [
        "Enter the address of the page",
        "Enter the title",
        "Enter the publisher",
        "Enter what it helps with",
    ]
    assert not stored(app)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("javascript:alert(1)", "begins with https:// or http://"),
        ("data:text/html,x", "begins with https:// or http://"),
        ("www.example.org/x", "begins with https:// or http://"),
        ("https://me:secret@example.org/", "without a name or password"),
        ("http://127.0.0.1/x", "anybody on the internet can open"),
        ("http://10.0.0.8/x", "anybody on the internet can open"),
        ("http://intranet/x", "anybody on the internet can open"),
        ("http://2130706433/", "anybody on the internet can open"),
        ("https://example.org/a b", "without spaces"),
        ("https://[x/", "as it stands in the browser’s address bar"),
        (f"https://example.org/{'x' * 1000}", "at most 1,000 characters"),
    ],
)
def test_an_address_that_cannot_be_linked_to_is_refused_and_nothing_typed_is_lost(
    officer: Browser, app: Flask, url: str, words: str
) -> None:
    page = send(officer, 422, url=url)
    (error,) = page.errors()
    assert words in error
    assert page.by_id("url").get("value") == url
    assert page.by_id("title").get("value") == FIELDS["title"]
    assert page.text_of("why") == FIELDS["why"]
    assert not stored(app)


@pytest.mark.parametrize(("name", "most"), [("title", 200), ("publisher", 120), ("why", 1000)])
def test_what_is_too_long_is_refused_and_kept(officer: Browser, name: str, most: int) -> None:
    page = send(officer, 422, **{name: "x" * (most + 1)})
    assert page.errors()[0].endswith(f"must be {most:,} characters or fewer")
    assert "x" * (most + 1) in page.html


def test_a_characteristic_that_does_not_exist_is_refused(officer: Browser) -> None:
    page = send(officer, 422, code="ZZ9")
    assert page.errors() == ["Select a characteristic from the list, or “I do not know”"]


def test_markup_is_shown_as_typed(officer: Browser) -> None:
    page = send(officer, title=MARKUP, publisher=MARKUP)
    assert MARKUP in page.text
    assert "<script>alert" not in page.html


def test_what_is_here_under_the_same_address_is_shown_and_not_sent(officer: Browser, app: Flask) -> None:
    there = a_resource(app)
    for more in ({}, {"sure": "1"}):
        page = officer.post(URL, FIELDS | {"url": f"{there.url}#part"} | more, 422)
        assert page.h1 == "It is here already"
        assert page.links()[there.title] == f"/resources/{there.slug}"
        assert "Send it anyway" not in page.text
    assert not stored(app)


def test_a_similar_title_is_shown_before_anything_is_sent(officer: Browser, app: Flask) -> None:
    there = a_resource(app)
    page = send(officer, title=f"{there.title} (2nd edition)")
    assert page.h1 == "Is it one of these?"
    assert page.links()[f"{there.title} (opens in a new tab)"] == f"/resources/{there.slug}"
    assert "A resource with a similar title." in page.text
    assert there.publisher in page.text
    assert not stored(app)
    page = officer.press(page, {"sure": "1"})
    assert THANKS in page.text
    (suggestion,) = stored(app)
    assert (suggestion.title, suggestion.why) == (f"{there.title} (2nd edition)", FIELDS["why"])


def test_one_goes_back_from_there_to_what_one_typed(officer: Browser, app: Flask) -> None:
    page = officer.press(send(officer, title=a_resource(app).title, why="Line one\nline two"), {"change": "1"})
    assert page.h1 == "Suggest a resource"
    assert page.by_id("url").get("value") == FIELDS["url"]
    assert "Line one\nline two" in "".join(page.by_id("why").itertext())
    assert not stored(app)


def test_an_open_suggestion_of_somebody_else_is_shown_too(officer: Browser, lead: Browser, app: Flask) -> None:
    send(officer)
    page = send(lead, title="Something else")
    assert "The same address: somebody suggested it" in page.text
    assert "Omar" not in page.text
    lead.press(page, {"sure": "1"})
    assert len(stored(app)) == 2


def test_the_same_sent_twice_is_one(officer: Browser, app: Flask) -> None:
    for _ in range(2):
        assert THANKS in officer.post(URL, FIELDS | {"sure": "1"}, 200, follow_redirects=True).text
    assert len(stored(app)) == 1


def test_what_is_published_between_the_look_and_the_save_is_not_suggested_again(
    officer: Browser, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = a_resource(app)
    looks: Iterator[list[Match]] = iter([[]])
    monkeypatch.setattr(suggest_routes, "find_duplicates", lambda url, title: next(looks, find_duplicates(url, title)))
    page = officer.post(URL, FIELDS | {"url": there.url}, 422)
    assert page.h1 == "It is here already"
    assert not stored(app)


def test_a_person_may_send_so_many_a_day(officer: Browser, app: Flask) -> None:
    add(app, suggesting.MOST_A_DAY, suggested_by_id=user_id(app, "officer"))
    page = officer.post(URL, FIELDS | {"sure": "1"}, 429)
    assert page.errors() == [suggesting.TOO_MANY_OF_YOURS]
    assert page.by_id("title").get("value") == FIELDS["title"]
    with app.app_context(), writing():
        db.session.execute(update(Suggestion).values(suggested_at=utc_now() - timedelta(hours=25)))
    assert THANKS in send(officer).text


def test_visitors_may_not_suggest_unless_the_council_lets_them(visitor: Browser, app: Flask) -> None:
    for suggest, read in ((False, False), (False, True), (True, False)):
        let_visitors(app, suggest=suggest, read=read)
        assert visitor.get(URL).path == "/sign-in"
        assert visitor.client.post(URL, data=FIELDS).status_code == 401
    let_visitors(app)
    assert visitor.get(URL).h1 == "Suggest a resource"


def test_a_visitor_suggests_and_is_told_nothing_of_others(guest: Browser, officer: Browser, app: Flask) -> None:
    send(officer)
    page = send(guest, title="Something else")
    assert "Somebody sent it" in page.text
    assert FIELDS["title"] not in page.text
    page = guest.press(page, {"sure": "1"})
    assert THANKS in page.text
    assert "What you suggested" not in page.text
    assert stored(app)[1].suggested_by_id is None


def test_of_a_visitors_address_only_a_keyed_hash_is_stored(guest: Browser, app: Flask, instance: Path) -> None:
    guest.client.environ_base["REMOTE_ADDR"] = "198.51.100.7"
    send(guest)
    (suggestion,) = stored(app)
    today = utc_now().date()
    assert suggestion.sender_hash == sender_hash("198.51.100.7", today, app.config["SECRET_KEY"])
    assert suggestion.sender_hash != sender_hash("198.51.100.7", today, b"another key")
    assert suggestion.sender_hash != sender_hash("198.51.100.7", today - timedelta(1), app.config["SECRET_KEY"])
    files = b"".join(path.read_bytes() for path in instance.glob("bearings.sqlite*"))
    assert b"198.51.100.7" not in files


def test_yesterdays_hashes_are_forgotten(guest: Browser, app: Flask) -> None:
    add(app, 1, sender_hash="0" * 64, suggested_at=utc_now() - timedelta(days=1))
    send(guest)
    assert [bool(suggestion.sender_hash) for suggestion in stored(app)] == [False, True]


def test_so_many_a_day_come_from_one_address(guest: Browser, app: Flask) -> None:
    guest.client.environ_base["REMOTE_ADDR"] = "198.51.100.7"
    for number in range(suggesting.MOST_A_DAY_FROM_ONE_ADDRESS):
        guest.post(URL, FIELDS | {"title": f"Title {number}", "sure": "1"}, 303)
    page = guest.post(URL, FIELDS | {"sure": "1"}, 429)
    assert page.errors() == [suggesting.TOO_MANY_FROM_HERE]
    guest.client.environ_base["REMOTE_ADDR"] = "198.51.100.8"
    guest.post(URL, FIELDS | {"sure": "1"}, 303)


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("2001:db8:1:2::5", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::5", "2001:db8:1:3::5", False),
        ("::ffff:198.51.100.7", "198.51.100.7", True),
        ("fe80::1%eth0", "fe80::1%eth1", True),
        ("198.51.100.7", "198.51.100.8", False),
    ],
)
def test_a_visitor_with_a_whole_network_counts_once(one: str, other: str, is_same: bool) -> None:
    day = date(2026, 10, 1)
    assert (sender_hash(one, day, b"key") == sender_hash(other, day, b"key")) is is_same


def test_behind_a_proxy_it_is_the_visitors_address_that_counts(instance: Path) -> None:
    app = make_app(instance, TRUSTED_PROXIES=1)
    let_visitors(app)
    guest = Browser(app)
    for number, address in enumerate(["198.51.100.7", "198.51.100.8", "198.51.100.7"]):
        fields = FIELDS | {"title": f"Title {number}", "sure": "1"}
        guest.post(URL, fields, 303, headers={"X-Forwarded-For": f"203.0.113.9, {address}"})
    first, second, third = stored(app)
    assert first.sender_hash == third.sender_hash != second.sender_hash


def test_so_many_of_visitors_wait_in_all(guest: Browser, officer: Browser, app: Flask) -> None:
    add(app, suggesting.MOST_OPEN_FROM_VISITORS)
    page = guest.post(URL, FIELDS | {"sure": "1"}, 429)
    assert page.errors() == [suggesting.TOO_MANY_FROM_VISITORS]
    officer.post(URL, FIELDS | {"sure": "1"}, 303)


def test_a_program_that_fills_in_every_field_is_thanked_and_nothing_is_stored(guest: Browser, app: Flask) -> None:
    page = guest.get(URL)
    trap = page.by_id("homepage")
    assert (trap.get("autocomplete"), trap.get("tabindex")) == ("off", "-1")
    assert "Leave this empty" in page.text
    assert THANKS in send(guest, homepage="https://spam.example").text
    assert not stored(app)


def test_who_is_signed_in_meets_no_trap(officer: Browser, app: Flask) -> None:
    assert not officer.get(URL).find("input", name="homepage")
    officer.post(URL, FIELDS | {"homepage": "filled in by a password manager"}, 303)
    assert len(stored(app)) == 1


def test_a_session_that_ended_in_between_is_begun_again_and_nothing_is_sent_yet(officer: Browser, app: Flask) -> None:
    officer.client.delete_cookie("bearings")
    answer = officer.client.post(URL, data=FIELDS)
    assert answer.status_code == 401
    assert "Your session has ended" in answer.text
    assert not stored(app)


def add(app: Flask, count: int, **more: object) -> None:
    """Suggestions that are there already."""
    with app.app_context(), writing():
        for number in range(count):
            url = f"https://example.net/{number}"
            db.session.add(
                Suggestion(
                    url=url,
                    normal_url=url.removeprefix("https://"),
                    title=f"{number:x} quite another subject",
                    publisher="P",
                    why="W",
                    code="",
                    status=SuggestionStatus.OPEN,
                    **more,
                )
            )
