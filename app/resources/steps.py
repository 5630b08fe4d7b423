"""Steps from one level to the next in words, and what a resource helps with, in the order of the models."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.maturity.definitions import NOT_YET_IN_PLACE, Characteristic, Model, Theme
from app.resources.tables import ResourceStep


@dataclass(frozen=True, slots=True)
class Helped:
    """A characteristic, and the steps of it that a resource helps with."""

    model: Model
    theme: Theme
    characteristic: Characteristic
    steps: tuple[str, ...]


def step_in_words(model: Model, from_level: int, to_level: int) -> str:
    """“from Developing to Mature”"""
    start = "not yet in place" if from_level == NOT_YET_IN_PLACE else model.level_name(from_level)
    return f"from {start} to {model.level_name(to_level)}"


def helped_by(steps: Iterable[ResourceStep], models: Iterable[Model]) -> list[Helped]:
    """What the versions in force no longer have is passed over."""
    wanted: dict[tuple[str, str], list[ResourceStep]] = {}
    for step in sorted(steps, key=lambda step: step.from_level):
        wanted.setdefault((step.model_id, step.code), []).append(step)
    return [
        Helped(model, theme, one, _in_words(model, wanted[model.id, one.code]))
        for model in models
        for theme in model.themes
        for one in theme.characteristics
        if (model.id, one.code) in wanted
    ]


def _in_words(model: Model, steps: Iterable[ResourceStep]) -> tuple[str, ...]:
    return tuple(step_in_words(model, s.from_level, s.to_level) for s in steps if s.to_level <= model.top_level)
