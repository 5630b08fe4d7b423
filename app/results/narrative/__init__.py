"""A theme’s narrative: where we are, where we want to be and what that asks for, how sure we are.

Made from the answers and the model’s words alone, so the same answers always make the same text.
"""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from app.maturity.definitions import Model, Theme
from app.results.figures import ThemeFigures
from app.results.narrative import evidence, levels, targets
from app.results.narrative.telling import AnswerWords, Beside, Telling


def theme_narrative(
    model: Model, theme: Theme, figures: ThemeFigures, positions: Mapping[str, AnswerWords], target_date: date
) -> tuple[str, ...]:
    """Its paragraphs: one where no level is chosen yet, otherwise three."""
    answers = [(row.code, position) for row in figures.rows if (position := positions.get(row.code))]
    beside = tuple(Beside(code, position.criteria, bool(position.reason)) for code, position in answers)
    return _told(model, theme.slug, figures, beside, target_date)


# The same answers make the same text, so what was told last is kept.
@lru_cache(256)
def _told(
    model: Model, slug: str, figures: ThemeFigures, beside: tuple[Beside, ...], target_date: date
) -> tuple[str, ...]:
    number = [theme.slug for theme in model.themes].index(slug)
    telling = Telling(model, number, figures, beside, target_date)
    if not telling.rated:
        return (" ".join(levels.without_levels(telling)),)
    parts = (levels.where_we_are(telling), targets.where_we_want_to_be(telling), evidence.how_sure_we_are(telling))
    return tuple(" ".join(sentences) for sentences in parts)
