"""One entry of the hub: who reads it, what it says, what people here note on it, and a person's own list."""

import re
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from app.database import db
from app.resources.definitions import RESERVED_IDS
from app.resources.facts import check_in_words
from app.resources.related import Step, Ties, nearest
from app.resources.tables import LinkState, Resource, ResourceNote, SavedResource
from tests.browsing import Browser, Page, squeeze
from tests.conftest import user_id
from tests.entries import add_entry, add_note, change_entry, make_entry, open_the_hub, replace_entry, serves

SLUG = "budget-guide"
PATH = f"/resources/{SLUG}"


@pytest.fixture
def entry(app: Flask) -> str:
    return add_entry(app, SLUG, title="Budgets: a guide", serves=serves("FV1 2>3", "FV1 3>4", "UP1 1>2"))


def rows(app: Flask, table: type) -> int:
    with app.app_context():
        return db.session.query(table).count()


def facts(page: Page) -> dict[str, str]:
    (aside,) = page.find("aside")
    terms = [squeeze("".join(e.itertext())) for e in aside.iter() if e.tag in {"dt", "dd"}]
    return dict(zip(terms[::2], terms[1::2], strict=True))


# Who may read


@pytest.mark.parametrize("path", [PATH, "/resources/feed.atom", "/resources.csv", "/resources.json"])
def test_a_visitor_reads_resources_only_where_the_council_lets_anybody(
    administrator: Browser, visitor: Browser, entry: str, path: str
) -> None:
    assert visitor.client.get(path).location.startswith("/sign-in")
    open_the_hub(administrator)
    assert visitor.client.get(path).status_code == 200
    closed = {"council_name": "Anytown", "council_type": "district", "retention": "keep"}
    administrator.post(
        "/settings", closed | {"smallest_group": "5", "retention_days": "90", "most_priorities": "8"}, 303
    )
    assert visitor.client.get(path).status_code == 303


def test_the_setting_opens_nothing_that_writes_or_belongs_to_a_person(
    administrator: Browser, visitor: Browser, entry: str
) -> None:
    open_the_hub(administrator)
    assert visitor.get("/resources/mine").path == "/sign-in"
    for path in ("note", "note/remove", "save", "remove"):
        assert visitor.client.post(f"{entry}/{path}", data={"helped": "yes"}).status_code == 401


def test_visitors_may_suggest_only_where_they_may_read(administrator: Browser) -> None:
    page = administrator.post_form("/settings", {"may_visitors_suggest": "y"}, 422)
    assert page.errors() == ["Let anybody read the resources first, or do not let visitors suggest them"]
    open_the_hub(administrator, may_visitors_suggest="y")
    page = administrator.get("/settings")
    assert all(page.by_id(name).get("checked") is not None for name in ("is_hub_public", "may_visitors_suggest"))


def test_no_page_beside_the_entries_can_be_taken_by_an_entry(app: Flask) -> None:
    beside = {rule.rule.split("/")[2] for rule in app.url_map.iter_rules() if rule.rule.startswith("/resources/")}
    words = {word for word in beside if re.fullmatch("[a-z0-9-]+", word)}
    assert {"mine", "print"} <= words <= RESERVED_IDS
    for word in words:
        with pytest.raises(ValueError, match="is the address of another page"):
            make_entry(word)


# What it says


def test_an_entry_says_what_it_is_and_where_it_leads(lead: Browser, app: Flask) -> None:
    parts = {"title": "Budgets: a “guide”", "year": 2023, "kind": "case-study", "access": "registration"}
    parts |= {"effort": "project", "council_types": ["district", "county"]}
    page = lead.get(add_entry(app, SLUG, **parts))
    assert page.h1 == "Budgets: a “guide”"
    said = facts(page)
    assert said["Publisher"] == "Fenmarsh Council"
    assert (said["Kind"], said["Year"]) == ("Case study", "2023")
    assert (said["Access"], said["Effort"]) == ("Free, with registration", "Weeks of work")
    assert said["For"] == "District or borough council; County council"
    (out,) = [a for a in page.find("a") if a.get("href", "").startswith("https://fenmarsh")]
    assert out.get("rel") == "noopener"
    assert squeeze("".join(out.itertext())) == "Open it at Fenmarsh Council (leaves Bearings)"
    assert "(leaves Bearings). Free, with registration." in page.text


def test_an_entry_leads_to_what_it_helps_with(lead: Browser, entry: str) -> None:
    page = lead.get(entry)
    assert "Medium-term planningHelps from Developing to MatureHelps from Mature to Leader" in page.text
    links = page.links()
    assert links["Medium-term planning"] == "/model/efficient-and-intelligent-council/finance#fv1"
    search = links["All resources for this characteristic: Medium-term planning"]
    assert search.lower().endswith("?characteristic=efficient-and-intelligent-council/fv1")


def test_what_the_model_no_longer_has_is_passed_over(lead: Browser, app: Flask) -> None:
    page = lead.get(add_entry(app, SLUG, serves=serves("XX9 1>2", "FV1 5>6")))
    assert "XX9" not in page.text
    assert "Helps " not in page.text


def test_an_entry_says_how_old_it_is_and_whether_its_link_worked(lead: Browser, app: Flask, entry: str) -> None:
    said = facts(lead.get(entry))
    assert "and not checked here since; to be looked at again by May 2027" in said["This entry"]
    assert said["The link"] == "Not checked yet"
    moment = datetime(2026, 5, 3, 12, tzinfo=UTC)
    change_entry(app, SLUG, reviewed_on=date(2026, 4, 2), link_state=LinkState.BROKEN, link_checked_at=moment)
    page = lead.get(entry)
    assert facts(page)["This entry"].startswith("Checked here on 2 April 2026;")
    assert facts(page)["The link"] == "Did not work on 3 May 2026"
    assert "The link did not work when it was last checked." in page.text


@pytest.mark.parametrize(("today", "is_late"), [(date(2027, 5, 31), False), (date(2027, 6, 1), True)])
def test_an_entry_is_overdue_once_its_month_is_over(app: Flask, entry: str, today: date, is_late: bool) -> None:
    with app.app_context():
        row = db.session.query(Resource).one()
    assert ("should have been looked at again by May 2027" in check_in_words(row, today)) == is_late


def test_an_entry_that_is_withdrawn_is_gone_but_for_editors(
    app: Flask, administrator: Browser, lead: Browser, visitor: Browser, entry: str
) -> None:
    open_the_hub(administrator)
    replace_entry(app, SLUG, status="withdrawn")
    visitor.get(entry, 404)
    assert lead.get(entry, 410).h1 == "This resource is withdrawn"
    assert "This entry is withdrawn: only editors can open it." in administrator.get(entry).text
    for path in ("note", "save"):
        lead.post(f"{entry}/{path}", {"helped": "yes"}, 404)
    assert (rows(app, ResourceNote), rows(app, SavedResource)) == (0, 0)


def test_what_does_not_exist_is_not_found(lead: Browser) -> None:
    lead.get("/resources/nothing-here", 404)
    lead.post("/resources/nothing-here/save", {}, 404)


def test_only_editors_are_shown_the_way_to_edit(administrator: Browser, lead: Browser, entry: str) -> None:
    assert administrator.get(entry).links()["Edit this entry"] == f"/editorial{entry}"
    assert "Edit this entry" not in lead.get(entry).text


# Related


def test_the_nearest_share_a_step_then_a_characteristic_then_topics() -> None:
    this = Ties({Step("m", "AB1", 2)}, {"digital", "data"})
    others = {
        1: Ties(topics={"digital"}, year=2026),
        2: Ties({Step("m", "AB1", 3)}),
        3: Ties({Step("m", "AB1", 2)}),
        4: Ties(topics={"digital", "data"}),
        5: Ties(topics={"digital"}, year=2020),
        6: Ties({Step("other", "AB1", 2)}, {"health"}),
    }
    assert nearest(this, others) == [3, 2, 4, 1, 5]
    assert nearest(this, others, most=1) == [3]


def test_an_entry_names_what_is_related_and_nothing_withdrawn_or_older(lead: Browser, app: Flask, entry: str) -> None:
    add_entry(app, "near", title="For the same step")
    add_entry(app, "far", title="For nothing alike", serves=serves("LP1 1>2"))
    add_entry(app, "gone", title="Withdrawn since", status="withdrawn")
    add_entry(app, "older", title="Of long ago", status="archived")
    related = lead.get(entry).find("nav", aria_labelledby="related")[0]
    assert [squeeze("".join(a.itertext())) for a in related.iter("a")] == ["For the same step"]


# Notes


def test_a_person_says_whether_it_helped_and_others_here_see_it(lead: Browser, officer: Browser, entry: str) -> None:
    fields = {"helped": "yes", "text": "Saved us a month.\nAsk Lena."}
    page = lead.post_form(entry, fields, action=f"{entry}/note")
    assert "Thank you. Your note is saved." in page.text
    page = officer.get(entry)
    assert "1 person here used this; it helped them." in page.text
    assert "Lena Lead" in page.text
    assert "Saved us a month. Ask Lena." in page.text
    page = officer.post_form(entry, {"helped": "no"}, action=f"{entry}/note")
    assert "2 people here used this; it helped 1." in page.text


def test_a_note_is_changed_and_removed_by_whoever_made_it(lead: Browser, app: Flask, entry: str) -> None:
    add_note(app, SLUG, "officer", helped=True)
    lead.post_form(entry, {"helped": "yes", "text": "At first"}, action=f"{entry}/note")
    page = lead.get(entry)
    assert (page.by_id("text").text or "").strip() == "At first"
    page = lead.press(page, {"helped": "no", "text": "Later"}, action=f"{entry}/note")
    assert "At first" not in page.text
    assert "2 people here used this; it helped 1." in page.text
    page = lead.press(page, action=f"{entry}/note/remove")
    assert "1 person here used this; it helped them." in page.text
    assert "Later" not in page.text


def test_a_button_pressed_twice_makes_one_note(lead: Browser, app: Flask, entry: str) -> None:
    page = lead.get(entry)
    for _ in range(2):
        lead.press(page, {"helped": "yes"}, action=f"{entry}/note")
    assert rows(app, ResourceNote) == 1


def test_a_note_that_cannot_be_kept_is_given_back(lead: Browser, app: Flask, entry: str) -> None:
    page = lead.post_form(entry, {"text": "It " + "x" * 1000}, 422, action=f"{entry}/note")
    assert page.errors() == ["Select whether it helped you", "Your note must be 1,000 characters or fewer"]
    assert "x" * 1000 in (page.by_id("text").text or "")
    page = lead.post_form(entry, {"helped": "maybe"}, 422, action=f"{entry}/note")
    assert page.errors() == ["Select whether it helped you"]
    assert rows(app, ResourceNote) == 0


def test_what_is_typed_is_shown_as_it_was_typed(lead: Browser, entry: str) -> None:
    text = "<script>alert(1)</script> {{ 7 * 7 }}"
    page = lead.post_form(entry, {"helped": "yes", "text": text}, action=f"{entry}/note")
    assert page.text.count(text) >= 1
    assert not [s for s in page.find("script") if not s.get("src")]


def test_visitors_never_see_what_people_here_say(
    administrator: Browser, visitor: Browser, app: Flask, entry: str
) -> None:
    add_note(app, SLUG, "lead", helped=True, text="Between ourselves")
    open_the_hub(administrator)
    page = visitor.get(entry)
    assert "Between ourselves" not in page.html
    assert "Lena Lead" not in page.html
    assert "used this" not in page.text
    assert not page.find("main")[0].findall(".//form")


# A list of one’s own


def test_a_person_saves_resources_to_a_list_of_their_own(lead: Browser, officer: Browser, entry: str) -> None:
    assert "You have saved nothing yet." in lead.get("/resources/mine").text
    page = lead.press(lead.get(entry), action=f"{entry}/save")
    assert page.path == entry
    assert "“Budgets: a guide” is on your list." in page.text
    page = lead.get("/resources/mine")
    assert "https://fenmarsh.example.org/budget-guide" in page.text
    assert "Medium-term planning (from Developing to Mature, from Mature to Leader)" in page.text
    assert "You have saved nothing yet." in officer.get("/resources/mine").text
    page = lead.press(page, action=f"{entry}/remove")
    assert page.path == "/resources/mine"
    assert "You have saved nothing yet." in page.text


def test_saving_twice_is_saving_once(lead: Browser, app: Flask, entry: str) -> None:
    page = lead.get(entry)
    for _ in range(2):
        lead.press(page, action=f"{entry}/save")
    assert rows(app, SavedResource) == 1


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_saving_leads_back_within_bearings_only(lead: Browser, entry: str, elsewhere: str) -> None:
    answer = lead.post(f"{entry}/save", {"next": elsewhere}, 303).response
    assert answer.location == "/"


def test_what_is_withdrawn_leaves_the_list_and_can_still_be_taken_off(lead: Browser, app: Flask, entry: str) -> None:
    lead.press(lead.get(entry), action=f"{entry}/save")
    replace_entry(app, SLUG, status="withdrawn")
    assert "You have saved nothing yet." in lead.get("/resources/mine").text
    lead.post(f"{entry}/remove", {}, 303)
    assert rows(app, SavedResource) == 0


def test_notes_and_lists_go_with_the_person(app: Flask, lead: Browser, entry: str) -> None:
    add_note(app, SLUG, "lead", helped=True)
    lead.press(lead.get(entry), action=f"{entry}/save")
    number = user_id(app, "lead")
    with app.app_context():
        db.session.execute(db.text("DELETE FROM user WHERE id = :id"), {"id": number})
        db.session.commit()
    assert (rows(app, ResourceNote), rows(app, SavedResource)) == (0, 0)


def test_every_entry_that_bearings_comes_with_has_its_page(hub: None, lead: Browser, app: Flask) -> None:
    with app.app_context():
        slugs = [slug for (slug,) in db.session.query(Resource.slug).order_by(Resource.id)]
    assert len(slugs) > 300
    for slug in slugs[::20]:
        page = lead.get(f"/resources/{slug}")
        assert "Helps from" in page.text
        assert page.find("nav", aria_labelledby="related")
