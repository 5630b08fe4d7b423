"""`flask resources check-links`: which addresses it looks at, what it notes of them, and what it tells."""

import csv
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from app.config import TOP
from app.database import BusyError, db, utc_now, writing
from app.resources.addresses import normal
from app.resources.cli import resources_commands
from app.resources.links import command, storing
from app.resources.links.findings import Finding, Found, Link
from app.resources.links.limits import Limits
from app.resources.links.report import report
from app.resources.links.storing import Notes, links_to_check
from app.resources.tables import Access, Effort, Kind, LinkState, Resource, Status
from tests.sites import Site, running_site

QUICK = Limits(connect_seconds=1, read_seconds=0.3, link_seconds=0.8, pause_seconds=0)
GONE = "There is no such page any more (404)."


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as site:
        yield site


def add(app: Flask, slug: str, url: str, **fields: Any) -> None:
    facts: dict[str, Any] = {"status": Status.CURRENT, "kind": Kind.GUIDANCE, "title": slug, "summary": slug} | fields
    with app.app_context(), writing():
        db.session.add(
            Resource(
                slug=slug,
                url=url,
                normal_url=normal(url),
                publisher="Us",
                effort=Effort.READ,
                access=Access.OPEN,
                review_by=date(2030, 1, 1),
                **facts,
            )
        )


def rows(app: Flask) -> dict[str, Resource]:
    with app.app_context():
        return {row.slug: row for row in db.session.scalars(select(Resource))}


@pytest.fixture
def check(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The command, in a hurry."""
    app.config["CHECK_PRIVATE_LINKS"] = True
    monkeypatch.setattr(command, "LIMITS", QUICK)
    return lambda *options: app.test_cli_runner().invoke(resources_commands, ["check-links", *options])


def test_the_command_notes_what_it_found_and_nothing_else(
    app: Flask, site: Site, check: Callable[..., Result], tmp_path: Path
) -> None:
    for slug, path in (("good", "/good"), ("moved", "/for-good"), ("gone", "/gone"), ("closed", "/closed")):
        add(app, slug, site.url(path))
    add(app, "older", site.url("/good?older"), status=Status.ARCHIVED)
    add(app, "withdrawn", site.url("/withdrawn"), status=Status.WITHDRAWN)
    before = {slug: content(row) for slug, row in rows(app).items()}
    result = check("--report", str(tmp_path / "report.csv"))
    assert result.exit_code == 0, result.output
    after = rows(app)
    assert {slug: content(row) for slug, row in after.items()} == before
    states = {"good": "works", "moved": "moved", "gone": "broken", "closed": "unsure", "older": "works"}
    assert {slug: row.link_state.value for slug, row in after.items()} == states | {"withdrawn": "unchecked"}
    assert (after["moved"].moved_to, after["gone"].moved_to) == (site.url("/new"), None)
    assert after["gone"].link_note == GONE
    assert all((row.link_checked_at is None) == (slug == "withdrawn") for slug, row in after.items())
    assert all(visit.path != "/withdrawn" for visit in site.visits)
    assert result.stdout.splitlines() == [
        "5 of 5 checked.",
        "Did not work: 1",
        "Had moved: 1",
        "Could not be checked: 1",
        "Worked: 2",
        "",
        "Did not work",
        "  gone",
        f"    {site.url('/gone')}",
        f"    {GONE}",
        "",
        "Had moved",
        "  moved",
        f"    {site.url('/for-good')}",
        "    It has moved to a new address.",
        f"    {site.url('/new')}",
    ]
    with (tmp_path / "report.csv").open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.DictReader(file))
    assert [row["id"] for row in table] == ["gone", "moved", "closed", "good", "older"]
    assert table[1]["redirects"] == f"301 {site.url('/new')}"


def content(row: Resource) -> tuple[object, ...]:
    return (row.title, row.url, row.status, row.row_version, row.changed_at, row.changed_by_id)


def test_a_private_address_is_not_opened_unless_the_setting_says_so(
    app: Flask, site: Site, check: Callable[..., Result]
) -> None:
    app.config["CHECK_PRIVATE_LINKS"] = False
    add(app, "inside", site.url("/good"))
    check()
    assert rows(app)["inside"].link_note == "The address is one of a private network, so it was not opened."
    assert site.visits == []


def test_addresses_are_chosen_by_state_and_age_and_the_longest_unchecked_come_first(app: Flask) -> None:
    ages = {"new": None, "yesterday": 1, "last-month": 30, "last-year": 365}
    for slug, days in ages.items():
        checked = None if days is None else utc_now() - timedelta(days=days)
        state = LinkState.UNCHECKED if days is None else LinkState.BROKEN if days == 1 else LinkState.WORKS
        add(app, slug, f"https://council.example.org/{slug}", link_checked_at=checked, link_state=state)
    with app.app_context():
        assert slugs(links_to_check()) == ["new", "last-year", "last-month", "yesterday"]
        assert slugs(links_to_check(limit=2)) == ["new", "last-year"]
        assert slugs(links_to_check(older_than=7)) == ["new", "last-year", "last-month"]
        assert slugs(links_to_check(LinkState.UNCHECKED)) == ["new"]
        assert slugs(links_to_check(LinkState.BROKEN, older_than=7)) == []


def slugs(links: list[Link]) -> list[str]:
    return [link.slug for link in links]


def test_a_resource_that_got_another_address_meanwhile_is_left_alone(
    app: Flask, site: Site, check: Callable[..., Result]
) -> None:
    add(app, "edited", site.url("/gone"))

    def edit(_: object) -> None:
        with app.app_context(), writing():
            db.session.query(Resource).update({"url": "https://council.example.org/new"})

    site.on_visit = edit
    assert check().exit_code == 0
    assert (rows(app)["edited"].link_state, rows(app)["edited"].link_checked_at) == (LinkState.UNCHECKED, None)


def test_findings_wait_for_a_busy_database(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    add(app, "good", "https://council.example.org/")
    notes = Notes()
    with app.app_context():
        notes.take(Found(links_to_check()[0], Finding(LinkState.WORKS, status=200)))
        with monkeypatch.context() as patch:
            patch.setattr(storing, "writing", busy)
            assert (notes.write(), notes.unwritten) == (False, 1)
        assert (notes.write(), notes.unwritten) == (True, 0)
    assert rows(app)["good"].link_state is LinkState.WORKS


def busy() -> None:
    raise BusyError


def test_without_internet_no_name_is_said_to_be_gone(
    app: Flask, check: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", no_internet)
    add(app, "one", "https://one.example.org/")
    add(app, "two", "https://two.example.org/")
    result = check()
    assert "Names that were not found: 2." in result.stdout
    assert "is this machine on the internet?" in result.stdout
    assert {row.link_state for row in rows(app).values()} == {LinkState.UNCHECKED}


def no_internet(*_: object, **__: object) -> None:
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


def test_a_name_is_gone_where_other_sites_answer(
    app: Flask, site: Site, check: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    really = socket.getaddrinfo
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, *args, **named: (really if host == "127.0.0.1" else no_internet)(host, *args, **named),
    )
    add(app, "gone", "https://gone.example.org/")
    add(app, "good", site.url("/good"))
    assert check().exit_code == 0
    states = {slug: row.link_state for slug, row in rows(app).items()}
    assert states == {"gone": LinkState.BROKEN, "good": LinkState.WORKS}


def test_ctrl_c_ends_it_with_what_was_found(app: Flask, site: Site, check: Callable[..., Result]) -> None:
    add(app, "first", site.url("/good"))
    add(app, "second", site.url("/silent"))
    site.on_visit = lambda visit: os.kill(os.getpid(), signal.SIGINT) if visit.path == "/silent" else None
    before = signal.getsignal(signal.SIGINT)
    result = check()
    assert (result.exit_code, signal.getsignal(signal.SIGINT)) == (130, before)
    assert "1 of 2 checked." in result.stdout
    assert "Not reached, left as they were: 1." in result.stdout
    assert [row.link_state for row in rows(app).values()] == [LinkState.WORKS, LinkState.UNCHECKED]


def test_what_is_not_reached_in_time_stays_as_it_was(
    app: Flask, site: Site, check: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "LIMITS", Limits(pause_seconds=0))
    add(app, "silent", site.url("/silent"), link_state=LinkState.MOVED)
    result = check("--minutes", "0.004")
    assert (result.exit_code, "Not reached, left as they were: 1." in result.stdout) == (0, True)
    assert (rows(app)["silent"].link_state, rows(app)["silent"].link_checked_at) == (LinkState.MOVED, None)


def test_it_says_how_far_it_is(
    app: Flask, site: Site, check: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "PROGRESS_SECONDS", 0)
    add(app, "gone", site.url("/gone"))
    assert "1 of 1 checked, 1 did not work, 0 had moved; it ends within 30 min." in check().stderr


def test_a_report_that_cannot_be_written_is_said_before_any_site_is_asked(
    app: Flask, site: Site, check: Callable[..., Result], tmp_path: Path
) -> None:
    add(app, "good", site.url("/good"))
    result = check("--report", str(tmp_path / "missing" / "report.csv"))
    assert result.exit_code == 1
    assert "cannot be written" in result.stderr
    assert site.visits == []


def test_a_cell_of_the_report_that_begins_like_a_formula_is_made_harmless() -> None:
    text = report([Found(Link(1, "=1+1", "https://council.example.org/"), Finding(LinkState.WORKS))])
    assert text.splitlines()[1].startswith("'=1+1,")


def test_no_part_of_the_product_but_the_command_knows_the_check() -> None:
    for path in (TOP / "app").rglob("*.py"):
        if path.parent.name != "links" and path != TOP / "app/resources/cli.py":
            assert not re.search(r"resources\.links|resources import links|httpcore", path.read_text("utf-8")), path


def test_a_served_application_never_loads_it(tmp_path: Path) -> None:
    code = (
        "import sys; from app import create_app; import app.serving, app.cli; create_app({'INSTANCE': sys.argv[1]}); "
        "print([name for name in sys.modules if name.startswith(('app.resources.links', 'httpcore'))])"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], cwd=TOP, capture_output=True, text=True)
    assert (done.stdout, done.returncode) == ("[]\n", 0), done.stderr
