"""Where everything stands in the two pictures of a result; `_dumbbell.svg` and `_radar.svg` draw it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians, sin

from app.maturity.definitions import Model
from app.results.figures import CharacteristicFigures, Figures, Profile, ThemeFigures
from app.results.lettering import Line, lines, width_of, wrapped
from app.results.words import NO_LEVEL, answer_in_words, median_in_words, number_in_words

WIDTH, MARGIN = 760, 8
HEADING, TEXT, SMALL = 15, 14, 12
LINE, SMALL_LINE = 17, 14


@dataclass(frozen=True, slots=True)
class Mark:
    """Where one characteristic is and where it is going, in the chart's own units."""

    y: int
    current: int
    target: int | None

    @property
    def is_hold(self) -> bool:
        return self.current == self.target


@dataclass(frozen=True, slots=True)
class Row:
    code: str
    title: tuple[Line, ...]
    mark: Mark | None
    words: Line | None
    """In the mark's place where there is no level."""
    top: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Block:
    """A theme: its heading, the names of the levels once more, its characteristics, and the grid behind them."""

    title: tuple[Line, ...]
    levels: tuple[Line, ...]
    rows: tuple[Row, ...]
    top: int
    bottom: int


@dataclass(frozen=True, slots=True)
class DumbbellChart:
    width: int
    height: int
    title: str
    description: str
    key: tuple[tuple[Mark, Line], ...]
    columns: tuple[int, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Point:
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Ring:
    """A level all around, with its name and the room that the name takes."""

    points: tuple[Point, ...]
    name: tuple[Line, ...]
    name_width: int


@dataclass(frozen=True, slots=True)
class Axis:
    end: Point
    title: tuple[Line, ...]
    anchor: str


@dataclass(frozen=True, slots=True)
class Outline:
    """The medians of the themes. The path joins neighbours that both have one, and is closed when all have."""

    path: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class RadarChart:
    """Its centre is at 0, 0; left and top are where the picture begins."""

    left: int
    top: int
    width: int
    height: int
    title: str
    description: str
    key: tuple[Line, Line]
    note: Line
    rings: tuple[Ring, ...]
    axes: tuple[Axis, ...]
    current: Outline
    target: Outline


# The dumbbell

TITLE_WIDTH = 264
TOP = 44
ROW, ROW_PADDING, BLOCK_GAP, HEADING_GAP = 27, 10, 16, 8
NARROWEST_COLUMN, WIDEST_COLUMN = 72, 120
KEY_Y = 18
KEY = (("Current level", None), ("Target", 40), ("Hold: the target is the current level", 0))
"""What each mark means, and how far its target is drawn from its current level."""


def dumbbell(model: Model, figures: Figures) -> DumbbellChart:
    """One row for each characteristic, grouped by theme: ● where it is, → where it is to be."""
    names = [model.level_name(level) for level in range(model.top_level + 1)]
    pitch = _pitch(names)
    columns = tuple(TITLE_WIDTH + pitch * level + pitch // 2 for level in range(len(names)))
    heads = [(x, wrapped(name, SMALL, pitch - 6)) for x, name in zip(columns, names, strict=True)]
    blocks, bottom = [], TOP
    for theme in figures.themes:
        blocks.append(_block(theme, heads, bottom, model))
        bottom = blocks[-1].bottom + BLOCK_GAP
    return DumbbellChart(
        width=TITLE_WIDTH + pitch * len(names) + MARGIN,
        height=bottom,
        title="Current level and target of each characteristic, by theme",
        description=_description(model, figures),
        key=_key(),
        columns=columns,
        blocks=tuple(blocks),
    )


def _pitch(names: Sequence[str]) -> int:
    """From one level to the next: an equal share of the page's width, or more where a name has a long word."""
    longest = max(width_of(word, SMALL) for name in names for word in name.split()) + MARGIN
    share = (WIDTH - TITLE_WIDTH - MARGIN) // len(names)
    return max(share, NARROWEST_COLUMN, min(longest, WIDEST_COLUMN))


def _description(model: Model, figures: Figures) -> str:
    themes = "one theme" if len(figures.themes) == 1 else f"{number_in_words(len(figures.themes))} themes"
    scale = f"{model.level_name(0)} to {model.level_name(model.top_level)}"
    return f"{figures.answered} of {figures.total} characteristics answered, in {themes}, on the scale {scale}."


def _key() -> tuple[tuple[Mark, Line], ...]:
    key, x = [], MARGIN + 4
    for words, distance in KEY:
        end = x + (distance or 0)
        key.append((Mark(KEY_Y, x, None if distance is None else end), Line(end + 18, KEY_Y + 5, words)))
        x = end + 18 + width_of(words, TEXT) + 24
    return tuple(key)


def _block(theme: ThemeFigures, heads: Sequence[tuple[int, tuple[str, ...]]], top: int, model: Model) -> Block:
    title = wrapped(theme.title, HEADING + 1, TITLE_WIDTH - MARGIN)
    height = max(len(title) * LINE, max(len(head) for _, head in heads) * SMALL_LINE)
    grid = bottom = top + height + HEADING_GAP
    columns, rows = [x for x, _ in heads], []
    for row in theme.rows:
        rows.append(_row(row, columns, bottom, model))
        bottom = rows[-1].bottom
    last = grid - HEADING_GAP
    levels = (line for x, head in heads for line in lines(head, x, last - SMALL_LINE * (len(head) - 1), SMALL_LINE))
    return Block(lines(title, 0, last - LINE * (len(title) - 1), LINE), tuple(levels), tuple(rows), grid, bottom)


def _row(row: CharacteristicFigures, columns: Sequence[int], top: int, model: Model) -> Row:
    texts = wrapped(row.title, TEXT, TITLE_WIDTH - 16)
    bottom = top + max(ROW, LINE * len(texts) + ROW_PADDING)
    middle = (top + bottom) // 2
    title = lines(texts, 0, middle + 5 - LINE * (len(texts) - 1) // 2, LINE)
    if row.current is None:
        return Row(row.code, title, None, Line(columns[0] - 6, middle + 5, answer_in_words(row, model)), top, bottom)
    target = None if row.target is None else columns[row.target]
    return Row(row.code, title, Mark(middle, columns[row.current], target), None, top, bottom)


# The radar

RADIUS = 190
TITLE_DISTANCE = RADIUS + 20
HEAD = 88
"""The height of the key and its note above the picture."""
KEY_WORDS = ("Median current level", "Median target")
NOTE = "The centre is “{}”. A median that falls between two levels is drawn at the lower of them."


def radar(model: Model, figures: Figures) -> RadarChart | None:
    """The medians of the themes, one axis each; fewer than three themes enclose nothing."""
    if (count := len(figures.themes)) < 3:
        return None
    axes = tuple(_axis(theme, number, count) for number, theme in enumerate(figures.themes))
    levels = range(model.top_level + 1)
    distances = [RADIUS * level // model.top_level for level in levels]
    left, top = -WIDTH // 2, axes[0].title[0].y - HEAD
    return RadarChart(
        left=left,
        top=top,
        width=WIDTH,
        height=max(axis.title[-1].y for axis in axes) + 2 * MARGIN - top,
        title="Median current level and median target of each theme",
        description=_medians(model, figures),
        key=(Line(left + 56, top + 23, KEY_WORDS[0]), Line(left + 280, top + 23, KEY_WORDS[1])),
        note=Line(left, top + 48, NOTE.format(model.level_name(0))),
        rings=tuple(_ring(model.level_name(level), distances[level], count) for level in levels[1:]),
        axes=axes,
        current=_outline([theme.current for theme in figures.themes], distances),
        target=_outline([theme.target for theme in figures.themes], distances),
    )


def _point(distance: int, number: int, count: int) -> Point:
    """A place on one of so many axes: the first points up, the others follow clockwise."""
    angle = radians(360 * number / count - 90)
    return Point(round(distance * cos(angle)), round(distance * sin(angle)))


def _axis(theme: ThemeFigures, number: int, count: int) -> Axis:
    at = _point(TITLE_DISTANCE, number, count)
    is_upright = abs(at.x) < RADIUS // 4
    # Bold letters are about as wide as plain ones a size larger.
    title = wrapped(theme.title, HEADING + 1, 240 if is_upright else min(WIDTH // 2 - MARGIN - abs(at.x), 200))
    if theme.current.median is None:
        title += (f"({NO_LEVEL})",)
    # Titles above stand on their place, titles below hang from it, titles beside it are centred.
    top = at.y - len(title) * LINE * (TITLE_DISTANCE - at.y) // (2 * TITLE_DISTANCE)
    anchor = "middle" if is_upright else "start" if at.x > 0 else "end"
    return Axis(_point(RADIUS, number, count), lines(title, at.x, top + 13, LINE), anchor)


def _ring(level: str, distance: int, count: int) -> Ring:
    name = wrapped(level, SMALL, WIDTH // 2 - 4 * MARGIN)
    first = 4 - distance - SMALL_LINE * (len(name) - 1) // 2
    return Ring(
        points=tuple(_point(distance, number, count) for number in range(count)),
        name=lines(name, 2 * MARGIN, first, SMALL_LINE),
        name_width=max(width_of(line, SMALL) for line in name),
    )


def _medians(model: Model, figures: Figures) -> str:
    def words(profile: Profile) -> str:
        return median_in_words(profile.median, model)

    return " ".join(f"{each.title}: {words(each.current)}, target {words(each.target)}." for each in figures.themes)


def _outline(profiles: Sequence[Profile], distances: Sequence[int]) -> Outline:
    medians = [profile.median for profile in profiles]
    points = [
        None if median is None else _point(distances[median.value], number, len(medians))
        for number, median in enumerate(medians)
    ]
    drawn = tuple(point for point in points if point is not None)
    if len(drawn) == len(points):
        return Outline("M" + "L".join(f"{point.x} {point.y}" for point in drawn) + "Z", drawn)
    pairs = pairwise([*points, points[0]])
    return Outline("".join(f"M{one.x} {one.y}L{other.x} {other.y}" for one, other in pairs if one and other), drawn)
