"""The blank questions to print: everything that is asked, nobody’s answers, the same in PDF and Word."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from flask import Flask
from pypdf import PdfReader

from app.database import db, writing
from app.documents.making import Maker
from app.documents.pack import SHARED
from app.documents.renderer import Renderer
from app.documents.routes import maker
from app.maturity.definitions import Model
from app.participation.tables import Group
from tests import voices
from tests.browsing import Browser, squeeze
from tests.private_links import make_link, start
from tests.summaries import needs_libraries

NOTE = "Nobody may print this"


@pytest.fixture(autouse=True)
def drawn_by_one_process(app: Flask, renderer: Renderer) -> None:
    """For all these tests, and not one for each."""
    app.extensions["documents"] = Maker(Path(app.instance_path) / "documents", renderer, idle_seconds=86_400)


@pytest.fixture
def separate(app: Flask) -> int:
    return voices.start(app)


@pytest.fixture
def url(separate: int) -> str:
    return f"/assessments/{separate}/pack"


def pdf_text(app: Flask, browser: Browser, address: str) -> str:
    content = pdf(app, browser, address)
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())


def pdf(app: Flask, browser: Browser, address: str) -> bytes:
    browser.client.get(address)
    with app.app_context():
        assert maker().finish()
    answer = browser.client.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf"), answer.text
    return bytes(answer.data)


def word(browser: Browser, address: str) -> tuple[str, Document]:  # type: ignore[valid-type]
    answer = browser.client.get(address)
    assert answer.status_code == 200
    document = Document(BytesIO(answer.data))
    texts = [it.text for it in document.paragraphs]
    texts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join(" ".join(texts).replace("\xa0", " ").split()), document


@needs_libraries
def test_both_hold_every_question_with_its_levels_and_who_sees_what(
    app: Flask, lead: Browser, url: str, separate: int, model: Model
) -> None:
    theme = model.themes[1]
    for text, characteristics in (
        (pdf_text(app, lead, f"{url}.pdf?theme={theme.slug}"), theme.characteristics),
        (word(lead, f"{url}.docx")[0], model.characteristics),
    ):
        squeezed = text.replace(" ", "")
        for one in characteristics:
            assert one.title.replace(" ", "") in squeezed
            assert one.statement.replace(" ", "")[:30] in squeezed
            for level in one.levels.values():
                assert level.descriptor.replace(" ", "")[:30] in squeezed
        assert squeezed.count("Don’tknow") >= len(characteristics)
        assert squeezed.count("Thisnotemayberead") == len(characteristics)
        assert f"Many voices 2026 (number {separate})" in text
        assert "The lead of this assessment reads your paper to type in what you answered" in text
        assert "a group with fewer than 5 answers to a question is not shown" in text
        assert "Your name" in text


@needs_libraries
def test_there_is_no_answer_in_it(app: Flask, lead: Browser, url: str, separate: int, model: Model) -> None:
    (person,) = voices.add_people(app, separate, members=1, officers=0)
    voices.answer(app, person, "UP1", 2, 3, 1, note=NOTE)
    theme = f"?theme={model.themes[0].slug}"
    for text in (pdf_text(app, lead, f"{url}.pdf{theme}"), word(lead, f"{url}.docx{theme}")[0]):
        assert NOTE not in text
        assert "Councillor 1" not in text


@needs_libraries
def test_a_theme_is_printed_alone(app: Flask, lead: Browser, url: str, model: Model) -> None:
    first, second = model.themes[:2]
    for text in (
        pdf_text(app, lead, f"{url}.pdf?theme={second.slug}"),
        word(lead, f"{url}.docx?theme={second.slug}")[0],
    ):
        assert second.characteristics[0].title in text
        assert first.characteristics[0].title not in text
    lead.get(f"{url}.docx?theme=nothing", 404)
    lead.get(f"{url}.pdf?theme=nothing", 404)


def test_who_is_invited_prints_what_they_are_asked_and_a_stranger_nothing(
    app: Flask, lead: Browser, stranger: Browser, url: str, separate: int, model: Model
) -> None:
    first, second = model.themes[:2]
    person = voices.add_person(app, separate, Group.MEMBER, name="By Link", themes=second.slug)
    browser = start(app, make_link(lead, separate, person), separate)
    text, _ = word(browser, f"{url}.docx")
    assert second.characteristics[0].title in text
    assert first.characteristics[0].title not in text
    stranger.get(f"{url}.docx", 404)
    stranger.get(f"{url}.pdf", 404)


def test_done_together_it_asks_for_no_name(app: Flask, lead: Browser, assessment_url: str) -> None:
    text, _ = word(lead, f"{assessment_url}/pack.docx")
    assert "Your name" not in text
    assert "typed in as the council’s position" in text


def test_word_has_real_headings_tables_with_heads_and_keeps_a_question_together(
    lead: Browser, url: str, model: Model
) -> None:
    _, document = word(lead, f"{url}.docx")
    headings = [it.text for it in document.paragraphs if it.style.name == "Heading 1"]  # type: ignore[attr-defined]
    assert headings == [theme.title for theme in model.themes]
    levels = [t for t in document.tables if t.rows[0].cells[0].text == "Tick"]  # type: ignore[attr-defined]
    assert len(levels) == len(model.characteristics)
    for table in levels:
        assert table._tbl.xpath("./w:tr[1]/w:trPr/w:tblHeader")
        assert len(table._tbl.xpath("./w:tr/w:trPr/w:cantSplit")) == len(table.rows)
        assert len(table._tbl.xpath("./w:tr//w:pPr/w:keepNext")) == 3 * len(table.rows)


@needs_libraries
def test_no_question_breaks_across_pages_in_the_pdf(app: Flask, lead: Browser, url: str, model: Model) -> None:
    """Its title and its last line are on one page."""
    theme = model.themes[0]
    address = f"{url}.pdf?theme={theme.slug}"
    pages = [squeeze(page.extract_text()) for page in PdfReader(BytesIO(pdf(app, lead, address))).pages]
    titles = [f"{one.code} {one.title}" for one in theme.characteristics]
    for title in titles:
        (question,) = [page.partition(title)[2] for page in pages if title in page]
        assert SHARED in min((question.partition(other)[0] for other in titles), key=len), title
    assert f"Page {len(pages)} of {len(pages)}" in pages[-1]


def test_word_says_its_language_its_date_and_its_pages(app: Flask, lead: Browser, url: str, separate: int) -> None:
    from app.assessment.tables import Assessment

    document: Any = word(lead, f"{url}.docx")[1]
    with app.app_context():
        as_at = db.session.get_one(Assessment, separate).as_at
    about = document.core_properties
    assert about.created.date() == about.modified.date() == as_at
    assert {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))} == {"en-GB"}
    assert document.styles["Heading 1"].font.name == "Arial"
    footer = document.sections[0].footer.part.element
    assert [one.text for one in footer.iter(qn("w:instrText"))] == [" PAGE ", " NUMPAGES "]


def test_a_title_with_markup_comes_out_as_text(app: Flask, lead: Browser, url: str, separate: int) -> None:
    from app.assessment.tables import Assessment

    with app.app_context(), writing():
        db.session.get_one(Assessment, separate).title = "<b>Bold</b> & =1+1"
    assert "<b>Bold</b> & =1+1" in word(lead, f"{url}.docx")[0]
