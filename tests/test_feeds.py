"""The resources for other programs and for paper: Atom, CSV, JSON and a reading list."""

import csv
import json
from datetime import UTC, datetime, timedelta
from io import StringIO
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from flask import Flask

from app.resources.bulk.columns import COLUMNS
from app.resources.feeds import FIELDS, urn_of_feed
from tests.browsing import Browser
from tests.entries import add_entry, change_entry, replace_entry, serves

ATOM = {"a": "http://www.w3.org/2005/Atom"}
FEED = "/resources/feed.atom"


def feed(browser: Browser) -> ET.Element:
    answer = browser.client.get(FEED)
    assert answer.status_code == 200
    assert answer.mimetype == "application/atom+xml"
    return ET.fromstring(answer.data)  # noqa: S314 - what we have just made


def texts(element: ET.Element, path: str) -> list[str]:
    return [each.text or "" for each in element.findall(path, ATOM)]


def table(browser: Browser, query: str = "") -> list[dict[str, str]]:
    answer = browser.client.get(f"/resources.csv{query}")
    assert answer.headers["Content-Disposition"] == "attachment; filename=resources.csv"
    assert answer.data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(StringIO(answer.data.decode("utf-8-sig"), newline="")))


def listed(browser: Browser, query: str = "") -> list[str]:
    return [str(each["id"]) for each in json.loads(browser.client.get(f"/resources.json{query}").data)["resources"]]


@pytest.fixture
def three(app: Flask) -> None:
    add_entry(app, "one", title="Budgets", kind="guidance", year=2021)
    add_entry(app, "two", title="Insight", kind="case-study", year=2023, serves=serves("UP1 1>2"))
    add_entry(app, "three", title="Budgets again", kind="case-study", year=2022, serves=serves("FV1 2>3", "FV2 1>2"))


# Atom


def test_the_feed_is_what_a_reader_needs(lead: Browser, app: Flask) -> None:
    add_entry(app, "one", title="R & D <in> “councils”", summary="It’s about 5 < 6 & more.")
    found = feed(lead)
    assert found.tag == f"{{{ATOM['a']}}}feed"
    for name in ("id", "title", "updated"):
        assert len(texts(found, f"a:{name}")) == 1
        assert len(texts(found, f"a:entry/a:{name}")) == 1
    assert texts(found, "a:title") == ["New resources – Anytown Borough Council"]
    assert texts(found, "a:author/a:name") == ["Anytown Borough Council"]
    assert texts(found, "a:entry/a:title") == ["R & D <in> “councils”"]
    assert texts(found, "a:entry/a:summary") == ["It’s about 5 < 6 & more."]
    assert texts(found, "a:entry/a:author/a:name") == ["Fenmarsh Council"]
    links = {link.get("rel"): link.get("href", "") for link in found.findall("a:entry/a:link", ATOM)}
    assert links["related"] == "https://fenmarsh.example.org/one"
    assert urlsplit(links["alternate"])[:3] == ("http", "localhost", "/resources/one")
    (here,) = [link.get("href", "") for link in found.findall("a:link", ATOM) if link.get("rel") == "self"]
    assert urlsplit(here).path == FEED


def test_the_feeds_moments_are_in_utc(lead: Browser, app: Flask) -> None:
    add_entry(app, "one")
    change_entry(app, "one", added_at=datetime(2026, 5, 1, 8, 30, tzinfo=UTC))
    change_entry(app, "one", changed_at=datetime(2026, 5, 2, 9, 0, 1, 500, tzinfo=UTC))
    found = feed(lead)
    assert texts(found, "a:entry/a:published") == ["2026-05-01T08:30:00Z"]
    assert texts(found, "a:entry/a:updated") == texts(found, "a:updated") == ["2026-05-02T09:00:01Z"]


def test_an_id_stays_whatever_changes_around_it(lead: Browser, app: Flask) -> None:
    add_entry(app, "one")
    before = feed(lead)
    replace_entry(app, "one", title="Another title", url="https://elsewhere.example.org/one")
    after = feed(lead)
    for path in ("a:id", "a:entry/a:id"):
        (identity,) = texts(before, path)
        assert identity.startswith("urn:uuid:")
        assert texts(after, path) == [identity]


def test_two_resources_and_two_installations_have_ids_of_their_own(lead: Browser, three: None) -> None:
    ids = texts(feed(lead), "a:entry/a:id")
    assert len(set(ids)) == 3
    assert urn_of_feed("one key") != urn_of_feed("another key")


def test_the_newest_thirty_are_in_the_feed(lead: Browser, app: Flask) -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    for number in range(32):
        add_entry(app, f"entry-{number}")
        change_entry(app, f"entry-{number}", added_at=start + timedelta(days=number))
    add_entry(app, "gone", status="withdrawn")
    titles = texts(feed(lead), "a:entry/a:title")
    assert titles == [f"Entry {number}" for number in range(31, 1, -1)]


def test_a_feed_of_nothing_is_still_a_feed(lead: Browser) -> None:
    found = feed(lead)
    assert texts(found, "a:entry") == []
    assert len(texts(found, "a:updated")) == 1


# CSV and JSON


def test_the_table_has_a_row_for_each_resource_and_the_columns_of_an_upload(lead: Browser, three: None) -> None:
    rows = table(lead)
    assert list(rows[0]) == list(COLUMNS)
    assert {row["id"] for row in rows} == {"one", "two", "three"}
    (row,) = [row for row in rows if row["id"] == "three"]
    assert row["title"] == "Budgets again"
    assert row["serves"] == "FV1 2>3; FV2 1>2"
    assert row["review_by"] == "2027-05"


def test_no_cell_is_a_formula(lead: Browser, app: Flask) -> None:
    add_entry(app, "one", title="=1+1", publisher="@publisher")
    (row,) = table(lead)
    assert (row["title"], row["publisher"]) == ("'=1+1", "'@publisher")


def test_the_json_says_what_its_fields_are(lead: Browser, app: Flask) -> None:
    add_entry(app, "one", title="Budgets “again”", council_types=["district"], serves=serves("FV1 2>3"))
    answer = lead.client.get("/resources.json")
    assert answer.mimetype == "application/json"
    content = json.loads(answer.data)
    (entry,) = content["resources"]
    assert content["fields"] == FIELDS
    assert all(FIELDS.values())
    assert entry.keys() == FIELDS.keys()
    assert entry["title"] == "Budgets “again”"
    assert entry["council_types"] == ["district"]
    assert entry["serves"] == [{"model": None, "characteristic": "FV1", "from": 2, "to": 3}]
    assert entry["page"].endswith("/resources/one")


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("", {"one", "two", "three"}),
        ("?kind=case-study", {"two", "three"}),
        ("?kind=case-study&characteristic=fv1", {"three"}),
        ("?q=insight", {"two"}),
        ("?kind=nothing-like-it", {"one", "two", "three"}),
        ("?q=nothingatallliketh", set()),
    ],
)
def test_every_form_filters_as_the_list_does(lead: Browser, three: None, query: str, ids: set[str]) -> None:
    assert set(listed(lead, query)) == ids
    assert {row["id"] for row in table(lead, query)} == ids
    page = lead.get(f"/resources/print{query}")
    assert {path.rpartition("/")[2] for path in page.links().values() if path.startswith("/resources/")} == ids


def test_the_order_is_that_of_the_list(lead: Browser, three: None) -> None:
    assert listed(lead, "?sort=newest") == ["two", "three", "one"]


def test_what_is_withdrawn_is_in_none_of_them(lead: Browser, app: Flask, three: None) -> None:
    replace_entry(app, "two", status="withdrawn")
    assert set(listed(lead)) == {row["id"] for row in table(lead)} == {"one", "three"}
    assert "Insight" not in lead.get("/resources/print").text


# Paper


def test_a_reading_list_prints_titles_publishers_years_addresses_and_why(lead: Browser, three: None) -> None:
    page = lead.get("/resources/print?characteristic=fv2")
    assert "FV2 Budgets and savings" in page.text
    assert "Narrowed to: FV2 Budgets and savings" in page.text
    assert "1 resource, for paper" in page.text
    assert "Budgets again Fenmarsh Council, 2022. Case study. https://fenmarsh.example.org/three" in page.text
    assert "/three What one council did, and what it would do again. Helps with" in page.text
    why = "Medium-term planning (from Developing to Mature); Budgets and savings (from Minimum to Developing)."
    assert f"Helps with {why}" in page.text


def test_a_reading_list_names_filters_that_do_not_exist(lead: Browser, three: None) -> None:
    assert "left out: kind “poem”." in lead.get("/resources/print?kind=poem").text


def test_a_long_reading_list_says_how_much_of_it_is_there(lead: Browser, hub: None) -> None:
    page = lead.get("/resources/print")
    assert "The first 200 of 4" in page.text
    assert len([a for a in page.find("a") if a.get("rel") == "noopener"]) == 200
    assert "No resource matches." in lead.get("/resources/print?q=qqqqqqqqqq").text


def test_the_whole_hub_is_handed_out(lead: Browser, hub: None) -> None:
    assert len(listed(lead)) == len(table(lead)) > 300
    assert len(texts(feed(lead), "a:entry/a:id")) == 30
