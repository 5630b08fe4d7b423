"""The charts as SVG. The same figures make the same picture, so those drawn last are kept."""

from functools import lru_cache

from flask import current_app
from markupsafe import Markup

from app.maturity.definitions import Model
from app.results.charts import DumbbellChart, RadarChart, dumbbell, radar
from app.results.figures import Figures

KEPT = 32


@lru_cache(KEPT)
def dumbbell_picture(model: Model, figures: Figures) -> Markup:
    return _draw("results/_dumbbell.svg", dumbbell(model, figures))


@lru_cache(KEPT)
def radar_picture(model: Model, figures: Figures) -> Markup | None:
    """None where there are too few themes for one."""
    chart = radar(model, figures)
    return _draw("results/_radar.svg", chart) if chart else None


def _draw(template: str, chart: DumbbellChart | RadarChart) -> Markup:
    return Markup(current_app.jinja_env.get_template(template).render(chart=chart))  # noqa: S704 - an escaped template
