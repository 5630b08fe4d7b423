"""What every document that people read calls the same thing, as the results page says it."""

from collections.abc import Mapping

from app.documents.paper import PaperRow
from app.maturity.definitions import Model
from app.plan import words as plan_words
from app.plan.tables import Choice
from app.results.differing import Difference
from app.results.figures import CharacteristicFigures
from app.results.words import steps_in_words

CHOICES: Mapping[Choice | None, str] = {None: "–"} | dict(plan_words.CHOICES)
DEGREES: Mapping[int | None, str] = {None: "–"} | dict(plan_words.DEGREES)
"""Of impact and of effort."""


def name_of(row: PaperRow | CharacteristicFigures | Difference) -> str:
    return f"{row.code} {row.title}"


def target_of(row: CharacteristicFigures, model: Model) -> str:
    if row.target is not None:
        return model.level_name(row.target)
    return "–" if row.current is None else "No target yet"


def gap_of(row: CharacteristicFigures) -> str:
    return "–" if row.gap is None else steps_in_words(row.gap).capitalize()


def evidence_of(row: CharacteristicFigures, model: Model) -> str:
    if row.evidence is not None:
        return model.evidence[row.evidence].name
    return "–" if row.current is None else "Not stated"
