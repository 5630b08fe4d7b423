"""The editors look after the hub: they publish or decline what is suggested, change entries and work off queues."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.accounts.tables import CouncilType, Role, User
from app.database import db, writing
from app.editorial.entries import slug_of
from app.editorial.serves import MOST_ROWS
from app.errors import typed_fields
from app.maturity.publishing import publish_file
from app.resources.storing import content_of, entry_of, find_resource
from app.resources.tables import LinkState, Resource, Status, Suggestion, SuggestionStatus
from tests.browsing import Browser, Page, fields_of
from tests.comments import MARKUP, model_in_force
from tests.conftest import OTHER_MODEL, user_id

LIST = "/editorial/resources"
SUGGESTED = "/editorial/suggestions"

pytestmark = pytest.mark.usefixtures("hub")


@pytest.fixture
def editor(app: Flask, browser_of: Callable[[str], Browser]) -> Browser:
    with app.app_context(), writing():
        db.session.add(User(name="Edna Editor", email="editor@anytown.example", role=Role.EDITOR))
    return browser_of("editor")


@pytest.fixture
def slug(app: Flask) -> str:
    """Of an entry that is in no queue."""
    with app.app_context():
        return db.session.scalars(select(Resource.slug).where(Resource.review_by > date(2027, 6, 1)).limit(1)).one()


@pytest.fixture
def url(slug: str) -> str:
    return f"{LIST}/{slug}"


@pytest.fixture
def suggested(app: Flask) -> str:
    """The address of what the officer suggested."""
    with app.app_context(), writing():
        suggestion = Suggestion(
            title="A rota guide for gritting lorries",
            url="https://www.example.org/rota-guide",
            normal_url="example.org/rota-guide",
            publisher="Winter Service Group",
            why="Whoever plans the gritting finds six rotas.",
            code="FV1",
            suggested_by_id=user_id(app, "officer"),
        )
        db.session.add(suggestion)
        db.session.flush()
        return f"{SUGGESTED}/{suggestion.id}"


def stored(app: Flask, slug: str) -> Resource:
    with app.app_context():
        found = find_resource(slug)
        assert found is not None
        return found


def change(app: Flask, slug: str, **values: object) -> None:
    with app.app_context(), writing():
        db.session.execute(update(Resource).where(Resource.slug == slug).values(**values))


def suggestion_of(app: Flask) -> Suggestion:
    with app.app_context():
        return db.session.scalars(select(Suggestion)).one()


def publish(browser: Browser, suggested: str, status: int = 200, **changed: object) -> Page:
    """Fill in what a suggestion does not say, and press “Publish”."""
    action = f"{LIST}/new?suggestion={suggested.rpartition('/')[2]}"
    fields = {"kind": "guidance", "serves-0-from": "1", "serves-0-to": "2"}
    return browser.press(browser.get(action), fields | changed, status, action=action)


def listed(page: Page) -> list[str]:
    return ["".join(cell[0].itertext()) for cell in page.find("td") if len(cell) and cell[0].tag == "a"]


@pytest.mark.parametrize("path", [LIST, f"{LIST}/new", SUGGESTED, "{url}", "{suggested}"])
def test_only_editors_and_administrators_find_these_pages(
    lead: Browser, editor: Browser, administrator: Browser, url: str, suggested: str, path: str
) -> None:
    path = path.format(url=url, suggested=suggested)
    lead.get(path, 404)
    for browser in (editor, administrator):
        assert browser.client.get(path).status_code == 200


def test_nobody_else_changes_anything(lead: Browser, app: Flask, slug: str, url: str, suggested: str) -> None:
    version = stored(app, slug).row_version
    for path in (url, f"{url}/reviewed", f"{url}/offered", f"{LIST}/new", suggested, f"{suggested}/reopen"):
        lead.post(path, {"title": "Mine", "reason": "Mine", "row_version": str(version)}, 404)
    assert stored(app, slug).row_version == version
    assert suggestion_of(app).status is SuggestionStatus.OPEN


@pytest.mark.parametrize("path", ["/editorial", LIST, SUGGESTED])
def test_every_list_leads_to_the_others(editor: Browser, path: str) -> None:
    page = editor.get(path)
    addresses = {
        "Comments": "/editorial",
        "Suggestions": SUGGESTED,
        "Resources": LIST,
        "Bulk edit": f"{LIST}/bulk",
    }
    (here,) = [name for name, address in addresses.items() if address == path]
    assert {name: page.links().get(name) for name in addresses if name != here} == {
        name: address for name, address in addresses.items() if name != here
    }
    assert [e.text for e in page.find("strong", aria_current="page")][0] == here


def test_an_editor_sees_what_was_suggested_by_whom(editor: Browser, suggested: str, app: Flask) -> None:
    with app.app_context(), writing():
        visitors = Suggestion(title=MARKUP, url="https://example.net/", normal_url="example.net", code="")
        visitors.publisher, visitors.why = "Somebody", MARKUP
        db.session.add(visitors)
    page = editor.get(SUGGESTED)
    words = page.text
    for said in ("Omar Officer", "a visitor", "Winter Service Group", "finds six rotas", "Helps with FV1", MARKUP):
        assert said in words
    assert words.index(MARKUP) < words.index("A rota guide")
    assert "<script>alert" not in page.html
    assert "Declined (0)" in page.links()


def test_before_anything_is_suggested_the_list_says_so(editor: Browser) -> None:
    assert "No suggestion waits for you." in editor.get(SUGGESTED).text
    assert "There is none." in editor.get(f"{SUGGESTED}?status=declined&page=7").text


def test_an_editor_sees_what_is_like_a_suggestion(editor: Browser, suggested: str, app: Flask, slug: str) -> None:
    there = stored(app, slug)
    with app.app_context(), writing():
        db.session.execute(update(Suggestion).values(title=there.title, url=there.url))
        db.session.execute(update(Resource).where(Resource.slug == slug).values(status=Status.WITHDRAWN))
    for path in (SUGGESTED, suggested, f"{LIST}/new?suggestion={suggested.rpartition('/')[2]}"):
        page = editor.get(path)
        assert page.links()[there.title] == f"{LIST}/{slug}"
        assert f"(withdrawn), {there.publisher}: the same address" in page.text


def test_declining_needs_a_reason_which_the_suggester_reads(editor: Browser, officer: Browser, suggested: str) -> None:
    page = editor.post_form(suggested, {"reason": " "}, 422)
    assert page.errors() == ["Enter why it is declined"]
    page = editor.press(page, {"reason": f"It is on gritting alone. {MARKUP}"})
    assert page.path == SUGGESTED
    assert "Declined (1)" in page.links()
    words = officer.get("/resources/suggest").text
    assert f"The editors say: It is on gritting alone. {MARKUP}" in words
    assert "Edna" not in words


def test_of_a_visitors_suggestion_nobody_is_said_to_read_the_reason(
    editor: Browser, app: Flask, suggested: str
) -> None:
    assert "The person who suggested it reads it." in editor.get(suggested).text
    with app.app_context(), writing():
        db.session.execute(update(Suggestion).values(suggested_by_id=None))
    page = editor.get(suggested)
    assert "The person who suggested it reads it." not in page.text
    page = editor.press(page, {"reason": "No."})
    assert "The suggestion is declined." in page.text
    assert "can see why" not in page.text


def test_a_declined_suggestion_is_opened_again_with_its_reason(
    editor: Browser, officer: Browser, app: Flask, suggested: str
) -> None:
    editor.post_form(suggested, {"reason": "It is on gritting alone."})
    declined = editor.get(f"{SUGGESTED}?status=declined")
    page = editor.press(declined, action=f"{suggested}/reopen")
    assert "The suggestion is open again." in page.text
    assert page.path == suggested
    assert "It is on gritting alone." in page.text
    assert "The editors have not decided yet." in officer.get("/resources/suggest").text
    publish(editor, suggested)
    assert suggestion_of(app).reason == ""
    page = editor.press(declined, action=f"{suggested}/reopen")
    assert "Somebody has published it, so it is not opened again." in page.text


def test_a_reason_that_is_too_long_is_kept(editor: Browser, suggested: str) -> None:
    page = editor.post_form(suggested, {"reason": "x" * 1001}, 422)
    assert page.errors() == ["The reason must be 1,000 characters or fewer"]
    assert "x" * 1001 in page.text


def test_a_decision_of_somebody_else_in_between_stands(
    editor: Browser, administrator: Browser, app: Flask, suggested: str
) -> None:
    mine = editor.get(suggested)
    administrator.post_form(suggested, {"reason": "Theirs."})
    page = editor.press(mine, {"reason": "Mine."}, 409)
    assert "It has been decided already" in page.text
    assert "Theirs." in page.text
    assert "Mine." in page.text
    assert suggestion_of(app).reason == "Theirs."


def test_pressing_decline_twice_is_one_decision(editor: Browser, suggested: str) -> None:
    page = editor.get(suggested)
    for _ in range(2):
        assert editor.press(page, {"reason": "No."}).path == SUGGESTED


def test_publishing_makes_an_entry_which_the_suggester_finds(
    editor: Browser, officer: Browser, app: Flask, suggested: str
) -> None:
    page = publish(editor, suggested, title="Gritting rotas: a guide")
    assert "“Gritting rotas: a guide” is published." in page.text
    resource = stored(app, "gritting-rotas-a-guide")
    assert (resource.summary, resource.publisher) == (
        "Whoever plans the gritting finds six rotas.",
        "Winter Service Group",
    )
    assert [(step.code, step.from_level, step.to_level) for step in resource.steps] == [("FV1", 1, 2)]
    assert (resource.changed_by_id, resource.reviewed_on) == (user_id(app, "editor"), date.today())
    suggestion = suggestion_of(app)
    assert (suggestion.status, suggestion.resource_id) == (SuggestionStatus.PUBLISHED, resource.id)
    page = officer.get("/resources/suggest")
    assert page.links()["Gritting rotas: a guide"] == "/resources/gritting-rotas-a-guide"
    change(app, resource.slug, status=Status.WITHDRAWN)
    assert "has been withdrawn since" in officer.get("/resources/suggest").text


def test_what_a_suggestion_does_not_say_has_to_be_said(editor: Browser, suggested: str, app: Flask) -> None:
    page = publish(editor, suggested, 422, kind="", review_by="", **{"serves-0-to": ""})
    assert page.errors() == [
        "Select the kind",
        "Write a year and a month, such as 2027-11",
        "Select a level above the one that the step begins at",
    ]
    assert page.by_id("title").get("value") == "A rota guide for gritting lorries"
    assert suggestion_of(app).status is SuggestionStatus.OPEN


def test_a_suggestion_is_published_once(editor: Browser, administrator: Browser, app: Flask, suggested: str) -> None:
    new = f"{LIST}/new?suggestion={suggested.rpartition('/')[2]}"
    mine = editor.get(new)
    administrator.post_form(suggested, {"reason": "Not for us."})
    fields = {"kind": "guidance", "serves-0-from": "1", "serves-0-to": "2"}
    page = editor.press(mine, fields, 409, action=new)
    assert page.errors() == ["Somebody has decided about this suggestion already, so nothing is published"]
    assert page.by_id("title").get("value") == "A rota guide for gritting lorries"
    assert editor.get(new).path == suggested
    with app.app_context():
        assert find_resource("a-rota-guide-for-gritting-lorries") is None


@pytest.mark.parametrize("number", ["99", "x", "1" * 30])
def test_a_suggestion_that_is_not_there_is_not_found(editor: Browser, number: str) -> None:
    editor.get(f"{LIST}/new?suggestion={number}", 404)
    editor.get(f"{SUGGESTED}/{number}", 404)


def test_an_address_that_an_entry_has_is_not_published_again(
    editor: Browser, app: Flask, suggested: str, slug: str
) -> None:
    there = stored(app, slug)
    page = publish(editor, suggested, 422, url=f"{there.url}#part")
    assert page.errors() == [f"“{there.title}” has this address already: change that entry instead"]
    assert suggestion_of(app).status is SuggestionStatus.OPEN


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Councils’ data – a guide", "councils-data-a-guide"),
        ("Crème & co. 2026", "creme-co-2026"),
        ("地方政府", "resource"),
        ("x" * 200, "x" * 55),
        ("word " * 40, "word-" * 10 + "word"),
    ],
)
def test_an_id_is_made_of_the_title(title: str, slug: str) -> None:
    assert slug_of(title) == slug


@pytest.mark.parametrize(
    ("title", "ids"), [("Suggest", ["suggest-resource", "suggest-resource-2"]), ("A tool", ["a-tool", "a-tool-2"])]
)
def test_an_id_is_free_and_no_word_of_an_address(editor: Browser, app: Flask, title: str, ids: list[str]) -> None:
    model = model_in_force(app)
    for number in range(2):
        fields = {
            "title": title,
            "publisher": "P",
            "url": f"https://example.net/{number}",
            "summary": "S",
            "kind": "tool",
            "serves-0-characteristic": f"{model.id}/{model.characteristics[0].code}",
            "serves-0-from": "0",
            "serves-0-to": "1",
        }
        page = editor.get(f"{LIST}/new")
        editor.press(page, fields, action=f"{LIST}/new")
    for one in ids:
        assert stored(app, one).title == title


def test_saving_a_form_as_it_is_changes_nothing(editor: Browser, app: Flask) -> None:
    """Of every entry that is shipped."""
    with app.app_context():
        slugs = list(db.session.scalars(select(Resource.slug)))[::20]
    for slug in slugs:
        before = stored(app, slug)
        page = editor.get(f"{LIST}/{slug}")
        editor.press(page, action=f"{LIST}/{slug}")
        assert stored(app, slug).row_version == before.row_version, slug


def test_every_field_can_be_changed(editor: Browser, app: Flask, slug: str, url: str) -> None:
    model = model_in_force(app)
    first, second = model.characteristics[0].code, model.characteristics[1].code
    fields = {
        "title": "Another title",
        "publisher": "Another publisher",
        "url": "https://example.net/another",
        "kind": "tool",
        "year": "2021",
        "summary": "Other words.\nOn two lines.",
        "topics": ["benchmarking", "scrutiny"],
        "council_types": ["district"],
        "effort": "project",
        "access": "members",
        "status": "archived",
        "review_by": "2029-02",
        "serves-0-characteristic": f"{model.id}/{first}",
        "serves-0-from": "0",
        "serves-0-to": "2",
        "serves-5-characteristic": f"{model.id}/{second}",
        "serves-5-from": "3",
        "serves-5-to": "4",
    }
    empty = {f"serves-{row}-{part}": "" for row in range(1, 5) for part in ("characteristic", "from", "to")}
    page = editor.press(editor.get(url), fields | empty, action=url)
    assert "“Another title” is saved." in page.text
    with app.app_context():
        resource = find_resource(slug)
        assert resource is not None
        assert content_of(entry_of(resource)) == {
            "id": slug,
            "title": "Another title",
            "publisher": "Another publisher",
            "url": "https://example.net/another",
            "kind": "tool",
            "year": 2021,
            "summary": "Other words.\nOn two lines.",
            "serves": [
                {"model": None, "characteristic": first, "from": 0, "to": 2},
                {"model": None, "characteristic": second, "from": 3, "to": 4},
            ],
            "topics": ["benchmarking", "scrutiny"],
            "council_types": ["district"],
            "effort": "project",
            "access": "members",
            "status": "archived",
            "review_by": "2029-02",
        }
        assert resource.changed_by_id == user_id(app, "editor")
    assert "Last changed" in editor.get(url).text
    assert "by Edna Editor" in editor.get(url).text


@pytest.mark.parametrize(
    ("field", "typed", "error"),
    [
        ("title", "", "Enter the title"),
        ("title", "x" * 201, "The title must be 200 characters or fewer"),
        ("publisher", " ", "Enter the publisher"),
        ("url", "javascript:alert(1)", "Enter an address that begins with https:// or http://"),
        ("url", "", "Enter an address that begins with https:// or http://"),
        ("year", "1066", "Enter a year from 1900 to 2100, or leave it empty"),
        ("year", "soon", "Enter a year from 1900 to 2100, or leave it empty"),
        ("summary", "", "Enter the summary"),
        ("summary", "x" * 1001, "The summary must be 1,000 characters or fewer"),
        ("kind", "poem", "Select the kind"),
        ("effort", "none", "Select the effort"),
        ("access", "x", "Select who has access"),
        ("status", "gone", "Select the status"),
        ("topics", [f"topic-{n}" for n in range(7)], "Select at most six topics from the list"),
        ("topics", ["zzz"], "Select at most six topics from the list"),
        ("council_types", ["parish"], "Select types of council from the list"),
        ("review_by", "November", "Write a year and a month, such as 2027-11"),
        ("review_by", "2027-13", "Write a year and a month, such as 2027-11"),
    ],
)
def test_a_fault_is_said_at_its_field_and_nothing_typed_is_lost(
    editor: Browser, app: Flask, slug: str, url: str, field: str, typed: str | list[str], error: str
) -> None:
    before = stored(app, slug).row_version
    fields = {"title": "Typed title", "summary": "Typed summary", field: typed}
    page = editor.press(editor.get(url), fields, 422, action=url)
    assert page.errors() == [error]
    page.by_id(field)
    if isinstance(typed, str) and field in {"title", "url", "year", "review_by"}:
        assert page.by_id(field).get("value") == typed
    assert page.by_id("title").get("value") == fields["title"]
    assert stored(app, slug).row_version == before


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"characteristic": ""}, ["Select a characteristic, or take the levels of this step away"]),
        ({"characteristic": "x/ZZ9"}, ["Select a characteristic, or take the levels of this step away"]),
        ({"from": ""}, ["Select the level that the step begins at"]),
        ({"from": "3", "to": "3"}, ["Select a level above the one that the step begins at"]),
        ({"to": "9"}, ["Select a level of “Efficient and intelligent councils”, which has 5"]),
        (
            {"characteristic": "", "from": "", "to": ""},
            ["Select at least one characteristic that it helps with, and the levels of the step"],
        ),
    ],
)
def test_a_step_that_is_none_is_said_in_its_row(
    editor: Browser, app: Flask, url: str, typed: dict[str, str], errors: list[str]
) -> None:
    model = model_in_force(app)
    errors = [error.replace("Efficient and intelligent councils", model.title) for error in errors]
    step = {"characteristic": f"{model.id}/{model.characteristics[0].code}", "from": "1", "to": "2"} | typed
    fields = {f"serves-{row}-{part}": "" for row in range(6) for part in step}
    fields |= {f"serves-0-{part}": value for part, value in step.items()}
    page = editor.press(editor.get(url), fields, 422, action=url)
    assert page.errors() == errors
    (link,) = [a.get("href", "") for a in page.find("a") if a.text == errors[0]]
    page.by_id(link.removeprefix("#"))


def test_the_same_step_twice_is_said_in_the_second_row(editor: Browser, app: Flask, url: str) -> None:
    model = model_in_force(app)
    step = {"characteristic": f"{model.id}/{model.characteristics[0].code}", "from": "1", "to": "2"}
    fields = {
        f"serves-{row}-{part}": value if row in {2, 4} else "" for row in range(6) for part, value in step.items()
    }
    page = editor.press(editor.get(url), fields, 422, action=url)
    assert page.errors() == ["Select another characteristic or level: this step is here twice"]
    assert [a.get("href") for a in page.find("a") if a.text == page.errors()[0]] == ["#serves-4-characteristic"]


def test_more_steps_than_an_entry_has_are_said_and_kept(editor: Browser, app: Flask, slug: str, url: str) -> None:
    before, model = stored(app, slug).row_version, model_in_force(app)
    steps = [(each.code, level) for each in model.characteristics for level in range(model.top_level)][: MOST_ROWS + 2]
    fields = fields_of(editor.get(url).form(url))
    for row, (code, level) in enumerate(steps):
        number = row if row < MOST_ROWS else row + 100
        step = {"characteristic": f"{model.id}/{code}", "from": str(level), "to": str(level + 1)}
        for part, value in step.items():
            fields[f"serves-{number}-{part}"] = value
    page = editor.post(url, fields, 422)
    assert page.errors() == ["Take this step away: an entry helps with at most 12"] * 2
    assert page.by_id("serves-13-characteristic")
    assert stored(app, slug).row_version == before
    page = editor.press(page, {f"serves-{row}-{part}": "" for row in (0, 13) for part in step}, action=url)
    assert len(stored(app, slug).steps) == MOST_ROWS


def test_a_type_of_council_is_stored_once(editor: Browser, app: Flask, slug: str, url: str) -> None:
    editor.press(editor.get(url), {"council_types": ["district", "county", "district"]}, action=url)
    assert stored(app, slug).council_types == "district county"


def test_more_rows_come_without_saving_and_keep_what_was_typed(
    editor: Browser, app: Flask, slug: str, url: str
) -> None:
    before, page = stored(app, slug).row_version, editor.get(url)
    for rows in (9, MOST_ROWS, MOST_ROWS):
        page = editor.press(page, {"title": "Typed title", "more": "1"}, action=url)
        assert page.by_id("title").get("value") == "Typed title"
        assert len([e for e in page.find("select") if e.get("id", "").endswith("-from")]) == rows
    assert "Add more rows" not in page.text
    page = editor.get(f"{LIST}/new")
    page = editor.press(page, {"more": "1"}, action=f"{LIST}/new")
    assert len([e for e in page.find("select") if e.get("id", "").endswith("-from")]) == 9
    assert stored(app, slug).row_version == before


def test_enter_in_a_box_saves(editor: Browser, url: str) -> None:
    """A browser presses the first button of the form."""
    first = next(editor.get(url).form(url).iter("button"))
    assert (first.text or "").strip() == "Save"


def test_an_address_of_another_entry_is_refused(editor: Browser, app: Flask, slug: str, url: str) -> None:
    with app.app_context():
        other = db.session.scalars(select(Resource).where(Resource.slug != slug).limit(1)).one()
    page = editor.press(editor.get(url), {"url": other.url}, 422, action=url)
    assert page.errors() == [f"“{other.title}” has this address already: change that entry instead"]


def test_what_somebody_else_saved_in_between_is_shown_beside_mine(
    editor: Browser, administrator: Browser, app: Flask, slug: str, url: str
) -> None:
    mine = editor.get(url)
    administrator.press(administrator.get(url), {"title": "Theirs", "year": "2020"}, action=url)
    page = editor.press(mine, {"title": "Mine"}, 409, action=url)
    assert "Which version should stand?" in page.text
    assert "Ada Admin changed this entry" in page.text
    cells = ["".join(cell.itertext()) for cell in page.find("td")]
    assert {"Theirs", "Mine", "2020"} <= set(cells)
    assert page.by_id("title").get("value") == "Mine"
    assert stored(app, slug).title == "Theirs"
    editor.press(page, {"replaces": str(stored(app, slug).row_version)}, action=url)
    assert stored(app, slug).title == "Mine"


def test_pressing_save_twice_is_one_change(editor: Browser, app: Flask, slug: str, url: str) -> None:
    page = editor.get(url)
    for _ in range(2):
        assert "is saved." in editor.press(page, {"title": "Once"}, action=url).text
    assert stored(app, slug).row_version == 2


def test_looking_at_it_moves_the_review_and_nothing_else(editor: Browser, app: Flask, slug: str, url: str) -> None:
    change(app, slug, review_by=date(2025, 1, 1))
    with app.app_context():
        before = content_of(entry_of(stored(app, slug)))
    page = editor.get(url)
    editor.press(page, {"title": "Not saved by this button"}, action=f"{url}/reviewed")
    resource, today = stored(app, slug), date.today()
    assert resource.reviewed_on == today
    assert (resource.review_by.year, resource.review_by.month) == (today.year + 1, today.month)
    with app.app_context():
        after = content_of(entry_of(resource))
    assert {name for name in after if after[name] != before[name]} == {"review_by"}


def test_what_was_changed_since_is_not_said_to_be_right(
    editor: Browser, administrator: Browser, app: Flask, slug: str, url: str
) -> None:
    mine = editor.get(url)
    administrator.press(administrator.get(url), {"title": "Theirs"}, action=url)
    page = editor.press(mine, status=409, action=f"{url}/reviewed")
    assert page.errors()[0].startswith("The entry was changed after you opened it.")
    assert page.by_id("title").get("value") == "Theirs"
    assert stored(app, slug).reviewed_on is None
    editor.press(page, action=f"{url}/reviewed")
    assert stored(app, slug).reviewed_on == date.today()


def offer(app: Flask, slug: str) -> None:
    """As a load does, after an edit here and another in the file."""
    with app.app_context():
        resource = stored(app, slug)
        content = content_of(entry_of(resource)) | {"title": "As in the file"}
    change(app, slug, title="As edited here", offered=json.dumps(content))


@pytest.mark.parametrize(("version", "title"), [("here", "As edited here"), ("file", "As in the file")])
def test_an_editor_chooses_between_the_file_and_what_is_here(
    editor: Browser, app: Flask, slug: str, url: str, version: str, title: str
) -> None:
    offer(app, slug)
    list_page = editor.get(f"{LIST}?queue=differs")
    assert listed(list_page) == ["As edited here"]
    page = editor.get(list_page.links()["As edited here"])
    assert "As in the file" in page.text
    action = f"{url}/offered?queue=differs"
    page = editor.press(page, {"version": version}, action=action)
    assert "Nothing differs from the file." in page.text
    resource = stored(app, slug)
    assert (resource.title, resource.offered) == (title, None)
    assert resource.row_version == 2


def test_the_queues_hold_what_waits_and_are_counted(editor: Browser, app: Flask) -> None:
    with app.app_context():
        late, due, broken, moved, works, gone = db.session.scalars(
            select(Resource.slug).order_by(Resource.title).limit(6)
        ).all()
        with writing():
            db.session.execute(update(Resource).values(review_by=date(2090, 1, 1), link_state=LinkState.WORKS))
    change(app, late, review_by=date(2026, 1, 1))
    change(app, due, review_by=date.today().replace(day=1))
    change(app, broken, link_state=LinkState.BROKEN, link_note="It is gone: 404.")
    change(app, moved, link_state=LinkState.MOVED, moved_to="https://example.net/now")
    change(app, works, link_state=LinkState.WORKS)
    change(app, gone, status=Status.WITHDRAWN, link_state=LinkState.BROKEN, review_by=date(2020, 1, 1))
    page = editor.get(LIST)
    expected = {"To review (1)", "Links (2)", "Differs from the file (0)", "Withdrawn (1)"}
    assert expected <= page.links().keys()
    for queue, slugs in (("review", [late]), ("links", [broken, moved]), ("withdrawn", [gone])):
        page = editor.get(f"{LIST}?queue={queue}")
        assert sorted(listed(page)) == sorted(stored(app, slug).title for slug in slugs)
    change(app, works, link_state=LinkState.UNSURE)
    page = editor.get(f"{LIST}?queue=links")
    assert listed(page) == [stored(app, slug).title for slug in (broken, moved, works)], "the worst come first"
    assert "It is gone: 404." in page.text
    assert "https://example.net/now" in page.text


def test_a_queue_of_nothing_says_what_that_means(editor: Browser) -> None:
    page = editor.get(f"{LIST}?queue=links")
    assert "No link is known to be broken or to have moved." in page.text
    assert "flask resources check-links" in page.text
    assert "Nothing is withdrawn." in editor.get(f"{LIST}?queue=withdrawn").text


def test_titles_are_searched_as_they_are_typed(editor: Browser, app: Flask, slug: str) -> None:
    change(app, slug, title="100% of_nothing")
    for words, titles in (("100% OF_", ["100% of_nothing"]), ("0_ o", []), ("of%nothing", []), ("'; DROP--", [])):
        assert listed(editor.get(LIST, query_string={"q": words})) == titles
    page = editor.get(LIST, query_string={"q": "x" * 10_000})
    assert "No title here holds" in page.text
    page = editor.get(LIST, query_string={"q": "100%", "queue": "nothing", "page": "999999"})
    assert listed(page) == ["100% of_nothing"]


def test_a_long_list_has_pages_and_a_save_comes_back_to_its_own(editor: Browser) -> None:
    page = editor.get(LIST)
    assert len(listed(page)) == 50
    page = editor.get(f"{LIST}?page=2")
    address = page.links()[listed(page)[0]]
    assert address.endswith("?page=2")
    page = editor.press(editor.get(address), action=address)
    assert (page.path, page.response.request.query_string) == (LIST, b"page=2")


def test_withdrawing_takes_it_from_readers_and_leaves_it_to_editors(
    editor: Browser, app: Flask, slug: str, url: str
) -> None:
    editor.press(editor.get(url), {"status": "withdrawn"}, action=url)
    assert stored(app, slug).status is Status.WITHDRAWN
    assert listed(editor.get(f"{LIST}?queue=withdrawn")) == [stored(app, slug).title]


def test_a_step_of_what_the_model_no_longer_has_is_kept(editor: Browser, app: Flask, slug: str, url: str) -> None:
    with app.app_context(), writing():
        resource = find_resource(slug)
        assert resource is not None
        resource.steps[0].code = "ZZ9"
    page = editor.get(url)
    assert "ZZ9 (no longer in the model)" in page.text
    editor.press(page, {"title": "Another"}, action=url)
    assert "ZZ9" in [step.code for step in stored(app, slug).steps]


def test_with_two_models_a_step_is_of_either(editor: Browser, app: Flask, slug: str, url: str) -> None:
    with app.app_context():
        publish_file(OTHER_MODEL, None)
    page = editor.get(url)
    options = page.by_id("serves-5-characteristic").iter("option")
    (value,) = [option.get("value", "") for option in options if "BK1" in (option.text or "")]
    step = {"serves-5-characteristic": value, "serves-5-from": "1", "serves-5-to": "2"}
    editor.press(page, step, action=url)
    assert value.partition("/")[0] in [step.model_id for step in stored(app, slug).steps]
    rows = {"serves-5-characteristic": value, "serves-5-from": "1", "serves-5-to": "5"}
    page = editor.press(editor.get(url), rows, 422, action=url)
    assert "which has" in page.errors()[0]


def test_a_session_that_ended_keeps_the_longest_form(editor: Browser, app: Flask, url: str) -> None:
    page = editor.press(editor.press(editor.get(url), {"more": "1"}, action=url), {"more": "1"}, action=url)
    form = page.form(url)
    every = {"topics": [f"topic-{number}" for number in range(6)], "council_types": [*map(str, CouncilType)]}
    fields = fields_of(form)
    for name, values in every.items():
        fields.setlist(name, values)
    with app.test_request_context(url, method="POST", data=fields):
        kept = typed_fields()
    assert {name for name, _ in kept} == set(fields) - {"csrf_token"}
    assert [value for name, value in kept if name == "council_types"] == every["council_types"]


def test_what_is_not_there_is_not_found(editor: Browser) -> None:
    editor.get(f"{LIST}/nothing", 404)
    for path in ("nothing", "nothing/reviewed", "nothing/offered"):
        editor.post(f"{LIST}/{path}", {"title": "x"}, 404)
