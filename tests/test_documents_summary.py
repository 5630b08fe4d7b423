"""What the summary says: read back from real PDFs."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from pypdf import PdfReader
from sqlalchemy import func, select

from app.accounts.tables import Council, CouncilType
from app.database import db, writing
from app.documents.renderer import Renderer
from app.maturity.definitions import Model
from app.maturity.loading import read_model
from app.maturity.publishing import publish
from app.maturity.tables import ModelVersion
from app.results.figures import Kind
from tests.browsing import Browser, Page, squeeze
from tests.conftest import OTHER_MODEL, PASSWORD, make_app
from tests.summaries import answer, html_of, model_of_assessment, needs_libraries

pytestmark = needs_libraries

LONG_NOTE = [f"w{number:04}" for number in range(1666)]
MARKUP = (
    "<script>alert(1)</script> <b>not bold</b> &amp; {{ 7 * 7 }}"
    '</p></section><link rel="attachment" href="file:///etc/hostname">'
)
STRANGE = (
    "W" * 10_000,
    "Emoji 🎉👩🏽‍💻 and \u200d",
    "نص من اليمين إلى اليسار עברית",
    "中文",
    "\u0301" * 50,
    "\n" * 300 + "end",
)


@dataclass(frozen=True)
class Printed:
    """A summary that was printed and read again, and the results page beside it."""

    pdf: PdfReader
    pages: list[str]
    results: Page
    model: Model

    @property
    def text(self) -> str:
        return " ".join(self.pages)

    def page(self, beginning: str) -> str:
        (found,) = [text for text in self.pages if text.startswith(beginning)]
        return found

    def bookmarks(self) -> list[str]:
        return list(titles(self.pdf.outline))


def titles(outline: Any) -> Iterator[str]:
    for item in outline:
        if isinstance(item, list):
            yield from titles(item)
        else:
            yield item.title


@pytest.fixture(scope="module")
def council_app(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """One for all tests here: they only read."""
    return make_app(Path(shutil.copytree(template, tmp_path_factory.mktemp("summary") / "instance")))


@pytest.fixture(scope="module")
def lead_browser(council_app: Flask) -> Browser:
    browser = Browser(council_app)
    browser.post("/sign-in", {"email": "lead@anytown.example", "password": PASSWORD}, 303)
    return browser


def start(browser: Browser, title: str) -> str:
    return browser.post_form("/assessments/new", {"title": title}).path


def print_summary(browser: Browser, renderer: Renderer, url: str) -> Printed:
    pdf = PdfReader(BytesIO(renderer.render(html_of(browser.app, url))))
    pages = [squeeze(page.extract_text()) for page in pdf.pages]
    return Printed(pdf, pages, browser.get(f"{url}/results"), model_of_assessment(browser.app, url))


@pytest.fixture(scope="module")
def full(lead_browser: Browser, renderer: Renderer) -> Printed:
    """All 27 touched, with every kind of answer among them."""
    app, url = lead_browser.app, start(lead_browser, "Self-assessment 2026")
    for number in range(27):
        answer(app, url, number, current=number % 5, target=min(5, number % 5 + 1), evidence=number % 5)
    answer(app, url, 3, current=4, target=2, reason="We share this service from next year.")
    answer(app, url, 4, kind=Kind.UNKNOWN, current=None, target=None, evidence=None)
    answer(app, url, 5, kind=Kind.NOT_APPLICABLE, current=None, target=None, evidence=None)
    answer(app, url, 6, target=None, evidence=None)
    answer(app, url, 7, current=3, target=3)
    answer(app, url, 8, kind=None, current=None, target=None, evidence=None, note="Nothing chosen yet.")
    answer(app, url, 10, current=0, target=2, note=" ".join(LONG_NOTE))
    answer(app, url, 11, note=MARKUP, reason="A reason for a target that is not lower any more.")
    answer(app, url, 12, note="W" * 500)
    answer(app, url, 13, note="Reviewed by the audit committee in March.")
    for number in (0, 9, 26):
        answer(app, url, number, is_priority=True)
    return print_summary(lead_browser, renderer, url)


@pytest.fixture(scope="module")
def empty(lead_browser: Browser, renderer: Renderer) -> Printed:
    return print_summary(lead_browser, renderer, start(lead_browser, "Just begun"))


def table_on_screen(page: Page, caption: str) -> list[list[str]]:
    (table,) = [
        table
        for table in page.find("table")
        if (found := table.find("caption")) is not None and squeeze("".join(found.itertext())) == caption
    ]
    rows = [[squeeze("".join(cell.itertext())) for cell in row if cell.tag in ("th", "td")] for row in table.iter("tr")]
    return [row for row in rows[1:] if len(row) > 1]


def unspaced(text: str) -> str:
    """Lines may break after a hyphen, and in a word that is longer than a line."""
    return re.sub(r"\s", "", text)


def in_order(names: list[str], text: str) -> list[str]:
    return re.findall("|".join(map(re.escape, names)), text)


def test_the_figures_of_every_characteristic_are_those_on_the_screen(full: Printed) -> None:
    rows = table_on_screen(full.results, "The same as a table")
    assert len(rows) == 27
    for name, now, target, gap, evidence in rows:
        blank = "–" if now in ("Don’t know", "Not applicable", "Not answered") else None
        said = [name, now, target or blank or "No target yet", gap or "–", evidence or blank or "Not stated"]
        assert " ".join(said).lower() in full.text.lower()


def test_the_figures_of_every_theme_are_those_on_the_screen(full: Printed) -> None:
    rows = table_on_screen(full.results, "Median and range of each theme")
    assert len(rows) == 5
    for row in rows:
        assert " ".join(row) in full.page("The themes side by side")


def test_strengths_gaps_and_evidence_are_those_on_the_screen(full: Printed) -> None:
    findings = full.page("What stands out")
    for heading in ("Strongest", "Widest gaps", "Thinnest evidence"):
        (section,) = full.results.find("section", aria_labelledby=heading.lower().replace(" ", "-"))
        names = [squeeze("".join(link.itertext())) for link in section.iter("a")]
        part = re.split("Strongest|Widest gaps|Thinnest evidence", findings.split(heading, 1)[1])[0]
        assert names
        assert in_order(names, part) == names


def test_the_priorities_are_those_on_the_screen(full: Printed) -> None:
    (shown,) = [one for one in full.results.find("ul") if "govuk-list--bullet" in one.get("class", "")]
    names = [squeeze("".join(item.itertext())).split(": ")[0] for item in shown]
    assert len(names) == 3
    assert in_order(names, full.page("Priorities")) == names


def test_a_theme_begins_with_the_text_that_is_on_the_screen(full: Printed) -> None:
    for theme in full.model.themes:
        (section,) = full.results.find("section", aria_labelledby=f"theme-{theme.slug}")
        paragraphs = ["".join(p.itertext()) for p in section.iter("p") if "Edit this text" not in "".join(p.itertext())]
        assert len(paragraphs) == 3
        beginning = unspaced(f"{theme.title} {theme.question} {' '.join(paragraphs)} How many characteristics stand")
        assert beginning in unspaced(full.text)


def test_its_bookmarks_are_its_headings(full: Printed) -> None:
    found = full.bookmarks()
    assert found[:4] == ["Self-assessment 2026", "Overview", "The themes side by side", "What stands out"]
    assert [name for name in found if name in {theme.title for theme in full.model.themes}][:5] == [
        theme.title for theme in full.model.themes
    ]
    appendices = [name for name in found if name.startswith("Appendix")]
    assert appendices == ["Appendix A: long notes in full", "Appendix B: what the levels mean"]


def test_every_page_has_its_number_and_says_whose_it_is(full: Printed) -> None:
    for number, text in enumerate(full.pages, 1):
        assert text.endswith(f"Anytown Borough Council: Self-assessment 2026 Page {number} of {len(full.pages)}")


def test_heading_and_chart_of_all_characteristics_share_one_page(full: Printed) -> None:
    beginnings = ("Anytown Borough Council Self-assessment 2026", "Overview", "The themes side by side")
    for text, beginning in zip(full.pages, beginnings, strict=False):
        assert text.startswith(beginning)


def test_the_cover_says_what_it_is_and_when(full: Printed) -> None:
    assert "Answered 26 of 27 characteristics" in full.pages[0]
    assert "Assessment lead Lena Lead" in full.pages[0]
    assert re.search(r"Figures as they stood on \d{1,2} [A-Z][a-z]+ 20\d\d", full.pages[0])


def test_a_long_note_is_whole_and_in_order_in_the_appendix(full: Printed) -> None:
    assert re.findall(r"\bw\d{4}\b", full.text) == LONG_NOTE
    (number,) = re.findall(r"This note is long: it is in full in appendix A, page (\d+)\.", full.text)
    assert full.pages[int(number) - 1].startswith("Appendix A: long notes in full")


def test_a_short_note_stands_under_its_theme(full: Printed) -> None:
    code, theme = full.model.characteristics[13].code, full.model.themes[2].title
    assert f"{code} " in full.text
    notes = " ".join(text for text in full.pages if f" {theme} Anytown Borough Council:" in text)
    assert "Reviewed by the audit committee in March." in notes


def test_the_note_of_an_unfinished_answer_is_printed_too(full: Printed) -> None:
    assert "Nothing chosen yet." in full.text


def test_what_people_typed_is_printed_as_they_typed_it(full: Printed) -> None:
    assert unspaced(MARKUP) in unspaced(full.text)
    assert dict(full.pdf.attachments) == {}


def test_a_long_word_is_broken_and_not_cut(full: Printed) -> None:
    assert "".join(re.findall(r"W{5,}", full.text)) == "W" * 500


def test_a_lower_target_is_printed_with_its_reason_as_long_as_it_is_lower(full: Printed) -> None:
    assert "Why the target is lower than the current level: We share this service from next year." in full.text
    assert "Two steps lower" in full.text
    assert "not lower any more" not in full.text


def test_the_appendix_has_the_words_of_the_current_and_the_target_level(full: Printed) -> None:
    text = unspaced(full.text)
    assert unspaced(full.model.not_yet_in_place) in text
    assert unspaced(full.model.characteristics[10].levels[2].descriptor) in text
    assert unspaced(full.model.characteristics[7].levels[3].descriptor) in text
    assert "Hold: the same level." in full.text


def test_there_is_no_overall_score(full: Printed) -> None:
    assert full.text.count("overall score") == full.text.count("there is no overall score") == 1
    assert "%" not in full.text
    assert not re.search(r"\d\.\d", full.text.replace("version 1.0", ""))
    assert not re.search("(?i)weakness|average|rank", full.text)


def test_with_nothing_answered_it_says_so_everywhere(empty: Printed) -> None:
    for words in (
        "Answered 0 of 27 characteristics",
        "Nothing is answered yet.",
        "No characteristic stands at a level yet.",
        "No target is above the current level yet.",
        "No level rests on assertion alone.",
        "No characteristic has been marked as a priority yet.",
        "Now: no level yet. Target: no level yet.",
    ):
        assert words in empty.text
    assert empty.text.count("Not answered") >= 27


def test_without_long_notes_there_is_no_appendix_for_them(empty: Printed) -> None:
    assert "Appendix A: what the levels mean" in empty.bookmarks()
    assert "long notes" not in empty.text


def test_no_text_is_too_strange_to_be_printed(lead_browser: Browser, renderer: Renderer) -> None:
    url = start(lead_browser, "R" * 120)
    for number, note in enumerate(STRANGE):
        answer(lead_browser.app, url, number, note=note)
    printed = print_summary(lead_browser, renderer, url)
    assert len(printed.pages) > 10
    assert printed.pdf.metadata
    assert str(printed.pdf.metadata.title).startswith("R" * 120)


def test_logo_and_colour_are_on_the_cover(lead_browser: Browser, renderer: Renderer) -> None:
    png = BytesIO()
    Image.new("RGBA", (64, 24), "#00573d").save(png, "PNG")
    owner = Council(name="Anytown Borough Council", type=CouncilType.DISTRICT, colour="#00573d")
    html = html_of(lead_browser.app, start(lead_browser, "With a logo"), owner, png.getvalue())
    assert "--accent: #00573d" in html
    assert [image.image.size for image in PdfReader(BytesIO(renderer.render(html))).pages[0].images if image.image] == [
        (64, 24)
    ]


def test_a_model_of_another_shape_is_printed_in_its_own_words(lead_browser: Browser, renderer: Renderer) -> None:
    app = lead_browser.app
    with app.app_context(), writing():
        publish(read_model(OTHER_MODEL.read_text("utf-8"), OTHER_MODEL.name), by=None)
    with app.app_context():
        version = db.session.scalar(select(func.max(ModelVersion.id)))
    url = lead_browser.post_form("/assessments/new", {"title": "The library", "model_version": str(version)}).path
    for number in range(7):
        answer(app, url, number, current=number % 5, target=4)
    printed = print_summary(lead_browser, renderer, url)
    assert "Answered 7 of 7 characteristics" in printed.text
    for theme in printed.model.themes:
        assert theme.title in printed.bookmarks()
    for name in ("Minimum", "Innovator", "Appendix C"):
        assert name not in printed.text
