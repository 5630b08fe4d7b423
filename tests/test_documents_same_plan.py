"""Field by field: the focus, the priorities and the plan are the same on screen and in JSON, Excel, CSV, Word, PDF."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app.documents.paper import PaperRow
from app.documents.renderer import Renderer
from app.plan.words import CHOICES, DEGREES, STATUSES
from app.words import date_in_words
from tests.browsing import squeeze
from tests.laid import laid, lay
from tests.said import Said, plain, tight, word_tables
from tests.summaries import needs_libraries

pytestmark = needs_libraries


@pytest.fixture(scope="module")
def app(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with laid(template, tmp_path_factory.mktemp("plan"), lay) as app:
        yield app


@pytest.fixture(scope="module", params=["full", "public"])
def said(app: Flask, renderer: Renderer, request: pytest.FixtureRequest) -> Said:
    return Said(app, renderer, is_public=request.param == "public")


# Hold or improve, impact and effort


def test_what_the_council_makes_of_each_characteristic_is_the_same(said: Said) -> None:
    wanted = [(row.code, row.choice, row.impact, row.effort, row.is_priority) for row in said.paper.rows]
    assert {(code, choice) for code, choice, *_ in wanted if choice} == {
        ("UP1", "improve"),
        ("FV3", "improve"),
        ("UP3", "hold"),
    }
    in_json = [
        (one.code, one.focus.choice, one.focus.impact, one.focus.effort, one.focus.is_priority)
        if one.focus
        else (one.code, None, None, None, False)
        for one in said.json.characteristics
    ]
    assert in_json == wanted


def test_excel_and_csv_say_it_in_words(said: Said) -> None:
    names = ("Code", "Hold or improve", "Impact", "Effort", "Priority")
    wanted = [(row.code, *_in_words(row), "Yes" if row.is_priority else "No") for row in said.paper.rows]
    assert [tuple(row[name] or "" for name in names) for row in said.sheet("Results")] == wanted
    assert [tuple(row[name] for name in names) for row in said.csv] == wanted


def _in_words(row: PaperRow) -> tuple[str, str, str]:
    choice = CHOICES[row.choice] if row.choice else ""
    return choice, DEGREES[row.impact] if row.impact else "", DEGREES[row.effort] if row.effort else ""


def test_every_priority_has_the_same_impact_and_effort_in_word_and_pdf(said: Said) -> None:
    words = {row.code: row for row in said.rows}
    (table,) = word_tables(said.word, "Priority", "Impact")
    names = ("Priority", "Now", "Target", "Impact", "Effort")
    found = [tuple(plain(row[name]) for name in names) for row in table]
    wanted = [
        (f"{row.code} {row.title}", words[row.code].now, words[row.code].target, *_in_words(row)[1:])
        for row in said.paper.priorities
    ]
    assert [row[0].split()[0] for row in wanted] == ["UP1", "FV3"]
    assert found == wanted
    for row in wanted:
        assert tight("".join(row)) in said.pdf


# The plan


def test_every_action_is_the_same_in_json(said: Said) -> None:
    dates_and_state = ("starts_on", "due_on", "status")
    names = ("number", "code", "what", "lead_officer", *dates_and_state, "success_measure", "cost_note", "benefit_note")
    assert len(said.paper.actions) == 2
    assert [[getattr(it, name) for name in names] for it in said.json.actions] == [
        [getattr(it, name) for name in names] for it in said.paper.actions
    ]


def test_every_action_is_the_same_in_excel(said: Said) -> None:
    for one, action in zip(said.sheet("Actions"), said.paper.actions, strict=True):
        assert (one["Number"], one["Code"], one["Action"]) == (action.number, action.code, action.what)
        assert (_day(one["Start"]), _day(one["Due"])) == (action.starts_on, action.due_on)
        assert (one["Status"], one["Success measure"] or "") == (STATUSES[action.status], action.success_measure)
        hidden = [one.get(name) or "" for name in ("Lead officer", "Cost", "Benefit")]
        assert hidden == [action.lead_officer, action.cost_note, action.benefit_note]


def _day(cell: Any) -> date | None:
    return cell.date() if cell else None


def test_every_action_is_the_same_in_word(said: Said) -> None:
    (table,) = word_tables(said.word, "No", "Action")
    notes = [squeeze(paragraph.text) for paragraph in said.word.paragraphs]
    for one, action in zip(table, said.paper.actions, strict=True):
        assert (one["No"], one["Characteristic"].split()[0]) == (str(action.number), action.code)
        assert (one["Action"], one["Status"]) == (action.what, STATUSES[action.status])
        assert plain(one["Success measure"]) == action.success_measure
        assert plain(one.get("Lead officer", "")) == action.lead_officer
        assert plain(one["When"]) == _when(action.starts_on, action.due_on)
        for note in filter(None, (action.cost_note, action.benefit_note)):
            assert any(text.endswith(note) for text in notes), note


def _when(start: date | None, due: date | None) -> str:
    """As the two actions have it: both days, or neither."""
    return f"{date_in_words(start)} to {date_in_words(due)}" if start and due else ""


def test_every_action_is_the_same_in_the_pdf(said: Said) -> None:
    for it in said.paper.actions:
        officer = [] if said.is_public else [it.lead_officer or "–"]
        when, measure = _when(it.starts_on, it.due_on) or "–", it.success_measure or "–"
        cells = [str(it.number), it.code, it.characteristic, it.what, *officer, when, measure, STATUSES[it.status]]
        assert tight("".join(cells)) in said.pdf
        for name, note in (("Cost", it.cost_note), ("Benefit", it.benefit_note)):
            assert tight(f"{name}: {note}") in said.pdf or not note


def test_every_review_is_the_same_in_json_and_none_is_public(said: Said) -> None:
    wanted = [(it.due_on, it.held_on, it.text, [*it.entries]) for it in said.paper.reviews]
    assert [it[2] for it in wanted] == ([] if said.is_public else ["Slow but sure", ""])
    for one, (due, held, text, entries) in zip(said.json.reviews, wanted, strict=True):
        assert (one.due_on, one.held_on, one.text) == (due, held, text)
        assert [(it.code, it.moved, it.why) for it in one.entries] == [(it.code, it.moved, it.why) for it in entries]


@pytest.mark.parametrize("said", ["full"], indirect=True)
def test_every_action_is_the_same_on_screen(said: Said) -> None:
    cards = [squeeze("".join(one.itertext())) for one in said.plan_on_screen.find("li", class_="app-action")]
    for card, action in zip(cards, said.paper.actions, strict=True):
        assert card.startswith(action.what)
        due = f"Due {date_in_words(action.due_on)}" if action.due_on else "No due date yet"
        for text in (
            STATUSES[action.status],
            due,
            action.lead_officer or "No lead officer yet",
            action.success_measure,
        ):
            assert text in card
