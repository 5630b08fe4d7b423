"""One characteristic in the words of a table that programs read: empty where there is nothing to say."""

from app.documents.paper import PaperRow
from app.maturity.definitions import Model
from app.plan.words import CHOICES, DEGREES
from app.results.words import steps_in_words


def target_of(row: PaperRow, model: Model) -> str:
    return "" if row.figures.target is None else model.level_name(row.figures.target)


def gap_of(row: PaperRow) -> str:
    return "" if row.figures.gap is None else steps_in_words(row.figures.gap)


def evidence_of(row: PaperRow, model: Model) -> str:
    return "" if row.figures.evidence is None else model.evidence[row.figures.evidence].name


def choice_of(row: PaperRow) -> str:
    return CHOICES[row.choice] if row.choice else ""


def degree_of(degree: int | None) -> str:
    return DEGREES[degree] if degree else ""
