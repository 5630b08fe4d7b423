"""What goes over the wire, and what stays in the browser."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from PIL import Image, ImageDraw
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page
from sqlalchemy import update

from app.accounts import logo
from app.accounts.council import forget_council
from app.accounts.tables import Council
from app.database import db, writing
from tests.browser.answers import answer_of, choose, status_line
from tests.browser.council import COOKIE
from tests.browser.people import People
from tests.browser.towns import COLOUR, Town, ordinary

pytestmark = pytest.mark.browser

MOST_REQUESTS = 8
MOST_BYTES = 60_000


@pytest.fixture
def town(hub_template: Path, tmp_path: Path) -> Iterator[Town]:
    """With a colour and a logo."""
    town = ordinary(hub_template, tmp_path / "instance")
    picture = draw_logo()
    with town.app.app_context(), writing():
        look = {"colour": COLOUR, "logo": picture, "logo_digest": logo.digest_of(picture)}
        db.session.execute(update(Council).values(look))
    with town.app.app_context():
        forget_council()
    yield town
    town.leave()


def draw_logo() -> bytes:
    """A shield with waves and a name, as councils have them, larger than it is kept."""
    picture = Image.new("RGBA", (1200, 450), "#ffffff00")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((20, 20, 420, 420), fill=COLOUR)
    for wave in range(6):
        draw.arc((60, 60 + 50 * wave, 380, 160 + 50 * wave), 10, 170, fill="#ffffff", width=12)
    draw.text((460, 120), "Anytown", fill=COLOUR, font_size=150)
    draw.text((460, 280), "Borough Council", fill=COLOUR, font_size=90)
    file = BytesIO()
    picture.save(file, "PNG")
    file.seek(0)
    return logo.read_logo(file)


def test_the_first_page_in_a_new_browser_is_light_and_asks_nobody_else(town: Town, chromium: Chromium) -> None:
    with People(chromium, town.server) as people:
        page = people.open(None, None)
        addresses, sizes = listen(page)
        page.goto("/", wait_until="networkidle")
        people.check_complaints()
        assert {urlsplit(address).netloc for address in addresses} == {urlsplit(town.server.url).netloc}
        assert len(addresses) <= MOST_REQUESTS, addresses
        assert sum(sizes) <= MOST_BYTES, list(zip(addresses, sizes, strict=False))
        assert [address for address in addresses if "/logo.png" in address]


def listen(page: Page) -> tuple[list[str], list[int]]:
    """Fills with the addresses of all requests, and with the bytes of each answer as they came over the wire."""
    addresses: list[str] = []
    sizes: list[int] = []
    protocol = page.context.new_cdp_session(page)
    protocol.send("Network.enable")
    protocol.on("Network.requestWillBeSent", lambda sent: addresses.append(sent["request"]["url"]))
    protocol.on("Network.loadingFinished", lambda loaded: sizes.append(loaded["encodedDataLength"]))
    return addresses, sizes


def test_a_second_page_fetches_nothing_that_was_fetched_before(town: Town, chromium: Chromium) -> None:
    with People(chromium, town.server) as people:
        page = people.open(None, "/")
        page.wait_for_load_state("networkidle")
        addresses, sizes = listen(page)
        page.goto("/model", wait_until="networkidle")
        assert len([size for size in sizes if size]) == 1, list(zip(addresses, sizes, strict=False))


def test_nothing_of_the_answers_stays_in_the_browser(people: People, app: Flask, assessment_url: str) -> None:
    page = people.open("lead", answer_of(app, assessment_url).url)
    choose(page, "current", 2)
    status_line(page).get_by_text("Saved at").wait_for()
    page.goto(assessment_url)
    page.go_back()
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert page.evaluate("caches.keys().then(kept => kept.length)") == 0
    assert {cookie["name"] for cookie in page.context.cookies()} == {COOKIE}
    assert all(cookie["httpOnly"] and cookie["sameSite"] == "Lax" for cookie in page.context.cookies())
