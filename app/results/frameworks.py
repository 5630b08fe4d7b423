"""Assess once, use many: the same answers by the parts of another framework."""

from dataclasses import dataclass

from app.maturity.definitions import Framework, FrameworkPart, Model
from app.results.figures import CharacteristicFigures, Figures, Profile, current_profile, target_profile


@dataclass(frozen=True, slots=True)
class PartFigures:
    """One part, with every characteristic that answers to it; a characteristic may be in several."""

    id: str
    title: str
    rows: tuple[CharacteristicFigures, ...]
    current: Profile
    target: Profile


@dataclass(frozen=True, slots=True)
class FrameworkFigures:
    parts: tuple[PartFigures, ...]
    unmapped: tuple[CharacteristicFigures, ...]
    """The characteristics that answer to no part of it."""
    total: int
    """Of characteristics."""

    @property
    def covered(self) -> int:
        return sum(bool(part.rows) for part in self.parts)

    @property
    def mapped(self) -> int:
        return self.total - len(self.unmapped)


def framework_figures(model: Model, framework: Framework, figures: Figures) -> FrameworkFigures:
    answers_to = {one.code: one.maps_to.get(framework.id, ()) for one in model.characteristics}
    return FrameworkFigures(
        parts=tuple(_part(model, part, figures, answers_to) for part in framework.parts),
        unmapped=tuple(row for row in figures.rows if not answers_to[row.code]),
        total=len(figures.rows),
    )


def _part(model: Model, part: FrameworkPart, figures: Figures, answers_to: dict[str, tuple[str, ...]]) -> PartFigures:
    rows = tuple(row for row in figures.rows if part.id in answers_to[row.code])
    top = model.top_level
    return PartFigures(part.id, part.title, rows, current_profile(rows, top), target_profile(rows, top))
