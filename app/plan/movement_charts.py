"""Where everything stands in the small picture of one characteristic: planned and actual on one line to the target
date. `templates/plan/_movement.svg` draws it."""

from dataclasses import dataclass
from datetime import date

from app.maturity.definitions import Model
from app.plan.movement import Movement, MovementRow
from app.plan.movement_words import row_in_words
from app.results.lettering import Line, width_of, wrapped

WIDTH, SMALL, LINE = 300, 12, 13
STEP, TOP, BOTTOM, RIGHT = 26, 14, 26, 12
WIDEST_NAME = 104


@dataclass(frozen=True, slots=True)
class Point:
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class MovementChart:
    width: int
    height: int
    title: str
    description: str
    left: int
    right: int
    levels: tuple[tuple[int, tuple[Line, ...]], ...]
    """Where the line of each level is, and its name."""
    days: tuple[Line, Line]
    now: int
    """Where this assessment is on the line of time."""
    start: Point
    planned: Point | None
    actual: Point


def movement_chart(row: MovementRow, movement: Movement) -> MovementChart | None:
    """None where there is no level on both sides."""
    if row.steps is None or row.before is None or row.now is None:
        return None
    model, first = movement.before.model, movement.before.as_at
    last = max(movement.before.target_date, movement.now.as_at)
    left = _name_width(model) + 12
    heights = [TOP + STEP * (model.top_level - level) for level in range(model.top_level + 1)]

    def point(day: date, level: int) -> Point:
        days = max((last - first).days, 1)
        return Point(left + (WIDTH - RIGHT - left) * max((day - first).days, 0) // days, heights[level])

    actual, bottom = point(movement.now.as_at, row.now.current or 0), heights[0]
    return MovementChart(
        width=WIDTH,
        height=bottom + BOTTOM,
        title=f"{row.title}: planned and actual",
        description=row_in_words(row, movement),
        left=left,
        right=WIDTH - RIGHT,
        levels=tuple((heights[level], _name(model, level, left, heights[level])) for level in range(len(heights))),
        days=(Line(left, bottom + 20, f"{first:%b %Y}"), Line(WIDTH - RIGHT, bottom + 20, f"{last:%b %Y}")),
        now=actual.x,
        start=point(first, row.before.current or 0),
        planned=None if row.before.target is None else point(movement.before.target_date, row.before.target),
        actual=actual,
    )


def _name_width(model: Model) -> int:
    names = (model.level_name(level) for level in range(model.top_level + 1))
    return max(width_of(line, SMALL) for name in names for line in wrapped(name, SMALL, WIDEST_NAME))


def _name(model: Model, level: int, left: int, y: int) -> tuple[Line, ...]:
    """Right of it begins the grid; a long name takes two lines, and no third has room."""
    texts = wrapped(model.level_name(level), SMALL, WIDEST_NAME)[:2]
    first = y + 4 - LINE * (len(texts) - 1) // 2
    return tuple(Line(left - 10, first + LINE * number, text) for number, text in enumerate(texts))
