"""Field by field: the slides, their notes and the chart’s own figures say what every other document says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from pptx import Presentation

from app.documents.paper import Paper, PaperTheme
from app.documents.phrases import FULL, PUBLIC
from app.plan.words import DEGREES, STATUSES
from app.results.figures import Profile
from app.results.words import median_in_words, range_in_words
from app.words import date_in_words
from tests.conftest import open_browser
from tests.laid import laid, lay
from tests.said import Row, file_of, owner_and_paper, plain, rows_of

MEDIAN = re.compile(r"Median: (.+?)(?: now, (.+) by \w+ \d{4})?\.$")
RANGE = re.compile(r"Range now: (.+)\.$")


@dataclass(frozen=True)
class Shown:
    """The deck of one version, beside what it is made from."""

    paper: Paper
    slides: dict[str, Any]
    """By title."""

    def pages(self, title: str) -> list[str]:
        """The titles of the slides that go on under this one."""
        return [found for found in self.slides if found == title or found.startswith(f"{title} (")]

    def lines(self, title: str) -> list[str]:
        """Of the text boxes, one a paragraph."""
        shapes = [shape for shape in self.slides[title].shapes if shape.has_text_frame]
        return [paragraph.text for shape in shapes for paragraph in shape.text_frame.paragraphs]

    def notes(self, title: str) -> list[str]:
        return str(self.slides[title].notes_slide.notes_text_frame.text).split("\n")

    def table(self, title: str) -> list[dict[str, str]]:
        (table,) = [shape.table for shape in self.slides[title].shapes if shape.has_table]
        head, *rows = [[cell.text for cell in row.cells] for row in table.rows]
        return [dict(zip(head, row, strict=True)) for row in rows]

    @property
    def everything(self) -> str:
        tables = [str(self.table(title)) for title in ("Priorities", "Plan")]
        said = [line for title in self.slides for line in (*self.lines(title), *self.notes(title))]
        return "\n".join([*said, *tables])


@pytest.fixture(scope="module")
def app(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with laid(template, tmp_path_factory.mktemp("slides"), lay) as app:
        yield app


@pytest.fixture(scope="module", params=["full", "public"])
def shown(app: Flask, request: pytest.FixtureRequest) -> Shown:
    with app.test_request_context():
        _, paper = owner_and_paper(1, is_public=request.param == "public")
    content = file_of(open_browser(app, "lead"), f"/assessments/1/slides.pptx?version={request.param}")
    slides = Presentation(BytesIO(content)).slides
    return Shown(paper, {slide.shapes.title.text_frame.text: slide for slide in slides})


def test_every_characteristic_is_the_same(shown: Shown) -> None:
    """In the table on its theme’s slide, and the next ones where it is long."""
    for theme in shown.paper.themes:
        cells = [row for title in shown.pages(theme.title) for row in shown.table(title)]
        names = ("Characteristic", "Now", _target(shown), "Gap", "Evidence")
        found = [[plain(row[name]).lower() for name in names] for row in cells]
        assert found == [[text.lower() for text in (row.title, *row.words)] for row in _rows_of(shown, theme)]


def _rows_of(shown: Shown, theme: PaperTheme) -> list[Row]:
    codes = {row.code for row in theme.rows}
    return [row for row in rows_of(shown.paper) if row.code in codes]


def test_the_notes_of_a_theme_say_the_same_of_each_of_its_characteristics(shown: Shown) -> None:
    by, model = f"{shown.paper.target_date:%B %Y}", shown.paper.model
    levels = {model.level_name(number) for number in range(model.top_level + 1)}
    for theme in shown.paper.themes:
        notes = [line for title in shown.pages(theme.title) for line in shown.notes(title)]
        wanted = [f"{row.title}: {_stands(row, by, levels)}" for row in _rows_of(shown, theme)]
        assert [line for line in notes if line in wanted] == wanted


def _stands(row: Row, by: str, levels: set[str]) -> str:
    if not row.gap:
        return f"{row.now} now; no target yet" if row.now in levels else row.now
    if row.gap == "hold":
        return f"{row.now} now and by {by}: hold"
    return f"{row.now} now, {row.target} by {by}: {row.gap}"


def test_every_theme_has_the_same_median_and_range(shown: Shown) -> None:
    model = shown.paper.model
    for theme in shown.paper.themes:
        lines = shown.lines(shown.pages(theme.title)[0])
        ((now, target),) = [found.groups() for line in lines if (found := MEDIAN.match(line))]
        assert now == median_in_words(theme.current.median, model)
        assert target == median_in_words(theme.target.median, model)
        assert [found[1] for line in lines if (found := RANGE.match(line))] == [range_in_words(theme.current, model)]


def test_every_bar_of_the_chart_has_the_same_counts(shown: Shown) -> None:
    (frame,) = [shape for slide in shown.slides.values() for shape in slide.shapes if shape.has_chart]
    (plot,) = frame.chart.plots
    bars = [(*name.split(": "), *counts) for name, *counts in zip(plot.categories, *_series(plot), strict=True)]
    wanted = [
        (theme.title, when, *_counts(profile))
        for theme in shown.paper.themes
        for when, profile in (("now", theme.current), ("target", theme.target))
    ]
    assert [bar[1:] for bar in bars] == [bar[1:] for bar in wanted]
    for bar, (title, *_) in zip(bars, wanted, strict=True):
        assert str(title).startswith(bar[0].removesuffix("…"))


def _series(plot: Any) -> list[tuple[float, ...]]:
    return [one.values for one in plot.series]


def _counts(profile: Profile) -> list[float]:
    """At each level, and at none."""
    return [*profile.counts, profile.total - profile.rated]


def test_every_priority_is_the_same(shown: Shown) -> None:
    themes = {theme.slug: theme.title for theme in shown.paper.themes}
    rows = {row.code: row for row in rows_of(shown.paper)}
    wanted = [
        (one.title, themes[one.theme], rows[one.code].now, rows[one.code].target, one.impact, one.effort)
        for one in shown.paper.priorities
    ]
    assert [row[0] for row in wanted] == [rows["UP1"].title, rows["FV3"].title]
    degrees = {words: number for number, words in DEGREES.items()}
    found = [
        (one["Characteristic"], one["Theme"], one["Now"], plain(one[_target(shown)]), one["Impact"], one["Effort"])
        for one in shown.table("Priorities")
    ]
    assert [(*row[:4], degrees[row[4]], degrees[row[5]]) for row in found] == wanted


def _target(shown: Shown) -> str:
    return f"Target, {shown.paper.target_date:%B %Y}"


def test_every_action_is_the_same(shown: Shown) -> None:
    found = shown.table("Plan")
    assert len(found) == len(shown.paper.actions) == 2
    for one, action, note in zip(found, shown.paper.actions, shown.notes("Plan"), strict=True):
        due = f"{action.due_on.day} {action.due_on:%b %Y}" if action.due_on else ""
        assert (one["Action"], one["Characteristic"]) == (action.what, action.characteristic)
        assert (plain(one["Due"]), one["Status"]) == (due, STATUSES[action.status])
        assert plain(one.get("Lead officer", "")) == action.lead_officer
        assert ("Lead officer" in one) != shown.paper.is_public
        assert note.startswith(f"{action.number}. {action.what}. For: {action.characteristic}.")
        assert action.success_measure in note


def test_the_first_slide_is_stamped_and_the_others_carry_it_on(shown: Shown) -> None:
    paper = shown.paper
    first, notes = shown.lines(paper.title), " ".join(shown.notes(paper.title))
    assert paper.council in first
    assert paper.state in first
    assert (PUBLIC if paper.is_public else FULL) in first
    dates = f"as at {date_in_words(paper.as_at)}, targets for {date_in_words(paper.target_date)}"
    assert f"Self-assessment {dates}" in first
    assert paper.digest in notes
    assert f"version {paper.model.version}" in notes
    assert f"{paper.answered} of {paper.total} characteristics are answered." in notes
    for title in [*shown.slides][1:]:
        assert any(paper.state in line for line in shown.lines(title)), title


def test_the_public_version_hides_what_the_full_one_shows_and_neither_has_what_is_restricted(shown: Shown) -> None:
    for text in ("Not for outside.", "Olga Officer", "Lena Lead"):
        assert (text in shown.everything) != shown.paper.is_public, text
    assert "Hush." not in shown.everything
