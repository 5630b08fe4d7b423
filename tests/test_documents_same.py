"""Field by field: screen, JSON, Excel, CSV, Word and PDF say the same of one assessment, in full and in public."""

import csv
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from flask import Flask
from openpyxl import load_workbook
from pypdf import PdfReader

from app.documents.csv_out import STAMPS
from app.documents.paper import Paper
from app.documents.renderer import Renderer
from app.documents.results_file import ResultsFile
from app.documents.summary import summary_of
from app.plan.words import STATUSES
from app.results.words import median_in_words, range_in_words
from app.words import date_in_words
from tests.browsing import Page, squeeze
from tests.conftest import close_database, make_app, open_browser
from tests.said import Row, file_of, lay, owner_and_paper, plain, rows_of, tight
from tests.summaries import needs_libraries

NAMES = ("Olga Officer", "Lena Lead")
"""The table of the characteristics has no column for them."""


@dataclass(frozen=True)
class Said:
    """Every way of saying it, of one version."""

    paper: Paper
    screen: Page
    json: ResultsFile
    excel: Any
    csv: list[dict[str, str]]
    word: Any
    pdf: str

    @property
    def rows(self) -> list[Row]:
        """What the figures are, from which all else must not differ."""
        return rows_of(self.paper)

    @property
    def is_public(self) -> bool:
        return self.paper.is_public


@pytest.fixture(scope="module")
def app(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    app = make_app(Path(shutil.copytree(template, tmp_path_factory.mktemp("same") / "instance")))
    lay(app)
    yield app
    close_database(app)


@pytest.fixture(scope="module", params=["full", "public"])
def said(app: Flask, request: pytest.FixtureRequest) -> Said:
    lead, query = open_browser(app, "lead"), f"?version={request.param}"
    paper, pdf = _paper_and_pdf(app, is_public=request.param == "public")
    return Said(
        paper=paper,
        screen=lead.get("/assessments/1/results"),
        json=ResultsFile.model_validate_json(file_of(lead, f"/assessments/1/summary.json{query}")),
        excel=load_workbook(BytesIO(file_of(lead, f"/assessments/1/summary.xlsx{query}"))),
        csv=_table(file_of(lead, f"/assessments/1/summary.csv{query}")),
        word=Document(BytesIO(file_of(lead, f"/assessments/1/summary.docx{query}"))),
        pdf=pdf,
    )


def _table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))


def _paper_and_pdf(app: Flask, *, is_public: bool) -> tuple[Paper, str]:
    with app.test_request_context():
        owner, paper = owner_and_paper(1, is_public=is_public)
        html = summary_of(paper, owner)
    renderer = Renderer()
    try:
        pages = PdfReader(BytesIO(renderer.render(html))).pages
    finally:
        renderer.stop()
    return paper, tight("".join(page.extract_text() for page in pages))


def table_of(page: Page, caption: str) -> list[list[str]]:
    (table,) = [
        t for t in page.find("table") if caption in "".join(t.itertext())[:200] and t.find("caption") is not None
    ]
    return [[squeeze("".join(cell.itertext())) for cell in row] for row in table.iter("tr")]


def sheet_of(said: Said, name: str) -> list[dict[str, Any]]:
    found: list[tuple[Any, ...]] = list(said.excel[name].values)
    heads, rows = found[0], found[1:]
    return [dict(zip(heads, row, strict=True)) for row in rows]


def word_tables(said: Said, first_heading: str) -> list[list[list[str]]]:
    """Those whose first cell says so."""
    tables = [[[cell.text.strip() for cell in row.cells] for row in table.rows] for table in said.word.tables]
    return [table for table in tables if table and table[0][0] == first_heading]


# Each characteristic


def test_every_characteristic_on_screen(said: Said) -> None:
    cells = [row for row in table_of(said.screen, "The same as a table")[1:] if len(row) == 5]
    assert cells == [[row.title, *row.words] for row in said.rows]


def test_every_characteristic_in_json(said: Said) -> None:
    found = [
        Row(one.code, one.title, one.words.current, one.words.target, one.words.gap, one.words.evidence)
        for one in said.json.characteristics
    ]
    assert found == said.rows
    for one, row in zip(said.json.characteristics, said.paper.rows, strict=True):
        figures = row.figures
        assert (one.current, one.target, one.evidence) == (figures.current, figures.target, figures.evidence)
        assert (one.focus.is_priority if one.focus else False) == row.is_priority
        assert (one.note, one.reason, one.rationale) == (row.note, row.reason, row.rationale)


def test_every_characteristic_in_excel(said: Said) -> None:
    cells = sheet_of(said, "Results")
    words = [tuple(one[name] or "" for name in ("Now", "Target", "Gap", "Evidence")) for one in cells]
    assert words == [row.words for row in said.rows]
    for one, row in zip(cells, said.paper.rows, strict=True):
        figures = row.figures
        assert (one["Code"], one["Level now"], one["Target level"]) == (row.code, figures.current, figures.target)
        assert (one["Steps"], one["Evidence strength"]) == (figures.gap, figures.evidence)
        assert one["Priority"] == ("Yes" if row.is_priority else "No")
        assert (one.get("Evidence note") or "") == row.note


def test_every_characteristic_in_csv(said: Said) -> None:
    """Column by column as in Excel, and nothing beside it but the stamps."""
    in_excel = sheet_of(said, "Results")
    assert len(said.csv) == len(said.rows)
    for one, row in zip(said.csv, in_excel, strict=True):
        found = {name: cell for name, cell in one.items() if name not in STAMPS}
        assert found == {name: "" if cell is None else str(cell) for name, cell in row.items()}


def test_every_characteristic_in_word(said: Said) -> None:
    tables = [table for table in word_tables(said, "Characteristic") if table[0][-1] == "Priority"]
    cells = [row for table in tables for row in table[1:]]
    found = {row[0]: (row[1], *map(plain, row[2:5])) for row in cells}
    wanted = {f"{row.code} {row.title}": row.words for row in said.rows}
    assert {name: tuple(word.lower() for word in words) for name, words in found.items()} == {
        name: tuple(word.lower() for word in words) for name, words in wanted.items()
    }
    priorities = {row[0].split()[0] for row in cells if row[5] == "Yes"}
    assert priorities == {row.code for row in said.paper.rows if row.is_priority}


@needs_libraries
def test_every_characteristic_in_the_pdf(said: Said) -> None:
    for row, paper_row in zip(said.rows, said.paper.rows, strict=True):
        nothing = "–" if paper_row.figures.current is None else ""
        target = row.target or nothing or "No target yet"
        gap = row.gap[:1].upper() + row.gap[1:] or "–"
        evidence = row.evidence or nothing or "Not stated"
        priority = "Yes" if paper_row.is_priority else "–"
        assert tight(f"{row.code}{row.title}{row.now}{target}{gap}{evidence}{priority}") in said.pdf, row


# Each theme


def test_every_theme_has_the_same_median_and_range(said: Said) -> None:
    model = said.paper.model
    wanted = {
        theme.title: [
            median_in_words(theme.current.median, model),
            range_in_words(theme.current, model),
            median_in_words(theme.target.median, model),
        ]
        for theme in said.paper.themes
    }
    screen = {row[0]: row[1:4] for row in table_of(said.screen, "Median and range of each theme")[1:]}
    assert screen == wanted
    in_json = {one.title: [one.now.median, one.now.range, one.target.median] for one in said.json.themes}
    assert in_json == wanted
    in_excel = {
        one["Theme"]: [one["Median now"], one["Range now"], one["Median of targets"]]
        for one in sheet_of(said, "Themes")
    }
    assert in_excel == wanted
    in_word = {row[0]: row[1:4] for table in word_tables(said, "Theme") for row in table[1:]}
    assert {title: in_word[title] for title in wanted} == wanted
    for title, (median, spread, _) in wanted.items():
        assert tight(title) in said.pdf
        assert tight(f"Now: median {median}, range {spread}.") in said.pdf


def test_every_theme_has_the_same_narrative(said: Said) -> None:
    word = tight("".join(paragraph.text for paragraph in said.word.paragraphs))
    for theme, one in zip(said.paper.themes, said.json.themes, strict=True):
        assert one.narrative == theme.narrative
        for text in theme.narrative:
            assert squeeze(text) in said.screen.text
            assert tight(text) in word
            assert tight(text) in said.pdf


# The plan


def test_every_action_is_the_same(said: Said) -> None:
    wanted = [
        (it.number, it.code, it.what, it.lead_officer, it.due_on, STATUSES[it.status], it.success_measure)
        for it in said.paper.actions
    ]
    assert len(wanted) == 2
    in_json = [
        (it.number, it.code, it.what, it.lead_officer, it.due_on, STATUSES[it.status], it.success_measure)
        for it in said.json.actions
    ]
    assert in_json == wanted
    in_excel = [
        (
            it["Number"],
            it["Code"],
            it["Action"],
            it.get("Lead officer") or "",
            it["Due"].date() if it["Due"] else None,
            it["Status"],
            it["Success measure"] or "",
        )
        for it in sheet_of(said, "Actions")
    ]
    assert in_excel == wanted
    ((_head, *rows),) = word_tables(said, "No")
    for row, (number, code, what, officer, due, status, measure) in zip(rows, wanted, strict=True):
        assert (row[0], row[1].split()[0], row[2], row[-1]) == (str(number), code, what, status)
        assert plain(row[-2]) == measure
        assert said.is_public or plain(row[3]) == officer
        assert due is None or date_in_words(due) in row[-3]
        for text in (what, officer, status, measure, date_in_words(due) if due else ""):
            assert tight(text) in said.pdf


# The stamps


def test_every_document_is_stamped_alike(said: Said) -> None:
    paper = said.paper
    about = {row[0]: row[1] for row in said.excel["About"].values}
    word = " ".join(cell.text for table in said.word.tables for row in table.rows for cell in row.cells)
    word += " ".join(paragraph.text for paragraph in said.word.paragraphs)
    assert said.json.assessment.status == about["State"] == paper.state
    assert said.json.assessment.digest == about["Digest of the sign-off"] == paper.digest
    assert (said.json.assessment.as_at, said.json.assessment.target_date) == (paper.as_at, paper.target_date)
    assert (about["As at"].date(), about["Target date"].date()) == (paper.as_at, paper.target_date)
    assert said.json.model.version == about["Model version"] == paper.model.version
    assert said.json.model.digest == about["Model digest"]
    assert said.json.council == about["Council"] == paper.council
    in_csv = {tuple(row[name] for name in STAMPS) for row in said.csv}
    assert in_csv == {tuple(_as_csv(about[name]) for name in STAMPS)}
    for stamp in (
        paper.state,
        paper.council,
        paper.title,
        date_in_words(paper.as_at),
        date_in_words(paper.target_date),
        f"version {paper.model.version}",
    ):
        assert tight(stamp) in tight(word), stamp
        assert tight(stamp) in said.pdf, stamp
    assert date_in_words(paper.as_at) in said.screen.text


def _as_csv(cell: Any) -> str:
    return cell.date().isoformat() if isinstance(cell, datetime) else str(cell)


def test_the_public_version_hides_alike_and_the_full_one_shows_alike(said: Said) -> None:
    word = " ".join(cell.text for table in said.word.tables for row in table.rows for cell in row.cells)
    word += " ".join(paragraph.text for paragraph in said.word.paragraphs)
    held = {
        "json": json.dumps(said.json.model_dump(mode="json"), ensure_ascii=False),
        "excel": str([[*sheet.values] for sheet in said.excel]),
        "csv": str(said.csv),
        "word": word,
        "pdf": said.pdf,
    }
    for text in ("Not for outside.", "Hush.", *NAMES):
        found = {name for name, content in held.items() if tight(text) in tight(content)}
        shows = set(held) - {"csv"} if text in NAMES else set(held)
        assert found == (set() if said.is_public else shows), text
