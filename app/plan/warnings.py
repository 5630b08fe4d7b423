"""What to think about again before a plan is settled. They are words, and forbid nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.assessment.dates import add_months
from app.plan.tables import Action, Progress
from app.results.figures import CharacteristicFigures
from app.results.result import Result
from app.words import count_in_words, date_in_words

SOON_MONTHS = 18
MANY_STEPS = 2


@dataclass(frozen=True, slots=True)
class Warning:
    text: str
    rows: tuple[CharacteristicFigures, ...] = ()
    """The characteristics that it is about."""
    wants_action: bool = False
    """An action for each of them would answer it."""


def is_soon(as_at: date, target_date: date) -> bool:
    """So soon that many steps are ambitious."""
    return target_date <= add_months(as_at, SOON_MONTHS)


def warnings_of(result: Result, actions: Sequence[Action]) -> list[Warning]:
    return [*_without_action(result, actions), *_too_fast(result), *_all_at_the_top(result)]


def _without_action(result: Result, actions: Sequence[Action]) -> Iterator[Warning]:
    """A stopped action leads nowhere."""
    planned = {action.code for action in actions if action.status is not Progress.STOPPED}
    rows = tuple(row for row in result.figures.rows if (row.gap or 0) > 0 and row.code not in planned)
    if rows:
        has = "has" if len(rows) == 1 else "have"
        what = count_in_words(len(rows), "characteristic")
        yield Warning(f"{what} {has} a target above the current level and no action yet.", rows, wants_action=True)


def _too_fast(result: Result) -> Iterator[Warning]:
    assessment = result.assessment
    if not is_soon(assessment.as_at, assessment.target_date):
        return
    rows = tuple(row for row in result.figures.rows if (row.gap or 0) >= MANY_STEPS)
    if rows:
        what = count_in_words(len(rows), "target")
        is_two = "is two levels or more" if len(rows) == 1 else "are two levels or more"
        yield Warning(
            f"{what} {is_two} above the current level by {date_in_words(assessment.target_date)}: {SOON_MONTHS} months "
            "or less. One level in that time is usual. Is it meant, and is there somebody to do it?",
            rows,
        )


def _all_at_the_top(result: Result) -> Iterator[Warning]:
    top = result.model.top_level
    targets = [row.target for row in result.figures.rows if row.target is not None]
    if len(targets) > 1 and all(target == top for target in targets):
        yield Warning(
            f"Every target is at the top level, {result.model.level_name(top)}. Few councils need that everywhere: "
            "where would the level below be good enough?"
        )
