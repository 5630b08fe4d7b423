"""/resources: what a search finds, narrows, counts, orders and says, for people with and without JavaScript."""

import re
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote_plus, urlsplit

import pytest
import yaml
from flask import Flask
from sqlalchemy import select, update

from app.accounts.council import forget_council
from app.accounts.tables import Council
from app.database import db, utc_now, writing
from app.maturity.publishing import publish_file
from app.maturity.versions import model_of
from app.resources.definitions import Entry, Hub
from app.resources.storing import entry_of, find_resource, new_resource, put
from app.resources.tables import Kind, Resource, Status, Topic
from tests.browsing import HTMX, Browser, Page, check_fragment, fields_of, squeeze
from tests.conftest import OTHER_MODEL

pytestmark = pytest.mark.usefixtures("hub")

Add = Callable[..., None]


@pytest.fixture
def add(app: Flask) -> Add:
    """Add an entry, with what matters to the test."""

    def add(id: str, **content: Any) -> None:
        entry = {
            "id": id,
            "title": id,
            "publisher": "Anytown",
            "url": f"https://anytown.example/{id}",
            "kind": "tool",
            "year": 2024,
            "summary": "Nothing more to say.",
            "serves": [{"characteristic": "FV3", "from": 1, "to": 2}],
            "effort": "read",
            "access": "open",
            "review_by": "2028-01",
        }
        with app.app_context(), writing():
            new_resource(Entry.model_validate(entry | content))

    return add


def open_the_hub(app: Flask) -> None:
    with app.test_request_context():
        with writing():
            db.session.execute(update(Council).values(is_hub_public=True))
        forget_council()


def search(browser: Browser, text: str = "", **filters: str | list[str]) -> Page:
    args = [("q", text)] if text else []
    for name, given in filters.items():
        args += [(name, value) for value in ([given] if isinstance(given, str) else given)]
    query = "&".join(f"{name}={quote_plus(value)}" for name, value in args)
    return browser.get(f"/resources?{query}" if query else "/resources")


def slugs(page: Page) -> list[str]:
    """Of what is listed, in its order."""
    return [
        link.get("href", "").removeprefix("/resources/")
        for heading in page.by_id("found").iter("h3")
        for link in heading.iter("a")
        if link.get("href", "").startswith("/resources/")
    ]


def total(page: Page) -> int:
    number = squeeze("".join(next(page.by_id("found").iter("h2")).itertext())).split()[0]
    return 0 if number == "Nothing" else int(number.replace(",", ""))


def counts(page: Page, facet: str) -> dict[str, int]:
    """What the filter offers, with its numbers."""
    found = {}
    for box in page.by_id("filters").iter("select"):
        if box.get("name") == facet:
            found = {o.get("value", ""): number_in(o.text) for o in box.iter("option") if o.get("value")}
    for box in page.by_id("filters").iter("input"):
        if box.get("name") == facet and box.get("type") == "checkbox":
            (label,) = page.find("label", for_=box.get("id", ""))
            found[box.get("value", "")] = number_in(label.text)
    return found


def number_in(text: str | None) -> int:
    found = re.search(r"\((\d+)\)$", squeeze(text or ""))
    assert found, text
    return int(found[1])


def entries(app: Flask) -> list[Entry]:
    """Every one that may be found, as its file has it."""
    content = yaml.load(Path(app.config["RESOURCES"]).read_text("utf-8"), Loader=yaml.CSafeLoader)  # noqa: S506
    return [entry for entry in Hub.model_validate(content).resources if entry.status != "withdrawn"]


def test_everything_is_listed_at_first_the_newest_first(officer: Browser, app: Flask) -> None:
    page = search(officer)
    assert page.h1 == "Resources"
    assert total(page) == len(entries(app))
    years = {entry.id: entry.year or 0 for entry in entries(app)}
    listed = [years[slug] for slug in slugs(page)]
    assert len(listed) == 20
    assert listed == sorted(listed, reverse=True)


def test_only_people_who_are_signed_in_search_unless_the_hub_is_public(visitor: Browser, app: Flask) -> None:
    assert visitor.get("/resources").h1 == "Sign in"
    assert "Resources" not in visitor.get("/").links()
    open_the_hub(app)
    assert total(search(visitor, "reserves")) > 0
    assert visitor.get("/").links()["Resources"] == "/resources"


def test_the_menu_leads_there(officer: Browser) -> None:
    assert officer.get("/assessments").links()["Resources"] == "/resources"


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("MTFS", "medium-term financial strategy"),
        ("s151", "chief finance officer"),
        ("VCSE", "voluntary and community sector"),
        ("KPIs", "performance indicators"),
        ("cllr", "councillors"),
        ("procuring", "procurement"),
        ("ORGANISATION", "organization"),
    ],
)
def test_an_abbreviation_or_another_form_finds_the_same(officer: Browser, text: str, other: str) -> None:
    first, second = search(officer, text), search(officer, other)
    assert 0 < total(first) <= total(second)
    assert set(slugs(first)[:5]) <= every_slug(officer, other)


def test_an_abbreviation_that_is_also_a_word_finds_first_what_it_stands_for(officer: Browser) -> None:
    assert set(slugs(search(officer, "SEND"))[:2]) == {
        "dfe-forecasting-demand-special-educational-needs-places",
        "lga-predicting-demand-special-educational-needs-services",
    }


def test_words_in_a_title_count_more_than_in_a_summary(officer: Browser, add: Add) -> None:
    add("in-summary", title="Something else", summary="All about zeppelins and zeppelins.")
    add("in-publisher", title="Something other", publisher="Zeppelins")
    add("in-title", title="Zeppelins for councils")
    assert slugs(search(officer, "zeppelins")) == ["in-title", "in-publisher", "in-summary"]


def test_the_very_title_comes_first(officer: Browser, add: Add) -> None:
    add("longer", title="Zeppelin zeppelin handbook zeppelin handbook", summary="Zeppelin handbook. " * 9)
    add("exact", title="Zeppelin: a handbook")
    add("other", title="Zeppelin handbook")
    assert slugs(search(officer, "zeppelin handbook"))[0] == "other"
    assert slugs(search(officer, "“Zeppelin – a handbook”"))[0] == "exact"


def test_a_phrase_in_quotes_is_found_as_it_stands(officer: Browser, add: Add) -> None:
    add("together", summary="Keep the purple umbrella dry.")
    add("apart", summary="An umbrella that is purple.")
    assert set(slugs(search(officer, "purple umbrella"))) == {"together", "apart"}
    assert slugs(search(officer, '"purple umbrella"')) == ["together"]
    assert slugs(search(officer, "“umbrella that is”")) == ["apart"]


def test_the_word_still_being_typed_finds_what_it_may_become(officer: Browser, add: Add) -> None:
    add("one", title="Zeppelinisation of services")
    for end in range(3, len("zeppelinisation") + 1):
        page = search(officer, "zeppelinisation"[:end])
        assert slugs(page) == ["one"], page.path
        assert "Showing results" not in page.text
    assert slugs(search(officer, "services zeppe"))[0] == "one"


def test_a_misspelt_word_is_corrected_and_can_be_searched_for_as_it_is(officer: Browser) -> None:
    page = search(officer, "audit govenance")
    assert "Showing results for audit governance. Search instead for audit govenance." in page.text
    assert total(page) == total(search(officer, "audit governance"))
    instead = officer.get(page.links()["audit govenance"])
    assert "Showing results" not in instead.text
    assert instead.by_id("q").get("value") == "audit govenance"
    changed = search(officer, "audit govenanse", exact="audit govenance")
    assert "Showing results for audit governance" in changed.text, "it was of other words"


def test_where_nothing_has_every_word_it_says_so(officer: Browser, add: Add) -> None:
    add("one", title="Zeppelins", summary="Umbrellas")
    page = search(officer, "zeppelins gramophones")
    assert "Nothing has all of these words; this has some of them." in page.text
    assert "Newest first" not in page.links()
    assert slugs(page) == ["one"]
    page = search(officer, "zeppelins reserves gramophones")
    assert "Nothing has all of these words; these have some of them." in page.text
    add("two", title="Zeppelins, umbrellas and gramophones")
    page = search(officer, "zeppelins umbrellas gramophones")
    assert slugs(page) == ["two", "one"]
    assert "The first has all of these words; the other has some of them." in page.text


def test_a_code_and_a_title_find_what_helps_with_a_characteristic(officer: Browser, app: Flask) -> None:
    helpful = {entry.id for entry in entries(app) if any(each.characteristic == "FV3" for each in entry.serves)}
    assert total(search(officer, "fv3")) == len(helpful)
    assert set(slugs(search(officer, "FV3"))) <= helpful
    title = next(label for value, label in labels(officer, "characteristic").items() if value == "fv3")
    assert helpful <= every_slug(officer, title.removeprefix("FV3 "))


def labels(browser: Browser, facet: str) -> dict[str, str]:
    select = browser.get("/resources").by_id(facet)
    return {o.get("value", ""): squeeze(o.text or "").rpartition(" (")[0] for o in select.iter("option")}


def every_slug(browser: Browser, text: str, **filters: str) -> set[str]:
    first = search(browser, text, **filters)
    pages = range(2, -(-total(first) // 20) + 1)
    return set(slugs(first)).union(*(slugs(search(browser, text, page=str(page), **filters)) for page in pages))


def test_the_filters_count_what_they_find(officer: Browser, app: Flask) -> None:
    """Every number of every filter, against the entries themselves."""
    page, every = search(officer), entries(app)
    for facet in ("kind", "year", "publisher", "access"):
        wanted = Counter(str(value) for entry in every if (value := getattr(entry, facet)))
        assert counts(page, facet) == wanted, facet
    assert counts(page, "topic") == Counter(topic for entry in every for topic in set(entry.topics))
    codes = Counter(code for entry in every for code in {each.characteristic.lower() for each in entry.serves})
    assert counts(page, "characteristic") == codes
    steps = Counter(
        f"{level}-{level + 1}"
        for entry in every
        for level in {level for each in entry.serves for level in range(each.from_level, each.to_level)}
    )
    assert counts(page, "step") == steps
    assert sum(counts(page, "theme").values()) >= len(every)


CHOSEN = [
    {"kind": "guidance"},
    {"kind": ["guidance", "tool"]},
    {"kind": "case-study", "year": "2024"},
    {"characteristic": "fv3", "step": "2-3"},
    {"theme": "finance", "step": "1-2", "access": "open"},
    {"topic": "procurement", "kind": ["guidance", "case-study"]},
    {"publisher": "Local Government Association", "theme": "capacity-to-deliver"},
]


@pytest.mark.parametrize("chosen", CHOSEN, ids=str)
@pytest.mark.parametrize("text", ["", "council services"])
def test_filters_combine_and_each_count_is_what_choosing_it_gives(
    officer: Browser, text: str, chosen: dict[str, str | list[str]]
) -> None:
    page = search(officer, text, **chosen)
    for facet in ("kind", "step", "topic", "theme", "access"):
        for value, number in list(counts(page, facet).items())[:4]:
            # Instead of what is chosen of the same filter: its numbers leave that aside.
            other = search(officer, text, **{**chosen, facet: value})
            assert total(other) == number, (facet, value)


def test_a_step_and_a_characteristic_hold_of_the_same_help(officer: Browser, add: Add) -> None:
    serves = [{"characteristic": "FV3", "from": 1, "to": 2}, {"characteristic": "OG1", "from": 3, "to": 4}]
    add("zeppelins", serves=serves)
    for characteristic, step, is_found in (("fv3", "1-2", True), ("og1", "3-4", True), ("fv3", "3-4", False)):
        page = search(officer, "zeppelins", characteristic=characteristic, step=step)
        assert ("zeppelins" in slugs(page)) is is_found
    assert counts(search(officer, "zeppelins", characteristic="og1"), "step") == {"3-4": 1}
    assert counts(search(officer, "zeppelins", step="1-2"), "characteristic") == {"fv3": 1}


def test_help_over_several_levels_counts_for_each_of_their_steps(officer: Browser, add: Add) -> None:
    add("zeppelins", serves=[{"characteristic": "FV3", "from": 1, "to": 4}])
    assert counts(search(officer, "zeppelins"), "step") == {"1-2": 1, "2-3": 1, "3-4": 1}


def test_each_filter_that_is_on_is_taken_off_by_itself(officer: Browser) -> None:
    page = search(officer, "council", kind=["guidance", "tool"], topic="procurement", sort="newest", page="1")
    chips = {text: href for text, href in page.links().items() if text.startswith("Remove the filter")}
    assert [text.removesuffix(" ✕") for text in chips] == [
        "Remove the filter kind: Guidance",
        "Remove the filter kind: Tool",
        "Remove the filter topic: Procurement and contracts",
    ]
    without = parse_qs(urlsplit(list(chips.values())[0]).query)
    assert without == {"q": ["council"], "kind": ["tool"], "topic": ["procurement"], "sort": ["newest"]}
    assert parse_qs(urlsplit(page.links()["Remove all filters"]).query) == {"q": ["council"], "sort": ["newest"]}


def test_the_form_keeps_what_is_chosen(officer: Browser) -> None:
    page = search(officer, "council", kind="guidance", topic="procurement", sort="newest")
    fields = fields_of(page.form())
    fields["q"] = "council contracts"
    answer = officer.get("/resources", query_string=list(fields.items(multi=True)))
    assert total(answer) == total(search(officer, "council contracts", kind="guidance", topic="procurement"))
    args = parse_qs(urlsplit(answer.response.request.url).query)
    assert args == {
        "q": ["council contracts"],
        "kind": ["guidance"],
        "topic": ["procurement"],
        "sort": ["newest"],
    }, "the address is to be shared: it holds nothing that is empty"


def test_filters_that_do_not_exist_are_passed_over_and_named(officer: Browser) -> None:
    page = search(officer, "reserves", kind=["guidance", "<b>poem</b>"], year="12345", theme="nonsense", page="x")
    assert "These filters do not exist and were left out:" in page.text
    assert "kind “<b>poem</b>”, year “12345”" in page.text
    assert "theme “nonsense”" in page.text
    assert total(page) == total(search(officer, "reserves", kind="guidance"))


def test_a_link_by_the_models_name_is_understood(officer: Browser) -> None:
    page = search(officer, characteristic="efficient-and-intelligent-council/FV3", theme="FINANCE")
    assert total(page) == total(search(officer, characteristic="fv3"))
    assert "does not exist" not in page.text


def test_a_page_beyond_the_last_is_the_last(officer: Browser, app: Flask) -> None:
    number = len(entries(app))
    for asked in ("999999", "9" * 30, "21"):
        page = search(officer, page=asked)
        if not asked.startswith("9" * 9):
            assert len(slugs(page)) == (number % 20 or 20)
    assert every_slug(officer, "") == {entry.id for entry in entries(app)}


def test_the_newest_can_come_first(officer: Browser, app: Flask) -> None:
    years = {entry.id: entry.year or 0 for entry in entries(app)}
    page = search(officer, "risk")
    newest = officer.get(page.links()["Newest first"])
    listed = [years[slug] for slug in slugs(newest)]
    assert listed == sorted(listed, reverse=True)
    assert total(newest) == total(page)
    assert slugs(newest) != slugs(page)
    assert slugs(officer.get(newest.links()["Best match first"])) == slugs(page)


def test_what_was_looked_for_is_marked_and_nothing_typed_or_stored_becomes_markup(officer: Browser, add: Add) -> None:
    add("one", title="<img src=x> zeppelins & more", summary="Use <script>alert(1)</script> with zeppelins.")
    page = search(officer, '<script>alert("zeppelin")</script>')
    marks = [squeeze("".join(mark.itertext())) for mark in page.by_id("found").iter("mark")]
    assert marks.count("zeppelins") == 2
    assert not [element for element in page.by_id("found").iter() if element.tag in {"script", "img"}]
    assert page.by_id("q").get("value") == '<script>alert("zeppelin")</script>'


def test_an_older_entry_is_marked_and_a_withdrawn_one_is_not_found(officer: Browser, add: Add, app: Flask) -> None:
    add("older", title="Zeppelins once", status="archived")
    add("gone", title="Zeppelins gone", status="withdrawn")
    page = search(officer, "zeppelins")
    assert slugs(page) == ["older"]
    assert "Older, still of use" in page.text
    with app.app_context(), writing():
        resource = find_resource("older")
        assert resource is not None
        resource.status, resource.changed_at = Status.WITHDRAWN, utc_now()
    assert total(search(officer, "zeppelins")) == 0


def test_a_topic_that_is_renamed_has_its_new_name_at_once(officer: Browser, app: Flask) -> None:
    assert "Another name" not in officer.get("/resources").text
    with app.app_context(), writing():
        db.session.query(Topic).filter_by(slug="scrutiny").one().title = "Another name"
    assert "Another name" in officer.get("/resources").text


def test_a_change_counts_although_the_clock_was_once_ahead(officer: Browser, add: Add, app: Flask) -> None:
    with app.app_context(), writing():
        db.session.execute(update(Resource).values(changed_at=utc_now() + timedelta(days=365)))
    before = total(officer.get("/resources?kind=tool"))
    with app.app_context(), writing():
        slug = db.session.scalar(select(Resource.slug).where(Resource.kind == Kind.GUIDANCE).limit(1))
        found = find_resource(str(slug))
        assert found is not None
        put(found, entry_of(found).model_copy(update={"kind": Kind.TOOL}))
    assert total(officer.get("/resources?kind=tool")) == before + 1


def test_a_change_is_found_at_the_next_search(officer: Browser, add: Add, app: Flask) -> None:
    assert total(search(officer, "zeppelins", kind="tool")) == 0
    add("one", title="Zeppelins")
    assert counts(search(officer, "zeppelins"), "kind") == {"tool": 1}
    with app.app_context(), writing():
        db.session.delete(db.session.query(Resource).filter_by(slug="one").one())
    assert total(search(officer, "zeppelins", kind="tool")) == 0


def test_what_another_program_changes_is_shown_at_the_next_search(
    officer: Browser, add: Add, app: Flask, instance: Path
) -> None:
    add("one", title="Zeppelins over Fenmarsh", summary="How they were moored.")
    for text in ("zeppelin", "zeppelins"):
        assert "How they were moored." in search(officer, text).text
    with closing(sqlite3.connect(instance / "bearings.sqlite")) as other, other:
        other.execute(
            "UPDATE resource SET summary = 'How they flew.', status = 'archived', row_version = row_version + 1"
            " WHERE slug = 'one'"
        )
    for text in ("zeppelin", "zeppelins"):
        found = search(officer, text).text
        assert "How they flew." in found
        assert "Older, still of use" in found
        assert "How they were moored." not in found


def test_an_empty_page_says_what_to_try(officer: Browser, add: Add) -> None:
    add("one", title="Zeppelins", year=2011)
    page = search(officer, "zeppelins", kind="guidance", year="2011")
    assert total(page) == 0
    assert "You could try" in page.text
    assert page.links()["Without Guidance"] == "/resources?q=zeppelins&year=2011"
    assert "Without Guidance: 1 resource" in page.text
    assert "Without 2011" not in page.text
    themes = [href for href in page.links().values() if href.startswith("/resources?theme=")]
    assert len(themes) == 5
    assert total(officer.get(themes[0])) > 0
    assert "without quotation marks" not in page.text


def test_an_empty_page_says_what_there_would_be_without_any_filter(officer: Browser, add: Add) -> None:
    add("one", title="Zeppelins", year=2011)
    page = search(officer, "zeppelins", kind="tool", access="members")
    assert total(page) == 0
    assert page.links()["Without any filter"] == "/resources?q=zeppelins"
    assert "Without any filter: 1 resource" in page.text
    page = search(officer, '"zeppelins umbrellas"', kind="tool", access="members")
    assert "Without any filter" not in page.text
    assert "the words without quotation marks" in page.text


@pytest.mark.parametrize(
    "text",
    [
        '"',
        '""',
        '"unclosed phrase',
        "AND OR NOT NEAR",
        "reserves AND",
        "title:reserves",
        "reser*",
        "^reserves",
        "NEAR(a b, 3)",
        "-reserves",
        "a:b:c",
        "(((",
        "{title} : x",
        "'; DROP TABLE resource; --",
        "%' OR 1=1",
        "\x00reserves\x00",
        "\ud7ff\u202e\u200b",
        "🏛️ 👩🏽‍💼",
        "\r\nSet-Cookie: x=y",
        "٣٤٥ 漢字 ﷽",
        "²³½",
        "the of and",
        "/etc/passwd",
        "{{ 7 * 7 }}",
    ],
)
def test_whatever_is_typed_is_only_looked_for(officer: Browser, text: str) -> None:
    page = search(officer, text)
    assert page.h1 == "Resources"
    fragment = officer.client.get("/resources", query_string={"q": text}, headers=HTMX)
    assert fragment.status_code == 200
    check_fragment(fragment.text)


def test_ten_thousand_characters_are_cut_with_a_sentence(officer: Browser) -> None:
    page = search(officer, "reserves " + "x" * 10_000)
    assert "Your search was longer than 200 characters" in page.text
    assert page.by_id("q").get("value") == "reserves"
    assert total(page) == total(search(officer, "reserves"))


def test_a_keystroke_is_answered_with_what_is_found_the_new_counts_and_its_address(officer: Browser) -> None:
    query = {"q": "reserves", "theme": "", "kind": "guidance", "topic": ""}
    answer = officer.client.get("/resources", query_string=query, headers=HTMX)
    assert answer.status_code == 200
    check_fragment(answer.text)
    assert answer.headers["HX-Replace-Url"] == "/resources?q=reserves&kind=guidance"
    assert "HX-Request-Type" in answer.headers["Vary"]
    assert 'role="status"' in answer.text
    assert '<hx-partial hx-target="#filters">' in answer.text
    assert "<h1" not in answer.text
    whole = search(officer, "reserves", kind="guidance")
    assert f"{total(whole)} resource" in answer.text
    assert [unescape(slug) for slug in re.findall(r'<h3[^>]*><a[^>]*href="/resources/([^"]+)"', answer.text)] == slugs(
        whole
    )


def test_what_is_found_is_the_same_for_everybody_because_it_is_kept(
    officer: Browser, administrator: Browser, visitor: Browser, app: Flask
) -> None:
    open_the_hub(app)
    for path in ("/resources?q=risk", "/resources?q=zeppelins", "/resources?kind=tool"):
        answers = {browser.client.get(path, headers=HTMX).text for browser in (officer, administrator, visitor)}
        assert len(answers) == 1, path
        assert "csrf_token" not in answers.pop()


def test_an_empty_field_leaves_the_address_clean(officer: Browser) -> None:
    response = officer.client.get("/resources?q=&theme=&kind=tool&year=")
    assert (response.status_code, response.location) == (303, "/resources?kind=tool")


def test_with_two_models_those_of_the_second_are_named(officer: Browser, add: Add, app: Flask) -> None:
    with app.app_context():
        other = publish_file(OTHER_MODEL, None).version
        model_id, code = other.model_id, model_of(other).characteristics[0].code
    add("one", title="Zeppelins", serves=[{"model": model_id, "characteristic": code, "from": 1, "to": 2}])
    page = search(officer, characteristic=f"{model_id}/{code}")
    assert slugs(page) == ["one"]
    assert counts(page, "step") == {"1-2": 1}
    assert "From level 1 to level 2" in page.html
