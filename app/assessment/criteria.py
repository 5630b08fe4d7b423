"""The criteria that are ticked, and what they say about the level chosen. They advise, and decide nothing."""

from collections.abc import Collection
from typing import NamedTuple

from app.maturity.definitions import Characteristic, Level, Model


class Unticked(NamedTuple):
    """A level that the chosen one takes in, and what is not ticked there."""

    level: Level
    criteria: tuple[str, ...]
    is_whole: bool
    """Nothing at all is ticked at this level."""


class Remarks(NamedTuple):
    unticked: tuple[Unticked, ...] = ()
    next_level: Level | None = None
    """The level above the chosen one, where everything is ticked as well."""


def place_of(level: int, place: int) -> str:
    """How a criterion is kept: by its level, and its place in it from 1."""
    return f"{level}.{place}"


def ticked_at(characteristic: Characteristic, level: int, ticked: Collection[str]) -> tuple[str, ...]:
    return tuple(text for place, text in _criteria(characteristic, level) if place in ticked)


def unticked_at(characteristic: Characteristic, level: int, ticked: Collection[str]) -> tuple[str, ...]:
    return tuple(text for place, text in _criteria(characteristic, level) if place not in ticked)


def remarks_on(model: Model, characteristic: Characteristic, current: int | None, ticked: Collection[str]) -> Remarks:
    """Where ticks and level do not agree. Whoever ticks nothing is told nothing: ticking is a help, not a duty."""
    if current is None or not ticked:
        return Remarks()
    below = [_unticked(characteristic, level, ticked) for level in model.levels[:current]]
    above = model.levels[current] if current < model.top_level else None
    is_next = above is not None and _is_all_ticked(characteristic, above, ticked)
    unticked = tuple(one for one in below if one.criteria)
    return Remarks(unticked, above if is_next and not unticked else None)


def _unticked(characteristic: Characteristic, level: Level, ticked: Collection[str]) -> Unticked:
    missing = unticked_at(characteristic, level.number, ticked)
    return Unticked(level, missing, not ticked_at(characteristic, level.number, ticked))


def _is_all_ticked(characteristic: Characteristic, level: Level, ticked: Collection[str]) -> bool:
    return bool(characteristic.levels[level.number].criteria) and not unticked_at(characteristic, level.number, ticked)


def _criteria(characteristic: Characteristic, level: int) -> list[tuple[str, str]]:
    texts = characteristic.levels[level].criteria
    return [(place_of(level, place), text) for place, text in enumerate(texts, start=1)]
