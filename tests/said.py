"""Every way of saying one assessment, the first of its council: what all its documents have to agree on."""

import csv
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO, StringIO
from typing import Any

import html5lib
from docx import Document
from flask import Flask
from openpyxl import load_workbook
from pptx import Presentation
from pypdf import PdfReader

from app.accounts.council import council
from app.accounts.tables import Council
from app.assessment.tables import Assessment
from app.database import db
from app.documents.gathering import paper_of
from app.documents.glance import glance_html
from app.documents.paper import Paper
from app.documents.renderer import Renderer
from app.documents.results_file import ResultsFile
from app.documents.summary import summary_of
from app.results.result import result_of
from app.results.words import answer_in_words, steps_in_words
from tests.browsing import Browser, Page, squeeze
from tests.conftest import open_browser

NOTHING = {"–", "No target yet", "Not stated"}
"""What a document for reading writes where a table for programs has an empty cell."""


@dataclass(frozen=True)
class Row:
    """One characteristic, in words."""

    code: str
    title: str
    now: str
    target: str
    gap: str
    evidence: str

    @property
    def words(self) -> tuple[str, ...]:
        return self.now, self.target, self.gap, self.evidence


@dataclass(frozen=True)
class Said:
    """Every way of saying it, of one version; each is made when it is first asked for."""

    app: Flask
    renderer: Renderer
    is_public: bool

    @cached_property
    def paper(self) -> Paper:
        with self.app.test_request_context():
            return owner_and_paper(1, is_public=self.is_public)[1]

    @property
    def rows(self) -> list[Row]:
        """What the figures are, from which all else must not differ."""
        return rows_of(self.paper)

    @cached_property
    def screen(self) -> Page:
        return self._lead.get("/assessments/1/results")

    @cached_property
    def plan_on_screen(self) -> Page:
        return self._lead.get("/assessments/1/plan")

    @cached_property
    def json(self) -> ResultsFile:
        return ResultsFile.model_validate_json(self._file("summary.json"))

    @cached_property
    def excel(self) -> Any:
        return load_workbook(BytesIO(self._file("summary.xlsx")))

    def sheet(self, name: str) -> list[dict[str, Any]]:
        heads, *rows = self.excel[name].values
        return [dict(zip(heads, row, strict=True)) for row in rows]

    @cached_property
    def csv(self) -> list[dict[str, str]]:
        return list(csv.DictReader(StringIO(self._file("summary.csv").decode("utf-8-sig"), newline="")))

    @cached_property
    def word(self) -> Any:
        return Document(BytesIO(self._file("summary.docx")))

    @cached_property
    def covering(self) -> Any:
        return Document(BytesIO(self._file("covering.docx")))

    @cached_property
    def slides(self) -> Any:
        return Presentation(BytesIO(self._file("slides.pptx"))).slides

    @cached_property
    def pdf(self) -> str:
        return "".join(self._printed(self._drawn(summary_of)))

    @cached_property
    def glance(self) -> list[str]:
        """Its two pages. A cell that may be cut off stands behind the others there: see `glance_tables`."""
        return self._printed(self._drawn(glance_html))

    @cached_property
    def glance_tables(self) -> list[list[dict[str, str]]]:
        """As they are handed to the printer: the themes, the priorities, the plan."""
        root = html5lib.parse(self._drawn(glance_html), namespaceHTMLElements=False)
        tables = [
            [[squeeze("".join(cell.itertext())) for cell in row] for row in t.iter("tr")] for t in root.iter("table")
        ]
        return [[dict(zip(head, row, strict=True)) for row in rows] for head, *rows in tables]

    @cached_property
    def _lead(self) -> Browser:
        return open_browser(self.app, "lead")

    def _file(self, name: str) -> bytes:
        return file_of(self._lead, f"/assessments/1/{name}?version={'public' if self.is_public else 'full'}")

    def _drawn(self, html_of: Callable[[Paper, Council], str]) -> str:
        with self.app.test_request_context():
            owner, paper = owner_and_paper(1, is_public=self.is_public)
            return html_of(paper, owner)

    def _printed(self, html: str) -> list[str]:
        return [tight(page.extract_text()) for page in PdfReader(BytesIO(self.renderer.render(html))).pages]


def rows_of(paper: Paper) -> list[Row]:
    return [_row(paper, row) for row in paper.rows]


def _row(paper: Paper, row: Any) -> Row:
    figures, model = row.figures, paper.model
    return Row(
        row.code,
        row.title,
        answer_in_words(figures, model),
        "" if figures.target is None else model.level_name(figures.target),
        "" if figures.gap is None else steps_in_words(figures.gap),
        "" if figures.evidence is None else model.evidence[figures.evidence].name,
    )


def owner_and_paper(number: int, *, is_public: bool) -> tuple[Council, Paper]:
    """Inside a request."""
    owner = council()
    assert owner
    result = result_of(db.session.get_one(Assessment, number))
    return owner, paper_of(result, owner, is_public=is_public, is_restricted=not is_public)


def file_of(browser: Browser, address: str) -> bytes:
    response = browser.client.get(address)
    assert response.status_code == 200, address
    return response.get_data()


def table_of(page: Page, caption: str) -> list[list[str]]:
    (table,) = [
        t for t in page.find("table") if caption in "".join(t.itertext())[:200] and t.find("caption") is not None
    ]
    return [[squeeze("".join(cell.itertext())) for cell in row] for row in table.iter("tr")]


def word_tables(document: Any, *headings: str) -> list[list[dict[str, str]]]:
    """Those that have these headings, row by row."""
    tables = [[[cell.text.strip() for cell in row.cells] for row in table.rows] for table in document.tables]
    return [[dict(zip(head, row, strict=True)) for row in rows] for head, *rows in tables if {*headings} <= {*head}]


def word_text(document: Any) -> str:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join([*cells, *(paragraph.text for paragraph in document.paragraphs)])


def tight(text: str) -> str:
    """Without any space: a PDF breaks lines where it likes, and hyphenates nothing of ours."""
    return re.sub(r"\s+|\u00ad", "", text)


def plain(words: str) -> str:
    return "" if words in NOTHING else words
