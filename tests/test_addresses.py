"""Which addresses may be kept, when two are the same page, and what becomes of one that was kept before a rule came."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.accounts.tables import Role, User
from app.database import db, writing
from app.resources.addresses import MOST_CHARACTERS, normal, problem_with
from app.resources.links.findings import Fault
from app.resources.links.guard import target_of
from app.resources.storing import entry_of, find_resource
from app.resources.tables import Resource, Status
from tests.browsing import Browser, fields_of
from tests.test_resources_bulk import NEW, apply, changes, faults, stored, upload_rows

NO_LONGER = "http://localhost/x"
PRIVATE = "Enter an address that anybody on the internet can open, not one of a private network"


@pytest.mark.parametrize(
    "host",
    [
        "169.254.169.254\\.x.org",
        "127.0.0.1\\@x.org",
        "127.0.0.%31",
        "foo.%6cocal",
        "127.0.0.1%00.x.org",
        "x.y。local",
        "x.y．org",
        "x.y｡org",
        "foo.ｌocal",
        "foo.ⓛocal",
        "①②⑦.0.0.①",
        'a.b"onload=x',
        "exa<script>.com",
        "a'b.com",
        "a_b.com",
        "a..b.com",
        ".com",
        "a.com..",
        ".",
        "-.-",
        "[::1]x.org",
        "x[::1].org",
        "[1.1.1.1]",
        "[fe80::1%25eth0]",
        "x@x.org",
        "@x.org",
        f"{'a' * 64}.org",
        "",
        "127.0.0.1",
        "127.0.0.1.",
        "0x7f.1",
        "2130706433",
        "224.0.0.1",
        "240.0.0.1",
        "100.64.0.1",
        "[::]",
        "[::127.0.0.1]",
        "[::ffff:127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[64:ff9b:1::101:101]",
        "[2002:7f00:1::]",
        "[2001:0:4136:e378:8000:63bf:80ff:fffe]",
        "[ff02::1]",
        "[fd00::1]",
        "intranet",
        "foo.localhost.",
        "FOO.LOCAL",
        "x.internal",
        "x.intranet",
        "x.lan",
        "x.home",
        "router.home.arpa",
        "x.corp",
        "x.private",
    ],
)
def test_a_host_that_is_not_plainly_public_is_neither_kept_nor_opened(host: str) -> None:
    assert problem_with(f"http://{host}/")
    with pytest.raises(Fault):
        target_of(f"http://{host}/", allows_private=False)


@pytest.mark.parametrize(
    ("host", "asked"),
    [
        ("www.Example.org.", "www.example.org"),
        ("bücher.example.org", "xn--bcher-kva.example.org"),
        ("例え.jp", "xn--r8jz45g.jp"),
        ("homes.private-sector.co.uk:443", "homes.private-sector.co.uk"),
        ("1.1.1.1", "1.1.1.1"),
        ("[2606:4700:4700::1111]", "2606:4700:4700::1111"),
        ("[64:ff9b::1.1.1.1]", "64:ff9b::101:101"),
    ],
)
def test_a_public_host_is_kept_and_opened(host: str, asked: str) -> None:
    assert problem_with(f"https://{host}/") is None
    assert target_of(f"https://{host}/", allows_private=False).host == asked


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.a.org/x/", "http://a.org/x#part"),
        ("https://A.org./x", "https://a.org/x"),
        ("https://a.org:443/x", "http://a.org:80/x"),
        ("https://a.org/café?q=é", "https://a.org/caf%c3%a9?q=%C3%A9"),
        ("https://a.org/%7Ebob/%61", "https://a.org/~bob/a"),
        ("https://bücher.org/", "https://xn--bcher-kva.org"),
        ("https://a.org/x?b=2&a=1&utm_source=mail", "https://a.org/x?a=1&b=2"),
        ("https://a.org/#/", "https://a.org/"),
        ("https://a.org/#/caf%C3%A9/", "https://a.org/#/café"),
    ],
)
def test_the_same_page_is_known_again(one: str, other: str) -> None:
    assert normal(one) == normal(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.org:8443/", "https://a.org/"),
        ("https://a.org:80/", "https://a.org/"),
        ("https://a.org/#/guides/7", "https://a.org/"),
        ("https://a.org/#/guides/7", "https://a.org/#/guides/8"),
        ("https://a.org/#!guides", "https://a.org/"),
        ("https://a.org/a%2Fb", "https://a.org/a/b"),
        ("https://a.org/a%3Fb", "https://a.org/a?b"),
        ("https://a.org/?q=%FF", "https://a.org/?q=%FE"),
        (f"https://a.org/?q={'é' * 300}1", f"https://a.org/?q={'é' * 300}2"),
        (f"https://a.org/{'é' * 900}1", f"https://a.org/{'é' * 900}2"),
    ],
)
def test_another_page_is_not_taken_for_it(one: str, other: str) -> None:
    assert normal(one) != normal(other)
    assert max(len(normal(one)), len(normal(other))) <= MOST_CHARACTERS


@pytest.mark.parametrize(
    "url", ["", "http://[half", "https://a.org:99999/", "https://a..b/", "http://[::1]:8080/", "\ud800", "x" * 2_000]
)
def test_whatever_is_stored_can_be_compared(url: str) -> None:
    assert normal(url) == normal(url)
    assert len(normal(url)) <= MOST_CHARACTERS


@pytest.fixture
def editor(hub: None, app: Flask, browser_of: Callable[[str], Browser]) -> Browser:
    with app.app_context(), writing():
        db.session.add(User(name="Edna Editor", email="editor@anytown.example", role=Role.EDITOR))
    return browser_of("editor")


@pytest.fixture
def slug(app: Flask, editor: Browser) -> str:
    """Of an entry with an address that could be kept once."""
    with app.app_context(), writing():
        slug = db.session.scalars(select(Resource.slug).order_by(Resource.id)).first()
        db.session.execute(
            update(Resource).where(Resource.slug == slug).values(url=NO_LONGER, normal_url=normal(NO_LONGER))
        )
    assert slug is not None
    return slug


def test_an_entry_with_such_an_address_opens_and_the_fault_shows_at_its_field(
    app: Flask, editor: Browser, slug: str
) -> None:
    path = f"/editorial/resources/{slug}"
    page = editor.get(path)
    fields = fields_of(page.form(path))
    assert fields["url"] == NO_LONGER
    assert editor.post(path, fields, 422).errors() == [PRIVATE]
    fields["url"] = "https://example.org/there-now"
    editor.post(path, fields, 303)
    assert stored(app, slug).url == "https://example.org/there-now"


def test_it_can_be_said_to_be_right(app: Flask, editor: Browser, slug: str) -> None:
    page = editor.get(f"/editorial/resources/{slug}")
    version = fields_of(page.form(f"/editorial/resources/{slug}"))["row_version"]
    editor.post(f"/editorial/resources/{slug}/reviewed", {"row_version": version}, 303)
    with app.app_context():
        resource = find_resource(slug)
        assert resource is not None
        assert (entry_of(resource).url, resource.reviewed_on is None) == (NO_LONGER, False)


def test_a_spreadsheet_may_change_the_rest_of_it(app: Flask, editor: Browser, slug: str) -> None:
    page = upload_rows(editor, [{"id": slug, "status": "withdrawn", "url": NO_LONGER}])
    assert changes(page) == [("2", slug, "status", "current", "withdrawn")]
    apply(editor, page)
    assert (stored(app, slug).status, stored(app, slug).url) == (Status.WITHDRAWN, NO_LONGER)


def test_a_spreadsheet_may_not_bring_such_an_address(app: Flask, editor: Browser, slug: str) -> None:
    rows = [{"id": slug, "url": "http://127.0.0.1/", "title": ""}, NEW | {"url": "http://169.254.169.254\\.x.org/"}]
    found = faults(upload_rows(editor, [rows[0]], 422)) + faults(upload_rows(editor, [rows[1]], 422))
    assert sorted((row, column) for row, column, _text in found) == [("2", "title"), ("2", "url"), ("2", "url")]
