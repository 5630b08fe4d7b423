"""What follows in the appendix: priorities and plan, further reading, and what the levels mean."""

from app.documents.paper import Paper, PaperAction, PaperRow
from app.documents.phrases import (
    PLAN_IS_LIVE,
    dates_in_words,
    no_actions_in_words,
    notes_of,
    others_in_words,
    priorities_in_words,
)
from app.documents.word_parts import Cell
from app.documents.word_writer import Writer
from app.documents.wording import DEGREES, name_of, target_of
from app.plan.words import STATUSES
from app.results import words


def write_priorities(writer: Writer, paper: Paper) -> None:
    writer.heading("Priorities", 2)
    writer.paragraph(priorities_in_words(paper))
    if said := others_in_words(paper):
        writer.paragraph(said)
    if not paper.priorities:
        return
    headings = ("Priority", "Now", "Target", "Impact", "Effort", "What the target level describes")
    rows = [
        [
            name_of(row),
            words.answer_in_words(row.figures, paper.model),
            target_of(row.figures, paper.model),
            DEGREES[row.impact],
            DEGREES[row.effort],
            _target_descriptor(row, paper),
        ]
        for row in paper.priorities
    ]
    writer.table("Priorities", headings, rows, (7, 5, 5, 4, 4, 16))


def _target_descriptor(row: PaperRow, paper: Paper) -> str:
    if not row.figures.target:
        return "–"
    return paper.model.by_code[row.code].levels[row.figures.target].descriptor


def write_plan(writer: Writer, paper: Paper) -> None:
    writer.heading("Plan", 2)
    if not paper.actions:
        writer.paragraph(no_actions_in_words(paper))
        return
    writer.paragraph(PLAN_IS_LIVE)
    lead = () if paper.is_public else ("Lead officer",)
    headings = ("No", "Characteristic", "Action", *lead, "When", "Success measure", "Status")
    weights = (2, 6, 9, *(5 for _ in lead), 5, 8, 4)
    writer.table("Plan", headings, [_action(one, is_public=paper.is_public) for one in paper.actions], weights)
    for action in paper.actions:
        for name, text in notes_of(action):
            writer.paragraph(text, f"Action {action.number}, {name[0].lower()}{name[1:]}")


def _action(action: PaperAction, *, is_public: bool) -> list[str | Cell]:
    lead = [] if is_public else [action.lead_officer or "–"]
    return [
        str(action.number),
        f"{action.code} {action.characteristic}",
        action.what,
        *lead,
        dates_in_words(action),
        action.success_measure or "–",
        STATUSES[action.status],
    ]


def write_reading(writer: Writer, paper: Paper) -> None:
    if not any(row.reading for row in paper.rows):
        return
    writer.heading("Further reading", 2)
    for row in paper.rows:
        if row.reading:
            writer.heading(name_of(row), 3)
        for one in row.reading:
            writer.link(f"{one.title}. {one.publisher}. ", one.url)


def write_levels(writer: Writer, paper: Paper) -> None:
    model = paper.model
    writer.heading("What the levels mean", 2)
    writer.paragraph("A level is held when it and every lower one are met.")
    levels: list[list[str | Cell]] = [
        [Cell(f"{level.number} {level.name}", is_bold=True), level.meaning] for level in model.levels
    ]
    writer.table("The levels", ("Level", "Meaning"), levels, (4, 13))
    strengths: list[list[str | Cell]] = [
        [Cell(f"{one.number} {one.name}", is_bold=True), one.meaning] for one in model.evidence
    ]
    writer.table("Strength of evidence", ("Strength of evidence", "Meaning"), strengths, (4, 13))
    writer.paragraph(f"{model.title}, version {model.version}. {model.credit}")
