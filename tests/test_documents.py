"""The printable summary: asked for, made in the background, served from store until something changes."""

from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

import pytest
from flask import Flask
from pypdf import PdfReader

from app.assessment.dates import add_months
from app.assessment.tables import Stage
from app.cli import people_commands
from app.documents import capability
from app.documents.asked import plain_name
from app.documents.making import Maker
from app.documents.renderer import Renderer
from app.documents.routes import send_pdf
from app.documents.store import document_of
from app.maturity.definitions import Model
from app.participation.tables import Group
from tests import plans, private_links, voices
from tests.browsing import Browser, Page, check_fragment
from tests.conftest import user_id
from tests.summaries import answer, id_of, needs_libraries
from tests.test_assessment import date_fields

# A second or so of work, to stand in front of the summary that a test asks for.
SLOW = "<table>" + "<tr><td>one<td>two<td>three" * 600 + "</table>"


NEVER = 3600.0
"""One maker that has waited in vain must not stop the renderer that the tests share."""


@pytest.fixture
def maker(app: Flask, renderer: Renderer) -> Iterator[Maker]:
    """The application’s own, with a worker that all tests share."""
    maker = app.extensions["documents"] = Maker(Path(app.instance_path) / "documents", renderer, idle_seconds=NEVER)
    yield maker
    assert maker.finish()


@pytest.fixture
def summary_url(assessment_url: str) -> str:
    return f"{assessment_url}/summary.pdf"


def made(browser: Browser, maker: Maker, url: str) -> bytes:
    """Ask, wait, and open what was made."""
    browser.get(url, 202)
    assert maker.finish()
    page = browser.get(url)
    assert page.response.mimetype == "application/pdf"
    return bytes(page.response.data)


@needs_libraries
def test_the_first_to_ask_sees_that_it_is_being_made_and_then_opens_it(
    lead: Browser, maker: Maker, summary_url: str
) -> None:
    page = lead.get(summary_url, 202)
    assert page.h1 == "Your summary"
    assert page.text_of("making").startswith("Your summary of “Self-assessment 2026” is being made.")
    assert page.links()["Check again"] == summary_url
    pdf = made(lead, maker, summary_url)
    assert len(PdfReader(BytesIO(pdf)).pages) > 5


@needs_libraries
def test_the_page_goes_on_asking_until_there_is_something_to_say(lead: Browser, maker: Maker, summary_url: str) -> None:
    maker.ask(document_of(0, SLOW), SLOW)
    region = lead.get(summary_url, 202).by_id("making")
    assert (region.get("hx-get"), region.get("hx-trigger"), region.get("hx-swap")) == (
        summary_url,
        "every 2s",
        "outerHTML",
    )
    assert lead.get_fragment(summary_url, 204).data == b""
    assert maker.finish()
    ready = lead.get_fragment(summary_url)
    check_fragment(ready.text)
    assert "hx-trigger" not in ready.text
    assert f'href="{summary_url}">Open your summary (PDF)</a>' in ready.text
    assert "HX-Request-Type" in ready.headers["Vary"]


@needs_libraries
def test_what_changes_on_the_page_is_inside_a_region_that_is_announced(
    lead: Browser, maker: Maker, summary_url: str
) -> None:
    (region,) = [element for element in lead.get(summary_url, 202).root.iter() if element.get("role") == "status"]
    assert [child.get("id") for child in region] == ["making"]


@needs_libraries
def test_it_opens_in_the_browser_under_a_good_name_and_no_cache_keeps_it(
    lead: Browser, maker: Maker, summary_url: str
) -> None:
    made(lead, maker, summary_url)
    headers = lead.get(summary_url).response.headers
    assert headers["Content-Disposition"] == "inline; filename=anytown-borough-council-self-assessment-2026-summary.pdf"
    assert headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("name", "plain", "whole"),
    [
        ("King’s Lynn: 2026/27 summary", "kings-lynn-2026-27-summary.pdf", None),
        ("Ynys Môn summary", "ynys-mon-summary.pdf", "ynys-môn-summary.pdf"),
        ("../../etc; \r\nx: y summary", "etc-x-y-summary.pdf", None),
        ("مجلس summary", "-summary.pdf", "مجلس-summary.pdf"),
    ],
)
def test_a_name_is_one_that_every_system_can_hold(app: Flask, name: str, plain: str, whole: str | None) -> None:
    with app.test_request_context():
        response = send_pdf(b"%PDF", plain_name(name, "pdf"))
    given = response.headers["Content-Disposition"]
    assert f"filename={plain}" in given
    assert whole is None or unquote(given).endswith(f"filename*=UTF-8''{whole}")


@needs_libraries
def test_the_stored_one_is_served_until_an_answer_changes(
    app: Flask, lead: Browser, maker: Maker, assessment_url: str, summary_url: str
) -> None:
    first = made(lead, maker, summary_url)
    assert lead.get(summary_url).response.data == first
    answer(app, assessment_url, 0, current=3, target=4)
    second = made(lead, maker, summary_url)
    assert second != first
    assert len(list(maker.folder.iterdir())) == 1


@needs_libraries
@pytest.mark.parametrize("change", ["title", "target date", "council", "lead", "action", "priority"])
def test_every_change_of_what_it_says_makes_another(
    lead: Browser, administrator: Browser, maker: Maker, assessment_url: str, change: str
) -> None:
    addresses = [f"{assessment_url}/summary.pdf", f"{assessment_url}/glance.pdf"]
    for address in addresses:
        made(lead, maker, address)
    make(change, lead, administrator, assessment_url)
    for address in addresses:
        is_in_it = change != "lead" or address.endswith("summary.pdf")
        lead.get(address, 202 if is_in_it else 200)


def make(change: str, lead: Browser, administrator: Browser, assessment_url: str) -> None:
    if change == "action":
        plans.add_action(lead.app, id_of(assessment_url), "UP1")
    elif change == "priority":
        plans.focus(lead.app, id_of(assessment_url), "UP1", is_priority=True)
    else:
        sooner = date_fields("target_date", add_months(date.today(), 13))
        browser, path, fields = {
            "title": (lead, f"{assessment_url}/edit", {"title": "Another title"}),
            "target date": (lead, f"{assessment_url}/edit", sooner),
            "council": (administrator, "/settings", {"colour": "#00573d"}),
            "lead": (administrator, f"/people/{user_id(lead.app, 'lead')}", {"name": "Leonora Lead"}),
        }[change]
        browser.press(browser.get(path), fields, action=path)


@needs_libraries
def test_it_is_for_everybody_with_a_part_in_the_assessment_and_for_nobody_else(
    app: Flask, browser_of: Callable[[str], Browser], visitor: Browser, maker: Maker, summary_url: str
) -> None:
    voices.set_stage(app, 1, Stage.AGREED)
    pdf = made(browser_of("lead"), maker, summary_url)
    for handle in ("officer", "viewer"):
        assert browser_of(handle).get(summary_url).response.data == pdf
    for handle in ("stranger", "administrator"):
        browser_of(handle).get(summary_url, 404)
        browser_of(handle).get_fragment(summary_url, 404)
    assert visitor.get(summary_url).h1 == "Sign in"


@needs_libraries
def test_a_failure_is_told_on_the_page_with_a_way_to_try_again(lead: Browser, maker: Maker, summary_url: str) -> None:
    maker.folder.write_text("in the way")
    lead.get(summary_url, 202)
    assert maker.finish()
    maker.folder.unlink()
    page = lead.get(summary_url, 503)
    assert "could not be made. It could not be stored (File exists)." in page.text_of("failed")
    assert page.links()["Try again"] == summary_url
    assert page.links()["open the results"] == summary_url.replace("summary.pdf", "results")
    assert made(lead, maker, summary_url).startswith(b"%PDF-")


@needs_libraries
def test_a_page_that_is_waiting_is_told_of_a_failure_too(lead: Browser, maker: Maker, summary_url: str) -> None:
    maker.folder.write_text("in the way")
    lead.get(summary_url, 202)
    assert maker.finish()
    maker.folder.unlink()
    fragment = lead.get_fragment(summary_url, 503)
    check_fragment(fragment.text)
    assert "could not be made" in fragment.text
    assert "hx-trigger" not in fragment.text


def test_where_a_library_is_missing_the_page_names_the_line_that_installs_it(
    lead: Browser, maker: Maker, summary_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(capability, "LIBRARIES", {"Pango": ("libnowhere-1.0.so.0",)})
    monkeypatch.setattr("sys.platform", "linux")
    page: Page = lead.get(summary_url, 503)
    assert "apt-get install libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation2" in page.text_of("failed")
    assert "open the results" in page.links()


@needs_libraries
def test_the_summary_of_a_deleted_assessment_is_deleted_with_it(
    lead: Browser, maker: Maker, assessment_url: str, summary_url: str
) -> None:
    made(lead, maker, summary_url)
    lead.post_form(f"{assessment_url}/delete", {"typed_title": "Self-assessment 2026"})
    assert list(maker.folder.iterdir()) == []
    lead.get(summary_url, 404)


@needs_libraries
def test_what_was_made_is_deleted_when_an_account_is_erased_for_it_may_name_them(
    app: Flask, lead: Browser, maker: Maker, assessment_url: str, summary_url: str
) -> None:
    plans.add_action(app, id_of(assessment_url), "UP1", lead_officer="Mary Member")
    made(lead, maker, summary_url)
    erased = app.test_cli_runner().invoke(people_commands, ["erase", "member@anytown.example", "--yes"])
    assert erased.exit_code == 0, erased.output
    assert list(maker.folder.iterdir()) == []


def test_whoever_is_invited_is_sent_to_the_questions_in_word_where_their_pdf_fails(
    app: Flask, lead: Browser, maker: Maker, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(capability, "LIBRARIES", {"Pango": ("libnowhere-1.0.so.0",)})
    number, slug = voices.start(app), model.themes[1].slug
    person = voices.add_person(app, number, Group.MEMBER, name="By Link")
    browser = private_links.start(app, private_links.make_link(lead, number, person), number)
    address = f"/assessments/{number}/pack"
    page = browser.get(f"{address}.pdf?theme={slug}", 503)
    assert page.links()["download the questions as a Word document"] == f"{address}.docx?theme={slug}"
    assert "open the results" not in page.text
    assert f"{address}.docx?theme={slug}" in browser.get_fragment(f"{address}.pdf?theme={slug}", 503).text
    assert browser.client.get(f"{address}.docx?theme={slug}").status_code == 200


@needs_libraries
def test_other_pages_are_answered_while_a_summary_is_being_made(
    lead: Browser, maker: Maker, assessment_url: str
) -> None:
    maker.ask(document_of(0, SLOW), SLOW)
    lead.get(f"{assessment_url}/results")
    assert not maker.finish(seconds=0)
