"""The tables of the Excel file and the CSV: one row a characteristic, one row an action. Numbers are numbers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from app.documents.cell_words import choice_of, degree_of, evidence_of, gap_of, target_of
from app.documents.paper import Paper, PaperAction, PaperRow
from app.plan.words import STATUSES
from app.results.words import answer_in_words, median_in_words, range_in_words

Cell = str | int | date | None
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    heading: str
    width: int
    read: Callable[[Paper, Row], Cell]
    is_in_public: bool = True


def _yes(value: bool) -> str:
    return "Yes" if value else "No"


def _theme(paper: Paper, row: PaperRow) -> str:
    return next(theme.title for theme in paper.themes if theme.slug == row.theme)


def _actions(paper: Paper, row: PaperRow) -> int:
    return [action.code for action in paper.actions].count(row.code)


RESULTS: tuple[Column[PaperRow], ...] = (
    Column("Theme", 24, _theme),
    Column("Code", 8, lambda _, row: row.code),
    Column("Characteristic", 32, lambda _, row: row.title),
    Column("Now", 18, lambda paper, row: answer_in_words(row.figures, paper.model)),
    Column("Level now", 9, lambda _, row: row.figures.current),
    Column("Target", 18, lambda paper, row: target_of(row, paper.model)),
    Column("Target level", 9, lambda _, row: row.figures.target),
    Column("Gap", 14, lambda _, row: gap_of(row)),
    Column("Steps", 8, lambda _, row: row.figures.gap),
    Column("Evidence", 18, lambda paper, row: evidence_of(row, paper.model)),
    Column("Evidence strength", 10, lambda _, row: row.figures.evidence),
    Column("Candidate priority", 11, lambda _, row: _yes(row.figures.is_priority)),
    Column("Hold or improve", 14, lambda _, row: choice_of(row)),
    Column("Impact", 10, lambda _, row: degree_of(row.impact)),
    Column("Effort", 10, lambda _, row: degree_of(row.effort)),
    Column("Priority", 10, lambda _, row: _yes(row.is_priority)),
    Column("Actions", 9, _actions),
    Column("Evidence note", 50, lambda _, row: row.note, is_in_public=False),
    Column("Reason for the lower target", 40, lambda _, row: row.reason),
    Column("Rationale", 40, lambda _, row: row.rationale),
    Column("Minority view", 40, lambda _, row: row.minority_view),
    Column("Restricted note", 40, lambda _, row: row.restricted_note, is_in_public=False),
)

ACTIONS: tuple[Column[PaperAction], ...] = (
    Column("Number", 9, lambda _, it: it.number),
    Column("Code", 8, lambda _, it: it.code),
    Column("Characteristic", 30, lambda _, it: it.characteristic),
    Column("Action", 50, lambda _, it: it.what),
    Column("Lead officer", 24, lambda _, it: it.lead_officer, is_in_public=False),
    Column("Start", 12, lambda _, it: it.starts_on),
    Column("Due", 12, lambda _, it: it.due_on),
    Column("Status", 14, lambda _, it: STATUSES[it.status]),
    Column("Why stopped", 30, lambda _, it: it.stopped_reason, is_in_public=False),
    Column("Success measure", 40, lambda _, it: it.success_measure),
    Column("Cost", 30, lambda _, it: it.cost_note, is_in_public=False),
    Column("Benefit", 30, lambda _, it: it.benefit_note, is_in_public=False),
    Column("Resources", 50, lambda _, it: "\n".join(f"{one.title}. {one.url}" for one in it.resources)),
)


def columns_for(paper: Paper, columns: tuple[Column[Row], ...]) -> list[Column[Row]]:
    return [column for column in columns if column.is_in_public or not paper.is_public]


def theme_rows(paper: Paper) -> Iterator[list[Cell]]:
    yield ["Theme", "Median now", "Range now", "Median of targets", "Range of targets", "Answered", "Characteristics"]
    for theme in paper.themes:
        words: list[Cell] = [
            text
            for profile in (theme.current, theme.target)
            for text in (median_in_words(profile.median, paper.model), range_in_words(profile, paper.model))
        ]
        yield [theme.title, *words, theme.current.answered, theme.current.total]


def level_rows(paper: Paper) -> Iterator[list[Cell]]:
    """The model’s own texts."""
    yield ["Theme", "Code", "Characteristic", "Level", "Name", "Descriptor"]
    for theme in paper.model.themes:
        for one in theme.characteristics:
            for number, level in sorted(one.levels.items()):
                name = paper.model.level_name(number)
                yield [theme.title, one.code, one.title, number, name, level.descriptor]


def stamps(paper: Paper) -> dict[str, Cell]:
    """What says which version of what this is."""
    found: dict[str, Cell] = {
        "Council": paper.council,
        "Assessment": paper.title,
        "As at": paper.as_at,
        "Target date": paper.target_date,
        "State": paper.state,
        "Version": "Public" if paper.is_public else "Full",
        "Digest of the sign-off": paper.digest,
        "Figures as they stood on": paper.changed_on,
        "Lead": paper.lead,
        "Answered": paper.answered,
        "Characteristics": paper.total,
        "Model": paper.model.title,
        "Model version": paper.model.version,
        "Model digest": paper.model_digest,
        "Credit": paper.model.credit,
    }
    return {name: value for name, value in found.items() if name != "Lead" or not paper.is_public}
