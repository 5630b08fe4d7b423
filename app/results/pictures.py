"""The figures as markup. The same figures make the same markup, so what was drawn last is kept."""

from datetime import date
from functools import lru_cache

from flask import current_app
from markupsafe import Markup

from app.maturity.definitions import Model
from app.position.comparing import ComparisonFigures
from app.results import differing_words, words
from app.results.charts import dumbbell, radar
from app.results.differing import differences_of
from app.results.figures import Figures, Profile
from app.results.strips import strip


@lru_cache(32)
def figures_page(model: Model, figures: Figures, target_date: date, here: str) -> Markup:
    """Shortlists, charts and tables; `here` is the assessment’s address, for the links to its answers."""
    return _draw(
        "results/_figures.html",
        model=model,
        figures=figures,
        target_date=target_date,
        here=here,
        dumbbell=dumbbell(model, figures),
        radar=radar(model, figures),
        words=words,
    )


@lru_cache(256)
def profile_table(profile: Profile, model: Model, caption: str) -> Markup:
    return _draw("results/_profile.html", profile=profile, model=model, caption=caption)


@lru_cache(32)
def differences_first(model: Model, comparison: ComparisonFigures) -> Markup:
    """Where members and officers differ most, who did not know, and how sure each group is."""
    differ = differences_of(model, comparison)
    return _draw("results/_differ_first.html", model=model, differ=differ, words=differing_words)


@lru_cache(32)
def differences_each(model: Model, comparison: ComparisonFigures, position: str) -> Markup:
    """Every characteristic with its strip, and all as a table; empty where nothing is shown."""
    differ = differences_of(model, comparison)
    if not differ.is_anything_shown:
        return Markup()
    return _draw(
        "results/_differ_each.html",
        model=model,
        differ=differ,
        position=position,
        strip=strip,
        words=differing_words,
        median_in_words=words.median_in_words,
        range_in_words=words.range_in_words,
    )


def _draw(template: str, **context: object) -> Markup:
    return Markup(current_app.jinja_env.get_template(template).render(context))  # noqa: S704 - an escaped template
