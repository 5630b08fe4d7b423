"""The appendix: every figure as a table and every note as text, in the order of the printable summary."""

from collections.abc import Iterator, Sequence

from app.documents.paper import Paper, PaperAction, PaperRow, PaperTheme
from app.documents.phrases import (
    dates_in_words,
    notes_of,
    others_in_words,
    priorities_in_words,
    texts_of,
)
from app.documents.word_differ import write_differences
from app.documents.word_parts import GREY, Cell
from app.documents.word_writer import Writer
from app.documents.wording import DEGREES, evidence_of, gap_of, target_of
from app.plan.words import STATUSES
from app.results import words
from app.results.figures import Shortlist
from app.words import date_in_words

STANDING = ("Characteristic", "Now", "Target", "Gap", "Evidence")
STANDING_WIDTHS = (6, 3, 3, 2, 3)
NOW, TARGET, HOLD, BETWEEN = "● Now", "→ Target", "● Hold", "–"
BLUE = "DCE6EE"


def write_appendix(writer: Writer, paper: Paper) -> None:
    _chart(writer, paper)
    _themes_side_by_side(writer, paper)
    _findings(writer, paper)
    if paper.comparison:
        write_differences(writer, paper, paper.comparison)
    for theme in paper.themes:
        _theme(writer, paper, theme)
    _priorities(writer, paper)
    _plan(writer, paper)
    _reading(writer, paper)
    _levels(writer, paper)


def _chart(writer: Writer, paper: Paper) -> None:
    """The dumbbells of the screen as a table: it prints anywhere, and is read out as it stands."""
    writer.heading("Where each characteristic is now, and where we want it to be", 2)
    writer.paragraph(
        f"● is the level now, → the target for {date_in_words(paper.target_date)}; ● Hold: the target is the level now."
    )
    levels = [paper.model.level_name(number) for number in range(paper.model.top_level + 1)]
    rows: list[Sequence[str | Cell]] = []
    for theme in paper.themes:
        rows.append([Cell(theme.title, is_bold=True, fill=GREY, columns=len(levels) + 1)])
        rows += [list(_dumbbell(row, paper)) for row in theme.rows]
    weights = (5, *(2 for _ in levels))
    writer.table("Level now and target of each characteristic", ["Characteristic", *levels], rows, weights)


def _dumbbell(row: PaperRow, paper: Paper) -> Iterator[Cell]:
    yield Cell(_name(row))
    now, target = row.figures.current, row.figures.target
    if now is None:
        yield Cell(words.answer_in_words(row.figures, paper.model), columns=paper.model.top_level + 1)
        return
    for level in range(paper.model.top_level + 1):
        if level == now:
            yield Cell(HOLD if now == target else NOW, is_bold=True, fill=BLUE, is_centred=True)
        elif level == target:
            yield Cell(TARGET, fill=BLUE, is_centred=True)
        else:
            is_between = target is not None and min(now, target) < level < max(now, target)
            yield Cell(BETWEEN if is_between else "", fill=BLUE if is_between else "", is_centred=True)


def _themes_side_by_side(writer: Writer, paper: Paper) -> None:
    writer.heading("The themes side by side", 2)
    headings = ("Theme", "Median now", "Range now", "Median of targets", "Answered")
    rows = [
        [
            theme.title,
            words.median_in_words(theme.current.median, paper.model),
            words.range_in_words(theme.current, paper.model),
            words.median_in_words(theme.target.median, paper.model),
            f"{theme.current.answered} of {theme.current.total}",
        ]
        for theme in paper.themes
    ]
    writer.table("Median and range of each theme", headings, rows, (5, 4, 4, 4, 2))


def _findings(writer: Writer, paper: Paper) -> None:
    figures = paper.result.figures
    writer.heading("What stands out", 2)
    for title, order, few, nothing in (
        (
            "Strongest",
            "The highest levels reached, the better evidenced first.",
            figures.strongest,
            "No characteristic stands at a level yet.",
        ),
        (
            "Widest gaps",
            "The most steps from now to the target, the lowest current level first.",
            figures.widest_gaps,
            "No target is above the current level yet.",
        ),
        (
            "Thinnest evidence",
            "Levels that nothing shows, or that are asserted only: the highest level first.",
            figures.thinnest_evidence,
            "No level rests on assertion alone.",
        ),
    ):
        writer.heading(title, 3)
        _shortlist(writer, paper, title, order, few, nothing)


def _shortlist(writer: Writer, paper: Paper, title: str, order: str, few: Shortlist, nothing: str) -> None:
    if not few.rows:
        writer.paragraph(nothing)
        return
    writer.paragraph(order)
    rows = {row.code: row for row in paper.rows}
    writer.table(title, STANDING, [_standing(rows[one.code], paper) for one in few.rows], STANDING_WIDTHS)
    if few.more:
        writer.paragraph(f"And {few.more} more that {'stands' if few.more == 1 else 'stand'} level with the last.")


def _standing(row: PaperRow, paper: Paper) -> list[str | Cell]:
    now, model = words.answer_in_words(row.figures, paper.model), paper.model
    return [_name(row), now, target_of(row, model), gap_of(row), evidence_of(row, model)]


def _name(row: PaperRow) -> str:
    return f"{row.code} {row.title}"


def _theme(writer: Writer, paper: Paper, theme: PaperTheme) -> None:
    writer.heading(theme.title, 2)
    writer.paragraph(theme.question)
    if theme.outdated_since:
        writer.paragraph(f"Written {date_in_words(theme.outdated_since)}; the figures have changed since.")
    for text in theme.narrative:
        writer.paragraph(text)
    for when, profile, missing in (("Now", theme.current, "not answered"), ("Target", theme.target, "no target")):
        writer.paragraph(words.profile_in_words(profile, paper.model, missing), when)
    rows = [[*_standing(row, paper), "Yes" if row in paper.priorities else "–"] for row in theme.rows]
    writer.table(f"{theme.title}: each characteristic", (*STANDING, "Priority"), rows, (*STANDING_WIDTHS, 2))
    for row in theme.rows:
        if texts := texts_of(row):
            writer.heading(_name(row), 3)
            for name, text in texts:
                writer.paragraph(text, name)


def _priorities(writer: Writer, paper: Paper) -> None:
    writer.heading("Priorities", 2)
    writer.paragraph(priorities_in_words(paper))
    if said := others_in_words(paper):
        writer.paragraph(said)
    if not paper.priorities:
        return
    headings = ("Priority", "Now", "Target", "Impact", "Effort", "What the target level describes")
    rows = [
        [
            _name(row),
            words.answer_in_words(row.figures, paper.model),
            target_of(row, paper.model),
            DEGREES[row.impact],
            DEGREES[row.effort],
            target_descriptor(row, paper),
        ]
        for row in paper.priorities
    ]
    writer.table("Priorities", headings, rows, (7, 5, 5, 4, 4, 16))


def target_descriptor(row: PaperRow, paper: Paper) -> str:
    if not row.figures.target:
        return "–"
    return paper.model.by_code[row.code].levels[row.figures.target].descriptor


def _plan(writer: Writer, paper: Paper) -> None:
    writer.heading("Plan", 2)
    if not paper.actions:
        writer.paragraph("There are no actions in the plan yet.")
        return
    writer.paragraph("The plan is live: it goes on changing after the results are signed off.")
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


def _reading(writer: Writer, paper: Paper) -> None:
    if not any(row.reading for row in paper.rows):
        return
    writer.heading("Further reading", 2)
    for row in paper.rows:
        if row.reading:
            writer.heading(_name(row), 3)
        for one in row.reading:
            writer.link(f"{one.title}. {one.publisher}. ", one.url)


def _levels(writer: Writer, paper: Paper) -> None:
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
