"""The printable summary as one page of HTML, from the figures that the screen shows."""

import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from flask import render_template
from markupsafe import Markup

from app.accounts.tables import Council, User
from app.assessment.saving import Saved
from app.assets import STATIC
from app.database import db
from app.results import differing_words, words
from app.results.charts import DumbbellChart, dumbbell, radar
from app.results.differing import Differences, differences_of
from app.results.edits import narratives_of
from app.results.figures import CharacteristicFigures, ThemeFigures
from app.results.result import Result, comparison_in, reading_for

LONG_NOTE = 600
"""Characters; a longer note goes whole to the appendix."""
PAGE_WIDTH, CHART_HEIGHT = 174, 224
"""Millimetres of an A4 page between its margins, and below a heading and two lines."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What was written about one characteristic."""

    row: CharacteristicFigures
    note: str
    reason: str
    """Why the target is below the current level."""

    @property
    def is_long(self) -> bool:
        return len(self.note) > LONG_NOTE


def summary_html(result: Result, council: Council, logo: bytes | None = None) -> str:
    chart = dumbbell(result.model, result.figures)
    remarks = {theme.slug: tuple(_remarks(theme, result.positions)) for theme in result.figures.themes}
    return render_template(
        "documents/summary.html",
        result=result,
        council=council,
        assessment=result.assessment,
        model=result.model,
        figures=result.figures,
        lead=_lead(result),
        owner=result.signed.snapshot.council if result.signed else council.name,
        logo=b64encode(logo).decode() if logo else None,
        colour=council.colour if re.fullmatch("#[0-9a-fA-F]{6}", council.colour or "") else None,
        changed_on=_changed_on(result),
        dumbbell_chart=chart,
        chart_width=_width(chart),
        radar_chart=radar(result.model, result.figures),
        narratives=narratives_of(result),
        reading={code: fit for code, fit in reading_for(result).items() if fit.resources},
        remarks=remarks,
        long_notes=[remark for theme in remarks.values() for remark in theme if remark.is_long],
        characteristics=result.model.by_code,
        differ=_differences(result),
        differing_words=differing_words,
        words=words,
        stylesheet=_stylesheet(),
    )


def _lead(result: Result) -> str:
    if result.signed is not None:
        return result.signed.snapshot.lead
    return db.session.get_one(User, result.assessment.lead_id).name


def _differences(result: Result) -> Differences | None:
    """None where people did not answer separately."""
    comparison = comparison_in(result)
    return differences_of(result.model, comparison) if comparison else None


def _remarks(theme: ThemeFigures, positions: dict[str, Saved]) -> Iterator[Remark]:
    for row in theme.rows:
        if (position := positions.get(row.code)) is None:
            continue
        reason = position.reason if (row.gap or 0) < 0 else ""
        if position.note or reason:
            yield Remark(row, position.note, reason)


def _changed_on(result: Result) -> date:
    """The day the answers last changed. It stands on the cover: the day of printing would make every copy another."""
    changes = [position.saved_at for position in result.positions.values()]
    return max(changes, default=result.assessment.created_at).astimezone().date()


def _width(chart: DumbbellChart) -> int:
    """In millimetres, so that heading and chart share one page however many characteristics there are."""
    return min(PAGE_WIDTH, CHART_HEIGHT * chart.width // chart.height)


@cache
def _stylesheet() -> Markup:
    # Inside the document, so that another style makes another document.
    return Markup((STATIC / "summary.css").read_text("utf-8"))  # noqa: S704
