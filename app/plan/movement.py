"""What moved from one assessment to the next: where each characteristic was, was to be, and is now. Pure.

Levels are compared one by one and counted; there is no sum of them.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from app.maturity.changes import Changed, Changes, changes_between
from app.maturity.definitions import Model
from app.plan.tables import Action
from app.results.figures import CharacteristicFigures, Figures, ThemeFigures


class Way(StrEnum):
    ROSE = "rose"
    FELL = "fell"
    HELD = "held"
    NOT_COMPARED = "not-compared"
    """It has no level on one side, or the other version has no such characteristic."""


class Wording(StrEnum):
    SAME = "same"
    REWORDED = "reworded"
    ADDED = "added"
    REMOVED = "removed"


class Against(StrEnum):
    """The level now beside the target of last time."""

    REACHED = "reached"
    SHORT = "short"
    BEYOND = "beyond"
    NO_PLAN = "no-plan"


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two assessments, read once."""

    model: Model
    figures: Figures
    as_at: date
    target_date: date


@dataclass(frozen=True, slots=True)
class Ended:
    """An action of the former plan, and whether it goes on in this one."""

    action: Action
    is_carried: bool


@dataclass(frozen=True, slots=True)
class MovementRow:
    code: str
    title: str
    before: CharacteristicFigures | None
    now: CharacteristicFigures | None
    wording: Wording
    changed: Changed | None
    """What of it differs, where it is reworded."""
    has_one_scale: bool = True
    """The other version has as many levels: with more or fewer, a level is something else."""
    actions: tuple[Ended, ...] = ()

    @property
    def steps(self) -> int | None:
        was, now = self._levels
        return None if was is None or now is None or not self.has_one_scale else now - was

    @property
    def way(self) -> Way:
        if self.steps is None:
            return Way.NOT_COMPARED
        return Way.ROSE if self.steps > 0 else Way.FELL if self.steps < 0 else Way.HELD

    @property
    def planned(self) -> int | None:
        """The steps that were planned; 0 was a hold."""
        return self.before.gap if self.before else None

    @property
    def short_by(self) -> int | None:
        """The steps still missing to the target of last time; less than none where it is beyond."""
        target = self.before.target if self.before else None
        return None if self.steps is None or target is None else target - (self._levels[1] or 0)

    @property
    def against(self) -> Against:
        if self.short_by is None:
            return Against.NO_PLAN
        return Against.SHORT if self.short_by > 0 else Against.BEYOND if self.short_by < 0 else Against.REACHED

    @property
    def _levels(self) -> tuple[int | None, int | None]:
        return self.before.current if self.before else None, self.now.current if self.now else None


@dataclass(frozen=True, slots=True)
class MovementTheme:
    slug: str
    title: str
    rows: tuple[MovementRow, ...]


@dataclass(frozen=True, slots=True)
class Movement:
    before: Side
    now: Side
    themes: tuple[MovementTheme, ...]
    """As they are now; what the version has no more is under the theme it was in, at the end where that is gone."""

    @property
    def has_one_scale(self) -> bool:
        return self.before.model.top_level == self.now.model.top_level

    @property
    def rows(self) -> tuple[MovementRow, ...]:
        return tuple(row for theme in self.themes for row in theme.rows)

    def rows_of(self, way: Way) -> tuple[MovementRow, ...]:
        return tuple(row for row in self.rows if row.way is way)

    @property
    def was_to_rise(self) -> tuple[MovementRow, ...]:
        """Compared, and planned to rise."""
        return tuple(row for row in self.rows if row.steps is not None and (row.planned or 0) > 0)

    @property
    def has_reached(self) -> tuple[MovementRow, ...]:
        return tuple(row for row in self.was_to_rise if row.against in {Against.REACHED, Against.BEYOND})

    @property
    def reworded(self) -> tuple[MovementRow, ...]:
        return tuple(row for row in self.rows if row.wording is Wording.REWORDED)


def movement_of(
    before: Side, now: Side, actions: Sequence[Action] = (), carried: frozenset[int] = frozenset()
) -> Movement:
    """`actions`: of the former plan; `carried`: the numbers of those that go on in this one."""
    was = {row.code: row for row in before.figures.rows}
    changes = changes_between(before.model, now.model)
    themes = _with_removed([_theme(one, was, changes) for one in now.figures.themes], before)
    ended: defaultdict[str, tuple[Ended, ...]] = defaultdict(tuple)
    for action in actions:
        ended[action.code] += (Ended(action, action.id in carried),)
    return Movement(before, now, tuple(_with_actions(theme, ended) for theme in themes))


def _theme(figures: ThemeFigures, was: Mapping[str, CharacteristicFigures], changes: Changes) -> MovementTheme:
    reworded = {changed.after.code: changed for changed in changes.reworded}

    def row_of(row: CharacteristicFigures) -> MovementRow:
        changed, former = reworded.get(row.code), was.get(row.code)
        wording = Wording.REWORDED if changed else Wording.SAME if former else Wording.ADDED
        return MovementRow(row.code, row.title, former, row, wording, changed, changes.has_as_many_levels)

    return MovementTheme(figures.slug, figures.title, tuple(map(row_of, figures.rows)))


def _with_removed(themes: list[MovementTheme], before: Side) -> list[MovementTheme]:
    there = {row.code for theme in themes for row in theme.rows}
    found = {theme.slug: theme for theme in themes}
    for former in before.figures.themes:
        gone = tuple(_removed(row) for row in former.rows if row.code not in there)
        if gone:
            kept = found.get(former.slug, MovementTheme(former.slug, former.title, ()))
            found[former.slug] = MovementTheme(kept.slug, kept.title, kept.rows + gone)
    return list(found.values())


def _removed(row: CharacteristicFigures) -> MovementRow:
    return MovementRow(row.code, row.title, row, None, Wording.REMOVED, None)


def _with_actions(theme: MovementTheme, ended: Mapping[str, tuple[Ended, ...]]) -> MovementTheme:
    return replace(theme, rows=tuple(replace(row, actions=ended.get(row.code, ())) for row in theme.rows))
