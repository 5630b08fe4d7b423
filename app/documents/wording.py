"""What every document calls the same thing, as the results page says it."""

from collections.abc import Mapping

from app.documents.paper import PaperRow
from app.maturity.definitions import Model
from app.plan import words as plan_words
from app.plan.tables import Choice
from app.results.words import steps_in_words

CHOICES: Mapping[Choice | None, str] = {None: "–"} | dict(plan_words.CHOICES)
DEGREES: Mapping[int | None, str] = {None: "–"} | dict(plan_words.DEGREES)
"""Of impact and of effort."""


def target_of(row: PaperRow, model: Model) -> str:
    if row.figures.target is not None:
        return model.level_name(row.figures.target)
    return "–" if row.figures.current is None else "No target yet"


def gap_of(row: PaperRow) -> str:
    return "–" if row.figures.gap is None else steps_in_words(row.figures.gap).capitalize()


def evidence_of(row: PaperRow, model: Model) -> str:
    if row.figures.evidence is not None:
        return model.evidence[row.figures.evidence].name
    return "–" if row.figures.current is None else "Not stated"
