"""Every figure of a result. Page, chart, document and feedback read them here, and none computes its own.

A theme is its profile, its median and its range; there is no overall score, and no figure is a decimal.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from app.maturity.definitions import Characteristic, Model, Theme

SHORTLIST = 5
ASSERTED = 1
"""The strength of evidence that is no more than somebody's word; 0 is none."""


class Kind(StrEnum):
    LEVEL = "level"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not-applicable"


class AnswerParts(Protocol):
    """What the figures take from an answer: a row of the database will do as well as an Answer."""

    @property
    def kind(self) -> Kind | None: ...
    @property
    def current(self) -> int | None: ...
    @property
    def target(self) -> int | None: ...
    @property
    def evidence(self) -> int | None: ...
    @property
    def is_priority(self) -> bool: ...
    @property
    def is_confirmed(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered on one characteristic; an unfinished answer has no kind, or no current level yet."""

    kind: Kind | None = None
    current: int | None = None
    target: int | None = None
    evidence: int | None = None
    is_priority: bool = False
    is_confirmed: bool = True


def is_rated(answer: AnswerParts) -> bool:
    return answer.is_confirmed and answer.kind == Kind.LEVEL and answer.current is not None


def is_answered(answer: AnswerParts) -> bool:
    """A level, a “don’t know” and a “not applicable” all are; a target or a note alone is not.

    Nor is what was carried over from another assessment until somebody confirms it.
    """
    return is_rated(answer) or (answer.is_confirmed and answer.kind in (Kind.UNKNOWN, Kind.NOT_APPLICABLE))


UNANSWERED = Answer()


@dataclass(frozen=True, slots=True)
class Median:
    """Two levels that occur; they differ when the middle falls between them."""

    low: int
    high: int

    @property
    def value(self) -> int:
        """The lower, for where only one level can be shown."""
        return self.low


@dataclass(frozen=True, slots=True)
class Profile:
    """How many stand at each level, from 0 (not yet in place) up, and how many at none."""

    counts: tuple[int, ...]
    unknown: int = 0
    not_applicable: int = 0
    unanswered: int = 0

    @property
    def rated(self) -> int:
        return sum(self.counts)

    @property
    def answered(self) -> int:
        return self.rated + self.unknown + self.not_applicable

    @property
    def total(self) -> int:
        return self.answered + self.unanswered

    @property
    def median(self) -> Median | None:
        if not (rated := self.rated):
            return None
        return Median(self._level_at((rated - 1) // 2), self._level_at(rated // 2))

    @property
    def lowest(self) -> int | None:
        return self._level_at(0) if self.rated else None

    @property
    def highest(self) -> int | None:
        return self._level_at(self.rated - 1) if self.rated else None

    def _level_at(self, place: int) -> int:
        """The level of the one at this place, counted from 0, when all are put in order."""
        for level, count in enumerate(self.counts):
            if place < count:
                return level
            place -= count
        raise IndexError(place)


@dataclass(frozen=True, slots=True)
class CharacteristicFigures:
    """One characteristic; what was set aside with an answer of no level is left out."""

    theme: str
    code: str
    title: str
    kind: Kind | None
    current: int | None
    target: int | None
    evidence: int | None
    is_priority: bool

    @property
    def gap(self) -> int | None:
        """The steps from the current level to the target; 0 is a hold."""
        return None if self.current is None or self.target is None else self.target - self.current


@dataclass(frozen=True, slots=True)
class ThemeFigures:
    slug: str
    title: str
    current: Profile
    target: Profile
    """Unanswered here means: no target."""
    rows: tuple[CharacteristicFigures, ...]

    @property
    def strongest(self) -> "Shortlist":
        return _strongest(self.rows)

    @property
    def widest_gaps(self) -> "Shortlist":
        return _widest_gaps(self.rows)


@dataclass(frozen=True, slots=True)
class Shortlist:
    """The first few by a stated order, and how many more stand level with the last of them."""

    rows: tuple[CharacteristicFigures, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Figures:
    themes: tuple[ThemeFigures, ...]
    answered: int
    total: int
    strongest: Shortlist
    """The highest levels reached (none below the first level of the model), the better evidenced first."""
    widest_gaps: Shortlist
    """The most steps to go, the lowest current level first."""
    thinnest_evidence: Shortlist
    """Levels claimed with no evidence, or asserted alone: the highest level first, then the least evidence."""
    priorities: tuple[CharacteristicFigures, ...]
    """Every candidate priority, in the model's order."""

    @property
    def rows(self) -> tuple[CharacteristicFigures, ...]:
        return tuple(row for theme in self.themes for row in theme.rows)

    @property
    def thinly_evidenced(self) -> int:
        """How many the shortlist of the thinnest evidence is the first few of."""
        return sum(map(_is_thin, self.rows))


def figures_of(model: Model, answers: Mapping[str, AnswerParts]) -> Figures:
    """The figures of an assessment, from its answers by the characteristic's code."""
    themes = tuple(theme_figures(theme, answers) for theme in model.themes)
    rows = [row for theme in themes for row in theme.rows]
    return Figures(
        themes=themes,
        answered=sum(theme.current.answered for theme in themes),
        total=len(rows),
        strongest=_strongest(rows),
        widest_gaps=_widest_gaps(rows),
        thinnest_evidence=_thinnest_evidence(rows),
        priorities=tuple(row for row in rows if row.is_priority),
    )


def theme_figures(theme: Theme, answers: Mapping[str, AnswerParts]) -> ThemeFigures:
    rows, top = _rows(theme, answers), _top_level(theme)
    return ThemeFigures(theme.slug, theme.title, current_profile(rows, top), target_profile(rows, top), rows)


def profile_of_theme(theme: Theme, answers: Mapping[str, AnswerParts]) -> Profile:
    """The theme's current levels alone, for the feedback at every save."""
    return current_profile(_rows(theme, answers), _top_level(theme))


def current_profile(rows: Sequence[CharacteristicFigures], top_level: int) -> Profile:
    return _profile(rows, [row.current for row in rows], top_level)


def target_profile(rows: Sequence[CharacteristicFigures], top_level: int) -> Profile:
    """Unanswered here means: no target."""
    return _profile(rows, [row.target for row in rows], top_level)


def _top_level(theme: Theme) -> int:
    return len(theme.characteristics[0].levels)


def _rows(theme: Theme, answers: Mapping[str, AnswerParts]) -> tuple[CharacteristicFigures, ...]:
    return tuple(_row(theme, one, answers.get(one.code, UNANSWERED)) for one in theme.characteristics)


def _row(theme: Theme, characteristic: Characteristic, answer: AnswerParts) -> CharacteristicFigures:
    kind = answer.kind if is_answered(answer) else None
    levels = (answer.current, answer.target, answer.evidence) if is_rated(answer) else (None, None, None)
    return CharacteristicFigures(
        theme.slug,
        characteristic.code,
        characteristic.title,
        kind,
        *levels,
        is_priority=answer.is_priority and answer.is_confirmed,
    )


def _profile(rows: Sequence[CharacteristicFigures], levels: Iterable[int | None], top_level: int) -> Profile:
    at, kinds = Counter(levels), Counter(row.kind for row in rows)
    counts = tuple(at[level] for level in range(top_level + 1))
    unknown, not_applicable = kinds[Kind.UNKNOWN], kinds[Kind.NOT_APPLICABLE]
    return Profile(counts, unknown, not_applicable, len(rows) - sum(counts) - unknown - not_applicable)


def _strongest(rows: Iterable[CharacteristicFigures]) -> Shortlist:
    return _shortlist((row for row in rows if row.current), lambda row: (-(row.current or 0), -(row.evidence or 0)))


def _widest_gaps(rows: Iterable[CharacteristicFigures]) -> Shortlist:
    return _shortlist((row for row in rows if (row.gap or 0) > 0), lambda row: (-(row.gap or 0), row.current or 0))


def _thinnest_evidence(rows: Iterable[CharacteristicFigures]) -> Shortlist:
    return _shortlist(filter(_is_thin, rows), lambda row: (-(row.current or 0), row.evidence or 0))


def _is_thin(row: CharacteristicFigures) -> bool:
    return bool(row.current) and (row.evidence or 0) <= ASSERTED


def _shortlist(
    rows: Iterable[CharacteristicFigures], order: Callable[[CharacteristicFigures], tuple[int, int]]
) -> Shortlist:
    ranked = sorted(rows, key=order)
    shown, left = ranked[:SHORTLIST], ranked[SHORTLIST:]
    return Shortlist(tuple(shown), sum(order(row) == order(shown[-1]) for row in left))
