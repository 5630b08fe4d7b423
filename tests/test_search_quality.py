"""The search finds what people mean: realistic searches, each with what should be among the first ten."""

import re
from pathlib import Path

import pytest
import yaml
from flask.testing import FlaskClient

from app.database import db
from app.resources.tables import Resource, Status
from tests.browsing import HTMX, Browser

pytestmark = pytest.mark.usefixtures("hub")

QUERIES = yaml.load((Path(__file__).parent / "search_queries.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)
FIRST = 10
LEAST = {"tuned": 0.93, "untuned": 0.85}


def first_ten(client: FlaskClient, text: str) -> list[str]:
    answer = client.get("/resources", query_string={"q": text}, headers=HTMX)
    assert answer.status_code == 200
    return re.findall(r'<h3[^>]*><a[^>]*href="/resources/([^"]+)"', answer.text)[:FIRST]


@pytest.mark.parametrize("group", QUERIES)
def test_what_people_mean_is_among_the_first_ten(officer: Browser, group: str) -> None:
    wanted, missing = 0, []
    for query in QUERIES[group]:
        found = first_ten(officer.client, query["search"])
        wanted += len(query["wanted"])
        missing += [(query["search"], slug) for slug in query["wanted"] if slug not in found]
    share = 1 - len(missing) / wanted
    assert share >= LEAST[group], f"{share:.0%}: {missing}"


def test_each_search_finds_something_that_was_wanted(officer: Browser) -> None:
    every = [query for group in QUERIES.values() for query in group]
    found = {query["search"]: set(query["wanted"]) & set(first_ten(officer.client, query["search"])) for query in every}
    assert [text for text, some in found.items() if not some] == []


def test_every_entry_is_first_when_its_title_is_typed(officer: Browser) -> None:
    """But for those that share their title with another."""
    titles = _titles(officer)[::7]
    missed = [title for slug, title in titles if slug not in first_ten(officer.client, title)[:2]]
    assert missed == []


def _titles(browser: Browser) -> list[tuple[str, str]]:
    with browser.app.app_context():
        rows = db.session.query(Resource.slug, Resource.title).filter(Resource.status != Status.WITHDRAWN)
        return [(slug, title) for slug, title in rows]
