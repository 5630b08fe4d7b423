"""What differs between two versions of a model, characteristic by characteristic, found by its code.

An answer hangs on the statement and the descriptors: where one of them differs, the characteristic is reworded.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from app.maturity.definitions import Characteristic, Definition, EvidenceStrength, Level, LevelDescription, Model, Theme

OTHER_KEYS = ("slug", "title", "why", "prompts", "evidence_examples", "maps_to")
THEME_KEYS = ("title", "question", "narrative")
MODEL_KEYS = (
    "title",
    "summary",
    "credit",
    "narrative_title",
    "narrative",
    "licence",
    "horizon_months",
    "frameworks",
    "glossary",
)


@dataclass(frozen=True, slots=True)
class Changed:
    """A characteristic that both versions have, and what of it differs."""

    before: Characteristic
    after: Characteristic
    has_other_statement: bool
    descriptors: tuple[int, ...]
    """The levels whose descriptor differs."""
    criteria: tuple[int, ...]
    """The levels whose criteria differ."""
    other_keys: tuple[str, ...]
    themes: tuple[Theme, Theme] | None
    """The theme it was in and the one it is in, where it has moved."""

    @property
    def is_reworded(self) -> bool:
        return self.has_other_statement or bool(self.descriptors)


class Step(NamedTuple):
    """A level or a strength of evidence that differs, or is there only before or only after."""

    number: int
    before: Level | EvidenceStrength | None
    after: Level | EvidenceStrength | None


class Carried(NamedTuple):
    """What becomes of answers, by code, when they are copied from one version to the other."""

    whole: tuple[str, ...]
    reworded: tuple[str, ...]
    """To be confirmed, because the words they were given on are others now."""
    waiting: tuple[str, ...]
    """Not confirmed yet, and not reworded again."""
    left: tuple[str, ...]
    """The new version has no such characteristic."""

    @property
    def to_confirm(self) -> tuple[str, ...]:
        return self.reworded + self.waiting


@dataclass(frozen=True)
class Changes:
    before: Model
    after: Model

    @cached_property
    def added(self) -> tuple[Characteristic, ...]:
        return _without(self.after, self.before)

    @cached_property
    def removed(self) -> tuple[Characteristic, ...]:
        return _without(self.before, self.after)

    @cached_property
    def changed(self) -> tuple[Changed, ...]:
        """In the order of the new version."""
        return tuple(_changed_characteristics(self.before, self.after))

    @property
    def reworded(self) -> tuple[Changed, ...]:
        return tuple(changed for changed in self.changed if changed.is_reworded)

    @property
    def moved(self) -> tuple[Changed, ...]:
        return tuple(changed for changed in self.changed if changed.themes)

    @cached_property
    def levels(self) -> tuple[Step, ...]:
        return _steps(self.before.levels, self.after.levels)

    @cached_property
    def evidence(self) -> tuple[Step, ...]:
        return _steps(self.before.evidence, self.after.evidence)

    @property
    def has_other_zero(self) -> bool:
        """What “Not yet in place” means."""
        return differs(self.before.not_yet_in_place, self.after.not_yet_in_place)

    @property
    def has_as_many_levels(self) -> bool:
        """Answers are kept by the number of the level, so only then can they be carried over."""
        return self.before.top_level == self.after.top_level

    @property
    def model_keys(self) -> tuple[str, ...]:
        """What differs of the model itself, apart from its themes and scales."""
        return different_keys(self.before, self.after, MODEL_KEYS)

    @property
    def themes(self) -> tuple[tuple[Theme, tuple[str, ...]], ...]:
        """The themes that both have, with what differs of their own words."""
        found = ((after, different_keys(before, after, THEME_KEYS)) for before, after in self._theme_pairs)
        return tuple((theme, keys) for theme, keys in found if keys)

    @property
    def readdressed(self) -> tuple[tuple[Theme, Theme], ...]:
        """The themes, before and after, that have kept their title and not their slug."""
        return tuple((before, after) for before, after in self._theme_pairs if before.slug != after.slug)

    @cached_property
    def _theme_pairs(self) -> tuple[tuple[Theme, Theme], ...]:
        """The themes that both have: by slug, or by title where the former slug is gone."""
        gone = [theme for theme in self.before.themes if not self.after.find_theme(theme.slug)]
        pairs = (
            (self.before.find_theme(theme.slug) or _titled(theme.title, gone), theme) for theme in self.after.themes
        )
        return tuple((before, after) for before, after in pairs if before)

    def why_retired(self, code: str) -> str | None:
        return next((retired.why for retired in self.after.retired if retired.code == code), None)

    def carry(self, answers: Mapping[str, bool]) -> Carried:
        """`answers`: by code, whether each is confirmed."""
        gone = {characteristic.code for characteristic in self.removed}
        reworded = {changed.after.code for changed in self.reworded}
        stay = [code for code in answers if code not in gone]
        same = [code for code in stay if code not in reworded]
        return Carried(
            whole=tuple(code for code in same if answers[code]),
            reworded=tuple(code for code in stay if code in reworded),
            waiting=tuple(code for code in same if not answers[code]),
            left=tuple(code for code in answers if code in gone),
        )


def changes_between(before: Model, after: Model) -> Changes:
    return Changes(before, after)


def differs(before: object, after: object) -> bool:
    """Whether people read something else: another line break or a space more is nothing."""
    return _squeezed(before) != _squeezed(after)


def is_reworded(before: Characteristic, after: Characteristic) -> bool:
    return differs(before.statement, after.statement) or bool(_different_descriptors(before, after))


def former_words(before: Characteristic, after: Characteristic) -> tuple[str | None, dict[int, str]]:
    """The statement and the descriptors as they were, where they differ now."""
    statement = before.statement if differs(before.statement, after.statement) else None
    return statement, {number: before.levels[number].descriptor for number in _different_descriptors(before, after)}


def different_keys(before: Definition, after: Definition, keys: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(key for key in keys if differs(getattr(before, key), getattr(after, key)))


def _without(model: Model, other: Model) -> tuple[Characteristic, ...]:
    codes = {characteristic.code for characteristic in other.characteristics}
    return tuple(characteristic for characteristic in model.characteristics if characteristic.code not in codes)


def _changed_characteristics(before: Model, after: Model) -> Iterator[Changed]:
    former = {characteristic.code: (theme, characteristic) for theme, characteristic in _by_theme(before)}
    for theme, characteristic in _by_theme(after):
        if characteristic.code in former:
            former_theme, was = former[characteristic.code]
            moved = (former_theme, theme) if _is_another(former_theme, theme) else None
            changed = _compared(was, characteristic, moved)
            if changed.is_reworded or changed.criteria or changed.other_keys or moved:
                yield changed


def _titled(title: str, themes: list[Theme]) -> Theme | None:
    return next((theme for theme in themes if not differs(theme.title, title)), None)


def _is_another(before: Theme, after: Theme) -> bool:
    return before.slug != after.slug and differs(before.title, after.title)


def _by_theme(model: Model) -> Iterator[tuple[Theme, Characteristic]]:
    return ((theme, characteristic) for theme in model.themes for characteristic in theme.characteristics)


def _compared(before: Characteristic, after: Characteristic, themes: tuple[Theme, Theme] | None) -> Changed:
    return Changed(
        before=before,
        after=after,
        has_other_statement=differs(before.statement, after.statement),
        descriptors=_different_descriptors(before, after),
        criteria=tuple(number for number, was, now in _levels(before, after) if differs(was.criteria, now.criteria)),
        other_keys=different_keys(before, after, OTHER_KEYS),
        themes=themes,
    )


def _different_descriptors(before: Characteristic, after: Characteristic) -> tuple[int, ...]:
    return tuple(number for number, was, now in _levels(before, after) if differs(was.descriptor, now.descriptor))


def _levels(before: Characteristic, after: Characteristic) -> Iterator[tuple[int, LevelDescription, LevelDescription]]:
    """Those that both have. Where one has more, no answer can be carried over anyhow."""
    both = sorted(before.levels.keys() & after.levels)
    return ((number, before.levels[number], after.levels[number]) for number in both)


def _steps(
    before: tuple[Level, ...] | tuple[EvidenceStrength, ...], after: tuple[Level, ...] | tuple[EvidenceStrength, ...]
) -> tuple[Step, ...]:
    was, now = ({step.number: step for step in steps} for steps in (before, after))
    both = (Step(number, was.get(number), now.get(number)) for number in sorted(was.keys() | now))
    return tuple(step for step in both if differs(step.before, step.after))


def _squeezed(value: Any) -> object:
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, Definition):
        return _squeezed(value.model_dump())
    if isinstance(value, dict):
        return {key: _squeezed(part) for key, part in value.items()}
    return [_squeezed(part) for part in value] if isinstance(value, tuple | list) else value
