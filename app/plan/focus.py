"""Is this good enough for us? Each rated characteristic with what was chosen for it, the matrix and the counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.assessment.tables import Assessment, Stage
from app.plan.picked import NOTHING, Picked
from app.plan.reading import focus_in, focus_of, is_frozen
from app.plan.tables import Choice
from app.plan.words import CHOICES, DEGREES
from app.results.figures import CharacteristicFigures
from app.results.result import Result, result_of


@dataclass(frozen=True, slots=True)
class Row:
    figures: CharacteristicFigures
    picked: Picked
    row_version: int
    """0 where nothing is saved."""

    @property
    def code(self) -> str:
        return self.figures.code

    @property
    def suggested(self) -> Choice | None:
        """By the position; nobody has decided it."""
        gap = self.figures.gap
        return None if gap is None or gap < 0 else Choice.IMPROVE if gap else Choice.HOLD


@dataclass(frozen=True, slots=True)
class Section:
    slug: str
    title: str
    rows: tuple[Row, ...]
    without_level: tuple[CharacteristicFigures, ...]

    @property
    def decided(self) -> int:
        return sum(row.picked.choice is not None for row in self.rows)


@dataclass(frozen=True, slots=True)
class Board:
    """The choices of one assessment."""

    result: Result
    sections: tuple[Section, ...]
    most: int
    """Priorities, before a gentle word."""

    @property
    def is_frozen(self) -> bool:
        return is_frozen(self.result)

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(row for section in self.sections for row in section.rows)

    @property
    def chosen(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if not row.picked.is_empty)

    @property
    def priorities(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.picked.is_priority)

    def count(self, choice: Choice) -> int:
        return sum(row.picked.choice is choice for row in self.rows)

    @property
    def matrix(self) -> tuple[tuple[int, tuple[tuple[int, tuple[Row, ...]], ...]], ...]:
        """By impact, the highest first, and effort, the lowest first: what is not held and has both."""
        placed = [row for row in self.rows if row.picked.choice is not Choice.HOLD]
        return tuple(
            (impact, tuple((effort, tuple(_at(placed, impact, effort))) for effort in sorted(DEGREES)))
            for impact in sorted(DEGREES, reverse=True)
        )

    @property
    def unplaced(self) -> tuple[Row, ...]:
        """To be improved, or a priority, and not in the matrix yet."""
        meant = (row for row in self.rows if row.picked.choice is Choice.IMPROVE or row.picked.is_priority)
        open_ones = (row for row in meant if row.picked.choice is not Choice.HOLD)
        return tuple(row for row in open_ones if not (row.picked.impact and row.picked.effort))


def _at(rows: Iterable[Row], impact: int, effort: int) -> Iterable[Row]:
    found = (row for row in rows if (row.picked.impact, row.picked.effort) == (impact, effort))
    return sorted(found, key=lambda row: not row.picked.is_priority)


def agreed_result(assessment: Assessment) -> Result:
    """What was signed off, or the position as it was agreed; of a correction, what is agreed in it, to be chosen from.

    All else reads what was signed until the next version is.
    """
    return result_of(assessment, is_draft=assessment.stage is Stage.AGREED)


def board_of(assessment: Assessment, most: int) -> Board:
    result = agreed_result(assessment)
    picked, saved = focus_in(result), focus_of(assessment)

    def row_of(figures: CharacteristicFigures) -> Row:
        row = saved.get(figures.code)
        return Row(figures, picked.get(figures.code, NOTHING), row.row_version if row else 0)

    sections = (
        Section(
            theme.slug,
            theme.title,
            tuple(row_of(row) for row in theme.rows if row.current is not None),
            tuple(row for row in theme.rows if row.current is None),
        )
        for theme in result.figures.themes
    )
    return Board(result, tuple(sections), most)


def choice_items(row: Row) -> list[dict[str, Any]]:
    """Radios: what is suggested says so, and is never chosen beforehand."""
    hints = {Choice.HOLD: "the target is the current level", Choice.IMPROVE: "the target is above it"}
    undecided = {"value": "", "text": "Not decided", "checked": row.picked.choice is None}
    return [*(_choice_item(row, choice, label, hints) for choice, label in CHOICES.items()), undecided]


def _choice_item(row: Row, choice: Choice, label: str, hints: Mapping[Choice, str]) -> dict[str, Any]:
    hint = {"hint": {"text": f"Suggested: {hints[choice]}"}} if row.suggested is choice else {}
    return {"value": choice.value, "text": label, "checked": row.picked.choice is choice, **hint}


def degree_items(chosen: int | None) -> list[dict[str, Any]]:
    first = {"value": "", "text": "Not said", "selected": chosen is None}
    return [first, *({"value": str(n), "text": words, "selected": n == chosen} for n, words in DEGREES.items())]
