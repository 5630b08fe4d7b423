"""Where the groups differ, by theme and characteristic: made from the stored comparison, suppressed as it is."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from app.maturity.definitions import Characteristic, Model, Theme
from app.participation.tables import Group
from app.position.comparing import CharacteristicComparison, ComparisonFigures, Question, Spread
from app.position.suppression import together
from app.results.figures import SHORTLIST, Profile


@dataclass(frozen=True, slots=True)
class View:
    """What one group answered, or everybody."""

    group: Group | None
    """None for everybody."""
    current: Profile
    target: Profile | None
    evidence: Profile | None


@dataclass(frozen=True, slots=True)
class Difference:
    """One characteristic, or all of a theme that is shown."""

    code: str
    title: str
    views: tuple[View, ...]
    """The groups that are shown, and then everybody; empty where nothing is shown."""
    hidden: tuple[Group, ...]
    """Groups that answered in this assessment and are not shown here."""

    @property
    def everybody(self) -> Profile | None:
        return self.views[-1].current if self.views else None

    @property
    def apart(self) -> int | None:
        """Between the medians of members and officers, in halves of a level: only to put in order and into words."""
        member, officer = self._middle(Group.MEMBER), self._middle(Group.OFFICER)
        return None if member is None or officer is None else abs(member - officer)

    def _middle(self, group: Group) -> int | None:
        median = next((view.current.median for view in self.views if view.group is group), None)
        return None if median is None else median.low + median.high

    @property
    def unknown(self) -> int:
        return self.everybody.unknown if self.everybody else 0


@dataclass(frozen=True, slots=True)
class ThemeDifference:
    slug: str
    pooled: Difference
    """Of each group, only from the characteristics on which it is shown."""
    rows: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class FirstFew:
    """The first by a stated order, and how many more stand level with the last of them."""

    rows: tuple[Difference, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Differences:
    comparison: ComparisonFigures
    themes: tuple[ThemeDifference, ...]
    widest: FirstFew
    """The furthest apart that members and officers see it."""
    least_known: FirstFew
    """The most people who said “don’t know”."""
    evidence: tuple[View, ...]
    """Each group’s strengths of evidence on all that is shown of it."""

    @property
    def rows(self) -> tuple[Difference, ...]:
        return tuple(row for theme in self.themes for row in theme.rows)

    @property
    def is_anything_shown(self) -> bool:
        return any(row.views for row in self.rows)

    @property
    def are_both_shown(self) -> bool:
        """Members and officers, on any characteristic."""
        return any(row.apart is not None for row in self.rows)


def differences_of(model: Model, comparison: ComparisonFigures) -> Differences:
    themes = tuple(_theme(theme, comparison) for theme in model.themes)
    rows = [row for theme in themes for row in theme.rows]
    return Differences(
        comparison=comparison,
        themes=themes,
        widest=_first_few(rows, lambda row: row.apart or 0),
        least_known=_first_few(rows, lambda row: row.unknown),
        evidence=_pooled(rows),
    )


def _theme(theme: Theme, comparison: ComparisonFigures) -> ThemeDifference:
    rows = tuple(_row(one, comparison) for one in theme.characteristics)
    views = _pooled(rows)
    return ThemeDifference(theme.slug, Difference(theme.slug, theme.title, views, _hidden(views, comparison)), rows)


def _row(one: Characteristic, comparison: ComparisonFigures) -> Difference:
    figures = comparison.characteristics.get(one.code)
    views = tuple(_views(figures)) if figures else ()
    return Difference(one.code, one.title, views, _hidden(views, comparison))


def _hidden(views: Sequence[View], comparison: ComparisonFigures) -> tuple[Group, ...]:
    """Where those who are shown are all who answered, nobody else is hidden: they just did not answer."""
    shown = sum(view.current.total for view in views if view.group)
    if views and shown == views[-1].current.total:
        return ()
    return tuple(group for group in comparison.groups if all(view.group is not group for view in views))


def _views(figures: CharacteristicComparison) -> Iterable[View]:
    for group, spread in figures.groups.items():
        yield View(group, spread.profile, _of(figures.target, group), _of(figures.evidence, group))
    if figures.all:
        yield View(None, figures.all.profile, _of(figures.target, None), _of(figures.evidence, None))


def _of(question: Question, group: Group | None) -> Profile | None:
    spread: Spread | None = question.groups.get(group) if group else question.all
    return spread.profile if spread else None


def _pooled(rows: Sequence[Difference]) -> tuple[View, ...]:
    """Only what is shown is added up, so that it tells no more than its parts."""
    views = [view for row in rows for view in row.views]
    return tuple(
        View(
            group,
            together(view.current for view in views if view.group is group),
            _sum(view.target for view in views if view.group is group),
            _sum(view.evidence for view in views if view.group is group),
        )
        for group in (*Group, None)
        if any(view.group is group for view in views)
    )


def _sum(profiles: Iterable[Profile | None]) -> Profile | None:
    shown = [profile for profile in profiles if profile]
    return together(shown) if shown else None


def _first_few(rows: Iterable[Difference], size: Callable[[Difference], int]) -> FirstFew:
    ranked = sorted((row for row in rows if size(row)), key=size, reverse=True)
    shown, left = ranked[:SHORTLIST], ranked[SHORTLIST:]
    return FirstFew(tuple(shown), sum(size(row) == size(shown[-1]) for row in left))
