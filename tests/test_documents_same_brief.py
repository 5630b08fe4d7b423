"""Field by field: the two pages at a glance and the covering report say what every other document says."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app.documents.renderer import Renderer
from app.plan.words import DEGREES, STATUSES
from app.results.words import median_in_words
from app.words import date_in_words
from tests.laid import laid, lay
from tests.said import Row, Said, tight, word_text
from tests.summaries import needs_libraries

pytestmark = needs_libraries


@pytest.fixture(scope="module")
def app(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with laid(template, tmp_path_factory.mktemp("brief"), lay) as app:
        yield app


@pytest.fixture(scope="module", params=["full", "public"])
def said(app: Flask, renderer: Renderer, request: pytest.FixtureRequest) -> Said:
    return Said(app, renderer, is_public=request.param == "public")


@pytest.fixture
def rows(said: Said) -> dict[str, Row]:
    return {row.code: row for row in said.rows}


def points_under(said: Said, heading: str) -> list[str]:
    """The bullets of one passage of the covering report."""
    return [one.text for one in paragraphs_under(said, heading) if one.style.name.startswith("List")]


def paragraphs_under(said: Said, heading: str) -> list[Any]:
    found, is_under = [], False
    for one in said.covering.paragraphs:
        if one.style.name.startswith("Heading"):
            is_under = one.text == heading
        elif is_under:
            found.append(one)
    return found


# At a glance


def test_every_cell_of_a_table_is_printed_at_a_glance(said: Said) -> None:
    front, back = said.glance
    themes, *others = said.glance_tables
    for page, tables in ((front, [themes]), (back, others)):
        for cell in (cell for table in tables for row in table for cell in row.values()):
            assert tight(cell) in page, cell


def test_every_theme_has_the_same_counts_and_medians_at_a_glance(said: Said) -> None:
    model = said.paper.model
    for row, theme in zip(said.glance_tables[0], said.paper.themes, strict=True):
        now, target = (median_in_words(profile.median, model) for profile in (theme.current, theme.target))
        counts = map(str, theme.current.counts)
        assert [*row.values()] == [theme.title, *counts, f"{now} now; {target} for targets"]


def test_the_strongest_and_the_widest_gaps_are_the_same_at_a_glance(said: Said, rows: dict[str, Row]) -> None:
    figures, (front, _) = said.paper.result.figures, said.glance
    strongest = [f"{row.code}{row.title}:{rows[row.code].now}" for row in figures.strongest.rows[:5]]
    widest = [
        f"{row.code}{row.title}:{rows[row.code].now}to{rows[row.code].target}" for row in figures.widest_gaps.rows[:5]
    ]
    assert len(strongest) == len(widest) == 5
    for text in (*strongest, *widest):
        assert tight(text) in front


def test_every_priority_is_the_same_at_a_glance(said: Said, rows: dict[str, Row]) -> None:
    for found, one in zip(said.glance_tables[1], said.paper.priorities, strict=True):
        row = rows[one.code]
        degrees = [DEGREES[degree] for degree in (one.impact, one.effort) if degree]
        assert [*found.values()] == [f"{row.code} {row.title}", row.now, row.target, row.gap.capitalize(), *degrees]


def test_every_action_is_the_same_at_a_glance(said: Said) -> None:
    for found, it in zip(said.glance_tables[2], said.paper.actions, strict=True):
        officer = [] if said.is_public else [it.lead_officer or "–"]
        due = date_in_words(it.due_on) if it.due_on else "–"
        assert [*found.values()] == [it.code, it.what, *officer, due, STATUSES[it.status]]


# The covering report


def test_the_strengths_and_the_areas_for_improvement_are_the_same_in_the_covering_report(
    said: Said, rows: dict[str, Row]
) -> None:
    figures = said.paper.result.figures
    strengths = points_under(said, "Findings: strengths")
    for text, row in zip(strengths, figures.strongest.rows, strict=True):
        assert text == f"{row.code} {row.title}: {rows[row.code].now}; evidence: {rows[row.code].evidence.lower()}"
    gaps = points_under(said, "Findings: areas for improvement")
    for text, row in zip(gaps, figures.widest_gaps.rows, strict=True):
        assert text == f"{row.code} {row.title}: {_gap(said, rows[row.code])}"


def _gap(said: Said, row: Row) -> str:
    by = f"by {said.paper.target_date:%B %Y}: {row.gap}"
    return f"{row.now} now and {by}" if row.gap == "hold" else f"{row.now} now, {row.target} {by}"


def test_the_priorities_and_their_actions_are_the_same_in_the_covering_report(said: Said, rows: dict[str, Row]) -> None:
    points = points_under(said, "Priorities")
    for text, one in zip(points, said.paper.priorities, strict=True):
        (action,) = [it for it in said.paper.actions if it.code == one.code]
        due = f", next due {date_in_words(action.due_on)}" if action.due_on else ""
        assert text == f"{one.code} {one.title}: {_gap(said, rows[one.code])}; 1 action{due}"


# Both


def test_both_name_the_day_of_the_next_review(said: Said) -> None:
    assert said.paper.next_review
    day = date_in_words(said.paper.next_review)
    assert tight(f"Next review{day}") in said.glance[1]
    (paragraph,) = paragraphs_under(said, "Next review")
    assert day in paragraph.text


def test_both_carry_the_same_stamps(said: Said) -> None:
    paper = said.paper
    stamps = (
        paper.council,
        paper.title,
        paper.state,
        date_in_words(paper.as_at),
        date_in_words(paper.target_date),
        f"version {paper.model.version}",
        f"{paper.answered} of {paper.total} characteristics",
    )
    for text in ("".join(said.glance), tight(word_text(said.covering))):
        for stamp in stamps:
            assert tight(stamp) in text, stamp


def test_neither_has_a_note_and_the_public_ones_have_no_name(said: Said) -> None:
    glance, covering = "".join(said.glance), tight(word_text(said.covering))
    for text in ("Not for outside.", "Hush.", "Two days a month", "Fewer complaints"):
        assert tight(text) not in glance + covering
    assert (tight("Olga Officer") in glance) != said.is_public
    assert (tight("Lena Lead") in covering) != said.is_public
