"""Where everything stands in the strip of one characteristic: how many of each group gave which level.

`_strip.svg` draws it. A group has its own shape as well as its colour, and every mark says its number.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from app.maturity.definitions import Model
from app.participation.tables import Group
from app.results.differing import Difference, View
from app.results.differing_words import counts_in_words, group_in_words
from app.results.figures import Profile
from app.results.lettering import Line, lines, wrapped

WIDTH = 414
"""Little more than a phone shows, so that the words stay readable there."""
SMALL, SMALL_LINE = 12, 14
LABEL, ROW = 20, 68
LEAST, MOST = 11, 17
"""How far a mark reaches from its middle: for the fewest, and for all of a group."""


@dataclass(frozen=True, slots=True)
class Dot:
    x: int
    size: int
    count: int


@dataclass(frozen=True, slots=True)
class Track:
    """One group: its name, its line from the lowest to the highest level, its marks, and where its median is."""

    group: Group | None
    label: Line
    y: int
    first: int
    last: int
    dots: tuple[Dot, ...]
    median: int


@dataclass(frozen=True, slots=True)
class Strip:
    width: int
    height: int
    title: str
    description: str
    levels: tuple[Line, ...]
    columns: tuple[int, ...]
    top: int
    tracks: tuple[Track, ...]


def strip(row: Difference, model: Model) -> Strip:
    pitch = WIDTH // (model.top_level + 1)
    columns = tuple(pitch * level + pitch // 2 for level in range(model.top_level + 1))
    heads = [wrapped(model.level_name(level), SMALL, pitch - 2) for level in range(len(columns))]
    top = SMALL_LINE * max(map(len, heads)) + 4
    tracks = tuple(_tracks(row, columns, top))
    return Strip(
        width=WIDTH,
        height=top + ROW * len(tracks) + 4,
        title=f"{row.title}: how many gave each level",
        description=" ".join(f"{group_in_words(one.group)}: {counts_in_words(one, model)}." for one in row.views),
        levels=tuple(_heads(heads, columns, top)),
        columns=columns,
        top=top,
        tracks=tracks,
    )


def _heads(heads: list[tuple[str, ...]], columns: tuple[int, ...], top: int) -> Iterator[Line]:
    """They stand on their line."""
    for head, x in zip(heads, columns, strict=True):
        yield from lines(head, x, top - 6 - SMALL_LINE * (len(head) - 1), SMALL_LINE)


def _tracks(row: Difference, columns: tuple[int, ...], top: int) -> Iterator[Track]:
    shown = [view for view in row.views if view.current.rated]
    for number, view in enumerate(shown):
        yield _track(view, columns, top + ROW * number)


def _track(view: View, columns: tuple[int, ...], top: int) -> Track:
    profile, y = view.current, top + LABEL + 18
    return Track(
        group=view.group,
        label=Line(0, top + LABEL - 4, f"{group_in_words(view.group)} ({profile.rated})"),
        y=y,
        first=columns[profile.lowest or 0],
        last=columns[profile.highest or 0],
        dots=tuple(_dots(profile, columns)),
        median=_between(profile, columns),
    )


def _dots(profile: Profile, columns: tuple[int, ...]) -> Iterator[Dot]:
    for x, count in zip(columns, profile.counts, strict=True):
        if count:
            yield Dot(x, LEAST + (MOST - LEAST) * count // profile.rated, count)


def _between(profile: Profile, columns: tuple[int, ...]) -> int:
    median = profile.median
    return (columns[median.low] + columns[median.high]) // 2 if median else 0
