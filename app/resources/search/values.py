"""How themes, characteristics and steps of the models stand in an address, and what they are called in a filter."""

from collections.abc import Sequence

from app.maturity.definitions import NOT_YET_IN_PLACE, Model
from app.resources.steps import step_in_words

Step = tuple[str, str, int]
"""A model's id, a code, and the level that it starts from."""


class Values:
    """Those of the first model stand without its name: most councils have no other."""

    def __init__(self, models: Sequence[Model]) -> None:
        self.labels: dict[str, dict[str, str]] = {"theme": {}, "characteristic": {}, "step": {}}
        self.aliases: dict[str, str] = {}
        self.of: dict[Step, tuple[str, str, str]] = {}
        """Theme, characteristic and step as they stand in an address."""
        for number, model in enumerate(models):
            self._add(model, is_first=not number)
            self._add_steps(model, is_only=len(models) == 1)

    def _add(self, model: Model, *, is_first: bool) -> None:
        about = "" if is_first else f" ({model.title})"
        for theme in model.themes:
            theme_value = self._name("theme", model, theme.slug, theme.title + about, is_first)
            for one in theme.characteristics:
                label = f"{one.code} {one.title}{about}"
                value = self._name("characteristic", model, one.code.lower(), label, is_first)
                for level in range(NOT_YET_IN_PLACE, model.top_level):
                    self.of[model.id, one.code, level] = theme_value, value, step_value(level)

    def _name(self, facet: str, model: Model, name: str, label: str, is_first: bool) -> str:
        value = name if is_first else f"{model.id}/{name}"
        self.labels[facet][value] = label
        self.aliases[f"{model.id}/{name}"] = value
        return value

    def _add_steps(self, model: Model, *, is_only: bool) -> None:
        """In the words of the one model; with several, whose levels may be called otherwise, by number."""
        for level in range(NOT_YET_IN_PLACE, model.top_level):
            words = step_in_words(model, level, level + 1) if is_only else f"from level {level} to level {level + 1}"
            self.labels["step"][step_value(level)] = f"{words[:1].upper()}{words[1:]}"


def step_value(level: int) -> str:
    return f"{level}-{level + 1}"
