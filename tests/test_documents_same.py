"""Field by field: screen, JSON, Excel, CSV, Word and PDF say the same of one assessment, in full and in public."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app.documents.columns import RESULTS, columns_for
from app.documents.csv_out import STAMPS
from app.documents.renderer import Renderer
from app.results.words import median_in_words, range_in_words
from app.words import date_in_words
from tests.browsing import squeeze
from tests.laid import laid, lay
from tests.said import Row, Said, plain, table_of, tight, word_tables, word_text
from tests.summaries import needs_libraries

pytestmark = needs_libraries

IN_NO_CSV = ("Olga Officer", "Lena Lead", "Two days a month", "Fewer complaints")
"""The table of the characteristics has no column for them."""


@pytest.fixture(scope="module")
def app(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with laid(template, tmp_path_factory.mktemp("same"), lay) as app:
        yield app


@pytest.fixture(scope="module", params=["full", "public"])
def said(app: Flask, renderer: Renderer, request: pytest.FixtureRequest) -> Said:
    return Said(app, renderer, is_public=request.param == "public")


# Each characteristic


def test_every_characteristic_is_the_same_on_screen(said: Said) -> None:
    cells = [row for row in table_of(said.screen, "The same as a table")[1:] if len(row) == 5]
    assert cells == [[row.title, *row.words] for row in said.rows]


def test_every_characteristic_is_the_same_in_json(said: Said) -> None:
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


def test_every_characteristic_is_the_same_in_excel(said: Said) -> None:
    cells = said.sheet("Results")
    words = [tuple(one[name] or "" for name in ("Now", "Target", "Gap", "Evidence")) for one in cells]
    assert words == [row.words for row in said.rows]
    for one, row in zip(cells, said.paper.rows, strict=True):
        figures = row.figures
        assert (one["Code"], one["Level now"], one["Target level"]) == (row.code, figures.current, figures.target)
        assert (one["Steps"], one["Evidence strength"]) == (figures.gap, figures.evidence)
        assert one["Priority"] == ("Yes" if row.is_priority else "No")
        assert (one.get("Evidence note") or "") == row.note


def test_every_characteristic_is_the_same_in_csv(said: Said) -> None:
    """Column by column as in Excel, and nothing beside it but the stamps."""
    in_excel = said.sheet("Results")
    headings = [column.heading for column in columns_for(said.paper, RESULTS)]
    assert [*said.csv[0]] == [*headings, *STAMPS]
    assert [*in_excel[0]] == headings
    assert len(said.csv) == len(said.rows)
    for one, row in zip(said.csv, in_excel, strict=True):
        found = {name: cell for name, cell in one.items() if name not in STAMPS}
        assert found == {name: "" if cell is None else str(cell) for name, cell in row.items()}


def test_every_characteristic_is_the_same_in_word(said: Said) -> None:
    cells = [row for table in word_tables(said.word, "Characteristic", "Priority") for row in table]
    names = ("Now", "Target", "Gap", "Evidence")
    found = {row["Characteristic"]: tuple(plain(row[name]) for name in names) for row in cells}
    wanted = {f"{row.code} {row.title}": row.words for row in said.rows}
    assert {name: tuple(word.lower() for word in words) for name, words in found.items()} == {
        name: tuple(word.lower() for word in words) for name, words in wanted.items()
    }
    priorities = {row["Characteristic"].split()[0] for row in cells if row["Priority"] == "Yes"}
    assert priorities == {row.code for row in said.paper.rows if row.is_priority}


def test_every_characteristic_is_the_same_in_the_pdf(said: Said) -> None:
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
        one["Theme"]: [one["Median now"], one["Range now"], one["Median of targets"]] for one in said.sheet("Themes")
    }
    assert in_excel == wanted
    (table,) = word_tables(said.word, "Theme", "Range now")
    in_word = {row["Theme"]: [row["Median now"], row["Range now"], row["Median of targets"]] for row in table}
    assert in_word == wanted
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


# The stamps


def test_every_document_is_stamped_alike(said: Said) -> None:
    paper = said.paper
    about = {row[0]: row[1] for row in said.excel["About"].values}
    word = word_text(said.word)
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
    held = {
        "json": json.dumps(said.json.model_dump(mode="json"), ensure_ascii=False),
        "excel": str([[*sheet.values] for sheet in said.excel]),
        "csv": str(said.csv),
        "word": word_text(said.word),
        "pdf": said.pdf,
    }
    for text in ("Slow but sure", "The survey went out"):
        assert (text in held["json"]) != said.is_public
    for text in ("Not for outside.", "Hush.", *IN_NO_CSV):
        found = {name for name, content in held.items() if tight(text) in tight(content)}
        shows = set(held) - {"csv"} if text in IN_NO_CSV else set(held)
        assert found == (set() if said.is_public else shows), text
