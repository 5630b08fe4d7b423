"""The figures as markup. The same figures make the same markup, so what was drawn last is kept."""

from datetime import date
from functools import lru_cache

from flask import current_app
from markupsafe import Markup

from app.maturity.definitions import Model
from app.results import words
from app.results.charts import dumbbell, radar
from app.results.figures import Figures, Profile


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


def _draw(template: str, **context: object) -> Markup:
    return Markup(current_app.jinja_env.get_template(template).render(context))  # noqa: S704 - an escaped template
